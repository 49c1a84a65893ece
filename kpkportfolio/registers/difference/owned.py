"""The rows that keep an initiative's facts of several entries: milestones, money and impact by year, dependencies,
the baseline, links and fields of one's own. As entries (:mod:`kpkportfolio.registers.difference.facts`), and back into
Changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kpkportfolio.model.change import Change, Fields, Value
from kpkportfolio.model.vocabulary import MoneyKind
from kpkportfolio.registers.difference.facts import ICT, Entry
from kpkportfolio.registers.difference.three_way import keyed

_MONEY = frozenset(kind.value for kind in MoneyKind)
_DAYS = ("due", "reached_on", "start", "end")


class Kind(NamedTuple):
    """Which rows keep the entries of a fact.

    Attributes:
        entities: the tables.
        owner: the field that names the initiative.
        columns: what holds an entry, in its order.
        own: fields that registers never tell: a row in which one is filled holds a person's work.
    """

    entities: tuple[str, ...]
    owner: str
    columns: tuple[str, ...]
    own: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    "figures": Kind(("money", "impact"), "initiative_id", ("kind", "year", "min", "max", "actual"), ("price_year",)),
    "milestones": Kind(("milestone",), "initiative_id", ("title", "due", "reached_on")),
    "predecessors": Kind(("dependency",), "successor_id", ("predecessor_id", "kind", "lag_days"), ("note",)),
    "baseline": Kind(
        ("baseline",), "initiative_id", ("name", "start", "end"), ("approved_on", "investment_min", "investment_max")
    ),
    "links": Kind(("link",), "initiative_id", ("url",), ("title",)),
    "custom": Kind(("custom_value",), "initiative_id", ("name", "value")),
}


class Row(NamedTuple):
    """One row as it is stored."""

    entity: str
    id: str
    fields: Fields


def entries_of(field: str, rows: Iterable[Row]) -> list[Entry] | None:
    """The rows as entries; None when there is none. Of the ICT investment's whole the actual alone: what was planned
    are fields of their own."""
    found: list[Entry] = []
    for row in rows:
        if field == "figures":
            likely = row.fields["likely"]
            ends = [row.fields[end] if row.fields[end] is not None else likely for end in ("min", "max")]
            entry = [row.fields["kind"], row.fields["year"], *ends, row.fields.get("actual")]
            if is_whole(row):
                entry[2:4] = [None, None]
            if entry[2:] != [None, None, None]:
                found.append(entry)
        else:
            found.append([_plain(row.fields[column]) for column in KINDS[field].columns])
    return found or None


def is_whole(row: Row) -> bool:
    """Whether it is the ICT investment of all years together."""
    return row.entity == "money" and row.fields["kind"] == ICT and row.fields["year"] is None


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def holds_work(field: str, row: Row) -> bool:
    """Whether a person has written something into the row that no register tells."""
    if any(row.fields.get(column) is not None for column in KINDS[field].own):
        return True
    return field == "figures" and row.fields["likely"] is not None and row.fields["min"] != row.fields["max"]


def changes(
    field: str, initiative_id: str, rows: Sequence[Row], wanted: Sequence[Entry], ids: Iterator[str]
) -> list[Change]:
    """The Changes from the rows to the wanted entries; a row whose entry stays keeps all that it has beside."""
    left = dict(zip(keyed(field, [_told(field, row) for row in rows]), rows, strict=True))
    found: list[Change] = []
    for key, entry in keyed(field, wanted).items():
        row = left.pop(key, None)
        after = _fields(field, entry, row)
        if row is None:
            found.append(Change(_entity(field, entry), next(ids), None, {KINDS[field].owner: initiative_id, **after}))
            continue
        after = {column: value for column, value in after.items() if row.fields[column] != value}
        if after:
            found.append(Change(row.entity, row.id, {column: row.fields[column] for column in after}, after))
    # a row that tells nothing registers speak of is nobody's entry
    gone = [row for row in left.values() if entries_of(field, [row])]
    return found + [Change(row.entity, row.id, row.fields, None) for row in gone]


def _told(field: str, row: Row) -> Entry:
    return [_plain(row.fields.get(column)) for column in KINDS[field].columns]


def _entity(field: str, entry: Entry) -> str:
    return KINDS[field].entities[0 if field != "figures" or entry[0] in _MONEY else 1]


def _fields(field: str, entry: Entry, row: Row | None) -> dict[str, Value]:
    fields: dict[str, Any] = dict(zip(KINDS[field].columns, entry, strict=True))
    if field == "figures":
        if _entity(field, entry) == "impact":
            # what has been gained in fact is kept nowhere
            del fields["actual"]
        fields["likely"] = likely(fields["min"], fields["max"], None if row is None else row.fields)
    return {name: date.fromisoformat(value) if value and name in _DAYS else value for name, value in fields.items()}


def likely(least: Any, most: Any, row: Fields | None) -> Any:
    """A single figure is the likely one too; of a range, what a person thinks likely while it lies within."""
    if least == most:
        return least
    own = None if row is None or row["min"] == row["max"] else row["likely"]
    inside = own is not None and (least is None or least <= own) and (most is None or own <= most)
    return own if inside else None
