"""The place of the words that there is nothing to show: over the whole page, or beside what narrows the list."""

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget

from ui.widgets.empty import Action, EmptyPage
from ui.widgets.overlap.nothing import Nothing


class NothingPlace:
    """One empty page, made anew when it says something else or stands elsewhere."""

    def __init__(self) -> None:
        self._page: EmptyPage | None = None
        self._said: Nothing | None = None

    def show(self, stack: QStackedWidget, said: Nothing, actions: Mapping[str, Action]) -> None:
        """Say it in this stack."""
        page = self._page
        if page is None or said != self._said or stack.indexOf(page) < 0:
            if page is not None:
                page.setParent(None)
                page.deleteLater()
            action = actions.get(said.action)
            page = self._page = EmptyPage(said.title, said.text, [action] if action else [])
            self._said = said
            stack.addWidget(page)
        stack.setCurrentWidget(page)
