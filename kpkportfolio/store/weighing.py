"""Which of an older operation's changes can be taken back now, and what stands in the way of the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection, UniqueConstraint, select

from kpkportfolio.model.change import Change, Value
from kpkportfolio.model.rules import broken_rules
from kpkportfolio.model.tables import ENTITIES, referring_to
from kpkportfolio.store.applying import blank
from kpkportfolio.store.bulk import garbage_left_alone
from kpkportfolio.store.chunks import chunks
from kpkportfolio.store.obstacles import Because, Obstacle

Key = tuple[str, str]
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What can be taken back, and why not all of it.

    Attributes:
        changes: those that can, as they would be carried out now.
        obstacles: what was done since, not yet explained by whom.
        left: rows that would stay as they are although the operation changed them.
    """

    changes: list[Change]
    obstacles: list[Obstacle]
    left: int


@garbage_left_alone()
def weigh(connection: Connection, done: Sequence[Change]) -> Weighed:
    """Hold the changes of an operation against what is there now.

    A row that is already as it was before needs nothing. What cannot be taken back keeps what it needs and what is its
    own: an initiative that somebody has worked on since an import stays whole, with its organisation and its money.
    """
    return _Scales(connection, _inverses(done)).weighed()


def _inverses(done: Sequence[Change]) -> dict[Key, Change]:
    """One inverse for each row; several edits of a row are one, from the last state to the first."""
    found: dict[Key, Change] = {}
    for change in reversed(done):
        key, inverse = (change.entity, change.id), change.inverse
        later = found.get(key)
        if later is not None and None not in (later.before, later.after, inverse.before, inverse.after):
            before = {**(inverse.before or {}), **(later.before or {})}
            inverse = Change(change.entity, change.id, before, {**(later.after or {}), **(inverse.after or {})})
        elif later is not None:
            inverse = Change(change.entity, change.id, later.before, inverse.after)
        found[key] = inverse
    return found


