"""The rules a row must keep, said in words a person can act on.

The database holds the same rules as constraints; these exist to say *which* field of *what* is wrong before
the database refuses, in the user's language.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, combinations
from types import NoneType
from typing import Any

from kpkportfolio.model.change import Value
from kpkportfolio.model.vocabulary import (
    AgendaKind,
    ComponentKind,
    ComponentRole,
    DecisionKind,
    DeliverableState,
    DependencyKind,
    Health,
    ImpactKind,
    InitiativeKind,
    MoneyKind,
    OrganisationKind,
    ServiceKind,
    Status,
    Verdict,
)
from kpkportfolio.model.words import field_words
from kpkportfolio.text import LANGUAGES, _, format_date

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "organisation": ("name",),
    "person": ("name",),
    "register": ("name",),
    "source": ("key",),
    "programme": ("name",),
    "domain": ("name",),
    "phase": ("name",),
    "initiative": ("title",),
    "deliverable": ("title",),
    "milestone": ("title",),
    "baseline": ("name",),
    "custom_value": ("name", "value"),
    "tag": ("name",),
    "link": ("url",),
    "service": ("name",),
    "component": ("name",),
    "steering_group": ("name",),
    "meeting": ("name",),
    "overlap_verdict": ("judged_by",),
}

_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "organisation": {"kind": tuple(OrganisationKind)},
    "initiative": {
        "kind": tuple(InitiativeKind),
        "status": tuple(Status),
        "health": tuple(Health),
        "language": LANGUAGES,
    },
    "deliverable": {"state": tuple(DeliverableState)},
    "dependency": {"kind": tuple(DependencyKind)},
    "money": {"kind": tuple(MoneyKind)},
    "impact": {"kind": tuple(ImpactKind)},
    "service": {"kind": tuple(ServiceKind)},
    "component": {"kind": tuple(ComponentKind)},
    "initiative_component": {"role": tuple(ComponentRole)},
    "agenda_item": {"kind": tuple(AgendaKind)},
    "decision": {"kind": tuple(DecisionKind)},
    "overlap_verdict": {"verdict": tuple(Verdict)},
}

_YEARS = (1900, 2200)
_RANGES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "initiative": {"progress": (0, 100), "wave": (1, 2), "municipalities": (0, 10_000)},
    "organisation": {"population": (0, 100_000_000)},
    "money": {"year": _YEARS, "price_year": _YEARS},
    "impact": {"year": _YEARS, "price_year": _YEARS},
}

AGENDA_FIELDS = {AgendaKind.PICTURE: "picture", AgendaKind.INITIATIVE: "initiative_id", AgendaKind.TEXT: "heading"}
"""The field that says what an item of an agenda is about, by its kind."""

_NO_TEXT = re.compile("[\x00\ud800-\udfff]")
_SHOWN = 60
"""Characters of a text in a sentence about it."""
_NONE: Mapping[str, Any] = {}
_DATED = ("initiative", "baseline", "phase")
SHORT_NAME_LENGTH = 32
"""Longest short name, in characters: what a Gantt row and a bubble's label have room for (design tokens)."""


def broken_rules(entity: str, row: Mapping[str, Value]) -> list[str]:
    """One plain sentence for each rule that the whole row breaks; empty when all is well."""
    found: list[str] = []
    for field in _REQUIRED.get(entity, ()):
        value = row.get(field)
        if not isinstance(value, str) or not value.strip():
            found.append(_("“{field}” must not be empty.").format(field=field))
    found += broken_texts(row)
    for field, words in _WORDS.get(entity, _NONE).items():
        value = row.get(field)
        if value is not None and value not in words:
            found.append(
                _("“{value}” is not accepted for “{field}”; accepted: {accepted}.").format(
                    value=value, field=field, accepted=", ".join(words)
                )
            )
    for field, (low, high) in _RANGES.get(entity, _NONE).items():
        value = row.get(field)
        if value is not None and not (isinstance(value, int) and low <= value <= high):
            found.append(
                _("“{field}” must be between {low} and {high}, not {value}.").format(
                    field=field, low=low, high=high, value=value
                )
            )
    if entity in _DATED:
        found += _schedule(row)
    if entity in ("money", "impact"):
        found += _range(row)
    if entity == "initiative":
        short = row.get("short_name")
        if isinstance(short, str) and len(short) > SHORT_NAME_LENGTH:
            found.append(_("The short name has at most {n} characters.").format(n=SHORT_NAME_LENGTH))
        if row.get("parent_id") is not None and row.get("parent_id") == row.get("id"):
            found.append(_("An initiative cannot be its own parent."))
    if entity == "agenda_item":
        found += _agenda_item(row)
    if entity == "dependency" and row.get("predecessor_id") == row.get("successor_id"):
        found.append(_("An initiative cannot depend on itself."))
    return found


