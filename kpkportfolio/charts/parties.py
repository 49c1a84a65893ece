"""Responsible parties × programmes: how many initiatives each has in each, and their known investment."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from kpkportfolio.charts.bars import GroupKey, group_key, root_rows
from kpkportfolio.model.rows import InitiativeRow, ProgrammeRow


class Cell(NamedTuple):
    """Initiatives of one party in one programme. Cents; None when no investment is known; ``unknown`` counts those."""

    number: int
    low: int | None
    high: int | None
    unknown: int

    def plus(self, other: "Cell") -> "Cell":
        return Cell(
            self.number + other.number,
            _sum(self.low, other.low),
            _sum(self.high, other.high),
            self.unknown + other.unknown,
        )


NOTHING = Cell(0, None, None, 0)


class Line(NamedTuple):
    """One party, or ``merged`` parties together; ``cells`` are in the order of the programmes."""

    name: str
    cells: tuple[Cell, ...]
    total: Cell
    merged: int = 0


class PartiesChart(NamedTuple):
    """Programmes as (number, name), parties with the most initiatives first, who is not known last."""

    programmes: tuple[tuple[int | None, str], ...]
    lines: tuple[Line, ...]

    def most(self, count: int) -> "PartiesChart":
        """At most ``count`` lines: the parties with the fewest initiatives are put together into the last."""
        if len(self.lines) <= count:
            return self
        kept, rest = self.lines[: count - 1], self.lines[count - 1 :]
        cells = tuple(_added(column) for column in zip(*(line.cells for line in rest), strict=True))
        together = Line("", cells, _added([line.total for line in rest]), len(rest))
        return self._replace(lines=(*kept, together))


def build_parties(initiatives: Sequence[InitiativeRow], programmes: Sequence[ProgrammeRow]) -> PartiesChart:
    """Counts initiatives; projects are counted only where their initiative is not among those given."""
    names = {programme.id: programme for programme in programmes}
    table: dict[GroupKey, dict[GroupKey, Cell]] = defaultdict(dict)
    columns: set[GroupKey] = set()
    for row, low, high in root_rows(initiatives):
        party = group_key(row, "organisation", names)
        programme = group_key(row, "programme", names)
        columns.add(programme)
        known = [end for end in (low, high) if end is not None]
        cell = Cell(1, min(known, default=None), max(known, default=None), not known)
        table[party][programme] = table[party].get(programme, NOTHING).plus(cell)
    order = sorted(columns)
    lines = []
    for key, cells in table.items():
        row_cells = tuple(cells.get(column, NOTHING) for column in order)
        lines.append((key, Line(key[2], row_cells, _added(row_cells))))
    lines.sort(key=lambda item: (item[0][0] == 2, -item[1].total.number, item[0][2].casefold(), item[0][3]))
    return PartiesChart(
        tuple((key[1] if key[0] == 0 else None, key[2]) for key in order), tuple(line for _key, line in lines)
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _added(cells: Sequence[Cell]) -> Cell:
    total = NOTHING
    for cell in cells:
        total = total.plus(cell)
    return total
