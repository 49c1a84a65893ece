"""What may become of a new row that is probably there already: a button for each, with its key."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from kpkportfolio.model.vocabulary import Verdict, label
from kpkportfolio.text import _
from ui.theme.tokens import SIZES
from ui.widgets.key_hint import HintButton

KEYS: tuple[tuple[str, Verdict | None], ...] = (
    ("0", None),
    ("1", Verdict.DUPLICATE),
    ("2", Verdict.OVERLAP),
    ("3", Verdict.REUSE),
    ("4", Verdict.RELATED),
    ("5", Verdict.DIFFERENT),
)
"""The keys of the Overlaps page, and one that takes the choice back."""


class Choices(QWidget):
    """What becomes of the row, a button each with its key; those that merge or link say so.

    Signals:
        chosen(object): the verdict, or None for apart.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Verdict | None, HintButton] = {}
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        self._grid.setSpacing(SIZES.space_2)
        self._across = 0
        for key, verdict in KEYS:
            one = HintButton(_words(verdict), key)
            one.setCheckable(True)
            one.setAutoDefault(False)
            one.setToolTip(_tip(verdict))
            one.setAccessibleDescription(f"{_tip(verdict)} ({key})")
            one.clicked.connect(lambda _on, verdict=verdict: self.chosen.emit(verdict))
            self._group.addButton(one)
            self.buttons[verdict] = one
        self._arrange(len(KEYS) // 2)

    def _arrange(self, across: int) -> None:
        """So many buttons beside each other."""
        if across == self._across:
            return
        self._across = across
        for number, one in enumerate(self.buttons.values()):
            self._grid.addWidget(one, number // across, number % across)
        for column in range(len(KEYS) + 1):
            # in one row they keep to the left, in two they fill it
            self._grid.setColumnStretch(column, int(column < across if across < len(KEYS) else column == across))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gaps = 2 * SIZES.space_3 + (len(KEYS) - 1) * SIZES.space_2
        wanted = sum(one.sizeHint().width() for one in self.buttons.values()) + gaps
        self._arrange(len(KEYS) if event.size().width() >= wanted else len(KEYS) // 2)

    def minimumSizeHint(self) -> QSize:
        widest = max(one.sizeHint().width() for one in self.buttons.values())
        across = len(KEYS) // 2
        return QSize(
            across * widest + (across - 1) * SIZES.space_2 + 2 * SIZES.space_3, super().minimumSizeHint().height()
        )

    def show_choice(self, verdict: Verdict | None, enabled: bool) -> None:
        """Press the button of what is chosen for a pair."""
        for one in self.buttons.values():
            one.setEnabled(enabled)
        self.buttons[verdict].setChecked(True)


def _words(verdict: Verdict | None) -> str:
    if verdict is None:
        return _("Apart")
    return _("Merge") if verdict is Verdict.DUPLICATE else label(verdict)


def _tip(verdict: Verdict | None) -> str:
    if verdict is None:
        return _("Imported as an initiative of its own; the pair waits on the Overlaps page.")
    if verdict is Verdict.DUPLICATE:
        return _("The row becomes another source of what is there; nothing new is made, and both sources are kept.")
    return _("Imported as an initiative of its own, and the pair is judged with the import.")
