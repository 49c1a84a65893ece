"""What is told of a verdict given earlier: who, when and why, and which text has changed since, and how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_date, format_time

if TYPE_CHECKING:
    from kpkportfolio.store.journal import Entry, HistoryLine
    from kpkportfolio.store.portfolio import Portfolio

_LINES = 2000
_SHOWN_LETTERS = 120
# with fewer words in common the texts are better read whole
_LEAST_ALIKE = 0.4
_TEXTS = ("title", "description")


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of an initiative that is another than at the verdict: what went, what came, who changed it last."""

    initiative: str
    field: str
    removed: tuple[str, ...]
    added: tuple[str, ...]
    by: str
    at: datetime


def judged_words(verdict: VerdictRow) -> str:
    """``Liisa judged 24.11.2011 10.42: Overlap. Both are in Kuopio.``"""
    words = _("{who} judged {when}: {verdict}. {why}").format(
        who=verdict.by, when=format_time(verdict.at), verdict=label(verdict.verdict), why=verdict.reason or ""
    )
    return words.strip()


def changed_words(verdict: VerdictRow, changed: Sequence[InitiativeRow], found: Iterable[TextChange]) -> str:
    """That the text has changed since the verdict, whose, and how.

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
    what = [
        words.format(text=" … ".join(_short(phrase) for phrase in phrases))
        for words, phrases in ((_("added “{text}”"), change.added), (_("removed “{text}”"), change.removed))
        if phrases
    ]
    told = _("{field} ({who}, {when}): {what}").format(
        field=fields[change.field],
        who=change.by,
        when=format_date(change.at.astimezone().date()),
        what=", ".join(what),
    )
    return f"{name}: {told}" if several else told


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_LETTERS else text[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " …"


def text_changes(portfolio: "Portfolio", ids: Sequence[str], since: datetime) -> list[TextChange]:
    """How the texts of initiatives have changed since a moment, out of the journal; for a worker."""
    return [change for id_ in ids for change in _of_one(id_, portfolio.history(id_, _LINES), since)]


def _of_one(id_: str, history: "Sequence[HistoryLine]", since: datetime) -> list[TextChange]:
    """The journal comes newest first: the first change of a field that is seen has what it says now and who made it
    so, the last one what it said at the verdict."""
    texts: dict[str, tuple[Entry, str, str]] = {}
    titles: tuple[dict[str, str], dict[str, str]] = ({}, {})
    latest: Entry | None = None
    for line in history:
        entry, change = line.entry, line.change
        if entry.at <= since:
            break
        before, after = change.before or {}, change.after or {}
        if change.entity == "initiative" and change.id == id_:
            for field in _TEXTS:
                if field in before and field in after:
                    last, _then, now = texts.get(field, (entry, "", str(after[field] or "")))
                    texts[field] = (last, str(before[field] or ""), now)
        elif change.entity == "deliverable" and ("title" in before or "title" in after):
            latest = latest or entry
            titles[0][change.id] = str(before.get("title") or "")
            titles[1].setdefault(change.id, str(after.get("title") or ""))
    found = []
    for field, (entry, then, now) in texts.items():
        removed, added = difference(then, now)
        found.append(TextChange(id_, field, removed, added, entry.by, entry.at))
    if latest is not None:
        removed, added = (tuple(title for title in one.values() if title) for one in titles)
        kept = set(removed) & set(added)
        removed, added = (tuple(title for title in one if title not in kept) for one in (removed, added))
        found.append(TextChange(id_, "deliverables", removed, added, latest.by, latest.at))
    found = [one for one in found if one.removed or one.added]
    return sorted(found, key=lambda one: [*_TEXTS, "deliverables"].index(one.field))


def difference(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases that went and those that came, word by word; the whole texts when hardly a word has stayed."""
    then, now = before.split(), after.split()
    matcher = SequenceMatcher(None, then, now, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        return ((before,) if before else ()), ((after,) if after else ())
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    removed = tuple(" ".join(then[i:j]) for _tag, i, j, _k, _m in changes if i < j)
    added = tuple(" ".join(now[k:m]) for _tag, _i, _j, k, m in changes if k < m)
    return removed, added
