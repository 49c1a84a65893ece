"""The columns in which a file's rows are shown as they were understood: those that some row says something in."""

from collections.abc import Callable, Sequence

from kpkportfolio.model.vocabulary import label as word
from kpkportfolio.registers.record import ReadInitiative, places
from kpkportfolio.text import _, format_number
from ui.dialogs.importing import words
from ui.dialogs.importing.tables import Column, ListModel, PreviewTable
from ui.models.roles import CellKind

_SHEET, TITLE = 1, 3
_ICON_ROOM = 24
_LOOKED_AT = 400
"""First and last rows whose texts decide the columns' widths: looking at all of 20 000 would be felt."""
_MOST = 190
"""The widest column of texts, px; the title has the room that is left."""
_TITLE = (160, 280)
"""The least that the title keeps, px, by how long the titles are."""
_LONGEST = 60
"""Characters of a text that are measured."""

_SAID: tuple[Callable[[ReadInitiative], object] | None, ...] = (
    None,
    lambda row: row.sheet,
    lambda row: row.ref,
    None,
    lambda row: row.organisation,
    lambda row: row.status,
    lambda row: row.start or row.end or row.open_ended,
    lambda row: row.investment_min is not None or row.investment_max is not None,
    lambda row: row.deliverables,
    lambda row: row.programme,
    lambda row: row.domain,
    lambda row: row.person,
    lambda row: row.progress is not None,
    lambda row: row.custom,
    lambda row: row.description,
)
"""What a row says in a column, in their order; None: it is shown whether any row says something or not."""


def record_columns() -> list[Column]:
    """Every column there may be."""
    unknown = words.unknown()
    return [
        Column(_("Row"), lambda row: places(row.rows) or str(row.row), 56, CellKind.NUMBER),
        Column(_("Sheet"), lambda row: row.sheet or "", 100),
        Column(_("Reference"), lambda row: row.ref or "", 90),
        Column(_("Title"), lambda row: row.title, 160, CellKind.TITLE),
        Column(_("Responsible party"), lambda row: row.organisation or unknown, 110, muted=unknown),
        Column(
            _("Status"),
            lambda row: word(row.status) if row.status else unknown,
            132,
            CellKind.STATUS,
            lambda row: row.status.value if row.status else None,
            unknown,
        ),
        Column(_("Schedule"), words.schedule, 170, muted=unknown),
        Column(_("Investment"), words.investment, 80, CellKind.NUMBER, muted=unknown, unit="M€"),
        Column(_("Deliverables"), lambda row: "; ".join(row.deliverables) or unknown, 160, muted=unknown),
        Column(_("Programme"), lambda row: row.programme or unknown, 110, muted=unknown),
        Column(_("Domain"), lambda row: row.domain or unknown, 110, muted=unknown),
        Column(_("Responsible person"), lambda row: row.person or unknown, 110, muted=unknown),
        Column(_("Progress, %"), _progress, 64, CellKind.NUMBER, muted=unknown),
        Column(_("Own fields"), _own_fields, 160, muted=unknown),
        Column(_("Description"), lambda row: row.description or unknown, 160, muted=unknown),
    ]


def _progress(row: ReadInitiative) -> str:
    return words.unknown() if row.progress is None else format_number(row.progress)


def _own_fields(row: ReadInitiative) -> str:
    return "; ".join(f"{name}: {value}" for name, value in row.custom) or words.unknown()


def fit_records(table: PreviewTable, rows: Sequence[ReadInitiative]) -> None:
    """Hide the columns in which no row says anything; the others are as wide as their longest, within reason."""
    model = table.model()
    assert isinstance(model, ListModel)
    giving: dict[int, int] = {}
    some = (*rows[:_LOOKED_AT], *rows[-_LOOKED_AT:])
    for at, (column, said) in enumerate(zip(model.columns, _SAID, strict=True)):
        hidden = said is not None and not any(map(said, rows))
        # where all rows stand on one sheet, its name tells nothing
        hidden = hidden or (at == _SHEET and len({row.sheet for row in rows}) == 1)
        table.setColumnHidden(at, hidden)
        if hidden or at == TITLE:
            continue
        width = table.width_for(at, sorted({column.text(row)[:_LONGEST] for row in some}, key=len)[-3:])
        if column.kind is CellKind.TEXT and column.text is not words.schedule:
            giving[at] = min(width, _MOST)
        else:
            table.setColumnWidth(at, width + (_ICON_ROOM if column.kind is CellKind.STATUS else 0))
    # a row is known by its title: the longest has room on two lines before other texts have theirs on one
    titles = table.width_for(TITLE, sorted({row.title for row in some}, key=len)[-3:])
    table.give(giving, max(_TITLE[0], min(_TITLE[1], titles * 13 // 20)))
