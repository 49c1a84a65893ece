"""Rows of long titles are two lines high: measured once a title, the first at once, the rest when there is time."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QTableView

from ui.theme.theme import row_pixels

_AT_ONCE = 400
"""Titles measured before the first paint: a few milliseconds, and more than any screen shows."""
_CHUNK = 1500


class TitleHeights(QObject):
    """Keeps the heights of a table's rows.

    Only rows whose height changes are touched, with the header's signals blocked; nothing is ever asked of the
    delegate, which would ask ten thousand times.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._widths: dict[str, float] = {}
        self._font = ""
        self._texts: list[tuple[list[str], float]] = []
        self._tall: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def set_texts(self, texts: list[tuple[list[str], float]]) -> None:
        """Take these texts, each list a column's, one a row, with the width there is for one line of them."""
        key = self._view.font().key()
        if key != self._font:
            self._font = key
            self._widths.clear()
        self._texts = texts
        # what has to be measured comes in order; the first screenful is among the first
        missing = self._missing()
        self._measure(missing[:_AT_ONCE])
        self._apply()
        if len(missing) > _AT_ONCE:
            self._timer.start()

    def _missing(self) -> list[str]:
        widths = self._widths
        return list(dict.fromkeys(text for texts, _room in self._texts for text in texts if text not in widths))

    def _measure(self, texts: list[str]) -> None:
        metrics = QFontMetricsF(self._view.font())
        for text in texts:
            self._widths[text] = metrics.horizontalAdvance(text)

    def _go_on(self) -> None:
        missing = self._missing()
        self._measure(missing[:_CHUNK])
        if len(missing) > _CHUNK:
            self._timer.start()
        else:
            self._apply()

    def _apply(self) -> None:
        header = self._view.verticalHeader()
        one, two = row_pixels(), row_pixels(2)
        widths = self._widths
        tall = {n for texts, room in self._texts for n, text in enumerate(texts) if widths.get(text, 0.0) > room}
        count = header.count()
        if header.defaultSectionSize() != one:
            header.setDefaultSectionSize(one)
        before = header.blockSignals(True)
        for row in self._tall - tall:
            if row < count:
                header.resizeSection(row, one)
        for row in tall:
            if row < count and header.sectionSize(row) != two:
                header.resizeSection(row, two)
        header.blockSignals(before)
        self._tall = tall

    def forget(self) -> None:
        """The rows have moved: which of them are tall now is asked anew."""
        header = self._view.verticalHeader()
        two = row_pixels(2)
        self._tall = {row for row in range(header.count()) if header.sectionSize(row) == two}
