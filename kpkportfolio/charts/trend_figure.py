"""The picture of conditions through time: a small panel for the whole portfolio and for each of its parts."""

from collections.abc import Iterator, Sequence

from kpkportfolio.charts.glyphs import draw_health
from kpkportfolio.charts.over_time import end_words, moments_words
from kpkportfolio.charts.palette import PRINT, Palette, mix
from kpkportfolio.charts.paper import Drawing, text_width
from kpkportfolio.charts.sheet import MARGIN, Sheet, more_words, shortened
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL, Point
from kpkportfolio.charts.trend import Panel, Trend
from kpkportfolio.model.health_words import rules_words
from kpkportfolio.model.vocabulary import Health, label
from kpkportfolio.text import _, format_number

_LEAST_WIDE, _LEAST_TALL = 162.0, 126.0
_GAP = 18.0
_LINE = 25.0
_NAME_LINE, _SWATCH = 12.0, 17.0
_ASPECT = 1.5
_TALLEST = 1.15
_AROUND = 66.0
"""What the title, the key and the foot take of the height."""
_RULED = 560.0
"""Lower sheets, as on a projector, have no room for the rules."""
_ON_YELLOW = "#1A1D21"
MOST_SHEETS = 6
"""Of small panels; a meeting goes through no more."""
_HEALTHS = (Health.GREEN, Health.YELLOW, Health.RED, None)


def most_panels(size: tuple[float, float]) -> int:
    """How many panels a sheet of so many points has room for."""
    across, down = _grid(size)
    return across * down


