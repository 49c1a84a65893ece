"""A comparison as a workbook: the totals of each group, a row for each initiative, and a row for each field."""

from collections.abc import Iterable
from pathlib import Path

from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.comparison import Outgoing
from kpkportfolio.exports.workbook import Heading, Workbook
from kpkportfolio.model.figures import Extent
from kpkportfolio.model.vocabulary import MoneyKind, label
from kpkportfolio.model.words import entity_words
from kpkportfolio.snapshots.grouping import GroupBy, by_word, sums_of
from kpkportfolio.snapshots.sentences import SUMS
from kpkportfolio.snapshots.wording import DEEDS, Topic, deed_word, topic_word
from kpkportfolio.text import _


def write_sheets(given: Outgoing, path: Path) -> None:
    """Write it; every list is a table with filters, so that a reader puts it together in another way.

    Raises:
        OSError: it cannot be written.
    """
    told = given.told
    book = Workbook(str(path), {"title": told.title, "subject": told.portfolio, "author": told.by})
    try:
        _totals(book, given)
        _initiatives(book, given)
        _fields(book, given)
    finally:
        book.close()


def _totals(book: Workbook, given: Outgoing) -> None:
    note = f"{given.told.title}. {given.told.note}"
    headings = [
        Heading(_("Group by"), Kind.TEXT, 18),
        Heading(_("Group"), Kind.LONG_TEXT, 48),
        *(Heading(deed_word(deed), Kind.NUMBER, 12) for deed in DEEDS),
        Heading(_("Totals"), Kind.LONG_TEXT, 70),
        *_money_headings(),
    ]
    sheet = book.sheet(_("Totals"), note, headings, "KPK_Totals")
    for by in GroupBy:
        for group in given.groups(by):
            own = [one for one in group.differences if one.initiative or by is not GroupBy.NOTHING]
            counts = [sum(one.deed is deed for one in own) for deed in DEEDS]
            money = _ends(sums_of(group.differences))
            title = group.title if by is not GroupBy.NOTHING else _("All")
            sheet.add(
                [by_word(by) if by is not GroupBy.NOTHING else None, title, *counts, group.totals or None, *money]
            )
    sheet.finish()


def _initiatives(book: Workbook, given: Outgoing) -> None:
    headings = [
        Heading(_("Initiative"), Kind.LONG_TEXT, 44),
        Heading(_("Programme"), Kind.LONG_TEXT, 30),
        Heading(_("Change"), Kind.TEXT, 14),
        Heading(_("In short"), Kind.LONG_TEXT, 60),
        Heading(_("The end moved, days"), Kind.NUMBER, 12),
        *_money_headings(),
        *(Heading(topic_word(topic), Kind.TEXT, 12) for topic in _TOPICS),
    ]
    sheet = book.sheet(_("Initiatives"), given.summary, headings, "KPK_Changed")
    for one in given.comparison.differences:
        sheet.add(
            [
                one.title,
                one.programme[1] or None,
                deed_word(one.deed),
                one.sentence,
                one.slip,
                *_ends([one.sums.get(each.name, _NOTHING) for each in SUMS]),
                *("×" if topic in one.topics else None for topic in _TOPICS),
            ]
        )
    sheet.finish()


def _money_headings() -> list[Heading]:
    """Four columns for each of ``sentences.SUMS``."""
    words = [
        _("{sum} before, at least, €"),
        _("{sum} before, at most, €"),
        _("{sum} after, at least, €"),
        _("{sum} after, at most, €"),
    ]
    sums = [label(MoneyKind(one.kind)) if one.kind else entity_words(one.entity) for one in SUMS]
    return [Heading(said.format(sum=each), Kind.EUROS, 16) for each in sums for said in words]


def _ends(sums: Iterable[tuple[Extent, Extent]]) -> list[int | None]:
    return [end for sides in sums for extent in sides for end in extent]


def _fields(book: Workbook, given: Outgoing) -> None:
    headings = [
        Heading(_("Initiative"), Kind.LONG_TEXT, 48),
        Heading(_("Change"), Kind.TEXT, 14),
        Heading(_("Field"), Kind.LONG_TEXT, 36),
        Heading(_("Before"), Kind.LONG_TEXT, 44),
        Heading(_("After"), Kind.LONG_TEXT, 44),
    ]
    sheet = book.sheet(_("Fields"), given.told.title, headings, "KPK_Fields")
    for one in given.comparison.differences:
        for line in one.lines:
            sheet.add([one.title, deed_word(one.deed), line.field, line.before or None, line.after or None])
    sheet.finish()


_NOTHING: tuple[Extent, Extent] = ((None, None), (None, None))
# added and removed have a column of their own
_TOPICS = [topic for topic in Topic if topic not in (Topic.ADDED, Topic.REMOVED)]
