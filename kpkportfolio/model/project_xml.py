"""What both the reading and the writing of MS Project's XML (MSPDI) know of it.

A portfolio goes out as a plan and may come back edited: what MS Project has no field for travels in its custom fields
(:class:`Mark`), under the numbers MS Project gives them (PjField of its object model).
"""

from enum import StrEnum

from kpkportfolio.model.vocabulary import DependencyKind

NAMESPACE = "http://schemas.microsoft.com/project"
LINK_TYPES = {
    0: DependencyKind.FINISH_FINISH,
    1: DependencyKind.FINISH_START,
    2: DependencyKind.START_FINISH,
    3: DependencyKind.START_START,
}
KEY_ALIAS = "KPK Portfolio key"
"""The name of the custom field that holds an initiative's key; a file that has it was written here. Not translated."""


class Mark(StrEnum):
    """A custom field of a plan that was written here; the value is MS Project's number of the field.

    ``BELONGS`` is the key of the initiative whose milestone or deliverable a task is. ``UNKNOWN`` names what was not
    known when the plan was written and what MS Project may have filled in since: ``start``, ``end``, ``progress``.
    ``PROGRESS`` holds the progress of what MS Project makes a summary task, whose own progress it works out from the
    tasks below. ``LINKS`` holds dependencies that MS Project does not take, as ``key kind days``, with semicolons
    between.
    """

    KEY = "188743731"
    KIND = "188743734"
    STATUS = "188743737"
    DOMAIN = "188743740"
    HEALTH = "188743743"
    CONTINUOUS = "188743746"
    BASELINE = "188743747"
    UNKNOWN = "188743748"
    PROGRAMME = "188743749"
    BELONGS = "188743750"
    LINKS = "188743997"
    PROGRESS = "188743767"
    LEAST = "188743786"
    MOST = "188743787"


MARK_FIELDS = {
    Mark.KEY: "Text1",
    Mark.KIND: "Text2",
    Mark.STATUS: "Text3",
    Mark.DOMAIN: "Text4",
    Mark.HEALTH: "Text5",
    Mark.CONTINUOUS: "Text6",
    Mark.BASELINE: "Text7",
    Mark.UNKNOWN: "Text8",
    Mark.PROGRAMME: "Text9",
    Mark.BELONGS: "Text10",
    Mark.LINKS: "Text11",
    Mark.PROGRESS: "Number1",
    Mark.LEAST: "Cost1",
    Mark.MOST: "Cost2",
}
"""MS Project's own names of the fields."""


class TaskKind(StrEnum):
    """What a task of such a plan is: its :attr:`Mark.KIND`."""

    PROGRAMME = "programme"
    INITIATIVE = "initiative"
    MILESTONE = "milestone"
    DELIVERABLE = "deliverable"


class ResourceKind(StrEnum):
    """What a resource of such a plan is: its ``Code``."""

    PARTY = "party"
    PERSON = "person"


_NO_SYNTAX = str.maketrans({"[": "(", "]": ")", ",": " ", ";": " "})


def resource_name(text: str) -> str:
    """A name as MS Project takes it: without brackets and list separators, which it reads as syntax."""
    return " ".join(text.translate(_NO_SYNTAX).split())
