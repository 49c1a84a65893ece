"""The Excel snapshot: what a municipality and the steering group get. One file, nothing that runs in it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from kpkportfolio import __version__
from kpkportfolio.charts.impact import IMPACTS, INVESTMENTS
from kpkportfolio.exports.bubble_sheet import bubble_sheet
from kpkportfolio.exports.changes_sheet import Since, changes_sheet
from kpkportfolio.exports.columns import Kind, chosen_columns
from kpkportfolio.exports.cover_sheet import Cover, cover_sheet
from kpkportfolio.exports.gantt_sheet import gantt_sheet
from kpkportfolio.exports.marks_sheet import Marks
from kpkportfolio.exports.overlap_sheets import overlap_sheets
from kpkportfolio.exports.part_sheets import DELIVERABLES, IMPACT, MILESTONES, MONEY, part_sheet
from kpkportfolio.exports.templates import Choice, Extract, extract
from kpkportfolio.exports.workbook import HEADER_ROW, Heading, Series, Sheet, Workbook, unique_headings
from kpkportfolio.files import written_whole
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_date, format_number, ngettext

Progress = Callable[[int, int], None]
_STEP = 500


def write_excel(
    contents: Contents,
    findings: Sequence[Finding],
    path: Path,
    cover: Cover,
    shown: Sequence[InitiativeRow] | None = None,
    progress: Progress | None = None,
    choice: Choice | None = None,
    since: Since | None = None,
) -> Path:
    """Write the snapshot: cover, initiatives, projects, deliverables, money and impact by year, overlaps, services.

    Confidential initiatives, and all that belongs to them or names them, are left out unless they are chosen.

    Args:
        findings: overlaps to list; those with an initiative that is not shown are left out.
        shown: only these initiatives and projects, in this order; None takes all.
        since: an earlier state, to tell what has changed since; None tells nothing of it.
        choice: whom the file is for, and what of it they get; None is a full file without what is confidential.

    Raises:
        EnvironmentFailed: the file cannot be written; whatever stood there before still does.
        UsageError: there is no such organisation as was chosen.
    """
    given = extract(contents, shown, choice)
    contents, rows = given.contents, given.shown
    ids = {row.id for row in rows}
    initiatives = [row for row in rows if row.kind is InitiativeKind.INITIATIVE]
    projects = [row for row in rows if row.kind is not InitiativeKind.INITIATIVE]
    pairs = [finding for finding in findings if finding.a in ids and finding.b in ids]
    parts = (contents.deliverables, contents.milestones, contents.money, contents.impact)
    step = _Steps(progress, len(rows) * 2 + sum(len(part) for part in parts))
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
            cover_sheet(book, given, cover, pairs)
            columns = chosen_columns(given, cover.today)
            headings = unique_headings([Heading(c.heading, c.kind, c.width) for c in columns])
            marks = Marks()
            told = [(c.id, h.text, c.kind) for c, h in zip(columns, headings, strict=True)]
            for title, listed, table in (
                (_("Initiatives"), initiatives, "KPK_Initiatives"),
                (_("Projects"), projects, "KPK_Projects"),
            ):
                sheet = book.sheet(title, note, headings, table)
                mark = marks.listed("initiative", title, told)
                for row in listed:
                    step()
                    values = [column.value(row) for column in columns]
                    sheet.add(values)
                    mark(row.id, values)
                sheet.finish()
            for part in (DELIVERABLES, MILESTONES):
                part_sheet(book, part, note, contents, rows, marks, step)
            gantt_sheet(book, note, rows, cover.today)
            for part in (MONEY, IMPACT):
                part_sheet(book, part, note, contents, rows, marks, step)
            _year_sheet(book, note, contents, ids)
            bubble_sheet(book, note, rows)
            overlap_sheets(book, contents, note, pairs, rows)
            if since is not None:
                changes_sheet(book, given, note, since)
            _service_sheet(book, given, note)
            marks.write(book)
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


def _year_sheet(book: Workbook, note: str, contents: Contents, ids: set[str]) -> None:
    """Sums of the shown initiatives by year and kind, and two native charts that draw them."""
    from kpkportfolio.exports.years import by_year

    kinds = (*INVESTMENTS, *IMPACTS)
    headings = [Heading(_("Year"), Kind.NUMBER, 10)]
    for kind in kinds:
        headings.append(Heading(_("{kind}, at least, €").format(kind=label(kind)), Kind.EUROS, 17))
        headings.append(Heading(_("{kind}, at most, €").format(kind=label(kind)), Kind.EUROS, 17))
    sheet = book.sheet(_("By year"), note, headings, "KPK_Years")
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


def _service_sheet(book: Workbook, given: Extract, note: str) -> None:
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
        "KPK_Services",
    )
    for row in given.services:
        sheet.add([row.name, label(row.kind), row.published_on, row.initiatives or None, row.description])
    sheet.finish()


__all__ = ["Cover", "Sheet", "write_excel"]
