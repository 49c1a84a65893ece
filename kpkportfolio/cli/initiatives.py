"""``list`` and ``show``."""

from argparse import Namespace
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from kpkportfolio.cli.opening import find, opened, short_id, title_order
from kpkportfolio.cli.output import euros, plain, print_facts, print_json, print_table
from kpkportfolio.model.filtering import Filter
from kpkportfolio.model.rows import DeliverableRow, InitiativeRow, SourceRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.store import reading
from kpkportfolio.text import _, format_date, format_euros, format_millions, format_month, format_number, ngettext


def list_initiatives(options: Namespace) -> int:
    """All initiatives, or those that contain the given words."""
    with opened(options) as portfolio, portfolio.read() as connection:
        rows = reading.initiatives(connection)
        deliverables = reading.deliverables(connection) if options.json else []
    shown = sorted(Filter(options.where).apply(rows), key=title_order)
    if options.json:
        titles: dict[str, list[str]] = defaultdict(list)
        for deliverable in deliverables:
            titles[deliverable.initiative_id].append(deliverable.title)
        print_json([as_json(row, titles.get(row.id, [])) for row in shown])
        return 0
    print_table(
        [
            _("Initiative"),
            _("Responsible party"),
            _("Status"),
            _("Schedule"),
            _("Investment, M€"),
            _("Source"),
            _("Id"),
        ],
        [
            [
                row.title,
                row.organisation or "",
                label(row.status) if row.status else "",
                schedule(row),
                format_millions(row.investment_min, row.investment_max),
                " ".join(part for part in (row.register, row.ref) if part),
                short_id(row),
            ]
            for row in shown
        ],
        right=(4,),
    )
    if len(shown) == len(rows):
        print(ngettext("{n} initiative", "{n} initiatives", len(rows)).format(n=format_number(len(rows))))
    else:
        print(
            _("{shown} of {total} initiatives").format(shown=format_number(len(shown)), total=format_number(len(rows)))
        )
    return 0


def as_json(row: InitiativeRow, deliverables: Sequence[str]) -> dict[str, Any]:
    """An initiative as ``list --json`` gives it."""
    return {
        "id": row.id,
        "source": row.register,
        "ref": row.ref,
        "file": row.file,
        "sheet": row.sheet,
        "row": row.row,
        "title": row.title,
        "description": row.description,
        "organisation": row.organisation,
        "person": row.person,
        "programme": row.programme,
        "status": None if row.status is None else row.status.value,
        "start": plain(row.start),
        "end": plain(row.end),
        "investment_min_eur": euros(row.investment_min),
        "investment_max_eur": euros(row.investment_max),
        "deliverables": list(deliverables),
    }


def schedule(row: InitiativeRow) -> str:
    """``1/2010–12/2011``; an unknown end is left open with a question mark, a continuous work without one."""
    if row.start is None and row.end is None:
        return ""
    end = format_month(row.end) or ("" if row.open_ended else "?")
    return f"{format_month(row.start) or '?'}–{end}"


def show_initiative(options: Namespace) -> int:
    """Everything that is known of one initiative."""
    with opened(options) as portfolio, portfolio.read() as connection:
        row = find(reading.initiatives(connection), reading.sources(connection), options.id)
        deliverables = [d for d in reading.deliverables(connection) if d.initiative_id == row.id]
        sources = [s for s in reading.sources(connection) if s.initiative_id == row.id]
        milestones = [m for m in reading.milestones(connection) if m.initiative_id == row.id]
    if options.json:
        print_json(
            {
                **as_json(row, [d.title for d in deliverables]),
                "kind": row.kind.value,
                "short_name": row.short_name,
                "domain": row.domain,
                "open_ended": row.open_ended,
                "health": None if row.health is None else row.health.value,
                "health_reason": row.health_reason,
                "progress": row.progress,
                "change_investment_min_eur": euros(row.change_min),
                "change_investment_max_eur": euros(row.change_max),
                "impact_min_eur": euros(row.impact_min),
                "impact_max_eur": euros(row.impact_max),
                "milestones": [
                    {"title": m.title, "due": plain(m.due), "reached_on": plain(m.reached_on)} for m in milestones
                ],
                "sources": [
                    {
                        "source": s.register,
                        "ref": s.ref,
                        "file": s.file,
                        "sheet": s.sheet,
                        "row": s.row,
                        "read_on": plain(s.read_on),
                    }
                    for s in sources
                ],
            }
        )
        return 0
    print(row.title)
    print()
    print_facts(
        [
            *_facts(row, deliverables),
            (_("Milestones"), "\n".join(f"{format_date(m.due)} {m.title}".strip() for m in milestones)),
            (_("Sources"), "\n".join(_source(source) for source in sources)),
            (_("Id"), row.id),
        ]
    )
    return 0


def _facts(row: InitiativeRow, deliverables: Sequence[DeliverableRow]) -> list[tuple[str, str]]:
    health = " – ".join(part for part in (label(row.health) if row.health else "", row.health_reason) if part)
    return [
        (_("Kind"), label(row.kind)),
        (_("Description"), row.description or ""),
        (_("Responsible party"), row.organisation or ""),
        (_("Responsible person"), row.person or ""),
        (_("Strategic programme"), row.programme or ""),
        (_("Domain"), row.domain or ""),
        (_("Status"), label(row.status) if row.status else ""),
        (_("Health"), health),
        (_("Schedule"), _days(row)),
        (_("ICT investment"), euro_range(row.investment_min, row.investment_max)),
        (_("Municipalities' change investment"), euro_range(row.change_min, row.change_max)),
        (_("Impact"), euro_range(row.impact_min, row.impact_max)),
        (_("Deliverables"), "\n".join(f"{d.title} ({label(d.state).lower()})" for d in deliverables)),
    ]


def _days(row: InitiativeRow) -> str:
    if row.start is None and row.end is None and not row.open_ended:
        return ""
    end = format_date(row.end) or (_("ongoing") if row.open_ended else "?")
    return f"{format_date(row.start) or '?'}–{end}"


def euro_range(low: int | None, high: int | None) -> str:
    """``2 000 000 €`` or ``2 000 000 €–3 000 000 €``; unknown is an empty string."""
    ends = list(dict.fromkeys(format_euros(end) for end in (low, high) if end is not None))
    return "–".join(ends)


def _source(source: SourceRow) -> str:
    parts = [source.register, source.ref, source.file, source.sheet]
    if source.row is not None:
        parts.append(_("row {n}").format(n=source.row))
    if source.read_on is not None:
        parts.append(_("read {date}").format(date=format_date(source.read_on)))
    return ", ".join(part for part in parts if part)
