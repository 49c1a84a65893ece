"""What is chosen above the chart: axes, size, colour, scale and names. Where room is short, part of it is in a menu."""

from typing import cast, get_args

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from kpkportfolio.charts.bubble_axes import AXES
from kpkportfolio.charts.bubbles import ColourBy
from kpkportfolio.text import _
from ui.theme.tokens import SIZES
from ui.widgets.bubbles.building import Options
from ui.widgets.choices import ChoiceButton, Segments
from ui.widgets.parts import button
from ui.widgets.tool_row import ToolRow

_ALIKE = ""
_LEAST_WIDTH = 480


class Tools(ToolRow):
    """The tool row of the bubble page.

    Signals:
        changed(): other axes, size, colour or scale are wanted.
        names_changed(bool): names are wanted, or not any more.
        keys_changed(): the keys at the right are wanted, or not, where they have to be asked for.
    """

    changed = Signal()
    names_changed = Signal(bool)
    keys_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        axes: list[tuple[object, str]] = [(key, axis.label) for key, axis in AXES.items()]
        first = Options()
        self.across = ChoiceButton(_("Across"), axes, first.x)
        self.along = ChoiceButton(_("Upright"), axes, first.y)
        self.size_ = ChoiceButton(_("Size"), [*axes, (_ALIKE, _("all alike"))], first.size)
        self.colour = ChoiceButton(
            _("Colour"),
            [
                ("programme", _("Programme")),
                ("status", _("Status")),
                ("health", _("Health")),
                ("organisation", _("Responsible party")),
                ("none", _("one colour")),
            ],
            first.colour,
        )
        self.scale = Segments(_("Scale"), [(False, _("Linear")), (True, _("Logarithmic"))], first.log)
        self.names_box = QCheckBox(_("Names"))
        self.names_box.setChecked(True)
        self.more = button(_("More"), "settings")
        self._menu()
        for widget in (self.across, self.along, self.size_, self.colour, self.scale):
            self.add(widget)
        self.search = self.add_search()
        self.search.setMaximumWidth(180)
        self.stretch()
        self.add(self.names_box)
        self.add(self.more)
        self.more.hide()
        for choice in (self.across, self.along, self.size_, self.colour, self.scale):
            choice.changed.connect(self._chosen)
        self.names_box.toggled.connect(self._names_toggled)

    def _menu(self) -> None:
        menu = QMenu(self.more)
        sizes = menu.addMenu(_("Size"))
        self._sizes = QActionGroup(self)
        for value, text in [*((key, axis.label) for key, axis in AXES.items()), (_ALIKE, _("all alike"))]:
            action = sizes.addAction(text)
            action.setCheckable(True)
            action.setData(value)
            self._sizes.addAction(action)
        self._sizes.triggered.connect(lambda action: self._size_chosen(action.data()))
        self._log = menu.addAction(_("Logarithmic"))
        self._names = menu.addAction(_("Names"))
        self._keys = menu.addAction(_("Keys and lists"))
        for action in (self._log, self._names, self._keys):
            action.setCheckable(True)
        self._log.triggered.connect(self._log_chosen)
        self._names.triggered.connect(self.names_box.setChecked)
        self._keys.triggered.connect(self.keys_changed)
        menu.aboutToShow.connect(self._tick)
        self.more.setMenu(menu)

    @property
    def options(self) -> Options:
        """What is chosen now."""
        size = self.size_.value
        return Options(
            str(self.across.value),
            str(self.along.value),
            str(size) if size else None,
            cast("ColourBy", self.colour.value),
            bool(self.scale.value),
        )

    @property
    def colours(self) -> tuple[str, ...]:
        """The values colour can have."""
        return get_args(ColourBy)

    @property
    def names(self) -> bool:
        return self.names_box.isChecked()

    @property
    def keys_shown(self) -> bool:
        """Whether the keys are asked for in a narrow window."""
        return self._keys.isChecked()

    def set_options(self, options: Options, names: bool) -> None:
        """Choose all of these without telling."""
        self.across.set_value(options.x)
        self.along.set_value(options.y)
        self.size_.set_value(options.size or _ALIKE)
        self.colour.set_value(options.colour)
        self.scale.set_value(options.log)
        before = self.names_box.blockSignals(True)
        self.names_box.setChecked(names)
        self.names_box.blockSignals(before)
        self._enable()

    def minimumSizeHint(self) -> QSize:
        """Little: what does not fit is folded, and must not keep the window from becoming narrow first."""
        return QSize(_LEAST_WIDTH, SIZES.tool_row)

    def fold(self, narrow: bool) -> None:
        """Put part of it into a menu, or back."""
        for widget in (self.size_, self.scale, self.names_box):
            widget.setVisible(not narrow)
        self.more.setVisible(narrow)

    def _enable(self) -> None:
        loggable = any(AXES[key].loggable for key in (self.options.x, self.options.y))
        self.scale.setEnabled(loggable)
        self._log.setEnabled(loggable)

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self._enable()
        self.changed.emit()

    @Slot()
    def _tick(self) -> None:
        self._log.setChecked(bool(self.scale.value))
        self._names.setChecked(self.names)
        for action in self._sizes.actions():
            action.setChecked(action.data() == (self.options.size or _ALIKE))

    def _size_chosen(self, value: object) -> None:
        self.size_.set_value(value)
        self._chosen(value)

    def _log_chosen(self, on: bool) -> None:
        self.scale.set_value(on)
        self._chosen(on)

    @Slot(int)
    @Slot(bool)
    def _names_toggled(self, on: bool) -> None:
        self.names_changed.emit(bool(on))
