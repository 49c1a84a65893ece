"""The portfolio as a presentation: the pictures of the whole, and each programme with a table and its schedule."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path

from kpkportfolio.charts.bars import GanttRow, GroupKey, build_arrows, build_rows, group_key, window_of
from kpkportfolio.charts.catalogue import OVER_TIME, title_of
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_figure import Size, gantt_pages
from kpkportfolio.charts.over_time import NO_PAST, Past
from kpkportfolio.charts.paper import Drawing
from kpkportfolio.charts.registry import ChartOptions, draw
from kpkportfolio.charts.sheet import price_words
from kpkportfolio.charts.sizes import USUAL_COLUMNS
from kpkportfolio.charts.time_axis import phases
from kpkportfolio.exports.pictures import picture_data
from kpkportfolio.exports.slides import BOTTOM, MARGIN, TOP, WIDTH, Deck, Slide, column_widths, row_height
from kpkportfolio.files import written_whole
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind, label
from kpkportfolio.text import _, format_date, format_millions, format_month, format_number, ngettext

Progress = Callable[[int, int], None]

_PICTURES = ("roadmap", "bubble", "years", "impact", "states", "trend", "parties", "upcoming")
_SIZE = (820.0, 418.0)
"""Of a picture as it is drawn; on the slide it is a little larger, for eyes at the back of the room."""
_ROADMAP = (1060.0, 541.0)
"""A roadmap has many names to find room for."""
_BODY = WIDTH - 2 * MARGIN
_DPI = 192
_MOST_TABLES = 4
"""Slides of a programme's table; what comes after them is counted, for nobody looks at the fifth."""
_SHARES = (34.0, 22.0, 14.0, 18.0, 12.0)
_SIZES = (11.0, 10.0, 9.0, 8.0)


def write_deck(
    contents: Contents,
    path: Path,
    portfolio: str,
    today: date,
    shown: Sequence[InitiativeRow] | None = None,
    filter_text: str = "",
    confidential: bool = False,
    by: str = "",
    progress: Progress | None = None,
    past: Past = NO_PAST,
) -> Path:
    """Write the presentation, whole or not at all.

    Args:
        shown: only these initiatives, narrowed by what ``filter_text`` says; None for all.
        confidential: whether what is flagged so goes in as well; else its number is told on the first slide.
        progress: told (done, all) between slides; may raise Cancelled.
        past: the portfolio at earlier moments; without any, its picture over time is left out.

    Raises:
        EnvironmentFailed: the file cannot be written; whatever stood there before still does.
    """
    data = picture_data(contents, today, portfolio, shown, filter_text, confidential=confidential, past=past)
    made = _Writer(data, portfolio, by, progress).write()
    with written_whole(path) as temporary:
        made.save(str(temporary))
    return path


