"""How an initiative stands in the portfolio, in the terms registers speak in, and how changed terms become Changes."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

from kpkportfolio.model.change import Change, Fields, Value, new_id, new_ids
from kpkportfolio.model.figures import summed
from kpkportfolio.model.vocabulary import DeliverableState, MoneyKind, Status
from kpkportfolio.registers.difference import owned
from kpkportfolio.registers.difference.facts import FACTS, Titles, shown
from kpkportfolio.registers.difference.owned import KINDS, Row
from kpkportfolio.registers.difference.three_way import KeptField, Values, keyed, years

_CHUNK = 5000
"""Ids in one query: under SQLite's limit of 32 766 bound values and PostgreSQL's of 65 535."""

_COLUMNS = {field: fact.column for field, fact in FACTS.items() if fact.column and not fact.column.endswith("_id")}
_INVESTMENT_KIND = MoneyKind.ICT_INVESTMENT.value
_INVESTMENT = ("investment_min", "investment_max")


class Records(Protocol):
    """Where whole rows are looked up: a portfolio."""

    def records(self, entity: str, **where: str | Sequence[str]) -> dict[str, dict[str, Value]]:
        """As :meth:`kpkportfolio.store.portfolio.Portfolio.records`."""


class Known(Protocol):
    """Things that registers name in their own way: organisations, programmes, domains, other records."""

    def name(self, id_: str | None) -> str | None:
        """What an id is compared as."""

    def canonical(self, name: str | None) -> str | None:
        """What a register's name is compared as."""

    def id(self, name: str | None) -> str | None:
        """The id of what is compared."""


class ReadFrom(NamedTuple):
    """Where a source was read last, of its stored row."""

    initiative_id: str
    ref: str | None
    file: str | None
    sheet: str | None
    row: int | None
    read_on: date | None

    @classmethod
    def of(cls, source: Fields) -> "ReadFrom":
        """The place of a source as it is stored."""
        place: Any = [source[name] for name in cls._fields]
        return cls(*place)


def decoded(text: Any) -> dict[str, Any]:
    """``read_values`` of a source; nothing when it was never read from a file."""
    return dict(json.loads(text)) if text else {}


def by_ids(portfolio: Records, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Value]]:
    """Whole rows by id, however many."""
    found: dict[str, dict[str, Value]] = {}
    for at in range(0, len(ids), _CHUNK):
        found |= portfolio.records(entity, id=ids[at : at + _CHUNK])
    return found


def named(values: Values, names: Mapping[str, Known]) -> dict[str, Any]:
    """The values with what registers name in their own way under the names it is known by here."""
    found: dict[str, Any] = {
        field: names[field].canonical(value) if field in names else value for field, value in values.items()
    }
    if "predecessors" in found:
        links = [[names["parent"].canonical(ref), *rest] for ref, *rest in found["predecessors"]]
        found["predecessors"] = list(keyed("predecessors", [link for link in links if link[0] is not None]).values())
    return found


