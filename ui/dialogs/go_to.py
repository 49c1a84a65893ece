"""Going straight to a page or an initiative by typing a part of its name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.on_screen import resize_on_screen
from ui.pages import PAGES
from ui.theme.icons import icon
from ui.theme.tokens import SIZES

if TYPE_CHECKING:
    from ui.session import Session

_MOST = 50
"""Initiatives listed at once; a few more letters find the rest."""
_TARGET = int(Qt.ItemDataRole.UserRole)


class GoTo(QDialog):
    """A field and what fits; the arrow keys walk the list while the cursor stays in the field."""

    def __init__(self, session: "Session", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("Go to"))
        resize_on_screen(self, 560, 400)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Page or initiative"))
        self.field.setAccessibleName(_("Page or initiative"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What fits"))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_3, SIZES.space_3, SIZES.space_3, SIZES.space_3)
        layout.setSpacing(SIZES.space_2)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._look)
        self.list.itemClicked.connect(self._take)
        self._look("")

    @property
    def target(self) -> tuple[str, str]:
        """``("page", key)`` or ``("initiative", id)`` of the line chosen now; empty strings when nothing fits."""
        item = self.list.currentItem()
        return ("", "") if item is None else (item.data(_TARGET), item.data(_TARGET + 1))

    @Slot(str)
    def _look(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for kind, key, name, picture in self._fitting(words):
            item = QListWidgetItem(icon(picture), name)
            item.setData(_TARGET, kind)
            item.setData(_TARGET + 1, key)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _fitting(self, words: list[str]) -> Iterator[tuple[str, str, str, str]]:
        for page in PAGES:
            name = _(page.title)
            if all(word in name.casefold() for word in words):
                yield "page", page.key, name, page.icon
        found = 0
        for row in self._session.contents.initiatives if words else ():
            told = f"{row.title} {row.short_name or ''} {row.ref or ''}".casefold()
            if all(word in told for word in words):
                yield "initiative", row.id, row.title, "info"
                found += 1
                if found == _MOST:
                    return

    @Slot(QListWidgetItem)
    def _take(self, _item: QListWidgetItem) -> None:
        self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.target[0]:
                    self.accept()
                return True
        return super().eventFilter(watched, event)

    @classmethod
    def ask(cls, session: "Session", parent: QWidget | None = None) -> tuple[str, str] | None:
        """Where to go, as in :attr:`target`; None when nowhere."""
        dialog = cls(session, parent)
        target = dialog.target if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return target
