"""The hidden sheet by which an edited snapshot, imported back, is a difference (``model.workbook_marks``)."""

from collections.abc import Iterator, Sequence

from kpkportfolio.exports.columns import Column, Kind
from kpkportfolio.exports.workbook import Heading, Workbook, fitted
from kpkportfolio.model.change import Value
from kpkportfolio.model.vocabulary import Health, Status, label
from kpkportfolio.model.workbook_marks import FORMAT, HEALTH, MARK, SHEET, STATUS, YES, fingerprint
from kpkportfolio.text import _

_SHORT = 40
"""Letters of texts that are likely to stand in many rows."""
_MOST_LETTERS = 32_000
"""In one cell; Excel takes 32 767."""


class Marks:
    """What every row of the initiatives held when it was written."""

    def __init__(self, columns: Sequence[Column], headings: Sequence[Heading]) -> None:
        self._ids = [column.id for column in columns]
        self._headings = [heading.text for heading in headings]
        self._euros = [at for at, column in enumerate(columns) if column.kind is Kind.EUROS]
        self._rows: list[str] = []
        self._known: dict[object, str] = {}

    def add(self, key: str, values: Sequence[Value]) -> None:
        """A row's values as they went to the sheet, euros in cents."""
        cells: list[object] = list(values)
        for at in self._euros:
            cents = cells[at]
            if isinstance(cents, int):
                cells[at] = cents / 100
        known, prints = self._known, [key]
        for cell in cells:
            found = known.get(cell)
            if found is None:
                found = fingerprint(fitted(cell) if isinstance(cell, str) else cell)
                if not isinstance(cell, str) or len(cell) < _SHORT:
                    known[cell] = found
            prints.append(found)
        self._rows.append(",".join(prints))

    def write(self, book: Workbook) -> None:
        """The sheet; a program's own, so neither people nor screen readers meet it."""
        sheet = book.book.add_worksheet(SHEET)
        sheet.very_hidden()
        words = [(STATUS, label(word), word.value) for word in Status]
        words += [(HEALTH, label(word), word.value) for word in Health]
        rows: list[Sequence[str]] = [
            (MARK, str(FORMAT)),
            self._ids,
            self._headings,
            *words,
            (YES, _("yes"), YES),
            *self._packed(),
        ]
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                sheet.write_string(number, at, text)

    def _packed(self) -> Iterator[tuple[str]]:
        """Many rows in a cell: a cell of each own would cost as much as a column of the portfolio."""
        cell: list[str] = []
        length = 0
        for row in self._rows:
            if length + len(row) + 1 > _MOST_LETTERS and cell:
                yield (";".join(cell),)
                cell, length = [], 0
            cell.append(row)
            length += len(row) + 1
        if cell:
            yield (";".join(cell),)
