"""How well overlap is found, ours beside what else there is, on every labelled set at hand: one table in one run.

``python -m tests.evaluation [--sets NAME …] [--methods NAME …] [--json FILE]``; a name is the beginning of one in the
table. What is missing, and what cannot be run, is named below the table with the reason. docs/EVALUATION.md says what
each column means.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.evaluation import linkage_dedupe, linkage_splink, ours, text_methods
from tests.evaluation.measuring import Figures, measure
from tests.evaluation.scored import CannotRun, Method
from tests.evaluation.table import cells, rendered
from tests.evaluation.tasks import Missing, Task, tasks

OURS: dict[str, Method] = {
    "ours": ours.whole,
    "ours, held out": ours.held_out,
    "ours, as listed": ours.listed,
    "ours without glossary": ours.without_glossary,
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


def main() -> None:
    """Measure, print the table, and write the figures if asked to."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation", description=__doc__.splitlines()[0])
    parser.add_argument("--sets", nargs="+", default=[""], metavar="NAME")
    parser.add_argument("--methods", nargs="+", default=[""], metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    known = list(tasks())
    missing = [task for task in known if isinstance(task, Missing)]
    there = [task for task in known if isinstance(task, Task)]
    portfolios = [task for task in there if task.labelled is not None]
    methods = {name: method for name, method in (OURS | OTHERS).items() if name.startswith(tuple(asked.methods))}
    rows: list[Figures] = []
    failed: list[tuple[str, str, str]] = []
    for task in there:
        if not task.name.startswith(tuple(asked.sets)):
            continue
        for name, method in methods.items():
            if name in _PORTFOLIOS_ONLY and task.labelled is None:
                continue
            print(f"{task.name}: {name} …", file=sys.stderr, flush=True)
            try:
                rows.append(measure(task, name, method, portfolios))
            except CannotRun as error:
                failed.append((task.name, name, str(error)))
    print(rendered(cells(row, ours.FITTED if row.method in ours.SHIPPED else frozenset()) for row in rows))
    print("\n* somebody looked at the labels of this set while the engine's numbers were chosen")
    for gone in missing:
        print(f"missing: {gone.name} ({os.path.relpath(gone.path)})")
    for data, name, reason in failed:
        print(f"could not be run: {name} on {data}: {reason}")
    if asked.json:
        asked.json.write_text(json.dumps(_document(rows, missing, failed), indent=1, ensure_ascii=False) + "\n")


def _document(rows: list[Figures], missing: list[Missing], failed: list[tuple[str, str, str]]) -> dict[str, Any]:
    return {
        "fitted_on": sorted(ours.FITTED),
        "figures": [row._asdict() | {"bins": row.bins and [found._asdict() for found in row.bins]} for row in rows],
        "missing": [gone.name for gone in missing],
        "could_not_be_run": [{"data": data, "method": name, "reason": reason} for data, name, reason in failed],
    }


if __name__ == "__main__":
    main()
