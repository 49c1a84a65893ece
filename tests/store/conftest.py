"""Every store test runs on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpkportfolio.store.portfolio import Portfolio
from tests.store.databases import fresh_database, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with postgres_server() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new portfolio may be made: a file name or the address of an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "salkku.sqlite")
        return
    with fresh_database(request.getfixturevalue("postgres")) as address:
        yield address


@pytest.fixture
def portfolio(target: str) -> Iterator[Portfolio]:
    opened = Portfolio.create(target, by="Liisa")
    yield opened
    opened.close()
