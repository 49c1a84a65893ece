"""How columns share a table's width: figures whole, words as wide as wished if there is room, the title the rest."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtWidgets import QTableView

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.text import _
from ui.models.column import Column, Surroundings
from ui.models.columns import BY_KEY, millions
from ui.models.grouping import Sums
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import figure_width

_SAMPLE = 12
"""Longest texts of a column that are measured; figures are equally wide, so length decides but for dots and commas."""


_MOST_WORD = 170
"""A longer word is broken after all, px."""
_SOFT = (
    ("title", 190),
    ("organisation", BY_KEY["organisation"].least),
    ("status", 0),
    ("title", 142),
)
"""What gives way, in this order and down to these widths or their heading's, where a table does not fit otherwise, px.
A status is told by its shape too: where there is no room for its name, a title can still be read."""
_GLYPH = 22
"""What the shape before a status takes, px."""


def figure_widths(
    view: QTableView,
    columns: Sequence[Column],
    rows: Sequence[InitiativeRow],
    around: Surroundings,
    total: Sums,
) -> dict[str, int]:
    """The width of each column of figures: that of its longest, sums in bold."""
    widths: dict[str, int] = {}
    for column in columns:
        if not column.figures:
            continue
        texts = {column.text(row, around) or _(column.unknown) for row in rows}
        width = figure_width(view, _longest(texts))
        sum_ = {"investment": total.investment, "impact": total.impact}.get(column.key)
        if sum_ is not None:
            width = max(width, figure_width(view, [millions(*sum_)], bold=True))
        widths[column.key] = width
    return widths


def word_widths(view: QTableView, columns: Sequence[Column], rows: Sequence[InitiativeRow]) -> dict[str, int]:
    """The least width of columns of words: a party's longest word is not broken, a status and a kind not elided."""
    found: dict[str, int] = {}
    keys = {column.key for column in columns}
    if "organisation" in keys:
        names = {row.organisation for row in rows if row.organisation}
        longest = _longest({word for name in names for word in name.split()})
        found["organisation"] = min(_MOST_WORD, figure_width(view, longest))
    if "status" in keys:
        found["status"] = figure_width(view, [label(status) for status in Status]) + _GLYPH
    if "kind" in keys:
        found["kind"] = figure_width(view, [label(kind) for kind in {row.kind for row in rows}])
    return found


def _longest(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=len)[-_SAMPLE:]


def share(
    header: TableHeader,
    columns: Sequence[tuple[int, Column]],
    figures: Mapping[str, int],
    own: Mapping[str, int],
    room: int,
    words: Mapping[str, int] = MappingProxyType({}),
) -> dict[str, int]:
    """The width of every column, given with its section, in ``room`` px.

    ``own`` are widths the person chose, ``words`` what a column's longest word takes. Words give way down
    to their least before the title does; when nothing more can give way, the table scrolls.
    """
    least: dict[str, int] = {}
    wished: dict[str, int] = {}
    heads: dict[str, int] = {}
    for section, column in columns:
        head = heads[column.key] = header.sectionSizeFromContents(section).width()
        low = max(head, figures.get(column.key, column.least), words.get(column.key, 0))
        high = max(low, figures.get(column.key, column.width))
        least[column.key] = wished[column.key] = low
        if column.key in own and not column.figures:
            least[column.key] = wished[column.key] = max(head, own[column.key])
        elif not column.figures:
            wished[column.key] = high
    # a broken word or a cut status is better than a table one has to move sideways
    for key, softest in _SOFT:
        excess = sum(least.values()) - room
        if excess > 0 and key in least and key not in own:
            least[key] = wished[key] = max(least[key] - excess, min(softest, least[key]), heads[key])
    widths = dict(least)
    spare = room - sum(least.values())
    wants = {key: wished[key] - least[key] for key in least if wished[key] > least[key]}
    if spare > 0 and wants:
        total = sum(wants.values())
        given = min(spare, total)
        for key, want in wants.items():
            widths[key] += given * want // total
        spare -= given
    # what is left over is the title's, and a little of it the parties'
    if spare > 0 and "title" in widths:
        if "organisation" in widths and "organisation" not in own:
            widths["organisation"] += spare // 4
        widths["title"] += room - sum(widths.values())
    return widths
