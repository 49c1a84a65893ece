"""Which initiatives are marked in tables because they may overlap others, and what the mark says."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import OverlapKind, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_number, ngettext

_TOLD = 3


class Near(NamedTuple):
    """One found pair, seen from one of the two."""

    kind: OverlapKind
    score: float
    title: str


class Mark(NamedTuple):
    """What an initiative may overlap: the strongest few, and how many there are."""

    near: tuple[Near, ...]
    total: int

    @property
    def kind(self) -> str:
        """The strongest one's kind, by which the mark is drawn."""
        return self.near[0].kind.value

    @property
    def lines(self) -> list[str]:
        """``Overlap 0.86: Title`` for the strongest few, and how many more there are."""
        told = [
            _("{kind} {probability}: {title}").format(
                kind=label(one.kind), probability=format_number(one.score, 2), title=one.title
            )
            for one in self.near
        ]
        more = self.total - len(self.near)
        if more > 0:
            told.append(ngettext("and {n} other", "and {n} others", more).format(n=format_number(more)))
        return told


def marks(findings: Iterable[Finding], by_id: Mapping[str, InitiativeRow]) -> dict[str, Mark]:
    """The marks by initiative; ``findings`` come strongest first."""
    near: dict[str, list[Near]] = {}
    counts: dict[str, int] = {}
    for finding in findings:
        for id_, other in ((finding.a, finding.b), (finding.b, finding.a)):
            row = by_id.get(other)
            if id_ not in by_id or row is None:
                continue
            counts[id_] = counts.get(id_, 0) + 1
            told = near.setdefault(id_, [])
            if len(told) < _TOLD:
                told.append(Near(finding.kind, finding.score, row.title))
    return {id_: Mark(tuple(told), counts[id_]) for id_, told in near.items()}
