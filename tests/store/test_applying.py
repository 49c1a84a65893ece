"""New rows in bulk: whatever order and selection of fields they are given in."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kpkportfolio.errors import InvalidValue
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.store.applying import blank
from kpkportfolio.store.portfolio import Portfolio


def commit(portfolio: Portfolio, *rows: tuple[str, str, dict[str, Any]]) -> None:
    changes = [Change(entity, id_, None, fields) for entity, id_, fields in rows]
    portfolio.commit(Operation(OperationKind.IMPORT, "", changes))


def unset(entity: str) -> dict[str, Any]:
    return {name: value for name, value in blank(ENTITIES[entity]).items() if name not in ("id", "version")}


def test_fields_in_any_order_and_selection_are_put_in_their_places(portfolio: Portfolio) -> None:
    rows: dict[str, dict[str, Any]] = {
        "1": {"title": "A", "kind": "initiative"},
        "2": {"kind": "initiative", "title": "B"},
        "3": {
            "open_ended": True,
            "start": date(2011, 1, 31),
            "status": "idea",
            "kind": "rollout_project",
            "title": "C",
            "progress": 5,
        },
        "4": {"confidential": False, "title": "D", "end": date(2011, 1, 31), "kind": "initiative", "start": None},
        "5": {"kind": "initiative", "title": "E", "open_ended": True, "start": date(2011, 1, 31)},
    }
    commit(portfolio, *(("initiative", id_, fields) for id_, fields in rows.items()))
    stored = portfolio.records("initiative")
    assert stored == {id_: {**unset("initiative"), **fields} for id_, fields in rows.items()}


def test_moments_are_kept_to_the_second_in_utc(portfolio: Portfolio) -> None:
    commit(portfolio, *(("initiative", id_, {"kind": "initiative", "title": id_}) for id_ in "ab"))
    at = datetime(2011, 11, 15, 10, 30, 59, tzinfo=UTC)
    texts = {"a_text": "1", "b_text": "2"}
    row = {"judged_by": "Liisa", "judged_at": at, "a_id": "a", "b_id": "b", "verdict": "overlap", **texts}
    commit(portfolio, ("overlap_verdict", "v", row))
    assert portfolio.record("overlap_verdict", "v") == {**unset("overlap_verdict"), **row}


def test_the_id_and_the_version_are_not_given_by_the_fields(portfolio: Portfolio) -> None:
    commit(portfolio, ("tag", "1", {"version": 7, "name": "kärki", "id": "2"}))
    assert portfolio.records("tag") == {"1": {"name": "kärki"}}


def test_every_broken_row_is_told_of_and_none_is_written(portfolio: Portfolio) -> None:
    good = {"kind": "initiative", "title": "A"}
    with pytest.raises(InvalidValue) as told:
        commit(
            portfolio,
            ("initiative", "1", good),
            ("initiative", "2", {**good, "title": " "}),
            ("initiative", "3", {**good, "progress": 101}),
            ("initiative", "4", {**good, "progress": 5}),
            ("tag", "5", {"name": ""}),
        )
    assert [("title" in text, "progress" in text, "name" in text) for text in told.value.problems] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert portfolio.initiatives() == []


def test_a_field_that_is_not_there_is_named(portfolio: Portfolio) -> None:
    with pytest.raises(InvalidValue, match="“colour”"):
        commit(portfolio, ("initiative", "1", {"kind": "initiative", "title": "A", "colour": "red"}))
