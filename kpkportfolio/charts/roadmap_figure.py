"""The roadmap as a picture: one sheet that holds what it can, or as many as it takes to name everything."""

from collections.abc import Iterator, Sequence
from datetime import date

from kpkportfolio.charts.bars import GanttRow
from kpkportfolio.charts.gantt_bars import Timeline
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.palette import PRINT, Palette
from kpkportfolio.charts.paper import Drawing, text_width
from kpkportfolio.charts.roadmap import Band, Measure, band_height, build_bands, grouped, sheets_of, whole_bands
from kpkportfolio.charts.roadmap_drawing import BAR, CELLS, HEAD, LEADING, NAME, REST, ProgrammeWords, RoadmapSheet
from kpkportfolio.charts.sheet import Sheet, shortened
from kpkportfolio.charts.sizes import BODY
from kpkportfolio.text import _, format_number, ngettext

_MOST_BANDS = 24
_LOW = BAR + 7
"""Height of a lane's part with the bars, where the names stand above it."""
_BESIDE = LEADING
"""Height of a lane whose names stand beside the bars, so that one sheet holds as many as can be; where sheets follow
one another they have a little more."""
_BESIDE_PAGED = NAME * 1.6
_AIR = 14.0
"""By how much a programme of a sparse portfolio may breathe; it is not stretched over the whole sheet."""
MOST_SHEETS = 12
"""A meeting goes through no more. Of a larger portfolio each programme has one sheet, and what that has no room for
is counted year by year."""


def roadmap_sheets(
    rows: Sequence[GanttRow],
    first: date,
    last: date,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
    today: date | None = None,
    prices: str = "",
    paged: bool = False,
) -> Iterator[Drawing]:
    """Sheets of ``size`` points from day ``first`` to ``last``; ``rows`` are grouped, as ``build_rows`` gives them.

    Names stand above their bars, or beside them where that finds room for more. ``paged`` asks for more sheets where
    one has no room for all; else what there is no room for is counted year by year in its programme's last lane.
    """
    notes = _notes(rows, prices)
    if not rows:
        yield Sheet(size, palette, title, notes, source_line).nothing(_("Nothing to show with this filter."))
        return
    one = _Layout(rows, first, last, Sheet(size, palette, title, notes, source_line))
    bands, hidden = one.bands(rows)
    if not paged or not (hidden or one.compact or _left_out(bands)):
        if one.compact:
            notes.append(_("What there is no room to name is counted in each year it is under way."))
            one.sheet = Sheet(size, palette, title, notes, source_line)
        yield one.draw(bands, hidden, today)
        return
    pages = one.pages(rows)
    for number, page in enumerate(pages, 1):
        one.sheet = Sheet(size, palette, title, notes, source_line, f"{number} / {len(pages)}")
        yield one.draw(page, 0, today)


def _notes(rows: Sequence[GanttRow], prices: str) -> list[str]:
    notes = []
    undated = sum(not row.is_group and row.level <= 1 and row.start is None and row.end is None for row in rows)
    if undated:
        text = ngettext("Schedule not known of {n} initiative.", "Schedule not known of {n} initiatives.", undated)
        notes.append(text.format(n=format_number(undated)))
    if any(row.is_group and row.investment_max is not None for row in rows):
        notes.append(_("Known ICT investment."))
        notes.append(prices)
    if any(row.milestones for row in rows):
        notes.append(_("A filled diamond is a milestone reached, an open one is to come."))
    if any(row.undecided for row in rows):
        notes.append(_("A pale bar is an idea or a proposal."))
    if any(row.halted for row in rows):
        notes.append(_("A dashed one is suspended or cancelled."))
    return notes


