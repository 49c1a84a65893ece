"""Names and words for the changes between two contents: who owns a row, what it is called, how a value reads."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from kpkportfolio.model.change import Change, Value
from kpkportfolio.model.figures import Extent, summed
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.vocabulary import DecisionKind, ImpactKind, MoneyKind, label
from kpkportfolio.model.words import decision_words, entity_words, field_words, value_words
from kpkportfolio.store.content import Content
from kpkportfolio.text import NBSP, _, format_date, format_euros

Row = Mapping[str, Any]
Triple = tuple[str, str, str]

# fields that point at another row, and the entity it is of
REFERENCES = {
    "parent_id": "initiative",
    "organisation_id": "organisation",
    "person_id": "person",
    "programme_id": "programme",
    "domain_id": "domain",
    "register_id": "register",
    "service_id": "service",
    "component_id": "component",
    "tag_id": "tag",
    "meeting_id": "meeting",
    "steering_group_id": "steering_group",
    "initiative_id": "initiative",
    "predecessor_id": "initiative",
    "successor_id": "initiative",
    "a_id": "initiative",
    "b_id": "initiative",
    "into_id": "initiative",
}
# a fingerprint of a text, or an order in a list, is nothing a person reads
_SILENT = ("a_text", "b_text", "position")


class Naming:
    """Both contents at hand, to name a row whichever of them still has it."""

    def __init__(self, before: Content, after: Content) -> None:
        self.before = before
        self.after = after
        self._years: dict[tuple[bool, str, str], dict[str, list[Row]]] = {}

    def row(self, entity: str, id_: Value) -> Row:
        """A row as it is after the changes, else as it was; empty when there never was one."""
        key = str(id_)
        return self.after.get(entity, {}).get(key) or self.before.get(entity, {}).get(key) or {}

    def name(self, entity: str, id_: Value) -> str:
        """What a row is called; its id when it has no name left."""
        row = self.row(entity, id_)
        return str(row.get("title") or row.get("name") or id_)

    def title(self, id_: str) -> str:
        """An initiative's title."""
        return self.name("initiative", id_)

    def owners(self, change: Change) -> list[str]:
        """The initiatives whose change this is: none for what they share, two for a judgement of a pair."""
        if change.entity == "initiative":
            return [change.id]
        row = self.row(change.entity, change.id)
        if change.entity == "dependency":
            return [str(row["successor_id"])]
        if change.entity == "overlap_verdict":
            return [str(row["a_id"]), str(row["b_id"])]
        owner = row.get("initiative_id")
        return [] if owner is None else [str(owner)]

    def place(self, change: Change) -> tuple[int, str, str, int, str]:
        """Where a change is told: an initiative's own fields first, then what it owns, figures by kind and year."""
        row = self.row(change.entity, change.id)
        year = row.get("year") or row.get("position") or 0
        name = row.get("title") or row.get("name") or ""
        return (change.entity != "initiative", change.entity, str(row.get("kind") or ""), int(year), str(name))

    def row_title(self, change: Change) -> str:
        """``Organisaatio: Espoon kaupunki``: a row that belongs to no initiative."""
        row = self.row(change.entity, change.id)
        name = row.get("name") or row.get("title")
        return f"{entity_words(change.entity)}: {name}" if name else entity_words(change.entity)

    def value(self, entity: str, field: str, value: Value) -> str:
        """A value in words; references by name, unknown empty."""
        if value is not None and field in REFERENCES:
            return self.name(REFERENCES[field], value)
        return value_words(entity, field, value)

    def figures(self, after: bool, entity: str, kind: str, initiative_id: str) -> Extent:
        """What an initiative's figures of one kind (any kind when empty) come to."""
        by_owner = self._years.get((after, entity, kind))
        if by_owner is None:
            by_owner = {}
            for row in (self.after if after else self.before).get(entity, {}).values():
                if not kind or row["kind"] == kind:
                    by_owner.setdefault(str(row["initiative_id"]), []).append(row)
            self._years[after, entity, kind] = by_owner
        return summed(by_owner.get(initiative_id, ()))


def field_change(change: Change, names: Naming) -> list[Triple]:
    """Field, before and after of a row's own fields; what reads the same on both sides is left out."""
    old, new = change.before or {}, change.after or {}
    whole = change.before is None or change.after is None
    found = []
    for field in sorted({**old, **new}, key=_columns(change.entity).index):
        was, now = old.get(field), new.get(field)
        if field in _SILENT or (whole and not was and not now):
            # of a row that is new or gone only what was known is told; that it is not confidential is no news
            continue
        before, after = names.value(change.entity, field, was), names.value(change.entity, field, now)
        if before != after:
            found.append((field_words(field), before, _with_slip(after, was, now)))
    return found


@cache
def _columns(entity: str) -> list[str]:
    """The fields of an entity in the order they are told, whichever state a row was read from."""
    return [column.name for column in ENTITIES[entity].columns]


