"""Several files imported as one operation: the second is compared with the portfolio as the first would leave it."""

from collections.abc import Sequence

from kpkportfolio.model.change import Change, Operation, OperationKind, Value
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.registers.difference.standing import Records, by_ids
from kpkportfolio.store.applying import blank

_MOST_NAMES = 6
"""Files named in the operation's name; it has to fit into a menu."""


class Together:
    """A portfolio together with operations that are not carried out yet."""

    def __init__(self, portfolio: Records) -> None:
        self._portfolio = portfolio
        self._changes: dict[str, dict[str, Change]] = {}
        self._names: list[str] = []

    def add(self, operation: Operation) -> None:
        """Take an operation's changes in; several changes of one row become one."""
        self._names.append(operation.what)
        for change in operation.changes:
            rows = self._changes.setdefault(change.entity, {})
            folded = _folded(rows.pop(change.id, None), change)
            if folded is not None:
                rows[change.id] = folded

    def operation(self) -> Operation | None:
        """All of it as one operation, named after its files; None when nothing was added."""
        changes = [change for rows in self._changes.values() for change in rows.values()]
        shown = self._names[:_MOST_NAMES] + (["…"] if len(self._names) > _MOST_NAMES else [])
        return Operation(OperationKind.IMPORT, ", ".join(shown), changes) if changes else None

    def records(self, entity: str, **where: str | Sequence[str]) -> dict[str, dict[str, Value]]:
        """Whole rows as they will be; as :meth:`kpkportfolio.store.portfolio.Portfolio.records`."""
        found = self._portfolio.records(entity, **where)
        changed = self._changes.get(entity)
        if not changed:
            return found
        edited = [id_ for id_, change in changed.items() if change.before is not None and change.after is not None]
        before = by_ids(self._portfolio, entity, edited)
        fresh = {name: value for name, value in blank(ENTITIES[entity]).items() if name not in ("id", "version")}
        for id_, change in changed.items():
            found.pop(id_, None)
            if change.after is not None:
                row: dict[str, Value] = {**(fresh if change.before is None else before[id_]), **change.after}
                if all(_is_among({**row, "id": id_}[field], wanted) for field, wanted in where.items()):
                    found[id_] = row
        return found


def _is_among(value: Value, wanted: str | Sequence[str]) -> bool:
    return value == wanted if isinstance(wanted, str) else value in wanted


def _folded(first: Change | None, then: Change) -> Change | None:
    """Two changes of one row as one; None when nothing is left of them."""
    if first is None:
        return then
    if then.after is None:
        if first.before is None:
            return None
        return Change(then.entity, then.id, {**(then.before or {}), **first.before}, None)
    after = {**(first.after or {}), **then.after}
    before = None if first.before is None else {**(then.before or {}), **first.before}
    return Change(then.entity, then.id, before, after)
