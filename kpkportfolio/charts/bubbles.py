"""What a bubble chart shows, worked out once for the painted page and the printed figure.

Plain numbers on axes of :mod:`kpkportfolio.charts.bubble_axes`; no colours, no pixels but the radius, no Qt.
Nothing unknown is placed: an initiative without a value on either axis is listed with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Literal, NamedTuple

from kpkportfolio.charts.bubble_axes import AXES, Axis, Scale, make_scale
from kpkportfolio.model.figures import total
from kpkportfolio.model.rows import InitiativeRow, ProgrammeRow
from kpkportfolio.model.vocabulary import Health, Status, label
from kpkportfolio.text import N_, _, format_millions, format_number, ngettext

ColourBy = Literal["programme", "status", "health", "organisation", "none"]

RADIUS_MIN = 6.0
RADIUS_MAX = 28.0
_CROWD = 150
"""Bubbles that fit on a sheet at full size; with more of them all shrink."""
COLOURS = 7
"""Hues that can be told apart; groups beyond them share the look of no group."""


class Bubble(NamedTuple):
    """One initiative in its place.

    ``x`` and ``y`` are the middles of the ranges ``x_range`` and ``y_range``. ``size`` is None when unknown:
    the bubble then has the least radius and is drawn as a tint. ``number`` is that of the programme when coloured
    by programme, or the rank of the group from 1; None has no hue. ``quadrant`` indexes the quadrants.
    """

    id: str
    name: str
    x: float
    y: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    size: float | None
    radius: float
    number: int | None
    status: Status | None
    health: Health | None
    impact: int | None
    investment_min: int | None
    investment_max: int | None
    quadrant: int | None = None


class Unplaced(NamedTuple):
    """An initiative the axes cannot place. ``missing`` holds the keys of the axes that lack a value."""

    id: str
    name: str
    number: int | None
    reason: str
    missing: tuple[str, ...]


class Quadrant(NamedTuple):
    """A quarter of the chart: ``right`` and ``upper`` tell which; ``name`` is empty on axes without one.

    ``investment_*`` sums what is known, in cents; ``unknown`` counts the members without a known investment.
    """

    right: bool
    upper: bool
    name: str
    bubbles: int
    investment_min: int | None
    investment_max: int | None
    unknown: int

    @property
    def summary(self) -> str:
        """``8 hanketta · 27,6 M€``."""
        text = ngettext("{n} initiative", "{n} initiatives", self.bubbles).format(n=format_number(self.bubbles))
        money = format_millions(self.investment_min, self.investment_max, unit=True)
        return f"{text} · {money}" if money else text


class LegendEntry(NamedTuple):
    """One colour: its number (programme or rank) or its status or health, its name and how many have it."""

    title: str
    placed: int
    number: int | None = None
    status: Status | None = None
    health: Health | None = None


class BubbleChart(NamedTuple):
    """Everything to draw. ``bubbles`` come the largest first, so that small ones end up on top."""

    x: Scale
    y: Scale
    size: Axis | None
    colour_by: ColourBy
    bubbles: tuple[Bubble, ...]
    unplaced: tuple[Unplaced, ...]
    quadrants: tuple[Quadrant, ...]
    legend: tuple[LegendEntry, ...]
    size_examples: tuple[tuple[float, float], ...]

    @property
    def note(self) -> str:
        """What the axes and lines are, in words: ``Logaritmiset asteikot. Jakolinjat: …``."""
        parts = []
        if self.x.log and self.y.log:
            parts.append(_("Logarithmic scales."))
        elif self.x.log or self.y.log:
            axis = (self.x if self.x.log else self.y).axis
            parts.append(_("Logarithmic scale: {axis}.").format(axis=axis.label.lower()))
        lines = [
            f"{scale.axis.label.lower()} {scale.axis.text(scale.line)}"
            + (f"\u00a0{_(scale.axis.unit)}" if scale.axis.unit else "")
            for scale in (self.x, self.y)
            if scale.line is not None
        ]
        if self.quadrants:
            parts.append(_("Dividing lines: {lines}.").format(lines=", ".join(lines)))
        return " ".join(parts)


def label_order(bubbles: Sequence[Bubble]) -> list[int]:
    """Indices in the order labels get their room: greatest impact first, unknown last, then the larger."""
    return sorted(
        range(len(bubbles)),
        key=lambda index: (-(bubbles[index].impact or -1), -bubbles[index].radius, bubbles[index].name),
    )


def build_bubbles(
    initiatives: Iterable[InitiativeRow],
    x: str = "investment",
    y: str = "impact",
    size: str | None = "municipalities",
    colour_by: ColourBy = "programme",
    log: bool = True,
    programmes: Iterable[ProgrammeRow] = (),
) -> BubbleChart:
    """Places what can be placed. ``x``, ``y`` and ``size`` are keys of AXES; ``log`` asks for logarithms."""
    rows = list(initiatives)
    across, up, weight = AXES[x], AXES[y], AXES[size] if size else None
    groups = _groups(rows, colour_by, programmes)
    found: list[Bubble] = []
    unplaced: list[Unplaced] = []
    for row in rows:
        x_range, y_range = across.range(row), up.range(row)
        reasons = _reasons(across, x_range, log) + (_reasons(up, y_range, log) if up is not across else [])
        number = groups[row.id][0]
        if x_range is None or y_range is None or reasons:
            keys = tuple(key for key, _why in reasons)
            why = ", ".join(why for _key, why in reasons)
            unplaced.append(Unplaced(row.id, row.name, number, why[:1].upper() + why[1:], keys))
            continue
        heft = weight.range(row) if weight else None
        found.append(
            Bubble(
                id=row.id,
                name=row.name,
                x=sum(x_range) / 2,
                y=sum(y_range) / 2,
                x_range=x_range,
                y_range=y_range,
                size=sum(heft) / 2 if heft else None,
                radius=0.0,
                number=number,
                status=row.status,
                health=row.health,
                impact=_middle(row.impact_min, row.impact_max),
                investment_min=row.investment_min,
                investment_max=row.investment_max,
            )
        )
    x_scale = make_scale(across, (bubble.x for bubble in found), log)
    y_scale = make_scale(up, (bubble.y for bubble in found), log)
    largest = max((bubble.size for bubble in found if bubble.size), default=0.0)
    shrink = min(1.0, sqrt(_CROWD / max(len(found), 1)))
    bubbles = [
        bubble._replace(
            radius=radius(bubble.size, largest, shrink) if weight else max(RADIUS_MIN / 2, 10.0 * shrink),
            quadrant=_quadrant(bubble, x_scale, y_scale),
        )
        for bubble in found
    ]
    bubbles.sort(key=lambda bubble: (-bubble.radius, bubble.name, bubble.id))
    return BubbleChart(
        x=x_scale,
        y=y_scale,
        size=weight,
        colour_by=colour_by,
        bubbles=tuple(bubbles),
        unplaced=tuple(unplaced),
        quadrants=_quadrants(bubbles, x_scale, y_scale),
        legend=_legend(rows, bubbles, groups, colour_by),
        size_examples=_size_examples(largest, shrink),
    )


def radius(size: float | None, largest: float, shrink: float = 1.0) -> float:
    """Radius in pixels: area in proportion to ``size``, 28 for the largest, never under 6 or for unknown.

    ``shrink`` (0…1) makes all of them smaller where hundreds share the sheet, down to 10 and 3.
    """
    least, most = max(RADIUS_MIN * shrink, RADIUS_MIN / 2), max(RADIUS_MAX * shrink, 10.0)
    if not size or size < 0 or largest <= 0:
        return least
    return max(least, most * sqrt(size / largest))


def _size_examples(largest: float, shrink: float) -> tuple[tuple[float, float], ...]:
    """Up to three round sizes with their radii, for the legend."""
    if largest <= 0:
        return ()
    power = 10.0
    while power > largest:
        power /= 10
    while power * 10 <= largest:
        power *= 10
    factor, parts = next(
        (factor, parts)
        for factor, parts in ((5, (25, 5, 1)), (2, (20, 4, 1)), (1, (20, 5, 1)))
        if factor * power <= largest
    )
    sizes = [factor * power / part for part in parts]
    shown = [(size, radius(size, largest, shrink)) for size in sizes]
    # two sizes drawn alike would teach nothing
    return tuple(
        pair for pair, next_pair in zip(shown, [*shown[1:], (0.0, 0.0)], strict=True) if pair[1] != next_pair[1]
    )


def _middle(low: int | None, high: int | None) -> int | None:
    ends = [end for end in (low, high) if end is not None]
    return sum(ends) // len(ends) if ends else None


def _reasons(axis: Axis, extent: tuple[float, float] | None, log: bool) -> list[tuple[str, str]]:
    if extent is None:
        return [(axis.key, axis.missing)]
    if log and axis.loggable and sum(extent) <= 0:
        why = _("{axis} is 0, which a logarithmic scale does not show").format(axis=axis.label.lower())
        return [(axis.key, why)]
    return []


# -- quadrants ------------------------------------------------------------------------------------------

_NAMES = {
    (False, True): N_("Quick wins"),
    (True, True): N_("Strategic investments"),
    (False, False): N_("Supplementary initiatives"),
    (True, False): N_("To be reassessed"),
}
# upper left, upper right, lower left, lower right: as one reads
_QUARTERS = ((False, True), (True, True), (False, False), (True, False))


def _quadrant(bubble: Bubble, x: Scale, y: Scale) -> int | None:
    if x.line is None or y.line is None:
        return None
    return _QUARTERS.index((bubble.x >= x.line, bubble.y >= y.line))


def _quadrants(bubbles: Sequence[Bubble], x: Scale, y: Scale) -> tuple[Quadrant, ...]:
    if x.line is None or y.line is None:
        return ()
    keys = (x.axis.key, y.axis.key)
    quadrants = []
    for index, (right, upper) in enumerate(_QUARTERS):
        members = [bubble for bubble in bubbles if bubble.quadrant == index]
        name = ""
        if keys == ("investment", "impact"):
            name = _(_NAMES[right, upper])
        elif keys == ("impact", "investment"):
            name = _(_NAMES[upper, right])
        money = [(member.investment_min, member.investment_max) for member in members]
        least, most = total(money)
        quadrants.append(
            Quadrant(
                right=right,
                upper=upper,
                name=name,
                bubbles=len(members),
                investment_min=least,
                investment_max=most,
                unknown=money.count((None, None)),
            )
        )
    return tuple(quadrants)


# -- colours --------------------------------------------------------------------------------------------


def _groups(
    rows: Sequence[InitiativeRow], colour_by: ColourBy, programmes: Iterable[ProgrammeRow]
) -> dict[str, tuple[int | None, str]]:
    """Number and title of each initiative's group."""
    if colour_by == "programme":
        names = {programme.id: programme.name for programme in programmes}
        return {
            row.id: (row.programme_number, names.get(row.programme_id or "", row.programme or ""))
            if row.programme_id
            else (None, _("No programme"))
            for row in rows
        }
    if colour_by == "organisation":
        counts = Counter(row.organisation for row in rows if row.organisation)
        ranks = {name: rank for rank, (name, _count) in enumerate(counts.most_common(COLOURS), 1)}
        return {
            row.id: (ranks[row.organisation], row.organisation)
            if row.organisation in ranks
            else (None, _("Others") if row.organisation else _("Responsible party not known"))
            for row in rows
        }
    if colour_by == "status":
        return {row.id: (None, label(row.status) if row.status else _("Status not known")) for row in rows}
    if colour_by == "health":
        return {row.id: (None, label(row.health) if row.health else _("Not judged")) for row in rows}
    return {row.id: (None, "") for row in rows}


def _legend(
    rows: Sequence[InitiativeRow],
    bubbles: Sequence[Bubble],
    groups: dict[str, tuple[int | None, str]],
    colour_by: ColourBy,
) -> tuple[LegendEntry, ...]:
    if colour_by == "none":
        return ()
    placed = {bubble.id for bubble in bubbles}
    entries: dict[tuple[int | None, str], LegendEntry] = {}
    for row in rows:
        if row.id not in placed:
            continue
        number, title = groups[row.id]
        entry = entries.get((number, title)) or LegendEntry(
            title,
            0,
            number,
            row.status if colour_by == "status" else None,
            row.health if colour_by == "health" else None,
        )
        entries[number, title] = entry._replace(placed=entry.placed + 1)
    statuses, healths = list(Status), list(Health)
    return tuple(
        sorted(
            entries.values(),
            key=lambda entry: (
                entry.number is None,
                entry.number or 0,
                statuses.index(entry.status) if entry.status else len(statuses),
                healths.index(entry.health) if entry.health else len(healths),
                entry.title,
            ),
        )
    )
