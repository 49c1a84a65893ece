"""Strategic programmes, domains of service and the phases of the path."""

from sqlalchemy import Column, Date, Integer, UniqueConstraint

from kpkportfolio.model.schema import at_least_zero, entity, not_blank, ordered, text

programme = entity(
    "programme",
    Column("number", Integer),
    text("name", required=True),
    text("name_sv"),
    text("name_en"),
    text("description"),
    UniqueConstraint("name"),
    UniqueConstraint("number"),
    not_blank("name"),
    at_least_zero("number"),
)

domain = entity(
    "domain",
    text("name", required=True),
    text("name_sv"),
    text("name_en"),
    UniqueConstraint("name"),
    not_blank("name"),
)

phase = entity(
    "phase",
    text("name", required=True),
    text("name_sv"),
    text("name_en"),
    Column("start", Date, nullable=False),
    Column("end", Date, nullable=False),
    not_blank("name"),
    ordered('"start"', '"end"'),
)
