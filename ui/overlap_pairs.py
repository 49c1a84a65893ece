"""Pairs of initiatives, and what is looked at for overlaps: plain values."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from kpkportfolio.model.rows import Contents, VerdictRow
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item, fingerprint, portfolio_items

Pair = tuple[str, str]
"""Ids of two initiatives, the smaller first."""


def pair_of(a: str, b: str) -> Pair:
    """The two ids in the order a verdict is kept in."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and the finding it is about."""

    finding: Finding
    verdict: VerdictRow


def renewed(
    contents: Contents, known: dict[str, Item], touched: frozenset[str] | None
) -> tuple[dict[str, Item], list[Item], list[str]]:
    """The items now, those that are new or changed, and the ids that are gone; ``touched`` are all that may differ.

    An unchanged item stays the same object, so that its fingerprint is not made again.
    """
    if touched is None:
        now = {item.id: item for item in portfolio_items(contents)}
        changed = [item for item in now.values() if known.get(item.id) != item]
        gone = [id_ for id_ in known if id_ not in now]
        return {id_: known[id_] if known.get(id_) == item else item for id_, item in now.items()}, changed, gone
    fresh = {item.id: item for item in portfolio_items(contents, touched)}
    if any(item.family != (known[id_].family if id_ in known else None) for id_, item in fresh.items()):
        # the others of the family are touched too
        return renewed(contents, known, None)
    changed = [item for item in fresh.values() if known.get(item.id) != item]
    gone = [id_ for id_ in touched if id_ in known and id_ not in fresh]
    now = {id_: item for id_, item in known.items() if id_ in fresh or id_ not in touched}
    return now | {item.id: item for item in changed}, changed, gone


def parts_of(contents: Contents) -> set[Pair]:
    """Each initiative or project with what it is a part of."""
    return {pair_of(row.id, row.parent_id) for row in contents.initiatives if row.parent_id}


def dropped(contents: Contents) -> set[str]:
    """Ideas that were dropped: cancelled, and in no register's file.

    They are kept for whoever has the same idea again, and are no overlap that waits for a person. What a register
    says was cancelled is a record like any other.
    """
    return {
        row.id
        for row in contents.initiatives
        if row.status is Status.CANCELLED and row.file is None and row.sources <= 1
    }


def asked_about(findings: Iterable[Finding], contents: Contents) -> list[Finding]:
    """The findings, but none of an initiative and its own part, and none of an idea that was dropped."""
    parts, gone = parts_of(contents), dropped(contents)
    return [one for one in findings if pair_of(one.a, one.b) not in parts and gone.isdisjoint((one.a, one.b))]


def by_id(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings each initiative takes part in, in the same order."""
    result: dict[str, list[Finding]] = {}
    for finding in findings:
        for id_ in (finding.a, finding.b):
            result.setdefault(id_, []).append(finding)
    return result


def shares(finding: Finding) -> Mapping[int, float]:
    """How much of the score each reason that speaks for it makes up, by the reason's place; they add up to it.

    Weights are log-odds and the score a probability, so each is its part of what speaks for the finding.
    """
    whole = sum(reason.weight for reason in finding.reasons if reason.weight > 0)
    return {
        place: finding.score * reason.weight / whole
        for place, reason in enumerate(finding.reasons)
        if reason.weight > 0
    }


def turned(finding: Finding) -> Finding:
    """The same finding seen from its other side."""
    swapped = tuple(replace(reason, spans_a=reason.spans_b, spans_b=reason.spans_a) for reason in finding.reasons)
    return Finding(finding.b, finding.a, finding.kind, finding.score, swapped)


def language_of(item: Item) -> str:
    """The language of a text, fi, sv or en: the one it is told to be, else what its words say."""
    from kpkportfolio.overlap import words

    return words.language_of(words.split(item.title) + words.split(item.description or ""), item.language)


class KnownItems:
    """The items of the latest search by id; what their texts say is worked out once an item.

    Attributes:
        items: may be replaced as a whole; an item that stays the same object costs nothing again.
    """

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self._prints: dict[str, tuple[Item, str]] = {}
        self._languages: dict[str, tuple[Item, str]] = {}

    def language(self, id_: str) -> str:
        """The language of an initiative's text, fi, sv or en, told or guessed by its words; empty before a search."""
        item = self.items.get(id_)
        return "" if item is None else _once(self._languages, item, language_of)

    def fingerprint(self, id_: str) -> str:
        """What an initiative's text says in substance, as a verdict on it keeps it; the item is known."""
        return _once(self._prints, self.items[id_], fingerprint)

    def holds(self, verdict: VerdictRow) -> bool:
        """Neither text has changed in substance since the verdict; taken to be so before both are known."""
        if verdict.a_id not in self.items or verdict.b_id not in self.items:
            return True
        texts = self.fingerprint(verdict.a_id), self.fingerprint(verdict.b_id)
        return texts == (verdict.a_text, verdict.b_text)


def _once(made: dict[str, tuple[Item, str]], item: Item, make: Callable[[Item], str]) -> str:
    known = made.get(item.id)
    if known is None or known[0] is not item:
        known = made[item.id] = (item, make(item))
    return known[1]
