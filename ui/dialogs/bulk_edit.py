"""Sets fields of many initiatives at once: tick what is to be set, say to what, and perhaps why."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QLineEdit,
    QWidget,
)

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs.answering import answers, asked_in
from ui.models import editing
from ui.models.choosing import words_of
from ui.models.columns import BY_KEY
from ui.models.parsing import Refused
from ui.on_screen import resize_on_screen
from ui.session import Session
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.editors import word_box
from ui.widgets.parts import label as text_label
from ui.widgets.parts import scrolling

FIELDS = (
    "status",
    "health",
    "organisation",
    "person",
    "programme",
    "domain",
    "start",
    "end",
    "progress",
    "priority",
    "wave",
    "municipalities",
)
"""What can be set in bulk, by column."""


class BulkEdit(QDialog):
    """Only ticked fields are set; writing in a field ticks it. An empty ticked field sets *not known*."""

    def __init__(self, session: Session, rows: Sequence[InitiativeRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows = rows
        n = len(rows)
        self.setWindowTitle(ngettext("Edit {n} initiative", "Edit {n} initiatives", n).format(n=format_number(n)))
        self.setMinimumWidth(520)
        self.ticks: dict[str, QCheckBox] = {}
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, SIZES.space_2, 0)
        grid.setVerticalSpacing(SIZES.space_2)
        grid.setHorizontalSpacing(SIZES.space_4)
        grid.setColumnStretch(1, 1)
        for line, key in enumerate(FIELDS):
            tick = QCheckBox(_(BY_KEY[key].title))
            field = self._field(key)
            field.setAccessibleName(_(BY_KEY[key].title))
            tick.toggled.connect(self._judge)
            self.ticks[key], self.fields[key] = tick, field
            grid.addWidget(tick, line, 0)
            grid.addWidget(field, line, 1)
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("a reason for the history, if you like"))
        self.why.setAccessibleName(_("Why"))
        grid.addWidget(text_label(_("Why"), FontRole.BODY, "muted"), len(FIELDS), 0)
        grid.addWidget(self.why, len(FIELDS), 1)
        self.problem = text_label("", FontRole.SMALL, "danger", wrap=True)
        buttons, self._set = answers(self, _("Set"))
        layout = asked_in(self, SIZES.space_3)
        layout.addWidget(
            text_label(
                _("Only ticked fields are set, the same in all of them. A ticked empty field becomes not known."),
                FontRole.SMALL,
                "muted",
                wrap=True,
            )
        )
        layout.addWidget(scrolling(form), 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        resize_on_screen(self, 560, 600)
        self._judge()

    def _field(self, key: str) -> QComboBox | QLineEdit:
        words = words_of(key, self._session.contents)
        if words is None:
            line = QLineEdit()
            line.textEdited.connect(lambda _text, key=key: self._touched(key))
            return line
        box, line = word_box(words)
        box.setCurrentIndex(-1)
        line.textEdited.connect(lambda _text, key=key: self._touched(key))
        box.activated.connect(lambda _n, key=key: self._touched(key))
        return box

    def _touched(self, key: str) -> None:
        self.ticks[key].setChecked(True)
        self._judge()

    def texts(self) -> dict[str, str]:
        """What is to be set, by column."""
        found: dict[str, str] = {}
        for key, tick in self.ticks.items():
            if tick.isChecked():
                field = self.fields[key]
                found[key] = field.currentText() if isinstance(field, QComboBox) else field.text()
        return found

    @Slot()
    def _judge(self) -> None:
        texts = self.texts()
        reason = ""
        for key, text in texts.items():
            try:
                editing.check(self._rows[0], key, text, self._session.contents)
            except Refused as refused:
                # a rule between two fields of the first row is judged whole when it is set
                reason = reason or f"{_(BY_KEY[key].title)}: {refused}"
        self.problem.setText(reason)
        self.problem.setVisible(bool(reason))
        self._set.setEnabled(bool(texts) and not reason)

    @classmethod
    def ask(
        cls, session: Session, rows: Sequence[InitiativeRow], parent: QWidget | None = None
    ) -> tuple[dict[str, str], str | None] | None:
        """What to set and why, or None when nothing is to change."""
        if session.refuses():
            return None
        dialog = cls(session, rows, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        found = (dialog.texts(), dialog.why.text().strip() or None) if accepted else None
        dialog.deleteLater()
        return found
