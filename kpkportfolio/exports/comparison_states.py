"""Frozen contents in the words of ``list``, so that two states of an initiative can be compared field by field."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kpkportfolio.model.change import Value
from kpkportfolio.model.figures import summed
from kpkportfolio.snapshots.sentences import SUMS
from kpkportfolio.store.content import Content
from kpkportfolio.text import euros

State = dict[str, Any]

_PLAIN = (
    "kind",
    "title",
    "short_name",
    "description",
    "status",
    "status_reason",
    "health",
    "health_reason",
    "start",
    "end",
    "open_ended",
    "progress",
    "priority",
    "wave",
    "municipalities",
    "confidential",
    "note",
)
_DECISION = ("kind", "decided_on", "decided_by", "reason", "priority", "into_title")
_NAMED = {"organisation": "organisation_id", "programme": "programme_id", "domain": "domain_id", "parent": "parent_id"}


def states(content: Content) -> dict[str, State]:
    """Every initiative by id, with the fields of ``list --json`` and the rest of what is recorded of it."""
    children = {
        entity: _by_initiative(content.get(entity, {}).values())
        for entity in ("deliverable", "milestone", "money", "impact", "decision")
    }
    return {id_: _state(content, id_, row, children) for id_, row in content.get("initiative", {}).items()}


def _by_initiative(rows: Iterable[Mapping[str, Value]]) -> dict[str, list[Mapping[str, Value]]]:
    found: dict[str, list[Mapping[str, Value]]] = {}
    for row in rows:
        found.setdefault(str(row["initiative_id"]), []).append(row)
    return found


def _state(
    content: Content,
    id_: str,
    row: Mapping[str, Value],
    children: Mapping[str, Mapping[str, list[Mapping[str, Value]]]],
) -> State:
    state: State = {name: _plain(row.get(name)) for name in _PLAIN}
    for name, column in _NAMED.items():
        entity = "initiative" if name == "parent" else name
        found = content.get(entity, {}).get(str(row.get(column)))
        state[name] = None if found is None else found["title" if name == "parent" else "name"]
    person = content.get("person", {}).get(str(row.get("person_id")))
    state["person"] = row.get("person_name") or (None if person is None else person["name"])
    own = {entity: rows.get(id_, []) for entity, rows in children.items()}
    deliverables = sorted(own["deliverable"], key=lambda d: (d["position"] or 0, str(d["title"])))
    state["deliverables"] = [d["title"] for d in deliverables]
    milestones = sorted(own["milestone"], key=lambda m: (str(m["due"]), str(m["title"])))
    state["milestones"] = [{name: _plain(m[name]) for name in ("title", "due", "reached_on")} for m in milestones]
    decided = sorted(own["decision"], key=lambda d: str(d["decided_on"]))
    state["decisions"] = [{name: _plain(d.get(name)) for name in _DECISION} for d in decided]
    for one in SUMS:
        least, most = summed(row for row in own[one.entity] if not one.kind or row["kind"] == one.kind)
        state |= {f"{one.name}_min_eur": euros(least), f"{one.name}_max_eur": euros(most)}
    return state


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def differences(before: Content, after: Content) -> dict[str, list[State]]:
    """``{"added", "removed", "changed"}``: whole initiatives, and each field that differs; by title."""
    was, now = states(before), states(after)
    return {
        "added": [{"id": id_, **now[id_]} for id_ in _by_title(now) if id_ not in was],
        "removed": [{"id": id_, **was[id_]} for id_ in _by_title(was) if id_ not in now],
        "changed": [
            {"id": id_, "title": now[id_]["title"], "field": field, "before": was[id_][field], "after": value}
            for id_ in _by_title(now)
            if id_ in was
            for field, value in now[id_].items()
            if was[id_][field] != value
        ],
    }


def _by_title(found: Mapping[str, State]) -> list[str]:
    return sorted(found, key=lambda id_: (str(found[id_]["title"]).casefold(), id_))
