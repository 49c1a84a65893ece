"""What the items' texts mean, as vectors of a language model: columns beside the words, across languages too.

A raw cosine of the model is no probability: unrelated sentences have .84, and two sentences of one language are nearer
than the same sentence in two. So what all texts of a language or of a register have in common, its manner, is taken
away first, and a likeness counts only as far as it goes beyond what either item has with its nearest others, its
crowd: what everything is like tells little (local scaling). Between two languages these are the nearest in the other's
language, and a third one is not asked: one undertaking recorded in three languages would hide itself. Nor are copies.
Only between two languages does the half of a vector count that tells what the words mean one by one: within a language
the words themselves are compared already.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.overlap.crowd import crowd
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import DIMENSIONS, HALF, unpacked
from kpkportfolio.overlap.nearest import LANGUAGES, NEAREST, Progress, nearest, pieces, top, unit
from kpkportfolio.paths import bundled

Column = NDArray[Any]
Vectors = Mapping[str, bytes]
"""Packed vectors by their texts' :func:`kpkportfolio.overlap.language_model.text_key`."""
Manner = tuple[int, str]
"""How a text is written: its language (0 Finnish, 1 Swedish, 2 English) and its register, "" for none."""

# how much what words mean one by one counts between two languages, beside 1 for what the texts say
ABROAD = 0.3
# dimensions that are enough to find the nearest by; what is found is then weighed by all of them
REDUCED = 96
# a crowd that moved by less moves no probability that is shown
_SAME_CROWD = 1e-4
# so many texts the general mean of a language counts for beside a portfolio's own, and this beside a register's own
_GENERAL_TEXTS, _LANGUAGE_TEXTS = 30.0, 12.0
_SAMPLE = 2000
_PAIRS = 1024
# a direction of a vector of unit length is seldom as much as half of it
_STEPS = 256.0
# what :class:`Meaning` has of each item
_COLUMNS = ("known", "aside", "language", "whole", "near", "crowd", "nearest")


def text(item: Item) -> str:
    """All that an item says: what its vector is made of. It ends as it was written, for that tells a sentence."""
    said = [item.title, item.description or "", "; ".join(item.deliverables)]
    parts = [part.strip() for part in said if part.strip()]
    return ". ".join([*(part.rstrip(".") for part in parts[:-1]), *parts[-1:]])


