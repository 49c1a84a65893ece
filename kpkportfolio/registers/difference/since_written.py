"""What somebody has changed in the portfolio since a workbook of our own was written: an edit of the same in the
workbook was made without knowing of it."""

from collections.abc import Mapping
from typing import Any

from kpkportfolio.model.workbook_marks import YES, fingerprint

_EUROS = frozenset(("investment_min", "investment_max", "min", "likely", "max", "actual"))


def changed_since(written: Mapping[str, str], now: Mapping[str, Any]) -> set[str]:
    """The fields whose value in the portfolio is another than was written to the workbook.

    Args:
        written: fingerprints of the cells, those of words by their codes.
        now: the values, money in cents. A list of deliverables is merged title by title and has no value of its own.
    """
    return {
        field
        for field, told in written.items()
        if field != "deliverables" and fingerprint(_cell(field, now.get(field))) != told
    }


def _cell(field: str, value: Any) -> object:
    if field in _EUROS and value is not None:
        return value / 100
    if isinstance(value, bool):
        return YES if value else None
    return value
