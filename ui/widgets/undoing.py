"""Ctrl+Z in a field that has nothing of its own to take back: it is the portfolio's then."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class UndoPassesOn(QObject):
    """Lets undo and redo out of the fields that are given to it, whenever a field has no typing to undo or redo.

    Qt's fields keep these keys to themselves even when nothing has been typed.
    """

    def __init__(self, *fields: QLineEdit | QPlainTextEdit, parent: QWidget) -> None:
        super().__init__(parent)
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            for key, left in (
                (QKeySequence.StandardKey.Undo, _can_undo),
                (QKeySequence.StandardKey.Redo, _can_redo),
            ):
                if event.matches(key) and not left(watched):
                    event.ignore()
                    return True
        return False


def _can_undo(field: QObject) -> bool:
    if isinstance(field, QPlainTextEdit):
        return field.document().isUndoAvailable()
    return isinstance(field, QLineEdit) and field.isUndoAvailable()


def _can_redo(field: QObject) -> bool:
    if isinstance(field, QPlainTextEdit):
        return field.document().isRedoAvailable()
    return isinstance(field, QLineEdit) and field.isRedoAvailable()
