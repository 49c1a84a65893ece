"""What tests of the portfolio page and the details share: an open sample and findings one gives oneself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from kpkportfolio.overlap.finding import Finding
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from ui.session import Session
from ui.tasks import Tasks

KEY = "Yhteinen asianhallintapalvelu"


class Found(QObject):
    """Findings without a search."""

    changed = Signal()

    def __init__(self, findings: list[Finding] | None = None) -> None:
        super().__init__()
        self.open = findings or []

    def of(self, id_: str) -> list[Finding]:
        return [one for one in self.open if id_ in (one.a, one.b)]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample portfolio, made once."""
    path = tmp_path_factory.mktemp("sample") / "sample.sqlite"
    portfolio = Portfolio.create(path, by="Liisa Aalto")
    portfolio.commit(sample_operation())
    portfolio.close()
    return path


@contextmanager
def opened(path: Path, qtbot: QtBot) -> Iterator[Session]:
    """A loaded session over a file; everything is over when it ends."""
    tasks = Tasks()
    session = Session(Portfolio.open(path, "Liisa Aalto"), tasks)
    session.load()
    qtbot.waitUntil(lambda: session.complete)
    try:
        yield session
    finally:
        tasks.stop()
        session.close()
        session.deleteLater()
        tasks.deleteLater()


@pytest.fixture
def session(sample_file: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    """A session over a copy of the sample."""
    path = tmp_path / "sample.sqlite"
    copyfile(sample_file, path)
    with opened(path, qtbot) as session:
        yield session


def id_of(session: Session, title: str) -> str:
    """The id of the initiative whose title begins so."""
    return next(row.id for row in session.contents.initiatives if row.title.startswith(title))


Until = Callable[[Callable[[], bool]], None]
