"""What the two record-linkage libraries, which the tests do without, are given."""

import sys
from datetime import date
from types import ModuleType

import numpy as np
import pytest

from kpkportfolio.overlap.item import Item
from tests.evaluation import linkage_dedupe, linkage_splink
from tests.evaluation.scored import CannotRun
from tests.evaluation.tasks import Task

ITEMS = [
    Item(id="a", title="Sähköisen asianhallinnan käyttöönotto", organisation="Espoo", start=date(2011, 1, 1)),
    Item(id="b", title="Asianhallinta", description="Yhteinen järjestelmä", organisation=None),
]
TASK = Task("x", ITEMS, np.array([0]), np.array([1]), np.array([1]), np.array([0]))


def test_splink_is_given_beginnings_of_words_and_no_column_that_nobody_fills() -> None:
    table = linkage_splink.records(ITEMS, [0, 1])
    assert table["title"].tolist() == [["asianh", "käyttö", "sähköi"], ["asianh"]]
    assert table["unique_id"].tolist() == [0, 1]
    assert {"description", "organisation", "starts"} <= set(table.columns)
    assert not {"person", "ends", "deliverables"} & set(table.columns)


def test_dedupe_is_given_none_for_what_is_not_known() -> None:
    assert linkage_dedupe.record(ITEMS[1]) == {
        "title": "asianhallinta",
        "description": "yhteinen järjestelmä",
        "deliverables": None,
        "organisation": None,
        "person": None,
        "start": None,
        "end": None,
    }
    assert linkage_dedupe.days_apart(date(2011, 1, 1), date(2010, 1, 1)) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(("name", "module"), [("splink", linkage_splink), ("dedupe", linkage_dedupe)])
def test_a_library_that_is_not_there_is_said_to_be_missing(
    name: str, module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(CannotRun, match=name):
        module.match(TASK, [])
