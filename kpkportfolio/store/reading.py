"""Flat reads: one query each, whatever the portfolio's size. Rows go straight into the NamedTuples of model.rows."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, select
from sqlalchemy.sql.selectable import Subquery

from kpkportfolio.model import rows
from kpkportfolio.model.tables import (
    baseline,
    component,
    custom_value,
    deliverable,
    dependency,
    domain,
    impact,
    initiative,
    initiative_component,
    milestone,
    money,
    organisation,
    overlap_verdict,
    person,
    phase,
    programme,
    register,
    service,
    service_initiative,
    source,
)
from kpkportfolio.model.vocabulary import (
    ComponentKind,
    ComponentRole,
    DeliverableState,
    DependencyKind,
    Health,
    ImpactKind,
    InitiativeKind,
    MoneyKind,
    OrganisationKind,
    ServiceKind,
    Status,
    Verdict,
)


def _words(*enums: type[StrEnum]) -> dict[str | None, Any]:
    """Database word to enum member; a dictionary is several times faster than calling the enum."""
    return {word.value: word for words in enums for word in words}


_KIND, _STATUS, _HEALTH = _words(InitiativeKind), _words(Status), _words(Health)
_ORGANISATION_KIND = _words(OrganisationKind)


def _range_sum(table: Any, low: str, high: str, name: str, *where: Any) -> Subquery:
    """Per initiative the sums of the least and the most. One known end stands for both ends of a figure that
    gives only one; an initiative none of whose figures is known has NULL sums, never 0."""
    least = func.sum(func.coalesce(table.c[low], table.c.likely))
    most = func.sum(func.coalesce(table.c[high], table.c.likely))
    return (
        select(table.c.initiative_id, least.label("least"), most.label("most"))
        .where(*where)
        .group_by(table.c.initiative_id)
        .subquery(name)
    )


def _initiatives_query() -> Select[Any]:
    invested = _range_sum(money, "min", "max", "invested", money.c.kind == MoneyKind.ICT_INVESTMENT)
    change = _range_sum(money, "min", "max", "changed", money.c.kind == MoneyKind.CHANGE_INVESTMENT)
    gained = _range_sum(impact, "min", "max", "gained")
    # one's own register comes first, then the first read; an initiative merged from several registers has more
    owner = register.alias("owner")
    rank = case((owner.c.own, "0"), else_="1").concat(source.c.id)
    counted = (
        select(source.c.initiative_id, func.substr(func.min(rank), 2).label("id"), func.count().label("n"))
        .join(owner, owner.c.id == source.c.register_id)
        .group_by(source.c.initiative_id)
        .subquery("counted")
    )
    first = source.alias("first")
    told = custom_value.c.name.concat(": ").concat(custom_value.c.value)
    own = (
        select(custom_value.c.initiative_id, func.aggregate_strings(told, "; ").label("told"))
        .group_by(custom_value.c.initiative_id)
        .subquery("own")
    )
    latest = baseline.alias("latest")
    newer = baseline.alias("newer")
    return (
        select(
            initiative.c.id,
            initiative.c.version,
            initiative.c.kind,
            initiative.c.parent_id,
            initiative.c.title,
            initiative.c.short_name,
            initiative.c.description,
            initiative.c.language,
            initiative.c.organisation_id,
            organisation.c.name,
            organisation.c.kind,
            func.coalesce(initiative.c.person_name, person.c.name),
            initiative.c.programme_id,
            programme.c.name,
            programme.c.number,
            domain.c.name,
            register.c.name,
            first.c.ref,
            first.c.file,
            first.c.sheet,
            first.c.row,
            func.coalesce(counted.c.n, 0),
            initiative.c.status,
            initiative.c.health,
            initiative.c.health_reason,
            initiative.c.start,
            initiative.c.end,
            initiative.c.open_ended,
            initiative.c.progress,
            initiative.c.priority,
            initiative.c.wave,
            initiative.c.municipalities,
            initiative.c.confidential,
            invested.c.least,
            invested.c.most,
            change.c.least,
            change.c.most,
            gained.c.least,
            gained.c.most,
            latest.c.name,
            latest.c.start,
            latest.c.end,
            func.coalesce(register.c.read_on, first.c.read_on),
            own.c.told,
        )
        .select_from(initiative)
        .outerjoin(organisation, organisation.c.id == initiative.c.organisation_id)
        .outerjoin(person, person.c.id == initiative.c.person_id)
        .outerjoin(programme, programme.c.id == initiative.c.programme_id)
        .outerjoin(domain, domain.c.id == initiative.c.domain_id)
        .outerjoin(counted, counted.c.initiative_id == initiative.c.id)
        .outerjoin(first, first.c.id == counted.c.id)
        .outerjoin(register, register.c.id == first.c.register_id)
        .outerjoin(invested, invested.c.initiative_id == initiative.c.id)
        .outerjoin(change, change.c.initiative_id == initiative.c.id)
        .outerjoin(gained, gained.c.initiative_id == initiative.c.id)
        .outerjoin(own, own.c.initiative_id == initiative.c.id)
        # the latest approved baseline: the one that no other of the same initiative follows
        .outerjoin(latest, latest.c.initiative_id == initiative.c.id)
        .outerjoin(
            newer,
            and_(
                newer.c.initiative_id == latest.c.initiative_id,
                (newer.c.approved_on > latest.c.approved_on)
                | ((newer.c.approved_on == latest.c.approved_on) & (newer.c.id > latest.c.id))
                | (newer.c.approved_on.is_not(None) & latest.c.approved_on.is_(None))
                | (newer.c.approved_on.is_(None) & latest.c.approved_on.is_(None) & (newer.c.id > latest.c.id)),
            ),
        )
        .where(newer.c.id.is_(None))
    )


_INITIATIVES = _initiatives_query()
_REPEATED = [
    rows.InitiativeRow._fields.index(name)
    for name in (
        "language",
        "organisation_id",
        "organisation",
        "person",
        "programme_id",
        "programme",
        "domain",
        "register",
        "file",
        "sheet",
    )
]


def initiatives(connection: Connection, ids: Iterable[str] | None = None) -> list[rows.InitiativeRow]:
    """All initiatives and projects, or those with the given ids, in no particular order."""
    statement = _INITIATIVES if ids is None else _INITIATIVES.where(initiative.c.id.in_(list(ids)))
    make = rows.InitiativeRow._make
    # ten thousand rows name a few hundred organisations, persons and programmes: each text is kept once
    once: dict[str, str] = {}
    found: list[rows.InitiativeRow] = []
    for record in connection.execute(statement):
        cells = list(record)
        cells[2] = _KIND[cells[2]]
        for at in _REPEATED:
            if cells[at] is not None:
                cells[at] = once.setdefault(cells[at], cells[at])
        if cells[10] is not None:
            cells[10] = _ORGANISATION_KIND[cells[10]]
        if cells[22] is not None:
            cells[22] = _STATUS[cells[22]]
        if cells[23] is not None:
            cells[23] = _HEALTH[cells[23]]
        for at in range(33, 39):
            # PostgreSQL sums BIGINT to NUMERIC
            if cells[at] is not None:
                cells[at] = int(cells[at])
        found.append(make(cells))
    return found


def _read(
    connection: Connection, statement: Select[Any], make: Callable[..., Any], **enums: type[StrEnum]
) -> list[Any]:
    names = [column.name for column in statement.selected_columns]
    words = [(names.index(name), _words(enum)) for name, enum in enums.items()]
    # several rows belong to one initiative: its id is kept once
    owner = names.index("initiative_id") if "initiative_id" in names else None
    once: dict[str, str] = {}
    found = []
    for record in connection.execute(statement):
        cells = list(record)
        for at, word in words:
            cells[at] = word[cells[at]]
        if owner is not None:
            cells[owner] = once.setdefault(cells[owner], cells[owner])
        found.append(make(*cells))
    return found


def deliverables(connection: Connection) -> list[rows.DeliverableRow]:
    d = deliverable.c
    return _read(
        connection,
        select(d.id, d.initiative_id, d.position, d.title, d.due, d.state).order_by(d.initiative_id, d.position, d.id),
        rows.DeliverableRow,
        state=DeliverableState,
    )


def milestones(connection: Connection) -> list[rows.MilestoneRow]:
    m = milestone.c
    return _read(
        connection,
        select(m.id, m.initiative_id, m.title, m.due, m.reached_on).order_by(m.initiative_id, m.due, m.id),
        rows.MilestoneRow,
    )


def dependencies(connection: Connection) -> list[rows.DependencyRow]:
    d = dependency.c
    return _read(
        connection,
        select(d.id, d.predecessor_id, d.successor_id, d.kind, d.lag_days).order_by(d.id),
        rows.DependencyRow,
        kind=DependencyKind,
    )


def money_by_year(connection: Connection) -> list[rows.MoneyRow]:
    m = money.c
    return _read(
        connection,
        select(m.id, m.initiative_id, m.kind, m.year, m.min, m.likely, m.max, m.actual, m.price_year).order_by(
            m.initiative_id, m.kind, m.year, m.id
        ),
        rows.MoneyRow,
        kind=MoneyKind,
    )


def impact_by_year(connection: Connection) -> list[rows.ImpactRow]:
    i = impact.c
    return _read(
        connection,
        select(i.id, i.initiative_id, i.kind, i.year, i.min, i.likely, i.max, i.price_year).order_by(
            i.initiative_id, i.kind, i.year, i.id
        ),
        rows.ImpactRow,
        kind=ImpactKind,
    )


def programmes(connection: Connection) -> list[rows.ProgrammeRow]:
    p = programme.c
    return _read(
        connection, select(p.id, p.number, p.name).order_by(p.number.is_(None), p.number, p.name), rows.ProgrammeRow
    )


def organisations(connection: Connection) -> list[rows.OrganisationRow]:
    o = organisation.c
    return _read(
        connection,
        select(o.id, o.name, o.kind, o.population, o.owner_customer, o.parent_id).order_by(o.name),
        rows.OrganisationRow,
        kind=OrganisationKind,
    )


def registers(connection: Connection) -> list[rows.RegisterRow]:
    # a record that the last file had no more stands on no row of it
    gone = case((and_(source.c.read_values.is_not(None), source.c.row.is_(None)), source.c.initiative_id))
    counted = (
        select(
            source.c.register_id,
            func.count(source.c.initiative_id.distinct()).label("n"),
            func.max(source.c.read_on).label("read_on"),
            func.count(gone.distinct()).label("gone"),
        )
        .group_by(source.c.register_id)
        .subquery("counted")
    )
    r = register.c
    return _read(
        connection,
        select(
            r.id,
            r.name,
            r.contact,
            func.coalesce(counted.c.n, 0).label("n"),
            func.coalesce(r.read_on, counted.c.read_on).label("read_on"),
            r.organisation_id,
            organisation.c.name.label("organisation"),
            r.file,
            r.note,
            r.own,
            func.coalesce(counted.c.gone, 0).label("gone"),
        )
        .outerjoin(counted, counted.c.register_id == r.id)
        .outerjoin(organisation, organisation.c.id == r.organisation_id)
        .order_by(r.name),
        rows.RegisterRow,
    )


def sources(connection: Connection, register_id: str | None = None) -> list[rows.SourceRow]:
    s = source.c
    statement = (
        select(
            s.id,
            s.initiative_id,
            s.register_id,
            register.c.name,
            s.ref,
            s.file,
            s.sheet,
            s.row,
            s.read_on,
            s.read_values,
        )
        .join(register, register.c.id == s.register_id)
        .order_by(s.id)
    )
    if register_id is not None:
        statement = statement.where(s.register_id == register_id)
    return _read(connection, statement, rows.SourceRow)


def services(connection: Connection) -> list[rows.ServiceRow]:
    """Services; ``initiatives`` lists the titles they came from, separated by semicolons."""
    titles: dict[str, list[str]] = {}
    ids: dict[str, list[str]] = {}
    for service_id, id_, title in connection.execute(
        select(service_initiative.c.service_id, initiative.c.id, initiative.c.title)
        .join(initiative, initiative.c.id == service_initiative.c.initiative_id)
        .order_by(initiative.c.title)
    ):
        titles.setdefault(service_id, []).append(title)
        ids.setdefault(service_id, []).append(id_)
    s = service.c
    return [
        rows.ServiceRow(
            id_,
            name,
            ServiceKind(kind),
            description,
            published,
            "; ".join(titles.get(id_, ())),
            tuple(ids.get(id_, ())),
        )
        for id_, name, kind, description, published in connection.execute(
            select(s.id, s.name, s.kind, s.description, s.published_on).order_by(s.kind, s.name)
        )
    ]


def components(connection: Connection) -> list[rows.ComponentRow]:
    ic = initiative_component.c
    return _read(
        connection,
        select(ic.id, ic.initiative_id, ic.component_id, component.c.name, component.c.kind, ic.role)
        .join(component, component.c.id == ic.component_id)
        .order_by(ic.initiative_id, component.c.name),
        rows.ComponentRow,
        kind=ComponentKind,
        role=ComponentRole,
    )


def verdicts(connection: Connection) -> list[rows.VerdictRow]:
    v = overlap_verdict.c
    return _read(
        connection,
        select(v.id, v.a_id, v.b_id, v.verdict, v.reason, v.judged_by, v.judged_at, v.a_text, v.b_text).order_by(
            v.judged_at
        ),
        rows.VerdictRow,
        verdict=Verdict,
    )


def phases(connection: Connection) -> list[rows.PhaseRow]:
    p = phase.c
    return _read(
        connection, select(p.id, p.name, p.name_sv, p.name_en, p.start, p.end).order_by(p.start), rows.PhaseRow
    )


def custom(connection: Connection) -> list[rows.CustomRow]:
    c = custom_value.c
    return _read(
        connection,
        select(c.id, c.initiative_id, c.name, c.value).order_by(c.initiative_id, c.name, c.id),
        rows.CustomRow,
    )


def baselines(connection: Connection) -> list[rows.BaselineRow]:
    b = baseline.c
    return _read(
        connection,
        select(
            b.id, b.initiative_id, b.name, b.approved_on, b.start, b.end, b.investment_min, b.investment_max
        ).order_by(b.initiative_id, b.id),
        rows.BaselineRow,
    )
