"""The existing initiatives nearest to an idea, each with how sure it is, why, and a tick that links it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import OverlapKind, Verdict, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item
from kpkportfolio.text import _, format_number
from ui.theme import glyphs
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.choices import ChoiceButton
from ui.widgets.overlap.facts import schedule_words
from ui.widgets.overlap.marked_text import MarkedText
from ui.widgets.overlap.phrases import Mark, numbered, only
from ui.widgets.overlap.strength import Strength
from ui.widgets.parts import button, rule
from ui.widgets.parts import label as text_label

_REASONS = 3
_LETTERS = 320
_SUGGESTED = {
    OverlapKind.DUPLICATE: Verdict.OVERLAP,
    OverlapKind.OVERLAP: Verdict.OVERLAP,
    OverlapKind.REUSE: Verdict.REUSE,
    OverlapKind.RELATED: Verdict.RELATED,
}


class Told(NamedTuple):
    """What is said of an existing initiative beside its facts and what it shares with the idea.

    Attributes:
        ready: its deliverables that can be used.
        why_cancelled: why it was cancelled or dropped, if it was.
    """

    ready: str = ""
    why_cancelled: str = ""


def suggested(kind: OverlapKind) -> Verdict:
    """What an idea is linked as when nothing else is chosen: an idea is no record yet that could be a duplicate."""
    return _SUGGESTED[kind]


class _Kind(QWidget):
    """Mark and word of a kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: OverlapKind = OverlapKind.OVERLAP
        self.setFixedSize(SIZES.icon, SIZES.icon)

    def show_kind(self, kind: OverlapKind) -> None:
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        glyphs.overlap(painter, QRectF(self.rect()), self._kind)
        painter.end()


class NearCard(QWidget):
    """One existing initiative.

    Signals:
        opened(str): its details are wanted.
        linked(str, str): it was ticked with a verdict's value, or unticked with an empty one.
    """

    opened = Signal(str)
    linked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = ""
        self.score = text_label("", FontRole.STRONG)
        self.strength = text_label("", FontRole.BODY, "muted")
        self._mark = _Kind()
        self.kind = text_label("", FontRole.SMALL, "muted")
        self.title = MarkedText(FontRole.STRONG)
        self.facts = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.ready = text_label("", wrap=True)
        self.why_cancelled = text_label("", wrap=True)
        self.text = MarkedText()
        self.reasons = [text_label("", FontRole.SMALL, wrap=True) for _n in range(_REASONS)]
        self.link = QCheckBox(_("Link with the idea"))
        self.verdict = ChoiceButton(
            _("As"), [(one.value, label(one)) for one in (Verdict.RELATED, Verdict.OVERLAP, Verdict.REUSE)]
        )
        self._open = button(_("Open details"), kind="link", slot=lambda: self.opened.emit(self.id))
        top = QHBoxLayout()
        top.setSpacing(SIZES.space_2)
        top.addWidget(self.score)
        top.addWidget(self.strength)
        top.addSpacing(SIZES.space_2)
        top.addWidget(self._mark)
        top.addWidget(self.kind)
        top.addStretch(1)
        top.addWidget(self._open)
        foot = QHBoxLayout()
        foot.setSpacing(SIZES.space_2)
        foot.addWidget(self.link)
        foot.addWidget(self.verdict)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIZES.page_edge, SIZES.space_3, SIZES.page_edge, SIZES.space_2)
        column.setSpacing(SIZES.space_1)
        column.addLayout(top)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        column.addWidget(self.ready)
        column.addWidget(self.why_cancelled)
        column.addWidget(self.text)
        column.addSpacing(SIZES.space_1)
        for told in self.reasons:
            column.addWidget(told)
        column.addLayout(foot)
        column.addSpacing(SIZES.space_1)
        column.addWidget(rule())
        self.link.toggled.connect(self._ticked)
        self.verdict.changed.connect(lambda _value: self._ticked(self.link.isChecked()))

    def show_finding(self, finding: Finding, idea: Item, row: InitiativeRow, linked: str, more: Told) -> None:
        """Show what the idea and an existing initiative share; ``linked`` is the verdict it is ticked with."""
        same = self.id == row.id
        self.id = row.id
        self.score.setText(format_number(finding.score, 2))
        self.strength.setText(Strength.of(finding.score).word)
        self._mark.show_kind(finding.kind)
        self.kind.setText(label(finding.kind))
        told, _mine, theirs = numbered(finding, idea, row)
        sentences = [one for one in told if not one.against][:_REASONS]
        # a number beside a phrase leads to a sentence: what is not told has none
        theirs = only(theirs, {one.number for one in sentences})
        standing = {mark.numbers[0] for marks in theirs.values() for mark in marks}
        self.title.show_text([(row.title, "text")], theirs["title"])
        schedule = schedule_words(row)[0][0] if row.start or row.end else None
        status = label(row.status) if row.status else None
        self.facts.setText(" · ".join(part for part in (row.organisation, status, schedule, row.register) if part))
        for shown, said in ((self.ready, more.ready), (self.why_cancelled, more.why_cancelled)):
            shown.setText(said)
            shown.setVisible(bool(said))
        words, marks = _beginning(row.description or "", theirs["description"])
        self.text.show_text([(words, "text")], marks)
        self.text.setVisible(bool(words))
        for place, shown in enumerate(self.reasons):
            shown.setVisible(place < len(sentences))
            if place < len(sentences):
                one = sentences[place]
                sign = f"{one.number} " if one.number in standing else "• "
                shown.setText(sign + one.reason.detail)
        self.setAccessibleName(f"{self.score.text()} {self.strength.text()} {self.kind.text()}: {row.title}")
        self._open.setAccessibleName(f"{self._open.text()}: {row.title}")
        self.link.setAccessibleName(f"{self.link.text()}: {row.title}")
        before = self.link.blockSignals(True)
        self.link.setChecked(bool(linked))
        self.link.blockSignals(before)
        if linked:
            self.verdict.set_value(linked)
        elif not same:
            self.verdict.set_value(suggested(finding.kind).value)
        self.verdict.setVisible(bool(linked))

    def _ticked(self, on: bool) -> None:
        self.verdict.setVisible(on)
        self.linked.emit(self.id, str(self.verdict.value) if on else "")


