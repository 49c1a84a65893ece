"""What is remembered of registers on this machine: when one is stale, and where its last file was.

A file's place is this machine's and of nobody else's concern; so it is kept with the window's settings, by database
and register, and not in the portfolio.
"""

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QSettings

from kpkportfolio.model.staleness import MONTHS, use_months

CHOICES = (1, 3, 6, 12, 24)
"""Months to choose from, after which a register is stale."""


def stale_after() -> int:
    """After how many months without a reading a register is stale."""
    kept = str(_store().value("stale_after", ""))
    return int(kept) if kept.isdecimal() and int(kept) > 0 else MONTHS


def set_stale_after(months: int) -> None:
    """Another number of months, kept from now on."""
    use_months(months)
    _store().setValue("stale_after", str(months))


def last_file(target: str, register_id: str) -> Path | None:
    """Where the register's last file was read on this machine; it may not be there any more."""
    kept = _store().value(_place(target, register_id))
    return Path(kept) if isinstance(kept, str) and kept else None


def remember_file(target: str, register_id: str, path: Path) -> None:
    """The register was read from this file just now."""
    _store().setValue(_place(target, register_id), str(path))


def _place(target: str, register_id: str) -> str:
    # an address holds slashes, which would be groups, and names that need not be told twice
    return f"files-{sha256(target.encode()).hexdigest()[:16]}/{register_id}"


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "registers")
