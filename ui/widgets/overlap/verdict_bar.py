"""What a person judges of the pair: five verdicts by their number keys, a line for the reason, skip and save."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kpkportfolio.model.vocabulary import OverlapKind, Verdict, label
from kpkportfolio.text import _
from ui.theme import glyphs
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.key_hint import HintButton, paint_hint
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

VERDICTS = tuple(Verdict)
"""In the order of their keys, from 1."""
_INSET = 6
_NARROW = 540
_MERGE_ROOM = 720
_HINT = SIZES.key_hint + 6
_MARK = SIZES.icon + 8
_TALL, _LOW = 48, 30

_GREYED = 0.45
"""How much of itself a verdict shows where none can be recorded."""


class VerdictButton(QAbstractButton):
    """Key, mark, the verdict's word and below it what follows from it."""

    def __init__(self, verdict: Verdict, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = verdict
        self._key = key
        self._low = False
        self._suggested = False
        self.setCheckable(True)
        self.setText(label(verdict))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._tell()

    def suggest(self, suggested: bool) -> None:
        """Mark this verdict as the one the search would give."""
        self._suggested = suggested
        self._tell()

    def set_low(self, low: bool) -> None:
        """One line instead of two, where there is little height."""
        self._low = low
        self.updateGeometry()
        self.update()

    @property
    def second(self) -> str:
        """The line below the word."""
        if self._suggested:
            return _("Suggested")
        return {
            Verdict.DUPLICATE: _("Merge the records"),
            Verdict.OVERLAP: _("Bring the parties together"),
            Verdict.REUSE: _("Use the deliverable"),
            Verdict.RELATED: _("No action"),
            Verdict.DIFFERENT: _("Not shown again"),
        }[self.verdict]

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.text()}: {self.second}")
        self.setAccessibleDescription(self._key)
        self.setToolTip(self.second)
        self.update()

    def _words_width(self) -> int:
        strong = QFontMetricsF(font(FontRole.STRONG)).horizontalAdvance(self.text())
        small = 0.0 if self._low else QFontMetricsF(font(FontRole.SMALL)).horizontalAdvance(self.second)
        return round(max(strong, min(small, strong + 24))) + 2

    def sizeHint(self) -> QSize:
        width = 2 * _INSET + _HINT + _MARK + self._words_width()
        return QSize(width, _LOW if self._low else _TALL)

    def minimumSizeHint(self) -> QSize:
        strong = round(QFontMetricsF(font(FontRole.STRONG)).horizontalAdvance(self.text()))
        return QSize(2 * _INSET + _HINT + strong + 2, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(_GREYED)
        on, focus = self.isChecked(), self.hasFocus()
        ground = "selection" if on else "hover" if self.underMouse() else "base"
        width = SIZES.focus if on or focus else 1
        painter.setPen(QPen(colour("accent" if on or focus else "edge"), width))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), SIZES.corner, SIZES.corner
        )
        middle = self.height() / 2
        left = float(_INSET)
        paint_hint(painter, QRectF(left, round(middle - SIZES.key_hint / 2), SIZES.key_hint, SIZES.key_hint), self._key)
        left += _HINT
        strong = font(FontRole.STRONG)
        # where it is tight the mark goes: the word says the same
        if left + _MARK + QFontMetricsF(strong).horizontalAdvance(self.text()) + 4 <= self.width():
            picture = glyphs.overlap_pixmap(self.verdict, "text" if on else "muted", self.devicePixelRatioF())
            painter.drawPixmap(round(left), round(middle - SIZES.icon / 2), picture)
            left += _MARK
        room = self.width() - left - 4
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(strong)
        painter.setPen(colour("text"))
        line = QFontMetricsF(strong).height()
        small = font(FontRole.SMALL)
        low = 0.0 if self._low else QFontMetricsF(small).height()
        top = middle - (line + low) / 2
        painter.drawText(QRectF(left, top, room + 4, line), flags, self.text())
        if not self._low:
            painter.setFont(small)
            painter.setPen(colour("muted"))
            words = QFontMetricsF(small).elidedText(self.second, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(left, top + line, room, low), flags, words)
        painter.end()