@dataclass(slots=True)
class _Scales:
    connection: Connection
    wanted: dict[Key, Change]
    now: dict[Key, Row] = field(default_factory=dict)
    standing: dict[Key, Change] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)
    kept: set[Key] = field(default_factory=set)

    def weighed(self) -> Weighed:
        ids: dict[str, list[str]] = defaultdict(list)
        for entity, id_ in self.wanted:
            ids[entity].append(id_)
        for entity, some in ids.items():
            self.now |= {(entity, str(row["id"])): row for row in _where(self.connection, entity, "id", some)}
        for key, change in self.wanted.items():
            self._against_row(key, change)
        needing, there, places = self._needing(), self._there(), self._places()
        while self._still_needed(needing) or self._missing(there) or self._taken(places) or self._rules():
            pass
        return Weighed(list(self.standing.values()), self.obstacles, len(self.kept))

    def _against_row(self, key: Key, change: Change) -> None:
        row = self.now.get(key)
        if change.before is None:
            if row is None:
                self.standing[key] = change
        elif change.after is None:
            self._deletion(key, change, row)
        elif row is None:
            self._block(key, Because.DELETED)
        else:
            before, after = change.before, change.after
            moved = [name for name in after if row[name] not in (before.get(name), after[name])]
            for name in moved:
                self._block(key, Because.CHANGED, name)
            still = [name for name in after if name not in moved and row[name] != after[name]]
            if still:
                fields = {name: before.get(name) for name in still}
                self.standing[key] = Change(change.entity, change.id, fields, {name: after[name] for name in still})

    def _deletion(self, key: Key, change: Change, row: Row | None) -> None:
        if row is None:
            return
        # what the operation did not give was the column's default; whoever set it since must not lose it
        expected = {**_defaults(change.entity), **(change.before or {})}
        moved = [name for name, value in expected.items() if row[name] != value]
        for name in moved:
            self._block(key, Because.CHANGED, name)
        if not moved:
            self.standing[key] = change

    def _block(self, key: Key, because: Because, name: str = "*", other: Key | None = None, reason: str = "") -> None:
        now = self.now.get(key, {}).get(name)
        self.obstacles.append(Obstacle(because, self.wanted[key], name, now, other, reason))
        self.kept.add(key)

    def _leave(self, key: Key) -> None:
        """A row stays as it is because of another that stays."""
        self.standing.pop(key, None)
        self.kept.add(key)

    # --- what else speaks of the rows --------------------------------------------------------------------

    def _needing(self) -> list[tuple[Key, Key, str]]:
        """Who refers to a row that would be deleted: (the row, who refers to it, by which field)."""
        doomed: dict[str, list[str]] = defaultdict(list)
        for (entity, id_), change in self.standing.items():
            if change.after is None:
                doomed[entity].append(id_)
        found: list[tuple[Key, Key, str]] = []
        for entity, ids in doomed.items():
            for whose, name in referring_to(entity):
                theirs = _where(self.connection, whose, name, ids, ("id", name))
                found += [((entity, str(row[name])), (whose, str(row["id"])), name) for row in theirs]
        return found

    def _still_needed(self, needing: Sequence[tuple[Key, Key, str]]) -> bool:
        """Leaves what somebody still refers to, and what belongs to an initiative that is left."""
        again = False
        for key, by, name in needing:
            theirs = self.standing.get(by)
            goes = theirs is not None and (theirs.after is None or name in theirs.after)
            if key in self.standing and not goes:
                if by not in self.wanted:
                    self._block(key, Because.NEEDED, other=by)
                self._leave(key)
                again = True
        for key, change in list(self.standing.items()):
            owner = ("initiative", str((change.before or {}).get("initiative_id")))
            if change.after is None and owner in self.kept and self.wanted[owner].after is None:
                self._leave(key)
                again = True
        return again

    def _there(self) -> set[Key]:
        """Which of the rows that would be referred to are there now."""
        wanted: dict[str, set[str]] = defaultdict(set)
        for change in self.standing.values():
            for _name, (entity, id_) in _references(change):
                wanted[entity].add(id_)
        return {
            (entity, str(row["id"]))
            for entity, ids in wanted.items()
            for row in _where(self.connection, entity, "id", ids, ("id",))
        }

    def _missing(self, there: set[Key]) -> bool:
        """Leaves a reference to what is gone; a row that is restored can do without one that it may lack."""
        again = False
        for key, change in list(self.standing.items()):
            for name, target in _references(change):
                beside = self.standing.get(target)
                if target in there and (beside is None or beside.after is not None):
                    continue
                if beside is not None and beside.before is None:
                    continue
                self._block(key, Because.MISSING, name, other=target)
                again = True
                self._without(key, name)
                break
        return again

    def _without(self, key: Key, name: str) -> None:
        change = self.standing[key]
        after = dict(change.after or {})
        if change.before is None and ENTITIES[change.entity].columns[name].nullable:
            self.standing[key] = Change(change.entity, change.id, None, {**after, name: None})
            return
        del after[name]
        if change.before is None or not after:
            self._leave(key)
            return
        self.standing[key] = Change(change.entity, change.id, {n: change.before[n] for n in after}, after)

    def _rules(self) -> bool:
        """Leaves edits that would break a rule together with what was written beside them since."""
        again = False
        for key, change in list(self.standing.items()):
            if change.before is not None and change.after is not None:
                problems = broken_rules(change.entity, {**self.now[key], **change.after})
                if problems:
                    self._block(key, Because.RULE, reason=" ".join(problems))
                    self._leave(key)
                    again = True
        return again

    def _places(self) -> list[tuple[Key, Key, tuple[str, ...]]]:
        """Who has the place, unique in the portfolio, that a row would take: (the row, who has it, by which fields)."""
        found: list[tuple[Key, Key, tuple[str, ...]]] = []
        for entity in {entity for entity, _id in self.standing}:
            for names in _unique(entity):
                mine: dict[tuple[Value, ...], Key] = {}
                for key, change in self.standing.items():
                    if key[0] != entity or change.after is None or not set(names) & set(change.after):
                        continue
                    wanted = {**self.now.get(key, {}), **change.after}
                    # one unallocated figure of a kind is enough too, although the database lets NULL through
                    if all(wanted.get(name) is not None or name == "year" for name in names):
                        mine[tuple(wanted.get(name) for name in names)] = key
                values = {str(place[0]) for place in mine}
                for row in _where(self.connection, entity, names[0], values, ("id", *names)):
                    other = (entity, str(row["id"]))
                    key = mine.get(tuple(row[name] for name in names), other)
                    if key != other:
                        found.append((key, other, names))
        return found

    def _taken(self, places: Sequence[tuple[Key, Key, tuple[str, ...]]]) -> bool:
        """Leaves rows whose place somebody has filled again since."""
        again = False
        for key, other, names in places:
            moving = self.standing.get(other)
            away = moving is not None and (moving.after is None or bool(set(names) & set(moving.after)))
            if key in self.standing and not away:
                self._block(key, Because.TAKEN, other=other)
                self._leave(key)
                again = True
        return again


def _unique(entity: str) -> list[tuple[str, ...]]:
    """Fields, the first one a text, in which no two rows may be the same."""
    return [
        tuple(column.name for column in rule.columns)
        for rule in ENTITIES[entity].constraints
        if isinstance(rule, UniqueConstraint) and rule.columns[0].type.python_type is str
    ]


def _references(change: Change) -> list[tuple[str, Key]]:
    """What a change would make its row refer to: (field, (entity, id))."""
    return [
        (name, (key.column.table.name, str(value)))
        for name, value in (change.after or {}).items()
        if value is not None
        for key in ENTITIES[change.entity].columns[name].foreign_keys
    ]


def _where(
    connection: Connection, entity: str, name: str, values: Iterable[str], fields: Sequence[str] = ()
) -> Iterable[Row]:
    """The rows of an entity, a field of which is among some values: whole, or only the given fields."""
    table = ENTITIES[entity]
    columns = [table.c[field] for field in fields] or list(table.columns)
    names = [column.name for column in columns]
    for some in chunks(sorted(values)):
        statement = select(*columns).where(table.c[name].in_(some))
        for row in connection.execute(statement):
            yield dict(zip(names, row, strict=True))


@cache
def _defaults(entity: str) -> dict[str, Value]:
    """What a row of which nothing is given holds, but its id and version."""
    return {name: value for name, value in blank(ENTITIES[entity]).items() if name not in ("id", "version")}
