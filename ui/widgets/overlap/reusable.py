"""What an existing initiative has made that an idea could take into use instead of making it again."""

from collections.abc import Iterable

from kpkportfolio.model.rows import DeliverableRow, InitiativeRow
from kpkportfolio.model.vocabulary import DeliverableState, Status
from kpkportfolio.overlap.item import Item
from kpkportfolio.text import _, ngettext

_MOST = 3
# words that begin alike are forms of one word often enough to put a deliverable before another
_BEGINNING = 5


def ready(row: InitiativeRow, deliverables: Iterable[DeliverableRow], idea: Item) -> list[str]:
    """Titles of the deliverables that are there to be used, those that speak of the idea's words first.

    Of a finished initiative all are, of one under way those that are done.
    """
    found = sorted(
        (one for one in deliverables if row.status is Status.COMPLETED or one.state is DeliverableState.DONE),
        key=lambda one: one.position,
    )
    said = _beginnings(" ".join((idea.title, idea.description or "", *idea.deliverables)))
    return [one.title for one in sorted(found, key=lambda one: -len(_beginnings(one.title) & said))]


def ready_words(titles: list[str]) -> str:
    """``Ready to be used: A; B; C and 2 others``; empty when there is nothing."""
    if not titles:
        return ""
    told = "; ".join(titles[:_MOST])
    more = len(titles) - _MOST
    if more > 0:
        told += " " + ngettext("and {n} other", "and {n} others", more).format(n=more)
    return _("Ready to be used: {deliverables}").format(deliverables=told)


def _beginnings(text: str) -> set[str]:
    words = "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
    return {word[:_BEGINNING] for word in words if len(word) >= _BEGINNING}
