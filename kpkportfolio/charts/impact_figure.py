"""The printed impact chart: accrued investment beside accrued impact, year by year, as ranges, never netted."""

from collections.abc import Callable, Sequence

from kpkportfolio.charts.bubble_axes import AXES, make_scale
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.impact import IMPACTS, INVESTMENTS, ImpactChart, Kind, Range
from kpkportfolio.charts.palette import PRINT, Palette, mix
from kpkportfolio.charts.paper import Drawing, text_width
from kpkportfolio.charts.sheet import MARGIN, Sheet, base_words
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind, label
from kpkportfolio.text import _, format_millions, format_number, ngettext

_ROW = 19.0
_CENTS_PER_MILLION = 1e8


def impact_figure(
    chart: ImpactChart, palette: Palette = PRINT, title: str = "", source_line: str = "", size: Size = A3
) -> Drawing:
    """One sheet of ``size`` points: the columns, and the same figures as a table below them."""
    sheet = Sheet(size, palette, title, _notes(chart), source_line)
    if not chart.years:
        return sheet.nothing(_("No investment or impact has been given by year."))
    return _Picture(chart, sheet).draw()


def _notes(chart: ImpactChart) -> list[str]:
    """What the columns leave out, and in whose prices they are."""
    if not chart.years:
        return []
    text = [
        ngettext(
            "Investment known of {n} initiative", "Investment known of {n} initiatives", chart.told_investment
        ).format(n=format_number(chart.told_investment)),
        ngettext("impact known of {n} initiative", "impact known of {n} initiatives", chart.told_impact).format(
            n=format_number(chart.told_impact)
        ),
    ]
    parts = [", ".join(text) + ".", base_words(chart.price_years)]
    if chart.undated:
        amounts = ", ".join(
            f"{label(kind).lower() if kind is not MoneyKind.ICT_INVESTMENT else label(kind)} {_millions(amount)}"
            for kind, amount in chart.undated.items()
        )
        parts.append(_("Not allocated to a year, and so not in the columns: {amounts}.").format(amounts=amounts))
    parts.append(_("Investment is not subtracted from impact."))
    return parts


