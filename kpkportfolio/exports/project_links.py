"""Which dependencies MS Project takes: it refuses a file with a circle in it."""

from collections.abc import Collection, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from kpkportfolio.model.rows import DependencyRow
from kpkportfolio.model.vocabulary import DependencyKind

_OF_SUMMARIES = (DependencyKind.FINISH_START, DependencyKind.START_START)


def taken(
    dependencies: Sequence[DependencyRow], parents: Mapping[str, str | None], summaries: Collection[str]
) -> tuple[list[DependencyRow], list[DependencyRow]]:
    """Those that MS Project takes, and the others.

    It takes one link from a task to another, into a summary task only such as bear on its start, and none that closes
    a circle; what stands under a task counts as a part of it.

    Args:
        dependencies: between tasks that are keys of ``parents``.
        parents: each task and what it stands under.
        summaries: tasks with others under them.
    """
    good: dict[tuple[str, str], DependencyRow] = {}
    others: list[DependencyRow] = []
    for row in dependencies:
        pair = (row.predecessor_id, row.successor_id)
        if pair in good or (row.successor_id in summaries and row.kind not in _OF_SUMMARIES):
            others.append(row)
        else:
            good[pair] = row
    while circle := _circle(good, parents):
        # the last of its links, which is somebody's latest addition
        others.append(good.pop(max(circle, key=lambda pair: good[pair].id)))
    return list(good.values()), others


def _circle(pairs: Collection[tuple[str, str]], parents: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """The links of a circle; empty when there is none.

    Each task has a beginning and an ending; a part begins after its whole has begun and ends before it has ended.
    """
    before: dict[tuple[str, bool], set[tuple[str, bool]]] = {}
    for task, parent in parents.items():
        before.setdefault((task, True), set()).add((task, False))
        if parent is not None:
            before.setdefault((task, False), set()).add((parent, False))
            before.setdefault((parent, True), set()).add((task, True))
    for first, then in pairs:
        before.setdefault((then, False), set()).add((first, True))
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        circle: list[tuple[str, bool]] = error.args[1]
        return [
            (a[0], b[0]) for a, b in pairwise(circle) if a[1] and not b[1] and a[0] != b[0] and (a[0], b[0]) in pairs
        ]
    return []
