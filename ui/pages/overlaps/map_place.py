"""The overlap map on the page of overlaps: built when it is looked at, saved as a picture from here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.charts.overlap_map import OverlapMap, build_overlap_map
from kpkportfolio.charts.overlap_map_columns import counted
from kpkportfolio.overlap.judged import as_judged
from kpkportfolio.text import _
from ui.dialogs.export_picture import export_button
from ui.overlap_findings import COMPUTING, READY
from ui.session import Session
from ui.theme.tokens import SIZES
from ui.widgets.empty import EmptyPage
from ui.widgets.messages import Message, Tone
from ui.widgets.overlap.map_view import MapView
from ui.widgets.overlap.nothing import MAP, nothing

_AT_ONCE = 2000
"""Up to this many initiatives the map is made at once (30 ms)."""


class MapPlace(QWidget):
    """The map of the whole portfolio's pairs, judged or not; related and different ones are on it no more.

    Signals:
        opened(str, str): the ids of a pair to be looked at.
        built(): the map is another one.
    """

    opened = Signal(str, str)
    built = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._built: tuple[object, ...] = ()
        self.message = Message()
        self.view = MapView()
        self.view.opened.connect(self.opened)
        self.empty = EmptyPage("", "")
        self.export_button = export_button(
            session, "overlap", lambda: {}, self, lambda text: self.message.show_message(Tone.OK, text)
        )
        tools = QHBoxLayout()
        tools.setContentsMargins(SIZES.page_edge, SIZES.space_2, SIZES.page_edge, 0)
        tools.addStretch(1)
        tools.addWidget(self.export_button)
        self._map = QWidget()
        self._map.setProperty("ground", "base")
        inner = QVBoxLayout(self._map)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(tools)
        inner.addWidget(self.view, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._map)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)

    @property
    def told(self) -> str:
        """How many groups there are of how many initiatives."""
        return counted(self.view.chart) if self.view.chart is not None else ""

    def show_in(self, stack: QStackedWidget) -> None:
        """Show what has been found by now as what this stack shows."""
        self.refresh()
        stack.setCurrentWidget(self)

    def refresh(self) -> None:
        """Show what has been found by now. The same findings of the same portfolio are not worked out again."""
        found, contents = self._session.findings, self._session.contents
        state = (found.findings, contents, found.unjudged, found.state)
        if len(self._built) != len(state) or any(a is not b for a, b in zip(state, self._built, strict=True)):
            self._built, pairs = state, found.findings
            if len(contents.initiatives) <= _AT_ONCE:
                self._show(build_overlap_map(as_judged(pairs, contents), contents))
            else:
                self._session.tasks.run(
                    self,
                    lambda _progress: build_overlap_map(as_judged(pairs, contents), contents),
                    lambda chart: self._show(chart) if self._built is state else None,
                )
        self._show_place()

    def _show(self, chart: OverlapMap) -> None:
        self.view.show_map(chart)
        self._show_place()
        self.built.emit()

    def _show_place(self) -> None:
        chart = self.view.chart
        if chart is not None and chart.groups:
            self._stack.setCurrentWidget(self._map)
            return
        found = self._session.findings
        reading = found.meaning == COMPUTING
        if reading or found.state != READY:
            said = nothing(MAP, found.state, False, len(self._session.contents.initiatives), False, reading)
            self.empty.set_words(said.title, said.text)
        else:
            self.empty.set_words(
                _("No initiatives have been found to overlap."),
                _("Groups of overlapping initiatives and the money they invest each year appear here."),
            )
        self._stack.setCurrentWidget(self.empty)
