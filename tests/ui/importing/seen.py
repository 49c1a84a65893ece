"""Tables as they come out of reading, made by hand: upright and on their side, with all that happens to rows."""

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.record import ColumnSeen, TableSeen

TITLE_ROW = ("Hankeluettelo", "", "", "")
HEADER_ROW = ("Tunnus", "Hankkeen nimi", "Vaihe", "Huomioita")
COLUMNS = (
    ColumnSeen("Tunnus", Field.REF, None, 0.98, False),
    ColumnSeen("Hankkeen nimi", Field.TITLE, None, 0.95, False),
    ColumnSeen("Vaihe", Field.STATUS, None, 0.4, False),
    ColumnSeen("Huomioita", None, None, 0.3, False),
)
GRID = (
    TITLE_ROW,
    HEADER_ROW,
    ("H-1", "Asiointitili", "toteutus", "rivi\nkahdella"),
    ("H-2", "", "idea", ""),
    ("Yhteensä", "", "", ""),
)
FATES = ("above the header", "header", "record", "problem", "a row of totals")


def table(sheet: str | None = "Hankkeet", taken: bool = True) -> TableSeen:
    """A small upright table with an uncertain column and an unused one."""
    return TableSeen(sheet, (1, 1), False, taken, COLUMNS, GRID, FATES, 1)


def lying(sheet: str | None = "Kyljellään") -> TableSeen:
    """The same on its side: each row of the sheet is a field."""
    grid = tuple(zip(*GRID, strict=True))
    return TableSeen(sheet, (1, 1), True, True, COLUMNS, grid, FATES, 1)
