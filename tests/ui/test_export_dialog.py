"""Sending the portfolio out: what goes into the file, where it is put, and what happens when it cannot be."""

import csv
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from kpkportfolio.exports.bundle import read_bundle
from kpkportfolio.exports.templates import Choice, Template
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.filter_words import filter_words
from kpkportfolio.model.filtering import UNKNOWN, Facet, Filter
from kpkportfolio.registers.reading import read_register
from kpkportfolio.store.content import content_hash
from kpkportfolio.store.portfolio import Portfolio
from ui.dialogs import export_dialog, exporting, file_dialog, folders
from ui.dialogs.export_dialog import ExportDialog, ask_export
from ui.dialogs.export_forms import Form
from ui.session import Session
from ui.tasks import Progress, Tasks


@pytest.fixture
def session(database: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    tasks = Tasks()
    one = Session(Portfolio.open(database, "Liisa"), tasks)
    one.load()
    qtbot.waitUntil(lambda: one.complete)
    folder = tmp_path / "viennit"
    folder.mkdir()
    folders.remember("export", folder)
    yield one
    one.findings.stop()
    tasks.stop()
    one.close()
    one.deleteLater()
    tasks.deleteLater()


@pytest.fixture
def open_dialog(session: Session) -> Iterator[Callable[[Form], ExportDialog]]:
    opened: list[ExportDialog] = []

    def open_(form: Form) -> ExportDialog:
        dialog = ExportDialog(session, form)
        opened.append(dialog)
        dialog.show()
        return dialog

    yield open_
    for dialog in opened:
        dialog.hide()
        dialog.deleteLater()


def export(dialog: ExportDialog, qtbot: QtBot) -> Path:
    path = dialog.path
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.banner.isVisible(), timeout=20_000)
    return path


