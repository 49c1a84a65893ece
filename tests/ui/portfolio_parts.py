"""What tests of the portfolio page and the details share: an open sample and findings one gives oneself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kpkportfolio.overlap.finding import Finding
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from ui.models.grouping import Group
from ui.pages.portfolio_page import PortfolioPage
from ui.session import Session
from ui.tasks import Tasks

KEY = "Yhteinen asianhallintapalvelu"


class Found(QObject):
    """Findings without a search."""

    changed = Signal()

    def __init__(self, findings: list[Finding] | None = None) -> None:
        super().__init__()
        self.open = findings or []

    def open_of(self, id_: str) -> list[Finding]:
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


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> PortfolioPage:
    session.today = lambda: date(2011, 11, 15)  # type: ignore[assignment]  # the day of the sample's story
    page = PortfolioPage(session, None, Found())  # type: ignore[arg-type]  # findings without a search
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    return page


def titles(page: PortfolioPage) -> list[str]:
    entries = (page.model.entry(n) for n in range(page.model.rowCount()))
    return [entry.name if isinstance(entry, Group) else entry.title for entry in entries]


def at(page: PortfolioPage, id_: str, key: str = "title") -> None:
    """Make a cell the current one."""
    page.table.setCurrentIndex(page.model.index(page.model.place(id_), page.model.column_of(key)))


def editor(page: PortfolioPage) -> QWidget:
    found = [w for w in page.table.viewport().findChildren(QWidget) if isinstance(w, QLineEdit | QComboBox)]
    return next(w for w in found if w.parent() is page.table.viewport())
