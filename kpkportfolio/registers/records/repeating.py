"""What references that stand on several rows tell of themselves: whether they name initiatives, or something else."""

from collections.abc import Iterable, Sequence

from kpkportfolio.registers.record import ReadInitiative

# a reference column in which more than this share of values repeat names something else than the initiative
_REPEATING = 0.2


def repeats(initiatives: Iterable[ReadInitiative]) -> list[tuple[ReadInitiative, ReadInitiative]]:
    """Each further record of a reference, after the first one of it."""
    first: dict[str, ReadInitiative] = {}
    pairs = ((first.setdefault(one.ref.casefold(), one), one) for one in initiatives if one.ref)
    return [(earlier, later) for earlier, later in pairs if earlier is not later]


def begin_anew(repeated: Sequence[tuple[ReadInitiative, ReadInitiative]], agreeing: int) -> bool:
    """Whether the references are running numbers of each sheet, which name nothing on another.

    Args:
        repeated: see :func:`repeats`.
        agreeing: how many references surely are of one initiative on several sheets.
    """
    running = all((later.ref or "").isdigit() and earlier.sheet != later.sheet for earlier, later in repeated)
    return running and len(repeated) >= max(agreeing, 1)


def name_no_one(
    repeated: Sequence[tuple[ReadInitiative, ReadInitiative]], initiatives: Iterable[ReadInitiative]
) -> bool:
    """Whether so many references repeat that they name something else than the initiative."""
    known = sum(initiative.ref is not None for initiative in initiatives)
    return len(repeated) >= 3 and len(repeated) > _REPEATING * known
