"""What changed between two states of a portfolio, told per initiative in a person's words.

:func:`compare_contents` groups the changes of everything an initiative owns (deliverables, money, judgements …)
under the initiative, names every reference, and sums each group up in one sentence: ``Loppu siirtyi 92 päivää
myöhemmäksi; investointi +0,4 M€``.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kpkportfolio.model.change import Change
from kpkportfolio.model.figures import Extent
from kpkportfolio.snapshots.comparing import changes_between
from kpkportfolio.snapshots.naming import Naming, field_change, line_of
from kpkportfolio.snapshots.sentences import SUMS, added_sentence, changed_sentence, removed_sentence
from kpkportfolio.store.content import Content
from kpkportfolio.text import N_, _, format_number, ngettext

Progress = Callable[[int, int], None]


class Deed(StrEnum):
    """What happened to an initiative, or to something several of them share."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


DEEDS = (Deed.CHANGED, Deed.ADDED, Deed.REMOVED)
"""In the order they are told."""
_WORDS = {Deed.ADDED: N_("Added"), Deed.REMOVED: N_("Removed"), Deed.CHANGED: N_("Altered")}


class Topic(StrEnum):
    """What about an initiative differs: what a steering group asks for first comes first."""

    SCHEDULE = "schedule"
    MONEY = "money"
    IMPACT = "impact"
    STATUS = "status"
    RESPONSIBLE = "responsible"
    OUTCOMES = "outcomes"
    OTHER = "other"
    ADDED = "added"
    REMOVED = "removed"


