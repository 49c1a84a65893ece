"""Organisations that own, run or buy initiatives, and the persons named in them."""

from sqlalchemy import Column, Integer, UniqueConstraint

from kpkportfolio.model.schema import at_least_zero, choice, entity, flag, not_blank, ref, text
from kpkportfolio.model.vocabulary import OrganisationKind

organisation = entity(
    "organisation",
    text("name", required=True),
    text("name_sv"),
    text("short_name"),
    *choice("kind", OrganisationKind, required=True),
    Column("population", Integer),
    flag("owner_customer"),
    ref("parent_id", "organisation"),
    text("note"),
    UniqueConstraint("name"),
    not_blank("name"),
    at_least_zero("population"),
)

person = entity(
    "person",
    text("name", required=True),
    text("email"),
    text("phone"),
    ref("organisation_id", "organisation"),
    not_blank("name"),
)
