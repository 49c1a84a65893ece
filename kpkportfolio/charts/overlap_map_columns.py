"""The overlap map's columns, words and sizes, the same on paper and in the window; told what letters measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kpkportfolio.charts.impact import Range
from kpkportfolio.charts.overlap_map import LEAST, MapGroup, OverlapMap, added
from kpkportfolio.charts.palette import Palette
from kpkportfolio.charts.sizes import AXIS, BODY, SMALL, Align, Point
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import OverlapKind, Status, label
from kpkportfolio.text import _, format_millions, format_month, format_number, format_percent, ngettext

GAP = 12.0
STEP = 15.0
"""From one bow of the line-work to the next."""
MOST_MEMBERS = 6
"""So many members of a group are named; how many more there are is said."""
_WIDEST_YEAR, _LEAST_YEAR = 74.0, 26.0
_YEARS_SHARE = 0.42
_LEAST_NAMES = 120.0


class Canvas(Protocol):
    """What the map is drawn on. Points from the upper left corner, y downwards; later things lie upon earlier ones."""

    @property
    def palette(self) -> Palette: ...

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Of one line of text."""

    def wrap(self, text: str, width: float, size: float, bold: bool = False) -> list[str]:
        """The text in lines no wider than ``width``; nothing is cut."""

    def text(
        self, x: float, y: float, text: str, size: float, colour: str = "", bold: bool = False, align: Align = "left"
    ) -> None:
        """One line whose middle lies at height ``y``; without a colour in that of the palette's text."""

    def line(
        self, points: Sequence[Point], colour: str, width: float = 0.75, dash: Sequence[float] | None = None
    ) -> None:
        """A line through ``points``; ``dash`` on and off by turns."""

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: str | None, edge: str | None = None) -> None:
        """A rectangle, edged 0.75 wide."""

    def status(self, status: Status, x: float, y: float) -> None:
        """The glyph of a status with its middle there, some 10 wide."""

    def kind(self, kind: OverlapKind, x: float, y: float) -> None:
        """The mark of a kind of overlap with its middle there, some 9 wide, upon a clear ground."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each column begins and ends, from the line-work at the left to the last year at the right.

    Figures are right-aligned at ``schedule``, ``all`` and ``others``. Where it is narrow ``party`` is None and parties
    stand below the names; where it is narrower still there is no schedule.
    """

    left: float
    node: float
    name: tuple[float, float]
    party: tuple[float, float] | None
    schedule: float | None
    all: float
    others: float
    years: float
    year: float
    right: float
    all_width: float
    others_width: float

    @classmethod
    def of(cls, canvas: Canvas, chart: OverlapMap, left: float, right: float) -> "Columns":
        """The columns from ``left`` to ``right``: figures and dates as wide as their longest, names have the rest."""
        n = len(chart.columns)
        figures = [money(group.all, group.unknown) for group in chart.groups] + [
            money(member.investment) for group in chart.groups for member in group.members[:MOST_MEMBERS]
        ]
        besides = [money(group.others, group.unknown_others) for group in chart.groups]
        sums = [money(chart.all, chart.unknown), money(chart.others, chart.unknown_others)]
        all_width = max([52.0, *(canvas.width(text, BODY, True) for text in [*figures, *sums])])
        others_width = max([58.0, *(canvas.width(text, BODY, True) for text in [*besides, *sums])])
        cells = [canvas.width(money(one), AXIS) for year in chart.sums for one in (year.all, year.others)]
        cells += [canvas.width(year_words(year), SMALL, True) for year in chart.columns]
        whole = (right - left) * _YEARS_SHARE
        wide = max(_LEAST_YEAR, min([_WIDEST_YEAR, *([max(cells) + 14] if cells else [])], default=_WIDEST_YEAR))
        year = min(max(wide, 46.0), whole / n) if n else 0.0
        years = right - year * n
        bows = max(
            (abs(tie.a - tie.b) for group in chart.groups for tie in group.ties if _named(tie.a, tie.b)), default=1
        )
        node = left + STEP * bows + 12
        others = years - GAP * 1.5
        figures_end = others - others_width - GAP
        dates = [schedule(member.row) for group in chart.groups for member in group.members[:MOST_MEMBERS]]
        dates_width = max([canvas.width(_("Schedule"), SMALL, True), *(canvas.width(text, SMALL) for text in dates)])
        names, names_end = node + 13, figures_end - all_width - GAP
        schedule_end = None
        if names_end - dates_width - GAP - names >= _LEAST_NAMES:
            schedule_end, names_end = names_end, names_end - dates_width - GAP
        party = None
        if names_end - names >= 2 * _LEAST_NAMES:
            middle = names + (names_end - names) * 0.6
            party, names_end = (middle, names_end), middle - GAP
        return cls(
            left=left,
            node=node,
            name=(names, names_end),
            party=party,
            schedule=schedule_end,
            all=figures_end,
            others=others,
            years=years,
            year=year,
            right=right,
            all_width=all_width,
            others_width=others_width,
        )