class Standing:
    """One initiative's current state, and what becomes of it.

    Attributes:
        record: the initiative's row as it is stored.
        mine: the same in the fields of :mod:`kpkportfolio.registers.difference.facts`; :meth:`take` changes it.
    """

    def __init__(
        self,
        id_: str,
        record: Fields,
        rows: Mapping[str, Sequence[Row]],
        deliverables: dict[str, Fields],
        names: Mapping[str, Known],
    ) -> None:
        self.id = id_
        self.record = record
        self._names = names
        self._rows = rows
        self._whole = next((row for row in rows.get("figures", ()) if owned.is_whole(row)), None)
        self._deliverables = sorted(deliverables.items(), key=lambda item: (_position(item[1]), item[0]))
        self.mine: dict[str, Any] = self._mine()
        self._changed: set[str] = set()
        self._person_by_id = False

    def name_person(self, people: Mapping[str, Fields]) -> None:
        """Tell a person of the portfolio's own by name; where another is told instead, that person gives way."""
        if self.record["person_name"] is None and (known := people.get(str(self.record["person_id"]))) is not None:
            self.mine["person"] = known["name"]
            self._person_by_id = True

    def _mine(self) -> dict[str, Any]:
        mine: dict[str, Any] = {}
        for field, column in _COLUMNS.items():
            value = self.record[column]
            mine[field] = value.isoformat() if isinstance(value, date) else value
        mine["open_ended"] = True if self.record["open_ended"] else None
        for field, names in self._names.items():
            id_ = self.record[f"{field}_id"]
            mine[field] = names.name(None if id_ is None else str(id_))
        invested = [row for row in self._rows.get("figures", ()) if row.fields["kind"] == _INVESTMENT_KIND]
        mine |= _investment(invested)
        mine["deliverables"] = [str(row["title"]) for _id, row in self._deliverables] or None
        return mine | {field: owned.entries_of(field, rows) for field, rows in self._rows.items()}

    def against(self, base: Values) -> dict[str, Any]:
        """What is compared with a register's values: beside an investment told by year, its whole is no sum."""
        if _INVESTMENT_KIND not in years(base.get("figures")):
            return self.mine
        whole = [] if self._whole is None else [self._whole]
        return self.mine | _investment(whole)

    def refuses(self, fields: dict[str, Any], base: Values, titles: Titles = str) -> list[KeptField]:
        """Takes those of ``fields`` out that would lose what a person has added beyond the register: an investment
        divided into years, or a row with a day, a state or a note of its own."""
        kept: list[KeptField] = []
        if self._divided(base) and any(field in fields for field in _INVESTMENT):
            kept += [KeptField(field, self.mine[field], fields.pop(field)) for field in _INVESTMENT if field in fields]
        kept += self._refused_deliverables(fields)
        for field in KINDS.keys() & fields.keys():
            told = [(self._told(field, row), row) for row in self._rows.get(field, ())]
            wanted = keyed(field, fields[field])
            rows = dict(zip(keyed(field, [entry for entry, _row in told]), told, strict=True))
            worked = [entry for key, (entry, row) in rows.items() if key not in wanted and owned.holds_work(field, row)]
            if worked:
                kept.append(KeptField(field, shown(field, worked, titles), shown(field, fields[field], titles)))
                fields[field] = [*(fields[field] or ()), *worked]
                if keyed(field, fields[field]) == keyed(field, self.mine[field]):
                    del fields[field]
        return kept

    def _told(self, field: str, row: Row) -> Any:
        return (owned.entries_of(field, [row]) or [[row.fields.get(name) for name in KINDS[field].columns]])[0]

    def _divided(self, base: Values) -> bool:
        own = years(self.mine.get("figures")).get(_INVESTMENT_KIND, set())
        return bool(own - years(base.get("figures")).get(_INVESTMENT_KIND, set()))

    def _refused_deliverables(self, fields: dict[str, Any]) -> list[KeptField]:
        if "deliverables" not in fields:
            return []
        wanted = fields["deliverables"]
        titles = {title.casefold() for title in wanted or ()}
        enriched = [
            str(row["title"])
            for _id, row in self._deliverables
            if str(row["title"]).casefold() not in titles and _enriched(row)
        ]
        if not enriched:
            return []
        fields["deliverables"] = [*(wanted or ()), *enriched]
        if fields["deliverables"] == self.mine["deliverables"]:
            del fields["deliverables"]
        return [KeptField("deliverables", tuple(enriched), shown("deliverables", wanted))]

    def take(self, fields: Values, mine: Values) -> None:
        """Let fields become what they are to be; ``mine`` is what they were compared with."""
        if any(field in fields for field in _INVESTMENT):
            self.mine |= {field: mine[field] for field in _INVESTMENT}
        self.mine |= fields
        self._changed |= set(fields)

    def changes(self) -> list[Change]:
        """The Changes from how it stood at first to how it stands now."""
        wanted = {field: self.mine[field] for field in FACTS if field in self._changed}
        after: dict[str, Value] = {}
        for field, value in wanted.items():
            column = FACTS[field].column
            if field in self._names:
                after[column] = self._names[field].id(value)
            elif column == "open_ended":
                after[column] = bool(value)
            elif column:
                after[column] = shown(field, value)  # type: ignore[assignment]  # a column's value
        if "person" in wanted and self._person_by_id:
            after["person_id"] = None
        after = {column: value for column, value in after.items() if self.record[column] != value}
        found: list[Change] = []
        if after:
            found.append(Change("initiative", self.id, {name: self.record[name] for name in after}, after))
        if any(field in wanted for field in (*_INVESTMENT, "figures")):
            found += self._whole_changes()
        if "deliverables" in wanted:
            found += self._deliverable_changes(wanted["deliverables"] or [])
        ids = new_ids()
        for field in KINDS.keys() & wanted.keys():
            rows = [row for row in self._rows.get(field, ()) if row is not self._whole]
            entries = [entry for entry in wanted[field] or () if not (field == "figures" and _is_whole(entry))]
            found += owned.changes(field, self.id, rows, entries, ids)
        return found

    def _whole_changes(self) -> list[Change]:
        """Of the ICT investment of all years together."""
        row = self._whole
        wanted = {} if row is None else {name: row.fields[name] for name in ("min", "likely", "max", "actual")}
        if any(field in self._changed for field in _INVESTMENT):
            least, most = (self.mine.get(field) for field in _INVESTMENT)
            wanted |= {"min": least, "likely": owned.likely(least, most, row and row.fields), "max": most}
        if "figures" in self._changed:
            wanted["actual"] = next((entry[4] for entry in self.mine["figures"] or () if _is_whole(entry)), None)
        if all(value is None for value in wanted.values()) and (row is None or row.fields["price_year"] is None):
            return [] if row is None else [Change("money", row.id, row.fields, None)]
        if row is None:
            return [Change("money", new_id(), None, _money_row(self.id, wanted))]
        changed = {name: value for name, value in wanted.items() if row.fields[name] != value}
        return [Change("money", row.id, {name: row.fields[name] for name in changed}, changed)] if changed else []

    def _deliverable_changes(self, wanted: Sequence[str]) -> list[Change]:
        free: dict[str, list[tuple[str, Fields]]] = {}
        for id_, row in reversed(self._deliverables):
            free.setdefault(str(row["title"]).casefold(), []).append((id_, row))
        found: list[Change] = []
        for position, title in enumerate(wanted):
            same = free.get(title.casefold())
            if not same:
                found.append(Change("deliverable", new_id(), None, _deliverable(self.id, position, title, self.mine)))
                continue
            id_, row = same.pop()
            after: dict[str, Value] = {"position": position, "title": title}
            after = {name: value for name, value in after.items() if row[name] != value}
            if after:
                found.append(Change("deliverable", id_, {name: row[name] for name in after}, after))
        found += [Change("deliverable", id_, row, None) for left in free.values() for id_, row in left]
        return found


