"""What reading a cell gives when it cannot be understood."""

from typing import NamedTuple


class Fault(NamedTuple):
    """A cell that could not be understood.

    Attributes:
        message: what is wrong, an English source text for the catalogue (results are cached, languages change).
        accepted: what would be understood, likewise.
        fatal: True when taking the row in without this value would be wrong rather than incomplete.
    """

    message: str
    accepted: str
    fatal: bool = False
