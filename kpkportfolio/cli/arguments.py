"""What single arguments may be, and the options that commands which show the portfolio have in common."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date

from kpkportfolio.model.filtering import Facet
from kpkportfolio.model.health_rules import Thresholds
from kpkportfolio.model.staleness import MONTHS
from kpkportfolio.text import _


def day(text: str) -> date:
    """A day in ISO 8601."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(_("“{text}” is not a day such as 2011-12-31").format(text=text)) from None


def count(text: str) -> int:
    """A whole number of at least 1."""
    value = int(text) if text.isdigit() else 0
    if value < 1:
        raise ArgumentTypeError(_("“{text}” is not a whole number of at least 1").format(text=text))
    return value


def percent(text: str) -> int:
    """A whole number of per cent, 0 or more."""
    if not text.isdigit():
        raise ArgumentTypeError(_("“{text}” is not a whole number of at least 0").format(text=text))
    return int(text)


def share(text: str) -> float:
    """A number between 0 and 1, with a point or a comma."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise ArgumentTypeError(_("“{text}” is not a number between 0 and 1").format(text=text))
    return value


def add_moment(made: ArgumentParser) -> None:
    """Which moment is shown, and by what limits conditions are worked out."""
    made.add_argument(
        "--as-of",
        metavar=_("STATE"),
        help=_("the portfolio as it was: a snapshot, or a day or moment in ISO 8601"),
    )
    limits = Thresholds()
    for name, of, default, text in (
        ("--yellow-months", count, limits.yellow_months, _("slip to be watched from so many months on")),
        ("--red-months", count, limits.red_months, _("slip needs a decision above so many months")),
        ("--red-percent", percent, limits.red_percent, _("overrun needs a decision above so many per cent")),
        ("--stale-months", count, MONTHS, _("a source is stale after so many months")),
    ):
        made.add_argument(name, type=of, metavar="N", default=default, help=f"{text} ({default})")


def add_filter(made: ArgumentParser) -> None:
    """Which initiatives are shown."""
    made.add_argument("--where", metavar=_("TEXT"), default="", help=_("only those with all these words"))
    facets = ", ".join(facet.value for facet in Facet)
    made.add_argument(
        "--only",
        metavar=_("FACET=VALUES"),
        action="append",
        default=[],
        help=_("only those of these values, such as computed=red,yellow; unknown is one too; by {facets}").format(
            facets=facets
        ),
    )
