"""What was edited of the parts of initiatives in a workbook of our own, as Changes and in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kpkportfolio.model.change import Change, Fields, Value
from kpkportfolio.model.rules import broken_rules
from kpkportfolio.model.vocabulary import DeliverableState, ImpactKind, MoneyKind, label
from kpkportfolio.model.words import field_words
from kpkportfolio.registers.difference.since_written import changed_since
from kpkportfolio.registers.difference.standing import Records, by_ids
from kpkportfolio.registers.difference.three_way import FieldChange, KeptField
from kpkportfolio.registers.record import Problem, ReadPart
from kpkportfolio.text import _, format_date, format_euros

_AMOUNTS = ("min", "likely", "max", "actual")
_FACTS = {"money": "figures", "impact": "figures", "deliverable": "deliverables", "milestone": "milestones"}
"""As which fact of its initiative a part is told."""


@dataclass(slots=True)
class EditedParts:
    """What becomes of the parts.

    Attributes:
        told: what changes, and what stays because it was changed since the file was written, by the initiative's id.
    """

    changes: list[Change] = field(default_factory=list)
    told: dict[str, tuple[list[FieldChange], list[KeptField]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def edited_parts(
    portfolio: Records,
    parts: Sequence[ReadPart],
    titles: Mapping[str, str],
    taken: Collection[tuple[str, str]],
    ids: Iterator[str],
    insist: Collection[tuple[str, str]] = (),
) -> EditedParts:
    """The Changes that edited parts ask for. What cannot be carried out is a problem, and nothing else waits for it.

    Args:
        titles: of the file's initiatives by id; a new part belongs to the one of its title.
        taken: ``(entity, id)`` of rows that change otherwise already.
        insist: ``(initiative id, fact)`` where the file's value wins over one changed since it was written.
    """
    found = EditedParts()
    owners: dict[str, set[str]] = {}
    for id_, title in titles.items():
        owners.setdefault(" ".join(title.split()), set()).add(id_)
    for entity in _FACTS:
        read = [part for part in parts if part.entity == entity]
        if read:
            _Entity(portfolio, entity, read, owners, taken, ids, insist, found).run()
    return found


class _Entity:
    """The parts of one kind."""

    def __init__(
        self,
        portfolio: Records,
        entity: str,
        parts: Sequence[ReadPart],
        owners: Mapping[str, Collection[str]],
        taken: Collection[tuple[str, str]],
        ids: Iterator[str],
        insist: Collection[tuple[str, str]],
        found: EditedParts,
    ) -> None:
        self._entity, self._parts, self._owners, self._taken = entity, parts, owners, taken
        self._ids, self._insist, self._found = ids, insist, found
        self._rows = by_ids(portfolio, entity, [part.id for part in parts if part.id])
        touched = {str(row["initiative_id"]) for row in self._rows.values()}
        touched |= {next(iter(owners.get(part.initiative, ("",)))) for part in parts if part.id is None}
        self._beside: dict[str, dict[str, Fields]] = {id_: {} for id_ in touched}
        for id_, row in portfolio.records(entity, initiative_id=sorted(touched)).items():
            self._beside[str(row["initiative_id"])][id_] = row

    def run(self) -> None:
        for part in self._parts:
            trouble = self._add(part) if part.id is None else self._edit(part, part.id)
            if trouble:
                message, accepted = trouble
                value = ", ".join(str(value) for value in part.values.values() if value is not None)
                self._found.problems.append(
                    Problem(part.sheet, part.row, None, value or None, message, accepted, fatal=False)
                )

    def _edit(self, part: ReadPart, id_: str) -> tuple[str, str] | None:
        row = self._rows.get(id_)
        if row is None:
            return _("This row is no longer in the portfolio."), _("a row without a key, which becomes a new one")
        if (self._entity, id_) in self._taken:
            return _("The same is edited on the sheet of initiatives too."), _("one of the two")
        after = {name: value for name, value in part.values.items() if row[name] != value}
        if not after:
            return None
        whole = {**row, **after}
        owner = str(row["initiative_id"])
        fact = _FACTS[self._entity]
        if (owner, fact) not in self._insist and not changed_since(part.written, row).isdisjoint(after):
            mine, theirs = ((_words(self._entity, side),) for side in (row, whole))
            self._of(owner)[1].append(KeptField(fact, mine, theirs, since=True))
            return None
        if self._figure and not any(whole.get(name) is not None for name in _AMOUNTS):
            self._tell(Change(self._entity, id_, row, None), owner, row, None)
            return None
        if trouble := self._trouble(owner, id_, whole):
            return trouble
        self._tell(Change(self._entity, id_, {name: row[name] for name in after}, after), owner, row, whole)
        return None

    def _add(self, part: ReadPart) -> tuple[str, str] | None:
        owners = self._owners.get(part.initiative, ())
        if len(owners) != 1:
            words = _("It is not known which initiative this belongs to.")
            return words, _("the title of one initiative of this file")
        owner = next(iter(owners))
        row: dict[str, Value] = {"initiative_id": owner, **part.values}
        if self._figure:
            if not any(row.get(name) is not None for name in _AMOUNTS):
                return _("There is no amount."), _("at least one amount")
            if row.get("kind") is None:
                return _("There is no kind."), ", ".join(label(kind) for kind in self._kinds)
        elif self._entity == "deliverable":
            row = {"state": DeliverableState.PLANNED.value, **row, "position": self._next_position(owner)}
        id_ = next(self._ids)
        if trouble := self._trouble(owner, id_, row):
            return trouble
        self._tell(Change(self._entity, id_, None, row), owner, None, row)
        return None

    @property
    def _figure(self) -> bool:
        return self._entity in ("money", "impact")

    @property
    def _kinds(self) -> Iterable[MoneyKind | ImpactKind]:
        return MoneyKind if self._entity == "money" else ImpactKind

    def _next_position(self, owner: str) -> int:
        rows = self._beside.get(owner, {}).values()
        return 1 + max((row["position"] for row in rows if isinstance(row["position"], int)), default=-1)

    def _trouble(self, owner: str, id_: str, row: Fields) -> tuple[str, str] | None:
        """Why a row cannot be as it is to be."""
        if broken := broken_rules(self._entity, row):
            return " ".join(broken), _("values that keep this rule")
        if self._figure:
            same = (row.get("kind"), row.get("year"))
            if any(
                other != id_ and (one["kind"], one.get("year")) == same
                for other, one in self._beside.get(owner, {}).items()
            ):
                words = _("Its initiative has a figure of this kind and year already.")
                return words, _("another year, or the earlier row with both amounts")
        return None

    def _tell(self, change: Change, owner: str, before: Fields | None, after: Fields | None) -> None:
        self._found.changes.append(change)
        beside = self._beside.setdefault(owner, {})
        if after is None:
            del beside[change.id]
        else:
            beside[change.id] = {"year": None, **after}
        words = (None if side is None else (_words(self._entity, side),) for side in (before, after))
        self._of(owner)[0].append(FieldChange(_FACTS[self._entity], *words))

    def _of(self, owner: str) -> tuple[list[FieldChange], list[KeptField]]:
        return self._found.told.setdefault(owner, ([], []))


def _words(entity: str, row: Fields) -> str:
    """A part on one line."""
    values: Any = {"year": None, "due": None, **row}
    if entity in ("money", "impact"):
        kind = MoneyKind(values["kind"]) if entity == "money" else ImpactKind(values["kind"])
        named = f"{label(kind)} {values['year']}" if values["year"] is not None else label(kind)
        amounts = [
            f"{field_words(name)} {format_euros(values[name])}" for name in _AMOUNTS if values.get(name) is not None
        ]
        return f"{named}: {', '.join(amounts)}"
    told = []
    if values["due"] is not None:
        told.append(format_date(values["due"]))
    if values.get("reached_on") is not None:
        told.append(_("reached {day}").format(day=format_date(values["reached_on"])))
    if values.get("state") is not None:
        told.append(label(DeliverableState(values["state"])))
    return f"{values['title']} ({', '.join(told)})" if told else str(values["title"])
