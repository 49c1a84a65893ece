"""What is wrong with a database file that is broken, in words, and how much of it can still be read."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from kpkportfolio.text import N_, _, format_number, ngettext

_SAID: Final = (
    ("database disk image is malformed", N_("what is written in it does not hold together")),
    ("file is not a database", N_("it is not a database")),
    ("unsupported file format", N_("its beginning is no longer that of a database")),
)
_WORTH_SAVING: Final = {
    "initiative": N_("Initiatives"),
    "deliverable": N_("Deliverables"),
    "milestone": N_("Milestones"),
    "money": N_("Money"),
    "operation": N_("Operations"),
}
_ROWS: Final = "SELECT rowid, * FROM {table} NOT INDEXED ORDER BY rowid {order}"


def damage_words(said: object) -> str:
    """What SQLite says of a broken file, in the language spoken now; what is not known here as it says it."""
    return next((_(words) for known, words in _SAID if known in str(said)), str(said))


def check_words(faults: Sequence[str], orphans: int) -> str:
    """What its check finds, or how many references lead nowhere."""
    if orphans:
        return ngettext("{n} reference leads nowhere", "{n} references lead nowhere", orphans).format(n=orphans)
    known = {damage_words(one) for one in faults}
    return _("SQLite’s check finds: {faults}").format(faults="; ".join(sorted(known)))


def readable(path: Path) -> dict[str, int]:
    """How many rows can still be read, by the tables that are worth saving most; empty when none can."""
    found: dict[str, int] = {}
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        for table in _WORTH_SAVING:
            read: set[int] = set()
            # from both ends, for a broken page in the middle ends a reading
            for order in ("ASC", "DESC"):
                with suppress(sqlite3.Error):
                    read.update(row[0] for row in database.execute(_ROWS.format(table=table, order=order)))
            if read:
                found[table] = len(read)
    return found


def readable_words(path: Path) -> str:
    """The same as a sentence."""
    found = [f"{_(_WORTH_SAVING[table]).lower()} {format_number(n)}" for table, n in readable(path).items()]
    if not found:
        return _("Nothing can be read of it any more.")
    return _("Of it can still be read: {things}.").format(things=", ".join(found))
