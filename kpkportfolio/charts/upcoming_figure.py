"""The list of what is due next, as a picture: one sheet, or as many as it takes."""

from collections.abc import Iterator, Sequence

from kpkportfolio.charts.gantt_bars import draw_deliverable, draw_milestone
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.glyphs import draw_swatch
from kpkportfolio.charts.palette import PRINT, Palette
from kpkportfolio.charts.paper import Drawing, Paper, text_width
from kpkportfolio.charts.sheet import Sheet, more_words, shortened
from kpkportfolio.charts.sizes import BODY, SMALL
from kpkportfolio.charts.upcoming import Due, Upcoming
from kpkportfolio.text import _, format_date, format_number, ngettext

_HEAD, _GROUP, _LINE = 22.0, 22.0, BODY * 1.25
_LEAST = 19.0


def upcoming_figures(
    chart: Upcoming,
    palette: Palette = PRINT,
    title: str = "",
    source_line: str = "",
    size: Size = A3,
    paged: bool = False,
) -> Iterator[Drawing]:
    """Sheets of ``size`` points. When not ``paged`` only the first one, which says how many more there are."""
    notes = _notes(chart)
    sheet = Sheet(size, palette, title, notes, source_line)
    table = _Table(chart, sheet)
    pages = table.pages(paged)
    for number, page in enumerate(pages, 1):
        if number > 1 or len(pages) > 1:
            sheet = Sheet(size, palette, title, notes, source_line, f"{number} / {len(pages)}" if paged else "")
        yield table.draw(sheet, page, 0 if paged else len(chart.dues) - len(page))


def _notes(chart: Upcoming) -> list[str]:
    notes = [_("What is late, and what is due by {date}.").format(date=format_date(chart.last))]
    if chart.dues:
        notes.append(_("A diamond is a milestone, a flag a deliverable."))
    parts = []
    if chart.undated_milestones:
        n = chart.undated_milestones
        parts.append(ngettext("{n} milestone", "{n} milestones", n).format(n=format_number(n)))
    if chart.undated_deliverables:
        n = chart.undated_deliverables
        parts.append(ngettext("{n} deliverable", "{n} deliverables", n).format(n=format_number(n)))
    if parts:
        notes.append(_("Not in the list, because the day is not known: {what}.").format(what=", ".join(parts)))
    return notes


class _Table:
    def __init__(self, chart: Upcoming, sheet: Sheet) -> None:
        self.chart = chart
        self.room = sheet.bottom - sheet.top - _HEAD
        day = max(text_width(format_date(chart.last), BODY), text_width("30.12.2099", BODY)) + 16
        self.day = sheet.left
        self.mark = self.day + day
        rest = sheet.right - self.mark - 18
        self.title = self.mark + 18
        self.title_width = rest * 0.4 - 14
        self.initiative = self.title + rest * 0.4
        self.initiative_width = rest * 0.36 - 14 - 18
        self.party = self.title + rest * 0.76
        self.party_width = rest * 0.24
        self.lines = [self._cells(due) for due in chart.dues]

    def _cells(self, due: Due) -> tuple[list[str], list[str], list[str]]:
        return (
            shortened(due.title, self.title_width, BODY, 2),
            shortened(due.initiative, self.initiative_width, BODY, 2),
            shortened(due.organisation or _("not known"), self.party_width, BODY, 2),
        )

    def height(self, index: int) -> float:
        return max(_LEAST, max(len(lines) for lines in self.lines[index]) * _LINE + 6)

    def pages(self, paged: bool) -> list[list[int]]:
        """Indices of each sheet; without paging only the first, with a line left for how many more there are."""
        pages: list[list[int]] = [[]]
        used, group = 0.0, ""
        whole = sum(self.height(index) for index in range(len(self.lines)))
        spare = 0.0 if paged or whole + _GROUP * 14 <= self.room else _LEAST
        for index, due in enumerate(self.chart.dues):
            name = _group(due)
            need = self.height(index) + (_GROUP if name != group else 0)
            if pages[-1] and used + need > self.room - spare:
                if not paged:
                    return pages
                pages.append([])
                used, need = 0.0, self.height(index) + _GROUP
            pages[-1].append(index)
            used, group = used + need, name
        return pages

    def draw(self, sheet: Sheet, page: Sequence[int], more: int) -> Drawing:
        paper, palette = sheet.paper, sheet.palette
        y = sheet.top
        if not self.chart.dues:
            return sheet.nothing(_("Nothing is due."))
        for x, head in (
            (self.day, _("Day")),
            (self.title, _("What is due")),
            (self.initiative, _("Initiative")),
            (self.party, _("Responsible party")),
        ):
            paper.text(x, y + _HEAD / 2, head, SMALL, bold=True)
        y += _HEAD
        paper.line([(sheet.left, y), (sheet.right, y)], palette.line_strong, 0.75)
        group = ""
        for index in page:
            due = self.chart.dues[index]
            if _group(due) != group:
                group = _group(due)
                paper.rect(sheet.left, y, sheet.right, y + _GROUP, palette.alt, z=0)
                ink = palette.danger if due.late else palette.text
                paper.text(sheet.left + 4, y + _GROUP / 2, group, BODY, ink, bold=True)
                y += _GROUP
            y = self._row(sheet, index, y)
        if more:
            paper.text(self.title, y + _LEAST / 2, more_words(more), BODY, palette.muted)
        return paper.finish()

    def _row(self, sheet: Sheet, index: int, y: float) -> float:
        paper, palette = sheet.paper, sheet.palette
        due, (title, initiative, party) = self.chart.dues[index], self.lines[index]
        tall = self.height(index)
        middle = y + tall / 2
        paper.text(self.day + 4, middle, format_date(due.day), BODY, palette.danger if due.late else None)
        draw_due(paper, due, self.mark + 6, middle)
        paper.lines_of_text(self.title, middle, title, BODY)
        left = self.initiative
        if due.programme_number is not None:
            draw_swatch(paper, due.programme_number, left, middle)
        paper.lines_of_text(left + 18, middle, initiative, BODY)
        paper.lines_of_text(self.party, middle, party, BODY, None if due.organisation else palette.muted)
        paper.line([(sheet.left, y + tall), (sheet.right, y + tall)], palette.line, 0.6)
        return y + tall


def draw_due(paper: Paper, due: Due, x: float, y: float) -> None:
    """A diamond for a milestone, a flag for a deliverable; both open, for both are still to come."""
    if due.kind == "milestone":
        draw_milestone(paper, x, y, False)
        return
    draw_deliverable(paper, x, y, False)


def _group(due: Due) -> str:
    return _("Late") if due.late else f"{due.day.month}/{due.day.year}"
