"""Reading labelled portfolios."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.model.vocabulary import OverlapKind, Status
from tests.evaluation import sets

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(**changes: Any) -> Path:
        initiatives = [{"key": key, "title": f"Hanke {key}", "language": "fi"} for key in "abcde"]
        document = {
            "domain": "schools and day care",
            "initiatives": initiatives,
            "pairs": [
                {"a": "b", "b": "a", "label": "reuse", "why": "…"},
                {"a": "a", "b": "c", "label": "related", "why": "…"},
                {"a": "c", "b": "d", "label": "duplicate", "why": "…"},
            ],
            "hard_negatives": [{"a": "d", "b": "e", "why": "…"}],
        }
        path = tmp_path / "koulut.json"
        path.write_text(json.dumps(document | changes), encoding="utf-8")
        return path

    return _write


def test_pairs_are_true_related_or_named_false(write: Write) -> None:
    data = sets.read(write())
    assert data.name == "koulut"
    assert data.pairs == {("b", "a"): OverlapKind.REUSE, ("c", "d"): OverlapKind.DUPLICATE}
    assert data.related == {("a", "c")}
    assert data.negatives == [("d", "e")]
    assert data.languages == dict.fromkeys("abcde", "fi")


def test_an_initiative_is_read_in_full(write: Write) -> None:
    entry = {
        "key": "x:1",
        "register": "r",
        "ref": "1",
        "language": "sv",
        "title": "Titel",
        "description": "Text",
        "organisation": "Esbo",
        "person": "A B",
        "programme": "Skolor",
        "status": "rollout",
        "start": "2011-01-01",
        "end": None,
        "open_ended": True,
        "investment_min_eur": 100,
        "investment_max_eur": 200.5,
        "deliverables": ["Plan"],
        "produces": ["kanal"],
        "uses": [],
    }
    data = sets.read(write(initiatives=[entry], pairs=[], hard_negatives=[]))
    (item,) = data.items
    assert (item.id, item.register, item.ref, item.language) == ("x:1", "r", "1", "sv")
    assert (item.title, item.description, item.organisation, item.person) == ("Titel", "Text", "Esbo", "A B")
    assert (item.status, item.start, item.end, item.open_ended) == (Status.ROLLOUT, date(2011, 1, 1), None, True)
    assert (item.investment_max, item.deliverables, item.produces, item.uses) == (20050, ("Plan",), ("kanal",), ())
    assert data.programmes == {"x:1": "Skolor"}


def test_what_is_not_known_is_unknown(write: Write) -> None:
    (item,) = sets.read(write(initiatives=[{"key": "a", "title": "A"}], pairs=[], hard_negatives=[])).items
    assert (item.status, item.start, item.investment_max, item.description) == (None, None, None, None)
    assert item.deliverables == ()


def test_a_ranking_has_every_pair_once_but_the_related_ones(write: Write) -> None:
    asked = sets.ranking(sets.read(write()))
    pairs = list(zip(asked.i.tolist(), asked.j.tolist(), strict=True))
    assert len(pairs) == len(set(pairs)) == 10 - 1
    assert all(i < j for i, j in pairs)
    assert (0, 2) not in pairs
    assert {pair for pair, true in zip(pairs, asked.truth, strict=True) if true} == {(0, 1), (2, 3)}
    kinds = dict(zip(pairs, asked.kind.tolist(), strict=True))
    assert sets.POSITIVE[kinds[0, 1]] is OverlapKind.REUSE
    assert kinds[3, 4] == -1


def test_what_pairs_join_is_one_group(write: Write) -> None:
    group = sets.groups(sets.read(write())).tolist()
    assert len(set(group[:4])) == 1
    assert group[4] != group[0]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"initiatives": [{"key": "a", "title": "A"}, {"key": "a", "title": "B"}]}, "one key"),
        ({"hard_negatives": [{"a": "a", "b": "z"}]}, "two initiatives"),
        ({"hard_negatives": [{"a": "a", "b": "a"}]}, "two initiatives"),
        ({"hard_negatives": [{"a": "a", "b": "b"}]}, "labelled twice"),
        ({"pairs": [{"a": "a", "b": "b", "label": "same"}]}, "no such label: same"),
    ],
)
def test_a_set_that_contradicts_itself_is_refused(write: Write, changes: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        sets.read(write(**changes))


def test_every_domain_of_a_folder_is_read_by_name(write: Write, tmp_path: Path) -> None:
    (tmp_path / "arkisto.json").write_bytes(write().read_bytes())
    assert [data.name for data in sets.domains(tmp_path)] == ["arkisto", "koulut"]


def test_every_domain_that_comes_with_the_tests_can_be_read_and_ranked() -> None:
    for data in sets.domains():
        asked = sets.ranking(data)
        assert asked.truth.sum() == len(data.pairs) > 0, data.name


def test_the_registers_of_the_shared_data_have_the_labels_they_promise(shared_data: Path) -> None:
    data = sets.registers(shared_data / "registers")
    asked = sets.ranking(data)
    assert (len(data.items), asked.truth.sum(), len(asked.i), len(data.negatives)) == (66, 26, 66 * 65 // 2, 20)
    assert sum(data.languages[a] != data.languages[b] for a, b in data.pairs) == 10
    assert _counts(asked.kind) == [7, 12, 7]


def _counts(kinds: Any) -> list[int]:
    return [int((kinds == number).sum()) for number in range(len(sets.POSITIVE))]


def test_the_sets_of_the_house_can_be_read_and_nothing_is_fitted_on_those_for_judging() -> None:
    fitted, unseen = sets.domains(), sets.domains(sets.DOMAINS / "unseen")
    assert len(fitted) >= 6
    for data in unseen:
        assert len(data.pairs) > 30
        assert len(data.negatives) > 15
        assert {"fi", "sv", "en"} <= set(data.languages.values())
    assert not {data.name for data in fitted} & {data.name for data in unseen}
