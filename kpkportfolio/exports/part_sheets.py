"""The sheets of what initiatives are made of: deliverables, milestones, money and impact by year. One table says what
their columns are; each row has its key, so that what is edited in it can be read back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.marks_sheet import Marks
from kpkportfolio.exports.workbook import Heading, Workbook
from kpkportfolio.model.change import Value
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import N_, _


class _Column(NamedTuple):
    """One column; its heading is to be translated, its value is made of the initiative and its part."""

    id: str
    heading: str
    kind: Kind
    width: int
    value: Callable[[InitiativeRow, Any], Value]


class _Part(NamedTuple):
    """One sheet: ``rows`` is the name of the parts in the contents."""

    entity: str
    rows: str
    title: str
    table: str
    columns: tuple[_Column, ...]


def _prices(_row: InitiativeRow, part: Any) -> str:
    return _("each year's prices") if part.price_year is None else _("prices of {year}").format(year=part.price_year)


_INITIATIVE = _Column("initiative", N_("Initiative"), Kind.LONG_TEXT, 48, lambda row, _part: row.title)
_RESPONSIBLE = _Column("organisation", N_("Responsible party"), Kind.LONG_TEXT, 28, lambda row, _part: row.organisation)
_DUE = _Column("due", N_("Due"), Kind.DATE, 12, lambda _row, part: part.due)
_KEY = _Column("key", N_("Key"), Kind.TEXT, 38, lambda _row, part: part.id)
_FIGURES = (
    _INITIATIVE,
    _Column("programme", N_("Strategic programme"), Kind.LONG_TEXT, 26, lambda row, _part: row.programme),
    _Column("kind", N_("Kind"), Kind.TEXT, 34, lambda _row, part: label(part.kind)),
    _Column("year", N_("Year"), Kind.NUMBER, 10, lambda _row, part: part.year),
    _Column(
        "allocation",
        N_("Allocation"),
        Kind.TEXT,
        18,
        lambda _row, part: None if part.year is not None else _("not allocated to a year"),
    ),
    _Column("min", N_("At least, €"), Kind.EUROS, 14, lambda _row, part: part.min),
    _Column("likely", N_("Likely, €"), Kind.EUROS, 14, lambda _row, part: part.likely),
    _Column("max", N_("At most, €"), Kind.EUROS, 14, lambda _row, part: part.max),
)
_PRICES = _Column("price_year", N_("Price basis"), Kind.TEXT, 20, _prices)
_ACTUAL = _Column("actual", N_("Actual, €"), Kind.EUROS, 14, lambda _row, part: part.actual)

_STATE = _Column("state", N_("State"), Kind.TEXT, 16, lambda _row, part: label(part.state))
_REACHED = _Column("reached_on", N_("Reached"), Kind.DATE, 12, lambda _row, part: part.reached_on)


def _titled(heading: str) -> _Column:
    return _Column("title", heading, Kind.LONG_TEXT, 44, lambda _row, part: part.title)


DELIVERABLES = _Part(
    "deliverable",
    "deliverables",
    N_("Deliverables"),
    "KPK_Deliverables",
    (_INITIATIVE, _titled(N_("Deliverable")), _DUE, _STATE, _RESPONSIBLE, _KEY),
)
MILESTONES = _Part(
    "milestone",
    "milestones",
    N_("Milestones"),
    "KPK_Milestones",
    (_INITIATIVE, _titled(N_("Milestone")), _DUE, _REACHED, _RESPONSIBLE, _KEY),
)
MONEY = _Part("money", "money", N_("Money by year"), "KPK_Money", (*_FIGURES, _ACTUAL, _PRICES, _KEY))
IMPACT = _Part("impact", "impact", N_("Impact by year"), "KPK_Impact", (*_FIGURES, _PRICES, _KEY))


def part_sheet(
    book: Workbook,
    part: _Part,
    note: str,
    contents: Contents,
    shown: Sequence[InitiativeRow],
    marks: Marks,
    step: Callable[[], None],
) -> None:
    """Write the parts of the shown initiatives, in their order, and note what was written."""
    title = _(part.title)
    headings = [Heading(_(column.heading), column.kind, column.width) for column in part.columns]
    sheet = book.sheet(title, note, headings, part.table)
    marked = marks.listed(
        part.entity, title, [(c.id, h.text, h.kind) for c, h in zip(part.columns, headings, strict=True)]
    )
    grouped = _grouped(getattr(contents, part.rows))
    values_of = [column.value for column in part.columns]
    for row in shown:
        for one in grouped.get(row.id, ()):
            step()
            values = [value(row, one) for value in values_of]
            sheet.add(values)
            marked(one.id, values)
    sheet.finish()


def _grouped(rows: Iterable[Any]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.initiative_id, []).append(row)
    return found
