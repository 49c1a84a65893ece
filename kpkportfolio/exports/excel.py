"""The Excel snapshot: what a municipality and the steering group get. One file, nothing that runs in it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kpkportfolio import __version__
from kpkportfolio.charts.impact import IMPACTS, INVESTMENTS
from kpkportfolio.charts.overlap_map_columns import rule
from kpkportfolio.exports.columns import Kind, initiative_columns
from kpkportfolio.exports.overlap_sheets import overlap_sheets
from kpkportfolio.exports.workbook import HEADER_ROW, Heading, Series, Sheet, Workbook
from kpkportfolio.files import written_whole
from kpkportfolio.model.rows import Contents, ImpactRow, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import InitiativeKind, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_date, format_number, ngettext

Progress = Callable[[int, int], None]
_STEP = 500
_COVER_LINE, _COVER_LETTERS = 13.5, 84
"""Points of a line on the cover, and letters that surely fit in one."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first sheet says of the file.

    Attributes:
        portfolio: the portfolio's name.
        today: the day of the figures.
        content_hash: SHA-256 of the whole portfolio's content, so that two files can be told to be of one state.
        filter_text: in words, what the file was narrowed by; empty for everything.
        by: who made it.
        snapshot: the snapshot's name, when the file shows one.
    """

    portfolio: str
    today: date
    content_hash: str
    filter_text: str = ""
    by: str = ""
    snapshot: str = ""


def write_excel(
    contents: Contents,
    findings: Sequence[Finding],
    path: Path,
    cover: Cover,
    shown: Sequence[InitiativeRow] | None = None,
    progress: Progress | None = None,
) -> Path:
    """Write the snapshot: cover, initiatives, projects, deliverables, money and impact by year, overlaps, services.

    Args:
        findings: overlaps to list; those with an initiative that is not shown are left out.
        shown: only these initiatives and projects, in this order; None takes all.

    Raises:
        EnvironmentFailed: the file cannot be written; whatever stood there before still does.
    """
    rows = list(contents.initiatives if shown is None else shown)
    ids = {row.id for row in rows}
    initiatives = [row for row in rows if row.kind is InitiativeKind.INITIATIVE]
    projects = [row for row in rows if row.kind is not InitiativeKind.INITIATIVE]
    pairs = [finding for finding in findings if finding.a in ids and finding.b in ids]
    step = _Steps(progress, len(rows) * 2 + len(contents.money) + len(contents.impact))
    properties = {
        "title": _("Portfolio snapshot: {name}").format(name=cover.portfolio),
        "subject": _("ICT development initiatives of the public sector"),
        "author": cover.by,
        "comments": f"KPK Portfolio {__version__}; {cover.content_hash}",
    }
    with written_whole(path) as temporary:
        book = Workbook(str(temporary), properties)
        try:
            note = _note(cover, len(rows), len(contents.initiatives))
            _cover_sheet(book, contents, cover, initiatives, projects, pairs)
            _initiative_sheet(book, contents, _("Initiatives"), note, initiatives, step)
            _initiative_sheet(book, contents, _("Projects"), note, projects, step)
            _deliverable_sheet(book, contents, note, rows)
            _money_sheet(book, note, rows, contents.money, step)
            _impact_sheet(book, note, rows, contents.impact, step)
            _year_sheet(book, note, contents, ids)
            overlap_sheets(book, contents, note, pairs, rows)
            _service_sheet(book, contents, note)
        finally:
            # also when cancelled: the temporary file is closed, then thrown away
            book.close()
    return path


class _Steps:
    """Reports progress now and then; a report may raise, which cancels."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, max(total, 1), 0

    def __call__(self) -> None:
        self._done += 1
        if self._progress and self._done % _STEP == 0:
            self._progress(min(self._done, self._total), self._total)