def sheet_titles(path: Path, sheet: str) -> list[str]:
    """The texts of a sheet's first column."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = [str(row[0]) for row in book[sheet].iter_rows(values_only=True) if row and row[0] is not None]
    book.close()
    return found


def test_the_name_tells_what_it_is_and_of_which_day(
    open_dialog: Callable[[Form], ExportDialog], session: Session
) -> None:
    day = session.today()
    assert open_dialog(Form.EXCEL).path.name == f"Portfolio snapshot {day:%Y-%m-%d}.xlsx"
    assert open_dialog(Form.CSV).path.name == f"Initiatives {day:%Y-%m-%d}.csv"
    assert open_dialog(Form.PLAN).path.name == f"Portfolio plan {day:%Y-%m-%d}.xml"
    assert open_dialog(Form.BUNDLE).path.name == f"Portfolio bundle {day:%Y-%m-%d}.json"
    assert open_dialog(Form.EXCEL).path.parent.name == "viennit"


def test_a_plan_of_what_is_shown(open_dialog: Callable[[Form], ExportDialog], session: Session, qtbot: QtBot) -> None:
    session.set_filter(Filter("asiointi"))
    dialog = open_dialog(Form.PLAN)
    assert dialog.shown_only.isChecked()
    assert not dialog.overlaps.isVisible()
    path = export(dialog, qtbot)
    assert dialog.banner.text == f"Written: {path}"
    assert {one.ref for one in read_register(path).initiatives} == {row.id for row in session.shown}


def test_a_snapshot_of_everything_tells_the_state_it_is_of(
    open_dialog: Callable[[Form], ExportDialog], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(Form.EXCEL)
    assert dialog.everything.isChecked()
    assert not dialog.shown_only.isEnabled()
    path = export(dialog, qtbot)
    assert dialog.banner.text == f"Written: {path}"
    book = openpyxl.load_workbook(path)
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert any(content_hash(session.portfolio.content())[:12] in cell for cell in cells)
    assert {"Initiatives", "Overlaps"} <= set(book.sheetnames)
    initiatives = sheet_titles(path, "Initiatives")
    assert initiatives[-4:] == ["Ajanvaraus", "Arkisto", "Asianhallinta", "Asiointitili"]


def test_only_what_is_shown_goes_out_with_the_filter_in_words(
    open_dialog: Callable[[Form], ExportDialog], session: Session, qtbot: QtBot
) -> None:
    session.set_filter(Filter("ark", {Facet.STATUS: frozenset({"idea", UNKNOWN})}))
    dialog = open_dialog(Form.EXCEL)
    assert dialog.shown_only.isChecked()
    assert dialog.shown_only.text() == "Only what is shown: 1 initiative, 1 project"
    assert dialog.filter_words.text() == "Words: “ark”; Status: Idea, not known"
    path = export(dialog, qtbot)
    titles = sheet_titles(path, "Initiatives")
    assert titles[-1] == "Arkisto"
    assert any("Words: “ark”" in title for title in titles)
    assert "Asiointitili" not in titles


def test_a_filter_is_told_in_the_words_of_its_facets() -> None:
    wanted = Filter(
        " kunta  tili ",
        {Facet.REGISTER: frozenset({"JulkIT"}), Facet.KIND: frozenset({"initiative"}), Facet.PROGRAMME: frozenset()},
    )
    assert filter_words(wanted) == "Words: “kunta tili”; Source register: JulkIT; Kind: Development initiative"


def test_csv_holds_what_is_shown_or_everything(
    open_dialog: Callable[[Form], ExportDialog], session: Session, qtbot: QtBot
) -> None:
    session.set_filter(Filter("asia"))
    dialog = open_dialog(Form.CSV)
    assert not dialog.overlaps.isVisible()
    with export(dialog, qtbot).open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream, delimiter=";"))) == 2
    dialog = open_dialog(Form.CSV)
    dialog.everything.setChecked(True)
    with export(dialog, qtbot).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    assert len(rows) == 6


def test_a_bundle_always_holds_everything(
    open_dialog: Callable[[Form], ExportDialog], session: Session, qtbot: QtBot
) -> None:
    session.set_filter(Filter("asia"))
    dialog = open_dialog(Form.BUNDLE)
    assert not dialog.everything.isVisible()
    assert read_bundle(export(dialog, qtbot)) == session.portfolio.content()


def test_overlaps_are_looked_for_when_they_have_not_been(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpkportfolio.overlap.engine import Engine

    sizes: list[int] = []
    pairs = Engine.pairs

    def counted(engine: Engine, *arguments: object, **named: object) -> object:
        sizes.append(len(engine))
        return pairs(engine, *arguments, **named)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(Engine, "pairs", counted)
    portfolio, day = session.portfolio, session.today()
    exporting.write(portfolio, exporting.Request(tmp_path / "a.xlsx", day, overlaps=True), Progress())
    assert sizes == [4], "projects are left out"
    exporting.write(portfolio, exporting.Request(tmp_path / "b.xlsx", day, overlaps=True, findings=[]), Progress())
    exporting.write(portfolio, exporting.Request(tmp_path / "c.xlsx", day), Progress())
    assert sizes == [4]


def test_the_end_leads_to_the_file_and_its_folder(
    open_dialog: Callable[[Form], ExportDialog], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    dialog = open_dialog(Form.CSV)
    assert not dialog.open_file.isVisible()
    path = export(dialog, qtbot)
    dialog.open_file.click()
    dialog.open_folder.click()
    assert [Path(url.toLocalFile()) for url in opened] == [path, path.parent]
    assert dialog.leave.text() == "Close"


def test_the_folder_used_last_is_suggested_next(
    open_dialog: Callable[[Form], ExportDialog], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "muualle"
    other.mkdir()
    dialog = open_dialog(Form.CSV)
    monkeypatch.setattr(file_dialog, "save_name", lambda *_a: (str(other / "oma"), ""))
    dialog.browse.click()
    assert export(dialog, qtbot) == other / "oma.csv"
    assert open_dialog(Form.BUNDLE).path.parent == other
    dialog.file.setText(str(other / "oma.csv"))
    assert "will be replaced" in dialog.note.text()


@pytest.mark.parametrize("name", ["", "ei/ole/kansiota/a.csv", "."])
def test_a_name_that_cannot_be_written_is_told_at_once(
    open_dialog: Callable[[Form], ExportDialog], tmp_path: Path, name: str
) -> None:
    dialog = open_dialog(Form.CSV)
    dialog.file.setText(str(tmp_path / name) if "/" in name else name)
    assert dialog.note.text()
    assert not dialog.go.isEnabled()
    dialog.export()
    assert not dialog.progress.isVisible()


def test_a_file_that_cannot_be_written_leaves_what_was_there(
    open_dialog: Callable[[Form], ExportDialog], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpkportfolio import files

    there = tmp_path / "vanha.xlsx"
    there.write_bytes(b"old")
    dialog = open_dialog(Form.EXCEL)
    dialog.file.setText(str(there))

    def full(*_paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    export(dialog, qtbot)
    assert "No space left" in dialog.banner.text
    assert there.read_bytes() == b"old"
    assert dialog.go.isEnabled()


def test_stopping_leaves_no_file(
    open_dialog: Callable[[Form], ExportDialog], session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = threading.Event()

    def slow(_portfolio: Portfolio, _request: object, progress: Progress) -> Path:
        while True:
            progress(1, 4)
            reached.set()

    monkeypatch.setattr(export_dialog, "write", slow)
    dialog = open_dialog(Form.EXCEL)
    path = dialog.path
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(reached.is_set)
    assert dialog.leave.text() == "Stop"
    assert not dialog.file.isEnabled()
    qtbot.waitUntil(lambda: dialog.progress.maximum() == 4)
    assert [job.title for job in session.tasks.running if job.title.startswith("Exp")] == [f"Exporting {path.name}"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.banner.isVisible())
    assert dialog.isVisible()
    assert "no file was written" in dialog.banner.text
    assert not path.exists()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_menus_exports_open_their_forms(session: Session, qtbot: QtBot) -> None:
    for form in Form:
        dialog = ask_export(session, form, None)
        assert dialog.isVisible()
        assert dialog.path.suffix == form.value
        with qtbot.waitSignal(dialog.destroyed):
            dialog.leave.click()


def test_whom_a_workbook_is_for_is_chosen_and_remembered(
    session: Session, open_dialog: Callable[[Form], ExportDialog], qtbot: QtBot
) -> None:
    row, city = session.contents.initiatives[0], new_id()
    named = Change("organisation", city, None, {"name": "Testikaupunki", "kind": "municipality"})
    flagged = Change("initiative", row.id, {"confidential": False}, {"confidential": True})
    session.commit(Operation(OperationKind.EDIT, "", [named, flagged]))
    qtbot.waitUntil(lambda: any(one.id == city for one in session.contents.organisations))

    def titles(path: Path) -> set[object]:
        book = openpyxl.load_workbook(path)
        return {cells[0] for sheet in book.worksheets[1:3] for cells in sheet.iter_rows(min_row=4, values_only=True)}

    dialog = open_dialog(Form.EXCEL)
    dialog.overlaps.setChecked(False)
    assert dialog.choice.choice == Choice(Template.STEERING_GROUP)
    assert row.title not in titles(export(dialog, qtbot))
    dialog = open_dialog(Form.EXCEL)
    dialog.overlaps.setChecked(False)
    dialog.choice.template.setCurrentIndex(dialog.choice.template.findData(Template.FULL))
    assert not dialog.choice.confidential.isChecked()
    dialog.choice.confidential.setChecked(True)
    assert row.title in titles(export(dialog, qtbot))
    dialog = open_dialog(Form.CSV)
    assert dialog.choice.choice == Choice(Template.FULL)
    dialog.choice.template.setCurrentIndex(dialog.choice.template.findData(Template.MUNICIPALITY))
    dialog.choice.organisation.setEditText("Ei ole")
    assert not dialog.go.isEnabled()
    dialog.choice.organisation.setEditText("TESTIKAUPUNKI")
    assert dialog.go.isEnabled()
    assert dialog.choice.choice == Choice(Template.MUNICIPALITY, organisation_id=city)
    assert not open_dialog(Form.BUNDLE).choice.isVisible()


def test_columns_and_scope_are_chosen_and_remembered(
    open_dialog: Callable[[Form], ExportDialog], session: Session, qtbot: QtBot
) -> None:
    session.set_filter(Filter("asia"))
    dialog = open_dialog(Form.CSV)
    assert dialog.choice.columns.chosen is None
    dialog.choice.columns.leave_out(["impact_min", "impact_max", "ei ole", "own"])
    dialog.choice.template.setCurrentIndex(dialog.choice.template.findData(Template.STEERING_GROUP))
    dialog.everything.setChecked(True)
    with export(dialog, qtbot).open(encoding="utf-8-sig", newline="") as file:
        headings = file.readline()
    assert "Impact" not in headings
    assert "Initiative" in headings
    assert "Key" in headings
    again = open_dialog(Form.EXCEL)
    assert again.everything.isChecked()
    assert again.choice.choice is not None
    assert again.choice.choice.columns is not None
    assert "status" in again.choice.choice.columns
    assert not again.choice.choice.columns & {"impact_min", "impact_max"}
    again.choice.columns.all.trigger()
    assert again.choice.choice == Choice(Template.STEERING_GROUP)
