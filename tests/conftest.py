"""What every test shares. Imports without PySide6, because the portfolio is tested without it too.

Before anything of ours is imported, the tests are put into surroundings of their own: the user's settings, data,
key ring and language are out of reach, and a run in Helsinki, in a bare container and at midnight UTC is the same run.
"""

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from kpkportfolio.store.portfolio import Portfolio


def _surroundings() -> None:
    home = tempfile.mkdtemp(prefix="kpkportfolio-tests-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    for variable in ("LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANGUAGE", "KPKPORTFOLIO_DB"):
        os.environ.pop(variable, None)
    os.environ |= {
        # both platformdirs and QSettings follow these; the cache stays, for matplotlib's list of fonts is slow to make
        "XDG_DATA_HOME": f"{home}/data",
        "XDG_CONFIG_HOME": f"{home}/config",
        "XDG_STATE_HOME": f"{home}/state",
        "LOCALAPPDATA": f"{home}/data",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        # the users' own zone; UTC would hide what forgets to convert
        "TZ": "Europe/Helsinki",
    }
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if hasattr(time, "tzset"):
        time.tzset()


_surroundings()

# imported only now, so that nothing of it has looked at the user's surroundings
from kpkportfolio import text  # noqa: E402

# Slow machines make no test fail; CI repeats the same examples, a developer's machine looks for new ones.
hypothesis.settings.register_profile("default", deadline=None, print_blob=True)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True, print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

SHARED_DATA = Path(__file__).resolve().parents[1] / "../shared/data"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Lets pyproject.toml speak of pytest-qt's settings where pytest-qt is not installed."""
    if find_spec("pytestqt") is None:
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "pytest-qt's own, which is not installed here")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of example and real registers that lies beside the checkout; too large to be part of it."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"there are no example registers beside the checkout ({SHARED_DATA.resolve()})")
    return SHARED_DATA.resolve()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Every test starts in English, whatever language the one before it spoke."""
    text.set_language("en")
    yield
    text.set_language("en")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the test run."""
    from tests.databases import postgres_server

    with postgres_server() as address:
        yield address


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new portfolio may be made: a file name, and the address of an empty shared database."""
    if request.param == "sqlite":
        yield str(tmp_path / "salkku.sqlite")
        return
    from tests.databases import fresh_database

    with fresh_database(request.getfixturevalue("postgres")) as address:
        yield address


@pytest.fixture
def portfolio(target: str) -> Iterator["Portfolio"]:
    """A new, empty portfolio on each of the two databases."""
    from kpkportfolio.store.portfolio import Portfolio

    opened = Portfolio.create(target, by="Liisa")
    yield opened
    opened.close()
