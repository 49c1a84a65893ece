"""The agenda of one meeting: pictures, initiatives and headings in one order; what was decided stands beside them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from kpkportfolio.charts.catalogue import title_of
from kpkportfolio.exports.minutes import decision_words
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import AgendaKind
from kpkportfolio.store.agenda import PICTURES, Agenda, Entry, Reason
from kpkportfolio.store.decisions import DecisionRow
from kpkportfolio.text import _
from ui.pages.meeting.write_entry import WriteEntry
from ui.theme.icons import icon
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.choices import MultiChoiceButton
from ui.widgets.parts import button, label

_ID = int(Qt.ItemDataRole.UserRole)
_LEAST_ROWS = 5
_ICONS = {AgendaKind.PICTURE: "impact", AgendaKind.INITIATIVE: "portfolio", AgendaKind.TEXT: "report"}


_NO_REASONS: Mapping[str, Reason] = {}


def reason_words(reason: Reason, row: InitiativeRow) -> str:
    """Why an initiative is proposed for the agenda; what is red also says why it is."""
    if reason is Reason.RED and row.health_reason:
        return _("Needs a decision: {why}").format(why=row.health_reason)
    return {
        Reason.POSTPONED: _("Postponed by an earlier meeting"),
        Reason.RED: _("Needs a decision: its condition is red"),
        Reason.PROPOSED: _("Proposed, waits for approval"),
    }[reason]


class AgendaView(QWidget):
    """Signals: ``changed`` carries the new Agenda; ``add_wanted``, ``add_selected`` and ``propose_wanted`` ask for more
    initiatives; ``chosen`` carries the id of the initiative that is pointed at."""

    changed = Signal(object)
    add_wanted = Signal()
    add_selected = Signal()
    propose_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.agenda = Agenda()
        self.changeable = True
        self._shown: dict[str, Entry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.space_2)
        column.addWidget(label(_("Agenda"), FontRole.SECTION))
        tools = QHBoxLayout()
        tools.setSpacing(SIZES.space_2)
        # a menu, for a row of so many buttons would not fit beside the meetings on a small screen
        self.add = button(_("Add…"), "plus", slot=self._offer_to_add)
        self._adding = QMenu(self)
        self._adding.setFont(font(FontRole.BODY))
        self._adding.addAction(_("Initiative…"), self.add_wanted.emit)
        self.add_chosen = self._adding.addAction(_("The selected initiatives"), self.add_selected.emit)
        self.write = self._adding.addAction(_("Heading…"), self._write)
        self.propose = button(_("Propose"), "idea", slot=self.propose_wanted.emit)
        self.propose.setToolTip(_("What was postponed, what needs a decision and what is proposed"))
        self.pictures = MultiChoiceButton(_("Pictures"), [(name, title_of(name)) for name in PICTURES], tell=False)
        self.pictures.changed.connect(self._pictures_ticked)
        self.edit = button(_("Note…"), slot=self._edit)
        self.remove = button(_("Remove"), slot=self._remove)
        for one in (self.add, self.pictures, self.propose):
            tools.addWidget(one)
        tools.addStretch(1)
        tools.addWidget(self.edit)
        tools.addWidget(self.remove)
        column.addLayout(tools)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Items of the agenda"))
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(_LEAST_ROWS * SIZES.row)
        self.list.setIconSize(QSize(SIZES.icon, SIZES.icon))
        self.list.setToolTip(_("Ctrl+↑ and Ctrl+↓ move an item, F2 writes its note, Delete takes it off the agenda"))
        self.list.installEventFilter(self)
        self.list.currentItemChanged.connect(self._pointed)
        self.list.itemDoubleClicked.connect(self._edit)
        column.addWidget(self.list, 1)
        self.none = label(
            _("Nothing is on the agenda yet. Add initiatives and pictures, or let initiatives be proposed."),
            tone="muted",
            wrap=True,
        )
        column.addWidget(self.none)

    def show_agenda(
        self,
        agenda: Agenda,
        rows: Mapping[str, InitiativeRow],
        made: Sequence[DecisionRow],
        selected: int,
        reasons: Mapping[str, Reason] = _NO_REASONS,
    ) -> None:
        """Show an agenda and what was decided on its items; what was decided besides it comes last. ``selected``
        initiatives can be added at once. What nothing has been decided on yet tells why it is here, by ``reasons``."""
        self.agenda = agenda
        self.pictures.set_values(agenda.pictures)
        self.offer_selected(selected)
        keep = self.current
        told: dict[str, list[str]] = {}
        for one in made:
            told.setdefault(one.initiative_id, []).append(decision_words(one))
        self.list.blockSignals(True)
        self.list.clear()
        self._shown = {}
        number = 0
        for entry in agenda.with_items(told).entries:
            if entry.kind is AgendaKind.INITIATIVE and entry.reference not in rows:
                continue
            number += entry.kind is not AgendaKind.PICTURE
            item = QListWidgetItem(icon(_ICONS[entry.kind]), _words(entry, number, rows, told, reasons))
            item.setData(_ID, entry.id)
            self.list.addItem(item)
            self._shown[entry.id] = entry
            if keep is not None and (entry.id == keep.id or entry.reference == keep.reference):
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(self._shown))
        self.none.setVisible(not self._shown)
        self._offer()

    def offer_selected(self, n: int) -> None:
        """So many initiatives are selected in the other pages and can be added."""
        self.add_chosen.setEnabled(n > 0)

    @property
    def current(self) -> Entry | None:
        """The item that is pointed at."""
        item = self.list.currentItem()
        return None if item is None else self._shown.get(str(item.data(_ID)))

    def _offer_to_add(self) -> None:
        self._adding.exec(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _offer(self) -> None:
        on = self.changeable and self.current in self.agenda.entries
        self.edit.setEnabled(on)
        self.remove.setEnabled(on)

    def _tell(self, agenda: Agenda) -> None:
        self.agenda = agenda
        self.changed.emit(agenda)

    def _pictures_ticked(self, names: frozenset[str]) -> None:
        kept = Agenda(
            tuple(
                one
                for one in self.agenda.entries
                if one.kind is not AgendaKind.PICTURE or one.reference in names or one.reference not in PICTURES
            )
        )
        self._tell(kept.with_pictures(name for name in PICTURES if name in names))

    def _write(self) -> None:
        told = WriteEntry.ask(_("Heading of the agenda"), parent=self.window())
        if told is not None:
            known = {one.id for one in self.agenda.entries}
            self._tell(self.agenda.with_heading(*told, after=self.current.id if self.current else ""))
            self._point_at(next((one.id for one in self.agenda.entries if one.id not in known), ""))

    def _edit(self) -> None:
        entry, item = self.current, self.list.currentItem()
        if not self.changeable or entry not in self.agenda.entries or entry is None:
            return
        fixed = entry.kind is not AgendaKind.TEXT
        name = item.text().partition("\n")[0] if fixed else entry.reference
        told = WriteEntry.ask(_("Item of the agenda"), name, entry.note or "", fixed, self.window())
        if told is not None:
            self._tell(self.agenda.rewritten(entry.id, told[1], None if fixed else told[0]))

    def _remove(self) -> None:
        entry = self.current
        if entry is not None and entry in self.agenda.entries:
            row = self.list.currentRow()
            self._tell(self.agenda.without(entry.id))
            self.list.setCurrentRow(min(row, self.list.count() - 1))

    def _point_at(self, id_: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(_ID) == id_:
                self.list.setCurrentRow(row)

    def _pointed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            # come to by Tab it is current only, and nothing would tell what the buttons act on
            item.setSelected(True)
        self._offer()
        entry = self.current
        if entry is not None and entry.kind is AgendaKind.INITIATIVE:
            self.chosen.emit(entry.reference)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = self.changeable and event.type() == QEvent.Type.KeyPress
        if pressed and watched is self.list and isinstance(event, QKeyEvent):
            step = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key())
            if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self.current is not None:
                    self._tell(self.agenda.moved(self.current.id, step))
                return True
            if event.key() == Qt.Key.Key_Delete:
                self._remove()
                return True
            if event.key() == Qt.Key.Key_F2:
                self._edit()
                return True
        return super().eventFilter(watched, event)


def _words(
    entry: Entry,
    number: int,
    rows: Mapping[str, InitiativeRow],
    told: Mapping[str, Sequence[str]],
    reasons: Mapping[str, Reason],
) -> str:
    if entry.kind is AgendaKind.PICTURE:
        words = title_of(entry.reference) if entry.reference in PICTURES else entry.reference
    elif entry.kind is AgendaKind.TEXT:
        words = f"{number}. {entry.reference}"
    else:
        words = f"{number}. {rows[entry.reference].title}"
        if entry.reference in told:
            words += f"  —  {', '.join(told[entry.reference])}"
        elif entry.reference in reasons:
            words += f"\n{reason_words(reasons[entry.reference], rows[entry.reference])}"
    return words + (f"\n{entry.note}" if entry.note else "")
