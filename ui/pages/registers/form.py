"""Who keeps a register and whom to ask, edited in place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from kpkportfolio.model.change import Value
from kpkportfolio.model.rows import RegisterRow
from kpkportfolio.text import _
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.editors import word_box
from ui.widgets.key_hint import HintButton
from ui.widgets.parts import button, label

_NOTE_HEIGHT = 60
_WIDTH = 640


class RegisterForm(QWidget):
    """Name, organisation, contact, note, and whether it is the portfolio's own.

    Signals:
        saved: the person wants what is written here.
    """

    saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: RegisterRow | None = None
        self.setProperty("ground", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.name, self.contact = QLineEdit(), QLineEdit()
        self.organisation, self.organisation_line = word_box([])
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.own = QCheckBox(_("This portfolio's own register; nobody sends it"))
        self.problem = label("", FontRole.SMALL, "danger", wrap=True)
        self.problem.hide()
        self.save_button = HintButton(_("Save"), "Ctrl+Enter", "primary")
        self.save_button.clicked.connect(self.saved)
        self.revert_button = button(_("Discard"), slot=self.revert)
        form = QFormLayout()
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in (
            (_("Name"), self.name),
            (_("Kept by"), self.organisation),
            (_("Contact"), self.contact),
            (_("Note"), self.note),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.contact.setPlaceholderText(_("whom to ask: a name, an address, a telephone number"))
        form.addRow("", self.own)
        form.addRow("", self.problem)
        foot = QHBoxLayout()
        foot.setSpacing(SIZES.space_2)
        foot.addWidget(self.save_button)
        foot.addWidget(self.revert_button)
        foot.addStretch(1)
        form.addRow("", foot)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        inside.setLayout(form)
        form.setContentsMargins(0, 0, 0, 0)
        across = QHBoxLayout()
        across.addWidget(inside, 4)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.page_edge, SIZES.space_3, SIZES.page_edge, SIZES.space_3)
        layout.addLayout(across)
        layout.addStretch(1)
        for line in (self.name, self.contact, self.organisation_line):
            line.textChanged.connect(self._judge)
        self.note.textChanged.connect(self._judge)
        self.own.toggled.connect(self._judge)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._wanted)

    @property
    def row(self) -> RegisterRow | None:
        """The register that is shown."""
        return self._row

    def show_register(self, row: RegisterRow, organisations: Sequence[str]) -> None:
        """Show a register; what is being written about the same one stays."""
        if self._row is not None and self._row.id == row.id and self.dirty:
            return
        self._row = row
        self.organisation.clear()
        self.organisation.addItems(list(organisations))
        self.revert()

    @Slot()
    def revert(self) -> None:
        """Write what is kept in place of what was typed."""
        if self._row is None:
            return
        row = self._row
        for field, text in ((self.name, row.name), (self.contact, row.contact or "")):
            field.setText(text)
            field.setCursorPosition(0)
        self.organisation.setEditText(row.organisation or "")
        self.organisation_line.setCursorPosition(0)
        self.note.setPlainText(row.note or "")
        self.own.setChecked(row.own)
        self._judge()

    def fields(self) -> dict[str, Value]:
        """What is written, without the organisation."""
        return {
            "name": self.name.text().strip(),
            "contact": self.contact.text().strip() or None,
            "note": self.note.toPlainText().strip() or None,
            "own": self.own.isChecked(),
        }

    @property
    def keeper(self) -> str | None:
        """The organisation that is written; None is nobody known."""
        return self.organisation_line.text().strip() or None

    @property
    def dirty(self) -> bool:
        """Whether something is written that is not saved."""
        row = self._row
        if row is None:
            return False
        kept = {"name": row.name, "contact": row.contact, "note": row.note, "own": row.own}
        return self.fields() != kept or self.keeper != row.organisation

    def refuse(self, why: str) -> None:
        """Say why it could not be saved."""
        self.problem.setText(why)
        self.problem.show()

    def saved_as(self, row: RegisterRow) -> None:
        """What is written is kept now."""
        self._row = row
        self._judge()

    @Slot()
    def _wanted(self) -> None:
        if self.save_button.isEnabled():
            self.saved.emit()

    @Slot()
    @Slot(str)
    @Slot(bool)
    def _judge(self, _what: object = None) -> None:
        self.problem.hide()
        self.save_button.setEnabled(self.dirty and bool(self.name.text().strip()))
        self.revert_button.setEnabled(self.dirty)
