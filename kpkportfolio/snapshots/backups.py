"""What a backup holds, to be compared with today before it is restored."""

from pathlib import Path
from tempfile import TemporaryDirectory

from kpkportfolio.store import backup, migrate
from kpkportfolio.store.content import Content
from kpkportfolio.store.engine import check_is_ours
from kpkportfolio.store.portfolio import Portfolio


def content_of_backup(file: Path) -> Content:
    """The whole content of a backup, which stays as it is; one of an earlier version is upgraded in a copy of it.

    Raises:
        EnvironmentFailed: it is no portfolio, is damaged, or was made by a newer version.
    """
    check_is_ours(file)
    if migrate.file_version(file) >= migrate.SCHEMA_VERSION:
        return _content(file)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _content(backup.back_up(file, Path(folder) / "copy.sqlite"))


def _content(file: Path) -> Content:
    portfolio = Portfolio.open(file)
    try:
        return portfolio.content()
    finally:
        portfolio.close()
