"""Which rows are of the header and which are data: a row lost to the header is lost without a word."""

import csv
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpkportfolio.registers.reading import ReadRegister, read_register
from tests.registers.layout_factory import workbook

Rows = list[list[Any]]


class Shape(NamedTuple):
    """A file, and what a person counts in it: rows of the header (columns, of one on its side) and initiatives."""

    name: str
    rows: Rows
    header: int
    initiatives: int
    merges: tuple[tuple[int, int, int, int], ...] = ()


def years(count: int, columns: int) -> Rows:
    """Initiatives with nothing but their years."""
    return [[f"Hanke {n}", "Tampere", *[2011 + n % 6 + c for c in range(columns)]] for n in range(count)]


NAMED = ["Karttapalvelu", "Ajanvaraus", "Arkiston uusiminen", "Tunnistautuminen"]
ONE = ["Nimi", "Taho", "Alkaa"]
SHAPES = [
    *(Shape(f"a year, {count} rows", [ONE, *years(count, 1)], 1, count) for count in (1, 2, 3, 12, 1200)),
    *(Shape(f"two years, {count} rows", [[*ONE, "Päättyy"], *years(count, 2)], 1, count) for count in (3, 40)),
    Shape("three years", [[*ONE, "Päättyy", "Päätösvuosi"], *years(7, 3)], 1, 7),
    Shape("a year first", [["Alkaa", "Nimi", "Taho"], *[[y, n, t] for n, t, y in years(5, 1)]], 1, 5),
    Shape("a column without a name", [[*ONE, ""], *years(6, 2)], 1, 6),
    Shape("a name on two columns", [["Nimi", "Taho", "Vuosi", "Vuosi"], *years(6, 2)], 1, 6),
    Shape("years and a word", [ONE, ["Hanke 0", "Tampere", 2011], ["Hanke 1", "Turku", "syksy 2012"]], 1, 2),
    Shape("words for values", [["Nimi", "Tila"], *[[f"Hanke {n}", "Valmis"] for n in range(5)]], 1, 5),
    Shape("a name that is a heading", [["Nimi", "Tila"], ["Hanke A", "Valmis"], ["Hanke B", "Kesken"]], 1, 2),
    Shape("a title above", [["Hankesalkku 2012"], [], ONE, *years(8, 1)], 1, 8),
    Shape(
        "years under one name",
        [["Hanke", "Taho", "Kustannukset (€)", "", ""], ["", "", 2011, 2012, 2013]]
        + [[name, "Turku", 5000, 700, 90] for name in NAMED],
        2,
        4,
        ((0, 2, 0, 4),),
    ),
    Shape(
        "years under one name that is not merged",
        [["Hanke", "Taho", "Kustannukset (€)", "", ""], ["", "", 2011, 2012, 2013]]
        + [[name, "Turku", 5000, 700, 90] for name in NAMED],
        2,
        4,
    ),
    Shape(
        "amounts that could be years",
        [["Hanke", "Taho", "Kustannukset (€)", "", ""], ["", "", 2011, 2012, 2013]]
        + [[name, "Turku", 2000, 2010, 1995] for name in NAMED],
        2,
        4,
    ),
    Shape(
        "names under names",
        [["Hanke", "Vastuu", "", "Aikataulu", ""], ["", "organisaatio", "henkilö", "alkaa", "päättyy"]]
        + [[name, "Turku", "Aino Virta", 2011, 2013] for name in NAMED],
        2,
        4,
        ((0, 1, 0, 2), (0, 3, 0, 4)),
    ),
    Shape(
        "two languages",
        [["Nimi", "Organisaatio", "Alkaa"], ["Namn", "Organisation", "Start"]]
        + [[name, "Turku", "syksy 2011"] for name in NAMED],
        2,
        4,
    ),
    Shape(
        "units under names",
        [["Nimi", "Taho", "Budjetti", "Alkaa"], ["", "", "1000 €", "(pvm)"]]
        + [[name, "Turku", 350, "1.2.2011"] for name in NAMED],
        2,
        4,
    ),
    Shape(
        "units, one of them a word, under names and years",
        [["Kohde", "Vaikutus", "Kustannus-", "Budjetti", "Budjetti"], ["", "", "arvio", 2023, 2024]]
        + [["", "Kyllä / Ei", "1000 €", "1000 €", "1000 €"]]
        + [[name, "Kyllä", 350, 200, 150] for name in NAMED],
        3,
        4,
    ),
]
SIDEWAYS = Shape(
    "on its side",
    [["Nimi", *NAMED], ["Taho", *["Turku"] * 4], ["Tila", *["käynnissä"] * 4], ["Alkaa", 2011, 2012, 2011, 2013]],
    1,
    4,
)


