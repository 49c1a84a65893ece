"""What the methods are asked: pairs with their truth, and folds that never learn from what they are asked."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap.item import Item
from tests.evaluation import measuring, sets, table, tasks, text_methods
from tests.evaluation.scored import CannotRun, Scored
from tests.evaluation.tasks import Missing, Task


@pytest.fixture
def portfolio() -> Task:
    """Five initiatives: 0 and 1 one undertaking in two languages, 2 and 3 overlap, 0 and 4 are a hard negative."""
    items = [
        Item(id=key, title=title, language=language)
        for key, title, language in (
            ("a", "Sähköinen asianhallinta", "fi"),
            ("b", "Elektronisk ärendehantering", "sv"),
            ("c", "Kotihoidon optimointi", "fi"),
            ("d", "Kotihoidon reittien optimointi", "fi"),
            ("e", "Sähköinen arkisto", "fi"),
        )
    ]
    pairs = {("a", "b"): OverlapKind.DUPLICATE, ("d", "c"): OverlapKind.OVERLAP}
    return tasks.from_labels(sets.LabelledSet("esimerkki", items, pairs, frozenset(), [("e", "a")], {}))


def _scores(task: Task, *high: tuple[int, int]) -> np.ndarray:
    """0 but for the pairs given, the first the highest."""
    order = {pair: len(high) - n for n, pair in enumerate(high)}
    return np.array([order.get(pair, 0) for pair in zip(task.i.tolist(), task.j.tolist(), strict=True)], dtype=float)


def test_a_perfect_answer_has_perfect_figures(portfolio: Task) -> None:
    scores = _scores(portfolio, (0, 1), (2, 3))
    kinds = np.where(scores == 2, 0, 1)
    found = measuring.figures(portfolio, "x", Scored(scores, (scores > 0).astype(float), kinds), 0.0)
    assert (found.average_precision, found.precision_at_n, found.best_f1) == (1.0, 1.0, 1.0)
    assert found.recall == found.recall_across == {1: 1.0, 5: 1.0}
    assert (found.kinds_found, found.kinds_all, found.hard_negatives_found) == (1.0, 1.0, 0)
    assert found.calibration_error == found.calibration_error_shown == 0.0


def test_what_is_not_found_or_of_another_kind_is_counted(portfolio: Task) -> None:
    scores = _scores(portfolio, (2, 3), (0, 4), (0, 1))
    found = measuring.figures(portfolio, "x", Scored(scores, None, np.zeros(len(scores), dtype=int)), 0.0)
    assert found.precision_at_n == 0.5
    # a's nearest is e, so the pair a–b is found from b alone
    assert found.recall is not None
    assert found.recall_across is not None
    assert (found.recall[1], found.recall_across[1]) == (0.75, 0.5)
    # of the two best one is true, an overlap; of both true pairs the duplicate is named right
    assert (found.kinds_found, found.kinds_all, found.hard_negatives_found) == (0.0, 0.5, 1)
    assert found.calibration_error is None


def test_every_pair_is_asked_once_by_a_fold_that_knows_none_of_its_items(portfolio: Task) -> None:
    asked_before = np.zeros(len(portfolio.i), dtype=int)
    for known, asked in tasks.folds(portfolio, 3):
        asked_before += asked
        true = asked & (portfolio.truth == 1)
        items = {*portfolio.i[true].tolist(), *portfolio.j[true].tolist()}
        learned = {*portfolio.i[known].tolist(), *portfolio.j[known].tolist()}
        assert not items & learned
        assert not (known & asked).any()
    assert asked_before.tolist() == [1] * len(asked_before)


def test_a_product_keeps_its_price_in_the_text() -> None:
    text = "COL title VAL apple . mac 4.0 COL manufacturer VAL apple COL price VAL 179.95 "
    item = tasks.product("left0", "left", text)
    assert (item.title, item.organisation, item.description) == ("apple . mac 4.0", "apple", "179.95")
    item = tasks.product("left1", "left", "COL name VAL sony tv COL description VAL 40 ' lcd COL price VAL  ")
    assert (item.title, item.organisation, item.description) == ("sony tv", None, "40 ' lcd")


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder with one small file of each form, and the rest missing."""
    folder = tmp_path / "language"
    folder.mkdir()
    (folder / "tatoeba_fin_eng.csv").write_text("fin,eng\nYksi,One\nKaksi,Two\nKaksi,Couple\nKolme,Three\n", "utf-8")
    products = [
        ("COL title VAL a COL price VAL 1 ", "COL title VAL b COL price VAL 2 ", "0"),
        ("COL title VAL a COL price VAL 1 ", "COL title VAL A COL price VAL 1 ", "1"),
    ]
    lines = "".join("\t".join(line) + "\n" for line in products)
    (folder / "Structured_Amazon-Google_valid.txt").write_text(lines, "utf-8")
    rows = [{"label": label, "txt1": f"yksi {n}", "txt2": f"kaksi {n}"} for n, label in enumerate("1234" * 600)]
    rows[3]["label"] = "4>i"
    (folder / "turku_paraphrase_fi_opus-pb-dev.json").write_text(json.dumps(rows), "utf-8")
    return tmp_path


