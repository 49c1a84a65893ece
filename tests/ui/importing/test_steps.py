"""The import as steps, with the real reader: what is said changes what is read, is kept, and is known next time."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.profile import Profile, Use
from tests.ui.importing.parts import HEADINGS, ROWS, Gate, bring_in, column, counts, settle, titles
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing import importer as importing
from ui.dialogs.importing import saying
from ui.dialogs.importing.file import State
from ui.dialogs.importing.needs import FOUND, WHAT_HAPPENS, WORDS
from ui.dialogs.importing.tabs import NEW
from ui.session import Session
from ui.tasks import Progress

ODD = ("H-9", "Outo hanke", "", "Tampereen kaupunki", "häilyvä", "2011", "2012", "", "")


def say(dialog: ImportDialog, qtbot: QtBot, profile: Profile) -> None:
    dialog.panel.said.emit(profile)
    assert not dialog.importer.settled, "nothing can be imported before it is read again"
    settle(dialog, qtbot)


def type_use(dialog: ImportDialog, qtbot: QtBot, heading: str, typed: str) -> None:
    """Give a column another use by keyboard alone."""
    grid = dialog.panel.found.grid
    at = [one.heading for one in grid.grid.table.columns].index(heading)
    grid.setFocus()
    while grid.column != at:
        qtbot.keyClick(grid, Qt.Key.Key_Right if grid.column < at else Qt.Key.Key_Left)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    chooser = dialog.panel.found.chooser
    qtbot.keyClicks(chooser.field, typed)
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    settle(dialog, qtbot)


def test_what_was_recognised_with_confidence_opens_on_what_happens(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    steps = dialog.panel.steps
    assert steps.current == WHAT_HAPPENS
    assert [one.needs for one in steps.buttons] == [0, 0, 0]
    qtbot.keyClick(dialog, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert steps.current == FOUND
    assert dialog.panel.found.grid.hasFocus()
    table = dialog.panel.found.grid.grid.table
    assert table.sheet == "Hankkeet"
    assert [one.heading for one in table.columns] == list(HEADINGS)
    assert table.fates[2:7] == ("header", "record", "record", "record", table.fates[6])
    assert table.grid[0][0] == "Hankeluettelo, tilanne syksyllä"


def test_a_column_mapped_by_keyboard_changes_the_preview(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    dialog.panel.go_to(FOUND)
    type_use(dialog, qtbot, "Kuvaus", "title")
    assert column(dialog, NEW, 3)[0] == "Viestien välitys"
    file = dialog.importer.files[0]
    assert file.profile is not None
    assert Use("Kuvaus", Field.TITLE) in file.profile.tables[0].uses
    assert dialog.panel.steps.current == FOUND, "one stays where one was"
    dialog.panel.found.tools.forget.click()
    settle(dialog, qtbot)
    assert column(dialog, NEW, 3)[0] == "Asiointitili"


def test_a_field_of_ones_own_is_read_with_the_rows(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    dialog.panel.go_to(FOUND)
    type_use(dialog, qtbot, "Kuvaus", "own field")
    read = dialog.importer.files[0].preview
    assert read is not None
    assert read.new[0].custom == (("Kuvaus", "Viestien välitys"),)
    assert read.new[0].description is None


def test_a_table_is_left_out(open_dialog: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot) -> None:
    import xlsxwriter

    path = tmp_path / "kaksi.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Omat", "Muiden"):
            sheet = book.add_worksheet(name)
            for at, row in enumerate((HEADINGS, *ROWS)):
                sheet.write_row(
                    at, 0, [f"{name} {text}" if number < 2 and at else text for number, text in enumerate(row)]
                )
    dialog = open_dialog(path)
    assert counts(dialog)[0] == 6
    dialog.panel.go_to(FOUND)
    tables = dialog.panel.found.tables
    tables.setFocus()
    qtbot.keyClick(tables, Qt.Key.Key_Down)
    qtbot.keyClick(tables, Qt.Key.Key_Space)
    settle(dialog, qtbot)
    assert counts(dialog)[0] == 3
    assert set(column(dialog, NEW, 1)) == {"Omat"}
    qtbot.keyClick(tables, Qt.Key.Key_Space)
    settle(dialog, qtbot)
    assert counts(dialog)[0] == 6


def test_an_unknown_status_needs_a_look_and_is_given_a_meaning(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write(rows=(*ROWS, ODD)))
    assert dialog.panel.steps.current == WORDS
    values = dialog.panel.values
    assert [line.unknown.word for line in values.model.rows if line.open] == ["häilyvä"]
    assert dialog.panel.steps.buttons[WORDS].needs == 1
    assert values.table.hasFocus()
    qtbot.keyClick(values.table, Qt.Key.Key_Return)
    qtbot.keyClicks(values.chooser.field, "susp")
    qtbot.keyClick(values.chooser.field, Qt.Key.Key_Return)
    settle(dialog, qtbot)
    preview = dialog.importer.files[0].preview
    assert preview is not None
    assert preview.new[-1].status is Status.SUSPENDED
    assert preview.problems == []
    assert dialog.panel.steps.buttons[WORDS].needs == 0
    assert values.model.index(0, 3).data() == "Suspended"
    qtbot.keyClick(values.table, Qt.Key.Key_Delete)
    settle(dialog, qtbot)
    assert dialog.panel.steps.buttons[WORDS].needs == 1


def test_an_organisation_is_known_by_another_name(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    bring_in(open_dialog(write()), qtbot)
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 3)
    other = (("X-1", "Uusi palvelu", "", "Vantaa", "idea", "2011", "2012", "", ""),) * 1
    dialog = open_dialog(write("muu.xlsx", other))
    dialog.panel.go_to(WORDS)
    values = dialog.panel.values
    assert [line.unknown.word for line in values.model.rows] == ["Vantaa"]
    values.choose(values.model.index(0, 0))
    qtbot.keyClicks(values.chooser.field, "vantaan")
    qtbot.keyClick(values.chooser.field, Qt.Key.Key_Return)
    settle(dialog, qtbot)
    bring_in(dialog, qtbot)
    assert "Vantaa" not in {row["name"] for row in session.portfolio.records("organisation").values()}
    assert [row.organisation for row in session.portfolio.initiatives() if row.ref == "X-1"] == ["Vantaan kaupunki"]


def test_without_a_header_the_person_shows_it(
    open_dialog: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "outo.csv"
    path.write_text("aa;bb;cc\nqq;ww;ee\nxx;Hanke yksi;1\nyy;Hanke kaksi;2\n", "utf-8")
    dialog = open_dialog(path)
    assert dialog.importer.files[0].state is State.REFUSED
    assert dialog.panel.steps.current == FOUND
    assert "header" in dialog.panel.found.hint.text
    grid = dialog.panel.found.grid
    grid.setCurrentIndex(grid.grid.index(1, 0))
    qtbot.keyClick(grid, Qt.Key.Key_H)
    settle(dialog, qtbot)
    type_use(dialog, qtbot, "ww", "title")
    assert column(dialog, NEW, 3) == ["Hanke yksi", "Hanke kaksi"]
    assert dialog.go.isEnabled()


def test_several_things_said_in_a_row_are_read_once(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_dialog(write())
    read, times = importing.read_source, []

    def counted(*arguments: object) -> object:
        times.append(time.monotonic())
        return read(*arguments)

    monkeypatch.setattr(importing, "read_source", counted)
    file = dialog.importer.files[0]
    for word in ("yksi", "kaksi", "kolme"):
        dialog.panel.said.emit(saying.mean(file.said, word, Status.IDEA))
    settle(dialog, qtbot)
    assert len(times) == 1
    assert set(file.said.statuses) == {"yksi", "kaksi", "kolme"}


def test_what_is_said_while_it_is_read_again_is_not_lost(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_dialog(write())
    gate, read = Gate(), importing.read_source

    def slow(path: Path, progress: Progress, *profile: object) -> object:
        gate(progress)
        return read(path, progress, *profile)

    monkeypatch.setattr(importing, "read_source", slow)
    file = dialog.importer.files[0]
    dialog.panel.said.emit(saying.mean(file.said, "yksi", Status.IDEA))
    qtbot.waitUntil(gate.reached.is_set)
    assert dialog.panel.found.shown_tables() == [] or file.source is not None
    dialog.panel.said.emit(saying.mean(file.said, "kaksi", Status.IDEA))
    gate.open.set()
    settle(dialog, qtbot)
    assert file.source is not None
    assert file.source.profile is not None
    assert set(file.source.profile.statuses) == {"yksi", "kaksi"}


def test_cancelling_leaves_nothing_of_what_was_said(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    dialog.panel.said.emit(saying.mean(Profile(), "sana", Status.IDEA))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not session.tasks.running)
    qtbot.wait(400)
    assert not session.tasks.running, "a closed dialog reads nothing more"
    assert session.portfolio.operations() == []
    assert titles(session) == []


def test_f6_goes_round_the_parts_of_the_dialog(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    dialog.panel.go_to(FOUND)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    seen = []
    for _pane in range(6):
        qtbot.keyClick(dialog, Qt.Key.Key_F6)
        seen.append(dialog.focusWidget())
    assert len(set(seen)) == 6, "name, steps, tools, grid, fields, foot"
    qtbot.keyClick(dialog, Qt.Key.Key_F6)
    assert dialog.focusWidget() is seen[0]
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in seen)
