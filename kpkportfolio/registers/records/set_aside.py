"""Rows of a table that are no initiatives: headers again, groups, totals, notes, what goes on from the row above."""

from collections.abc import Sequence

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.files.repair import one_line
from kpkportfolio.registers.layouts.rowkinds import filled, is_column_numbers, is_note, is_total
from kpkportfolio.registers.layouts.tables import same_header
from kpkportfolio.registers.record import Findings
from kpkportfolio.registers.records.table_rows import TableRows
from kpkportfolio.text import _

_ONE = (1, "1", "(1)", "1.")


class SetAside:
    """Tells rows that are no initiatives from those that are, going down a table.

    Attributes:
        programme: of the group that the row belongs to.
        latest: the row of the last initiative, or of what went on with it.
    """

    def __init__(self, rows: TableRows) -> None:
        self._of = rows
        self.programme = rows.programme
        self.latest = -2
        headings = rows.table.headings
        self.leftmost = next((column for column, heading in enumerate(headings) if heading.text), 0)
        self.header_texts = {heading.text.casefold() for heading in headings if heading.text}

    def why(self, index: int, row: list[Cell], usual: int, findings: Findings) -> str | None:
        """Why a row is no initiative; None when it is one."""
        if index in self._of.grouping.ends:
            self.programme = self._of.programme
        if index in self._of.grouping.groups:
            self.programme = self._of.grouping.groups[index]
            return _("the name of a group")
        if index in self._of.grouping.totals:
            return _("a total")
        if self._of.titles[index] and index not in self._of.continued and self.is_ordinary(row):
            return None
        columns = filled(row)
        if not columns:
            return _("the row is empty")
        if index in self._of.values.explaining:
            return _("it says what a code means")
        first = row[columns[0]]
        title = self._of.at[Field.TITLE]
        if index in self._of.continued and findings.initiatives:
            self._continue(index, row, findings)
            return _("continues the row above")
        if self._is_marked(index) and self._of.titles[index]:
            return None
        if (
            isinstance(first, str)
            and first.casefold() in self.header_texts
            and same_header(row, self._of.table.headings)
        ):
            return _("the header again")
        if first in _ONE and is_column_numbers([row[column] for column in columns]):
            return _("the header again")
        texts = [column for column in columns if isinstance(row[column], str)]
        if self._is_total(row, columns, texts):
            return _("a total")
        if (
            self._of.sheet.text
            and len(columns) == 1
            and isinstance(first, str)
            and max(map(first.count, ",;\t|")) >= self._of.width / 2
        ):
            return None  # a record in which the delimiters were lost: a problem, not a note
        if len({str(row[column]) for column in columns}) == 1 and usual > 2:
            return self._alone(index, str(first), findings)
        if (
            len(columns) == 2
            and usual > 3
            and isinstance(first, str)
            and is_note(first)
            and (title not in columns or columns[0] == title)
        ):
            return _("a note")
        has_title = title < len(row) and row[title] != ""
        if not has_title and texts and self._is_group_with_sums(row, columns, texts):
            return self._alone(index, str(row[texts[0]]), findings)
        if not has_title and self._is_continuation(columns) and self._goes_on(index):
            self._continue(index, row, findings)
            return _("continues the row above")
        return None

    def is_ordinary(self, row: Sequence[Cell]) -> bool:
        """Whether nothing of what :meth:`why` looks for can be in a row that has a title: the quick way past
        it for nearly every row. (Three different values are two different texts at least.)"""
        if len(set(row)) - ("" in row) < 3:
            return False
        first = text = row[0]
        if not isinstance(first, str):
            text = row[1]
        elif first.casefold() in self.header_texts:
            return False
        return isinstance(text, str) and text != "" and first not in _ONE and not is_total(text)

    def _is_total(self, row: list[Cell], columns: list[int], texts: list[int]) -> bool:
        money = {self._of.at.get(what) for what in (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)}
        if not texts:
            return len(columns) < max(3, self._of.width / 2) and set(columns) <= money | set(
                self._of.table.columns.years.values()
            )
        if not is_total(str(row[texts[0]])):
            return False
        labels = [column for column in texts if is_total(str(row[column]))]
        dated = (Field.START, Field.END, Field.SCHEDULE, Field.STATUS, Field.PERSON)
        return not any(self._of.at.get(what) in columns and self._of.at.get(what) not in labels for what in dated)

    def _is_group_with_sums(self, row: list[Cell], columns: list[int], texts: list[int]) -> bool:
        """A group's name with its sums beside it, nothing else."""
        money = {self._of.at.get(what) for what in (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)}
        return len(texts) == 1 and len(columns) > 1 and set(columns) - set(texts) <= money and texts[0] not in money

    def _is_continuation(self, columns: list[int]) -> bool:
        """Only texts that go on from the row above: deliverables or the description."""
        going_on = {*self._of.table.columns.deliverables, self._of.at.get(Field.DESCRIPTION)}
        return set(columns) <= going_on

    def _goes_on(self, index: int) -> bool:
        """Whether the row just above is an initiative or already goes on with one."""
        return self.latest == index - 1

    def _alone(self, index: int, text: str, findings: Findings) -> str:
        """A text alone on its row: the name of the group under it, or a note."""
        text = one_line(text)
        column = filled(self._of.rows[index])[0]
        if (
            column in self._of.table.columns.deliverables
            and column > self.leftmost
            and self._goes_on(index)
            and not is_note(text)
        ):
            self._continue(index, self._of.rows[index], findings)
            return _("continues the row above")
        if is_note(text) or not any(c.isalpha() for c in text) or not self._followed_by_rows(index):
            return _("a note")
        self.programme = text.rstrip(":").strip()
        return _("the name of a group")

    def _is_marked(self, index: int) -> bool:
        """Whether the calendar beside the table has a mark in a row."""
        return self._of.calendar is not None and self._of.table.first + index in self._of.calendar.marks

    def _followed_by_rows(self, index: int) -> bool:
        for below, row in enumerate(self._of.rows[index + 1 : index + 12], index + 1):
            columns = filled(row)
            if len(columns) + self._is_marked(below) > 2:
                first = row[columns[0]]
                return not (isinstance(first, str) and is_total(first))
        return False

    def _continue(self, index: int, row: list[Cell], findings: Findings) -> None:
        """Adds a row's deliverables and description to the initiative above it."""
        above = findings.initiatives[-1]
        self.latest = index
        more = tuple(part for part in self._of.deliverables(row) if part not in above.deliverables)
        description = self._of.text(row, Field.DESCRIPTION)
        if description and above.description and description not in above.description:
            description = f"{above.description}\n{description}"
        raw, originals = dict(above.raw), {**self._of.originals_of(index), **above.originals}
        for name, cell in zip(self._of.names, row, strict=False):
            text = text_of(cell)
            if text and text not in raw.get(name, ""):
                raw[name] = f"{raw[name]}\n{text}" if name in raw else text
        findings.initiatives[-1] = above._replace(
            deliverables=above.deliverables + more,
            description=description or above.description,
            raw=raw,
            originals=originals,
        )
