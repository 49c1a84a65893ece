"""A new row beside what it may repeat: both texts with what answers what marked, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from kpkportfolio.model.vocabulary import label
from kpkportfolio.overlap.item import Item
from kpkportfolio.text import _
from ui.dialogs.importing.mirror import Match
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.overlap.marked_text import MarkedText
from ui.widgets.overlap.phrases import Mark, numbered
from ui.widgets.parts import label as text_label
from ui.widgets.parts import rule

_MOST_REASONS = 4
_LETTERS = 240
_LEAST_PANE, _MOST_PANE = 56, 190


class OverlapPane(QScrollArea):
    """Both texts side by side with what answers what marked, and the reasons below."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_LEAST_PANE)
        self.setMaximumHeight(_MOST_PANE)
        self.setAccessibleName(_("Reasons"))
        body = QWidget()
        body.setProperty("ground", "base")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(body)
        grid.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        grid.setHorizontalSpacing(SIZES.space_5)
        grid.setVerticalSpacing(2)
        grid.addWidget(rule(), 0, 0, 1, 2)
        self._facts = [text_label("", FontRole.SMALL, "muted", wrap=True) for _side in range(2)]
        self._titles = [MarkedText(FontRole.STRONG) for _side in range(2)]
        self._texts = [MarkedText() for _side in range(2)]
        for side in range(2):
            grid.setColumnStretch(side, 1)
            grid.addWidget(self._facts[side], 1, side)
            grid.addWidget(self._titles[side], 2, side)
            grid.addWidget(self._texts[side], 3, side, Qt.AlignmentFlag.AlignTop)
        self.reasons = [text_label("", FontRole.SMALL, wrap=True) for _n in range(_MOST_REASONS)]
        for number, told in enumerate(self.reasons):
            grid.addWidget(told, 4 + number, 0, 1, 2)
        grid.setRowStretch(4 + _MOST_REASONS, 1)
        self.setWidget(body)

    def show_match(self, match: Match) -> None:
        """Show a pair's texts and reasons."""
        told, mine, theirs = numbered(match.finding, match.new, match.against)
        heads = (_("New row"), match.other.file or _("In the portfolio"))
        for side, (item, marks) in enumerate(((match.new, mine), (match.against, theirs))):
            known = (heads[side], item.organisation, label(item.status) if item.status else None, item.register)
            self._facts[side].setText(" · ".join(part for part in known if part))
            self._titles[side].show_text([(item.title, "text")], marks["title"])
            text, shown = _beginning(item, marks["description"])
            self._texts[side].show_text([(text, "text")], shown)
            self._texts[side].setVisible(bool(text))
        for place, label_ in enumerate(self.reasons):
            label_.setVisible(place < len(told))
            if place < len(told):
                one = told[place]
                sign = "−" if one.against else str(one.number or "•")
                label_.setText(f"{sign} {one.title}: {one.reason.detail}")
        self.verticalScrollBar().setValue(0)


def _beginning(item: Item, marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    text = item.description or ""
    if len(text) <= _LETTERS:
        return text, list(marks)
    shown = text[:_LETTERS].rsplit(" ", 1)[0]
    return f"{shown} …", [mark for mark in marks if mark.end <= len(shown)]
