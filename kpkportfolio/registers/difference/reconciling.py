"""The import of a register as a reviewable difference: what is new, changed, unchanged and vanished, and the one
operation that would carry it out. Nothing is written here."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, Value, new_id, new_ids
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.registers.difference.absent import fill_absent
from kpkportfolio.registers.difference.by_key import common, known_by_key
from kpkportfolio.registers.difference.edited_parts import edited_parts
from kpkportfolio.registers.difference.facts import all_values, shown, values_of
from kpkportfolio.registers.difference.matching import Row, match
from kpkportfolio.registers.difference.names import Names
from kpkportfolio.registers.difference.outcome import ChangedRecord, NewRecord, Reconciliation, VanishedRecord
from kpkportfolio.registers.difference.references import References, last_called, part_kind
from kpkportfolio.registers.difference.remembering import remembered
from kpkportfolio.registers.difference.since_written import changed_since
from kpkportfolio.registers.difference.standing import Records, Standing, by_ids, decoded, load, named, new_rows
from kpkportfolio.registers.difference.three_way import FieldChange, Values, merge
from kpkportfolio.registers.profile import NAMED
from kpkportfolio.registers.record import Problem, ReadInitiative, ReadRegister
from kpkportfolio.store.bulk import garbage_left_alone
from kpkportfolio.store.codec import encode

_REPORT_EVERY = 500
Progress = Callable[[int, int], None]
_KIND = InitiativeKind.INITIATIVE.value
_ANOTHER = object()
"""A value that is none of those compared."""
_LATER = ("status_reason", "health", "progress", "priority", "note")
"""Columns of an initiative that few registers fill; those that no row speaks of are not written at all."""

__all__ = ["ChangedRecord", "NewRecord", "Reconciliation", "VanishedRecord", "reconcile", "values_of"]


@garbage_left_alone()
def reconcile(
    portfolio: Records,
    register: ReadRegister,
    today: date,
    source_name: str | None = None,
    accept_good_rows: bool = False,
    progress: Progress | None = None,
    insist: Collection[tuple[str, str]] = (),
) -> Reconciliation:
    """Compare a register that was read with the portfolio.

    Args:
        portfolio: the portfolio, or one together with operations that are not carried out yet (``together``).
        today: the day to note as the day of reading.
        source_name: the register's name when it is not the one the file suggests.
        accept_good_rows: make the operation even though some rows cannot be taken in; those are left out.
        progress: told every so often how many rows of how many are done.
        insist: ``(initiative id, field)`` where the register's value wins over a person's.
    """
    return _Reconciler(portfolio, register, today, source_name, set(insist)).run(accept_good_rows, progress)


class _Reconciler:
    """The work of one call."""

    def __init__(
        self,
        portfolio: Records,
        register: ReadRegister,
        today: date,
        source_name: str | None,
        insist: set[tuple[str, str]],
    ) -> None:
        self.portfolio = portfolio
        self.register = register
        self.today = today
        self.insist = insist
        self.file = register.path.name
        self.ids = new_ids()
        self.changes: list[Change] = []
        self.new: list[NewRecord] = []
        self.changed: list[ChangedRecord] = []
        self.unchanged = 0
        name = source_name or register.name
        self.register_id, self.known = self._find_register(name)
        self.name = name if self.known is None else str(self.known["name"])
        self.names = {entity: Names(entity, portfolio.records(entity)) for entity in NAMED}

    def _find_register(self, name: str) -> tuple[str, Fields | None]:
        for id_, record in self.portfolio.records("register").items():
            if str(record["name"]).casefold() == name.casefold():
                return id_, record
        return new_id(), None

    def run(self, accept_good_rows: bool, progress: Progress | None) -> Reconciliation:
        records = self.register.initiatives
        sources = list(self.portfolio.records("source", register_id=self.register_id).items())
        values = all_values(records)
        texts = [encode(value) or "" for value in values]
        matched = match(
            [_row(record, text) for record, text in zip(records, texts, strict=True)],
            self._known_rows([source for _id, source in sources]),
        )
        # what was edited in a workbook of our own is known by its key alone
        pairs = [
            None if number is None or record.edited is not None else sources[number]
            for number, record in zip(matched.old, records, strict=True)
        ]
        fill_absent(values, texts, pairs)
        fresh = [record for record, pair in zip(records, pairs, strict=True) if pair is None]
        told = {str(pair[1]["initiative_id"]) for pair in pairs if pair is not None}
        by_key = known_by_key(self.portfolio, fresh, told)
        ids = [
            str(pair[1]["initiative_id"]) if pair else by_key.get(record.ref or "") or next(self.ids)
            for record, pair in zip(records, pairs, strict=True)
        ]
        self.titles = {id_: record.title for id_, record in zip(ids, records, strict=True)}
        self.gathered = {id_: record.rows for id_, record in zip(ids, records, strict=True) if record.rows}
        linked = any(record.parent or record.predecessors for record in records)
        self.references = References(
            last_called(source for _id, source in sources if linked or source["ref"]), records, ids
        )
        self.problems = self.references.problems(records, ids)
        touched = [
            str(pair[1]["initiative_id"])
            for pair, text in zip(pairs, texts, strict=True)
            if pair is not None and pair[1]["read_values"] != text
        ]
        standing = load(self.portfolio, [*touched, *by_key.values()], {**self.names, "parent": self.references})
        if self.register.own:
            people = self.portfolio.records("person")
            for state in standing.values():
                state.name_person(people)
        said = {field for value in values for field in value}
        self.later = [field for field in _LATER if field in said]
        self.originals = any(record.originals for record in records)
        for at, (record, pair) in enumerate(zip(records, pairs, strict=True)):
            if progress is not None and at % _REPORT_EVERY == 0:
                progress(at, len(records))
            place = self._place(record, matched.keys[at], texts[at])
            if pair is None and ids[at] in standing:
                self._join(ids[at], record, _edits(record, values[at]), place, standing[ids[at]])
            elif pair is None:
                self._add(ids[at], record, values[at], place)
            else:
                self._compare(*pair, values[at], place, standing)
        for state in standing.values():
            self.changes += state.changes()
        if self.register.parts:
            self._take_parts()
        vanished = self._vanished([sources[number] for number in matched.vanished])
        # what others refer to first: SQLite checks references that are there at once far faster than pending ones
        self.changes[:0] = [change for names in self.names.values() for change in names.changes]
        return self._outcome(vanished, accept_good_rows)

    def _take_parts(self) -> None:
        """What was edited of the parts of initiatives; told with what else changes of the same initiative."""
        taken = {(change.entity, change.id) for change in self.changes}
        found = edited_parts(self.portfolio, self.register.parts, self.titles, taken, self.ids, self.insist)
        self.changes += found.changes
        self.problems += found.problems
        told = found.told
        for at, one in enumerate(self.changed):
            fields, kept = told.pop(one.id, ((), ()))
            self.changed[at] = one._replace(fields=(*one.fields, *fields), kept=(*one.kept, *kept))
        new = {one.id for one in self.new}
        for id_, (fields, kept) in told.items():
            if id_ not in new:
                self.unchanged -= id_ in self.titles
                self.changed.append(ChangedRecord(self._title(id_), id_, tuple(fields), tuple(kept)))

    def _known_rows(self, sources: Sequence[Fields]) -> list[Row]:
        """Records of last time; what was never read from a file is told apart by what the portfolio says of it."""
        rows = [_known_row(source) for source in sources]
        unread = [at for at, source in enumerate(sources) if source["read_values"] is None]
        there = by_ids(self.portfolio, "initiative", [str(sources[at]["initiative_id"]) for at in unread])
        for at in unread:
            record = there[str(sources[at]["initiative_id"])]
            organisation = record["organisation_id"]
            named = self.names["organisation"].name(None if organisation is None else str(organisation))
            rows[at] = rows[at]._replace(title=str(record["title"]), organisation=named)
        return rows

    def _outcome(self, vanished: list[VanishedRecord], accept_good_rows: bool) -> Reconciliation:
        problems = [*self.register.problems, *self.problems]
        held_back = any(problem.fatal for problem in problems) and not accept_good_rows
        # a register of which nothing was taken in is not made either
        telling = bool(self.new) if self.register.own else bool(self.changes)
        noted = self._noted(problems) if telling or self.known is not None else []
        self.changes[:0] = noted
        operation = None
        if self.changes and not held_back:
            operation = Operation(OperationKind.IMPORT, self.file, self.changes)
        return Reconciliation(
            self.name,
            self.file,
            self.register.rows_seen,
            self.new,
            self.changed,
            self.unchanged,
            vanished,
            problems,
            operation,
        )

    def _noted(self, problems: Sequence[Problem]) -> list[Change]:
        """The register's own row: which file of it was read last, when, how and with what problems."""
        profile = remembered(self.register, None if self.known is None else self.known["profile"], problems)
        after: dict[str, Value] = {"file": self.file, "read_on": self.today, "profile": profile}
        if self.known is None:
            return [Change("register", self.register_id, None, {"name": self.name, **after})]
        after = {field: value for field, value in after.items() if self.known[field] != value}
        before = {field: self.known[field] for field in after}
        return [Change("register", self.register_id, before, after)] if after else []

    def _add(self, id_: str, record: ReadInitiative, values: Values, place: dict[str, Value]) -> None:
        told = self._named(id_, values) if "parent" in values or "predecessors" in values else values
        initiative: dict[str, Value] = {
            "kind": _KIND,
            "title": record.title,
            "description": record.description,
            "language": record.language,
            "organisation_id": self.names["organisation"].id(record.organisation),
            "person_name": record.person,
            "programme_id": self.names["programme"].id(record.programme),
            "domain_id": self.names["domain"].id(record.domain),
            "status": None if record.status is None else record.status.value,
            "start": record.start,
            "end": record.end,
            "open_ended": record.open_ended,
        }
        for field in self.later:
            initiative[field] = told.get(field)
        if "parent" in told:
            initiative |= {"kind": part_kind(record).value, "parent_id": told["parent"]}
        source = {"initiative_id": id_, "register_id": self.register_id, **place, "read_on": self.today}
        self.changes.append(Change("initiative", id_, None, initiative))
        self.changes += new_rows(id_, told, self.ids)
        self.changes.append(Change("source", next(self.ids), None, source))
        self.new.append(NewRecord(record.title, id_, record.organisation, record.ref, record.rows))

    def _named(self, id_: str, values: Values, names: Mapping[str, Names] = MappingProxyType({})) -> dict[str, Any]:
        """The values with everything under the names it is known by here, other records by their ids; nothing is a
        part of itself or waits for itself."""
        told = named(values, {**names, "parent": self.references})
        if "predecessors" in told:
            told["predecessors"] = [link for link in told["predecessors"] if link[0] != id_]
        if (over := told.get("parent")) is None or not self.references.may_be_part(id_, over):
            told.pop("parent", None)
        return told

    def _title(self, id_: str) -> str:
        """For what is shown; an initiative of elsewhere is looked up."""
        if id_ not in self.titles:
            found = self.portfolio.records("initiative", id=id_).get(id_)
            self.titles[id_] = id_ if found is None else str(found["title"])
        return self.titles[id_]

    def _compare(
        self, source_id: str, source: Fields, theirs: Values, place: dict[str, Value], standing: dict[str, Standing]
    ) -> None:
        moved = {field: value for field, value in place.items() if source[field] != value}
        if not moved:
            self.unchanged += 1
            return
        before = {field: source[field] for field in (*moved, "read_on")}
        self.changes.append(Change("source", source_id, before, {**moved, "read_on": self.today}))
        initiative_id = str(source["initiative_id"])
        if "read_values" not in moved:
            self.unchanged += 1
            return
        state = standing[initiative_id]
        base, now = (
            self._named(initiative_id, values, self.names) for values in (decoded(source["read_values"]), theirs)
        )
        mine = state.against(base)
        self._settle(state, mine, base, now)

    def _join(self, id_: str, record: ReadInitiative, theirs: Values, place: dict[str, Value], state: Standing) -> None:
        """A row that is known by an initiative's key."""
        if not self.register.own:
            source = {"initiative_id": id_, "register_id": self.register_id, **place, "read_on": self.today}
            self.changes.append(Change("source", next(self.ids), None, source))
        now = self._named(id_, theirs, self.names)
        if state.record["person_id"] is not None and not self.register.own:
            # a person of the portfolio's own stands before any name that a register tells
            now.pop("person", None)
        mine = state.against(now)
        since = changed_since(record.edited or {}, mine)
        # what was written then is known by its fingerprint alone, which is enough: it is not what stands here
        base = common(mine, now) | dict.fromkeys(since, _ANOTHER)
        self._settle(state, mine, base, now, since)

    def _settle(self, state: Standing, mine: Values, base: Values, now: Values, since: Collection[str] = ()) -> None:
        """Compares one initiative three ways and lets it become what it is to be."""
        insisted = {field for id_, field in self.insist if id_ == state.id}
        fields, kept = merge(mine, base, now, insisted, self._title)
        kept += state.refuses(fields, base, self._title)
        kept = [one._replace(since=one.field in since) for one in kept]
        if not fields and not kept:
            self.unchanged += 1
            return
        said = tuple(
            FieldChange(field, *(shown(field, side, self._title) for side in (mine.get(field), new)))
            for field, new in fields.items()
        )
        rows = self.gathered.get(state.id, ())
        self.changed.append(ChangedRecord(str(state.record["title"]), state.id, said, tuple(kept), rows))
        state.take(fields, mine)

    def _vanished(self, sources: Sequence[tuple[str, Fields]]) -> list[VanishedRecord]:
        """Records of last time that the file has no more, whose place is no row of it any more; one whose row could
        not be taken in is still there."""
        bad = {(problem.sheet, problem.row) for problem in self.register.problems if problem.fatal}
        gone = [(id_, one) for id_, one in sources if one["row"] is None or (one["sheet"], one["row"]) not in bad]
        gone = [(id_, one) for id_, one in gone if one["read_values"] is not None]
        self.changes += [
            Change("source", id_, {"row": one["row"]}, {"row": None}) for id_, one in gone if one["row"] is not None
        ]
        if not gone:
            return []
        titles = by_ids(self.portfolio, "initiative", list({str(source["initiative_id"]) for _id, source in gone}))
        return [
            VanishedRecord(
                str(titles[str(source["initiative_id"])]["title"]),
                str(source["initiative_id"]),
                None if source["ref"] is None else str(source["ref"]),
            )
            for _id, source in gone
        ]

    def _place(self, record: ReadInitiative, key: str, text: str) -> dict[str, Value]:
        place: dict[str, Value] = {
            "key": key,
            "ref": record.ref,
            "file": self.file,
            "sheet": record.sheet,
            "row": record.row,
            "read_values": text,
        }
        if self.originals or self.known is not None:
            place["originals"] = encode(dict(record.originals)) if record.originals else None
        return place


def _edits(record: ReadInitiative, values: dict[str, Any]) -> dict[str, Any]:
    """What a row says anew: of a workbook of our own its edits, an emptied cell among them."""
    return values if record.edited is None else {field: values.get(field) for field in record.edited}


def _row(record: ReadInitiative, text: str) -> Row:
    return Row(record.ref, record.sheet, record.row, text, record.title, record.organisation)


def _known_row(source: Any) -> Row:
    return Row(source["ref"], source["sheet"], source["row"], source["read_values"], key=source["key"])
