"""One record's three states: as read last time, as read now, and as it stands in the portfolio.

A field is changed only where the register itself changed since last time; a person's own correction stays, and
where both changed the person's value is kept and shown beside the register's.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any, NamedTuple

from kpkportfolio.registers.difference.facts import ENTRIES, FACTS, FIELDS, ICT, Entry, Titles, shown

_SCHEDULE = ("start", "end", "open_ended")
_INVESTMENT = ("investment_min", "investment_max")

Values = Mapping[str, Any]
"""Known values by field; a field that is not there is unknown."""


class FieldChange(NamedTuple):
    """One field: dates, cents, words; what has several entries as a tuple of texts. Unknown is None."""

    field: str
    before: object
    after: object


class KeptField(NamedTuple):
    """A field that both a person and the register changed: the person's value stays unless asked otherwise.

    Attributes:
        since: it was changed in the portfolio after the workbook of our own, edited there too, was written.
    """

    field: str
    mine: object
    theirs: object
    since: bool = False


def merge(
    mine: Values, base: Values, theirs: Values, insist: Collection[str] = (), titles: Titles = str
) -> tuple[dict[str, Any], list[KeptField]]:
    """The fields to change with their new values, and the fields where a person's own value stands in the way.

    Args:
        mine: as the portfolio has it now.
        base: as the register had it last time.
        theirs: as the register has it now.
        insist: fields where the register's value wins.
        titles: of initiatives by id, for what is shown.
    """
    changes: dict[str, Any] = {}
    kept: list[KeptField] = []
    for field in FIELDS:
        new, old, current = theirs.get(field), base.get(field), mine.get(field)
        if new in (old, current):
            continue
        if field in ENTRIES:
            merged, stays = _merge_entries(field, current or [], old or [], new or [], field in insist)
            if merged != (current or []):
                changes[field] = merged or None
            if stays:
                own, new = ([one for one in side if one is not None] for side in zip(*stays, strict=True))
                kept.append(KeptField(field, shown(field, own, titles), shown(field, new, titles)))
        elif field == "deliverables" and field not in insist:
            listed = _merge_lists(current or [], old or [], new or [])
            if listed != (current or []):
                changes[field] = listed or None
        elif current == old or field in insist:
            changes[field] = new
        else:
            kept.append(_kept(field, current, new, titles))
    _keep_order(mine, changes, kept, _SCHEDULE, _schedule_stands)
    _keep_order(mine, changes, kept, _INVESTMENT, _range_stands)
    return changes, kept


def keyed(field: str, entries: Sequence[Entry] | None) -> dict[Hashable, Entry]:
    """Entries by what tells them apart; repeats of one are told apart by their order."""
    key = FACTS[field].key
    assert key is not None
    repeats: Counter[Hashable] = Counter()
    found: dict[Hashable, Entry] = {}
    for entry in entries or ():
        name = key(entry)
        repeats[name] += 1
        found[name, repeats[name]] = entry
    return found


def _merge_entries(
    field: str, mine: Sequence[Entry], base: Sequence[Entry], theirs: Sequence[Entry], insist: bool
) -> tuple[list[Entry], list[tuple[Entry | None, Entry | None]]]:
    """Each entry three ways: the entries as they become, and pairs of those where the person's own stays."""
    have, had, get = (keyed(field, entries) for entries in (mine, base, theirs))
    divided = _divided(mine, base, theirs) if field == "figures" and not insist else ()
    merged = dict(have)
    stays: list[tuple[Entry | None, Entry | None]] = []
    for key in {**had, **get}:
        new, old, now = get.get(key), had.get(key), have.get(key)
        if new in (old, now):
            continue
        if (now == old and (new or old or [None])[0] not in divided) or insist:
            if new is None:
                merged.pop(key, None)
            else:
                merged[key] = new
        else:
            stays.append((now, new))
    return list(merged.values()), stays


def _divided(mine: Sequence[Entry], base: Sequence[Entry], theirs: Sequence[Entry]) -> set[str]:
    """Kinds of figures that a person has divided among other years than the register, which divides them anew:
    a mixture of both would count the same money twice."""
    own, old, new = (years(figures) for figures in (mine, base, theirs))
    return {
        kind
        for kind in {**own, **old, **new}
        if own.get(kind) != old.get(kind) and new.get(kind) not in (old.get(kind), own.get(kind))
    }


def years(figures: Sequence[Entry] | None) -> dict[str, set[int | None]]:
    """The years that each kind of figures is divided among; the whole of the ICT investment has fields of its own."""
    found: dict[str, set[int | None]] = {}
    for kind, year, *_amounts in figures or ():
        if kind != ICT or year is not None:
            found.setdefault(kind, set()).add(year)
    return found


def _merge_lists(mine: Sequence[str], base: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The titles of ``mine`` without those the register dropped and with those it added; in the register's order
    where a person has not touched the list."""
    if list(mine) == list(base):
        return list(theirs)
    dropped = {title.casefold() for title in base} - {title.casefold() for title in theirs}
    left = [title for title in mine if title.casefold() not in dropped]
    known = {title.casefold() for title in (*mine, *base)}
    return left + [title for title in theirs if title.casefold() not in known]


def _keep_order(
    mine: Values, changes: dict[str, Any], kept: list[KeptField], fields: Sequence[str], stands: Any
) -> None:
    """Fields that only make sense together stay as they are when the mixture of old and new would not stand."""
    if not any(field in changes for field in fields):
        return
    if stands(*(changes[field] if field in changes else mine.get(field) for field in fields)):
        return
    kept += [_kept(field, mine.get(field), changes.pop(field)) for field in fields if field in changes]


def stands(values: Values) -> bool:
    """Whether schedule and investment go from the earlier to the later and from the least to the most."""
    return _schedule_stands(*(values.get(field) for field in _SCHEDULE)) and _range_stands(
        *(values.get(field) for field in _INVESTMENT)
    )


def _schedule_stands(start: str | None, end: str | None, open_ended: bool | None) -> bool:
    # ISO dates compare as the dates do
    return not (open_ended and end) and not (start and end and start > end)


def _range_stands(least: int | None, most: int | None) -> bool:
    return least is None or most is None or least <= most


def _kept(field: str, mine: Any, theirs: Any, titles: Titles = str) -> KeptField:
    return KeptField(field, shown(field, mine, titles), shown(field, theirs, titles))
