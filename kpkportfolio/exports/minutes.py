"""The minutes of a meeting, from the same rows that were shown: as rows for any form, and as Markdown.

    told = minutes(meeting, agenda, decisions, contents, changes, "2 changed", "3/2011")
    markdown(told)

In the language spoken now; what people wrote stays in theirs. Investment and impact stand beside each other.
:func:`read_minutes` makes them from the portfolio. What is flagged confidential is left out unless it is asked for in
so many words, as from every other file, although those who sat in the meeting saw it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from kpkportfolio.charts.catalogue import title_of
from kpkportfolio.exports.templates import confidential_ids, confidential_words, content_without, hidden_in, openly
from kpkportfolio.model import words
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import AgendaKind, label
from kpkportfolio.snapshots.wording import compare_contents, counts_words, deed_word
from kpkportfolio.store.agenda import PICTURES, Agenda, agendas
from kpkportfolio.store.decisions import DecisionRow, MeetingRow, decisions, without_meetings
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_date, format_millions, format_month, ngettext

_ACROSS, _EDGES = 84, 3
"""Letters across a page of A4, and as many as the edges of a column take."""

MOST_CHANGES = 40
"""Changes told one by one; the rest is counted. Minutes are read by people."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """One decision in words: what was decided, why and by whom."""

    decision: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was dealt with: a heading, or an initiative with its facts as (name, value), what is unknown said,
    and its decisions. ``note`` is what the agenda says of it."""

    number: int
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    note: str = ""
    initiative: bool = True


@dataclass(frozen=True, slots=True)
class Minutes:
    """Everything the minutes say.

    Attributes:
        heading: ``Ohjausryhmä 4/2011``.
        since: what the changes are counted from; empty when there is nothing to compare with.
        summary: the changes counted, in words.
        changes: (deed, title, sentence), at most :data:`MOST_CHANGES`.
        left_out: how many changes are counted only.
        pictures: titles of the pictures that were looked at.
        confidential: what was left out as confidential, or is in it, in words; empty when there is nothing to say.
    """

    heading: str
    held_on: str
    notes: str
    since: str
    summary: str
    changes: tuple[tuple[str, str, str], ...]
    left_out: int
    items: tuple[Item, ...]
    confidential: str = ""
    pictures: tuple[str, ...] = ()

    @property
    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """The decisions as a table: number, initiative, decision, reason, by; an item without one says so."""
        nothing = (Resolution(_("no decision"), "", ""),)
        return [
            (str(item.number), item.title, one.decision, one.reason, one.by)
            for item in self.items
            if item.initiative
            for one in item.resolutions or nothing
        ]


