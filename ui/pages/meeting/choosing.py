"""Choosing an initiative for the agenda by typing a part of its name."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kpkportfolio.text import _
from ui.dialogs.go_to import GoTo

if TYPE_CHECKING:
    from ui.session import Session


class ChooseItem(GoTo):
    """As going somewhere, without the pages."""

    def __init__(self, session: "Session", parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setWindowTitle(_("Add to the agenda"))
        self.field.setPlaceholderText(_("A part of the initiative's name"))
        self.field.setAccessibleName(_("A part of the initiative's name"))

    def _fitting(self, words: list[str]) -> Iterator[tuple[str, str, str, str]]:
        return (one for one in super()._fitting(words) if one[0] == "initiative")
