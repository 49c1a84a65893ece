"""What belongs to each initiative, found at once instead of by looking through everything."""

from collections.abc import Iterable
from typing import TypeVar

from kpkportfolio.model.rows import (
    BaselineRow,
    ComponentRow,
    Contents,
    DeliverableRow,
    DependencyRow,
    ImpactRow,
    InitiativeRow,
    MilestoneRow,
    MoneyRow,
)

T = TypeVar("T", DeliverableRow, MilestoneRow, MoneyRow, ImpactRow, ComponentRow, BaselineRow)


class Belongings:
    """The rows of one state of the portfolio, by the initiative they belong to."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.deliverables = _by_initiative(contents.deliverables)
        self.milestones = _by_initiative(contents.milestones)
        self.money = _by_initiative(contents.money)
        self.impact = _by_initiative(contents.impact)
        self.components = _by_initiative(contents.components)
        self.before: dict[str, list[DependencyRow]] = {}
        """What an initiative depends on."""
        self.after: dict[str, list[DependencyRow]] = {}
        """What depends on it."""
        for dependency in contents.dependencies:
            self.before.setdefault(dependency.successor_id, []).append(dependency)
            self.after.setdefault(dependency.predecessor_id, []).append(dependency)
        self.children: dict[str, list[InitiativeRow]] = {}
        """What is part of it."""
        for row in contents.initiatives:
            if row.parent_id is not None:
                self.children.setdefault(row.parent_id, []).append(row)


def _by_initiative(rows: Iterable[T]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(row.initiative_id, []).append(row)
    return found
