"""Whatever lies on a sheet: every row that holds anything is an initiative, a problem, or left out with a reason."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpkportfolio.registers.reading import ReadRegister, read_register
from tests.registers.layout_factory import workbook

HEADERS: list[list[str]] = [
    ["Tunnus", "Hankkeen nimi", "Vastuutaho", "Tila", "Alkaa", "Päättyy", "Kustannusarvio (1000 €)"],
    ["Nr", "Projekt", "Ansvarig part", "Skede", "Start", "Slut", "Kostnad (1000 €)"],
    ["ID", "Project name", "Lead organisation", "Status", "Start date", "End date", "Cost (1000 €)"],
]
WIDTH = len(HEADERS[0])

texts = st.sampled_from(
    ["Ajanvaraus verkkoon", "Gemensamt arkiv", "Open data", "Kartat", "x", "Yhteensä", "Totalt", "2", "-", '"', "#REF!"]
)
cells = st.one_of(
    st.just(""),
    texts,
    st.integers(-5, 5000),
    st.dates(date(2001, 1, 1), date(2025, 1, 1)),
    st.floats(0, 1e6),
    st.booleans(),
)
records = st.tuples(
    st.sampled_from(["A1", "A2", "B7", "", 12]),
    texts,
    st.sampled_from(["Espoon kaupunki", "Vasa stad", '"', "sama", ""]),
    st.sampled_from(["toteutus", "idé", "completed", "outo", ""]),
    st.one_of(st.dates(date(2001, 1, 1), date(2025, 1, 1)), st.sampled_from(["syksy 2011", "31.2.2012", '"', ""])),
    st.sampled_from(["2030", "våren 2031", "tills vidare", ""]),
    st.one_of(st.integers(0, 9000), st.sampled_from(["n. 100", "ei tiedossa", ""])),
).map(list)
odd_rows = st.one_of(
    st.lists(cells, min_size=0, max_size=WIDTH + 3),
    st.just([]),
    texts.map(lambda text: [text]),
    st.sampled_from(
        [["Sähköinen asiointi"], ["1. Asiointi"], ["", "Yhteensä", "", "", "", "", 100], ["* luvut arvioita"]]
    ),
    st.sampled_from(
        [["", "Delsumma", "", "", "", "", 5], ["Sivu 2"], ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]]
    ),
)

SURE = list(enumerate(["Perusrekisterin uusiminen", "Tunnistautuminen", "Varaukset verkkoon", "Väyläratkaisu"] * 2, 1))
"""Enough good rows for the columns to be known by."""


def held(rows: list[list[Any]]) -> set[int]:
    """The one-based numbers of the rows that hold anything."""
    return {number for number, row in enumerate(rows, 1) if any(cell not in ("", None) for cell in row)}


def accounted(read: ReadRegister, rows: list[list[Any]]) -> None:
    """Each row under the first header is told of once."""
    initiatives = [one.row for one in read.initiatives]
    refused = {one.row for one in read.problems if one.fatal and one.row}
    left_out = [row for _sheet, row, _why in read.skipped if row]
    assert len(initiatives) == len(set(initiatives))
    assert len(left_out) == len(set(left_out))
    assert not set(initiatives) & refused
    assert not set(initiatives) & set(left_out)
    assert read.rows_seen == len(initiatives) + len(refused)
    headers = [range(table.header[0] + 1, table.header[1] + 2) for table in read.tables if table.header]
    told = {*initiatives, *refused, *left_out, *(row for header in headers for row in header)}
    above = min(header.start for header in headers)
    assert {row for row in held(rows) if row >= above} <= told


@settings(max_examples=60, deadline=None)
@given(
    header=st.sampled_from(HEADERS),
    above=st.lists(st.sampled_from([[], ["Hankesalkku 2012"], ["", "", "Luonnos"]]), max_size=4),
    rows=st.lists(st.one_of(records, records, odd_rows), min_size=3, max_size=25),
    repeated=st.integers(0, 30),
    below=st.sampled_from([[], [["Lähde: tietohallinto"]], [[], ["K1", "kiireellinen"]]]),
)
def test_every_row_is_told_of(
    tmp_path_factory: pytest.TempPathFactory,
    header: list[str],
    above: list[list[Any]],
    rows: list[list[Any]],
    repeated: int,
    below: list[list[Any]],
) -> None:
    body = [
        *(
            [f"X{n}", title, "Turun kaupunki", "toteutus", date(2010, 1, n), date(2012, 1, n), 100 * n]
            for n, title in SURE
        ),
        *rows[:repeated],
        *([header] if repeated < len(rows) else []),
        *rows[repeated:],
    ]
    sheet = [*above, header, *body, *below]
    path = workbook(tmp_path_factory.mktemp("rows") / "a.xlsx", {"Hankkeet": sheet})
    accounted(read_register(path, guess_from=0), sheet)