def _named(a: int, b: int) -> bool:
    return max(a, b) < MOST_MEMBERS


def money(amount: Range | None, unknown: int = 0) -> str:
    """``3,6``, ``2–3 + ?`` when ``unknown`` of those added up have no figure, ``?`` when none has."""
    if amount is None:
        return "?"
    text = format_millions(amount.low, amount.high)
    return f"{text} + ?" if unknown else text


def year_words(year: int | None) -> str:
    """The heading of a year's column."""
    return _("no year") if year is None else f"{year}"


def schedule(row: InitiativeRow) -> str:
    """``10/2010–3/2013``, ``5/2010–jatkuva``, ``ei tiedossa``."""
    if row.start is None and row.end is None and not row.open_ended:
        return _("not known")
    end = format_month(row.end) or (_("continuous") if row.open_ended else "?")
    return f"{format_month(row.start) or '?'}–{end}"


def counted(chart: OverlapMap) -> str:
    """How many groups of how many initiatives invest how much: the map's first line."""
    n = len(chart.groups)
    words = [
        ngettext("{n} group", "{n} groups", n).format(n=format_number(n)),
        ngettext("{n} initiative", "{n} initiatives", chart.members).format(n=format_number(chart.members)),
    ]
    return ", ".join(words)


def kinds(group: MapGroup) -> str:
    """``kaksoiskirjaus 2, päällekkäisyys 1``: how many of the group's pairs are of which kind."""
    return ", ".join(f"{label(kind).lower()} {format_number(n)}" for kind, n in group.kinds.items())


def heading(number: int, group: MapGroup) -> tuple[str, str]:
    """The name of a group, and how likely its pairs are and of which kinds."""
    name = f"{group.name[:1].upper()}{group.name[1:]}"
    return f"{number}  {name}", f"{format_percent(group.score * 100)} · {kinds(group)}"


def rule() -> str:
    """What is summed, and what is not claimed."""
    return _(
        "All: what every initiative of the group invests in ICT. The others: the same without the one that would "
        "remain, which is the completed one if there is one, else the one that invests most; completed and cancelled "
        "ones are not counted. This is the most that one undertaking in place of several could spare, not a promised "
        "saving."
    )


def note(chart: OverlapMap) -> str:
    """What is not in the sums or not on the map, and whose prices the figures are in."""
    parts = []
    if chart.unknown:
        parts.append(
            ngettext(
                "{n} initiative has no figure (?); it is in no sum.",
                "{n} initiatives have no figure (?); they are in no sum.",
                chart.unknown,
            ).format(n=format_number(chart.unknown))
        )
    if chart.undated:
        parts.append(_("Money without a year stands apart: nobody has said when it is used."))
    if len(chart.price_years) == 1:
        [year] = chart.price_years
        parts.append(_("Each year's own prices.") if year is None else _("Prices of {year}.").format(year=year))
    elif chart.price_years:
        years = ", ".join(_("each year's own") if year is None else str(year) for year in chart.price_years)
        parts.append(_("Prices of several years, not converted: {years}.").format(years=years))
    parts.append(_left_out(chart))
    return " ".join(parts)


def _left_out(chart: OverlapMap) -> str:
    least = format_percent(LEAST * 100)
    told = _("The largest sum first; pairs that are at least {least} likely or confirmed by a person.").format(
        least=least
    )
    if chart.unlikely:
        told += " " + ngettext(
            "{n} less likely pair is left out.", "{n} less likely pairs are left out.", chart.unlikely
        ).format(n=format_number(chart.unlikely))
    if chart.loose:
        told += " " + ngettext(
            "{n} pair ties two groups and is not drawn.", "{n} pairs tie two groups and are not drawn.", chart.loose
        ).format(n=format_number(chart.loose))
    return told


def more_words(groups: Sequence[MapGroup]) -> str:
    """Of groups that found no room: how many they are and what they invest."""
    n = len(groups)
    return ngettext(
        "And {n} more group: {all} M€, of which the others {others} M€. It is in the sums.",
        "And {n} more groups: {all} M€, of which the others {others} M€. They are in the sums.",
        n,
    ).format(
        n=format_number(n),
        all=money(added(group.all for group in groups), sum(group.unknown for group in groups)),
        others=money(added(group.others for group in groups), sum(group.unknown_others for group in groups)),
    )
