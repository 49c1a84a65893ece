"""The column at the right of the chart: colours, sizes, what is selected, what has no place."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.charts.bubbles import BubbleChart, ColourBy
from kpkportfolio.text import _, format_number
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.bubbles.legend import ColourLegend, Key, SizeLegend
from ui.widgets.bubbles.unplaced import Entry, EntryList
from ui.widgets.bubbles.words import Fact
from ui.widgets.parts import button, label, rule

WIDTH = 272
_LINK_PAD = 4
"""Px that a link has at its left, so that its words stand in line."""


class _Section(QWidget):
    """A heading with a count at its right, its content, and a rule above all but the first."""

    def __init__(self, title: str, first: bool = False) -> None:
        super().__init__()
        self._title = label(title, FontRole.SMALL_STRONG, wrap=True)
        self._count = label("", FontRole.SMALL, "muted")
        head = QHBoxLayout()
        head.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, SIZES.space_3)
        self.column.setSpacing(SIZES.space_1)
        if not first:
            line = QHBoxLayout()
            line.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, SIZES.space_2)
            line.addWidget(rule())
            self.column.addLayout(line)
        self.column.addLayout(head)

    def tell(self, title: str, count: str = "") -> None:
        self._title.setText(title)
        self._count.setText(count)


class SidePanel(QScrollArea):
    """272 px; scrolls as one.

    Signals:
        key_chosen(object, bool): a colour's Key was clicked, and whether it is added to the others.
        estimate_wanted(str): the id of an initiative that has no place.
        show_wanted(str): the id of a bubble whose name found no room.
        only_wanted(bool): only what is selected is to be shown, on every page; or all again.
    """

    key_chosen = Signal(object, bool)
    estimate_wanted = Signal(str)
    show_wanted = Signal(str)
    only_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Keys and lists of the chart"))
        self._body = body = QWidget()
        body.setProperty("ground", "window")
        self.viewport().setProperty("ground", "window")
        self._colours = _Section("", first=True)
        self.colours = ColourLegend()
        self.colours.chosen.connect(self.key_chosen)
        self._colours.column.addWidget(self.colours)
        self._sizes = _Section("")
        self.sizes = SizeLegend()
        self._sizes.column.addSpacing(SIZES.space_1)
        self._sizes.column.addWidget(self.sizes)
        self._selected = _Section(_("Selected"))
        self._name = label("", wrap=True)
        self._facts = QGridLayout()
        self._facts.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, 0)
        self._facts.setHorizontalSpacing(SIZES.space_2)
        self._facts.setVerticalSpacing(SIZES.space_1)
        self._facts.setColumnStretch(0, 1)
        self._facts.addWidget(self._name, 0, 0, 1, 2)
        self._selected.column.addLayout(self._facts)
        self.only = button(_("Show only these"), kind="link", slot=lambda: self.only_wanted.emit(True))
        self.all = button(_("Show the others again"), kind="link", slot=lambda: self.only_wanted.emit(False))
        links = QHBoxLayout()
        links.setContentsMargins(SIZES.page_edge - _LINK_PAD, SIZES.space_1, SIZES.page_edge, 0)
        for link in (self.only, self.all):
            link.setFont(font(FontRole.SMALL))
            link.hide()
            links.addWidget(link)
        links.addStretch(1)
        self._selected.column.addLayout(links)
        self._unplaced = _Section("")
        self.unplaced = EntryList(_("Not placed"))
        self.unplaced.wanted.connect(self.estimate_wanted)
        self._unplaced.column.addWidget(self.unplaced)
        self._unnamed = _Section("")
        self.unnamed = EntryList(_("Name found no room"))
        self.unnamed.wanted.connect(self.show_wanted)
        self._unnamed.column.addWidget(self.unnamed)
        for entries in (self.unplaced, self.unnamed):
            entries.looked_at.connect(self._see)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, SIZES.space_3, 0, SIZES.space_2)
        column.setSpacing(0)
        for section in (self._colours, self._sizes, self._selected, self._unplaced, self._unnamed):
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(body)

    def show_chart(self, chart: BubbleChart) -> None:
        """The keys of a chart; its colours come with :meth:`show_colours`."""
        self._sizes.setVisible(chart.size is not None)
        if chart.size is not None:
            title = chart.size.title
            self._sizes.tell(_("Size: {quantity}").format(quantity=title[:1].lower() + title[1:]))
            self.sizes.show_chart(chart)

    def show_colours(self, by: ColourBy, keys: list[Key], chosen: frozenset[str]) -> None:
        """What the colours mean, and which of them the portfolio is narrowed down to."""
        titles = {
            "programme": _("Colour: strategic programme"),
            "status": _("Colour: status"),
            "health": _("Colour: state of health"),
            "organisation": _("Colour: responsible party"),
        }
        self._colours.setVisible(by != "none")
        self._colours.tell(titles.get(by, ""))
        self.colours.set_keys(keys, chosen)

    def show_selected(self, name: str, facts: Sequence[Fact]) -> None:
        """What is selected; without facts ``name`` is a sentence that says how to select."""
        self._name.setText(name)
        self._name.setProperty("tone", "" if facts else "muted")
        self._name.style().polish(self._name)
        for place in reversed(range(self._facts.count())):
            item = self._facts.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self._name:
                self._facts.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for row, (what, value) in enumerate(facts, 1):
            amount = label(value)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(what, wrap=True), row, 0)
            self._facts.addWidget(amount, row, 1)

    def show_narrowing(self, only: bool, narrowed: bool) -> None:
        """Whether there is something to narrow down to, and whether it has been done."""
        self.only.setVisible(only)
        self.all.setVisible(narrowed)

    @property
    def selected_words(self) -> str:
        """Everything that is said of the selection."""
        items = (self._facts.itemAt(place) for place in range(self._facts.count()))
        widgets = [item.widget() for item in items if item is not None]
        return "\n".join(one.text() for one in widgets if isinstance(one, QLabel))

    def show_unplaced(self, entries: Sequence[Entry], total: int) -> None:
        """What has no place on the axes, of how many."""
        self._unplaced.setVisible(bool(entries))
        self._unplaced.tell(_("Not placed"), f"{format_number(len(entries))} / {format_number(total)}")
        self.unplaced.set_entries(entries)

    def show_unnamed(self, entries: Sequence[Entry], count: int, total: int) -> None:
        """Whose names found no room, how many there are of these, of how many."""
        self._unnamed.setVisible(bool(entries))
        self._unnamed.tell(_("Name found no room"), f"{format_number(count)} / {format_number(total)}")
        self.unnamed.set_entries(entries, count)

    @Slot(QRect)
    def _see(self, rect: QRect) -> None:
        entries = self.sender()
        if isinstance(entries, EntryList):
            at = entries.mapTo(self._body, rect.center())
            self.ensureVisible(at.x(), at.y(), 0, rect.height())
