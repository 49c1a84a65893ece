"""What single arguments may be, and the options that commands which show the portfolio have in common."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Literal

from kpkportfolio.model.filtering import Facet
from kpkportfolio.model.health_rules import Thresholds
from kpkportfolio.model.staleness import MONTHS
from kpkportfolio.text import _

_COUNTED = re.compile(r"#?\d{5,}(?:[.,]\d+)?")


def first_day(text: str) -> date:
    """The first day of what is named."""
    return _day(text, "first")


def last_day(text: str) -> date:
    """The last day of what is named."""
    return _day(text, "last")


def _day(text: str, end: Literal["first", "last"]) -> date:
    found = day_in(text, end)
    if found is None:
        told = _("“{text}” is not a day such as 31.12.2011 or 2011-12-31, a month such as 3/2011 or a year")
        raise ArgumentTypeError(told.format(text=text))
    return found


def day_in(text: str, end: Literal["first", "last"]) -> date | None:
    """One end of the day or the span of days that a text names, as people write them in registers; None when it names
    none."""
    from kpkportfolio.registers.values.dates import Moment, read_moment

    # in a register five digits and more are a day as Excel counts them, here a mistake
    found = None if _COUNTED.fullmatch(text.strip()) else read_moment(text)
    return getattr(found, end) if isinstance(found, Moment) else None


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
        help=_("the portfolio as it was: a snapshot, a meeting, “last meeting”, a day or a moment"),
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
