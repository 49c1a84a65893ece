"""The overlaps in the Excel snapshot: the found pairs, the groups they make, and the money at stake per year."""

from collections.abc import Sequence

from kpkportfolio.charts.impact import Range
from kpkportfolio.charts.overlap_map import MapGroup, OverlapMap, YearSum, build_overlap_map
from kpkportfolio.charts.overlap_map_columns import kinds
from kpkportfolio.charts.overlap_map_columns import note as told_of
from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.workbook import HEADER_ROW, Heading, Series, Workbook
from kpkportfolio.model.change import Value
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.judged import as_judged
from kpkportfolio.text import _, format_millions

_ALL, _OTHERS = "#E8DECC", "#8A5A00"
"""The investment series of the design tokens, and its tint."""


def overlap_sheets(
    book: Workbook, contents: Contents, note: str, pairs: Sequence[Finding], shown: Sequence[InitiativeRow]
) -> None:
    """Four sheets: pairs with their reasons, groups, their money by year, and the sums of the years with a chart.

    The figures are those of the overlap map and follow its rule (``charts.overlap_map``).
    """
    _pair_sheet(book, contents, note, pairs)
    listed = {frozenset((pair.a, pair.b)) for pair in pairs}
    # groups of what is listed alone: without found pairs there is nothing of overlaps in the file
    judged = [one for one in as_judged(pairs, contents) if frozenset((one.a, one.b)) in listed]
    chart = build_overlap_map(judged, contents, shown)
    _group_sheet(book, chart, f"{note} {told_of(chart)}")
    _money_sheet(book, chart, note)
    _sum_sheet(book, chart, note)


def _pair_sheet(book: Workbook, contents: Contents, note: str, pairs: Sequence[Finding]) -> None:
    sheet = book.sheet(
        _("Overlaps"),
        note,
        [
            # as wide together as one A3 page
            Heading(_("Initiative"), Kind.LONG_TEXT, 36),
            Heading(_("Responsible party"), Kind.LONG_TEXT, 22),
            Heading(_("Other initiative"), Kind.LONG_TEXT, 36),
            Heading(_("Its responsible party"), Kind.LONG_TEXT, 22),
            Heading(_("Finding"), Kind.TEXT, 14),
            Heading(_("Probability, %"), Kind.PERCENT, 16),
            Heading(_("Reasons"), Kind.LONG_TEXT, 70),
            Heading(_("Verdict"), Kind.TEXT, 14),
            Heading(_("Reason for the verdict"), Kind.LONG_TEXT, 30),
        ],
        "KPK_Overlaps",
    )
    rows = {row.id: row for row in contents.initiatives}
    verdicts = {frozenset((verdict.a_id, verdict.b_id)): verdict for verdict in contents.verdicts}
    for pair in pairs:
        a, b = rows[pair.a], rows[pair.b]
        verdict = verdicts.get(frozenset((pair.a, pair.b)))
        sheet.add(
            [
                a.title,
                a.organisation,
                b.title,
                b.organisation,
                label(pair.kind),
                round(pair.score * 100),
                "\n".join(reason.detail for reason in pair.reasons),
                label(verdict.verdict) if verdict else None,
                verdict.reason if verdict else None,
            ]
        )
    sheet.finish()


def _group_sheet(book: Workbook, chart: OverlapMap, note: str) -> None:
    headings = [
        Heading(_("No."), Kind.NUMBER, 8),
        Heading(_("Group"), Kind.LONG_TEXT, 36),
        Heading(_("Initiatives"), Kind.LONG_TEXT, 56),
        Heading(_("The one that remains"), Kind.LONG_TEXT, 34),
        Heading(_("Pairs"), Kind.LONG_TEXT, 24),
        Heading(_("Probability, %"), Kind.PERCENT, 16),
        *_figure_headings(),
        Heading(_("Initiatives without a figure"), Kind.NUMBER, 12),
    ]
    sheet = book.sheet(_("Overlap groups"), note, headings, "KPK_OverlapGroups")
    for number, group in enumerate(chart.groups, 1):
        sheet.add(
            [
                number,
                group.name,
                "\n".join(_member(member.row) for member in group.members),
                next(member.row.title for member in group.members if member.remains),
                kinds(group),
                round(group.score * 100),
                *_figures(group),
                group.unknown,
            ]
        )
    sheet.finish()


def _member(row: InitiativeRow) -> str:
    return f"{row.title} ({row.organisation})" if row.organisation else row.title


def _money_sheet(book: Workbook, chart: OverlapMap, note: str) -> None:
    headings = [
        Heading(_("No."), Kind.NUMBER, 8),
        Heading(_("Group"), Kind.LONG_TEXT, 44),
        *_year_headings(),
        *_figure_headings(),
    ]
    sheet = book.sheet(_("Overlap groups by year"), note, headings, "KPK_OverlapGroupYears")
    for number, group in enumerate(chart.groups, 1):
        for one in group.years:
            sheet.add([number, group.name, *_year(one), *_figures(one)])
    sheet.finish()


def _sum_sheet(book: Workbook, chart: OverlapMap, note: str) -> None:
    headings = [*_year_headings(), *_figure_headings()]
    sheet = book.sheet(_("Overlap by year"), note, headings, "KPK_OverlapYears")
    for one in chart.sums:
        sheet.add([*_year(one), *_figures(one)])
    sheet.finish()
    dated = sum(one.year is not None for one in chart.sums)
    if dated:
        words = _("Investment of overlapping initiatives by year at most, €")
        undated = next((one.all for one in chart.sums if one.year is None), None)
        if undated is not None:
            amount = format_millions(undated.low, undated.high, unit=True)
            words += "\n" + _("Not in the chart: {amount} that is not allocated to a year").format(amount=amount)
        # the others are among all, so their column stands before that of all
        series = [Series(3, _("All"), _ALL, _OTHERS), Series(5, _("The others"), _OTHERS, _OTHERS)]
        book.column_chart(sheet, dated, words, series, (HEADER_ROW + len(chart.sums) + 2, 0), stacked=False)


def _year_headings() -> list[Heading]:
    return [Heading(_("Year"), Kind.NUMBER, 10), Heading(_("Allocation"), Kind.TEXT, 24)]


def _year(one: YearSum) -> list[Value]:
    return [one.year, None if one.year is not None else _("not allocated to a year")]


def _figure_headings() -> list[Heading]:
    words = [_("All, at least, €"), _("All, at most, €"), _("The others, at least, €"), _("The others, at most, €")]
    return [Heading(text, Kind.EUROS, 20) for text in words]


def _figures(one: MapGroup | YearSum) -> list[Value]:
    """Cents, unknown cells empty."""
    return [end for amount in (one.all, one.others) for end in _ends(amount)]


def _ends(amount: Range | None) -> tuple[int | None, int | None]:
    return (None, None) if amount is None else (amount.low, amount.high)
