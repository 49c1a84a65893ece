"""The pictures there are, in words: name, title and what each needs; nothing heavy, for menus and the command line.

``registry`` has a builder for each; a picture is added here and there, and is offered everywhere.
"""

from typing import NamedTuple

from kpkportfolio.text import N_, _


class Picture(NamedTuple):
    """``name`` is what the command line takes; ``needs`` says what must be known for it to show anything."""

    name: str
    message: str
    needs_message: str

    @property
    def title(self) -> str:
        return _(self.message)

    @property
    def needs(self) -> str:
        return _(self.needs_message)


PICTURES = (
    Picture("gantt", N_("Schedule"), N_("start or end dates")),
    Picture("bubble", N_("Bubble chart"), N_("investment and impact, or the two other figures chosen")),
    Picture("impact", N_("Investment and impact"), N_("money and impact by year")),
    Picture("years", N_("Investment and impact by year"), N_("money or impact by year")),
    Picture("roadmap", N_("Roadmap"), N_("start or end dates")),
    Picture("parties", N_("Responsible parties and programmes"), N_("responsible parties and programmes")),
    Picture("states", N_("Status and programmes over time"), N_("snapshots, or changes of earlier months")),
    Picture("trend", N_("Condition over time"), N_("baselines, and snapshots or changes of earlier months")),
    Picture("upcoming", N_("Due next"), N_("milestones or deliverables with a day")),
    Picture("overlap", N_("Overlap map"), N_("found overlaps")),
)

OVER_TIME = frozenset({"states", "trend"})
"""Pictures of the portfolio at several moments, which have to be read first."""


def title_of(name: str) -> str:
    """The title of the picture of this name, in the language spoken now."""
    return next(picture.title for picture in PICTURES if picture.name == name)
