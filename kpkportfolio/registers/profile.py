"""How a register's files are to be read, as recognised or as a person said: remembered with the register, recognised
in the next file of the same shape, and kept as JSON.

A profile speaks of columns by their headings rather than by their numbers, so a moved or added column changes nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.text import _

VERSION = 1
NAMED = ("organisation", "programme", "domain")
"""What is kept under names of its own in the portfolio; a register may call it otherwise."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a column is taken for: one of the portfolio's fields, a field of one's own, or nothing.

    Attributes:
        heading: the column's heading as :func:`~kpkportfolio.registers.columns.headings.unique_names` gives it.
        what: the portfolio's field; ``Field.OTHER`` or None when it is none of them.
        custom: the name of a field of one's own; at most one of ``what`` and ``custom`` is given.
    """

    heading: str
    what: Field | None = None
    custom: str | None = None


@dataclass(frozen=True, slots=True)
class TableProfile:
    """How one table of a file is read.

    Attributes:
        sheet: the sheet's name; None in a text file.
        header: zero-based numbers of the first and the last row of the header, in a transposed table of its columns;
            None: wherever it is found.
        transposed: each initiative stands in a column of its own.
        taken: whether the table is read at all.
        uses: of the columns a person has spoken of; the others are recognised.
    """

    sheet: str | None = None
    header: tuple[int, int] | None = None
    transposed: bool = False
    taken: bool = True
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """How a register's files are read.

    Attributes:
        tables: of the tables a person has spoken of.
        statuses: words of the register → the portfolio's statuses; None: says nothing of the status.
        names: ``organisation``, ``programme`` or ``domain`` → names of the register → names in the portfolio.
        day_first: heading → whether ``3/4/2012`` is the third of April there; "" speaks for every column.
        encoding, delimiter: of text files; None is by evidence.
        seen: what the columns were taken for last time: sheet (``""`` in a text file) → heading → the portfolio's
            field or the name of one's own, None for neither. By it files are recognised and values traced to their
            columns; reading follows what was said alone, and profiles that say the same are equal.
    """

    tables: tuple[TableProfile, ...] = ()
    statuses: Mapping[str, Status | None] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    day_first: Mapping[str, bool] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    seen: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict, compare=False)

    def dumps(self) -> str:
        """As JSON, stable: profiles that say and have seen the same in the same order are equal texts; columns stand in
        the order of the file."""
        return json.dumps(
            {
                "version": VERSION,
                "tables": [
                    {
                        "sheet": table.sheet,
                        "header": None if table.header is None else list(table.header),
                        "transposed": table.transposed,
                        "taken": table.taken,
                        "columns": {
                            use.heading: {"field": None if use.what is None else use.what.value, "custom": use.custom}
                            for use in table.uses
                        },
                    }
                    for table in self.tables
                ],
                "statuses": {word: found and found.value for word, found in sorted(self.statuses.items())},
                "names": {what: dict(sorted(names.items())) for what, names in sorted(self.names.items())},
                "day_first": dict(sorted(self.day_first.items())),
                "encoding": self.encoding,
                "delimiter": self.delimiter,
                "seen": {sheet: dict(columns) for sheet, columns in self.seen.items()},
            },
            ensure_ascii=False,
        )

    @classmethod
    def loads(cls, text: str) -> "Profile":
        """From JSON.

        Raises:
            UnacceptableInput: it is no profile, or one of a newer version.
        """
        try:
            document: dict[str, Any] = json.loads(text)
            # half a character, which JSON can spell and no database keeps, is an error here and not where it is written
            json.dumps(document, ensure_ascii=False).encode()
            if document["version"] > VERSION:
                raise UnacceptableInput(_("The mapping was made by a newer version of this application."))
            return cls(
                tuple(_table(table) for table in document.get("tables", ())),
                {str(word): None if one is None else Status(one) for word, one in document.get("statuses", {}).items()},
                {
                    what: {str(a): str(b) for a, b in document.get("names", {}).get(what, {}).items()}
                    for what in sorted(NAMED)
                    if document.get("names", {}).get(what)
                },
                {str(heading): bool(first) for heading, first in document.get("day_first", {}).items()},
                _text_or_none(document.get("encoding")),
                _text_or_none(document.get("delimiter")),
                {
                    str(sheet): {str(heading): _text_or_none(what) for heading, what in columns.items()}
                    for sheet, columns in document.get("seen", {}).items()
                },
            )
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError) as error:
            raise UnacceptableInput(_("This is not a mapping of columns: {reason}").format(reason=error)) from error


def _text_or_none(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise TypeError(_("“{value}” is no text").format(value=value))


def _table(table: Mapping[str, Any]) -> TableProfile:
    header = table.get("header")
    return TableProfile(
        _text_or_none(table.get("sheet")),
        None if header is None else (int(header[0]), int(header[1])),
        bool(table.get("transposed")),
        bool(table.get("taken", True)),
        tuple(
            Use(heading, None if one.get("field") is None else Field(one["field"]), _text_or_none(one.get("custom")))
            for heading, one in table.get("columns", {}).items()
        ),
    )
