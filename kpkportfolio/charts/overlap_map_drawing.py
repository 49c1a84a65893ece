"""The overlap map as it is drawn, on paper and in the window alike: totals by year, then the groups below each other.

A group is a list of its initiatives; bows at the left tie the found pairs, each kind by its mark and its kind of line.
At the right a bar a year: the lower, solid part is what is at stake, the upper the rest of the sum, and a
whisker reaches to what it may be at most. All groups share one scale.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, cos, pi, sin

from kpkportfolio.charts.impact import Range
from kpkportfolio.charts.overlap_map import MapGroup, MapTie, OverlapMap, YearSum
from kpkportfolio.charts.overlap_map_columns import (
    GAP,
    MOST_MEMBERS,
    STEP,
    Canvas,
    Columns,
    counted,
    heading,
    money,
    rule,
    schedule,
    year_words,
)
from kpkportfolio.charts.sizes import AXIS, BODY, SECTION, SMALL, Point
from kpkportfolio.model.vocabulary import OverlapKind, Status, label
from kpkportfolio.text import _, format_number, ngettext

_LEADING = 11.5
_BAR, _SUM_BAR = 30.0, 46.0
_LABEL = 11.0
_PAD = 6.0
_LEAST_WORDS, _MOST_WORDS = 240.0, 560.0

Key = tuple[str, float, Callable[[float, float], None]]
"""A word of the legend, how wide its mark is, and what draws that from the left at a height."""


@dataclass(frozen=True, slots=True)
class Block:
    """A group with its text already in lines."""

    number: int
    group: MapGroup
    name: list[str]
    about: list[str]
    beside: bool
    members: list[tuple[list[str], list[str], float]]
    more: str
    height: float

    @property
    def head(self) -> float:
        """Height of the group's name and what is said of it."""
        return len(self.name) * SECTION * 1.25 + (0 if self.beside else len(self.about) * _LEADING) + 3


