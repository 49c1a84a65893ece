"""Which initiatives are shown: words typed and facets ticked. The same for every page and the command line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kpkportfolio.model.rows import InitiativeRow


class Facet(StrEnum):
    """What can be ticked beside the table."""

    STATUS = "status"
    HEALTH = "health"
    ORGANISATION_KIND = "organisation_kind"
    REGISTER = "register"
    PROGRAMME = "programme"
    DOMAIN = "domain"
    KIND = "kind"


UNKNOWN = ""
"""The facet value of rows that do not say."""

_GETTERS: Mapping[Facet, Callable[[InitiativeRow], str | None]] = {
    Facet.STATUS: lambda row: row.status,
    Facet.HEALTH: lambda row: row.health,
    Facet.ORGANISATION_KIND: lambda row: row.organisation_kind,
    Facet.REGISTER: lambda row: row.register,
    Facet.PROGRAMME: lambda row: row.programme,
    Facet.DOMAIN: lambda row: row.domain,
    Facet.KIND: lambda row: row.kind,
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

    def apply(self, rows: Iterable[InitiativeRow], texts: Mapping[str, str] | None = None) -> list[InitiativeRow]:
        """The rows that pass, in their order. ``texts`` may hold :func:`search_text` by id, kept by the caller."""
        words = self.text.casefold().split()
        ticked = [(_GETTERS[facet], values) for facet, values in self.facets.items() if values]
        shown = list(rows)
        for getter, values in ticked:
            shown = [row for row in shown if (getter(row) or UNKNOWN) in values]
        for word in words:
            shown = [row for row in shown if word in (texts[row.id] if texts is not None else search_text(row))]
        return shown


def counts(facet: Facet, rows: Iterable[InitiativeRow]) -> dict[str, int]:
    """How many rows each value of a facet has, unknown under :data:`UNKNOWN`."""
    found: dict[str, int] = {}
    getter = _GETTERS[facet]
    for row in rows:
        value = getter(row) or UNKNOWN
        found[value] = found.get(value, 0) + 1
    return found
