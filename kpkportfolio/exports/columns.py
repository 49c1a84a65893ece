"""The columns of an initiative as Excel and CSV show them: one list, so that both always say the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from kpkportfolio.exports.templates import Extract
from kpkportfolio.model.change import Value
from kpkportfolio.model.facts import Facts, Flag
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import N_, _


class Kind(Enum):
    """What a column's cells are."""

    TEXT = auto()
    LONG_TEXT = auto()
    NUMBER = auto()
    PERCENT = auto()
    DATE = auto()
    EUROS = auto()


_MOST_OWN = 20
"""Fields of one's own that have a column each; more of them stand in one column together."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        id: what it is known by in a choice of columns; all fields of one's own are ``own``.
        header: the heading, to be translated unless it is the name of a field of one's own.
        value: the cell of a row; euros in cents, None where unknown.
        width: in characters, for Excel.
    """

    id: str
    header: str
    kind: Kind
    value: Callable[[InitiativeRow], Value]
    width: int
    own: bool = False

    @property
    def heading(self) -> str:
        """The heading in the language spoken now, with its unit."""
        if self.own:
            return self.header
        return f"{_(self.header)}, €" if self.kind is Kind.EUROS else _(self.header)


def initiative_columns(contents: Contents, today: date | None = None) -> list[Column]:
    """All columns of initiatives and projects, in the order people read them.

    Args:
        today: the day of the figures, by which lateness is told; None is this one.
    """
    deliverables = _deliverables(contents)
    titles = {row.id: row.title for row in contents.initiatives}
    facts = Facts(contents, today or datetime.now().astimezone().date())
    return [
        Column("title", N_("Initiative"), Kind.LONG_TEXT, lambda r: r.title, 48),
        Column("kind", N_("Kind"), Kind.TEXT, lambda r: label(r.kind), 18),
        Column("parent", N_("Belongs to"), Kind.LONG_TEXT, lambda r: titles.get(r.parent_id or ""), 30),
        Column("programme_number", N_("Programme no."), Kind.NUMBER, lambda r: r.programme_number, 10),
        Column("programme", N_("Strategic programme"), Kind.TEXT, lambda r: r.programme, 26),
        Column("organisation", N_("Responsible party"), Kind.LONG_TEXT, lambda r: r.organisation, 28),
        Column("person", N_("Responsible person"), Kind.TEXT, lambda r: r.person, 20),
        Column("status", N_("Status"), Kind.TEXT, lambda r: label(r.status) if r.status else None, 14),
        Column("health", N_("Condition"), Kind.TEXT, lambda r: label(r.health) if r.health else None, 21),
        Column("health_reason", N_("Reason for the condition"), Kind.LONG_TEXT, lambda r: r.health_reason, 36),
        *_facts_columns(facts),
        Column("start", N_("Start"), Kind.DATE, lambda r: r.start, 11),
        Column("end", N_("End"), Kind.DATE, lambda r: r.end, 11),
        Column("open_ended", N_("Continuous"), Kind.TEXT, lambda r: _("yes") if r.open_ended else None, 10),
        Column("baseline_end", N_("Baseline end"), Kind.DATE, lambda r: r.baseline_end, 11),
        Column("progress", N_("Done, %"), Kind.PERCENT, lambda r: r.progress, 9),
        Column(
            "deliverables",
            N_("Deliverables"),
            Kind.LONG_TEXT,
            lambda r: deliverables.get(r.id),
            44,
        ),
        Column("investment_min", N_("ICT investment at least"), Kind.EUROS, lambda r: r.investment_min, 15),
        Column("investment_max", N_("ICT investment at most"), Kind.EUROS, lambda r: r.investment_max, 15),
        Column("change_min", N_("Change investment at least"), Kind.EUROS, lambda r: r.change_min, 15),
        Column("change_max", N_("Change investment at most"), Kind.EUROS, lambda r: r.change_max, 15),
        Column("impact_min", N_("Impact at least"), Kind.EUROS, lambda r: r.impact_min, 15),
        Column("impact_max", N_("Impact at most"), Kind.EUROS, lambda r: r.impact_max, 15),
        Column("municipalities", N_("Municipalities"), Kind.NUMBER, lambda r: r.municipalities, 11),
        Column("wave", N_("Wave"), Kind.NUMBER, lambda r: r.wave, 8),
        Column("domain", N_("Domain"), Kind.TEXT, lambda r: r.domain, 20),
        Column("register", N_("Source register"), Kind.TEXT, lambda r: r.register, 18),
        Column("read_on", N_("Register read on"), Kind.DATE, lambda r: r.read_on, 11),
        Column("stale", N_("Stale"), Kind.TEXT, lambda r: _("yes") if Flag.STALE in facts.flags(r) else None, 10),
        Column("ref", N_("Reference"), Kind.TEXT, lambda r: r.ref, 12),
        Column("description", N_("Description"), Kind.LONG_TEXT, lambda r: r.description, 70),
        *_own_columns(contents),
        Column("key", N_("Key"), Kind.TEXT, lambda r: r.id, 38),
    ]


def _facts_columns(facts: Facts) -> list[Column]:
    """The condition that the facts give (:mod:`kpkportfolio.model.health_rules`), and what it comes of."""

    def overrun(row: InitiativeRow) -> int | None:
        percent = facts.overrun(row)
        return None if percent is None else round(percent)

    def condition(row: InitiativeRow) -> str | None:
        health = facts.health(row)
        return label(health) if health else None

    def flagged(flag: Flag) -> Callable[[InitiativeRow], str | None]:
        return lambda row: _("yes") if flag in facts.flags(row) else None

    return [
        Column("computed", N_("Condition from the facts"), Kind.TEXT, condition, 21),
        Column(
            "too_green",
            N_("Judged better than the facts"),
            Kind.TEXT,
            flagged(Flag.TOO_GREEN),
            13,
        ),
        Column("slip_first", N_("Slip from the first baseline, days"), Kind.NUMBER, facts.slip, 13),
        Column(
            "slip_latest",
            N_("Slip from the latest baseline, days"),
            Kind.NUMBER,
            lambda r: facts.slip(r, latest=True),
            13,
        ),
        Column("overrun", N_("Cost above the first baseline, %"), Kind.PERCENT, overrun, 13),
    ]


def chosen_columns(given: Extract, today: date | None = None) -> list[Column]:
    """Those of the columns that go out, with their figures as of a day; None is this one."""
    return [column for column in initiative_columns(given.contents, today) if given.choice.takes(column.id)]


def _deliverables(contents: Contents) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for row in contents.deliverables:
        found.setdefault(row.initiative_id, []).append(row.title)
    return {id_: "; ".join(titles) for id_, titles in found.items()}


def _own_columns(contents: Contents) -> list[Column]:
    """A column for each field of one's own, those that most initiatives have first; if there are many, one for all."""
    values: dict[str, dict[str, str]] = {}
    names: dict[str, str] = {}
    for row in contents.custom:
        name = names.setdefault(row.name.casefold(), row.name)
        told = values.setdefault(name, {})
        told[row.initiative_id] = f"{told[row.initiative_id]}; {row.value}" if row.initiative_id in told else row.value
    if len(values) > _MOST_OWN:
        return [Column("own", N_("Own fields"), Kind.LONG_TEXT, lambda r: r.own_values, 44)]
    ordered = sorted(values.items(), key=lambda item: (-len(item[1]), item[0].casefold()))
    return [Column("own", name, Kind.TEXT, _of(told), 20, own=True) for name, told in ordered]


def _of(told: Mapping[str, str]) -> Callable[[InitiativeRow], Value]:
    return lambda row: told.get(row.id)
