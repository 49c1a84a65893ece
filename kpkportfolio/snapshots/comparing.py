"""What changed between two snapshots, or from one to today: the same Changes that an edit or an import speaks."""

from kpkportfolio.model.change import Change
from kpkportfolio.snapshots.freezing import content_of, find
from kpkportfolio.store.content import Content, difference
from kpkportfolio.store.portfolio import Portfolio

# where an initiative was read, and when, is no change of the initiative
_BOOKKEEPING = {
    "source": ("file", "sheet", "row", "read_on", "read_values", "originals", "key"),
    "register": ("file", "read_on", "profile"),
}


def compare(portfolio: Portfolio, a: str, b: str | None = None) -> list[Change]:
    """The changes from snapshot ``a`` to snapshot ``b``, or to today when ``b`` is None.

    Deleted rows are there with all they held. Where a register's rows were read (file, row, date) is left out.

    Raises:
        UsageError: there is no such snapshot.
    """
    before = content_of(portfolio, find(portfolio, a))
    after = portfolio.content() if b is None else content_of(portfolio, find(portfolio, b))
    return changes_between(before, after)


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
