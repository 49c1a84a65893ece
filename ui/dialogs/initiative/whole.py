"""An initiative with all that belongs to it, as it was and as it is wanted; the difference is one operation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpkportfolio.errors import InvalidValue
from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, Value, new_id
from kpkportfolio.model.rules import broken_rules
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.model.words import entity_words
from kpkportfolio.store.portfolio import Portfolio

PARTS = (
    "deliverable",
    "milestone",
    "money",
    "impact",
    "initiative_component",
    "initiative_tag",
    "link",
    "custom_value",
)
"""What belongs to one initiative alone, by ``initiative_id``; dependencies belong to two."""

Wanted = Sequence[tuple[str | None, Fields]]
"""Rows as they are wanted: the id of one that was there, or None for a new one, and the fields that are known."""

_NEW: Fields = {"open_ended": False, "confidential": False, "kind": InitiativeKind.INITIATIVE.value}


@dataclass(slots=True)
class Whole:
    """One initiative as it was read.

    Attributes:
        id: its id; of a new one the id it will have.
        record: its own fields; empty for a new one.
        parts: entity → id → fields of what belongs to it.
    """

    id: str
    record: Fields = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Fields]] = field(default_factory=dict)

    @property
    def new(self) -> bool:
        return not self.record

    def part(self, entity: str) -> Mapping[str, Fields]:
        return self.parts.get(entity, {})


def read(portfolio: Portfolio, id_: str | None) -> Whole:
    """An initiative whole, or an empty one with a new id."""
    if id_ is None:
        return Whole(new_id())
    parts: dict[str, Mapping[str, Fields]] = {entity: portfolio.records(entity, initiative_id=id_) for entity in PARTS}
    parts["dependency"] = {
        **portfolio.records("dependency", successor_id=id_),
        **portfolio.records("dependency", predecessor_id=id_),
    }
    return Whole(id_, portfolio.record("initiative", id_), parts)


def operation(
    whole: Whole,
    fields: Fields,
    parts: Mapping[str, Wanted],
    made: Sequence[Change] = (),
    why: str | None = None,
) -> Operation | None:
    """What leads from how it was to how it is wanted, and nothing more; None when that is nothing.

    Args:
        whole: as it was read.
        fields: the initiative's own fields as wanted.
        parts: entity → all rows as wanted; rows that are not among them are deleted.
        made: named things that have to exist first.
        why: the person's reason.

    Raises:
        InvalidValue: a rule would be broken; each is told with what it is about.
    """
    changes: list[Change] = []
    problems: list[str] = []
    after: dict[str, Value] = {**_NEW, **whole.record, **fields}
    problems += broken_rules("initiative", {**after, "id": whole.id})
    if whole.new:
        changes.append(Change("initiative", whole.id, None, after))
    else:
        changed = {name: value for name, value in fields.items() if whole.record[name] != value}
        if changed:
            changes.append(Change("initiative", whole.id, {name: whole.record[name] for name in changed}, changed))
    for entity, wanted in parts.items():
        found = difference(entity, whole.part(entity), wanted)
        changes += found
        for id_, row in wanted:
            known = whole.part(entity).get(id_ or "", {})
            broken = broken_rules(entity, {**known, **row})
            problems += [f"{entity_words(entity)}: {problem}" for problem in broken]
    if problems:
        raise InvalidValue(list(dict.fromkeys(problems)))
    if not changes:
        return None
    kind = OperationKind.ADD if whole.new else OperationKind.EDIT
    return Operation(kind, str(after["title"]), [*_needed(made, changes), *changes], why)


def difference(entity: str, before: Mapping[str, Fields], wanted: Wanted) -> list[Change]:
    """New, changed and deleted rows of an entity. Fields that ``wanted`` leaves out stay as they are."""
    changes: list[Change] = []
    kept: set[str] = set()
    for id_, row in wanted:
        known = before.get(id_ or "")
        if id_ is None or known is None:
            changes.append(Change(entity, new_id(), None, row))
            continue
        kept.add(id_)
        changed = {name: value for name, value in row.items() if known[name] != value}
        if changed:
            changes.append(Change(entity, id_, {name: known[name] for name in changed}, changed))
    changes += [Change(entity, id_, row, None) for id_, row in before.items() if id_ not in kept]
    return changes


def _needed(made: Sequence[Change], changes: Sequence[Change]) -> list[Change]:
    """Of the things made those that something refers to."""
    used = {value for change in changes for value in (change.after or {}).values() if isinstance(value, str)}
    return [change for change in made if change.id in used]
