"""``chart``."""

from argparse import Namespace
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kpkportfolio.charts.comparison import NO_COMPARISON, Comparison, first_baselines
from kpkportfolio.charts.sizes import COLUMNS, POINTS_PER_MM, USUAL_COLUMNS
from kpkportfolio.cli.looking import Looked, looked_at
from kpkportfolio.cli.naming import past_state
from kpkportfolio.cli.output import end_progress, progress
from kpkportfolio.errors import UsageError
from kpkportfolio.model.rows import Contents
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _


def draw_chart(options: Namespace) -> int:
    """Draw one of the pictures into a file and print the files written."""
    from kpkportfolio.charts.catalogue import OVER_TIME
    from kpkportfolio.charts.gantt_figure import A3, A4
    from kpkportfolio.charts.over_time import NO_PAST
    from kpkportfolio.charts.palette import DARK, LIGHT, PRINT, PROJECTOR
    from kpkportfolio.charts.registry import ChartOptions, draw_to, page_count
    from kpkportfolio.exports.pictures import picture_data
    from kpkportfolio.snapshots.over_time import past

    path = Path(options.out).expanduser()
    chosen = partial(
        ChartOptions,
        palette={"light": LIGHT, "dark": DARK, "print": PRINT, "projector": PROJECTOR}[options.palette],
        size={"a3": A3, "a4": A4}[options.paper],
        paged=path.suffix.lower() == ".pdf",
        group_by=options.group_by,
        first=options.first,
        last=options.last,
        stack_by=options.stack_by,
        cumulative=options.cumulative,
        months=options.months,
        columns=_columns(options.columns),
        margin=options.margin * POINTS_PER_MM,
    )

    with looked_at(options) as looked:
        made = chosen(against=comparison(looked, options.against) if options.name == "gantt" else None)
        findings = _findings(looked.portfolio, looked.contents) if options.name == "overlap" else ()
        told = progress(_("Reading earlier states"))
        earlier = past(looked.portfolio, looked.today, told) if options.name in OVER_TIME else NO_PAST
        data = picture_data(
            looked.contents,
            looked.today,
            looked.portfolio.name,
            looked.narrowed,
            looked.filter_words,
            findings,
            options.confidential,
            earlier,
        )
    report, pages = progress(path.name), None
    if report is not None and made.paged:
        pages = page_count(options.name, data, made)

    def drawn(done: int) -> None:
        if report is not None and pages is not None:
            report(done, pages)

    try:
        written = draw_to(options.name, data, path, made, drawn)
    finally:
        end_progress()
    for file in written:
        print(file)
    return 0


def comparison(looked: Looked, said: str) -> Comparison | None:
    """What the schedule is held against: a baseline, none, or what :func:`past_state` finds."""
    from kpkportfolio.snapshots.schedule import schedule_in

    match said:
        case "latest":
            return None
        case "first":
            return first_baselines(looked.contents.baselines)
        case "none":
            return NO_COMPARISON
    state = past_state(looked.portfolio, said)
    return NO_COMPARISON if state is None else schedule_in(looked.portfolio, state)


def _columns(names: str | None) -> tuple[str, ...]:
    """Those of the schedule's table; raises UsageError for one there is not."""
    if names is None:
        return USUAL_COLUMNS
    chosen = tuple(name.strip() for name in names.split(",") if name.strip())
    for name in chosen:
        if name not in COLUMNS:
            text = _("The schedule has no column called {name}. There are: {names}.")
            raise UsageError(text.format(name=name, names=", ".join(COLUMNS)))
    return chosen


def _findings(portfolio: Portfolio, contents: Contents) -> Sequence[Finding]:
    from kpkportfolio.cli.searching import reading_engine
    from kpkportfolio.overlap.item import portfolio_items

    engine = reading_engine(portfolio, portfolio_items(contents))
    try:
        return engine.pairs(progress=progress(_("Looking for overlaps")))
    finally:
        end_progress()
