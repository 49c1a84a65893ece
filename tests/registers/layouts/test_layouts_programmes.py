"""Kinds of layout of investment programmes and project lists: what is read of each, and what is told instead."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from kpkportfolio.model.vocabulary import Health, Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.profile import Profile, TableProfile, Use
from kpkportfolio.registers.reading import ReadRegister, read_register
from tests.registers.layout_factory import workbook

Rows = list[list[Any]]


def read(tmp_path: Path, rows: Rows, name: str = "A") -> ReadRegister:
    return read_register(workbook(tmp_path / "p.xlsx", {name: rows}))


def told(one: ReadRegister) -> list[tuple[int | None, str | None, str | None]]:
    return [(problem.row, problem.column, problem.value) for problem in one.problems]


TICKS: Rows = [
    ["Hanke", "Vastuutaho", "Idea", "Suunnittelu", "Toteutus", "Valmis"],
    ["Tietovarasto", "Espoon kaupunki", "", "", "x", ""],
    ["Sähköinen arkisto", "Vantaan kaupunki", "X", "", "", ""],
    ["Karttapalvelu", "Turun kaupunki", "", "", "", 1],
    ["Ajanvaraus", "Turun kaupunki", "x", "x", "", ""],
    ["Intranet", "Turun kaupunki", "", "", "", ""],
]


def test_a_status_told_by_ticks(tmp_path: Path) -> None:
    found = read(tmp_path, TICKS)
    statuses = [one.status for one in found.initiatives]
    assert statuses == [Status.IMPLEMENTATION, Status.IDEA, Status.COMPLETED, None, None]
    assert told(found) == [(5, "Idea", "Idea, Suunnittelu")]


def test_ticks_are_read_again_with_what_a_person_said_of_the_columns(tmp_path: Path) -> None:
    uses = tuple(Use(heading, Field.STATUS) for heading in TICKS[0][2:])
    path = workbook(tmp_path / "p.xlsx", {"A": TICKS})
    again = read_register(path, profile=Profile(tables=(TableProfile("A", uses=uses),)))
    assert [one.status for one in again.initiatives] == [one.status for one in read_register(path).initiatives]
    assert not again.remarks


def test_two_tables_with_the_same_headings_side_by_side(tmp_path: Path) -> None:
    rows: Rows = [
        [2024, "", "", "", 2025],
        ["Hanke", "Vastuu", "€", "", "Hanke", "Vastuu", "€"],
        ["Tietovarasto", "Talous", 1000, "", "Intranet", "Viestintä", 4000],
        ["Arkisto", "Kanslia", 2000],
    ]
    assert [(one.title, one.organisation, one.investment_min) for one in read(tmp_path, rows).initiatives] == [
        ("Tietovarasto", "Talous", 100_000),
        ("Arkisto", "Kanslia", 200_000),
        ("Intranet", "Viestintä", 400_000),
    ]


def test_tables_under_each_other_each_with_its_header(tmp_path: Path) -> None:
    rows: Rows = [
        ["Käynnissä olevat"],
        ["Hanke", "Vastuutaho", "Alkaa", "Päättyy"],
        ["Tietovarasto", "Talous", "2024", "2025"],
        [],
        ["Päättyneet"],
        ["Hanke", "Vastuutaho", "Alkoi", "Päättyi", "Lopputulos"],
        ["Arkisto", "Kanslia", "2020", "2022", "ohje"],
        [],
        ["Ideat"],
        ["Idea", "Ehdottaja"],
        ["Drone-kuljetus", "Keksijä K."],
    ]
    found = read(tmp_path, rows)
    assert [(one.row, one.title, one.start) for one in found.initiatives] == [
        (3, "Tietovarasto", date(2024, 1, 1)),
        (7, "Arkisto", date(2020, 1, 1)),
    ]
    # too little of the third is of a register, and that is told
    assert ("A", 10, "too little of it is known to be of a register") in found.skipped


def test_cards_under_each_other(tmp_path: Path) -> None:
    def card(name: str, body: str, years: str, money: Any) -> Rows:
        return [
            ["Hankkeen nimi", name],
            ["Vastuutaho", body],
            ["Tila", "käynnissä"],
            ["Aikataulu", years],
            ["Kustannukset", money],
            [],
        ]

    rows = card("Tietovarasto", "Talous", "2024–2025", "100 t€") + card("Arkisto", "Kanslia", "2021–2023", 50_000)
    found = read(tmp_path, rows)
    assert [(one.title, one.organisation, one.end, one.investment_min) for one in found.initiatives] == [
        ("Tietovarasto", "Talous", date(2025, 12, 31), 10_000_000),
        ("Arkisto", "Kanslia", date(2023, 12, 31), 5_000_000),
    ]


def test_a_card_on_a_sheet_of_its_name_is_no_programme(tmp_path: Path) -> None:
    sheets = {
        name: [["Projektin nimi", name], ["Omistaja", "Talous"], ["Aloitus", "1.1.2024"], ["Lopetus", "30.6.2025"]]
        for name in ("Tietovarasto", "Arkisto")
    }
    found = read_register(workbook(tmp_path / "c.xlsx", sheets))
    assert [(one.title, one.programme) for one in found.initiatives] == [("Tietovarasto", None), ("Arkisto", None)]


def test_rows_that_sum_those_under_them_in_every_year_are_groups(tmp_path: Path) -> None:
    rows: Rows = [
        ["Toimiala / hanke", "Kust.arvio (€)", "TA 2024", "TS 2025", "TS 2026"],
        ["KONSERNIPALVELUT", 1300, 600, 400, 300],
        ["Asianhallinta", 900, 500, 200, 200],
        ["Tiedolla johtaminen", 400, 100, 200, 100],
        ["SIVISTYS", 500, 300, 200, ""],
        ["Oppilashallinto", 500, 300, 200, ""],
        ["YHTEENSÄ", 1800, 900, 600, 300],
    ]
    assert [(one.title, one.programme) for one in read(tmp_path, rows).initiatives] == [
        ("Asianhallinta", "KONSERNIPALVELUT"),
        ("Tiedolla johtaminen", "KONSERNIPALVELUT"),
        ("Oppilashallinto", "SIVISTYS"),
    ]


@pytest.mark.parametrize("note", ["Belopp i tkr", "(MSEK)", "Amounts in 1 000 kr"])
def test_a_note_in_another_currency_is_no_amount_of_euros(tmp_path: Path, note: str) -> None:
    rows: Rows = [
        ["Projektportfölj 2024"],
        [note],
        ["Projekt", "Projektledare", "Status", "Start", "Budget"],
        ["E-arkiv", "Anna Ek", "Pågår", "våren 2024", 1200],
        ["Ny webb", "Bo Alm", "Planerad", "ht 2024", 500],
    ]
    found = read(tmp_path, rows)
    assert [one.investment_min for one in found.initiatives] == [None, None]
    assert [problem.column for problem in found.problems] == ["Budget"]
    assert "not in euros" in found.problems[0].message


def test_amounts_too_small_for_euros_are_told(tmp_path: Path) -> None:
    header = ["Hanke", "Vastuutaho", "Tila", "Alkaa"]
    rows: Rows = [header, ["Arkisto", "Talous", "idea", "2024", 1.5], ["Kartat", "Talous", "idea", "2024", 0.35]]
    for heading, problems in (("Kustannusarvio", 1), ("Kustannusarvio (M€)", 0), ("Kustannusarvio (€)", 0)):
        rows[0] = [*header, heading]
        found = read(tmp_path, rows)
        assert len(found.problems) == problems, heading


def test_the_corner_of_the_table_says_the_unit(tmp_path: Path) -> None:
    rows: Rows = [
        ["Hanke (1000 €)", "Vastuuhenkilö", "TA 2024", "Suunnitelma 2025", "Plan 2026"],
        ["Asiakastieto", "Maija Meri", 500, 300, 20],
        ["Tietoliikenne", "Pekka Puro", 400, 400, 10],
    ]
    assert [one.investment_min for one in read(tmp_path, rows).initiatives] == [82_000_000, 81_000_000]


def test_the_first_row_is_no_part_of_the_header(tmp_path: Path) -> None:
    rows: Rows = [["Hanke", "Vastuutaho", 2012, 2013], ["Arkisto", "Espoon kaupunki", "10 t€", "20 t€"]]
    assert [(one.title, one.investment_min) for one in read(tmp_path, rows).initiatives] == [("Arkisto", 3_000_000)]


def test_a_share_is_no_amount_and_judgements_are_no_people(tmp_path: Path) -> None:
    rows: Rows = [
        ["Project", "Department", "EU share %", "SRO Delivery Confidence Assessment", "Start date"],
        ["Archive", "HMRC", 0.4, "Amber", "2024-01-01"],
        ["Portal", "DVLA", 0.5, "Red", "2024-01-01"],
        ["Grid", "DfE", "", "Reset", "2024-01-01"],
    ]
    found = read(tmp_path, rows)
    assert [(one.investment_min, one.person, one.health) for one in found.initiatives] == [
        (None, None, Health.YELLOW),
        (None, None, Health.RED),
        (None, None, None),
    ]
    assert told(found) == [(4, "SRO Delivery Confidence Assessment", "Reset")]


@pytest.mark.parametrize("heading", ["Aloitusviikko", "Alkaa (vko)", "Startvecka", "Start week"])
def test_under_a_heading_of_weeks_a_number_is_a_week(tmp_path: Path, heading: str) -> None:
    rows: Rows = [
        ["Hanke", "Vastuutaho", heading],
        ["Arkisto", "Espoon kaupunki", "6/2025"],
        ["Kartat", "Espoon kaupunki", "14/2025"],
    ]
    assert [one.start for one in read(tmp_path, rows).initiatives] == [date(2025, 2, 3), date(2025, 3, 31)]


def test_rows_struck_through_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "s.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet: Any = book.add_worksheet("A")
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ["Hanke", "Vastuutaho", "Tila", "Alkaa"])
        sheet.write_row(1, 0, ["Arkisto", "Talous", "valmis", "2023"])
        sheet.write_row(2, 0, ["Kartat", "Talous", "valmis", "2023"], struck)
        sheet.write(3, 0, "Intranet", struck)
        sheet.write_row(3, 1, ["Viestintä", "idea", "2025"])
    found = read_register(path)
    assert len(found.initiatives) == 3
    assert found.remarks == ("A: 1 row is struck through and was read too (3).",)


def test_a_party_a_person_and_an_address_on_the_lines_of_a_cell(tmp_path: Path) -> None:
    rows: Rows = [
        ["Hanke", "Vastuutaho ja yhteyshenkilö", "Aikataulu"],
        ["Arkisto", "Talous\nMaija Meri\nmaija.meri@kunta.fi", "alkaa 1/2024\npäättyy 12/2025"],
        ["Kartat", "Kanslia\nPekka Puro\n050 123 4567", "2021–2023"],
    ]
    found = [(one.organisation, one.person, one.end) for one in read(tmp_path, rows).initiatives]
    assert found == [("Talous", "Maija Meri", date(2025, 12, 31)), ("Kanslia", "Pekka Puro", date(2023, 12, 31))]


def test_names_and_figures_under_nothing_but_years(tmp_path: Path) -> None:
    rows: Rows = [
        ["Investointisuunnitelma 2024–2026, 1000 €"],
        ["", "TA 2024", "TS 2025", "TS 2026", "Yhteensä"],
        ["KONSERNIPALVELUT"],
        ["Asianhallinta", 100, 50, 0, 150],
        ["Tiedolla johtaminen", 30, 30, 30, 90],
        ["Konsernipalvelut yhteensä", 130, 80, 30, 240],
        ["SIVISTYSPALVELUT"],
        ["Oppilashallinto", 200, "", "", 200],
        ["KAIKKI YHTEENSÄ", 330, 80, 30, 440],
    ]
    path = workbook(tmp_path / "p.xlsx", {"A": rows})
    found = read_register(path, guess_from=0)
    assert [(one.title, one.programme, one.investment_min) for one in found.initiatives] == [
        ("Asianhallinta", "KONSERNIPALVELUT", 15_000_000),
        ("Tiedolla johtaminen", "KONSERNIPALVELUT", 9_000_000),
        ("Oppilashallinto", "SIVISTYSPALVELUT", 20_000_000),
    ]
    # they may be the lines of an account: nobody asked, nothing is taken
    asked_nobody = read_register(path)
    assert not asked_nobody.initiatives
    assert any(problem.fatal for problem in asked_nobody.problems)


def test_what_goes_on_on_the_next_page_names_no_group(tmp_path: Path) -> None:
    header = ["Nro", "Hanke", "Vastuutaho", "Tila"]
    rows: Rows = [
        header,
        [1, "Asiointi", "Talous", "käynnissä"],
        ["", "jatkuu seuraavalla sivulla"],
        header,
        [2, "Arkisto", "Kanslia", "valmis"],
    ]
    assert [(one.title, one.programme) for one in read(tmp_path, rows).initiatives] == [
        ("Asiointi", None),
        ("Arkisto", None),
    ]


@pytest.mark.parametrize(
    "headings",
    [
        ["H1/2024", "H2/2024", "H1/2025", "H2/2025"],
        ["1H 2024", "2H 2024", "1H 2025", "2H 2025"],
        ["kevät 2024", "syksy 2024", "kevät 2025", "syksy 2025"],
        ["våren -24", "hösten -24", "våren -25", "hösten -25"],
    ],
)
def test_halves_of_years_as_columns(tmp_path: Path, headings: list[str]) -> None:
    rows: Rows = [
        ["Hanke", "Vastuutaho", *headings],
        ["Asiointi", "Talous", "x", "x"],
        ["Arkisto", "Kanslia", "", "●", "●"],
    ]
    assert [(one.start, one.end) for one in read(tmp_path, rows).initiatives] == [
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2024, 7, 1), date(2025, 6, 30)),
    ]


def test_the_days_under_a_week_leave_it_a_week(tmp_path: Path) -> None:
    weeks = ["vk 40\n30.9.-6.10.", "vk 41\n7.10.-13.10.", "vk 42\n14.10.-20.10.", "vk 43\n21.10.-27.10."]
    rows: Rows = [["Suunnitelma 2024"], ["Tehtävä", "Vastuu", *weeks], ["Määrittely", "Meri", "x", "x"]]
    [one] = read(tmp_path, rows).initiatives
    assert (one.start, one.end) == (date(2024, 9, 30), date(2024, 10, 13))


def test_words_of_headers_among_statuses_do_not_hide_a_table_on_its_side(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    lines = ("Hanke;Arkisto;Kartat;Luvat", "Vastuutaho;Talous;Talous;Kanslia", "Tila;käynnissä;valmis;idea")
    path.write_bytes("\n".join((*lines, "2024;100 t€;200 t€;", "2025;50 t€;;10 t€")).encode("cp1252"))
    assert [(one.title, one.status, one.investment_min) for one in read_register(path).initiatives] == [
        ("Arkisto", Status.IMPLEMENTATION, 15_000_000),
        ("Kartat", Status.COMPLETED, 20_000_000),
        ("Luvat", Status.IDEA, 1_000_000),
    ]


def test_what_explains_signs_beside_the_table_is_no_field(tmp_path: Path) -> None:
    rows: Rows = [
        ["Hanke", "Vastuutaho", "Tila", "", "Selite"],
        ["Asiointi", "Talous", "1", "", "1 = käynnissä"],
        ["Arkisto", "Kanslia", "2", "", "2 = valmis"],
    ]
    found = read(tmp_path, rows)
    assert [one.description for one in found.initiatives] == [None, None]
    assert [one.status for one in found.initiatives] == [Status.IMPLEMENTATION, Status.COMPLETED]
    assert told(found) == []
