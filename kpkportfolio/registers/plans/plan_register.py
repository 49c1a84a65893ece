"""A project plan as a register: which of its tasks are initiatives, which are parts of them, and which are milestones.

The rule:

- A plan that was written here says itself what each task is (:mod:`kpkportfolio.model.project_xml`). A milestone that
  somebody has added to it since is the one of the initiative before it.
- Otherwise each top-level task is an initiative, for a plan of many undertakings lists them so; unless at least half of
  the top-level tasks are called by no more than the name of a phase (*Määrittely*, *Phase 2*, *Testaus ja
  käyttöönotto*): then the whole plan is one initiative, under the plan's own name, and its phases are its parts.
  The same holds for a plan that has nothing but milestones.
- Tasks under a task are its parts (``parent``), at every level, so that no task's dates, links or people are lost.
- A milestone is a milestone of the task above it; at the top level of the last of the tasks that it waits for. One
  that belongs to no task is reported.
- What depends on a milestone depends on what that milestone waits for.
- A plan that has marked no progress anywhere says nothing of progress: its zeros are what the program fills in.

Every task of the file ends up as an initiative, as a problem, or in ``skipped`` with the reason.
"""

from pathlib import Path

from kpkportfolio.model.project_xml import TaskKind
from kpkportfolio.model.vocabulary import DependencyKind, Status
from kpkportfolio.registers.columns.languages import language_of
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.plans.plan import Plan, Task, responsible
from kpkportfolio.registers.plans.plan_fields import recognised, status_of
from kpkportfolio.registers.plans.plan_phases import is_phase
from kpkportfolio.registers.record import Problem, ReadInitiative, ReadLink, ReadMilestone, ReadRegister
from kpkportfolio.text import _, format_euros

WHOLE = "plan"
"""The reference of the initiative that a whole plan makes when it has no task of its own for itself."""


def as_register(plan: Plan, path: Path) -> ReadRegister:
    """The plan's initiatives, and everything that was not understood or left out."""
    return _Register(plan, path).read()


