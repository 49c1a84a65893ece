"""What an initiative is tied to: projects, dependencies, components, services, sources, decisions, overlaps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from kpkportfolio.model.change import Fields
from kpkportfolio.model.rows import ComponentRow, DependencyRow, InitiativeRow, VerdictRow
from kpkportfolio.model.vocabulary import ComponentRole, DecisionKind, OverlapKind, Verdict, label
from kpkportfolio.model.words import decision_words
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.models.column import UNKNOWN
from ui.pages.details.belongings import Belongings
from ui.pages.details.parts import Lines, heading, link, words
from ui.pages.details.reading import Reading
from ui.theme.tokens import FontRole
from ui.widgets.callout import Callout, CalloutRow

Select = Callable[[str], object]
STRONG, FAIR = 0.8, 0.6
"""Scores from which a finding is called strong or fair."""


def ties(row: InitiativeRow, belongings: Belongings, by_id: Mapping[str, InitiativeRow], select: Select) -> Lines:
    """What it is part of, what is part of it, what it waits for and what waits for it; each can be gone to."""
    result = Lines(4)
    parent = by_id.get(row.parent_id or "")
    children = sorted(belongings.children.get(row.id, ()), key=lambda one: one.title.casefold())
    for name, rows in ((_("Part of"), [parent] if parent else []), (_("Projects"), children)):
        if rows:
            result.head(heading(name))
            for one in rows:
                result.add(link(one.title, partial(select, one.id)))
    for name, found, other in (
        (_("Depends on"), belongings.before.get(row.id, ()), "predecessor_id"),
        (_("Waited for by"), belongings.after.get(row.id, ()), "successor_id"),
    ):
        known = [(one, by_id[id_]) for one in found if (id_ := getattr(one, other)) in by_id]
        if known:
            result.head(heading(name))
            for dependency, that in known:
                result.add(link(that.title, partial(select, that.id)))
                result.add(words(dependency_words(dependency), "muted", FontRole.SMALL))
    return result


def dependency_words(dependency: DependencyRow) -> str:
    """The kind, and the days between when there are any."""
    if not dependency.lag_days:
        return label(dependency.kind)
    n = dependency.lag_days
    days = ngettext("{n} day", "{n} days", abs(n)).format(n=format_number(n))
    return f"{label(dependency.kind)}, {days}"


def components(rows: Sequence[ComponentRow], services: Sequence[str]) -> Lines:
    """What it produces and uses, and the services that came of it."""
    result = Lines(4)
    for role in (ComponentRole.PRODUCES, ComponentRole.USES):
        names = [row.component for row in rows if row.role is role]
        if names:
            result.head(heading(label(role)))
            for name in names:
                result.add(words(name))
    if services:
        result.head(heading(_("Services")))
        for name in services:
            result.add(words(name))
    return result


def sources(rows: Sequence[Fields]) -> Lines:
    """Register and reference, and below where exactly it was read and when."""
    result = Lines(4)
    for row in rows:
        result.add(words(" · ".join(str(part) for part in (row["register"], row["ref"]) if part)))
        where = [str(row["file"])] if row["file"] else []
        if row["sheet"]:
            where.append(str(row["sheet"]))
        if row["row"] is not None:
            where.append(_("row {n}").format(n=row["row"]))
        read_on = row["read_on"]
        if isinstance(read_on, date):
            where.append(_("read on {date}").format(date=format_date(read_on)))
        if where:
            result.add(words(", ".join(where), "muted", FontRole.SMALL))
    return result


def decisions(rows: Sequence[Fields]) -> Lines:
    """What was decided, when, where and why."""
    result = Lines(4)
    for row in rows:
        day = row["decided_on"]
        head = " · ".join(
            part
            for part in (
                format_date(day) if isinstance(day, date) else "",
                _decided(row),
                str(row["meeting"] or ""),
            )
            if part
        )
        result.add(words(head))
        below = " · ".join(str(part) for part in (row["reason"], row["decided_by"]) if part)
        if below:
            result.add(words(below, "muted", FontRole.SMALL))
    return result


def _decided(row: Fields) -> str:
    priority, into = row["priority"], row["into_title"]
    return decision_words(
        DecisionKind(str(row["kind"])),
        priority if isinstance(priority, int) else None,
        str(into) if into is not None else None,
    )


def more(reading: Reading) -> list[QWidget]:
    """Note, links and tags."""
    result: list[QWidget] = []
    if reading.record.get("note"):
        result += [heading(_("Note")), words(str(reading.record["note"]))]
    if reading.links:
        result.append(heading(_("Links")))
        result += [
            words(str(one["title"] or one["url"]) + (f"\n{one['url']}" if one["title"] else ""))
            for one in reading.links
        ]
    if reading.tags:
        result += [heading(_("Tags")), words(", ".join(reading.tags))]
    return result


def overlaps(
    row: InitiativeRow, findings: Sequence[Finding], by_id: Mapping[str, InitiativeRow], callout: Callout
) -> None:
    """Fill the callout with what may overlap; the key of its rows is the other's id."""
    shown: list[CalloutRow] = []
    for finding in findings:
        other = by_id.get(finding.b if finding.a == row.id else finding.a)
        if other is not None:
            whose = other.organisation or _(UNKNOWN)
            shown.append(
                CalloutRow(
                    other.id,
                    other.title,
                    f"{label(OverlapKind(finding.kind))} · {whose}",
                    format_number(finding.score, 2),
                    strength(finding.score),
                )
            )
    n = len(shown)
    callout.set_rows(ngettext("Possible overlap {n}", "Possible overlaps {n}", n).format(n=n), shown)


def judged(
    row: InitiativeRow, verdicts: Sequence[VerdictRow], by_id: Mapping[str, InitiativeRow], compare: Select
) -> Lines:
    """What a person has judged it to overlap, repeat or be related with; each can be compared again.

    Pairs found to be different are left out: there is nothing to look at in the other.
    """
    result = Lines(4)
    for verdict in sorted(verdicts, key=lambda one: one.at, reverse=True):
        if row.id not in (verdict.a_id, verdict.b_id) or verdict.verdict is Verdict.DIFFERENT:
            continue
        other = by_id.get(verdict.b_id if verdict.a_id == row.id else verdict.a_id)
        if other is None:
            continue
        if result.empty:
            result.add(heading(_("Judged overlaps")))
        result.add(link(other.title, partial(compare, other.id)))
        day = format_date(verdict.at.astimezone().date())
        told = [label(verdict.verdict), verdict.by, day, verdict.reason]
        result.add(words(" · ".join(part for part in told if part), "muted", FontRole.SMALL))
    return result


def strength(score: float) -> str:
    """A word for a score."""
    return _("strong") if score >= STRONG else _("fair") if score >= FAIR else _("weak")
