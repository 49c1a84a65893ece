"""How an Excel snapshot tells what it held when it was written, so that what was edited since can be told apart.

A hidden sheet has the keys of the initiatives and of their parts, and a fingerprint of each of their cells. What
differs from its fingerprint was edited by a person; the rest says nothing anew, whatever has become of the portfolio
meanwhile.
"""

from datetime import date, datetime
from zlib import crc32

SHEET = "_kpk"
"""The hidden sheet's name."""
MARK, FORMAT = "KPK Portfolio", 2
"""Its first row: what it is, and the version of what follows. Then rows by their first cell: ``LIST``, the entity, its
sheet's title and the ids and headings of its columns in turn; the words used in the file, as ``(STATUS … YES, word,
value)``; and ``PRINTS``, the entity, a cell of ``key,print,print…;key,…``.

In version 1 the second and third row were the ids and the headings of the initiatives, their fingerprints stood in the
first cell, and their parts had no keys."""
PRINTS = "prints"
LIST = "list"
STATUS, HEALTH, KIND, STATE, YES = "status", "health", "kind", "state", "yes"
WORDS = frozenset((STATUS, HEALTH, KIND, STATE, YES))


def fingerprint(cell: object) -> str:
    """Six letters for what stands in a cell, the same for what Excel and LibreOffice make of it; "" when empty.

    Args:
        cell: a text, a number (money in euros), a day, or None.
    """
    text = plain(cell)
    return f"{crc32(text.encode('utf-8', 'replace')) & 0xFFFFFF:06x}" if text else ""


def plain(cell: object) -> str:
    """A cell as text: blanks as one, without characters that Excel does not keep, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        if not cell.isprintable():
            cell = "".join(letter if letter.isprintable() else " " for letter in cell)
        return " ".join(cell.split())
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return f"{cell:.12g}" if isinstance(cell, int | float) else str(cell)
