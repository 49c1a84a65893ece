"""What the portfolio page says when there is nothing to show."""

from collections.abc import Callable

from kpkportfolio.text import _
from ui.widgets.empty import EmptyPage


def no_initiatives(act: Callable[[str], object]) -> EmptyPage:
    """An empty portfolio: what to do first. ``act`` does one of the window's actions by name."""
    return EmptyPage(
        _("No initiatives yet"),
        _("Import the registers other organisations have sent, or write the first idea."),
        [
            (_("Import registers"), "import", lambda: act("import")),
            (_("New idea"), "idea", lambda: act("idea")),
        ],
    )


def nothing_matches(show_everything: Callable[[], object]) -> EmptyPage:
    """A filter that lets nothing through, and the way out of it."""
    return EmptyPage(
        _("Nothing matches"),
        _("No row has what is typed and ticked."),
        [(_("Show everything again"), "filter", show_everything)],
    )
