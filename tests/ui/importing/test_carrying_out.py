"""Carrying an import out: several files, what happens meanwhile, bundles, drops, and real registers."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from kpkportfolio import snapshots
from kpkportfolio.exports.bundle import write_bundle
from kpkportfolio.exports.whole_bundle import write_whole_bundle
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store.portfolio import Portfolio
from tests.ui.importing.parts import (
    HEADINGS,
    ROWS,
    Gate,
    bring_in,
    changed,
    column,
    counts,
    id_of,
    settle,
    titles,
)
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing import importer as importing
from ui.dialogs.importing.file import State
from ui.dialogs.importing.tabs import CHANGED, NEW, OVERLAPS
from ui.session import Session
from ui.tasks import Progress

# --- several files -------------------------------------------------------------------------------------------------


def test_the_second_file_is_compared_with_what_the_first_would_leave(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    other = [("K-1", "Kuntalaistili", "", "ESPOON  KAUPUNKI", "idea", "2011", "2012", "", "")]
    dialog = open_dialog(write(), write("kuntait.xlsx", other))
    assert dialog.go.text() == "Import 4 initiatives"
    bring_in(dialog, qtbot)
    done = [entry.name for entry in session.portfolio.operations() if entry.kind is OperationKind.IMPORT]
    assert done == ["Import kuntait.xlsx", "Import julkit.xlsx"]
    names = [str(row["name"]) for row in session.portfolio.records("organisation").values()]
    assert sorted(names) == ["Espoon kaupunki", "Valtiovarainministeriö", "Vantaan kaupunki"]


def test_leaving_the_first_file_out_compares_the_second_anew(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    first, second = write("a.xlsx"), write("b.xlsx", changed(0, Vaihe="käyttöönotto"))
    dialog = open_dialog(first, second)
    dialog.importer.rename(dialog.importer.files[1], "a")
    settle(dialog, qtbot)
    preview = dialog.importer.files[1].preview
    assert preview is not None
    assert (len(preview.new), len(preview.changed)) == (0, 1)
    dialog.list.choose(dialog.importer.files[0])
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    settle(dialog, qtbot)
    assert [file.path for file in dialog.importer.files] == [second]
    assert counts(dialog)[:2] == [3, 0]


def test_two_files_of_one_register_are_imported_as_they_were_shown(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write("a.xlsx"), write("b.xlsx", changed(0, Vaihe="käyttöönotto")), wait=False)
    dialog.importer.rename(dialog.importer.files[1], "a")
    settle(dialog, qtbot)
    bring_in(dialog, qtbot)
    assert not dialog.isVisible()
    assert sorted(str(row.status) for row in session.portfolio.initiatives()) == ["completed", "idea", "rollout"]


# --- what happens meanwhile ------------------------------------------------------------------------------------------


def test_a_portfolio_changed_meanwhile_stops_the_import(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write("julkit.xlsx", changed(0, **{"Hankkeen nimi": "Asiointitili 2"})))
    assert dialog.go.text() == "Update 1 initiative"
    id_ = id_of(imported, "Asiointitili")
    elsewhere = Change("initiative", id_, {"title": "Asiointitili"}, {"title": "Toisen nimi"})
    imported.portfolio.commit(Operation(OperationKind.EDIT, "x", [elsewhere]))
    bring_in(dialog, qtbot)
    assert dialog.isVisible()
    assert "was not imported" in dialog.banner.text
    assert "Toisen nimi" in titles(imported)
    assert column(dialog, CHANGED, 3)[1] == "Yours stays; take the register's"


def test_a_file_written_since_it_was_read_is_read_again_first(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    write(rows=ROWS[:1])
    bring_in(dialog, qtbot)
    assert "was changed since it was read" in dialog.banner.text
    assert titles(session) == []
    assert dialog.go.text() == "Import 1 initiative"


def test_closing_while_reading_stops_it_and_writes_nothing(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate, read = Gate(), importing.read_source

    def slow(path: Path, progress: Progress, *profile: object) -> object:
        gate(progress)
        return read(path, progress, *profile)

    monkeypatch.setattr(importing, "read_source", slow)
    dialog = open_dialog(write(), wait=False)
    qtbot.waitUntil(gate.reached.is_set)
    assert dialog.foot.progress.isVisible()
    assert "Reading" in dialog.plan.text()
    qtbot.waitUntil(lambda: dialog.foot.progress.maximum() == 3)
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not session.tasks.running)
    assert session.portfolio.operations() == []


def test_a_file_taken_away_while_it_is_read_lets_the_next_one_in(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, read = Gate(), importing.read_source

    def slow(path: Path, progress: Progress, *profile: object) -> object:
        if path.name == "a.xlsx":
            gate(progress)
        return read(path, progress, *profile)

    monkeypatch.setattr(importing, "read_source", slow)
    dialog = open_dialog(write("a.xlsx"), write("b.xlsx"), wait=False)
    qtbot.waitUntil(gate.reached.is_set)
    dialog.foot.remove.click()
    settle(dialog, qtbot)
    assert [file.path.name for file in dialog.importer.files] == ["b.xlsx"]
    assert dialog.go.isEnabled()


def test_stopping_between_two_files_keeps_the_first_and_says_so(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_dialog(write("a.xlsx"), write("b.xlsx"))
    gate, carry = Gate(), importing.carried_out

    def slow(*arguments: object) -> object:
        if arguments[2].path.name == "b.xlsx":
            gate(arguments[-1])
        return carry(*arguments)

    monkeypatch.setattr(importing, "carried_out", slow)
    dialog.import_()
    qtbot.waitUntil(gate.reached.is_set)
    assert dialog.leave.text() == "Stop"
    assert "Importing b.xlsx" in [job.title for job in session.tasks.running]
    with qtbot.waitSignal(dialog.importer.ended):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    gate.open.set()
    settle(dialog, qtbot)
    assert [file.state for file in dialog.importer.files] == [State.DONE, State.READY]
    assert dialog.banner.text.startswith("The import was stopped.")
    assert [entry.name for entry in session.portfolio.operations()] == ["Import a.xlsx"]
    assert dialog.leave.isEnabled()
    dialog.leave.click()
    assert not dialog.isVisible()


def test_a_file_the_portfolio_refuses_is_told_and_the_others_come_in(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kpkportfolio.errors import EnvironmentFailed, InvalidValue

    dialog = open_dialog(write("a.xlsx"), write("b.xlsx"))
    commit = Portfolio.commit
    refusals: list[Exception] = [InvalidValue(["The rule says no."])]

    def refusing(portfolio: Portfolio, operation: Operation) -> object:
        if refusals:
            raise refusals.pop()
        return commit(portfolio, operation)

    monkeypatch.setattr(Portfolio, "commit", refusing)
    bring_in(dialog, qtbot)
    assert [file.state for file in dialog.importer.files] == [State.REFUSED, State.DONE]
    assert dialog.importer.files[0].error == "The rule says no."
    assert len(titles(session)) == 3
    refusals.append(EnvironmentFailed("The disk is full."))
    dialog.take([write("c.xlsx", [("C-1", "Yksi", "", "", "", "", "", "", "")])])
    settle(dialog, qtbot)
    bring_in(dialog, qtbot)
    assert "The disk is full." in dialog.banner.text
    assert dialog.go.isEnabled(), "one may try again"


# --- bundles, drops, keys ------------------------------------------------------------------------------------------


def test_a_bundle_of_another_portfolio_is_shown_in_the_same_way(
    imported: Session, open_dialog: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    bundle = write_bundle(imported.portfolio, tmp_path / "salkku.json")
    imported.edit([id_of(imported, "Asiointitili")], {"title": "Toinen nimi"})
    dialog = open_dialog(bundle)
    assert not dialog.panel.name.isVisible()
    assert counts(dialog) == [0, 1, 2, 0, 0]
    assert column(dialog, CHANGED, 1)[1] == "Toinen nimi"
    bring_in(dialog, qtbot)
    assert "Asiointitili" in titles(imported)


def test_a_bundle_with_its_history_makes_an_empty_portfolio_the_one_it_is_of(
    session: Session, open_dialog: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    other = Portfolio.create(tmp_path / "toinen.sqlite", "Toinen", by="Matti")
    change = Change("initiative", new_id(), None, {"kind": "initiative", "title": "Asiointitili"})
    other.commit(Operation(OperationKind.ADD, "Asiointitili", [change]))
    snapshots.take(other, "1/2011")
    bundle = write_whole_bundle(other, tmp_path / "toinen.zip")
    other.close()
    dialog = open_dialog(bundle)
    assert column(dialog, NEW, 3) == ["Asiointitili"]
    bring_in(dialog, qtbot)
    assert titles(session) == ["Asiointitili"]
    assert [entry.by for entry in session.portfolio.operations()] == ["Matti", "Matti"]
    assert [one.name for one in snapshots.listing(session.portfolio)] == ["1/2011"]
    assert session.portfolio.name == "Toinen"


def test_a_bundle_fills_an_empty_portfolio(
    imported: Session, open_dialog: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    bundle = write_bundle(imported.portfolio, tmp_path / "salkku.json")
    imported.undo()
    qtbot.waitUntil(lambda: not imported.contents.initiatives)
    dialog = open_dialog(bundle)
    assert sorted(zip(column(dialog, NEW, 3), column(dialog, NEW, 7), strict=True)) == [
        ("Asiointitili", "2"),
        ("Karttapalvelu", "not known"),
        ("Luvanhaku verkossa", "0.35"),
    ]
    assert "other rows" in dialog.panel.tabs.pages[NEW].told.text()
    bring_in(dialog, qtbot)
    assert len(titles(imported)) == 3


def test_files_may_be_dropped_and_ctrl_enter_imports(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write())), QUrl.fromLocalFile(str(write("b.xlsx", ROWS[:1])))])
    dialog.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle(dialog, qtbot)
    assert dialog.list.isVisible()
    dialog.take([dialog.importer.files[0].path])
    assert len(dialog.importer.files) == 2, "the same file twice is one file"
    with qtbot.waitSignal(dialog.importer.ended):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(titles(session)) == 4


def test_the_window_tells_what_came_in(
    open_shell: Callable[..., object], database: Path, write: Callable[..., Path], qtbot: QtBot
) -> None:
    window = open_shell(str(database)).window  # type: ignore[attr-defined]  # a Shell
    qtbot.waitUntil(lambda: window.session is not None and window.session.complete)
    window.files.drop([str(write())])
    [dialog] = window.findChildren(ImportDialog)
    settle(dialog, qtbot)
    with qtbot.waitSignal(dialog.finished):
        dialog.import_()
    assert window.banner.text == "Imported julkit: 3 new. Ctrl+Z takes it back."
    qtbot.waitUntil(lambda: len(window.session.contents.initiatives) == 8)
    qtbot.waitUntil(lambda: not window.findChildren(ImportDialog))


# --- real registers ------------------------------------------------------------------------------------------------


def test_six_registers_at_once_and_what_of_them_overlaps(
    shared_data: Path, open_dialog: Callable[..., ImportDialog], session: Session, qtbot: QtBot
) -> None:
    files = [path for path in sorted((shared_data / "registers").iterdir()) if path.suffix in (".csv", ".xlsx")]
    dialog = open_dialog(*files)
    assert dialog.go.text() == "Import 66 initiatives"
    qtbot.waitUntil(lambda: bool(dialog.mirror.matches), timeout=20_000)
    julkit = next(file for file in dialog.importer.files if file.path.stem == "julkit")
    dialog.list.choose(julkit)
    assert dialog.panel.tabs.isTabVisible(OVERLAPS)
    assert "Duplicate" in column(dialog, OVERLAPS, 1)
    bring_in(dialog, qtbot)
    assert not dialog.isVisible()
    assert len(titles(session)) == 66
    done = [entry for entry in session.portfolio.operations() if entry.kind is OperationKind.IMPORT]
    assert len(done) == 6
    qtbot.waitUntil(lambda: len(session.contents.registers) == 6)
    again = open_dialog(*files)
    assert not again.go.isEnabled()
    assert all(len(file.preview.unchanged) == file.source.register.rows_seen for file in again.importer.files)


def test_a_csv_of_many_rows_is_shown_without_making_a_widget_a_row(
    open_dialog: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = tmp_path / "iso.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows((f"H-{n}", f"Hanke {n}", "", "Espoo", "häilyvä", "2011", "2012", "", "") for n in range(3000))
    dialog = open_dialog(path)
    assert counts(dialog) == [3000, 0, 0, 0, 3000]
    assert len(dialog.panel.findChildren(object)) < 700