def text_file(path: Path, rows: Rows) -> Path:
    """The rows as a file of text."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    return path


def written(folder: Path, kind: str, shape: Shape) -> Path:
    if kind == "csv":
        return text_file(folder / "a.csv", shape.rows)
    return workbook(folder / "a.xlsx", {"Hankkeet": shape.rows}, {"Hankkeet": list(shape.merges)})


def whole(read: ReadRegister, rows: Rows) -> None:
    """Rows of the header, initiatives, refused rows and those left out are together all the rows from the header on,
    none of them twice; and the preview shows the same."""
    [table] = [table for table in read.tables if table.taken]
    assert table.header is not None
    top, bottom = table.header
    held = sum(any(cell != "" for cell in row) for row in rows[top:])
    refused = {one.row for one in read.problems if one.fatal and one.row}
    empty = sum(not any(cell != "" for cell in row) for row in rows[bottom + 1 :])
    left = sum(row > 0 for _sheet, row, _why in read.skipped)
    gathered = sum(max(0, len(one.rows) - 1) for one in read.initiatives)
    told = len(read.initiatives) + gathered + len(refused) + left
    assert held <= bottom - top + 1 + told <= held + empty
    assert read.rows_seen == len(read.initiatives) + len(refused)
    header = [number for number, fate in enumerate(table.fates) if fate == "header"]
    assert header == list(range(top, bottom + 1))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_as_a_person_counts(tmp_path: Path, kind: str, shape: Shape) -> None:
    if kind == "csv" and shape.merges:
        pytest.skip("a file of text has no merged cells")
    read = read_register(written(tmp_path, kind, shape), guess_from=0)
    [table] = [table for table in read.tables if table.taken]
    assert table.header is not None
    assert (table.header[1] - table.header[0] + 1, len(read.initiatives)) == (shape.header, shape.initiatives)
    assert table.records == shape.initiatives
    whole(read, shape.rows)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_on_its_side(tmp_path: Path, kind: str) -> None:
    read = read_register(written(tmp_path, kind, SIDEWAYS), guess_from=0)
    assert [one.title for one in read.initiatives] == NAMED
    assert [(table.transposed, table.header) for table in read.tables if table.taken] == [(True, (0, 0))]


def test_what_is_read_of_years_under_a_name(tmp_path: Path) -> None:
    """The header is not only counted right: the years it holds are those of the amounts."""
    [shape] = [shape for shape in SHAPES if shape.name == "years under one name"]
    first = read_register(written(tmp_path, "xlsx", shape)).initiatives[0]
    assert [(one.year, one.least) for one in first.figures] == [(2011, 500_000), (2012, 70_000), (2013, 9_000)]


year = st.integers(1995, 2015)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "Taho": st.sampled_from(["Tampere", "Kunta", "Turun kaupunki", "Valtiokonttori"]),
    "Tila": st.sampled_from(["Valmis", "Kesken", "Suunnitteilla", "Toteutus"]),
    "Alkaa": year,
    "Päättyy": st.one_of(st.integers(2016, 2040), st.just("jatkuva")),
    "Budjetti": st.one_of(year, st.integers(1, 900_000)),
    "Vastuuhenkilö": st.sampled_from(["Aino Virta", "Projektipäällikkö", "N.N."]),
    "Oma sarake": st.one_of(year, st.sampled_from(["", "x"])),
}
names = st.sampled_from(["Hanke", "Projekti", "Karttapalvelu", "Kehittäminen", "Palvelun nimi"])


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """A header of one row and the rows under it, which hold what such columns hold; the names are all different."""
    chosen = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=2, max_size=6, unique=True))
    at = draw(st.integers(0, 1))
    rows: Rows = [[*chosen[:at], "Nimi", *chosen[at:]]]
    for number in range(draw(st.integers(1, 30))):
        cells = [draw(FIELDS[one]) for one in chosen]
        rows.append([*cells[:at], f"{draw(names)} {number}", *cells[at:]])
    return rows


@settings(max_examples=120, deadline=None)
@given(rows=tables(), kind=st.sampled_from(["csv", "xlsx"]))
@example(rows=[ONE, *years(1200, 1)], kind="csv")
def test_no_row_is_lost_to_the_header(tmp_path_factory: pytest.TempPathFactory, rows: Rows, kind: str) -> None:
    read = read_register(written(tmp_path_factory.mktemp("rows"), kind, Shape("", rows, 1, 0)), guess_from=0)
    assert [table.header for table in read.tables] == [(0, 0)]
    whole(read, rows)
    refused = {one.row for one in read.problems if one.fatal and one.row}
    left = {row for _sheet, row, _why in read.skipped if row}
    assert len(read.initiatives) + len(refused) + len(left) == len(rows) - 1
