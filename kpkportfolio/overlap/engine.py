"""The search for overlap: an index over the portfolio's items, its pairs, and an idea mirrored against it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.errors import UsageError
from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap import candidates, parties, scoring
from kpkportfolio.overlap.facts import Known, facts
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.glossary import Glossary, glossary
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import Lexicon, Parsed
from kpkportfolio.overlap.marks import Marks, Shared
from kpkportfolio.overlap.matrices import Rarity, blocks
from kpkportfolio.overlap.reasons import reasons
from kpkportfolio.text import _

Progress = Callable[[int, int], None] | None

MINIMUM = 0.2
# one item shall not fill the list: a person judges the strongest few and the rest follow
MOST_PER_ITEM = 5
_LOOKED_AT = 60
_TITLE_WORDS = 14
_STEP = 500


@dataclass(frozen=True, slots=True)
class _Index:
    """The portfolio at one moment, in columns. Never changed, so that a scan goes on while the next one is made."""

    items: list[Item]
    position: dict[str, int]
    parsed: list[Parsed]
    lexicon: Lexicon
    table: scoring.Table
    rarity: Rarity
    known: Known
    registers: int


class Engine:
    """Finds duplicates, overlaps and reusable work among items. Build it once, keep it current by :meth:`update`.

    May be asked from several threads.

    Args:
        items: the portfolio's items; ids are distinct.
        progress: called with (done, total) now and then; what it raises stops the work.
        terms: the concepts to look for; those that ship with the application unless given.
    """

    def __init__(self, items: Sequence[Item], progress: Progress = None, terms: Glossary | None = None) -> None:
        self._items = {item.id: item for item in items}
        self._terms = terms or glossary()
        self._lexicon = Lexicon(terms=self._terms)
        self._parsed: dict[str, Parsed] = {}
        self._names: frozenset[str] = frozenset()
        self._lock = RLock()
        self._index: _Index | None = None
        self._current(progress)

    def __len__(self) -> int:
        return len(self._items)

    def pairs(self, minimum: float = MINIMUM, limit: int | None = None, progress: Progress = None) -> list[Finding]:
        """The found pairs of the portfolio, strongest first, at least ``minimum`` likely."""
        index = self._current(None)
        if len(index.items) < 2:
            return []
        i, j = _together(
            len(index.items),
            candidates.makers(index.table.facts.produces),
            candidates.candidates(index.table.blocks, progress),
        )
        found = _evidence(index, index.table, i, j)
        scores = scoring.probability(found.odds)
        used: Counter[int] = Counter()
        marked: dict[int, Marks] = {}
        result: list[Finding] = []
        for n in np.lexsort((j, i, -found.odds)).tolist():
            if scores[n] < minimum or (limit is not None and len(result) >= limit):
                break
            one, other = int(i[n]), int(j[n])
            if max(used[one], used[other]) < MOST_PER_ITEM:
                used.update((one, other))
                result.append(self._finding(index, found, n, float(scores[n]), one, other, marked))
        return result

    def check(self, text_or_item: str | Item, limit: int = 10) -> list[Finding]:
        """An idea mirrored against the portfolio: what is most like it, strongest first, whatever the score.

        ``b`` of each finding is the existing item; an item of the portfolio is not compared with itself.
        """
        index = self._current(None)
        idea = _idea(text_or_item)
        if not index.items:
            return []
        with self._lock:
            parsed = index.lexicon.parse(idea)
            matrices, _rarity = blocks(index.lexicon, [parsed], index.rarity)
            query = scoring.Table(matrices, facts(index.lexicon, [idea], [parsed], index.known, count=False))
        like = candidates.likeness(index.table.blocks, matrices)
        if (own := index.position.get(idea.id)) is not None:
            like[own] = 0.0
        looked_at = min(_LOOKED_AT + limit, len(like))
        near = np.argpartition(like, len(like) - looked_at)[len(like) - looked_at :]
        near = near[like[near] > 0].astype(np.int32)
        found = _evidence(index, query, np.zeros(len(near), dtype=np.int32), near)
        scores = scoring.probability(found.odds)
        marks = Marks(index.lexicon, idea, parsed)
        result = []
        for n in np.lexsort((near, -found.odds))[:limit].tolist():
            existing = index.items[near[n]]
            shared = Shared(
                marks, Marks(index.lexicon, existing, index.parsed[near[n]]), self._terms, index.rarity.concepts
            )
            why = reasons(found, n, idea, existing, shared)
            result.append(Finding(idea.id, existing.id, scoring.KINDS[found.kind[n]], float(scores[n]), why))
        return result

    def explain(self, a: str, b: str) -> Finding:
        """The finding about one pair of the portfolio, however weak.

        Raises:
            UsageError: if either is not in the portfolio.
        """
        index = self._current(None)
        for wanted in (a, b):
            if wanted not in index.position:
                raise UsageError(_("There is no initiative {id} in the portfolio.").format(id=wanted))
        one, other = sorted((index.position[a], index.position[b]))
        found = _evidence(index, index.table, np.array([one]), np.array([other]))
        return self._finding(index, found, 0, float(scoring.probability(found.odds)[0]), one, other, {})

    def update(self, changed: Sequence[Item], removed: Sequence[str]) -> None:
        """Take in new and changed items and forget the removed ones; the index follows at the next question."""
        with self._lock:
            for item in changed:
                if self._items.get(item.id) != item:
                    self._items[item.id] = item
                    self._parsed.pop(item.id, None)
                    self._index = None
            for gone in removed:
                if self._items.pop(gone, None) is not None:
                    self._parsed.pop(gone, None)
                    self._index = None

    def evidence(self, i: NDArray[Any], j: NDArray[Any]) -> scoring.Evidence:
        """The signals of the pairs ``(i[n], j[n])``, numbered in the order the items came; for measuring."""
        index = self._current(None)
        return _evidence(index, index.table, i, j)

    def _current(self, progress: Progress) -> _Index:
        with self._lock:
            if self._index is None:
                self._index = self._build(progress)
            return self._index

    def _build(self, progress: Progress) -> _Index:
        names = _own_names(self._items.values(), self._terms)
        if names != self._names:
            self._names, self._lexicon, self._parsed = names, Lexicon(names, self._terms), {}
        for place, (key, item) in enumerate(self._items.items()):
            if progress and place % _STEP == 0:
                progress(place, len(self._items))
            if key not in self._parsed:
                self._parsed[key] = self._lexicon.parse(item)
        items = list(self._items.values())
        rows = [self._parsed[item.id] for item in items]
        matrices, rarity = blocks(self._lexicon, rows)
        known = Known()
        table = scoring.Table(matrices, facts(self._lexicon, items, rows, known, count=True))
        if progress:
            progress(len(items), len(items))
        position = {item.id: place for place, item in enumerate(items)}
        registers = len({item.register for item in items if item.register})
        return _Index(items, position, rows, self._lexicon, table, rarity, known, registers)

    def _finding(
        self,
        index: _Index,
        found: scoring.Evidence,
        n: int,
        score: float,
        one: int,
        other: int,
        marked: dict[int, Marks],
    ) -> Finding:
        kind = scoring.KINDS[found.kind[n]]
        first, second = index.items[one], index.items[other]
        if not found.forward[n] if kind is OverlapKind.REUSE else first.id > second.id:
            one, other = other, one
        for place in (one, other):
            # the strongest pairs share items, so their phrases are looked up once
            if place not in marked:
                marked[place] = Marks(index.lexicon, index.items[place], index.parsed[place])
        a, b = index.items[one], index.items[other]
        why = reasons(found, n, a, b, Shared(marked[one], marked[other], self._terms, index.rarity.concepts))
        return Finding(a.id, b.id, kind, score, why)


def _evidence(index: _Index, left: scoring.Table, i: NDArray[Any], j: NDArray[Any]) -> scoring.Evidence:
    return scoring.evidence(left, i, index.table, j, len(index.items), index.registers)


def _together(items: int, *pairs: tuple[NDArray[Any], NDArray[Any]]) -> tuple[NDArray[Any], NDArray[Any]]:
    """All the pairs once, in order."""
    keys = np.unique(np.concatenate([i.astype(np.int64) * items + j for i, j in pairs]))
    return (keys // items).astype(np.int32), (keys % items).astype(np.int32)


def _idea(text_or_item: str | Item) -> Item:
    if isinstance(text_or_item, Item):
        return text_or_item
    text = text_or_item.strip()
    title, _separator, rest = text.partition("\n")
    if len(title.split()) > _TITLE_WORDS:
        return Item(id="", title="", description=text)
    return Item(id="", title=title, description=rest.strip() or None)


def _own_names(items: Iterable[Item], terms: Glossary) -> frozenset[str]:
    """The first words of the portfolio's parties, unless they are words of the trade."""
    firsts = {
        key.split(" ")[0]
        for name in {item.organisation for item in items}
        for key in parties.organisation_keys(name)
        if not key.startswith("#")
    }
    return frozenset(first for first in firsts if not terms.concepts(first, first))
