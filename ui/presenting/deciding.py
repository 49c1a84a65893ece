"""Where a decision is made: what, why and by whom, by keyboard; the panel beside an item."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.exports.minutes import decision_words
from kpkportfolio.model.vocabulary import DecisionKind, label
from kpkportfolio.store.decisions import DecisionRow
from kpkportfolio.text import _
from ui.presenting import look
from ui.presenting.draft import Draft

_OFFERED = Qt.FocusReason.PopupFocusReason

KINDS = tuple(DecisionKind)
"""The kinds in the order of their keys, 1 to 6."""
_MOST_PRIORITY = 9999


class Reason(QPlainTextEdit):
    """Tab leaves it, as in a form."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)


class DecidingPanel(QScrollArea):
    """Kinds as buttons with their keys, a reason, who, and what the kind needs besides.

    Signals:
        decided: the person wants it recorded; carries a Draft.
        left: Esc in a field: back to the slide.
    """

    decided = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._others: Callable[[], Sequence[tuple[str, str]]] = list
        self._wanted = ""
        self._ids: list[str] = []
        self.setProperty("role", "panel")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "panel")
        self._column = QVBoxLayout(inside)
        self.made_title, self.made = self._label("section"), self._label("")
        self.made.setTextFormat(Qt.TextFormat.PlainText)
        self.title = self._label("section")
        self.buttons: dict[DecisionKind, QPushButton] = {}
        for kind in KINDS:
            made = QPushButton()
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(lambda _on=False, kind=kind: self.choose(kind))
            self._column.addWidget(made)
            self.buttons[kind] = made
        self.priority_title = self._label("muted")
        self.priority = QSpinBox()
        self.priority.setRange(1, _MOST_PRIORITY)
        self._column.addWidget(self.priority)
        self.into_title = self._label("muted")
        self.into = QComboBox()
        # ten thousand names are set at once; a combo box's own model takes them one by one
        self._names = QStringListModel(self)
        self.into.setModel(self._names)
        # the target may be any of thousands: the likely ones come first, the rest is found by typing
        self.into.setEditable(True)
        self.into.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.into.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        found = QCompleter(self._names, self)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        self._offered = QListView()
        found.setPopup(self._offered)
        self.into.setCompleter(found)
        found.activated.connect(lambda _name: self._select_target())
        self._column.addWidget(self.into)
        self.reason_title = self._label("muted")
        self.reason = Reason()
        self._column.addWidget(self.reason)
        self.by_title = self._label("muted")
        self.by = QLineEdit()
        self._column.addWidget(self.by)
        self.refusal = self._label("danger")
        self.record = QPushButton()
        self.record.setProperty("kind", "primary")
        self.record.clicked.connect(self._decide)
        self._column.addWidget(self.record)
        self._column.addStretch(1)
        self.setWidget(inside)
        for field in self.fields:
            field.installEventFilter(self)
        line = self.into.lineEdit()
        if line is not None:
            line.installEventFilter(self)
        self.speak()

    def _label(self, role: str) -> QLabel:
        made = QLabel()
        made.setProperty("role", role)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        self._column.addWidget(made)
        return made

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """Where is written, not pressed."""
        return (self.priority, self.into, self.reason, self.by)

    @property
    def writing(self) -> bool:
        """A field has the focus: letters and digits are text, not commands."""
        return any(field.hasFocus() for field in (*self.fields, self.into.lineEdit()) if field is not None)

    def speak(self) -> None:
        """All words again, in the language spoken now."""
        self.made_title.setText(_("Decided in this meeting"))
        self.title.setText(_("Decision"))
        for number, kind in enumerate(KINDS, 1):
            self.buttons[kind].setText(f"{number}   {label(kind)}")
        self.priority_title.setText(_("Priority, 1 is the most important"))
        self.into_title.setText(_("Merged into"))
        self.reason_title.setText(_("Reason or condition"))
        self.reason.setAccessibleName(_("Reason or condition"))
        self.by_title.setText(_("Decided by"))
        self.by.setAccessibleName(_("Decided by"))
        self.priority.setAccessibleName(self.priority_title.text())
        self.into.setAccessibleName(self.into_title.text())
        self.record.setText(_("Record the decision  (Ctrl+Enter)"))

    def set_unit(self, unit: float, zoom: float) -> None:
        """Spaces by the size of the screen."""
        edge = round(20 * unit)
        self._column.setContentsMargins(edge, round(16 * unit), edge, round(16 * unit))
        self._column.setSpacing(round(7 * unit))
        self.reason.setFixedHeight(round(120 * unit * zoom))
        # a window of its own, which does not take the presentation's looks by itself
        self._offered.setStyleSheet(look.stylesheet(unit * zoom))

    def show_item(
        self, draft: Draft, others: Callable[[], Sequence[tuple[str, str]]], made: Sequence[DecisionRow]
    ) -> None:
        """Show another item: what was begun of its decision, what it can be merged into (asked for when it is needed:
        they may be thousands), what is decided already."""
        self.refusal.hide()
        self._offer(())
        self._others, self._wanted = others, draft.into
        self.reason.setPlainText(draft.reason)
        self.by.setText(draft.by)
        self.priority.setValue(draft.priority)
        self._tick(DecisionKind(draft.kind) if draft.kind in set(KINDS) else None)
        self.show_made(made)

    def show_made(self, made: Sequence[DecisionRow]) -> None:
        """What is decided on the item in this meeting."""
        told = [" · ".join(part for part in (decision_words(one), one.by, one.reason) if part) for one in made]
        self.made.setText("\n".join(told))
        self.made.setVisible(bool(told))
        self.made_title.setVisible(bool(told))

    @property
    def kind(self) -> DecisionKind | None:
        return next((kind for kind, one in self.buttons.items() if one.isChecked()), None)

    @property
    def draft(self) -> Draft:
        """What is written now."""
        place = self.into.currentIndex()
        into = self._ids[place] if place >= 0 and self.into.currentText() == self.into.itemText(place) else ""
        return Draft(
            (self.kind or ""),
            self.reason.toPlainText().strip(),
            self.by.text().strip(),
            self.priority.value(),
            into,
        )

    def choose(self, kind: DecisionKind) -> None:
        """Take a kind and go on to what it needs: the target, the number, else the reason."""
        self._tick(kind)
        needs = {DecisionKind.MERGE: self.into, DecisionKind.SET_PRIORITY: self.priority}.get(kind, self.reason)
        needs.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if kind is DecisionKind.MERGE:
            self._select_target()

    def refuse(self, words: str) -> None:
        """Say why it was not recorded; what is written stays."""
        self.refusal.setText(words)
        self.refusal.show()
        self.ensureWidgetVisible(self.refusal)

    def _tick(self, kind: DecisionKind | None) -> None:
        for one, made in self.buttons.items():
            made.setAutoExclusive(False)
            made.setChecked(one is kind)
            made.setAutoExclusive(True)
        for widget in (self.priority, self.priority_title):
            widget.setVisible(kind is DecisionKind.SET_PRIORITY)
        if kind is DecisionKind.MERGE and not self.into.count():
            self._fill_targets()
        for part in (self.into, self.into_title):
            part.setVisible(kind is DecisionKind.MERGE)

    def _fill_targets(self) -> None:
        self._offer(self._others())
        wanted = self._wanted or (self._ids[0] if self._ids else "")
        self.into.setCurrentIndex(self._ids.index(wanted) if wanted in self._ids else -1)
        self._select_target()

    def _select_target(self) -> None:
        """The whole name, to be written over, from its end: the field shows its beginning."""
        line = self.into.lineEdit()
        if line is not None:
            line.end(False)
            line.home(True)

    def _offer(self, others: Sequence[tuple[str, str]]) -> None:
        self._ids = [id_ for id_, _name in others]
        self._names.setStringList([name for _id, name in others])

    @property
    def targets(self) -> tuple[str, ...]:
        """Ids of what is offered to merge into, in the order shown."""
        return tuple(self._ids)

    def _decide(self) -> None:
        if self.kind is None:
            self.refuse(_("Choose the decision first: keys 1 to 6."))
            return
        self.decided.emit(self.draft)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.priority and event.text().isalpha():
                # no number has letters: whoever has said it goes on with the reason
                self.reason.setFocus(Qt.FocusReason.TabFocusReason)
                self.reason.insertPlainText(event.text())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
                event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                self._decide()
                return True
            if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                # what a presenter's remote control sends
                event.ignore()
                self.window().keyPressEvent(event)
                return True
        # while names that fit are offered under it, what is written goes on
        left = isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != _OFFERED
        if left and watched is self.into.lineEdit():
            self._select_target()
        return super().eventFilter(watched, event)
