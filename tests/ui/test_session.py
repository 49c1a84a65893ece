"""The open portfolio as pages see it: what is read, filtered, selected, changed here and elsewhere."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kpkportfolio.errors import Conflict, InvalidValue, PortfolioError
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.filtering import Facet, Filter
from kpkportfolio.model.rows import Contents
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.store import edits, occasions, safekeeping
from kpkportfolio.store.freezing import Snapshot
from kpkportfolio.store.portfolio import Portfolio
from ui.session import Session
from ui.settings import DAYS
from ui.tasks import Tasks


@pytest.fixture
def session(database: Path, qtbot: QtBot) -> Iterator[Session]:
    tasks = Tasks()
    one = Session(Portfolio.open(database, "Liisa"), tasks)
    one.load()
    qtbot.waitUntil(lambda: one.complete)
    yield one
    tasks.stop()
    one.close()
    one.deleteLater()
    tasks.deleteLater()


def _titles(session: Session) -> list[str]:
    return [row.title for row in session.shown]


def test_initiatives_come_first_and_then_all_that_belongs_to_them(database: Path, qtbot: QtBot) -> None:
    tasks = Tasks()
    session = Session(Portfolio.open(database), tasks)
    seen: list[tuple[int, bool]] = []
    session.changed.connect(lambda _ids: seen.append((len(session.contents.initiatives), session.complete)))
    session.load()
    qtbot.waitUntil(lambda: session.complete)
    assert seen == [(5, False), (5, True)]
    tasks.stop()
    session.close()
    session.deleteLater()
    tasks.deleteLater()


def test_words_and_facets_decide_what_is_shown(session: Session, qtbot: QtBot) -> None:
    assert session.shown is session.contents.initiatives
    with qtbot.waitSignal(session.filter_changed):
        session.set_filter(Filter("ARKIST"))
    assert _titles(session) == ["Arkisto", "Arkiston määrittely"]
    session.set_filter(Filter("arkist", {Facet.STATUS: frozenset({"idea"})}))
    assert _titles(session) == ["Arkiston määrittely"]
    with qtbot.assertNotEmitted(session.filter_changed):
        session.set_filter(Filter("arkist", {Facet.STATUS: frozenset({"idea"})}))


def test_a_renamed_initiative_is_found_by_its_new_name(session: Session, qtbot: QtBot) -> None:
    session.set_filter(Filter("ajanvaraus"))
    assert _titles(session) == ["Ajanvaraus"]
    session.edit(["i3"], {"title": "Vastaanotot"})
    qtbot.waitUntil(lambda: _titles(session) == [])
    session.set_filter(Filter("vastaanotot"))
    assert _titles(session) == ["Vastaanotot"]


def test_an_edit_touches_only_its_row(session: Session, qtbot: QtBot) -> None:
    others = {row.id: row for row in session.contents.initiatives if row.id != "i1"}
    with qtbot.waitSignal(session.changed) as changed:
        assert session.edit(["i1"], {"status": "approved"})
    assert changed.args == [frozenset({"i1"})]
    assert session.by_id["i1"].status == "approved"
    assert all(session.by_id[id_] is row for id_, row in others.items())
    assert [row.id for row in session.contents.initiatives] == ["i1", "i2", "i3", "i4", "p1"]


def test_an_edit_that_changes_nothing_writes_nothing(session: Session) -> None:
    before = session.portfolio.operations()
    assert session.edit(["i1"], {"status": "idea"})
    assert session.portfolio.operations() == before


def test_a_refused_edit_is_told_and_changes_nothing(session: Session) -> None:
    refused: list[PortfolioError] = []
    session.failed.connect(refused.append)
    assert not session.edit(["i1"], {"title": " "})
    assert isinstance(refused[0], InvalidValue)
    assert session.by_id["i1"].title == "Asiointitili"


def test_deleting_takes_it_out_of_the_selection(session: Session, qtbot: QtBot) -> None:
    session.select(["i1", "i2"])
    session.commit(lambda: edits.deleting(session.portfolio, ["i1"]))
    with qtbot.waitSignal(session.selection_changed) as told:
        qtbot.waitUntil(lambda: "i1" not in session.by_id)
    assert told.args == [("i2",)]


def test_undo_and_redo_go_through_the_journal(session: Session, qtbot: QtBot) -> None:
    session.edit(["i1", "i2"], {"status": "completed"})
    qtbot.waitUntil(lambda: session.by_id["i2"].status == "completed")
    session.undo()
    qtbot.waitUntil(lambda: session.by_id["i2"].status == "proposed")
    assert session.by_id["i1"].status == "idea"
    session.redo()
    qtbot.waitUntil(lambda: session.by_id["i1"].status == "completed")


@pytest.mark.parametrize(("days", "who"), [(0, []), (DAYS, ["KPK Portfolio"])])
def test_a_snapshot_that_is_due_is_taken_and_told_of(database: Path, qtbot: QtBot, days: int, who: list[str]) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE operation SET at = datetime(at, '-8 days')")
    tasks = Tasks()
    session = Session(Portfolio.open(database, by="Liisa"), tasks)
    told: list[Snapshot] = []
    session.snapshot_taken.connect(told.append)
    session.snapshot_days = days
    session.load()
    qtbot.waitUntil(lambda: session.complete and not tasks.running)
    assert [one.by for one in told] == who
    tasks.stop()
    session.close()
    session.deleteLater()
    tasks.deleteLater()


def test_the_days_are_the_stores() -> None:
    assert DAYS == occasions.DAYS


def test_nothing_to_undo_is_told(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.failed) as told:
        session.undo()
    assert isinstance(told.args[0], PortfolioError)


def test_what_another_window_does_is_seen(session: Session, database: Path, qtbot: QtBot) -> None:
    other = Portfolio.open(database, "Ville")
    other.commit(edits.editing(other, ["i4"], {"title": "Pitkäaikaisarkisto"}))
    session._housekeeping.look_elsewhere()
    qtbot.waitUntil(lambda: session.by_id["i4"].title == "Pitkäaikaisarkisto")
    other.commit(edits.editing(other, ["i4"], {"title": "Arkistopalvelu"}))
    told: list[PortfolioError] = []
    session.failed.connect(told.append)
    stale = Operation(
        OperationKind.EDIT, "x", [Change("initiative", "i4", {"title": "Pitkäaikaisarkisto"}, {"title": "Oma"})]
    )
    assert not session.commit(stale)
    assert isinstance(told[0], Conflict)
    other.close()


def test_a_reading_overtaken_by_an_edit_does_not_bring_the_old_value_back(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = session.portfolio.contents
    has_read, may_deliver = threading.Event(), threading.Event()
    readings: list[int] = []

    def slow() -> Contents:
        read = real()
        readings.append(1)
        has_read.set()
        assert may_deliver.wait(5)
        return read

    monkeypatch.setattr(session.portfolio, "contents", slow)
    seen: list[str] = []
    session.changed.connect(lambda _ids: seen.append(str(session.by_id["i1"].status)))
    session.reload()
    assert has_read.wait(5)
    session.edit(["i1"], {"status": "approved"})
    qtbot.waitUntil(lambda: seen == ["approved"])
    may_deliver.set()
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["approved", "approved"]
    assert len(readings) == 2


def test_readings_asked_for_meanwhile_become_one(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = session.portfolio.contents
    gate = threading.Event()
    readings: list[int] = []

    def slow() -> Contents:
        readings.append(1)
        assert gate.wait(5)
        return real()

    monkeypatch.setattr(session.portfolio, "contents", slow)
    with qtbot.waitSignal(session.changed):
        for _ in range(6):
            session.reload()
        gate.set()
    assert len(readings) == 2


def test_a_failed_reading_is_told_and_the_next_one_works(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> Contents:
        raise PortfolioError("gone for a moment")

    with monkeypatch.context() as patch, qtbot.waitSignal(session.failed):
        patch.setattr(session.portfolio, "contents", fail)
        session.reload()
    with qtbot.waitSignal(session.changed):
        session.reload()


def test_an_edit_made_while_another_program_writes_is_saved_when_it_ends(
    session: Session, database: Path, qtbot: QtBot
) -> None:
    id_ = session.contents.initiatives[0].id
    refused: list[object] = []
    session.failed.connect(refused.append)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert session.edit([id_], {"progress": 91})
        assert session.portfolio.record("initiative", id_)["progress"] != 91
        other.execute("ROLLBACK")
    qtbot.waitUntil(lambda: session.by_id[id_].progress == 91, timeout=10_000)
    assert refused == []


def test_what_turns_out_to_be_large_does_not_hold_the_window(session: Session, qtbot: QtBot) -> None:
    rows = [{"kind": "initiative", "title": f"Hanke {n}"} for n in range(safekeeping.MANY + 1)]
    large = Operation(OperationKind.ADD, "", [Change("initiative", new_id(), None, row) for row in rows])
    threads: list[threading.Thread] = []
    session.portfolio.listen(lambda _committed: threads.append(threading.current_thread()))
    with qtbot.waitSignal(session.committed):
        assert session.commit(lambda: large)
    assert session.commit(Operation(OperationKind.ADD, "", [Change("initiative", new_id(), None, rows[0])]))
    here = threading.current_thread()
    assert [thread is here for thread in threads] == [False, True]


def test_a_verdict_is_read_back_without_the_rest_being_read_again(alike: Session, qtbot: QtBot) -> None:
    before = alike.contents
    one = alike.findings.unjudged[0]
    with qtbot.waitSignal(alike.changed):
        assert alike.findings.judge(one.a, one.b, Verdict.RELATED, "sama aihe")
    [row] = alike.contents.verdicts
    assert {row.a_id, row.b_id} == {one.a, one.b}
    assert row.reason == "sama aihe"
    assert alike.contents.initiatives is before.initiatives
    with qtbot.waitSignal(alike.changed):
        alike.undo()
    assert alike.contents.verdicts == []
    assert alike.contents.initiatives is before.initiatives
