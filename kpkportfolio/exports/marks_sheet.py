"""The hidden sheet by which an edited snapshot, imported back, is a difference (``model.workbook_marks``)."""

from collections.abc import Callable, Iterator, Sequence

from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.workbook import Workbook, fitted
from kpkportfolio.model.change import Value
from kpkportfolio.model.vocabulary import DeliverableState, Health, ImpactKind, MoneyKind, Status, label
from kpkportfolio.model.workbook_marks import (
    FORMAT,
    HEALTH,
    KIND,
    LIST,
    MARK,
    PRINTS,
    SHEET,
    STATE,
    STATUS,
    YES,
    fingerprint,
)
from kpkportfolio.text import _

_SHORT = 40
"""Letters of texts that are likely to stand in many rows."""
_MOST_LETTERS = 32_000
"""In one cell; Excel takes 32 767."""


class Marks:
    """What every row that can be read back held when it was written."""

    def __init__(self) -> None:
        self._lists: list[Sequence[str]] = []
        self._rows: dict[str, list[str]] = {}
        self._known: dict[object, str] = {}

    def listed(
        self, entity: str, sheet: str, columns: Sequence[tuple[str, str, Kind]]
    ) -> Callable[[str, Sequence[Value]], None]:
        """Announce a list; what comes back notes one of its rows: its key, its values as they went to the sheet, euros
        in cents.

        Args:
            sheet: its title.
            columns: ids, headings and kinds.
        """
        self._lists.append(
            (LIST, entity, sheet[:31], *(text for id_, heading, _kind in columns for text in (id_, heading)))
        )
        rows = self._rows.setdefault(entity, [])
        euros = [at for at, (_id, _heading, kind) in enumerate(columns) if kind is Kind.EUROS]

        def add(key: str, values: Sequence[Value]) -> None:
            cells: list[object] = list(values)
            for at in euros:
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
            rows.append(",".join(prints))

        return add

    def write(self, book: Workbook) -> None:
        """The sheet; a program's own, so neither people nor screen readers meet it."""
        sheet = book.book.add_worksheet(SHEET)
        sheet.very_hidden()
        words = [
            (name, label(word), word.value)
            for name, known in (
                (STATUS, Status),
                (HEALTH, Health),
                (KIND, MoneyKind),
                (KIND, ImpactKind),
                (STATE, DeliverableState),
            )
            for word in known
        ]
        rows: list[Sequence[str]] = [
            (MARK, str(FORMAT)),
            *self._lists,
            *words,
            (YES, _("yes"), YES),
            *self._packed(),
        ]
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                sheet.write_string(number, at, text)

    def _packed(self) -> Iterator[tuple[str, str, str]]:
        """Many rows in a cell: a cell of each own would cost as much as a column of the portfolio."""
        for entity, rows in self._rows.items():
            cell: list[str] = []
            length = 0
            for row in rows:
                if length + len(row) + 1 > _MOST_LETTERS and cell:
                    yield PRINTS, entity, ";".join(cell)
                    cell, length = [], 0
                cell.append(row)
                length += len(row) + 1
            if cell:
                yield PRINTS, entity, ";".join(cell)
