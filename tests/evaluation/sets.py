"""Portfolios with the truth beside them: initiatives, the pairs that are something, and those that only look alike.

Six registers lie in the shared data (:mod:`tests.benchmarks.overlap_registers` reads them); further domains are JSON
files in ``tests/data/overlap``, one a domain; those under ``unseen`` there are for judging alone and nothing is fitted
on them. For a ranking of all pairs a duplicate, an overlap and a reuse are true;
related pairs, over which reasonable people differ, are neither true nor false and are left out; all others are false.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.model.vocabulary import OverlapKind, Status
from kpkportfolio.overlap.item import Item
from tests.benchmarks.overlap_registers import SHARED_DATA, labelled

Pair = tuple[str, str]
Numbers = NDArray[Any]
DOMAINS = Path(__file__).resolve().parents[1] / "data" / "overlap"
POSITIVE = (OverlapKind.DUPLICATE, OverlapKind.OVERLAP, OverlapKind.REUSE)
RELATED = "related"
REGISTERS = "registers"


class LabelledSet(NamedTuple):
    """One labelled portfolio.

    ``pairs`` are the true ones with their kind, for a reuse the finished initiative first; ``related`` are left out
    of every measure; ``negatives`` are the false ones that somebody found worth naming. ``programmes`` has the
    programme of each initiative that names one.
    """

    name: str
    items: list[Item]
    pairs: dict[Pair, OverlapKind]
    related: frozenset[Pair]
    negatives: list[Pair]
    programmes: dict[str, str]

    @property
    def languages(self) -> dict[str, str]:
        """The language of each item by its id."""
        return {item.id: item.language or "" for item in self.items}


class Ranking(NamedTuple):
    """The pairs of a set to be ranked: places in ``items``, truth (1 or 0), the kind's place in POSITIVE or -1."""

    i: Numbers
    j: Numbers
    truth: Numbers
    kind: Numbers


def registers(folder: Path = SHARED_DATA / "registers") -> LabelledSet:
    """The six registers of the shared data."""
    found = labelled(folder)
    items = [replace(item, language=found.languages[item.id]) for item in found.items]
    return LabelledSet(REGISTERS, items, dict(found.pairs), frozenset(), found.negatives, {})


def read(path: Path) -> LabelledSet:
    """One domain's JSON file.

    Raises:
        ValueError: if a key is there twice, a label is unknown, or a pair names an initiative that is not there, or one
            and the same twice, or has been labelled before.
    """
    document = json.loads(path.read_text(encoding="utf-8"))
    items = [_item(entry) for entry in document["initiatives"]]
    known = {item.id for item in items}
    if len(known) < len(items):
        raise ValueError(f"{path.name}: two initiatives have one key")
    labels = [((pair["a"], pair["b"]), pair["label"]) for pair in document["pairs"]]
    negatives = [(pair["a"], pair["b"]) for pair in document.get("hard_negatives", ())]
    _check(path.name, known, [*(pair for pair, _label in labels), *negatives])
    if unknown := {label for _pair, label in labels} - {*POSITIVE, RELATED}:
        raise ValueError(f"{path.name}: no such label: {', '.join(sorted(unknown))}")
    return LabelledSet(
        name=path.stem,
        items=items,
        pairs={pair: OverlapKind(label) for pair, label in labels if label in POSITIVE},
        related=frozenset(pair for pair, label in labels if label == RELATED),
        negatives=negatives,
        programmes={entry["key"]: entry["programme"] for entry in document["initiatives"] if entry.get("programme")},
    )


def domains(folder: Path = DOMAINS) -> list[LabelledSet]:
    """Every domain's set that is there, by file name."""
    return [read(path) for path in sorted(folder.glob("*.json"))]


def ranking(data: LabelledSet) -> Ranking:
    """All pairs of the set but the related ones, each once and the earlier item first."""
    place = {item.id: n for n, item in enumerate(data.items)}
    count = len(place)
    kind = np.full((count, count), -1, dtype=np.int8)
    for (a, b), label in data.pairs.items():
        kind[place[a], place[b]] = kind[place[b], place[a]] = POSITIVE.index(label)
    asked = np.triu(np.ones((count, count), dtype=bool), 1)
    for a, b in data.related:
        asked[place[a], place[b]] = asked[place[b], place[a]] = False
    i, j = np.nonzero(asked)
    kinds = kind[i, j]
    return Ranking(i.astype(np.int32), j.astype(np.int32), (kinds >= 0).astype(int), kinds)


def groups(data: LabelledSet) -> Numbers:
    """The number of each item's group: items that true or related pairs join, directly or through others, have one.

    Folds that keep groups whole have never seen a test pair's item in another pair.
    """
    place = {item.id: n for n, item in enumerate(data.items)}
    group = np.arange(len(place))
    for a, b in (*data.pairs, *sorted(data.related)):
        group[group == group[place[a]]] = group[place[b]]
    return group


def _check(name: str, known: set[str], pairs: Sequence[Pair]) -> None:
    seen: set[frozenset[str]] = set()
    for pair in pairs:
        both = frozenset(pair)
        if len(both) < 2 or not both <= known:
            raise ValueError(f"{name}: the pair {pair} is not one of two initiatives that are there")
        if both in seen:
            raise ValueError(f"{name}: the pair {pair} is labelled twice")
        seen.add(both)


def _item(entry: Mapping[str, Any]) -> Item:
    most = entry.get("investment_max_eur")
    return Item(
        id=entry["key"],
        title=entry["title"],
        description=entry.get("description"),
        organisation=entry.get("organisation"),
        person=entry.get("person"),
        register=entry.get("register"),
        ref=entry.get("ref"),
        language=entry.get("language"),
        status=Status(entry["status"]) if entry.get("status") else None,
        start=date.fromisoformat(entry["start"]) if entry.get("start") else None,
        end=date.fromisoformat(entry["end"]) if entry.get("end") else None,
        open_ended=bool(entry.get("open_ended")),
        investment_max=None if most is None else round(most * 100),
        deliverables=_texts(entry.get("deliverables")),
        produces=_texts(entry.get("produces")),
        uses=_texts(entry.get("uses")),
    )


def _texts(cells: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(cells or ())
