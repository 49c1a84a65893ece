"""Conditions through time, as small multiples: of the whole portfolio and of each programme or responsible party, how
many initiatives were in which condition by their facts, how far behind they were and how much dearer they had become.

Conditions are by the rules of :mod:`kpkportfolio.model.health_rules` at each moment's own day, against the first
baseline, which no later one hides.
"""

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from kpkportfolio.charts.over_time import Moment, Past
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Health, InitiativeKind
from kpkportfolio.text import _

TrendBy = Literal["programme", "organisation"]


class Point(NamedTuple):
    """One group at one moment.

    Attributes:
        counts: initiatives in green, yellow, red and of a condition that cannot be worked out.
        slip: days behind the first baseline on the average of those of which it is known; negative is ahead.
        overrun: per cent by which the investment of those that have one in their first baseline is above it in all.
    """

    counts: tuple[int, int, int, int]
    slip: float | None
    overrun: float | None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


class Panel(NamedTuple):
    """One group through all moments; ``number`` is a programme's, ``merged`` counts groups put together into it."""

    name: str
    points: tuple[Point, ...]
    number: int | None = None
    merged: int = 0


class Trend(NamedTuple):
    """Moments by name and day, today's last; the whole portfolio first, then the groups, the largest first."""

    columns: tuple[tuple[str, date], ...]
    panels: tuple[Panel, ...]
    known: int

    @property
    def empty(self) -> bool:
        """Whether no condition could be worked out at any moment."""
        return not any(any(point.counts[:3]) for panel in self.panels for point in panel.points)


def build_trend(
    past: Past, initiatives: Sequence[InitiativeRow], facts: Facts, most: int, by: TrendBy = "programme"
) -> Trend:
    """The panels, at most ``most`` with the whole one; what there is no room for is put together into the last.

    Initiatives are counted, without their projects: these too where there is nothing else today. Moments whose
    facts are not known are left out.
    """
    moments = [*(one for one in past.moments if one.facts), Moment(_("Today"), facts.today, initiatives, facts)]
    projects = not any(row.kind is InitiativeKind.INITIATIVE for row in initiatives) and bool(initiatives)
    states = [
        (one.facts, [row for row in one.initiatives if projects or row.kind is InitiativeKind.INITIATIVE])
        for one in moments
    ]
    groups = _groups([rows for _facts, rows in states], by)
    whole = Panel(_("Whole portfolio"), tuple(_point(rows, known) for known, rows in states))
    panels = [Panel(name, _through(states, by, {id_}), number) for id_, name, number in groups]
    if len(panels) > most - 1:
        kept, rest = panels[: max(most - 2, 0)], groups[max(most - 2, 0) :]
        merged = Panel("", _through(states, by, {id_ for id_, _name, _number in rest}), merged=len(rest))
        panels = [*kept, merged]
    return Trend(tuple((one.name, one.day) for one in moments), (whole, *panels), past.known)


def _key(row: InitiativeRow, by: TrendBy) -> str | None:
    return row.programme_id if by == "programme" else row.organisation_id


def _groups(states: Sequence[Sequence[InitiativeRow]], by: TrendBy) -> list[tuple[str | None, str, int | None]]:
    """Id, name and number of each, called as it is called last: programmes by number, parties by how many they have."""
    named: dict[str | None, tuple[str, int | None]] = {}
    sizes: dict[str | None, int] = {}
    for rows in states:
        for row in rows:
            id_ = _key(row, by)
            sizes[id_] = sizes.get(id_, 0) + 1
            if by == "programme":
                named[id_] = (row.programme or _("No programme"), row.programme_number)
            else:
                named[id_] = (row.organisation or _("Responsible party not known"), None)
    found = [(id_, name, number) for id_, (name, number) in named.items()]
    if by == "programme":
        return sorted(found, key=lambda one: (one[0] is None, one[2] is None, one[2] or 0, one[1]))
    return sorted(found, key=lambda one: (one[0] is None, -sizes[one[0]], one[1].casefold()))


def _through(
    states: Sequence[tuple[Facts | None, Sequence[InitiativeRow]]], by: TrendBy, ids: set[str | None]
) -> tuple[Point, ...]:
    return tuple(_point([row for row in rows if _key(row, by) in ids], facts) for facts, rows in states)


def _point(rows: Sequence[InitiativeRow], facts: Facts | None) -> Point:
    assert facts is not None
    healths = [facts.health(row) for row in rows]
    counts = tuple(healths.count(health) for health in (Health.GREEN, Health.YELLOW, Health.RED, None))
    slips = [slip for row in rows if (slip := facts.slip(row)) is not None]
    now = then = 0
    for row in rows:
        first = facts.of(row).first
        # the most is compared with the most, as the rule does; one figure is both ends
        if first is not None and first.investment_max and row.investment_max is not None:
            now, then = now + row.investment_max, then + first.investment_max
    return Point(
        (counts[0], counts[1], counts[2], counts[3]),
        sum(slips) / len(slips) if slips else None,
        (now - then) * 100 / then if then else None,
    )
