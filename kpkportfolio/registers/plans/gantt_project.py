"""GanttProject's file (.gan) as a plan.

A task's end is not in the file: it is counted from the start in working days, by the file's own week and holidays. A
dependency stands inside the task that comes first.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.vocabulary import DependencyKind
from kpkportfolio.registers.files.repair import clean, one_line
from kpkportfolio.registers.files.safe_xml import read_xml, too_large
from kpkportfolio.registers.plans.plan import MOST_TASKS, Assigned, Plan, Task
from kpkportfolio.registers.record import ReadBaseline, ReadLink
from kpkportfolio.registers.values.moments import FIRST_YEAR, LAST_YEAR
from kpkportfolio.text import _

_KINDS = {
    "1": DependencyKind.START_START,
    "2": DependencyKind.FINISH_START,
    "3": DependencyKind.FINISH_FINISH,
    "4": DependencyKind.START_FINISH,
}
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LONGEST = 50_000
"""Working days; more than any plan's, and few enough that no date runs out of the calendar."""
_LARGEST = 1 << 31
_MOST_CENTS = 10**15
_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def read_gantt_project(path: Path, data: bytes, progress: Callable[[int, int], None] | None = None) -> Plan:
    """The plan of a file.

    Raises:
        UnacceptableInput: it is not readable, or has no task.
    """
    project = read_xml(path, data, ("view",), progress)
    if sum(1 for _task in project.iter("task")) > MOST_TASKS:
        raise too_large(path)
    reader = _Reader(project)
    if not reader.tasks:
        raise UnacceptableInput(_("{file} has no tasks.").format(file=path.name))
    return Plan(
        title=one_line(clean(project.get("name") or "")) or None,
        tasks=list(reader.tasks.values()),
        company=one_line(clean(project.get("company") or "")) or None,
    )


class _Calendar:
    """Which days are working days."""

    def __init__(self, project: Element) -> None:
        week = project.find("calendars/day-types/default-week")
        off = {"sat", "sun"} if week is None else {name for name in _WEEK if week.get(name) == "1"}
        only_shown = project.find("calendars/day-types/only-show-weekends")
        if len(off) == len(_WEEK) or (only_shown is not None and only_shown.get("value") == "true"):
            off = set()
        self.works = [name not in off for name in _WEEK]
        self.per_week = sum(self.works)
        self.holidays = sorted(
            {day for one in project.iterfind("calendars/date") for day in _holiday(one) if self.works[day.weekday()]}
        )

    def last_day(self, start: date, days: int) -> date:
        """The last of so many working days from the start on."""
        end = self._plain(start, days)
        while True:
            # each holiday on the way puts the end off by a day, which may meet further holidays
            passed = bisect_right(self.holidays, end) - bisect_left(self.holidays, start)
            later = self._plain(start, days + passed)
            if later == end:
                return end
            end = later

    def _plain(self, start: date, days: int) -> date:
        while not self.works[start.weekday()]:
            start += timedelta(days=1)
        weeks, left = divmod(max(days, 1) - 1, self.per_week)
        day = start + timedelta(weeks=weeks)
        while left:
            day += timedelta(days=1)
            left -= self.works[day.weekday()]
        return day


