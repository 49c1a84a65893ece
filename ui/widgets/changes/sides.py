"""The two states that are compared: today, snapshots, moments of the journal, and bundles' files."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kpkportfolio import snapshots
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.snapshots.past import Past
from kpkportfolio.store.content import Content
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_time
from ui.dialogs import file_dialog, folders
from ui.dialogs.choose_state import State, ask_state
from ui.session import Session
from ui.widgets.choices import ChoiceButton

TODAY = ""
_MOMENT, _FILE = "?moment", "?file"
"""Choices that ask for more before they are sides of a comparison."""
_AT, _FROM = "moment:", "file:"
"""How a moment and a bundle's file are told from a snapshot's id."""


class Sides(QObject):
    """Two buttons that choose a state each.

    Signals:
        changed: a person chose another one; not emitted by :meth:`choose`.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._page = parent
        self._known: Sequence[Snapshot] = ()
        self._others: dict[str, None] = {}
        """Moments and files that were asked for, in that order."""
        self._kept = ("", TODAY)
        self.before = ChoiceButton(_("Compare"), [])
        self.after = ChoiceButton(_("With"), [])
        self.before.changed.connect(partial(self._chosen, self.before))
        self.after.changed.connect(partial(self._chosen, self.after))

    @property
    def keys(self) -> tuple[str, str]:
        """What is compared: ids of snapshots, or the other states' own keys."""
        return str(self.before.value), str(self.after.value)

    def offer(self, known: Sequence[Snapshot]) -> None:
        """Offer these snapshots beside what there always is; what is chosen stays if it can."""
        self._known = known
        taken: list[tuple[object, str]] = [(one.id, one.name) for one in reversed(known)]
        others: list[tuple[object, str]] = [(key, self.words(key)) for key in self._others]
        more: list[tuple[object, str]] = [(_MOMENT, _("another moment…")), (_FILE, _("a bundle’s file…"))]
        today: tuple[object, str] = (TODAY, self.words(TODAY))
        self.before.set_choices([*taken, *others, today, *more])
        self.after.set_choices([today, *taken, *others, *more])
        self._kept = self.keys

    def choose(self, before: str | None = None, after: str | None = None) -> None:
        """Compare these from now on, as far as they are there."""
        asked = [key for key in (before, after) if key is not None and key.startswith((_AT, _FROM))]
        if asked:
            self._others |= dict.fromkeys(asked)
            self.offer(self._known)
        if before is not None:
            self.before.set_value(before)
        if after is not None:
            self.after.set_value(after)
        self._kept = self.keys

    def forget_files(self) -> bool:
        """No longer offer the bundles' files that are compared; whether there were any.

        What was chosen instead of them is what is offered first.
        """
        files = [key for key in self.keys if key.startswith(_FROM)]
        for key in files:
            self._others.pop(key, None)
        self.offer(self._known)
        return bool(files)

    def words(self, key: str) -> str:
        """A snapshot's name, a moment in the person's time zone, or a file's name; of a past its own moment."""
        if key == TODAY:
            shown = self._session.portfolio
            return format_time(shown.moment) if isinstance(shown, Past) else _("Today")
        if key.startswith(_AT):
            return format_time(datetime.fromisoformat(key.removeprefix(_AT)))
        if key.startswith(_FROM):
            return Path(key.removeprefix(_FROM)).name
        return next((one.name for one in self._known if one.id == key), "")

    def _chosen(self, button: ChoiceButton, value: object) -> None:
        if value not in (_MOMENT, _FILE):
            self._kept = self.keys
            self.changed.emit()
            return
        button.set_value(self._kept[0 if button is self.before else 1])
        if value == _MOMENT:
            ask_state(self._session, self._page, _("Compare with a moment"), partial(self._moment_chosen, button))
            return
        start = str(folders.last("import", self._session))
        kinds = _("Bundles (*.json *.zip)")
        name, _kind = file_dialog.open_name(self._page, _("Compare with a bundle"), start, kinds)
        if name:
            folders.remember("import", Path(name).parent)
            self._take(button, f"{_FROM}{name}")

    def _moment_chosen(self, button: ChoiceButton, state: State) -> None:
        self._take(button, state.id if isinstance(state, Snapshot) else f"{_AT}{state.isoformat()}")

    def _take(self, button: ChoiceButton, key: str) -> None:
        if button is self.before:
            self.choose(before=key)
        else:
            self.choose(after=key)
        self.changed.emit()


def content(portfolio: Portfolio, key: str) -> Content:
    """What one side holds.

    Raises:
        PortfolioError: the snapshot is not there, the file cannot be read or is no bundle.
    """
    if key == TODAY:
        return portfolio.content()
    if key.startswith(_AT):
        return snapshots.content_in(portfolio, datetime.fromisoformat(key.removeprefix(_AT)))
    if key.startswith(_FROM):
        from kpkportfolio.exports.bundle import read_bundle

        return read_bundle(Path(key.removeprefix(_FROM)))
    return snapshots.content_in(portfolio, key)
