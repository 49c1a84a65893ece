"""Pictures given to others."""

from datetime import date

import pytest

from kpkportfolio.exports.pictures import picture_data
from kpkportfolio.model.vocabulary import OverlapKind
from kpkportfolio.overlap.finding import Finding
from tests.charts.factories import initiative
from tests.charts.test_figures import contents

TODAY = date(2011, 11, 15)


def rows() -> list:  # type: ignore[type-arg]
    return [
        initiative("a", "Avoin"),
        initiative("s", "Salainen", confidential=True),
        initiative("o", "Salaisen osa", parent_id="s"),
        initiative("b", "Toinen"),
    ]


def test_what_is_confidential_is_left_out_and_said() -> None:
    pairs = [Finding(*pair, OverlapKind.OVERLAP, 0.9, ()) for pair in (("a", "s"), ("a", "b"))]
    data = picture_data(contents(rows()), TODAY, "Salkku", findings=pairs)
    assert [row.title for row in data.initiatives] == ["Avoin", "Toinen"]
    assert [row.title for row in data.contents.initiatives] == ["Avoin", "Toinen"]
    assert [(one.a, one.b) for one in data.findings] == [("a", "b")]
    assert data.source_line.endswith("2 confidential initiatives are left out.")


@pytest.mark.parametrize("narrowed", [False, True])
def test_what_is_asked_for_is_in_it_and_said(narrowed: bool) -> None:
    made = rows()
    data = picture_data(contents(made), TODAY, "Salkku", made[1:] if narrowed else None, confidential=True)
    assert len(data.initiatives) == (3 if narrowed else 4)
    assert data.source_line.endswith("Holds confidential initiatives: not to be handed on.")


def test_nothing_is_said_where_nothing_is_confidential() -> None:
    assert picture_data(contents(rows()[3:]), TODAY, "Salkku").confidential_note == ""
    shown = picture_data(contents(rows()), TODAY, "Salkku", rows()[:1], "avoin")
    assert shown.confidential_note == ""
    assert [row.title for row in shown.initiatives] == ["Avoin"]
