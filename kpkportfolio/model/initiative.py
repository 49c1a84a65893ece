"""Initiatives and projects: one table, because a project is an initiative's child with the same four facts.

Responsible party, status, schedule and deliverables are the four facts the plan names (domain.md).
"""

from sqlalchemy import CheckConstraint, Column, Date, Integer, String, UniqueConstraint

from kpkportfolio.model.schema import (
    at_least_zero,
    between,
    cents,
    choice,
    entity,
    flag,
    not_blank,
    one_of,
    ordered,
    ref,
    text,
)
from kpkportfolio.model.vocabulary import DeliverableState, DependencyKind, Health, InitiativeKind, Status
from kpkportfolio.text import LANGUAGES

initiative = entity(
    "initiative",
    *choice("kind", InitiativeKind, required=True),
    ref("parent_id", "initiative"),
    text("title", required=True),
    Column("short_name", String(32)),
    text("description"),
    Column("language", String(2)),
    one_of("language", LANGUAGES),
    ref("organisation_id", "organisation"),
    ref("person_id", "person"),
    text("person_name"),
    ref("programme_id", "programme"),
    ref("domain_id", "domain"),
    *choice("status", Status),
    text("status_reason"),
    *choice("health", Health),
    text("health_reason"),
    Column("start", Date),
    Column("end", Date),
    flag("open_ended"),
    Column("progress", Integer),
    Column("priority", Integer),
    Column("wave", Integer),
    Column("municipalities", Integer),
    flag("confidential"),
    text("note"),
    not_blank("title"),
    ordered('"start"', '"end"'),
    # ``open_ended`` says the end is known to be open; a NULL end alone is unknown
    CheckConstraint('NOT open_ended OR "end" IS NULL', name="open_ended_has_no_end"),
    CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
    between("progress", 0, 100),
    between("wave", 1, 2),
    at_least_zero("municipalities"),
)

deliverable = entity(
    "deliverable",
    ref("initiative_id", "initiative", required=True),
    Column("position", Integer, nullable=False, server_default="0"),
    text("title", required=True),
    Column("due", Date),
    Column("done_on", Date),
    *choice("state", DeliverableState, required=True),
    not_blank("title"),
)

milestone = entity(
    "milestone",
    ref("initiative_id", "initiative", required=True),
    text("title", required=True),
    Column("due", Date),
    Column("reached_on", Date),
    not_blank("title"),
)

dependency = entity(
    "dependency",
    ref("predecessor_id", "initiative", required=True, index=False),
    ref("successor_id", "initiative", required=True),
    *choice("kind", DependencyKind, required=True),
    Column("lag_days", Integer, nullable=False, server_default="0"),
    text("note"),
    UniqueConstraint("predecessor_id", "successor_id", "kind"),
    CheckConstraint("predecessor_id <> successor_id", name="not_itself"),
)

baseline = entity(
    "baseline",
    ref("initiative_id", "initiative", required=True, index=False),
    text("name", required=True),
    Column("approved_on", Date),
    Column("start", Date),
    Column("end", Date),
    cents("investment_min"),
    cents("investment_max"),
    UniqueConstraint("initiative_id", "name"),
    not_blank("name"),
    ordered('"start"', '"end"'),
    ordered("investment_min", "investment_max"),
)

# what a register says in columns that the portfolio has no field for, under the column's name
custom_value = entity(
    "custom_value",
    ref("initiative_id", "initiative", required=True, index=False),
    text("name", required=True),
    text("value", required=True),
    UniqueConstraint("initiative_id", "name"),
    not_blank("name"),
    not_blank("value"),
)

tag = entity("tag", text("name", required=True), UniqueConstraint("name"), not_blank("name"))

initiative_tag = entity(
    "initiative_tag",
    ref("initiative_id", "initiative", required=True, index=False),
    ref("tag_id", "tag", required=True),
    UniqueConstraint("initiative_id", "tag_id"),
)

link = entity(
    "link",
    ref("initiative_id", "initiative", required=True),
    text("url", required=True),
    text("title"),
    not_blank("url"),
)
