"""CSV as Finnish and Swedish Excel opens it: UTF-8 with a byte order mark, semicolons, decimal comma."""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from kpkportfolio.exports.columns import Kind, chosen_columns
from kpkportfolio.exports.templates import Choice, extract
from kpkportfolio.files import written_whole
from kpkportfolio.model.change import Value
from kpkportfolio.model.rows import Contents, InitiativeRow

# cells that spreadsheet programs run as formulas (OWASP, CSV injection): an apostrophe in front makes them text
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def write_csv(
    contents: Contents,
    path: Path,
    shown: Sequence[InitiativeRow] | None = None,
    choice: Choice | None = None,
    today: date | None = None,
) -> Path:
    """Write the initiatives, or only those ``shown``, one a line, under headings in the language spoken now.

    Dates are ISO, money is in euros with a decimal comma, unknown is empty. Confidential ones are left out unless they
    are chosen. Lateness is counted from ``today``, the portfolio's own day; None is the clock's.

    Raises:
        EnvironmentFailed: the file cannot be written.
        UsageError: there is no such organisation as was chosen.
    """
    given = extract(contents, shown, choice)
    columns = chosen_columns(given, today)
    with written_whole(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";", quoting=csv.QUOTE_MINIMAL)
        writer.writerow([defused(column.heading) for column in columns])
        for row in given.shown:
            writer.writerow([_cell(column.value(row), column.kind) for column in columns])
    return path


def _cell(value: Value, kind: Kind) -> str:
    if value is None:
        return ""
    if kind is Kind.EUROS and isinstance(value, int):
        euros = Decimal(value) / 100
        return f"{euros:.2f}".replace(".", ",") if value % 100 else str(value // 100)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return defused(value)
    return str(value)


def defused(text: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    return (
        f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_STARTS) or text.startswith(_FORMULA_STARTS) else text
    )
