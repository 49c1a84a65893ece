"""What the details show that lists do not hold: read off the UI thread, one initiative at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kpkportfolio.model.change import Fields, Value
from kpkportfolio.registers.difference.provenance import Origin, provenance
from kpkportfolio.store.freezing import listing
from kpkportfolio.store.journal import HistoryLine
from kpkportfolio.store.portfolio import Portfolio
from ui.pages.details.trend import End, ends

_LINES = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """Whole rows of one initiative.

    Attributes:
        record: the initiative itself; empty when it is gone.
        sources: where it was read, each with its register's ``name`` as ``register``.
        decisions: latest first, each with its meeting's name as ``meeting``.
        links, tags, services: by name.
        history: what happened to it and all that belongs to it, newest first.
        origins: where each field came from.
        custom: fields of one's own, by name.
        ends: the end in each snapshot and now.
    """

    id: str
    record: Fields
    sources: tuple[Fields, ...]
    decisions: tuple[Fields, ...]
    links: tuple[Fields, ...]
    tags: tuple[str, ...]
    services: tuple[str, ...]
    history: tuple[HistoryLine, ...]
    origins: tuple[Origin, ...] = ()
    custom: tuple[tuple[str, str], ...] = ()
    ends: tuple[End, ...] = ()

    @property
    def status_since(self) -> datetime | None:
        """When the present status was set, if that happened in this portfolio; when it was added it had it already."""
        for line in self.history:
            change = line.change
            if change.id == self.id and change.before is not None and change.after and "status" in change.after:
                return line.entry.at
        return None

    @property
    def operations(self) -> int:
        """How many operations touched it."""
        return len({line.entry.seq for line in self.history})


def read(portfolio: Portfolio, id_: str) -> Reading:
    """Everything of one initiative; a few indexed queries."""
    record = portfolio.records("initiative", id=id_).get(id_, {})
    registers = portfolio.records("register")
    sources = [
        {**one, "register": _name(registers, one["register_id"])}
        for one in portfolio.records("source", initiative_id=id_).values()
    ]
    decisions = list(portfolio.records("decision", initiative_id=id_).values())
    meetings = portfolio.records("meeting", id=[str(d["meeting_id"]) for d in decisions if d["meeting_id"]])
    decisions.sort(key=lambda one: _day(one["decided_on"]), reverse=True)
    tags = portfolio.records("initiative_tag", initiative_id=id_).values()
    services = portfolio.records("service_initiative", initiative_id=id_).values()
    custom = portfolio.records("custom_value", initiative_id=id_).values()
    history = portfolio.history(id_, _LINES)
    return Reading(
        id_,
        record,
        tuple(sources),
        tuple({**one, "meeting": _name(meetings, one["meeting_id"])} for one in decisions),
        tuple(portfolio.records("link", initiative_id=id_).values()),
        tuple(_names(portfolio, "tag", [one["tag_id"] for one in tags])),
        tuple(_names(portfolio, "service", [one["service_id"] for one in services])),
        tuple(history),
        tuple(provenance(portfolio, id_)),
        tuple(sorted(((str(one["name"]), str(one["value"])) for one in custom), key=lambda one: one[0].casefold())),
        ends(id_, record, history, listing(portfolio), len(history) < _LINES),
    )


def _names(portfolio: Portfolio, entity: str, ids: list[Value]) -> list[str]:
    found = portfolio.records(entity, id=[str(id_) for id_ in ids])
    return sorted((str(one["name"]) for one in found.values()), key=str.casefold)


def _name(records: Mapping[str, Fields], id_: Value) -> str:
    record = records.get(str(id_))
    return "" if record is None else str(record["name"])


def _day(value: Value) -> date:
    return value if isinstance(value, date) else date.min
