"""Differences by programme or by kind of change, with what they come to: days of slip, and money before and after."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from kpkportfolio.model.figures import Extent, total
from kpkportfolio.snapshots.sentences import SUMS
from kpkportfolio.snapshots.wording import Comparison, Deed, Difference, Topic, counts_words, deed_word, topic_word
from kpkportfolio.text import N_, _, format_millions_change, format_number, ngettext


class GroupBy(StrEnum):
    """What differences are put together by."""

    NOTHING = "nothing"
    PROGRAMME = "programme"
    TOPIC = "topic"


_BY = {GroupBy.NOTHING: N_("none"), GroupBy.PROGRAMME: N_("programme"), GroupBy.TOPIC: N_("kind of change")}


class Group(NamedTuple):
    """Differences that belong together, and their totals in words."""

    title: str
    totals: str
    differences: tuple[Difference, ...]


def by_word(by: GroupBy) -> str:
    """``ohjelma``, in the language spoken now."""
    return _(_BY[by])


def grouped(differences: Sequence[Difference], by: GroupBy) -> list[Group]:
    """The groups in the order people read them; by kind of change an initiative is in each group it belongs to.

    What initiatives share comes last, in a group of its own. With ``NOTHING`` all are one group.
    """
    if by is GroupBy.NOTHING:
        return [_group("", differences)] if differences else []
    own = [one for one in differences if one.initiative]
    shared = [one for one in differences if not one.initiative]
    found: list[Group] = []
    if by is GroupBy.PROGRAMME:
        # no programme after all programmes, numbers before names without
        keys = sorted({one.programme for one in own}, key=lambda key: (not key[1], key[0] is None, key[0] or 0, key[1]))
        for key in keys:
            title = key[1] or _("Programme not known")
            found.append(_group(title, [one for one in own if one.programme == key]))
    else:
        for topic in Topic:
            some = [one for one in own if topic in one.topics]
            if some:
                found.append(_group(topic_word(topic), some))
    if shared:
        found.append(_group(_("What initiatives share"), shared))
    return found


def _group(title: str, differences: Sequence[Difference]) -> Group:
    return Group(title, totals_words(differences), tuple(differences))


def totals_words(differences: Iterable[Difference]) -> str:
    """``2 siirtyi myöhemmäksi, yhteensä 184 päivää; investointi 3,1 → 3,5 M€``; empty when there is nothing to add up.

    Money is that of the initiatives told of, before and after; a figure that is not known adds nothing to either.
    """
    own = [one for one in differences if one.initiative]
    parts = []
    later = [one.slip for one in own if one.slip is not None and one.slip > 0]
    earlier = [-one.slip for one in own if one.slip is not None and one.slip < 0]
    if later:
        told = ngettext("{n} moved later, {days} d in all", "{n} moved later, {days} d in all", len(later))
        parts.append(told.format(n=len(later), days=format_number(sum(later))))
    if earlier:
        told = ngettext("{n} moved earlier, {days} d in all", "{n} moved earlier, {days} d in all", len(earlier))
        parts.append(told.format(n=len(earlier), days=format_number(sum(earlier))))
    for one, (before, after) in zip(SUMS, sums_of(own), strict=True):
        if before != after:
            was, now = (told or _("not known") for told in format_millions_change(before, after, units=True))
            parts.append(_(one.message).format(change=f"{was} → {now}"))
    return "; ".join(parts)


def sums_of(differences: Iterable[Difference]) -> list[tuple[Extent, Extent]]:
    """What each of ``sentences.SUMS`` comes to before and after; a figure that is not known adds nothing."""
    known = [one.sums for one in differences if one.sums]
    return [(total(sums[one.name][0] for sums in known), total(sums[one.name][1] for sums in known)) for one in SUMS]


def summary(comparison: Comparison) -> str:
    """How many changed, and what it comes to."""
    counts, totals = counts_words(comparison), totals_words(comparison.differences)
    return f"{counts}. {totals[:1].upper()}{totals[1:]}." if totals else counts


def as_text(comparison: Comparison, title: str, by: GroupBy = GroupBy.NOTHING) -> str:
    """The whole comparison as plain text, for a terminal, a mail or minutes: a heading and the summary, then each group
    with its totals, each initiative in a sentence and its fields."""
    parts = [title, summary(comparison)]
    for group in grouped(comparison.differences, by):
        if group.title:
            heading = f"{group.title} ({format_number(len(group.differences))})"
            parts.append(f"{heading}: {group.totals}" if group.totals else heading)
        for one in group.differences:
            rows = [f"{deed_word(one.deed)}: {one.title}", f"  {one.sentence}"]
            if one.deed is Deed.CHANGED:
                rows += [f"  – {line.field}: {line.before or '–'} → {line.after or '–'}" for line in one.lines]
            parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"
