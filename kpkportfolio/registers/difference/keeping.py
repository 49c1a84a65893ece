"""What of a register is no more in its file; and how fresh it is, which :mod:`kpkportfolio.model.staleness` tells."""

from datetime import date
from typing import NamedTuple

from kpkportfolio.model.staleness import MONTHS as MONTHS
from kpkportfolio.model.staleness import stale as stale
from kpkportfolio.registers.difference.standing import ReadFrom, Records, by_ids


class Vanished(NamedTuple):
    """An initiative that its register's last file had no more; it stays until a person deletes it."""

    id: str
    title: str
    ref: str | None
    read_on: date | None


def vanished(portfolio: Records, register_id: str) -> list[Vanished]:
    """The initiatives of a register that its last file had no more, by title."""
    gone = [
        ReadFrom.of(source)
        for source in portfolio.records("source", register_id=register_id).values()
        if source["row"] is None and source["read_values"] is not None
    ]
    rows = by_ids(portfolio, "initiative", list({one.initiative_id for one in gone}))
    found = [Vanished(one.initiative_id, str(rows[one.initiative_id]["title"]), one.ref, one.read_on) for one in gone]
    return sorted(found, key=lambda one: (one.title.casefold(), one.id))
