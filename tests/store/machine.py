"""The state machine of a portfolio: adding, editing, bulk edits, imports, merges, deleting, undo, redo, undoing
what is older, restoring, snapshots, backups and restarts, in whatever order.

What holds after every step: the journal, carried out from nothing, gives the database; every snapshot verifies; the
changes from any frozen content to today's, applied to it, give today's. Undoing everything leads back to the start.

    python -m tests.store.machine --steps 10000 [--seed N]

runs it for long and tells how many times each rule ran as a line of JSON.
"""

import argparse
import csv
import json
import random
import shutil
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.snapshots.comparing import changes_between
from kpkportfolio.snapshots.moments import applied, content_after
from kpkportfolio.store import backup
from kpkportfolio.store.content import Content, content_hash, difference
from kpkportfolio.store.edits import deleting, editing, merging
from kpkportfolio.store.older import deleted_initiatives, restoring, undoing
from kpkportfolio.store.portfolio import Portfolio

TITLES = st.sampled_from(["Asiointitili", "Ärendehantering", "Portal", "=1+1", "Ω"])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": TITLES,
        "progress": st.none() | st.integers(0, 100),
        "status": st.sampled_from([None, "idea", "approved", "completed"]),
        "start": st.none() | st.dates(),
    },
)
DEMANDS = st.sampled_from(["", "1000", "250000", "–"])
TODAY = date(2011, 11, 15)
FROZEN = 12
"""Snapshots of one portfolio: every one is verified after every step."""


