"""A file's bytes, or a clear word on why they cannot be had: never a half-written file, never a wait without end."""

import os
import stat
from pathlib import Path

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.files import refuse_in_use
from kpkportfolio.text import _, format_number

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a register of 20 000 rows has about four million."""
_BLANK = b"\0\r\n\t \xef\xbb\xbf\xff\xfe"
# a pipe that nobody writes to would be waited for, and a file opened as text on Windows would end at Ctrl+Z
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def whole(path: Path) -> bytes:
    """All of a file.

    Raises:
        UnacceptableInput: it cannot be read (gone, locked, no file at all), is empty, is larger than any register, or
            was changed while it was read.
    """
    refuse_in_use(path)
    try:
        _only_file(path, os.stat(path))
        descriptor = os.open(path, _FLAGS)
        try:
            before = os.fstat(descriptor)
            # what lies under the name may have become another thing since
            _only_file(path, before)
            with open(descriptor, "rb", closefd=False) as stream:
                # one more than there should be, so that a file that grows is noticed and not followed
                data = stream.read(before.st_size + 1)
            after = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        now = os.stat(path)
    except FileNotFoundError as error:
        raise UnacceptableInput(_("{file} is not found.").format(file=path.name)) from error
    except PermissionError as error:
        raise UnacceptableInput(
            _("{file} may not be read. If it is open in another program, close it there and try again.").format(
                file=path.name
            )
        ) from error
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        raise UnacceptableInput(_("{file} cannot be read: {reason}").format(file=path.name, reason=reason)) from error
    if not _stamp(before) == _stamp(after) == _stamp(now) or len(data) != before.st_size:
        raise UnacceptableInput(
            _("{file} was changed while it was read. Try again when nobody is writing it.").format(file=path.name)
        )
    if not data.strip(_BLANK):
        raise UnacceptableInput(_("{file} is empty.").format(file=path.name))
    return data


def _only_file(path: Path, about: os.stat_result) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise UnacceptableInput(_("{file} is a folder. Choose a file in it.").format(file=path.name))
    if not stat.S_ISREG(about.st_mode):
        raise UnacceptableInput(
            _("{file} is no ordinary file (a pipe or a device). Save the register as a file first.").format(
                file=path.name
            )
        )
    if about.st_size > LARGEST_FILE:
        raise _too_large(path)


def _too_large(path: Path) -> UnacceptableInput:
    return UnacceptableInput(
        _("{file} is too large to be a register: at most {size} MB are read.").format(
            file=path.name, size=format_number(LARGEST_FILE // 1024 // 1024)
        )
    )


def _stamp(about: os.stat_result) -> tuple[int, ...]:
    """What is another when a file was written to or replaced."""
    # Windows numbers a file otherwise by its name than by its descriptor
    place = (about.st_dev, about.st_ino) if os.name == "posix" else ()
    return (about.st_size, about.st_mtime_ns, *place)
