"""The fields that a column may be taken for, in the language spoken now; no Qt here."""

from collections.abc import Sequence

from kpkportfolio.registers.columns.confidence import SURE
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.field_names import field_name
from kpkportfolio.registers.record import ColumnSeen
from kpkportfolio.text import _

CERTAIN = 0.85
"""Confidence from which a column is said to be certain; from ``SURE`` it is probable, under that it needs a look."""


def fields() -> list[Field]:
    """Every field of the portfolio that a column may be taken for."""
    return [field for field in Field if field is not Field.OTHER]


def use_name(column: ColumnSeen) -> str:
    """What a column is taken for."""
    if column.custom is not None:
        return column.custom
    return _("Not used") if column.what is None else field_name(column.what)


def used(column: ColumnSeen) -> bool:
    """Whether anything of a column is taken in."""
    return column.custom is not None or column.what is not None


def doubtful(column: ColumnSeen) -> bool:
    """Whether a person should look at what a column is taken for."""
    return column.what is not None and not column.said and column.confidence < SURE


def certainty(column: ColumnSeen) -> str:
    """How sure it is, in a word; empty when the column is not used and nobody said so."""
    if column.said:
        return _("own field, as chosen") if column.custom is not None else _("as chosen")
    if column.custom is not None:
        return _("own field")
    if column.what is None:
        return ""
    if column.confidence >= CERTAIN:
        return _("certain")
    return _("probable") if column.confidence >= SURE else _("uncertain")


def columns_of(field: Field, columns: Sequence[ColumnSeen]) -> str:
    """The headings of the columns that are taken for a field."""
    return ", ".join(column.heading for column in columns if column.what is field)