class _Layout:
    """What stands where on sheets like the given one."""

    def __init__(self, rows: Sequence[GanttRow], first: date, last: date, sheet: Sheet) -> None:
        self.sheet = sheet
        across = sheet.right - sheet.left
        widest = max((text_width(row.title, BODY, bold=True) for row in rows if row.is_group), default=0.0) + 18
        # on a narrow sheet, as of a projector, the programmes' names may take a little of the years'
        names = min(190.0, max(across * 0.24, min(widest, across * 0.32)))
        self.line = Timeline(first, last, sheet.left + names + 12, sheet.right, BAR)
        self.words = ProgrammeWords(names)
        self.low = _LOW
        self.room = sheet.bottom - sheet.top - HEAD

    @property
    def compact(self) -> bool:
        return self.words.compact

    def bands(self, rows: Sequence[GanttRow]) -> tuple[list[Band], int]:
        """The bands on one sheet, and how many programmes have no room on it."""
        shown = self._fitting(rows)
        hidden = sum(row.is_group for row in rows) - sum(row.is_group for row in shown)
        room = self.room - (REST if hidden else 0)
        above = build_bands(shown, self._measure(), room, self.words.least, self._rest_lane)
        if _left_out(above):
            beside = build_bands(shown, self._measure(_BESIDE), room, self.words.least, self._rest_lane)
            if _left_out(beside) < _left_out(above):
                self.low = _BESIDE
                return beside, hidden
        return above, hidden

    def pages(self, rows: Sequence[GanttRow]) -> list[list[Band]]:
        """The bands of each of the sheets that together name everything, or of a large portfolio what weighs most."""
        self.words.compact, self.low = False, _BESIDE_PAGED
        measure, least = self._measure(_BESIDE_PAGED), self.words.least
        pages = sheets_of(whole_bands(rows, measure), self.room, least)
        if len(pages) <= MOST_SHEETS:
            return pages
        bands: list[Band] = []
        for group, members in grouped(rows):
            bands += build_bands([group, *members], measure, self.room, least, REST)
        return sheets_of(bands, self.room, least)

    def draw(self, bands: Sequence[Band], hidden: int, today: date | None) -> Drawing:
        used = sum(band_height(band, self.words.least(band.group, band.continued)) for band in bands)
        spare = max(self.room - used - (REST if hidden else 0), 0.0)
        air = min(spare / max(len(bands), 1), _AIR)
        return RoadmapSheet(self.sheet, self.line, self.words, self.low, today).draw(bands, air, hidden)

    def _measure(self, beside: float | None = None) -> Measure:
        most = (self.line.right - self.line.left) * 0.5
        low = _LOW if beside is None else beside
        return Measure(
            self.line.x,
            self.line.left + 4,
            self.line.right - 4,
            lambda text: shortened(text, most, NAME, 2 if beside is None else 1),
            lambda text: text_width(text, NAME),
            lambda lines: lines * LEADING + low,
            beside,
        )

    def _fitting(self, rows: Sequence[GanttRow]) -> list[GanttRow]:
        """The rows of the programmes that fit even when only counted, on a low sheet with fewer words; the others
        are counted below."""
        groups = [row for row in rows if row.is_group]
        most = min(len(groups), _MOST_BANDS)

        def tall() -> float:
            bands = sum(max(self.words.least(group), self._rest_lane + 8) for group in groups[:most])
            return bands + (REST if most < len(groups) else 0)

        self.words.compact = tall() > self.room
        while most > 1 and tall() > self.room:
            most -= 1
        return _first_groups(rows, most)

    @property
    def _rest_lane(self) -> float:
        return CELLS if self.compact else REST


def _first_groups(rows: Sequence[GanttRow], most: int) -> list[GanttRow]:
    """The rows of so many programmes, the first ones."""
    shown: list[GanttRow] = []
    groups = 0
    for row in rows:
        groups += row.is_group
        if groups > most:
            break
        shown.append(row)
    return shown


def _left_out(bands: Sequence[Band]) -> int:
    """How many initiatives have no room."""
    return sum(len(band.rest) for band in bands)
