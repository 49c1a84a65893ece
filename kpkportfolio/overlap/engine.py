"""The search for overlap: an index over the portfolio's items, its pairs, and an idea mirrored against it."""

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.errors import UsageError
from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap import candidates, ideas, parties, scoring
from kpkportfolio.overlap.facts import Known, facts
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.glossary import Glossary, glossary
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import Lexicon, Parsed
from kpkportfolio.overlap.marks import Marks, Shared
from kpkportfolio.overlap.matrices import Texts
from kpkportfolio.overlap.reasons import reasons
from kpkportfolio.text import _

Progress = Callable[[int, int], None] | None

MINIMUM = 0.2
# one item shall not fill the list: a person judges the strongest few and the rest follow
MOST_PER_ITEM = 5
_LOOKED_AT = 60
_TITLE_WORDS = 14
_STEP = 500
# pairs weighed at a time, in some forty columns
_PAIRS = 4096
# items whose phrases are kept at hand while reasons are given
_MARKED = 256


@dataclass(frozen=True, slots=True)
class _Index:
    """The portfolio at one moment, in columns. Never changed, so that a scan goes on while the next one is made."""

    items: list[Item]
    position: dict[str, int]
    parsed: list[Parsed]
    lexicon: Lexicon
    table: scoring.Table
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
            candidates.candidates(index.table.texts, progress),
        )
        i, j = _strongest(*_likely(index, i, j, minimum), limit)
        marked: OrderedDict[int, Marks] = OrderedDict()
        result: list[Finding] = []
        for piece in _pieces(len(i)):
            found = _evidence(index, index.table, i[piece], j[piece])
            for n, (one, other) in enumerate(zip(i[piece].tolist(), j[piece].tolist(), strict=True)):
                result.append(self._finding(index, found, n, one, other, marked))
        return result

    def check(self, text_or_item: str | Item, limit: int = 10) -> list[Finding]:
        """An idea mirrored against the portfolio: what is most like it, strongest first, whatever the score.

        ``b`` of each finding is the existing item. What is finished or nearly so is there to be reused, what is under
        way overlaps, and what is only planned in the same words is a duplicate. An item of the portfolio is no idea:
        it is weighed as in :meth:`pairs`, and neither with itself nor with parts of the same undertaking.
        """
        index = self._current(None)
        idea = _idea(text_or_item)
        if not index.items:
            return []
        own = index.position.get(idea.id)
        with self._lock:
            parsed = index.lexicon.parse(idea)
            texts = Texts(index.lexicon, [parsed], index.table.texts.rarity)
            query = scoring.Table(texts, facts(index.lexicon, [idea], [parsed], index.known, count=False))
        like = candidates.likeness(index.table.texts, texts.rows(slice(None)))
        if own is not None:
            like[own] = 0.0
            like[(index.table.facts.family == query.facts.family[0]) & (query.facts.family[0] >= 0)] = 0.0
        looked_at = min(_LOOKED_AT + limit, len(like))
        near = np.argpartition(like, len(like) - looked_at)[len(like) - looked_at :]
        near = near[like[near] > 0].astype(np.int32)
        typed = None
        if own is None:
            typed = ideas.texts(index.lexicon, parsed, index.table.texts, index.parsed, near)
        found = _evidence(index, query, np.zeros(len(near), dtype=np.int32), near, typed)
        scores = scoring.probability(found.odds)
        marks = Marks(index.lexicon, idea, parsed)
        result = []
        for n in np.lexsort((near, -found.odds))[:limit].tolist():
            existing = index.items[near[n]]
            theirs = Marks(index.lexicon, existing, index.parsed[near[n]])
            shared = Shared(marks, theirs, self._terms, index.table.texts.rarity.concepts)
            why = reasons(found, n, idea, existing, shared, idea=own is None)
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
        return self._finding(index, found, 0, one, other, OrderedDict())

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
        known = Known()
        columns = facts(self._lexicon, items, rows, known, count=True)
        table = scoring.Table(Texts(self._lexicon, rows), columns)
        if progress:
            progress(len(items), len(items))
        position = {item.id: place for place, item in enumerate(items)}
        registers = len({item.register for item in items if item.register})
        return _Index(items, position, rows, self._lexicon, table, known, registers)

    def _finding(
        self, index: _Index, found: scoring.Evidence, n: int, one: int, other: int, marked: OrderedDict[int, Marks]
    ) -> Finding:
        kind = scoring.KINDS[found.kind[n]]
        first, second = index.items[one], index.items[other]
        if not found.forward[n] if kind is OverlapKind.REUSE else first.id > second.id:
            one, other = other, one
        for place in (one, other):
            # the strongest pairs share items, so their phrases are kept for a while
            if place not in marked:
                marked[place] = Marks(index.lexicon, index.items[place], index.parsed[place])
            marked.move_to_end(place)
        while len(marked) > _MARKED:
            marked.popitem(last=False)
        a, b = index.items[one], index.items[other]
        shared = Shared(marked[one], marked[other], self._terms, index.table.texts.rarity.concepts)
        score = float(scoring.probability(found.odds[n]))
        return Finding(a.id, b.id, kind, score, reasons(found, n, a, b, shared))


def _pieces(pairs: int) -> Iterator[slice]:
    for start in range(0, pairs, _PAIRS):
        yield slice(start, start + _PAIRS)


def _likely(
    index: _Index, i: NDArray[Any], j: NDArray[Any], minimum: float
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The pairs at least ``minimum`` likely that are not parts of one undertaking, with their odds."""
    family = index.table.facts.family
    others = (family[i] != family[j]) | (family[i] < 0)
    i, j = i[others], j[others]
    kept: list[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]] = []
    for piece in _pieces(len(i)):
        odds = _evidence(index, index.table, i[piece], j[piece]).odds
        likely = scoring.probability(odds) >= minimum
        kept.append((i[piece][likely], j[piece][likely], odds[likely]))
    if not kept:
        return i, j, np.empty(0)
    some_i, some_j, some_odds = zip(*kept, strict=True)
    return np.concatenate(some_i), np.concatenate(some_j), np.concatenate(some_odds)


def _strongest(
    i: NDArray[Any], j: NDArray[Any], odds: NDArray[Any], limit: int | None
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The pairs by their odds, of each item only the strongest few."""
    used: Counter[int] = Counter()
    chosen: list[int] = []
    for n in np.lexsort((j, i, -odds)).tolist():
        if limit is not None and len(chosen) >= limit:
            break
        one, other = int(i[n]), int(j[n])
        if max(used[one], used[other]) < MOST_PER_ITEM:
            used.update((one, other))
            chosen.append(n)
    return i[chosen], j[chosen]


def _evidence(
    index: _Index, left: scoring.Table, i: NDArray[Any], j: NDArray[Any], idea: dict[str, NDArray[Any]] | None = None
) -> scoring.Evidence:
    return scoring.evidence(left, i, index.table, j, len(index.items), index.registers, idea)


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
