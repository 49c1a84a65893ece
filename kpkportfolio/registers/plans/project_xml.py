"""MS Project's XML (MSPDI, http://schemas.microsoft.com/project, since 2003) as a plan.

Read: tasks with outline, dates, milestones, progress, links, baselines, notes, costs, addresses and custom fields, and
the work resources assigned to them. Calendars, rates and time-phased figures are not. What the program fills in where
nothing was said (a cost of 0, a priority of 500) is unknown.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.project_xml import KEY_ALIAS, LINK_TYPES, Mark, ResourceKind, TaskKind, resource_name
from kpkportfolio.registers.files.repair import clean, one_line
from kpkportfolio.registers.files.safe_xml import read_xml, too_large
from kpkportfolio.registers.plans.plan import MOST_TASKS, Assigned, Plan, Task
from kpkportfolio.registers.plans.project_xml_marks import marks_of, take_marks
from kpkportfolio.registers.plans.project_xml_values import (
    as_day,
    cents_in,
    day_in,
    end_day_in,
    flag_in,
    number_in,
    text_in,
)
from kpkportfolio.registers.record import Problem, ReadBaseline, ReadLink
from kpkportfolio.registers.values.dates import read_moment
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.money import NOT_EUROS
from kpkportfolio.registers.values.units import EUROS
from kpkportfolio.text import _

_UNUSED = (
    "TimephasedData",
    "Calendars",
    "WBSMasks",
    "Views",
    "Filters",
    "Groups",
    "Tables",
    "Maps",
    "Reports",
    "Drawings",
)
_ELAPSED = {4, 6, 8, 10, 12, 36, 38, 40, 42, 44}
_WEEKS, _MONTHS = {9, 41}, {11, 43}
_PER_CENT = {19, 20, 51, 52}
_TENTHS_OF_A_DAY = 24 * 60 * 10
_SHOWN = ("UID", "ID", "WBS", "OutlineNumber", "Name", "Start", "Finish", "PercentComplete", "Cost", "Notes")
_MATERIAL, _COST = "0", "2"
_NOBODY = "-65535"
_NO_LENGTH = re.compile(r"P(?:0[YMD])*(?:T(?:0+(?:\.0+)?[HMS])*)?")


def read_project_xml(path: Path, data: bytes, progress: Callable[[int, int], None] | None = None) -> Plan:
    """The plan of a file.

    Raises:
        UnacceptableInput: it is not readable, or has no task.
    """
    return _Reader(read_xml(path, data, _UNUSED, progress), path).plan()


class _Reader:
    """The work of one call."""

    def __init__(self, project: Element, path: Path) -> None:
        self.project, self.path = project, path
        self.problems: list[Problem] = []
        self.fields = dict(_fields(project))
        self.written_here = any(alias == KEY_ALIAS for alias, _kind, _values in self.fields.values())
        self.day_minutes = number_in(project, "MinutesPerDay") or 480
        self.week_minutes = number_in(project, "MinutesPerWeek") or 5 * self.day_minutes
        self.month_days = number_in(project, "DaysPerMonth") or 20
        self.start = day_in(project, "StartDate")
        self.assigned = self._assigned()

    def plan(self) -> Plan:
        elements = self.project.findall("Tasks/Task")
        if not elements:
            raise UnacceptableInput(_("{file} has no tasks.").format(file=self.path.name))
        if len(elements) > MOST_TASKS:
            raise too_large(self.path)
        ids: set[str] = set()
        tasks = [self._task(at, element, ids) for at, element in enumerate(elements)]
        priced = [task for task in tasks if task.cost is not None]
        if priced and not self._in_euros():
            self.problems.append(
                Problem(
                    None, None, _("Cost"), self._currency(), _(NOT_EUROS.message), _(NOT_EUROS.accepted), fatal=False
                )
            )
            for task in priced:
                task.cost = None
        return Plan(
            title=text_in(self.project, "Title") or text_in(self.project, "Name"),
            tasks=tasks,
            company=text_in(self.project, "Company"),
            manager=text_in(self.project, "Manager"),
            written_here=self.written_here,
            problems=self.problems,
            remarks=self._remarks(elements),
        )

    def _remarks(self, elements: list[Element]) -> list[str]:
        inserted = [
            name for one in elements if (name := text_in(one, "SubprojectName")) and flag_in(one, "IsSubproject")
        ]
        return [
            _("The plan refers to another file, {name}; that was not read.").format(name=name)
            for name in dict.fromkeys(inserted)
        ]

    # --- one task ----------------------------------------------------------------------------------------------------

    def _task(self, at: int, element: Element, ids: set[str]) -> Task:
        uid = text_in(element, "UID") or f"#{at}"
        row = number_in(element, "ID")
        row = at if row is None else row
        marks = marks_of(element) if self.written_here else {}
        whole = uid == "0" and (number_in(element, "OutlineLevel") or 0) == 0
        task = Task(row, uid, self._ref(uid, marks), self._title(element, marks), 0 if whole else self._level(element))
        task.left_out = self._left_out(element)
        if task.left_out:
            return task
        if uid in ids:
            self._tell_repeated(
                row, "UID", uid, _("The plan has another task of this number, so links to it cannot be told apart.")
            )
            task.id, task.ref = f"#{at}", None
        elif task.ref in ids:
            self._tell_repeated(
                row,
                KEY_ALIAS,
                str(task.ref),
                _("The plan has another task with this key; this one was read as a new one."),
            )
            task.ref = f"UID {uid}"
        ids.update(one for one in (uid, task.ref) if one)
        self._dates(element, task)
        milestone = flag_in(element, "Milestone")
        if milestone is None:
            milestone = bool(_NO_LENGTH.fullmatch(text_in(element, "Duration") or "-")) and task.start == task.end
        task.milestone = milestone
        done = number_in(element, "PercentComplete")
        task.progress = None if done is None else min(max(done, 0), 100)
        task.finished = day_in(element, "ActualFinish")
        task.cost = cents_in(element, "Cost") or cents_in(element, "FixedCost")
        notes = element.findtext("Notes") or ""
        task.notes = (notes if marks else clean(notes)) or None
        task.active = flag_in(element, "Active") is not False
        task.assigned = self.assigned.get(uid, [])
        task.links = [link for one in element.iter("PredecessorLink") if (link := self._link(one, row))]
        address = text_in(element, "HyperlinkAddress") or ""
        if re.match(r"https?://", address, re.IGNORECASE):
            task.urls = (address,)
        elif address:
            task.custom.append((_("Link"), address))
        self._baselines(element, task)
        task.custom += self._custom(element)
        if (deadline := day_in(element, "Deadline")) is not None and marks.get(Mark.KIND) in (
            None,
            TaskKind.INITIATIVE,
        ):
            task.custom.append((_("Deadline"), deadline.isoformat()))
        task.raw = {name: text for name in _SHOWN if (text := text_in(element, name))}
        if marks:
            take_marks(task, element, marks, self.start)
        return task

    def _tell_repeated(self, row: int, what: str, value: str, message: str) -> None:
        accepted = _("one of its own for each task")
        self.problems.append(Problem(None, row, what, value, message, accepted, fatal=False))

    def _ref(self, uid: str, marks: dict[str, str]) -> str | None:
        if Mark.KEY in marks:
            return marks[Mark.KEY]
        # where keys identify, a task that was added later must not be taken for one of them
        return f"UID {uid}" if self.written_here else uid

    def _title(self, element: Element, marks: dict[str, str]) -> str:
        name = element.findtext("Name") or ""
        return name.strip() if marks else one_line(clean(name))

    def _level(self, element: Element) -> int:
        level = number_in(element, "OutlineLevel")
        if level is None:
            level = (text_in(element, "OutlineNumber") or "").count(".") + 1
        return max(level, 1)

    def _left_out(self, element: Element) -> str:
        if flag_in(element, "IsNull"):
            return _("the row is empty")
        if flag_in(element, "ExternalTask"):
            return _("the task belongs to another plan")
        return ""

    def _dates(self, element: Element, task: Task) -> None:
        """Start and end; of a task that is scheduled by hand as the person wrote them, be it in words."""
        task.start, task.end = day_in(element, "Start"), end_day_in(element, "Finish")
        if not flag_in(element, "Manual"):
            return
        if (start := day_in(element, "ManualStart")) is not None:
            task.start = start
        elif text := clean(element.findtext("StartText") or ""):
            moment = self._moment(text, "StartText", task)
            task.start = moment.first if moment else None
        if (end := end_day_in(element, "ManualFinish")) is not None:
            task.end = end
        elif text := clean(element.findtext("FinishText") or ""):
            moment = self._moment(text, "FinishText", task)
            task.end = moment.last if moment else None
            task.open_ended = moment is not None and moment.open

    def _moment(self, text: str, name: str, task: Task) -> Moment | None:
        """What a person has written in the place of a date."""
        found = read_moment(text)
        if isinstance(found, Fault):
            self.problems.append(Problem(None, task.row, name, text, _(found.message), _(found.accepted), fatal=False))
        return found if isinstance(found, Moment) else None

    def _link(self, element: Element, row: int) -> ReadLink | None:
        before = text_in(element, "PredecessorUID")
        kind = LINK_TYPES.get(number_in(element, "Type") or 0)
        if before is None or kind is None:
            return None
        if flag_in(element, "CrossProject"):
            before = text_in(element, "CrossProjectName") or before
        return ReadLink(before, kind, self._lag(element, row))

    def _lag(self, element: Element, row: int) -> int:
        """Days. A lag of ``2d`` is two of the plan's working days and stays 2, as a person reads it; weeks and months
        are calendar ones."""
        tenths, unit = number_in(element, "LinkLag") or 0, number_in(element, "LagFormat")
        if not tenths:
            return 0
        if unit in _PER_CENT:
            self.problems.append(
                Problem(
                    None,
                    row,
                    "LinkLag",
                    f"{tenths} %",
                    _("A lag in per cent of the predecessor is not known here; the link was read without it."),
                    _("a lag in days, weeks or months"),
                    fatal=False,
                )
            )
            return 0
        if unit in _ELAPSED:
            return round(tenths / _TENTHS_OF_A_DAY)
        if unit in _WEEKS:
            return round(7 * tenths / (10 * self.week_minutes))
        if unit in _MONTHS:
            return round(30 * tenths / (10 * self.day_minutes * self.month_days))
        return round(tenths / (10 * self.day_minutes))

    def _baselines(self, element: Element, task: Task) -> None:
        """Baseline 0, else the first that has a day; the others are told in fields of their own."""
        for one in sorted(_dated(element), key=lambda one: number_in(one, "Number") or 0):
            number, start, end = number_in(one, "Number"), day_in(one, "Start"), end_day_in(one, "Finish")
            name = _("Baseline {n}").format(n=number) if number else _("Baseline")
            days = f"{start.isoformat() if start else ''} – {end.isoformat() if end else ''}".strip()
            if start is not None and end is not None and start > end:
                self.problems.append(
                    Problem(
                        None,
                        task.row,
                        name,
                        days,
                        _("The end is before the start."),
                        _("an end on or after the start"),
                        fatal=False,
                    )
                )
            elif task.baseline is None:
                task.baseline = ReadBaseline(name, start, end)
            else:
                task.custom.append((name, days))

    def _custom(self, element: Element) -> Iterator[tuple[str, str]]:
        own = set(Mark) if self.written_here else set()
        for one in element.findall("ExtendedAttribute"):
            id_ = text_in(one, "FieldID") or ""
            alias, kind, values = self.fields.get(id_, (id_, "", {}))
            text = text_in(one, "Value") or values.get(text_in(one, "ValueID") or text_in(one, "ValueGUID") or "")
            if text and id_ not in own:
                yield alias, _custom_text(text, kind)

    # --- people and money --------------------------------------------------------------------------------------------

    def _assigned(self) -> dict[str, list[Assigned]]:
        """By the task's UID; materials and costs are nobody."""
        people: dict[str, Assigned] = {}
        for one in self.project.findall("Resources/Resource"):
            name = one.findtext("Name") or ""
            unpaid = text_in(one, "Type") in (_MATERIAL, _COST) or flag_in(one, "IsCostResource")
            if name.strip() and not unpaid and not flag_in(one, "IsNull"):
                code = text_in(one, "Code") if self.written_here else None
                kind = ResourceKind(code) if code in set(ResourceKind) else None
                if kind is None:
                    people[text_in(one, "UID") or ""] = Assigned(one_line(clean(name)), text_in(one, "Group"))
                else:
                    exact = one.findtext("Notes") or ""
                    name = exact if exact and resource_name(exact) == name else name
                    people[text_in(one, "UID") or ""] = Assigned(name, kind=kind)
        found: dict[str, list[Assigned]] = defaultdict(list)
        for one in self.project.findall("Assignments/Assignment"):
            resource = text_in(one, "ResourceUID") or _NOBODY
            if resource in people and people[resource] not in found[text_in(one, "TaskUID") or ""]:
                found[text_in(one, "TaskUID") or ""].append(people[resource])
        return found

    def _currency(self) -> str:
        return text_in(self.project, "CurrencyCode") or text_in(self.project, "CurrencySymbol") or ""

    def _in_euros(self) -> bool:
        return self._currency().casefold() in {"", *EUROS}


