"""One row of a table as an initiative."""

from typing import Any

from kpkportfolio.registers.columns.evidence import party_and_person
from kpkportfolio.registers.columns.languages import language_of
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.files.faulty_cells import error_problems
from kpkportfolio.registers.layouts.turning import in_cell
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative
from kpkportfolio.registers.records.table_rows import TableRows
from kpkportfolio.text import _


class RecordReader:
    """Reads single rows of a table."""

    def __init__(self, rows: TableRows) -> None:
        self._of = rows

    def read(self, index: int, row: list[Cell], programme: str | None, findings: Findings) -> bool:
        """Adds the row's initiative and problems; whether there is an initiative.

        Args:
            programme: of the group that the row belongs to.
        """
        place = self._of.place(index)
        values = self._of.values
        problems = values.read(index, row)
        title = self._of.titles[index]
        if not title[:1].isalpha() and not any(c.isalpha() for c in title):
            problems.append(
                (
                    self._of.names[self._of.at[Field.TITLE]],
                    title or None,
                    _("The initiative has no name."),
                    _("the initiative's name"),
                    True,
                )
            )
        ref, organisation, person, own, domain = self._of.short_rows[index]
        if organisation is not None and not organisation[0].isalpha() and not any(c.isalpha() for c in organisation):
            problems.append(
                (
                    self._of.names[self._of.at[Field.ORGANISATION]],
                    organisation,
                    _("This is not the name of an organisation."),
                    _("an organisation's name, or empty when not known"),
                    False,
                )
            )
            organisation = None
        if self._of.table.columns.both and organisation:
            # the lines of the cell part them too
            organisation, person = party_and_person(text_of(row[self._of.at[Field.ORGANISATION]]))
        programme = own or programme
        if index in self._of.errors:
            findings.problems.extend(error_problems(self._of.sheet.name, place, self._of.errors[index]))
        fatal = False
        for column, value, message, accepted, stops in problems:
            if self._of.sheet.lying is not None and column in self._of.names:
                message = in_cell(message, self._of.names.index(column), self._of.table.first + index)
            findings.problems.append(Problem(self._of.sheet.name, place, column, value, message, accepted, stops))
            fatal = fatal or stops
        if fatal:
            return False
        description = self._of.descriptions[index]
        start, end = values.start, values.end
        if self._of.calendar is not None and not self._of.dated:
            start, end = self._of.calendar.spans.get(self._of.table.first + index, (None, None))
        read = ReadInitiative(
            self._of.sheet.name,
            place,
            ref,
            title,
            description or None,
            organisation,
            person,
            programme,
            domain,
            values.status,
            start,
            end,
            values.open_ended,
            values.low,
            values.high,
            self._of.deliverables(row),
            self.language(title, description),
            self._raw(index, row),
        )
        if self._of.tells_more and (more := self._more(index, row)):
            read = read._replace(**more)
        findings.initiatives.append(read)
        return True

    def language(self, title: str, description: str) -> str | None:
        """The language an initiative is told in, the table's where its texts do not show it."""
        return language_of(f"{title} {description[:250]}" if description else title) or self._of.language

    def _more(self, index: int, row: list[Cell]) -> dict[str, Any]:
        """What only some registers or rows tell."""
        more = dict(self._of.values.more)
        if index in self._of.grouping.parents:
            over = self._of.grouping.parents[index]
            more.setdefault("parent", self._of.short[Field.REF][over] or self._of.titles[over] or None)
        own = self._custom(row) if self._of.table.columns.custom else ()
        if own or self._of.values.untold:
            more["custom"] = (*own, *self._of.values.untold)
        if self._of.table.first + index in self._of.originals:
            more["originals"] = self._of.originals_of(index)
        return more

    def _custom(self, row: list[Cell]) -> tuple[tuple[str, str], ...]:
        """The row's fields of one's own; columns of one name are one field."""
        found: dict[str, str] = {}
        for column, name in self._of.table.columns.custom.items():
            if column < len(row) and (text := text_of(row[column])):
                found[name] = f"{found[name]}\n{text}" if name in found else text
        return tuple(found.items())

    def _raw(self, index: int, row: list[Cell]) -> dict[str, str]:
        """The row's cells as texts by header, without the empty ones; of a calendar grid what is marked in it."""
        if self._of.calendar is not None and (marked := self._of.calendar.marks.get(self._of.table.first + index)):
            return {**self.cells_by_name(row), self._of.calendar.name: marked}
        return self.cells_by_name(row)

    def cells_by_name(self, row: list[Cell]) -> dict[str, str]:
        """The row's cells as texts by header, without the empty ones."""
        if self._of.only_texts and "" not in row:
            return dict(zip(self._of.names, row, strict=False))  # type: ignore[arg-type]  # all are texts
        return {
            name: cell if isinstance(cell, str) else text_of(cell)
            for name, cell in zip(self._of.names, row, strict=False)
            if cell != ""
        }
