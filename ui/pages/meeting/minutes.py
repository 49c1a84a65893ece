"""The minutes of a meeting as a file: asking where to and whether with what is confidential, then writing them."""

from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kpkportfolio.errors import PortfolioError
from kpkportfolio.exports.minutes import Minutes, read_minutes
from kpkportfolio.exports.templates import confidential_ids
from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.text import _
from ui.dialogs import folders
from ui.dialogs.message import tell_error
from ui.pages.meeting.confidential import ask_confidential
from ui.pages.meeting.writing import write_minutes
from ui.session import Session


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
    chosen, kind = QFileDialog.getSaveFileName(parent, _("Write the minutes"), str(start), kinds)
    if not chosen:
        return
    secret = confidential_ids(session.contents.initiatives)
    confidential = ask_confidential(parent) if secret.intersection(dealt) else False
    if confidential is None:
        return
    path = Path(chosen)
    folders.remember("export", path.parent)
    if not path.suffix:
        path = path.with_suffix(next((one for one in (".docx", ".md") if one in kind), ".pdf"))
    write(session, meeting, path, parent, done, confidential)


def write(
    session: Session,
    meeting: MeetingRow,
    path: Path,
    parent: QWidget,
    done: Callable[[Path], object],
    confidential: bool = False,
) -> None:
    """Write the minutes in the language spoken now, from the portfolio as it is now."""
    portfolio = session.portfolio

    def take(told: Minutes) -> None:
        try:
            write_minutes(told, path)
        except PortfolioError as error:
            tell_error(parent, error)
            return
        done(path)

    session.tasks.run(
        parent,
        lambda progress: read_minutes(portfolio, meeting, confidential, progress),
        take,
        partial(tell_error, parent),
        _("Writing the minutes"),
    )
