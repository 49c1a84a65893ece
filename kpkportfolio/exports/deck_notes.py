"""What whoever presents a programme's slide has in the notes: the initiatives that do not go to plan, and why."""

from collections.abc import Sequence

from kpkportfolio.model.facts import Facts
from kpkportfolio.model.health_words import finding_words
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Health, label
from kpkportfolio.text import _

_MOST = 30
"""Notes are read while speaking."""


def notes(rows: Sequence[InitiativeRow], facts: Facts) -> str:
    """A line for each: condition, title, reasons; the ones to be decided on first."""
    lines = []
    for health in (Health.RED, Health.YELLOW):
        for row in rows:
            computed = facts.of(row)
            if computed.health is health:
                reasons = [finding_words(one, computed) for one in computed.findings if one.health is health]
                lines.append(f"{label(health)}: {row.title}. {'; '.join(dict.fromkeys(reasons))}.")
    if not lines:
        return _("Nothing here is known to depart from its plan.")
    return "\n".join(lines[:_MOST])
