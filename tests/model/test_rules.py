"""The rules of rows: what is said of a broken one, and that looking at many at once overlooks none."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.rules import SHORT_NAME_LENGTH, broken_rules, surely_kept
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.vocabulary import MoneyKind, Status

FIELDS = {
    "initiative": (
        "id",
        "parent_id",
        "title",
        "short_name",
        "kind",
        "status",
        "language",
        "start",
        "end",
        "open_ended",
        "progress",
    ),
    "money": ("id", "kind", "year", "min", "likely", "max", "price_year"),
    "impact": ("id", "kind", "min", "likely", "max"),
    "dependency": ("id", "predecessor_id", "successor_id", "kind"),
    "deliverable": ("id", "title", "state"),
    "phase": ("id", "name", "start", "end"),
    "organisation": ("id", "name", "kind", "population"),
    "overlap_verdict": ("id", "judged_by", "verdict"),
}
VALUES: dict[str, list[Any]] = {
    "parent_id": [None, None, "a", "b"],
    "predecessor_id": ["a", "b", None],
    "successor_id": ["a", "c", None],
    "id": ["a", "b", "c"],
    "start": [None, date(2010, 1, 1), date(2011, 1, 1)],
    "end": [None, date(2010, 6, 1), date(2012, 1, 1)],
    "open_ended": [False, False, True],
    "short_name": [None, "Lyhyt", "x" * SHORT_NAME_LENGTH, "x" * (SHORT_NAME_LENGTH + 1)],
    "kind": ["initiative", "ict_investment", "process_benefit", "finish_start", "state", MoneyKind.ICT_INVESTMENT],
    "status": [None, "idea", Status.APPROVED, "valmis"],
    "state": [None, "planned", "x"],
    "verdict": [None, "duplicate", "?"],
    "language": [None, "fi", "no"],
    "progress": [None, 0, 100, 101, -1],
    "year": [None, 1900, 2200, 2201],
    "price_year": [None, 2010, 0],
    "population": [None, 0, 200_000_000],
    "min": [None, 1, 5],
    "likely": [None, 2, 5],
    "max": [None, 1, 9],
}
NAMES = ["Nimi", "Nimi", " ", "", None, "Ni\0mi", "Ni\ud800mi"]


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, dict[str, list[Any]]]:
    entity = draw(st.sampled_from(sorted(FIELDS)))
    given = [field for field in FIELDS[entity] if field == "id" or draw(st.integers(0, 4))]
    count = draw(st.integers(1, 3))
    return entity, {
        field: draw(st.lists(st.sampled_from(VALUES.get(field, NAMES)), min_size=count, max_size=count))
        for field in given
    }


@given(tables())
def test_many_rows_at_once_are_judged_as_one_by_one(table: tuple[str, dict[str, list[Any]]]) -> None:
    entity, columns = table
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    assert surely_kept(entity, columns) == (not any(broken_rules(entity, row) for row in rows))


@pytest.mark.parametrize(
    ("entity", "columns"),
    [
        ("initiative", {"title": ["A", 5]}),
        ("initiative", {"title": ["A"], "progress": [50.0]}),
        ("initiative", {"title": ["A"], "status": [["idea"]]}),
        ("initiative", {"title": ["A"], "short_name": [7]}),
        ("initiative", {"title": ["A", "B"], "start": [date(2011, 1, 1), datetime(2011, 1, 1, tzinfo=UTC)]}),
        ("money", {"min": ["1"], "max": [2]}),
    ],
)
def test_values_of_a_wrong_type_are_not_beyond_doubt(entity: str, columns: dict[str, list[Any]]) -> None:
    count = len(next(iter(columns.values())))
    assert not surely_kept(entity, {"id": ["x"] * count, **columns})


def test_every_entity_has_rows_that_keep_the_rules() -> None:
    for entity, table in ENTITIES.items():
        good = {
            "name": "N",
            "title": "T",
            "key": "K",
            "url": "U",
            "judged_by": "L",
            "successor_id": "other",
            "value": "V",
        }
        columns = {"id": ["a"], **{name: [good[name]] for name in good if name in table.columns}}
        # of an agenda's items it is never beyond doubt: they are few, and each is asked
        assert surely_kept(entity, columns) == (entity != "agenda_item"), entity
