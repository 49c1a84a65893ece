"""Reading a file that is to be imported, off the UI thread; no Qt here, and nothing is written."""

from dataclasses import dataclass
from pathlib import Path

from kpkportfolio.errors import EnvironmentFailed, UnacceptableInput
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import ReadRegister
from kpkportfolio.registers.standing import Records
from kpkportfolio.store.content import Content
from kpkportfolio.text import _
from ui.tasks import Progress

BUNDLE = ".json"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as read; one of ``register`` and ``content`` (of a bundle) is there.

    Attributes:
        stamp: by which it is noticed that the file was changed since.
        profile: how it was read; None is as recognised.
        remembered: the profile is the one that the register was read with last time.
        refused: why nothing of it can be taken in although its sheets are there to be looked at.
    """

    path: Path
    stamp: tuple[int, int]
    register: ReadRegister | None = None
    content: Content | None = None
    profile: Profile | None = None
    remembered: bool = False
    refused: str = ""


def stamp(path: Path) -> tuple[int, int]:
    """Time of the last change and size.

    Raises:
        UnacceptableInput: the file is not there or may not be looked at.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise UnacceptableInput(
            _("{file} cannot be opened: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
    return found.st_mtime_ns, found.st_size


def remembered(records: Records, name: str) -> Profile | None:
    """How a register was read last time; None when nobody said anything, or a newer version did."""
    for row in records.records("register").values():
        if str(row["name"]).casefold() == name.casefold() and row.get("profile"):
            try:
                found = Profile.loads(str(row["profile"]))
            except UnacceptableInput:
                return None
            return None if found == Profile() else found
    return None


def read_source(path: Path, progress: Progress, profile: Profile | None = None, again: bool = False) -> SourceFile:
    """Read a register or a bundle.

    Args:
        profile: how a register is to be read; None is as recognised.
        again: the profile is the one of last time.

    Raises:
        UnacceptableInput: it is neither, or it is broken; the message says what is wrong.
        EnvironmentFailed: it may not be read.
    """
    progress(0, 0)
    at_first = stamp(path)
    try:
        if path.suffix.lower() == BUNDLE:
            from kpkportfolio.exports.bundle import read_bundle

            return SourceFile(path, at_first, content=read_bundle(path))
        from kpkportfolio.registers.reading import NoHeader, read_register

        try:
            # what is uncertain is marked for the person who looks at it, and taken as it was recognised
            register = read_register(path, progress, profile, 0)
        except NoHeader as error:
            # the person can show where the header is
            register = ReadRegister(path, path.stem, [], [], 0, [], error.tables, profile=profile)
            return SourceFile(path, at_first, register, profile=profile, remembered=again, refused=str(error))
        return SourceFile(path, at_first, register, profile=profile, remembered=again)
    except OSError as error:
        raise EnvironmentFailed(
            _("{file} cannot be opened: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
