"""Two initiatives fact by fact: what each says, and how the two compare in one word."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpkportfolio.model.rows import ComponentRow, Contents, DeliverableRow, InitiativeRow
from kpkportfolio.model.vocabulary import ComponentRole, Status, label
from kpkportfolio.text import _, format_date, format_millions, format_month, ngettext
from ui.widgets.overlap.marked_text import Run
from ui.widgets.overlap.phrases import Marks, NumberedReason

MoneyRange = tuple[int | None, int | None]
_CENT_DECIMALS = 8
"""Of millions of euros."""
_PATH = tuple(status for status in Status if status not in (Status.SUSPENDED, Status.CANCELLED))


class Likeness(StrEnum):
    """How one fact of the two compares."""

    SAME = "same"
    LIKE = "like"
    DIFFERENT = "different"
    UNKNOWN = "unknown"

    @property
    def tone(self) -> str:
        """The colour token of its word."""
        return {Likeness.SAME: "ok", Likeness.LIKE: "accent", Likeness.DIFFERENT: "text"}.get(self, "muted")

    @property
    def sign(self) -> str:
        """The sign before its word; none of what is not known."""
        return {Likeness.SAME: "=", Likeness.LIKE: "≈", Likeness.DIFFERENT: "≠"}.get(self, "")

    @property
    def word(self) -> str:
        """The word in the language spoken now; unknown is a dash."""
        words = {
            Likeness.SAME: _("same"),
            Likeness.LIKE: _("similar"),
            Likeness.DIFFERENT: _("different"),
            Likeness.UNKNOWN: "–",
        }
        return words[self]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two with what belongs to it."""

    row: InitiativeRow
    deliverables: tuple[DeliverableRow, ...] = ()
    components: tuple[ComponentRow, ...] = ()
    language: str = ""

    @property
    def source(self) -> str:
        """``JIP · JIP-104 · suomi``: where it was read, and in which language it is written."""
        return " · ".join(part for part in (self.row.register, self.row.ref, language_name(self.language)) if part)


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of the comparison: the words of either side and how they compare."""

    key: str
    a: list[Run]
    b: list[Run]
    likeness: Likeness
    word: str
    glyphs: tuple[str, str] = ("", "")


def side(contents: Contents, row: InitiativeRow, language: str) -> Side:
    """One initiative with its deliverables and components."""
    mine = sorted((one for one in contents.deliverables if one.initiative_id == row.id), key=lambda one: one.position)
    return Side(row, tuple(mine), tuple(one for one in contents.components if one.initiative_id == row.id), language)


def language_name(code: str) -> str:
    """The name of fi, sv or en in the language spoken now; others are nothing."""
    return {"fi": _("Finnish"), "sv": _("Swedish"), "en": _("English")}.get(code, "")


def facts(a: Side, b: Side, reasons: Sequence[NumberedReason], marks_a: Marks, marks_b: Marks) -> list[Fact]:
    """The rows of the comparison below each other, from the name to the components."""
    told = {one.reason.factor for one in reasons if one.reason.weight > 0}
    return [
        _text("title", a, b, marks_a, marks_b),
        _text("description", a, b, marks_a, marks_b),
        _organisation(a.row, b.row, told),
        _status(a.row, b.row),
        _schedule(a.row, b.row),
        _investment(a.row, b.row),
        _deliverables(a, b, told),
        _components(a, b, told),
    ]


def _said(likeness: Likeness) -> tuple[Likeness, str]:
    return likeness, likeness.word


def _unknown() -> list[Run]:
    return [(_("not known"), "muted")]


def _text(key: str, side_a: Side, side_b: Side, marks_a: Marks, marks_b: Marks) -> Fact:
    a, b = (one.row.title if key == "title" else one.row.description for one in (side_a, side_b))
    if not a or not b:
        likeness = Likeness.UNKNOWN
    elif a.casefold().split() == b.casefold().split():
        likeness = Likeness.SAME
    elif marks_a[key] and marks_b[key]:
        likeness = Likeness.LIKE
    elif side_a.language and side_b.language and side_a.language != side_b.language:
        # words of two languages differ whatever they say
        likeness = Likeness.UNKNOWN
    else:
        likeness = Likeness.DIFFERENT
    return Fact(key, [(a, "text")] if a else _unknown(), [(b, "text")] if b else _unknown(), *_said(likeness))


def _organisation(a: InitiativeRow, b: InitiativeRow, told: set[str]) -> Fact:
    if not a.organisation or not b.organisation:
        likeness = Likeness.UNKNOWN
    elif a.organisation_id == b.organisation_id:
        likeness = Likeness.SAME
    elif "same_organisation" in told:
        likeness = Likeness.LIKE
    else:
        likeness = Likeness.DIFFERENT
    return Fact("organisation", _party(a), _party(b), *_said(likeness))


def _party(row: InitiativeRow) -> list[Run]:
    first = [(row.organisation, "text")] if row.organisation else _unknown()
    return [*first, (f" {row.person}", "muted")] if row.person else first


def _status(a: InitiativeRow, b: InitiativeRow) -> Fact:
    if a.status is None or b.status is None:
        likeness = Likeness.UNKNOWN
    elif a.status is b.status:
        likeness = Likeness.SAME
    elif a.status in _PATH and b.status in _PATH and abs(_PATH.index(a.status) - _PATH.index(b.status)) == 1:
        likeness = Likeness.LIKE
    else:
        likeness = Likeness.DIFFERENT
    words = [[(label(row.status), "text")] if row.status else _unknown() for row in (a, b)]
    glyphs = tuple(f"status:{row.status.value}" if row.status else "" for row in (a, b))
    return Fact("status", words[0], words[1], *_said(likeness), (glyphs[0], glyphs[1]))


def _schedule(a: InitiativeRow, b: InitiativeRow) -> Fact:
    likeness, word = _together(a, b)
    return Fact("schedule", schedule_words(a), schedule_words(b), likeness, word)


def schedule_words(row: InitiativeRow) -> list[Run]:
    """``7/2010–6/2012``; a continuous one has the word for its end, an unknown one says so."""
    if row.start is None and row.end is None and not row.open_ended:
        return _unknown()
    return [(_months(row), "text")]


def _months(row: InitiativeRow) -> str:
    if row.start is None and row.end is None:
        return _("continuous")
    end = _("continuous") if row.open_ended else format_month(row.end) or "?"
    return f"{format_month(row.start) or '?'}–{end}"


def common_period(a: InitiativeRow, b: InitiativeRow) -> tuple[date, date | None] | None:
    """From the later start to the earlier end, None of an end that both leave open; None when there is none."""
    if a.start is None or b.start is None or not all(row.end or row.open_ended for row in (a, b)):
        return None
    first = max(a.start, b.start)
    ends = [row.end for row in (a, b) if row.end is not None]
    last = min(ends, default=None)
    return None if last is not None and last < first else (first, last)


def _together(a: InitiativeRow, b: InitiativeRow) -> tuple[Likeness, str]:
    if a.start is None or b.start is None or not all(row.end or row.open_ended for row in (a, b)):
        return _said(Likeness.UNKNOWN)
    if (a.start, a.end) == (b.start, b.end):
        return _said(Likeness.SAME)
    period = common_period(a, b)
    if period is None:
        return _said(Likeness.DIFFERENT)
    if period[1] is None:
        return Likeness.LIKE, _("continuous")
    months = max(1, round(((period[1] - period[0]).days + 1) / 30.44))
    return Likeness.LIKE, ngettext("{n} mo", "{n} mo", months).format(n=months)


def _investment(a: InitiativeRow, b: InitiativeRow) -> Fact:
    ranges = [(row.investment_min, row.investment_max) for row in (a, b)]
    known = [[end for end in both if end is not None] for both in ranges]
    if not all(known):
        likeness = Likeness.UNKNOWN
    elif ranges[0] == ranges[1]:
        likeness = Likeness.SAME
    elif max(min(known[0]), min(known[1])) <= min(max(known[0]), max(known[1])):
        likeness = Likeness.LIKE
    else:
        likeness = Likeness.DIFFERENT
    words: list[list[Run]] = [
        [(told, "text")] if told else [(_("not estimated"), "muted")] for told in money_apart(*ranges)
    ]
    return Fact("investment", words[0], words[1], *_said(likeness))


def money_apart(a: MoneyRange, b: MoneyRange) -> tuple[str, str]:
    """Two ranges of cents in millions of euros, with so many decimals that different ones read differently; unknown is
    empty."""
    for decimals in range(_CENT_DECIMALS):
        words = format_millions(*a, True, decimals), format_millions(*b, True, decimals)
        if a == b or words[0] != words[1]:
            return words
    return format_millions(*a, True, _CENT_DECIMALS), format_millions(*b, True, _CENT_DECIMALS)


def schedules_apart(a: InitiativeRow, b: InitiativeRow) -> tuple[str, str]:
    """Two schedules in months, or in days where the months are the same and the days are not; unknown is empty."""
    rows = (a, b)
    words = ["" if row.start is None and row.end is None and not row.open_ended else _months(row) for row in rows]
    if words[0] == words[1] and (a.start, a.end) != (b.start, b.end):
        words = [f"{format_date(row.start) or '?'}–{format_date(row.end) or '?'}" for row in rows]
    return words[0], words[1]


def _deliverables(a: Side, b: Side, told: set[str]) -> Fact:
    titles = [[one.title for one in one_side.deliverables] for one_side in (a, b)]
    folded = [{title.casefold() for title in some} for some in titles]
    if not all(titles):
        likeness = Likeness.UNKNOWN
    elif folded[0] == folded[1]:
        likeness = Likeness.SAME
    elif "deliverables" in told or folded[0] & folded[1]:
        likeness = Likeness.LIKE
    else:
        likeness = Likeness.DIFFERENT
    words = [[(", ".join(some), "text")] if some else _unknown() for some in titles]
    return Fact("deliverables", words[0], words[1], *_said(likeness))


def _components(a: Side, b: Side, told: set[str]) -> Fact:
    makes = [
        {one.component_id for one in one_side.components if one.role is ComponentRole.PRODUCES} for one_side in (a, b)
    ]
    if not a.components or not b.components:
        likeness = Likeness.UNKNOWN
    elif makes[0] & makes[1]:
        likeness = Likeness.SAME
    elif "component" in told or {one.component_id for one in a.components} & {one.component_id for one in b.components}:
        likeness = Likeness.LIKE
    else:
        likeness = Likeness.DIFFERENT
    return Fact("component", _component_words(a), _component_words(b), *_said(likeness))


def _component_words(one_side: Side) -> list[Run]:
    words: list[Run] = []
    # what is produced first: that is what may overlap
    for one in sorted(one_side.components, key=lambda one: one.role is not ComponentRole.PRODUCES):
        words += [(f"{', ' if words else ''}{one.component}", "text"), (f" {label(one.role).lower()}", "muted")]
    return words or _unknown()
