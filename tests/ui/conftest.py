"""What tests with windows share: nothing may outlive its test.

A thread, timer or window left behind crashes some later, innocent test; so the test that leaves it fails, by name.
"""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import getCppPointer, isValid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kpkportfolio.store.portfolio import Portfolio
    from ui.application import Shell
    from ui.session import Session

# long enough for a worker to notice that it is cancelled, short enough for a hanging one to be a failure
WAIT_MS = 3000


def _called(thing: QObject) -> str:
    name = thing.objectName()
    return f"{type(thing).__name__} {name!r}" if name else type(thing).__name__


def _windows() -> dict[int, QWidget]:
    """Top-level widgets that somebody made, by address; those with a parent go with it, tool tips are Qt's own."""
    return {
        getCppPointer(widget)[0]: widget
        for widget in QApplication.topLevelWidgets()
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    }


def _running() -> dict[int, QObject]:
    """Qt threads and timers, known to Python, that run now."""
    found: dict[int, QObject] = {}
    for thing in gc.get_objects():
        # the class is asked for by type(): isinstance would wake lazy proxies that merely lie about
        if not issubclass(type(thing), QThread | QTimer) or not isValid(thing):
            continue
        if thing.isRunning() if issubclass(type(thing), QThread) else thing.isActive():
            found[id(thing)] = thing
    return found


def _settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings of each test's own: what one test's window remembers, the next one's does not find."""
    folder = str(tmp_path_factory.mktemp("settings"))
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(form, scope, folder)


def _left(windows: set[int], running: set[int]) -> list[str]:
    """What is there now and was not before, in words."""
    left = [f"window {_called(widget)}" for key, widget in _windows().items() if key not in windows]
    for key, thing in _running().items():
        if key in running or (isinstance(thing, QThread) and thing.wait(WAIT_MS)):
            continue
        parent = thing.parent()
        left.append(f"running {_called(thing)}" + (f" of {_called(parent)}" if parent else ""))
    return left


@pytest.fixture(autouse=True, scope="module")
def _others_are_out_of_sight() -> Iterator[None]:
    """What the tests of other modules left in memory is not looked through before and after each test of this one,
    which took most of their time."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _nothing_left_behind(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails the test that leaves a window, a running Qt thread or an active timer behind, naming it."""
    windows, running = set(_windows()), set(_running())
    yield
    _settle()
    jobs = not QThreadPool.globalInstance().waitForDone(WAIT_MS)
    left = _left(windows, running)
    if left:
        # what only a reference cycle still holds is on its way out, and goes now
        gc.collect()
        _settle()
        left = _left(windows, running)
    if jobs:
        left.append("a job in Qt's thread pool")
    if left:
        pytest.fail(f"{request.node.name} left behind: {', '.join(left)}", pytrace=False)


# --- a whole window, for tests of the shell and of pages in their place ------------------------------------------


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A portfolio of a few initiatives and one project."""
    from kpkportfolio.model.change import Change, Operation, OperationKind
    from kpkportfolio.store.portfolio import Portfolio

    portfolio = Portfolio.create(tmp_path / "salkku.sqlite", "Salkku", "Liisa")
    plain = {"kind": "initiative", "open_ended": False, "confidential": False}
    rows = {
        "i1": {"title": "Asiointitili", "status": "idea"},
        "i2": {"title": "Asianhallinta", "status": "proposed"},
        "i3": {"title": "Ajanvaraus", "status": "implementation"},
        "i4": {"title": "Arkisto", "status": None},
        "p1": {"title": "Arkiston määrittely", "kind": "specification_project", "parent_id": "i4", "status": "idea"},
    }
    changes = [Change("initiative", id_, None, {**plain, **row}) for id_, row in rows.items()]
    portfolio.commit(Operation(OperationKind.ADD, "esimerkki", changes))
    portfolio.close()
    return tmp_path / "salkku.sqlite"


@pytest.fixture
def open_shell(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., "Shell"]]:
    """Opens windows with pages of a few lines: ``open_shell(db=None, language="en", by=None)``."""
    from tests.ui import shell_parts
    from ui import pages, workspace
    from ui.application import Shell

    monkeypatch.setattr(pages.PageEntry, "load", lambda entry: shell_parts.page_class(entry.key))
    monkeypatch.setattr(workspace, "load_details", lambda: shell_parts.Panel)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    opened: list[Shell] = []

    def open_(db: str | None = None, language: str | None = "en", by: str | None = None) -> Shell:
        shell = Shell(qapp, language, by)
        opened.append(shell)
        shell.start(db)
        return shell

    yield open_
    for shell in opened:
        shell.window.close()
        shell.stop()
        shell.window.deleteLater()
        shell.deleteLater()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Messages are collected here as (title, text) instead of being shown."""
    from ui.dialogs.message import Message

    messages: list[tuple[str, str]] = []
    monkeypatch.setattr(
        Message, "tell", classmethod(lambda _c, _parent, title, text, *_more, **_named: messages.append((title, text)))
    )
    return messages


@pytest.fixture
def searched_session(qtbot: "QtBot") -> "Iterator[Callable[[Portfolio], Session]]":
    """Opens a session over a portfolio and waits until its overlaps have been found."""
    from ui.session import Session
    from ui.tasks import Tasks

    opened: list[tuple[Session, Tasks]] = []

    def open_(portfolio: "Portfolio") -> Session:
        tasks = Tasks()
        session = Session(portfolio, tasks)
        opened.append((session, tasks))
        session.load()
        qtbot.waitUntil(lambda: session.complete)
        session.findings.rescan()
        qtbot.waitUntil(lambda: session.findings.state == "ready", timeout=20_000)
        return session

    yield open_
    for session, tasks in opened:
        tasks.stop()
        session.close()
        session.deleteLater()
        tasks.deleteLater()


@pytest.fixture
def alike(tmp_path: Path, searched_session: "Callable[[Portfolio], Session]") -> "Session":
    """A session over the portfolio of ``overlap_parts``, once its overlaps have been found."""
    from tests.ui.overlap_parts import make_portfolio

    return searched_session(make_portfolio(tmp_path / "alike.sqlite"))
