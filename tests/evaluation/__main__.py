"""How well overlap is found, ours beside what else there is, on every labelled set at hand: one table in one run.

``python -m tests.evaluation [--sets NAME …] [--methods NAME …] [--json FILE] [--write]``; a name is the beginning of
one in the table. What is missing, and what cannot be run, is named below the table with the reason. docs/EVALUATION.md
says what each column means.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.evaluation import linkage_dedupe, linkage_splink, ours, text_methods
from tests.evaluation.measuring import Figures, mean, measure
from tests.evaluation.scored import CannotRun, Method
from tests.evaluation.table import cells, placed, rendered
from tests.evaluation.tasks import Missing, Task, tasks

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "EVALUATION.md"
OURS: dict[str, Method] = {
    "ours": ours.whole,
    "ours, held out": ours.held_out,
    "ours, as listed": ours.listed,
    "ours without glossary": ours.without_glossary,
    "ours without vectors": ours.without_vectors,
}
OTHERS: dict[str, Method] = {
    "char TF-IDF + topn": text_methods.char_tfidf,
    "rapidfuzz token_set": text_methods.token_set,
    "simplemma TF-IDF": text_methods.lemmas,
    "bare language model": text_methods.bare_model,
    "splink": linkage_splink.match,
    "dedupe": linkage_dedupe.match,
}
# these answer for labelled portfolios only: the list is made of a portfolio, and the weights are fitted on such
_PORTFOLIOS_ONLY = frozenset({"ours, held out", "ours, as listed"})


def main() -> int:
    """Measure, print the table, and write the figures if asked to; 1 if a method failed that could be run."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="+", default=[""], metavar="NAME")
    parser.add_argument("--methods", nargs="+", default=[""], metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--write", action="store_true", help="put the table into docs/EVALUATION.md")
    asked = parser.parse_args()
    known = list(tasks())
    missing = [task for task in known if isinstance(task, Missing)]
    there = [task for task in known if isinstance(task, Task)]
    portfolios = [task for task in there if task.labelled is not None and not task.unseen]
    methods = {name: method for name, method in (OURS | OTHERS).items() if _asked_for(name, asked.methods)}
    rows: list[Figures] = []
    failed: list[tuple[str, str, str]] = []
    broken = False
    for task in there:
        if not _asked_for(task.name, asked.sets):
            continue
        for name, method in methods.items():
            if (name in _PORTFOLIOS_ONLY and task.labelled is None) or (name == "ours, held out" and task.unseen):
                continue
            print(f"{task.name}: {name} …", file=sys.stderr, flush=True)
            try:
                rows.append(measure(task, name, method, portfolios))
            except CannotRun as error:
                failed.append((task.name, name, str(error)))
            except Exception as error:
                # the other figures are worth having all the same
                failed.append((task.name, name, f"{type(error).__name__}: {error}"))
                broken = True
    said = "\n".join(_report(rows, {task.name: task for task in there}, missing, failed))
    print(said)
    if asked.write:
        DOCUMENT.write_text(placed(DOCUMENT.read_text(encoding="utf-8"), said), encoding="utf-8")
    if asked.json:
        figures = json.dumps(_document(rows, missing, failed), indent=1, ensure_ascii=False)
        asked.json.write_text(figures + "\n", encoding="utf-8")
    return int(broken)


def _report(
    rows: list[Figures], by_name: dict[str, Task], missing: list[Missing], failed: list[tuple[str, str, str]]
) -> Iterator[str]:
    yield rendered(cells(row, ours.looked_at(row.method, by_name[row.data])) for row in rows)
    portfolios = [row for row in rows if (task := by_name[row.data]).labelled is not None and not task.unseen]
    several = {row.method: [one for one in portfolios if one.method == row.method] for row in portfolios}
    means = [mean(f"{len(of)} portfolios", of) for of in several.values() if len(of) > 1]
    if means:
        yield "\nThe mean of the labelled portfolios; hard negatives and seconds are sums.\n"
        yield rendered(cells(row, any(ours.looked_at(row.method, task) for task in by_name.values())) for row in means)
    yield "\n\\* labels of this set were looked at while the numbers were chosen that this method uses\n"
    for gone in missing:
        yield f"- missing: {gone.name} ({os.path.relpath(gone.path)})"
    for data, name, reason in failed:
        yield f"- could not be run: {name} on {data}: {reason}"


def _asked_for(name: str, asked: Sequence[str]) -> bool:
    """Whether one of the beginnings fits; one that is a method's whole name fits that method alone."""
    return any(name == start or (start not in OURS and name.startswith(start)) for start in asked)


def _document(rows: list[Figures], missing: list[Missing], failed: list[tuple[str, str, str]]) -> dict[str, Any]:
    return {
        "figures": [row._asdict() | {"bins": row.bins and [found._asdict() for found in row.bins]} for row in rows],
        "missing": [gone.name for gone in missing],
        "could_not_be_run": [{"data": data, "method": name, "reason": reason} for data, name, reason in failed],
    }


if __name__ == "__main__":
    sys.exit(main())
