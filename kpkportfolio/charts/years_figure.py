"""The picture of investment and impact year by year: two panels one above the other, a key with the sums beside."""

from collections.abc import Callable

from kpkportfolio.charts.bubble_axes import AXES, make_scale
from kpkportfolio.charts.gantt_bars import draw_hatch
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.impact import INVESTMENTS, Range
from kpkportfolio.charts.palette import PRINT, Palette, hatched, mix
from kpkportfolio.charts.paper import Drawing, text_width, wrap
from kpkportfolio.charts.sheet import Sheet, base_words, more_words
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL
from kpkportfolio.charts.years import Part, StackBy, YearsChart
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind
from kpkportfolio.text import _, format_millions, format_number, ngettext

_CENTS_PER_MILLION = 1e8
_TICKS = 44.0


def years_figure(
    chart: YearsChart,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
    stack_by: StackBy = "programme",
    cumulative: bool = False,
) -> Drawing:
    """One sheet of ``size`` points: investment above, impact below, over the same years."""
    sheet = Sheet(size, palette, title, _notes(chart), source_line)
    if not chart.years:
        return sheet.nothing(_("No investment or impact has been given by year."))
    return _Picture(chart, sheet, cumulative).draw()


def _notes(chart: YearsChart) -> list[str]:
    notes = []
    if chart.unknown_investment:
        text = ngettext(
            "Investment not known of {n} initiative.",
            "Investment not known of {n} initiatives.",
            chart.unknown_investment,
        )
        notes.append(text.format(n=format_number(chart.unknown_investment)))
    if chart.unknown_impact:
        text = ngettext(
            "Impact not known of {n} initiative.", "Impact not known of {n} initiatives.", chart.unknown_impact
        )
        notes.append(text.format(n=format_number(chart.unknown_impact)))
    undated = [
        f"{word} {_millions(amount)}"
        for word, amount in (
            (_("Investment").lower(), chart.undated_investment),
            (_("Impact").lower(), chart.undated_impact),
        )
        if amount is not None
    ]
    if undated:
        text = _("Not allocated to a year, and so not in the columns: {amounts}.")
        notes.append(text.format(amounts=", ".join(undated)))
    notes.append(base_words(chart.price_years))
    if chart.years:
        notes.append(_("Each panel has its own scale."))
        notes.append(_("Investment is not subtracted from impact."))
    return notes


