"""What slides show that the session does not hold: read by a worker, put into words when it is painted.

The language may change while a slide is on, so words are made from rows each time and never kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from kpkportfolio import snapshots
from kpkportfolio.charts.bars import build_rows
from kpkportfolio.charts.time_axis import phases
from kpkportfolio.exports.minutes import decision_words
from kpkportfolio.model.change import Change, OperationKind
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import DeliverableState, Verdict
from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.snapshots.meetings import looked_back_to
from kpkportfolio.snapshots.wording import Comparison, compare_contents
from kpkportfolio.store.decisions import DecisionRow, MeetingRow, decisions, without_meetings
from kpkportfolio.store.journal import HistoryLine
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_date
from ui.presenting.item_slide import ItemFacts, Overlap
from ui.session import Session
from ui.tasks import Progress

_LINES = 60
_NEIGHBOURS = 2
_PARTS = 2


@dataclass(frozen=True, slots=True)
class Past:
    """What has been decided on an initiative and what has happened to it; decisions the latest first."""

    decisions: tuple[DecisionRow, ...]
    history: tuple[HistoryLine, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since a snapshot; without one ``comparison`` is None."""

    name: str = ""
    comparison: Comparison | None = None


def read_past(portfolio: Portfolio, id_: str) -> Past:
    """The decisions and the journal of one initiative."""
    made = decisions(portfolio, initiative_id=id_)
    return Past(tuple(reversed(made)), tuple(portfolio.history(id_, _LINES)))


def read_since(portfolio: Portfolio, meeting: MeetingRow, progress: Progress) -> Since:
    """What has changed since the last meeting, in the language spoken when it is asked."""
    last = looked_back_to(portfolio, meeting)
    if last is None:
        return Since()
    before = without_meetings(snapshots.content_of(portfolio, last))
    return Since(last.name, compare_contents(before, without_meetings(portfolio.content()), progress))


def facts(session: Session, row: InitiativeRow, past: Past | None, note: str = "") -> ItemFacts:
    """Everything the slide of one initiative shows, in the language spoken now; ``note`` is the agenda's."""
    contents = session.contents
    found = pairs_of(session, row.id)
    others = [session.by_id[other] for other, _finding in found[:_NEIGHBOURS]]
    mine = [row, *others]
    ids = {one.id for one in mine}
    milestones = [one for one in contents.milestones if one.initiative_id in ids]
    own = [one for one in contents.deliverables if one.initiative_id == row.id]
    bars = {one.id: one for one in build_rows(mine, milestones, (), (), "none")}
    baseline = ", " + _("baseline {name}").format(name=row.baseline_name) if row.baseline_name else ""
    source = _("Source: {portfolio}, {date}").format(
        portfolio=session.portfolio.name, date=format_date(session.today())
    )
    return ItemFacts(
        row=row,
        done=sum(one.state is DeliverableState.DONE for one in own),
        deliverables=len(own),
        bars=[bars[one.id] for one in mine],
        organisations=[one.organisation or "" for one in mine],
        phases=phases(contents.phases),
        money=[one for one in contents.money if one.initiative_id == row.id],
        impact=[one for one in contents.impact if one.initiative_id == row.id],
        overlaps=[
            Overlap(
                finding.kind,
                finding.score,
                marked(session, other, session.by_id[other].name),
                session.by_id[other].organisation or "",
                finding.reasons[0].detail if finding.reasons else "",
            )
            for other, finding in found
        ],
        today=session.today(),
        source=source + baseline,
        note=note,
        confidential=confidential(session, row.id),
        looking=session.findings.state != "ready",
        history=None if past is None else history_words(past, lambda words: _named(session, words)),
    )


def confidential(session: Session, id_: str) -> bool:
    """Whether an initiative, or what it is a part of, is flagged confidential: those in the room are told."""
    seen: set[str] = set()
    row = session.by_id.get(id_)
    while row is not None and row.id not in seen:
        if row.confidential:
            return True
        seen.add(row.id)
        row = session.by_id.get(row.parent_id or "")
    return False


def marked(session: Session, id_: str, title: str) -> str:
    """A title, with the word when it is confidential."""
    return f"{title} ({_('confidential')})" if confidential(session, id_) else title


def pairs_of(session: Session, id_: str) -> list[tuple[str, Finding]]:
    """What an initiative overlaps, as (the other's id, the finding), strongest first; different ones are left out."""
    found = list(session.findings.open_of(id_))
    found += [
        one.finding
        for one in session.findings.resolved
        if one.verdict.verdict is not Verdict.DIFFERENT and id_ in (one.finding.a, one.finding.b)
    ]
    found.sort(key=lambda one: -one.score)
    sided = [(one.b if one.a == id_ else one.a, one) for one in found]
    return [(other, one) for other, one in sided if other in session.by_id]


def history_words(past: Past, named: Callable[[str], str]) -> list[tuple[str, str]]:
    """Decisions first, then what the journal tells besides; each as (day, words)."""
    told = [
        (
            format_date(one.on),
            " · ".join(part for part in (f"{one.meeting} {decision_words(one)}".strip(), one.reason) if part),
        )
        for one in past.decisions
    ]
    for _seq, lines in groupby(past.history, key=lambda line: line.entry.seq):
        found = list(lines)
        entry = found[0].entry
        parts = [part for line in found for part in _parts(line.change, named, entry.kind)]
        if parts:
            more = ["…"] if len(parts) > _PARTS else []
            told.append((format_date(entry.at.astimezone().date()), "; ".join([*parts[:_PARTS], *more])))
    return told


def _parts(change: Change, named: Callable[[str], str], kind: OperationKind) -> list[str]:
    if change.entity in ("decision", "agenda_item"):
        # decisions are told by themselves, and on what agenda it stood is no news in the meeting
        return []
    what = entity_words(change.entity)
    if change.before is None or change.after is None:
        deed = _("added") if change.before is None else _("deleted")
        return [f"{what} {deed}"]
    parts = []
    for name in change.after:
        if kind is OperationKind.DECISION and name == "status_reason":
            # the decision's own reason, which stands above
            continue
        old, new = (named(value_words(change.entity, name, side.get(name))) for side in (change.before, change.after))
        field = field_words(name) if change.entity == "initiative" else f"{what}, {field_words(name).casefold()}"
        parts.append(f"{field} {old or '–'} → {new or _('not known')}")
    return parts


def _named(session: Session, words: str) -> str:
    row = session.by_id.get(words)
    if row is not None:
        return row.name
    return next((one.name for one in session.contents.programmes if one.id == words), words)
