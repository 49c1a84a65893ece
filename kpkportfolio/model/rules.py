"""The rules a row must keep, said in words a person can act on.

The database holds the same rules as constraints; these exist to say *which* field of *what* is wrong before
the database refuses, in the user's language.
"""

from collections.abc import Mapping
from datetime import date

from kpkportfolio.model.change import Value
from kpkportfolio.model.vocabulary import (
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
    "tag": ("name",),
    "link": ("url",),
    "service": ("name",),
    "component": ("name",),
    "steering_group": ("name",),
    "meeting": ("name",),
    "overlap_verdict": ("judged_by",),
}

_WORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    (entity, field): tuple(word.value for word in words)
    for entity, field, words in (
        ("organisation", "kind", OrganisationKind),
        ("initiative", "kind", InitiativeKind),
        ("initiative", "status", Status),
        ("initiative", "health", Health),
        ("deliverable", "state", DeliverableState),
        ("dependency", "kind", DependencyKind),
        ("money", "kind", MoneyKind),
        ("impact", "kind", ImpactKind),
        ("service", "kind", ServiceKind),
        ("component", "kind", ComponentKind),
        ("initiative_component", "role", ComponentRole),
        ("decision", "kind", DecisionKind),
        ("overlap_verdict", "verdict", Verdict),
    )
} | {("initiative", "language"): LANGUAGES}

_RANGES: Mapping[tuple[str, str], tuple[int, int]] = {
    ("initiative", "progress"): (0, 100),
    ("initiative", "wave"): (1, 2),
    ("initiative", "municipalities"): (0, 10_000),
    ("organisation", "population"): (0, 100_000_000),
    ("money", "year"): (1900, 2200),
    ("impact", "year"): (1900, 2200),
    ("money", "price_year"): (1900, 2200),
    ("impact", "price_year"): (1900, 2200),
}

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
    for field, value in row.items():
        if value is None:
            continue
        words = _WORDS.get((entity, field))
        if words is not None and value not in words:
            found.append(
                _("“{value}” is not accepted for “{field}”; accepted: {accepted}.").format(
                    value=value, field=field, accepted=", ".join(words)
                )
            )
        limits = _RANGES.get((entity, field))
        if limits is not None and not (isinstance(value, int) and limits[0] <= value <= limits[1]):
            found.append(
                _("“{field}” must be between {low} and {high}, not {value}.").format(
                    field=field, low=limits[0], high=limits[1], value=value
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
    if entity == "dependency" and row.get("predecessor_id") == row.get("successor_id"):
        found.append(_("An initiative cannot depend on itself."))
    return found


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


def _range(row: Mapping[str, Value]) -> list[str]:
    known = [value for value in (row.get("min"), row.get("likely"), row.get("max")) if isinstance(value, int)]
    if known != sorted(known):
        return [_("A range goes from the least to the most: minimum, likely, maximum.")]
    return []
