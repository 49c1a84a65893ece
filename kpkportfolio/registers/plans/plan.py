"""A project plan as its file says it, whichever program wrote it: tasks with their outline, before anybody asks which
of them are initiatives."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kpkportfolio.model.project_xml import ResourceKind, TaskKind
from kpkportfolio.model.vocabulary import Health, Status
from kpkportfolio.registers.columns.evidence import is_body, is_person, party_and_person
from kpkportfolio.registers.record import Problem, ReadBaseline, ReadLink


class Assigned(NamedTuple):
    """Somebody who works on a task.

    Attributes:
        group: what the plan files them under, such as their organisation.
        kind: what they are, when the file was written here.
        responsible: whether the plan says that they answer for the task.
    """

    name: str
    group: str | None = None
    kind: ResourceKind | None = None
    responsible: bool = False


@dataclass(slots=True)
class Task:
    """One task.

    Attributes:
        row: the number a person finds it by in the program it comes from.
        id: what links between tasks call it.
        ref: what it is known by from file to file.
        level: 0 is the plan itself, 1 its top-level tasks.
        cost: cents; None is unknown.
        links: their ``ref`` is the predecessor's ``id``.
        left_out: why it is no part of the plan; empty when it is.
        kind: what it is, in a plan that was written here; then the fields after it are given too.
        belongs: the ``ref`` of the initiative whose milestone or deliverable it is.
        due: the day of a milestone or deliverable, which may be reached on another.
        other_links: dependencies by ``ref`` that the program it went through does not take.
    """

    row: int
    id: str
    ref: str | None
    title: str
    level: int
    start: date | None = None
    end: date | None = None
    milestone: bool = False
    progress: int | None = None
    finished: date | None = None
    cost: int | None = None
    notes: str | None = None
    active: bool = True
    assigned: list[Assigned] = field(default_factory=list)
    links: list[ReadLink] = field(default_factory=list)
    baseline: ReadBaseline | None = None
    urls: tuple[str, ...] = ()
    custom: list[tuple[str, str]] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)
    left_out: str = ""
    kind: TaskKind | None = None
    belongs: str | None = None
    due: date | None = None
    other_links: list[ReadLink] = field(default_factory=list)
    status: Status | None = None
    health: Health | None = None
    domain: str | None = None
    programme: str | None = None
    open_ended: bool = False
    costs: tuple[int | None, int | None] = (None, None)


MOST_TASKS = 50_000
"""Tasks of one plan; the largest programmes have some ten thousand."""


@dataclass(slots=True)
class Plan:
    """One plan.

    Attributes:
        title: what the plan calls itself.
        tasks: in the file's order; one of level 0, if there is one, stands for the plan itself.
        company, manager: whose plan it is.
        written_here: whether it came out of a portfolio, so that its tasks say themselves what they are.
        problems, remarks: as of a register.
    """

    title: str | None
    tasks: list[Task]
    company: str | None = None
    manager: str | None = None
    written_here: bool = False
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def responsible(assigned: list[Assigned]) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The party, the person, and everybody beyond these two.

    Those whom the plan calls responsible come first. A name is a person's or an organisation's by the same evidence as
    in the cells of any register; a person's group is their organisation when it is recognisably one.
    """
    party: str | None = None
    person: str | None = None
    others: list[str] = []
    group: str | None = None
    for one in sorted(assigned, key=lambda one: not one.responsible):
        body, human = _told_apart(one)
        if human is not None and person is None:
            person, group = human, one.group
            human = None
        if body is not None and party is None:
            party = body
            body = None
        others += [name for name in (body, human) if name is not None]
    if party is None and group is not None and is_body(group):
        party = group
    return party, person, tuple(dict.fromkeys(others))


def _told_apart(one: Assigned) -> tuple[str | None, str | None]:
    if one.kind is ResourceKind.PERSON or (one.kind is None and is_person(one.name)):
        return None, one.name
    if one.kind is ResourceKind.PARTY:
        return one.name, None
    return party_and_person(one.name)
