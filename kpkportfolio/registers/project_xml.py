"""MS Project's XML (MSPDI, http://schemas.microsoft.com/project, since 2003) as a plan.

Read: tasks with outline, dates, milestones, progress, links, baselines, notes, costs, addresses and custom fields, and
the work resources assigned to them. Calendars, rates and time-phased figures are not. What the program fills in where
nothing was said (a cost of 0, a priority of 500) is unknown.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.project_xml import KEY_ALIAS, LINK_TYPES, Mark, ResourceKind, TaskKind, resource_name
from kpkportfolio.model.vocabulary import DependencyKind, Health, Status
from kpkportfolio.registers.dates import read_moment
from kpkportfolio.registers.fault import Fault
from kpkportfolio.registers.moments import Moment
from kpkportfolio.registers.money import NOT_EUROS
from kpkportfolio.registers.plan import Assigned, Plan, Task
from kpkportfolio.registers.record import Problem, ReadBaseline, ReadLink
from kpkportfolio.registers.repair import clean, one_line
from kpkportfolio.registers.safe_xml import read_xml
from kpkportfolio.registers.statuses import read_status
from kpkportfolio.registers.units import EUROS
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
_DATE = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d))?")
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
        self.day_minutes = _number(project, "MinutesPerDay") or 480
        self.week_minutes = _number(project, "MinutesPerWeek") or 5 * self.day_minutes
        self.month_days = _number(project, "DaysPerMonth") or 20
        self.start = _day(project, "StartDate")
        self.assigned = self._assigned()

    def plan(self) -> Plan:
        elements = self.project.findall("Tasks/Task")
        if not elements:
            raise UnacceptableInput(_("{file} has no tasks.").format(file=self.path.name))
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
            title=_text(self.project, "Title") or _text(self.project, "Name"),
            tasks=tasks,
            company=_text(self.project, "Company"),
            manager=_text(self.project, "Manager"),
            written_here=self.written_here,
            problems=self.problems,
            remarks=self._remarks(elements),
        )

    def _remarks(self, elements: list[Element]) -> list[str]:
        inserted = [name for one in elements if (name := _text(one, "SubprojectName")) and _flag(one, "IsSubproject")]
        return [
            _("The plan refers to another file, {name}; that was not read.").format(name=name)
            for name in dict.fromkeys(inserted)
        ]

    # --- one task ----------------------------------------------------------------------------------------------------

    def _task(self, at: int, element: Element, ids: set[str]) -> Task:
        uid = _text(element, "UID") or f"#{at}"
        row = _number(element, "ID")
        row = at if row is None else row
        marks = self._marks(element)
        whole = uid == "0" and (_number(element, "OutlineLevel") or 0) == 0
        task = Task(row, uid, self._ref(uid, marks), self._title(element, marks), 0 if whole else self._level(element))
        task.left_out = self._left_out(element)
        if task.left_out:
            return task
        if uid in ids:
            self.problems.append(
                Problem(
                    None,
                    row,
                    "UID",
                    uid,
                    _("The plan has another task of this number, so links to it cannot be told apart."),
                    _("a UID of its own for each task"),
                    fatal=False,
                )
            )
            task.id, task.ref = f"#{at}", None
        ids.add(uid)
        self._dates(element, task)
        milestone = _flag(element, "Milestone")
        if milestone is None:
            milestone = bool(_NO_LENGTH.fullmatch(_text(element, "Duration") or "-")) and task.start == task.end
        task.milestone = milestone
        done = _number(element, "PercentComplete")
        task.progress = None if done is None else min(max(done, 0), 100)
        task.finished = _day(element, "ActualFinish")
        task.cost = _cents(element, "Cost") or _cents(element, "FixedCost")
        notes = element.findtext("Notes") or ""
        task.notes = (notes if marks else clean(notes)) or None
        task.active = _flag(element, "Active") is not False
        task.assigned = self.assigned.get(uid, [])
        task.links = [link for one in element.iter("PredecessorLink") if (link := self._link(one, row))]
        address = _text(element, "HyperlinkAddress") or ""
        if re.match(r"https?://", address, re.IGNORECASE):
            task.urls = (address,)
        elif address:
            task.custom.append((_("Link"), address))
        self._baselines(element, task)
        task.custom += self._custom(element)
        if (deadline := _day(element, "Deadline")) is not None and marks.get(Mark.KIND) in (None, TaskKind.INITIATIVE):
            task.custom.append((_("Deadline"), deadline.isoformat()))
        task.raw = {name: text for name in _SHOWN if (text := _text(element, name))}
        if marks:
            self._take_marks(task, element, marks)
        return task

    def _ref(self, uid: str, marks: dict[str, str]) -> str | None:
        if Mark.KEY in marks:
            return marks[Mark.KEY]
        # where keys identify, a task that was added later must not be taken for one of them
        return f"UID {uid}" if self.written_here else uid

    def _title(self, element: Element, marks: dict[str, str]) -> str:
        name = element.findtext("Name") or ""
        return name.strip() if marks else one_line(clean(name))

    def _level(self, element: Element) -> int:
        level = _number(element, "OutlineLevel")
        if level is None:
            level = (_text(element, "OutlineNumber") or "").count(".") + 1
        return max(level, 1)

    def _left_out(self, element: Element) -> str:
        if _flag(element, "IsNull"):
            return _("the row is empty")
        if _flag(element, "ExternalTask"):
            return _("the task belongs to another plan")
        return ""

    def _dates(self, element: Element, task: Task) -> None:
        """Start and end; of a task that is scheduled by hand as the person wrote them, be it in words."""
        task.start, task.end = _day(element, "Start"), _end_day(element, "Finish")
        if not _flag(element, "Manual"):
            return
        if (start := _day(element, "ManualStart")) is not None:
            task.start = start
        elif text := clean(element.findtext("StartText") or ""):
            moment = self._moment(text, "StartText", task)
            task.start = moment.first if moment else None
        if (end := _end_day(element, "ManualFinish")) is not None:
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
        before = _text(element, "PredecessorUID")
        kind = LINK_TYPES.get(_number(element, "Type") or 0)
        if before is None or kind is None:
            return None
        if _flag(element, "CrossProject"):
            before = _text(element, "CrossProjectName") or before
        return ReadLink(before, kind, self._lag(element, row))

    def _lag(self, element: Element, row: int) -> int:
        """Days. A lag of ``2d`` is two of the plan's working days and stays 2, as a person reads it; weeks and months
        are calendar ones."""
        tenths, unit = _number(element, "LinkLag") or 0, _number(element, "LagFormat")
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
        for one in sorted(_dated(element), key=lambda one: _number(one, "Number") or 0):
            number, start, end = _number(one, "Number"), _day(one, "Start"), _end_day(one, "Finish")
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
            id_ = _text(one, "FieldID") or ""
            alias, kind, values = self.fields.get(id_, (id_, "", {}))
            text = _text(one, "Value") or values.get(_text(one, "ValueID") or _text(one, "ValueGUID") or "")
            if text and id_ not in own:
                yield alias, _custom_text(text, kind)

    # --- what a portfolio that was written out says ------------------------------------------------------------------

    def _marks(self, element: Element) -> dict[str, str]:
        if not self.written_here:
            return {}
        found = {
            _text(one, "FieldID") or "": one.findtext("Value") or "" for one in element.findall("ExtendedAttribute")
        }
        return found if found.get(Mark.KIND) in set(TaskKind) else {}

    def _take_marks(self, task: Task, element: Element, marks: dict[str, str]) -> None:
        task.kind = TaskKind(marks[Mark.KIND])
        unknown = marks.get(Mark.UNKNOWN, "").split()
        if task.kind is not TaskKind.INITIATIVE:
            task.belongs = marks.get(Mark.BELONGS)
            task.due = _day(element, "Deadline") if task.finished else task.end
            if "end" in unknown and task.due == self.start:
                task.due = None  # the program puts what has no day at the plan's beginning
            return
        status = read_status(marks[Mark.STATUS]) if Mark.STATUS in marks else None
        task.status = status if isinstance(status, Status) else None
        task.health = Health(marks[Mark.HEALTH]) if marks.get(Mark.HEALTH) in set(Health) else None
        task.domain = marks.get(Mark.DOMAIN)
        task.programme = marks.get(Mark.PROGRAMME)
        task.costs = (_mark_number(marks, Mark.LEAST), _mark_number(marks, Mark.MOST))
        task.other_links = list(_other_links(marks.get(Mark.LINKS, "")))
        if task.baseline is not None and marks.get(Mark.BASELINE):
            task.baseline = task.baseline._replace(name=marks[Mark.BASELINE])
        # a day that was not known is believed when it cannot be the one that the program fills in
        if "end" in unknown and (task.end is None or task.start is None or task.end - task.start <= timedelta(days=1)):
            task.end = None
        if "start" in unknown and task.start in (self.start, task.end):
            task.start = None
        task.open_ended = task.open_ended or (marks.get(Mark.CONTINUOUS) == "1" and task.end is None)
        if _flag(element, "Summary"):
            task.progress = _mark_number(marks, Mark.PROGRESS)
        elif "progress" in unknown and not task.progress:
            task.progress = None

    # --- people and money --------------------------------------------------------------------------------------------

    def _assigned(self) -> dict[str, list[Assigned]]:
        """By the task's UID; materials and costs are nobody."""
        people: dict[str, Assigned] = {}
        for one in self.project.findall("Resources/Resource"):
            name = one.findtext("Name") or ""
            unpaid = _text(one, "Type") in (_MATERIAL, _COST) or _flag(one, "IsCostResource")
            if name.strip() and not unpaid and not _flag(one, "IsNull"):
                code = _text(one, "Code") if self.written_here else None
                kind = ResourceKind(code) if code in set(ResourceKind) else None
                if kind is None:
                    people[_text(one, "UID") or ""] = Assigned(one_line(clean(name)), _text(one, "Group"))
                else:
                    exact = one.findtext("Notes") or ""
                    name = exact if exact and resource_name(exact) == name else name
                    people[_text(one, "UID") or ""] = Assigned(name, kind=kind)
        found: dict[str, list[Assigned]] = defaultdict(list)
        for one in self.project.findall("Assignments/Assignment"):
            resource = _text(one, "ResourceUID") or _NOBODY
            if resource in people and people[resource] not in found[_text(one, "TaskUID") or ""]:
                found[_text(one, "TaskUID") or ""].append(people[resource])
        return found

    def _currency(self) -> str:
        return _text(self.project, "CurrencyCode") or _text(self.project, "CurrencySymbol") or ""

    def _in_euros(self) -> bool:
        return self._currency().casefold() in {"", *EUROS}


