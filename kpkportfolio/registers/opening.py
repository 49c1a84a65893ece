"""A file's bytes, or a clear word on why they cannot be had."""

from pathlib import Path

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.text import _

LARGEST_FILE = 200 * 1024 * 1024


def whole(path: Path) -> bytes:
    """All of a file.

    Raises:
        UnacceptableInput: it cannot be read, is empty, or is larger than any register.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnacceptableInput(_("{file} is too large to be a register.").format(file=path.name))
        data = path.read_bytes()
    except OSError as error:
        raise UnacceptableInput(
            _("{file} cannot be read: {reason}").format(file=path.name, reason=error.strerror or error)
        ) from error
    if not data.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise UnacceptableInput(_("{file} is empty.").format(file=path.name))
    return data
