"""Whatever is altered behind the application's back is found and named; what the application does is not."""

import zlib
from contextlib import closing
from datetime import date
from pathlib import Path

import orjson
import pytest
from sqlalchemy import text

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.sample import sample_operation
from kpkportfolio.store import applying
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio


@pytest.fixture
def lived(portfolio: Portfolio) -> Portfolio:
    """A portfolio with three snapshots, and edits before, between and after them."""
    portfolio.commit(sample_operation())
    first, second, third = list(portfolio.records("initiative"))[:3]
    snapshots.take(portfolio, "yksi")
    portfolio.commit(editing(portfolio, [first], {"end": date(2013, 3, 1)}, "viivästyi"))
    snapshots.take(portfolio, "kaksi")
    portfolio.commit(deleting(portfolio, [second]))
    portfolio.undo()
    portfolio.redo()
    snapshots.take(portfolio, "kolme")
    portfolio.commit(editing(portfolio, [third], {"progress": 35}))
    return portfolio


def altered(portfolio: Portfolio, statement: str, **values: object) -> list[str]:
    """What is found after a statement that went past the application."""
    with portfolio.write() as connection:
        connection.execute(text(statement), values)
    return snapshots.verify(portfolio)


def test_nothing_is_found_where_nobody_tampered(lived: Portfolio) -> None:
    told: list[tuple[int, int]] = []
    assert snapshots.verify(lived, None, lambda done, of: told.append((done, of))) == []
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4)]
    for name in ("yksi", "kaksi", "kolme"):
        assert snapshots.verify(lived, name) == []


