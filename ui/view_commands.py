"""What the Edit, View, Tools and Help menus do in a window besides what its pages do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kpkportfolio.text import _

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.pages.page import Page
    from ui.session import Session


class ViewCommands:
    """Looking elsewhere: finding, panes, the past, and the windows that tell of things."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    @property
    def _session(self) -> "Session | None":
        return self._window.session

    @property
    def _page(self) -> "Page | None":
        workspace = self._window.workspace
        return None if workspace is None else workspace.page

    def reload(self) -> None:
        """Read the portfolio again."""
        if self._session is not None:
            self._session.reload()

    def next_pane(self, step: int) -> None:
        """Move the keyboard to the next pane, or the previous one with −1."""
        if self._window.workspace is not None:
            self._window.workspace.next_pane(step)

    def search(self) -> None:
        """Put the cursor into the page's search field."""
        from ui.widgets.tool_row import SearchField

        page = self._page
        for field in page.findChildren(SearchField) if page is not None else ():
            if field.isVisibleTo(self._window):
                field.focus()
                return

    def go_to(self) -> None:
        """Ask for a page or an initiative by a part of its name and go there."""
        from ui.dialogs.go_to import GoTo

        target = GoTo.ask(self._session, self._window) if self._session is not None else None
        if target is None or self._session is None:
            return
        kind, key = target
        if kind == "page":
            self._window.go(key)
        else:
            if (page := self._page) is not None and not page.details:
                self._window.go("portfolio")
            if key not in {row.id for row in self._session.shown}:
                self.clear_filter()
            self._session.select([key])
            self._window.open_details()

    def clear_filter(self) -> None:
        """Show everything again."""
        if self._session is not None:
            self._session.set_filter(type(self._session.filter)())

    def preferences(self) -> None:
        from ui.dialogs.preferences import Preferences

        wanted = Preferences.ask(self._window.shell.settings, self._window)
        if wanted is not None:
            self._window.shell.prefer(wanted)

    def history(self) -> None:
        from ui.dialogs.history import History

        if self._session is not None:
            History.show_for(self._session, self._window)

    def look_back(self) -> None:
        """Ask for a state of the portfolio that was, and show it."""
        from ui.dialogs.choose_state import ask_state

        present = self._window.shell.past.present
        if present is not None:
            ask_state(present, self._window, _("Show the portfolio as of"), self._window.shell.past.show)

    def about(self) -> None:
        from ui.dialogs.about import About

        target = self._session.portfolio.target if self._session is not None else ""
        About.show_for(target, self._window.shell.log_file, self._window)

    def shortcuts(self) -> None:
        from ui.dialogs.about import Shortcuts

        Shortcuts.show_for(self._window)

    def toggle_details(self) -> None:
        if self._window.workspace is not None:
            self._window.workspace.set_details(not self._window.workspace.details_wanted)
            self._window.update_actions()

    def toggle_full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)
