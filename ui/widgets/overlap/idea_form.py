"""The form an idea is written in; only the title is required."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.model.rows import Contents
from kpkportfolio.text import _
from ui.models.parsing import Refused, read_end, read_millions, read_start
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.editors import word_box
from ui.widgets.overlap.idea_draft import IdeaDraft
from ui.widgets.parts import label
from ui.widgets.undoing import UndoPassesOn

_READERS = {"start": read_start, "end": read_end, "investment": read_millions}


class IdeaForm(QScrollArea):
    """Fields below each other.

    Signals:
        changed(): something was typed.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = QLineEdit()
        self.description = _text(120)
        self.organisation, self._organisation_line = word_box([])
        self.programme, self._programme_line = word_box([])
        self.start = QLineEdit()
        self.end = QLineEdit()
        self.investment = QLineEdit()
        self.deliverables = _text(72)
        self.title.setPlaceholderText(_("What would be done, in one line"))
        self.description.setPlaceholderText(_("To whom, why, and how it is solved"))
        self.start.setPlaceholderText(_("spring 2012"))
        self.end.setPlaceholderText(_("12/2013"))
        self.investment.setPlaceholderText(_("0.3–0.5"))
        self.deliverables.setPlaceholderText(_("One a line"))
        self._problem = label("", FontRole.SMALL, "danger", wrap=True)
        self._problem.hide()
        body = QWidget()
        body.setProperty("ground", "base")
        column = QVBoxLayout(body)
        column.setContentsMargins(SIZES.page_edge, SIZES.space_4, SIZES.page_edge, SIZES.space_4)
        column.setSpacing(SIZES.space_1)
        for words, field in (
            (_("Title"), self.title),
            (_("Description"), self.description),
            (_("Responsible party"), self.organisation),
            (_("Programme"), self.programme),
        ):
            column.addWidget(_named(words, field))
            column.addWidget(field)
            column.addSpacing(SIZES.space_2)
        pair = QFormLayout()
        pair.setHorizontalSpacing(SIZES.space_4)
        pair.setVerticalSpacing(SIZES.space_2)
        pair.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, line in ((_("Start"), self.start), (_("End"), self.end), (_("Investment, M€"), self.investment)):
            line.setMinimumWidth(110)
            pair.addRow(_named(words, line), line)
        column.addLayout(pair)
        column.addWidget(self._problem)
        column.addSpacing(SIZES.space_2)
        column.addWidget(_named(_("Deliverables"), self.deliverables))
        column.addWidget(self.deliverables)
        column.addStretch(1)
        self.setWidget(body)
        for line in (self.title, self._organisation_line, self._programme_line):
            line.textChanged.connect(self.changed)
        for line in (self.start, self.end, self.investment):
            line.textChanged.connect(self.changed)
            line.editingFinished.connect(self.judge)
        self.description.textChanged.connect(self.changed)
        self.deliverables.textChanged.connect(self.changed)
        self._fields = {
            "title": self.title,
            "organisation": self._organisation_line,
            "programme": self._programme_line,
            "start": self.start,
            "end": self.end,
            "investment": self.investment,
        }

        UndoPassesOn(*self._fields.values(), self.description, self.deliverables, parent=self)

    def offer(self, contents: Contents) -> None:
        """The parties and programmes that can be chosen; what is typed stays."""
        for box, names in (
            (self.organisation, [row.name for row in contents.organisations]),
            (self.programme, [row.name for row in contents.programmes]),
        ):
            wanted = sorted(names, key=str.casefold)
            if wanted != [box.itemText(place) for place in range(box.count())]:
                typed = box.currentText()
                before = box.blockSignals(True)
                box.clear()
                box.addItems(wanted)
                box.setEditText(typed)
                box.blockSignals(before)

    def draft(self) -> IdeaDraft:
        """What has been written, without links."""
        texts = {name: field.text() for name, field in self._fields.items()}
        texts |= {"description": self.description.toPlainText(), "deliverables": self.deliverables.toPlainText()}
        return IdeaDraft.of(texts)

    def show_draft(self, draft: IdeaDraft) -> None:
        """Put a draft into the fields."""
        for name, field in self._fields.items():
            field.setText(getattr(draft, name))
        self.description.setPlainText(draft.description)
        self.deliverables.setPlainText(draft.deliverables)
        self.judge()

    @Slot()
    def judge(self) -> bool:
        """Say which field is not understood, if any; False then."""
        told = ""
        for name, reader in _READERS.items():
            field = self._fields[name]
            try:
                reader(field.text())
                wrong = False
            except Refused as refused:
                wrong = True
                told = told or str(refused)
            if bool(field.property("problem")) != wrong:
                field.setProperty("problem", wrong)
                field.style().unpolish(field)
                field.style().polish(field)
        self._problem.setText(told)
        self._problem.setVisible(bool(told))
        return not told


def _named(words: str, field: QWidget) -> QWidget:
    field.setAccessibleName(words)
    name = label(words, FontRole.SMALL, "muted")
    name.setBuddy(field)
    return name


def _text(height: int) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setMinimumHeight(height)
    field.setMaximumHeight(height + 80)
    return field
