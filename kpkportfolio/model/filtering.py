"""Which initiatives are shown: words typed and facets ticked. The same for every page and the command line."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from operator import attrgetter

from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import InitiativeRow


class Facet(StrEnum):
    """What can be ticked beside the table; most are fields of :class:`InitiativeRow`."""

    STATUS = "status"
    HEALTH = "health"
    COMPUTED = "computed"
    FLAG = "flag"
    ORGANISATION_KIND = "organisation_kind"
    REGISTER = "register"
    PROGRAMME = "programme"
    DOMAIN = "domain"
    KIND = "kind"
    ID = "id"


OF_FACTS = frozenset((Facet.COMPUTED, Facet.FLAG))
"""Facets that are worked out of more than an initiative's own row."""
_NEEDED = "what is worked out of facts needs them"
UNKNOWN = ""
"""The facet value of rows that do not say."""

_GETTERS: Mapping[Facet, Callable[[InitiativeRow], str | None]] = {
    facet: attrgetter(facet.value) for facet in Facet if facet not in OF_FACTS
}


def search_text(row: InitiativeRow) -> str:
    """All the words of a row that typing looks in, without regard to case."""
    parts = (row.title, row.short_name, row.description, row.organisation, row.person, row.programme, row.domain)
    return " ".join(part for part in (*parts, row.register, row.ref, row.own_values) if part).casefold()


@dataclass(frozen=True, slots=True)
class Filter:
    """Words (all must occur, anywhere, in any case) and, per facet, the ticked values (any may hold)."""

    text: str = ""
    facets: Mapping[Facet, frozenset[str]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not self.text.strip() and not any(self.facets.values())

    @property
    def of_facts(self) -> bool:
        """Whether it asks for what is worked out of more than the initiatives' own rows."""
        return any(self.facets.get(facet) for facet in OF_FACTS)

    def apply(
        self,
        rows: Iterable[InitiativeRow],
        texts: Mapping[str, str] | None = None,
        facts: Facts | None = None,
    ) -> list[InitiativeRow]:
        """The rows that pass, in their order.

        Args:
            texts: may hold :func:`search_text` by id, kept by the caller.
            facts: of the same portfolio; needed where :attr:`of_facts`.
        """
        shown = list(rows)
        for facet, values in self.facets.items():
            if values:
                told = _telling(facet, facts)
                shown = [row for row in shown if not values.isdisjoint(told(row))]
        for word in self.text.casefold().split():
            shown = [row for row in shown if word in (texts[row.id] if texts is not None else search_text(row))]
        return shown


def counts(facet: Facet, rows: Iterable[InitiativeRow], facts: Facts | None = None) -> dict[str, int]:
    """How many rows each value of a facet has, unknown under :data:`UNKNOWN`; ``facts`` as in :meth:`Filter.apply`."""
    # counted without a step of Python's own for each of ten thousand rows, which are counted at every change
    if facet not in OF_FACTS:
        return {value or UNKNOWN: n for value, n in Counter(map(_GETTERS[facet], rows)).items()}
    assert facts is not None, _NEEDED
    if facet is Facet.FLAG:
        return {flag.value: n for flag, n in Counter(chain.from_iterable(map(facts.flags, rows))).items()}
    return {health or UNKNOWN: n for health, n in Counter(map(facts.health, rows)).items()}


def _telling(facet: Facet, facts: Facts | None) -> Callable[[InitiativeRow], Collection[str]]:
    """The values of a row; several flags may be told of one, and none is no value of its own."""
    if facet in OF_FACTS:
        assert facts is not None, _NEEDED
        return facts.flags if facet is Facet.FLAG else lambda row: (facts.health(row) or UNKNOWN,)
    getter = _GETTERS[facet]
    return lambda row: (getter(row) or UNKNOWN,)
