"""The search for overlap: an index over the portfolio's items, its pairs, and an idea mirrored against it."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.errors import UsageError
from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap import ideas, parties, scoring
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.glossary import Glossary, glossary
from kpkportfolio.overlap.index import Index, Read, index
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import packed, text_key
from kpkportfolio.overlap.lexicon import Lexicon
from kpkportfolio.overlap.marks import Marks, Shared
from kpkportfolio.overlap.meaning import Vectors, text
from kpkportfolio.overlap.reasons import reasons
from kpkportfolio.overlap.scanning import LOOKED_AT, NOBODY, Places, Scan, near, pieces, rescanned, scanned, strongest
from kpkportfolio.overlap.weights import WITH_MEANING, Weights
from kpkportfolio.text import _, language

Progress = Callable[[int, int], None] | None

MINIMUM = 0.2
_FAINT = 0.1
_TITLE_WORDS = 14
_STEP = 500
# items whose phrases are kept at hand while reasons are given
_MARKED = 256
# After a few changes what is rare, and what everything is like, stays as it was counted: other pairs keep their scores,
# and a new idea does not move what a meeting looks at. After more than either share, and more at once, all is counted.
_FEW_ITEMS, _FEW_CHANGES = 20, 200
_SHARE_OF_FEW, _SHARE_OF_MANY = 0.25, 0.05


class Engine:
    """Finds duplicates, overlaps and reusable work among items. Build it once, keep it current by :meth:`update`.

    May be asked from several threads.

    Args:
        items: the portfolio's items; ids are distinct.
        progress: called with (done, total) now and then; what it raises stops the work.
        terms: the concepts to look for; those that ship with the application unless given.
        vectors: of the items' texts, as far as they are known; None compares words alone. See :meth:`learn`.
        embed: makes the vectors of texts that somebody types; without it ideas are compared by their words.
    """

    def __init__(
        self,
        items: Sequence[Item],
        progress: Progress = None,
        terms: Glossary | None = None,
        vectors: Vectors | None = None,
        embed: Callable[[Sequence[str]], NDArray[np.float32]] | None = None,
    ) -> None:
        self._terms = terms or glossary()
        self._embed = embed
        self._lexicon = Lexicon(terms=self._terms)
        self._names: frozenset[str] = frozenset()
        self._items = {item.id: item for item in items}
        self._rows: dict[str, Read] = {}
        self._vectors: dict[str, bytes] | None = None if vectors is None else dict(vectors)
        self._lock = RLock()
        self._index: Index | None = None
        # what is not in the index yet, and what has come into it since all was counted and since all was compared
        self._changed: set[str] = set()
        self._drifted: set[str] = set()
        self._touched: set[int] = set()
        # others, whose crowd was moved by what came in
        self._moved: set[int] = set()
        self._scan: Scan | None = None
        self._told: tuple[str, dict[tuple[str, str], Finding]] = ("", {})
        self._current(progress)

    def __len__(self) -> int:
        return len(self._items)

    @property
    def by_meaning(self) -> bool:
        """Whether texts are compared by their meaning too, as far as they have been read."""
        return self._vectors is not None

    @property
    def keys(self) -> set[str]:
        """The keys of the items' texts."""
        with self._lock:
            self._current(None)
            return {row.key for row in self._rows.values()}

    @property
    def unread(self) -> dict[str, str]:
        """The texts that have no vector yet, by their keys."""
        with self._lock:
            self._read_changed()
            known = self._vectors or {}
            return {row.key: text(row.item) for row in self._rows.values() if row.key not in known}

    def pairs(self, minimum: float = MINIMUM, limit: int | None = None, progress: Progress = None) -> list[Finding]:
        """The found pairs of the portfolio, strongest first, at least ``minimum`` likely.

        Asked again after an :meth:`update`, only what has changed is compared again.
        """
        with self._lock:
            now, scan, touched = self._current(None), self._scan, frozenset(self._touched)
            moved = frozenset(self._moved)
            tongue, told = self._told
        if scan is None or scan.minimum != minimum:
            scan = scanned(now, minimum, progress)
        elif touched:
            scan = rescanned(now, scan, np.array(sorted(touched)), np.array(sorted(moved), dtype=np.intp))
        i, j = strongest(scan, limit)
        found = self._findings(now, i, j, told if tongue == language() else {}, touched | moved)
        with self._lock:
            if self._index is now:
                self._scan = scan
                self._touched -= touched
                self._moved -= moved
                self._told = (language(), {(finding.a, finding.b): finding for finding in found})
        return found

    def check(self, text_or_item: str | Item, limit: int = 10) -> list[Finding]:
        """An idea mirrored against the portfolio: what is most like it, strongest first, whatever the score.

        ``b`` of each finding is the existing item. What is only faintly near in meaning, and in nothing else, is left
        out: something always is. What is finished or nearly so is there to be reused, what is under
        way overlaps, and what is only planned in the same words is a duplicate. An item of the portfolio is no idea:
        it is weighed as in :meth:`pairs`, and neither with itself nor with parts of the same undertaking.
        """
        now = self._current(None)
        idea = _idea(text_or_item)
        if not len(now):
            return []
        with self._lock:
            row = self._read(idea)
            vectors = self._vectors_of(row, now)
            query = scoring.Table(*now.query([row], vectors))
        own = now.position.get(idea.id)
        meant = query.meaning.nearest[0].ravel() if query.meaning is not None else NOBODY
        family = int(query.facts.family[0])
        closest = near(now, query.texts.rows(slice(None)), meant, family, own, LOOKED_AT + limit)
        typed = None
        if own is None:
            parsed = {place: now.rows[place].parsed for place in closest.tolist()}
            typed = ideas.texts(now.lexicon, row.parsed, now.table.texts, parsed, closest)
        found = now.evidence(query, np.zeros(len(closest), dtype=np.int32), closest, typed)
        scores = scoring.probability(found.odds)
        marks = Marks(now.lexicon, idea, row.parsed)
        result = []
        for n in np.lexsort((closest, -found.odds))[:limit].tolist():
            existing = now.rows[closest[n]]
            theirs = Marks(now.lexicon, existing.item, existing.parsed)
            shared = Shared(marks, theirs, self._terms, now.table.texts.rarity.concepts)
            why = reasons(found, n, idea, existing.item, shared, idea=own is None)
            kind, score = scoring.KINDS[found.kind[n]], float(scores[n])
            faint = score < _FAINT and query.meaning is not None
            if not faint or any(reason.weight > 0 and reason.factor != "meaning" for reason in why):
                result.append(Finding(idea.id, existing.item.id, kind, score, why))
        return result

    def explain(self, a: str, b: str) -> Finding:
        """The finding about one pair of the portfolio, however weak.

        Raises:
            UsageError: if either is not in the portfolio.
        """
        now = self._current(None)
        for wanted in (a, b):
            if wanted not in now.position:
                raise UsageError(_("There is no initiative {id} in the portfolio.").format(id=wanted))
        one, other = sorted((now.position[a], now.position[b]))
        found = now.evidence(now.table, np.array([one]), np.array([other]))
        return self._finding(now, found, 0, one, other, OrderedDict())

    def update(self, changed: Sequence[Item], removed: Sequence[str]) -> None:
        """Take in new and changed items and forget the removed ones; the index follows at the next question."""
        with self._lock:
            for item in changed:
                if self._items.get(item.id) != item:
                    self._items[item.id] = item
                    self._changed.add(item.id)
            for gone in removed:
                if self._items.pop(gone, None) is not None:
                    self._changed.add(gone)

    def learn(self, vectors: Vectors) -> None:
        """Take in vectors of texts; those of the portfolio's items count from the next question on."""
        with self._lock:
            first = self._vectors is None
            known = self._vectors = self._vectors or {}
            fresh = {key for key in vectors if key not in known}
            known.update(vectors)
            if first:
                self._index = None
            else:
                self._changed |= {id_ for id_, row in self._rows.items() if row.key in fresh}

    def evidence(self, i: Places, j: Places, weights: Weights = WITH_MEANING) -> scoring.Evidence:
        """The signals of the pairs ``(i[n], j[n])``, numbered in the order the items came; for measuring."""
        now = self._current(None)
        return now.evidence(now.table, i, j, weights=weights)

    # --- keeping current ------------------------------------------------------------------------------------------

    def _current(self, progress: Progress) -> Index:
        with self._lock:
            if self._index is not None and self._changed:
                drifted = self._drifted | self._changed
                items = len(self._items)
                share = max(min(_SHARE_OF_FEW * items, _FEW_CHANGES), _SHARE_OF_MANY * items)
                few = items > _FEW_ITEMS and len(self._changed) <= _FEW_CHANGES
                if few and len(drifted) <= share:
                    self._renew(self._index)
                else:
                    self._index = None
            if self._index is None:
                self._index = self._build(progress)
            return self._index

    def _read_changed(self) -> None:
        for id_ in self._changed:
            item, row = self._items.get(id_), self._rows.get(id_)
            if item is not None and (row is None or row.item is not item):
                self._rows[id_] = self._read(item)

    def _renew(self, now: Index) -> None:
        changed = self._changed
        self._read_changed()
        rows = [self._rows[id_] for id_ in changed if id_ in self._items]
        gone = [id_ for id_ in changed if id_ not in self._items and id_ in now.position]
        self._touched |= {now.position[id_] for id_ in gone}
        for id_ in gone:
            self._rows.pop(id_, None)
        self._index, moved = now.renewed(rows, gone, self._vectors or {})
        self._moved.update(moved.tolist())
        self._touched |= {self._index.position[row.item.id] for row in rows}
        self._drifted |= changed
        self._changed = set()

    def _build(self, progress: Progress) -> Index:
        names = _own_names(self._items.values(), self._terms)
        if names != self._names:
            self._names, self._lexicon, self._rows = names, Lexicon(names, self._terms), {}
        rows = []
        for place, (id_, item) in enumerate(self._items.items()):
            if progress and place % _STEP == 0:
                progress(place, len(self._items))
            row = self._rows.get(id_)
            rows.append(row if row is not None and row.item == item else self._read(item))
        self._rows = {row.item.id: row for row in rows}
        self._changed, self._drifted, self._touched, self._moved, self._scan = set(), set(), set(), set(), None
        self._told = ("", {})
        if progress:
            progress(len(rows), len(rows))
        return index(rows, self._lexicon, self._vectors, progress)

    def _read(self, item: Item) -> Read:
        return Read(item, self._lexicon.parse(item), text_key(text(item)))

    def _vectors_of(self, row: Read, now: Index) -> Vectors:
        """The known vectors, with that of a text somebody types if it can be made."""
        known = self._vectors or {}
        said = text(row.item)
        if row.key in known or self._embed is None or now.table.meaning is None or not said.strip():
            return known
        return {row.key: packed(self._embed([said]))[0]}

    # --- telling --------------------------------------------------------------------------------------------------

    def _findings(
        self, now: Index, i: Places, j: Places, told: Mapping[tuple[str, str], Finding], touched: frozenset[int]
    ) -> list[Finding]:
        """The findings about some pairs; what was told of a pair that has not changed is told again."""
        result: dict[int, Finding] = {}
        for n, (one, other) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
            if one not in touched and other not in touched:
                a, b = now.rows[one].item.id, now.rows[other].item.id
                same = told.get((a, b)) or told.get((b, a))
                if same:
                    result[n] = same
        new = np.array([n for n in range(len(i)) if n not in result], dtype=np.intp)
        marked: OrderedDict[int, Marks] = OrderedDict()
        for piece in pieces(len(new)):
            some = new[piece]
            found = now.evidence(now.table, i[some], j[some])
            for n, (place, one, other) in enumerate(
                zip(some.tolist(), i[some].tolist(), j[some].tolist(), strict=True)
            ):
                result[place] = self._finding(now, found, n, one, other, marked)
        return [result[n] for n in range(len(i))]

    def _finding(
        self, now: Index, found: scoring.Evidence, n: int, one: int, other: int, marked: OrderedDict[int, Marks]
    ) -> Finding:
        kind = scoring.KINDS[found.kind[n]]
        first, second = now.rows[one].item, now.rows[other].item
        if not found.forward[n] if kind is OverlapKind.REUSE else first.id > second.id:
            one, other = other, one
        for place in (one, other):
            # the strongest pairs share items, so their phrases are kept for a while
            if place not in marked:
                marked[place] = Marks(now.lexicon, now.rows[place].item, now.rows[place].parsed)
            marked.move_to_end(place)
        while len(marked) > _MARKED:
            marked.popitem(last=False)
        a, b = now.rows[one].item, now.rows[other].item
        shared = Shared(marked[one], marked[other], self._terms, now.table.texts.rarity.concepts)
        score = float(scoring.probability(found.odds[n]))
        return Finding(a.id, b.id, kind, score, reasons(found, n, a, b, shared))


def _idea(text_or_item: str | Item) -> Item:
    if isinstance(text_or_item, Item):
        return text_or_item
    said = text_or_item.strip()
    title, _separator, rest = said.partition("\n")
    if len(title.split()) > _TITLE_WORDS:
        return Item(id="", title="", description=said)
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
