"""Everything that the analysis rooms and exports read."""

from sqlalchemy import Connection

from kpkportfolio.model.rows import Contents
from kpkportfolio.store.reading import parts, shared
from kpkportfolio.store.reading.initiatives import read_initiatives


def read_contents(connection: Connection) -> Contents:
    """All of it, of one and the same moment. A fixed number of queries."""
    return Contents(
        initiatives=read_initiatives(connection),
        deliverables=parts.deliverables(connection),
        milestones=parts.milestones(connection),
        dependencies=parts.dependencies(connection),
        money=parts.money_by_year(connection),
        impact=parts.impact_by_year(connection),
        programmes=shared.programmes(connection),
        organisations=shared.organisations(connection),
        registers=shared.registers(connection),
        services=shared.services(connection),
        components=shared.components(connection),
        verdicts=parts.verdicts(connection),
        phases=shared.phases(connection),
        custom=parts.custom(connection),
        baselines=parts.baselines(connection),
    )
