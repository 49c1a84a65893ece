"""Operations that touch more than one row: deleting an initiative with all that is its own, and merging two."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, Value
from kpkportfolio.model.tables import referring_to
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, ngettext

REFERENCES = referring_to("initiative")

# per entity the fields that make two rows say the same thing once they belong to one initiative
_SAME = {
    "deliverable": ("title",),
    "milestone": ("title", "due"),
    "dependency": ("predecessor_id", "successor_id", "kind"),
    "baseline": ("name",),
    "initiative_tag": ("tag_id",),
    "link": ("url",),
    "service_initiative": ("service_id",),
    "initiative_component": ("component_id", "role"),
    "overlap_verdict": ("a_id", "b_id"),
    "agenda_item": ("meeting_id", "initiative_id"),
}
# what only points at another initiative is there without it too
_LET_GO = {("initiative", "parent_id"), ("decision", "into_id")}
# figures of one kind are one statement: two registers' figures are never added together
_FIGURES = ("money", "impact")


class Rows(Protocol):
    """Where whole rows are looked up: a portfolio, also as an operation would leave it that is not carried out yet."""

    def records(self, entity: str, **where: str | Sequence[str]) -> dict[str, dict[str, Value]]:
        """As :meth:`kpkportfolio.store.portfolio.Portfolio.records`."""


def editing(portfolio: Portfolio, ids: Sequence[str], fields: Fields, why: str | None = None) -> Operation:
    """Set the same fields of one or many initiatives (a cell, a form, a bulk edit).

    Raises:
        UsageError: an initiative is not there, or nothing would change.
    """
    records = portfolio.records("initiative", id=list(ids))
    changes: list[Change] = []
    for id_ in ids:
        record = records.get(id_)
        if record is None:
            raise UsageError(_("There is no initiative with the id {id}.").format(id=id_))
        changed = {name: value for name, value in fields.items() if record[name] != value}
        if changed:
            changes.append(Change("initiative", id_, {name: record[name] for name in changed}, changed))
    return Operation(OperationKind.EDIT, _what([str(records[id_]["title"]) for id_ in ids]), changes, why)


def deleting(portfolio: Portfolio, ids: Sequence[str], why: str | None = None) -> Operation:
    """Delete initiatives and all rows of their own; their projects stay, without a parent, and decisions to merge
    something into them, without a target. Undoable, and the journal keeps everything."""
    doomed = portfolio.records("initiative", id=list(ids))
    if not doomed:
        raise UsageError(_("There is no initiative with the id {id}.").format(id=", ".join(ids)))
    changes: dict[tuple[str, str], Change] = {
        ("initiative", id_): Change("initiative", id_, row, None) for id_, row in doomed.items()
    }
    for entity, field in REFERENCES:
        for id_, row in portfolio.records(entity, **{field: list(doomed)}).items():
            if (entity, field) in _LET_GO:
                changes.setdefault((entity, id_), Change(entity, id_, {field: row[field]}, {field: None}))
            else:
                changes[entity, id_] = Change(entity, id_, row, None)
    titles = [str(row["title"]) for row in doomed.values()]
    return Operation(OperationKind.DELETE, _what(titles), list(changes.values()), why)


def merging(
    portfolio: Rows,
    keep: str,
    drop: str,
    choices: Fields | None = None,
    why: str | None = None,
    figures: Collection[str] = (),
) -> Operation:
    """Merge ``drop`` into ``keep`` as one undoable operation that keeps both sources.

    Everything that belongs to ``drop`` moves over unless ``keep`` says the same already; fields that ``keep`` does
    not know are filled from ``drop``; ``choices`` overrides single fields. Figures of a kind that both have are
    kept as ``keep`` has them, never added together; those of the kinds in ``figures`` are as ``drop`` has them.

    Raises:
        UsageError: one of the two is not there, or they are the same.
    """
    pair = portfolio.records("initiative", id=[keep, drop])
    if keep == drop or len(pair) < 2:
        raise UsageError(_("Two different initiatives are needed for a merge."))
    kept, dropped = pair[keep], pair[drop]
    changes = [change for entity, field in _pairs() for change in _moved(portfolio, entity, field, keep, drop, figures)]
    wanted = {**_filled(kept, dropped), **(choices or {})}
    if wanted.get("end", kept["end"]) is not None and (wanted.get("open_ended") or kept["open_ended"]):
        wanted["open_ended"] = False
    wanted = {name: value for name, value in wanted.items() if kept[name] != value}
    if wanted:
        changes.append(Change("initiative", keep, {name: kept[name] for name in wanted}, wanted))
    changes.append(Change("initiative", drop, dropped, None))
    return Operation(OperationKind.MERGE, f"{dropped['title']} → {kept['title']}", _distinct(changes), why)


def _pairs() -> list[tuple[str, tuple[str, ...]]]:
    grouped: dict[str, list[str]] = {}
    for entity, field in REFERENCES:
        grouped.setdefault(entity, []).append(field)
    return [(entity, tuple(fields)) for entity, fields in grouped.items()]


def _moved(
    portfolio: Rows, entity: str, fields: Sequence[str], keep: str, drop: str, figures: Collection[str]
) -> list[Change]:
    theirs = {id_: row for field in fields for id_, row in portfolio.records(entity, **{field: drop}).items()}
    if entity == "initiative":
        return [
            Change(entity, id_, {"parent_id": drop}, {"parent_id": None if id_ == keep else keep}) for id_ in theirs
        ]
    mine = {id_: row for field in fields for id_, row in portfolio.records(entity, **{field: keep}).items()}
    if entity in _FIGURES:
        known = {row["kind"] for row in mine.values() if row["kind"] not in figures}
        given_up = [Change(entity, id_, row, None) for id_, row in mine.items() if row["kind"] in figures]
        return given_up + [
            Change(entity, id_, row, None)
            if row["kind"] in known
            else Change(entity, id_, {"initiative_id": drop}, {"initiative_id": keep})
            for id_, row in theirs.items()
        ]
    if entity == "custom_value":
        return _moved_own_fields(portfolio, mine, theirs, keep, drop)
    same = _SAME.get(entity)
    said = {_statement(row, same) for id_, row in mine.items() if id_ not in theirs} if same else set()
    changes: list[Change] = []
    for id_, row in theirs.items():
        moved = {field: keep if row[field] == drop else row[field] for field in fields}
        if entity == "overlap_verdict" and str(moved["a_id"]) > str(moved["b_id"]):
            moved = {"a_id": row["b_id"], "b_id": row["a_id"], "a_text": row["b_text"], "b_text": row["a_text"]}
            moved = {name: keep if value == drop else value for name, value in moved.items()}
        after: dict[str, Value] = {**row, **moved}
        # a decision to merge the two is carried out by this very merge, and remembered
        pointing_at_itself = entity != "decision" and len(fields) > 1 and len({after[field] for field in fields}) == 1
        if pointing_at_itself or (same and _statement(after, same) in said):
            changes.append(Change(entity, id_, row, None))
            continue
        if same:
            said.add(_statement(after, same))
        changed = {name: value for name, value in after.items() if row[name] != value}
        changes.append(Change(entity, id_, {name: row[name] for name in changed}, changed))
    return changes


def _moved_own_fields(
    portfolio: Rows, mine: Mapping[str, Fields], theirs: Mapping[str, Fields], keep: str, drop: str
) -> list[Change]:
    """Fields of one's own move over; where both have one of a name and say different things, the other's is kept under
    the name with its register in brackets."""
    said = {(_plain(row["name"]), _plain(row["value"])) for row in mine.values()}
    taken = {_plain(row["name"]) for row in mine.values()}
    register = _register_of(portfolio, drop) if theirs else ""
    changes: list[Change] = []
    for id_, row in theirs.items():
        if (_plain(row["name"]), _plain(row["value"])) in said:
            changes.append(Change("custom_value", id_, row, None))
            continue
        name, number = str(row["name"]), 1
        while _plain(name) in taken:
            name = f"{row['name']} ({register})" if number == 1 and register else f"{row['name']} ({number + 1})"
            number += 1
        taken.add(_plain(name))
        after: dict[str, Value] = {"initiative_id": keep, "name": name}
        after = {field: value for field, value in after.items() if row[field] != value}
        changes.append(Change("custom_value", id_, {field: row[field] for field in after}, after))
    return changes


def _register_of(portfolio: Rows, initiative_id: str) -> str:
    """The name of the register that an initiative was first read from; empty when there is none."""
    sources = portfolio.records("source", initiative_id=initiative_id)
    if not sources:
        return ""
    register = str(sources[min(sources)]["register_id"])
    return str(portfolio.records("register", id=register)[register]["name"])


def _plain(value: Value) -> str:
    return str(value).casefold().strip()


def _statement(row: Mapping[str, Value], fields: Sequence[str]) -> tuple[object, ...]:
    return tuple(value.casefold().strip() if isinstance(value := row[field], str) else value for field in fields)


def _filled(kept: Fields, dropped: Fields) -> dict[str, Value]:
    """What ``kept`` does not know and ``dropped`` does. A known schedule end or open end is knowledge of one thing."""
    filled: dict[str, Value] = {
        name: value
        for name, value in dropped.items()
        if kept[name] is None and value is not None and name not in ("parent_id", "end", "start")
    }
    if kept["start"] is None and kept["end"] is None and not kept["open_ended"]:
        filled |= {name: dropped[name] for name in ("start", "end", "open_ended")}
    return filled


def _distinct(changes: Sequence[Change]) -> list[Change]:
    """Edits of a row that is deleted in the same operation are left out; the deletion says it all."""
    gone = {(c.entity, c.id): c for c in changes if c.after is None}
    return [c for c in changes if (c.entity, c.id) not in gone or gone[c.entity, c.id] is c]


def _what(titles: Sequence[str]) -> str:
    if len(titles) == 1:
        return titles[0]
    return ngettext("{n} initiative", "{n} initiatives", len(titles)).format(n=len(titles))
