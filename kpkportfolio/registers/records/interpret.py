"""The rows of one table as initiatives: totals and notes set aside, groups and merged cells carried down."""

from collections.abc import Iterator

from kpkportfolio.registers.files.faulty_cells import uncounted_problems
from kpkportfolio.registers.layouts.calendar_grid import Calendar
from kpkportfolio.registers.layouts.rowkinds import filled
from kpkportfolio.registers.record import Findings, Problem
from kpkportfolio.registers.records.one_record import RecordReader
from kpkportfolio.registers.records.row_widths import rejoin, usual_widths, wrong_width
from kpkportfolio.registers.records.set_aside import SetAside
from kpkportfolio.registers.records.table_rows import TableRows
from kpkportfolio.text import _

_TOLD_EVERY = 500


class TableReader(TableRows):
    """Reads the rows of one table."""

    def _calendar_in_words(self, calendar: Calendar) -> Iterator[str]:
        sheet = self.sheet.name or _("the table")
        if calendar.spans:
            text = _("{sheet}: start and end were read from the marks in the calendar columns {name}.")
            yield text.format(sheet=sheet, name=calendar.name)
            if calendar.year_from is not None:
                text = _("{sheet}: the year of the calendar columns was taken from “{title}”.")
                yield text.format(sheet=sheet, title=calendar.year_from)
        elif calendar.marks:
            text = _("{sheet}: the calendar columns {name} do not say their year, so start and end are not known.")
            yield text.format(sheet=sheet, name=calendar.name)

    def read(self, findings: Findings) -> Iterator[int]:
        """Adds the rows' initiatives and problems; yields the number of rows done now and then."""
        findings.problems.extend(
            Problem(self.sheet.name, None, column, value, message, accepted, fatal=False)
            for column, value, message, accepted in self.values.remarks
        )
        if self.calendar is not None and not self.dated:
            findings.remarks.extend(self._calendar_in_words(self.calendar))
        for column, count in self.as_above.items():
            text = _("{sheet}: empty cells of “{column}” were read as the cell above them (rows: {n}).")
            sheet = self.sheet.name or _("the table")
            findings.remarks.append(text.format(sheet=sheet, column=self.names[column], n=count))
        rows_here = range(self.table.first, self.table.last)
        findings.problems.extend(uncounted_problems(self.sheet.name, self.sheet.facts, rows_here, self.names))
        counts = [len(filled(row)) for row in self.rows[:: max(1, len(self.rows) // 300)]]
        counts = sorted(count for count in counts if count)
        # the upper quartile: groups, totals and notes may well be half of the rows
        usual = counts[3 * len(counts) // 4] if counts else 0
        usual += self.calendar is not None  # a mark in it is as good as a value
        # a row with nothing but an error value is told of as well
        backwards = zip(range(len(self.rows) - 1, -1, -1), reversed(self.rows), strict=True)
        last = next(
            (index for index, row in backwards if index in self.errors or any(cell != "" for cell in row)),
            -1,
        )
        widths = usual_widths(self)
        if self.sheet.text:
            findings.problems.extend(rejoin(self, widths))
        self.understand()
        aside, records = SetAside(self), RecordReader(self)
        for index in range(last + 1):
            if index % _TOLD_EVERY == 0:
                yield index
            self._look(index, aside, records, usual, widths, findings)
        yield len(self.rows)

    def _look(
        self,
        index: int,
        aside: SetAside,
        records: RecordReader,
        usual: int,
        widths: set[int],
        findings: Findings,
    ) -> None:
        """Adds one row: its initiative, or why it is none, or what is wrong with it."""
        row = self.rows[index]
        why = aside.why(index, row, usual, findings)
        if why:
            findings.skipped.append((self.sheet.name, self.place(index), why))
            return
        findings.rows_seen += 1
        problem = wrong_width(self, index, row, widths)
        if problem:
            findings.problems.append(problem)
        elif records.read(index, row, aside.programme, findings):
            aside.latest = index
