"""The words a field is chosen from."""

from collections.abc import Iterable, Sequence

from kpkportfolio.model.rows import Contents
from kpkportfolio.model.vocabulary import Health, InitiativeKind, Status, label
from kpkportfolio.text import _
from ui.models.collation import Collation
from ui.models.column import NOT_JUDGED, UNKNOWN

FREE = ("organisation", "domain", "person")
"""Columns whose words may be new ones; what does not exist yet is made."""

_collation = Collation()


def words_of(key: str, contents: Contents) -> Sequence[str] | None:
    """The words of a column, what is not known last; None for a column that is written."""
    if key == "status":
        return [*(label(status) for status in Status), _(UNKNOWN)]
    if key == "health":
        return [*(label(health) for health in Health), _(NOT_JUDGED)]
    if key == "kind":
        return [label(kind) for kind in InitiativeKind]
    if key == "programme":
        return [*(programme.name for programme in contents.programmes), _(UNKNOWN)]
    if key == "organisation":
        return [*_sorted(one.name for one in contents.organisations), _(UNKNOWN)]
    if key == "domain":
        return [*_sorted(row.domain for row in contents.initiatives if row.domain), _(UNKNOWN)]
    if key == "person":
        return [*_sorted(row.person for row in contents.initiatives if row.person), _(UNKNOWN)]
    return None


def _sorted(texts: Iterable[str]) -> list[str]:
    return _collation.sorted(texts)