class MapDrawing:
    """Measures and draws the parts of a map on one canvas, between ``left`` and ``right``."""

    def __init__(self, canvas: Canvas, chart: OverlapMap, left: float, right: float) -> None:
        self.canvas = canvas
        self.chart = chart
        self.columns = Columns.of(canvas, chart, left, right)
        self._bar = min(24.0, self.columns.year * 0.52)
        self.scale_to(chart.groups)
        self._top = _highest(chart.sums)

    def scale_to(self, groups: Sequence[MapGroup]) -> None:
        """Let the largest year of these groups be as high as a bar may be; at first that is of all groups."""
        self._most = _highest(year for group in groups for year in group.years)

    # --- the head: words and key at the left, the sums of all groups at the right, column headings below them --------

    @property
    def _label_end(self) -> float:
        at = self.columns
        return at.all - at.all_width - GAP

    def _headings(self) -> list[tuple[float, list[str], bool]]:
        """Column headings: where, in lines, whether right-aligned."""
        at, wrap = self.columns, self.canvas.wrap
        cells = [(at.name[0], wrap(_("Initiative"), at.name[1] - at.name[0], SMALL, True), False)]
        if at.party is not None:
            cells.append((at.party[0], wrap(_("Responsible party"), at.party[1] - at.party[0], SMALL, True), False))
        if at.schedule is not None:
            cells.append((at.schedule, [_("Schedule")], True))
        cells.append((at.all, wrap(_("All, M€"), at.all_width + GAP / 2, SMALL, True), True))
        cells.append((at.others, wrap(_("The others, M€"), at.others_width + GAP / 2, SMALL, True), True))
        return cells

    def _words(self) -> tuple[list[str], list[str], list[list[Key]], bool]:
        """The count, the rule and the key, in lines; and whether the words of the sums have room at their right."""
        canvas, at = self.canvas, self.columns
        labels = max(canvas.width(words, BODY, True) for words in _sum_words())
        room = self._label_end - labels - 2 * GAP - at.left
        beside = room >= _LEAST_WORDS
        if not beside:
            room = at.others - at.left
        return (
            canvas.wrap(counted(self.chart), room, SECTION),
            canvas.wrap(rule(), min(room, _MOST_WORDS), SMALL),
            self._legend(room),
            beside,
        )

    def draw_head(self, y: float) -> float:
        """The words, the key, the sums by year and the column headings; where they end."""
        canvas, at, palette = self.canvas, self.columns, self.canvas.palette
        count, rules, legend, beside = self._words()
        below = y
        for line in count:
            canvas.text(at.left, below + SECTION / 2, line, SECTION)
            below += SECTION * 1.3
        below += 4
        for line in rules:
            canvas.text(at.left, below + _LEADING / 2, line, SMALL, palette.muted)
            below += _LEADING
        below = self._draw_legend(legend, below + 13)
        # where they are narrow the words stand above those of the sums, whose bars may still be beside them
        y = max(self._draw_sums(y if beside else max(y, below - _SUM_BAR - 24)), below - 6)
        return self.draw_headings(y)

    def draw_headings(self, y: float) -> float:
        """The columns' headings alone, for a sheet that goes on; where they end."""
        canvas, at, palette = self.canvas, self.columns, self.canvas.palette
        headings = self._headings()
        lines = max(len(words) for _x, words, _right in headings)
        for x, words, right in headings:
            top = y + (lines - len(words)) * _LEADING + _LEADING / 2
            for number, word in enumerate(words):
                canvas.text(x, top + number * _LEADING, word, SMALL, palette.muted, True, "right" if right else "left")
        y += lines * _LEADING + 4
        canvas.line([(at.left, y), (at.right, y)], palette.line_strong, 0.75)
        return y + 2

    def _draw_sums(self, y: float) -> float:
        canvas, at, chart = self.canvas, self.columns, self.chart
        floor = y + 4 + _SUM_BAR
        for one in chart.sums:
            self._column(chart.columns.index(one.year), one, floor, _SUM_BAR, self._top)
        if chart.columns:
            self._floor(floor, canvas.palette.edge)
        self.draw_years(floor + 9)
        all_words, others_words = _sum_words()
        line = floor + 26
        self._sum(line, all_words, at.all, money(chart.all, chart.unknown), [one.all for one in chart.sums], False)
        total, amounts = money(chart.others, chart.unknown_others), [one.others for one in chart.sums]
        self._sum(line + 14, others_words, at.others, total, amounts, True)
        return floor + 26 + 28 + 4

    def _sum(self, y: float, words: str, x: float, total: str, amounts: Sequence[Range | None], bold: bool) -> None:
        """One line of sums: what is summed, the total at ``x``, and the years below their bars."""
        canvas = self.canvas
        canvas.text(self._label_end, y, words, BODY, bold=bold, align="right")
        canvas.text(x, y, total, BODY, bold=True, align="right")
        for one, amount in zip(self.chart.sums, amounts, strict=True):
            text = "–" if amount is None else money(amount)
            if canvas.width(text, AXIS, bold) <= self.columns.year - 3:
                place = self.chart.columns.index(one.year)
                canvas.text(self.middle(place), y, text, AXIS, bold=bold, align="center")

    def middle(self, place: int) -> float:
        """The middle of a year's column."""
        return self.columns.years + self.columns.year * (place + 0.5)

    def draw_years(self, y: float) -> None:
        """The years' names, only every second or third where they are narrow."""
        canvas, columns, half = self.canvas, self.chart.columns, self.columns.year / 2
        if not columns:
            return
        end = self.columns.right + 6
        if self.chart.undated:
            words = year_words(None)
            wide = max(canvas.width(words, SMALL, True), 2 * half)
            canvas.text(self.columns.right - wide / 2, y, words, SMALL, bold=True, align="center")
            end = self.columns.right - wide
        need = canvas.width("2010", SMALL, True) + 6
        every = ceil(need / (2 * half))
        for place, year in enumerate(columns):
            if year is not None and place % every == 0 and self.middle(place) + need / 2 <= end + 3:
                canvas.text(self.middle(place), y, year_words(year), SMALL, bold=True, align="center")

    def draw_bands(self, top: float, bottom: float) -> None:
        """A tone behind every second year, so that a bar far below is read in its year. Draw it first."""
        at = self.columns
        for place in range(0, len(self.chart.columns), 2):
            x = at.years + at.year * place
            self.canvas.rect(x, top, x + at.year, bottom, self.canvas.palette.phase_band)

    # --- the groups -------------------------------------------------------------------------------------------------

    def block(self, number: int, most: int = MOST_MEMBERS) -> Block:
        """The group at this place, from 0, with its text in lines; at most so many members are named."""
        canvas, at, group = self.canvas, self.columns, self.chart.groups[number]
        name, about = heading(number + 1, group)
        room = self._label_end - at.left
        names = canvas.wrap(name, room, SECTION, True)
        beside = len(names) == 1 and canvas.width(name, SECTION, True) + GAP + canvas.width(about, SMALL) <= room
        members = []
        for member in group.members[:most]:
            row = member.row
            title = canvas.wrap(row.name, at.name[1] - at.name[0], SMALL)
            whose = row.organisation or _("not known")
            party = canvas.wrap(whose, at.party[1] - at.party[0] if at.party else at.name[1] - at.name[0], SMALL)
            lines = max(len(title), len(party)) if at.party else len(title) + len(party)
            members.append((title, party, lines * _LEADING + 2.5))
        left = len(group.members) - len(members)
        more = ngettext("and {n} more", "and {n} more", left).format(n=format_number(left)) if left else ""
        made = Block(
            number + 1, group, names, [about] if beside else canvas.wrap(about, room, SMALL), beside, members, more, 0
        )
        text = made.head + sum(height for _title, _party, height in members) + (_LEADING if more else 0)
        height = max(text, _BAR + _LABEL + 4 if group.years else 0) + 2 * _PAD
        return Block(made.number, group, names, made.about, beside, members, more, height)

    def draw_block(self, block: Block, y: float) -> float:
        """Draw a group from ``y`` down; where it ends."""
        canvas, at, group, palette = self.canvas, self.columns, block.group, self.canvas.palette
        end = y + block.height
        top = y + _PAD
        for number, line in enumerate(block.name):
            canvas.text(at.left, top + SECTION * (0.6 + 1.25 * number), line, SECTION, bold=True)
        middle = top + SECTION * 0.6
        if block.beside:
            x = at.left + canvas.width(block.name[0], SECTION, True) + GAP
            canvas.text(x, middle + 0.6, block.about[0], SMALL, palette.muted)
        else:
            below = top + len(block.name) * SECTION * 1.25
            for number, line in enumerate(block.about):
                canvas.text(at.left, below + _LEADING * (number + 0.5), line, SMALL, palette.muted)
        canvas.text(at.all, middle, money(group.all, group.unknown), BODY, bold=True, align="right")
        canvas.text(at.others, middle, money(group.others, group.unknown_others), BODY, bold=True, align="right")
        self._members(block, top + block.head)
        self._ties(block, y)
        floor = end - _PAD
        for one in group.years:
            self._column(self.chart.columns.index(one.year), one, floor, _BAR, self._most, labelled=True)
        if self.chart.columns:
            self._floor(floor, palette.line_strong)
        canvas.line([(at.left, end), (at.right, end)], palette.line, 0.6)
        return end

    def _members(self, block: Block, y: float) -> None:
        """Draws the members below each other."""
        canvas, at, palette = self.canvas, self.columns, self.canvas.palette
        for member, (title, party, height) in zip(block.group.members, block.members, strict=False):
            first = y + _LEADING / 2
            if member.row.status is not None:
                canvas.status(member.row.status, at.node, first)
            else:
                canvas.text(at.node, first, "?", SMALL, palette.muted, align="center")
            for number, line in enumerate(title):
                canvas.text(at.name[0], first + number * _LEADING, line, SMALL)
            x, below = (at.party[0], first) if at.party else (at.name[0], first + len(title) * _LEADING)
            for number, line in enumerate(party):
                canvas.text(x, below + number * _LEADING, line, SMALL, palette.muted)
            if at.schedule is not None:
                canvas.text(at.schedule, first, schedule(member.row), SMALL, palette.muted, align="right")
            figure = money(member.investment)
            canvas.text(at.all, first, "–" if member.part else figure, SMALL, align="right")
            canvas.text(at.others, first, figure if member.counted else "–", SMALL, align="right")
            y += height
        if block.more:
            canvas.text(at.name[0], y + _LEADING / 2, block.more, SMALL, palette.muted)

    def _nodes(self, block: Block, y: float) -> list[Point]:
        """Where the named members' nodes are when the group begins at ``y``."""
        y += _PAD + block.head + _LEADING / 2
        nodes = []
        for _title, _party, height in block.members:
            nodes.append((self.columns.node, y))
            y += height
        return nodes

    def marks(self, block: Block, y: float) -> list[tuple[MapTie, Point]]:
        """The drawn pairs of a group that begins at ``y``, and where the marks of their kinds are."""
        nodes = self._nodes(block, y)
        return [
            (tie, (self.columns.node - 6 - STEP * abs(tie.a - tie.b), (nodes[tie.a][1] + nodes[tie.b][1]) / 2))
            for tie in block.group.ties
            if max(tie.a, tie.b) < len(nodes)
        ]

    def _ties(self, block: Block, y: float) -> None:
        """Bows from node to node, the longer the further left; each kind's mark at its outermost point."""
        nodes, marks = self._nodes(block, y), self.marks(block, y)
        for tie, _mark in marks:
            upper, lower = sorted((nodes[tie.a], nodes[tie.b]), key=lambda node: node[1])
            draw_tie(self.canvas, tie.kind, upper, lower, STEP * abs(tie.a - tie.b))
        for tie, mark in marks:
            self.canvas.kind(tie.kind, *mark)

    # --- bars -------------------------------------------------------------------------------------------------------

    def _floor(self, y: float, colour: str) -> None:
        self.canvas.line([(self.columns.years, y), (self.columns.right, y)], colour, 0.75)

    def _column(self, place: int, one: YearSum, floor: float, height: float, most: int, labelled: bool = False) -> None:
        """One year's bar of at most ``height``; ``most`` cents are that high. What has no year is a figure alone:
        several years' money in one bar would flatten every year beside it."""
        middle, half = self.middle(place), self._bar / 2
        low, high = floor - height * one.all.low / most, floor - height * one.all.high / most
        beside = floor - height * (one.others.low if one.others else 0) / most
        if one.year is None:
            high = floor
        else:
            draw_bar(self.canvas, middle - half, middle + half, floor, beside, low, high)
        text = money(one.all)
        if labelled and self.canvas.width(text, AXIS) <= self.columns.year - 3:
            self.canvas.text(middle, high - 6.5, text, AXIS, align="center")

    # --- the legend -------------------------------------------------------------------------------------------------

    def _legend(self, room: float) -> list[list[Key]]:
        """Words and marks for what the map shows, broken into lines no wider than ``room``."""
        canvas, chart, palette = self.canvas, self.chart, self.canvas.palette
        kinds = {tie.kind for group in chart.groups for tie in group.ties}
        keys: list[Key] = [(label(kind), 23.0, partial(self._kind_key, kind)) for kind in OverlapKind if kind in kinds]
        if chart.columns:
            keys.append((_("the others"), 12.0, lambda x, y: draw_bar(canvas, x, x + 12, y + 5, y - 5, y - 5, y - 5)))
            keys.append(
                (
                    _("remaining, completed or cancelled"),
                    12.0,
                    lambda x, y: draw_bar(canvas, x, x + 12, y + 5, y + 5, y - 5, y - 5),
                )
            )
        if any(one.all.high > one.all.low for one in chart.sums if one.year is not None):
            keys.append((_("at most"), 6.0, lambda x, y: _whisker(canvas, x + 3, y + 5, y - 5, palette.text)))
        seen = {member.row.status for group in chart.groups for member in group.members[:MOST_MEMBERS]}
        keys += [(label(status), 11.0, partial(self._status_key, status)) for status in Status if status in seen]
        lines: list[list[Key]] = []
        used = room + 1
        for key in keys:
            need = key[1] + 5 + canvas.width(key[0], SMALL) + 14
            if used + need > room + 14:
                lines.append([])
                used = 0.0
            lines[-1].append(key)
            used += need
        return lines

    def _draw_legend(self, lines: Sequence[Sequence[Key]], y: float) -> float:
        """The legend's lines, the first one's middle at ``y`` and 14 from one to the next; where the next would be."""
        for line in lines:
            x = self.columns.left
            for word, mark, draw in line:
                draw(x, y)
                self.canvas.text(x + mark + 5, y, word, SMALL)
                x += mark + 5 + self.canvas.width(word, SMALL) + 14
            y += 14
        return y

    def _kind_key(self, kind: OverlapKind, x: float, y: float) -> None:
        draw_line(self.canvas, kind, [(x, y), (x + 23, y)])
        self.canvas.kind(kind, x + 11.5, y)

    def _status_key(self, status: Status, x: float, y: float) -> None:
        self.canvas.status(status, x + 5.5, y)


