"""What a plan that was written here says in custom fields, when it comes back from MS Project.

The fields are those of :class:`kpkportfolio.model.project_xml.Mark`.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from kpkportfolio.model.project_xml import Mark, TaskKind
from kpkportfolio.model.vocabulary import DependencyKind, Health, Status
from kpkportfolio.registers.plans.plan import Task
from kpkportfolio.registers.plans.project_xml_values import day_in, flag_in, text_in, whole_number
from kpkportfolio.registers.record import ReadLink
from kpkportfolio.registers.values.statuses import read_status


def marks_of(element: Element) -> dict[str, str]:
    """A task's custom fields by number when they say what it is; else nothing."""
    found = {text_in(one, "FieldID") or "": one.findtext("Value") or "" for one in element.findall("ExtendedAttribute")}
    return found if found.get(Mark.KIND) in set(TaskKind) else {}


def take_marks(task: Task, element: Element, marks: dict[str, str], beginning: date | None) -> None:
    """Puts what a task's custom fields say into it.

    Args:
        beginning: the plan's first day, where the program puts what has no day.
    """
    task.kind = TaskKind(marks[Mark.KIND])
    unknown = marks.get(Mark.UNKNOWN, "").split()
    if task.kind is not TaskKind.INITIATIVE:
        task.belongs = marks.get(Mark.BELONGS)
        task.due = day_in(element, "Deadline") if task.finished else task.end
        if "end" in unknown and task.due == beginning:
            task.due = None  # the program puts what has no day at the plan's beginning
        return
    status = read_status(marks[Mark.STATUS]) if Mark.STATUS in marks else None
    task.status = status if isinstance(status, Status) else None
    task.health = Health(marks[Mark.HEALTH]) if marks.get(Mark.HEALTH) in set(Health) else None
    task.domain = marks.get(Mark.DOMAIN)
    task.programme = marks.get(Mark.PROGRAMME)
    task.costs = (whole_number(marks.get(Mark.LEAST)), whole_number(marks.get(Mark.MOST)))
    task.other_links = list(_other_links(marks.get(Mark.LINKS, "")))
    if task.baseline is not None and marks.get(Mark.BASELINE):
        task.baseline = task.baseline._replace(name=marks[Mark.BASELINE])
    # a day that was not known is believed when it cannot be the one that the program fills in
    if "end" in unknown and (task.end is None or task.start is None or task.end - task.start <= timedelta(days=1)):
        task.end = None
    if "start" in unknown and task.start in (beginning, task.end):
        task.start = None
    task.open_ended = task.open_ended or (marks.get(Mark.CONTINUOUS) == "1" and task.end is None)
    if flag_in(element, "Summary"):
        done = whole_number(marks.get(Mark.PROGRESS))
        task.progress = None if done is None else min(done, 100)
    elif "progress" in unknown and not task.progress:
        task.progress = None


def _other_links(text: str) -> Iterator[ReadLink]:
    """Dependencies in words, as the writer puts them: ``key kind days; …``."""
    for one in text.split(";"):
        match = re.fullmatch(r"\s*(\S+) (\w+) (-?\d{1,6})\s*", one)
        if match and match[2] in set(DependencyKind):
            yield ReadLink(match[1], DependencyKind(match[2]), int(match[3]))
