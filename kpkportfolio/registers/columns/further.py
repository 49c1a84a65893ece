"""Fields that only some registers have, found where a header is their own word and the values are of the kind."""

from collections.abc import Iterable, Mapping, Sequence, Set

from kpkportfolio.model.vocabulary import Health
from kpkportfolio.registers.columns.confidence import by_header
from kpkportfolio.registers.columns.evidence import Evidence
from kpkportfolio.registers.columns.further_words import FURTHER, MONEY, further_named
from kpkportfolio.registers.columns.headings import Heading
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.values.cell_lists import split_links, split_references
from kpkportfolio.registers.values.judging import are_fractions, read_health, read_priority, read_progress
from kpkportfolio.registers.values.unknown import is_unknown

ONE_COLUMN = (Field.HEALTH, Field.PROGRESS, Field.PRIORITY, Field.PARENT)
"""Fields of which a table has one column at most; of the others the columns are put together."""
_AGREE = 0.8
_AGREE_WITH_ITS_WORD = 0.6
"""Of what a header names with its own word less has to fit: the rest is told."""
_OWN_WORD = 90
_JUDGED = (Field.HEALTH, Field.PROGRESS, Field.PRIORITY)
_SAMPLE = 80


def recognise(
    headings: Sequence[Heading],
    values: Sequence[Sequence[Cell]],
    seen: Sequence[Evidence],
    at: Mapping[Field, int],
    free: Iterable[int],
    said: Set[Field],
) -> tuple[dict[int, Field], dict[int, float]]:
    """The further fields of a table.

    Args:
        headings, values, seen: of all columns.
        at: where the other fields stand; references to other initiatives are looked up there.
        free: the columns that are none of the others.
        said: fields that a person has given to columns; they are not looked for.

    Returns:
        column number → field, and the confidence of each.
    """
    found: dict[int, Field] = {}
    confidence: dict[int, float] = {}
    taken: set[tuple[Field, int | None]] = set()
    named = [(column, one) for column in free if (one := further_named(headings[column])) is not None]
    links = any(what in (Field.PARENT, Field.PREDECESSORS) for _column, (what, _score, _year) in named)
    names = _names_of(values, at) if links else set()
    # a word of its own goes before a part of one; of equals the first column
    for column, (what, score, year) in sorted(named, key=lambda pair: (-pair[1][1], pair[0])):
        key = (what, year if what in MONEY else None)
        alone = what in ONE_COLUMN or what in MONEY
        if what in said or (alone and key in taken):
            continue
        agreement = _agreement(what, values[column], seen[column], names)
        if agreement >= (_AGREE_WITH_ITS_WORD if what in _JUDGED and score >= _OWN_WORD else _AGREE):
            found[column] = what
            confidence[column] = by_header(score, agreement, score)
            taken.add(key)
    return found, confidence


def _names_of(values: Sequence[Sequence[Cell]], at: Mapping[Field, int]) -> set[str]:
    columns = [at[what] for what in (Field.REF, Field.TITLE) if what in at]
    return {text_of(cell).casefold() for column in columns for cell in values[column] if cell != ""}


def _agreement(what: Field, values: Sequence[Cell], seen: Evidence, names: Set[str]) -> float:
    known = [value for value in values if value != "" and not (isinstance(value, str) and _says_nothing(value))]
    known = known[:: max(1, len(known) // _SAMPLE)]
    if not known:
        return 0.0
    texts = [text_of(value) for value in known]
    match what:
        case Field.HEALTH:
            fits = [isinstance(read_health(text), Health) for text in texts]
        case Field.PROGRESS:
            fractions = are_fractions(known)
            fits = [isinstance(read_progress(value, fractions), int) for value in known]
        case Field.PRIORITY:
            fits = [isinstance(read_priority(value), int) for value in known]
        case Field.LINKS:
            fits = [bool(split_links(text)) for text in texts]
        case Field.PARENT:
            fits = [text.casefold() in names for text in texts]
        case Field.PREDECESSORS:
            fits = [_are_names(text, names) for text in texts]
        case Field.MILESTONES | Field.NOTE | Field.STATUS_REASON:
            fits = [isinstance(value, str) and any(letter.isalpha() for letter in value) for value in known]
        case _:
            return seen.money
    return sum(fits) / len(fits)


def _says_nothing(text: str) -> bool:
    return is_unknown(text) and read_health(text) is None


def _are_names(text: str, names: Set[str]) -> bool:
    parts = split_references(text)
    return bool(parts) and all(one.ref.casefold() in names for one in parts)


def is_further(what: Field | None) -> bool:
    """Whether a field is one of those that only some registers have."""
    return what in FURTHER
