"""The closed word lists of the portfolio. Values are what the database and JSON hold; never translated.

``label(member)`` is the word for people.
"""

from enum import StrEnum

from kpkportfolio.text import N_, _


class Status(StrEnum):
    """How far an initiative has come, in order; suspended and cancelled stand outside the path."""

    IDEA = "idea"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DEFINITION = "definition"
    IMPLEMENTATION = "implementation"
    ROLLOUT = "rollout"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"


class InitiativeKind(StrEnum):
    """A development initiative, or one of the projects it leads to (domain.md, the three portfolios)."""

    INITIATIVE = "initiative"
    SPECIFICATION = "specification_project"
    IMPLEMENTATION = "implementation_project"
    ROLLOUT = "rollout_project"


class Health(StrEnum):
    """A person's judgement of how it goes; not judged is None."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    JOINT_AUTHORITY = "joint_authority"
    STATE = "state"
    SERVICE_CENTRE = "service_centre"
    ASSOCIATION = "association"
    COMPANY = "company"
    OTHER = "other"


class MoneyKind(StrEnum):
    ICT_INVESTMENT = "ict_investment"
    CHANGE_INVESTMENT = "change_investment"
    RUNNING_COST = "running_cost"


class ImpactKind(StrEnum):
    PROCESS_BENEFIT = "process_benefit"
    ICT_SAVING = "ict_saving"


class DeliverableState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"


class DependencyKind(StrEnum):
    FINISH_START = "finish_start"
    START_START = "start_start"
    FINISH_FINISH = "finish_finish"
    START_FINISH = "start_finish"


class ServiceKind(StrEnum):
    EXPERT = "expert"
    APPLICATION = "application"
    INFRASTRUCTURE = "infrastructure"


class ComponentKind(StrEnum):
    BASE_REGISTER = "base_register"
    SERVICE_ENVIRONMENT = "service_environment"
    OTHER = "other"


class ComponentRole(StrEnum):
    USES = "uses"
    PRODUCES = "produces"


class OverlapKind(StrEnum):
    """What a pair may be: the three findings of domain.md, or akin without being one of them."""

    DUPLICATE = "duplicate"
    OVERLAP = "overlap"
    REUSE = "reuse"
    RELATED = "related"


class Verdict(StrEnum):
    """What a person judged of a pair."""

    DUPLICATE = "duplicate"
    OVERLAP = "overlap"
    REUSE = "reuse"
    RELATED = "related"
    DIFFERENT = "different"


class AgendaKind(StrEnum):
    """What a meeting looks at or speaks of: a picture of the portfolio, an initiative, or something in words."""

    PICTURE = "picture"
    INITIATIVE = "initiative"
    TEXT = "text"


class DecisionKind(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    MERGE = "merge"
    POSTPONE = "postpone"
    SET_PRIORITY = "set_priority"
    CONDITION = "condition"


# Pairs, not a dict of members: StrEnum members are strings, and "other" of organisations equals "other" of components.
_LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Status.IDEA, N_("Idea")),
    (Status.PROPOSED, N_("Proposed")),
    (Status.APPROVED, N_("Approved")),
    (Status.DEFINITION, N_("Definition")),
    (Status.IMPLEMENTATION, N_("Implementation")),
    (Status.ROLLOUT, N_("Rollout")),
    (Status.COMPLETED, N_("Completed")),
    (Status.SUSPENDED, N_("Suspended")),
    (Status.CANCELLED, N_("Cancelled")),
    (InitiativeKind.INITIATIVE, N_("Development initiative")),
    (InitiativeKind.SPECIFICATION, N_("Specification project")),
    (InitiativeKind.IMPLEMENTATION, N_("Implementation project")),
    (InitiativeKind.ROLLOUT, N_("Rollout project")),
    (Health.GREEN, N_("On track")),
    (Health.YELLOW, N_("To be watched")),
    (Health.RED, N_("Needs a decision")),
    (OrganisationKind.MUNICIPALITY, N_("Municipality")),
    (OrganisationKind.JOINT_AUTHORITY, N_("Joint authority")),
    (OrganisationKind.STATE, N_("Government")),
    (OrganisationKind.SERVICE_CENTRE, N_("Service centre")),
    (OrganisationKind.ASSOCIATION, N_("Association")),
    (OrganisationKind.COMPANY, N_("Company")),
    (OrganisationKind.OTHER, N_("Other")),
    (MoneyKind.ICT_INVESTMENT, N_("ICT investment")),
    (MoneyKind.CHANGE_INVESTMENT, N_("Municipalities' change investment")),
    (MoneyKind.RUNNING_COST, N_("Running cost")),
    (ImpactKind.PROCESS_BENEFIT, N_("Process benefit")),
    (ImpactKind.ICT_SAVING, N_("ICT cost saving")),
    (DeliverableState.PLANNED, N_("Planned")),
    (DeliverableState.UNDER_WAY, N_("Under way")),
    (DeliverableState.DONE, N_("Done")),
    (DependencyKind.FINISH_START, N_("Finish to start")),
    (DependencyKind.START_START, N_("Start to start")),
    (DependencyKind.FINISH_FINISH, N_("Finish to finish")),
    (DependencyKind.START_FINISH, N_("Start to finish")),
    (ServiceKind.EXPERT, N_("Expert service")),
    (ServiceKind.APPLICATION, N_("Application service")),
    (ServiceKind.INFRASTRUCTURE, N_("Infrastructure service")),
    (ComponentKind.BASE_REGISTER, N_("National base register")),
    (ComponentKind.SERVICE_ENVIRONMENT, N_("Integrated service environment")),
    (ComponentKind.OTHER, N_("Other component")),
    (ComponentRole.USES, N_("Uses")),
    (ComponentRole.PRODUCES, N_("Produces")),
    (OverlapKind.DUPLICATE, N_("Duplicate")),
    (OverlapKind.OVERLAP, N_("Overlap")),
    (OverlapKind.REUSE, N_("Reuse")),
    (OverlapKind.RELATED, N_("Related")),
    (Verdict.DIFFERENT, N_("Different")),
    (AgendaKind.PICTURE, N_("Picture")),
    (AgendaKind.INITIATIVE, N_("Initiative")),
    (AgendaKind.TEXT, N_("Heading")),
    (DecisionKind.APPROVE, N_("Approve")),
    (DecisionKind.REJECT, N_("Reject")),
    (DecisionKind.MERGE, N_("Merge")),
    (DecisionKind.POSTPONE, N_("Postpone")),
    (DecisionKind.SET_PRIORITY, N_("Set priority")),
    (DecisionKind.CONDITION, N_("Approve with a condition")),
)

_BY_CLASS = {(type(member), member.value): text for member, text in _LABELS}
# a verdict shares its words with the finding of the same name
_BY_VALUE = {member.value: text for member, text in _LABELS if isinstance(member, OverlapKind)}


def label(member: StrEnum) -> str:
    """The word for a member in the language spoken now, such as ``Toteutus``."""
    text = _BY_CLASS.get((type(member), member.value)) or _BY_VALUE.get(member.value, member.value)
    return _(text)
