"""The states of a portfolio that a person names: a snapshot, a meeting, a day or moment as people write them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from kpkportfolio import snapshots
from kpkportfolio.cli.arguments import day_in
from kpkportfolio.errors import UsageError
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.snapshots.moments import end_of_day
from kpkportfolio.store.decisions import MeetingRow, meetings
from kpkportfolio.store.freezing import called
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

TODAY: Final = "today"
YESTERDAY: Final = "yesterday"
LAST_MEETING: Final = "last meeting"
_WITH_TIME = re.compile(r"(?P<day>\S.*?)[\sT]+(?:klo\s?|kl\.?\s?)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)", re.IGNORECASE)
_TO_THE_SECOND = re.compile(r"\d\d:?\d\d:?\d\d")
# meetings are named so: an unknown one must not be taken for a month
_MEETING = re.compile(r"\d{1,2}\s?/\s?\d{4}")


def past_state(portfolio: Portfolio, said: str) -> Snapshot | datetime | None:
    """What a person names: a snapshot by its name or number first of all, then ``today`` (None) or ``yesterday``, a
    meeting by its name or as the last one held, then a day, a span of days or a moment.

    A meeting is the last snapshot taken of it, or its day where there is none. A day, a span or a minute stands for its
    end; a moment without a zone is one where this computer is.

    Raises:
        UsageError: it is none of them.
    """
    said = said.strip()
    known = snapshots.listing(portfolio)
    if found := called(known, said):
        return found
    if said.casefold() in (TODAY, _("Today").casefold()):
        return None
    if said.casefold() in (YESTERDAY, _("Yesterday").casefold()):
        return end_of_day(datetime.now().astimezone().date() - timedelta(days=1))
    if (held := _meeting(meetings(portfolio), said)) is not None:
        own = [one for one in known if one.meeting_id == held.id]
        return own[-1] if own else end_of_day(held.held_on)
    if (moment := _moment(said)) is not None:
        return moment
    names = ", ".join(f"#{one.number} {one.name}" for one in known) or "–"
    raise UsageError(
        _(
            "“{name}” is no snapshot ({names}) and no meeting, and neither “today”, “last meeting”, a day such as "
            "31.12.2025 or 2025-12-31, nor a moment such as 31.12.2025 14:30."
        ).format(name=said, names=names)
    )


def _meeting(known: list[MeetingRow], said: str) -> MeetingRow | None:
    """The meeting of this name, or the latest that has been held; ``known`` has the latest first."""
    wanted = said.casefold()
    if wanted in (LAST_MEETING, _("Last meeting").casefold()):
        today = datetime.now().astimezone().date()
        return next((one for one in known if one.held_on <= today), None)
    return next((one for one in known if wanted in (one.name.casefold(), f"{one.group} {one.name}".casefold())), None)


def _moment(said: str) -> datetime | None:
    """A moment in ISO 8601, or a day with or without a time as people write them."""
    try:
        date.fromisoformat(said)
    except ValueError:
        try:
            written = datetime.fromisoformat(said).astimezone()
            return written if _TO_THE_SECOND.search(said) else _whole_minute(written)
        except (ValueError, OverflowError):
            pass
    if _MEETING.fullmatch(said):
        return None
    with_time = _WITH_TIME.fullmatch(said)
    day = day_in(with_time["day"] if with_time else said, "last")
    if day is None or with_time is None:
        return None if day is None else end_of_day(day)
    try:
        return _whole_minute(datetime.combine(day, time(int(with_time["hour"]), int(with_time["minute"]))).astimezone())
    except (ValueError, OverflowError):
        return None


def _whole_minute(moment: datetime) -> datetime:
    """Its end: a time is told to the minute, and what was done within that minute is in it, as in the window."""
    return moment + timedelta(minutes=1, microseconds=-1)
