"""What would become of a file's rows, a tab for each kind: new, changed, unchanged, vanished, problems and the rest."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs.importing.changes import ChangesModel
from ui.dialogs.importing.choosing import Other, Place
from ui.dialogs.importing.file import File
from ui.dialogs.importing.mirror import Match
from ui.dialogs.importing.overlaps import Overlaps
from ui.dialogs.importing.preview import Preview
from ui.dialogs.importing.problems import Problems
from ui.dialogs.importing.record_columns import TITLE, fit_records, record_columns
from ui.dialogs.importing.tables import Column, ListModel, PreviewTable
from ui.models.roles import CellKind
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label

_VALUE_WIDTH = 360
"""What a value of the portfolio takes where there is room, px."""
NEW, CHANGED, UNCHANGED, VANISHED, PROBLEMS, OVERLAPS, SKIPPED = range(7)


class _TablePage(QWidget):
    """A sentence on what the rows are, and the rows; the sentence alone when there are none."""

    def __init__(self, table: PreviewTable, some: str, none: str, whole: QWidget | None = None) -> None:
        super().__init__()
        self._some, self._none, self.table, self._whole = some, none, table, whole
        self.told = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.told.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.told)
        layout.addWidget(table, 1)
        if whole is not None:
            room = QVBoxLayout()
            room.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
            room.addWidget(whole)
            layout.addLayout(room)
        layout.addStretch(0)

    def show_rows(self, rows: Sequence[Any], more: str = "") -> None:
        model = self.table.model()
        assert isinstance(model, ListModel)
        model.show(rows)
        self.table.setVisible(bool(rows))
        if self._whole is not None:
            self._whole.setVisible(bool(rows))
        self.told.setText(f"{self._some if rows else self._none} {more}".strip())
        self.table.fill()
        if rows:
            self.table.go_to(0)


class _ChangesTable(PreviewTable):
    """Space ticks the box of the current line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, ChangesModel) and self.currentIndex().isValid():
            model.toggle(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class Tabs(QTabWidget):
    """The tabs of one file; which one was looked at is remembered for each file.

    Signals:
        insisted(str, str, bool): initiative's id, field, whether the register's value is wanted.
    """

    insisted = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: File | None = None
        self._tab_of: dict[File, int] = {}
        self._overlaps_told = False
        self._found = 0
        self.setDocumentMode(True)
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(False)
        self._add_pages()
        self.changes.insisted.connect(self.insisted.emit)

    def _add_pages(self) -> None:
        def records(name: str, some: str, none: str) -> _TablePage:
            model = ListModel(record_columns(), self)
            return _TablePage(PreviewTable(model, name, TITLE), some, none)

        self.changes = ChangesModel(self)
        changed = _ChangesTable(self.changes, _("Changed"), 2)
        # what is here and what the register says are read side by side
        changed.give({1: _VALUE_WIDTH}, least=_VALUE_WIDTH * 2 // 3)
        changed.clicked.connect(self._clicked)
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setFixedHeight(self.whole.fontMetrics().height() * 4 + SIZES.space_4)
        self.whole.setAccessibleName(_("The chosen change"))
        changed.selectionModel().currentRowChanged.connect(self._tell_whole)
        vanished = ListModel(
            [Column(_("Reference"), lambda row: row.ref or "", 120), Column(_("Title"), lambda row: row.title, 320)],
            self,
        )
        skipped = ListModel(
            [
                Column(_("Sheet"), lambda row: row[0] or "", 160),
                Column(_("Row"), lambda row: str(row[1]) if row[1] else "", 64, CellKind.NUMBER),
                Column(_("Why"), lambda row: row[2], 320),
            ],
            self,
        )
        self.problems = Problems()
        self.no_problems = text_label(_("Everything in the file was understood."), FontRole.SMALL, "muted")
        self.no_problems.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        self.no_problems.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.problem_page = QStackedWidget()
        self.problem_page.addWidget(self.no_problems)
        self.problem_page.addWidget(self.problems)
        self.pages: dict[int, _TablePage] = {
            NEW: records(
                _("New"),
                _("These become initiatives of the portfolio, as they were understood:"),
                _("No new initiatives."),
            ),
            CHANGED: _TablePage(
                changed,
                _(
                    "The register says something else than last time. What you have corrected yourself stays, unless "
                    "you tick that the register's value is taken (Space)."
                ),
                _("Nothing has changed since the register was last read."),
                self.whole,
            ),
            UNCHANGED: records(
                _("Unchanged"),
                _("These say what they said last time; nothing happens to them."),
                _("No unchanged initiatives."),
            ),
            VANISHED: _TablePage(
                PreviewTable(vanished, _("No longer in the register"), 1),
                _(
                    "These were in the register last time and are not in this file. They stay in the portfolio; "
                    "close or delete them there if they have ended."
                ),
                _("Everything that was in the register last time is in this file."),
            ),
            SKIPPED: _TablePage(
                PreviewTable(skipped, _("Skipped"), 2),
                _("These sheets and rows hold no initiative and were passed over."),
                _("Nothing was passed over."),
            ),
        }
        self.overlaps = Overlaps()
        other: dict[int, QWidget] = {PROBLEMS: self.problem_page, OVERLAPS: self.overlaps}
        for tab in range(7):
            self.addTab(other.get(tab) or self.pages[tab], "")
        self.setTabVisible(OVERLAPS, False)
        self.tabBarClicked.connect(self._tab_chosen)
        # who points at the tab goes on by the number keys; who comes by keyboard is one Tab away
        self.tabBarClicked.connect(self._overlaps_wanted)
        self.currentChanged.connect(self._tab_chosen)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_preview(self, file: File, preview: Preview, keep: bool) -> None:
        """Show what would become of a file; ``keep`` the place in the changes when it is the same file as before."""
        self._file = file
        more = ""
        if preview.others:
            n = preview.others
            more = ngettext(
                "{n} other row (programmes, services, verdicts and so on) comes along.",
                "{n} other rows (programmes, services, verdicts and so on) come along.",
                n,
            ).format(n=format_number(n))
        for tab, rows in ((NEW, preview.new), (UNCHANGED, preview.unchanged)):
            page = self.pages[tab]
            fit_records(page.table, rows)
            page.show_rows(rows, more if tab == NEW else "")
        table = self.pages[CHANGED].table
        row, scrolled = table.currentIndex().row(), table.verticalScrollBar().value()
        self.pages[CHANGED].show_rows(preview.lines)
        if preview.lines:
            # the first line is a heading; what one looks at is the first field
            table.go_to(row if keep and 0 <= row < len(preview.lines) else 1)
        if keep:
            table.verticalScrollBar().setValue(scrolled)
        self.pages[VANISHED].show_rows(preview.vanished)
        self.pages[SKIPPED].show_rows(preview.skipped)
        self.problems.show_problems(preview.problems)
        self.problem_page.setCurrentIndex(bool(preview.problems))
        counts = {
            NEW: (_("New"), len(preview.new)),
            CHANGED: (_("Changed"), len(preview.changed)),
            UNCHANGED: (_("Unchanged"), len(preview.unchanged)),
            VANISHED: (_("No longer in the register"), len(preview.vanished)),
            PROBLEMS: (_("Problems"), len(preview.problems)),
            SKIPPED: (_("Skipped"), len(preview.skipped)),
        }
        for tab, (name, n) in counts.items():
            self.setTabText(tab, f"{name} {format_number(n)}")
        self.setTabVisible(SKIPPED, bool(preview.skipped))
        held = preview.left_out and not preview.left_out_before
        first = PROBLEMS if held else next((tab for tab, (_name, n) in counts.items() if n), NEW)
        before = self.blockSignals(True)
        self.setCurrentIndex(self._tab_of.get(file, first))
        self.blockSignals(before)

    def show_overlaps(
        self,
        matches: Sequence[Match],
        choices: Mapping[tuple[Place, Other], Verdict],
        enabled: bool,
        stopped: bool,
    ) -> None:
        """What the file's new rows may repeat; the tab is there only when there is something to say."""
        self.overlaps.show_matches(matches, choices, enabled, stopped)
        self._overlaps_told = bool(matches) or stopped
        self._found = len(matches)
        self._tell_overlaps(self._overlaps_told)

    def show_looking(self, looking: bool, done: int, total: int) -> None:
        """How far the comparison of the new rows is, once it takes its time."""
        self.overlaps.show_progress(looking, done, total)
        self._tell_overlaps(looking or self._overlaps_told)

    def _tell_overlaps(self, shown: bool) -> None:
        # a tab is given its room for what it says once it is there
        self.setTabVisible(OVERLAPS, shown)
        name = _("Overlaps")
        told = f"{name} {format_number(self._found)}" if self._overlaps_told else name
        if shown and self.tabText(OVERLAPS) != told:
            self.setTabText(OVERLAPS, told)

    # --- what the person does -------------------------------------------------------------------------------------

    @Slot(int)
    def _tab_chosen(self, tab: int) -> None:
        if self._file is not None and tab >= 0:
            self._tab_of[self._file] = tab

    @Slot(int)
    def _overlaps_wanted(self, tab: int) -> None:
        if tab == OVERLAPS:
            self.setCurrentIndex(tab)
            self.overlaps.table.setFocus()

    @Slot(QModelIndex)
    @Slot(QModelIndex, QModelIndex)
    def _tell_whole(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        """Both texts of a change in full: descriptions are longer than cells."""
        self.whole.setPlainText(self.changes.whole(index.row()) if index.isValid() else "")

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == self.changes.columnCount() - 1:
            self.changes.toggle(index.row())
