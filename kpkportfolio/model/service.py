"""The service portfolio, and the architecture components that initiatives use or produce."""

from sqlalchemy import Column, Date, UniqueConstraint

from kpkportfolio.model.schema import choice, entity, not_blank, ref, text
from kpkportfolio.model.vocabulary import ComponentKind, ComponentRole, ServiceKind

service = entity(
    "service",
    text("name", required=True),
    text("name_sv"),
    text("name_en"),
    *choice("kind", ServiceKind, required=True),
    text("description"),
    Column("published_on", Date),
    ref("organisation_id", "organisation"),
    UniqueConstraint("name"),
    not_blank("name"),
)

# the initiatives whose deliverables became the service
service_initiative = entity(
    "service_initiative",
    ref("service_id", "service", required=True, index=False),
    ref("initiative_id", "initiative", required=True),
    UniqueConstraint("service_id", "initiative_id"),
)

component = entity(
    "component",
    text("name", required=True),
    text("name_sv"),
    text("name_en"),
    *choice("kind", ComponentKind, required=True),
    UniqueConstraint("name"),
    not_blank("name"),
)

initiative_component = entity(
    "initiative_component",
    ref("initiative_id", "initiative", required=True, index=False),
    ref("component_id", "component", required=True),
    *choice("role", ComponentRole, required=True),
    UniqueConstraint("initiative_id", "component_id", "role"),
)
