"""``list`` and ``show``."""

from argparse import Namespace
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from kpkportfolio.cli.looking import looked_at
from kpkportfolio.cli.opening import find, short_id
from kpkportfolio.cli.output import plain, print_facts, print_json, print_table
from kpkportfolio.model.facts import Facts, flag_label
from kpkportfolio.model.health_words import finding_words
from kpkportfolio.model.rows import Contents, DeliverableRow, InitiativeRow, SourceRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.store.reading import shared
from kpkportfolio.text import (
    _,
    euros,
    format_date,
    format_euros,
    format_millions,
    format_month,
    format_number,
    ngettext,
)

if TYPE_CHECKING:
    from kpkportfolio.exports.columns import Column


def list_initiatives(options: Namespace) -> int:
    """All initiatives, or those that pass the filter."""
    with looked_at(options) as looked:
        contents, shown = looked.contents, looked.shown
    if options.json:
        tell = teller(contents, looked.facts)
        print_json([tell(row) for row in shown])
        return 0
    if options.columns is None:
        columns = _usual()
    else:
        from kpkportfolio.cli.exporting import column_names
        from kpkportfolio.exports.columns import initiative_columns

        every = initiative_columns(contents, looked.today)
        names = column_names(options.columns, every)
        columns = [_Told.of(column) for name in names for column in every if column.id == name]
    print_table(
        [column.heading for column in columns],
        [[column.text(row) for column in columns] for row in shown],
        right=[at for at, column in enumerate(columns) if column.right],
    )
    total = len(contents.initiatives)
    if len(shown) == total:
        print(ngettext("{n} initiative", "{n} initiatives", total).format(n=format_number(total)))
    else:
        print(_("{shown} of {total} initiatives").format(shown=format_number(len(shown)), total=format_number(total)))
    return 0


def teller(contents: Contents, facts: Facts) -> Callable[[InitiativeRow], dict[str, Any]]:
    """How ``list --json`` tells an initiative of this portfolio."""
    titles: dict[str, list[str]] = defaultdict(list)
    for deliverable in contents.deliverables:
        titles[deliverable.initiative_id].append(deliverable.title)
    own: dict[str, dict[str, str]] = defaultdict(dict)
    for field in contents.custom:
        before = own[field.initiative_id].get(field.name)
        own[field.initiative_id][field.name] = field.value if before is None else f"{before}; {field.value}"

    def tell(row: InitiativeRow) -> dict[str, Any]:
        health, overrun = facts.health(row), facts.overrun(row)
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
            "health": None if row.health is None else row.health.value,
            "health_reason": row.health_reason,
            "computed": None if health is None else health.value,
            "flags": [flag.value for flag in facts.flags(row)],
            "slip_days": facts.slip(row),
            "slip_latest_days": facts.slip(row, latest=True),
            "overrun_percent": None if overrun is None else round(overrun, 1),
            "start": plain(row.start),
            "end": plain(row.end),
            "investment_min_eur": euros(row.investment_min),
            "investment_max_eur": euros(row.investment_max),
            "deliverables": titles.get(row.id, []),
            "own": own.get(row.id, {}),
        }

    return tell


class _Told(NamedTuple):
    """A column of the table that people read."""

    heading: str
    text: Callable[[InitiativeRow], str]
    right: bool = False

    @classmethod
    def of(cls, column: "Column") -> "_Told":
        """A column of the files, in the words of the terminal."""
        from kpkportfolio.exports.columns import Kind

        def text(row: InitiativeRow) -> str:
            value = column.value(row)
            if value is None:
                return ""
            if isinstance(value, date):
                return format_date(value)
            if isinstance(value, int):
                return format_euros(value) if column.kind is Kind.EUROS else format_number(value)
            return str(value)

        return cls(column.heading, text, column.kind in (Kind.NUMBER, Kind.PERCENT, Kind.DATE, Kind.EUROS))


def _usual() -> list[_Told]:
    return [
        _Told(_("Initiative"), lambda row: row.title),
        _Told(_("Responsible party"), lambda row: row.organisation or ""),
        _Told(_("Status"), lambda row: label(row.status) if row.status else ""),
        _Told(_("Schedule"), schedule),
        _Told(_("Investment, M€"), lambda row: format_millions(row.investment_min, row.investment_max), right=True),
        _Told(_("Source"), lambda row: " ".join(part for part in (row.register, row.ref) if part)),
        _Told(_("Id"), short_id),
    ]


def schedule(row: InitiativeRow) -> str:
    """``1/2010–12/2011``; an unknown end is left open with a question mark, a continuous work without one."""
    if row.start is None and row.end is None:
        return ""
    end = format_month(row.end) or ("" if row.open_ended else "?")
    return f"{format_month(row.start) or '?'}–{end}"


def show_initiative(options: Namespace) -> int:
    """Everything that is known of one initiative."""
    with looked_at(options) as looked, looked.portfolio.read() as connection:
        contents, facts = looked.contents, looked.facts
        every = shared.sources(connection)
        row = find(contents.initiatives, every, options.id)
        sources = [source for source in every if source.initiative_id == row.id]
    deliverables = [one for one in contents.deliverables if one.initiative_id == row.id]
    milestones = [one for one in contents.milestones if one.initiative_id == row.id]
    if options.json:
        print_json(
            {
                **teller(contents, facts)(row),
                "kind": row.kind.value,
                "short_name": row.short_name,
                "domain": row.domain,
                "open_ended": row.open_ended,
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
            *_facts(row, deliverables, facts),
            (_("Milestones"), "\n".join(f"{format_date(m.due)} {m.title}".strip() for m in milestones)),
            (_("Sources"), "\n".join(_source(source) for source in sources)),
            (_("Id"), row.id),
        ]
    )
    return 0


def _facts(row: InitiativeRow, deliverables: Sequence[DeliverableRow], facts: Facts) -> list[tuple[str, str]]:
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
        (_("From the facts"), "\n".join(_worked_out(row, facts))),
        (_("Schedule"), _days(row)),
        (_("ICT investment"), euro_range(row.investment_min, row.investment_max)),
        (_("Municipalities' change investment"), euro_range(row.change_min, row.change_max)),
        (_("Impact"), euro_range(row.impact_min, row.impact_max)),
        (_("Deliverables"), "\n".join(f"{d.title} ({label(d.state).lower()})" for d in deliverables)),
    ]


def _worked_out(row: InitiativeRow, facts: Facts) -> list[str]:
    """The condition that the facts give, what it comes of, and what is to be noticed."""
    found = facts.of(row)
    lines = [] if found.health is None else [label(found.health)]
    lines += [finding_words(one, found) for one in found.findings]
    return [*lines, *(flag_label(flag) for flag in facts.flags(row))]


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