class _Picture:
    def __init__(self, chart: YearsChart, sheet: Sheet, cumulative: bool) -> None:
        self.chart, self.sheet, self.cumulative = chart, sheet, cumulative
        self.paper, self.palette = sheet.paper, sheet.palette
        self.key_left = sheet.right - min(330.0, (sheet.right - sheet.left) * 0.38)
        self.left = sheet.left + _TICKS
        self.right = self.key_left - 28
        self.step = (self.right - self.left) / len(chart.years)

    def draw(self) -> Drawing:
        sheet = self.sheet
        years = 22.0
        half = (sheet.bottom - sheet.top - years) / 2
        self._panel(False, sheet.top, sheet.top + half - 6)
        self._panel(True, sheet.top + half + 6, sheet.bottom - years)
        self._years(sheet.bottom - years)
        self._key(sheet.top)
        return self.paper.finish()

    def colour(self, part: Part) -> str:
        palette = self.palette
        if part.kind is not None:
            base = palette.investment if part.kind in INVESTMENTS else palette.impact
            second = part.kind in (MoneyKind.CHANGE_INVESTMENT, ImpactKind.ICT_SAVING)
            return mix(base, palette.base, 0.55) if second else base
        return palette.disabled if part.number is None else palette.programme_colour(part.number)

    def _panel(self, impact: bool, top: float, floor: float) -> None:
        paper, palette, chart = self.paper, self.palette, self.chart
        if self.cumulative:
            head = (
                _("Impact accrued by the end of the year, M€")
                if impact
                else _("Investment accrued by the end of the year, M€")
            )
        else:
            head = _("Impact of the year, M€") if impact else _("Investment of the year, M€")
        paper.text(self.sheet.left, top + 6, head, BODY, bold=True)
        totals = [chart.total(impact, index) for index in range(len(chart.years))]
        highest = max((total.high for total in totals if total is not None), default=0) / _CENTS_PER_MILLION
        ceiling = top + 34
        if not any(totals):
            paper.text(self.left, (ceiling + floor) / 2, _("not known"), BODY, palette.muted)
            paper.line([(self.left, floor), (self.right, floor)], palette.edge, 0.75, 3)
            return
        scale = make_scale(AXES["investment"], [0.0, highest or 1.0], log=False, pad=0.0)

        def height(cents: float) -> float:
            return floor - (floor - ceiling) * cents / _CENTS_PER_MILLION / scale.high

        for tick in scale.ticks:
            y = height(tick.value * _CENTS_PER_MILLION)
            if y < ceiling - 0.5:
                continue
            paper.line([(self.left, y), (self.right, y)], palette.line, 0.6, 0.2)
            paper.text(self.left - 8, y, tick.text, SMALL, palette.muted, align="right")
        paper.line([(self.left, floor), (self.right, floor)], palette.edge, 0.75, 3)
        for index, total in enumerate(totals):
            if total is not None:
                self._column(impact, index, total, height)

    def _column(self, impact: bool, index: int, total: Range, height: Callable[[float], float]) -> None:
        """What is certain solid, layer upon layer; what may come on top of all of them as one tint."""
        paper, palette = self.paper, self.palette
        wide = min(54.0, self.step * 0.62)
        x = self.left + self.step * (index + 0.5) - wide / 2
        below = 0
        for part in self.chart.parts:
            amount = (part.impact if impact else part.investment)[index]
            if amount is None or not amount.low:
                continue
            low, high = height(below), height(below + amount.low)
            paper.rect(x, high, x + wide, low, self.colour(part), palette.base, 0.5, 1)
            if part.kind is None and hatched(part.number):
                draw_hatch(paper, x, high, x + wide, low, palette.base)
            if part.number is not None and low - high > AXIS + 3 and wide > 14:
                ink = palette.on_programme(part.number)
                paper.text(x + wide / 2, (low + high) / 2, f"{part.number}", AXIS, ink, align="center")
            below += amount.low
        if total.high > total.low:
            edge = palette.impact if impact else palette.investment
            paper.rect(x, height(total.high), x + wide, height(total.low), palette.tint(edge), edge, 0.75, 1.5)
        text = format_millions(total.low, total.high)
        if text_width(text, AXIS) <= self.step - 4:
            paper.text(x + wide / 2, height(total.high) - 8, text, AXIS, align="center")

    def _years(self, top: float) -> None:
        every = 1
        while text_width("2010", SMALL, True) + 6 > self.step * every:
            every += 1
        for index, year in enumerate(self.chart.years):
            if index % every == 0:
                x = self.left + self.step * (index + 0.5)
                self.paper.text(x, top + 12, f"{year}", SMALL, bold=True, align="center")

    def _key(self, y: float) -> None:
        """The layers from the top down as they lie in the columns, with their sums over all years."""
        paper, palette, chart = self.paper, self.palette, self.chart
        heads = (_("Investment"), _("Impact"))
        columns = []
        for head, side in zip(heads, (False, True), strict=True):
            texts = [self._sum(part, side) for part in chart.parts]
            columns.append(max(text_width(head, SMALL, True), *(text_width(text, SMALL) for text in texts)))
        right = self.sheet.right
        middle = right - columns[1] - 12
        names = middle - columns[0] - 12 - (self.key_left + 18)
        paper.text(self.key_left, y + 6, _("All years, M€"), SMALL, palette.muted)
        y += 16
        paper.text(middle, y + 6, heads[0], SMALL, bold=True, align="right")
        paper.text(right, y + 6, heads[1], SMALL, bold=True, align="right")
        y += 16
        for part in reversed(chart.parts):
            lines = wrap(part.name if not part.merged else more_words(part.merged), max(names, 40.0), SMALL)
            tall = max(18.0, len(lines) * SMALL * 1.25 + 6)
            paper.line([(self.key_left, y), (right, y)], palette.line, 0.6)
            paper.rect(self.key_left, y + tall / 2 - 6, self.key_left + 12, y + tall / 2 + 6, self.colour(part), z=2)
            if part.number is not None:
                ink = palette.on_programme(part.number)
                size = AXIS if part.number < 10 else 7.0
                paper.text(self.key_left + 6, y + tall / 2, f"{part.number}", size, ink, bold=True, align="center", z=3)
            paper.lines_of_text(self.key_left + 18, y + tall / 2, lines, SMALL)
            paper.text(middle, y + tall / 2, self._sum(part, False), SMALL, align="right")
            paper.text(right, y + tall / 2, self._sum(part, True), SMALL, align="right")
            y += tall
        paper.line([(self.key_left, y), (right, y)], palette.line, 0.6)
        y += 8
        edge = palette.edge
        paper.rect(self.key_left, y + 2, self.key_left + 12, y + 14, palette.tint(edge), edge, 0.75, corner=1.5)
        for number, line in enumerate(
            wrap(_("at most: from the least to the most that was told"), right - self.key_left - 18, SMALL)
        ):
            paper.text(self.key_left + 18, y + 8 + number * SMALL * 1.25, line, SMALL, palette.muted)

    @staticmethod
    def _sum(part: Part, impact: bool) -> str:
        amount = part.impact_total if impact else part.investment_total
        return "–" if amount is None else format_millions(amount.low, amount.high)


def _millions(amount: Range) -> str:
    return format_millions(amount.low, amount.high, unit=True)
