"""The table left of a printed Gantt: its columns, the wrapped titles and so the rows' heights."""

from collections.abc import Sequence

from kpkportfolio.charts.bars import GanttRow
from kpkportfolio.charts.glyphs import draw_status, draw_swatch
from kpkportfolio.charts.paper import Paper, text_width, wrap
from kpkportfolio.charts.sizes import BODY, SMALL
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_millions, format_month, format_number, ngettext

ROW, LEAST_ROW, ROOMY_ROW = 18.0, 15.0, 21.0
"""Heights of a row in points: the usual one, the lowest that reads well, and one that breathes."""
_GAP = 12.0


class Table:
    """The columns left of the timeline: their widths, the wrapped titles and so the rows' heights."""

    def __init__(self, rows: Sequence[GanttRow], left: float, width: float, row_height: float) -> None:
        self.rows = rows
        self.grouped = any(row.is_group for row in rows)
        work = [row for row in rows if not row.is_group]
        # a bar's programme is named by its group row; without one its number stands before the title
        self.numbered = not any(row.is_group and row.programme_number for row in rows) and any(
            row.programme_number for row in rows
        )
        status = max((text_width(label(row.status), BODY) for row in work if row.status), default=20.0)
        self.status_width = max(status + 16, text_width(_("Status"), SMALL, bold=True))
        self.done_width = max(text_width(_("Done"), SMALL, bold=True), text_width("100", BODY))
        ends = [end_text(row) for row in work] + ["12/2099"]
        self.end_width = max(text_width(_("End"), SMALL, bold=True), *(text_width(text, BODY) for text in set(ends)))
        fixed = self.status_width + self.done_width + self.end_width + 4 * _GAP
        wanted = max((self.indent(row) + text_width(row.title, BODY) for row in work), default=100.0)
        self.title_width = min(max(wanted, 110.0), max(width * 0.47 - fixed, 110.0))
        self.left = left
        self.status = self.left + self.title_width + _GAP
        self.done = self.status + self.status_width + _GAP + self.done_width
        self.end = self.done + _GAP + self.end_width
        self.right = self.end + _GAP * 0.75
        self.titles = [self._title(row) for row in rows]
        self.row_height = row_height
        self.heights = self._heights()

    def indent(self, row: GanttRow) -> float:
        return 18.0 * (row.level > 0) + 12.0 * max(row.level - 1, 0) + (17.0 if self.numbered else 0.0)

    def fit(self, room: float) -> None:
        """Lower the rows as far as reads well when that spares a sheet, or let them breathe when there is room."""
        for height in (ROOMY_ROW, 19.5, ROW, 17.0, 16.0, LEAST_ROW):
            self.row_height = height
            self.heights = self._heights()
            if sum(self.heights) <= room:
                return
        self.row_height = ROW
        self.heights = self._heights()

    def _heights(self) -> list[float]:
        return [
            self.row_height if len(lines) == 1 else max(self.row_height, len(lines) * BODY * 1.25 + 6)
            for lines in self.titles
        ]

    def _title(self, row: GanttRow) -> list[str]:
        if not row.is_group:
            return wrap(row.title, self.title_width - self.indent(row), BODY)
        room = self.end - self.left - 18 - text_width(group_summary(row), SMALL) - _GAP
        return wrap(row.title, room, BODY, bold=True)

    def draw(self, paper: Paper, index: int, y: float, height: float, right: float, again: bool) -> None:
        """One row's cells from height ``y`` on; ``again`` says that a group goes on from an earlier sheet."""
        row, palette = self.rows[index], paper.palette
        middle = y + height / 2
        lines = self.titles[index]
        if row.is_group:
            paper.rect(self.left, y, right, y + height, palette.alt, z=0)
            left = self.left
            if row.programme_number is not None:
                draw_swatch(paper, row.programme_number, left, middle)
                left += 18
            if again:
                continued = _("(continued)")
                lines = [*lines[:-1], f"{lines[-1]} {continued}"]
            paper.lines_of_text(left, middle, lines, BODY, bold=True)
            if not again:
                paper.text(self.end, middle, group_summary(row), SMALL, palette.muted, align="right")
            return
        left = self.left + self.indent(row)
        if self.numbered and row.programme_number is not None:
            draw_swatch(paper, row.programme_number, left - 17, middle)
        paper.lines_of_text(left, middle, lines, BODY)
        if row.status is not None:
            draw_status(paper, row.status, self.status + 5.25, middle)
            paper.text(self.status + 16, middle, label(row.status), BODY)
        else:
            paper.text(self.status + 16, middle, _("not known"), BODY, palette.muted)
        done = "–" if row.progress is None else f"{row.progress}"
        paper.text(self.done, middle, done, BODY, palette.muted if row.progress is None else None, align="right")
        known = row.end is not None or row.open_ended
        paper.text(self.end, middle, end_text(row), BODY, None if known else palette.muted, align="right")


def end_text(row: GanttRow) -> str:
    """``12/2011``, ``jatkuva`` or ``ei tiedossa``."""
    if row.end is not None:
        return format_month(row.end)
    return _("continuous") if row.open_ended else _("not known")


def group_summary(row: GanttRow) -> str:
    """``5 hanketta · 6,6 M€``: how many, and their known investment."""
    text = ngettext("{n} initiative", "{n} initiatives", row.members).format(n=format_number(row.members))
    money = format_millions(row.investment_min, row.investment_max, unit=True)
    return f"{text} · {money}" if money else text
