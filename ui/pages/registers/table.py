"""The registers there are, by name: who sends them, how old they are, what their last import did."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from kpkportfolio.model.rows import RegisterRow
from kpkportfolio.registers.difference.keeping import stale
from kpkportfolio.store.imports import LastImport
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.dialogs.importing.tables import shared
from ui.models.roles import CellKind, Role
from ui.models.staleness import age_words, stale_words
from ui.pages.registers.reading import LastTime
from ui.theme import icons
from ui.theme.tokens import SIZES
from ui.widgets.cells import CellDelegate
from ui.widgets.table_header import TableHeader
from ui.widgets.table_setup import dress, figure_width

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NAME, _WHO, _CONTACT, _COUNT, _READ, _AGE, _DID, _PROBLEMS = range(8)
_FIGURES = (_COUNT, _READ, _PROBLEMS)
_WORDS = (_NAME, _WHO, _CONTACT, _DID)
_ENOUGH = 240
"""Px in which a name can be told from others."""
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
        self.last: Mapping[str, LastTime] = {}
        self.today, self.months = date.min, 0
        self._heads = [
            _("Register"),
            _("Kept by"),
            _("Contact"),
            _("Initiatives"),
            _("Last import"),
            _("Age"),
            _("Last time"),
            _("Problems"),
        ]

    def show(self, registers: Sequence[RegisterRow], today: date, months: int) -> None:
        self.beginResetModel()
        self.registers, self.today, self.months = registers, today, months
        self.endResetModel()

    def show_last(self, last: Mapping[str, LastTime]) -> None:
        self.last = last
        if self.registers:
            self.dataChanged.emit(self.index(0, _DID), self.index(len(self.registers) - 1, _PROBLEMS))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.registers)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section in _FIGURES:
                return int(Qt.AlignmentFlag.AlignRight)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one, column = self.registers[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, column)
        if role == Role.KIND:
            return CellKind.NUMBER if column in _FIGURES else CellKind.TEXT
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
        if column in told:
            return told[column]
        last = self.last.get(one.id, LastTime(None, None))
        if column == _DID:
            return did_words(last.did)
        return format_number(last.problems) if last.problems else "–" if last.problems == 0 else ""

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
        heads = self._model._heads
        for column, widest in ((_COUNT, "00 000"), (_READ, "30.12.2026"), (_PROBLEMS, "00 000")):
            texts = [widest, heads[column]]
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
        self._fit()
        if registers:
            self.selectRow(next((row for row, one in enumerate(registers) if one.id == current), 0))
        self.blockSignals(before)

    def go_to(self, id_: str) -> None:
        """Stand on a register."""
        for row, one in enumerate(self._model.registers):
            if one.id == id_:
                self.setCurrentIndex(self._model.index(row, 0))

    def show_last(self, last: Mapping[str, LastTime]) -> None:
        """What the last import of each did, and its problems."""
        self._model.show_last(last)
        self._fit()

    def _fit(self) -> None:
        """The columns of words share what the figures leave: each first has what it says. Whom to ask and who keeps it
        stand below too: they are left out where the names would be cut."""
        model = self._model
        room = self.viewport().width() - sum(
            self.columnWidth(column) for column in range(model.columnCount()) if column not in _WORDS
        )
        wanted = {
            column: max(
                figure_width(self, [model._heads[column]], bold=True),
                figure_width(self, [model._text(one, column) for one in model.registers]),
            )
            for column in _WORDS
        }
        for column in (_CONTACT, _WHO):
            hidden = sum(min(width, _ENOUGH) for width in wanted.values()) > room
            self.setColumnHidden(column, hidden)
            if hidden:
                del wanted[column]
        over, rest = divmod(max(0, room - sum(wanted.values())), len(wanted))
        for column, width in zip(wanted, shared(list(wanted.values()), room), strict=True):
            self.setColumnWidth(column, width + over + (rest if column == _NAME else 0))

    @Slot(QModelIndex, QModelIndex)
    def _went(self, _index: QModelIndex, _before: QModelIndex) -> None:
        if self.current is not None:
            self.chosen.emit(self.current.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)