@cache
def _general_means() -> NDArray[np.float32]:
    """The mean vector of texts on the trade in Finnish, Swedish and English: (3, 768)."""
    return np.asarray(np.load(bundled("resources", "language_model", "means.npy")), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Space:
    """How vectors are seen in one portfolio: what is taken away from each, and the directions that tell most.

    ``manners`` numbers the languages and each register's texts of a language, by which the rows of ``means`` go.
    """

    manners: dict[Manner, int]
    means: NDArray[np.float32]
    basis: NDArray[np.float32]

    def seen(self, raw: NDArray[np.float32], manners: Iterable[Manner]) -> NDArray[np.float32]:
        """Vectors less the mean of their register, or of their language, of unit halves; none stays none."""
        given = np.abs(raw).max(axis=1, initial=0) > 0
        rows = np.fromiter((self.manners.get(one, one[0]) for one in manners), np.intp, len(raw))
        own = np.where(given[:, None], raw - self.means[rows], np.float32(0))
        return unit(own.reshape(-1, 2, HALF)).reshape(-1, DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The vectors of some items. What has no vector yet has a row of zeros, and ``known`` is False there.

    Attributes:
        aside: nobody is judged by it: it is in no crowd.
        whole: the vectors as signed bytes, of shape (items, 768).
        near: their first halves in the directions that tell most, of shape (items, ``REDUCED``).
        language: of each text, by its number in :data:`Manner`.
        crowd: the mean likeness with the item's nearest others, as far as it is compared with each language:
            (items, 3).
        nearest: the places of the items most like each in each language, the most alike first, of shape
            (items, 3, ``NEAREST``); -1 for none.
    """

    space: Space
    known: Column
    aside: Column
    language: Column
    whole: NDArray[np.int8]
    near: NDArray[np.float32]
    crowd: NDArray[np.float32]
    nearest: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.known)

    def likeness(self, i: Column, other: "Meaning", j: Column) -> Column:
        """How near pairs of items are in meaning, beyond what they have with their crowds; NaN where not known."""
        result = np.full(len(i), np.nan)
        both = np.flatnonzero(self.known[i] & other.known[j])
        for some in pieces(both, _PAIRS):
            alike = self.alike(i[some], other, j[some])
            crowd = self.crowd[i[some], other.language[j[some]]] + other.crowd[j[some], self.language[i[some]]]
            result[some] = alike - crowd / 2
        return result

    def alike(self, i: Column, other: "Meaning", j: Column) -> Column:
        """The cosines of pairs, whoever else is near."""
        one, two = _floats(self.whole[i]), _floats(other.whole[j])
        result = _dots(one[:, :HALF], two[:, :HALF])
        abroad = self.language[i] != other.language[j]
        by_words = _dots(one[abroad, HALF:], two[abroad, HALF:])
        result[abroad] = (result[abroad] + ABROAD * by_words) / (1 + ABROAD)
        return result

    def without(self, places: Sequence[int]) -> "Meaning":
        """The same, of which some rows are not known any more: they keep their places, and are near to nobody."""
        known = self.known.copy()
        known[list(places)] = False
        return replace(self, known=known)

    def replaced(self, places: Column, rows: "Meaning") -> "Meaning":
        """The same with other rows at some places, of which those beyond the end are added."""
        there = places < len(self)
        joined: dict[str, Any] = {}
        for name in _COLUMNS:
            column, new = getattr(self, name), getattr(rows, name)
            joined[name] = np.concatenate((column, new[~there]))
            joined[name][places[there]] = new[there]
        return replace(self, **joined)


def meaning(
    keys: Sequence[str],
    manners: Sequence[Manner],
    vectors: Vectors,
    progress: Progress = None,
    aside: Sequence[int] = (),
) -> Meaning:
    """The columns of a portfolio's items by the keys of their texts; those at ``aside`` are in nobody's crowd."""
    known = _known(keys, vectors)
    space = _space(keys, manners, known, vectors)
    rows = _rows(space, keys, manners, known, vectors, aside)
    sample = np.flatnonzero(known)
    sample = sample[:: max(1, len(sample) // _SAMPLE)]
    if len(sample) > REDUCED:
        seen = _floats(rows.whole[sample, :HALF])
        _values, directions = np.linalg.eigh(seen.T @ seen)
        space = replace(space, basis=np.ascontiguousarray(directions[:, : -REDUCED - 1 : -1], dtype=np.float32))
        rows = replace(rows, space=space, near=_reduced(space, rows.whole))
    found = nearest(rows.near, rows.known, rows.language, progress)
    return replace(rows, nearest=found, crowd=crowd(rows, rows, found))


def beside(
    of: Meaning,
    own: Sequence[int],
    keys: Sequence[str],
    manners: Sequence[Manner],
    vectors: Vectors,
    aside: Sequence[int] = (),
) -> Meaning:
    """The columns of a few other items, seen as those ``of`` a portfolio are, with what is nearest to them there.

    Args:
        own: the places they have there themselves, -1 for none: nobody is one of his own crowd.
        aside: the places among these of those that will be in nobody's crowd.
    """
    return _among(of, own, _rows(of.space, keys, manners, _known(keys, vectors), vectors, aside))


def settled(of: Meaning, places: Column) -> tuple[Meaning, Column]:
    """The same after rows at some places came, changed or went, and the places of the others whose crowd that moved.

    Everybody whose nearest one of them was or is now is judged anew, as if all were counted again.
    """
    moved = np.union1d(np.flatnonzero(_minded(of, places)), places)
    found = nearest(of.near, of.known, of.language, of=moved)[moved]
    rows = replace(of, **{name: getattr(of, name)[moved] for name in _COLUMNS})
    judged = crowd(rows, of, found)
    differs = (np.abs(judged - of.crowd[moved]) > _SAME_CROWD).any(axis=1)
    # the vectors, ten times as much, are not copied again
    near, crowds = of.nearest.copy(), of.crowd.copy()
    near[moved], crowds[moved] = found, judged
    return replace(of, nearest=near, crowd=crowds), np.setdiff1d(moved[differs], places)


def _minded(of: Meaning, places: Column) -> Column:
    """Who had one of the rows at some places among his nearest, or has it there now."""
    minded = np.isin(of.nearest, places).any(axis=(1, 2))
    for number in np.unique(of.language[places]).tolist():
        last = of.nearest[:, number, -1]
        least = np.where(last >= 0, _dots(of.near, of.near[last]), -2.0)
        there = places[of.known[places] & (of.language[places] == number)]
        for some in pieces(there):
            minded |= (of.near @ of.near[some].T > least[:, None]).any(axis=1)
    return np.asarray(minded & of.known)


def _among(of: Meaning, own: Sequence[int], rows: Meaning) -> Meaning:
    """The rows with what is nearest to them in a portfolio, and how near."""
    found = np.full((len(rows), LANGUAGES, NEAREST), -1, dtype=np.int32)
    for place in np.flatnonzero(rows.known).tolist():
        like = of.near @ rows.near[place]
        others = of.known.copy()
        if own[place] >= 0:
            others[own[place]] = False
        for language in range(LANGUAGES):
            columns = np.flatnonzero(others & (of.language == language))
            best = top(like[None, columns], NEAREST)[0]
            best = best[np.argsort(-like[columns[best]])]
            found[place, language, : len(best)] = columns[best]
    return replace(rows, nearest=found, crowd=crowd(rows, of, found))


def _known(keys: Sequence[str], vectors: Vectors) -> Column:
    return np.fromiter((key in vectors for key in keys), bool, len(keys))


def _space(keys: Sequence[str], manners: Sequence[Manner], known: Column, vectors: Vectors) -> Space:
    """The mean of each language, near the general one while there are few texts, and of each register near that."""
    numbers: dict[Manner, int] = {(language, ""): language for language in range(3)}
    rows = np.fromiter((numbers.setdefault(manner, len(numbers)) for manner in manners), np.intp, len(keys))
    sums = np.zeros((len(numbers), DIMENSIONS), dtype=np.float64)
    for places in pieces(np.flatnonzero(known)):
        raw, mine = unpacked([vectors[keys[place]] for place in places.tolist()]), rows[places]
        for number in np.unique(mine).tolist():
            sums[number] += raw[mine == number].sum(axis=0)
    counts = np.bincount(rows[known], minlength=len(numbers))[:, None]
    language = np.array([of for of, _register in numbers])
    spoken = np.stack([sums[language == of].sum(axis=0) for of in range(3)])
    written = np.stack([counts[language == of].sum(axis=0) for of in range(3)])
    general = (spoken + _general_means() * _GENERAL_TEXTS) / (written + _GENERAL_TEXTS)
    means = (sums + general[language] * _LANGUAGE_TEXTS) / (counts + _LANGUAGE_TEXTS)
    means[:3] = general
    return Space(numbers, means.astype(np.float32), np.eye(HALF, REDUCED, dtype=np.float32))


def _rows(
    space: Space,
    keys: Sequence[str],
    manners: Sequence[Manner],
    known: Column,
    vectors: Vectors,
    aside: Sequence[int],
) -> Meaning:
    whole = np.zeros((len(keys), DIMENSIONS), dtype=np.int8)
    for places in pieces(np.flatnonzero(known)):
        raw = unpacked([vectors[keys[place]] for place in places.tolist()])
        whole[places] = _bytes(space.seen(raw, (manners[place] for place in places.tolist())))
    language = np.fromiter((manner[0] for manner in manners), np.int8, len(keys))
    alone = np.zeros((len(keys), LANGUAGES), dtype=np.float32)
    none = np.full((len(keys), LANGUAGES, NEAREST), -1, dtype=np.int32)
    out = np.zeros(len(keys), dtype=bool)
    out[list(aside)] = True
    return Meaning(space, known, out, language, whole, _reduced(space, whole), alone, none)


def _reduced(space: Space, whole: NDArray[np.int8]) -> NDArray[np.float32]:
    result = np.empty((len(whole), space.basis.shape[1]), dtype=np.float32)
    for start in range(0, len(whole), _PAIRS):
        piece = slice(start, start + _PAIRS)
        result[piece] = unit(_floats(whole[piece, :HALF]) @ space.basis)
    return result


def _bytes(unit: NDArray[np.float32]) -> NDArray[np.int8]:
    return np.asarray(np.clip(np.rint(unit * _STEPS), -127, 127), dtype=np.int8)


def _floats(rows: NDArray[np.int8]) -> NDArray[np.float32]:
    return np.asarray(rows, dtype=np.float32) / np.float32(_STEPS)


def _dots(one: NDArray[np.float32], other: NDArray[np.float32]) -> Column:
    return np.asarray(np.einsum("ij,ij->i", one, other))
