"""One file a page. The list below is their order in the navigation; each is imported when it is first visited."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from kpkportfolio.text import N_

if TYPE_CHECKING:
    from ui.pages.details_panel import DetailsPanel
    from ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page that can be visited.

    Attributes:
        key: its stable name, the same as its class's ``key``.
        title: its English name, translated where it is shown.
        icon: the name of its icon.
        place: the module and class, ``module:Class``.
    """

    key: str
    title: str
    icon: str
    place: str

    def load(self) -> "type[Page]":
        """Import the page's class."""
        return cast("type[Page]", _load(self.place))


PAGES: tuple[PageEntry, ...] = (
    PageEntry("portfolio", N_("Portfolio"), "portfolio", "ui.pages.portfolio_page:PortfolioPage"),
    PageEntry("idea", N_("Development idea"), "idea", "ui.pages.idea_page:IdeaPage"),
    PageEntry("overlaps", N_("Overlaps"), "overlaps", "ui.pages.overlaps_page:OverlapsPage"),
    PageEntry("gantt", N_("Schedule"), "gantt", "ui.pages.gantt_page:GanttPage"),
    PageEntry("bubbles", N_("Bubble chart"), "bubbles", "ui.pages.bubbles_page:BubblesPage"),
    PageEntry("meeting", N_("Meeting"), "meeting", "ui.pages.meeting_page:MeetingPage"),
    PageEntry("snapshots", N_("Snapshots"), "snapshots", "ui.pages.snapshots_page:SnapshotsPage"),
    PageEntry("registers", N_("Registers"), "registers", "ui.pages.registers_page:RegistersPage"),
)


def load_details() -> "type[DetailsPanel]":
    """Import the panel that stands beside a page; it is needed only once something is selected."""
    return cast("type[DetailsPanel]", _load("ui.pages.details_panel:DetailsPanel"))


def _load(place: str) -> object:
    module, _colon, name = place.partition(":")
    return getattr(import_module(module), name)
