"""The schedule of a past state, to hold today's against."""

from datetime import date, datetime
from typing import cast

from kpkportfolio.charts.comparison import Comparison
from kpkportfolio.snapshots.comparing import content_in
from kpkportfolio.store.freezing import Snapshot
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_date, format_time

_LONGEST = 60
"""Letters of a snapshot's name; in a picture's key and on a button there is no room for more."""


def schedule_in(portfolio: Portfolio, state: Snapshot | datetime) -> Comparison:
    """The dates that each initiative had in a snapshot or at a moment; one that was not there yet has none."""
    found = content_in(portfolio, state).get("initiative", {})
    dates = {
        id_: (cast("date | None", row.get("start")), cast("date | None", row.get("end"))) for id_, row in found.items()
    }
    return Comparison(state_words(state), dates, past=True)


def state_words(state: Snapshot | datetime) -> str:
    """What a past state is called in a picture's key: a snapshot by its name and day, else the moment."""
    if isinstance(state, datetime):
        return format_time(state)
    name = state.name if len(state.name) <= _LONGEST else f"{state.name[: _LONGEST - 1].rstrip()}…"
    # a day is enough: the name tells apart those of one day
    return _("the snapshot “{name}”, {time}").format(name=name, time=format_date(state.taken_at.astimezone().date()))
