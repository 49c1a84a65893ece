"""What initiatives share: programmes, organisations, registers and their rows, services, components, phases."""

from sqlalchemy import Connection, and_, case, func, select

from kpkportfolio.model import rows
from kpkportfolio.model.tables import (
    component,
    initiative,
    initiative_component,
    organisation,
    phase,
    programme,
    register,
    service,
    service_initiative,
    source,
)
from kpkportfolio.model.vocabulary import ComponentKind, ComponentRole, OrganisationKind, ServiceKind
from kpkportfolio.store.reading.flat import flat_rows


def programmes(connection: Connection) -> list[rows.ProgrammeRow]:
    p = programme.c
    return flat_rows(
        connection, select(p.id, p.number, p.name).order_by(p.number.is_(None), p.number, p.name), rows.ProgrammeRow
    )


def organisations(connection: Connection) -> list[rows.OrganisationRow]:
    o = organisation.c
    return flat_rows(
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
    return flat_rows(
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
    return flat_rows(connection, statement, rows.SourceRow)


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
    return flat_rows(
        connection,
        select(ic.id, ic.initiative_id, ic.component_id, component.c.name, component.c.kind, ic.role)
        .join(component, component.c.id == ic.component_id)
        .order_by(ic.initiative_id, component.c.name),
        rows.ComponentRow,
        kind=ComponentKind,
        role=ComponentRole,
    )


def phases(connection: Connection) -> list[rows.PhaseRow]:
    p = phase.c
    return flat_rows(
        connection, select(p.id, p.name, p.name_sv, p.name_en, p.start, p.end).order_by(p.start), rows.PhaseRow
    )
