"""The minutes of a meeting as a file: asking where to and whether with what is confidential, then writing them."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kpkportfolio.exports.minutes import read_minutes
from kpkportfolio.exports.templates import confidential_ids
from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.text import _
from ui.dialogs import file_dialog, folders
from ui.dialogs.message import tell_error
from ui.pages.meeting.confidential import ask_confidential
from ui.pages.meeting.writing import write_minutes
from ui.session import Session

_ENDINGS = (".pdf", ".docx", ".md")


def ask_and_write(
    session: Session, meeting: MeetingRow, dealt: Collection[str], parent: QWidget, done: Callable[[Path], object]
) -> None:
    """Ask where the minutes go, then write them; PDF, DOCX or Markdown by the file's ending.

    Args:
        dealt: ids of the initiatives that were dealt with.
        done: is told the file when it is written.
    """
    name = f"{meeting.group} {meeting.name} ".replace("/", "-") + _("minutes")
    kinds = _("PDF document") + " (*.pdf);;" + _("Word document") + " (*.docx);;Markdown (*.md)"
    start = folders.last("export", session) / f"{name}.pdf"
    chosen, kind = file_dialog.save_name(parent, _("Write the minutes"), str(start), kinds)
    if not chosen:
        return
    secret = confidential_ids(session.contents.initiatives)
    confidential = ask_confidential(parent) if secret.intersection(dealt) else False
    if confidential is None:
        return
    ending = next((one for one in _ENDINGS if one in kind), ".pdf")
    path = folders.with_ending(chosen, ending, parent, *_ENDINGS)
    if path is None:
        return
    folders.remember("export", path.parent)
    write(session, meeting, path, parent, done, confidential)


def write(
    session: Session,
    meeting: MeetingRow,
    path: Path,
    parent: QWidget,
    done: Callable[[Path], object],
    confidential: bool = False,
) -> None:
    """Write the minutes in the language spoken now, from the portfolio as it is now; off the UI thread."""
    portfolio = session.portfolio
    session.tasks.run(
        parent,
        lambda progress: write_minutes(read_minutes(portfolio, meeting, confidential, progress), path),
        done,
        partial(tell_error, parent),
        _("Writing the minutes"),
    )
