"""What a cell of an initiative says to each role Qt and the delegate ask for."""

from PySide6.QtCore import Qt

from kpkportfolio.model.facts import Flag
from kpkportfolio.model.health_words import finding_words, flag_words
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _
from ui.models.column import Column, Surroundings
from ui.models.columns import schedule_words, written
from ui.models.roles import Bar, CellKind, HealthMark, Role
from ui.models.worked_out import worked_out_health

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
        return _mark(row, column, around)
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
        return _tip(row, column, around)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        said = schedule_words(row) if column.kind is CellKind.BAR else column.text(row, around)
        return f"{column.heading}: {said or _(column.unknown)}"
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


def _mark(row: InitiativeRow, column: Column, around: Surroundings) -> HealthMark:
    """What a person judged, with the facts' beside it where they are worse; or the facts' alone in their own column."""
    if column.key == "computed":
        return HealthMark(worked_out_health(row, around))
    flagged = around.facts is not None and Flag.TOO_GREEN in around.facts.flags(row)
    return HealthMark(row.health, worked_out_health(row, around) if flagged else None)


def _tip(row: InitiativeRow, column: Column, around: Surroundings) -> str | None:
    if column.kind is CellKind.HEALTH:
        return "\n".join(_condition(row, column, around))
    # a status shows its shape alone where there is no room for its name
    if column.worked_out or column.key in ("read_on", "status"):
        return column.text(row, around) or None
    return schedule_words(row) if column.key in ("schedule", "start", "end") else None


def _condition(row: InitiativeRow, column: Column, around: Surroundings) -> list[str]:
    """A condition in words, with its reason: a person's, or the findings."""
    lines = [column.text(row, around) or _(column.unknown)]
    if around.facts is None:
        return lines
    facts = around.facts.of(row)
    if column.key == "computed":
        return [*lines, *(finding_words(one, facts) for one in facts.findings)]
    if row.health_reason:
        lines.append(row.health_reason)
    if Flag.TOO_GREEN in around.facts.flags(row):
        lines.append(flag_words(facts))
    return lines
