"""What is fuzzed: each target takes any bytes, and only an error that a person can act on may come out of it."""

import os
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from kpkportfolio.errors import PortfolioError
from kpkportfolio.exports.bundle import read_bundle
from kpkportfolio.registers.files.repair import clean, fold
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import ReadRegister
from kpkportfolio.registers.values import dates, money, statuses
from kpkportfolio.registers.values.fault import Fault

_T = TypeVar("_T")
# in memory where there is such a place: a disk would be written thousands of times a second
_FOLDER = "/dev/shm" if os.path.isdir("/dev/shm") else None


def _from_file(data: bytes, suffix: str, read: Callable[[Path], _T]) -> _T | None:
    with tempfile.NamedTemporaryFile(suffix=suffix, dir=_FOLDER, delete=False) as file:
        file.write(data)
    path = Path(file.name)
    try:
        return read(path)
    except PortfolioError as error:
        if path.name not in str(error):
            raise AssertionError(f"The error does not name the file: {error}") from error
        return None
    finally:
        path.unlink()


def _register(suffix: str) -> Callable[[bytes], None]:
    def target(data: bytes) -> None:
        read = _from_file(data, suffix, read_register)
        if read is not None:
            _makes_sense(read)

    return target


def _makes_sense(read: ReadRegister) -> None:
    assert len(read.initiatives) <= read.rows_seen
    for initiative in read.initiatives:
        assert initiative.title
        for text in (initiative.title, initiative.description, initiative.ref, *initiative.raw.values()):
            if text is not None:
                text.encode("utf-8")  # what a database keeps
        low, high = initiative.investment_min, initiative.investment_max
        assert low is None or high is None or low <= high
        # what a 64-bit column holds
        assert all(abs(cents) < 1 << 63 for cents in (low, high) if cents is not None)
        assert initiative.start is None or initiative.end is None or initiative.start <= initiative.end


def _moment(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    for day_first in (True, False):
        for read in (dates.read_moment, dates.read_schedule):
            found = read(text, day_first)
            assert found is None or isinstance(found, (Fault, tuple))
            if found is not None and not isinstance(found, Fault):
                assert all(day is None or isinstance(day, date) for day in (found.first, found.last))
    dates.day_first(text.split("\n"))


def _money(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    for comma in (None, True, False):
        found = money.read_money(text, 1000, comma)
        if isinstance(found, money.Money):
            assert all(abs(cents) < 1 << 63 for cents in found if isinstance(cents, int))


def _status(data: bytes) -> None:
    statuses.read_status(data.decode("utf-8", errors="replace"))


def _profile(data: bytes) -> None:
    try:
        profile = Profile.loads(data.decode("utf-8", errors="replace"))
    except PortfolioError:
        return
    spoken = profile.dumps()
    spoken.encode("utf-8")
    assert Profile.loads(spoken).dumps() == spoken


def _repair(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert cleaned == cleaned.strip()
    fold(text)


def _bundle(data: bytes) -> None:
    _from_file(data, ".json", read_bundle)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "csv": _register(".csv"),
    "xlsx": _register(".xlsx"),
    "xls": _register(".xls"),
    "ods": _register(".ods"),
    "mspdi": _register(".xml"),
    "gan": _register(".gan"),
    "bundle": _bundle,
    "profile": _profile,
    "date": _moment,
    "money": _money,
    "status": _status,
    "repair": _repair,
}
"""By name, which is also that of the folder of its findings in ``corpus/``."""