def load(portfolio: Records, ids: Iterable[str], names: Mapping[str, Known]) -> dict[str, Standing]:
    """How initiatives stand, by id; a few queries for all of them.

    Args:
        names: of the fields whose values registers name in their own way; ``parent`` knows other records.
    """
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Standing] = {}
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        rows: dict[str, dict[str, list[Row]]] = {id_: {field: [] for field in KINDS} for id_ in chunk}
        deliverables: dict[str, dict[str, Fields]] = {id_: {} for id_ in chunk}
        for field, kind in KINDS.items():
            for entity in kind.entities:
                for id_, row in portfolio.records(entity, **{kind.owner: chunk}).items():
                    rows[str(row[kind.owner])][field].append(Row(entity, id_, row))
        for id_, row in portfolio.records("deliverable", initiative_id=chunk).items():
            deliverables[str(row["initiative_id"])][id_] = row
        for id_, row in portfolio.records("initiative", id=chunk).items():
            found[id_] = Standing(id_, row, rows[id_], deliverables[id_], names)
    return found


def new_rows(initiative_id: str, values: Values, ids: Iterator[str]) -> list[Change]:
    """The rows of its own of an initiative read for the first time; ``values`` under the names known here."""
    found: list[Change] = []
    least, most = values.get("investment_min"), values.get("investment_max")
    figures = values.get("figures", ())
    actual = next((entry[4] for entry in figures if _is_whole(entry)), None) if figures else None
    if not (least is None and most is None and actual is None):
        whole: dict[str, Value] = {"min": least, "likely": least if least == most else None, "max": most}
        if actual is not None:
            whole["actual"] = actual
        found.append(Change("money", next(ids), None, _money_row(initiative_id, whole)))
    for position, title in enumerate(values.get("deliverables", ())):
        found.append(Change("deliverable", next(ids), None, _deliverable(initiative_id, position, title, values)))
    for field in KINDS:
        if field in values:
            entries = [entry for entry in values[field] if not (field == "figures" and _is_whole(entry))]
            found += owned.changes(field, initiative_id, (), entries, ids)
    return found


def _investment(rows: Sequence[Row]) -> dict[str, int | None]:
    """What the rows come to, as lists and workbooks tell it."""
    return dict(zip(_INVESTMENT, summed(row.fields for row in rows), strict=True))


def _is_whole(figure: Sequence[Any]) -> bool:
    return figure[0] == _INVESTMENT_KIND and figure[1] is None


def _money_row(initiative_id: str, wanted: Fields) -> dict[str, Value]:
    # year None: registers give one figure for all years
    return {"initiative_id": initiative_id, "kind": _INVESTMENT_KIND, "year": None, **wanted}


def _deliverable(initiative_id: str, position: int, title: str, values: Values) -> dict[str, Value]:
    done = values.get("status") == Status.COMPLETED
    state = DeliverableState.DONE if done else DeliverableState.PLANNED
    return {"initiative_id": initiative_id, "position": position, "title": title, "state": state.value}


def _position(row: Fields) -> int:
    position = row["position"]
    return position if isinstance(position, int) else 0


def _enriched(row: Fields) -> bool:
    return row["due"] is not None or row["done_on"] is not None or row["state"] == DeliverableState.UNDER_WAY