def _fields(project: Element) -> Iterator[tuple[str, tuple[str, str, dict[str, str]]]]:
    """Custom fields: number → the name people see, MS Project's own name, and the values of a list by number."""
    for one in project.findall("ExtendedAttributes/ExtendedAttribute"):
        own = text_in(one, "FieldName") or ""
        alias = text_in(one, "Alias") or own
        values = {
            key: text
            for value in one.iter("Value")
            if len(value) and (text := text_in(value, "Value"))
            for key in (text_in(value, "ID"), text_in(value, "ValueGUID") or text_in(value, "FieldGUID"))
            if key
        }
        if (id_ := text_in(one, "FieldID")) and alias:
            yield id_, (one_line(clean(alias)), own, values)


def _custom_text(text: str, kind: str) -> str:
    """A custom field's value as a person reads it; costs are kept in hundredths."""
    if kind.startswith(("Date", "Start", "Finish")) and (day := as_day(text)):
        return day.isoformat()
    if kind.startswith("Cost"):
        try:
            return f"{float(text) / 100:.2f}".removesuffix(".00")
        except (ValueError, OverflowError):
            return text
    return clean(text)


def _dated(element: Element) -> Iterator[Element]:
    for one in element.findall("Baseline"):
        if day_in(one, "Start") or day_in(one, "Finish"):
            yield one
