"""Snapshots: taken, verified, and compared with one another, today, any moment or a bundle."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio import snapshots
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.snapshots.grouping import GroupBy, as_text, by_word
from kpkportfolio.snapshots.wording import DEEDS, Comparison, Deed, compare_contents, counts_words, deed_word
from kpkportfolio.store.decisions import MeetingRow, meetings
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs.message import tell_error
from ui.dialogs.save_comparison import SaveComparison
from ui.dialogs.take_snapshot import ask_and_take
from ui.pages.page import Page
from ui.session import Session
from ui.tasks import Progress
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.changes.sides import TODAY, Sides, content
from ui.widgets.changes.snapshot_table import SnapshotTable
from ui.widgets.changes.tree import DifferenceTree
from ui.widgets.choices import ChoiceButton
from ui.widgets.empty import EmptyPage
from ui.widgets.messages import Message, Tone
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button, icon_button, label
from ui.widgets.tool_row import ToolRow

_ALL = "all"


class SnapshotsPage(Page):
    """The list above, what changed below.

    Attributes:
        table: the snapshots.
        tree: the differences.
        comparison: what is shown below, None until it has been worked out.
    """

    key = "snapshots"
    facets = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._known: Sequence[Snapshot] = ()
        self._meetings: Sequence[MeetingRow] = ()
        self._turn = 0
        self._wanted: tuple[str, str] | None = None
        self._compared: tuple[str, str] | None = None
        self._shown: tuple[str, str] | None = None
        """Of which sides the comparison is."""
        self.comparison: Comparison | None = None
        self._build()
        session.snapshot_taken.connect(self._taken_by_itself)

    def _build(self) -> None:
        self.header = PageHeader(_("Snapshots"))
        self.copy_hash = icon_button("copy", _("Copy the fingerprint"), self._copy_hash)
        self.look = button(_("Show as of it"), "history", slot=self._look_back)
        self.check = button(_("Verify"), "check", slot=self.verify)
        self.take_button = button(_("Take a snapshot…"), "snapshots", "primary", self.take)
        for one in (self.copy_hash, self.look, self.check, self.take_button):
            self.header.add_button(one)
        self.message = Message()
        self.table = SnapshotTable()
        self.table.chosen.connect(self._row_chosen)
        self.tools = ToolRow()
        self.sides = Sides(self.session, self)
        self.before, self.after = self.sides.before, self.sides.after
        self.kinds = ChoiceButton(_("Show"), [(_ALL, _("all"))])
        self.groups = ChoiceButton(_("Group by"), [(by, by_word(by)) for by in GroupBy])
        self.copy_text = icon_button("copy", _("Copy as text"), self._copy_text)
        self.save_button = button(_("Save…"), "export", slot=self.save)
        self.save_button.setToolTip(_("As a PDF, an Excel workbook or JSON"))
        for choice in (self.before, self.after, self.kinds, self.groups):
            self.tools.add(choice)
        self.tools.stretch()
        self.tools.add(self.copy_text)
        self.tools.add(self.save_button)
        self.sides.changed.connect(self._sides_chosen)
        self.groups.changed.connect(self._show_differences)
        self.kinds.changed.connect(self._show_differences)
        self.tree = DifferenceTree()
        self.tree.chosen.connect(self._difference_chosen)
        self.tree.opened.connect(self.details_wanted)
        self._words = label("", FontRole.BODY, "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._words.setContentsMargins(SIZES.page_edge, SIZES.space_4, SIZES.page_edge, 0)
        self._words.setProperty("ground", "base")
        self._results = QStackedWidget()
        self._results.addWidget(self.tree)
        self._results.addWidget(self._words)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self._results, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 5)
        self.table.setMinimumHeight(3 * SIZES.row + SIZES.table_header)
        self.empty = EmptyPage(
            _("No snapshots yet"),
            _(
                "A snapshot freezes the whole portfolio under a name, such as before a meeting of the steering group. "
                "Later you see here what has changed since, and nobody can alter what was frozen."
            ),
            [(_("Take a snapshot…"), "snapshots", self.take)],
        )
        self.lay_out((self.header, self.message), self.splitter, self.empty)

    # --- the list -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """List the snapshots again, and compare again where today is one side of it."""
        portfolio = self.session.portfolio
        self._compared = None
        self.session.tasks.run(
            self,
            lambda _progress: (snapshots.listing(portfolio), meetings(portfolio)),
            self._listed,
            partial(tell_error, self),
        )

    @Slot(object)
    def _taken_by_itself(self, _taken: Snapshot) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        # somebody else may have taken one, and that is no change of the portfolio
        self._stale = True
        super().showEvent(event)

    def _listed(self, found: tuple[Sequence[Snapshot], Sequence[MeetingRow]]) -> None:
        known, self._meetings = found
        self._known = known
        some = bool(known)
        self.show_content(some)
        for one in (self.copy_hash, self.look, self.check):
            one.setVisible(some)
        self.take_button.setVisible(some)
        frozen = self.session.frozen
        self.take_button.setEnabled(frozen is None)
        self.take_button.setToolTip(frozen or "")
        n = len(known)
        self.header.set_note(format_number(n) if some else "")
        if not some:
            return
        self.sides.offer(known)
        if self._wanted is not None:
            self.sides.choose(*self._wanted)
            self._wanted = None
        self.table.show_snapshots(known, str(self.before.value))
        self._compare()

    @Slot(str)
    def _row_chosen(self, id_: str) -> None:
        if id_ != self.before.value:
            self.sides.choose(id_, TODAY if self.after.value == id_ else None)
            self._compare()

    @Slot()
    def _sides_chosen(self) -> None:
        self.table.show_snapshots(self._known, str(self.before.value))
        self._compare()

    def _look_back(self) -> None:
        if self.table.current is not None:
            self.session.past_wanted.emit(self.table.current)

    def _copy_hash(self) -> None:
        if self.table.copy_fingerprint() and self.table.current is not None:
            words = _("The fingerprint of {name} is on the clipboard.").format(name=self.table.current.name)
            self.message.show_message(Tone.INFO, words)

    # --- taking and verifying -----------------------------------------------------------------------------------

    def take(self) -> None:
        """Ask for a name, then freeze the portfolio off the UI thread."""

        def done(taken: Snapshot) -> None:
            words = _("The snapshot {name} was taken.").format(name=taken.name)
            self.message.show_message(Tone.OK, words)
            self._wanted = (taken.id, TODAY)
            self.refresh()

        ask_and_take(self.session, self, [one.name for one in self._known], self._meetings, done)

    def verify(self) -> None:
        """Check off the UI thread that nothing frozen has been altered, and say so plainly."""
        portfolio, n = self.session.portfolio, len(self._known)

        def done(faults: list[str]) -> None:
            if faults:
                told = _("Something was altered past the application. Do not rely on it; restore a backup to compare.")
                self.message.show_message(Tone.DANGER, "\n".join([told, *faults]), "\n".join(faults))
                return
            words = ngettext("{n} snapshot is as it was taken.", "{n} snapshots are as they were taken.", n)
            agreed = _("The journal and what there is now agree with that.")
            self.message.show_message(Tone.OK, f"{words.format(n=format_number(n))} {agreed}")

        self.session.tasks.run(
            self,
            lambda progress: snapshots.verify(portfolio, None, progress),
            done,
            partial(tell_error, self),
            _("Verifying the snapshots"),
        )

    # --- comparing ----------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        sides = str(self.before.value), str(self.after.value)
        if sides == self._compared:
            return
        self._compared = sides
        self._turn += 1
        turn, portfolio = self._turn, self.session.portfolio
        if self.comparison is None:
            self._say(_("Comparing …"))

        def done(found: Comparison) -> None:
            if turn == self._turn:
                self._shown = sides
                self._take(found)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._not_compared(sides, error)

        self.session.tasks.run(
            self, lambda progress: _compared(portfolio, *sides, progress), done, failed, _("Comparing")
        )

    def _not_compared(self, sides: tuple[str, str], error: Exception) -> None:
        """Never show what is not of the sides that are told: go back to what could be compared, else show nothing."""
        back, self._shown, self._compared, self.comparison = self._shown, None, None, None
        self._say(_("These could not be compared."))
        for one in (self.copy_text, self.save_button):
            one.setEnabled(False)
        if self.sides.forget_files():
            if back is not None and back != sides:
                self.sides.choose(*back)
            self._sides_chosen()
        tell_error(self, error)

    def _take(self, found: Comparison) -> None:
        self.comparison = found
        counted = [
            (_ALL, _("all"), found.count()),
            *((deed.value, deed_word(deed).lower(), found.count(deed)) for deed in DEEDS),
        ]
        self.kinds.set_choices([(value, f"{words} ({format_number(n)})") for value, words, n in counted])
        self._show_differences()

    @Slot(object)
    def _show_differences(self, _value: object = None) -> None:
        found = self.comparison
        if found is None:
            return
        deed = None if self.kinds.value == _ALL else Deed(str(self.kinds.value))
        for one in (self.copy_text, self.save_button):
            one.setEnabled(bool(found.differences))
        if found.count(deed):
            self.tree.show_comparison(found, deed, self._by)
            self._results.setCurrentWidget(self.tree)
        else:
            self._say(counts_words(found) if not found.differences else _("Nothing of this kind."))

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._results.setCurrentWidget(self._words)

    @Slot(str)
    def _difference_chosen(self, id_: str) -> None:
        self.session.select((id_,) if id_ in self.session.by_id else ())

    def _copy_text(self) -> None:
        if self.comparison is not None:
            QGuiApplication.clipboard().setText(as_text(self.comparison, self._title(), self._by))
            words = counts_words(self.comparison)
            self.message.show_message(Tone.INFO, _("On the clipboard as text: {words}.").format(words=words))

    def save(self) -> None:
        """Ask as what and where, then write the comparison off the UI thread."""
        wanted = SaveComparison.ask(self.session, self._by, self.window())
        if wanted is None:
            return
        path, grouping, confidential = wanted
        portfolio, keys, today = self.session.portfolio, self.sides.keys, self.session.today()
        words = [self.sides.words(key) for key in keys]

        def write(progress: Progress) -> Path:
            from kpkportfolio.exports.comparison import Told, write_comparison

            before, after = (content(portfolio, key) for key in keys)
            told = Told(portfolio.name, words[0], words[1], today, portfolio.by)
            return write_comparison(before, after, told, path, grouping, confidential, progress)

        def done(written: Path) -> None:
            self.message.show_message(Tone.OK, _("The comparison is in {file}.").format(file=written))

        self.session.tasks.run(self, write, done, partial(tell_error, self), _("Saving the comparison"))

    @property
    def _by(self) -> GroupBy:
        return GroupBy(str(self.groups.value))

    def _title(self) -> str:
        return " → ".join(self.sides.words(key) for key in self.sides.keys)

    # --- state --------------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        return {"before": self.before.value, "after": self.after.value} if self._known else {}

    def restore(self, state: dict[str, Any]) -> None:
        before, after = state.get("before"), state.get("after")
        if isinstance(before, str) and isinstance(after, str):
            self._wanted = (before, after)


def _compared(portfolio: Portfolio, before: str, after: str, progress: Progress) -> Comparison:
    old = content(portfolio, before)
    progress(0, 0)
    return compare_contents(old, content(portfolio, after), progress)
