"""The line at the bottom: database, user, how many are shown and selected, what is saved, what runs meanwhile."""

import time
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QStatusBar, QToolButton, QWidget
from shiboken6 import isValid

from kpkportfolio.text import _, format_number, language, ngettext
from ui.tasks import Job, Tasks
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, icon_button, rule
from ui.widgets.parts import label as text_label

if TYPE_CHECKING:
    from ui.overlap_findings import OverlapFindings

SHOWN_AFTER_SECONDS = 0.5
"""A job that is over sooner is never shown."""
_TICK_MILLISECONDS = 150
_NOTE_MILLISECONDS = 8000
_MOST_NAME = 240


class StatusBar(QStatusBar):
    """Shows what is told to it; knows nothing of the portfolio.

    Attributes:
        overlaps: how many overlaps wait for a person.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(max(SIZES.status_bar, self.fontMetrics().height() + SIZES.space_2))
        self.setContentsMargins(SIZES.space_2, 0, SIZES.space_2, 0)
        self._parts: dict[str, tuple[QLabel, QWidget]] = {}
        left = QWidget()
        row = QHBoxLayout(left)
        row.setContentsMargins(SIZES.space_2, 0, 0, 0)
        row.setSpacing(SIZES.space_3)
        for name in ("database", "user", "shown", "selected", "saved"):
            text = text_label(role=FontRole.SMALL, tone="muted")
            line = rule(vertical=True)
            line.setFixedHeight(14)
            row.addWidget(text)
            row.addWidget(line)
            self._parts[name] = (text, line)
        self._parts["database"][0].setMaximumWidth(_MOST_NAME)
        row.addStretch(1)
        # Ignored: a long line gives way to the jobs at the right and never widens the window
        left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(left, 1)
        self._note = text_label(role=FontRole.SMALL, tone="muted")
        self.addPermanentWidget(self._note)
        self.overlaps = OverlapCount(self)
        self.addPermanentWidget(self.overlaps)
        self.jobs = JobView(tasks, self)
        self.addPermanentWidget(self.jobs)
        self._note_end = QTimer(self)
        self._note_end.setSingleShot(True)
        self._note_end.timeout.connect(self._note.clear)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No portfolio is open."""
        for name in self._parts:
            self._set(name, "")
        self.overlaps.follow(None)

    def show_database(self, name: str, whole: str, user: str) -> None:
        """The file's or database's name, its whole address as a tool tip, and who signs changes."""
        self._set("database", name)
        self._parts["database"][0].setToolTip(whole)
        self._set("user", user)

    def show_counts(self, shown: int, total: int, selected: int) -> None:
        """How many of all initiatives are shown, and how many are selected."""
        words = ngettext("{shown} / {n} initiative shown", "{shown} / {n} initiatives shown", total)
        self._set("shown", words.format(shown=format_number(shown), n=format_number(total)) if total else "")
        text = ngettext("{n} selected", "{n} selected", selected).format(n=format_number(selected))
        self._set("selected", text if selected else "")

    def show_words(self, shown: str, selected: str) -> None:
        """What a page says of its own things, such as pairs, in the place of counted initiatives."""
        self._set("shown", shown)
        self._set("selected", selected)

    def show_saved(self, at: datetime | None) -> None:
        """When the latest change was saved; there is nothing to save by hand. None where nothing can be changed."""
        if at is None:
            self._set("saved", "")
            return
        local = at.astimezone()
        clock = f"{local.hour}.{local:%M}" if language() == "fi" else f"{local:%H:%M}"
        self._set("saved", _("Changes saved {time}").format(time=clock))

    def note(self, text: str) -> None:
        """A short notice at the right that goes away by itself."""
        self._note.setText(text)
        self._note_end.start(_NOTE_MILLISECONDS)

    def words(self) -> list[str]:
        """Everything that is said now, left to right."""
        said = [text.text() for text, _line in self._parts.values()]
        return [text for text in (*said, self._note.text(), *self.overlaps.words(), *self.jobs.words()) if text]

    def _set(self, name: str, text: str) -> None:
        self._parts[name][0].setText(text)
        said = [part for part in self._parts.values() if part[0].text()]
        for field, line in self._parts.values():
            field.setVisible(bool(field.text()))
            line.setVisible(bool(field.text()) and field is not said[-1][0])


