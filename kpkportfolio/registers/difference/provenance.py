"""Where each field of an initiative came from: a register's file, sheet, row and column, or a person's own hand.

A register stands behind a value that is what was read from it last time; behind any other stands a person.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Fields, Operation, OperationKind
from kpkportfolio.registers.difference.facts import FACTS, shown
from kpkportfolio.registers.difference.names import Names
from kpkportfolio.registers.difference.owned import KINDS
from kpkportfolio.registers.difference.references import References, last_called
from kpkportfolio.registers.difference.remembering import loaded
from kpkportfolio.registers.difference.standing import Known, ReadFrom, Records, Standing, decoded, load, named
from kpkportfolio.registers.difference.three_way import Values, keyed
from kpkportfolio.registers.profile import NAMED
from kpkportfolio.store.journal import HistoryLine
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

_MOST_LINES = 5000
_COLUMNS = {
    "schedule": ("start", "end", "open_ended"),
    "end": ("end", "open_ended"),
    "money": ("investment_min", "investment_max", "figures"),
    "money_min": ("investment_min",),
    "money_max": ("investment_max",),
}
"""What a register's column fills, where that is not the one field of its name."""
_INVESTMENT = ("investment_min", "investment_max")
_TOGETHER = (_INVESTMENT, ("end", "open_ended"))
BETWEEN = ("parent", "predecessors")
"""Fields that name other initiatives, which only an import knows by their references."""


class Behind(StrEnum):
    """Who stands behind a value."""

    REGISTER = "register"
    PERSON = "person"


class Origin(NamedTuple):
    """Where one field's value came from.

    Attributes:
        field: of :data:`kpkportfolio.registers.difference.facts.FIELDS`; ``field_title`` has its name.
        value: as it is now: a date, cents, a word, or a tuple of texts; None is unknown.
        register: whose value it is, or who says otherwise; None when no register speaks of the field. The next
            attributes are of its last reading.
        column: the headings it was read from; None when that is not remembered.
        said: what the register said, as it was understood.
        original: what stood in the file, where its text was repaired.
        by, at: who made it what it is and when, as far as the journal tells; of a person's own value only.
    """

    field: str
    behind: Behind
    value: object
    register: str | None = None
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    read_on: date | None = None
    said: object = None
    original: str | None = None
    by: str | None = None
    at: datetime | None = None


def own(portfolio: Records, ids: Sequence[str]) -> dict[str, dict[str, Behind]]:
    """For each initiative and field that is known, or that a register speaks of, who stands behind it."""
    return {
        id_: {field: _backer(field, state, read)[1] for field in _told(state, read)}
        for id_, (state, read) in _states(portfolio, ids).items()
    }


def provenance(portfolio: Portfolio, initiative_id: str) -> list[Origin]:
    """Every field of an initiative that is known, or that a register speaks of; empty when there is no such initiative.
    A few queries."""
    found = _states(portfolio, [initiative_id]).get(initiative_id)
    if found is None:
        return []
    state, read = found
    registers = portfolio.records("register", id=[str(one.source["register_id"]) for one in read])
    titles = {id_: str(row["title"]) for id_, row in _others(portfolio, state, read).items()}
    lines = portfolio.history(initiative_id, _MOST_LINES)
    origins = []
    for field in _told(state, read):
        one, behind = _backer(field, state, read)
        value = shown(field, state.mine.get(field), lambda id_: titles.get(id_, id_))
        origin = Origin(field, behind, value)
        if one is not None:
            said = shown(field, one.values.get(field), lambda id_: titles.get(id_, id_))
            origin = _placed(origin, one.source, registers[str(one.source["register_id"])])._replace(said=said)
        if behind is Behind.PERSON and (line := _last_by_hand(field, initiative_id, lines)) is not None:
            origin = origin._replace(by=line.entry.by, at=line.entry.at)
        origins.append(origin)
    return origins


def taking(portfolio: Records, initiative_id: str, field: str) -> Operation:
    """Let a field be what its register says again, and with it what makes sense together with it only.

    Raises:
        UsageError: no register says otherwise, or it names another initiative.
    """
    state, read = _states(portfolio, [initiative_id]).get(initiative_id, (None, []))
    one = _backer(field, state, read)[0] if state is not None else None
    if state is None or one is None or field in BETWEEN:
        raise UsageError(_("No register says anything else of this."))
    together = next((pair for pair in _TOGETHER if field in pair), (field,))
    state.take({each: one.values.get(each) for each in together}, state.against(one.values))
    return Operation(OperationKind.EDIT, str(state.record["title"]), state.changes(), str(_source_name(portfolio, one)))


