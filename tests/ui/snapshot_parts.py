"""The sample portfolio with two snapshots and what has changed since."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

import pytest
from pytestqt.qtbot import QtBot

from kpkportfolio import snapshots
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio
from ui.session import Session
from ui.tasks import Tasks

MOVED = "Yhteinen asianhallintapalvelu"


@pytest.fixture(scope="session")
def file_with_snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; each test gets a copy by :func:`opened_copy`."""
    path = tmp_path_factory.mktemp("snapshots") / "salkku.sqlite"
    portfolio = Portfolio.create(path, by="Liisa Aalto")
    portfolio.commit(sample_operation())
    snapshots.take(portfolio, "2/2011")
    row = next(row for row in portfolio.initiatives() if row.title.startswith(MOVED))
    figures = portfolio.records("money", initiative_id=row.id, kind="ict_investment")
    changes = []
    for id_, figure in figures.items():
        before = {name: figure[name] for name in ("min", "likely", "max") if figure[name] is not None}
        changes.append(Change("money", id_, before, {name: int(str(value)) // 2 for name, value in before.items()}))
    portfolio.commit(Operation(OperationKind.EDIT, row.title, changes))
    snapshots.take(portfolio, "3/2011", "Ohjausryhmä")
    portfolio.commit(editing(portfolio, [row.id], {"note": "Tarkistettu"}))
    portfolio.close()
    return path


@contextmanager
def opened_copy(path: Path, folder: Path, qtbot: QtBot) -> Iterator[Session]:
    """A loaded session over a copy of a file; everything is over when it ends."""
    copy = folder / "salkku.sqlite"
    copyfile(path, copy)
    tasks = Tasks()
    session = Session(Portfolio.open(copy, "Liisa Aalto"), tasks)
    session.load()
    qtbot.waitUntil(lambda: session.complete)
    try:
        yield session
    finally:
        tasks.stop()
        session.close()
        session.deleteLater()


@contextmanager
def opened_empty(folder: Path, qtbot: QtBot) -> Iterator[Session]:
    """A session over a new portfolio with nothing in it."""
    path = folder / "uusi.sqlite"
    Portfolio.create(path, by="Liisa Aalto").close()
    with opened_copy(path, folder, qtbot) as session:
        yield session
