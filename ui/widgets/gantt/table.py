"""The table side: title, status, done and end of each row, as wide as their words need."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from kpkportfolio.charts.bars import GanttRow
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.text import _, format_millions, format_month, format_number, ngettext
from ui.theme import glyphs, icons
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.gantt.canvas import Canvas, Type

FIRST_INSET = 12
GROUPED_INSET = 36
_STEP = 16
_LEAST_TITLE = 140
_GAP = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table ``width`` px wide stand; None for one that has no room.

    ``status`` is the left of the glyph, ``words`` the right end of the status word or None for the glyph alone;
    ``done`` and ``end`` are right ends of figures. ``titles`` is where titles end.
    """

    width: float
    titles: float
    status: float | None
    words: float | None
    done: float | None
    end: float | None

    @classmethod
    def fit(cls, width: float, type_: Type) -> "Columns":
        """As many columns as leave a title room: first the share done goes, then the status word, then the rest."""
        ends = ("12/2013", _("continuous"))
        figures = max(type_.width(text, FontRole.BODY) for text in ends)
        end = max(figures, type_.width(_("End"), FontRole.SMALL_STRONG)) + SIZES.cell_inset + _GAP
        done = max(type_.width("100", FontRole.BODY), type_.width(_("Done"), FontRole.SMALL_STRONG))
        done += SIZES.cell_inset + _GAP
        word = max(type_.width(label(status), FontRole.BODY) for status in Status)
        word = max(word + 22, type_.width(_("Status"), FontRole.SMALL_STRONG)) + SIZES.cell_inset + 8
        glyph = SIZES.icon + SIZES.cell_inset
        for wide, share, ended in (
            (word, done, end),
            (word, 0, end),
            (glyph, 0, end),
            (glyph, 0, 0),
            (0, 0, 0),
        ):
            if width - wide - share - ended >= _LEAST_TITLE:
                break
        right = width - SIZES.cell_inset if ended else None
        share_right = width - ended - SIZES.cell_inset if share else None
        left = width - ended - share - wide + SIZES.cell_inset if wide else None
        words = width - ended - share - 4 if wide > glyph else None
        titles = (left if left is not None else width) - SIZES.cell_inset
        return cls(width, titles, left, words, share_right, right)


def title_left(row: GanttRow, grouped: bool) -> float:
    """Where a row's title begins."""
    if row.is_group:
        return GROUPED_INSET + (24 if row.programme_number is not None else 0)
    return (GROUPED_INSET if grouped else GROUPED_INSET - 8) + _STEP * (row.level - grouped)


def group_text(row: GanttRow) -> str:
    """``5 hanketta · 6,6 M€``; what is not known of the money is said, not counted as nothing."""
    text = ngettext("{n} initiative", "{n} initiatives", row.members).format(n=format_number(row.members))
    money = format_millions(row.investment_min, row.investment_max, unit=True)
    if not money:
        return text
    return f"{text} · {money}"


def end_text(row: GanttRow) -> str:
    """``3/2013``, ``jatkuva``, or a dash when it is not known."""
    return _("continuous") if row.open_ended else format_month(row.end) or "–"


class TablePainter:
    """Paints table rows and remembers what was measured for them until the columns change."""

    def __init__(self, columns: Columns, type_: Type, grouped: bool) -> None:
        self.columns = columns
        self._type = type_
        self._grouped = grouped
        self._titles: dict[str, str] = {}

    def title(self, row: GanttRow) -> str:
        """The title as far as there is room for it."""
        key = row.id
        found = self._titles.get(key)
        if found is None:
            role = FontRole.STRONG if row.is_group else FontRole.BODY
            right = self.columns.titles
            if row.is_group:
                right = self.columns.width - SIZES.cell_inset - self._count_room(row)
            found = self._type.elided(row.title, role, right - title_left(row, self._grouped))
            self._titles[key] = found
        return found

    def _count_room(self, row: GanttRow) -> float:
        """What the count at the right of a group's row takes; it gives way where the title would get too short."""
        room = self._type.width(group_text(row), FontRole.SMALL) + _GAP
        return room if self.columns.width - room - title_left(row, True) >= _LEAST_TITLE else 0

    def forget(self, ids: "set[str] | None" = None) -> None:
        """Titles may be other ones."""
        if ids is None:
            self._titles.clear()
        else:
            for id_ in ids:
                self._titles.pop(id_, None)

    def paint_header(self, canvas: Canvas, height: float) -> None:
        """Names of the columns at the bottom of the header."""
        columns = self.columns
        canvas.fill(0, 0, columns.width, height, "base")
        low, high = height - 13, height - 29
        canvas.text(FIRST_INSET, low, _("Initiative"), FontRole.SMALL_STRONG, "text")
        if columns.status is not None and columns.words is not None:
            canvas.text(columns.status, low, _("Status"), FontRole.SMALL_STRONG, "text")
        if columns.done is not None:
            canvas.text(columns.done, high, _("Done"), FontRole.SMALL_STRONG, "text", right=True)
            canvas.text(columns.done, low, "%", FontRole.SMALL, "muted", right=True)
        if columns.end is not None:
            canvas.text(columns.end, low, _("End"), FontRole.SMALL_STRONG, "text", right=True)

    def paint_row(
        self, canvas: Canvas, row: GanttRow, top: float, height: float, closed: bool | None, selected: bool, tone: str
    ) -> None:
        """One row; ``closed`` is None when nothing stands under it, ``tone`` its ground."""
        columns = self.columns
        middle = top + height / 2
        if tone == "selection":
            canvas.painter.fillRect(QRectF(0, top, columns.width, height), canvas.highlight)
        else:
            canvas.fill(0, top, columns.width, top + height, tone)
        if selected:
            canvas.fill(0, top, SIZES.accent_bar, top + height, "accent")
        left = title_left(row, self._grouped)
        if closed is not None:
            picture = icons.pixmap("chevron-right" if closed else "chevron-down", "text", 16, canvas.ratio)
            chevron = FIRST_INSET if row.is_group else max(FIRST_INSET - 2, left - 18)
            canvas.picture(chevron, middle, picture)
        if row.is_group:
            self._group(canvas, row, left, middle)
            return
        canvas.text(left, middle, self.title(row), FontRole.BODY, "text")
        if columns.status is not None and row.status is not None:
            canvas.picture(columns.status - 1, middle, glyphs.status_pixmap(row.status, canvas.ratio))
            if columns.words is not None:
                word = canvas.type.elided(label(row.status), FontRole.BODY, columns.words - columns.status - 22)
                canvas.text(columns.status + 22, middle, word, FontRole.BODY, "text")
        elif columns.words is not None and columns.status is not None:
            canvas.text(columns.status + 22, middle, _("not known"), FontRole.BODY, "muted")
        if columns.done is not None:
            known = row.progress is not None
            canvas.text(columns.done, middle, f"{row.progress}" if known else "–", FontRole.BODY, "text", right=True)
        if columns.end is not None:
            canvas.text(columns.end, middle, end_text(row), FontRole.BODY, "text", right=True)

    def _group(self, canvas: Canvas, row: GanttRow, left: float, middle: float) -> None:
        if row.programme_number is not None:
            canvas.picture(left - 24, middle, glyphs.programme_pixmap(row.programme_number, canvas.ratio))
        canvas.text(left, middle, self.title(row), FontRole.STRONG, "text")
        if self._count_room(row):
            right = self.columns.width - SIZES.cell_inset
            canvas.text(right, middle, group_text(row), FontRole.SMALL, "muted", right=True)
