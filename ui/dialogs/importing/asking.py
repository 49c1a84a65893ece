"""Which files are to be imported: asked for by the system's dialog, or dropped."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from kpkportfolio.text import _
from ui.dialogs import file_dialog, folders
from ui.session import Session

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".xml", ".gan", ".json", ".zip")


def asked_files(session: Session, parent: QWidget) -> list[Path]:
    """The files that the person chose; none when nothing was."""
    kinds = " ".join(f"*{ending}" for ending in ENDINGS)
    # outside the f-string: what is inside one is not found for the translations
    files = _("Registers, project plans and bundles")
    names, _kind = file_dialog.open_names(
        parent,
        _("Choose the registers to import"),
        str(folders.last("import", session)),
        f"{files} ({kinds});;{_('All files')} (*)",
    )
    return [Path(name) for name in names]


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
