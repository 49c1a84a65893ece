"""A state machine over edit, delete, merge, undo, redo, snapshot and reopening: whatever the order, the portfolio
equals a plain model of it, and undoing everything leads back to the beginning."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.snapshots.moments import content_after
from kpkportfolio.store.content import Content, content_hash, difference, pack, unpack
from kpkportfolio.store.edits import deleting, editing, merging
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


class PortfolioMachine(RuleBasedStateMachine):
    @initialize()
    def create(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "salkku.sqlite"
        self.portfolio = Portfolio.create(self.path, by="Liisa")
        # the contents that undo leads back through, and those that redo leads on to
        self.past: list[Content] = []
        self.future: list[Content] = []
        self.now = self.portfolio.content()
        self.frozen: list[tuple[bytes, str]] = []
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

    @rule(title=TITLES, deliverables=st.lists(TITLES, max_size=2))
    def add(self, title: str, deliverables: list[str]) -> None:
        id_ = new_id()
        changes = [Change("initiative", id_, None, {"kind": "initiative", "title": title})]
        for position, name in enumerate(deliverables):
            row: dict[str, Any] = {"initiative_id": id_, "title": name, "state": "planned", "position": position}
            changes.append(Change("deliverable", new_id(), None, row))
        self._did(Operation(OperationKind.IMPORT, title, changes))
        assert self.now["initiative"][id_]["title"] == title

    @precondition(lambda self: self._ids())
    @rule(data=st.data(), fields=FIELDS)
    def edit(self, data: st.DataObject, fields: dict[str, Any]) -> None:
        ids = data.draw(st.lists(st.sampled_from(self._ids()), min_size=1, unique=True))
        self._did(editing(self.portfolio, ids, fields))
        assert all(self.now["initiative"][id_][name] == value for id_ in ids for name, value in fields.items())

    @precondition(lambda self: self._ids())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        id_ = data.draw(st.sampled_from(self._ids()))
        self._did(deleting(self.portfolio, [id_]))
        assert id_ not in self.now["initiative"]
        assert all(row["initiative_id"] != id_ for row in self.now["deliverable"].values())

    @precondition(lambda self: len(self._ids()) > 1)
    @rule(data=st.data())
    def merge(self, data: st.DataObject) -> None:
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
    @rule()
    def undo(self) -> None:
        self.portfolio.undo()
        self.future.append(self.now)
        self.now = self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.portfolio.redo()
        self.past.append(self.now)
        self.now = self.future.pop()

    @rule()
    def reopen(self) -> None:
        self.portfolio.close()
        self.portfolio = Portfolio.open(self.path, by="Liisa")
        self.past.clear()
        self.future.clear()

    @rule()
    def freeze(self) -> None:
        self.frozen.append((pack(self.now), content_hash(self.now)))
        latest = self.portfolio.operations(1)
        self.moments.append((latest[0].seq if latest else 0, content_hash(self.now)))

    @invariant()
    def the_database_is_the_model(self) -> None:
        if hasattr(self, "portfolio"):
            assert self.portfolio.content() == self.now
            undoable, redoable = self.portfolio.stacks()
            assert (len(undoable), len(redoable)) == (len(self.past), len(self.future))

    @invariant()
    def what_was_frozen_stays(self) -> None:
        for packed, digest in getattr(self, "frozen", []):
            content = unpack(packed)
            assert content_hash(content) == digest
            # what changed since is a list of changes that leads from then to now
            changed = {(change.entity, change.id) for change in difference(content, self.now)}
            for entity, rows in self.now.items():
                for id_, row in rows.items():
                    assert (content[entity].get(id_) == row) != ((entity, id_) in changed)

    def teardown(self) -> None:
        if hasattr(self, "portfolio"):
            # the journal leads back to each of them, whatever was undone, merged and deleted since
            for seq, digest in self.moments:
                assert content_hash(content_after(self.portfolio, seq)) == digest
            self.portfolio.close()
            self.folder.cleanup()


TestPortfolioMachine = PortfolioMachine.TestCase
TestPortfolioMachine.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
