"""Deliverables, milestones, money and impact by year go out in an Excel snapshot, are edited and come back."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpkportfolio.exports.excel import Cover, write_excel
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.registers.difference.reconciling import Reconciliation, reconcile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language

COVER = Cover("Näyte", date(2011, 11, 15), "ab" * 32)
DUE = date(2031, 5, 6)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    found = Portfolio.create(tmp_path / "salkku.sqlite")
    found.commit(sample_operation())
    yield found
    found.close()


@pytest.fixture
def path(portfolio: Portfolio, tmp_path: Path) -> Path:
    return write_excel(portfolio.contents(), [], tmp_path / "salkku.xlsx", COVER)


class Book:
    """A workbook whose cells are known by sheet, row and heading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def cell(self, sheet: str, row: int, heading: str) -> Any:
        columns = {one.value: one.column for one in self.book[sheet][3]}
        return self.book[sheet].cell(row, columns[heading])

    def row_where(self, sheet: str, heading: str, wanted: Any) -> int:
        return next(row for row in range(4, self.book[sheet].max_row) if wanted(self.cell(sheet, row, heading).value))

    def imported(self, portfolio: Portfolio) -> Reconciliation:
        self.book.save(self.path)
        return reconcile(portfolio, read_register(self.path), date(2012, 1, 1), accept_good_rows=True)


def committed(portfolio: Portfolio, found: Reconciliation) -> None:
    assert found.operation is not None
    portfolio.commit(found.operation)


def test_one_cell_of_each_sheet_is_one_change(portfolio: Portfolio, path: Path) -> None:
    book = Book(path)
    keys = {name: book.cell(name, 5, "Key").value for name in ("Deliverables", "Milestones", "Money by year")}
    book.cell("Deliverables", 5, "State").value = "Done"
    book.cell("Milestones", 5, "Due").value = datetime(DUE.year, DUE.month, DUE.day)  # noqa: DTZ001 - Excel's
    book.cell("Money by year", 5, "At most, €").value = 5_234_567.8
    impact = book.row_where("Impact by year", "Likely, €", bool)
    keys["Impact by year"] = book.cell("Impact by year", impact, "Key").value
    least = book.cell("Impact by year", impact, "At least, €").value
    book.cell("Impact by year", impact, "Likely, €").value = f"{least:.0f} €"
    found = book.imported(portfolio)
    assert (found.problems, found.new) == ([], [])
    assert sum(len(one.fields) for one in found.changed) == 4
    assert found.unchanged + len(found.changed) == len(portfolio.contents().initiatives)
    committed(portfolio, found)
    assert portfolio.record("deliverable", keys["Deliverables"])["state"] == "done"
    assert portfolio.record("milestone", keys["Milestones"])["due"] == DUE
    assert portfolio.record("money", keys["Money by year"])["max"] == 523_456_780
    assert portfolio.record("impact", keys["Impact by year"])["likely"] == least * 100
    assert book.imported(portfolio).changed == []


def test_in_another_language_and_on_a_sheet_of_another_title(portfolio: Portfolio, tmp_path: Path) -> None:
    set_language("sv")
    book = Book(write_excel(portfolio.contents(), [], tmp_path / "bok.xlsx", COVER))
    set_language("fi")
    sheet = next(one for one in book.book if "KPK_Deliverables" in one.tables)
    sheet.title = "Egna"
    key = book.cell("Egna", 5, "Nyckel").value
    book.cell("Egna", 5, "Tillstånd").value = "Klar"
    found = book.imported(portfolio)
    assert (found.problems, found.new) == ([], [])
    committed(portfolio, found)
    assert portfolio.record("deliverable", key)["state"] == "done"


def test_a_new_row_belongs_to_the_initiative_of_its_title(portfolio: Portfolio, path: Path) -> None:
    book = Book(path)
    owner = book.cell("Initiatives", 6, "Key").value
    title = book.cell("Initiatives", 6, "Initiative").value
    rows = {}
    for sheet in ("Deliverables", "Milestones", "Money by year", "Impact by year"):
        rows[sheet] = book.book[sheet].max_row + 1
        book.cell(sheet, rows[sheet], "Initiative").value = title
    book.cell("Deliverables", rows["Deliverables"], "Deliverable").value = "Uusi tuotos"
    book.cell("Milestones", rows["Milestones"], "Milestone").value = "Uusi välitavoite"
    book.cell("Milestones", rows["Milestones"], "Due").value = "6.5.2031"
    for sheet, kind in (("Money by year", "ICT investment"), ("Impact by year", "Process benefit")):
        book.cell(sheet, rows[sheet], "Kind").value = kind
        book.cell(sheet, rows[sheet], "Year").value = 2050
        book.cell(sheet, rows[sheet], "At least, €").value = 10
        book.cell(sheet, rows[sheet], "At most, €").value = "20 €"
    found = book.imported(portfolio)
    assert (found.problems, [one.id for one in found.changed]) == ([], [owner])
    assert all(one.before is None for one in found.changed[0].fields)
    committed(portfolio, found)
    contents = portfolio.contents()
    assert [(one.due, one.initiative_id) for one in contents.milestones if one.title == "Uusi välitavoite"] == [
        (DUE, owner)
    ]
    assert [one.state.value for one in contents.deliverables if one.title == "Uusi tuotos"] == ["planned"]
    for figures in (contents.money, contents.impact):
        assert [(one.initiative_id, one.min, one.likely, one.max) for one in figures if one.year == 2050] == [
            (owner, 1000, None, 2000)
        ]


