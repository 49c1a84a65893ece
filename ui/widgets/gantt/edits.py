"""The operations that come of what a hand does to the Gantt."""

from collections.abc import Iterable, Mapping
from datetime import date

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, new_id
from kpkportfolio.model.rows import Contents, DependencyRow, InitiativeRow
from kpkportfolio.model.vocabulary import DependencyKind
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, ngettext
from ui.widgets.gantt.drag import Dates


def dates_changed(row: InitiativeRow, dates: Dates) -> dict[str, date | None]:
    """The fields of an initiative that new dates change; an open end is left alone, it is never closed by a drag."""
    return _changed(row.start, row.end, row.open_ended, dates)


def _changed(start: object, end: object, open_ended: object, dates: Dates) -> dict[str, date | None]:
    fields: dict[str, date | None] = {}
    if dates[0] != start:
        fields["start"] = dates[0]
    if dates[1] != end and not open_ended:
        fields["end"] = dates[1]
    return fields


def rescheduling(portfolio: Portfolio, dates: Mapping[str, Dates]) -> Operation:
    """Several initiatives' dates as one operation."""
    changes = []
    for id_, record in portfolio.records("initiative", id=list(dates)).items():
        fields = _changed(record["start"], record["end"], record["open_ended"], dates[id_])
        if fields:
            changes.append(Change("initiative", id_, {name: record[name] for name in fields}, fields))
    what = ngettext("{n} initiative", "{n} initiatives", len(changes)).format(n=len(changes))
    return Operation(OperationKind.EDIT, what, changes)


def mark_moving(portfolio: Portfolio, kind: str, id_: str, day: date) -> Operation:
    """A milestone's or deliverable's due date; ``kind`` is the entity.

    Raises:
        UsageError: it is not there any more.
    """
    record = portfolio.record(kind, id_)
    return Operation(
        OperationKind.EDIT, str(record["title"]), [Change(kind, id_, {"due": record["due"]}, {"due": day})]
    )


def linking(contents: Contents, by_id: Mapping[str, InitiativeRow], before: str, after: str) -> Operation:
    """``after`` begins when ``before`` has ended.

    Raises:
        UsageError: it depends on it already, or the two would wait for each other.
    """
    pair = f"{by_id[before].name} → {by_id[after].name}"
    if any(row.predecessor_id == before and row.successor_id == after for row in contents.dependencies):
        raise UsageError(_("{pair}: there is such a dependency already.").format(pair=pair))
    if reaches(contents.dependencies, after, before):
        raise UsageError(_("{pair}: the two would wait for each other in a circle.").format(pair=pair))
    fields: Fields = {
        "predecessor_id": before,
        "successor_id": after,
        "kind": DependencyKind.FINISH_START.value,
        "lag_days": 0,
        "note": None,
    }
    return Operation(OperationKind.ADD, pair, [Change("dependency", new_id(), None, fields)])


def unlinking(portfolio: Portfolio, id_: str, contents: Contents, by_id: Mapping[str, InitiativeRow]) -> Operation:
    """Take a dependency away, whole, so that it can be put back.

    Raises:
        UsageError: it is not there any more.
    """
    what = ""
    for row in contents.dependencies:
        if row.id == id_:
            what = f"{by_id[row.predecessor_id].name} → {by_id[row.successor_id].name}"
    return Operation(OperationKind.DELETE, what, [Change("dependency", id_, portfolio.record("dependency", id_), None)])


def reaches(dependencies: Iterable[DependencyRow], first: str, last: str) -> bool:
    """Whether ``last`` depends on ``first``, directly or through others."""
    after: dict[str, list[str]] = {}
    for row in dependencies:
        after.setdefault(row.predecessor_id, []).append(row.successor_id)
    seen, waiting = {first}, [first]
    while waiting:
        for one in after.get(waiting.pop(), ()):
            if one == last:
                return True
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return False
