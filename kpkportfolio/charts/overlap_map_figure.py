"""The printed overlap map: the sums on top, as many groups as the sheet holds, and in words what is not on it."""

from collections.abc import Iterator, Sequence

from kpkportfolio.charts.gantt_figure import Size
from kpkportfolio.charts.glyphs import draw_overlap, draw_status
from kpkportfolio.charts.overlap_map import OverlapMap
from kpkportfolio.charts.overlap_map_columns import GAP, MOST_MEMBERS, heading, money, more_words, note, year_words
from kpkportfolio.charts.overlap_map_drawing import Block, MapDrawing
from kpkportfolio.charts.palette import Palette
from kpkportfolio.charts.paper import Drawing, Paper, text_width, wrap
from kpkportfolio.charts.sheet import Sheet, shortened
from kpkportfolio.charts.sizes import BODY, SMALL, TITLE, Point
from kpkportfolio.model.vocabulary import OverlapKind, Status
from kpkportfolio.text import _

_MARGIN = 28.0
_MOST_SHEETS = 10
"""A steering group reads no more; what is left is counted and summed on the last one."""
_YEARS = 18.0
"""Below the groups, for the years' names, and at most one line for those that found no room."""
_LISTED = 17.0


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
    pages = _planned(chart, palette, title, source_line, size)
    if not paged:
        pages = pages[:1]
    for number, blocks in enumerate(pages, 1):
        sheet = _Sheet(chart, palette, size, title, source_line)
        sheet.draw(blocks, number, len(pages))
        yield sheet.paper.finish()


def _planned(chart: OverlapMap, palette: Palette, title: str, source_line: str, size: Size) -> list[list[Block]]:
    """The groups of each sheet. The first has none where its words and sums leave no room for a whole one."""
    sheet = _Sheet(chart, palette, size, title, source_line)
    blocks = sheet.fitting(0, sheet.room(True))
    if len(blocks[0].members) < min(MOST_MEMBERS, len(chart.groups[0].members)):
        blocks = []
    pages, done = [blocks], len(blocks)
    while done < len(chart.groups) and len(pages) < _MOST_SHEETS:
        blocks = sheet.fitting(done, sheet.room(False))
        pages.append(blocks)
        done += len(blocks)
    return pages


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

    def room(self, first: bool) -> float:
        """What the groups have of the first sheet, or of another; for this something is drawn that nobody sees."""
        spare = _Sheet(self.chart, self.paper.palette, (self.paper.width, self.paper.height), self.title, "")
        top = spare.drawing.draw_head(spare.top) if first else spare.drawing.draw_headings(spare.top)
        return self.foot() - _YEARS - top

    @property
    def top(self) -> float:
        """Where the title ends."""
        return _MARGIN + (TITLE + 8 if self.title else 0)

    def draw(self, blocks: Sequence[Block], number: int, of: int) -> None:
        """Draw these groups on the ``number``th of so many sheets, or a list of all groups when there are none."""
        paper, drawing = self.paper, self.drawing
        if self.title:
            words = self.title if number == 1 else f"{self.title} {_('(continued)')}"
            paper.text(_MARGIN, _MARGIN + TITLE / 2, words, TITLE, bold=True)
            if of > 1:
                page, right = f"{number} / {of}", paper.width - _MARGIN
                paper.text(right, _MARGIN + TITLE / 2, page, SMALL, paper.palette.muted, align="right")
        foot = self.foot(draw=True)
        # what the first sheet said once leaves the later ones their room
        y = drawing.draw_head(self.top) if number == 1 else drawing.draw_headings(self.top)
        drawing.scale_to([block.group for block in blocks])
        for block in blocks:
            y = drawing.draw_block(block, y)
        reached = blocks[-1].number if blocks else 0
        if not blocks:
            reached, y = self._list(y, foot - _YEARS)
        elif self.chart.columns:
            # the years' names stand again below the groups
            drawing.draw_years(y + 9)
            drawing.draw_bands(self.top, y)
        if reached < len(self.chart.groups) and (number == of or not blocks):
            paper.text(_MARGIN, y + 9, more_words(self.chart.groups[reached:]), BODY, bold=True)

    def _list(self, y: float, floor: float) -> tuple[int, float]:
        """The groups by name and sums alone, as many as there is room for: how many, and where they end."""
        paper, at = self.paper, self.drawing.columns
        listed = self.chart.groups[: max(int((floor - y) // _LISTED), 0)]
        for number, group in enumerate(listed, 1):
            name, about = heading(number, group)
            room = at.all - at.all_width - GAP - at.left
            name = shortened(name, room, BODY, 1, bold=True)[0]
            paper.text(at.left, y + _LISTED / 2, name, BODY, bold=True)
            used = text_width(name, BODY, bold=True) + GAP
            if used + text_width(about, SMALL) <= room:
                paper.text(at.left + used, y + _LISTED / 2, about, SMALL, paper.palette.muted)
            paper.text(at.all, y + _LISTED / 2, money(group.all, group.unknown), BODY, align="right")
            paper.text(at.others, y + _LISTED / 2, money(group.others, group.unknown_others), BODY, align="right")
            years = ", ".join(year_words(one.year) for one in group.years)
            years = shortened(years, at.right - at.years, SMALL, 1)[0] if years else ""
            paper.text(at.years, y + _LISTED / 2, years, SMALL, paper.palette.muted)
            y += _LISTED
            paper.line([(at.left, y), (at.right, y)], paper.palette.line, 0.6)
        return len(listed), y

    def fitting(self, first: int, room: float) -> list[Block]:
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

    def foot(self, draw: bool = False) -> float:
        """Where the notes and the source line at the bottom begin; ``draw`` sets them too."""
        paper = self.paper
        width = paper.width - 2 * _MARGIN
        lines = [line for text in (note(self.chart), self.source_line) if text for line in wrap(text, width, SMALL)]
        top = paper.height - _MARGIN - 12 * len(lines)
        for number, line in enumerate(lines if draw else ()):
            paper.text(_MARGIN, top + 12 * number + 6, line, SMALL, paper.palette.muted)
        return top - 6
