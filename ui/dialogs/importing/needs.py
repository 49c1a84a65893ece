"""What of a file a person should look at before it is imported; no Qt here."""

from collections.abc import Sequence

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.record import TableSeen
from kpkportfolio.text import _
from ui.dialogs.importing import saying
from ui.dialogs.importing.fields import doubtful, use_name
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.layout import table_name
from ui.dialogs.importing.meanings import open_words

FOUND, WORDS, WHAT_HAPPENS = range(3)
"""The steps: what was found in the file, what its words mean, what importing it does."""
Needs = tuple[int | None, int | None, int | None]
"""For each step how many things need a look; None: there is nothing on it (yet)."""


def progress_of(file: File) -> Needs:
    """What needs a look of a file as it is now."""
    register = file.source.register if file.source is not None else None
    if register is None or not register.tables:
        found = None
    else:
        found = count([saying.shown(file.said, register.tables, at) for at in range(len(register.tables))])
        found += file.state is State.REFUSED
    preview = file.preview
    if preview is None:
        return found, None, None
    words = None
    if register is not None and register.tables:
        words = len(open_words(preview.unknowns, file.said))
    return found, words, preview.left_out if file.held_back else 0


def first_step(needs: Needs) -> int | None:
    """Where a file is opened: on what needs a look, else on what happens; None while there is nothing to show."""
    return next((at for at in (FOUND, WORDS) if needs[at]), WHAT_HAPPENS if needs[WHAT_HAPPENS] is not None else None)


def of_tables(tables: Sequence[TableSeen]) -> list[str]:
    """What was recognised without confidence, each thing in a sentence."""
    if tables and not any(table.taken for table in tables):
        return [_("No table is taken: choose at least one.")]
    needs: list[str] = []
    for at, table in enumerate(tables):
        if not table.taken:
            continue
        named = f"{table_name(tables, at)}: " if len(tables) > 1 else ""
        if not any(column.what is Field.TITLE for column in table.columns):
            needs.append(named + _("No column is taken for the title."))
        unsure = [
            _("“{column}” as “{field}”").format(column=column.heading, field=use_name(column))
            for column in table.columns
            if doubtful(column)
        ]
        if unsure:
            needs.append(named + _("Taken without certainty: {columns}.").format(columns=", ".join(unsure)))
    return needs


def count(tables: Sequence[TableSeen]) -> int:
    """How many things need a look: uncertain columns, tables without a title, and that nothing is taken."""
    taken = [table for table in tables if table.taken]
    nameless = sum(not any(column.what is Field.TITLE for column in table.columns) for table in taken)
    unsure = sum(doubtful(column) for table in taken for column in table.columns)
    return nameless + unsure + (bool(tables) and not taken)
