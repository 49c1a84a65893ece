"""Choosing the display that a meeting is presented on."""

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication, QWidget

from kpkportfolio.text import _
from ui.widgets.choices import ChoiceButton


class DisplayChoice(ChoiceButton):
    """The displays there are; it is seen only where there are several."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Display"), [], parent=parent)

    def offer(self, here: QScreen) -> None:
        """Offer the displays there are now, first the one the window is not on: that is usually the projector."""
        screens = QApplication.screens()
        self.setVisible(len(screens) > 1)
        other = next((place for place, one in enumerate(screens) if one is not here), 0)
        known = self.value
        self.set_choices([(place, f"{place + 1}: {one.name()}") for place, one in enumerate(screens)])
        self.set_value(known if isinstance(known, int) and known < len(screens) else other)

    @property
    def screen_chosen(self) -> QScreen:
        """The chosen display, the last one when that has been taken away."""
        screens = QApplication.screens()
        place = self.value if isinstance(self.value, int) else 0
        return screens[min(place, len(screens) - 1)]
