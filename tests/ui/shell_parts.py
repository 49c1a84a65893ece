"""A window with pages of a few lines, for tests of what holds the pages together; fixtures are in conftest.py."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget

from kpkportfolio.model.rows import InitiativeRow
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.tool_row import SearchField


class ListPage(Page):
    """Titles in a list, a search field, and a number that is its state."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.number = 0
        self.projects_only = False
        self.search = SearchField(parent=self)
        self.list = QListWidget()
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.list)

    def refresh(self) -> None:
        self.list.clear()
        self.list.addItems([row.title for row in self.session.shown])

    def rows(self) -> list[InitiativeRow]:
        rows = super().rows()
        return [row for row in rows if row.parent_id] if self.projects_only else rows

    def show_pair(self, a: str, b: str) -> None:
        self.pair = (a, b)

    def state(self) -> dict[str, Any]:
        return {"number": self.number}

    def restore(self, state: dict[str, Any]) -> None:
        self.number = state.get("number", 0)


class LonelyPage(ListPage):
    """A page that takes neither facets nor details."""

    details = False
    facets = False


class Panel(QWidget):
    """Stands for the details: a field, and the title of what is selected."""

    closed = Signal()
    compare = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QVBoxLayout(self).addWidget(self.field)


def page_class(key: str) -> type[Page]:
    """The page of a key, in the order of the real ones; ideas stand alone."""
    base = LonelyPage if key == "idea" else ListPage
    return type(f"Page_{key}", (base,), {"key": key})