class _Picture:
    def __init__(self, chart: ImpactChart, sheet: Sheet) -> None:
        self.chart = chart
        self.sheet, self.paper, self.palette = sheet, sheet.paper, sheet.palette
        self.kinds = [kind for kind in (*INVESTMENTS, *IMPACTS) if kind in chart.cumulative]
        names = [text_width(label(kind), SMALL) for kind in self.kinds]
        self.left = MARGIN + max([*names, 60.0]) + 30
        self.right = sheet.right

    def draw(self) -> Drawing:
        y = self._key(self.sheet.top)
        rows = self._table_rows()
        floor = self.sheet.bottom - _ROW * (len(rows) + 1) - 8
        self._columns(y + 14, floor)
        self._table(rows, floor)
        return self.paper.finish()

    def colour(self, kind: Kind) -> str:
        """The first kind of a pair has the series' own colour, the second a lighter one."""
        palette = self.palette
        base = palette.investment if kind in INVESTMENTS else palette.impact
        second = kind in (MoneyKind.CHANGE_INVESTMENT, ImpactKind.ICT_SAVING)
        return mix(base, palette.base, 0.55) if second else base

    def _key(self, y: float) -> float:
        """The unit and the key on one line, or more when the words are long."""
        paper, palette = self.paper, self.palette
        head = _("Accrued by the end of the year, M€")
        paper.text(MARGIN, y + 6, head, BODY, bold=True)
        x = MARGIN + text_width(head, BODY, bold=True) + 28
        entries = [(label(kind), self.colour(kind), True) for kind in self.kinds]
        if INVESTMENTS[0] in self.kinds or INVESTMENTS[1] in self.kinds:
            entries.append((_("investment, at most"), palette.investment, False))
        if IMPACTS[0] in self.kinds or IMPACTS[1] in self.kinds:
            entries.append((_("impact, at most"), palette.impact, False))
        for word, colour, solid in entries:
            need = 16 + text_width(word, SMALL)
            if x + need > self.right:
                x, y = MARGIN, y + 16
            paper.rect(x, y + 1, x + 11, y + 11, colour if solid else palette.tint(colour), colour, 0.75, corner=1.5)
            paper.text(x + 16, y + 6, word, SMALL)
            x += need + 18
        return y + 12

    def _columns(self, top: float, floor: float) -> None:
        chart, paper, palette = self.chart, self.paper, self.palette
        sums = [
            total
            for side in (INVESTMENTS, IMPACTS)
            for index in range(len(chart.years))
            if (total := chart.total(side, index))
        ]
        highest = max((total.high for total in sums), default=0) / _CENTS_PER_MILLION
        scale = make_scale(AXES["investment"], [0.0, highest or 1.0], log=False, pad=0.0)
        top += 14

        def height(cents: float) -> float:
            return floor - (floor - top) * cents / _CENTS_PER_MILLION / scale.high

        for tick in scale.ticks:
            y = height(tick.value * _CENTS_PER_MILLION)
            paper.line([(self.left, y), (self.right, y)], palette.line, 0.6, 0.2)
            paper.text(self.left - 8, y, tick.text, SMALL, palette.muted, align="right")
        paper.line([(self.left, floor), (self.right, floor)], palette.edge, 0.75, 3)
        step = (self.right - self.left) / len(chart.years)
        wide = min(46.0, step * 0.34)
        for index in range(len(chart.years)):
            middle = self.left + step * (index + 0.5)
            self._stack(INVESTMENTS, index, middle - wide - 1.5, wide, height)
            self._stack(IMPACTS, index, middle + 1.5, wide, height)

    def _stack(
        self, kinds: Sequence[Kind], index: int, x: float, wide: float, height: Callable[[float], float]
    ) -> None:
        """One column: the certain parts solid one upon the other, what may come on top of them as a tint."""
        chart, paper, palette = self.chart, self.paper, self.palette
        total = chart.total(kinds, index)
        if total is None or total.high == 0:
            return
        series = palette.investment if kinds is INVESTMENTS else palette.impact
        below = 0
        for kind in kinds:
            if kind not in chart.cumulative:
                continue
            amount = chart.cumulative[kind][index]
            part = amount.low if amount else 0
            paper.rect(x, height(below + part), x + wide, height(below), self.colour(kind), palette.base, 0.5, 1)
            below += part
        if total.high > total.low:
            paper.rect(x, height(total.high), x + wide, height(total.low), palette.tint(series), series, 0.75, 1.5)
        text = format_millions(total.low, total.high)
        # a label keeps to its own side of the pair, so that the two never meet
        y, told = height(total.high) - 8, text_width(text, AXIS)
        if told <= wide:
            paper.text(x + wide / 2, y, text, AXIS, align="center")
        elif told <= (self.right - self.left) / len(chart.years) / 2 - 4:
            left = kinds is IMPACTS
            paper.text(x if left else x + wide, y, text, AXIS, align="left" if left else "right")

    def _table_rows(self) -> list[tuple[str, str, list[Range | None]]]:
        return [(label(kind), self.colour(kind), list(self.chart.cumulative[kind])) for kind in self.kinds]

    def _table(self, rows: Sequence[tuple[str, str, list[Range | None]]], top: float) -> None:
        """Years under the columns and the figures below; a table whose cells would not fit has only the last year."""
        chart, paper, palette = self.chart, self.paper, self.palette
        step = (self.right - self.left) / len(chart.years)
        texts = [
            [format_millions(*amount) if amount else "–" for amount in amounts] for _name, _colour, amounts in rows
        ]
        fits = max(text_width(text, SMALL) for line in texts for text in line) + 8 <= step
        every = 1
        while text_width("2010", SMALL) + 6 > step * every:
            every += 1
        for index, year in enumerate(chart.years):
            if index % every == 0:
                paper.text(self.left + step * (index + 0.5), top + 11, f"{year}", SMALL, bold=True, align="center")
        for number, ((name, colour, _amounts), line) in enumerate(zip(rows, texts, strict=True)):
            y = top + _ROW * (number + 1)
            paper.line([(MARGIN, y), (self.right, y)], palette.line, 0.6)
            paper.rect(MARGIN, y + _ROW / 2 - 5, MARGIN + 10, y + _ROW / 2 + 5, colour, corner=1.5)
            paper.text(MARGIN + 16, y + _ROW / 2, name, SMALL)
            for index, text in enumerate(line):
                if fits:
                    paper.text(self.left + step * (index + 0.5), y + _ROW / 2, text, SMALL, align="center")
            if not fits:
                paper.text(self.right, y + _ROW / 2, line[-1], SMALL, align="right")


def _millions(amount: Range) -> str:
    return format_millions(amount.low, amount.high, unit=True)
