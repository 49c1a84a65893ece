"""What the page of overlaps says where there is no pair to show, and what to do then."""

from dataclasses import dataclass

from kpkportfolio.text import _
from ui.overlap_findings import SCANNING, WAITING

OPEN, RESOLVED, REVISED, MAP = "open", "resolved", "revised", "map"
"""The tabs of the page."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Words for an empty page; ``action`` names what its button does: ``all``, ``open``, ``resolved``, ``import`` or
    ``search``, empty without one."""

    title: str
    text: str
    action: str = ""


def nothing(tab: str, state: str, narrowed: bool, initiatives: int, resolved: bool, reading: bool = False) -> Nothing:
    """The words for a tab.

    Args:
        state: of the search.
        narrowed: there are pairs, and the facets leave none of them.
        initiatives: how many there are in the portfolio.
        resolved: some pairs have been judged.
        reading: what the texts mean is still being read, so more may be found.
    """
    if narrowed:
        return Nothing(
            _("No pair is of the ticked kind"), _("The facets at the left leave nothing to show."), action="all"
        )
    looked = state not in (SCANNING, WAITING)
    if tab == RESOLVED and looked:
        return Nothing(
            _("No verdicts yet"),
            _("What you have judged is kept here, with who judged it, when and why. It can be reopened."),
            action="open",
        )
    if tab == REVISED and looked:
        return Nothing(
            _("No judged text has changed"),
            _("When the text of a judged initiative changes in substance, the pair comes here to be judged anew."),
        )
    if state == SCANNING:
        return Nothing(
            _("Looking for overlaps …"),
            _("Every initiative is compared with every other. You can go on working meanwhile."),
        )
    if initiatives < 2:
        return Nothing(
            _("Nothing to compare yet"),
            _("Overlaps are found between initiatives. Import registers or add initiatives first."),
            action="import",
        )
    if state == WAITING:
        return Nothing(
            _("Overlaps have not been looked for"), _("The search was stopped or is about to begin."), action="search"
        )
    if reading:
        return Nothing(
            _("No overlaps by words alone"),
            _("Pairs that say the same in other words or another language appear once meanings are computed."),
        )
    later = _("New pairs appear here when registers are imported or texts change.")
    if resolved:
        return Nothing(_("All pairs have been judged"), later, action="resolved")
    return Nothing(_("No overlaps were found"), later, action="search")
