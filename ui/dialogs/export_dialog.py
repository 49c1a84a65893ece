"""Sending the portfolio out: the Excel snapshot, CSV, a plan for MS Project, and the bundle that loses nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.errors import Cancelled, PortfolioError
from kpkportfolio.model.filter_words import filter_words
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs import file_dialog, folders
from ui.dialogs.export_choice import ExportChoice, keeps_filter, remember_filter
from ui.dialogs.export_forms import Form, form_words
from ui.dialogs.exporting import Request, write
from ui.on_screen import grow_on_screen
from ui.tasks import Job
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.messages import Message, Tone
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

if TYPE_CHECKING:
    from ui.session import Session

_WIDTH = 620
_TICK_MS = 100


class ExportDialog(QDialog):
    """What goes out, where to, and at the end the way to the file."""

    def __init__(self, session: "Session", form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._form, self._said = session, form, form_words(form)
        self._job: Job | None = None
        self._written: Path | None = None
        self._asked_about = ""
        self.setWindowTitle(self._said.title)
        self.setMinimumWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.banner = Message()
        layout.addWidget(self.banner)
        inner = QVBoxLayout()
        inner.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        inner.setSpacing(SIZES.space_2)
        layout.addLayout(inner)
        about = text_label(self._said.about, FontRole.BODY, "muted", wrap=True)
        inner.addWidget(about)
        inner.addSpacing(SIZES.space_2)
        self.everything = QRadioButton()
        self.shown_only = QRadioButton()
        self.filter_words = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.filter_words.setIndent(SIZES.space_6)
        self.overlaps = QCheckBox(_("Include found overlaps"))
        self.overlaps.setChecked(True)
        scope = text_label(_("What goes out"), FontRole.STRONG)
        for widget in (scope, self.everything, self.shown_only, self.filter_words):
            inner.addWidget(widget)
            widget.setVisible(not form.of_everything)
        inner.addWidget(self.overlaps)
        self.overlaps.setVisible(form is Form.EXCEL)
        inner.addSpacing(SIZES.space_2)
        self.choice = ExportChoice(session)
        inner.addWidget(self.choice)
        self.choice.setVisible(form in (Form.EXCEL, Form.CSV))
        self.confidential = QCheckBox(_("Include confidential initiatives"))
        inner.addWidget(self.confidential)
        self.confidential.setVisible(form is Form.DECK)
        inner.addSpacing(SIZES.space_2)
        inner.addWidget(text_label(_("File"), FontRole.STRONG))
        self.file = QLineEdit(str(self._suggested()))
        self.file.setAccessibleName(_("File"))
        self.browse = button(_("Browse…"), "folder", slot=self.choose)
        where = QHBoxLayout()
        where.setSpacing(SIZES.space_2)
        where.addWidget(self.file, 1)
        where.addWidget(self.browse)
        inner.addLayout(where)
        self.note = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.note.setMinimumHeight(self.note.fontMetrics().height())
        inner.addWidget(self.note)
        inner.addSpacing(SIZES.space_3)
        inner.addStretch(1)
        inner.addLayout(self._make_foot())
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._show_progress)
        self.file.textChanged.connect(self._judge)
        self.choice.changed.connect(self._judge)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.export)
        self._fill_scope()
        self._judge()
        self.go.setFocus()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            grow_on_screen(self)
        return done

    def _fill_scope(self) -> None:
        session = self._session
        self.everything.setText(_("The whole portfolio: {what}").format(what=_counted(session.contents.initiatives)))
        self.shown_only.setText(_("Only what is shown: {what}").format(what=_counted(session.shown)))
        narrowed = not session.filter.empty
        self.shown_only.setEnabled(narrowed)
        (self.shown_only if narrowed and keeps_filter() else self.everything).setChecked(True)
        self.filter_words.setText(filter_words(session.filter) if narrowed else _("Nothing is filtered out now."))

    def _make_foot(self) -> QHBoxLayout:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.open_folder = button(_("Open the folder"), "folder", slot=self._open_folder)
        self.open_file = button(_("Open the file"), "open-external", slot=self._open_file)
        self.leave = button(_("Cancel"), slot=self.reject)
        self.go = button(_("Export"), "export", "primary", self.export)
        row = QHBoxLayout()
        row.setSpacing(SIZES.space_2)
        row.addWidget(self.progress, 1)
        row.addStretch(1)
        for one in (self.open_folder, self.open_file, self.leave, self.go):
            one.setAutoDefault(False)
            row.addWidget(one)
        self.browse.setAutoDefault(False)
        self.open_folder.hide()
        self.open_file.hide()
        return row

    def _suggested(self) -> Path:
        name = self._said.name.format(date=f"{self._session.today():%Y-%m-%d}")
        return folders.last("export", self._session) / f"{name}{self._form.value}"

    # --- where to ----------------------------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """The file to write, with its ending."""
        path = Path(self.file.text().strip()).expanduser()
        return path if path.suffix.lower() == self._form.value else path.with_name(path.name + self._form.value)

    @Slot()
    def choose(self) -> None:
        """Ask where to."""
        kinds = f"{self._said.suffix_words} (*{self._form.value})"
        name, _kind = file_dialog.save_name(self, self._said.title, self.file.text(), kinds)
        if name:
            # the file dialog has asked already whether an existing file may be replaced
            self._asked_about = name
            self.file.setText(name)
            self._judge()

    @Slot()
    def _judge(self) -> None:
        text = self.file.text().strip()
        problem = ""
        if not text or not Path(text).name:
            problem = _("Write the file's name.")
        elif not self.path.parent.is_dir():
            problem = _("There is no folder {folder}.").format(folder=self.path.parent)
        elif self.path.is_dir():
            problem = _("This is a folder. Write the file's name.")
        elif self._form in (Form.EXCEL, Form.CSV) and self.choice.choice is None:
            problem = _("Choose the organisation that the file is for.")
        replaces = not problem and self.path.exists() and self.file.text() != self._asked_about
        self.note.setText(problem or (_("A file of this name exists and will be replaced.") if replaces else ""))
        self.note.setProperty("tone", "danger" if problem else "warn" if replaces else "muted")
        self.note.style().polish(self.note)
        self.go.setEnabled(not problem and self._job is None)

    # --- writing -----------------------------------------------------------------------------------------------------

    @Slot()
    def export(self) -> None:
        """Write the file in a worker."""
        if self._job is not None or not self.go.isEnabled():
            return
        session, path = self._session, self.path
        narrowed = not self._form.of_everything and self.shown_only.isChecked()
        found = session.findings if self._form is Form.EXCEL and self.overlaps.isChecked() else None
        request = Request(
            path,
            session.today(),
            [row.id for row in session.shown] if narrowed else None,
            filter_words(session.filter) if narrowed else "",
            found is not None,
            # what was looked for already is not looked for again
            list(found.findings) if found is not None and found.state == "ready" else None,
            self._form is Form.DECK and self.confidential.isChecked(),
            self.choice.choice if self._form in (Form.EXCEL, Form.CSV) else None,
        )
        if self._form in (Form.EXCEL, Form.CSV):
            self.choice.remember()
        if not self._form.of_everything and not session.filter.empty:
            remember_filter(narrowed)
        portfolio = session.portfolio
        self.banner.hide()
        title = _("Exporting {file}").format(file=path.name)
        self._job = session.tasks.run(
            self, lambda progress: write(portfolio, request, progress), self._done, self._failed, title
        )
        self._busy(True)

    def _busy(self, busy: bool) -> None:
        for widget in (self.everything, self.overlaps, self.confidential, self.choice, self.file, self.browse):
            widget.setEnabled(not busy)
        self.shown_only.setEnabled(not busy and not self._session.filter.empty)
        self.progress.setVisible(busy)
        self.go.setEnabled(not busy)
        self.leave.setEnabled(True)
        self.leave.setText(_("Stop") if busy else _("Close") if self._written else _("Cancel"))
        if busy:
            self._tick.start()
            self._show_progress()
        else:
            self._tick.stop()

    @Slot()
    def _show_progress(self) -> None:
        if self._job is not None:
            self.progress.setRange(0, self._job.progress.total)
            self.progress.setValue(self._job.progress.done)

    def _done(self, path: Path) -> None:
        self._job, self._written = None, path
        self._asked_about = ""
        folders.remember("export", path.parent)
        self._busy(False)
        self._judge()
        self.note.clear()
        self.banner.show_message(Tone.OK, _("Written: {file}").format(file=path))
        self.open_folder.show()
        self.open_file.setVisible(not self._form.of_everything)
        self.go.hide()
        self.leave.setFocus()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._busy(False)
        self._judge()
        if isinstance(error, Cancelled):
            self.banner.show_message(Tone.INFO, _("The export was stopped; no file was written."))
        elif isinstance(error, PortfolioError):
            self.banner.show_message(Tone.DANGER, str(error))
        else:
            self._session.tasks.failed.emit(error)

    @Slot()
    def _open_file(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

    @Slot()
    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def reject(self) -> None:
        """While writing, stop; else close."""
        if self._job is not None:
            self._job.progress.cancel()
            self.leave.setEnabled(False)
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.export()
            return
        super().keyPressEvent(event)


def _counted(rows: Sequence[InitiativeRow]) -> str:
    """``32 hanketta, 15 projektia``."""
    n = sum(row.kind is InitiativeKind.INITIATIVE for row in rows)
    said = ngettext("{n} initiative", "{n} initiatives", n).format(n=format_number(n))
    projects = len(rows) - n
    if projects:
        said += ", " + ngettext("{n} project", "{n} projects", projects).format(n=format_number(projects))
    return said


def ask_export(session: "Session", form: Form, parent: QWidget | None) -> ExportDialog:
    """Ask what of the portfolio goes out in this form and where; it is written when the person says so."""
    dialog = ExportDialog(session, form, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