_TOPICS = {
    Topic.SCHEDULE: N_("Schedule"),
    Topic.MONEY: N_("Money"),
    Topic.IMPACT: N_("Impact"),
    Topic.STATUS: N_("Status and condition"),
    Topic.RESPONSIBLE: N_("Responsible party"),
    Topic.OUTCOMES: N_("Deliverables and milestones"),
    Topic.OTHER: N_("Other facts"),
    Topic.ADDED: N_("Added"),
    Topic.REMOVED: N_("Removed"),
}
_TOPIC_OF_FIELD = {
    **dict.fromkeys(("start", "end", "open_ended"), Topic.SCHEDULE),
    **dict.fromkeys(("status", "status_reason", "health", "health_reason", "progress"), Topic.STATUS),
    **dict.fromkeys(("organisation_id", "person_id", "person_name"), Topic.RESPONSIBLE),
}
_TOPIC_OF_ENTITY = {
    "money": Topic.MONEY,
    "impact": Topic.IMPACT,
    "deliverable": Topic.OUTCOMES,
    "milestone": Topic.OUTCOMES,
    "baseline": Topic.SCHEDULE,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs: the field in words, and its value before and after; unknown is empty."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that happened to one initiative, or to one row that belongs to none.

    Attributes:
        id: the initiative's id, or that of the other row.
        title: what it is called (now, or before it was removed).
        sentence: all of it summed up, beginning with a capital and without a full stop.
        initiative: False for organisations, programmes and whatever else initiatives share.
        programme: number and name of its strategic programme, now or before it was removed.
        topics: what differs about it.
        slip: days by which its end moved later; None when it did not move or one of the ends is not known.
        sums: its figures in either state, least and most, cents, by their names in ``sentences.SUMS``.
    """

    id: str
    deed: Deed
    title: str
    sentence: str
    lines: tuple[Line, ...]
    initiative: bool = True
    programme: tuple[int | None, str] = (None, "")
    topics: frozenset[Topic] = frozenset()
    slip: int | None = None
    sums: Mapping[str, tuple[Extent, Extent]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences: changed initiatives first, then added and removed ones, then what they share."""

    differences: tuple[Difference, ...]

    def count(self, deed: Deed | None = None) -> int:
        """How many differences there are, or how many of one kind."""
        return sum(deed is None or one.deed is deed for one in self.differences)


def compare_contents(before: Content, after: Content, progress: Progress | None = None) -> Comparison:
    """What changed from one content to another; what a meeting has on its agenda is its preparation, and is not told.
    ``progress`` may raise Cancelled."""
    if progress:
        progress(0, 3)
    names = Naming(before, after)
    groups: dict[str, list[Change]] = {}
    shared: list[Change] = []
    for change in changes_between(before, after):
        if change.entity == "agenda_item":
            continue
        owners = names.owners(change)
        for owner in owners:
            groups.setdefault(owner, []).append(change)
        if not owners:
            shared.append(change)
    if progress:
        progress(1, 3)
    found = [_difference(id_, changes, names) for id_, changes in groups.items()]
    if progress:
        progress(2, 3)
    others = [_shared(change, names) for change in shared]
    for some in (found, others):
        some.sort(key=lambda one: (DEEDS.index(one.deed), one.title.casefold(), one.id))
    return Comparison((*found, *others))


def _difference(id_: str, changes: list[Change], names: Naming) -> Difference:
    own = next((change for change in changes if change.entity == "initiative" and change.id == id_), None)
    programme = names.row("programme", names.row("initiative", id_).get("programme_id"))
    sums = {
        one.name: (names.figures(False, one.entity, one.kind, id_), names.figures(True, one.entity, one.kind, id_))
        for one in SUMS
    }
    deed, topics, slip = (
        Deed.CHANGED,
        {_TOPIC_OF_ENTITY.get(change.entity, Topic.OTHER) for change in changes if change is not own},
        None,
    )
    if own is not None and (own.before is None or own.after is None):
        new = own.before is None
        deed, topics = (Deed.ADDED, {Topic.ADDED}) if new else (Deed.REMOVED, {Topic.REMOVED})
        sentence = added_sentence(id_, names) if new else removed_sentence(id_, names)
        lines = [Line(*triple) for triple in field_change(own, names)]
    else:
        lines = []
        for change in sorted(changes, key=names.place):
            told = field_change(change, names) if change is own else line_of(change, id_, names)
            lines += [Line(*triple) for triple in told]
        sentence = changed_sentence(id_, own, changes, names)
        if own is not None:
            topics |= {_TOPIC_OF_FIELD.get(name, Topic.OTHER) for name in own.after or {}}
            slip = _slip(own)
    return Difference(
        id_,
        deed,
        names.title(id_),
        sentence,
        tuple(lines),
        programme=(programme.get("number"), str(programme.get("name") or "")),
        topics=frozenset(topics),
        slip=slip,
        sums=sums,
    )


def _slip(own: Change) -> int | None:
    was, now = (own.before or {}).get("end"), (own.after or {}).get("end")
    return (now - was).days if isinstance(was, date) and isinstance(now, date) else None


def _shared(change: Change, names: Naming) -> Difference:
    deed = Deed.ADDED if change.before is None else Deed.REMOVED if change.after is None else Deed.CHANGED
    lines = tuple(Line(*triple) for triple in field_change(change, names))
    fields = ", ".join(dict.fromkeys(line.field.lower() for line in lines))
    told = _("changed: {things}").format(things=fields) if deed is Deed.CHANGED and fields else deed_word(deed)
    return Difference(change.id, deed, names.row_title(change), told[:1].upper() + told[1:], lines, False)


def counts_words(comparison: Comparison) -> str:
    """``3 muuttunut, 1 lisätty, 2 poistettu, yhteistä tietoa 1``: initiatives, then what they share; nothing changed is
    said too."""
    if not comparison.differences:
        return _("Nothing has changed.")
    own = Counter(one.deed for one in comparison.differences if one.initiative)
    parts = []
    if n := own[Deed.CHANGED]:
        parts.append(ngettext("{n} changed", "{n} changed", n).format(n=format_number(n)))
    if n := own[Deed.ADDED]:
        parts.append(ngettext("{n} added", "{n} added", n).format(n=format_number(n)))
    if n := own[Deed.REMOVED]:
        parts.append(ngettext("{n} removed", "{n} removed", n).format(n=format_number(n)))
    if n := len(comparison.differences) - own.total():
        told = ngettext("{n} change of what they share", "{n} changes of what they share", n)
        parts.append(told.format(n=format_number(n)))
    return ", ".join(parts)


def deed_word(deed: Deed) -> str:
    """``Lisätty``, in the language spoken now."""
    return _(_WORDS[deed])


def topic_word(topic: Topic) -> str:
    """``Aikataulu``, in the language spoken now."""
    return _(_TOPICS[topic])
