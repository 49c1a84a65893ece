"""``minutes``."""

from argparse import Namespace
from pathlib import Path

from kpkportfolio.cli.opening import opened
from kpkportfolio.errors import UsageError
from kpkportfolio.exports.minutes import read_minutes
from kpkportfolio.exports.minutes_file import FORMS, write
from kpkportfolio.store.decisions import MeetingRow, meetings
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _


def write_minutes(options: Namespace) -> int:
    """Write what a meeting decided, and what has changed since the last one, as Markdown or for a word processor."""
    path = Path(options.out).expanduser()
    if path.suffix.lower() not in FORMS:
        raise UsageError(
            _("“{file}” cannot be written: the name must end in {accepted}.").format(
                file=path.name, accepted=", ".join(FORMS)
            )
        )
    with opened(options) as portfolio:
        meeting = meeting_of(portfolio, options.meeting)
        told = read_minutes(portfolio, meeting, confidential=options.confidential)
    print(write(told, path))
    return 0


def meeting_of(portfolio: Portfolio, name: str | None) -> MeetingRow:
    """The meeting of this name, the latest when there are several or no name is given."""
    known = meetings(portfolio)
    wanted = (name or "").strip().casefold()
    for row in known:
        if not wanted or wanted in (row.name.casefold(), f"{row.group} {row.name}".casefold()):
            return row
    if not known:
        raise UsageError(_("There are no meetings in this portfolio."))
    names = ", ".join(row.name for row in known)
    raise UsageError(_("There is no meeting called {name}. There are: {names}.").format(name=name, names=names))
