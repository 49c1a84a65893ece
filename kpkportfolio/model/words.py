"""The words for entities, fields and values, for histories, comparisons and error lists.

Field names are the database's and stay English; what a person reads comes from here, in the language spoken now.
"""

from collections.abc import Mapping
from datetime import date, datetime

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
    label,
)
from kpkportfolio.text import LANGUAGE_NAMES, N_, _, format_date, format_euros, format_time

_ENTITIES = {
    "initiative": N_("Initiative"),
    "deliverable": N_("Deliverable"),
    "milestone": N_("Milestone"),
    "dependency": N_("Dependency"),
    "baseline": N_("Baseline"),
    "custom_value": N_("Own field"),
    "tag": N_("Tag"),
    "initiative_tag": N_("Tag"),
    "link": N_("Link"),
    "money": N_("Money"),
    "impact": N_("Impact"),
    "organisation": N_("Organisation"),
    "person": N_("Person"),
    "programme": N_("Programme"),
    "domain": N_("Domain"),
    "phase": N_("Phase of the path"),
    "register": N_("Source register"),
    "source": N_("Source"),
    "service": N_("Service"),
    "service_initiative": N_("Service"),
    "component": N_("Component"),
    "initiative_component": N_("Component"),
    "steering_group": N_("Steering group"),
    "meeting": N_("Meeting"),
    "agenda_item": N_("Item of an agenda"),
    "decision": N_("Decision"),
    "overlap_verdict": N_("Verdict on an overlap"),
}

_FIELDS = {
    "kind": N_("Kind"),
    "parent_id": N_("Part of"),
    "title": N_("Title"),
    "short_name": N_("Short name"),
    "description": N_("Description"),
    "language": N_("Language"),
    "organisation_id": N_("Responsible party"),
    "person_id": N_("Responsible person"),
    "person_name": N_("Responsible person"),
    "programme_id": N_("Programme"),
    "domain_id": N_("Domain"),
    "status": N_("Status"),
    "status_reason": N_("Reason for the status"),
    "health": N_("Health"),
    "health_reason": N_("Reason for the health"),
    "start": N_("Start"),
    "end": N_("End"),
    "open_ended": N_("Continuous"),
    "progress": N_("Progress, %"),
    "priority": N_("Priority"),
    "wave": N_("Wave"),
    "municipalities": N_("Municipalities"),
    "confidential": N_("Confidential"),
    "note": N_("Note"),
    "position": N_("Place in the list"),
    "due": N_("Due"),
    "done_on": N_("Done on"),
    "reached_on": N_("Reached on"),
    "state": N_("State"),
    "predecessor_id": N_("Depends on"),
    "successor_id": N_("Dependent"),
    "lag_days": N_("Lag, days"),
    "name": N_("Name"),
    "name_sv": N_("Name in Swedish"),
    "name_en": N_("Name in English"),
    "approved_on": N_("Approved on"),
    "investment_min": N_("Investment at least"),
    "investment_max": N_("Investment at most"),
    "url": N_("Address"),
    "year": N_("Year"),
    "min": N_("At least"),
    "likely": N_("Likely"),
    "max": N_("At most"),
    "actual": N_("Actual"),
    "price_year": N_("Price level of year"),
    "population": N_("Population"),
    "owner_customer": N_("Owner-customer"),
    "email": N_("E-mail"),
    "phone": N_("Telephone"),
    "number": N_("Number"),
    "contact": N_("Contact"),
    "own": N_("Own register"),
    "key": N_("Identity in the register"),
    "ref": N_("Reference"),
    "file": N_("File"),
    "sheet": N_("Sheet"),
    "row": N_("Row"),
    "read_on": N_("Read on"),
    "read_values": N_("What was read"),
    "originals": N_("Texts before repair"),
    "profile": N_("How it is read"),
    "value": N_("Value"),
    "published_on": N_("Published on"),
    "role": N_("Role"),
    "reference_group": N_("Reference group"),
    "held_on": N_("Held on"),
    "notes": N_("Notes"),
    "reason": N_("Reason"),
    "by": N_("Who"),
    "into_id": N_("Merged into"),
    "into_title": N_("Name of what it is merged into"),
    "picture": N_("Picture"),
    "heading": N_("Heading"),
    "decided_by": N_("Decided by"),
    "decided_on": N_("Decided on"),
    "verdict": N_("Verdict"),
    "judged_by": N_("Judged by"),
    "judged_at": N_("Judged at"),
    "a_text": N_("First text when judged"),
    "b_text": N_("Second text when judged"),
    "initiative_id": N_("Initiative"),
    "register_id": N_("Source register"),
    "service_id": N_("Service"),
    "component_id": N_("Component"),
    "tag_id": N_("Tag"),
    "meeting_id": N_("Meeting"),
    "steering_group_id": N_("Steering group"),
    "a_id": N_("First initiative"),
    "b_id": N_("Second initiative"),
}