def _note(cover: Cover, shown: int, total: int) -> str:
    parts = [f"{cover.portfolio}, {format_date(cover.today)}"]
    if cover.filter_text:
        parts.append(_("Filter: {filter}.").format(filter=cover.filter_text))
    parts.append(
        ngettext("{shown} / {n} initiative.", "{shown} / {n} initiatives.", total).format(
            shown=format_number(shown), n=format_number(total)
        )
    )
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _cover_sheet(
    book: Workbook,
    contents: Contents,
    cover: Cover,
    initiatives: Sequence[InitiativeRow],
    projects: Sequence[InitiativeRow],
    pairs: Sequence[Finding],
) -> None:
    sheet = book.book.add_worksheet(_("Cover")[:31])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 90)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    unknown_money = sum(row.investment_max is None and row.investment_min is None for row in initiatives)
    unknown_impact = sum(row.impact_max is None and row.impact_min is None for row in initiatives)
    money = format_number
    lines: list[tuple[str, str]] = [
        (_("Portfolio"), cover.portfolio),
        (_("Snapshot"), cover.snapshot or _("the portfolio as it was on that day")),
        (_("Filter"), cover.filter_text or _("everything")),
        (_("Made by"), cover.by or "–"),
        (_("Initiatives"), f"{money(len(initiatives))} / {money(_count(contents, True))}"),
        (_("Projects"), f"{money(len(projects))} / {money(_count(contents, False))}"),
        (_("ICT investment, €"), _total(initiatives, "investment", unknown_money)),
        (_("Impact, €"), _total(initiatives, "impact", unknown_impact)),
        (_("Possible overlaps"), money(len(pairs))),
        (_("Content hash (SHA-256)"), cover.content_hash),
    ]
    legend = [
        _("Money is in euros. A range has its least and its most; one figure stands for both."),
        _("An empty cell is unknown, never zero."),
        _("Investment and impact stand side by side; one is never subtracted from the other."),
        _("Overlaps are suggestions with a probability; a person decides."),
        rule(),
    ]
    row = 0
    sheet.write_string(row, 0, _("Portfolio snapshot: {name}").format(name=cover.portfolio), book.title)
    row += 2
    sheet.write_string(row, 0, _("Date"), book.label)
    sheet.write_datetime(row, 1, cover.today, book.cells[Kind.DATE])
    row += 1
    for word, value in lines:
        sheet.write_string(row, 0, word, book.label)
        sheet.write_string(row, 1, value, book.cells[Kind.LONG_TEXT])
        row += 1
    row += 1
    sheet.write_string(row, 0, _("How to read this"), book.label)
    for sentence in legend:
        # not every program works out on opening how high wrapped text is
        sheet.set_row(row, _COVER_LINE * -(-len(sentence) // _COVER_LETTERS))
        sheet.write_string(row, 1, sentence, book.cells[Kind.LONG_TEXT])
        row += 1
    sheet.activate()


def _count(contents: Contents, initiatives: bool) -> int:
    return sum((row.kind is InitiativeKind.INITIATIVE) is initiatives for row in contents.initiatives)


def _total(rows: Sequence[InitiativeRow], what: str, unknown: int) -> str:
    low = sum(getattr(row, f"{what}_min") or 0 for row in rows) // 100
    high = sum(getattr(row, f"{what}_max") or 0 for row in rows) // 100
    text = format_number(low) if low == high else f"{format_number(low)}–{format_number(high)}"
    if unknown == len(rows):
        text = _("unknown")
    elif unknown:
        text += "; " + ngettext("not known of {n} initiative", "not known of {n} initiatives", unknown).format(
            n=unknown
        )
    return text


def _initiative_sheet(
    book: Workbook, contents: Contents, title: str, note: str, rows: Sequence[InitiativeRow], step: _Steps
) -> None:
    columns = initiative_columns(contents)
    sheet = book.sheet(title, note, [Heading(c.heading, c.kind, c.width) for c in columns])
    getters = [column.value for column in columns]
    for row in rows:
        step()
        sheet.add([get(row) for get in getters])
    sheet.finish()


def _deliverable_sheet(book: Workbook, contents: Contents, note: str, rows: Sequence[InitiativeRow]) -> None:
    sheet = book.sheet(
        _("Deliverables"),
        note,
        [
            Heading(_("Initiative"), Kind.LONG_TEXT, 48),
            Heading(_("Deliverable"), Kind.LONG_TEXT, 44),
            Heading(_("Due"), Kind.DATE, 12),
            Heading(_("State"), Kind.TEXT, 16),
            Heading(_("Responsible party"), Kind.TEXT, 28),
        ],
    )
    grouped = _grouped(contents.deliverables)
    for row in rows:
        for item in grouped.get(row.id, ()):
            sheet.add([row.title, item.title, item.due, label(item.state), row.organisation])
    sheet.finish()


def _money_sheet(
    book: Workbook, note: str, rows: Sequence[InitiativeRow], money: Iterable[MoneyRow], step: _Steps
) -> None:
    headings = [*_figure_headings(), Heading(_("Actual, €"), Kind.EUROS, 14), _price_heading()]
    sheet = book.sheet(_("Money by year"), note, headings)
    grouped = _grouped(money)
    for row in rows:
        for item in grouped.get(row.id, ()):
            step()
            values = [row.title, row.programme, label(item.kind), *_year(item), item.min, item.likely, item.max]
            sheet.add([*values, item.actual, _prices(item.price_year)])
    sheet.finish()


def _impact_sheet(
    book: Workbook, note: str, rows: Sequence[InitiativeRow], impact: Iterable[ImpactRow], step: _Steps
) -> None:
    sheet = book.sheet(_("Impact by year"), note, [*_figure_headings(), _price_heading()])
    grouped = _grouped(impact)
    for row in rows:
        for item in grouped.get(row.id, ()):
            step()
            values = [row.title, row.programme, label(item.kind), *_year(item), item.min, item.likely, item.max]
            sheet.add([*values, _prices(item.price_year)])
    sheet.finish()


def _figure_headings() -> list[Heading]:
    return [
        Heading(_("Initiative"), Kind.LONG_TEXT, 48),
        Heading(_("Strategic programme"), Kind.TEXT, 26),
        Heading(_("Kind"), Kind.TEXT, 28),
        Heading(_("Year"), Kind.NUMBER, 10),
        Heading(_("Allocation"), Kind.TEXT, 18),
        Heading(_("At least, €"), Kind.EUROS, 14),
        Heading(_("Likely, €"), Kind.EUROS, 14),
        Heading(_("At most, €"), Kind.EUROS, 14),
    ]


def _price_heading() -> Heading:
    return Heading(_("Price basis"), Kind.TEXT, 16)


def _year(item: MoneyRow | ImpactRow) -> tuple[int | None, str | None]:
    return item.year, None if item.year is not None else _("not allocated to a year")


def _prices(year: int | None) -> str:
    return _("each year's prices") if year is None else _("prices of {year}").format(year=year)


def _year_sheet(book: Workbook, note: str, contents: Contents, ids: set[str]) -> None:
    """Sums of the shown initiatives by year and kind, and two native charts that draw them."""
    from kpkportfolio.exports.years import by_year

    kinds = (*INVESTMENTS, *IMPACTS)
    headings = [Heading(_("Year"), Kind.NUMBER, 10)]
    for kind in kinds:
        headings.append(Heading(_("{kind}, at least, €").format(kind=label(kind)), Kind.EUROS, 17))
        headings.append(Heading(_("{kind}, at most, €").format(kind=label(kind)), Kind.EUROS, 17))
    sheet = book.sheet(_("By year"), note, headings)
    sums = by_year(contents, ids)
    years = sorted({year for year, _kind in sums})
    for year in years:
        cells: list[int | None] = [year]
        for kind in kinds:
            cells += sums.get((year, kind.value), (None, None))
        sheet.add(cells)
    sheet.finish()
    if years:
        for at, (words, start, colours) in enumerate(
            (
                (_("Investment by year at most, €"), 1, ("#8A5A00", "#D9A441")),
                (_("Impact by year at most, €"), 1 + 2 * len(INVESTMENTS), ("#0F6B5C", "#4FB8A3")),
            )
        ):
            columns = range(start + 1, start + 1 + 2 * len(colours), 2)
            series = [
                Series(column, headings[column].text.rsplit(",", 2)[0], colour)
                for column, colour in zip(columns, colours, strict=True)
            ]
            book.column_chart(sheet, len(years), words, series, (HEADER_ROW + len(years) + 2, at * 5), stacked=True)


def _service_sheet(book: Workbook, contents: Contents, note: str) -> None:
    sheet = book.sheet(
        _("Services"),
        note,
        [
            Heading(_("Service"), Kind.LONG_TEXT, 44),
            Heading(_("Kind"), Kind.TEXT, 22),
            Heading(_("Published"), Kind.DATE, 12),
            Heading(_("Built by"), Kind.LONG_TEXT, 50),
            Heading(_("Description"), Kind.LONG_TEXT, 60),
        ],
    )
    for row in contents.services:
        sheet.add([row.name, label(row.kind), row.published_on, row.initiatives or None, row.description])
    sheet.finish()


def _grouped(rows: Iterable[Any]) -> Mapping[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.initiative_id, []).append(row)
    return found


__all__ = ["Cover", "Sheet", "write_excel"]
