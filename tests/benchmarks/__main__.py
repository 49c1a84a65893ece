"""All benchmarks in one run, as JSON: ours beside the baseline, with the ratio that is promised.

``python -m tests.benchmarks [NAME …]`` runs all, or those named. Nothing here fails for being slow.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

INITIATIVES = 10_000


def _startup(_folder: Path) -> dict[str, Any]:
    from tests.benchmarks import startup

    return {**startup.measure(), "promised_ratio": 5}


def _opening(folder: Path) -> dict[str, Any]:
    from tests.benchmarks import opening

    found = opening.measure(_database(folder))
    return {**found["speed"], **found["memory"], "promised_ratio": 8, "promised_peak_mb": 300}


def _gantt(_folder: Path) -> dict[str, Any]:
    from tests.benchmarks import gantt_frame

    promised = {"promised_ratio": 1.3, "promised_p95_ms": 16, "promised_large_ratio": 2}
    return {**gantt_frame.measure(), **promised}


def _bubbles(_folder: Path) -> dict[str, Any]:
    from tests.benchmarks import bubble_frame

    return {**bubble_frame.measure(), "promised_hover_ms": 16, "promised_full_redraw_ms": 100}


def _slider(folder: Path) -> dict[str, Any]:
    from tests.benchmarks import slider_gaps

    return {**slider_gaps.measure(_database(folder)), "promised_gap_ms": 100}


def _pages(folder: Path) -> dict[str, Any]:
    from tests.benchmarks import gantt_pages

    return {**gantt_pages.measure(_database(folder)), "promised_seconds": 20, "promised_peak_mb": 500}


def _importing(folder: Path) -> dict[str, Any]:
    from tests.benchmarks import importing, invented

    register = invented.register_file(folder / "rekisteri.xlsx", INITIATIVES)
    return {"rows": INITIATIVES, **importing.measure(register, folder), "promised_ratio": 10}


def _registers(folder: Path) -> dict[str, Any]:
    from tests.benchmarks import invented, registers

    register = invented.register_csv(folder / "rekisteri.csv", registers.ROWS)
    promised = {"promised_ratio": 10, "promised_preview_s": 2, "promised_peak_mb": 400}
    return {"rows": registers.ROWS, **registers.measure(register, folder), **promised}


def _exporting(folder: Path) -> dict[str, Any]:
    from kpkportfolio.store.portfolio import Portfolio
    from tests.benchmarks import exporting

    portfolio = Portfolio.open(_database(folder))
    contents = portfolio.contents()
    portfolio.close()
    return {**exporting.measure(contents, folder), "promised_ratio": 1.4}


def _snapshots(folder: Path) -> dict[str, Any]:
    from tests.benchmarks import snapshots

    promised = {"promised_ratio": 3, "promised_compare_s": 1, "promised_share_of_live": 0.15}
    return {"rows": INITIATIVES, **snapshots.measure(_database(folder), folder), **promised}


def _overlap(_folder: Path) -> dict[str, Any]:
    from tests.benchmarks import overlap_speed
    from tests.benchmarks.overlap_texts import invented

    found = overlap_speed.measure(invented(overlap_speed.ITEMS, overlap_speed.WORDS))
    large = overlap_speed.measure(invented(overlap_speed.LARGE, overlap_speed.WORDS), beside=False)
    seconds = [one["build_s"] + one["pairs_s"] for one in (found, large)]
    promised = {"ratio": 0.25, "check_p95_ms": 30, "edit_most_ms": 100, "titles_per_s": 400, "descriptions_per_s": 100}
    return {
        **found,
        **{f"promised_{name}": value for name, value in promised.items()},
        "large": {**large, "promised_check_p95_ms": 100, "promised_memory_mb": 1500},
        "large_ratio": round(seconds[1] / seconds[0], 1),
        "promised_large_ratio": 20,
    }


def _quality(_folder: Path) -> dict[str, Any]:
    from tests.benchmarks import overlap_quality

    return overlap_quality.measure()


BENCHMARKS: dict[str, Callable[[Path], dict[str, Any]]] = {
    "startup": _startup,
    "opening": _opening,
    "gantt": _gantt,
    "bubbles": _bubbles,
    "slider": _slider,
    "pages": _pages,
    "importing": _importing,
    "registers": _registers,
    "exporting": _exporting,
    "snapshots": _snapshots,
    "overlap": _overlap,
    "quality": _quality,
}


def _database(folder: Path) -> Path:
    from tests.benchmarks import invented

    path = folder / "mittaus.sqlite"
    return path if path.exists() else invented.portfolio_file(path, INITIATIVES)


def main(names: list[str]) -> int:
    """Run the named benchmarks and print their figures."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names or BENCHMARKS:
            print(f"{name} …", file=sys.stderr)
            found[name] = BENCHMARKS[name](Path(folder))
    json.dump(found, sys.stdout, indent=1, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
