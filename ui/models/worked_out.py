"""Columns of what is worked out of the facts, beside what is recorded; they cannot be edited."""

from collections.abc import Callable

from kpkportfolio.model.facts import flag_label
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Health, label
from kpkportfolio.text import N_, _, format_date, format_number
from ui.models.column import NONE, Column, Sortable, Surroundings
from ui.models.roles import CellKind

# the worst first: that is what one sorts by health for
HEALTH_ORDER = {Health.RED: 0, Health.YELLOW: 1, Health.GREEN: 2}


def worked_out_health(row: InitiativeRow, around: Surroundings) -> Health | None:
    """The condition that the facts give."""
    return around.facts.health(row) if around.facts is not None else None


def _condition(row: InitiativeRow, around: Surroundings) -> str:
    health = worked_out_health(row, around)
    return label(health) if health else ""


def _condition_value(row: InitiativeRow, around: Surroundings) -> Sortable:
    health = worked_out_health(row, around)
    return HEALTH_ORDER[health] if health else None


def _flags(row: InitiativeRow, around: Surroundings) -> str:
    told = [flag_label(flag) for flag in around.facts.flags(row)] if around.facts is not None else []
    return ", ".join([*told[:1], *(words.lower() for words in told[1:])])


def _flags_value(row: InitiativeRow, around: Surroundings) -> Sortable:
    return _flags(row, around) or None


def _slip(row: InitiativeRow, around: Surroundings) -> int | None:
    return around.facts.slip(row) if around.facts is not None else None


def _latest_slip(row: InitiativeRow, around: Surroundings) -> int | None:
    return around.facts.slip(row, latest=True) if around.facts is not None else None


def _overrun(row: InitiativeRow, around: Surroundings) -> int | None:
    percent = around.facts.overrun(row) if around.facts is not None else None
    return None if percent is None else round(percent)


def _signed(value: int | None) -> str:
    """More with a plus, so that it is not taken for a length or a sum."""
    return "" if value is None else f"+{format_number(value)}" if value > 0 else format_number(value)


def _difference(key: str, title: str, value: Callable[[InitiativeRow, Surroundings], int | None], unit: str) -> Column:
    """A column of more or less than what was agreed; ``title`` and ``unit`` are messages."""
    return Column(
        key,
        title,
        lambda row, around: _signed(value(row, around)),
        value,
        CellKind.NUMBER,
        unit=lambda _around: _(unit),
        worked_out=True,
    )


WORKED_OUT: tuple[Column, ...] = (
    Column(
        "computed",
        N_("From the facts"),
        _condition,
        _condition_value,
        CellKind.HEALTH,
        width=96,
        least=72,
        worked_out=True,
    ),
    Column("flags", N_("To be noticed"), _flags, _flags_value, unknown=NONE, width=190, least=110, worked_out=True),
    _difference("slip", N_("Slip"), _slip, N_("days, first baseline")),
    _difference("slip_latest", N_("Slip, latest"), _latest_slip, N_("days, latest baseline")),
    _difference("overrun", N_("Cost overrun"), _overrun, N_("%, first baseline")),
    Column(
        "read_on",
        N_("Register read on"),
        lambda row, _a: format_date(row.read_on),
        lambda row, _a: row.read_on,
        CellKind.NUMBER,
    ),
)
