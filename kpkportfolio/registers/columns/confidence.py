"""How sure it is that a column holds what it was taken for."""

SURE = 0.6
"""From this confidence a column may be used without a person having looked at it.

Over the registers that the project has (its own six, the real ones, and thousands of generated ones) what was taken
with at least this confidence was right in 99 columns of 100; see tests/registers/test_confidence.py."""

_CLEAR = 25.0
"""A header that says one thing this many points better than another leaves no doubt between them."""
BY_VALUES = 0.75
"""Of a column that no header word named, at the least likeness of values that is believed; it grows with it."""

BY_YEAR = 0.8
"""Of columns of numbers under years where no column gives the money of all years."""


def by_header(named: float, agreement: float, margin: float) -> float:
    """Of a column that its header names; grows with each of what it is made of.

    Args:
        named: how well the header's words name the field; a word of its own has 100.
        agreement: 0–1, how well the values are of the field's kind. Values that agree take away half of the doubt
            that the words leave.
        margin: by how much this is better than what else the column, or what other column the field, might be.
    """
    doubt = (1 - min(1.0, named / 100)) * (1 - agreement / 2)
    clear = min(1.0, max(0.0, margin) / _CLEAR)
    return (1 - doubt) * (0.75 + 0.25 * clear)


def by_likeness(share: float, least: float) -> float:
    """Of a column that only its values tell: the share of them that are of the kind, above the least that counts."""
    return BY_VALUES * (0.8 + 0.2 * min(1.0, max(0.0, share - least) / (1 - least)))