def _source_name(portfolio: Records, one: "_Read") -> object:
    return portfolio.records("register", id=str(one.source["register_id"]))[str(one.source["register_id"])]["name"]


class _Read(NamedTuple):
    """A source and what was read from it, under the names known here."""

    source: Fields
    values: Values


def _states(portfolio: Records, ids: Sequence[str]) -> dict[str, tuple[Standing, list[_Read]]]:
    names = {entity: Names(entity, portfolio.records(entity)) for entity in NAMED}
    states = load(portfolio, ids, {**names, "parent": References({}, (), ())})
    read: dict[str, list[_Read]] = {id_: [] for id_ in states}
    references: dict[str, References] = {}
    for source in portfolio.records("source", initiative_id=list(states)).values():
        values = decoded(source["read_values"])
        register = str(source["register_id"])
        if register not in references and ("parent" in values or "predecessors" in values):
            others = portfolio.records("source", register_id=register).values()
            references[register] = References(last_called(others), (), ())
        known: dict[str, Known] = {**names, "parent": references.get(register, References({}, (), ()))}
        read[str(source["initiative_id"])].append(_Read(source, named(values, known)))
    return {id_: (state, read[id_]) for id_, state in states.items()}


def _told(state: Standing, read: Sequence[_Read]) -> list[str]:
    """The fields that are known or that a register speaks of."""
    return [
        field
        for field in FACTS
        if state.mine.get(field) is not None or any(one.values.get(field) is not None for one in read)
    ]


def _backer(field: str, state: Standing, read: Sequence[_Read]) -> tuple[_Read | None, Behind]:
    """The reading that says what stands there; else one that says otherwise, and a person stands behind it."""
    for one in read:
        if one.values.get(field) is not None and _same(field, state.against(one.values).get(field), one.values[field]):
            return one, Behind.REGISTER
    return next((one for one in read if one.values.get(field) is not None), None), Behind.PERSON


def _same(field: str, mine: Any, theirs: Any) -> bool:
    return bool(keyed(field, mine) == keyed(field, theirs)) if FACTS[field].key is not None else bool(mine == theirs)


def _placed(origin: Origin, source: Fields, register: Fields) -> Origin:
    place, profile = ReadFrom.of(source), loaded(register["profile"])
    seen: Mapping[str, str | None] = {} if profile is None else profile.seen.get(place.sheet or "", {})
    headings = [heading for heading, what in seen.items() if _fills(what, origin.field)]
    texts = json.loads(str(source["originals"])) if source["originals"] else {}
    original = [texts[heading] for heading in headings if heading in texts]
    return origin._replace(
        register=str(register["name"]),
        file=place.file,
        sheet=place.sheet,
        row=place.row,
        column=", ".join(headings) or None,
        read_on=place.read_on,
        original="\n".join(original) or None,
    )


def _fills(what: str | None, field: str) -> bool:
    if what is None:
        return False
    if field == "custom":
        return what not in FACTS and what not in _COLUMNS
    return field in _COLUMNS.get(what, (what,))


def _last_by_hand(field: str, initiative_id: str, lines: Sequence[HistoryLine]) -> HistoryLine | None:
    return next(
        (
            line
            for line in lines
            if line.entry.kind is not OperationKind.IMPORT and _touches(line.change, field, initiative_id)
        ),
        None,
    )


def _touches(change: Change, field: str, initiative_id: str) -> bool:
    column = FACTS[field].column
    if column:
        return change.entity == "initiative" and change.id == initiative_id and column in (change.after or {})
    if field in _INVESTMENT:
        return change.entity == "money"
    return change.entity in (KINDS[field].entities if field in KINDS else ("deliverable",))


def _others(portfolio: Records, state: Standing, read: Sequence[_Read]) -> dict[str, Any]:
    """The initiatives that are named among the values."""
    ids: set[str] = set()
    for values in (state.mine, *(one.values for one in read)):
        ids |= {str(values["parent"])} if values.get("parent") else set()
        ids |= {str(link[0]) for link in values.get("predecessors") or ()}
    return portfolio.records("initiative", id=sorted(ids)) if ids else {}
