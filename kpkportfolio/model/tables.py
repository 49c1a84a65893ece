"""All tables in one place, for the store and the migrations."""

from kpkportfolio.model.governance import agenda_item, decision, meeting, overlap_verdict, steering_group
from kpkportfolio.model.initiative import (
    baseline,
    custom_value,
    deliverable,
    dependency,
    initiative,
    initiative_tag,
    link,
    milestone,
    tag,
)
from kpkportfolio.model.journal import operation, operation_change, portfolio_info, snapshot
from kpkportfolio.model.money import impact, money
from kpkportfolio.model.organisation import organisation, person
from kpkportfolio.model.programme import domain, phase, programme
from kpkportfolio.model.register import register, source
from kpkportfolio.model.schema import ENTITIES, metadata, referring_to
from kpkportfolio.model.service import component, initiative_component, service, service_initiative
from kpkportfolio.model.text_vector import text_vector

__all__ = [
    "ENTITIES",
    "agenda_item",
    "baseline",
    "component",
    "custom_value",
    "decision",
    "deliverable",
    "dependency",
    "domain",
    "impact",
    "initiative",
    "initiative_component",
    "initiative_tag",
    "link",
    "meeting",
    "metadata",
    "milestone",
    "money",
    "operation",
    "operation_change",
    "organisation",
    "overlap_verdict",
    "person",
    "phase",
    "portfolio_info",
    "programme",
    "referring_to",
    "register",
    "service",
    "service_initiative",
    "snapshot",
    "source",
    "steering_group",
    "tag",
    "text_vector",
]
