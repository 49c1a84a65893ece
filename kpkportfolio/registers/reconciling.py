"""The import of a register as a reviewable difference: what is new, changed, unchanged and vanished, and the one
operation that would carry it out. Nothing is written here."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, Value, new_id, new_ids
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.registers.matching import Row, match
from kpkportfolio.registers.names import Names
from kpkportfolio.registers.record import Problem, ReadInitiative, ReadRegister
from kpkportfolio.registers.standing import Records, Standing, by_ids, decoded, load, new_rows
from kpkportfolio.registers.three_way import COLUMNS, FIELDS, FieldChange, KeptField, Values, merge, shown, stands
from kpkportfolio.store.bulk import garbage_left_alone
from kpkportfolio.store.codec import encode

_REPORT_EVERY = 500
_FEW = 3
"""Rows under which an empty column says nothing: it may well be the one row's own cell that was emptied."""
Progress = Callable[[int, int], None]
_in_order = attrgetter(*FIELDS)
_KIND = InitiativeKind.INITIATIVE.value


class NewRecord(NamedTuple):
    """A row that becomes an initiative; ``id`` is the one it will have."""

    title: str
    id: str
    organisation: str | None
    ref: str | None


class ChangedRecord(NamedTuple):
    """An initiative that the register speaks of differently than last time.

    Attributes:
        fields: what the operation changes.
        kept: what a person has corrected and the register changed too; the person's value stays.
    """

    title: str
    id: str
    fields: tuple[FieldChange, ...]
    kept: tuple[KeptField, ...]


class VanishedRecord(NamedTuple):
    """An initiative of this register that the file has no more. It stays; only a person deletes."""

    title: str
    id: str
    ref: str | None


@dataclass(frozen=True)
class Reconciliation:
    """What importing a file would do.

    Attributes:
        register: the register's name in the portfolio.
        file: the file's name.
        read: rows that hold an initiative, those that cannot be taken in among them.
        unchanged: rows that say what they said last time.
        problems: what could not be understood, fatal ones among them.
        operation: all of it as one operation; None when nothing changes, or when there are fatal problems and the
            good rows alone were not accepted.
    """

    register: str
    file: str
    read: int
    new: list[NewRecord]
    changed: list[ChangedRecord]
    unchanged: int
    vanished: list[VanishedRecord]
    problems: list[Problem]
    operation: Operation | None

    @cached_property
    def fatal(self) -> list[Problem]:
        """The problems for whose sake nothing is imported unless the good rows alone are accepted."""
        return [problem for problem in self.problems if problem.fatal]


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


