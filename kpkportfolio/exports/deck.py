"""The portfolio as a presentation: the pictures of the whole, and each programme with a table and its schedule."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path

from matplotlib.transforms import Bbox

from kpkportfolio.charts.bars import GanttRow, GroupKey, build_arrows, build_rows, group_key, window_of
from kpkportfolio.charts.catalogue import OVER_TIME, title_of
from kpkportfolio.charts.comparison import Comparison
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_figure import Size, gantt_pages
from kpkportfolio.charts.over_time import NO_PAST, Past
from kpkportfolio.charts.paper import Drawing
from kpkportfolio.charts.registry import ChartOptions, draw
from kpkportfolio.charts.sheet import price_words
from kpkportfolio.charts.sizes import USUAL_COLUMNS
from kpkportfolio.charts.time_axis import phases
from kpkportfolio.exports.deck_cover import cover
from kpkportfolio.exports.deck_notes import notes
from kpkportfolio.exports.deck_tables import BODY, numbered, tables
from kpkportfolio.exports.pictures import picture_data
from kpkportfolio.exports.slide_theme import BOTTOM, MARGIN, TOP
from kpkportfolio.exports.slides import Deck
from kpkportfolio.files import written_whole
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind, label
from kpkportfolio.text import _, format_date, format_millions, format_month, format_number, ngettext

Progress = Callable[[int, int], None]

_PICTURES = ("roadmap", "bubble", "years", "impact", "states", "trend", "parties", "upcoming")
_ACROSS = 820.0
"""Of a picture as it is drawn; on the slide it is a little larger, for eyes at the back of the room."""
_SIDES, _ABOVE, _BELOW = 28.0, 13.0, 26.0
"""What is cut off a picture's white, so that it begins where the title does; a roadmap's day stands above its years."""
_WIDER = (0.85, 1.0, 1.12, 1.25)
"""How much wider, and so smaller in its letters, a schedule may be drawn to fit on its slide."""
_LEAST_SCHEDULE = 110.0
_DPI = 170
"""Points of a picture to each inch of the slide: twice a projector's."""
_MOST_SHEETS = {"roadmap": 12, "trend": 3, "parties": 3}
"""Pictures that go on over slides."""
_MOST_TABLES = 4
"""Slides of a programme's table; what comes after them is counted, for nobody looks at the fifth."""
_SHARES = (34.0, 22.0, 14.0, 18.0, 12.0)


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
    against: Comparison | None = None,
) -> Path:
    """Write the presentation, whole or not at all.

    Args:
        shown: only these initiatives, narrowed by what ``filter_text`` says; None for all.
        confidential: whether what is flagged so goes in as well; else its number is told on the first slide.
        progress: told (done, all) between slides; may raise Cancelled.
        past: the portfolio at earlier moments; without any, its picture over time is left out.
        against: what schedules are held against; None is the latest baseline.

    Raises:
        EnvironmentFailed: the file cannot be written; whatever stood there before still does.
    """
    data = picture_data(contents, today, portfolio, shown, filter_text, confidential=confidential, past=past)
    made = _Writer(data, portfolio, by, progress, against).write()
    with written_whole(path) as temporary:
        made.save(str(temporary))
    return path


