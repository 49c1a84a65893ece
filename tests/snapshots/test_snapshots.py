"""Snapshots are immutable, chained, verifiable and comparable."""

from datetime import date
from pathlib import Path

import pytest

from kpkportfolio import snapshots
from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio


def add(portfolio: Portfolio, title: str, **fields: object) -> str:
    id_ = new_id()
    row = {"kind": "initiative", "title": title, **fields}
    portfolio.commit(Operation(OperationKind.ADD, title, [Change("initiative", id_, None, row)]))  # type: ignore[arg-type]
    return id_


def test_what_changed_since_the_meeting(portfolio: Portfolio) -> None:
    kept = add(portfolio, "Asiointitili", end=date(2011, 12, 31))
    gone = add(portfolio, "Kortisto")
    snapshots.take(portfolio, "3/2011", note="Ohjausryhmä 24.8.")
    portfolio.commit(editing(portfolio, [kept], {"end": date(2012, 3, 31)}))
    portfolio.commit(deleting(portfolio, [gone]))
    new = add(portfolio, "Luvat")
    changes = {change.id: change for change in snapshots.compare(portfolio, "3/2011")}
    assert set(changes) == {kept, gone, new}
    assert changes[kept].before == {"end": date(2011, 12, 31)}
    assert changes[kept].after == {"end": date(2012, 3, 31)}
    assert changes[gone].after is None
    assert changes[gone].before is not None
    assert changes[gone].before["title"] == "Kortisto"
    assert changes[new].before is None


def test_between_two_snapshots_today_does_not_matter(portfolio: Portfolio) -> None:
    id_ = add(portfolio, "A", progress=1)
    snapshots.take(portfolio, "ensin")
    portfolio.commit(editing(portfolio, [id_], {"progress": 2}))
    snapshots.take(portfolio, "sitten")
    portfolio.commit(editing(portfolio, [id_], {"progress": 3}))
    (change,) = snapshots.compare(portfolio, "ensin", "#2")
    assert (change.before, change.after) == ({"progress": 1}, {"progress": 2})
    assert snapshots.compare(portfolio, "#2", "sitten") == []


def test_a_number_of_the_list_is_enough_but_a_name_wins_over_it(portfolio: Portfolio) -> None:
    id_ = add(portfolio, "A", progress=1)
    for progress, name in ((2, "ensin"), (3, "sitten"), (4, "1")):
        portfolio.commit(editing(portfolio, [id_], {"progress": progress}))
        snapshots.take(portfolio, name)
    (change,) = snapshots.compare(portfolio, "2", "3")
    assert (change.before, change.after) == ({"progress": 3}, {"progress": 4})
    # the third is called 1: the first is reached by its name and by #1
    (change,) = snapshots.compare(portfolio, "1", "#1")
    assert (change.before, change.after) == ({"progress": 4}, {"progress": 2})


def test_names_are_taken_once_and_needed(portfolio: Portfolio) -> None:
    snapshots.take(portfolio, "yksi")
    for name in ("yksi", "  "):
        with pytest.raises(UsageError):
            snapshots.take(portfolio, name)
    # by number and name, as either finds it; no quotation marks of another language than the sentence's
    with pytest.raises(UsageError, match=r" #1 yksi\."):
        snapshots.compare(portfolio, "kaksi")


def test_undo_does_not_touch_snapshots(tmp_path: Path) -> None:
    portfolio = Portfolio.create(tmp_path / "salkku.sqlite")
    add(portfolio, "A")
    taken = snapshots.take(portfolio, "yksi")
    portfolio.undo()
    assert snapshots.listing(portfolio) == [taken]
    assert len(snapshots.content_of(portfolio, taken)["initiative"]) == 1
    portfolio.close()
