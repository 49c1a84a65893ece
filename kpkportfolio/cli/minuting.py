"""``minutes``."""

from argparse import Namespace
from pathlib import Path

from kpkportfolio.cli.opening import opened
from kpkportfolio.errors import UsageError
from kpkportfolio.exports.minutes import markdown, read_minutes
from kpkportfolio.files import written_whole
from kpkportfolio.store.decisions import MeetingRow, meetings
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _


def write_minutes(options: Namespace) -> int:
    """Write what a meeting decided, and what has changed since the newest snapshot, as Markdown."""
    path = Path(options.out).expanduser()
    if path.suffix.lower() != ".md":
        raise UsageError(
            _("“{file}” cannot be written: the name must end in {accepted}.").format(file=path.name, accepted=".md")
        )
    with opened(options) as portfolio:
        meeting = meeting_of(portfolio, options.meeting)
        told = read_minutes(portfolio, meeting, confidential=options.confidential)
    with written_whole(path) as temporary:
        temporary.write_text(markdown(told), "utf-8")
    print(path)
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
