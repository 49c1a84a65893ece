"""What has changed since the previous snapshot: a line for each field, and a sentence for each initiative."""

from typing import TYPE_CHECKING, NamedTuple

from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.templates import Extract, Template, content_without, hidden_in
from kpkportfolio.exports.workbook import Heading, Workbook
from kpkportfolio.snapshots.wording import Deed, compare_contents, deed_word
from kpkportfolio.store.content import Content
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

if TYPE_CHECKING:
    from kpkportfolio.snapshots import Snapshot


class Since(NamedTuple):
    """The two states that are compared: ``name`` is the earlier one's, with its day."""

    name: str
    before: Content
    after: Content


def since_latest(portfolio: Portfolio) -> Since | None:
    """From the latest snapshot to now; None when none was ever taken.

    A file of what was frozen a moment ago tells what has changed since the snapshot before. One that a person took
    comes before those of the program, which takes one before each import: since that only the import has happened.
    """
    from kpkportfolio.snapshots import listing

    taken = listing(portfolio)
    found = None
    for snapshot in reversed(([one for one in taken if not one.automatic] or taken)[-2:]):
        found = since(portfolio, snapshot)
        if found.before != found.after:
            break
    return found


def since(portfolio: Portfolio, last: "Snapshot") -> Since:
    """From a snapshot to now."""
    from kpkportfolio.snapshots import content_of
    from kpkportfolio.text import format_date

    name = f"{last.name}, {format_date(last.taken_at.astimezone().date())}"
    return Since(name, content_of(portfolio, last), portfolio.content())


def changes_sheet(book: Workbook, given: Extract, note: str, since: Since) -> None:
    """The changes of what goes out. Confidential initiatives, those that were so in either state, are in neither."""
    before, after = since.before, since.after
    if not given.choice.confidential:
        hidden = given.hidden | hidden_in(before) | hidden_in(after)
        before, after = content_without(before, hidden), content_without(after, hidden)
    told = _("Changes since the snapshot “{name}”.").format(name=since.name)
    headings = [
        Heading(_("Initiative"), Kind.LONG_TEXT, 48),
        Heading(_("Change"), Kind.TEXT, 14),
        Heading(_("In short"), Kind.LONG_TEXT, 56),
        Heading(_("Field"), Kind.TEXT, 30),
        Heading(_("Before"), Kind.LONG_TEXT, 36),
        Heading(_("Now"), Kind.LONG_TEXT, 36),
    ]
    shown = {row.id for row in given.shown}
    # a file of everything tells everything; one that is narrowed only of what it shows
    whole = given.choice.template is not Template.MUNICIPALITY and len(shown) == len(given.contents.initiatives)
    differences = [one for one in compare_contents(before, after).differences if whole or one.id in shown]
    if not differences:
        told += " " + _("Nothing has changed.")
    sheet = book.sheet(_("Changes"), f"{told} {note}", headings, "KPK_Changes")
    for one in differences:
        first = [one.title, deed_word(one.deed), one.sentence]
        lines = one.lines if one.deed is Deed.CHANGED else ()
        for line in lines:
            sheet.add([*first, line.field, line.before or None, line.after or None])
        if not lines:
            sheet.add([*first, None, None, None])
    sheet.finish()
