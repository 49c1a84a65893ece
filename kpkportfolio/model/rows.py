"""Plain flat rows: what lists, charts, overlap and exports read. Immutable, free of SQL and Qt.

NamedTuples because opening a portfolio makes tens of thousands of them and they are the cheapest
immutable record Python has. Money is integer cents; None is *unknown*, never zero. A range that is
known by one figure has min == max. Dates are days; ``end`` is None both when it is unknown and when the
work is continuous, and ``open_ended`` tells the two apart.
"""

from datetime import date, datetime
from typing import NamedTuple

from kpkportfolio.model.vocabulary import (
    ComponentKind,
    ComponentRole,
    DeliverableState,
    DependencyKind,
    Health,
    ImpactKind,
    InitiativeKind,
    MoneyKind,
    OrganisationKind,
    ServiceKind,
    Status,
    Verdict,
)


class InitiativeRow(NamedTuple):
    """One initiative or project as lists show it.

    ``register``, ``ref``, ``file``, ``sheet``, ``row`` are those of its first source; ``sources`` counts
    them. ``investment_*`` is the ICT investment over all years, ``change_*`` the municipalities' own change
    investment, ``impact_*`` the impact over all years and kinds, all in cents. ``read_on`` is the day
    on which its first register was last read, whatever that changed; ``own_values`` its fields of one's own, as text.
    """

    id: str
    version: int
    kind: InitiativeKind
    parent_id: str | None
    title: str
    short_name: str | None
    description: str | None
    language: str | None
    organisation_id: str | None
    organisation: str | None
    organisation_kind: OrganisationKind | None
    person: str | None
    programme_id: str | None
    programme: str | None
    programme_number: int | None
    domain: str | None
    register: str | None
    ref: str | None
    file: str | None
    sheet: str | None
    row: int | None
    sources: int
    status: Status | None
    health: Health | None
    health_reason: str | None
    start: date | None
    end: date | None
    open_ended: bool
    progress: int | None
    priority: int | None
    wave: int | None
    municipalities: int | None
    confidential: bool
    investment_min: int | None
    investment_max: int | None
    change_min: int | None
    change_max: int | None
    impact_min: int | None
    impact_max: int | None
    baseline_name: str | None
    baseline_start: date | None
    baseline_end: date | None
    read_on: date | None = None
    own_values: str | None = None

    @property
    def name(self) -> str:
        """The name charts use: the short one if there is one, else the title."""
        return self.short_name or self.title


class DeliverableRow(NamedTuple):
    id: str
    initiative_id: str
    position: int
    title: str
    due: date | None
    state: DeliverableState


class MilestoneRow(NamedTuple):
    id: str
    initiative_id: str
    title: str
    due: date | None
    reached_on: date | None


class BaselineRow(NamedTuple):
    """What was approved once, to compare with; the investment over all years, in cents."""

    id: str
    initiative_id: str
    name: str
    approved_on: date | None
    start: date | None
    end: date | None
    investment_min: int | None
    investment_max: int | None


class DependencyRow(NamedTuple):
    """``successor_id`` depends on ``predecessor_id``; ``lag_days`` may be negative (a lead)."""

    id: str
    predecessor_id: str
    successor_id: str
    kind: DependencyKind
    lag_days: int


class MoneyRow(NamedTuple):
    """One year's money of one kind; ``year`` None is not allocated to a year. Cents."""

    id: str
    initiative_id: str
    kind: MoneyKind
    year: int | None
    min: int | None
    likely: int | None
    max: int | None
    actual: int | None
    price_year: int | None


class ImpactRow(NamedTuple):
    """One year's impact of one kind; ``year`` None is not allocated to a year. Cents."""

    id: str
    initiative_id: str
    kind: ImpactKind
    year: int | None
    min: int | None
    likely: int | None
    max: int | None
    price_year: int | None


class ProgrammeRow(NamedTuple):
    id: str
    number: int | None
    name: str


class PhaseRow(NamedTuple):
    """One phase of the path, such as the start-up phase 2010; a background band of the Gantt."""

    id: str
    name: str
    name_sv: str | None
    name_en: str | None
    start: date
    end: date


class OrganisationRow(NamedTuple):
    id: str
    name: str
    kind: OrganisationKind
    population: int | None
    owner_customer: bool
    parent_id: str | None


class RegisterRow(NamedTuple):
    """A source register: who sends it and when it was last read.

    Attributes:
        initiatives: how many were read from it.
        read_on: the day of the last import, also of one that changed nothing; None when none was read from a file.
        organisation: the name of whoever keeps it.
        file: the file's name at the last import.
        own: it is this portfolio's own; nobody sends it.
        vanished: how many of its initiatives the last file had no more.
    """

    id: str
    name: str
    contact: str | None
    initiatives: int
    read_on: date | None
    organisation_id: str | None = None
    organisation: str | None = None
    file: str | None = None
    note: str | None = None
    own: bool = False
    vanished: int = 0


class SourceRow(NamedTuple):
    """Where an initiative was read: register, reference, file, sheet and row (domain.md, provenance)."""

    id: str
    initiative_id: str
    register_id: str
    register: str
    ref: str | None
    file: str | None
    sheet: str | None
    row: int | None
    read_on: date | None
    values: str | None


class CustomRow(NamedTuple):
    """A field of one's own of an initiative, under the name it has in the register."""

    id: str
    initiative_id: str
    name: str
    value: str


class ServiceRow(NamedTuple):
    """A productised service; ``initiatives`` are the titles of those it came from, ``initiative_ids`` their ids."""

    id: str
    name: str
    kind: ServiceKind
    description: str | None
    published_on: date | None
    initiatives: str
    initiative_ids: tuple[str, ...] = ()


class ComponentRow(NamedTuple):
    """One initiative's use of one architecture component."""

    id: str
    initiative_id: str
    component_id: str
    component: str
    kind: ComponentKind
    role: ComponentRole


class VerdictRow(NamedTuple):
    """A person's judgement of a pair. ``a_text`` and ``b_text`` are fingerprints of what was judged."""

    id: str
    a_id: str
    b_id: str
    verdict: Verdict
    reason: str | None
    by: str
    at: datetime
    a_text: str
    b_text: str


class Contents(NamedTuple):
    """Everything that pages, analyses and exports read, of one and the same moment."""

    initiatives: list[InitiativeRow]
    deliverables: list[DeliverableRow]
    milestones: list[MilestoneRow]
    dependencies: list[DependencyRow]
    money: list[MoneyRow]
    impact: list[ImpactRow]
    programmes: list[ProgrammeRow]
    organisations: list[OrganisationRow]
    registers: list[RegisterRow]
    services: list[ServiceRow]
    components: list[ComponentRow]
    verdicts: list[VerdictRow]
    phases: list[PhaseRow]
    custom: list[CustomRow] = []
    baselines: list[BaselineRow] = []
