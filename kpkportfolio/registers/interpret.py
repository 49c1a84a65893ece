"""The rows of one table as initiatives: totals and notes set aside, groups and merged cells carried down."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from kpkportfolio.registers.carrying import fill_ditto, fill_merged
from kpkportfolio.registers.cells import Cell, Sheet, by_column, each, text_of
from kpkportfolio.registers.deliverables import split_deliverables
from kpkportfolio.registers.evidence import party_and_person
from kpkportfolio.registers.faulty_cells import error_problems, uncounted_problems
from kpkportfolio.registers.grouping import grouped
from kpkportfolio.registers.headings import unique_names
from kpkportfolio.registers.languages import language_of, language_of_table
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import Findings, Problem, ReadInitiative
from kpkportfolio.registers.rejoining import rejoined
from kpkportfolio.registers.repair import fold, one_line
from kpkportfolio.registers.rowkinds import filled, is_column_numbers, is_note, is_total
from kpkportfolio.registers.tables import Table, same_header
from kpkportfolio.registers.turning import in_cell
from kpkportfolio.registers.unknown import is_unknown
from kpkportfolio.registers.values import ValueReader
from kpkportfolio.registers.words import Field
from kpkportfolio.text import _

# sheet names that office programs give by themselves, and those that name no programme
_PLAIN_NAMES = (
    "sheet",
    "taul",
    "taulukko",
    "blad",
    "hankkeet",
    "hankeluettelo",
    "projekt",
    "projektit",
    "projects",
    "register",
    "rekisteri",
    "data",
    "lista",
    "initiatives",
    "hankerekisteri",
    "tabell",
)
_TOLD_EVERY = 500
_NONE: Mapping[str, str] = MappingProxyType({})
_ONE = (1, "1", "(1)", "1.")
_SHORT = (Field.REF, Field.ORGANISATION, Field.PERSON, Field.PROGRAMME, Field.DOMAIN)


class TableReader:
    """Reads the rows of one table.

    Args:
        sheet, table: where the rows are.
        counted_from: the row from which records of a text file are counted.
        several: whether the file has other sheets with initiatives; then a sheet's name is its programme.
        said: what a person has said of words.
    """

    def __init__(self, sheet: Sheet, table: Table, counted_from: int, several: bool, said: Profile) -> None:
        self.sheet = sheet
        self.table = table
        self.counted_from = counted_from
        self.at = table.columns.at
        self.rows = [list(row) for row in sheet.rows[table.first : table.last]]
        self.width = len(table.headings)
        self.names = unique_names(table.headings)
        self.values = ValueReader(table, self.rows, self.names, said)
        self.originals = _originals(sheet, table)
        self.continued = fill_merged(self.rows, sheet.merged, table.first, self.at[Field.TITLE])
        fill_ditto(self.rows, self.width)
        levels = {row - table.first: level for row, level in sheet.facts.levels.items() if row >= table.first}
        self.grouping = grouped(self.rows, table.columns, levels)
        self.calendar = sheet.calendar
        columns = table.columns
        # most registers tell no more, and have many rows
        self.tells_more = bool(
            columns.custom or columns.more or columns.years or self.originals or self.grouping.parents
        )
        self.errors: dict[int, list[tuple[str, str]]] = {}
        for (row, column), text in sorted(sheet.facts.errors.items()):
            if table.first <= row < table.last and column < self.width:
                self.errors.setdefault(row - table.first, []).append((self.names[column], text))
        self.dated = any(what in self.at for what in (Field.START, Field.END, Field.SCHEDULE))
        self.leftmost = next((column for column, heading in enumerate(table.headings) if heading.text), 0)
        self.latest = -2  # the row of the last initiative
        self.header_texts = {heading.text.casefold() for heading in table.headings if heading.text}
        self.programme = self.of_sheet = self._programme_of_sheet() if several else None
        self.language = language_of_table(
            table.headings,
            (text_of(row[self.at[Field.TITLE]]) for row in self.rows[:60] if len(row) > self.at[Field.TITLE]),
        )

    def _programme_of_sheet(self) -> str | None:
        name = self.sheet.name
        if (
            not name
            or self.sheet.beside
            or fold(name).rstrip("0123456789 ") in _PLAIN_NAMES
            or not fold(name).strip("0123456789 ")
        ):
            return None
        return name

    def place(self, index: int) -> int:
        """The row's number as people count: the Excel row, in a text file and in a table on its side the record after
        the header."""
        absolute = self.table.first + index
        counted = self.sheet.text or self.sheet.lying is not None
        return absolute - self.counted_from + 1 if counted else absolute + 1

    def read(self, findings: Findings) -> Iterator[int]:
        """Adds the rows' initiatives and problems; yields the number of rows done now and then."""
        findings.problems.extend(
            Problem(self.sheet.name, None, column, value, message, accepted, fatal=False)
            for column, value, message, accepted in self.values.remarks
        )
        if self.calendar is not None and self.calendar.spans and not self.dated:
            findings.remarks.append(
                _("{sheet}: start and end were read from the marks in the calendar columns {name}.").format(
                    sheet=self.sheet.name or _("the table"), name=self.calendar.name
                )
            )
        rows_here = range(self.table.first, self.table.last)
        findings.problems.extend(uncounted_problems(self.sheet.name, self.sheet.facts, rows_here, self.names))
        counts = [len(filled(row)) for row in self.rows[:: max(1, len(self.rows) // 300)]]
        counts = sorted(count for count in counts if count)
        # the upper quartile: groups, totals and notes may well be half of the rows
        usual = counts[3 * len(counts) // 4] if counts else 0
        usual += self.calendar is not None  # a mark in it is as good as a value
        # a row with nothing but an error value is told of as well
        last = max(
            (index for index, row in enumerate(self.rows) if index in self.errors or any(cell != "" for cell in row)),
            default=-1,
        )
        widths = self._usual_widths()
        if self.sheet.text:
            findings.problems.extend(self._rejoin(widths))
        self._understand()
        for index in range(last + 1):
            row = self.rows[index]
            if index % _TOLD_EVERY == 0:
                yield index
            why = self._set_aside(index, row, usual, findings)
            if why:
                findings.skipped.append((self.sheet.name, self.place(index), why))
                continue
            findings.rows_seen += 1
            problem = self._wrong_width(index, row, widths)
            if problem:
                findings.problems.append(problem)
                continue
            self._record(index, row, findings)
        yield len(self.rows)

    def _understand(self) -> None:
        """The columns of single values, each understood at once."""
        columns = by_column(self.rows, self.width)
        self.values.understand(columns)
        nothing = ("",) * len(self.rows)

        def cells(what: Field) -> Sequence[Cell]:
            return columns[self.at[what]] if what in self.at else nothing

        self.short = {what: each(cells(what), _short) for what in _SHORT}
        self.short_rows = list(zip(*(self.short[what] for what in _SHORT), strict=True))
        self.titles = each(cells(Field.TITLE), _title)
        self.descriptions = each(cells(Field.DESCRIPTION), text_of)
        self.only_texts = set(map(type, chain.from_iterable(self.rows))) <= {str}

    # --- rows that are no initiatives ---------------------------------------------------------------------

    def _set_aside(self, index: int, row: list[Cell], usual: int, findings: Findings) -> str | None:
        """Why a row is no initiative; None when it is one."""
        if index in self.grouping.ends:
            self.programme = self.of_sheet
        if index in self.grouping.groups:
            self.programme = self.grouping.groups[index]
            return _("the name of a group")
        if index in self.grouping.totals:
            return _("a total")
        if self.titles[index] and index not in self.continued and self._is_ordinary(row):
            return None
        columns = filled(row)
        if not columns:
            return _("the row is empty")
        first = row[columns[0]]
        title = self.at[Field.TITLE]
        if index in self.continued and findings.initiatives:
            self._continue(index, row, findings)
            return _("continues the row above")
        if self._is_marked(index) and self.titles[index]:
            return None
        if isinstance(first, str) and first.casefold() in self.header_texts and same_header(row, self.table.headings):
            return _("the header again")
        if first in _ONE and is_column_numbers([row[column] for column in columns]):
            return _("the header again")
        texts = [column for column in columns if isinstance(row[column], str)]
        if self._is_total(row, columns, texts):
            return _("a total")
        if (
            self.sheet.text
            and len(columns) == 1
            and isinstance(first, str)
            and max(map(first.count, ",;\t|")) >= self.width / 2
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

    def _is_ordinary(self, row: list[Cell]) -> bool:
        """Whether nothing of what :meth:`_set_aside` looks for can be in a row that has a title: the quick way past
        it for nearly every row. (Three different values are two different texts at least.)"""
        blank = row.count("")
        if len(row) - blank < 3 or len(set(row)) - (blank > 0) < 3:
            return False
        first = text = row[0]
        if not isinstance(first, str):
            text = row[1]
        elif first.casefold() in self.header_texts:
            return False
        return isinstance(text, str) and text != "" and first not in _ONE and not is_total(text)

    def _is_total(self, row: list[Cell], columns: list[int], texts: list[int]) -> bool:
        money = {self.at.get(what) for what in (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)}
        if not texts:
            return len(columns) < max(3, self.width / 2) and set(columns) <= money | set(
                self.table.columns.years.values()
            )
        if not is_total(str(row[texts[0]])):
            return False
        labels = [column for column in texts if is_total(str(row[column]))]
        dated = (Field.START, Field.END, Field.SCHEDULE, Field.STATUS, Field.PERSON)
        return not any(self.at.get(what) in columns and self.at.get(what) not in labels for what in dated)

    def _is_group_with_sums(self, row: list[Cell], columns: list[int], texts: list[int]) -> bool:
        """A group's name with its sums beside it, nothing else."""
        money = {self.at.get(what) for what in (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)}
        return len(texts) == 1 and len(columns) > 1 and set(columns) - set(texts) <= money and texts[0] not in money

    def _is_continuation(self, columns: list[int]) -> bool:
        """Only texts that go on from the row above: deliverables or the description."""
        going_on = {*self.table.columns.deliverables, self.at.get(Field.DESCRIPTION)}
        return set(columns) <= going_on

    def _goes_on(self, index: int) -> bool:
        """Whether the row just above is an initiative or already goes on with one."""
        return self.latest == index - 1

    def _alone(self, index: int, text: str, findings: Findings) -> str:
        """A text alone on its row: the name of the group under it, or a note."""
        text = one_line(text)
        column = filled(self.rows[index])[0]
        if (
            column in self.table.columns.deliverables
            and column > self.leftmost
            and self._goes_on(index)
            and not is_note(text)
        ):
            self._continue(index, self.rows[index], findings)
            return _("continues the row above")
        if is_note(text) or not any(c.isalpha() for c in text) or not self._followed_by_rows(index):
            return _("a note")
        self.programme = text.rstrip(":").strip()
        return _("the name of a group")

    def _is_marked(self, index: int) -> bool:
        """Whether the calendar beside the table has a mark in a row."""
        return self.calendar is not None and self.table.first + index in self.calendar.marks

    def _followed_by_rows(self, index: int) -> bool:
        for below, row in enumerate(self.rows[index + 1 : index + 12], index + 1):
            columns = filled(row)
            if len(columns) + self._is_marked(below) > 2:
                first = row[columns[0]]
                return not (isinstance(first, str) and is_total(first))
        return False

    def _continue(self, index: int, row: list[Cell], findings: Findings) -> None:
        """Adds a row's deliverables and description to the initiative above it."""
        above = findings.initiatives[-1]
        self.latest = index
        more = tuple(part for part in self._deliverables(row) if part not in above.deliverables)
        description = self._text(row, Field.DESCRIPTION)
        if description and above.description and description not in above.description:
            description = f"{above.description}\n{description}"
        raw, originals = dict(above.raw), {**self._originals_of(index), **above.originals}
        for name, cell in zip(self.names, row, strict=False):
            text = text_of(cell)
            if text and text not in raw.get(name, ""):
                raw[name] = f"{raw[name]}\n{text}" if name in raw else text
        findings.initiatives[-1] = above._replace(
            deliverables=above.deliverables + more,
            description=description or above.description,
            raw=raw,
            originals=originals,
        )

    # --- rows of a wrong width ----------------------------------------------------------------------------

    def _usual_widths(self) -> set[int]:
        """Record widths of a text file that are common enough to be meant."""
        if not self.sheet.text:
            return set()
        counts: dict[int, int] = {}
        for row in self.rows:
            counts[len(row)] = counts.get(len(row), 0) + 1
        meant = {self.width}
        for width, count in counts.items():
            # a header that lacks the name of its last column, or records without their empty tail
            if (
                width != self.width
                and count > 0.3 * len(self.rows)
                and (width < self.width or count > 0.9 * len(self.rows))
            ):
                fitting = [self.values.fits(row) for row in self.rows if len(row) == width]
                if sum(fitting) >= 0.95 * len(fitting):
                    meant.add(width)
        return meant

    def _rejoin(self, usual: set[int]) -> Iterator[Problem]:
        """Puts the fields of rows together that have too many; tells each cell that was made of several."""
        columns = self.table.columns
        fields = {**columns.more, **{at: what for what, at in columns.at.items()}}
        delimiter = self.sheet.delimiter or ","
        # as the file has them: marks for "the same" were looked up by then, in whatever column they stood
        rows = self.sheet.rows[self.table.first : self.table.last]
        found = rejoined(rows, self.width, fields, delimiter, self.table.headings[-1].text)
        for index, joined in found.items():
            row = rows[index]
            if len(row) in usual or row != self.rows[index]:
                continue
            self.rows[index] = joined.cells
            absolute = self.table.first + index
            repaired = {at: text for at in range(len(row)) if (text := self.sheet.originals.get((absolute, at)))}
            if repaired:
                self.originals[absolute] = joined.moved(repaired, row, delimiter)
                self.tells_more = True
            for column, span in joined.spans.items():
                yield Problem(
                    self.sheet.name,
                    self.place(index),
                    self.names[column],
                    one_line(text_of(joined.cells[column]))[:300],
                    _(
                        "The row has {n} fields, the header {width}: {several} of them were read as one cell, for "
                        "nothing else fits."
                    ).format(n=len(row), width=self.width, several=len(span)),
                    _("quotation marks around a field that has the delimiter in it"),
                    fatal=False,
                )

    def _wrong_width(self, index: int, row: list[Cell], usual: set[int]) -> Problem | None:
        """A text record with too many fields, or with so few that its values may stand in wrong columns."""
        if not self.sheet.text or len(row) in usual:
            return None
        if len(row) > self.width:
            if not any(isinstance(cell, str) and cell.strip(" ,;|") for cell in row[self.width :]):
                return None
        elif self.values.fits(row):
            return None
        return Problem(
            None,
            self.place(index),
            None,
            one_line(" | ".join(text_of(cell) for cell in row))[:300],
            _("The row has {n} fields, the header {width}.").format(n=len(row), width=self.width),
            _(
                "as many fields as the header has; a field with the delimiter or a line end in it goes in "
                "quotation marks"
            ),
            fatal=True,
        )

    # --- one initiative -----------------------------------------------------------------------------------

    def _text(self, row: list[Cell], what: Field) -> str | None:
        column = self.at.get(what)
        if column is None or column >= len(row):
            return None
        text = text_of(row[column])
        return text or None

    def _deliverables(self, row: list[Cell]) -> tuple[str, ...]:
        columns = self.table.columns.deliverables
        if len(columns) == 1:
            return split_deliverables(text_of(row[columns[0]])) if columns[0] < len(row) else ()
        found: list[str] = []
        for column in columns:
            if column < len(row):
                found.extend(split_deliverables(text_of(row[column])))
        return tuple(found)

    def _record(self, index: int, row: list[Cell], findings: Findings) -> None:
        place = self.place(index)
        values = self.values
        problems = values.read(index, row)
        title = self.titles[index]
        if not title[:1].isalpha() and not any(c.isalpha() for c in title):
            problems.append(
                (
                    self.names[self.at[Field.TITLE]],
                    title or None,
                    _("The initiative has no name."),
                    _("the initiative's name"),
                    True,
                )
            )
        ref, organisation, person, programme, domain = self.short_rows[index]
        if organisation is not None and not organisation[0].isalpha() and not any(c.isalpha() for c in organisation):
            problems.append(
                (
                    self.names[self.at[Field.ORGANISATION]],
                    organisation,
                    _("This is not the name of an organisation."),
                    _("an organisation's name, or empty when not known"),
                    False,
                )
            )
            organisation = None
        if self.table.columns.both and organisation:
            organisation, person = party_and_person(organisation)
        programme = programme or self.programme
        if index in self.errors:
            findings.problems.extend(error_problems(self.sheet.name, place, self.errors[index]))
        fatal = False
        for column, value, message, accepted, stops in problems:
            if self.sheet.lying is not None and column in self.names:
                message = in_cell(message, self.names.index(column), self.table.first + index)
            findings.problems.append(Problem(self.sheet.name, place, column, value, message, accepted, stops))
            fatal = fatal or stops
        if fatal:
            return
        description = self.descriptions[index]
        self.latest = index
        start, end = values.start, values.end
        if self.calendar is not None and not self.dated:
            start, end = self.calendar.spans.get(self.table.first + index, (None, None))
        read = ReadInitiative(
            self.sheet.name,
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
            self._deliverables(row),
            language_of(f"{title} {description[:250]}" if description else title) or self.language,
            self._raw(index, row),
        )
        if self.tells_more and (more := self._more(index, row)):
            read = read._replace(**more)
        findings.initiatives.append(read)

    def _more(self, index: int, row: list[Cell]) -> dict[str, Any]:
        """What only some registers or rows tell."""
        more = dict(self.values.more)
        if index in self.grouping.parents:
            over = self.grouping.parents[index]
            more.setdefault("parent", self.short[Field.REF][over] or self.titles[over] or None)
        if self.table.columns.custom:
            more["custom"] = self._custom(row)
        if self.table.first + index in self.originals:
            more["originals"] = self._originals_of(index)
        return more

    def _custom(self, row: list[Cell]) -> tuple[tuple[str, str], ...]:
        """The row's fields of one's own; columns of one name are one field."""
        found: dict[str, str] = {}
        for column, name in self.table.columns.custom.items():
            if column < len(row) and (text := text_of(row[column])):
                found[name] = f"{found[name]}\n{text}" if name in found else text
        return tuple(found.items())

    def _originals_of(self, index: int) -> Mapping[str, str]:
        cells = self.originals.get(self.table.first + index)
        return _NONE if cells is None else {self.names[column]: text for column, text in cells.items()}

    def _raw(self, index: int, row: list[Cell]) -> dict[str, str]:
        """The row's cells as texts by header, without the empty ones; of a calendar grid what is marked in it."""
        if self.calendar is not None and (marked := self.calendar.marks.get(self.table.first + index)):
            return {**self._cells_by_name(row), self.calendar.name: marked}
        return self._cells_by_name(row)

    def _cells_by_name(self, row: list[Cell]) -> dict[str, str]:
        if self.only_texts and "" not in row:
            return dict(zip(self.names, row, strict=False))  # type: ignore[arg-type]  # all are texts
        return {
            name: cell if isinstance(cell, str) else text_of(cell)
            for name, cell in zip(self.names, row, strict=False)
            if cell != ""
        }


def _originals(sheet: Sheet, table: Table) -> dict[int, dict[int, str]]:
    """By row and column of the table the texts that were repaired, as they stand in the file."""
    found: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.originals.items():
        if table.first <= row < table.last and column < len(table.headings):
            found.setdefault(row, {})[column] = text
    return found


def _short(cell: Cell) -> str | None:
    """A short text on one line, None when it says that nothing is known."""
    text = text_of(cell)
    if not text or (len(text) < 40 and is_unknown(text)):
        return None
    return one_line(text)


def _title(cell: Cell) -> str:
    return one_line(text_of(cell))
