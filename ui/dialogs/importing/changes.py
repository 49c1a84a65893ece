"""The changes of a register, field by field: what stands in the portfolio, what the register says, what happens."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from kpkportfolio.registers.difference.facts import field_title
from kpkportfolio.registers.record import places
from kpkportfolio.text import _, format_number
from ui.dialogs.importing import words
from ui.dialogs.importing.preview import Line
from ui.dialogs.importing.tables import Column, ListModel
from ui.models.roles import CellKind, Role

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_OUTCOME = 3


def _first(line: Line) -> str:
    part = line.change or line.kept
    return line.record.title if part is None else field_title(part.field)


def _before(line: Line) -> str:
    if line.change is not None:
        return words.value(line.change.field, line.change.before)
    return words.value(line.kept.field, line.kept.mine) if line.kept is not None else ""


def _after(line: Line) -> str:
    if line.change is not None:
        return words.value(line.change.field, line.change.after)
    return words.value(line.kept.field, line.kept.theirs) if line.kept is not None else ""


def _outcome(line: Line) -> str:
    if line.change is None and line.kept is None:
        return ""
    if line.insisted:
        return _("Take the register's")
    if line.kept is not None and line.kept.since:
        return _("Changed since the workbook was written; take the workbook's")
    return _("Will be changed") if line.change is not None else _("Yours stays; take the register's")


class ChangesModel(ListModel):
    """Lines of changes. A field a person has corrected has a box: ticked, the register's value is taken.

    Signals:
        insisted(str, str, bool): initiative's id, field, whether the register's value is wanted.
    """

    insisted = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                Column(_("Initiative, field"), _first, 220),
                Column(_("In the portfolio"), _before, 240, muted=words.unknown()),
                Column(_("In the register"), _after, 240, muted=words.unknown()),
                Column(_("What happens"), _outcome, 240),
            ],
            parent,
        )

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        line: Line = self.rows[index.row()]
        heading = line.change is None and line.kept is None
        if role == Role.KIND:
            return CellKind.GROUP if heading else CellKind.TEXT
        if heading:
            if role == Role.COUNT and line.record.rows:
                return _("rows {rows}").format(rows=places(line.record.rows))
            if role == Role.COUNT and line.row is not None:
                return _("row {n}").format(n=format_number(line.row))
            # a group's name is painted by its first cell over the others
            return super().data(index, role) if role == _DISPLAY and index.column() == 0 else None
        if role == Role.GROUP_LEVEL:
            return 1
        if role == _CHECK and index.column() == _OUTCOME and (line.kept is not None or line.insisted):
            return int((Qt.CheckState.Checked if line.insisted else Qt.CheckState.Unchecked).value)
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.data(index.sibling(index.row(), _OUTCOME), _CHECK) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def toggle(self, row: int) -> None:
        """Ask for the register's value of a corrected field, or keep the person's again."""
        line: Line = self.rows[row]
        part = line.change or line.kept
        if part is not None and (line.kept is not None or line.insisted):
            self.insisted.emit(line.record.id, part.field, not line.insisted)

    def whole(self, row: int) -> str:
        """A line's two values in full, one under the other."""
        line: Line = self.rows[row]
        if line.change is None and line.kept is None:
            return line.record.title
        sides = ((self.columns[1].title, _before(line)), (self.columns[2].title, _after(line)))
        return "\n".join([f"{line.record.title} – {_first(line)}", *(f"{title}: {text}" for title, text in sides)])
