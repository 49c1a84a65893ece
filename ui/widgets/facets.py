"""Facets: what the shown things can be narrowed by, with how many of each there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.text import _, format_number
from ui.theme import glyphs, icons
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, label

FIRST_SHOWN = 10
"""A facet with more values shows these and a link to the rest; checked values are always shown."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: ``glyph`` is a name for ``ui.theme.glyphs.named_pixmap``, such as "status:idea"."""

    value: str
    text: str
    count: int
    glyph: str | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of values of one property, such as the status."""

    key: str
    title: str
    values: Sequence[FacetValue]


class _FacetRow(QCheckBox):
    """A check box with glyph, word and count, painted here to line the counts up at the right."""

    def __init__(self, title: str, area: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._area = area
        self._told: FacetValue | None = None
        self.setMinimumHeight(SIZES.facet)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def tell(self, told: FacetValue) -> None:
        if told != self._told:
            self._told = told
            self.setAccessibleName(f"{self._title}: {told.text} ({told.count})")
            self.setText(told.text)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(SIZES.navigation, max(SIZES.facet, self.fontMetrics().height() + 8))

    def hitButton(self, pos: QPoint) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._told is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height()
        ratio = self.devicePixelRatioF()
        if self.underMouse():
            painter.fillRect(self.rect(), colour("hover"))
        on = self.isChecked()
        box = QRectF(SIZES.page_edge, (height - 14) / 2, 14, 14)
        painter.setPen(QPen(colour("accent" if on else "edge"), 1))
        painter.setBrush(colour("accent" if on else "base"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if on:
            tick = icons.pixmap("check", "on_accent", 12, ratio)
            painter.drawPixmap(QPointF(box.left() + 1, box.top() + 1), tick)
        left = SIZES.page_edge + 22
        if self._told.glyph:
            painter.drawPixmap(QPointF(left, (height - 16) / 2), glyphs.named_pixmap(self._told.glyph, ratio))
            left += 22
        painter.setFont(font(FontRole.SMALL_STRONG if on else FontRole.SMALL))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        count = format_number(self._told.count)
        # counts stand where they do without a scroll bar, in line with those of the navigation
        right = min(self.width() - 4, self._area.width() - SIZES.page_edge)
        width = round(QFontMetricsF(painter.font()).horizontalAdvance(count)) + 1
        painter.setPen(colour("muted"))
        painter.drawText(QRect(right - width, 0, width + 1, height), flags, count)
        room = right - width - 6 - left
        elided = painter.fontMetrics().elidedText(self._told.text, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self._told.text if elided != self._told.text else "")
        painter.setPen(colour("text"))
        painter.drawText(QRect(left, 0, room + 1, height), flags, elided)
        if self.hasFocus():
            painter.setPen(QPen(colour("accent"), SIZES.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(9, 1, -9, -1), SIZES.corner, SIZES.corner)
        painter.end()


class _Section(QWidget):
    """One facet: its title, the values, and a link to the rest."""

    changed = Signal()

    def __init__(self, facet: Facet, area: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = facet.title
        self._area = area
        self._rows: dict[str, _FacetRow] = {}
        self._all = False
        self.setAccessibleName(facet.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 6)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge - 4, 4)
        head.addWidget(label(facet.title, FontRole.SMALL_STRONG), 1)
        self._clear = button(_("Clear"), kind="link", slot=self.clear)
        self._clear.setFont(font(FontRole.SMALL))
        self._clear.setAccessibleName(f"{_('Clear')}: {facet.title}")
        # the title must not move when the link comes and goes
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        head.addWidget(self._clear)
        layout.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        layout.addLayout(self._list)
        self._more = button("", kind="link", slot=self._show_all)
        self._more.setFont(font(FontRole.SMALL))
        more = QHBoxLayout()
        more.setContentsMargins(SIZES.page_edge + 20, 0, SIZES.page_edge, 0)
        more.addWidget(self._more)
        more.addStretch(1)
        layout.addLayout(more)
        self._values: list[FacetValue] = []
        self.tell(facet)

    def tell(self, facet: Facet) -> None:
        """Takes new counts. A checked value that has vanished stays, with none, so that it can be unchecked."""
        values = list(facet.values)
        known = {one.value for one in values}
        values += [
            FacetValue(one.value, one.text, 0, one.glyph)
            for one in self._values
            if one.value not in known and self._rows[one.value].isChecked()
        ]
        self._values = values
        kept = {one.value for one in values}
        for value in [value for value in self._rows if value not in kept]:
            self._rows.pop(value).deleteLater()
        for place, one in enumerate(values):
            row = self._rows.get(one.value)
            if row is None:
                row = self._rows[one.value] = _FacetRow(self._title, self._area, self)
                row.toggled.connect(self._toggled)
            row.tell(one)
            if self._list.indexOf(row) != place:
                self._list.removeWidget(row)
                self._list.insertWidget(place, row)
        self._arrange()

    def checked(self) -> frozenset[str]:
        return frozenset(value for value, row in self._rows.items() if row.isChecked())

    def check(self, wanted: frozenset[str]) -> None:
        for value, row in self._rows.items():
            before = row.blockSignals(True)
            row.setChecked(value in wanted)
            row.blockSignals(before)
        self._arrange()

    def clear(self) -> None:
        if self.checked():
            self.check(frozenset())
            self.changed.emit()

    def _toggled(self) -> None:
        self._arrange()
        self.changed.emit()

    def _show_all(self) -> None:
        self._all = not self._all
        self._arrange()

    def _arrange(self) -> None:
        for place, one in enumerate(self._values):
            row = self._rows[one.value]
            row.setVisible(self._all or place < FIRST_SHOWN or row.isChecked())
        self._clear.setVisible(bool(self.checked()))
        self._more.setVisible(len(self._values) > FIRST_SHOWN)
        self._more.setText(
            _("Show fewer") if self._all else _("Show all {n}").format(n=format_number(len(self._values)))
        )


class FacetList(QScrollArea):
    """The facets of a page, below the navigation.

    Signals:
        changed(dict): facet key to the frozenset of checked values, without empty ones, after the user
            checked or cleared something.
    """

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Facets"))
        # the keyboard is seen in the values
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._body.setProperty("ground", "nav")
        self.viewport().setProperty("ground", "nav")
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(0, 4, 0, 8)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)
        self.setWidget(self._body)
        self._sections: dict[str, _Section] = {}

    def set_facets(self, facets: Sequence[Facet]) -> None:
        """Shows these facets with their counts; what was checked stays checked. Emits nothing."""
        keys = [facet.key for facet in facets]
        for key in [key for key in self._sections if key not in keys]:
            self._sections.pop(key).deleteLater()
        for place, facet in enumerate(facets):
            section = self._sections.get(facet.key)
            if section is None:
                section = self._sections[facet.key] = _Section(facet, self, self._body)
                section.changed.connect(self._tell)
            else:
                section.tell(facet)
            if self._layout.indexOf(section) != place:
                self._layout.removeWidget(section)
                self._layout.insertWidget(place, section)

    def checked(self) -> dict[str, frozenset[str]]:
        """Facet key to its checked values, without empty ones."""
        return {key: values for key, one in self._sections.items() if (values := one.checked())}

    def set_checked(self, checked: Mapping[str, frozenset[str]]) -> None:
        """Checks exactly these, as a saved view does. Emits nothing."""
        for key, section in self._sections.items():
            section.check(frozenset(checked.get(key, frozenset())))

    def clear(self) -> None:
        """Unchecks everything and tells it."""
        if self.checked():
            self.set_checked({})
            self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.checked())