class _Reader:
    """The work of one call; ``tasks`` are in the file's order."""

    def __init__(self, project: Element) -> None:
        self.calendar = _Calendar(project)
        self.fields = {
            str(one.get("id")): (one_line(clean(one.get("name") or "")), one.get("defaultvalue") or "")
            for one in project.iterfind("tasks/taskproperties/taskproperty")
            # a computed field says nothing of its own
            if one.get("type") == "custom" and one.get("name") and one.find("simple-select") is None
        }
        self.tasks: dict[str, Task] = {}
        waiting = [(one, 1) for one in reversed(project.findall("tasks/task"))]
        depends: list[tuple[str, Element]] = []
        while waiting:
            element, level = waiting.pop()
            task = self._task(element, level, len(self.tasks) + 1)
            self.tasks[task.id] = task
            depends += [(task.id, one) for one in element.findall("depend")]
            waiting += [(one, level + 1) for one in reversed(element.findall("task"))]
        for before, one in depends:
            after, kind = self.tasks.get(one.get("id") or ""), _KINDS.get(one.get("type") or "2")
            if after is not None and kind is not None:
                after.links.append(ReadLink(before, kind, _whole(one.get("difference"))))
        for task_id, assigned in _assigned(project).items():
            if task_id in self.tasks:
                self.tasks[task_id].assigned = assigned
        self._baselines(project)

    def _task(self, element: Element, level: int, row: int) -> Task:
        id_ = element.get("id") or ""
        if not id_ or id_ in self.tasks:
            id_ = f"#{row}"
        task = Task(row, id_, element.get("uid") or id_, one_line(clean(element.get("name") or "")), level)
        task.milestone = element.get("meeting") == "true"
        task.start, task.end = self._dates(element, task.milestone)
        task.progress = min(max(_whole(element.get("complete")), 0), 100)
        if element.get("cost-calculated") != "true":
            try:
                cents = round(float(element.get("cost-manual-value") or 0) * 100)
            except (ValueError, OverflowError):
                cents = 0
            task.cost = cents if 0 < cents < _MOST_CENTS else None
        task.notes = clean(element.findtext("notes") or "") or None
        address = unquote(element.get("webLink") or "").strip()
        if address.lower().startswith(("http://", "https://")) and len(address) > len("https://"):
            task.urls = (address,)
        for one in element.findall("customproperty"):
            name, default = self.fields.get(one.get("taskproperty-id") or "", ("", ""))
            value = clean(one.get("value") or "")
            if name and value and value != default:
                task.custom.append((name, value))
        names = ("id", "name", "start", "duration", "complete")
        task.raw = {name: text for name in names if (text := element.get(name))}
        if task.notes:
            task.raw["notes"] = task.notes
        return task

    def _dates(self, element: Element, milestone: bool) -> tuple[date | None, date | None]:
        try:
            start = date.fromisoformat((element.get("start") or "")[:10])
        except ValueError:
            return None, None
        if start.year not in _YEARS:
            return None, None
        days = _whole(element.get("duration"))
        if milestone:
            return start, start
        if not 1 <= days <= _LONGEST:
            return start, None
        return start, self.calendar.last_day(start, days)

    def _baselines(self, project: Element) -> None:
        """The schedule saved last is the baseline; earlier ones are told in fields of their own."""
        saved = project.findall("previous/previous-tasks")
        for number, one in enumerate(reversed(saved), start=1):
            name = one_line(clean(one.get("name") or "")) or _("Baseline {n}").format(n=number)
            for element in one.findall("previous-task"):
                task = self.tasks.get(element.get("id") or "")
                if task is None:
                    continue
                start, end = self._dates(element, element.get("meeting") == "true")
                if start is None:
                    continue
                if task.baseline is None:
                    task.baseline = ReadBaseline(name, start, end)
                elif end is not None:
                    task.custom.append((name, f"{start.isoformat()} – {end.isoformat()}"))


def _assigned(project: Element) -> dict[str, list[Assigned]]:
    names = {one.get("id"): one_line(clean(one.get("name") or "")) for one in project.iterfind("resources/resource")}
    found: dict[str, list[Assigned]] = defaultdict(list)
    for one in project.iterfind("allocations/allocation"):
        if name := names.get(one.get("resource-id")):
            assigned = Assigned(name, responsible=one.get("responsible") == "true")
            if assigned not in found[one.get("task-id") or ""]:
                found[one.get("task-id") or ""].append(assigned)
    return found


def _holiday(element: Element) -> Iterator[date]:
    """The days of one holiday; without a year it is every year's."""
    if element.get("type", "HOLIDAY") != "HOLIDAY":
        return
    year = _whole(element.get("year"))
    for each in (year,) if year else _YEARS:
        try:
            yield date(each, _whole(element.get("month")), _whole(element.get("date")))
        except ValueError:
            continue


def _whole(text: str | None) -> int:
    """A whole number; 0 when there is none, or none that means anything."""
    try:
        found = int(float(text or ""))
    except (ValueError, OverflowError):
        return 0
    return found if abs(found) < _LARGEST else 0
