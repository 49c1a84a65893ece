"""The pictures there are, by the names the command line and the window use. Reached only when one is drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matplotlib.figure import Figure

from kpkportfolio.charts.bars import GroupBy, build_arrows, build_rows, window_of
from kpkportfolio.charts.bubble_figure import bubble_figure
from kpkportfolio.charts.bubbles import ColourBy, build_bubbles
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_figure import A3, Size, gantt_figure, gantt_pages
from kpkportfolio.charts.impact import build_impact
from kpkportfolio.charts.impact_figure import impact_figure
from kpkportfolio.charts.overlap_map import build_overlap_map
from kpkportfolio.charts.overlap_map_figure import overlap_map_sheets
from kpkportfolio.charts.palette import PRINT, Palette
from kpkportfolio.charts.saving import save
from kpkportfolio.charts.time_axis import phases
from kpkportfolio.errors import UsageError
from kpkportfolio.overlap.judged import as_judged
from kpkportfolio.text import _

# above this one picture would be taller than picture viewers and printers can take
_ROWS_ON_ONE_SHEET = 500


@dataclass(frozen=True, slots=True)
class ChartOptions:
    """How to draw. ``paged`` asks for sheets of ``size``; else a Gantt is one sheet as tall as it takes, and the
    overlap map only its first sheet.

    ``first`` and ``last`` bound the Gantt's days; None takes all that is known. ``x``, ``y`` and ``size_by``
    are keys of the bubbles' AXES.
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


def _gantt(data: ChartData, options: ChartOptions) -> Iterator[Figure]:
    rows = build_rows(data.initiatives, data.milestones, data.deliverables, data.programmes, options.group_by)
    arrows = build_arrows(rows, data.dependencies)
    first, last = window_of(rows)
    first, last = options.first or first, options.last or last
    title, bands = _("Schedule"), phases(data.phases)
    if not options.paged and len(rows) <= _ROWS_ON_ONE_SHEET:
        width = options.size[0]
        figure = gantt_figure(
            rows, arrows, first, last, options.palette, title, data.source_line, width, data.today, bands
        )
        return iter([figure])
    return gantt_pages(
        rows, arrows, first, last, options.palette, title, data.source_line, options.size, data.today, bands
    )


def _bubble(data: ChartData, options: ChartOptions) -> Iterator[Figure]:
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
    return iter([bubble_figure(chart, options.palette, title, data.source_line, options.size)])


def _impact(data: ChartData, options: ChartOptions) -> Iterator[Figure]:
    chart = build_impact(data.money, data.impact)
    figure = impact_figure(chart, options.palette, _("Investment and impact"), data.source_line, options.size)
    return iter([figure])


def _overlap(data: ChartData, options: ChartOptions) -> Iterator[Figure]:
    data = data.without_projects()
    chart = build_overlap_map(as_judged(data.findings, data.contents), data.contents, data.initiatives)
    return overlap_map_sheets(chart, options.palette, _("Overlap map"), data.source_line, options.size, options.paged)


CHARTS: dict[str, Callable[[ChartData, ChartOptions], Iterator[Figure]]] = {
    "gantt": _gantt,
    "bubble": _bubble,
    "impact": _impact,
    "overlap": _overlap,
}


def draw(name: str, data: ChartData, options: ChartOptions | None = None) -> Iterator[Figure]:
    """The figures of the picture called ``name``, each drawn when it is asked for.

    Raises:
        UsageError: there is no such picture; names those there are.
    """
    builder = CHARTS.get(name)
    if builder is None:
        names = ", ".join(CHARTS)
        raise UsageError(_("There is no picture called {name}. There are: {names}.").format(name=name, names=names))
    return builder(data, options or ChartOptions())


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
