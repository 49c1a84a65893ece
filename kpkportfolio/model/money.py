"""Money and impact by year, always ranges in cents; NULL is unknown, never zero.

``year`` NULL means the figure is not allocated to a year, as registers usually give it. Investments are never
subtracted from impact (the plan says so in words), hence two tables that no view nets.
"""

from sqlalchemy import Column, Index, Integer, UniqueConstraint

from kpkportfolio.model.schema import between, cents, choice, entity, ordered, ref
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind


def _range() -> tuple[object, ...]:
    return (
        cents("min"),
        cents("likely"),
        cents("max"),
        # prices of which year; NULL = nominal, each year's own prices
        Column("price_year", Integer),
        ordered('"min"', "likely"),
        ordered("likely", '"max"'),
        ordered('"min"', '"max"'),
        between("year", 1900, 2200),
        between("price_year", 1900, 2200),
        UniqueConstraint("initiative_id", "kind", "year"),
    )


money = entity(
    "money",
    ref("initiative_id", "initiative", required=True, index=False),
    *choice("kind", MoneyKind, required=True),
    Column("year", Integer),
    cents("actual"),
    *_range(),  # type: ignore[arg-type]  # a tuple of schema items of several classes
)

impact = entity(
    "impact",
    ref("initiative_id", "initiative", required=True, index=False),
    *choice("kind", ImpactKind, required=True),
    Column("year", Integer),
    *_range(),  # type: ignore[arg-type]  # as above
)

# UNIQUE lets several NULL years through; at most one figure of a kind may be unallocated
for table in (money, impact):
    Index(
        f"uq_{table.name}_unallocated",
        table.c.initiative_id,
        table.c.kind,
        unique=True,
        sqlite_where=table.c.year.is_(None),
        postgresql_where=table.c.year.is_(None),
    )