class _Register:
    """The work of one call; tasks are told by their place in the list, for ids may repeat or lack."""

    def __init__(self, plan: Plan, path: Path) -> None:
        self.plan, self.path = plan, path
        self.problems = list(plan.problems)
        self.skipped: list[tuple[str | None, int, str]] = []
        self.tasks = [task for task in plan.tasks if self._is_fit(task)]
        self._lay_out()
        self.is_whole = self._is_whole()
        if self.is_whole:
            self._put_whole_first()
            self._lay_out()
        self.record = [
            not self.milestone[at] and task.kind is not TaskKind.PROGRAMME and (task.level > 0 or self.is_whole)
            for at, task in enumerate(self.tasks)
        ]
        self.parent: list[int | None] = []
        self.programme: list[str | None] = []
        self.beside: list[int | None] = []
        latest: dict[int | None, int] = {}
        for at, over in enumerate(self.above):
            self.beside.append(latest.get(over))
            if self.record[at]:
                latest[over] = at
            self.parent.append(over if over is None or self.record[over] else self.parent[over])
            if over is not None and self.tasks[over].kind is TaskKind.PROGRAMME:
                self.programme.append(self.tasks[over].title)
            else:
                self.programme.append(None if over is None else self.programme[over])
        self.at = {task.id: at for at, task in reversed(list(enumerate(self.tasks)))}
        self.of_ref = {task.ref: at for at, task in enumerate(self.tasks) if task.ref and self.record[at]}
        self.tracked = plan.written_here or any(task.progress for task in self.tasks)

    def read(self) -> ReadRegister:
        milestones: dict[int, list[ReadMilestone]] = {}
        deliverables: dict[int, list[str]] = {}
        for at, task in enumerate(self.tasks):
            if self.record[at]:
                continue
            owner = self._owner(at)
            if not self.milestone[at]:
                self.skipped.append((None, task.row, self._why_no_record(at)))
            elif not task.active:
                self.skipped.append((None, task.row, _("the milestone is inactive")))
            elif owner is None:
                self.skipped.append((None, task.row, _("a milestone that belongs to no task")))
            elif self.tasks[at].kind is TaskKind.DELIVERABLE:
                deliverables.setdefault(owner, []).append(task.title)
                self.skipped.append((None, task.row, _("a deliverable of the initiative above it")))
            else:
                reached = (task.finished or task.end) if task.progress == 100 else None
                due = task.due if task.kind else task.end or task.start
                milestones.setdefault(owner, []).append(ReadMilestone(task.title, due, reached))
                self.skipped.append((None, task.row, _("a milestone of the initiative above it")))
        initiatives = [
            self._initiative(at, milestones.get(at, []), deliverables.get(at, []))
            for at in range(len(self.tasks))
            if self.record[at]
        ]
        fatal = sum(problem.fatal for problem in self.problems)
        self.skipped.sort(key=lambda one: one[1])
        return ReadRegister(
            self.path,
            self.path.stem,
            initiatives,
            self.problems,
            len(initiatives) + fatal,
            self.skipped,
            remarks=(*self.plan.remarks, *self._said()),
        )

    def _kind(self, at: int) -> TaskKind | None:
        return self.tasks[at].kind

    def _is_fit(self, task: Task) -> bool:
        """Whether a task takes part; what does not is told."""
        nameless = task.kind is None and not any(c.isalnum() for c in task.title)
        if not task.left_out and nameless and task.level > 0:
            task.left_out = _("the task has no name")
        if task.left_out:
            self.skipped.append((None, task.row, task.left_out))
            return False
        if task.start is not None and task.end is not None and task.start > task.end:
            self.problems.append(
                Problem(
                    None,
                    task.row,
                    None,
                    f"{task.title}: {task.start.isoformat()} – {task.end.isoformat()}",
                    _("The end is before the start."),
                    _("an end on or after the start"),
                    fatal=True,
                )
            )
            return False
        return True

    # --- the outline -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """What each task stands under, the last task under each, and which are milestones."""
        self.above: list[int | None] = []
        self.last = list(range(len(self.tasks)))
        open_: list[int] = []
        for at, task in enumerate(self.tasks):
            while open_ and self.tasks[open_[-1]].level >= task.level:
                self.last[open_.pop()] = at - 1
            self.above.append(open_[-1] if open_ else None)
            open_.append(at)
        for at in open_:
            self.last[at] = len(self.tasks) - 1
        self.milestone = [
            task.kind in (TaskKind.MILESTONE, TaskKind.DELIVERABLE)
            or (task.kind is None and task.milestone and self.last[at] == at)
            for at, task in enumerate(self.tasks)
        ]

    def _is_whole(self) -> bool:
        """Whether the plan is one initiative."""
        top = [
            at
            for at, over in enumerate(self.above)
            if self.tasks[at].level > 0 and (over is None or self.tasks[over].level == 0)
        ]
        work = [at for at in top if not self.milestone[at]]
        phases = sum(is_phase(self.tasks[at].title) for at in work)
        return bool(top) and not self.plan.written_here and (not work or 2 * phases >= len(work))

    def _put_whole_first(self) -> None:
        root = next((task for task in self.tasks if task.level == 0), None)
        if root is None:
            root = Task(0, WHOLE, WHOLE, "", 0)
            root.start = min((one.start for one in self.tasks if one.start), default=None)
            root.end = max((one.end for one in self.tasks if one.end), default=None)
        root.title = root.title or self.plan.title or self.path.stem
        self.tasks = [root, *(task for task in self.tasks if task is not root)]

    def _is_over(self, one: int, other: int) -> bool:
        return one < other <= self.last[one]

    def _owner(self, at: int) -> int | None:
        """Whose milestone it is."""
        if (said := self.of_ref.get(self.tasks[at].belongs or "")) is not None:
            return said
        parent = self.parent[at]
        if parent is not None:
            return parent
        waiting = [self.at[link.ref] for link in self.tasks[at].links if link.ref in self.at]
        last = max((before for before in waiting if self.record[before]), default=None)
        return self.beside[at] if last is None and self.plan.written_here else last

    def _why_no_record(self, at: int) -> str:
        if self.tasks[at].kind is TaskKind.PROGRAMME:
            return _("the name of a programme")
        return _("the plan itself; each of its top-level tasks was read as an initiative")

    def _said(self) -> list[str]:
        if self.plan.written_here or not self.tasks:
            return []
        if self.is_whole:
            return [_("The plan was read as one initiative, its phases as parts of it.")]
        return [_("Each top-level task was read as an initiative, the tasks under it as its parts.")]

    # --- one initiative ----------------------------------------------------------------------------------------------

    def _initiative(self, at: int, milestones: list[ReadMilestone], deliverables: list[str]) -> ReadInitiative:
        task = self.tasks[at]
        here = task.kind is not None
        parent = self.parent[at]
        party, person, others = responsible(task.assigned)
        if at == 0 and self.is_whole:
            party, person = party or self.plan.company, person or self.plan.manager
        own, custom = ({}, list(task.custom)) if here else recognised(task.custom)
        party, person = own.get(Field.ORGANISATION, party), own.get(Field.PERSON, person)
        if others:
            custom.append((_("Others who take part"), "; ".join(others)))
        low, high = task.costs if here else (task.cost, task.cost)
        if low is not None and high is not None and low > high:
            self.problems.append(
                Problem(
                    None,
                    task.row,
                    _("ICT investment"),
                    f"{format_euros(low)} – {format_euros(high)}",
                    _("A range goes from the least to the most."),
                    _("a least that is at most the most"),
                    fatal=False,
                )
            )
            low = high = None
        programme = task.programme if here and parent is not None else self.programme[at] or own.get(Field.PROGRAMME)
        text = f"{task.title} {(task.notes or '')[:250]}"
        return ReadInitiative(
            sheet=None,
            row=task.row,
            ref=task.ref,
            title=task.title,
            description=task.notes,
            organisation=party,
            person=person,
            programme=programme,
            domain=task.domain or own.get(Field.DOMAIN),
            status=task.status if here else status_of(own) or _status(task),
            start=task.start,
            end=None if task.open_ended else task.end,
            open_ended=task.open_ended,
            investment_min=low,
            investment_max=high,
            deliverables=tuple(deliverables),
            language=language_of(text),
            raw=task.raw,
            health=task.health,
            progress=task.progress if self.tracked else None,
            milestones=tuple(milestones),
            parent=None if parent is None else self.tasks[parent].ref,
            predecessors=self._predecessors(at),
            baseline=task.baseline,
            links=task.urls,
            custom=tuple(custom),
        )

    # --- links -------------------------------------------------------------------------------------------------------

    def _predecessors(self, at: int) -> tuple[ReadLink, ...]:
        """What a record depends on; a milestone in between is passed over, its lags added up."""
        found: dict[tuple[str, DependencyKind], ReadLink] = {}
        for link in self._through(at):
            before = self.at[link.ref]
            ref = self.tasks[before].ref
            # a part does not wait for what it is a part of, nor the whole for its parts
            kin = before == at or self._is_over(before, at) or self._is_over(at, before)
            if not kin and ref is not None:
                found.setdefault((ref, link.kind), link._replace(ref=ref))
        for link in self.tasks[at].other_links:
            if link.ref in self.of_ref:
                found.setdefault((link.ref, link.kind), link)
        return tuple(found.values())

    def _through(self, at: int) -> list[ReadLink]:
        """Links to records, with milestones resolved to what they wait for, or to whose they are."""
        found: list[ReadLink] = []
        waiting = list(self.tasks[at].links)
        seen: set[str] = set()
        while waiting:
            link = waiting.pop(0)
            before = self.at.get(link.ref)
            if before is None:
                self._tell_missing(at, link.ref)
            elif not self.milestone[before]:
                if self.record[before]:
                    found.append(link)
            elif link.ref not in seen:
                seen.add(link.ref)
                beyond = self.tasks[before].links
                owner = self._owner(before)
                if beyond:
                    waiting += [
                        ReadLink(one.ref, link.kind, one.lag_days + link.lag_days)
                        for one in beyond
                        if one.ref != link.ref
                    ]
                elif owner is not None:
                    found.append(link._replace(ref=self.tasks[owner].id))
        return found

    def _tell_missing(self, at: int, id_: str) -> None:
        self.problems.append(
            Problem(
                None,
                self.tasks[at].row,
                None,
                id_,
                _("It depends on a task that is not in the file or was left out; that link was left out."),
                _("a task of the same file"),
                fatal=False,
            )
        )


def _status(task: Task) -> Status | None:
    """MS Project keeps a task that is not to be done as an inactive one; what is done to the end is completed."""
    if not task.active:
        return Status.CANCELLED
    return Status.COMPLETED if task.progress == 100 else None
