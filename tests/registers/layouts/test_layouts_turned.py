"""Tables on their side: an initiative in each column, wherever the table stands and whatever is around it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.files.cells import Sheet
from kpkportfolio.registers.layouts.tables import spread
from kpkportfolio.registers.layouts.turning import cell_name, find_lying, turned
from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import Truth, compare, workbook

S = Status

UPRIGHT: dict[str, list[list[Any]]] = {
    "fi": [
        ["Hankkeen nimi", "Vastuutaho", "Vastuuhenkilö", "Tila", "Alkaa", "Päättyy", "Hinta (1000 €)", "Tuotokset"],
        ["Ajanvaraus verkkoon", "Espoon kaupunki", "Aino Virta", "toteutus", "3/2010", "12/2011", 150, "Palvelu; Ohje"],
        ["Runkoverkon nosto", "Vantaan kaupunki", "Kalle Meri", "hyväksytty", "4/2011", "2013", 1200, "Runkoverkko"],
        ["Sähköinen arkisto", "Turun kaupunki", "", "idea", "syksy 2012", "", "", ""],
    ],
    "sv": [
        ["Projekt", "Ansvarig part", "Kontakt", "Skede", "Startdatum", "Slutdatum", "Kostnad (1000 €)", "Resultat"],
        ["Tidsbokning på nätet", "Borgå stad", "Eva Lind", "genomförs", "1.3.2010", "12/2011", 150, "Tjänst; Guide"],
        ["Gemensamt arkiv", "Vasa stad", "Ole Berg", "planerad", "4/2011", "2013", 1200, "Arkiv"],
        ["Fibernät i skärgården", "Pargas stad", "", "idé", "hösten 2012", "", "", ""],
    ],
    "en": [
        ["Project name", "Agency", "Contact", "Status", "Start date", "End date", "Cost (1000 €)", "Deliverables"],
        ["Booking on the web", "City of Espoo", "John Smith", "ongoing", "3/2010", "12/2011", 150, "Service; Guide"],
        ["Shared archive", "City of Vantaa", "Mary Hill", "planned", "4/2011", "2013", 1200, "Archive"],
        ["Open map data", "City of Turku", "", "idea", "autumn 2012", "", "", ""],
    ],
}  # fmt: skip


def on_its_side(rows: list[list[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def facts(path: Path) -> list[tuple[Any, ...]]:
    """What was read of each initiative, without where it stands."""
    return [tuple(read._replace(sheet=None, row=0)) for read in read_register(path).initiatives]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_table_on_its_side_reads_as_it_does_upright(tmp_path: Path, language: str, kind: str) -> None:
    rows = UPRIGHT[language]
    paths = tmp_path / f"upright.{kind}", tmp_path / f"side.{kind}"
    for path, grid in zip(paths, (rows, on_its_side(rows)), strict=True):
        if kind == "xlsx":
            workbook(path, {"Data": grid})
        else:
            text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in grid)
            path.write_bytes(text.encode("cp1252"))
    upright, side = map(facts, paths)
    assert len(upright) == 3
    assert side == upright
    assert [read.row for read in read_register(paths[1]).initiatives] == [1, 2, 3]


def test_a_title_block_above_units_beside_and_notes_below(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Kaupungin kehittämishankkeet 2011", "", "", "", ""],
        ["Laatinut tietohallinto", "", "", "", ""],
        [],
        ["", "", "", "Hanke A", "Hanke B"],
        ["", "Hankkeen nimi", "", "Ajanvaraus verkkoon", "Runkoverkon nosto"],
        ["", "Vastuutaho", "", "Espoon kaupunki", "Vantaan kaupunki"],
        ["", "Alkaa", "pvm", date(2010, 3, 1), date(2011, 4, 1)],
        ["", "Päättyy", "pvm", date(2011, 12, 31), "2013"],
        ["", "Kustannusarvio", "1000 €", 150, 1200],
        ["", "Tila", "", "toteutus", "hyväksytty"],
        [],
        ["", "* luvut ilman arvonlisäveroa"],
    ]
    read = read_register(workbook(tmp_path / "a.xlsx", {"Hankkeet": rows}))
    compare(
        read,
        [
            Truth("Ajanvaraus verkkoon", "Espoon kaupunki", None, S.IMPLEMENTATION, date(2010, 3, 1),
                  date(2011, 12, 31), 150_000, 150_000, ()),
            Truth("Runkoverkon nosto", "Vantaan kaupunki", None, S.APPROVED, date(2011, 4, 1),
                  date(2013, 12, 31), 1_200_000, 1_200_000, ()),
        ],
    )  # fmt: skip


def test_groups_of_labels_say_what_the_labels_under_them_mean(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Hanke", "Ajanvaraus verkkoon", "Runkoverkon nosto"],
        ["Vastuutaho", "Espoon kaupunki", "Vantaan kaupunki"],
        ["Aikataulu"],
        ["Alku", "1/2010", "2/2011"],
        ["Loppu", "12/2011", "2013"],
        ["Kustannukset (1000 €)"],
        ["Min", 100, 1000],
        ["Max", 150, 1200],
        [],
        ["Tila", "toteutus", "hyväksytty"],
    ]
    read = read_register(workbook(tmp_path / "r.xlsx", {"Hankkeet": rows}))
    compare(
        read,
        [
            Truth("Ajanvaraus verkkoon", "Espoon kaupunki", None, S.IMPLEMENTATION, date(2010, 1, 1),
                  date(2011, 12, 31), 100_000, 150_000, ()),
            Truth("Runkoverkon nosto", "Vantaan kaupunki", None, S.APPROVED, date(2011, 2, 1),
                  date(2013, 12, 31), 1_000_000, 1_200_000, ()),
        ],
    )  # fmt: skip


def test_two_columns_of_labels(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Projekt", "Namn", "Tidsbokning på nätet", "Gemensamt arkiv"],
        ["", "Ansvarig part", "Borgå stad", "Vasa stad"],
        ["Tidtabell", "Start", "1.3.2010", "4/2011"],
        ["", "Slut", "31.12.2011", "2013"],
        ["Kostnad (1000 €)", "Min", 100, 1000],
        ["", "Max", 150, 1200],
    ]
    merges = {"Projekt": [(0, 0, 1, 0), (2, 0, 3, 0), (4, 0, 5, 0)]}
    read = read_register(workbook(tmp_path / "p.xlsx", {"Projekt": rows}, merges))
    compare(
        read,
        [
            Truth("Tidsbokning på nätet", "Borgå stad", None, None, date(2010, 3, 1), date(2011, 12, 31),
                  100_000, 150_000, ()),
            Truth("Gemensamt arkiv", "Vasa stad", None, None, date(2011, 4, 1), date(2013, 12, 31),
                  1_000_000, 1_200_000, ()),
        ],
    )  # fmt: skip


def test_names_over_the_columns_without_a_label_and_a_total_at_the_end(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["", "Ajanvaraus verkkoon", "Runkoverkon nosto", "Yhteensä"],
        ["Vastuutaho", "Espoon kaupunki", '"', ""],
        ["Vastuuhenkilö", "Aino Virta", "Kalle Meri", ""],
        ["Aloitus", "2010", "2011", ""],
        ["Kustannusarvio, €", 100000, 200000, 300000],
    ]
    read = read_register(workbook(tmp_path / "n.xlsx", {"Hankkeet": rows}))
    assert [(one.title, one.organisation) for one in read.initiatives] == [
        ("Ajanvaraus verkkoon", "Espoon kaupunki"),
        ("Runkoverkon nosto", "Espoon kaupunki"),
    ]
    assert [row for _sheet, row, _why in read.skipped] == [3]


def test_a_problem_names_the_cell_as_it_is_seen(tmp_path: Path) -> None:
    rows = on_its_side(UPRIGHT["fi"])
    rows[4][2] = "31.2.2011"
    read = read_register(workbook(tmp_path / "v.xlsx", {"Hankkeet": [["Hankkeet"], [], *rows]}))
    [problem] = read.problems
    assert (problem.row, problem.column, problem.value) == (2, "Alkaa", "31.2.2011")
    assert "C7" in problem.message


def test_one_project_on_a_card(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["PROJEKTIKORTTI"],
        ["Projektin nimi:", "Kirjaston itsepalvelu"],
        ["Vastuutaho:", "Lohjan kaupunki"],
        ["Projektipäällikkö:", "Oona Salo"],
        ["Tila:", "toteutus"],
        ["Alkaa:", date(2010, 2, 2)],
        ["Päättyy:", date(2011, 11, 30)],
    ]
    compare(
        read_register(workbook(tmp_path / "k.xlsx", {"Kortti": rows})),
        [Truth("Kirjaston itsepalvelu", "Lohjan kaupunki", "Oona Salo", S.IMPLEMENTATION,
               date(2010, 2, 2), date(2011, 11, 30), None, None, ())],
    )  # fmt: skip


def test_a_list_that_explains_the_fields_is_no_table_on_its_side(tmp_path: Path) -> None:
    explained = [
        ["Hankkeen nimi", "Hankkeen virallinen nimi"],
        ["Vastuutaho", "Organisaatio, joka vastaa hankkeesta"],
        ["Tila", "Valitaan valikosta"],
        ["Alkaa", "Hankkeen aloituspäivä"],
        ["Kustannusarvio", "Koko hankkeen kustannukset"],
    ]
    read = read_register(workbook(tmp_path / "o.xlsx", {"Hankkeet": UPRIGHT["fi"], "Ohje": explained}))
    assert len(read.initiatives) == 3
    assert {sheet for sheet, _row, _why in read.skipped} == {"Ohje"}
    with pytest.raises(UnacceptableInput):
        read_register(workbook(tmp_path / "ohje.xlsx", {"Ohje": explained}))


def test_an_upright_table_is_left_as_it_stands() -> None:
    for rows in UPRIGHT.values():
        assert find_lying(Sheet("A", rows)) is None
        [(sheet, [table])] = spread(Sheet("A", rows))
        assert sheet.lying is None
        assert (table.first, table.last) == (1, 4)


words = st.sampled_from(["Oulun kaupunki", "Turun kaupunki", "Vasa stad", "City of Espoo", "ei tiedossa", ""])
days = st.dates(date(2005, 1, 1), date(2020, 12, 31))


@settings(max_examples=40, deadline=None)
@given(
    records=st.lists(st.tuples(words, days, days, st.integers(1, 5000)), min_size=2, max_size=12),
    above=st.integers(0, 3),
    left=st.integers(0, 2),
)
def test_turning_changes_nothing_of_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[Any, ...]], above: int, left: int
) -> None:
    rows: list[list[Any]] = [["Hankkeen nimi", "Vastuutaho", "Alkaa", "Päättyy", "Kustannusarvio (1000 €)"]]
    rows += [[f"Palvelun {n} uudistaminen", *record] for n, record in enumerate(records)]
    folder = tmp_path_factory.mktemp("turned")
    side = [*([["Hankeluettelo 2011"]] + [[]] * above)[:above], *[[""] * left + row for row in on_its_side(rows)]]
    assert facts(workbook(folder / "a.xlsx", {"A": rows})) == facts(workbook(folder / "b.xlsx", {"A": side}))


def test_a_sheet_turned_twice_is_the_sheet() -> None:
    rows = UPRIGHT["fi"]
    twice = turned(turned(Sheet("A", rows, [(1, 0, 2, 0)], originals={(1, 2): "Aino"})))
    assert (twice.rows, twice.merged, twice.originals) == (rows, [(1, 0, 2, 0)], {(1, 2): "Aino"})
    assert [cell_name(0, 0), cell_name(6, 25), cell_name(8, 26), cell_name(0, 701)] == ["A1", "Z7", "AA9", "ZZ1"]
