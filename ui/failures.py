"""Defects of ours: logged always, told once in a while, never silently lost.

Anything that is not a PortfolioError ends here, from the UI thread, from a worker and from Qt's slots.
"""

import faulthandler
import logging
import logging.handlers
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from kpkportfolio.text import _
from ui.dialogs.message import Message, Tone

_log = logging.getLogger("kpkportfolio")
_QUIET_SECONDS = 10.0
"""After a dialog, further failures are only logged for this long: a failing paint would open hundreds."""
_LOG_BYTES = 1_000_000
_LOG_FILES = 3


class Failures(QObject):
    """Catches what nobody caught; one dialog at a time.

    Attributes:
        file: the log file.
        shown: the dialog on the screen, if one is.
    """

    _raised = Signal(str, str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "kpkportfolio.log"
        self.shown: Message | None = None
        self._quiet_until = 0.0
        self._handler = logging.handlers.RotatingFileHandler(
            self.file, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES - 1, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        # a crash of the interpreter itself cannot go through logging: it writes into a file of its own
        self._crash = (folder / "crash.log").open("a", encoding="utf-8")
        self._before: tuple[Callable[..., object], Callable[..., object]] | None = None
        self._raised.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of the whole process."""
        logging.getLogger().addHandler(self._handler)
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.report
        threading.excepthook = self._report_thread
        faulthandler.enable(self._crash)

    def uninstall(self) -> None:
        """Give the hooks back and close the files."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before
            self._before = None
            faulthandler.disable()
            logging.getLogger().removeHandler(self._handler)
        self._handler.close()
        self._crash.close()

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None = None) -> None:
        """Log a failure and tell it, from any thread."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        _log.error("unexpected: %s\n%s", error, details)
        self._raised.emit(f"{kind.__name__}: {error}", details)

    def _report_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(str, str)
    def _tell(self, what: str, details: str) -> None:
        now = time.monotonic()
        if self.shown is not None or now < self._quiet_until:
            return
        self._quiet_until = now + _QUIET_SECONDS
        text = _(
            "{what}\n\nWhat was saved before is kept. If the window behaves oddly, close it and start again. "
            "The details are in {file}; send them to your support."
        ).format(what=what, file=self.file)
        self.shown = Message.tell(
            QApplication.activeWindow(), _("The program made a mistake"), text, details, Tone.ERROR
        )
        self.shown.finished.connect(self._closed)

    @Slot()
    def _closed(self) -> None:
        self.shown = None
        self._quiet_until = time.monotonic() + _QUIET_SECONDS
