"""Dropping an idea: why, and what it was found alike with, so that nobody has to think it through again."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from kpkportfolio.text import _
from ui.dialogs.answering import answers, asked_in
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label
from ui.widgets.parts import scrolling

_WIDTH, _MOST_HEIGHT = 520, 168


class Alike(NamedTuple):
    """An existing initiative the idea was found alike with, in words; ``ticked`` when that is to be recorded."""

    id: str
    words: str
    ticked: bool


class Dropped(NamedTuple):
    """Why an idea is dropped, and the ids of what it is recorded to be alike with."""

    reason: str
    alike: tuple[str, ...]


class DropIdea(QDialog):
    """Asks for the reason, which cannot be empty, and which of the found initiatives are recorded with it."""

    def __init__(self, title: str, alike: Sequence[Alike] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Drop the idea"))
        self.setMinimumWidth(_WIDTH)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName(_("Why is the idea dropped?"))
        self.reason.setFixedHeight(96)
        buttons, self._drop = answers(self, _("Drop the idea"))
        layout = asked_in(self)
        layout.addWidget(text_label(title, FontRole.SECTION, wrap=True))
        layout.addWidget(text_label(_("Why is the idea dropped?")))
        layout.addWidget(self.reason)
        self.boxes = {one.id: _box(one) for one in alike}
        if alike:
            layout.addSpacing(SIZES.space_1)
            layout.addWidget(text_label(_("Recorded as alike with:")))
            layout.addWidget(_listed(alike, list(self.boxes.values()), _WIDTH - 2 * SIZES.space_5))
        layout.addWidget(
            text_label(
                _("The idea is kept as cancelled with this reason, so that the same idea meets it later."),
                FontRole.SMALL,
                "muted",
                wrap=True,
            )
        )
        layout.addSpacing(SIZES.space_2)
        layout.addWidget(buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            # Enter alone begins a line of the reason
            QShortcut(QKeySequence(keys), self, self._drop.click)
        self.reason.textChanged.connect(self._judge)
        self._judge()

    @Slot()
    def _judge(self) -> None:
        self._drop.setEnabled(bool(self.reason.toPlainText().strip()))

    @property
    def answer(self) -> Dropped:
        """What has been written and ticked."""
        ticked = tuple(id_ for id_, box in self.boxes.items() if box.isChecked())
        return Dropped(self.reason.toPlainText().strip(), ticked)

    @classmethod
    def ask(cls, title: str, alike: Sequence[Alike], parent: QWidget | None = None) -> Dropped | None:
        """The reason and what is alike, or None when the idea is not dropped after all."""
        dialog = cls(title, alike, parent)
        answer = dialog.answer if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return answer


def _listed(alike: Sequence[Alike], boxes: Sequence[QCheckBox], width: int) -> QScrollArea:
    """The ticks with their words, which wrap; more than a few are scrolled."""
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SIZES.space_2)
    grid.setVerticalSpacing(SIZES.space_1)
    grid.setColumnStretch(1, 1)
    for line, (one, box) in enumerate(zip(alike, boxes, strict=True)):
        words = text_label(one.words, wrap=True)
        words.setContentsMargins(0, 2, 0, 0)
        grid.addWidget(box, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, line, 1, Qt.AlignmentFlag.AlignTop)
    area = scrolling(body)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedHeight(min(_MOST_HEIGHT, grid.heightForWidth(width)))
    return area


def _box(one: Alike) -> QCheckBox:
    box = QCheckBox()
    box.setAccessibleName(one.words)
    box.setChecked(one.ticked)
    return box
