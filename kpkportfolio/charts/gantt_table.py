"""The table left of a printed Gantt: its columns, the wrapped titles and so the rows' heights."""

from collections.abc import Collection, Sequence

from kpkportfolio.charts.bars import GanttRow
from kpkportfolio.charts.glyphs import draw_status, draw_swatch
from kpkportfolio.charts.paper import Paper, text_width, wrap
from kpkportfolio.charts.sizes import AXIS, BODY, COLUMNS, SMALL, Align
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_millions, format_month, format_number, ngettext

ROW, LEAST_ROW, ROOMY_ROW = 18.0, 15.0, 21.0
"""Heights of a row in points: the usual one, the lowest that reads well, and one that breathes."""
_GAP = 12.0


class Table:
    """The columns left of the timeline: their widths, the wrapped titles and so the rows' heights."""

    def __init__(
        self, rows: Sequence[GanttRow], left: float, width: float, row_height: float, columns: Collection[str]
    ) -> None:
        self.rows = rows
        self.grouped = any(row.is_group for row in rows)
        work = [row for row in rows if not row.is_group]
        # a bar's programme is named by its group row; without one its number stands before the title
        self.numbered = not any(row.is_group and row.programme_number for row in rows) and any(
            row.programme_number for row in rows
        )
        widths = {key: self._width(key, work) for key in COLUMNS if key in columns}
        fixed = sum(width + _GAP for width in widths.values()) + _GAP
        # groups alone need room for their names beside their sums; else they reach over the other columns
        alone = [_group_width(row) - fixed + _GAP for row in rows if row.is_group] if not work else []
        wanted = max([100.0, *alone, *(self.indent(row) + text_width(row.title, BODY) for row in work)])
        self.title_width = min(max(wanted, 110.0), max(width * 0.47 - fixed, 110.0))
        self.left, self.across = left, width
        self.end = self.left + self.title_width
        self.columns: dict[str, tuple[float, float]] = {}
        for key, wide in widths.items():
            self.columns[key] = (self.end + _GAP, self.end + _GAP + wide)
            self.end += _GAP + wide
        self.right = self.end + _GAP * 0.75
        self.titles = [self._title(row) for row in rows]
        self.row_height = row_height
        self.heights = self._heights()

    @staticmethod
    def _width(key: str, work: Sequence[GanttRow]) -> float:
        """As wide as the longest value and the heading."""
        head = max(text_width(line, SMALL, bold=True) for line in _heading(key))
        if key == "status":
            return max([head, 36.0, *(text_width(label(row.status), BODY) + 16 for row in work if row.status)])
        if key == "done":
            return max(head, text_width("100", BODY))
        words = {start_text(row) if key == "start" else end_text(row) for row in work}
        return max(head, *(text_width(text, BODY) for text in (*words, "12/2099")))

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
        for key, (near, far) in self.columns.items():
            if key == "status":
                self._status(paper, row, near, middle)
            else:
                told, known = _cell(key, row)
                paper.text(far, middle, told, BODY, None if known else palette.muted, align="right")

    @staticmethod
    def _status(paper: Paper, row: GanttRow, left: float, middle: float) -> None:
        if row.status is not None:
            draw_status(paper, row.status, left + 5.25, middle)
            paper.text(left + 16, middle, label(row.status), BODY)
        else:
            paper.text(left + 16, middle, _("not known"), BODY, paper.palette.muted)

    def draw_head(self, paper: Paper, y: float) -> None:
        """The headings, their last lines at height ``y``."""
        paper.text(self.left, y, _("Initiative"), SMALL, bold=True)
        for key, (near, far) in self.columns.items():
            lines = _heading(key)
            for number, line in enumerate(reversed(lines)):
                unit = number == 0 and len(lines) > 1
                size, ink = (AXIS, paper.palette.muted) if unit else (SMALL, None)
                align: Align = "left" if key == "status" else "right"
                x = near if key == "status" else far
                paper.text(x, y - 11.5 * number, line, size, ink, bold=not unit, align=align)


def _group_width(row: GanttRow) -> float:
    """Of a group's name and sum on one line."""
    return 18 + text_width(row.title, BODY, bold=True) + _GAP + text_width(group_summary(row), SMALL) + 1


def _heading(key: str) -> tuple[str, ...]:
    """A heading's lines; the second one is a unit."""
    return {"status": (_("Status"),), "done": (_("Done"), "%"), "start": (_("Start"),), "end": (_("End"),)}[key]


def _cell(key: str, row: GanttRow) -> tuple[str, bool]:
    """What stands in a cell, and whether it is known."""
    if key == "done":
        return ("–", False) if row.progress is None else (f"{row.progress}", True)
    if key == "start":
        return start_text(row), row.start is not None
    return end_text(row), row.end is not None or row.open_ended


def start_text(row: GanttRow) -> str:
    """``3/2011`` or ``ei tiedossa``."""
    return _("not known") if row.start is None else format_month(row.start)


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
