"""What the cells of a heading of the portfolio table say: its name, how many rows stand below it, their sums."""

from PySide6.QtCore import Qt

from kpkportfolio.text import _, format_number, ngettext
from ui.models.column import Column
from ui.models.columns import millions
from ui.models.grouping import Group
from ui.models.roles import CellKind, Role


def group_cell(group: Group, column: Column, first: bool, role: int, folded: bool, projects: bool) -> object:
    """One cell by its role; ``first`` is the column with the name, ``projects`` whether the rows are projects."""
    if role == Role.KIND:
        return int(CellKind.GROUP)
    if role == Role.GROUP_LEVEL:
        return 0
    if role == Role.EXPANDED:
        return not folded
    if role == Qt.ItemDataRole.DisplayRole:
        return group.name if first else _sum(group, column)
    if not first:
        return None
    if role == Role.PROGRAMME:
        return group.programme
    if role == Role.COUNT:
        return _count(len(group.rows), projects)
    if role == Qt.ItemDataRole.AccessibleTextRole:
        state = _("folded") if folded else _("open")
        return f"{group.name}, {len(group.rows)}, {state}"
    return None


def _count(n: int, projects: bool) -> str:
    words = ngettext("{n} project", "{n} projects", n) if projects else ngettext("{n} initiative", "{n} initiatives", n)
    return words.format(n=format_number(n))


def _sum(group: Group, column: Column) -> str:
    if column.key not in ("investment", "impact"):
        return ""
    total = group.total.investment if column.key == "investment" else group.total.impact
    return _(column.unknown) if total is None else millions(*total)
