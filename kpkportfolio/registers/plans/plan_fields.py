"""A plan's own fields that are called what a column of a register would be: *Tila*, *Vastuutaho*, *Programme*."""

from collections.abc import Iterable

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.words import HEADER_WORDS, Field
from kpkportfolio.registers.files.repair import fold, one_line
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.registers.values.unknown import is_unknown

_TAKEN = (Field.STATUS, Field.PROGRAMME, Field.DOMAIN, Field.ORGANISATION, Field.PERSON)


def recognised(custom: Iterable[tuple[str, str]]) -> tuple[dict[Field, str], list[tuple[str, str]]]:
    """What of a task's own fields the portfolio has a field for, and the others.

    A name must be one that means nothing else, and a status one that is known; otherwise the field stays its own.
    """
    found: dict[Field, str] = {}
    others: list[tuple[str, str]] = []
    for name, value in custom:
        field, doubtful = HEADER_WORDS.get(fold(name), (Field.OTHER, True))
        fits = field in _TAKEN and not doubtful and field not in found and not is_unknown(value)
        if fits and (field is not Field.STATUS or isinstance(read_status(value), Status)):
            found[field] = one_line(value)
        else:
            others.append((name, value))
    return found, others


def status_of(found: dict[Field, str]) -> Status | None:
    """The status among what was recognised."""
    status = read_status(found[Field.STATUS]) if Field.STATUS in found else None
    return status if isinstance(status, Status) else None
