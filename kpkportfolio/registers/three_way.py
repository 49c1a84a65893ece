"""One record's three states: as read last time, as read now, and as it stands in the portfolio.

A field is changed only where the register itself changed since last time; a person's own correction stays, and
where both changed the person's value is kept and shown beside the register's.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

FIELDS = (
    "title",
    "description",
    "organisation",
    "person",
    "programme",
    "domain",
    "status",
    "start",
    "end",
    "open_ended",
    "investment_min",
    "investment_max",
    "deliverables",
)
"""What a register says of an initiative, as it is compared: dates ISO, money in cents, deliverables as titles."""

COLUMNS = (
    *((field,) for field in FIELDS if field not in ("end", "open_ended", "investment_min", "investment_max")),
    ("end", "open_ended"),
    ("investment_min", "investment_max"),
)
"""Fields that come out of one column, or of columns that make sense together only."""

_SCHEDULE = ("start", "end", "open_ended")
_INVESTMENT = ("investment_min", "investment_max")

Values = Mapping[str, Any]
"""Known values by field; a field that is not there is unknown."""


class FieldChange(NamedTuple):
    """One field: dates, cents, words; deliverables as a tuple of titles. Unknown is None."""

    field: str
    before: object
    after: object


class KeptField(NamedTuple):
    """A field that both a person and the register changed: the person's value stays unless asked otherwise."""

    field: str
    mine: object
    theirs: object


def merge(
    mine: Values, base: Values, theirs: Values, insist: Collection[str] = ()
) -> tuple[dict[str, Any], list[KeptField]]:
    """The fields to change with their new values, and the fields where a person's own value stands in the way.

    Args:
        mine: as the portfolio has it now.
        base: as the register had it last time.
        theirs: as the register has it now.
        insist: fields where the register's value wins.
    """
    changes: dict[str, Any] = {}
    kept: list[KeptField] = []
    for field in FIELDS:
        new, old, current = theirs.get(field), base.get(field), mine.get(field)
        if new in (old, current):
            continue
        if field == "deliverables" and field not in insist:
            merged = _merge_lists(current or [], old or [], new or [])
            if merged != (current or []):
                changes[field] = merged or None
        elif current == old or field in insist:
            changes[field] = new
        else:
            kept.append(_kept(field, current, new))
    _keep_order(mine, changes, kept, _SCHEDULE, _schedule_stands)
    _keep_order(mine, changes, kept, _INVESTMENT, _range_stands)
    return changes, kept


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


def _kept(field: str, mine: Any, theirs: Any) -> KeptField:
    return KeptField(field, shown(field, mine), shown(field, theirs))


def shown(field: str, value: Any) -> object:
    """A compared value as previews show it."""
    if field in ("start", "end"):
        return None if value is None else date.fromisoformat(value)
    if field == "open_ended":
        return bool(value)
    if field == "deliverables":
        return tuple(value or ())
    return value
