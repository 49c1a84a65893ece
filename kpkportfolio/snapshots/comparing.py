"""What changed between any two states of a portfolio: the same Changes that an edit or an import speaks."""

from datetime import datetime

from kpkportfolio.model.change import Change
from kpkportfolio.snapshots.moments import content_at
from kpkportfolio.store.content import Content, difference
from kpkportfolio.store.freezing import Snapshot, content_of, find
from kpkportfolio.store.portfolio import Portfolio

# where an initiative was read, and when, is no change of the initiative
_BOOKKEEPING = {
    "source": ("file", "sheet", "row", "read_on", "read_values", "originals", "key"),
    "register": ("file", "read_on", "profile"),
}


State = str | Snapshot | datetime | Content | None
"""A snapshot or its name, a moment of the journal, a content at hand such as a bundle's, or None for today."""


def compare(portfolio: Portfolio, a: State, b: State = None) -> list[Change]:
    """The changes from state ``a`` to state ``b``, which is today unless another is given.

    Deleted rows are there with all they held. Where a register's rows were read (file, row, date) is left out.

    Raises:
        UsageError: there is no such snapshot.
    """
    return changes_between(content_in(portfolio, a), content_in(portfolio, b))


def content_in(portfolio: Portfolio, state: State) -> Content:
    """What the portfolio held, or holds, in a state.

    Raises:
        UsageError: there is no such snapshot.
    """
    match state:
        case None:
            return portfolio.content()
        case str():
            return content_of(portfolio, find(portfolio, state))
        case Snapshot():
            return content_of(portfolio, state)
        case datetime():
            return content_at(portfolio, state)
        case _:
            return state


def changes_between(before: Content, after: Content) -> list[Change]:
    """The changes from one content to another, without where and when registers' rows were read."""
    return difference(_without_bookkeeping(before), _without_bookkeeping(after))


def _without_bookkeeping(content: Content) -> Content:
    told = {
        entity: {
            id_: {name: value for name, value in row.items() if name not in fields}
            for id_, row in content.get(entity, {}).items()
        }
        for entity, fields in _BOOKKEEPING.items()
    }
    return {**content, **told}
