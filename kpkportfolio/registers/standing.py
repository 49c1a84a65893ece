"""How an initiative stands in the portfolio, in the terms registers speak in, and how changed terms become Changes."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Protocol

from kpkportfolio.model.change import Change, Fields, Value, new_id
from kpkportfolio.model.vocabulary import DeliverableState, MoneyKind, Status
from kpkportfolio.registers.names import Names
from kpkportfolio.registers.three_way import KeptField, Values, shown

_CHUNK = 5000
"""Ids in one query: under SQLite's limit of 32 766 bound values and PostgreSQL's of 65 535."""

_PLAIN = {"title": "title", "description": "description", "person": "person_name", "status": "status"}
_DATES = ("start", "end")
_INVESTMENT_KIND = MoneyKind.ICT_INVESTMENT.value
_INVESTMENT = ("investment_min", "investment_max")


class Records(Protocol):
    """Where whole rows are looked up: a portfolio."""

    def records(self, entity: str, **where: str | Sequence[str]) -> dict[str, dict[str, Value]]:
        """As :meth:`kpkportfolio.store.portfolio.Portfolio.records`."""


def decoded(text: Any) -> dict[str, Any]:
    """``read_values`` of a source; nothing when it was never read from a file."""
    return dict(json.loads(text)) if text else {}


def by_ids(portfolio: Records, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Value]]:
    """Whole rows by id, however many."""
    found: dict[str, dict[str, Value]] = {}
    for at in range(0, len(ids), _CHUNK):
        found |= portfolio.records(entity, id=ids[at : at + _CHUNK])
    return found


class Standing:
    """One initiative's current state, and what becomes of it.

    Attributes:
        record: the initiative's row as it is stored.
        mine: the same in the fields of three_way; change it, then ask for :meth:`changes`.
    """

    def __init__(
        self,
        id_: str,
        record: Fields,
        money: dict[str, Fields],
        deliverables: dict[str, Fields],
        names: dict[str, Names],
    ) -> None:
        self.id = id_
        self.record = record
        self._names = names
        self._money = money
        self._deliverables = sorted(deliverables.items(), key=lambda item: (_position(item[1]), item[0]))
        self.mine: dict[str, Any] = self._mine()
        self._at_first = dict(self.mine)

    def _mine(self) -> dict[str, Any]:
        mine: dict[str, Any] = {field: self.record[column] for field, column in _PLAIN.items()}
        for field in _DATES:
            value = self.record[field]
            mine[field] = value.isoformat() if isinstance(value, date) else None
        mine["open_ended"] = True if self.record["open_ended"] else None
        for field, names in self._names.items():
            id_ = self.record[f"{field}_id"]
            mine[field] = names.name(None if id_ is None else str(id_))
        for field, end in zip(_INVESTMENT, ("min", "max"), strict=True):
            known = [
                value for row in self._money.values() for value in [row[end] if row[end] is not None else row["likely"]]
            ]
            figures = [value for value in known if isinstance(value, int)]
            mine[field] = sum(figures) if figures else None
        mine["deliverables"] = [str(row["title"]) for _id, row in self._deliverables] or None
        return mine

    def read(self, text: object) -> dict[str, Any]:
        """What was read last time, with names as they are known here."""
        return self.named(decoded(text))

    def named(self, values: Values) -> dict[str, Any]:
        """The values with organisation, programme and domain under the names they are known by here."""
        return {
            field: self._names[field].canonical(value) if field in self._names else value
            for field, value in values.items()
        }

    def refuses(self, fields: dict[str, Any]) -> list[KeptField]:
        """Takes those of ``fields`` out that would lose what a person has added beyond the register: an investment
        divided into years, or a deliverable with a day or a state of its own."""
        kept: list[KeptField] = []
        if self._divided and any(field in fields for field in _INVESTMENT):
            kept += [KeptField(field, self.mine[field], fields.pop(field)) for field in _INVESTMENT if field in fields]
        wanted = fields.get("deliverables", False)
        if wanted is not False:
            titles = {title.casefold() for title in wanted or ()}
            enriched = [
                str(row["title"])
                for _id, row in self._deliverables
                if str(row["title"]).casefold() not in titles and _enriched(row)
            ]
            if enriched:
                kept.append(KeptField("deliverables", tuple(enriched), shown("deliverables", wanted)))
                fields["deliverables"] = [*(wanted or ()), *enriched]
                if fields["deliverables"] == self.mine["deliverables"]:
                    del fields["deliverables"]
        return kept

    @property
    def _divided(self) -> bool:
        return any(row["year"] is not None for row in self._money.values())

    def changes(self) -> list[Change]:
        """The Changes from how it stood at first to how it stands now."""
        changed = {field: value for field, value in self.mine.items() if self._at_first.get(field) != value}
        after: dict[str, Value] = {column: changed[field] for field, column in _PLAIN.items() if field in changed}
        for field in _DATES:
            if field in changed:
                after[field] = None if changed[field] is None else date.fromisoformat(changed[field])
        if "open_ended" in changed:
            after["open_ended"] = bool(changed["open_ended"])
        for field, names in self._names.items():
            if field in changed:
                after[f"{field}_id"] = names.id(changed[field])
        found: list[Change] = []
        if after:
            found.append(Change("initiative", self.id, {name: self.record[name] for name in after}, after))
        if any(field in changed for field in _INVESTMENT):
            found += self._money_changes()
        if "deliverables" in changed:
            found += self._deliverable_changes(changed["deliverables"] or [])
        return found

    def _money_changes(self) -> Iterable[Change]:
        wanted = _range(self.mine)
        if not self._money:
            return [] if wanted is None else [Change("money", new_id(), None, _money_row(self.id, wanted))]
        [(id_, row)] = self._money.items()
        if wanted is None:
            # what a person has noted beside the figure is kept
            own = row["actual"] is not None or row["price_year"] is not None
            if not own:
                return [Change("money", id_, row, None)]
            wanted = dict.fromkeys(("min", "likely", "max"))
        changed = {name: value for name, value in wanted.items() if row[name] != value}
        return [Change("money", id_, {name: row[name] for name in changed}, changed)]

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


def load(
    portfolio: Records, ids: Iterable[str], organisations: Names, programmes: Names, domains: Names
) -> dict[str, Standing]:
    """How initiatives stand, by id; a few queries for all of them."""
    names = {"organisation": organisations, "programme": programmes, "domain": domains}
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Standing] = {}
    for at in range(0, len(wanted), _CHUNK):
        chunk = wanted[at : at + _CHUNK]
        money: dict[str, dict[str, Fields]] = {id_: {} for id_ in chunk}
        deliverables: dict[str, dict[str, Fields]] = {id_: {} for id_ in chunk}
        for id_, row in portfolio.records("money", initiative_id=chunk, kind=_INVESTMENT_KIND).items():
            money[str(row["initiative_id"])][id_] = row
        for id_, row in portfolio.records("deliverable", initiative_id=chunk).items():
            deliverables[str(row["initiative_id"])][id_] = row
        for id_, row in portfolio.records("initiative", id=chunk).items():
            found[id_] = Standing(id_, row, money[id_], deliverables[id_], names)
    return found


def new_rows(initiative_id: str, values: Values, ids: Iterator[str]) -> list[Change]:
    """The investment and the deliverables of an initiative read for the first time."""
    found: list[Change] = []
    wanted = _range(values)
    if wanted is not None:
        found.append(Change("money", next(ids), None, _money_row(initiative_id, wanted)))
    for position, title in enumerate(values.get("deliverables", ())):
        found.append(Change("deliverable", next(ids), None, _deliverable(initiative_id, position, title, values)))
    return found


def _range(values: Values) -> dict[str, Value] | None:
    """The least and the most in cents; a single figure is the likely one too. None when nothing is known."""
    least, most = values.get("investment_min"), values.get("investment_max")
    if least is None and most is None:
        return None
    return {"min": least, "likely": least if least == most else None, "max": most}


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
