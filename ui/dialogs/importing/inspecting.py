"""What there is to know of the current cell of a sheet: its row's fate, its column's use, and its whole text."""

from kpkportfolio.registers.record import Problem, ReadRegister
from kpkportfolio.text import _
from ui.dialogs.importing.fields import certainty, use_name
from ui.dialogs.importing.grid import Grid
from ui.dialogs.importing.grid_model import HEADER, PROBLEM, RECORD, fate_word
from ui.dialogs.importing.layout import place


def about_cell(grid: Grid, register: ReadRegister | None) -> str:
    """In words; empty when there is no current cell."""
    index, model = grid.currentIndex(), grid.grid
    if not index.isValid() or register is None:
        return ""
    record, at = model.parts(index)
    fate = model.fate(record)
    where = place(record, model.table.transposed)
    row = _("Column {where}") if model.table.transposed else _("Row {where}")
    told = (
        fate_word(fate) if fate in (HEADER, RECORD, PROBLEM) else _("skipped: {why}").format(why=fate) if fate else ""
    )
    parts = [f"{row.format(where=where)}: {told}" if told else row.format(where=where)]
    column = model.column(at)
    if column is not None:
        sure = ", ".join(part for part in (use_name(column), certainty(column), column.interpretation) if part)
        parts.append(f"{column.heading} → {sure}")
    text = " ".join(model.text(index).split())
    if text:
        parts.append(f"“{text}”")
    parts += [one.message for one in problems_of(register, grid, record)[:2]]
    return "   ·   ".join(parts)


def problems_of(register: ReadRegister, grid: Grid, record: int) -> list[Problem]:
    """The problems of one row (of a transposed table: column) of the grid."""
    table = grid.grid.table
    # text files and tables on their side number the records after the header, sheets as spreadsheets do
    number = record + 1
    if (table.sheet is None or table.transposed) and table.header is not None:
        number = record - table.header[1]
    return [one for one in register.problems if one.row == number and one.sheet == table.sheet]
