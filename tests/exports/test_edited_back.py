"""An Excel snapshot goes out, is edited and comes back: exactly what was edited is a change, whatever else happened."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpkportfolio.exports.excel import Cover, write_excel
from kpkportfolio.exports.templates import Choice
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.workbook_marks import SHEET
from kpkportfolio.registers.difference.reconciling import Reconciliation, reconcile
from kpkportfolio.registers.difference.three_way import KeptField
from kpkportfolio.registers.reading import read_register
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import set_language

COVER = Cover("Näyte", date(2011, 11, 15), "ab" * 32)
STRANGE = [
    "=1+1",
    "Tuo\x0btos",
    "_x0041_ hanke",
    "  välejä   sisällä ",
    "“–” £ 🙂",
    "12,5",
    "1.2.2011",
    "Ã¤Ã¤kkÃ¶set",
    "-",
    "<r><b>&</r>",
]


@pytest.fixture
def portfolio(tmp_path: Path) -> Any:
    found = Portfolio.create(tmp_path / "salkku.sqlite")
    found.commit(sample_operation())
    changes = []
    for text in STRANGE:
        id_ = new_id()
        fields: dict[str, Any] = {"kind": "initiative", "title": text, "description": text, "start": date(1899, 5, 1)}
        changes.append(Change("initiative", id_, None, fields))
        for position, title in enumerate(("a; b", text)):
            row: dict[str, Any] = {"initiative_id": id_, "position": position, "title": title, "state": "planned"}
            changes.append(Change("deliverable", new_id(), None, row))
        own: list[dict[str, Any]] = [{"initiative_id": id_, "name": name, "value": text} for name in ("Status", text)]
        changes += [Change("custom_value", new_id(), None, row) for row in own]
    found.commit(Operation(OperationKind.ADD, "", changes))
    yield found
    found.close()


def written(portfolio: Portfolio, path: Path, choice: Choice | None = None) -> Any:
    return openpyxl.load_workbook(write_excel(portfolio.contents(), [], path, COVER, choice=choice))


def imported(portfolio: Portfolio, path: Path) -> Reconciliation:
    return reconcile(portfolio, read_register(path), date(2012, 1, 1))


def cell(book: Any, row: int, heading: str, sheet: int = 1) -> Any:
    columns = {one.value: one.column for one in book.worksheets[sheet][3]}
    return book.worksheets[sheet].cell(row, columns[heading])


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_unedited_nothing_changes_and_nothing_is_new(portfolio: Portfolio, tmp_path: Path, language: str) -> None:
    set_language(language)
    path = tmp_path / "salkku.xlsx"
    # as Excel gives it back: written again by another program, read by somebody who speaks another language
    written(portfolio, path).save(path)
    set_language("sv" if language == "fi" else "fi")
    found = imported(portfolio, path)
    assert (found.new, found.changed, found.vanished, found.problems, found.operation) == ([], [], [], [], None)
    # what the cover says it is of, whatever the file is called
    assert found.register == "Näyte"
    assert found.unchanged == len(portfolio.contents().initiatives)


def test_three_edited_cells_are_three_changes(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    keys = [cell(book, row, "Key").value for row in (5, 6, 7)]
    cell(book, 5, "End").value = datetime(2031, 5, 6)  # noqa: DTZ001 - Excel knows no zone
    cell(book, 6, "Responsible party").value = "Uusi virasto"
    cell(book, 7, "Done, %").value = 35
    # sorted otherwise and a column moved out: neither is an edit
    book.worksheets[1].delete_cols(2)
    book.worksheets[1].delete_rows(9)
    book.save(path)
    found = imported(portfolio, path)
    assert (found.new, found.problems, len(found.changed)) == ([], [], 3)
    changes = {(one.id, change.field): change.after for one in found.changed for change in one.fields}
    assert not [one for one in found.changed if one.kept]
    assert changes == {
        (keys[0], "end"): date(2031, 5, 6),
        (keys[1], "organisation"): "Uusi virasto",
        (keys[2], "progress"): 35,
    }
    assert found.operation is not None
    portfolio.commit(found.operation)
    rows = {row.id: row for row in portfolio.contents().initiatives}
    assert rows[keys[0]].end == date(2031, 5, 6)
    assert rows[keys[1]].organisation == "Uusi virasto"
    assert not [row for row in portfolio.contents().registers if row.name == "salkku"]
    assert imported(portfolio, path).changed == []


def test_what_was_done_meanwhile_is_not_taken_back(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    key = cell(book, 5, "Key").value
    cell(book, 5, "Description").value = "Muokattu taulukossa"
    book.save(path)
    record = portfolio.record("initiative", key)
    edit: dict[str, Any] = {"title": "Muokattu sovelluksessa", "end": date(2032, 1, 1), "open_ended": False}
    change = Change("initiative", key, {name: record[name] for name in edit}, edit)
    portfolio.commit(Operation(OperationKind.EDIT, "", [change]))
    found = imported(portfolio, path)
    [changed] = found.changed
    assert [(one.field, one.after) for one in changed.fields] == [("description", "Muokattu taulukossa")]


def test_what_was_changed_since_it_was_written_is_told_and_stays(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    key = cell(book, 5, "Key").value
    cell(book, 5, "End").value = datetime(2031, 12, 31)  # noqa: DTZ001 - Excel knows no zone
    cell(book, 5, "Done, %").value = 35
    book.save(path)
    record = portfolio.record("initiative", key)
    since: dict[str, Any] = {"end": date(2031, 9, 30), "open_ended": False}
    change = Change("initiative", key, {name: record[name] for name in since}, since)
    portfolio.commit(Operation(OperationKind.EDIT, "", [change]))
    [changed] = imported(portfolio, path).changed
    assert [(one.field, one.after) for one in changed.fields] == [("progress", 35)]
    assert changed.kept == (KeptField("end", date(2031, 9, 30), date(2031, 12, 31), since=True),)
    [changed] = reconcile(portfolio, read_register(path), date(2012, 1, 1), insist=[(key, "end")]).changed
    assert {one.field: one.after for one in changed.fields} == {"end": date(2031, 12, 31), "progress": 35}
    assert changed.kept == ()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_cell_seems_changed_since_when_nothing_was(portfolio: Portfolio, tmp_path: Path, language: str) -> None:
    """Every cell that is read back, edited in every row, is taken: its fingerprint is that of what stands there."""
    set_language(language)
    path = tmp_path / "salkku.xlsx"
    sheet = (book := written(portfolio, path)).worksheets[1]
    headings = {one.value: one.column for one in sheet[3]}
    edited: dict[str, object] = {"title": "Uusi", "description": "Uusi", "organisation": "Uusi", "programme": "Uusi"}
    edited |= {"domain": "Uusi", "person": "Uusi", "progress": 7, "investment_min": 1, "investment_max": 987_654_321}
    edited |= {"start": datetime(1900, 1, 2), "end": datetime(2050, 1, 2)}  # noqa: DTZ001 - Excel knows no zone
    marks = {
        name: heading
        for row in book[SHEET].iter_rows(values_only=True)
        if row[:2] == ("list", "initiative")
        for name, heading in zip(row[3::2], row[4::2], strict=True)
    }
    for row in range(4, sheet.max_row + 1):
        for name, value in edited.items():
            if marks[name] in headings:
                sheet.cell(row, headings[marks[name]]).value = value
    book.save(path)
    found = reconcile(portfolio, read_register(path), date(2012, 1, 1), accept_good_rows=True)
    assert len(found.changed) > len(STRANGE)
    assert {kept.field for one in found.changed for kept in one.kept if kept.since} == set()


def test_an_emptied_cell_and_a_status_in_words(portfolio: Portfolio, tmp_path: Path) -> None:
    set_language("sv")
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    described = next(row for row in range(4, 30) if cell(book, row, "Beskrivning").value)
    cell(book, described, "Beskrivning").value = None
    cell(book, described, "Status").value = "keskeytetty"
    book.save(path)
    set_language("en")
    [changed] = imported(portfolio, path).changed
    assert {one.field: one.after for one in changed.fields} == {"description": None, "status": "suspended"}


def test_a_row_without_a_key_is_new_and_a_copied_key_is_told(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    last = book.worksheets[1].max_row
    cell(book, last + 1, "Initiative").value = "Kokonaan uusi"
    cell(book, last + 1, "Start").value = "syksy 2030"
    cell(book, last + 2, "Initiative").value = "Kopio"
    cell(book, last + 2, "Key").value = cell(book, 5, "Key").value
    book.save(path)
    found = reconcile(portfolio, read_register(path), date(2012, 1, 1), accept_good_rows=True)
    assert [one.title for one in found.new] == ["Kokonaan uusi"]
    assert [(one.row, one.column, one.fatal) for one in found.problems] == [(last + 2, "Key", True)]
    assert found.operation is not None
    portfolio.commit(found.operation)
    added = next(row for row in portfolio.contents().initiatives if row.title == "Kokonaan uusi")
    assert (added.start, added.register) == (date(2030, 7, 1), "Näyte")


def test_what_cannot_be_taken_in_is_told_and_stays(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    cell(book, 5, "End").value = "joskus"
    cell(book, 5, "Impact at most, €").value = 5
    cell(book, 6, "Done, %").value = 250
    cell(book, 7, "Condition").value = "sininen"
    book.save(path)
    found = imported(portfolio, path)
    assert found.changed == []
    told = {(one.row, one.column) for one in found.problems}
    assert told == {(5, "End"), (5, "Impact at most, €"), (6, "Done, %"), (7, "Condition")}
    assert not found.fatal


def test_projects_come_back_too_and_sheets_of_sums_are_left(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    cell(book, 4, "Initiative", sheet=2).value = "Projekti uudella nimellä"
    book["By year"].cell(4, 2).value = 1
    book.save(path)
    register = read_register(path)
    assert {sheet for sheet, _row, _why in register.skipped} >= {"Cover", "By year", "Overlaps"}
    found = reconcile(portfolio, register, date(2012, 1, 1))
    assert [[change.field for change in one.fields] for one in found.changed] == [["title"]]


def test_the_hidden_sheet_is_hidden_and_a_newer_one_is_refused(portfolio: Portfolio, tmp_path: Path) -> None:
    from kpkportfolio.errors import UnacceptableInput

    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    assert book[SHEET].sheet_state == "veryHidden"
    book[SHEET]["B1"] = "99"
    book.save(path)
    with pytest.raises(UnacceptableInput, match="newer"):
        read_register(path)


def test_a_person_of_the_portfolios_own_is_told_by_name_and_gives_way(portfolio: Portfolio, tmp_path: Path) -> None:
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    known = {id_ for id_, row in portfolio.records("initiative").items() if row["person_id"] is not None}
    first, second = [row for row in range(4, 20) if cell(book, row, "Key").value in known][:2]
    keys = [cell(book, row, "Key").value for row in (first, second)]
    names = [cell(book, row, "Responsible person").value for row in (first, second)]
    cell(book, first, "Responsible person").value = "Uusi Henkilö"
    cell(book, second, "Responsible person").value = None
    book.save(path)
    found = imported(portfolio, path)
    told = {(one.id, *one.fields[0][1:]) for one in found.changed}
    assert told == {(keys[0], names[0], "Uusi Henkilö"), (keys[1], names[1], None)}
    assert found.operation is not None
    portfolio.commit(found.operation)
    rows = {row.id: row.person for row in portfolio.contents().initiatives}
    assert [rows[key] for key in keys] == ["Uusi Henkilö", None]


def test_a_sum_of_which_one_end_is_not_known_is_read_back_as_it_was_written(
    portfolio: Portfolio, tmp_path: Path
) -> None:
    key = new_id()
    rows: list[Change] = [Change("initiative", key, None, {"kind": "initiative", "title": "Puoliksi tiedossa"})]
    for year, ends in ((2011, {"min": 100_00}), (2012, {"min": 10_00, "max": 20_00})):
        figure = {"initiative_id": key, "kind": "ict_investment", "year": year, **ends}
        rows.append(Change("money", new_id(), None, figure))
    portfolio.commit(Operation(OperationKind.ADD, "", rows))
    path = tmp_path / "salkku.xlsx"
    book = written(portfolio, path)
    row = next(row for row in range(4, 99) if cell(book, row, "Key").value == key)
    least, most = (cell(book, row, f"ICT investment at {end}, €") for end in ("least", "most"))
    assert (least.value, most.value) == (110, None)
    assert imported(portfolio, path).changed == []
    least.value, most.value = 110, 987
    cell(book, row, "Done, %").value = 35
    book.save(path)
    found = imported(portfolio, path)
    assert [(one.field, one.after) for changed in found.changed for one in changed.fields] == [("progress", 35)]
    # told by year it is not taken from here; nobody has changed it since
    assert [(one.column, one.value) for one in found.problems] == [("ICT investment at most, €", "987")]
    assert [kept for changed in found.changed for kept in changed.kept] == []
