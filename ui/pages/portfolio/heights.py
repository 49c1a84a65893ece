"""Rows of long titles are two lines high: those in sight at once, the rest a stretch at a time when there is time."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QTableView

from ui.theme.theme import row_pixels

_AT_ONCE = 200
"""Rows measured before the first paint: a few milliseconds, and more than any screen shows."""
_CHUNK = 500
"""Rows measured in one go after it, under ten milliseconds."""

Lines = Callable[[int], Iterable[tuple[str, float]]]
"""The texts of a row, each with the width there is for one line of it, px."""


class TitleHeights(QObject):
    """Keeps the heights of a table's rows; a text is measured once.

    Only rows whose height changes are touched, with the header's signals blocked; nothing is ever asked of the
    delegate, which would ask ten thousand times.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._widths: dict[str, float] = {}
        self._font = ""
        self._lines: Lines = lambda _row: ()
        self._waiting: Iterator[int] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def fit(self, lines: Lines) -> None:
        """Have every row as high as these texts want it, from the topmost in sight on."""
        key = self._view.font().key()
        if key != self._font:
            self._font = key
            self._widths.clear()
        self._lines = lines
        header = self._view.verticalHeader()
        if header.defaultSectionSize() != row_pixels():
            header.setDefaultSectionSize(row_pixels())
        top = max(0, self._view.rowAt(0))
        self._waiting = chain(range(top, header.count()), range(top))
        self._take(_AT_ONCE)
        self._timer.start()

    def _go_on(self) -> None:
        view = self._view
        top = view.rowAt(0)
        before = view.rowViewportPosition(top)
        if not self._take(_CHUNK):
            self._timer.stop()
            view.updateGeometries()
            view.viewport().update()
        # rows above have grown: what is in sight stays where it is
        moved = view.rowViewportPosition(top) - before
        if top >= 0 and moved:
            view.updateGeometries()
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + moved)

    def _take(self, most: int) -> bool:
        """Measure the next rows; False when none was left."""
        header = self._view.verticalHeader()
        heights = row_pixels(), row_pixels(2)
        metrics = QFontMetricsF(self._view.font())
        widths, count = self._widths, header.count()
        row = -1
        before = header.blockSignals(True)
        for row in islice(self._waiting, most):
            if row >= count:
                continue
            tall = False
            for text, room in self._lines(row):
                width = widths.get(text)
                if width is None:
                    width = widths[text] = metrics.horizontalAdvance(text)
                tall = tall or width > room
            if header.sectionSize(row) != heights[tall]:
                header.resizeSection(row, heights[tall])
        header.blockSignals(before)
        return row >= 0
