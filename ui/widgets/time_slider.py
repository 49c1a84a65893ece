"""A slider through time under a picture: snapshots, moments of the journal and today on a line."""

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.session import Session
from ui.theme import icons
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, icon_button, label
from ui.widgets.time_line import HEIGHT, LOW_HEIGHT, Line

_EDGES = 8
_LEAST_WIDTH = 320


class TimeSlider(QWidget):
    """Play, the line, and at the right what the page says of it.

    Signals:
        snapshots_wanted(): there is nothing to go back to; the page where a snapshot is taken is wanted.
    """

    snapshots_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._travel = session.travel
        self.play = icon_button("play", _("Go through the stops to today"), self._travel.play)
        self.play.setProperty("kind", "framed")
        self.play.setFixedSize(SIZES.control + 8, SIZES.control)
        self.line = Line(session)
        self.line.chosen.connect(self._travel.go)
        self._none = label(_("No snapshots yet: take one, and later see here what has moved."), tone="muted", wrap=True)
        self._take = button(_("To the snapshots"), kind="link", slot=self.snapshots_wanted.emit)
        self.whole = button(_("Everything as of then"), kind="link", slot=self._show_whole)
        self.whole.setToolTip(_("Show the whole window as of this moment: every page, form and export"))
        self.whole.setFont(font(FontRole.SMALL))
        self._source = label("", FontRole.SMALL, "muted")
        self._source.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for one in (self.whole, self._source):
            words.addWidget(one, 0, Qt.AlignmentFlag.AlignRight)
        words.addStretch(1)
        self._row = row = QHBoxLayout(self)
        row.setSpacing(SIZES.space_2)
        row.addWidget(self.play)
        row.addWidget(self.line, 1)
        row.addWidget(self._none, 1)
        row.addWidget(self._take)
        row.addLayout(words)
        # what stands at the right folds, so it must not keep the page wide
        self.setMinimumWidth(_LEAST_WIDTH)
        self._travel.changed.connect(self._follow)
        self.set_low(False)
        self._follow()

    def add(self, widget: QWidget) -> None:
        """A choice of the page's own, right of the line."""
        self._row.insertWidget(self._row.count() - 1, widget)

    @Slot()
    def _follow(self) -> None:
        travel = self._travel
        some = bool(travel.stops)
        for widget in (self.play, self.line):
            widget.setVisible(some)
        for other in (self._none, self._take):
            other.setVisible(not some)
        self.whole.setVisible(travel.stop is not None)
        name = _("Stop here") if travel.playing else _("Go through the stops to today")
        self.play.setIcon(icons.icon("pause" if travel.playing else "play"))
        self.play.setToolTip(name)
        self.play.setAccessibleName(name)
        self.line.describe()

    @Slot()
    def _show_whole(self) -> None:
        stop = self._travel.stop
        if stop is not None:
            self._session.past_wanted.emit(stop)

    def tell(self, source: str) -> None:
        """Where the figures come from, at the right."""
        self._source.setText(source)
        self.setAccessibleDescription(source)

    def set_narrow(self, narrow: bool) -> None:
        """Without the words at the right, whose room the line needs more."""
        self._source.setVisible(not narrow)

    def set_low(self, low: bool) -> None:
        """Less high where the window is."""
        self.setFixedHeight((LOW_HEIGHT if low else HEIGHT) + _EDGES)
        edge = 2 if low else SIZES.space_1
        self._row.setContentsMargins(SIZES.page_edge, edge, SIZES.page_edge, edge)
        self.line.set_low(low)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("window"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), colour("line_strong"))
        painter.end()