def broken_texts(fields: Mapping[str, object]) -> list[str]:
    """One plain sentence for each text with a character that no text is made of: NUL, which PostgreSQL does not keep
    and which ends a text for other programs, and half of a pair of UTF-16, which no file in UTF-8 can hold."""
    told = _("“{field}” has a character that is no part of a text: {code} at place {at} of “{value}”. Remove it.")
    return [
        told.format(
            field=field_words(field),
            code=f"U+{ord(found[0]):04X}",
            at=found.start() + 1,
            value=_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", value)[:_SHOWN],
        )
        for field, value in fields.items()
        if isinstance(value, str) and (found := _NO_TEXT.search(value))
    ]


def surely_kept(entity: str, columns: Mapping[str, Sequence[Value]]) -> bool:
    """Whether many rows, given column by column, keep every rule beyond doubt: seen in a twentieth of the time that
    asking :func:`broken_rules` of each takes. When not, each has to be asked, which also says what is wrong.

    ``columns`` holds the fields that are given, ``id`` among them, all of one length; the others are unknown.
    """
    try:
        return (
            all(_all_filled(columns.get(field, (None,))) for field in _REQUIRED.get(entity, ()))
            and all(set(columns.get(field, ())) <= {None, *words} for field, words in _WORDS.get(entity, _NONE).items())
            and all(_all_between(columns.get(field, ()), *ends) for field, ends in _RANGES.get(entity, _NONE).items())
            and all(map(_all_texts, columns.values()))
            and _all_in_order(entity, columns)
            and _none_itself(entity, columns)
        )
    except TypeError:
        # values of a wrong type, which do not compare
        return False


def _all_filled(column: Sequence[Value]) -> bool:
    return set(map(type, column)) == {str} and all(map(str.strip, column))  # type: ignore[arg-type]  # all are str


def _all_between(column: Sequence[Any], low: int, high: int) -> bool:
    known = set(column) - {None}
    return set(map(type, column)) <= {int, NoneType} and (not known or (low <= min(known) and max(known) <= high))


def _all_texts(column: Sequence[Any]) -> bool:
    if str not in set(map(type, column)):
        return True
    # all of a column in one text are seen as fast as one; what is no text raises a TypeError
    whole = "".join(filter(None, column))
    try:
        whole.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in whole


def _all_in_order(entity: str, columns: Mapping[str, Sequence[Any]]) -> bool:
    if entity in _DATED:
        start, end, open_ended = (columns.get(field, ()) for field in ("start", "end", "open_ended"))
        return (
            set(map(type, chain(start, end))) <= {date, NoneType}
            and not any(a is not None and b is not None and a > b for a, b in zip(start, end, strict=False))
            and not any(open_ and b is not None for open_, b in zip(open_ended, end, strict=False))
        )
    if entity in ("money", "impact"):
        given = [columns[field] for field in ("min", "likely", "max") if field in columns]
        return set(map(type, chain(*given))) <= {int, NoneType} and not any(
            a is not None and b is not None and a > b
            for low, high in combinations(given, 2)
            for a, b in zip(low, high, strict=True)
        )
    return True


def _none_itself(entity: str, columns: Mapping[str, Sequence[Any]]) -> bool:
    if entity == "initiative":
        short = set(columns.get("short_name", ())) - {None}
        parents = columns.get("parent_id", ())
        return all(len(name) <= SHORT_NAME_LENGTH for name in short) and not any(
            parent is not None and parent == id_ for parent, id_ in zip(parents, columns["id"], strict=False)
        )
    if entity == "dependency":
        ends = columns.get("predecessor_id", (None,)), columns.get("successor_id", (None,))
        return not any(a == b for a, b in zip(*ends, strict=False))
    # an agenda has few items, and which of their fields is needed depends on the kind
    return entity != "agenda_item"


def _schedule(row: Mapping[str, Value]) -> list[str]:
    start, end = row.get("start"), row.get("end")
    found: list[str] = []
    if isinstance(start, date) and isinstance(end, date) and start > end:
        found.append(
            _("The start {start} is after the end {end}.").format(start=format_date(start), end=format_date(end))
        )
    if row.get("open_ended") and end is not None:
        found.append(_("A schedule with an end is not open-ended."))
    return found


def _agenda_item(row: Mapping[str, Value]) -> list[str]:
    """What an item of an agenda is about is told in one field, which its kind says."""
    kind, position = row.get("kind"), row.get("position")
    found = [
        _("“{field}” must not be empty.").format(field=field)
        for of_kind, field in AGENDA_FIELDS.items()
        if of_kind == kind and not str(row.get(field) or "").strip()
    ]
    if not isinstance(position, int) or position < 0:
        found.append(
            _("“{field}” must be at least {low}, not {value}.").format(field="position", low=0, value=position)
        )
    return found


def _range(row: Mapping[str, Value]) -> list[str]:
    known = [value for value in (row.get("min"), row.get("likely"), row.get("max")) if isinstance(value, int)]
    if known != sorted(known):
        return [_("A range goes from the least to the most: minimum, likely, maximum.")]
    return []
