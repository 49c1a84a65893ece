"""The values of the fields that only some registers have, row by row."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind
from kpkportfolio.registers.columns.further_words import MONEY, further_named
from kpkportfolio.registers.columns.headings import Heading
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, each, text_of
from kpkportfolio.registers.record import Figure
from kpkportfolio.registers.values.cell_lists import split_links, split_milestones, split_references
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.judging import are_fractions, read_health, read_priority, read_progress
from kpkportfolio.registers.values.money import Money
from kpkportfolio.registers.values.unknown import is_unknown
from kpkportfolio.text import _

KINDS: Mapping[Field, MoneyKind | ImpactKind] = {
    Field.MONEY_ACTUAL: MoneyKind.ICT_INVESTMENT,
    Field.CHANGE_INVESTMENT: MoneyKind.CHANGE_INVESTMENT,
    Field.RUNNING_COST: MoneyKind.RUNNING_COST,
    Field.PROCESS_BENEFIT: ImpactKind.PROCESS_BENEFIT,
    Field.ICT_SAVING: ImpactKind.ICT_SAVING,
}
_TEXTS = (Field.NOTE, Field.STATUS_REASON)
Figures = dict[tuple[MoneyKind | ImpactKind, int | None], Figure]
Troubles = list[tuple[str, str | None, str, str, bool]]


class FurtherReader:
    """Reads the further fields of a table's rows.

    Args:
        columns: column number → field.
        headings, names: of all columns.
        day_first: whether ``3/4/2012`` is the third of April.
    """

    def __init__(
        self, columns: Mapping[int, Field], headings: Sequence[Heading], names: Sequence[str], day_first: bool
    ) -> None:
        self.columns = dict(sorted(columns.items()))
        self.names = names
        self.day_first = day_first
        self.years = {
            column: named[2] if (named := further_named(headings[column])) is not None else None
            for column, what in self.columns.items()
            if what in MONEY
        }
        self._read: dict[int, list[Any]] = {}

    def understand(self, columns: Sequence[Sequence[Cell]]) -> None:
        """Reads the columns of all rows at once."""
        for column, what in self.columns.items():
            if what not in MONEY:
                self._read[column] = each(columns[column], self._reader(what, columns[column]))

    def _reader(self, what: Field, cells: Sequence[Cell]) -> Callable[[Cell], Any]:
        match what:
            case Field.HEALTH:
                return lambda cell: read_health(text_of(cell))
            case Field.PROGRESS:
                fractions = are_fractions(cells)
                return lambda cell: read_progress(cell, fractions)
            case Field.PRIORITY:
                return read_priority
            case Field.MILESTONES:
                return lambda cell: split_milestones(text_of(cell), self.day_first)
            case Field.LINKS:
                return lambda cell: split_links(text_of(cell)) or _unless_unknown(text_of(cell))
            case Field.PREDECESSORS:
                return lambda cell: split_references(text_of(cell))
            case _:
                return lambda cell: None if is_unknown(text_of(cell)) else text_of(cell)

    def read(
        self,
        index: int,
        row: Sequence[Cell],
        amount: Callable[[int], Money | None],
        by_year: Sequence[Figure],
        troubles: Troubles,
    ) -> dict[str, Any]:
        """The fields of :class:`~kpkportfolio.registers.record.ReadInitiative` that one of the rows understood sets.

        Args:
            index, row: the row.
            amount: reads the money of one of its columns.
            by_year: the ICT investment by year, already read.
            troubles: what could not be understood is added.
        """
        found: dict[str, Any] = {}
        figures: Figures = {(figure.kind, figure.year): figure for figure in by_year}
        for column, what in self.columns.items():
            if what in MONEY:
                if (money := amount(column)) is not None:
                    _add(figures, what, self.years[column], money)
                continue
            value = self._read[column][index]
            if isinstance(value, Fault):
                accepted = _(value.accepted)
                troubles.append((self.names[column], text_of(row[column]), _(value.message), accepted, False))
            elif value is None or value == ():
                continue
            elif what in _TEXTS:
                found[what] = f"{found[what]}\n{value}" if what in found else value
            elif isinstance(value, tuple):
                found[what] = (*found.get(what, ()), *value)
            else:
                found[what] = value
        if figures:
            found["figures"] = tuple(figures.values())
        return {str(what): value for what, value in found.items()}


def _unless_unknown(text: str) -> tuple[str, ...]:
    """A link that is no address, such as a path on a disk, as it stands."""
    return () if is_unknown(text) else (text,)


def _add(figures: Figures, what: Field, year: int | None, money: Money) -> None:
    kind = KINDS[what]
    before = figures.get((kind, year), Figure(kind, year, None, None))
    if what is Field.MONEY_ACTUAL:
        # what was spent is one figure; of a range nobody knows where in it
        known = money.low if money.low == money.high else None
        figures[kind, year] = before._replace(actual=_sum(before.actual, known))
    else:
        figures[kind, year] = before._replace(least=_sum(before.least, money.low), most=_sum(before.most, money.high))


def _sum(before: int | None, more: int | None) -> int | None:
    """Two columns of one kind are parts of it."""
    if before is None or more is None:
        return more if before is None else before
    return before + more