# a person decides "Approve"; what is told afterwards is that it was approved
_DECIDED = {
    DecisionKind.APPROVE: N_("Approved"),
    DecisionKind.REJECT: N_("Rejected"),
    DecisionKind.MERGE: N_("To be merged"),
    DecisionKind.POSTPONE: N_("Postponed"),
    DecisionKind.SET_PRIORITY: N_("Priority set"),
    DecisionKind.CONDITION: N_("Approved with a condition"),
}

_CENTS = ("min", "likely", "max", "actual", "investment_min", "investment_max")

_WORD_LISTS = {
    ("initiative", "kind"): InitiativeKind,
    ("initiative", "status"): Status,
    ("initiative", "health"): Health,
    ("organisation", "kind"): OrganisationKind,
    ("money", "kind"): MoneyKind,
    ("impact", "kind"): ImpactKind,
    ("deliverable", "state"): DeliverableState,
    ("dependency", "kind"): DependencyKind,
    ("service", "kind"): ServiceKind,
    ("component", "kind"): ComponentKind,
    ("initiative_component", "role"): ComponentRole,
    ("overlap_verdict", "verdict"): Verdict,
    ("agenda_item", "kind"): AgendaKind,
    ("decision", "kind"): DecisionKind,
}


def entity_words(entity: str) -> str:
    """The word for a kind of row, such as ``Tuotos``."""
    return _(_ENTITIES.get(entity, entity))


def field_words(field: str) -> str:
    """The words for a field, such as ``Vastuullinen taho``."""
    return _(_FIELDS.get(field, field))


def decision_words(kind: DecisionKind, priority: int | None = None, into: str | None = None, both: bool = False) -> str:
    """What was decided: ``Hyväksytty``; with a priority its number, of a merge the title it is merged into, or
    ``both`` titles with an arrow between them."""
    words = _(_DECIDED[kind])
    if kind is DecisionKind.SET_PRIORITY and priority is not None:
        words += f": {priority}"
    return f"{words}{':' if both else ' →'} {into}" if into else words


def value_words(entity: str, field: str, value: Value) -> str:
    """A field's value as a person reads it; unknown is an empty string. References stay ids: names may change."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return format_time(value)
    if isinstance(value, date):
        return format_date(value)
    if field in _CENTS and isinstance(value, int):
        return format_euros(value)
    if field == "language":
        return LANGUAGE_NAMES.get(str(value), str(value))
    words = _WORD_LISTS.get((entity, field))
    if words is not None and value in list(words):
        return label(words(value))
    return str(value)


def row_words(entity: str, row: Mapping[str, Value], owner: str = "") -> str:
    """What tells a row from its like: its title or name, of a sum its kind and year after the title of its ``owner``;
    empty when nothing does."""
    if entity in ("money", "impact"):
        kind, year = value_words(entity, "kind", row.get("kind")), row.get("year")
        told = (owner, kind, _("not by year") if year is None else str(year))
        return ", ".join(filter(None, told)) if kind else owner
    return next((str(row[field]) for field in ("title", "name", "url", "ref") if row.get(field)), "")
