"""The portfolio as MS Project opens it: XML of its own schema (MSPDI), the elements in the order the schema asks for.

Every task is scheduled by hand, for a portfolio's dates are decisions: MS Project shows them and moves none. What is
not known is left out. Each initiative carries its key, so that a plan edited in MS Project is taken back in by key.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from kpkportfolio.exports.project_plan import Layout, Line, laid_out
from kpkportfolio.exports.working_time import HOURS, hours
from kpkportfolio.files import written_whole
from kpkportfolio.model.project_xml import (
    KEY_ALIAS,
    LINK_TYPES,
    MARK_FIELDS,
    NAMESPACE,
    Mark,
    ResourceKind,
    TaskKind,
    resource_name,
)
from kpkportfolio.model.rows import Contents, DependencyRow, InitiativeRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import N_, _

_START, _END = "T08:00:00", "T17:00:00"
_LONGEST_NAME = 512
_TYPES = {kind: number for number, kind in LINK_TYPES.items()}
_TENTHS_OF_A_DAY = 24 * 60 * 10
_IN_DAYS, _IN_CALENDAR_DAYS = 7, 8
_ASAP, _NOT_BEFORE, _NOT_AFTER = 0, 4, 7
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEADINGS = {
    Mark.STATUS: N_("Status"),
    Mark.DOMAIN: N_("Domain"),
    Mark.HEALTH: N_("Condition"),
    Mark.CONTINUOUS: N_("Continuous"),
    Mark.BASELINE: N_("Baseline"),
    Mark.PROGRAMME: N_("Strategic programme"),
    Mark.PROGRESS: N_("Done, %"),
    Mark.LEAST: N_("ICT investment at least"),
    Mark.MOST: N_("ICT investment at most"),
}
_SETTINGS = (
    ("FYStartDate", 1),
    ("CriticalSlackLimit", 0),
    ("CurrencyDigits", 2),
    ("CurrencySymbol", "€"),
    ("CurrencyCode", "EUR"),
    ("CurrencySymbolPosition", 3),
    ("CalendarUID", 1),
    ("DefaultStartTime", "08:00:00"),
    ("DefaultFinishTime", "17:00:00"),
    ("MinutesPerDay", HOURS * 60),
    ("MinutesPerWeek", HOURS * 60 * 5),
    ("DaysPerMonth", 20),
    ("DefaultTaskType", 1),
    ("DefaultFixedCostAccrual", 2),
    ("DurationFormat", _IN_DAYS),
    ("WorkFormat", 2),
    ("HonorConstraints", 0),
    ("NewTasksEffortDriven", 0),
    ("NewTasksEstimated", 0),
    ("WeekStartDay", 1),
    ("NewTasksAreManual", 1),
)


def write_project_xml(contents: Contents, path: Path, name: str, shown: Sequence[InitiativeRow] | None = None) -> Path:
    """Write the initiatives, or only those ``shown``, in their order; confidential ones are left out.

    Args:
        name: what the plan is called: the portfolio's name.

    Raises:
        EnvironmentFailed: the file cannot be written; whatever stood there before still does.
    """
    layout = laid_out(contents, shown)
    project = Element("Project", xmlns=NAMESPACE)
    _head(project, layout, path, name)
    _custom_fields(project)
    _calendar(project)
    resources = _Resources(layout)
    tasks = SubElement(project, "Tasks")
    _whole(tasks, layout, name)
    for line in layout.lines:
        _task(tasks, line, layout)
    resources.write(project)
    indent(project, " ")
    with written_whole(path) as temporary:
        ElementTree(project).write(temporary, encoding="UTF-8", xml_declaration=True)
    return path


def _put(parent: Element, name: str, value: object) -> None:
    """One value; None is left out, and so are characters that XML does not know."""
    if value is not None:
        SubElement(parent, name).text = _NOT_XML.sub("", str(value))


def _head(project: Element, layout: Layout, path: Path, name: str) -> None:
    first, last = _span(layout.lines)
    _put(project, "SaveVersion", 14)
    _put(project, "Name", path.name[:255])
    _put(project, "Title", name[:_LONGEST_NAME])
    _put(project, "ScheduleFromStart", 1)
    _put(project, "StartDate", _at(first, _START))
    _put(project, "FinishDate", _at(last, _END))
    for setting, value in _SETTINGS:
        _put(project, setting, value)


def _span(lines: Iterable[Line]) -> tuple[date | None, date | None]:
    days: list[date] = []
    for line in lines:
        row = line.row
        days += [day for day in ((row.start, row.end) if row else (line.due,)) if day is not None]
    return min(days, default=None), max(days, default=None)


def _custom_fields(project: Element) -> None:
    fields = SubElement(project, "ExtendedAttributes")
    for mark, field in MARK_FIELDS.items():
        one = SubElement(fields, "ExtendedAttribute")
        _put(one, "FieldID", mark.value)
        _put(one, "FieldName", field)
        heading = _HEADINGS.get(mark)
        _put(one, "Alias", _(heading) if heading else KEY_ALIAS if mark is Mark.KEY else f"KPK {mark.name.lower()}")


def _calendar(project: Element) -> None:
    """The calendar of the durations: Monday to Friday, 8–12 and 13–17."""
    calendar = SubElement(SubElement(project, "Calendars"), "Calendar")
    _put(calendar, "UID", 1)
    _put(calendar, "Name", "Standard")
    _put(calendar, "IsBaseCalendar", 1)
    _put(calendar, "BaseCalendarUID", -1)
    days = SubElement(calendar, "WeekDays")
    for number in range(1, 8):  # 1 is Sunday
        day = SubElement(days, "WeekDay")
        works = 1 < number < 7
        _put(day, "DayType", number)
        _put(day, "DayWorking", int(works))
        if works:
            times = SubElement(day, "WorkingTimes")
            for since, until in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
                time = SubElement(times, "WorkingTime")
                _put(time, "FromTime", since)
                _put(time, "ToTime", until)


def _whole(tasks: Element, layout: Layout, name: str) -> None:
    """The task of level 0, which MS Project keeps for the plan itself."""
    first, last = _span(layout.lines)
    task = SubElement(tasks, "Task")
    _names(task, 0, name, "0", 0)
    _put(task, "Start", _at(first, _START))
    _put(task, "Finish", _at(last, _END))
    _put(task, "Milestone", 0)
    _put(task, "Summary", 1)


def _names(task: Element, uid: int, title: str, outline: str, level: int, id_: str | None = None) -> None:
    _put(task, "UID", uid)
    _put(task, "GUID", _guid(id_))
    _put(task, "ID", uid)
    _put(task, "Name", title[:_LONGEST_NAME])
    _put(task, "Active", 1)
    _put(task, "Manual", int(uid > 0))
    _put(task, "Type", 1)
    _put(task, "IsNull", 0)
    _put(task, "OutlineNumber", outline)
    _put(task, "OutlineLevel", level)


def _task(tasks: Element, line: Line, layout: Layout) -> None:
    task = SubElement(tasks, "Task")
    _names(task, line.uid, line.title, line.outline, line.level, line.id)
    if line.row is not None:
        _initiative(task, line, line.row, layout)
    elif line.kind is TaskKind.PROGRAMME:
        _put(task, "Milestone", 0)
        _put(task, "Summary", 1)
        _marks(task, {Mark.KIND: line.kind})
    else:
        _event(task, line)


def _event(task: Element, line: Line) -> None:
    """A milestone or a deliverable. MS Project moves what is reached to the day it was; the due day stays as its
    deadline."""
    day = line.reached or line.due
    _put(task, "Start", _at(day, _END))
    _put(task, "Finish", _at(day, _END))
    _put(task, "Duration", "PT0H0M0S")
    _put(task, "ManualStart", _at(day, _END))
    _put(task, "ManualFinish", _at(day, _END))
    _put(task, "ManualDuration", "PT0H0M0S")
    _put(task, "DurationFormat", _IN_DAYS)
    _put(task, "Milestone", 1)
    _put(task, "Summary", 0)
    _put(task, "PercentComplete", 100 if line.done else 0)
    _put(task, "ActualStart", _at(line.reached, _END))
    _put(task, "ActualFinish", _at(line.reached, _END))
    _put(task, "Deadline", _at(line.due, _END))
    unknown = None if line.due else "end"
    _marks(task, {Mark.KIND: line.kind, Mark.UNKNOWN: unknown, Mark.BELONGS: line.owner})


def _initiative(task: Element, line: Line, row: InitiativeRow, layout: Layout) -> None:
    length = None if row.start is None or row.end is None else hours(row.start, row.end)
    _put(task, "Start", _at(row.start, _START))
    _put(task, "Finish", _at(row.end, _END))
    _put(task, "Duration", _duration(length))
    _put(task, "ManualStart", _at(row.start, _START))
    _put(task, "ManualFinish", _at(row.end, _END))
    _put(task, "ManualDuration", _duration(length))
    _put(task, "DurationFormat", _IN_DAYS)
    _put(task, "EffortDriven", 0)
    _put(task, "Estimated", 0)
    _put(task, "Milestone", 0)
    _put(task, "Summary", int(line.summary))
    figure = row.investment_max if row.investment_min == row.investment_max and not line.summary else None
    _put(task, "FixedCost", figure)
    _put(task, "PercentComplete", row.progress)
    _put(task, "Cost", figure)
    if length is not None and row.progress is not None:
        done = round(length * row.progress / 100)
        _put(task, "ActualDuration", _duration(done))
        _put(task, "RemainingDuration", _duration(length - done))
    if not line.summary:
        kind = _ASAP if row.start is None and row.end is None else _NOT_AFTER if row.start is None else _NOT_BEFORE
        _put(task, "ConstraintType", kind)
        _put(task, "ConstraintDate", _at(row.end, _END) if row.start is None else _at(row.start, _START))
    _put(task, "Notes", row.description)
    for link in layout.links.get(row.id, ()):
        one = SubElement(task, "PredecessorLink")
        _put(one, "PredecessorUID", layout.uids[link.predecessor_id])
        _put(one, "Type", _TYPES[link.kind])
        _put(one, "CrossProject", 0)
        # the portfolio counts days of the calendar
        _put(one, "LinkLag", link.lag_days * _TENTHS_OF_A_DAY)
        _put(one, "LagFormat", _IN_CALENDAR_DAYS)
    _marks(task, _initiative_marks(line, row, layout.other_links.get(row.id, ())))
    if row.baseline_start is not None or row.baseline_end is not None:
        baseline = SubElement(task, "Baseline")
        _put(baseline, "Number", 0)
        _put(baseline, "Start", _at(row.baseline_start, _START))
        _put(baseline, "Finish", _at(row.baseline_end, _END))
        if row.baseline_start is not None and row.baseline_end is not None:
            _put(baseline, "Duration", _duration(hours(row.baseline_start, row.baseline_end)))
            _put(baseline, "DurationFormat", _IN_DAYS)


def _initiative_marks(line: Line, row: InitiativeRow, others: Iterable[DependencyRow]) -> dict[Mark, object]:
    missing = {"start": row.start, "end": row.end, "progress": row.progress}
    return {
        Mark.KEY: row.id,
        Mark.KIND: line.kind,
        Mark.STATUS: label(row.status) if row.status else None,
        Mark.DOMAIN: row.domain,
        Mark.HEALTH: row.health,
        Mark.CONTINUOUS: 1 if row.open_ended else None,
        Mark.BASELINE: row.baseline_name,
        Mark.UNKNOWN: " ".join(what for what, value in missing.items() if value is None) or None,
        Mark.PROGRAMME: row.programme,
        Mark.LINKS: "; ".join(f"{one.predecessor_id} {one.kind.value} {one.lag_days}" for one in others) or None,
        Mark.PROGRESS: row.progress if line.summary else None,
        Mark.LEAST: row.investment_min,
        Mark.MOST: row.investment_max,
    }


def _marks(task: Element, marks: dict[Mark, object]) -> None:
    for mark, value in marks.items():
        if value is not None:
            one = SubElement(task, "ExtendedAttribute")
            _put(one, "FieldID", mark.value)
            _put(one, "Value", value)


class _Resources:
    """The parties and persons in charge, each once. They are assigned without units and without work: who answers for
    an initiative is known, how much they work on it is not."""

    def __init__(self, layout: Layout) -> None:
        self._uids: dict[tuple[ResourceKind, str], int] = {}
        self._groups: dict[int, str | None] = {}
        self._assigned: list[tuple[int, int]] = []
        for line in layout.lines:
            if line.row is None:
                continue
            for kind, name in ((ResourceKind.PARTY, line.row.organisation), (ResourceKind.PERSON, line.row.person)):
                if name and resource_name(name):
                    uid = self._uids.setdefault((kind, name), len(self._uids) + 1)
                    self._assigned.append((line.uid, uid))
                    if kind is ResourceKind.PERSON:
                        self._groups.setdefault(uid, line.row.organisation)

    def write(self, project: Element) -> None:
        resources = SubElement(project, "Resources")
        for (kind, name), uid in self._uids.items():
            one = SubElement(resources, "Resource")
            plain = resource_name(name)
            _put(one, "UID", uid)
            _put(one, "ID", uid)
            _put(one, "Name", plain)
            _put(one, "Type", 1)
            _put(one, "IsNull", 0)
            _put(one, "Code", kind)
            _put(one, "Group", self._groups.get(uid))
            _put(one, "Notes", name if name != plain else None)
        assignments = SubElement(project, "Assignments")
        for number, (task, uid) in enumerate(self._assigned, start=1):
            one = SubElement(assignments, "Assignment")
            _put(one, "UID", number)
            _put(one, "TaskUID", task)
            _put(one, "ResourceUID", uid)
            _put(one, "Units", 0)
            _put(one, "Work", "PT0H0M0S")


def _at(day: date | None, time: str) -> str | None:
    return None if day is None else day.isoformat() + time


def _duration(length: int | None) -> str | None:
    return None if length is None else f"PT{length}H0M0S"


def _guid(id_: str | None) -> str | None:
    try:
        return None if id_ is None else str(UUID(id_)).upper()
    except ValueError:
        return None
