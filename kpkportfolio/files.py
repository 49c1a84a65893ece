"""Files written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from kpkportfolio.errors import EnvironmentFailed, UnacceptableInput
from kpkportfolio.text import _

IN_USE: set[Path] = set()
"""The SQLite files that this process has open, put here by the store."""


def refuse_in_use(path: Path) -> None:
    """Before a file is looked into or replaced by other means than SQLite: closing it again would drop SQLite's locks.

    Raises:
        UnacceptableInput: it is a database that is open here, or lies beside one.
    """
    for database in tuple(IN_USE):
        for ending in ("", "-wal", "-shm"):
            # no file at all, or no name that a file can have: who opens it says so
            with suppress(OSError, ValueError):
                if path.samefile(database.with_name(database.name + ending)):
                    raise UnacceptableInput(_("{file} is the portfolio that is open.").format(file=path.name))


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary name in the same folder to write to; it takes ``path``'s place when the block ends well.

    Raises:
        UnacceptableInput: it is a database that is open here.
        EnvironmentFailed: the file cannot be written; whatever stood there before still does.
    """
    refuse_in_use(path)
    temporary = path.with_name(f".{uuid4().hex}{path.suffix.lower()}")
    try:
        # a folder that cannot be written to is found out before any work is done
        temporary.touch(exist_ok=False)
        yield temporary
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise EnvironmentFailed(
            _("{file} could not be written: {reason}. Nothing was changed.").format(
                file=path, reason=error.strerror or error
            )
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
