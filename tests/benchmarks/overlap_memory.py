"""How much memory the search for overlap adds at its peak, its imports included, in a process of its own.

``python -m tests.benchmarks.overlap_memory`` prints JSON in MB: ten thousand texts of forty invented words, and ten
thousand initiatives read from a database, where the store has already imported what it shares with the search.
"""

import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kpkportfolio.overlap.item import Item
from tests.memory import peak_megabytes

ITEMS, WORDS, CHECKS = 10_000, 40, 20


def main() -> None:
    """Measure in fresh processes and print what they say as one JSON object."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(_items(sys.argv[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        from tests.benchmarks.invented import portfolio_file

        database = portfolio_file(Path(folder) / "memory.kpk", ITEMS)
        print(json.dumps({"texts": in_a_process(), "database": in_a_process(database)}, indent=1))


def in_a_process(database: Path | None = None) -> dict[str, float]:
    """The figures of :func:`measure` for invented texts or a database, from a process that has done nothing else."""
    command = [sys.executable, "-m", "tests.benchmarks.overlap_memory", str(database or "")]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def measure(items: Sequence[Item]) -> dict[str, float]:
    """MB added at the peak by the imports, by the index, and by pairs and checks; each includes those before."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        # what reading the items took for a moment is not held any more
        clear.write_text("5")
    before = peak_megabytes()
    from kpkportfolio.overlap.engine import Engine

    imported = peak_megabytes()
    # the vectors as they come from a database, without the model that made them
    engine = Engine(items, vectors=_vectors(items))
    built = peak_megabytes()
    found = engine.pairs()
    for item in items[:: max(1, len(items) // CHECKS)]:
        engine.check(item.description or item.title)
    asked = peak_megabytes()
    return {
        "items": len(items),
        "found": len(found),
        "imports_mb": round(imported - before, 1),
        "build_mb": round(built - before, 1),
        "all_mb": round(asked - before, 1),
    }


def _items(database: str) -> list[Item]:
    if not database:
        from tests.benchmarks.overlap_texts import invented

        return invented(ITEMS, WORDS)
    from kpkportfolio.overlap.item import items
    from kpkportfolio.store.portfolio import Portfolio

    portfolio = Portfolio.open(Path(database))
    contents = portfolio.contents()
    portfolio.close()
    return items(contents.initiatives, contents.deliverables, contents.components)


def _vectors(items: Sequence[Item]) -> dict[str, bytes]:
    from kpkportfolio.overlap.language_model import DIMENSIONS, text_key
    from kpkportfolio.overlap.meaning import text

    chance = random.Random(1)
    return {text_key(text(item)): chance.randbytes(DIMENSIONS) for item in items}


if __name__ == "__main__":
    main()