def _sum_words() -> tuple[str, str]:
    return _("All groups together"), _("of which the others")


def _highest(years: Iterable[YearSum]) -> int:
    """The cents of the largest of these years; at least 1, to divide by."""
    return max((one.all.high for one in years if one.year is not None), default=0) or 1


def draw_bar(canvas: Canvas, x0: float, x1: float, floor: float, others: float, low: float, high: float) -> None:
    """Solid up to ``others``, edged and tinted up to ``low``, a whisker up to ``high``; heights as y."""
    palette = canvas.palette
    if low < others:
        canvas.rect(x0, low, x1, others, palette.tint(palette.investment), palette.investment)
    if others < floor:
        canvas.rect(x0, others, x1, floor, palette.investment, palette.investment)
    if high < low:
        _whisker(canvas, (x0 + x1) / 2, low, high, palette.text)


def _whisker(canvas: Canvas, x: float, low: float, high: float, colour: str) -> None:
    canvas.line([(x, low), (x, high)], colour, 1.0)
    canvas.line([(x - 3, high), (x + 3, high)], colour, 1.0)


def draw_tie(canvas: Canvas, kind: OverlapKind, upper: Point, lower: Point, reach: float) -> None:
    """A bow from one node to another below it, ``reach`` wide at the left of them."""
    x, middle, half = upper[0] - 6, (upper[1] + lower[1]) / 2, (lower[1] - upper[1]) / 2
    bow = [(x - reach * cos(pi * step / 24), middle + half * sin(pi * step / 24)) for step in range(-12, 13)]
    draw_line(canvas, kind, bow)


def draw_line(canvas: Canvas, kind: OverlapKind, points: Sequence[Point]) -> None:
    """The kind's line: thick for a duplicate, plain for an overlap, dashed for reuse, dotted for related."""
    width = 2.25 if kind is OverlapKind.DUPLICATE else 1.0
    dash = {OverlapKind.REUSE: (4.0, 2.5), OverlapKind.RELATED: (1.0, 2.0)}.get(kind)
    canvas.line(points, canvas.palette.muted, width, dash)
