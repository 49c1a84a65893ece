"""What was wrong in a register's last file: noted at the import, to be sent to whoever keeps the register."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from kpkportfolio.registers.difference.noted_problems import NotedProblems
from kpkportfolio.text import _, format_number
from ui.dialogs.importing.problems import Problems
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label


class LastProblems(QStackedWidget):
    """The list with a sentence on what it is; a sentence alone where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: NotedProblems | None = None
        self.told = label("", FontRole.BODY, "muted", wrap=True)
        self.told.setContentsMargins(SIZES.page_edge, SIZES.space_3, SIZES.page_edge, SIZES.space_3)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.list = Problems()
        for one in (self.told, self.list):
            one.setProperty("ground", "base")
            one.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            self.addWidget(one)

    def show_noted(self, noted: NotedProblems | None, imported: bool) -> None:
        """Show the problems of the last file.

        Args:
            noted: None where they are not known.
            imported: whether anything was imported at all.
        """
        some = noted is not None and bool(noted.problems)
        told = _told(noted, imported)
        self.told.setText("" if some else told)
        self.list.say(told if some else "")
        self.setCurrentWidget(self.list if some else self.told)
        # the same list again keeps the place that one has come to
        if noted is not None and noted != self._shown:
            self.list.show_problems(noted.problems)
        self._shown = noted


def _told(noted: NotedProblems | None, imported: bool) -> str:
    if noted is None:
        return _("The problems of the last file were not noted.") if imported else _("No file was read yet.")
    if not noted.n:
        return _("Everything in the last file was understood.")
    told = _("As they stood in the last file. Have them mended where the register is kept, then import it again.")
    if len(noted.problems) < noted.n:
        some = _("The first {shown} of {n} are noted.")
        told += " " + some.format(shown=format_number(len(noted.problems)), n=format_number(noted.n))
    return told
