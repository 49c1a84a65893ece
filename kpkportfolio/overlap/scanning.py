"""All pairs of a portfolio that are likely enough, and the same after some of its items have changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.overlap import bounds, candidates, scoring
from kpkportfolio.overlap.index import Index, Progress
from kpkportfolio.overlap.matrices import Blocks

Places = NDArray[Any]

# one item shall not fill the list: a person judges the strongest few and the rest follow
MOST_PER_ITEM = 5
# how many of a text's nearest by its words are looked at closely, beside those by its meaning
LOOKED_AT = 60
NOBODY: Places = np.empty(0, dtype=np.int32)
# pairs weighed at a time, in some forty columns
_PAIRS = 4096


@dataclass(frozen=True, slots=True)
class Scan:
    """All pairs at least so likely, and their odds."""

    minimum: float
    i: Places
    j: Places
    odds: NDArray[Any]


def scanned(now: Index, minimum: float, progress: Progress) -> Scan:
    """Every pair of the portfolio at least so likely, by way of the pairs worth a closer look."""
    table = now.table
    close = together(len(now.rows), candidates.alike(table.meaning), candidates.candidates(table.texts, progress))
    close = candidates.not_unlike(table.meaning, *close)
    i, j = together(len(now.rows), candidates.makers(table.facts.produces), close)
    return Scan(minimum, *likely(now, i, j, minimum))


def pieces(pairs: int) -> Iterator[slice]:
    """So many pairs, some thousands at a time."""
    for start in range(0, pairs, _PAIRS):
        yield slice(start, min(start + _PAIRS, pairs))


def near(now: Index, said: Blocks, meant: Places, family: int, own: int | None, wanted: int) -> Places:
    """The places of the items nearest to a text by what it says, and of those at ``meant``, nearest by what it means.

    ``meant`` may have -1 for none.
    """
    like = candidates.likeness(now.table.texts, said)
    out = ~now.there | ((now.table.facts.family == family) & (family >= 0))
    if own is not None:
        out[own] = True
    like[out] = 0.0
    most = min(wanted, len(like))
    greatest = np.argpartition(like, len(like) - most)[len(like) - most :]
    meant = meant[meant >= 0]
    return np.unique(np.concatenate((greatest[like[greatest] > 0], meant[~out[meant]]))).astype(np.int32)


def rescanned(now: Index, scan: Scan, touched: Places, moved: Places) -> Scan:
    """The scan after the items at some places came, changed or went: they alone are compared again.

    Of those at ``moved``, which are judged by others now, the pairs that were likely and those nearest in meaning are
    weighed again.
    """
    stale = np.zeros(len(now.rows), dtype=bool)
    stale[touched] = True
    shifted = stale.copy()
    shifted[moved] = True
    kept = ~(shifted[scan.i] | shifted[scan.j])
    made_i, made_j = candidates.makers(now.table.facts.produces)
    again = stale[made_i] | stale[made_j]
    pairs = [(made_i[again], made_j[again])]
    again = ~kept & ~(stale[scan.i] | stale[scan.j])
    pairs.append((scan.i[again], scan.j[again]))
    texts, meant, family = now.table.texts, now.table.meaning, now.table.facts.family
    for place in touched[now.there[touched]].tolist():
        nearest = meant.nearest[place].ravel() if meant is not None else NOBODY
        close = near(now, texts.rows(slice(place, place + 1)), nearest, int(family[place]), place, LOOKED_AT)
        pairs.append((np.minimum(close, place), np.maximum(close, place)))
    i, j = together(len(now.rows), *pairs)
    i, j, odds = likely(now, i, j, scan.minimum)
    return Scan(
        scan.minimum,
        np.concatenate((scan.i[kept], i)),
        np.concatenate((scan.j[kept], j)),
        np.concatenate((scan.odds[kept], odds)),
    )


def likely(now: Index, i: Places, j: Places, minimum: float) -> tuple[Places, Places, NDArray[Any]]:
    """The pairs at least ``minimum`` likely that are not parts of one undertaking, with their odds."""
    family = now.table.facts.family
    kept = ((family[i] != family[j]) | (family[i] < 0)) & now.there[i] & now.there[j]
    i, j = i[kept], j[kept]
    # most pairs cannot be that likely, whatever their words
    hopeful = scoring.probability(bounds.most(now.table, i, j)) >= minimum
    i, j = i[hopeful], j[hopeful]
    odds = [now.evidence(now.table, i[piece], j[piece]).odds for piece in pieces(len(i))]
    every = np.concatenate(odds) if odds else np.empty(0)
    enough = scoring.probability(every) >= minimum
    return i[enough], j[enough], every[enough]


def strongest(scan: Scan, limit: int | None) -> tuple[Places, Places]:
    """The pairs by their odds, of each item only the strongest few."""
    used: Counter[int] = Counter()
    chosen: list[int] = []
    firsts, seconds = scan.i.tolist(), scan.j.tolist()
    for n in np.lexsort((scan.j, scan.i, -scan.odds)).tolist():
        if limit is not None and len(chosen) >= limit:
            break
        one, other = firsts[n], seconds[n]
        if used[one] < MOST_PER_ITEM and used[other] < MOST_PER_ITEM:
            used[one] += 1
            used[other] += 1
            chosen.append(n)
    return scan.i[chosen], scan.j[chosen]


def together(items: int, *pairs: tuple[Places, Places]) -> tuple[Places, Places]:
    """All the pairs once, in order."""
    keys = np.unique(np.concatenate([i.astype(np.int64) * items + j for i, j in pairs]))
    return (keys // items).astype(np.int32), (keys % items).astype(np.int32)
