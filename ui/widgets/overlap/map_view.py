"""The overlap map in the window: the same drawing as on paper, all its groups below each other.

↑ and ↓ go from group to group, Enter opens the strongest pair of the current one; a click on a mark opens that pair.
"""

from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from kpkportfolio.charts.overlap_map import MapGroup, MapTie, OverlapMap
from kpkportfolio.charts.overlap_map_columns import heading, money, more_words, note
from kpkportfolio.charts.overlap_map_drawing import Block, MapDrawing
from kpkportfolio.charts.sizes import SMALL
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_percent
from ui.theme.state import colour
from ui.widgets.overlap.map_canvas import MapCanvas

_EDGE = 12.0
_LEAST_WIDTH = 540.0
_MOST_GROUPS = 200
_YEARS_STRIP = 18.0
_SUMS_YEARS = 55.0
_LINE = 12.0
_HIT = 8.0
_STEP = 40


class MapView(QAbstractScrollArea):
    """The map of :func:`kpkportfolio.charts.overlap_map.build_overlap_map`, scrolled up and down.

    Signals:
        opened(str, str): the ids of a pair to be looked at.
    """

    opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Overlap map"))
        self.viewport().setMouseTracking(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self.verticalScrollBar().setSingleStep(_STEP)
        self.chart: OverlapMap | None = None
        self.current = 0
        self._canvas = MapCanvas()
        self._drawing: MapDrawing | None = None
        self._blocks: list[Block] = []
        self._tops: list[float] = []
        self._notes: list[str] = []

    def show_map(self, chart: OverlapMap) -> None:
        """Show these groups; the current one stays current where it is still there."""
        before = self.group.pair if self.group else None
        self.chart = chart
        pairs = [group.pair for group in chart.groups[:_MOST_GROUPS]]
        self.current = pairs.index(before) if before in pairs else 0
        self._lay_out()
        self._tell()

    @property
    def group(self) -> MapGroup | None:
        """The current group."""
        groups = self.chart.groups if self.chart is not None else ()
        return groups[self.current] if self.current < len(groups) else None

    def sizeHint(self) -> QSize:
        return QSize(800, 600)

    # --- measuring ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        """Measure everything for the width there is; heights in points, bars in pixels."""
        self._canvas = MapCanvas()
        scale, chart = self._canvas.scale, self.chart
        if chart is None:
            return
        width = max(self.viewport().width() / scale, _LEAST_WIDTH)
        self._drawing = drawing = MapDrawing(self._canvas, chart, _EDGE, width - _EDGE)
        self._blocks = [drawing.block(number) for number in range(min(len(chart.groups), _MOST_GROUPS))]
        head = drawing.draw_head(_EDGE)
        self._tops = list(accumulate((block.height for block in self._blocks), initial=head))
        left = chart.groups[len(self._blocks) :]
        told = [*([more_words(left)] if left else []), note(chart)]
        self._notes = [line for text in told for line in self._canvas.wrap(text, width - 2 * _EDGE, SMALL)]
        height = (self._tops[-1] + _YEARS_STRIP + _LINE * (len(self._notes) + 1)) * scale
        for bar, whole, page in (
            (self.verticalScrollBar(), height, self.viewport().height()),
            (self.horizontalScrollBar(), width * scale, self.viewport().width()),
        ):
            bar.setPageStep(page)
            bar.setRange(0, max(0, round(whole) - page))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.PaletteChange):
            self._lay_out()

    # --- painting -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing, canvas = self._drawing, self._canvas
        if drawing is None or not self._blocks:
            return
        painter = QPainter(self.viewport())
        scale = canvas.scale
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        painter.translate(-across, -down)
        canvas.painter = painter
        top, bottom = down / scale, (down + self.viewport().height()) / scale
        head, end = self._tops[0], self._tops[-1]
        drawing.draw_bands(_EDGE, end)
        self._paint_current(painter)
        if top < head:
            drawing.draw_head(_EDGE)
        for block, y in zip(self._blocks, self._tops, strict=False):
            if y + block.height > top and y < bottom:
                drawing.draw_block(block, y)
        drawing.draw_years(end + 9)
        for number, line in enumerate(self._notes):
            y = end + _YEARS_STRIP + _LINE * (number + 0.5)
            canvas.text(_EDGE, y, line, SMALL, canvas.palette.muted)
        if top > _EDGE + _SUMS_YEARS:
            # the years stay in sight
            canvas.rect(0, top, drawing.columns.right + _EDGE, top + _YEARS_STRIP, canvas.palette.base)
            drawing.draw_years(top + _YEARS_STRIP / 2)
            canvas.text(drawing.columns.all, top + _YEARS_STRIP / 2, _("All, M€"), SMALL, bold=True, align="right")
            canvas.text(
                drawing.columns.others, top + _YEARS_STRIP / 2, _("the others"), SMALL, bold=True, align="right"
            )
            foot = top + _YEARS_STRIP
            canvas.line([(0, foot), (drawing.columns.right + _EDGE, foot)], canvas.palette.line_strong)
        canvas.painter = None
        painter.end()

    def _paint_current(self, painter: QPainter) -> None:
        """A bar at the left of the current group, and its tone while the map has the focus."""
        scale = self._canvas.scale
        y, height = self._tops[self.current] * scale, self._blocks[self.current].height * scale
        if self.hasFocus():
            ground = QRectF(0, y, (self._drawing.columns.years if self._drawing else 0) * scale, height)
            painter.fillRect(ground, colour("hover"))
        painter.fillRect(QRectF(0, y, 3, height), colour("accent" if self.hasFocus() else "line_strong"))

    # --- hands ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(self._blocks) - 1}
        key = Qt.Key(event.key())
        if key in steps:
            self._go(self.current + steps[key])
        elif key in ends:
            self._go(ends[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.group is not None:
            self.opened.emit(*self.group.pair)
        else:
            super().keyPressEvent(event)

    def _go(self, number: int) -> None:
        if not self._blocks:
            return
        self.current = min(max(number, 0), len(self._blocks) - 1)
        scale, bar = self._canvas.scale, self.verticalScrollBar()
        # the first group brings the sums above it into sight
        top = (self._tops[self.current] - _YEARS_STRIP if self.current else 0) * scale
        end = (self._tops[self.current] + self._blocks[self.current].height) * scale
        if top < bar.value():
            bar.setValue(int(top))
        elif end > bar.value() + self.viewport().height():
            bar.setValue(int(end - self.viewport().height()) + 1)
        self._tell()
        self.viewport().update()

    def _tell(self) -> None:
        """The current group in words, for those who hear the map."""
        group = self.group
        if group is None:
            self.setAccessibleDescription("")
            return
        name, about = heading(self.current + 1, group)
        names = ", ".join(member.row.title for member in group.members)
        sums = _("All {all} M€, the others {others} M€").format(
            all=money(group.all, group.unknown), others=money(group.others, group.unknown_others)
        )
        self.setAccessibleDescription(f"{name}. {about}. {sums}. {names}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = event.position().toPoint()
        number = self._at(at)
        if number is None:
            return
        self._go(number)
        tie = self._tie(at)
        if tie is not None:
            self._open(number, tie)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        if number is not None and self.group is not None:
            self.opened.emit(*self.group.pair)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._tie(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            tie, number = self._tie(event.pos()), self._at(event.pos())
            if tie is None or number is None:
                QToolTip.hideText()
            else:
                members = self._blocks[number].group.members
                words = f"{label(tie.kind)}, {format_percent(tie.score * 100)}"
                QToolTip.showText(
                    event.globalPos(),
                    f"{words}\n{members[tie.a].row.title}\n{members[tie.b].row.title}",
                    self.viewport(),
                )
            return True
        return super().viewportEvent(event)

    def _at(self, position: QPoint) -> int | None:
        """The place of the group at a position of the viewport."""
        y = (position.y() + self.verticalScrollBar().value()) / self._canvas.scale
        for number, (block, top) in enumerate(zip(self._blocks, self._tops, strict=False)):
            if top <= y < top + block.height:
                return number
        return None

    def _tie(self, position: QPoint) -> MapTie | None:
        """The pair whose mark is there."""
        number = self._at(position)
        if number is None or self._drawing is None:
            return None
        scale = self._canvas.scale
        x = (position.x() + self.horizontalScrollBar().value()) / scale
        y = (position.y() + self.verticalScrollBar().value()) / scale
        for tie, (left, top) in self._drawing.marks(self._blocks[number], self._tops[number]):
            if abs(left - x) <= _HIT and abs(top - y) <= _HIT:
                return tie
        return None

    def _open(self, number: int, tie: MapTie) -> None:
        members = self._blocks[number].group.members
        self.opened.emit(members[tie.a].row.id, members[tie.b].row.id)
