"""The first sheet of the Excel snapshot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpkportfolio.charts.overlap_map_columns import rule
from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.templates import Extract, confidential_words, template_words
from kpkportfolio.exports.workbook import Workbook
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_number, ngettext

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


def cover_sheet(book: Workbook, given: Extract, cover: Cover, pairs: Sequence[Finding]) -> None:
    """The first sheet: what the file shows, of when, narrowed by what, for whom, and how it is read."""
    contents = given.contents
    initiatives = [row for row in given.shown if row.kind is InitiativeKind.INITIATIVE]
    projects = [row for row in given.shown if row.kind is not InitiativeKind.INITIATIVE]
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
        (_("For"), template_words(given.choice.template) + (f": {given.organisation}" if given.organisation else "")),
        (_("Confidential"), _confidential(given)),
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
        _(
            "Initiatives, projects, deliverables, milestones and yearly figures may be edited here and imported back: "
            "what was edited is then a change, by its key."
        ),
    ]
    row = 0
    sheet.write_string(row, 0, _("Portfolio snapshot: {name}").format(name=cover.portfolio), book.title)
    row += 2
    sheet.write_string(row, 0, _("Date"), book.label)
    sheet.write_datetime(row, 1, cover.today, book.cells[Kind.DATE])
    book.name("KPK_Date", sheet, row, 1)
    row += 1
    for word, value in lines:
        sheet.write_string(row, 0, word, book.label)
        sheet.write_string(row, 1, value, book.cells[Kind.LONG_TEXT])
        if value == cover.content_hash:
            book.name("KPK_Hash", sheet, row, 1)
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


def _confidential(given: Extract) -> str:
    """How many are in the file, or were left out of it; never which."""
    if given.choice.confidential:
        none = _("Nothing in the portfolio is flagged confidential.")
    else:
        none = _("Nothing was left out as confidential.")
    return confidential_words(given.confidential, given.left_out) or none
