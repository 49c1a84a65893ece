"""The left side: the pages, and below them what the shown initiatives can be narrowed by."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kpkportfolio.model.facts import Facts
from kpkportfolio.model.filter_words import KINDS, facet_title, value_label
from kpkportfolio.model.filtering import UNKNOWN, Facet, counts
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _, format_number
from ui.focus import focus_into
from ui.pages import PAGES
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets import facets as widgets
from ui.widgets.navigation import Navigation, NavigationItem
from ui.widgets.parts import button, rule

FACETS = (
    Facet.STATUS,
    Facet.HEALTH,
    Facet.COMPUTED,
    Facet.FLAG,
    Facet.ORGANISATION_KIND,
    Facet.REGISTER,
    Facet.PROGRAMME,
)
"""What can be ticked, from top to bottom."""
_GLYPHS = {Facet.STATUS: "status", Facet.HEALTH: "health", Facet.COMPUTED: "health"}
_MOST_VALUES = 60
"""Values of one facet: the most frequent ones; the search field reaches the rest."""
_POPUP_HEIGHT = 520


class SidePanel(QWidget):
    """200 px: navigation and facets; narrow windows fold the facets into one button.

    Signals:
        page_wanted(str): the key of a page.
        ticked(object): a dict of Facet to frozenset of values, after the person ticked or cleared something.
        own_ticked(object): the same by plain keys, while a page's own facets are shown.
        others_wanted(): what was narrowed down to one by one is to be joined by the others again.
    """

    page_wanted = Signal(str)
    # object: Qt would turn a dict's Facet keys into plain strings
    ticked = Signal(object)
    own_ticked = Signal(object)
    others_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(SIZES.navigation)
        items = [NavigationItem(page.key, _(page.title), page.icon) for page in PAGES]
        self.navigation = Navigation(items, _("Pages"))
        self.navigation.chosen.connect(self.page_wanted)
        self._rule = rule()
        self.facets = widgets.FacetList()
        self.facets.changed.connect(self._changed)
        self._chosen = button("", "close", slot=self.others_wanted.emit)
        self._chosen.setToolTip(_("Show the others again"))
        self._chosen.setFont(font(FontRole.SMALL))
        self._chosen.hide()
        self._folded = False
        self._wanted = True
        self._own = self._some_chosen = False
        self._fold_button = button(_("Narrow down"), "filter", slot=self.open_facets)
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._popup.setProperty("ground", "nav")
        self._popup.setAccessibleName(_("Narrow down"))
        inside = QVBoxLayout(self._popup)
        inside.setContentsMargins(1, 1, 1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SIZES.space_2, 0, 0)
        layout.setSpacing(SIZES.space_2)
        layout.addWidget(self.navigation)
        layout.addWidget(self._rule)
        above = QHBoxLayout()
        above.setContentsMargins(SIZES.space_3, 0, SIZES.space_3, 0)
        above.addWidget(self._chosen)
        layout.addLayout(above)
        layout.addWidget(self.facets, 1)
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(SIZES.space_3, SIZES.space_1, SIZES.space_3, 0)
        self._foot.addWidget(self._fold_button)
        layout.addLayout(self._foot)
        layout.addStretch(0)
        self._fold_button.hide()

    def show_counted(self, counted: Sequence[widgets.Facet], ticked: Mapping[Facet, frozenset[str]]) -> None:
        """Show what :func:`counted` found and tick what is filtered by."""
        self._own = False
        self.facets.set_facets(counted)
        self.tick(ticked)

    def show_own(self, facets: Sequence[widgets.Facet], ticked: Mapping[str, frozenset[str]]) -> None:
        """A page's own facets in place of the initiatives'."""
        self._own = True
        self._place()
        self.facets.set_facets(facets)
        self.facets.set_checked(ticked)
        self._say_how_many(sum(len(values) for values in ticked.values()))

    def tick(self, ticked: Mapping[Facet, frozenset[str]]) -> None:
        """Tick exactly what is filtered by; the counts stay."""
        chosen = len(ticked.get(Facet.ID, ()))
        self._chosen.setText(f"{facet_title(Facet.ID)}: {format_number(chosen)}")
        self._some_chosen = chosen > 0
        self._place()
        if self._own:
            return
        self.facets.set_checked({facet.value: values for facet, values in ticked.items()})
        self._say_how_many(sum(len(values) for values in ticked.values()))

    def show_facets(self, wanted: bool) -> None:
        """Whether the page can be narrowed by facets at all."""
        self._wanted = wanted
        self._place()

    def fold(self, folded: bool) -> None:
        """Put the facets behind one button, or back below the navigation."""
        if folded != self._folded:
            self._folded = folded
            self._popup.hide()
            layout = self._popup.layout() if folded else self.layout()
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(0 if folded else 3, self.facets, 1)
        self._place()

    @Slot()
    def open_facets(self) -> None:
        """Show the folded facets over the page, with the keyboard in them."""
        corner = self._fold_button.mapToGlobal(QPoint(self._fold_button.width() + SIZES.space_2, 0))
        screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry() if screen else QRect(corner.x(), 0, 4000, 4000)
        height = min(_POPUP_HEIGHT, room.height() - 2 * SIZES.space_4)
        top = min(corner.y(), room.bottom() - height - SIZES.space_4)
        self._popup.setGeometry(corner.x(), top, SIZES.navigation + 60, height)
        self._popup.show()
        focus_into(self.facets)

    @property
    def fold_button(self) -> QPushButton:
        return self._fold_button

    def _place(self) -> None:
        self._rule.setVisible(self._wanted)
        self._chosen.setVisible(self._wanted and self._some_chosen and not self._own)
        self.facets.setVisible(self._wanted)
        self._fold_button.setVisible(self._wanted and self._folded)

    def _say_how_many(self, ticked: int) -> None:
        self._fold_button.setText(_("Narrow down ({n})").format(n=ticked) if ticked else _("Narrow down"))

    @Slot(dict)
    def _changed(self, checked: Mapping[str, frozenset[str]]) -> None:
        self._say_how_many(sum(len(values) for values in checked.values()))
        if self._own:
            self.own_ticked.emit(dict(checked))
        else:
            self.ticked.emit({Facet(key): values for key, values in checked.items()})

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("nav"))
        painter.end()


def counted(rows: Sequence[InitiativeRow], facts: Facts) -> list[widgets.Facet]:
    """The values of these rows with how many have each; ``facts`` are of the portfolio they are in.

    Ten thousand rows take 30 ms.
    """
    return [facet for facet in (_facet(kind, rows, facts) for kind in FACETS) if facet.values]


def _facet(facet: Facet, rows: Sequence[InitiativeRow], facts: Facts) -> widgets.Facet:
    found = counts(facet, rows, facts)
    kind = KINDS.get(facet)
    if kind is not None:
        order = [member.value for member in kind if member.value in found]
    elif facet is Facet.PROGRAMME:
        numbers = {row.programme: row.programme_number for row in rows if row.programme}
        order = sorted((v for v in found if v != UNKNOWN), key=lambda v: (numbers.get(v) or 10_000, v.casefold()))
    else:
        order = sorted((value for value in found if value != UNKNOWN), key=lambda v: (-found[v], v.casefold()))
    if len(order) > _MOST_VALUES:
        kept = set(sorted(order, key=lambda value: -found[value])[:_MOST_VALUES])
        order = [value for value in order if value in kept]
    # a lone "not known" narrows nothing down
    if order and UNKNOWN in found:
        order.append(UNKNOWN)
    values = [
        widgets.FacetValue(value, value_label(facet, value), found[value], _glyph(facet, value)) for value in order
    ]
    return widgets.Facet(facet.value, facet_title(facet), values)


def _glyph(facet: Facet, value: str) -> str | None:
    """The glyph of a value; a status that nobody knows has none, a health that nobody has judged has one of its own."""
    glyph = _GLYPHS.get(facet)
    return None if glyph is None or (facet is Facet.STATUS and value == UNKNOWN) else f"{glyph}:{value}"
