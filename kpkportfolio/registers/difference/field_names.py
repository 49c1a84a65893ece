"""What the fields are called that a column of a register may be taken for, in the language spoken now."""

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.facts import field_title
from kpkportfolio.text import N_, _

_WORDS = {
    Field.SCHEDULE: N_("Schedule, both dates"),
    Field.MONEY: N_("Investment"),
    Field.MONEY_MIN: N_("Investment at least"),
    Field.MONEY_MAX: N_("Investment at most"),
    Field.MONEY_ACTUAL: N_("Investment so far"),
    Field.CHANGE_INVESTMENT: N_("Change investment"),
    Field.RUNNING_COST: N_("Running cost"),
    Field.PROCESS_BENEFIT: N_("Process benefit"),
    Field.ICT_SAVING: N_("ICT cost saving"),
    Field.OTHER: N_("Not used"),
}
"""Fields that become no fact of that name: two dates in one cell, and figures of one kind."""


def field_name(field: Field) -> str:
    """A field's name for people, such as ``Vastuullinen taho``."""
    return _(_WORDS[field]) if field in _WORDS else field_title(field.value)