def read_minutes(
    portfolio: Portfolio,
    meeting: MeetingRow,
    confidential: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Minutes:
    """The minutes of a meeting from the portfolio as it is now, with what has changed since the last meeting.

    Args:
        confidential: whether what is flagged confidential, and what names it, goes along.
    """
    from kpkportfolio.exports.changes_sheet import since as since_snapshot
    from kpkportfolio.snapshots.meetings import looked_back_to

    contents, made = portfolio.contents(), decisions(portfolio, meeting_id=meeting.id)
    agenda = agendas(portfolio, meeting_id=meeting.id).get(meeting.id, Agenda())
    last = looked_back_to(portfolio, meeting)
    since = None if last is None else since_snapshot(portfolio, last)
    changes: list[tuple[str, str, str]] = []
    summary, hidden = "", frozenset[str]()
    if not confidential:
        hidden = confidential_ids(contents.initiatives)
        # what is there no more may have been confidential; its title alone does not tell
        titles = {row.title for row in contents.initiatives if row.id not in hidden}
        made = [
            one._replace(into_title=one.into_title if one.into_id else None, reason=openly(one.reason, titles))
            for one in made
        ]
    if since is not None:
        before, after = without_meetings(since.before), without_meetings(since.after)
        if not confidential:
            # what was confidential when it was frozen is not told either
            gone = hidden | hidden_in(before) | hidden_in(after)
            before, after = content_without(before, gone), content_without(after, gone)
        found = compare_contents(before, after, progress)
        summary = counts_words(found)
        changes = [(deed_word(one.deed), one.title, one.sentence) for one in found.differences]
    return minutes(meeting, agenda, made, contents, changes, summary, since.name if since else "", hidden)


def minutes(
    meeting: MeetingRow,
    agenda: Agenda,
    decisions: Sequence[DecisionRow],
    contents: Contents,
    changes: Sequence[tuple[str, str, str]] = (),
    summary: str = "",
    since: str = "",
    hidden: Collection[str] = (),
) -> Minutes:
    """The minutes of a meeting.

    Args:
        agenda: what was dealt with, in that order; initiatives decided on besides come last.
        decisions: of this meeting, in the order they were made.
        changes: what has changed since the last meeting, each as (deed, title, sentence) in words.
        summary: the changes counted, in words; ``since`` names what they are counted from, empty for nothing.
        hidden: ids of what is left out as confidential; what people wrote does not name them either.
    """
    by_id = {row.id: row for row in contents.initiatives}
    whole = agenda.with_items(one.initiative_id for one in decisions)
    dealt = [id_ for id_ in whole.items if id_ in by_id]
    ids = [id_ for id_ in dealt if id_ not in hidden]
    unnamed = _unnaming(name for id_ in hidden if id_ in by_id for name in (by_id[id_].title, by_id[id_].short_name))
    items: list[Item] = []
    for entry in whole.entries:
        number, note = len(items) + 1, unnamed(entry.note or "")
        if entry.kind is AgendaKind.TEXT:
            items.append(Item(number, unnamed(entry.reference), note=note, initiative=False))
        elif entry.kind is AgendaKind.INITIATIVE and entry.reference in ids:
            row = by_id[entry.reference]
            made = tuple(
                Resolution(unnamed(decision_words(one)), unnamed(one.reason or ""), one.by or "")
                for one in decisions
                if one.initiative_id == row.id
            )
            items.append(Item(number, row.title, facts(row), made, note))
    return Minutes(
        heading=f"{meeting.group} {meeting.name}",
        held_on=format_date(meeting.held_on),
        notes=unnamed(meeting.notes or ""),
        since=since,
        summary=summary,
        changes=tuple((deed, title, unnamed(told)) for deed, title, told in changes[:MOST_CHANGES]),
        left_out=max(0, len(changes) - MOST_CHANGES),
        items=tuple(items),
        confidential=confidential_words(sum(by_id[id_].confidential for id_ in ids), len(dealt) - len(ids)),
        pictures=tuple(title_of(name) for name in agenda.pictures if name in PICTURES),
    )


def _unnaming(names: Iterable[str | None]) -> Callable[[str], str]:
    """Puts … where a text names one of these: a merge tells its target by name."""
    known = sorted({name for name in names if name}, key=len, reverse=True)
    if not known:
        return str
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE)
    return lambda told: pattern.sub("…", told)


def decision_words(decision: DecisionRow) -> str:
    """``Hyväksytty``; with a priority its number, of a merge what it is merged into; once that has happened also what
    was merged, for the decision stands with what stayed."""
    into = " → ".join(part for part in (decision.merged_title, decision.into_title) if part)
    return words.decision_words(decision.kind, decision.priority, into, bool(decision.merged_title))


def facts(row: InitiativeRow) -> tuple[tuple[str, str], ...]:
    """The facts of an initiative that a decision needs, as (name, value); what is unknown is said."""
    unknown, ends = _("not known"), _("open-ended") if row.open_ended else format_month(row.end)
    schedule = f"{format_month(row.start) or '…'}–{ends or '…'}" if row.start or ends else unknown
    return (
        (_("Responsible"), " · ".join(one for one in (row.organisation, row.person) if one) or unknown),
        (_("Status"), label(row.status) if row.status else unknown),
        (_("Schedule"), schedule),
        (_("Investment"), format_millions(row.investment_min, row.investment_max, unit=True) or unknown),
        (_("Impact"), format_millions(row.impact_min, row.impact_max, unit=True) or _("not estimated")),
    )


