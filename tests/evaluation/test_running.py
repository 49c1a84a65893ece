"""The command itself, on one small set with methods that answer, cannot run, and fail."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kpkportfolio.overlap.item import Item
from tests.evaluation import __main__ as command
from tests.evaluation.scored import CannotRun, Scored
from tests.evaluation.tasks import Missing, Task

ITEMS = [Item(id=str(n), title=f"hanke {n}", language="fi") for n in range(4)]
TASK = Task("pairs", ITEMS, np.array([0, 1]), np.array([2, 3]), np.array([1, 0]), np.array([0, 1]))


def _answers(task: Task, _others: Sequence[Task]) -> Scored:
    return Scored(np.array([0.9, 0.1]), np.array([0.9, 0.1]))


def _cannot(task: Task, _others: Sequence[Task]) -> Scored:
    raise CannotRun("no such module")


def _fails(task: Task, _others: Sequence[Task]) -> Scored:
    raise KeyError("vector")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    document = tmp_path / "EVALUATION.md"
    document.write_text("<!-- table --><!-- end of table -->", encoding="utf-8")
    monkeypatch.setattr(command, "DOCUMENT", document)
    monkeypatch.setattr(command, "tasks", lambda: [TASK, Missing("strings", tmp_path / "strings.csv")])
    monkeypatch.setattr(command, "OURS", {"ours": _answers, "ours, as listed": _fails})
    monkeypatch.setattr(command, "OTHERS", {"other": _answers, "absent": _cannot})
    return tmp_path


def _call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["evaluation", *arguments])
    return command.main()


def test_figures_come_as_a_table_as_json_and_into_the_document(
    run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _call(monkeypatch, "--json", str(run / "figures.json"), "--write") == 0
    said = capsys.readouterr().out
    assert "| pairs    | ours   | 1.000" in said
    assert "- missing: strings" in said
    assert "- could not be run: absent on pairs: no such module" in said
    # a list is of a portfolio, and this is none
    assert "as listed" not in said
    assert said.strip() in (run / "EVALUATION.md").read_text(encoding="utf-8")
    document = json.loads((run / "figures.json").read_text(encoding="utf-8"))
    assert [row["method"] for row in document["figures"]] == ["ours", "other"]
    assert document["figures"][0]["bins"][0] == {"pairs": 1, "mean_probability": 0.1, "share_true": 0.0}
    assert document["missing"] == ["strings"]


def test_only_what_is_asked_for_is_measured(
    run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _call(monkeypatch, "--methods", "oth") == 0
    assert "| ours" not in capsys.readouterr().out


def test_a_method_that_breaks_costs_no_other_figures(
    run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "OTHERS", {"other": _answers, "broken": _fails})
    assert _call(monkeypatch) == 1
    said = capsys.readouterr().out
    assert "| pairs    | other  | 1.000" in said
    assert "broken on pairs: KeyError: 'vector'" in said
