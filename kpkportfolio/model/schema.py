"""The pieces tables are made of: naming of constraints, ids, versions, closed word lists, UTC times.

Core tables rather than mapped classes: every write is a :class:`~kpkportfolio.model.change.Change` and every
read a flat row, so no object would ever be mapped (docs/adr).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ENTITIES: dict[str, Table] = {}
"""Every table that Changes may touch, by name; snapshots and bundles hold exactly these."""

_INDEXED_WHERE_KNOWN = "indexed where known"


class UtcTime(TypeDecorator[datetime]):
    """A moment, always UTC; SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def entity(name: str, *parts: SchemaItem) -> Table:
    """A table that Changes may touch: ``id`` (a UUID as text, the same in JSON, SQLite and PostgreSQL) and
    ``version``, which every write raises by one, come first."""
    table = Table(
        name,
        metadata,
        Column("id", String(36), primary_key=True),
        Column("version", Integer, nullable=False, server_default="1"),
        *parts,
    )
    for column in table.columns:
        if column.info.get(_INDEXED_WHERE_KNOWN):
            known = column.is_not(None)
            Index(None, column, sqlite_where=known, postgresql_where=known)
    ENTITIES[name] = table
    return table


def text(name: str, required: bool = False, **options: Any) -> Column[str]:
    return Column(name, Text, nullable=not required, **options)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=True, name=name), nullable=False, server_default="0")


def cents(name: str) -> Column[int]:
    """Euros in cents; NULL is unknown."""
    return Column(name, BigInteger, nullable=True)


def ref(name: str, target: str, required: bool = False, index: bool = True) -> Column[str]:
    """A foreign key. Deferred to the end of the transaction, so that an operation's changes need no order.

    An optional one is indexed where it is known only: most are not, and every row would pay for it.
    """
    return Column(
        name,
        String(36),
        ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        nullable=not required,
        index=index and required,
        info={_INDEXED_WHERE_KNOWN: index and not required},
    )


def choice(name: str, words: type[StrEnum], required: bool = False) -> tuple[SchemaItem, SchemaItem]:
    """A column that holds one of a closed list of words, and the constraint that says so."""
    return Column(name, String(40), nullable=not required), one_of(name, [word.value for word in words])


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    # not IN (…), for which SQLite builds a table of the words anew for every row: an import took a fifth longer
    return CheckConstraint(" OR ".join(f"{column} = '{word}'" for word in words), name=column)


def ordered(low: str, high: str) -> CheckConstraint:
    """``low`` is at most ``high`` when both are known."""
    name = f"{low}_{high}_order".replace('"', "")
    return CheckConstraint(f"{low} IS NULL OR {high} IS NULL OR {low} <= {high}", name=name)


def not_blank(column: str) -> CheckConstraint:
    return CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_not_blank")


def between(column: str, low: int, high: int) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")


def at_least_zero(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative")


def referring_to(target: str) -> list[tuple[str, str]]:
    """Every (entity, field) that points at an entity, read from the schema so that none is forgotten."""
    return [
        (name, column.name)
        for name, table in ENTITIES.items()
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == target
    ]
