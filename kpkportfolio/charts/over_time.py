"""The portfolio at several moments: how many initiatives were in each status and each programme at each of them."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind, Status, label
from kpkportfolio.text import _, format_date, format_number

_MOST_PROGRAMMES = 8
_Key = TypeVar("_Key")


class Moment(NamedTuple):
    """The portfolio as it was: what the moment is called (empty for a day of the journal), every row of it, and what
    is worked out of them, if that was asked for."""

    name: str
    day: date
    initiatives: Sequence[InitiativeRow]
    facts: Facts | None = None


class Past(NamedTuple):
    """Moments, oldest first; ``known`` is how many there are of which these were chosen."""

    moments: tuple[Moment, ...] = ()
    known: int = 0

    def of_those(self, ids: Collection[str]) -> "Past":
        """Only the initiatives of these ids, as they were then."""
        return self._replace(
            moments=tuple(
                one._replace(initiatives=[row for row in one.initiatives if row.id in ids]) for one in self.moments
            )
        )


NO_PAST = Past()


def end_words(columns: Sequence[tuple[str, date]]) -> tuple[str, str]:
    """What the first and the last moment are told by: their days, or what they are called where both are of one day."""
    (first, was), (last, now) = columns[0], columns[-1]
    if was != now:
        return format_date(was), format_date(now)
    return first or format_date(was), last or format_date(now)


def moments_words(shown: int, known: int, narrowed: bool) -> list[str]:
    """What a picture says of the moments it shows: how many of the ``known`` ones, and of which initiatives."""
    if not shown:
        return [_("There is no earlier state to compare with: take a snapshot.")]
    words = []
    if shown < known:
        text = _("{shown} of {n} moments, evenly chosen.")
        words.append(text.format(shown=format_number(shown), n=format_number(known)))
    if narrowed:
        words.append(_("Those that are shown today, as they were then."))
    return words


class Layer(NamedTuple):
    """One layer of the columns, with a number for each; ``merged`` counts those put together into this one."""

    name: str
    counts: tuple[int, ...]
    status: Status | None = None
    number: int | None = None
    merged: int = 0


class OverTime(NamedTuple):
    """Columns by name and day, today's last; each side's layers from the ground up add up to the same ``totals``."""

    columns: tuple[tuple[str, date], ...]
    statuses: tuple[Layer, ...]
    programmes: tuple[Layer, ...]
    totals: tuple[int, ...]
    known: int


def build_over_time(past: Past, initiatives: Sequence[InitiativeRow], today: date) -> OverTime:
    """The layers at each moment and today. Initiatives are counted, without their projects: these too where there is
    nothing else today.

    A programme keeps its layer when it is given another name; it is called what it is called last.
    """
    moments = [*past.moments, Moment(_("Today"), today, initiatives)]
    projects = not any(row.kind is InitiativeKind.INITIATIVE for row in initiatives) and bool(initiatives)
    states = [[row for row in one.initiatives if projects or row.kind is InitiativeKind.INITIATIVE] for one in moments]
    named = {row.programme_id: (row.programme, row.programme_number) for state in states for row in state}
    by_status = _counted(states, lambda row: row.status)
    by_programme = _counted(states, lambda row: row.programme_id)
    statuses = [
        Layer(label(status) if status else _("not known"), by_status[status], status)
        for status in (*Status, None)
        if status in by_status
    ]
    programmes = []
    for id_, counts in by_programme.items():
        name, number = named[id_]
        programmes.append(Layer(name or _("No programme"), counts, number=number))
    programmes.sort(key=lambda one: (one.number is None, one.number or 0, one.name))
    return OverTime(
        tuple((one.name, one.day) for one in moments),
        tuple(statuses),
        _fewer(programmes),
        tuple(len(state) for state in states),
        past.known,
    )


def _counted(
    states: Sequence[Sequence[InitiativeRow]], key: Callable[[InitiativeRow], _Key]
) -> dict[_Key, tuple[int, ...]]:
    counts = [Counter(key(row) for row in state) for state in states]
    return {value: tuple(one[value] for one in counts) for value in dict.fromkeys(v for one in counts for v in one)}


def _fewer(layers: Sequence[Layer]) -> tuple[Layer, ...]:
    """The largest of them, and the rest as one above them."""
    if len(layers) <= _MOST_PROGRAMMES:
        return tuple(layers)
    largest = sorted(layers, key=lambda one: -sum(one.counts))[: _MOST_PROGRAMMES - 1]
    kept = [one for one in layers if one in largest]
    rest = [one for one in layers if one not in largest]
    counts = tuple(sum(column) for column in zip(*(one.counts for one in rest), strict=True))
    return (*kept, Layer("", counts, merged=len(rest)))