def _with_slip(words: str, before: Value, after: Value) -> str:
    """``31.3.2012 (+91 pv)``: a date that moved, with by how much."""
    if isinstance(before, date) and isinstance(after, date):
        days = (after - before).days
        sign = "+" if days > 0 else "\u2212"
        slip = _("{days} d").format(days=f"{sign}{abs(days)}")
        return f"{words} ({slip})"
    return words


def line_of(change: Change, owner: str, names: Naming) -> list[Triple]:
    """Field, before and after of something an initiative owns: the field names what it is."""
    match change.entity:
        case "money" | "impact":
            return _figure_lines(change, names)
        case "overlap_verdict":
            row = names.row(change.entity, change.id)
            other = names.title(str(row["b_id"] if row["a_id"] == owner else row["a_id"]))
            before, after = (
                names.value(change.entity, "verdict", (side or {}).get("verdict"))
                for side in (change.before, change.after)
            )
            field = _("{what} “{name}”").format(what=entity_words(change.entity), name=other)
            return [(field, before, after)] if before != after else []
        case _:
            return _row_lines(change, names)


def _figure_lines(change: Change, names: Naming) -> list[Triple]:
    """One line for a year's figure, however many of its ends changed, and one for what was actually spent."""
    old = names.before.get(change.entity, {}).get(change.id)
    new = names.after.get(change.entity, {}).get(change.id)
    row = new or old or {}
    kind = MoneyKind(str(row["kind"])) if change.entity == "money" else ImpactKind(str(row["kind"]))
    year = str(row["year"]) if row["year"] is not None else _("not by year")
    field = f"{label(kind)}, {year}"
    found = []
    before, after = (_range_words(side) for side in (old, new))
    if before != after:
        found.append((field, before, after))
    for extra in ("actual", "price_year", "year"):
        sides = [names.value(change.entity, extra, (side or {}).get(extra)) for side in (old, new)]
        if sides[0] != sides[1] and (extra == "actual" or (old and new)):
            found.append((f"{field}: {field_words(extra).lower()}", sides[0], sides[1]))
    return found


def _range_words(row: Row | None) -> str:
    """``300 000–500 000 €, todennäköisesti 400 000 €``; exact, for a comparison must not round a change away."""
    if row is None:
        return ""
    low, likely, high = row["min"], row["likely"], row["max"]
    if low is not None and high is not None and low != high:
        # one unit is enough where it comes last
        words = f"{format_euros(low).removesuffix(f'{NBSP}€')}–{format_euros(high)}"
    elif low is not None or high is not None:
        known = format_euros(low if low is not None else high)
        words = (
            known
            if low == high
            else _("at least {amount}").format(amount=known)
            if low is not None
            else _("at most {amount}").format(amount=known)
        )
    else:
        return format_euros(likely)
    if likely is None or likely in (low, high):
        return words
    return _("{range}, likely {amount}").format(range=words, amount=format_euros(likely))


def _row_lines(change: Change, names: Naming) -> list[Triple]:
    what = entity_words(change.entity)
    if change.before is None or change.after is None:
        told = _told(change.entity, change.id, names)
        return [(what, "", told)] if change.before is None else [(what, told, "")]
    name = name_of(change.entity, names.row(change.entity, change.id), names)
    head = _("{what} “{name}”").format(what=what, name=name) if name else what
    return [(f"{head}: {field.lower()}", before, after) for field, before, after in field_change(change, names)]


def name_of(entity: str, row: Row, names: Naming) -> str:
    """What a person calls a row that an initiative owns."""
    match entity:
        case "dependency":
            return names.title(str(row["predecessor_id"]))
        case "source":
            register = names.name("register", row["register_id"])
            return f"{register} {row['ref']}" if row.get("ref") else register
        case "initiative_component":
            return names.name("component", row["component_id"])
        case "service_initiative":
            return names.name("service", row["service_id"])
        case "initiative_tag":
            return names.name("tag", row["tag_id"])
        case "decision":
            return decision_words(DecisionKind(row["kind"]), row["priority"], row.get("into_title"))
        case "agenda_item":
            return names.name("meeting", row["meeting_id"])
        case _:
            return str(row.get("title") or row.get("name") or row.get("url") or "")


def _told(entity: str, id_: str, names: Naming) -> str:
    """A new or vanished row in a few words: its name, and the date or role that belongs to it."""
    row = names.row(entity, id_)
    name = name_of(entity, row, names)
    if entity == "initiative_component":
        return f"{name} ({names.value(entity, 'role', row['role']).lower()})"
    if entity == "custom_value":
        return f"{name}: {row['value']}"
    day = row.get("due") or row.get("decided_on") or row.get("approved_on")
    return f"{name} ({format_date(day)})" if isinstance(day, date) else name
