"""The portfolio at one moment, in columns, and the same after a few changes without counting everything anew."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap import scoring
from kpkportfolio.overlap.facts import Facts, Known, facts
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import Lexicon, Parsed
from kpkportfolio.overlap.matrices import Texts
from kpkportfolio.overlap.meaning import Manner, Meaning, Vectors, beside, meaning, settled
from kpkportfolio.overlap.weights import WITH_MEANING, Weights

Progress = Callable[[int, int], None] | None
_LANGUAGES = ("fi", "sv", "en")
_IDEAS = (Status.IDEA, Status.CANCELLED)


class Read(NamedTuple):
    """An item, its text in numbers, and the key of the vector of that text."""

    item: Item
    parsed: Parsed
    key: str

    @property
    def manner(self) -> Manner:
        """How its text is written: in which language and register."""
        return _LANGUAGES.index(self.parsed.language), self.item.register or ""


@dataclass(frozen=True, slots=True)
class Index:
    """Never changed, so that a scan goes on while the next one is made.

    An item that is gone keeps its place until all is counted anew; ``there`` is False for it.
    """

    rows: list[Read]
    position: dict[str, int]
    there: NDArray[np.bool_]
    lexicon: Lexicon
    table: scoring.Table
    known: Known
    registers: int

    def __len__(self) -> int:
        return len(self.position)

    def renewed(
        self, changed: Sequence[Read], gone: Iterable[str], vectors: Vectors
    ) -> "tuple[Index, NDArray[np.intp]]":
        """The portfolio after some items came, changed or went, and the places of others that are judged anew.

        Those are who has other nearest in meaning, or a title that more or fewer have. How rare words are stays as it
        was counted.
        """
        position = dict(self.position)
        there = np.concatenate((self.there, np.ones(len(changed), dtype=bool)))
        left = [position.pop(id_) for id_ in gone]
        there[left] = False
        table = self.table
        moved = np.empty(0, dtype=np.intp)
        if left and table.meaning is not None:
            # what is gone is nobody's crowd: least of all its own, when it comes back
            table = replace(table, meaning=table.meaning.without(left))
        rows = list(self.rows)
        places: list[int] = []
        for read in changed:
            place = position.setdefault(read.item.id, len(rows))
            rows[place : place + 1] = [read]
            places.append(place)
        if places:
            texts, columns, meant = replace(self, table=table).query(changed, vectors)
            where = np.array(places)
            after = table.meaning.replaced(where, meant) if table.meaning is not None and meant is not None else None
            table = scoring.Table(
                table.texts.replaced(where, texts),
                table.facts.replaced(where, columns),
                after,
            )
        if table.meaning is not None and (left or places):
            settled_, moved = settled(table.meaning, np.array([*left, *places]))
            table = replace(table, meaning=settled_)
        counted, retitled = table.facts.recounted(there[: len(rows)])
        table = replace(table, facts=counted)
        moved = np.setdiff1d(np.union1d(moved, retitled), [*left, *places])
        return replace(self, rows=rows, position=position, there=there[: len(rows)], table=table), moved

    def query(self, rows: Sequence[Read], vectors: Vectors) -> "tuple[Texts, Facts, Meaning | None]":
        """Some items in columns, seen as those of this portfolio are."""
        parsed = [row.parsed for row in rows]
        texts = Texts(self.lexicon, parsed, self.table.texts.rarity)
        columns = facts(self.lexicon, [row.item for row in rows], parsed, self.known, count=False)
        of = self.table.meaning
        own = [self.position.get(row.item.id, -1) for row in rows]
        return texts, columns, beside(of, own, *_keyed(rows), vectors, _aside(rows)) if of is not None else None

    def evidence(
        self,
        left: scoring.Table,
        i: NDArray[Any],
        j: NDArray[Any],
        idea: dict[str, NDArray[Any]] | None = None,
        weights: Weights = WITH_MEANING,
    ) -> scoring.Evidence:
        """What speaks for and against the pairs of rows ``i`` of ``left`` and items ``j`` of the portfolio."""
        return scoring.evidence(left, i, self.table, j, len(self), self.registers, idea, weights)


def index(rows: list[Read], lexicon: Lexicon, vectors: Vectors | None, progress: Progress = None) -> Index:
    """Everything counted anew; ``vectors`` may lack some texts, and None does without meaning."""
    known = Known()
    items, parsed = [row.item for row in rows], [row.parsed for row in rows]
    columns = facts(lexicon, items, parsed, known, count=True)
    meant = meaning(*_keyed(rows), vectors, progress, _aside(rows)) if vectors is not None else None
    table = scoring.Table(Texts(lexicon, parsed), columns, meant)
    position = {item.id: place for place, item in enumerate(items)}
    registers = len({item.register for item in items if item.register})
    return Index(rows, position, np.ones(len(rows), dtype=bool), lexicon, table, known, registers)


def _keyed(rows: Sequence[Read]) -> tuple[list[str], list[Manner]]:
    return [row.key for row in rows], [row.manner for row in rows]


def _aside(rows: Sequence[Read]) -> list[int]:
    """The places of the ideas of the house, also those that were dropped.

    They are written in view of what there is and after its words: to save one, or to drop one because of what there
    is, says nothing of how usual that is, and no other finding of it may go for it.
    """
    return [place for place, row in enumerate(rows) if row.item.ref is None and row.item.status in _IDEAS]
