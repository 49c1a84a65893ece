"""Choosing one of many by typing a part of its name: a list that narrows, as a popup where it is needed."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.text import _
from ui.dialogs.importing.tables import MarkDelegate
from ui.models.roles import CellKind, Role
from ui.theme.state import colour
from ui.theme.theme import font, row_pixels
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.table_setup import dress

Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
NOTE = int(Qt.ItemDataRole.UserRole) + 41
"""Muted words at the right of an entry."""
MIME = "application/x-kpkportfolio-entry"
_LEAST_WIDTH, _MOST_ROWS = 300, 12


class Entry(NamedTuple):
    """One thing to choose; ``value`` is what it stands for, ``note`` is said at the right."""

    value: object
    text: str
    note: str = ""


class Entries(QAbstractListModel):
    """Entries, those alone that hold every word typed. An entry is dragged by its place in ``all``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.all: Sequence[Entry] = ()
        self.shown: list[Entry] = []
        self._text = ""

    def show(self, entries: Sequence[Entry]) -> None:
        """Offer these instead."""
        if entries != self.all:
            self.all = entries
            self.narrow(self._text)

    def narrow(self, text: str, more: Sequence[Entry] = ()) -> None:
        """Show what fits a text, and ``more`` after it."""
        self._text = text
        words = text.casefold().split()
        self.beginResetModel()
        fitting = [one for one in self.all if all(word in one.text.casefold() for word in words)]
        # what begins with it is what is meant
        fitting.sort(key=lambda one: bool(words) and not one.text.casefold().startswith(words[0]))
        self.shown = [*fitting, *more]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        entry = self.shown[index.row()]
        if role == _DISPLAY:
            return entry.text
        if role == NOTE:
            return entry.note
        if role == Role.KIND:
            return CellKind.TEXT
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{entry.text}, {entry.note}" if entry.note else entry.text
        if role == int(Qt.ItemDataRole.ToolTipRole) and entry.note:
            return f"{entry.text}: {entry.note}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(MIME, str(self.all.index(self.shown[indexes[0].row()])).encode())
        return data


class EntryDelegate(MarkDelegate):
    """The words, and the note at the right as far as there is room."""

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index, kind: CellKind) -> None:
        note = index.data(NOTE)
        if note:
            words = painter.fontMetrics().horizontalAdvance(str(index.data(_DISPLAY))) + SIZES.space_3
            room = QRect(area)
            room.setLeft(area.left() + min(words, area.width()))
            painter.setFont(font(FontRole.SMALL))
            painter.setPen(colour("muted"))
            said = painter.fontMetrics().elidedText(str(note), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), said)
            painter.setFont(option.font)
        super()._text(painter, option, area, index, kind)


def dress_entries(view: QListView, name: str) -> None:
    """The manners of a list of entries."""
    dress(view, EntryDelegate(view))
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setUniformItemSizes(True)
    view.setAccessibleName(name)


class Chooser(QFrame):
    """A popup: type to narrow, arrows to walk, Enter to choose, Esc to leave everything as it was.

    Signals:
        chosen(object): the value of the entry that was chosen.
    """

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        entries: Sequence[Entry],
        current: object = None,
        free: Callable[[str], Sequence[Entry]] = lambda _text: (),
        parent: QWidget | None = None,
    ) -> None:
        """``free`` makes entries out of what is typed, such as a name of one's own."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setProperty("ground", "base")
        self._free = free
        self.field = QLineEdit()
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.entries = Entries(self)
        self.list = QListView()
        self.list.setModel(self.entries)
        dress_entries(self.list, _("What fits"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_2, SIZES.space_2, SIZES.space_2, SIZES.space_2)
        layout.setSpacing(SIZES.space_2)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._look)
        self.list.clicked.connect(self._clicked)
        self.entries.show(entries)
        self._look("")
        at = next((row for row, one in enumerate(self.entries.shown) if one.value == current), 0)
        self.list.setCurrentIndex(self.entries.index(at))

    def popup(self, at: QRect) -> None:
        """Open under a rectangle of the screen, or above it where there is no room below."""
        rows = min(_MOST_ROWS, max(3, len(self.entries.shown)))
        height = rows * row_pixels() + SIZES.control + 3 * SIZES.space_2 + 4
        width = max(_LEAST_WIDTH, at.width())
        screen = (self.parentWidget() or self).screen().availableGeometry()
        height = min(height, screen.height())
        top = at.bottom() + 1
        if top + height > screen.bottom():
            top = max(
                screen.top(), at.top() - height if at.top() - height >= screen.top() else screen.bottom() - height
            )
        left = max(screen.left(), min(at.left(), screen.right() - width))
        self.setGeometry(QRect(QPoint(left, top), self.size()))
        self.resize(width, height)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.list.scrollTo(self.list.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    @Slot(str)
    def _look(self, text: str) -> None:
        self.entries.narrow(text, self._free(text.strip()))
        self.list.setCurrentIndex(self.entries.index(0))

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take(self, row: int) -> None:
        if 0 <= row < len(self.entries.shown):
            value = self.entries.shown[row].value
            self.close()
            self.chosen.emit(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row, count = self.list.currentIndex().row(), len(self.entries.shown)
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            step = steps.get(Qt.Key(event.key()))
            if step is not None and count:
                to = (row + step) % count if abs(step) == 1 else max(0, min(count - 1, row + step))
                self.list.setCurrentIndex(self.entries.index(to))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._take(row)
                return True
        return super().eventFilter(watched, event)
