"""The left of the overlaps page: what narrows and orders the list, the list, and quiet lines below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kpkportfolio.text import _, format_number, ngettext
from ui.overlap_pairs import Pair
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.choices import Segments
from ui.widgets.overlap.pair_list import PairList
from ui.widgets.overlap.pair_model import GroupLine
from ui.widgets.parts import icon_button, label, rule
from ui.widgets.tool_row import SearchField

GROUPS, PAIRS = "groups", "pairs"
"""How the list is ordered: groups below their headings, or every pair by its own strength."""


class _Search(SearchField):
    """Enter and ↓ go on to the list, Esc too once the field is empty."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        emptied = event.key() == Qt.Key.Key_Escape and not self.text()
        super().keyPressEvent(event)
        if emptied or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()

    def begin(self, text: str) -> None:
        """Look for something else, which was begun to be typed elsewhere."""
        self.focus()
        self.insert(text)


class Listing(QWidget):
    """Search field, order, the list, and notes.

    Attributes:
        wanted: the pair to be current once the list is shown anew.

    Signals:
        searched(str): other words were typed.
        ordered(): the order was changed.
    """

    searched = Signal(str)
    ordered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = _Search(_("Filter pairs"))
        self.search.setMaximumWidth(16_777_215)
        self.order = Segments(_("Order"), [(GROUPS, _("Groups")), (PAIRS, _("Pairs"))])
        self.list = PairList()
        self.wanted: Pair | None = None
        self._fold = icon_button("chevron-up", _("Close or open all groups"), self._fold_all)
        self._left: QLabel = label("", FontRole.SMALL, "muted", wrap=True)
        self._last: QLabel = label("", FontRole.SMALL, wrap=True)
        self._meaning: QLabel = label("", FontRole.SMALL, "muted", wrap=True)
        self._line = rule()
        order = QHBoxLayout()
        order.setSpacing(SIZES.space_2)
        order.addWidget(self.order)
        order.addWidget(self._fold)
        order.addStretch(1)
        tools = QVBoxLayout()
        tools.setContentsMargins(SIZES.space_3, SIZES.space_3, SIZES.space_3, SIZES.space_2)
        tools.setSpacing(SIZES.space_2)
        tools.addWidget(self.search)
        tools.addLayout(order)
        notes = QVBoxLayout()
        notes.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        notes.setSpacing(SIZES.space_1)
        for told in (self._last, self._left, self._meaning):
            notes.addWidget(told)
        self._notes = QWidget()
        self._notes.setLayout(notes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(tools)
        layout.addWidget(rule())
        layout.addWidget(self.list, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._notes)
        self.search.searched.connect(self.searched)
        self.search.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.typed.connect(self.search.begin)
        self.order.changed.connect(lambda _order: self.ordered.emit())
        self._show_notes()

    def show_groups(self, there: bool) -> None:
        """Whether groups can be had: among the pairs to be judged."""
        self.order.setVisible(there)
        self._fold.setVisible(there and self.order.value == GROUPS)

    def tell_last(self, text: str) -> None:
        """What was judged last; nothing when empty."""
        self._last.setText(text)
        self._show_notes()

    def tell_left(self, n: int) -> None:
        """How many weaker pairs are not listed; nothing when there are none."""
        words = ngettext("{n} weaker pair is not listed.", "{n} weaker pairs are not listed.", n)
        self._left.setText(words.format(n=format_number(n)) if n > 0 else "")
        self._left.setToolTip(_("They come as the stronger ones are judged, or when the list is narrowed down."))
        self._show_notes()

    def tell_meaning(self, state: str) -> None:
        """What the search knows of the texts' meaning, as ``OverlapFindings.meaning`` says."""
        words = {
            "computing": (
                _("By words alone for now: meanings are being computed."),
                _("Pairs that say the same in other words or another language appear once meanings are computed."),
            ),
            "unavailable": (
                _("By words alone: no language model."),
                _("Pairs that say the same in other words or another language may be missing."),
            ),
        }
        told, more = words.get(state, ("", ""))
        self._meaning.setText(told)
        self._meaning.setToolTip(more)
        self._show_notes()

    @property
    def notes(self) -> list[str]:
        """The lines below the list."""
        return [told.text() for told in (self._last, self._left, self._meaning) if told.text()]

    def _show_notes(self) -> None:
        for told in (self._last, self._left, self._meaning):
            told.setVisible(bool(told.text()))
        for part in (self._line, self._notes):
            part.setVisible(bool(self.notes))

    def _fold_all(self) -> None:
        heads = [line for line in self.list.pairs.lines if isinstance(line, GroupLine)]
        self.list.fold_all(any(not line.folded for line in heads))