class _Writer:
    def __init__(
        self, data: ChartData, portfolio: str, by: str, progress: Progress | None, against: Comparison | None
    ) -> None:
        # what schedules are held against is told wherever the source is
        self.data = data if against is None else replace(data, compared=against.name)
        self.portfolio = portfolio
        self.by, self.against = by, against
        self.told = progress or (lambda _done, _all: None)
        self.deck = Deck(f"{portfolio} {format_date(data.today)}", by)
        prices = price_words([*data.money, *data.impact])
        self.foot = " ".join(part for part in (data.source_line, prices) if part)
        self.programmes = _programmes(data)
        self.facts = Facts(data.contents, data.today)

    def write(self) -> Deck:
        # a single column tells of no time
        pictures = [name for name in _PICTURES if name not in OVER_TIME or self.data.past.moments]
        steps = len(pictures) + 1 + len(self.programmes)
        cover(self.deck, self.data, self.facts, self.by)
        if not self.data.initiatives:
            return self.deck
        self._contents()
        done = 0
        self.told(done, steps)
        self._schedule()
        for name in pictures:
            done += 1
            self.told(done, steps)
            sheets = self._sheets(name)
            for number, sheet in enumerate(sheets, 1):
                # the picture says its source itself
                self._picture(numbered(title_of(name), number, len(sheets)), sheet)
        for key, rows in self.programmes:
            done += 1
            self.told(done, steps)
            self._programme(key, rows)
        self.told(steps, steps)
        return self.deck

    def _sheets(self, name: str) -> list[Drawing]:
        """A picture over a few slides, else its first sheet, which counts what it leaves out."""
        options = ChartOptions(size=_drawn(), titled=False)
        most = _MOST_SHEETS.get(name, 0)
        sheets = list(islice(draw(name, self.data, options), most + 1)) if most else []
        return sheets if 0 < len(sheets) <= most else [next(draw(name, self.data, replace(options, paged=False)))]

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
        tables(self.deck, _("Programmes"), self.foot, heads, lines, (44.0, 14.0, 18.0, 24.0), (1, 3), large=True)

    def _schedule(self) -> None:
        """The whole schedule where one slide holds it, else the programmes alone."""
        data = self.data.without_projects()
        rows = build_rows(data.initiatives, data.milestones, data.deliverables, data.programmes, against=self.against)
        page = self._on_one(data, rows, BOTTOM - TOP, data.source_line)
        if page is None:
            groups = [row for row in rows if row.is_group]
            page = self._on_one(data, groups, BOTTOM - TOP, data.source_line, ())
            page = page or next(self._gantt(data, groups, source=data.source_line, columns=()))
        self._picture(title_of("gantt"), page)

    def _on_one(
        self,
        data: ChartData,
        rows: Sequence[GanttRow],
        height: float,
        source: str = "",
        columns: Sequence[str] = USUAL_COLUMNS,
    ) -> Drawing | None:
        """The schedule on one sheet for so many of a slide's points, as large as it fits; None when it does not."""
        for wider in _WIDER if height > _LEAST_SCHEDULE else ():
            # no more than two sheets are drawn, whatever the number of rows
            pages = list(islice(self._gantt(data, rows, _drawn(height, wider), source, columns), 2))
            if len(pages) == 1:
                return pages[0]
        return None

    def _gantt(
        self,
        data: ChartData,
        rows: Sequence[GanttRow],
        size: Size | None = None,
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
            size=size or _drawn(),
            today=data.today,
            phases=phases(data.phases),
            columns=columns,
            ghosts="" if self.against is None else self.against.name,
        )

    def _picture(self, title: str, figure: Drawing, foot: str = "") -> None:
        slide = self.deck.slide(title, foot)
        slide.picture(_png(figure), MARGIN, TOP, BODY, BOTTOM - TOP, f"{title}. {self.data.source_line}")

    def _programme(self, key: GroupKey, rows: Sequence[InitiativeRow]) -> None:
        """The table, and the schedule below it where both fit, else on the next slides."""
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
        slide, left, named = tables(
            self.deck, title, self.foot, heads, lines, _SHARES, (4,), _MOST_TABLES, notes(ordered, self.facts)
        )
        # the schedule is of those that the tables name
        rows = ordered[:named]
        ids = {row.id for row in rows}
        data = replace(
            self.data,
            initiatives=rows,
            milestones=[mark for mark in self.data.milestones if mark.initiative_id in ids],
            deliverables=[mark for mark in self.data.deliverables if mark.initiative_id in ids],
        )
        parts = data.initiatives, data.milestones, data.deliverables, data.programmes
        bars = build_rows(*parts, "none", self.against)
        schedule, top = title_of("gantt"), left + 10
        page = self._on_one(data, bars, BOTTOM - top)
        if page is not None:
            slide.picture(_png(page), MARGIN, top, BODY, BOTTOM - top, f"{title}. {schedule}")
            return
        pages = list(self._gantt(data, bars, _drawn(wider=_WIDER[-1])))
        for number, page in enumerate(pages, 1):
            self._picture(numbered(f"{title}: {schedule.lower()}", number, len(pages)), page, self.foot)


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


def _drawn(height: float = BOTTOM - TOP, wider: float = 1.0) -> Size:
    """How large a picture is drawn that fills a slide's width and so many of its points once its white is cut off."""
    across = _ACROSS * wider
    inner = across - 2 * _SIDES
    return across, inner * height / BODY + _ABOVE + _BELOW


def _png(figure: Drawing) -> bytes:
    stream = BytesIO()
    across, down = figure.get_size_inches()
    kept = Bbox([(_SIDES / 72, _BELOW / 72), (across - _SIDES / 72, down - _ABOVE / 72)])
    figure.savefig(stream, format="png", dpi=_DPI * BODY / 72 / kept.width, bbox_inches=kept)
    return stream.getvalue()
