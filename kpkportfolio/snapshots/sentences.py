"""One sentence for all that happened to an initiative, the weightiest first: decisions, dates, money, status."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kpkportfolio.model.change import Change, Fields, Value
from kpkportfolio.model.figures import Extent
from kpkportfolio.model.vocabulary import InitiativeKind, MoneyKind, Status, label
from kpkportfolio.model.words import entity_words, field_words
from kpkportfolio.snapshots.naming import Naming, name_of
from kpkportfolio.text import N_, _, format_date, format_euros, format_millions, format_millions_change, ngettext

# short enough for "status Toteutus → Jalkautus"; of longer texts only the name is told
_SHORT = (
    "status",
    "health",
    "organisation_id",
    "person_id",
    "person_name",
    "programme_id",
    "domain_id",
    "parent_id",
    "kind",
    "progress",
    "priority",
    "wave",
    "municipalities",
)
_LONG = ("title", "short_name", "description", "status_reason", "health_reason", "note", "language", "confidential")

# 10 000 €: less would read 0,00 M€
_LEAST = 1_000_000


class Sum(NamedTuple):
    """A sum of an initiative's figures: what it is called in JSON, of which rows it is, and how its change is told."""

    name: str
    entity: str
    kind: str
    message: str


SUMS = (
    Sum("investment", "money", MoneyKind.ICT_INVESTMENT.value, N_("investment {change}")),
    Sum(
        "change_investment",
        "money",
        MoneyKind.CHANGE_INVESTMENT.value,
        N_("municipalities' change investment {change}"),
    ),
    Sum("running_cost", "money", MoneyKind.RUNNING_COST.value, N_("running cost {change}")),
    Sum("impact", "impact", "", N_("impact {change}")),
)


def added_sentence(id_: str, names: Naming) -> str:
    """What a new initiative is: ``Ehdotettu; Espoon kaupunki; investointi 0,4 M€``."""
    return _facts(id_, names, after=True)


def removed_sentence(id_: str, names: Naming) -> str:
    """What an initiative was that is no longer there."""
    return _facts(id_, names, after=False)


def _facts(id_: str, names: Naming, after: bool) -> str:
    row = (names.after if after else names.before)["initiative"][id_]
    parts = [label(Status(str(row["status"])))] if row.get("status") else []
    if row.get("kind") and row["kind"] != InitiativeKind.INITIATIVE:
        parts.append(label(InitiativeKind(str(row["kind"]))))
    if row.get("organisation_id"):
        parts.append(names.name("organisation", row["organisation_id"]))
    for _name, entity, kind, message in (SUMS[0], SUMS[3]):
        money = format_millions(*names.figures(after, entity, kind, id_), unit=True)
        if money:
            parts.append(_(message).format(change=money))
    return _sentence(parts) or _("Nothing more is known of it")


def changed_sentence(id_: str, own: Change | None, changes: Sequence[Change], names: Naming) -> str:
    """``Loppu siirtyi 92 päivää myöhemmäksi; investointi +0,4 M€``."""
    old, new = (own.before or {}, own.after or {}) if own else ({}, {})
    decided = [change for change in changes if change.entity == "decision" and change.before is None]
    parts = [*_decisions(decided, names), *_dates(old, new)]
    told = _sums(id_, changes, names)
    parts += [words for found in told.values() for words in found]
    for field in _SHORT:
        if field in new:
            before, after = (names.value("initiative", field, side.get(field)) for side in (old, new))
            if before != after:
                parts.append(f"{field_words(field).lower()} {before or _('not known')} → {after or _('not known')}")
    # a decision gives its own reason for the status
    long = [field for field in _LONG if not (decided and field == "status_reason")]
    fields = [field_words(field).lower() for field in long if field in new and old.get(field) != new.get(field)]
    parts += _rows([change for change in changes if change not in decided], fields, frozenset(told))
    return _sentence(parts) or _("Altered")


def _sentence(parts: Sequence[str]) -> str:
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _decisions(decided: Sequence[Change], names: Naming) -> list[str]:
    """``päätös 24.11.2011: Hyväksytty ehdollisena``, in the order they were made."""
    parts = []
    for change in sorted(decided, key=lambda one: one.id):
        row = names.row("decision", change.id)
        told = f"{entity_words('decision').lower()} {format_date(row['decided_on'])}"
        parts.append(f"{told}: {name_of('decision', row, names)}")
    return parts


