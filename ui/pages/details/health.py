"""The condition worked out from facts beside the one a person judged: a re-baselining hides no slip here."""

from PySide6.QtWidgets import QWidget

from kpkportfolio.model.health_rules import Computed, too_green
from kpkportfolio.model.health_words import finding_words, flag_words, rules_words
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _
from ui.pages.details.parts import marked, words
from ui.theme import glyphs, icons
from ui.theme.tokens import SIZES, FontRole


def lines(row: InitiativeRow, facts: Computed, ratio: float) -> list[QWidget]:
    """What the facts give, why, and a warning where the judged condition is better; the rules are in the tooltips."""
    if facts.health is None:
        told = words(_("There is nothing to work it out from: no baseline, no deliverables."), "muted")
        told.setToolTip(rules_words())
        return [told]
    found: list[QWidget] = []
    if too_green(row.health, facts):
        found.append(marked(icons.pixmap("warning", "warn", SIZES.icon, ratio), flag_words(facts)))
    found.append(marked(glyphs.health_pixmap(facts.health, ratio), label(facts.health)))
    found += [words(finding_words(one, facts), "muted", FontRole.SMALL) for one in facts.findings]
    for one in found:
        one.setToolTip(rules_words())
    return found
