"""Rows with nothing special about them, made into initiatives many at a time.

Nearly every row of nearly every register is one: it is an initiative beyond doubt, all its cells are understood, and
it tells only what most registers tell. ``SetAside`` and ``RecordReader`` look at the others one by one; of a plain
row they say the same, in twice the time.
"""

from collections.abc import Sequence

from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.record import ReadInitiative
from kpkportfolio.registers.records.one_record import RecordReader
from kpkportfolio.registers.records.set_aside import SetAside
from kpkportfolio.registers.records.table_rows import TableRows

_REST = tuple(ReadInitiative._field_defaults.values())


class PlainRows:
    """Makes the plain rows of a table that is understood.

    Args:
        widths: numbers of fields that a row of a text file usually has.
    """

    def __init__(self, rows: TableRows, aside: SetAside, records: RecordReader, widths: set[int]) -> None:
        self._of = rows
        self._aside = aside
        self._records = records
        self._widths = widths if rows.sheet.text else {len(row) for row in rows.rows}
        columns, grouping = rows.table.columns, rows.grouping
        self._none = bool(rows.calendar or columns.both or columns.custom)
        repaired = {absolute - rows.table.first for absolute in rows.originals}
        self._special = repaired.union(
            grouping.ends, grouping.groups, grouping.totals, grouping.parents, rows.continued, rows.errors
        )

    def read(self, first: int, last: int) -> Sequence[ReadInitiative | None]:
        """For each of the rows from ``first`` up to ``last`` its initiative, without the programme of the group it
        belongs to; None where the row is not plain."""
        if self._none:
            return [None] * (last - first)
        of, values, here = self._of, self._of.values, slice(first, last)
        special, widths, is_ordinary = self._special, self._widths, self._aside.is_ordinary
        language, cells_by_name, make = self._records.language, self._records.cells_by_name, ReadInitiative._make
        sheet, place = of.sheet.name, of.place(first) - first
        deliverables = of.deliverables if of.table.columns.deliverables else _no_deliverables
        found: list[ReadInitiative | None] = []
        for index, row, title, description, (ref, organisation, person, programme, domain) in zip(
            range(first, last), of.rows[here], of.titles[here], of.descriptions[here], of.short_rows[here], strict=True
        ):
            if not (
                index not in special
                and title[:1].isalpha()
                and (organisation is None or organisation[0].isalpha())
                and len(row) in widths
                and is_ordinary(row)
                and not values.read(index, row)
            ):
                found.append(None)
                continue
            read = make(
                (
                    sheet,
                    place + index,
                    ref,
                    title,
                    description or None,
                    organisation,
                    person,
                    programme,
                    domain,
                    values.status,
                    values.start,
                    values.end,
                    values.open_ended,
                    values.low,
                    values.high,
                    deliverables(row),
                    language(title, description),
                    cells_by_name(row),
                    *_REST,
                )
            )
            found.append(read._replace(**values.more) if values.more else read)
        return found


def _no_deliverables(_row: list[Cell]) -> tuple[str, ...]:
    return ()