def values_of(record: ReadInitiative) -> dict[str, Any]:
    """A record as it is compared and kept (``FIELDS`` of three_way); what is unknown is left out."""
    found = {
        field: value
        for field, value in zip(FIELDS, _in_order(record), strict=True)
        if value is not None and value is not False and value != ()
    }
    for field in ("start", "end"):
        if field in found:
            found[field] = found[field].isoformat()
    if "deliverables" in found:
        found["deliverables"] = list(found["deliverables"])
    return found


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
        self.register_id, self.name = self._find_register(name)
        self.organisations = Names("organisation", portfolio.records("organisation"))
        self.programmes = Names("programme", portfolio.records("programme"))
        self.domains = Names("domain", portfolio.records("domain"))

    def _find_register(self, name: str) -> tuple[str, str]:
        for id_, record in self.portfolio.records("register").items():
            if str(record["name"]).casefold() == name.casefold():
                return id_, str(record["name"])
        id_ = new_id()
        self.changes.append(Change("register", id_, None, {"name": name}))
        return id_, name

    def run(self, accept_good_rows: bool, progress: Progress | None) -> Reconciliation:
        records = self.register.initiatives
        sources = list(self.portfolio.records("source", register_id=self.register_id).items())
        values = [values_of(record) for record in records]
        texts = [encode(value) or "" for value in values]
        matched = match(
            [_row(record, text) for record, text in zip(records, texts, strict=True)],
            [_known_row(source) for _id, source in sources],
        )
        pairs = [None if number is None else sources[number] for number in matched.old]
        self._fill_absent(values, texts, pairs)
        touched = [
            str(pair[1]["initiative_id"])
            for pair, text in zip(pairs, texts, strict=True)
            if pair is not None and pair[1]["read_values"] != text
        ]
        standing = load(self.portfolio, touched, self.organisations, self.programmes, self.domains)
        for at, (record, pair) in enumerate(zip(records, pairs, strict=True)):
            if progress is not None and at % _REPORT_EVERY == 0:
                progress(at, len(records))
            place = self._place(record, matched.keys[at], texts[at])
            if pair is None:
                self._add(record, values[at], place)
            else:
                self._compare(*pair, values[at], place, standing)
        for state in standing.values():
            self.changes += state.changes()
        # what others refer to first: SQLite checks references that are there at once far faster than pending ones
        self.changes[:0] = [*self.organisations.changes, *self.programmes.changes, *self.domains.changes]
        return self._outcome(self._vanished([sources[number][1] for number in matched.vanished]), accept_good_rows)

    def _fill_absent(
        self, values: list[dict[str, Any]], texts: list[str], pairs: Sequence[tuple[str, Fields] | None]
    ) -> None:
        """A field that no row of the file speaks of is a column left out, not a hundred facts become unknown:
        what was read last time stands."""
        if len(values) < _FEW or not any(pairs):
            return
        absent = [group for group in COLUMNS if not any(field in value for value in values for field in group)]
        for at, pair in enumerate(pairs):
            if absent and pair is not None:
                base = decoded(pair[1]["read_values"])
                left_out = {field: base[field] for group in absent for field in group if field in base}
                if left_out and stands(whole := {**values[at], **left_out}):
                    values[at] = {field: whole[field] for field in FIELDS if field in whole}
                    texts[at] = encode(values[at]) or ""

    def _outcome(self, vanished: list[VanishedRecord], accept_good_rows: bool) -> Reconciliation:
        problems = list(self.register.problems)
        # a register of which nothing was taken in is not made either
        something = any(change.entity != "register" for change in self.changes)
        held_back = any(problem.fatal for problem in problems) and not accept_good_rows
        operation = None
        if something and not held_back:
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

    def _add(self, record: ReadInitiative, values: Values, place: dict[str, Value]) -> None:
        id_ = next(self.ids)
        initiative: dict[str, Value] = {
            "kind": _KIND,
            "title": record.title,
            "description": record.description,
            "language": record.language,
            "organisation_id": self.organisations.id(record.organisation),
            "person_name": record.person,
            "programme_id": self.programmes.id(record.programme),
            "domain_id": self.domains.id(record.domain),
            "status": None if record.status is None else record.status.value,
            "start": record.start,
            "end": record.end,
            "open_ended": record.open_ended,
        }
        source = {"initiative_id": id_, "register_id": self.register_id, **place, "read_on": self.today}
        self.changes.append(Change("initiative", id_, None, initiative))
        self.changes += new_rows(id_, values, self.ids)
        self.changes.append(Change("source", next(self.ids), None, source))
        self.new.append(NewRecord(record.title, id_, record.organisation, record.ref))

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
        base = state.read(source["read_values"])
        insisted = {field for id_, field in self.insist if id_ == initiative_id}
        fields, kept = merge(state.mine, base, state.named(theirs), insisted)
        kept += state.refuses(fields)
        if not fields and not kept:
            self.unchanged += 1
            return
        said = tuple(FieldChange(f, shown(f, state.mine.get(f)), shown(f, new)) for f, new in fields.items())
        self.changed.append(ChangedRecord(str(state.record["title"]), initiative_id, said, tuple(kept)))
        state.mine |= fields

    def _vanished(self, sources: Sequence[Fields]) -> list[VanishedRecord]:
        """Records of last time that the file has no more; one whose row could not be taken in is still there."""
        bad = {(problem.sheet, problem.row) for problem in self.register.problems if problem.fatal}
        gone = [source for source in sources if (source["sheet"], source["row"]) not in bad]
        if not gone:
            return []
        titles = by_ids(self.portfolio, "initiative", list({str(source["initiative_id"]) for source in gone}))
        return [
            VanishedRecord(
                str(titles[str(source["initiative_id"])]["title"]),
                str(source["initiative_id"]),
                None if source["ref"] is None else str(source["ref"]),
            )
            for source in gone
        ]

    def _place(self, record: ReadInitiative, key: str, text: str) -> dict[str, Value]:
        return {
            "key": key,
            "ref": record.ref,
            "file": self.file,
            "sheet": record.sheet,
            "row": record.row,
            "read_values": text,
        }


def _row(record: ReadInitiative, text: str) -> Row:
    return Row(record.ref, record.sheet, record.row, text, record.title, record.organisation)


def _known_row(source: Any) -> Row:
    return Row(source["ref"], source["sheet"], source["row"], source["read_values"], key=source["key"])
