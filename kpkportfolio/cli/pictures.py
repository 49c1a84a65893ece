"""``chart``."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kpkportfolio.cli.opening import opened
from kpkportfolio.cli.output import end_progress, progress
from kpkportfolio.model.rows import Contents
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _


def draw_chart(options: Namespace) -> int:
    """Draw one of the pictures into a file and print the files written."""
    from kpkportfolio.charts.data import ChartData
    from kpkportfolio.charts.registry import draw_to

    with opened(options) as portfolio:
        contents = portfolio.contents()
        findings = _findings(portfolio, contents) if options.name == "overlap" else ()
        today = datetime.now().astimezone().date()
        data = ChartData.of(contents, today, portfolio.name, findings=findings)
    for path in draw_to(options.name, data, Path(options.out).expanduser()):
        print(path)
    return 0


def _findings(portfolio: Portfolio, contents: Contents) -> Sequence[Finding]:
    from kpkportfolio.cli.searching import reading_engine
    from kpkportfolio.overlap.item import portfolio_items

    engine = reading_engine(portfolio, portfolio_items(contents))
    try:
        return engine.pairs(progress=progress(_("Looking for overlaps")))
    finally:
        end_progress()