def minuted_on(told: Minutes) -> str:
    """``Pöytäkirja, 24.11.2011``."""
    return _("Minutes, {date}").format(date=told.held_on)


def since_heading(told: Minutes) -> str:
    """What stands above the changes."""
    return _("What has changed since {name}").format(name=told.since)


def decision_headings() -> tuple[str, str, str, str, str]:
    """The headings of :attr:`Minutes.rows`."""
    return "#", _("Initiative"), _("Decision"), _("Reason"), _("Decided by")


def column_shares(told: Minutes) -> list[float]:
    """Shares of the columns of :attr:`Minutes.rows`, together 1: none is narrower than its longest word while there is
    room, and what is left goes to those with most to say."""
    columns = list(zip(decision_headings(), *told.rows, strict=True))
    least = [max(len(word) for text in column for word in (*text.split(), "–")) + _EDGES for column in columns]
    left = max(0.0, _ACROSS - sum(least))
    wanted = [max(0, max(map(len, column)) - low) for column, low in zip(columns, least, strict=True)]
    shares = [low + left * want / max(1, sum(wanted)) for low, want in zip(least, wanted, strict=True)]
    return [share / sum(shares) for share in shares]


def markdown(told: Minutes) -> str:
    """The minutes as Markdown (CommonMark with tables)."""
    parts = [f"# {_text(told.heading)}", minuted_on(told)]
    if told.notes:
        parts += [_text(line) for line in told.notes.splitlines() if line.strip()]
    if told.confidential:
        parts.append(_text(told.confidential))
    if told.pictures:
        parts.append(_text(_("Looked at: {pictures}").format(pictures=", ".join(told.pictures))))
    parts.append("## " + _("Decisions"))
    if told.rows:
        head = decision_headings()
        lines = [_row(head), _row(["---"] * len(head), raw=True), *(_row(row) for row in told.rows)]
        parts.append("\n".join(lines))
    else:
        parts.append(_("No initiative was on the agenda."))
    if told.since:
        parts.append(f"## {_text(since_heading(told))}")
        parts.append(_text(told.summary))
        lines = [f"- {deed}: **{_text(title)}**. {_text(sentence)}" for deed, title, sentence in told.changes]
        if told.left_out:
            more = ngettext("and {n} more", "and {n} more", told.left_out)
            lines.append(f"- {more.format(n=told.left_out)}")
        if lines:
            parts.append("\n".join(lines))
    if told.items:
        parts.append("## " + _("Items"))
    decided = _("Decision")
    for item in told.items:
        parts.append(f"### {item.number}. {_text(item.title)}")
        parts += [_text(line) for line in item.note.splitlines() if line.strip()]
        if not item.initiative:
            continue
        lines = [f"- {name}: {_text(value)}" for name, value in item.facts]
        for one in item.resolutions:
            by = f" ({_text(one.by)})" if one.by else ""
            lines.append(f"- **{decided}: {_text(one.decision)}**{by}. {_text(one.reason)}".rstrip())
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _row(cells: Sequence[str], raw: bool = False) -> str:
    return "| " + " | ".join(cell if raw else _text(cell) or "–" for cell in cells) + " |"


def _text(text: str) -> str:
    """What a person wrote, so that none of it is taken for markup: on one line, with marks escaped."""
    line = " ".join(text.split())
    line = re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", line)
    # a number, dash or plus that begins a line would begin a list
    return re.sub(r"^(\d+)([.)])(?=\s)|^([-+])(?=\s)", lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)
