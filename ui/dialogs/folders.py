"""The folders that file dialogs begin in: where one was last time, else where documents are kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from kpkportfolio.text import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.session import Session


def last(use: str, session: "Session") -> Path:
    """The folder used last for ``import`` or ``export``, if it is still there; else beside the portfolio."""
    kept = _store().value(f"folders/{use}")
    if isinstance(kept, str) and kept and Path(kept).is_dir():
        return Path(kept)
    from ui.file_commands import sample_path

    path = session.portfolio.path
    if path is not None and path != sample_path() and path.parent.is_dir():
        return path.parent
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def remember(use: str, folder: Path) -> None:
    """Begin in this folder the next time."""
    _store().setValue(f"folders/{use}", str(folder))


def with_ending(chosen: str, ending: str, parent: "QWidget", *others: str) -> Path | None:
    """The file of the name that a file dialog gave, with its ending or, if it has one of them, another that is as good.

    The dialog asks before a file of the very name given is replaced; here it is asked about one that bears it only with
    the ending. None when that is to stay.
    """
    path = Path(chosen)
    if path.suffix.lower() in (ending, *others):
        return path
    path = path.with_name(path.name + ending)
    if path.exists():
        from ui.dialogs.message import Message

        title, told = _("Replace {file}?").format(file=path.name), _("A file of this name exists and will be replaced.")
        if not Message.ask(parent, title, told, _("Replace"), danger=True):
            return None
    return path


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "folders")