def _grid(size: tuple[float, float]) -> tuple[int, int]:
    across = int((size[0] - 2 * MARGIN + _GAP) // (_LEAST_WIDE + _GAP))
    down = int((size[1] - 2 * MARGIN - _AROUND) // (_LEAST_TALL + _GAP))
    return max(across, 1), max(down, 1)


def trend_sheets(
    chart: Trend,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: tuple[float, float] = (1190.55, 841.89),
    narrowed: bool = False,
) -> Iterator[Drawing]:
    """As many sheets of ``size`` points as the panels take, all in the same scale; ``narrowed`` says that the past is
    of those alone that are shown today."""
    notes = _notes(chart, narrowed, size[1] >= _RULED)
    if chart.empty:
        yield Sheet(size, palette, title, notes, source_line).nothing(
            _("No condition can be worked out."), _("It takes a baseline, or deliverables with a day they are due.")
        )
        return
    most = most_panels(size)
    pages = [chart.panels[first : first + most] for first in range(0, len(chart.panels), most)]
    for number, panels in enumerate(pages, 1):
        page = f"{number} / {len(pages)}" if len(pages) > 1 else ""
        sheet = Sheet(size, palette, title, notes, source_line, page)
        yield _Picture(chart, panels, sheet, _grid(size), min(most, len(chart.panels))).draw()


def _notes(chart: Trend, narrowed: bool, ruled: bool) -> list[str]:
    notes = [
        _("Columns: shares of initiatives by the facts. Slip on the average and cost in all, from the first baseline."),
    ]
    if ruled:
        notes.append(rules_words().replace("\n", " "))
    return [*notes, *moments_words(len(chart.columns) - 1, chart.known, narrowed)]


class _Picture:
    def __init__(self, chart: Trend, panels: Sequence[Panel], sheet: Sheet, grid: tuple[int, int], most: int) -> None:
        """``panels`` are drawn as large as if there were ``most`` of them, as on the first sheet."""
        self.chart, self.panels, self.most, self.sheet = chart, panels, most, sheet
        self.paper, self.palette = sheet.paper, sheet.palette
        self.top = sheet.top + 24
        self.across, self.wide, self.tall = self._shape(*grid)
        self.told = max(text_width(words, SMALL) for words in self._words()) + 8
        self.step = min(60.0, (self.wide - self.told) / len(chart.columns))
        self.name_lines = max(len(self._name(panel)) for panel in chart.panels)
        slips = [point.slip for panel in chart.panels for point in panel.points if point.slip is not None]
        overruns = [point.overrun for panel in chart.panels for point in panel.points if point.overrun is not None]
        # the same scale everywhere: that is what small multiples are compared by
        self.slip = (min([0.0, *slips]), max([0.0, *slips]))
        self.overrun = (min([0.0, *overruns]), max([0.0, *overruns]))

    def _shape(self, most_across: int, most_down: int) -> tuple[int, float, float]:
        """How many panels across, and how large each: as large as they can all be, and never wide and flat."""
        n, sheet = self.most, self.sheet
        found: list[tuple[float, int, float, float]] = []
        for across in range(1, most_across + 1):
            down = -(-n // across)
            if down <= most_down or across == most_across:
                wide = (sheet.right - sheet.left - _GAP * (across - 1)) / across
                tall = min((sheet.bottom - self.top - _GAP * (down - 1)) / down, _TALLEST * wide)
                found.append((min(wide / _ASPECT, tall), across, wide, tall))
        _size, across, wide, tall = max(found)
        return across, wide, tall

    def _words(self) -> list[str]:
        """What stands right of the curves, anywhere on the sheet."""
        points = [panel.points[-1] for panel in self.chart.panels]
        return [words for point in points for words in (_slip_words(point.slip), _cost_words(point.overrun))]

    def draw(self) -> Drawing:
        self._key()
        for place, panel in enumerate(self.panels):
            row, column = divmod(place, self.across)
            left = self.sheet.left + column * (self.wide + _GAP)
            self._panel(panel, left, self.top + row * (self.tall + _GAP))
        return self.paper.finish()

    def _key(self) -> None:
        x, y = self.sheet.left, self.sheet.top + 5
        for health in _HEALTHS:
            words = label(health) if health else _("not known")
            draw_health(self.paper, health, x + 6, y)
            self.paper.text(x + 16, y, words, SMALL)
            x += 16 + text_width(words, SMALL) + 18

    def _panel(self, panel: Panel, left: float, top: float) -> None:
        paper, palette = self.paper, self.palette
        name_left, end = left, left + self.step * len(panel.points)
        if panel.number is not None:
            paper.rect(left, top, left + 12, top + 12, palette.programme_colour(panel.number), z=2)
            ink = palette.on_programme(panel.number)
            paper.text(left + 6, top + 6, str(panel.number), AXIS, ink, bold=True, align="center", z=3)
            name_left += _SWATCH
        lines, count = self._name(panel), format_number(panel.points[-1].total)
        for number, line in enumerate(lines):
            paper.text(name_left, top + 6 + number * _NAME_LINE, line, BODY, bold=True)
        at = max(end - text_width(count, SMALL), name_left + text_width(lines[0], BODY, bold=True) + 10)
        paper.text(at, top + 6, count, SMALL, palette.muted)
        floor = top + self.tall
        days = floor - 14
        lines_top = days - 2 * _LINE
        self._shares(panel, left, top + 20 + (self.name_lines - 1) * _NAME_LINE, lines_top - 8)
        slips = [point.slip for point in panel.points]
        overruns = [point.overrun for point in panel.points]
        self._line(_slip_words(slips[-1]), slips, self.slip, left, lines_top)
        self._line(_cost_words(overruns[-1]), overruns, self.overrun, left, lines_top + _LINE)
        self._days(left, days + 8)

    def _name(self, panel: Panel) -> list[str]:
        """In two lines at most, beside the number and before the count."""
        name = more_words(panel.merged) if panel.merged else panel.name
        room = self.wide - (0 if panel.number is None else _SWATCH)
        room -= text_width(format_number(panel.points[-1].total), SMALL) + 10
        return shortened(name, room, BODY, 2, bold=True)

    def _x(self, left: float, place: int) -> float:
        return left + self.step * (place + 0.5)

    def _shares(self, panel: Panel, left: float, top: float, floor: float) -> None:
        """A column a moment, its parts the shares of the conditions, red on the ground where it is seen to grow."""
        paper, palette = self.paper, self.palette
        wide = min(34.0, self.step * 0.72)
        for place, point in enumerate(panel.points):
            x, below = self._x(left, place), floor
            for health in (Health.RED, Health.YELLOW, Health.GREEN, None):
                count = point.counts[_HEALTHS.index(health)]
                if not count:
                    continue
                high = below - (floor - top) * count / point.total
                fill = palette.health_colour(health) if health else mix(palette.disabled, palette.base, 0.4)
                paper.rect(x - wide / 2, high, x + wide / 2, below, fill, palette.base, 0.6, 1)
                told = format_number(count)
                if below - high > AXIS + 3 and text_width(told, AXIS) < wide - 3:
                    paper.text(x, (below + high) / 2, told, AXIS, self._ink(health), align="center")
                below = high
        end = left + self.step * len(panel.points)
        paper.line([(left, floor), (end, floor)], palette.edge, 0.75, 2)

    def _ink(self, health: Health | None) -> str:
        """What is read on a part of a column: yellow is light in every palette."""
        if health is None:
            return self.palette.text
        return _ON_YELLOW if health is Health.YELLOW else self.palette.base

    def _line(
        self, words: str, values: Sequence[float | None], scale: tuple[float, float], left: float, top: float
    ) -> None:
        """A curve over a line of zero, with its last value in words; where nothing is known it is broken."""
        paper, palette = self.paper, self.palette
        low, high = scale
        ceiling, floor = top + 5, top + _LINE - 6
        span = (high - low) or 1.0

        def y(value: float) -> float:
            return floor - (floor - ceiling) * (value - low) / span

        end = left + self.step * len(values)
        paper.line([(left, y(0)), (end, y(0))], palette.line_strong, 0.6, 1, dash=(2, 2))
        run: list[Point] = []
        for place, value in enumerate([*values, None]):
            if value is not None:
                run.append((self._x(left, place), y(value)))
                continue
            if len(run) > 1:
                paper.line(run, palette.text, 1.2, 3)
            run = []
        last = values[-1]
        if last is not None:
            x = self._x(left, len(values) - 1)
            paper.rect(x - 2, y(last) - 2, x + 2, y(last) + 2, palette.text, z=4)
        paper.text(end + 6, (ceiling + floor) / 2, words, SMALL, palette.muted if last is None else palette.text)

    def _days(self, left: float, y: float) -> None:
        """The first day and today's, which every panel has in the same places."""
        columns = self.chart.columns
        end = left + self.step * len(columns)
        half = (end - left) / 2 - 4
        first, last = (shortened(words, max(half, 60), AXIS, 1)[0] for words in end_words(columns))
        if len(columns) == 1:
            self.paper.text(left, y, last, AXIS, self.palette.muted)
            return
        self.paper.text(left, y, first, AXIS, self.palette.muted)
        apart = end - left > text_width(first, AXIS) + text_width(last, AXIS) + 8
        self.paper.text(end if apart else left + self.wide, y, last, AXIS, self.palette.muted, align="right")


def _slip_words(days: float | None) -> str:
    return _("slip not known") if days is None else _("slip {n} days").format(n=_signed(days))


def _cost_words(percent: float | None) -> str:
    return _("cost not known") if percent is None else _("cost {n} %").format(n=_signed(percent))


def _signed(value: float) -> str:
    rounded = round(value)
    return f"+{format_number(rounded)}" if rounded > 0 else format_number(rounded)