def test_every_data_set_is_read_or_named_as_missing(shared: Path, tmp_path: Path) -> None:
    found = list(tasks.tasks(shared, tmp_path / "none"))
    missing = [task.name for task in found if isinstance(task, Missing)]
    assert missing == [
        "registers",
        "domains",
        "strings fi–sv",
        "strings fi–en",
        "strings sv–en",
        "tatoeba sv–en",
        "Abt-Buy",
    ]
    there = {task.name: task for task in found if isinstance(task, Task)}
    retrieval = there["tatoeba fi–en"]
    # the two rows that say the same in Finnish have no one right answer; the longest comes first
    assert (retrieval.queries, len(retrieval.items), len(retrieval.i), retrieval.positives) == (2, 4, 4, 2)
    assert [retrieval.items[n].title for n in (retrieval.i[0], retrieval.j[0])] == ["Kolme", "Three"]
    products = there["Amazon-Google"]
    assert (len(products.items), products.truth.tolist()) == (3, [0, 1])
    turku = [task for name, task in there.items() if name.startswith("Turku")]
    shares = [task.positives / len(task.i) for task in turku]
    assert [len(task.i) for task in turku] == [tasks.SAMPLE] * 3
    assert shares == pytest.approx([1 / 4, 1 / 3, 1 / 2], abs=0.05)


def test_a_retrieval_is_measured_by_its_rows(shared: Path, tmp_path: Path) -> None:
    task = next(task for task in tasks.tasks(shared, tmp_path) if isinstance(task, Task) and task.queries)
    found = measuring.figures(task, "x", Scored(np.array([0.9, 0.1, 0.8, 0.7])), 0.0)
    assert found.recall == found.recall_across == {1: 0.5, 5: 1.0}
    assert (found.kinds_all, found.hard_negatives_found) == (None, None)


@pytest.mark.parametrize("method", [text_methods.char_tfidf, text_methods.token_set])
def test_a_text_method_is_nearest_to_what_says_the_same(method: object, portfolio: Task) -> None:
    assert callable(method)
    scored = method(portfolio, [])
    best = int(np.argmax(scored.scores))
    assert (int(portfolio.i[best]), int(portfolio.j[best])) == (2, 3)
    assert len(scored.scores) == len(portfolio.i)


def test_the_table_has_a_line_a_figure_and_marks_what_was_looked_at(portfolio: Task) -> None:
    def method(task: Task, _others: Sequence[Task]) -> Scored:
        return Scored(_scores(task, (0, 1), (0, 4)))

    row = measuring.measure(portfolio, "x", method, [])
    lines = table.rendered([table.cells(row, True)]).splitlines()
    assert len({len(line) for line in lines}) == 1
    # the second true pair is one of ten at 0: (1 + 2 / 10) / 2
    cells = [cell.strip() for cell in lines[2].strip("|").split("|")]
    assert cells[:4] == ["esimerkki", "x*", ".600", ".500"]
    assert table.cells(row, False)[1] == "x"


def test_a_method_that_cannot_run_says_why(portfolio: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kpkportfolio.overlap.language_model", None)
    with pytest.raises(CannotRun, match="language_model"):
        text_methods.bare_model(portfolio, [])


def test_the_latest_table_takes_the_place_of_the_one_before() -> None:
    document = f"Figures\n{table.START}\nold\n{table.END}\nrest"
    new = table.placed(document, "new")
    assert new == f"Figures\n{table.START}\n\nnew\n\n{table.END}\nrest"
    assert table.placed(new, "new") == new
    with pytest.raises(ValueError, match="there is no"):
        table.placed("nothing", "new")


def test_a_mean_counts_each_set_alike_and_leaves_out_what_one_of_them_has_not(portfolio: Task) -> None:
    perfect = measuring.figures(
        portfolio, "x", Scored(_scores(portfolio, (0, 1), (2, 3)), np.full(len(portfolio.i), 0.5)), 1.0
    )
    half = measuring.figures(portfolio, "x", Scored(_scores(portfolio, (0, 1), (0, 4))), 2.0)
    both = measuring.mean("both", [perfect, half])
    assert both.average_precision == pytest.approx((1 + 0.6) / 2)
    assert perfect.recall is not None
    assert half.recall is not None
    assert both.recall == {near: pytest.approx((perfect.recall[near] + half.recall[near]) / 2) for near in (1, 5)}
    assert (both.data, both.seconds, both.hard_negatives_found) == ("both", 3.0, 1)
    assert perfect.calibration_error is not None
    assert both.calibration_error is None
