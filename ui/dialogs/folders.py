"""The folders that file dialogs begin in: where one was last time, else where documents are kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
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


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "folders")
