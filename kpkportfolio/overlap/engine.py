"""The search for overlap: an index over the portfolio's items, its pairs, and an idea mirrored against it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.errors import UsageError
from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap import candidates, parties, scoring
from kpkportfolio.overlap.facts import Known, facts
from kpkportfolio.overlap.finding import Finding, Reason
from kpkportfolio.overlap.glossary import Glossary, glossary
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import Lexicon, Parsed
from kpkportfolio.overlap.marks import Marks, Shared
from kpkportfolio.overlap.matrices import blocks
from kpkportfolio.overlap.reasons import reasons
from kpkportfolio.text import _

Progress = Callable[[int, int], None] | None

MINIMUM = 0.3
# one item shall not fill the list: a person judges the strongest few and the rest follow
MOST_PER_ITEM = 5
_LOOKED_AT = 60
_TITLE_WORDS = 14
_STEP = 500
# the strongest pairs share items, so their phrases are looked up once
_MARKED = 300


class Engine:
    """Finds duplicates, overlaps and reusable work among items. Build it once, keep it current by :meth:`update`.

    Args:
        items: the portfolio's items; ids are distinct.
        progress: called with (done, total) now and then; what it raises stops the work.
        terms: the concepts to look for; those that ship with the application unless given.
    """

    def __init__(self, items: Sequence[Item], progress: Progress = None, terms: Glossary | None = None) -> None:
        self._items = {item.id: item for item in items}
        self._parsed: dict[str, Parsed] = {}
        self._names: frozenset[str] = frozenset()
        self._terms = terms or glossary()
        self._lexicon = Lexicon(terms=self._terms)
        self._marked: dict[Item, Marks] = {}
        self._stale = True
        self._build(progress)

    def __len__(self) -> int:
        return len(self._items)

    def pairs(self, minimum: float = MINIMUM, limit: int | None = None, progress: Progress = None) -> list[Finding]:
        """The found pairs of the portfolio, strongest first, at least ``minimum`` likely."""
        self._build(None)
        if len(self._order) < 2:
            return []
        i, j = candidates.candidates(self._table.blocks, progress)
        found = self._evidence(self._table, i, j)
        scores = scoring.probability(found.odds)
        return self._strongest(found, scores, i, j, minimum, limit)

    def check(self, text_or_item: str | Item, limit: int = 10) -> list[Finding]:
        """An idea mirrored against the portfolio: what is most like it, strongest first, whatever the score.

        ``b`` of each finding is the existing item; an item of the portfolio is not compared with itself.
        """
        self._build(None)
        idea = _idea(text_or_item)
        if not self._order:
            return []
        query = self._query(idea)
        like = candidates.likeness(self._table.blocks, query.blocks)
        if (own := self._position.get(idea.id)) is not None:
            like[own] = 0.0
        looked_at = min(_LOOKED_AT + limit, len(like))
        near = np.argpartition(like, len(like) - looked_at)[len(like) - looked_at :]
        near = near[like[near] > 0].astype(np.int32)
        i = np.zeros(len(near), dtype=np.int32)
        found = self._evidence(query, i, near)
        scores = scoring.probability(found.odds)
        best = np.lexsort((near, -scores))[:limit]
        return [
            Finding(
                idea.id,
                self._order[near[n]],
                scoring.KINDS[found.kind[n]],
                float(scores[n]),
                self._reasons(found, n, idea, self._items[self._order[near[n]]]),
            )
            for n in best.tolist()
        ]

    def explain(self, a: str, b: str) -> Finding:
        """The finding about one pair of the portfolio, however weak.

        Raises:
            UsageError: if either is not in the portfolio.
        """
        self._build(None)
        for wanted in (a, b):
            if wanted not in self._position:
                raise UsageError(_("There is no initiative {id} in the portfolio.").format(id=wanted))
        one, other = sorted((self._position[a], self._position[b]))
        i, j = np.array([one], dtype=np.int32), np.array([other], dtype=np.int32)
        found = self._evidence(self._table, i, j)
        return self._finding(found, scoring.probability(found.odds), i, j, 0)

    def update(self, changed: Sequence[Item], removed: Sequence[str]) -> None:
        """Take in new and changed items and forget the removed ones; the index follows at the next question."""
        for item in changed:
            if self._items.get(item.id) != item:
                self._items[item.id] = item
                self._parsed.pop(item.id, None)
                self._stale = True
        for gone in removed:
            self._stale |= self._items.pop(gone, None) is not None
            self._parsed.pop(gone, None)

    def evidence(self, i: NDArray[Any], j: NDArray[Any]) -> scoring.Evidence:
        """The signals of the pairs ``(i[n], j[n])``, numbered in the order the items came; for measuring."""
        self._build(None)
        return self._evidence(self._table, i, j)

    def _build(self, progress: Progress) -> None:
        if not self._stale:
            return
        names = _own_names(self._items.values(), self._terms)
        if names != self._names:
            self._names, self._lexicon, self._parsed = names, Lexicon(names, self._terms), {}
        self._marked.clear()
        self._order = list(self._items)
        self._position = {key: place for place, key in enumerate(self._order)}
        for place, (key, item) in enumerate(self._items.items()):
            if progress and place % _STEP == 0:
                progress(place, len(self._items))
            if key not in self._parsed:
                self._parsed[key] = self._lexicon.parse(item)
        rows = [self._parsed[key] for key in self._order]
        items = list(self._items.values())
        matrices, self._rarity = blocks(self._lexicon, rows)
        self._known = Known()
        self._table = scoring.Table(matrices, facts(self._lexicon, items, rows, self._known, count=True))
        self._registers = len({item.register for item in items if item.register})
        self._stale = False
        if progress:
            progress(len(items), len(items))

    def _query(self, idea: Item) -> scoring.Table:
        rows = [self._lexicon.parse(idea)]
        matrices, _rarity = blocks(self._lexicon, rows, self._rarity)
        return scoring.Table(matrices, facts(self._lexicon, [idea], rows, self._known, count=False))

    def _evidence(self, left: scoring.Table, i: NDArray[Any], j: NDArray[Any]) -> scoring.Evidence:
        return scoring.evidence(left, i, self._table, j, len(self._order), self._registers)

    def _strongest(
        self,
        found: scoring.Evidence,
        scores: NDArray[Any],
        i: NDArray[Any],
        j: NDArray[Any],
        minimum: float,
        limit: int | None,
    ) -> list[Finding]:
        used: Counter[int] = Counter()
        result: list[Finding] = []
        for n in np.lexsort((j, i, -scores)).tolist():
            if scores[n] < minimum or (limit is not None and len(result) >= limit):
                break
            if max(used[i[n]], used[j[n]]) >= MOST_PER_ITEM:
                continue
            used.update((i[n], j[n]))
            result.append(self._finding(found, scores, i, j, n))
        return result

    def _finding(
        self, found: scoring.Evidence, scores: NDArray[Any], i: NDArray[Any], j: NDArray[Any], n: int
    ) -> Finding:
        a, b = self._items[self._order[i[n]]], self._items[self._order[j[n]]]
        kind = scoring.KINDS[found.kind[n]]
        turned = not found.forward[n] if kind is OverlapKind.REUSE else a.id > b.id
        if turned:
            a, b = b, a
        return Finding(a.id, b.id, kind, float(scores[n]), self._reasons(found, n, a, b))

    def _reasons(self, found: scoring.Evidence, n: int, a: Item, b: Item) -> tuple[Reason, ...]:
        return reasons(found, n, a, b, Shared(self._marks(a), self._marks(b), self._terms))

    def _marks(self, item: Item) -> Marks:
        if (marks := self._marked.get(item)) is None:
            parsed = self._parsed[item.id] if self._items.get(item.id) is item else self._lexicon.parse(item)
            if len(self._marked) >= _MARKED:
                self._marked.clear()
            marks = self._marked[item] = Marks(self._lexicon, item, parsed)
        return marks


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
