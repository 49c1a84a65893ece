"""The registers there are, by name: who sends them, how old they are, what their last import did."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from kpkportfolio.model.rows import RegisterRow
from kpkportfolio.registers.difference.keeping import stale
from kpkportfolio.store.imports import LastImport
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.models.roles import CellKind, Role
from ui.models.staleness import age_words, stale_words
from ui.theme import icons
from ui.theme.tokens import SIZES
from ui.widgets.cells import CellDelegate
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import dress, figure_width

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NAME, _WHO, _CONTACT, _COUNT, _READ, _AGE, _DID = range(7)
_SIGN = int(Qt.ItemDataRole.UserRole) + 40
"""An icon's name and tint, before the words."""


def did_words(did: LastImport | None) -> str:
    """``2 came new, 5 were changed, 1 vanished``; what is none is not said."""
    if did is None:
        return ""
    told = [
        words.format(n=format_number(n))
        for n, words in (
            (did.new, ngettext("{n} came new", "{n} came new", did.new)),
            (did.changed, ngettext("{n} was changed", "{n} were changed", did.changed)),
            (did.vanished, ngettext("{n} vanished", "{n} vanished", did.vanished)),
        )
        if n
    ]
    return ", ".join(told) or _("nothing changed")


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.registers: Sequence[RegisterRow] = ()
        self.did: Mapping[str, LastImport] = {}
        self.today, self.months = date.min, 0
        self._heads = [
            _("Register"),
            _("Kept by"),
            _("Contact"),
            _("Initiatives"),
            _("Last import"),
            _("Age"),
            _("Last time"),
        ]

    def show(self, registers: Sequence[RegisterRow], today: date, months: int) -> None:
        self.beginResetModel()
        self.registers, self.today, self.months = registers, today, months
        self.endResetModel()

    def show_did(self, did: Mapping[str, LastImport]) -> None:
        self.did = did
        if self.registers:
            self.dataChanged.emit(self.index(0, _DID), self.index(len(self.registers) - 1, _DID))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.registers)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section in (_COUNT, _READ):
                return int(Qt.AlignmentFlag.AlignRight)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one, column = self.registers[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, column)
        if role == Role.KIND:
            return CellKind.NUMBER if column in (_COUNT, _READ) else CellKind.TEXT
        if role == Role.MUTED:
            return column != _NAME and not self._known(one, column)
        if role == _SIGN and column == _AGE and one.read_on is not None:
            return ("history", "warn") if stale(one.read_on, self.today, self.months) else ("check", "ok")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(one, column)
        return None

    def _known(self, one: RegisterRow, column: int) -> bool:
        return {_WHO: one.organisation, _CONTACT: one.contact, _READ: one.read_on, _AGE: one.read_on}.get(
            column, True
        ) is not None

    def _text(self, one: RegisterRow, column: int) -> str:
        if column == _NAME:
            return _("{name} (own)").format(name=one.name) if one.own else one.name
        if column == _AGE:
            return age_words(one.read_on, self.today, self.months)
        told = {
            _WHO: one.organisation or _("not known"),
            _CONTACT: one.contact or _("not known"),
            _COUNT: format_number(one.initiatives),
            _READ: format_date(one.read_on) or "–",
        }
        return told.get(column) or did_words(self.did.get(one.id))

    def _tip(self, one: RegisterRow, column: int) -> str:
        if column == _READ and one.file:
            return _("from the file {file}").format(file=one.file)
        if column == _AGE:
            return stale_words(one.read_on, self.today, self.months)
        return self._text(one, column)


class _Signed(CellDelegate):
    def _text(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index, kind: CellKind) -> None:
        sign = index.data(_SIGN)
        if sign is not None:
            picture = icons.pixmap(sign[0], sign[1], SIZES.icon, painter.device().devicePixelRatio())
            painter.drawPixmap(area.left(), area.center().y() - SIZES.icon // 2 + 1, picture)
            area = area.adjusted(SIZES.icon + SIZES.space_1 + 2, 0, 0, 0)
        super()._text(painter, option, area, index, kind)


class RegisterTable(QTableView):
    """One row a register.

    Signals:
        chosen(str): the id of the register the person went to.
        opened: Enter or a double click.
    """

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setHorizontalHeader(TableHeader())
        dress(self, _Signed(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setAccessibleName(_("Registers"))
        self.setTabKeyNavigation(False)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setStretchLastSection(False)
        for column in (_NAME, _WHO, _CONTACT, _DID):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        heads = self._model._heads
        for column, texts in ((_COUNT, ["00 000", heads[_COUNT]]), (_READ, ["30.12.2026", heads[_READ]])):
            self.setColumnWidth(column, figure_width(self, texts, bold=True) + 8)
        self.selectionModel().currentRowChanged.connect(self._went)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def current(self) -> RegisterRow | None:
        """The register the person stands on."""
        row = self.currentIndex().row()
        return self._model.registers[row] if 0 <= row < len(self._model.registers) else None

    def show_registers(self, registers: Sequence[RegisterRow], today: date, months: int, current: str) -> None:
        """Show these with the cursor on one of them, else on the first; emits nothing."""
        before = self.blockSignals(True)
        self._model.show(registers, today, months)
        ages = ["  " + age_words(one.read_on, today, months) for one in registers]
        width = figure_width(self, [*ages, self._model._heads[_AGE]]) + SIZES.icon + SIZES.space_3
        self.setColumnWidth(_AGE, width)
        if registers:
            self.selectRow(next((row for row, one in enumerate(registers) if one.id == current), 0))
        self.blockSignals(before)

    def show_did(self, did: Mapping[str, LastImport]) -> None:
        """What the last import of each did."""
        self._model.show_did(did)

    @Slot(QModelIndex, QModelIndex)
    def _went(self, _index: QModelIndex, _before: QModelIndex) -> None:
        if self.current is not None:
            self.chosen.emit(self.current.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # whom to ask stands below too; names and what changed need the room
        self.setColumnHidden(_CONTACT, self.width() < SIZES.narrow_table)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