TAMPERING: dict[str, tuple[str, str]] = {
    "a snapshot's content": (
        "UPDATE snapshot SET content = (SELECT content FROM snapshot WHERE number = 3) WHERE number = 2",
        "content of the snapshot “kaksi”",
    ),
    "a snapshot's hash": ("UPDATE snapshot SET hash = 'x' WHERE number = 2", "“kolme” does not follow"),
    "a snapshot's name": ("UPDATE snapshot SET name = 'neljä' WHERE number = 2", "“kaksi” is not the one"),
    "a snapshot's note": ("UPDATE snapshot SET note = 'x' WHERE number = 2", "content of the snapshot “kaksi”"),
    "a snapshot's time": (
        "UPDATE snapshot SET taken_at = (SELECT taken_at FROM snapshot WHERE number = 1) WHERE number = 2",
        "content of the snapshot “kaksi”",
    ),
    "a snapshot gone": ("DELETE FROM snapshot WHERE number = 2", "missing from the chain: number 2"),
    "the last snapshot gone": ("DELETE FROM snapshot WHERE number = 3", "“kolme” was taken; it is gone"),
    "all snapshots gone": ("DELETE FROM snapshot", "“yksi” was taken; it is gone"),
    "snapshots put in another order": (
        "UPDATE snapshot SET number = CASE number WHEN 1 THEN 12 WHEN 2 THEN 11 ELSE number END",
        "number 1, 2",
    ),
    "an operation's author": ("UPDATE operation SET \"by\" = 'Matti' WHERE kind = 'edit' AND seq = 3", "until “kaksi”"),
    "an operation's author since the last snapshot": (
        "UPDATE operation SET \"by\" = 'Matti' WHERE seq = 9",
        "does not follow from what was before it: operation 9",
    ),
    "the portfolio's name": (
        "UPDATE portfolio_info SET name = 'x'",
        "does not follow from what was before it: operation 1",
    ),
    "that a snapshot was taken": (
        "UPDATE operation SET kind = 'edit' WHERE seq = 8",
        "does not say that the snapshot “kolme” was taken",
    ),
    "what was before the last edit": (
        "UPDATE operation_change SET before = replace(before, 'progress', 'title') WHERE operation_seq = 9",
        "what was not so before them: operation 9",
    ),
    "the initiative that an edit is filed under": (
        "UPDATE operation_change SET second_id = 'x' WHERE operation_seq = 9",
        "filed under other initiatives than they are of: operation 9",
    ),
    "an operation's reason": ("UPDATE operation SET why = 'lupa saatu' WHERE seq = 3", "from “yksi” until “kaksi”"),
    "what was done": (
        "UPDATE operation_change SET after = replace(after, '2013-03-01', '2012-03-01') WHERE operation_seq = 3",
        "until “kaksi” has been changed",
    ),
    "a change gone": (
        "DELETE FROM operation_change WHERE operation_seq = 1 AND position = 7",
        "Changes are missing from the journal: operation 1",
    ),
    "a row": (
        "UPDATE initiative SET title = 'Toinen nimi', version = version + 1 WHERE progress = 35",
        "Toinen nimi",
    ),
    "what was done last, into no JSON": (
        "UPDATE operation_change SET after = 'x' WHERE operation_seq = (SELECT max(seq) FROM operation)",
        "cannot be read: it has been changed",
    ),
    "a row gone": ("DELETE FROM deliverable WHERE id = (SELECT min(id) FROM deliverable)", "1 row is not as"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(lived: Portfolio, what: str) -> None:
    statement, told = TAMPERING[what]
    faults = altered(lived, statement)
    assert any(told in fault for fault in faults), faults


def test_a_sum_that_was_altered_is_named_with_its_initiative_kind_and_year(lived: Portfolio) -> None:
    id_, row = next(iter(lived.records("money", kind="ict_investment").items()))
    title = lived.record("initiative", str(row["initiative_id"]))["title"]
    (fault,) = altered(lived, "UPDATE money SET max = max + 1, version = version + 1 WHERE id = :id", id=id_)
    assert f"money {title}, ICT investment, {row['year'] or 'not by year'}." in fault


def test_what_sqlite_takes_for_a_day_or_for_bytes_although_it_is_none_is_found(tmp_path: Path) -> None:
    with closing(Portfolio.create(tmp_path / "salkku.sqlite")) as portfolio:
        portfolio.commit(sample_operation())
        snapshots.take(portfolio, "yksi")
        assert altered(portfolio, "UPDATE snapshot SET content = 'x'")[0].startswith("The content of the snapshot")
        faults = altered(portfolio, 'UPDATE initiative SET "end" = \'x\' WHERE "end" IS NOT NULL')
        assert any("cannot be read: it has been changed" in fault for fault in faults)


def test_an_operation_after_the_last_snapshot_that_is_gone_is_found(lived: Portfolio) -> None:
    """Its row still has what it did; in SQLite even its number is missed."""
    altered(lived, "DELETE FROM operation_change WHERE operation_seq = (SELECT max(seq) FROM operation)")
    faults = altered(lived, "DELETE FROM operation WHERE seq = (SELECT max(seq) FROM operation)")
    assert any("1 row is not as the journal says" in fault for fault in faults)
    if lived.path is not None:
        assert any("Operations are missing from the journal: number 9" in fault for fault in faults)


def test_a_sealed_operation_that_is_gone_is_found(lived: Portfolio) -> None:
    """An edit of a field that was edited again: no row tells of it any more."""
    first = next(iter(lived.records("initiative")))
    lived.commit(editing(lived, [first], {"end": date(2015, 3, 1)}))
    snapshots.take(lived, "neljä")
    altered(lived, "DELETE FROM operation_change WHERE operation_seq = 3")
    faults = altered(lived, "DELETE FROM operation WHERE seq = 3")
    assert "What the journal says from “yksi” until “kaksi” has been changed." in faults


def test_rubbish_in_a_snapshot_is_found_and_the_others_are_still_good(lived: Portfolio) -> None:
    faults = altered(lived, "UPDATE snapshot SET content = :x WHERE number = 3", x=b"rubbish")
    assert faults == ["The content of the snapshot “kolme” has been changed."]
    # of what follows only what can be known is told
    faults = altered(lived, "UPDATE snapshot SET content = :x WHERE number = 2", x=b"rubbish")
    assert faults == [f"The content of the snapshot “{name}” has been changed." for name in ("kaksi", "kolme")]
    assert snapshots.verify(lived, "yksi") == []


def test_a_last_snapshot_forged_whole_is_not_what_the_journal_says(lived: Portfolio) -> None:
    """Content, seal and hash all agree with one another: the journal remembers another hash."""
    from kpkportfolio.store.content import hash_of
    from kpkportfolio.store.freezing import Frozen, frozen_of, packed

    taken = snapshots.find(lived, "kolme")
    with lived.read() as connection:
        frozen = frozen_of(connection, taken)
    forged = Frozen(frozen.spelt.replace("sähköinen".encode(), b"salainen"), frozen.head)
    assert forged != frozen
    hash_ = hash_of(forged.whole, taken.previous)
    faults = altered(lived, "UPDATE snapshot SET content = :x, hash = :h WHERE number = 3", x=packed(forged), h=hash_)
    assert "The snapshot “kolme” is not the one that the journal says was taken." in faults


def test_snapshots_of_versions_that_did_not_seal_the_journal_verify(portfolio: Portfolio) -> None:
    """Such a snapshot is its content alone, and the journal says nothing of it."""
    from kpkportfolio.store.content import canonical, content_hash

    portfolio.commit(sample_operation())
    old = snapshots.take(portfolio, "vanha")
    content = portfolio.content()
    with portfolio.write() as connection:
        connection.execute(
            text("UPDATE snapshot SET content = :x, hash = :h"),
            {"x": zlib.compress(canonical(content), 9), "h": content_hash(content)},
        )
        connection.execute(text("DELETE FROM operation WHERE kind = 'snapshot'"))
        if connection.dialect.name == "sqlite":
            connection.execute(text("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'operation'"))
    assert snapshots.verify(portfolio) == []
    snapshots.take(portfolio, "uusi")
    assert snapshots.verify(portfolio) == []
    assert orjson.loads(_first_line(portfolio, 2)).keys() >= {"journal", "name", "note"}
    # the first one that seals seals all that was before it
    faults = altered(portfolio, "UPDATE operation SET why = 'x' WHERE seq = 1")
    assert "What the journal says from “vanha” until “uusi” has been changed." in faults
    assert snapshots.content_of(portfolio, old) == content


def _first_line(portfolio: Portfolio, number: int) -> bytes:
    with portfolio.read() as connection:
        found = connection.execute(text("SELECT content FROM snapshot WHERE number = :n"), {"n": number}).scalar_one()
    return zlib.decompress(found).partition(b"\n")[0]


def test_an_edit_that_two_made_alike_is_no_tampering_in_a_journal_of_an_earlier_version(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    portfolio.commit(sample_operation())
    first, *_others = portfolio.records("initiative")
    mine, theirs = editing(portfolio, [first], {"progress": 35}), editing(portfolio, [first], {"progress": 35})
    # as versions journalled it that did not look whether it had been made already
    monkeypatch.setattr(applying, "_as_it_came", lambda change, _already: change)
    portfolio.commit(theirs)
    portfolio.commit(mine)
    assert snapshots.verify(portfolio) == []


def test_taking_one_is_in_the_history_and_undo_passes_over_it(portfolio: Portfolio) -> None:
    id_ = new_id()
    row = {"kind": "initiative", "title": "A"}
    portfolio.commit(Operation(OperationKind.ADD, "A", [Change("initiative", id_, None, row)]))
    portfolio.commit(editing(portfolio, [id_], {"progress": 10}))
    portfolio.undo()
    taken = snapshots.take(portfolio, "3/2011")
    (entry,) = portfolio.operations(1)
    assert (entry.kind, entry.what, entry.why, entry.id) == (OperationKind.SNAPSHOT, "3/2011", taken.hash, taken.id)
    assert entry.at == taken.taken_at
    # what was undone before can be redone after
    portfolio.redo()
    assert portfolio.record("initiative", id_)["progress"] == 10
    portfolio.undo()
    portfolio.undo()
    assert portfolio.records("initiative") == {}
