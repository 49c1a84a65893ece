"""Which action does what: the one place where the table of actions meets the window."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.text import LANGUAGES
from ui.dialogs.export_forms import Form
from ui.pages import PAGES
from ui.theme.theme import Scheme

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def handlers(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """What each action of the table does in this window."""
    files, initiatives, undoing, view, shell = (
        window.files,
        window.initiatives,
        window.undoing,
        window.view,
        window.shell,
    )
    found: dict[str, Callable[[], object]] = {
        "new": files.new,
        "open": files.open,
        "open_shared": files.open_shared,
        "sample": files.sample,
        "close": files.close,
        "import": files.bring_in,
        "export_excel": partial(files.export, Form.EXCEL),
        "export_csv": partial(files.export, Form.CSV),
        "export_deck": partial(files.export, Form.DECK),
        "export_plan": partial(files.export, Form.PLAN),
        "export_json": partial(files.export, Form.BUNDLE),
        "export_whole": partial(files.export, Form.WHOLE),
        "back_up": files.back_up,
        "restore": files.restore,
        "check": files.check,
        "quit": window.close,
        "undo": undoing.undo,
        "redo": undoing.redo,
        "cut": partial(_press, Qt.Key.Key_X),
        "copy": partial(_press, Qt.Key.Key_C),
        "paste": partial(_press, Qt.Key.Key_V),
        "select_all": partial(_press, Qt.Key.Key_A),
        "find": view.search,
        "clear_filter": view.clear_filter,
        "preferences": view.preferences,
        "details": view.toggle_details,
        "go_to": view.go_to,
        "next_pane": partial(view.next_pane, 1),
        "previous_pane": partial(view.next_pane, -1),
        "refresh": view.reload,
        "full_screen": view.toggle_full_screen,
        "idea": window.begin_idea,
        "add": initiatives.add,
        "open_details": window.open_details,
        "edit": initiatives.edit,
        "merge": initiatives.merge,
        "delete": initiatives.delete,
        "history": view.history,
        "look_back": view.look_back,
        "today": shell.past.leave,
        "shortcuts": view.shortcuts,
        "about": view.about,
    }
    for page in PAGES:
        found[f"page.{page.key}"] = partial(window.go, page.key)
    for code in LANGUAGES:
        found[f"language.{code}"] = partial(shell.set_language, code)
    for scheme in Scheme:
        found[f"scheme.{scheme}"] = partial(shell.set_scheme, scheme)
    for status in Status:
        found[f"status.{status}"] = partial(initiatives.set_status, status)
    return found


def _press(key: Qt.Key) -> None:
    """Ctrl and a key, for whatever has the keyboard: it knows best what cutting, copying and pasting mean there."""
    focus = QApplication.focusWidget()
    if focus is not None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focus, QKeyEvent(kind, key, Qt.KeyboardModifier.ControlModifier))
