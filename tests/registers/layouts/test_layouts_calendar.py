"""Plans with a calendar beside the tasks: weeks, months or days as columns, and the time marked in them."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kpkportfolio.registers.files.cells import Sheet
from kpkportfolio.registers.layouts.calendar_grid import find_calendar
from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import workbook

Times = list[tuple[str, date | None, date | None]]


def times(path: Path) -> Times:
    return [(read.title, read.start, read.end) for read in read_register(path).initiatives]


def marks(*weeks: int, of: int = 12, mark: Any = "x") -> list[Any]:
    return [mark if week in weeks else "" for week in range(1, of + 1)]


@pytest.mark.parametrize("word", ["vko {}", "v{}", "Vko {}", "vecka {}", "v. {}", "week {}", "W{}", "{}"])
@pytest.mark.parametrize("mark", ["x", 1, "█", "X"])
def test_weeks_under_a_year(tmp_path: Path, word: str, mark: Any) -> None:
    weeks: list[Any] = [word.format(number) for number in range(1, 13)]
    if word == "{}":
        weeks = list(range(1, 13))
    rows: list[list[Any]] = [
        ["Projektisuunnitelma"],
        ["", "", "Viikko", 2012],
        ["Tehtävä", "Vastuuhenkilö", "Tila", *weeks],
        ["Määrittely"],
        ["Nykytilan kuvaus", "Aino Virta", "valmis", *marks(1, 2, mark=mark)],
        ["Vaatimusten kerääminen", '"', "käynnissä", *marks(3, 4, 5, mark=mark)],
        ["Toteutus"],
        ["Käyttöliittymän toteutus", "Kalle Meri", "", *marks(6, 7, 9, mark=mark)],
        ["Testien kirjoitus", "- ” -", "", *marks(of=12)],
    ]
    read = read_register(workbook(tmp_path / "p.xlsx", {"Suunnitelma": rows}))
    assert [(one.title, one.start, one.end) for one in read.initiatives] == [
        ("Nykytilan kuvaus", date(2012, 1, 2), date(2012, 1, 15)),
        ("Vaatimusten kerääminen", date(2012, 1, 16), date(2012, 2, 5)),
        ("Käyttöliittymän toteutus", date(2012, 2, 6), date(2012, 3, 4)),
        ("Testien kirjoitus", None, None),
    ]
    assert [one.person for one in read.initiatives] == ["Aino Virta", "Aino Virta", "Kalle Meri", "Kalle Meri"]
    assert [one.programme for one in read.initiatives] == ["Määrittely"] * 2 + ["Toteutus"] * 2
    assert all(one.investment_min is None and not one.figures for one in read.initiatives)
    assert not read.problems
    assert len(read.remarks) == 1
    assert read.initiatives[2].raw[f"{weeks[0]} – {weeks[-1]}"] == f"{weeks[5]} – {weeks[6]}, {weeks[8]}"


def test_mondays_as_real_dates_and_a_month_above(tmp_path: Path) -> None:
    mondays = [date(2011, 11, 28) + timedelta(weeks=n) for n in range(10)]
    rows: list[list[Any]] = [
        ["", "", "Marraskuu", "Joulukuu", "", "", "", "Tammikuu"],
        ["Task", "Owner", *mondays],
        ["Set up the servers", "Mary Hill", "x", "x"],
        ["Move the data", "ditto", "", "", "", "", "x", "x"],
    ]
    assert times(workbook(tmp_path / "p.xlsx", {"Plan": rows})) == [
        ("Set up the servers", date(2011, 11, 28), date(2011, 12, 11)),
        ("Move the data", date(2011, 12, 26), date(2012, 1, 8)),
    ]


def test_weeks_over_the_turn_of_the_year(tmp_path: Path) -> None:
    weeks = ["v50", "v51", "v52", "v1", "v2", "v3"]
    rows: list[list[Any]] = [
        ["", 2012],
        ["Uppgift", *weeks],
        ["Planera övergången", "", "x", "x", "x"],
        ["Utbilda personalen", "", "", "", "", "x", "x"],
    ]
    assert times(workbook(tmp_path / "p.xlsx", {"Plan": rows})) == [
        ("Planera övergången", date(2012, 12, 17), date(2013, 1, 6)),
        ("Utbilda personalen", date(2013, 1, 7), date(2013, 1, 20)),
    ]


def test_months_of_two_years_with_a_bar_of_merged_cells(tmp_path: Path) -> None:
    months = "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu".split()
    rows: list[list[Any]] = [
        ["Hanke", "Vastuutaho", "2012", *[""] * 11, "2013", *[""] * 11],
        ["", "", *months, *months],
        ["Ajanvaraus verkkoon", "Espoon kaupunki", *[""] * 10, "Pilotti"],
        ["Runkoverkon nosto", "Vantaan kaupunki", "x", *[""] * 22, "x"],
    ]
    merges = {"A": [(0, 2, 0, 13), (0, 14, 0, 25), (0, 0, 1, 0), (0, 1, 1, 1), (2, 12, 2, 15)]}
    read = read_register(workbook(tmp_path / "p.xlsx", {"A": rows}, merges))
    assert [(one.title, one.start, one.end) for one in read.initiatives] == [
        ("Ajanvaraus verkkoon", date(2012, 11, 1), date(2013, 2, 28)),
        ("Runkoverkon nosto", date(2012, 1, 1), date(2013, 12, 31)),
    ]
    assert read.initiatives[0].organisation == "Espoon kaupunki"
    assert read.initiatives[0].raw["tammi – joulu"] == "marras – helmi: Pilotti"


def test_four_columns_under_each_month(tmp_path: Path) -> None:
    months = ["tammi.12", "helmi.12", "maalis.12", "huhti.12"]
    rows: list[list[Any]] = [
        ["Hanke", "Vastuutaho", *(cell for month in months for cell in (month, "", "", ""))],
        ["Ajanvaraus verkkoon", "Espoon kaupunki", "", "", "x", "x", "x"],
        ["Runkoverkon nosto", "Vantaan kaupunki", *[""] * 15, "x"],
    ]
    assert times(workbook(tmp_path / "p.xlsx", {"A": rows})) == [
        ("Ajanvaraus verkkoon", date(2012, 1, 16), date(2012, 2, 7)),
        ("Runkoverkon nosto", date(2012, 4, 23), date(2012, 4, 30)),
    ]


@pytest.mark.parametrize("letters", ["THMHTKHESLMJTH", "JFMAMJJASONDJF"])
def test_months_by_their_first_letters(tmp_path: Path, letters: str) -> None:
    rows: list[list[Any]] = [
        ["", "", 2012],
        ["Tehtävä", "Kuka", *letters],
        ["Esitutkimus", "Aino Virta", "x", "x"],
        ["Käyttöönotto", '"', *[""] * 11, "x", "x"],
    ]
    assert times(workbook(tmp_path / "p.xlsx", {"A": rows})) == [
        ("Esitutkimus", date(2012, 1, 1), date(2012, 2, 29)),
        ("Käyttöönotto", date(2012, 12, 1), date(2013, 1, 31)),
    ]


def test_a_plan_with_hardly_any_columns_of_its_own(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Aikataulu"],
        ["Tehtävä", "Tekijä", "Viikko"],
        ["", "", *range(1, 13)],
        ["Esitutkimus", "MM", "x", "x"],
        ["Määrittely", '-"-', "", "", "x", "x"],
        ["Toteutus", "LL", "", "", "", "", "x", "x", "x"],
    ]
    read = read_register(workbook(tmp_path / "p.xlsx", {"A": rows}), guess_from=0)
    assert [one.title for one in read.initiatives] == ["Esitutkimus", "Määrittely", "Toteutus"]
    assert read.initiatives[1].raw["1 – 12"] == "3 – 4"


def test_days_numbered_under_a_month_of_a_year(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["", "tammikuu 2012", *[""] * 30, "helmikuu 2012"],
        ["Tehtävä", *range(1, 32), *range(1, 30)],
        ["Asennetaan palvelin", *[""] * 29, 1, 1, 1],
    ]
    assert times(workbook(tmp_path / "p.xlsx", {"A": rows})) == [
        ("Asennetaan palvelin", date(2012, 1, 30), date(2012, 2, 1))
    ]


def test_without_a_year_nothing_is_known_of_the_time_and_the_columns_are_no_fields(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Projektisuunnitelma, päivitetty 3.4.2012"],
        ["Tehtävä", "Kuka", *(f"vko {n}" for n in range(1, 53))],
        ["Nykytilan kuvaus", "Aino Virta", "x", "x"],
        ["Testien kirjoitus", "„", "", "x"],
    ]
    read = read_register(workbook(tmp_path / "p.xlsx", {"A": rows}))
    assert [(one.start, one.end, one.person) for one in read.initiatives] == [(None, None, "Aino Virta")] * 2
    assert read.initiatives[0].raw["vko 1 – vko 52"] == "vko 1 – vko 2"
    assert read.remarks == (
        "A: the calendar columns vko 1 – vko 52 do not say their year, so start and end are not known.",
    )


@pytest.mark.parametrize(
    ("title", "weeks", "first", "last"),
    [
        ("Projektisuunnitelma 2012", range(1, 13), date(2012, 1, 2), date(2012, 1, 15)),
        ("Työsuunnitelma 2012–2013", [49, 50, 51, 52, 1, 2], date(2012, 12, 3), date(2012, 12, 16)),
        ("Työsuunnitelma talvi 2012-13", [49, 50, 51, 52, 1, 2], date(2012, 12, 3), date(2012, 12, 16)),
        # which of the two years does one year mean?
        ("Työsuunnitelma 2012", [49, 50, 51, 52, 1, 2], None, None),
        ("Suunnitelma 2012, hanke 2013", range(1, 13), None, None),
        ("Päivitetty 2012", range(1, 13), None, None),
    ],
)
def test_a_title_may_say_the_year(
    tmp_path: Path, title: str, weeks: Any, first: date | None, last: date | None
) -> None:
    rows: list[list[Any]] = [
        [title],
        ["Tehtävä", "Kuka", *(f"vko {n}" for n in weeks)],
        ["Nykytilan kuvaus", "Aino Virta", "x", "x"],
    ]
    read = read_register(workbook(tmp_path / "p.xlsx", {"A": rows}))
    assert (read.initiatives[0].start, read.initiatives[0].end) == (first, last)
    assert any(title in remark for remark in read.remarks) == (first is not None)


@pytest.mark.parametrize(
    ("years", "periods", "first", "last"),
    [
        ([2012, "", "", "", 2013, "", "", ""], [49, 50, 51, 52, 1, 2, 3, 4], date(2012, 12, 17), date(2013, 1, 6)),
        ([2012, "", "", "", 2013, "", "", ""], [1, 2, 3, 4, 1, 2, 3, 4], date(2012, 7, 1), date(2013, 3, 31)),
        ([2012, *[""] * 11, 2013, ""], [*range(1, 13), 1, 2], date(2012, 3, 1), date(2012, 5, 31)),
    ],
)
@pytest.mark.parametrize("coloured", [False, True])
def test_plain_numbers_under_years(
    tmp_path: Path, years: list[Any], periods: list[int], first: date, last: date, coloured: bool
) -> None:
    path = tmp_path / "n.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet: Any = book.add_worksheet("A")
        sheet.write_row(0, 0, ["Projekti", "Vastuu", "Tila", *years])
        sheet.write_row(1, 3, periods)
        green = book.add_format({"bg_color": "#92D050"})
        for row in (2, 3):
            sheet.write_row(row, 0, [f"Käyttöönotto {row}", "Aino Virta", "käynnissä"])
            for column in (5, 6, 7):
                sheet.write(row, column, None if coloured else "x", green if coloured else None)
        sheet.write_row(4, 0, ["Koulutus", "Kalle Meri", "valmis"])
    assert times(path) == [("Käyttöönotto 2", first, last), ("Käyttöönotto 3", first, last), ("Koulutus", None, None)]


@pytest.mark.parametrize("years", [[2012, 2013, 2014], ["TA 2012", "TS 2013", "TS 2014"]])
def test_marks_under_years_are_the_time_and_figures_are_money(tmp_path: Path, years: list[Any]) -> None:
    header: list[Any] = ["Hanke", "Vastuutaho", *years]
    marked = workbook(tmp_path / "x.xlsx", {"A": [header, ["Arkisto", "Espoon kaupunki", "x", "x", ""]]})
    assert times(marked) == [("Arkisto", date(2012, 1, 1), date(2013, 12, 31))]
    money = workbook(tmp_path / "m.xlsx", {"A": [header, ["Arkisto", "Espoon kaupunki", "10 t€", "20 t€", ""]]})
    read = read_register(money).initiatives[0]
    assert (read.start, read.investment_min) == (None, 3_000_000)


def test_dates_of_their_own_go_before_the_marks(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["", "", "", 2012],
        ["Tehtävä", "Alku", "Loppu", *(f"vko {n}" for n in range(1, 13))],
        ["Nykytilan kuvaus", date(2012, 1, 4), date(2012, 1, 12), "x", "x"],
        ["Testien kirjoitus", date(2012, 1, 9), "", "", "x"],
    ]
    assert times(workbook(tmp_path / "p.xlsx", {"A": rows})) == [
        ("Nykytilan kuvaus", date(2012, 1, 4), date(2012, 1, 12)),
        ("Testien kirjoitus", date(2012, 1, 9), None),
    ]


def test_money_by_month_and_dates_side_by_side_are_no_calendar() -> None:
    months = ["tammi", "helmi", "maalis", "huhti", "touko", "kesä"]
    by_month: list[list[Any]] = [["Hanke", *months], ["Arkisto", 100, 200, 300, 400, 500, 600]]
    assert find_calendar(Sheet("A", by_month)) is None
    dates = [date(2012, month, 1) for month in range(1, 6)]
    assert (
        find_calendar(Sheet("A", [["Hanke", "a", "b", "c", "d", "e"], ["Arkisto", *dates], ["Kartat", *dates]])) is None
    )
    by_year: list[list[Any]] = [["Hanke", 2012, 2013, 2014, 2015], ["Arkisto", 100, 200, 300, 400]]
    assert find_calendar(Sheet("A", by_year)) is None
    growing: list[list[Any]] = [["Hanke", *range(2012, 2022)], ["Arkisto", *range(1, 11)], ["Kartat", *range(1, 11)]]
    assert find_calendar(Sheet("A", growing)) is None
    assert find_calendar(Sheet("A", growing[:2])) is None


def test_coloured_cells_are_marks_and_bands_of_colour_are_not(tmp_path: Path) -> None:
    path = tmp_path / "v.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet: Any = book.add_worksheet("Plan")
        bar, band, head, white = (
            book.add_format({"bg_color": c}) for c in ("#00B050", "#DDDDDD", "#FFC000", "#FFFFFF")
        )
        sheet.write_row(0, 2, [2012])
        sheet.write_row(1, 0, ["Uppgift", "Ansvarig", *(f"v.{n}" for n in range(1, 13))], head)
        for number, (task, person, weeks) in enumerate(
            [
                ("Genomförande", "", ()),
                ("Kartlägg nuläget", "Eva Lind", (1, 2)),
                ("Bygg tjänsten", "Ole Berg", (3, 4, 5, 6)),
                ("Utbilda personalen", "d:o", (8,)),
                ("Utvärdera", "Eva Lind", ()),
            ],
            2,
        ):
            sheet.write_row(number, 0, [task, person], head if not person else None)
            for week in range(1, 13):
                colour = bar if week in weeks else band if week == 7 else head if not person else white
                sheet.write_blank(number, week + 1, None, colour)
    read = read_register(path)
    assert [(one.title, one.person, one.start, one.end) for one in read.initiatives] == [
        ("Kartlägg nuläget", "Eva Lind", date(2012, 1, 2), date(2012, 1, 15)),
        ("Bygg tjänsten", "Ole Berg", date(2012, 1, 16), date(2012, 2, 12)),
        ("Utbilda personalen", "Ole Berg", date(2012, 2, 20), date(2012, 2, 26)),
        ("Utvärdera", "Eva Lind", None, None),
    ]
    assert {one.programme for one in read.initiatives} == {"Genomförande"}


def test_columns_without_a_name_say_nothing_of_the_language(tmp_path: Path) -> None:
    path = tmp_path / "viikot.csv"
    path.write_text("Hanke;vk 1;vk 2;vk 3;vk 4\nKonesali;x;x;;\nVaihde;;x;x;x\n", encoding="utf-8")
    assert [one.language for one in read_register(path).initiatives] == ["fi", "fi"]
