"""The row the keyboard stands on, and what is selected."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleEvent

from ui.widgets.gantt import finding, words

if TYPE_CHECKING:
    from ui.widgets.gantt.view import GanttView


class Cursor:
    """Moves over the view's rows and selects initiatives.

    Attributes:
        selected: ids of initiatives.
        row: index of the current row, −1 before there was one.
        anchor: where a range begins.
        shown: whether the row is framed, because the keyboard is used.
    """

    def __init__(self, view: "GanttView") -> None:
        self._view = view
        self.selected: set[str] = set()
        self.row = -1
        self.anchor = -1
        self.shown = False
        self._untold = False

    def show_selected(self, ids: Iterable[str]) -> None:
        """Show a selection made elsewhere; a single one is brought into view."""
        view = self._view
        wanted = set(ids)
        if wanted == self.selected:
            return
        self.selected = wanted
        if len(wanted) == 1 and view.id_at(self.row) not in wanted:
            id_ = next(iter(wanted))
            if finding.bring(view, id_):
                self.row = self.anchor = view.rows.place[id_]
        view.viewport().update()

    def select(self, ids: Iterable[str]) -> None:
        """The person selects. While something is held it is told when that is let go: details that open beside the
        view would pull the bar away under the hand."""
        self.selected = set(ids)
        self._untold = True
        if self._view.drag is None:
            self.tell_selection()
        self._view.viewport().update()

    def tell_selection(self) -> None:
        """Tell what is selected, unless it has been told."""
        if self._untold:
            self._untold = False
            places = self._view.rows.place
            self._view.selection_wanted.emit(tuple(sorted(self.selected, key=lambda id_: places.get(id_, -1))))

    def go(self, index: int, extend: bool = False, keep: bool = False) -> None:
        """Put the cursor on a row; it is selected unless ``keep``, with all from the anchor on when ``extend``."""
        view = self._view
        rows = view.rows.rows
        if not rows:
            return
        self.row = min(max(index, 0), len(rows) - 1)
        view.mark = ""
        view.ensure_visible(self.row)
        if extend:
            low, high = sorted((max(self.anchor, 0), self.row))
            self.select(one.id for one in rows[low : high + 1] if not one.is_group)
        else:
            self.anchor = self.row
            # on a heading the selection stays, so that the details beside do not come and go
            if not keep and not rows[self.row].is_group:
                self.select([rows[self.row].id])
        self.tell()
        view.viewport().update()

    def tell(self) -> None:
        """Let a screen reader say the current row."""
        view = self._view
        known = 0 <= self.row < len(view.rows.rows)
        text = words.summary(view.row(self.row), view.rows.collapsed, view.shown.past) if known else ""
        if text != view.accessibleDescription():
            view.setAccessibleDescription(text)
            QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.DescriptionChanged))
