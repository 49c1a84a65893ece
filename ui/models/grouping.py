"""Rows put under headings, and what their ranges come to; investment and impact are never netted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.text import N_, _
from ui.models.collation import Collation


class Grouping(StrEnum):
    """What rows are put together by."""

    NONE = "none"
    PROGRAMME = "programme"
    ORGANISATION = "organisation"
    STATUS = "status"
    DOMAIN = "domain"
    REGISTER = "register"
    PARENT = "parent"


GROUPING_TITLES = {
    Grouping.PROGRAMME: N_("Programme"),
    Grouping.ORGANISATION: N_("Responsible party"),
    Grouping.STATUS: N_("Status"),
    Grouping.DOMAIN: N_("Domain"),
    Grouping.REGISTER: N_("Source register"),
    Grouping.PARENT: N_("Part of"),
    Grouping.NONE: N_("no grouping"),
}

_WITHOUT = {
    Grouping.PROGRAMME: N_("No programme"),
    Grouping.ORGANISATION: N_("Responsible party not known"),
    Grouping.STATUS: N_("Status not known"),
    Grouping.DOMAIN: N_("Domain not known"),
    Grouping.REGISTER: N_("No source register"),
    Grouping.PARENT: N_("Part of nothing"),
}

_KEYS: dict[Grouping, Callable[[InitiativeRow], str | None]] = {
    Grouping.PROGRAMME: lambda row: row.programme_id,
    Grouping.ORGANISATION: lambda row: row.organisation,
    Grouping.STATUS: lambda row: row.status,
    Grouping.DOMAIN: lambda row: row.domain,
    Grouping.REGISTER: lambda row: row.register,
    Grouping.PARENT: lambda row: row.parent_id,
}


@dataclass(slots=True)
class Sums:
    """Ranges added end to end, in cents, and how many rows they do not know."""

    count: int = 0
    investment_min: int = 0
    investment_max: int = 0
    investment_unknown: int = 0
    impact_min: int = 0
    impact_max: int = 0
    impact_unknown: int = 0

    @property
    def investment(self) -> tuple[int, int] | None:
        """The range, None when no row knows its investment."""
        return (self.investment_min, self.investment_max) if self.investment_unknown < self.count else None

    @property
    def impact(self) -> tuple[int, int] | None:
        """The range, None when no row's impact is estimated."""
        return (self.impact_min, self.impact_max) if self.impact_unknown < self.count else None


def sums(rows: Iterable[InitiativeRow]) -> Sums:
    """Adds the ranges up. One known end of a range stands for both, as where a single row is shown."""
    count = low = high = without = gain_low = gain_high = not_estimated = 0
    for row in rows:
        count += 1
        least, most = row.investment_min, row.investment_max
        if least is None and most is None:
            without += 1
        else:
            low += least if least is not None else most or 0
            high += most if most is not None else least or 0
        least, most = row.impact_min, row.impact_max
        if least is None and most is None:
            not_estimated += 1
        else:
            gain_low += least if least is not None else most or 0
            gain_high += most if most is not None else least or 0
    return Sums(count, low, high, without, gain_low, gain_high, not_estimated)


@dataclass(slots=True)
class Group:
    """A heading and the rows below it.

    Attributes:
        key: what the rows have in common; empty when they do not say.
        programme: the programme's number.
    """

    key: str
    name: str
    rows: list[InitiativeRow]
    programme: int | None = None
    sums: Sums | None = None

    @property
    def total(self) -> Sums:
        """What its rows come to; counted when first asked for."""
        if self.sums is None:
            self.sums = sums(self.rows)
        return self.sums


def grouped(
    rows: Sequence[InitiativeRow], by: Grouping, collation: Collation, titles: Callable[[str], str]
) -> list[Group]:
    """The rows under headings, each heading's in the order given; those that do not say stand last."""
    key_of = _KEYS[by]
    found: dict[str, list[InitiativeRow]] = {}
    for row in rows:
        found.setdefault(key_of(row) or "", []).append(row)
    groups = [_group(by, key, members, titles) for key, members in found.items()]
    places = collation.ranks(group.name for group in groups)
    statuses = {status.value: place for place, status in enumerate(Status)}

    def place(group: Group) -> tuple[bool, int, int]:
        first = group.programme if by is Grouping.PROGRAMME else statuses.get(group.key)
        return (group.key == "", 10_000 if first is None else first, places[group.name])

    return sorted(groups, key=place)


def _group(by: Grouping, key: str, rows: list[InitiativeRow], titles: Callable[[str], str]) -> Group:
    if not key:
        return Group(key, _(_WITHOUT[by]), rows)
    if by is Grouping.PROGRAMME:
        return Group(key, rows[0].programme or "", rows, rows[0].programme_number)
    if by is Grouping.STATUS:
        return Group(key, label(Status(key)), rows)
    return Group(key, titles(key) if by is Grouping.PARENT else key, rows)
