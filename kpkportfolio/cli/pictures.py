"""``chart``."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from kpkportfolio.cli.opening import opened


def draw_chart(options: Namespace) -> int:
    """Draw one of the pictures into a file and print the files written."""
    from kpkportfolio.charts.data import ChartData
    from kpkportfolio.charts.registry import draw_to

    with opened(options) as portfolio:
        data = ChartData.of(portfolio.contents(), datetime.now().astimezone().date(), portfolio.name)
    for path in draw_to(options.name, data, Path(options.out).expanduser()):
        print(path)
    return 0