class _Writer:
    def __init__(self, data: ChartData, portfolio: str, by: str, progress: Progress | None) -> None:
        self.data, self.portfolio = data, portfolio
        self.by = by
        self.told = progress or (lambda _done, _all: None)
        self.deck = Deck(f"{portfolio} {format_date(data.today)}", by)
        self.prices = price_words([*data.money, *data.impact])
        self.foot = " ".join(part for part in (data.source_line, self.prices) if part)
        self.programmes = _programmes(data)

    def write(self) -> Deck:
        # a single column tells of no time
        pictures = [name for name in _PICTURES if name not in OVER_TIME or self.data.past.moments]
        steps = len(pictures) + 1 + len(self.programmes)
        self._first()
        if not self.data.initiatives:
            return self.deck
        self._contents()
        done = 0
        self.told(done, steps)
        self._schedule()
        for name in pictures:
            done += 1
            self.told(done, steps)
            options = ChartOptions(size=_ROADMAP if name == "roadmap" else _SIZE, paged=False, titled=False)
            # the picture says its source itself
            self._picture(title_of(name), next(draw(name, self.data, options)))
        for key, rows in self.programmes:
            done += 1
            self.told(done, steps)
            self._programme(key, rows)
        self.told(steps, steps)
        return self.deck

    def _first(self) -> None:
        slide = self.deck.slide(self.portfolio)
        lines = [format_date(self.data.today)]
        n, projects = self.data.source.shown, self.data.source.projects_shown
        counted = ngettext("{n} initiative", "{n} initiatives", n).format(n=format_number(n))
        if projects:
            counted += ", " + ngettext("{n} project", "{n} projects", projects).format(n=format_number(projects))
        lines.append(counted)
        if self.data.source.filter:
            lines.append(_("Filter: {filter}.").format(filter=self.data.source.filter))
        if self.by:
            lines.append(self.by)
        if self.data.confidential_note:
            lines.append(self.data.confidential_note)
        slide.text(lines, MARGIN, TOP + 24, _BODY, 200, 18)
        if not self.data.initiatives:
            slide.text([_("Nothing to show with this filter.")], MARGIN, TOP + 240, _BODY, 30, 14)

    def _contents(self) -> None:
        """What is in it: the programmes with how many initiatives and how much money each has."""
        heads = (_("Programme"), _("Initiatives"), _("Schedule"), _("ICT investment, M€"))
        lines = []
        for key, rows in self.programmes:
            name = f"{key[1]}  {key[2]}" if key[0] == 0 else key[2]
            group = next(row for row in build_rows(rows, group_by="programme") if row.is_group)
            money = format_millions(group.investment_min, group.investment_max) or _("not known")
            if group.investment_unknown and group.investment_unknown < group.members:
                unknown = ngettext("{n} not known", "{n} not known", group.investment_unknown)
                money = f"{money} ({unknown.format(n=format_number(group.investment_unknown))})"
            when = _when(group.start, group.end, group.open_ended)
            lines.append((name, format_number(group.members), when, money))
        self._tables(_("Programmes"), heads, lines, (44.0, 12.0, 20.0, 24.0))

    def _schedule(self) -> None:
        """The whole schedule where one slide holds it, else the programmes alone."""
        data = self.data.without_projects()
        rows = build_rows(data.initiatives, data.milestones, data.deliverables, data.programmes)
        # no more than two sheets are drawn, whatever the number of rows
        pages = list(islice(self._gantt(data, rows, source=data.source_line), 2))
        if len(pages) > 1:
            groups = [row for row in rows if row.is_group]
            pages = list(self._gantt(data, groups, source=data.source_line, columns=()))
        self._picture(title_of("gantt"), pages[0])

    def _gantt(
        self,
        data: ChartData,
        rows: Sequence[GanttRow],
        size: Size = _SIZE,
        source: str = "",
        columns: Sequence[str] = USUAL_COLUMNS,
    ) -> Iterator[Drawing]:
        first, last = window_of(rows)
        return gantt_pages(
            rows,
            build_arrows(rows, data.dependencies),
            first,
            last,
            source_line=source,
            size=size,
            today=data.today,
            phases=phases(data.phases),
            columns=columns,
        )

    def _picture(self, title: str, figure: Drawing, foot: str = "") -> None:
        slide = self.deck.slide(title, foot)
        slide.picture(_png(figure), MARGIN, TOP, _BODY, BOTTOM - TOP, f"{title}. {self.data.source_line}")

    def _programme(self, key: GroupKey, rows: Sequence[InitiativeRow]) -> None:
        """The table, and the schedule below it where both fit, else on the next slide."""
        title = f"{key[1]}  {key[2]}" if key[0] == 0 else key[2]
        heads = (
            _("Initiative"),
            _("Responsible party"),
            _("Status"),
            _("Schedule"),
            _("ICT investment, M€"),
        )
        ordered = sorted(rows, key=lambda row: (row.priority is None, row.priority or 0, -(row.investment_max or 0)))
        lines = [_line(row) for row in ordered]
        slide, left = self._tables(title, heads, lines, _SHARES, _MOST_TABLES)
        ids = {row.id for row in rows}
        data = replace(
            self.data,
            initiatives=rows,
            milestones=[mark for mark in self.data.milestones if mark.initiative_id in ids],
            deliverables=[mark for mark in self.data.deliverables if mark.initiative_id in ids],
        )
        bars = build_rows(data.initiatives, data.milestones, data.deliverables, data.programmes, "none")
        height = BOTTOM - left - 8
        if height > 150:
            pages = list(islice(self._gantt(data, bars, (_SIZE[0], height * _SIZE[0] / _BODY)), 2))
            if len(pages) == 1:
                slide.picture(_png(pages[0]), MARGIN, left + 8, _BODY, height, f"{title}. {title_of('gantt')}")
                return
        for number, page in enumerate(self._gantt(data, bars[: 20 * _MOST_TABLES])):
            if number < _MOST_TABLES:
                self._picture(f"{title}: {title_of('gantt').lower()}", page, self.foot)

    def _tables(
        self,
        title: str,
        heads: Sequence[str],
        lines: Sequence[Sequence[str]],
        shares: Sequence[float],
        most: int | None = None,
    ) -> tuple[Slide, float]:
        """The table over as many slides as it takes; the last slide, and where its table ends."""
        for size in _SIZES:
            widths = column_widths([heads, *lines], shares, size)
            if widths is not None:
                break
        else:
            widths = [_BODY * share / sum(shares) for share in shares]
        head = row_height(heads, widths, size, bold=True)
        room = BOTTOM - TOP - head - 16
        pages: list[list[Sequence[str]]] = [[]]
        used = 0.0
        for line in lines:
            tall = row_height(line, widths, size)
            if pages[-1] and used + tall > room:
                pages.append([])
                used = 0.0
            pages[-1].append(line)
            used += tall
        shown = pages if most is None else pages[:most]
        slide, end = self.deck.slide(f"{title} (1/{len(shown)})" if len(shown) > 1 else title, self.foot), TOP
        more = sum(len(page) for page in pages[len(shown) :])
        for number, page in enumerate(shown, 1):
            if number > 1:
                slide = self.deck.slide(f"{title} ({number}/{len(shown)})", self.foot)
            slide.table(heads, page, widths, TOP, size)
            end = TOP + head + sum(row_height(line, widths, size) for line in page)
        if more:
            text = ngettext(
                "… and {n} more, in the Excel snapshot.", "… and {n} more, in the Excel snapshot.", more
            ).format(n=format_number(more))
            slide.text([text], MARGIN, end, _BODY, 16, 10)
            end += 16
        return slide, end


