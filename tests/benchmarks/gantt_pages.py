"""The printed schedule of ten thousand initiatives: seconds, pages and memory of its PDF, and how soon it stops.

Runs in a process of its own, so that the peak of memory is its own; the portfolio is read before the clock starts.
"""

import json
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

CANCEL_AT = 20


def measure(database: Path) -> dict[str, Any]:
    """Seconds of a whole PDF, its pages and MB, the most MB held; the pages drawn when cancelled at the 20th."""
    command = [sys.executable, "-m", "tests.benchmarks.gantt_pages", str(database)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _measured(database: Path) -> dict[str, Any]:
    from kpkportfolio.charts.registry import ChartOptions, draw_to, page_count
    from kpkportfolio.errors import Cancelled
    from kpkportfolio.exports.pictures import picture_data
    from kpkportfolio.store.portfolio import Portfolio
    from tests.memory import peak_megabytes

    portfolio = Portfolio.open(database)
    data = picture_data(portfolio.contents(), date(2011, 11, 15), "Mittaus")
    portfolio.close()
    options = ChartOptions()
    told: list[int] = []

    def cancelled(done: int) -> None:
        told.append(done)
        if done == CANCEL_AT:
            raise Cancelled("")

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "aikataulu.pdf"
        began, spent = time.perf_counter(), time.process_time()
        pages = page_count("gantt", data, options)
        counted = time.perf_counter() - began
        draw_to("gantt", data, file, options, told.append)
        took, spent = time.perf_counter() - began, time.process_time() - spent
        size = file.stat().st_size
        file.unlink()
        assert told == list(range(1, (pages or 0) + 1))
        told.clear()
        with suppress(Cancelled):
            draw_to("gantt", data, file, options, cancelled)
        left = [one.name for one in Path(folder).iterdir()]
    assert not left
    return {
        "rows": len(data.initiatives),
        "pages": pages,
        "pages_known_after_s": round(counted, 2),
        "seconds": round(took, 2),
        "processor_s": round(spent, 2),
        "file_mb": round(size / 1e6, 1),
        "peak_mb": round(peak_megabytes(), 1),
        "pages_drawn_when_cancelled": len(told),
    }


if __name__ == "__main__":
    json.dump(_measured(Path(sys.argv[1])), sys.stdout)