def _fields(project: Element) -> Iterator[tuple[str, tuple[str, str, dict[str, str]]]]:
    """Custom fields: number → the name people see, MS Project's own name, and the values of a list by number."""
    for one in project.findall("ExtendedAttributes/ExtendedAttribute"):
        own = _text(one, "FieldName") or ""
        alias = _text(one, "Alias") or own
        values = {
            key: text
            for value in one.iter("Value")
            if len(value) and (text := _text(value, "Value"))
            for key in (_text(value, "ID"), _text(value, "ValueGUID") or _text(value, "FieldGUID"))
            if key
        }
        if (id_ := _text(one, "FieldID")) and alias:
            yield id_, (one_line(clean(alias)), own, values)


def _custom_text(text: str, kind: str) -> str:
    """A custom field's value as a person reads it; costs are kept in hundredths."""
    if kind.startswith(("Date", "Start", "Finish")) and (day := _as_day(text)):
        return day.isoformat()
    if kind.startswith("Cost"):
        try:
            return f"{float(text) / 100:.2f}".removesuffix(".00")
        except (ValueError, OverflowError):
            return text
    return clean(text)


def _dated(element: Element) -> Iterator[Element]:
    for one in element.findall("Baseline"):
        if _day(one, "Start") or _day(one, "Finish"):
            yield one


