"""A bundle of another portfolio shown in the same terms as a register; no Qt here."""

from typing import Any

from kpkportfolio.exports.bundle import bundle_operation
from kpkportfolio.model.change import Change
from kpkportfolio.model.figures import summed
from kpkportfolio.model.vocabulary import MoneyKind, Status
from kpkportfolio.registers.difference.reconciling import ChangedRecord
from kpkportfolio.registers.difference.three_way import FieldChange
from kpkportfolio.registers.record import ReadInitiative
from kpkportfolio.store.content import Content
from kpkportfolio.store.portfolio import Portfolio
from ui.dialogs.importing.preview import Preview, changed_lines

_PARTS = ("deliverable", "money")
_NAMED = {"organisation_id": "organisation", "programme_id": "programme", "domain_id": "domain", "person_id": "person"}


def bundle_preview(portfolio: Portfolio, content: Content, file: str) -> Preview:
    """What taking a bundle in would do: rows are added, or put in the place of those with the same ids."""
    operation = bundle_operation(portfolio, content, file)
    of_initiatives = [change for change in operation.changes if change.entity == "initiative"]
    ids = {change.id for change in of_initiatives}
    fresh = [change.id for change in of_initiatives if change.before is None]
    edited = [change for change in of_initiatives if change.before is not None]
    before = portfolio.records("initiative", id=[change.id for change in edited]) if edited else {}
    names = _names(content)
    changed = [
        ChangedRecord(str(before[change.id]["title"]), change.id, _fields(change, names), ()) for change in edited
    ]
    read = _Rows(content)
    return Preview(
        "",
        [read.row(id_) for id_ in fresh],
        changed,
        len(changed),
        changed_lines(changed, {}),
        [read.row(id_) for id_ in content.get("initiative", {}) if id_ not in ids],
        [],
        [],
        0,
        [],
        sum(not _belongs(change, ids) for change in operation.changes),
        operation if operation.changes else None,
        {(row.sheet, row.row): id_ for id_ in fresh for row in [read.row(id_)]},
    )


def _belongs(change: Change, ids: set[str]) -> bool:
    row = change.after or {}
    return change.id in ids or row.get("initiative_id") in ids


def _names(content: Content) -> dict[str, str]:
    """Names of what initiatives refer to, by id."""
    found: dict[str, str] = {}
    for entity in _NAMED.values():
        found |= {id_: str(row["name"]) for id_, row in content.get(entity, {}).items()}
    found |= {id_: str(row["title"]) for id_, row in content.get("initiative", {}).items()}
    return found


def _fields(change: Change, names: dict[str, str]) -> tuple[FieldChange, ...]:
    before, after = change.before or {}, change.after or {}
    return tuple(
        FieldChange(field, _named(field, before.get(field), names), _named(field, value, names))
        for field, value in after.items()
    )


def _named(field: str, value: Any, names: dict[str, str]) -> Any:
    return names.get(value, value) if field.endswith("_id") and isinstance(value, str) else value


class _Rows:
    """A bundle's initiatives as a register's rows; the row is the initiative's number in the bundle."""

    def __init__(self, content: Content) -> None:
        self._initiatives = content.get("initiative", {})
        self._numbers = {id_: number for number, id_ in enumerate(self._initiatives, 1)}
        self._names = _names(content)
        self._refs = {str(row["initiative_id"]): row["ref"] for row in content.get("source", {}).values()}
        self._parts: dict[str, dict[str, list[Any]]] = {part: {} for part in _PARTS}
        for part in _PARTS:
            for row in content.get(part, {}).values():
                self._parts[part].setdefault(str(row["initiative_id"]), []).append(row)

    def row(self, id_: str) -> ReadInitiative:
        values: dict[str, Any] = dict(self._initiatives[id_])
        least, most = self._investment(id_)
        deliverables = sorted(self._parts["deliverable"].get(id_, []), key=lambda row: row["position"])
        return ReadInitiative(
            sheet=None,
            row=self._numbers[id_],
            ref=self._refs.get(id_),  # type: ignore[arg-type]  # a source's ref is a text or None
            title=values["title"],
            description=values.get("description"),
            organisation=self._name(values, "organisation_id"),
            person=values.get("person_name") or self._name(values, "person_id"),
            programme=self._name(values, "programme_id"),
            domain=self._name(values, "domain_id"),
            status=Status(values["status"]) if values.get("status") in list(Status) else None,
            start=values.get("start"),
            end=values.get("end"),
            open_ended=bool(values.get("open_ended")),
            investment_min=least,
            investment_max=most,
            deliverables=tuple(row["title"] for row in deliverables),
            language=values.get("language"),
            raw={},
        )

    def _name(self, values: dict[str, Any], field: str) -> str | None:
        return self._names.get(values.get(field) or "")

    def _investment(self, id_: str) -> tuple[int | None, int | None]:
        """Cents in all years together, as the table of the portfolio shows them; unknown is None."""
        rows = [row for row in self._parts["money"].get(id_, []) if row["kind"] == MoneyKind.ICT_INVESTMENT.value]
        return summed(rows)
