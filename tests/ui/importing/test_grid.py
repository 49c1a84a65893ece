"""The grid of a sheet: what is shown of it, and how a column is taken for something else."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from pytestqt.qtbot import QtBot

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.field_names import field_name
from kpkportfolio.registers.profile import Profile, TableProfile, Use
from kpkportfolio.registers.record import Problem, ReadRegister, TableSeen
from tests.ui.importing.seen import lying, table
from ui.dialogs.importing import fields
from ui.dialogs.importing.chooser import MIME, Chooser
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.found import FoundStep
from ui.dialogs.importing.sources import SourceFile

PROBLEM = Problem("Hankkeet", 4, "Hankkeen nimi", "", "The row has no title.", "a title", True)


def file_of(*tables: TableSeen, encoding: str | None = None, profile: Profile | None = None) -> File:
    """A file that was read, with these tables in it."""
    path = Path("julkit.csv" if encoding else "julkit.xlsx")
    delimiter = ";" if encoding else None
    register = ReadRegister(path, "julkit", [], [PROBLEM], 2, [], tables, encoding, delimiter)
    return File(path, "julkit", State.READY, source=SourceFile(path, (0, 0), register), profile=profile)


@pytest.fixture
def step(qtbot: QtBot) -> FoundStep:
    one = FoundStep()
    qtbot.addWidget(one)
    one.resize(1000, 480)
    one.show()
    return one


@pytest.fixture
def said(step: FoundStep) -> list[Profile]:
    """What is said; the file takes it at once, as the importer does."""
    heard: list[Profile] = []

    def take(profile: Profile) -> None:
        heard.append(profile)
        file = step._file
        assert file is not None
        file.profile = profile
        step.show_file(file)

    step.said.connect(take)
    return heard


def heads(step: FoundStep) -> list[str]:
    grid = step.grid.grid
    return [grid.headerData(at, grid.uses_side) for at in range(len(grid.table.columns))]


def type_into(chooser: Chooser, qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(chooser.field, text)
    qtbot.keyClick(chooser.field, Qt.Key.Key_Return)


def test_the_sheet_is_shown_as_it_lies_with_fates_and_uses(step: FoundStep) -> None:
    step.show_file(file_of(table()))
    grid = step.grid.grid
    assert [grid.index(row, 0).data() for row in range(5)] == ["Hankeluettelo", "Tunnus", "H-1", "H-2", "Yhteensä"]
    assert grid.index(2, 3).data() == "rivi kahdella"
    assert heads(step) == ["Reference", "Title", "Status", "Not used"]
    fates = [grid.headerData(row, Qt.Orientation.Vertical) for row in range(5)]
    assert fates == ["1 above the header", "2 header", "3 initiative", "4 problem", "5 a row of totals"]
    assert "uncertain" in grid.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert step.grid.currentIndex().row() == 1
    assert step.hint.text == "Taken without certainty: “Vaihe” as “Status”."
    assert not step.tables.isVisible()


def test_the_current_cell_is_told_whole_with_the_problem_of_its_row(step: FoundStep) -> None:
    step.show_file(file_of(table()))
    step.grid.setCurrentIndex(step.grid.grid.index(3, 2))
    assert step.about.text().split("   ·   ") == [
        "Row 4: problem",
        "Vaihe → Status, uncertain",
        "“idea”",
        "The row has no title.",
    ]


def test_a_table_on_its_side_has_its_fields_at_the_left(step: FoundStep, said: list[Profile], qtbot: QtBot) -> None:
    step.show_file(file_of(lying()))
    grid = step.grid.grid
    assert grid.uses_side is Qt.Orientation.Vertical
    assert heads(step) == ["Reference", "Title", "Status", "Not used"]
    assert grid.headerData(1, Qt.Orientation.Horizontal) == "B header"
    assert step.tools.header.accessibleName() == "Header: column B"
    step.grid.setCurrentIndex(grid.index(3, 2))
    assert step.about.text().startswith("Column C: initiative   ·   Huomioita → Not used")
    qtbot.keyClick(step.grid, Qt.Key.Key_Return)
    type_into(step.chooser, qtbot, "descr")
    assert said[-1].tables[0].uses == (Use("Huomioita", Field.DESCRIPTION),)
    assert heads(step)[3] == "Description"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_a_column_is_mapped_by_keyboard(step: FoundStep, said: list[Profile], qtbot: QtBot, key: Qt.Key) -> None:
    step.show_file(file_of(table()))
    step.grid.setFocus()
    for _column in range(3):
        qtbot.keyClick(step.grid, Qt.Key.Key_Right)
    qtbot.keyClick(step.grid, key)
    assert step.chooser.isVisible()
    type_into(step.chooser, qtbot, "tit")
    assert heads(step) == ["Reference", "Not used", "Status", "Title"]
    assert said[-1].tables[0].uses[-1] == Use("Huomioita", Field.TITLE)
    assert step.grid.currentIndex().column() == 3, "the place stays"


def test_a_field_of_ones_own_is_named_as_its_column_or_otherwise(
    step: FoundStep, said: list[Profile], qtbot: QtBot
) -> None:
    step.show_file(file_of(table()))
    step.choose_use(3)
    type_into(step.chooser, qtbot, "own field")
    assert said[-1].tables[0].uses == (Use("Huomioita", None, "Huomioita"),)
    step.choose_use(3)
    type_into(step.chooser, qtbot, "Kustannuspaikka")
    assert said[-1].tables[0].uses == (Use("Huomioita", None, "Kustannuspaikka"),)
    assert heads(step)[3] == "Kustannuspaikka"
    step.choose_use(3)
    type_into(step.chooser, qtbot, "recognises")
    assert said[-1].tables[0].uses == ()


def test_escape_leaves_everything_as_it_was(step: FoundStep, said: list[Profile], qtbot: QtBot) -> None:
    step.show_file(file_of(table()))
    step.choose_use(1)
    chooser = step.chooser
    qtbot.keyClick(chooser.field, Qt.Key.Key_Escape)
    assert not chooser.isVisible()
    assert said == []
    step.choose_use(1)
    assert step.chooser.entries.shown[step.chooser.list.currentIndex().row()].value is Field.TITLE
    qtbot.keyClick(step.chooser.field, Qt.Key.Key_Return)
    assert [one.tables[0].uses for one in said] == [(Use("Hankkeen nimi", Field.TITLE),)], "it is confirmed"
    assert fields.certainty(step.grid.grid.table.columns[1]) == "as chosen"


def test_delete_leaves_a_column_unused(step: FoundStep, said: list[Profile], qtbot: QtBot) -> None:
    step.show_file(file_of(table()))
    step.grid.setCurrentIndex(step.grid.grid.index(2, 2))
    qtbot.keyClick(step.grid, Qt.Key.Key_Delete)
    assert heads(step)[2] == "Not used"
    assert not step.hint.isVisible(), "nobody needs to look at what is not used"


def drag(step: FoundStep, field: Field, column: int) -> None:
    at = QPointF(step.grid.columnViewportPosition(column) + 5, 40)
    data = QMimeData()
    data.setData(MIME, str(fields.fields().index(field)).encode())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = QDragMoveEvent(at.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
    step.grid.dragMoveEvent(move)
    assert move.isAccepted()
    step.grid.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_field_is_dragged_from_the_list_onto_a_column(step: FoundStep, said: list[Profile]) -> None:
    step.show_file(file_of(table()))
    dragged = step.fields.entries.mimeData([step.fields.entries.index(4)])
    assert fields.fields()[int(bytes(dragged.data(MIME).data()))] is step.fields.entries.shown[4].value
    drag(step, Field.DESCRIPTION, 3)
    assert heads(step) == ["Reference", "Title", "Status", "Description"]
    assert said[-1].tables[0].uses == (Use("Huomioita", Field.DESCRIPTION),)


def test_files_that_are_dragged_over_the_grid_are_left_to_the_dialog(step: FoundStep) -> None:
    step.show_file(file_of(table()))
    data = QMimeData()
    data.setText("file:///julkit.xlsx")
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    move = QDragMoveEvent(QPoint(20, 40), Qt.DropAction.CopyAction, data, buttons, keys)
    step.grid.dragMoveEvent(move)
    assert not move.isAccepted()


def test_the_list_of_fields_gives_the_current_column_a_field(
    step: FoundStep, said: list[Profile], qtbot: QtBot
) -> None:
    step.show_file(file_of(table()))
    step.grid.setCurrentIndex(step.grid.grid.index(2, 3))
    assert step.fields.entries.shown[0].note == "Tunnus"
    step.fields.search.setText("descr")
    qtbot.waitUntil(lambda: len(step.fields.entries.shown) == 1)
    qtbot.keyClick(step.fields.list, Qt.Key.Key_Return)
    assert heads(step)[3] == "Description"
    assert step.fields.entries.shown[0].note == "Huomioita"


def test_chosen_rows_become_the_header(step: FoundStep, said: list[Profile], qtbot: QtBot) -> None:
    step.show_file(file_of(table()))
    step.grid.setCurrentIndex(step.grid.grid.index(2, 0))
    qtbot.keyClick(step.grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(step.grid, Qt.Key.Key_H)
    assert said[-1].tables == (TableProfile("Hankkeet", (2, 3)),)
    step.tools.header.changed.emit(None)
    assert said[-1].tables == (TableProfile("Hankkeet", None),)
    step.tools.lying.changed.emit(True)
    assert said[-1].tables == (TableProfile("Hankkeet", None, transposed=True),)
    assert step.tools.forget.isVisible()
    step.tools.forget.click()
    assert said[-1] == Profile()
    assert not step.tools.forget.isVisible()


def test_only_text_files_have_characters_and_a_delimiter(step: FoundStep, said: list[Profile]) -> None:
    step.show_file(file_of(table()))
    assert not step.tools.encoding.isVisible()
    assert not step.tools.dates.isVisible(), "there is no date in it"
    dated = replace(table(None), columns=(*table().columns[:3], replace(table().columns[3], what=Field.START)))
    step.show_file(file_of(dated, encoding="cp1252"))
    assert step.tools.encoding.accessibleName() == "Characters: Windows-1252"
    assert step.tools.delimiter.accessibleName() == "Delimiter: semicolon"
    step.tools.encoding.changed.emit("mac-roman")
    step.tools.delimiter.changed.emit("\t")
    step.tools.dates.changed.emit(False)
    assert (said[-1].encoding, said[-1].delimiter, said[-1].day_first) == ("mac-roman", "\t", {"": False})
    assert step.tools.delimiter.accessibleName() == "Delimiter: tab"
    step.tools.dates.changed.emit(None)
    assert said[-1].day_first == {}


def test_a_table_is_left_out_and_taken_again(step: FoundStep, said: list[Profile], qtbot: QtBot) -> None:
    step.show_file(file_of(table(), lying()))
    assert step.tables.isVisible()
    qtbot.keyClick(step.tables, Qt.Key.Key_Down)
    assert step.grid.grid.table.transposed, "the other table is looked at"
    qtbot.keyClick(step.tables, Qt.Key.Key_Space)
    assert said[-1].tables == (TableProfile("Kyljellään", None, transposed=True, taken=False),)
    model = step.tables.model()
    assert [model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(2)] == [2, 0]
    step.tables.taken.emit(0, False)
    assert step.hint.text == "No table is taken: choose at least one."
    qtbot.keyClick(step.tables, Qt.Key.Key_Space)
    assert [one.taken for one in step.shown_tables()] == [False, True]


def test_a_file_that_is_in_can_no_longer_be_read_otherwise(step: FoundStep, said: list[Profile], qtbot: QtBot) -> None:
    file = file_of(table())
    file.state = State.DONE
    step.show_file(file)
    qtbot.keyClick(step.grid, Qt.Key.Key_Delete)
    step.choose_use(1)
    assert said == []


def test_every_field_has_a_name_of_its_own() -> None:
    names = [field_name(field) for field in fields.fields()]
    assert len(set(names)) == len(names)
    assert not [name for name in names if name == name.lower()], "a field without a word"


def test_a_wide_sheet_is_shown_whole(step: FoundStep) -> None:
    grid = tuple(tuple(f"Solu {row} {column}" for column in range(16_000)) for row in range(30))
    wide = replace(table(), columns=(), grid=grid, fates=("record",) * 30)
    step.show_file(file_of(wide))
    assert step.grid.grid.columnCount() == 16_000
