"""What is shown where there is little room: nothing has to be scrolled to, and names are told apart."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.importing.parts import settle
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing.tabs import NEW


def test_texts_give_way_before_anything_is_scrolled_to(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write("julkit.xlsx"))
    table = dialog.panel.tabs.pages[NEW].table
    last = table.model().columnCount() - 1
    widths = []
    for wide in (1300, 1100, 1300):
        dialog.resize(wide, 600)
        qtbot.waitUntil(lambda: abs(table.viewport().width() - wide) < 30)  # noqa: B023 - asked at once
        assert sum(table.columnWidth(at) for at in range(last + 1)) <= table.viewport().width()
        widths.append([table.columnWidth(at) for at in range(last + 1)])
    assert widths[1] != widths[0] == widths[2]


def test_long_names_of_files_and_registers_are_told_apart(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    names = [f"kehityshankkeiden_rekisteri_{part}.xlsx" for part in ("koko_vuosi_2011", "koko_vuosi_2012")]
    dialog = open_dialog(write(names[0]))
    dialog.take([write(names[1])])
    settle(dialog, qtbot)
    model = dialog.list.model()
    shown = [model.index(row, 0).data() for row in range(2)]
    assert shown[0] != shown[1]
    assert all("…" in one and one.endswith(".xlsx") for one in shown)
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith(names[1])
    box = dialog.panel.name
    assert box.width() > 220


def test_only_the_columns_are_shown_in_which_some_row_says_something(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path]
) -> None:
    table = (
        open_dialog(write("muu.xlsx", [("", "Uusi palvelu", "", "", "", "", "", "2000", "")]))
        .panel.tabs.pages[NEW]
        .table
    )
    model = table.model()
    headings = [
        model.headerData(at, Qt.Orientation.Horizontal)
        for at in range(model.columnCount())
        if not table.isColumnHidden(at)
    ]
    assert headings == ["Row", "Title", "Investment"]
