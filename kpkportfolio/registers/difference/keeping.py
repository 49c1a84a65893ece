"""How fresh a register is, and what of it is no more in its file."""

from datetime import date
from typing import NamedTuple

from kpkportfolio.registers.difference.standing import ReadFrom, Records, by_ids

MONTHS = 6
"""After how many months without a reading a register is stale, unless the application is told otherwise."""


class Vanished(NamedTuple):
    """An initiative that its register's last file had no more; it stays until a person deletes it."""

    id: str
    title: str
    ref: str | None
    read_on: date | None


def stale(read_on: date | None, today: date, months: int = MONTHS) -> bool:
    """Whether what was read then is older than so many months. What was never read from a file is never stale."""
    if read_on is None:
        return False
    years, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    # the day of the month is compared too: 31 August is half a year after 28 February, 27 August is not
    return (read_on.year, read_on.month, read_on.day) < (years, month + 1, today.day)


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