def _programmes(data: ChartData) -> list[tuple[GroupKey, list[InitiativeRow]]]:
    """The development initiatives by programme; projects alone when there is nothing else."""
    names = {programme.id: programme for programme in data.programmes}
    rows = [row for row in data.initiatives if row.kind is InitiativeKind.INITIATIVE] or list(data.initiatives)
    found: dict[GroupKey, list[InitiativeRow]] = {}
    for row in rows:
        found.setdefault(group_key(row, "programme", names), []).append(row)
    return sorted(found.items())


def _line(row: InitiativeRow) -> tuple[str, ...]:
    unknown = _("not known")
    return (
        row.title,
        row.organisation or unknown,
        label(row.status) if row.status else unknown,
        _when(row.start, row.end, row.open_ended),
        format_millions(row.investment_min, row.investment_max) or unknown,
    )


def _when(start: date | None, end: date | None, open_ended: bool) -> str:
    """``1/2010–12/2012``; what is not known is said so."""
    if start is None and end is None and not open_ended:
        return _("not known")
    last = format_month(end) if end else _("continuous") if open_ended else "?"
    first = format_month(start) if start else "?"
    return f"{first}–{last}" if end else f"{first} – {last}"


def _png(figure: Drawing) -> bytes:
    stream = BytesIO()
    figure.savefig(stream, format="png", dpi=_DPI)
    return stream.getvalue()
