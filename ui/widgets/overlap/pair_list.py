"""The list of found pairs, with groups that open and close."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from kpkportfolio.text import _
from ui.models.roles import Role
from ui.overlap_pairs import Pair
from ui.widgets.overlap.pair_delegate import PairDelegate
from ui.widgets.overlap.pair_model import GroupLine, Line, PairLine, PairModel

Index = QModelIndex | QPersistentModelIndex


class PairList(QListView):
    """One line is current, a pair or the heading of a group.

    ← goes to the heading of a pair and closes a heading, → opens it and goes to its first pair; Enter on a heading,
    and a click, do either. Letters are looked for: nobody finds a pair by how its line begins.

    Signals:
        chosen(): another line is current, or none.
        typed(str): letters were typed.
    """

    chosen = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs = PairModel(self)
        self.setModel(self.pairs)
        self._delegate = PairDelegate(lambda row: self.pairs.lines[row], self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Pairs"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # thousands of rows are measured in portions
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(400)

    @property
    def line(self) -> Line | None:
        """The current line."""
        line = self.currentIndex().data(Role.ROW)
        return line if isinstance(line, PairLine | GroupLine) else None

    @property
    def current(self) -> PairLine | None:
        """The current pair's line; None when a heading is current."""
        line = self.line
        return line if isinstance(line, PairLine) else None

    @property
    def heading(self) -> GroupLine | None:
        """The current heading; None when a pair is current."""
        line = self.line
        return line if isinstance(line, GroupLine) else None

    def go(self, to: Pair | str | None) -> bool:
        """Make a pair, or the heading of the group with a key, current; False when it is not in the list.

        The group of a pair is opened for it.
        """
        if to is None:
            return False
        if not isinstance(to, str) and self.pairs.place(to) is None and (key := self.pairs.group_of(to)):
            self.pairs.fold(self.pairs.folded - {key})
        place = self.pairs.place(to)
        if place is None:
            return False
        index = self.pairs.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def go_first(self) -> None:
        """Make the first pair current that is not folded away, else the first heading."""
        first = next((line.pair for line in self.pairs.lines if isinstance(line, PairLine)), None)
        if not self.go(first) and self.pairs.lines:
            self.setCurrentIndex(self.pairs.index(0, 0))

    def fold(self, key: str, folded: bool) -> None:
        """Close or open a group; its heading is current then."""
        before = self.pairs.folded
        self.pairs.fold(before | {key} if folded else before - {key})
        self.go(key)

    def fold_all(self, folded: bool) -> None:
        """Close or open all groups."""
        line = self.line
        keys = {one.key for one in self.pairs.lines if isinstance(one, GroupLine)}
        self.pairs.fold(self.pairs.folded | keys if folded else self.pairs.folded - keys)
        kept: Pair | str | None = line.key if isinstance(line, GroupLine) else None
        if isinstance(line, PairLine):
            kept = (folded and self.pairs.group_of(line.pair)) or line.pair
        if not self.go(kept):
            self.go_first()

    # --- hand and keys --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        line = self.line
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and isinstance(line, GroupLine) and self._on_heading(line, key):
            return
        group = self.pairs.group_of(line.pair) if isinstance(line, PairLine) else ""
        if plain and key is Qt.Key.Key_Left and group:
            self.go(group)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # the page's: it saves the verdict
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _on_heading(self, line: GroupLine, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.fold(line.key, not line.folded)
        elif key is Qt.Key.Key_Left:
            self.fold(line.key, True)
        elif key is Qt.Key.Key_Right and line.folded:
            self.fold(line.key, False)
        elif key is Qt.Key.Key_Right:
            self.setCurrentIndex(self.pairs.index(self.currentIndex().row() + 1, 0))
        else:
            return False
        return True

    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        line = self.indexAt(event.position().toPoint()).data(Role.ROW)
        if event.button() == Qt.MouseButton.LeftButton and isinstance(line, GroupLine):
            self.fold(line.key, not line.folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            # what is told below it must not cover the pair that is looked at
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._delegate.measure()

    @Slot(QModelIndex, QModelIndex)
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()
