"""The tab of services."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from kpkportfolio.model.rows import ServiceRow
from kpkportfolio.text import _, format_number, ngettext
from ui.models.clipboard import tabbed, table
from ui.models.services_model import HEADINGS, ServicesModel
from ui.pages.portfolio.heights import TitleHeights
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.cells import FIRST_INSET
from ui.widgets.parts import label as text_label
from ui.widgets.parts import rule
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import dress, figure_width


class ServicesTable(QWidget):
    """Services, what kind they are, when they were published and which initiatives they came from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ServicesModel(self)
        self.view = _View()
        self.header = TableHeader(self.view)
        self.view.setHorizontalHeader(self.header)
        dress(self.view)
        self.view.setModel(self.model)
        self.view.setAccessibleName(_("Services"))
        self.view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.header.setSectionsMovable(False)
        self.header.setSortIndicatorShown(True)
        self.header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
        self.header.sortIndicatorChanged.connect(self._sorted)
        self._heights = TitleHeights(self.view)
        self.view.widened.connect(self.fit)
        self._foot = text_label("", FontRole.STRONG)
        self._foot.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, 0)
        self._foot.setFixedHeight(SIZES.total_row)
        self._foot.setProperty("ground", "alt")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(rule())
        layout.addWidget(self._foot)

    def show_rows(self, rows: Sequence[ServiceRow], words: str = "") -> None:
        """Show the services that have all these words in name, description or initiatives."""
        wanted = words.casefold().split()
        shown = [row for row in rows if all(word in _text(row) for word in wanted)] if wanted else rows
        self.model.show_rows(shown)
        n = len(shown)
        self._foot.setText(ngettext("In all {n} service", "In all {n} services", n).format(n=format_number(n)))
        self.fit()

    @Slot(int, Qt.SortOrder)
    def _sorted(self, section: int, order: Qt.SortOrder) -> None:
        self.model.sort(section, order)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Share the width out and give long names two lines."""
        dates = [str(self.model.index(n, 2).data()) for n in range(self.model.rowCount())]
        narrow = {1: 170, 2: figure_width(self.view, [*dates, ""]) + SIZES.space_4}
        narrow = {c: max(w, self.header.sectionSizeFromContents(c).width()) for c, w in narrow.items()}
        room = max(0, self.view.viewport().width() - sum(narrow.values()))
        for column, width in {**narrow, 0: room * 45 // 100, 3: room - room * 45 // 100}.items():
            self.view.setColumnWidth(column, width)
        rows = self.model.rows
        name_room = room * 45 // 100 - SIZES.cell_inset - FIRST_INSET
        from_room = room - room * 45 // 100 - 2 * SIZES.cell_inset
        self._heights.fit(lambda n: ((rows[n].name, name_room), (rows[n].initiatives, from_room)))

    def copy(self) -> None:
        """Copy the selected services as a table."""
        self.view.copy()

    def sizeHint(self) -> QSize:
        return QSize(800, 400)


class _View(QTableView):
    """Copies what is selected, and tells when it has another width."""

    widened = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.type() == QEvent.Type.KeyPress and control and event.key() == Qt.Key.Key_C:
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if not rows:
            return
        model = self.model()
        titles = [_(heading) for heading in HEADINGS]
        lines = [
            [(str(model.index(row, column).data() or ""), column == 2) for column in range(len(HEADINGS))]
            for row in rows
        ]
        data = QMimeData()
        data.setText(tabbed(titles, lines))
        data.setHtml(table(titles, lines))
        QGuiApplication.clipboard().setMimeData(data)


def _text(row: ServiceRow) -> str:
    return " ".join(part for part in (row.name, row.description, row.initiatives) if part).casefold()
