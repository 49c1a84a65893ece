"""What initiatives are made of: deliverables, milestones, money and impact by year, and what joins two of them."""

from sqlalchemy import Connection, select

from kpkportfolio.model import rows
from kpkportfolio.model.tables import (
    baseline,
    custom_value,
    deliverable,
    dependency,
    impact,
    milestone,
    money,
    overlap_verdict,
)
from kpkportfolio.model.vocabulary import DeliverableState, DependencyKind, ImpactKind, MoneyKind, Verdict
from kpkportfolio.store.reading.flat import flat_rows


def deliverables(connection: Connection) -> list[rows.DeliverableRow]:
    d = deliverable.c
    return flat_rows(
        connection,
        select(d.id, d.initiative_id, d.position, d.title, d.due, d.state).order_by(d.initiative_id, d.position, d.id),
        rows.DeliverableRow,
        state=DeliverableState,
    )


def milestones(connection: Connection) -> list[rows.MilestoneRow]:
    m = milestone.c
    return flat_rows(
        connection,
        select(m.id, m.initiative_id, m.title, m.due, m.reached_on).order_by(m.initiative_id, m.due, m.id),
        rows.MilestoneRow,
    )


def dependencies(connection: Connection) -> list[rows.DependencyRow]:
    d = dependency.c
    return flat_rows(
        connection,
        select(d.id, d.predecessor_id, d.successor_id, d.kind, d.lag_days).order_by(d.id),
        rows.DependencyRow,
        kind=DependencyKind,
    )


def money_by_year(connection: Connection) -> list[rows.MoneyRow]:
    m = money.c
    return flat_rows(
        connection,
        select(m.id, m.initiative_id, m.kind, m.year, m.min, m.likely, m.max, m.actual, m.price_year).order_by(
            m.initiative_id, m.kind, m.year, m.id
        ),
        rows.MoneyRow,
        kind=MoneyKind,
    )


def impact_by_year(connection: Connection) -> list[rows.ImpactRow]:
    i = impact.c
    return flat_rows(
        connection,
        select(i.id, i.initiative_id, i.kind, i.year, i.min, i.likely, i.max, i.price_year).order_by(
            i.initiative_id, i.kind, i.year, i.id
        ),
        rows.ImpactRow,
        kind=ImpactKind,
    )


def custom(connection: Connection) -> list[rows.CustomRow]:
    c = custom_value.c
    return flat_rows(
        connection,
        select(c.id, c.initiative_id, c.name, c.value).order_by(c.initiative_id, c.name, c.id),
        rows.CustomRow,
    )


def baselines(connection: Connection) -> list[rows.BaselineRow]:
    b = baseline.c
    return flat_rows(
        connection,
        select(
            b.id, b.initiative_id, b.name, b.approved_on, b.start, b.end, b.investment_min, b.investment_max
        ).order_by(b.initiative_id, b.id),
        rows.BaselineRow,
    )


def verdicts(connection: Connection) -> list[rows.VerdictRow]:
    v = overlap_verdict.c
    return flat_rows(
        connection,
        select(v.id, v.a_id, v.b_id, v.verdict, v.reason, v.judged_by, v.judged_at, v.a_text, v.b_text).order_by(
            v.judged_at
        ),
        rows.VerdictRow,
        verdict=Verdict,
    )
