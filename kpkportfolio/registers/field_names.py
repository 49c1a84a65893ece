"""What the fields of registers are called, in the language spoken now."""

from kpkportfolio.model.words import field_words
from kpkportfolio.registers.words import Field
from kpkportfolio.text import N_, _

_COLUMNS = {
    "organisation": "organisation_id",
    "person": "person_name",
    "programme": "programme_id",
    "domain": "domain_id",
    "parent": "parent_id",
    "predecessors": "predecessor_id",
}
"""Fields of registers that the portfolio keeps under another name."""

_WORDS = {
    "schedule": N_("Schedule, both dates"),
    "money": N_("Investment"),
    "money_min": N_("Investment at least"),
    "money_max": N_("Investment at most"),
    "deliverables": N_("Deliverables"),
}
"""Fields that are no column of an initiative."""


def field_name(field: Field) -> str:
    """A field's name for people, such as ``Vastuullinen taho``."""
    if field.value in _WORDS:
        return _(_WORDS[field.value])
    return field_words(_COLUMNS.get(field.value, field.value))
