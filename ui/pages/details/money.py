"""Money and impact by year, and what they come to: side by side, never netted."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from kpkportfolio.model.rows import ImpactRow, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind, label
from kpkportfolio.text import _, format_millions
from ui.models.column import NOT_ESTIMATED, UNKNOWN
from ui.models.columns import millions
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.bars import YearBar, YearBars
from ui.widgets.parts import label as text_label

_FEWEST_YEARS = 5


def _most(row: MoneyRow) -> int | None:
    """The figure a bar is drawn for: the likely one, else the upper end."""
    return next((value for value in (row.likely, row.max, row.min) if value is not None), None)


def investment_bars(rows: Sequence[MoneyRow], programme: int | None) -> QWidget | None:
    """Bars of the ICT investment by year; None when it is not divided into years."""
    yearly = {row.year: row for row in rows if row.kind is MoneyKind.ICT_INVESTMENT and row.year is not None}
    if not yearly:
        return None
    first = min(yearly)
    last = max(*yearly, first + _FEWEST_YEARS - 1)
    bars = YearBars(_("Investment, M€"))
    bars.set_years(
        [
            YearBar(year, _most(yearly[year]), yearly[year].actual) if year in yearly else YearBar(year, None)
            for year in range(first, last + 1)
        ],
        programme,
    )
    return bars


def totals(row: InitiativeRow, impact: Sequence[ImpactRow]) -> QWidget:
    """Investment and impact, each a range of its own."""
    years = [one.year for one in impact if one.year is not None]
    gained = _("Impact to the end of {year}").format(year=max(years)) if years else _("Impact in all")
    result = QWidget()
    grid = QGridLayout(result)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SIZES.space_4)
    grid.setVerticalSpacing(0)
    for column, (words, text, unknown) in enumerate(
        (
            (_("Investment in all"), format_millions(row.investment_min, row.investment_max, unit=True), UNKNOWN),
            (gained, format_millions(row.impact_min, row.impact_max, unit=True), NOT_ESTIMATED),
        )
    ):
        grid.setColumnStretch(column, 1)
        head = text_label(words, FontRole.SMALL, "muted", wrap=True)
        grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignBottom)
        said = text_label(text or _(unknown), FontRole.STRONG if text else FontRole.BODY, selectable=True)
        grid.addWidget(said, 1, column)
    return result


def impact_by_year(rows: Sequence[ImpactRow]) -> QWidget | None:
    """A small table: a year a line, process benefit and ICT saving beside each other; None without estimates."""
    if not rows:
        return None
    result = QWidget()
    grid = QGridLayout(result)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SIZES.space_4)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    kinds = [kind for kind in ImpactKind if any(row.kind is kind for row in rows)]
    right = Qt.AlignmentFlag.AlignRight
    for column, kind in enumerate(kinds, 1):
        grid.addWidget(text_label(label(kind), FontRole.SMALL, "muted"), 0, column, right)
    for line, year in enumerate(_years(rows), 1):
        grid.addWidget(text_label(str(year) if year else _("not by year"), FontRole.BODY, "muted"), line, 0)
        for column, kind in enumerate(kinds, 1):
            found = next((row for row in rows if row.year == year and row.kind is kind), None)
            text = millions(found.min, found.max) if found else ""
            grid.addWidget(
                text_label(text or _(NOT_ESTIMATED), FontRole.BODY, None if text else "muted"), line, column, right
            )
    return result


def _years(rows: Iterable[ImpactRow]) -> list[int | None]:
    found = {row.year for row in rows}
    return [*sorted(year for year in found if year is not None), *([None] if None in found else [])]


def other_money(rows: Sequence[MoneyRow]) -> list[tuple[str, str]]:
    """What the municipalities invest themselves and what it costs to run, as names and ranges."""
    found: list[tuple[str, str]] = []
    for kind in (MoneyKind.CHANGE_INVESTMENT, MoneyKind.RUNNING_COST):
        mine = [row for row in rows if row.kind is kind and (row.min, row.likely, row.max) != (None, None, None)]
        if mine:
            low = sum(next((v for v in (row.min, row.likely, row.max) if v is not None), 0) for row in mine)
            high = sum(next((v for v in (row.max, row.likely, row.min) if v is not None), 0) for row in mine)
            found.append((label(kind), format_millions(low, high, unit=True)))
    return found