class VerdictBar(QWidget):
    """The verdict being made; nothing is kept before it is saved.

    Signals:
        saved(): the chosen verdict is wanted.
        skipped(): the next pair is wanted, this one as it is.
        merged(): the two records shall become one.
        reopened(): the verdict given earlier shall go.
        edited(): another verdict was chosen or the reason was typed in.
    """

    saved = Signal()
    skipped = Signal()
    merged = Signal()
    reopened = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {verdict: VerdictButton(verdict, str(key), self) for key, verdict in enumerate(VERDICTS, 1)}
        for verdict, one in self.buttons.items():
            one.clicked.connect(lambda _on=False, verdict=verdict: self._chosen(verdict))
        self._verdict: Verdict | None = None
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SIZES.space_2)
        self._grid.setVerticalSpacing(SIZES.space_1)
        self._columns = 0
        self._earlier = text_label("", FontRole.SMALL, "muted", wrap=True)
        self._earlier.hide()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason (Ctrl+R)"))
        self.reason.setAccessibleName(_("Why this verdict"))
        self.reason.textEdited.connect(lambda _text: self.edited.emit())
        self._reopen = button(_("Reopen"), "undo", slot=self.reopened.emit)
        self._skip = HintButton(_("Skip"), _("Ctrl+↓"))
        self._skip.clicked.connect(lambda: self.skipped.emit())
        self._merge = HintButton(_("Merge…"), "Ctrl+M")
        self._merge.clicked.connect(lambda: self.merged.emit())
        self._save = HintButton(_("Save"), "Enter", "primary")
        self._save.clicked.connect(lambda: self.saved.emit())
        line = QHBoxLayout()
        line.setSpacing(SIZES.space_2)
        line.addWidget(self.reason, 1)
        line.addSpacing(SIZES.space_2)
        for action in (self._reopen, self._merge, self._skip, self._save):
            line.addWidget(action)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.page_edge, SIZES.space_4, SIZES.page_edge, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        layout.addLayout(self._grid)
        layout.addWidget(self._earlier)
        layout.addLayout(line)
        self._arrange(len(VERDICTS))

    @property
    def verdict(self) -> Verdict | None:
        """The verdict chosen now."""
        return self._verdict

    @property
    def earlier(self) -> str:
        """What is told of a verdict given before."""
        return self._earlier.text()

    def show_pair(
        self,
        kind: OverlapKind,
        verdict: Verdict | None,
        reason: str,
        earlier: str = "",
        judged: bool = False,
    ) -> None:
        """A pair whose found kind is suggested.

        ``verdict`` and ``reason`` are what was chosen and typed before. ``earlier`` tells of a verdict given, and
        ``judged`` whether it can be taken away.
        """
        for one, widget in self.buttons.items():
            widget.suggest(one.value == kind.value)
        self.choose(verdict or Verdict(kind.value))
        if self.reason.text() != reason:
            # a text that is being typed keeps its cursor
            self.reason.setText(reason)
        self.tell_earlier(earlier)
        self._reopen.setVisible(judged)

    def tell_earlier(self, earlier: str) -> None:
        """What is told of a verdict given before; nothing when empty."""
        self._earlier.setText(earlier)
        self._earlier.setVisible(bool(earlier))

    def choose(self, verdict: Verdict) -> None:
        """Choose a verdict, as its key does."""
        self._verdict = verdict
        for one, widget in self.buttons.items():
            widget.setChecked(one is verdict)

    def _chosen(self, verdict: Verdict) -> None:
        self.choose(verdict)
        self.edited.emit()

    def set_low(self, low: bool) -> None:
        """Take little height."""
        for one in self.buttons.values():
            one.set_low(low)
        edge = SIZES.space_2 if low else SIZES.space_4
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(SIZES.page_edge, edge, SIZES.page_edge, edge)
        layout.setSpacing(SIZES.space_2 if low else SIZES.space_3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max(one.minimumSizeHint().width() for one in self.buttons.values()) + SIZES.space_2
        # where it is tight, walking is left to the list and the keys
        self._skip.setVisible(self.width() >= _NARROW)
        # the verdict of a duplicate asks for it too
        self._merge.setVisible(self.width() >= _MERGE_ROOM)
        room = (self.width() - 2 * SIZES.page_edge + SIZES.space_2) // widest
        # five in a row, or three and two
        self._arrange(len(VERDICTS) if room >= len(VERDICTS) else min(3, max(2, room)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, one in enumerate(self.buttons.values()):
            self._grid.removeWidget(one)
            self._grid.addWidget(one, place // columns, place % columns)
        for column in range(len(VERDICTS)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())
