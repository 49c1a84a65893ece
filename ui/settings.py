"""What the window remembers from one start to the next, declared in one place.

Kept in a small text file of the user's own. A missing, foreign or damaged value is the default; a password is
never among them.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from PySide6.QtCore import QSettings

from kpkportfolio.model.filtering import Facet, Filter
from kpkportfolio.model.health_rules import Thresholds

_GROUP = "window"
MOST_RECENT = 10
"""Databases that the list of recent ones keeps."""
DAYS, MOST_DAYS = 7, 366
"""Days from one snapshot by itself to the next (store.occasions, which the settings do not load), and the most."""
MOST_MONTHS, MOST_PERCENT = 60, 500
"""The greatest thresholds that can be chosen for conditions."""
_SECRETS = frozenset({"password", "sslpassword"})


@dataclass
class Settings:
    """Everything that survives a restart.

    Attributes:
        language: ``fi``, ``sv`` or ``en``; empty follows the system.
        scheme: ``system``, ``light`` or ``dark``.
        by: the name changes are signed with; empty is the computer's user.
        recent: files and addresses, latest first, without passwords.
        database: what was open last, empty when nothing was.
        geometry: the window's place and size, as Qt tells them.
        details_width: the details panel's width, logical px.
        details_open: whether the panel may stand beside the page.
        page: the key of the page that was looked at.
        pages: each page's own state, by key.
        filter: what was shown, as :func:`filter_to_plain` writes it.
        selection: ids that were selected.
        yellow_months, red_months, red_percent: thresholds that conditions are worked out by (model.health_rules).
        snapshot_days: days from one snapshot to the next that nobody asks for; 0 is never.
    """

    language: str = ""
    scheme: str = "system"
    by: str = ""
    recent: list[str] = field(default_factory=list)
    database: str = ""
    geometry: bytes = b""
    details_width: int = 348
    details_open: bool = True
    page: str = ""
    pages: dict[str, Any] = field(default_factory=dict)
    filter: dict[str, Any] = field(default_factory=dict)
    selection: list[str] = field(default_factory=list)
    yellow_months: int = 1
    red_months: int = 3
    red_percent: int = 10
    snapshot_days: int = DAYS

    @classmethod
    def load(cls) -> "Settings":
        """What was saved, with defaults where nothing usable was."""
        result = cls()
        store = _store()
        for one in fields(cls):
            default = getattr(result, one.name)
            value = _plain(store.value(f"{_GROUP}/{one.name}"), default)
            if value is not None:
                setattr(result, one.name, value)
        result.recent = [name for name in result.recent if isinstance(name, str)][:MOST_RECENT]
        result.selection = [id_ for id_ in result.selection if isinstance(id_, str)]
        return result

    @property
    def days(self) -> int:
        """From one snapshot by itself to the next; what makes no sense in the file is the default."""
        return self.snapshot_days if 0 <= self.snapshot_days <= MOST_DAYS else DAYS

    @property
    def thresholds(self) -> Thresholds:
        """By what conditions are worked out; what makes no sense in the file is the default."""
        limits = Thresholds(self.yellow_months, self.red_months, self.red_percent)
        sound = 0 < limits.yellow_months <= limits.red_months <= MOST_MONTHS and 0 <= limits.red_percent <= MOST_PERCENT
        return limits if sound else Thresholds()

    def save(self) -> None:
        """Write everything; a disk that refuses costs only the memory of the window."""
        store = _store()
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, bytes):
                value = base64.b64encode(value).decode("ascii")
            store.setValue(f"{_GROUP}/{one.name}", json.dumps(value, ensure_ascii=True))
        store.sync()

    def remember(self, target: str) -> None:
        """Put a database first among the recent ones and make it the one to reopen."""
        shown = without_secret(target)
        self.database = shown
        self.recent = [shown, *(name for name in self.recent if name != shown)][:MOST_RECENT]

    def forget(self, target: str) -> None:
        """Take a database off the list of recent ones."""
        self.recent = [name for name in self.recent if name != target]


def folder() -> Path:
    """The folder the settings are kept in; it may not be there yet."""
    return Path(_store().fileName()).parent


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "window")


def _plain(text: object, default: object) -> object:
    """The value a text holds if it is of the default's type, else None."""
    if not isinstance(text, str):
        return None
    try:
        value = json.loads(text)
        if isinstance(default, bytes):
            return base64.b64decode(value, validate=True)
    except (ValueError, TypeError, binascii.Error):
        return None
    return value if type(value) is type(default) else None


def without_secret(target: str) -> str:
    """The file or address without any password: what may be written down."""
    if "://" not in target:
        return target
    parts = urlsplit(target)
    options = "&".join(part for part in parts.query.split("&") if part.partition("=")[0].lower() not in _SECRETS)
    user, at, host = parts.netloc.rpartition("@")
    netloc = f"{user.partition(':')[0]}{at}{host}"
    if (netloc, options) == (parts.netloc, parts.query):
        return target
    return urlunsplit(parts._replace(netloc=netloc, query=options))


def filter_to_plain(wanted: Filter) -> dict[str, Any]:
    """A filter as plain values; :func:`filter_from_plain` reads them back."""
    return {
        "text": wanted.text,
        "facets": {facet.value: sorted(values) for facet, values in wanted.facets.items() if values},
    }


def filter_from_plain(plain: Mapping[str, Any]) -> Filter:
    """The filter that was written, leaving out what this version does not know."""
    text = plain.get("text")
    facets = plain.get("facets")
    known: dict[Facet, frozenset[str]] = {}
    for facet in Facet:
        values = facets.get(facet.value) if isinstance(facets, dict) else None
        if isinstance(values, list):
            known[facet] = frozenset(value for value in values if isinstance(value, str))
    return Filter(text if isinstance(text, str) else "", known)
