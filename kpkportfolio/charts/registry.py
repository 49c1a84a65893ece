"""The pictures there are, by the names the command line and the window use. Reached only when one is drawn."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpkportfolio.charts.bars import GanttRow, GroupBy, build_arrows, build_rows, window_of
from kpkportfolio.charts.bubble_figure import bubble_figure
from kpkportfolio.charts.bubbles import ColourBy, build_bubbles
from kpkportfolio.charts.catalogue import PICTURES, title_of
from kpkportfolio.charts.comparison import Comparison
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_figure import A3, MARGIN, Size, gantt_figure, gantt_page_count, gantt_pages
from kpkportfolio.charts.impact import build_impact
from kpkportfolio.charts.impact_figure import impact_figure
from kpkportfolio.charts.over_time import build_over_time
from kpkportfolio.charts.over_time_figure import over_time_figure
from kpkportfolio.charts.overlap_map import build_overlap_map
from kpkportfolio.charts.overlap_map_figure import overlap_map_sheets
from kpkportfolio.charts.palette import PRINT, Palette
from kpkportfolio.charts.paper import Drawing
from kpkportfolio.charts.parties import build_parties
from kpkportfolio.charts.parties_figure import parties_sheets
from kpkportfolio.charts.roadmap_figure import roadmap_sheets
from kpkportfolio.charts.saving import save
from kpkportfolio.charts.sheet import Sheet, price_words
from kpkportfolio.charts.sizes import USUAL_COLUMNS
from kpkportfolio.charts.time_axis import phases
from kpkportfolio.charts.trend import TrendBy, build_trend
from kpkportfolio.charts.trend_figure import MOST_SHEETS, most_panels, trend_sheets
from kpkportfolio.charts.upcoming import build_upcoming
from kpkportfolio.charts.upcoming_figure import upcoming_figures
from kpkportfolio.charts.years import StackBy, build_years, counted_once
from kpkportfolio.charts.years_figure import years_figure
from kpkportfolio.errors import UsageError
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.vocabulary import MoneyKind
from kpkportfolio.overlap.judged import as_judged
from kpkportfolio.text import _

# above this one picture would be taller than picture viewers and printers can take
_ROWS_ON_ONE_SHEET = 500
_SEVERAL = frozenset({"roadmap", "parties", "trend", "overlap", "upcoming"})
"""Pictures besides the Gantt that go on over sheets."""


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """How to draw. ``paged`` asks for as many sheets of ``size`` as it takes; else a Gantt is one sheet as tall as it
    takes, and other pictures are one that counts what it has no room for.

    ``first`` and ``last`` bound the Gantt's days; None takes all that is known. ``x``, ``y`` and ``size_by``
    are keys of the bubbles' AXES. ``stack_by`` and ``cumulative`` are of the picture by year, ``months`` says how far
    ahead what is due is listed. ``titled`` False leaves the title out.
    ``against`` is what the Gantt's ghosts are of; None is the latest baseline.
    ``columns`` of the Gantt's table are those of gantt_table.COLUMNS; ``margin`` is the white around it, in points.
    """

    palette: Palette = PRINT
    size: Size = A3
    paged: bool = True
    group_by: GroupBy = "programme"
    first: date | None = None
    last: date | None = None
    x: str = "investment"
    y: str = "impact"
    size_by: str | None = "municipalities"
    colour_by: ColourBy = "programme"
    log: bool = True
    stack_by: StackBy = "programme"
    cumulative: bool = False
    months: int = 6
    titled: bool = True
    columns: Collection[str] = USUAL_COLUMNS
    margin: float = MARGIN
    against: Comparison | None = None

    def title(self, text: str) -> str:
        """The title, or nothing where what the picture is put on has a title of its own."""
        return text if self.titled else ""


def _days(rows: Sequence[GanttRow], options: ChartOptions) -> tuple[date, date]:
    """The days asked for, else all that are known."""
    first, last = window_of(rows)
    first, last = options.first or min(first, options.last or first), options.last or max(last, options.first or last)
    if first > last:
        raise UsageError(_("The first day is after the last one."))
    return first, last


def _gantt(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    rows, data = _gantt_rows(data, options)
    arrows = build_arrows(rows, data.dependencies)
    first, last = _days(rows, options)
    title, bands, source = options.title(title_of("gantt")), phases(data.phases), _with_prices(data)
    given = (rows, arrows, first, last, options.palette, title, source)
    laid = (data.today, bands, options.columns, options.margin, _ghosts(options))
    if not options.paged and len(rows) <= _ROWS_ON_ONE_SHEET:
        return iter([gantt_figure(*given, options.size[0], *laid)])
    return gantt_pages(*given, options.size, *laid)


def _gantt_rows(data: ChartData, options: ChartOptions) -> tuple[list[GanttRow], ChartData]:
    """The rows, and the data that knows what they are held against."""
    mine = data.initiatives, data.milestones, data.deliverables, data.programmes
    rows = build_rows(*mine, options.group_by, options.against)
    return rows, data if options.against is None else replace(data, compared=options.against.name)


def _ghosts(options: ChartOptions) -> str:
    return "" if options.against is None else options.against.name


def _with_prices(data: ChartData) -> str:
    """The source line, with the prices of the known investments when there are any."""
    prices = price_words(row for row in data.money if row.kind is MoneyKind.ICT_INVESTMENT)
    return " ".join(filter(None, (prices and _("Known ICT investment."), prices, data.source_line)))


def page_count(name: str, data: ChartData, options: ChartOptions) -> int | None:
    """How many sheets a paged picture takes, known before anything is drawn; None where only drawing tells."""
    if name == "gantt":
        rows, data = _gantt_rows(data, options)
        arrows = build_arrows(rows, data.dependencies)
        title, bands = options.title(title_of("gantt")), phases(data.phases)
        days, source = _days(rows, options), _with_prices(data)
        size, columns, margin, ghosts = options.size, options.columns, options.margin, _ghosts(options)
        return gantt_page_count(rows, arrows, *days, title, source, size, bands, columns, margin, ghosts)
    if name not in _SEVERAL:
        return 1
    # the papers of a few sheets are made in no time; of a long list only drawing tells
    return None if name == "upcoming" else sum(1 for _sheet in draw(name, data, options))


def _bubble(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    data = data.without_projects()
    chart = build_bubbles(
        data.initiatives,
        options.x,
        options.y,
        options.size_by,
        options.colour_by,
        options.log,
        data.programmes,
    )
    title = _("{y} and {x}").format(y=chart.y.axis.label, x=chart.x.axis.label.lower())
    prices = price_words([*data.money, *data.impact]) if {options.x, options.y} & {"investment", "impact"} else ""
    source = " ".join(filter(None, (prices, data.source_line)))
    return iter([bubble_figure(chart, options.palette, options.title(title), source, options.size)])


def _impact(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    money, impact = counted_once(data.money, data.initiatives), counted_once(data.impact, data.initiatives)
    chart = build_impact(money, impact)
    figure = impact_figure(chart, options.palette, options.title(title_of("impact")), data.source_line, options.size)
    return iter([figure])


def _overlap(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    data = data.without_projects()
    chart = build_overlap_map(as_judged(data.findings, data.contents), data.contents, data.initiatives)
    return overlap_map_sheets(
        chart, options.palette, options.title(title_of("overlap")), data.source_line, options.size, options.paged
    )


def _years(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    chart = build_years(data.money, data.impact, data.initiatives, options.stack_by, options.cumulative)
    title = {
        "programme": _("Investment and impact by year and programme"),
        "kind": _("Investment and impact by year and kind"),
        "wave": _("Investment and impact by year and wave"),
    }[options.stack_by]
    figure = years_figure(
        chart,
        options.palette,
        options.title(title),
        data.source_line,
        options.size,
        options.stack_by,
        options.cumulative,
    )
    return iter([figure])


def _roadmap(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    data = data.without_projects()
    by: GroupBy = "programme" if options.group_by == "none" else options.group_by
    rows = build_rows(data.initiatives, data.milestones, data.deliverables, data.programmes, by)
    first, last = _days(rows, options)
    prices = price_words(data.money)
    title = options.title(title_of("roadmap"))
    look = options.palette, title, data.source_line, options.size
    return roadmap_sheets(rows, first, last, *look, data.today, prices, options.paged)


def _parties(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    data = data.without_projects()
    chart = build_parties(data.initiatives, data.programmes)
    prices = price_words(data.money)
    title = options.title(title_of("parties"))
    return parties_sheets(chart, options.palette, title, data.source_line, options.size, prices, options.paged)


def _states(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    data = data.without_projects()
    chart = build_over_time(data.past, data.initiatives, data.today)
    title, narrowed = options.title(title_of("states")), bool(data.source.filter)
    return iter([over_time_figure(chart, options.palette, title, data.source_line, options.size, narrowed)])


def _trend(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    data = data.without_projects()
    by: TrendBy = "organisation" if options.group_by == "organisation" else "programme"
    facts = Facts(data.contents, data.today)
    most = most_panels(options.size) * (MOST_SHEETS if options.paged else 1)
    chart = build_trend(data.past, data.initiatives, facts, most, by)
    title, narrowed = options.title(title_of("trend")), bool(data.source.filter)
    return trend_sheets(chart, options.palette, title, data.source_line, options.size, narrowed)


def _upcoming(data: ChartData, options: ChartOptions) -> Iterator[Drawing]:
    chart = build_upcoming(data.initiatives, data.milestones, data.deliverables, data.today, options.months)
    return upcoming_figures(
        chart, options.palette, options.title(title_of("upcoming")), data.source_line, options.size, options.paged
    )


CHARTS: dict[str, Callable[[ChartData, ChartOptions], Iterator[Drawing]]] = {
    "gantt": _gantt,
    "bubble": _bubble,
    "impact": _impact,
    "overlap": _overlap,
    "years": _years,
    "roadmap": _roadmap,
    "parties": _parties,
    "states": _states,
    "trend": _trend,
    "upcoming": _upcoming,
}


def draw(name: str, data: ChartData, options: ChartOptions | None = None) -> Iterator[Drawing]:
    """The figures of the picture called ``name``, each drawn when it is asked for.

    Raises:
        UsageError: there is no such picture; names those there are.
    """
    builder = CHARTS.get(name)
    if builder is None:
        names = ", ".join(CHARTS)
        raise UsageError(_("There is no picture called {name}. There are: {names}.").format(name=name, names=names))
    options = options or ChartOptions()
    return builder(data, options) if data.initiatives else iter([_nothing(name, data, options)])


def _nothing(name: str, data: ChartData, options: ChartOptions) -> Drawing:
    """A sheet that says why it is empty, and what its picture shows."""
    picture = next(one for one in PICTURES if one.name == name)
    words = _("Nothing to show with this filter.")
    if not data.contents.initiatives:
        words = _("There are no initiatives in the portfolio yet.")
    sheet = Sheet(options.size, options.palette, options.title(picture.title), (), data.source_line)
    return sheet.nothing(words, _("The picture needs {what}.").format(what=picture.needs))


def draw_to(
    name: str,
    data: ChartData,
    path: Path,
    options: ChartOptions | None = None,
    progress: Callable[[int], None] | None = None,
) -> list[Path]:
    """Draws and saves; the files written. A PDF gets pages, other formats one tall picture where that is possible.

    ``progress`` is told after each page how many are drawn; it may raise Cancelled, and then no half-made file is left.
    """
    if options is None:
        options = ChartOptions(paged=path.suffix.lower() == ".pdf")
    return save(draw(name, data, options), path, progress)