class PortfolioMachine(RuleBasedStateMachine):
    """A portfolio in a file, beside it what it should hold."""

    ran: ClassVar[Counter[str]] = Counter()
    """How many times each rule has run in this process."""

    @initialize()
    def create(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "salkku.sqlite"
        self.portfolio = Portfolio.create(self.path, by="Liisa")
        # the contents that undo leads back through, and those that redo leads on to
        self.past: list[Content] = []
        self.future: list[Content] = []
        self.now = self.portfolio.content()
        # what the journal gives, carried out from nothing as far as this place in it
        self.replayed: Content = {}
        self.place = 0
        self.frozen: dict[str, Content] = {}
        # each content that was, by the journal's place
        self.moments: list[tuple[int, str]] = [(0, content_hash(self.now))]

    def _did(self, operation: Operation) -> None:
        if not operation.changes:
            return
        self.portfolio.commit(operation)
        self.past.append(self.now)
        self.future.clear()
        self.now = self.portfolio.content()

    def _ids(self) -> list[str]:
        return sorted(self.now["initiative"])

    # --- what a person does ------------------------------------------------------------------------------------

    @rule(title=TITLES, deliverables=st.lists(TITLES, max_size=2), figure=st.none() | st.integers(0, 10**9))
    def add(self, title: str, deliverables: list[str], figure: int | None) -> None:
        self.ran["create"] += 1
        id_ = new_id()
        changes = [Change("initiative", id_, None, {"kind": "initiative", "title": title})]
        for position, name in enumerate(deliverables):
            row: dict[str, Any] = {"initiative_id": id_, "title": name, "state": "planned", "position": position}
            changes.append(Change("deliverable", new_id(), None, row))
        if figure is not None:
            money = {"initiative_id": id_, "kind": "ict_investment", "year": 2012, "min": figure, "max": figure}
            changes.append(Change("money", new_id(), None, money))
        self._did(Operation(OperationKind.ADD, title, changes))
        assert self.now["initiative"][id_]["title"] == title

    @precondition(lambda self: self._ids())
    @rule(data=st.data(), fields=FIELDS)
    def edit(self, data: st.DataObject, fields: dict[str, Any]) -> None:
        self.ran["edit"] += 1
        self._edited([data.draw(st.sampled_from(self._ids()))], fields)

    @precondition(lambda self: len(self._ids()) > 1)
    @rule(fields=FIELDS, share=st.integers(1, 3))
    def edit_many(self, fields: dict[str, Any], share: int) -> None:
        self.ran["bulk edit"] += 1
        self._edited(self._ids()[::share], fields)

    def _edited(self, ids: list[str], fields: dict[str, Any]) -> None:
        self._did(editing(self.portfolio, ids, fields))
        assert all(self.now["initiative"][id_][name] == value for id_ in ids for name, value in fields.items())

    @rule(
        name=st.sampled_from(["oma", "naapuri"]),
        rows=st.dictionaries(st.integers(1, 6), st.tuples(TITLES, DEMANDS), min_size=2, max_size=4),
    )
    def bring_in(self, name: str, rows: dict[int, tuple[str, str]]) -> None:
        """A register's file is read and reconciled, as in the import wizard; a second time, its changes."""
        self.ran["import"] += 1
        path = Path(self.folder.name) / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(["Tunnus", "Hankkeen nimi", "Organisaatio", "Tila", "Alku", "Investointi (€)"])
            writer.writerows(
                [f"H-{number}", f"Hanke {title}", "Kaupunki", "Käynnissä", "1.2.2012", demand]
                for number, (title, demand) in rows.items()
            )
        found = reconcile(self.portfolio, read_register(path), TODAY, name, accept_good_rows=True)
        if found.operation is not None:
            self._did(found.operation)

    @precondition(lambda self: self._ids())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.ran["delete"] += 1
        id_ = data.draw(st.sampled_from(self._ids()))
        self._did(deleting(self.portfolio, [id_]))
        assert id_ not in self.now["initiative"]
        assert all(row["initiative_id"] != id_ for row in self.now["deliverable"].values())

    @precondition(lambda self: len(self._ids()) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
        self.ran["merge"] += 1
        keep, drop = data.draw(st.permutations(self._ids()))[:2]
        names = {
            str(row["title"]).casefold()
            for row in self.now["deliverable"].values()
            if row["initiative_id"] in (keep, drop)
        }
        self._did(merging(self.portfolio, keep, drop))
        assert names == {
            str(row["title"]).casefold() for row in self.now["deliverable"].values() if row["initiative_id"] == keep
        }

    @precondition(lambda self: self.past)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        self.ran["undo"] += 1
        for _ in range(min(times, len(self.past))):
            self.portfolio.undo()
            self.future.append(self.now)
            self.now = self.past.pop()

    @precondition(lambda self: self.future)
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        self.ran["redo"] += 1
        for _ in range(min(times, len(self.future))):
            self.portfolio.redo()
            self.past.append(self.now)
            self.now = self.future.pop()

    @precondition(lambda self: any(one.kind is not OperationKind.SNAPSHOT for one in self.portfolio.operations(10_000)))
    @rule(data=st.data())
    def undo_earlier(self, data: st.DataObject) -> None:
        """Any operation, also an undo or one of an earlier opening, is taken back as far as it stands."""
        self.ran["undo an older one"] += 1
        done = [entry for entry in self.portfolio.operations(10_000) if entry.kind is not OperationKind.SNAPSHOT]
        seq = data.draw(st.sampled_from(done[::-1])).seq
        reversal = undoing(self.portfolio, seq)
        assert all(one.later is None or one.later.seq > seq for one in reversal.obstacles)
        if reversal.changes:
            self._did(reversal.operation(partly=True))
            assert not undoing(self.portfolio, seq).changes

    @precondition(lambda self: deleted_initiatives(self.portfolio))
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        self.ran["restore"] += 1
        gone = data.draw(st.sampled_from(deleted_initiatives(self.portfolio)))
        reversal = restoring(self.portfolio, gone.id)
        self._did(reversal.operation(partly=True))
        assert self.now["initiative"][gone.id]["title"] == gone.title

    @precondition(lambda self: len(self.frozen) < FROZEN)
    @rule()
    def freeze(self) -> None:
        self.ran["snapshot"] += 1
        taken = snapshots.take(self.portfolio, f"{len(self.frozen) + 1}")
        self.frozen[taken.name] = self.now
        assert snapshots.compare(self.portfolio, taken.name) == []
        self.moments.append((taken.operation_seq or 0, content_hash(self.now)))

    @precondition(lambda self: self.frozen)
    @rule(data=st.data())
    def return_to(self, data: st.DataObject) -> None:
        """The changes from today to a snapshot, committed like any edit, give what was frozen."""
        self.ran["return to a snapshot"] += 1
        name = data.draw(st.sampled_from(sorted(self.frozen)))
        then = snapshots.content_in(self.portfolio, name)
        self._did(Operation(OperationKind.EDIT, name, difference(self.now, then)))
        assert self.now == self.frozen[name]

    @precondition(lambda self: len(self.past) > 2)
    @rule()
    def restart(self) -> None:
        self.ran["restart"] += 1
        self._undo_to_the_start()
        self.portfolio.close()
        self.portfolio = Portfolio.open(self.path, by="Liisa")
        self.past.clear()
        self.future.clear()

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def back_up_and_restore(self) -> None:
        self.ran["backup"] += 1
        kept = backup.back_up(self.path, self.path.with_name("kopio.sqlite"))
        more = Operation(OperationKind.ADD, "", [Change("initiative", new_id(), None, _ADDED)])
        self.portfolio.commit(more)
        backup.restore(kept, self.path)
        kept.unlink()
        shutil.rmtree(self.path.parent / "backups")

    # --- what holds --------------------------------------------------------------------------------------------

    @invariant()
    def the_database_is_the_model(self) -> None:
        if hasattr(self, "portfolio"):
            assert self.portfolio.content() == self.now
            undoable, redoable = self.portfolio.stacks()
            assert (len(undoable), len(redoable)) == (len(self.past), len(self.future))

    @invariant()
    def the_journal_gives_the_database(self) -> None:
        if hasattr(self, "portfolio"):
            for entry in sorted(self.portfolio.operations(20), key=lambda entry: entry.seq):
                if entry.seq > self.place:
                    self.replayed = applied(self.replayed, self.portfolio.changes_of(entry.seq))
                    self.place = entry.seq
            assert applied(self.replayed, []) == self.now

    @invariant()
    def every_snapshot_verifies(self) -> None:
        if getattr(self, "frozen", None):
            assert snapshots.verify(self.portfolio) == []

    @invariant()
    def differences_lead_from_one_to_the_other(self) -> None:
        for name, then in list(getattr(self, "frozen", {}).items())[-2:]:
            assert applied(then, difference(then, self.now)) == self.now
            assert applied(self.now, difference(self.now, then)) == then
            compared = snapshots.compare(self.portfolio, name)
            assert changes_between(applied(then, compared), self.now) == []

    def _undo_to_the_start(self) -> None:
        if not self.past:
            return
        start, latest = self.past[0], self.now
        for _ in self.past:
            self.portfolio.undo()
        assert self.portfolio.content() == start
        for _ in self.past:
            self.portfolio.redo()
        assert self.portfolio.content() == latest
        self._replay_all()

    def _replay_all(self) -> None:
        self.replayed, self.place = {}, 0
        for entry in sorted(self.portfolio.operations(100_000), key=lambda entry: entry.seq):
            self.replayed = applied(self.replayed, self.portfolio.changes_of(entry.seq))
            self.place = entry.seq

    def teardown(self) -> None:
        if hasattr(self, "portfolio"):
            self._undo_to_the_start()
            self._replay_all()
            assert applied(self.replayed, []) == self.now
            # the journal leads back to each of them, whatever was undone, merged and deleted since
            for seq, digest in self.moments:
                assert content_hash(content_after(self.portfolio, seq)) == digest
            self.portfolio.close()
            backup.verify(self.path)
            self.folder.cleanup()


_ADDED = {"kind": "initiative", "title": "What a restored backup does not hold"}


def main() -> None:
    """Run the machine for at least so many steps; raises at the first that breaks a rule."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.machine")
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    chosen = random.randrange(2**32) if options.seed is None else options.seed
    started = time.monotonic()
    round_ = 0
    while PortfolioMachine.ran.total() < options.steps:
        # a round at a time, since hypothesis counts examples and not steps
        machine = seed(chosen + round_)(PortfolioMachine)
        run_state_machine_as_test(machine, settings=_LONG)
        round_ += 1
    told = {
        "steps": PortfolioMachine.ran.total(),
        "seed": chosen,
        "seconds": round(time.monotonic() - started),
        "rules": dict(PortfolioMachine.ran.most_common()),
    }
    print(json.dumps(told))  # noqa: T201


_LONG = settings(
    max_examples=20,
    stateful_step_count=60,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    # shrinking runs the machine for minutes more; the seed finds the failure again
    phases=(Phase.generate,),
)

if __name__ == "__main__":
    main()
