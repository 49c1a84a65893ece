"""Reading a file that is to be imported, off the UI thread; no Qt here, and nothing is written."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpkportfolio.errors import EnvironmentFailed, UnacceptableInput
from kpkportfolio.registers.difference.remembering import profile_of, recognised
from kpkportfolio.registers.difference.standing import Records
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import ReadRegister
from kpkportfolio.store.content import Content
from kpkportfolio.text import _
from ui.tasks import Progress

if TYPE_CHECKING:
    from kpkportfolio.exports.whole_bundle import WholeBundle

WHOLE = ".zip"

BUNDLES = (".json", WHOLE)
"""Endings of the files of other portfolios, without their history and with it."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as read; one of ``register`` and ``content`` (of a bundle) is there.

    Attributes:
        stamp: by which it is noticed that the file was changed since.
        whole: the bundle with its history that the content is of.
        profile: how it was read; None is as recognised.
        remembered: the profile is the one that the register was read with last time, and it says something.
        name: the register that the file is of, by its name and what is in it; None when it is none that is known.
        refused: why nothing of it can be taken in although its sheets are there to be looked at.
    """

    path: Path
    stamp: tuple[int, int]
    register: ReadRegister | None = None
    content: Content | None = None
    whole: "WholeBundle | None" = None
    profile: Profile | None = None
    remembered: bool = False
    refused: str = ""
    name: str | None = None


def stamp(path: Path) -> tuple[int, int]:
    """Time of the last change and size.

    Raises:
        UnacceptableInput: the file is not there or may not be looked at.
    """
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise UnacceptableInput(_("{file} is not found.").format(file=path)) from error
    except OSError as error:
        raise UnacceptableInput(
            _("{file} cannot be opened: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
    return found.st_mtime_ns, found.st_size


def read_source(
    path: Path, progress: Progress, records: Records, name: str, said: Profile | None = None, named: bool = False
) -> SourceFile:
    """Read a register or a bundle; a register as was said, else as it was read last time.

    Args:
        records: the portfolio, which remembers how its registers are read.
        name: the register's name as far as the file's own tells it.
        said: how it is to be read; None when nobody has said anything of this file.
        named: whether a person gave the name; else the file is looked at once more for whose it is.

    Raises:
        UnacceptableInput: it is neither, or it is broken; the message says what is wrong.
        EnvironmentFailed: it may not be read.
    """
    progress(0, 0)
    at_first = stamp(path)
    try:
        if path.suffix.lower() == WHOLE:
            from kpkportfolio.exports.whole_bundle import read_whole_bundle

            whole = read_whole_bundle(path)
            return SourceFile(path, at_first, content=whole.content, whole=whole)
        if path.suffix.lower() in BUNDLES:
            from kpkportfolio.exports.bundle import read_bundle

            return SourceFile(path, at_first, content=read_bundle(path))
        source = _read(path, at_first, progress, said if said is not None else profile_of(records, name))
        if not named and source.register is not None and source.register.own:
            source = replace(source, name=source.register.name)
        elif not named:
            found = _recognised(records, source)
            if found is not None and found != name and said is None:
                source = _read(path, at_first, progress, profile_of(records, found))
            source = replace(source, name=found)
        remembered = said is None and source.profile not in (None, Profile())
        return replace(source, remembered=remembered)
    except OSError as error:
        raise EnvironmentFailed(
            _("{file} cannot be opened: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error


def _read(path: Path, at_first: tuple[int, int], progress: Progress, profile: Profile | None) -> SourceFile:
    from kpkportfolio.registers.reading import NoHeader, read_register

    try:
        # what is uncertain is marked for the person who looks at it, and taken as it was recognised
        return SourceFile(path, at_first, read_register(path, progress, profile, 0), profile=profile)
    except NoHeader as error:
        # the person can show where the header is
        register = ReadRegister(path, path.stem, [], [], 0, [], error.tables, profile=profile)
        return SourceFile(path, at_first, register, profile=profile, refused=str(error))


def _recognised(records: Records, source: SourceFile) -> str | None:
    tables = source.register.tables if source.register is not None else ()
    taken = [table for table in tables if table.taken]
    headings = [column.heading for table in taken for column in table.columns]
    return recognised(records, source.path, [table.sheet for table in taken if table.sheet], headings)
