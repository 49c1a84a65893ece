"""What a cell of an initiative says to each role Qt and the delegate ask for."""

from PySide6.QtCore import Qt

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _
from ui.models.columns import Column, Surroundings, schedule_words, written
from ui.models.roles import Bar, CellKind, HealthMark, Role

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def initiative_cell(row: InitiativeRow, column: Column, around: Surroundings, role: int) -> object:
    """The answer to a role; None to those a cell has nothing to say to."""
    if role == Role.KIND:
        return int(column.kind)
    if role == Qt.ItemDataRole.DisplayRole:
        drawn = column.kind in (CellKind.BAR, CellKind.HEALTH)
        return "" if drawn else column.text(row, around) or _(column.unknown)
    if role == Role.MUTED:
        return not column.text(row, around)
    if role == Role.BAR:
        return _bar(row, around)
    if role == Role.STATUS:
        return row.status.value if row.status else None
    if role == Role.HEALTH:
        return HealthMark(row.health)
    if role == Role.PROGRAMME:
        return row.programme_number
    if role == Role.ID:
        return row.id
    if role == Role.ROW:
        return row
    if role == Role.SORT:
        return column.value(row, around)
    if role == Qt.ItemDataRole.EditRole:
        return written(row, column.key, around)
    if role == Qt.ItemDataRole.ToolTipRole:
        return _tip(row, column)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        said = schedule_words(row) if column.kind is CellKind.BAR else column.text(row, around)
        return f"{_(column.title)}: {said or _(column.unknown)}"
    if role == Qt.ItemDataRole.TextAlignmentRole and column.figures:
        return int(RIGHT)
    return None


def _bar(row: InitiativeRow, around: Surroundings) -> Bar:
    return Bar.of(
        row.start,
        row.end,
        row.status,
        row.progress,
        row.programme_number,
        around.first,
        around.last,
        around.today,
    )


def _tip(row: InitiativeRow, column: Column) -> str | None:
    if column.kind is CellKind.HEALTH:
        words = label(row.health) if row.health else _(column.unknown)
        return f"{words}\n{row.health_reason}" if row.health_reason else words
    return schedule_words(row) if column.key in ("schedule", "start", "end") else None
