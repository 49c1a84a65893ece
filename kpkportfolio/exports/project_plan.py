"""A portfolio laid out as a plan: programmes, under them initiatives, under these their projects, each followed by its
deliverables and milestones."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kpkportfolio.exports.project_links import taken
from kpkportfolio.exports.templates import confidential_ids
from kpkportfolio.model.project_xml import TaskKind
from kpkportfolio.model.rows import Contents, DependencyRow, InitiativeRow
from kpkportfolio.model.vocabulary import DeliverableState


class Line(NamedTuple):
    """One task of the plan.

    Attributes:
        id: the key of the row it shows; None for a programme.
        row: of an initiative or project.
        owner: the key of the initiative whose deliverable or milestone it is.
        due, reached, done: of a deliverable or milestone.
        summary: whether tasks stand under it.
        uid: its number in the file, from 1.
        level, outline: how deep it stands, and its number in the outline, such as ``2.1``.
    """

    kind: TaskKind
    title: str
    id: str | None = None
    row: InitiativeRow | None = None
    owner: str | None = None
    due: date | None = None
    reached: date | None = None
    done: bool = False
    summary: bool = False
    uid: int = 0
    level: int = 0
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The plan.

    Attributes:
        lines: the tasks in order.
        uids: an initiative's key → its task's number.
        links, other_links: by the successor's key, the dependencies MS Project takes and those it does not.
    """

    lines: list[Line]
    uids: dict[str, int]
    links: dict[str, list[DependencyRow]]
    other_links: dict[str, list[DependencyRow]]


def laid_out(contents: Contents, shown: Sequence[InitiativeRow] | None = None) -> Layout:
    """The plan of the initiatives, or only of those ``shown``, in their order; confidential ones are left out
    with their parts.

    Milestones stand beside their initiative rather than under it: MS Project would make it a summary task, whose
    progress and dates it works out itself.
    """
    hidden = confidential_ids(contents.initiatives)
    rows = [
        row
        for row in (contents.initiatives if shown is None else shown)
        if not row.confidential and row.id not in hidden
    ]
    parents = _parents(rows)
    below: dict[str | None, list[InitiativeRow]] = defaultdict(list)
    for row in rows:
        below[parents[row.id]].append(row)
    lines = _Lines(contents, below)
    grouped: dict[str | None, list[InitiativeRow]] = defaultdict(list)
    for row in below[None]:
        grouped[row.programme_id].append(row)
    for programme in contents.programmes:
        if programme.id in grouped:
            lines.add_programme(programme.name, grouped.pop(programme.id))
    without = grouped.pop(None, [])
    for left in grouped.values():
        lines.add_programme(left[0].programme or "", left)
    lines.add(without, 1, "")
    pairs = [row for row in contents.dependencies if row.predecessor_id in parents and row.successor_id in parents]
    good, others = taken(pairs, parents, {id_ for id_ in below if id_ is not None})
    uids = {line.id: line.uid for line in lines.lines if line.row is not None and line.id is not None}
    return Layout(lines.lines, uids, _by_successor(good), _by_successor(others))


def _parents(rows: Sequence[InitiativeRow]) -> dict[str, str | None]:
    """What each stands under among these; a circle is cut open."""
    ids = {row.id for row in rows}
    wanted = {row.id: row.parent_id if row.parent_id in ids else None for row in rows}
    sound: set[str] = set()
    for id_ in wanted:
        way: list[str] = []
        at: str | None = id_
        while at is not None and at not in sound:
            if at in way:
                wanted[at] = None
                break
            way.append(at)
            at = wanted[at]
        sound.update(way)
    return wanted


class _Lines:
    """The tasks as they are laid out."""

    def __init__(self, contents: Contents, below: dict[str | None, list[InitiativeRow]]) -> None:
        self.lines: list[Line] = []
        self._below = below
        self._counts: Counter[str] = Counter()
        self._events: dict[str, list[Line]] = defaultdict(list)
        for one in contents.deliverables:
            self._events[one.initiative_id].append(
                Line(
                    TaskKind.DELIVERABLE,
                    one.title,
                    one.id,
                    owner=one.initiative_id,
                    due=one.due,
                    done=one.state is DeliverableState.DONE,
                )
            )
        for each in contents.milestones:
            self._events[each.initiative_id].append(
                Line(
                    TaskKind.MILESTONE,
                    each.title,
                    each.id,
                    owner=each.initiative_id,
                    due=each.due,
                    reached=each.reached_on,
                    done=each.reached_on is not None,
                )
            )

    def add_programme(self, name: str, rows: Sequence[InitiativeRow]) -> None:
        self.add(rows, 2, self._put(Line(TaskKind.PROGRAMME, name, summary=True), 1, ""))

    def add(self, rows: Sequence[InitiativeRow], level: int, above: str) -> None:
        """Initiatives side by side under the outline number ``above``, with all that belongs to each."""
        waiting: list[tuple[InitiativeRow | Line, int, str]] = [(row, level, above) for row in reversed(rows)]
        while waiting:
            one, deep, over = waiting.pop()
            if isinstance(one, Line):
                self._put(one, deep, over)
                continue
            parts = self._below.get(one.id, [])
            line = Line(TaskKind.INITIATIVE, one.title, one.id, row=one, summary=bool(parts))
            outline = self._put(line, deep, over)
            # what stands beside it comes after all that stands under it
            waiting += [(event, deep, over) for event in reversed(self._events.get(one.id, ()))]
            waiting += [(part, deep + 1, outline) for part in reversed(parts)]

    def _put(self, line: Line, level: int, above: str) -> str:
        """Adds a line; returns its number in the outline."""
        self._counts[above] += 1
        outline = f"{above}.{self._counts[above]}" if above else str(self._counts[above])
        self.lines.append(line._replace(uid=len(self.lines) + 1, level=level, outline=outline))
        return outline


def _by_successor(rows: Iterable[DependencyRow]) -> dict[str, list[DependencyRow]]:
    found: dict[str, list[DependencyRow]] = defaultdict(list)
    for row in rows:
        found[row.successor_id].append(row)
    return found
