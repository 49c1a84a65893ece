"""Every file dialog of the program: it asks for names and opens no file.

A process that closes any descriptor of a file loses all its POSIX locks on it, also those by which SQLite keeps others
from taking its -wal away. Qt's own dialog, like GTK's in the same process, opens each file that it shows to tell what
kind it is, and so also the portfolio that is open. Here the kind is told by the name alone.
"""

import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QFileInfo, QSize
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QFileIconProvider, QHeaderView, QStyle, QTreeView, QWidget

from kpkportfolio import paths
from kpkportfolio.text import _

NATIVE = sys.platform in ("win32", "darwin")
"""Whether the system's own dialog is used: Windows' locks are not lost so, and macOS shows its panel from without."""
_SIZE = QSize(860, 480)


def open_name(parent: QWidget, title: str, start: str, kinds: str) -> tuple[str, str]:
    """Ask for a file that there is; its name and the kind it was chosen by, both empty when none was."""
    return _chosen(parent, title, start, kinds, QFileDialog.AcceptMode.AcceptOpen, QFileDialog.FileMode.ExistingFile)


def open_names(parent: QWidget, title: str, start: str, kinds: str) -> tuple[list[str], str]:
    """Ask for one or more files that there are."""
    if NATIVE:
        return QFileDialog.getOpenFileNames(parent, title, start, kinds)
    mode = QFileDialog.FileMode.ExistingFiles
    return _ask(make(parent, title, start, kinds, QFileDialog.AcceptMode.AcceptOpen, mode))


def save_name(parent: QWidget, title: str, start: str, kinds: str) -> tuple[str, str]:
    """Ask for a file to write; the dialog asks before one of that very name is replaced."""
    return _chosen(parent, title, start, kinds, QFileDialog.AcceptMode.AcceptSave, QFileDialog.FileMode.AnyFile)


def _chosen(
    parent: QWidget, title: str, start: str, kinds: str, accept: QFileDialog.AcceptMode, mode: QFileDialog.FileMode
) -> tuple[str, str]:
    if NATIVE:
        saves = accept == QFileDialog.AcceptMode.AcceptSave
        return (QFileDialog.getSaveFileName if saves else QFileDialog.getOpenFileName)(parent, title, start, kinds)
    names, kind = _ask(make(parent, title, start, kinds, accept, mode))
    return (names[0] if names else ""), kind


def make(
    parent: QWidget, title: str, start: str, kinds: str, accept: QFileDialog.AcceptMode, mode: QFileDialog.FileMode
) -> QFileDialog:
    """Qt's own dialog, beginning in the folder ``start`` or in the folder of the file it names."""
    # it looks about in the folder it is made with before it can be told how to: in one where no portfolio is
    dialog = QFileDialog(parent, title, str(paths.bundled("resources", "icons")), kinds)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setIconProvider(_by_name())
    dialog.setAcceptMode(accept)
    dialog.setFileMode(mode)
    # the two words that Qt's own catalogues lack
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, _("Folder:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, _("Kind of file:"))
    columns = dialog.findChild(QTreeView)
    if columns is not None:
        columns.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    dialog.resize(_SIZE)
    path = Path(start)
    dialog.setDirectory(str(path if path.is_dir() else path.parent))
    if not path.is_dir():
        dialog.selectFile(str(path))
    return dialog


def _ask(dialog: QFileDialog) -> tuple[list[str], str]:
    try:
        if dialog.exec():
            return dialog.selectedFiles(), dialog.selectedNameFilter()
        return [], ""
    finally:
        # later and by Qt: its thread that reads folders may wait for Python, which a deletion from here would hold
        dialog.deleteLater()


class _ByName(QFileIconProvider):
    """What a file is by its name. Asked from the dialog's own thread: everything it gives is made beforehand."""

    def __init__(self) -> None:
        super().__init__()
        style = QApplication.style()
        self._file = style.standardIcon(QStyle.StandardPixmap.SP_FileIcon)
        self._folder = style.standardIcon(QStyle.StandardPixmap.SP_DirIcon)

    def icon(self, about: QFileInfo | QAbstractFileIconProvider.IconType) -> QIcon:
        if isinstance(about, QFileInfo):
            return self._folder if about.isDir() else self._file
        kinds = QAbstractFileIconProvider.IconType
        return self._file if about == kinds.File else self._folder

    def type(self, about: QFileInfo) -> str:
        if about.isDir():
            return _("Folder")
        return _("{ending} file").format(ending=about.suffix().upper()) if about.suffix() else _("File")


@cache
def _by_name() -> _ByName:
    return _ByName()