class NearList(QScrollArea):
    """The cards, strongest first.

    Signals:
        opened(str), linked(str, str): as those of a card.
    """

    opened = Signal(str)
    linked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Nearest initiatives"))
        self._body = _Body()
        self._body.setProperty("ground", "base")
        self._body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.note = text_label("", FontRole.BODY, "muted", wrap=True)
        self.note.setContentsMargins(SIZES.page_edge, SIZES.space_4, SIZES.page_edge, SIZES.space_4)
        self._column.addWidget(self.note)
        self._column.addStretch(1)
        self._cards: list[NearCard] = []
        self.shown = 0
        self.setWidget(self._body)

    @property
    def cards(self) -> list[NearCard]:
        """The cards that are shown."""
        return self._cards[: self.shown]

    def say(self, words: str) -> None:
        """Words in place of the cards."""
        self.note.setText(words)
        self.note.setVisible(bool(words))
        if words:
            self._show(0)

    def show_findings(
        self,
        findings: Sequence[Finding],
        idea: Item,
        rows: Mapping[str, InitiativeRow],
        links: Mapping[str, str],
        told: Mapping[str, Told],
    ) -> None:
        """Show these, as many as are still in the portfolio; ``told`` is what else is said of them, by id."""
        there = [finding for finding in findings if finding.b in rows]
        while len(self._cards) < len(there):
            card = NearCard()
            card.opened.connect(self.opened)
            card.linked.connect(self.linked)
            self._column.insertWidget(1 + len(self._cards), card)
            self._cards.append(card)
        self.note.hide()
        for card, finding in zip(self._cards, there, strict=False):
            linked = links.get(finding.b, "")
            card.show_finding(finding, idea, rows[finding.b], linked, told.get(finding.b, Told()))
        self._show(len(there))

    def _show(self, count: int) -> None:
        self.shown = count
        for place, card in enumerate(self._cards):
            card.setVisible(place < count)


class _Body(QWidget):
    """As high as its width asks for."""

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 0)

    def sizeHint(self) -> QSize:
        return QSize(480, 0)


def _beginning(text: str, marks: Sequence[Mark]) -> tuple[str, list[Mark]]:
    """The first sentences of a long text, with the marks that stand there."""
    if len(text) <= _LETTERS:
        return text, list(marks)
    shown = text[:_LETTERS].rsplit(" ", 1)[0]
    return f"{shown} …", [mark for mark in marks if mark.end <= len(shown)]