def test_what_cannot_be_is_told_with_its_place_and_the_rest_is_taken_in(portfolio: Portfolio, path: Path) -> None:
    book = Book(path)
    money = "Money by year"
    book.cell(money, 4, "At least, €").value = 10**9
    book.cell(money, 5, "Year").value = "ensi vuonna"
    book.cell(money, 6, "Kind").value = "kolikot"
    book.cell(money, 7, "Price basis").value = "vanhat"
    book.cell(money, 8, "Year").value = book.cell(money, 7, "Year").value
    book.cell("Deliverables", 4, "Deliverable").value = None
    book.cell("Deliverables", 5, "Deliverable").value = "Hyvä"
    last = book.book["Milestones"].max_row
    book.cell("Milestones", last + 1, "Initiative").value = "Jota ei ole"
    book.cell("Milestones", last + 1, "Milestone").value = "Kenen?"
    book.cell("Milestones", last + 2, "Milestone").value = "Kopio"
    book.cell("Milestones", last + 2, "Key").value = book.cell("Milestones", 4, "Key").value
    found = book.imported(portfolio)
    told = {(one.sheet, one.row) for one in found.problems}
    assert told == {
        *((money, row) for row in (4, 5, 6, 7, 8)),
        ("Deliverables", 4),
        ("Milestones", last + 1),
        ("Milestones", last + 2),
    }
    assert all(one.message and one.accepted for one in found.problems)
    assert [[one.field for one in changed.fields] for changed in found.changed] == [["deliverables"]]


def test_a_figure_whose_amounts_are_emptied_goes_and_can_be_had_back(portfolio: Portfolio, path: Path) -> None:
    book = Book(path)
    key = book.cell("Money by year", 4, "Key").value
    for heading in ("At least, €", "Likely, €", "At most, €", "Actual, €"):
        book.cell("Money by year", 4, heading).value = None
    before = portfolio.content()
    found = book.imported(portfolio)
    assert [one.after for changed in found.changed for one in changed.fields] == [None]
    committed(portfolio, found)
    assert portfolio.records("money", id=key) == {}
    portfolio.undo()
    assert portfolio.content() == before


def test_a_sum_of_years_is_not_edited_as_a_whole(portfolio: Portfolio, path: Path) -> None:
    book = Book(path)
    divided = {row.initiative_id for row in portfolio.contents().money if row.year and row.kind == "ict_investment"}
    row = book.row_where("Initiatives", "Key", lambda key: key in divided)
    book.cell("Initiatives", row, "ICT investment at most, €").value = 9_999_999
    found = book.imported(portfolio)
    assert found.changed == []
    assert [(one.sheet, one.row, one.column) for one in found.problems] == [
        ("Initiatives", row, "ICT investment at most, €")
    ]


def test_what_was_done_meanwhile_is_not_taken_back(portfolio: Portfolio, path: Path) -> None:
    book = Book(path)
    key, gone = (book.cell("Deliverables", row, "Key").value for row in (4, 5))
    for row in (4, 5):
        book.cell("Deliverables", row, "State").value = "Planned"
    edit = Change("deliverable", key, {"title": portfolio.record("deliverable", key)["title"]}, {"title": "Toisin"})
    removed = Change("deliverable", gone, portfolio.record("deliverable", gone), None)
    portfolio.commit(Operation(OperationKind.EDIT, "", [edit, removed]))
    found = book.imported(portfolio)
    assert [(one.sheet, one.row) for one in found.problems] == [("Deliverables", 5)]
    committed(portfolio, found)
    after = portfolio.record("deliverable", key)
    assert (after["title"], after["state"]) == ("Toisin", "planned")


def test_a_part_changed_since_the_file_was_written_stays_and_is_told(portfolio: Portfolio, path: Path) -> None:
    book = Book(path)
    key, due = (book.cell("Milestones", 5, heading).value for heading in ("Key", "Due"))
    money = book.cell("Money by year", 5, "Key").value
    book.cell("Milestones", 5, "Due").value = datetime(DUE.year, DUE.month, DUE.day)  # noqa: DTZ001 - Excel's
    book.cell("Money by year", 5, "At most, €").value = 5_234_567.8
    others = date(2030, 1, 2)
    change = Change("milestone", key, {"due": due.date()}, {"due": others})
    owner = portfolio.record("milestone", key)["initiative_id"]
    portfolio.commit(Operation(OperationKind.EDIT, "", [change]))
    found = book.imported(portfolio)
    [kept] = [kept for one in found.changed for kept in one.kept]
    assert (kept.field, kept.since) == ("milestones", True)
    assert "2030" in str(kept.mine)
    assert "2031" in str(kept.theirs)
    committed(portfolio, found)
    assert portfolio.record("milestone", key)["due"] == others
    assert portfolio.record("money", money)["max"] == 523_456_780
    wanted = [(str(owner), "milestones")]
    found = reconcile(portfolio, read_register(path), date(2012, 1, 1), accept_good_rows=True, insist=wanted)
    committed(portfolio, found)
    assert portfolio.record("milestone", key)["due"] == DUE