class OverlapCount(QWidget):
    """How many found overlaps wait for a person; a press shows them.

    Nothing is said before the first search is over, which the jobs tell of, nor when nothing waits.

    Signals:
        pressed: they are to be shown.
    """

    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: OverlapFindings | None = None
        self._button = button("", kind="link", slot=self.pressed.emit)
        self._button.setFont(font(FontRole.SMALL))
        # a button's own height is more than the line has
        self._button.setStyleSheet("min-height: 14px;")
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIZES.space_2, 0, SIZES.space_2, 0)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def follow(self, findings: "OverlapFindings | None") -> None:
        """Tell of another portfolio's overlaps, or of none."""
        # those of a portfolio that was closed are gone with it
        if self._findings is not None and isValid(self._findings):
            self._findings.changed.disconnect(self._show)
        self._findings = findings
        if findings is not None:
            findings.changed.connect(self._show)
        self._show()

    def words(self) -> list[str]:
        """What is shown."""
        return [] if self.isHidden() else [self._button.text()]

    @Slot()
    def _show(self) -> None:
        findings = self._findings
        n = len(findings.unjudged) if findings is not None else 0
        self.setVisible(n > 0)
        if findings is None or not n:
            return
        self._button.setText(ngettext("{n} open overlap", "{n} open overlaps", n).format(n=format_number(n)))
        told = [_("Show them on the Overlaps page")]
        revised = len(findings.revised)
        if revised:
            again = ngettext(
                "{n} judged pair whose text has changed", "{n} judged pairs whose text has changed", revised
            )
            told.append(again.format(n=format_number(revised)))
        if findings.meaning == "computing":
            told.append(_("Compared by their words so far: what the texts mean is still being read."))
        self._button.setToolTip("\n".join(told))
        self._button.setAccessibleName(self._button.text())
        self._button.setAccessibleDescription(". ".join(told))


class JobView(QWidget):
    """The oldest job that has a title and has taken its half second: title, progress, cancel."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._began: dict[int, float] = {}
        self._job: Job | None = None
        self._title = text_label(role=FontRole.SMALL, tone="muted")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(96)
        self._bar.setTextVisible(False)
        self._cancel: QToolButton = icon_button("close", _("Cancel"), self.cancel)
        self._cancel.setIconSize(QSize(12, 12))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.space_2)
        row.addWidget(self._title)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._cancel)
        self.hide()
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MILLISECONDS)
        self._tick.timeout.connect(self._look)
        tasks.started.connect(self._started)
        tasks.ended.connect(self._ended)
        for job in tasks.running:
            self._started(job)

    def words(self) -> list[str]:
        """What is shown of the running jobs."""
        return [self._title.text()] if self._job is not None else []

    @Slot()
    def cancel(self) -> None:
        """Ask the shown job to stop; it stops where it next reports."""
        if self._job is not None:
            self._job.progress.cancel()
            self._cancel.setEnabled(False)

    @Slot(object)
    def _started(self, job: Job) -> None:
        if job.title:
            self._began[job.number] = time.monotonic()
            self._tick.start()

    @Slot(object)
    def _ended(self, job: Job) -> None:
        self._began.pop(job.number, None)
        self._look()

    @Slot()
    def _look(self) -> None:
        if not self._began:
            self._tick.stop()
        due = time.monotonic() - SHOWN_AFTER_SECONDS
        waiting = [job for job in self._tasks.running if self._began.get(job.number, due + 1) <= due]
        self._show(waiting[0] if waiting else None)

    def _show(self, job: Job | None) -> None:
        if job is not self._job:
            self._cancel.setEnabled(True)
        self._job = job
        self.setVisible(job is not None)
        if job is None:
            return
        done, total = job.progress.done, job.progress.total
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        percent = f"{job.title} {100 * done // total} %" if total else job.title
        self._title.setText(_("Cancelling: {task}").format(task=job.title) if job.progress.cancelled else percent)
        self._bar.setAccessibleName(job.title)
