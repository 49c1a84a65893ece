"""How ``import`` reads a register: by a mapping a person has made, in a file or remembered with the register; and what
of its columns was recognised, shown so that a mapping can be made of it."""

import json
from pathlib import Path
from typing import Any

from kpkportfolio.errors import UnacceptableInput, UsageError
from kpkportfolio.registers.difference.field_names import field_name
from kpkportfolio.registers.difference.remembering import profile_of, recognised, shares_rows
from kpkportfolio.registers.difference.standing import Records
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import ColumnSeen, ReadRegister, TableSeen
from kpkportfolio.text import _, format_percent


def asked_for(records: Records, mapping: str | None) -> Profile | None:
    """The mapping of ``--mapping``, a file or the name of a register; None when none was asked for.

    Raises:
        UsageError: there is neither, or the file is no mapping.
    """
    if mapping is None:
        return None
    file = Path(mapping).expanduser()
    if file.is_file():
        try:
            return Profile.loads(file.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, UnacceptableInput) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            raise UsageError(_("{file} cannot be read: {reason}").format(file=file.name, reason=reason)) from error
    profile = profile_of(records, mapping)
    if profile is None:
        raise UsageError(
            _("There is no file {name}, and no register of that name whose mapping is remembered.").format(name=mapping)
        )
    return profile


def known_as(records: Records, source: str | None, register: ReadRegister) -> str | None:
    """The register that a file seems to be of though it is called otherwise: told, never taken for granted."""
    if source is not None:
        return None
    tables = [table for table in register.tables if table.taken]
    sheets = [table.sheet for table in tables if table.sheet is not None]
    headings = [column.heading for table in tables for column in table.columns]
    name = recognised(records, register.path, sheets, headings)
    if name is None or name.casefold() == register.name.casefold():
        return None
    return name if shares_rows(records, name, register.initiatives) else None


def as_json(register: ReadRegister) -> dict[str, Any]:
    """What was recognised, and the mapping in force: change it, and give it back with ``--mapping``."""
    return {
        "encoding": register.encoding,
        "delimiter": register.delimiter,
        "remarks": list(register.remarks),
        "tables": [
            {
                "sheet": table.sheet,
                "header": None if table.header is None else list(table.header),
                "transposed": table.transposed,
                "taken": table.taken,
                "records": table.records,
                "columns": [
                    {
                        "heading": column.heading,
                        "field": None if column.what is None else column.what.value,
                        "custom": column.custom,
                        "confidence": round(column.confidence, 3),
                        "said": column.said,
                        "interpretation": column.interpretation,
                    }
                    for column in table.columns
                ],
            }
            for table in register.tables
        ],
        "mapping": json.loads((register.profile or Profile()).dumps()),
    }


def lines(register: ReadRegister) -> list[str]:
    """The same for people: each table with its columns, those that are not used last."""
    found = [*register.remarks]
    for table in register.tables:
        found.append(_table(table))
        found += [f"  {_column(column)}" for column in table.columns if column.what or column.custom]
        unused = [column.heading for column in table.columns if not (column.what or column.custom)]
        if table.taken and unused:
            found.append("  " + _("not used: {columns}").format(columns=", ".join(unused)))
    return found


def _table(table: TableSeen) -> str:
    name = table.sheet or _("the file")
    if not table.taken:
        return _("{table}: left out").format(table=name)
    if table.header is None:
        return name
    first, last = table.header[0] + 1, table.header[1] + 1
    if table.transposed:
        return _("{table}: on its side, names in column {column}").format(
            table=name, column=first if first == last else f"{first}–{last}"
        )
    return _("{table}: header on row {row}").format(table=name, row=first if first == last else f"{first}–{last}")


def _column(column: ColumnSeen) -> str:
    what = column.custom or (field_name(column.what) if column.what is not None else "")
    notes = [_("as said") if column.said else format_percent(100 * column.confidence), column.interpretation]
    return f"{column.heading} → {what} ({', '.join(note for note in notes if note)})"
