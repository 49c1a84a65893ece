"""What one does to a register, each as one undoable operation."""

from collections.abc import Mapping

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, Value
from kpkportfolio.registers.difference.noted_problems import problems_alone
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _
from ui.models.editing import Known


def edited(portfolio: Portfolio, id_: str, fields: Mapping[str, Value], organisation: str | None) -> Operation | None:
    """Set fields of a register and who keeps it, an organisation that may be new; None when nothing would change.

    Raises:
        UsageError: another register has this name.
    """
    registers = portfolio.records("register")
    before = registers[id_]
    known = Known(portfolio)
    wanted = {**fields, "organisation_id": known.of("organisation").id(organisation)}
    name = str(wanted.get("name") or "").casefold()
    if any(str(row["name"]).casefold() == name for other, row in registers.items() if other != id_):
        raise UsageError(_("There is a register of this name already."))
    after = {field: value for field, value in wanted.items() if before[field] != value}
    if not after:
        return None
    change = Change("register", id_, {field: before[field] for field in after}, after)
    return Operation(OperationKind.EDIT, str(wanted.get("name") or before["name"]), [*known.changes, change])


def forgotten(portfolio: Portfolio, id_: str) -> Operation:
    """Forget how the register's files are read; the next one is recognised anew."""
    row = portfolio.record("register", id_)
    change = Change("register", id_, {"profile": row["profile"]}, {"profile": problems_alone(row["profile"])})
    return Operation(OperationKind.EDIT, str(row["name"]), [change])


def removed(portfolio: Portfolio, id_: str) -> Operation:
    """Take away a register from which no initiative comes.

    Raises:
        UsageError: there are initiatives of it.
    """
    row = portfolio.record("register", id_)
    if portfolio.records("source", register_id=id_):
        raise UsageError(_("Initiatives come from this register; it stays as long as they do."))
    return Operation(OperationKind.DELETE, str(row["name"]), [Change("register", id_, row, None)])
