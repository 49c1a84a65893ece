"""What a person chose for new rows that may be in the portfolio already, as part of the import itself; no Qt here.

A row is kept apart, linked with what it overlaps, or merged into it: then the row becomes a second source of what is
there, as :func:`kpkportfolio.store.edits.merging` does it. All of it is one operation with the import.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from kpkportfolio.model.change import Change, Operation, Value, new_id
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.overlap.item import Item, fingerprint
from kpkportfolio.registers.difference.standing import Records, by_ids
from kpkportfolio.registers.difference.together import Together
from kpkportfolio.store import edits

Place = tuple[str | None, int]
"""Sheet and row."""


class Other(NamedTuple):
    """What a new row is compared with: an initiative by its ``id``, or a row of a file that is imported before.

    The ids of what is not imported yet are not known before it is, so such a row goes by its place in its ``file``.
    """

    id: str = ""
    file: str = ""
    place: Place = (None, 0)


class Choice(NamedTuple):
    """What is to become of the new row at ``place``; a duplicate is merged, the other verdicts are recorded."""

    place: Place
    other: Other
    verdict: Verdict


def carried(
    records: Records, operation: Operation, ids: Mapping[Place, str], choices: Collection[Choice], by: str
) -> tuple[Operation, tuple[Choice, ...]]:
    """An import together with what was chosen, and the choices that could be carried out.

    Args:
        records: the portfolio as it is before the operation.
        ids: of the new initiatives, by their rows' places.
        by: whose verdicts they are.
    """
    others = _others(records, {choice.other for choice in choices}, operation.what, ids)
    wanted = [choice for choice in choices if choice.place in ids and choice.other in others]
    if not wanted:
        return operation, ()
    merged = _ends({ids[one.place]: others[one.other] for one in wanted if one.verdict is Verdict.DUPLICATE})
    changes = _merged(records, operation, merged)
    pairs = {}
    for one in wanted:
        if one.verdict is not Verdict.DUPLICATE:
            mine, other = (merged.get(id_, id_) for id_ in (ids[one.place], others[one.other]))
            pair = (min(mine, other), max(mine, other))
            if pair[0] != pair[1]:
                pairs[pair] = one.verdict
    changes += _judged(records, Operation(operation.kind, operation.what, changes), pairs, by)
    return Operation(operation.kind, operation.what, changes, operation.why), tuple(wanted)


def _ends(merged: Mapping[str, str]) -> dict[str, str]:
    """Where each goes in the end, when what it is merged into is merged too."""
    ends = {}
    for new in merged:
        end, seen = merged[new], {new}
        while end in merged and end not in seen:
            seen.add(end)
            end = merged[end]
        if end not in seen:
            ends[new] = end
    return ends


def _others(records: Records, wanted: Iterable[Other], file: str, ids: Mapping[Place, str]) -> dict[Other, str]:
    """The ids of those that are there; ``ids`` are those of the new rows of the ``file`` itself."""
    wanted = list(wanted)
    found = {one: one.id for one in wanted if one.id and records.records("initiative", id=one.id)}
    found |= {one: ids[one.place] for one in wanted if one.file == file and one.place in ids}
    for name in {one.file for one in wanted if one.file and one.file != file}:
        places = {(row["sheet"], row["row"]): row for row in records.records("source", file=name).values()}
        for one in wanted:
            if one.file == name and one.place in places:
                found[one] = str(places[one.place]["initiative_id"])
    return found


def _merged(records: Records, operation: Operation, merged: Mapping[str, str]) -> list[Change]:
    """The operation's changes with some of its new initiatives merged into others."""
    if not merged:
        return list(operation.changes)
    concerned = merged.keys() | set(merged.values())
    apart: list[Change] = []
    touched: list[Change] = []
    for change in operation.changes:
        (touched if _speaks_of(change, concerned) else apart).append(change)
    # only what is concerned is folded: an import of many thousand rows is looked through once, not for each merge
    together = Together(records)
    together.add(Operation(operation.kind, operation.what, touched))
    for new, other in merged.items():
        together.add(edits.merging(together, other, new))
    folded = together.operation()
    return apart + (list(folded.changes) if folded is not None else [])


def _speaks_of(change: Change, ids: Collection[str]) -> bool:
    values = [*(change.before or {}).values(), *(change.after or {}).values()]
    return change.id in ids or any(isinstance(value, str) and value in ids for value in values)


def _judged(records: Records, operation: Operation, pairs: Mapping[tuple[str, str], Verdict], by: str) -> list[Change]:
    """Verdicts on pairs of what is there after the operation; a pair that was judged before stays as it was."""
    if not pairs:
        return []
    after = Together(records)
    after.add(operation)
    ids = sorted({id_ for pair in pairs for id_ in pair})
    prints = _prints(after, ids)
    earlier = after.records("overlap_verdict", a_id=sorted({first for first, _second in pairs}))
    known = {(str(row["a_id"]), str(row["b_id"])) for row in earlier.values()}
    changes = []
    for (first, second), verdict in pairs.items():
        if (first, second) not in known:
            row: dict[str, Value] = {
                "a_id": first,
                "b_id": second,
                "verdict": verdict.value,
                "reason": None,
                "judged_by": by,
                "judged_at": datetime.now(UTC),
                "a_text": prints[first],
                "b_text": prints[second],
            }
            changes.append(Change("overlap_verdict", new_id(), None, row))
    return changes


def _prints(records: Records, ids: Sequence[str]) -> dict[str, str]:
    """What the texts of initiatives say in substance; verdicts hold until that changes."""
    outputs: dict[str, list[str]] = {}
    for row in records.records("deliverable", initiative_id=ids).values():
        outputs.setdefault(str(row["initiative_id"]), []).append(str(row["title"]))
    prints = {}
    for id_, row in by_ids(records, "initiative", ids).items():
        description = row["description"]
        item = Item(
            id_,
            str(row["title"]),
            None if description is None else str(description),
            deliverables=tuple(outputs.get(id_, ())),
        )
        prints[id_] = fingerprint(item)
    return prints
