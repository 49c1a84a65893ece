"""The second step: what the register's own words for statuses, organisations, programmes and domains mean here."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.field_names import field_name
from kpkportfolio.text import _, format_number
from ui.dialogs.importing import saying
from ui.dialogs.importing.chooser import Chooser, Entry
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.meanings import Meaning, meanings
from ui.dialogs.importing.preview import Preview
from ui.dialogs.importing.tables import MARK_ROOM, Column, ListModel, PreviewTable, shared
from ui.dialogs.importing.unknowns import STATUS, Unknowns
from ui.models.roles import CellKind
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.cells import FIRST_INSET
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

_MEANING = 3
_WHY = 4
_TEXTS = (1, _MEANING, _WHY)
"""Columns that give way to each other where the dialog is narrow."""
_MOST_MEASURED = 500
"""Rows whose words set the widths; a few milliseconds."""


def _told(line: Meaning) -> str:
    one = line.unknown
    if isinstance(line.meaning, Status):
        return label(line.meaning)
    if one.kind == STATUS:
        return _("says nothing of the status") if line.said else _("not known: left unknown")
    return line.meaning or _("new: {name}").format(name=one.word)


def _reason(line: Meaning) -> str:
    """Why it means that, or what it may mean and why."""
    if line.said:
        return _("as chosen")
    if not line.open or not line.unknown.guesses:
        return line.why
    guess = line.unknown.guesses[0]
    name = label(guess.meaning) if isinstance(guess.meaning, Status) else guess.meaning
    return _("perhaps {name}: {why}").format(name=name, why=guess.why)


def _whole(line: Meaning) -> str:
    """A line in full, however little of it the table has room for."""
    said = f"{kind_name(line.unknown.kind)}: {line.unknown.word} → {_told(line)}"
    return "  ·  ".join(part for part in (said, _reason(line)) if part)


def _mark(line: Meaning) -> tuple[str, str] | None:
    if line.meaning is not None or line.said:
        return "check", "ok"
    return ("warning", "warn") if line.open else ("plus", "muted")


class _Words(PreviewTable):
    """Enter, F2 and Alt+Down choose; Delete takes back."""

    wanted = Signal(QModelIndex)
    unwanted = Signal(QModelIndex)

    def fill(self) -> None:
        """Each column as wide as its words; where that is more than there is, the texts give way, never the reason
        alone. What is cut is told whole below."""
        model = self.model()
        if not isinstance(model, ListModel):
            return
        rows = model.rows[:_MOST_MEASURED]
        for at in range(len(model.columns)):
            room = MARK_ROOM if model.columns[at].mark is not None else FIRST_INSET if at == 0 else 0
            self.widen(at, [model.columns[at].text(row) for row in rows], room)
        wanted = [self.columnWidth(at) for at in _TEXTS]
        room = self.viewport().width() - sum(
            self.columnWidth(at) for at in range(len(model.columns)) if at not in _TEXTS
        )
        # the reason has what is left
        widths = shared(wanted, room)
        for at, width in zip(_TEXTS, [*widths[:-1], max(widths[-1], room - sum(widths[:-1]))], strict=True):
            self.setColumnWidth(at, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        alt_down = key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if (
            index.isValid()
            and not control
            and (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) or alt_down)
        ):
            self.wanted.emit(index)
        elif index.isValid() and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unwanted.emit(index)
        else:
            super().keyPressEvent(event)


class ValuesStep(QWidget):
    """The words and what they mean; another meaning makes another profile.

    Signals:
        said(Profile): how the file is to be read from now on.
    """

    said = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: File | None = None
        self._shown: object = None
        self._preview: Preview | None = None
        self._unknowns = Unknowns()
        self.told = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.whole = text_label("", FontRole.SMALL, wrap=True)
        self.whole.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        self.model = ListModel(
            [
                Column(_("What"), lambda line: kind_name(line.unknown.kind), 100),
                Column(_("In the register"), lambda line: line.unknown.word, 140),
                Column(
                    _("Rows"),
                    lambda line: format_number(line.unknown.rows) if line.unknown.rows else "",
                    64,
                    CellKind.NUMBER,
                ),
                Column(_("In the portfolio"), _told, 140, mark=_mark),
                Column(_("Why"), _reason, 140),
            ],
            self,
        )
        self.table = _Words(self.model, _("Words of the register"), _WHY)
        self.table.setAccessibleDescription(_("Enter chooses what the word means, Delete takes it back"))
        self.change = button(_("Choose the meaning…"), slot=lambda: self.choose(self.table.currentIndex()))
        self.back = button(_("Take back"), slot=lambda: self._take_back(self.table.currentIndex()))
        top = QHBoxLayout()
        top.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        top.setSpacing(SIZES.space_2)
        top.addWidget(self.told, 1)
        for one in (self.change, self.back):
            one.setAutoDefault(False)
            top.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.whole)
        layout.addStretch(0)
        self.setFocusProxy(self.table)
        self.table.wanted.connect(self.choose)
        self.table.unwanted.connect(self._take_back)
        self.table.doubleClicked.connect(self.choose)
        self.table.selectionModel().currentRowChanged.connect(self._moved)

    # --- showing ----------------------------------------------------------------------------------------------------

    def show_file(self, file: File) -> None:
        """Show what a file's words mean."""
        shown = (file, file.said, file.state)
        if file.preview is self._preview and shown == self._shown:
            return
        self._shown, self._file, self._preview = shown, file, file.preview
        self._unknowns = file.preview.unknowns if file.preview is not None else Unknowns()
        lines = meanings(self._unknowns, file.said)
        if lines != self.model.rows:
            current = self._line(self.table.currentIndex())
            row = self.table.currentIndex().row()
            self.model.show(lines)
            self.table.fill()
            if lines:
                # the word one is at may stand elsewhere now
                words = [(line.unknown.kind, line.unknown.word) for line in lines]
                word = None if current is None else (current.unknown.kind, current.unknown.word)
                row = words.index(word) if word in words else max(0, min(row, len(lines) - 1))
                self.table.setCurrentIndex(self.model.index(row, 0))
        self.table.setVisible(bool(lines))
        self.told.setText(
            _(
                "These words of the register are not in the portfolio. What is new is made; say what is known "
                "by another name."
            )
            if lines
            else _("Every status, organisation, programme and domain of the register is known.")
        )
        for one in (self.change, self.back):
            one.setVisible(bool(lines))
        self._moved()

    @Slot()
    def _moved(self, *_indexes: object) -> None:
        line = self._line(self.table.currentIndex())
        on = line is not None and self._file is not None and self._file.state not in (State.DONE, State.IMPORTING)
        self.change.setEnabled(on)
        self.back.setEnabled(on and line is not None and line.said)
        self.whole.setVisible(line is not None)
        self.whole.setText("" if line is None else _whole(line))

    def _line(self, index: QModelIndex) -> Meaning | None:
        if not index.isValid() or index.row() >= len(self.model.rows):
            return None
        line: Meaning = self.model.rows[index.row()]
        return line

    # --- what the person says ------------------------------------------------------------------------------------

    @Slot(QModelIndex)
    def choose(self, index: QModelIndex) -> None:
        """Ask what a word means, under its cell."""
        line = self._line(index)
        if line is None or not self.change.isEnabled():
            return
        chooser = Chooser(
            _("What does “{word}” mean?").format(word=line.unknown.word),
            entries := self._entries(line),
            line.meaning,
            lambda text: () if line.unknown.kind == STATUS else _typed(text, entries),
            self,
        )
        chooser.chosen.connect(lambda value: self._chosen(line, value))
        rect = self.table.visualRect(index.sibling(index.row(), _MEANING))
        chooser.popup(QRect(self.table.viewport().mapToGlobal(rect.topLeft()), rect.size()))
        self.chooser = chooser

    def _entries(self, line: Meaning) -> Sequence[Entry]:
        one = line.unknown
        guesses = {guess.meaning: guess.why for guess in one.guesses}
        if one.kind == STATUS:
            statuses = sorted(Status, key=lambda status: status not in guesses)
            return [
                *(Entry(status, label(status), guesses.get(status, "")) for status in statuses),
                Entry(None, _("says nothing of the status")),
            ]
        others = (name for name in self._unknowns.names.get(one.kind, ()) if name not in guesses)
        # two spellings of something new are one thing too: "22 Vallila" and "22. VALLILA"
        new = (
            other.unknown.word
            for other in self.model.rows
            if other.unknown.kind == one.kind and other.meaning is None and other.unknown.word != one.word
        )
        return [
            *(Entry(str(name), str(name), why) for name, why in guesses.items()),
            Entry(None, _("new: {name}").format(name=one.word)),
            *(Entry(name, name) for name in others),
            *(Entry(name, _("new: {name}").format(name=name)) for name in new),
        ]

    def _chosen(self, line: Meaning, value: object) -> None:
        if self._file is None:
            return
        said, one = self._file.said, line.unknown
        if one.kind == STATUS:
            self.said.emit(saying.mean(said, one.word, value if isinstance(value, Status) else None))
        else:
            # called as it is called there: something new, whatever is like it
            self.said.emit(saying.call(said, one.kind, one.word, value if isinstance(value, str) else one.word))

    @Slot(QModelIndex)
    def _take_back(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line is not None and line.said and self._file is not None:
            said, one = self._file.said, line.unknown
            forgotten = (
                saying.unsay(said, one.word) if one.kind == STATUS else saying.call(said, one.kind, one.word, None)
            )
            self.said.emit(forgotten)

    def panes(self) -> list[QWidget]:
        """Where F6 goes in turn."""
        return [self.table] if self.table.isVisible() else []


def _typed(text: str, entries: Sequence[Entry]) -> Sequence[Entry]:
    """A name that is not there yet, to be made."""
    there = any(text.casefold() in (one.text.casefold(), str(one.value).casefold()) for one in entries)
    return () if not text or there else [Entry(text, _("new: {name}").format(name=text))]


def kind_name(kind: str) -> str:
    """What a word is a name of."""
    return field_name(Field(kind))