def _text(element: Element, name: str) -> str | None:
    return (element.findtext(name) or "").strip() or None


def _number(element: Element, name: str) -> int | None:
    try:
        return int(float(element.findtext(name) or ""))
    except (ValueError, OverflowError):
        return None


def _flag(element: Element, name: str) -> bool | None:
    text = (element.findtext(name) or "").strip().lower()
    return {"1": True, "true": True, "-1": True, "0": False, "false": False}.get(text)


def _cents(element: Element, name: str) -> int | None:
    """Cents, which is what the file counts in; 0 is unknown."""
    try:
        found = round(float(element.findtext(name) or ""))
    except (ValueError, OverflowError):
        return None
    return found if found > 0 else None


def _other_links(text: str) -> Iterator[ReadLink]:
    """Dependencies in words, as the writer puts them: ``key kind days; …``."""
    for one in text.split(";"):
        match = re.fullmatch(r"\s*(\S+) (\w+) (-?\d{1,6})\s*", one)
        if match and match[2] in set(DependencyKind):
            yield ReadLink(match[1], DependencyKind(match[2]), int(match[3]))


def _mark_number(marks: dict[str, str], mark: Mark) -> int | None:
    try:
        return round(float(marks[mark]))
    except (KeyError, ValueError, OverflowError):
        return None


def _as_day(text: str | None) -> date | None:
    match = _DATE.match(text or "")
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _day(element: Element, name: str) -> date | None:
    return _as_day(element.findtext(name))


def _end_day(element: Element, name: str) -> date | None:
    """The last day of work; what ends at midnight has ended the day before."""
    text = element.findtext(name)
    day = _as_day(text)
    if day is None or day == date.min or not (text or "").strip().endswith("T00:00:00"):
        return day
    start = _day(element, name.replace("Finish", "Start"))
    return day if start is None or start >= day else day - timedelta(days=1)
