"""All initiatives and projects, with what is told of each beside its own columns: names, sums, first source."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, select
from sqlalchemy.sql.selectable import Subquery

from kpkportfolio.model import rows
from kpkportfolio.model.tables import (
    baseline,
    custom_value,
    domain,
    impact,
    initiative,
    money,
    organisation,
    person,
    programme,
    register,
    source,
)
from kpkportfolio.model.vocabulary import Health, InitiativeKind, MoneyKind, OrganisationKind, Status
from kpkportfolio.store.reading.flat import words

_KIND, _STATUS, _HEALTH = words(InitiativeKind), words(Status), words(Health)
_ORGANISATION_KIND = words(OrganisationKind)


def _range_sum(table: Any, name: str, *where: Any) -> Subquery:
    """Per initiative the sums of the least and the most, by the rule of ``model.figures.summed``: NULL where the end of
    some figure is not known, never 0."""
    c = table.c
    known = func.count(func.coalesce(c.min, c.likely, c.max))

    def end(column: Any) -> Any:
        value = func.coalesce(column, c.likely)
        return case((func.count(value) == known, func.sum(value)))

    return (
        select(c.initiative_id, end(c.min).label("least"), end(c.max).label("most"))
        .where(*where)
        .group_by(c.initiative_id)
        .subquery(name)
    )


def _initiatives_query() -> Select[Any]:
    invested = _range_sum(money, "invested", money.c.kind == MoneyKind.ICT_INVESTMENT)
    change = _range_sum(money, "changed", money.c.kind == MoneyKind.CHANGE_INVESTMENT)
    gained = _range_sum(impact, "gained")
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


def read_initiatives(connection: Connection, ids: Iterable[str] | None = None) -> list[rows.InitiativeRow]:
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
