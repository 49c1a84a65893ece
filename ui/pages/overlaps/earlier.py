"""What is told of a verdict given earlier: who, when and why, and which text has changed since, and how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_date, format_time

if TYPE_CHECKING:
    from kpkportfolio.store.journal import HistoryLine
    from kpkportfolio.store.portfolio import Portfolio

_LINES = 2000
_SHOWN_LETTERS = 200
_TEXTS = ("title", "description")


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text of an initiative that is another than at the verdict: what it said then, who changed it last."""

    initiative: str
    field: str
    before: str
    by: str
    at: datetime


def judged_words(verdict: VerdictRow) -> str:
    """``Liisa judged 24.11.2011 10.42: Overlap. Both are in Kuopio.``"""
    words = _("{who} judged {when}: {verdict}. {why}").format(
        who=verdict.by, when=format_time(verdict.at), verdict=label(verdict.verdict), why=verdict.reason or ""
    )
    return words.strip()


def changed_words(verdict: VerdictRow, changed: Sequence[InitiativeRow], found: Iterable[TextChange]) -> str:
    """That the text has changed since the verdict, whose, and what it said then.

    Args:
        changed: those of the two whose text is another; none when it is not known whose.
        found: the changes, as the journal has them; empty while it is read.
    """
    said = _("The text has changed since the verdict of {who} on {when}").format(
        who=verdict.by, when=format_date(verdict.at.astimezone().date())
    )
    names = ", ".join(row.name for row in changed)
    lines = [f"{said}: {names}." if names else f"{said}."]
    rows = {row.id: row for row in changed}
    lines += [_change_words(one, rows[one.initiative].name, len(rows) > 1) for one in found if one.initiative in rows]
    return "\n".join(lines)


def _change_words(change: TextChange, name: str, several: bool) -> str:
    fields = {"title": _("Name"), "description": _("Description"), "deliverables": _("Deliverables")}
    before = change.before
    if len(before) > _SHOWN_LETTERS:
        before = before[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " …"
    told = _("{field} was, before {who} changed it on {when}: “{text}”").format(
        field=fields[change.field],
        who=change.by,
        when=format_date(change.at.astimezone().date()),
        text=before or _("nothing"),
    )
    return f"{name}: {told}" if several else told


def text_changes(portfolio: "Portfolio", ids: Sequence[str], since: datetime) -> list[TextChange]:
    """How the texts of initiatives have changed since a moment, out of the journal; for a worker."""
    return [change for id_ in ids for change in _of_one(id_, portfolio.history(id_, _LINES), since)]


def _of_one(id_: str, history: "Sequence[HistoryLine]", since: datetime) -> list[TextChange]:
    """The journal comes newest first: the last change of a field that is seen has what it said at the verdict."""
    found: dict[str, TextChange] = {}
    gone: list[str] = []
    latest: HistoryLine | None = None
    for line in history:
        if line.entry.at <= since:
            break
        change, entry = line.change, line.entry
        before = change.before or {}
        if change.entity == "initiative" and change.id == id_:
            for field in _TEXTS:
                if field in before:
                    last = found.get(field)
                    by, at = (last.by, last.at) if last else (entry.by, entry.at)
                    found[field] = TextChange(id_, field, str(before[field] or ""), by, at)
        elif change.entity == "deliverable" and "title" in {**before, **(change.after or {})}:
            latest = latest or line
            if before.get("title"):
                gone.append(str(before["title"]))
    if latest is not None:
        told = ", ".join(dict.fromkeys(reversed(gone)))
        found["deliverables"] = TextChange(id_, "deliverables", told, latest.entry.by, latest.entry.at)
    return [found[field] for field in (*_TEXTS, "deliverables") if field in found]