# --- dates ---------------------------------------------------------------------------------------------------------


def _dates(old: Fields, new: Fields) -> list[str]:
    parts = []
    if new.get("open_ended"):
        parts.append(_("the end is now open"))
    elif "end" in new:
        parts.append(_moved_end(old.get("end"), new["end"]))
    elif "open_ended" in new:
        parts.append(_("the end is no longer open"))
    if "start" in new:
        parts.append(_moved_start(old.get("start"), new["start"]))
    return parts


def _moved_end(before: Value, after: Value) -> str:
    if not isinstance(after, date):
        return _("the end is no longer known")
    if not isinstance(before, date):
        return _("the end is now {date}").format(date=format_date(after))
    days = (after - before).days
    if days > 0:
        return ngettext("the end moved {n} day later", "the end moved {n} days later", days).format(n=days)
    return ngettext("the end moved {n} day earlier", "the end moved {n} days earlier", -days).format(n=-days)


def _moved_start(before: Value, after: Value) -> str:
    if not isinstance(after, date):
        return _("the start is no longer known")
    if not isinstance(before, date):
        return _("the start is now {date}").format(date=format_date(after))
    days = (after - before).days
    if days > 0:
        return ngettext("the start moved {n} day later", "the start moved {n} days later", days).format(n=days)
    return ngettext("the start moved {n} day earlier", "the start moved {n} days earlier", -days).format(n=-days)


# --- money ---------------------------------------------------------------------------------------------------------


def _sums(id_: str, changes: Sequence[Change], names: Naming) -> dict[str, list[str]]:
    """Per entity the sums that changed, in words; figures that only moved from year to year change no sum."""
    touched = {change.entity for change in changes}
    parts: dict[str, list[str]] = {}
    for _name, entity, kind, message in SUMS:
        if entity in touched:
            before = names.figures(False, entity, kind, id_)
            after = names.figures(True, entity, kind, id_)
            if before != after:
                parts.setdefault(entity, []).append(_(message).format(change=_change_of(before, after)))
    return parts


def _change_of(before: Extent, after: Extent) -> str:
    """``+0,4 M€`` when both ends moved alike, else both ranges; unknown is said, never taken for zero."""
    if None in before or None in after:
        was, now = (format_millions(*side, unit=True) or _("not known") for side in (before, after))
        return f"{was} → {now}"
    low, high = (int(b or 0) - int(a or 0) for a, b in zip(before, after, strict=True))
    if low == high and low != 0:
        sign = "+" if low > 0 else "\u2212"
        return sign + (format_millions(abs(low), abs(low), unit=True) if abs(low) >= _LEAST else format_euros(abs(low)))
    was, now = format_millions_change(before, after)
    return f"{was} → {now}"


# --- what an initiative owns ---------------------------------------------------------------------------------------


def _rows(changes: Sequence[Change], fields: Sequence[str], told: frozenset[str]) -> list[str]:
    """``2 tuotosta valmistui; lisätty: välitavoite (2); muutettu: kuvaus, riippuvuus``."""
    parts = []
    done = [c for c in changes if c.entity == "deliverable" and c.before and (c.after or {}).get("state") == "done"]
    reached = [c for c in changes if c.entity == "milestone" and c.before and (c.after or {}).get("reached_on")]
    if n := len(done):
        parts.append(ngettext("{n} deliverable done", "{n} deliverables done", n).format(n=n))
    if n := len(reached):
        parts.append(ngettext("{n} milestone reached", "{n} milestones reached", n).format(n=n))
    known = {change.id for change in (*done, *reached)}
    left = [c for c in changes if c.entity != "initiative" and c.entity not in told and c.id not in known]
    if things := _things([c for c in left if c.before is None]):
        parts.append(_("added: {things}").format(things=", ".join(things)))
    if things := _things([c for c in left if c.after is None]):
        parts.append(_("removed: {things}").format(things=", ".join(things)))
    things = [*fields, *_things([c for c in left if c.before is not None and c.after is not None])]
    if things:
        parts.append(_("changed: {things}").format(things=", ".join(dict.fromkeys(things))))
    return parts


def _things(changes: Sequence[Change]) -> list[str]:
    """Kinds of rows in words, with how many when there are several: ``tuotos (2)``."""
    counts = Counter(entity_words(change.entity).lower() for change in changes)
    return [f"{words} ({n})" if n > 1 else words for words, n in counts.items()]
