"""The printed overlap map: the sums on top, as many groups as the sheet holds, and in words what is not on it."""

from collections.abc import Iterator, Sequence

from kpkportfolio.charts.gantt_figure import Size
from kpkportfolio.charts.glyphs import draw_overlap, draw_status
from kpkportfolio.charts.overlap_map import OverlapMap
from kpkportfolio.charts.overlap_map_columns import MOST_MEMBERS, more_words, note
from kpkportfolio.charts.overlap_map_drawing import Block, MapDrawing
from kpkportfolio.charts.palette import Palette
from kpkportfolio.charts.paper import Drawing, Paper, text_width, wrap
from kpkportfolio.charts.sheet import Sheet
from kpkportfolio.charts.sizes import BODY, SMALL, TITLE, Point
from kpkportfolio.model.vocabulary import OverlapKind, Status
from kpkportfolio.text import _

_MARGIN = 28.0
_MOST_SHEETS = 10
"""A steering group reads no more; what is left is counted and summed on the last one."""


def overlap_map_sheets(
    chart: OverlapMap, palette: Palette, title: str, source_line: str, size: Size, paged: bool
) -> Iterator[Drawing]:
    """Sheets of ``size`` points, most money at stake first; not ``paged`` only the first.

    The sums are of all groups, also of those that find no room; how many these are is said.
    """
    if not chart.groups:
        empty = Sheet(size, palette, title, [note(chart)], source_line)
        yield empty.nothing(_("No initiatives have been found to overlap."))
        return
    done, sheets = 0, 0
    while done < len(chart.groups):
        sheet = _Sheet(chart, palette, size, title, source_line)
        last = not paged or sheets == _MOST_SHEETS - 1
        sheets += 1
        done = sheet.draw(done, last)
        yield sheet.paper.finish()
        if last:
            return


class _PaperCanvas:
    """A sheet as the map's drawing wants it: every kind of thing in its own layer."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.palette = paper.palette
        self.width, self.wrap, self.text = text_width, wrap, paper.text

    def line(
        self, points: Sequence[Point], colour: str, width: float = 0.75, dash: Sequence[float] | None = None
    ) -> None:
        self.paper.line(points, colour, width, 2, dash)

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: str | None, edge: str | None = None) -> None:
        self.paper.rect(x0, y0, x1, y1, fill, edge, z=1 if edge else 0.1)

    def status(self, status: Status, x: float, y: float) -> None:
        draw_status(self.paper, status, x, y)

    def kind(self, kind: OverlapKind, x: float, y: float) -> None:
        self.paper.rect(x - 5.5, y - 5.5, x + 5.5, y + 5.5, self.palette.base, z=3)
        draw_overlap(self.paper, kind, x, y)


class _Sheet:
    def __init__(self, chart: OverlapMap, palette: Palette, size: Size, title: str, source_line: str) -> None:
        self.chart = chart
        self.title = title
        self.source_line = source_line
        self.paper = Paper(*size, palette)
        self.drawing = MapDrawing(_PaperCanvas(self.paper), chart, _MARGIN, size[0] - _MARGIN)

    def draw(self, first: int, last: bool) -> int:
        """Draw the groups from place ``first`` on; the place of the first that found no room."""
        paper, drawing = self.paper, self.drawing
        y = _MARGIN
        if self.title:
            words = self.title if first == 0 else f"{self.title} {_('(continued)')}"
            paper.text(_MARGIN, y + TITLE / 2, words, TITLE, bold=True)
            y += TITLE + 8
        foot = self._foot()
        head = y
        # what the first sheet said once leaves the later ones their room
        y = drawing.draw_head(y) if first == 0 else drawing.draw_headings(y)
        # below the groups the years' names stand again, and at most one line for those that found no room
        floor = foot - 18
        blocks = self._fitting(first, floor - y)
        drawing.scale_to([block.group for block in blocks])
        for block in blocks:
            y = drawing.draw_block(block, y)
        if self.chart.columns:
            drawing.draw_years(y + 9)
            drawing.draw_bands(head, y)
        reached = first + len(blocks)
        if last and reached < len(self.chart.groups):
            paper.text(_MARGIN, y + 9, more_words(self.chart.groups[reached:]), BODY, bold=True)
        return reached

    def _fitting(self, first: int, room: float) -> list[Block]:
        """As many groups as there is room for, at least one."""
        blocks: list[Block] = []
        for number in range(first, len(self.chart.groups)):
            block = self.drawing.block(number)
            # a group taller than the sheet has fewer members named
            for most in range(MOST_MEMBERS - 1, 0, -1):
                if blocks or block.height <= room:
                    break
                block = self.drawing.block(number, most)
            room -= block.height
            if room < 0 and blocks:
                break
            blocks.append(block)
        return blocks

    def _foot(self) -> float:
        """Notes and source line at the bottom; where they begin."""
        paper = self.paper
        width = paper.width - 2 * _MARGIN
        lines = [line for text in (note(self.chart), self.source_line) if text for line in wrap(text, width, SMALL)]
        top = paper.height - _MARGIN - 12 * len(lines)
        for number, line in enumerate(lines):
            paper.text(_MARGIN, top + 12 * number + 6, line, SMALL, paper.palette.muted)
        return top - 6
