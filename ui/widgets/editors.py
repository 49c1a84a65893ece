"""Editing in place: fields and choices in the cells of a table, and why a text was refused.

The delegate hands the text to the model's ``setData``. What :attr:`CellEditing.check` refuses stays in the editor,
with the reason below it, until it is mended or given up with Esc.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme.theme import font
from ui.theme.tokens import FontRole
from ui.widgets.cells import CellDelegate, Index

Check = Callable[[QModelIndex, str], str]
"""Why a text cannot stand in a cell; empty when it can."""
Choices = Callable[[QModelIndex], Sequence[str] | None]
"""The words a cell is chosen from, None when it is written. The flag below says whether others may be written."""

_ENDING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_MOST_WIDTH = 360


class Refusal(QLabel):
    """The reason, on the danger ground, below the editor it belongs to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._viewport = parent
        self.setProperty("ground", "danger")
        self.setProperty("tone", "danger")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(FontRole.SMALL))
        self.setWordWrap(True)
        self.setContentsMargins(8, 6, 8, 6)
        self.hide()

    def tell(self, editor: QWidget, reason: str) -> None:
        """Show a reason below the editor, or above it where there is no room below."""
        room = self._viewport.size()
        self.setText(reason)
        width = min(max(editor.width(), 280), _MOST_WIDTH, room.width())
        height = self.heightForWidth(width)
        left = max(0, min(editor.x(), room.width() - width))
        below = editor.geometry().bottom() + 2
        top = below if below + height <= room.height() else editor.y() - height - 2
        self.setGeometry(left, max(0, top), width, height)
        self.show()
        self.raise_()


def word_box(words: Sequence[str], parent: QWidget | None = None, anywhere: bool = True) -> tuple[QComboBox, QLineEdit]:
    """A choice one can type into, and its text field; typing offers what begins so, or has it ``anywhere``."""
    box = QComboBox(parent)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(12)
    box.setMaxVisibleItems(16)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    line = QLineEdit(box)
    box.setLineEdit(line)
    box.addItems(list(words))
    completer = QCompleter(box.model(), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains if anywhere else Qt.MatchFlag.MatchStartsWith)
    box.setCompleter(completer)
    return box, line


class CellEditing(CellDelegate):
    """The delegate of a table that is edited in place.

    Attributes:
        check: why a text cannot stand in a cell.
        choices: the words a cell is chosen from.
        free: whether another word than those may be written.
    """

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.check: Check = lambda _index, _text: ""
        self.choices: Choices = lambda _index: None
        self.free: Callable[[QModelIndex], bool] = lambda _index: False
        self._view = parent
        self._refusal: Refusal | None = None
        self._editor: QWidget | None = None
        self._index = QPersistentModelIndex()

    @property
    def refusing(self) -> bool:
        """Whether an open editor holds a text that was refused."""
        return self._refusal is not None and self._refusal.isVisibleTo(self._view)

    @property
    def reason(self) -> str:
        """Why; empty when nothing is refused."""
        return self._refusal.text() if self._refusal is not None and self.refusing else ""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        plain = _plain(index)
        words = self.choices(plain)
        editor: QWidget
        if words is None:
            editor = QLineEdit(parent)
            editor.textEdited.connect(self._mend)
        else:
            editor = self._choice(parent, words, self.free(plain))
        self._editor, self._index = editor, QPersistentModelIndex(plain)
        editor.destroyed.connect(self._gone)
        return editor

    def _choice(self, parent: QWidget, words: Sequence[str], free: bool) -> QComboBox:
        box, line = word_box(words, parent, anywhere=free)
        box.view().setMinimumWidth(220)
        line.textEdited.connect(self._mend)
        box.activated.connect(lambda _number: self._chosen(box))
        return box

    def _chosen(self, box: QComboBox) -> None:
        self._mend()
        if self._accepts(box):
            self.commitData.emit(box)
            self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if self.refusing:
            return
        text = str(index.data(int(Qt.ItemDataRole.EditRole)) or "")
        if isinstance(editor, QComboBox):
            at = editor.findText(text)
            editor.setCurrentIndex(at)
            editor.setEditText(text)
            line = editor.lineEdit()
            if line is not None:
                line.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        text = _text(editor)
        if text != str(index.data(int(Qt.ItemDataRole.EditRole)) or "") and self._accepts(editor):
            model.setData(_plain(index), text, int(Qt.ItemDataRole.EditRole))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        # a short cell gets an editor one can read in; it stays inside the table
        width = max(rect.width(), 132 if isinstance(editor, QComboBox) else 96)
        left = min(rect.left(), max(0, self._view.viewport().width() - width))
        editor.setGeometry(left, rect.top(), width, rect.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = self._editor
        if editor is not None and watched is editor and isinstance(watched, QWidget):
            ends = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENDING_KEYS
            if ends and not self._accepts(editor):
                return True
            if event.type() == QEvent.Type.FocusOut and self.refusing:
                return True
        return super().eventFilter(watched, event)

    def _accepts(self, editor: QWidget) -> bool:
        if not self._index.isValid():
            return True
        reason = self.check(_plain(self._index), _text(editor))
        if reason:
            if self._refusal is None:
                self._refusal = Refusal(self._view.viewport())
            self._refusal.tell(editor, reason)
            editor.setProperty("problem", True)
            editor.setAccessibleDescription(reason)
            editor.style().polish(editor)
        return not reason

    def _mend(self) -> None:
        if self._refusal is not None:
            self._refusal.hide()
        if self._editor is not None and self._editor.property("problem"):
            self._editor.setProperty("problem", False)
            self._editor.style().polish(self._editor)

    def _gone(self) -> None:
        self._editor = None
        if self._refusal is not None:
            self._refusal.hide()


def _text(editor: QWidget) -> str:
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _plain(index: Index) -> QModelIndex:
    if isinstance(index, QPersistentModelIndex):
        return index.model().index(index.row(), index.column())
    return index
