"""The form's first tab: the initiative's own fields, each checked as it is left."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.change import Fields, Value
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import Health, InitiativeKind, Status, label
from kpkportfolio.text import LANGUAGE_NAMES, _, format_date
from ui.models import editing
from ui.models.choosing import FREE, words_of
from ui.models.columns import BY_KEY
from ui.models.editing import Known
from ui.models.parsing import Refused, read_name, read_text
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.editors import word_box
from ui.widgets.parts import label as text_label
from ui.widgets.parts import scrolling

_LEFT = ("kind", "parent", "programme", "domain", "organisation", "person", "priority", "wave", "municipalities")
_RIGHT = ("status", "status_reason", "health", "health_reason", "start", "end", "progress", "language")
_TEXTS = ("short_name", "status_reason", "health_reason")
"""Fields that are words as they are written."""


def _title(key: str) -> str:
    named = {
        "title": _("Title"),
        "short_name": _("Short name"),
        "description": _("Description"),
        "status_reason": _("Reason for the status"),
        "health_reason": _("Reason for the health"),
        "language": _("Language"),
        "note": _("Note"),
    }
    return named.get(key) or _(BY_KEY[key].title)


class Basics(QWidget):
    """Fields in two columns.

    Signals:
        changed: something was written.
    """

    changed = Signal()

    def __init__(
        self, record: Fields, row: InitiativeRow | None, contents: Contents, parents: Mapping[str, str]
    ) -> None:
        """``parents`` are titles by id of what it may be part of."""
        super().__init__()
        self._record = record
        self._contents = contents
        self._parents = parents
        self.fields: dict[str, QLineEdit | QComboBox | QPlainTextEdit] = {}
        self.problems: dict[str, str] = {}
        self.title = self._line("title", str(record.get("title") or ""))
        self.short_name = self._line("short_name", str(record.get("short_name") or ""))
        self.short_name.setMaxLength(32)
        self.description = self._text("description", 62)
        self.note = self._text("note", 46)
        self.confidential = QCheckBox(_("Confidential: left out of what is given to others"))
        self.confidential.setChecked(bool(record.get("confidential")))
        self.confidential.toggled.connect(self.changed)
        self.problem = text_label("", FontRole.SMALL, "danger", wrap=True)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(SIZES.space_4, SIZES.space_3, SIZES.space_4, SIZES.space_3)
        grid.setHorizontalSpacing(SIZES.space_3)
        grid.setVerticalSpacing(SIZES.space_2)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        line = 0
        for key in ("title", "short_name", "description"):
            self._place(grid, line, 0, key, 3)
            line += 1
        for side, keys in ((0, _LEFT), (2, _RIGHT)):
            for number, key in enumerate(keys):
                self._make(key, row)
                self._place(grid, line + number, side, key, 1)
        line += max(len(_LEFT), len(_RIGHT))
        self._place(grid, line, 0, "note", 3)
        grid.addWidget(self.confidential, line + 1, 1, 1, 3)
        grid.addWidget(self.problem, line + 2, 0, 1, 4)
        grid.setRowStretch(line + 3, 1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.addWidget(scrolling(inside))

    def _place(self, grid: QGridLayout, line: int, side: int, key: str, span: int) -> None:
        name = text_label(_title(key), FontRole.BODY, "muted")
        field = self.fields[key]
        name.setBuddy(field)
        field.setAccessibleName(_title(key))
        top = isinstance(field, QPlainTextEdit)
        grid.addWidget(name, line, side, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(field, line, side + 1, 1, span)

    def _make(self, key: str, row: InitiativeRow | None) -> None:
        words = self._words(key)
        text = self._text_now(key, row)
        if words is None:
            self._line(key, text)
        else:
            self._choice(key, words, text)

    def _words(self, key: str) -> Sequence[str] | None:
        if key == "parent":
            return ["", *self._parents.values()]
        if key == "language":
            return ["", *LANGUAGE_NAMES.values()]
        return words_of(key, self._contents)

    def _text_now(self, key: str, row: InitiativeRow | None) -> str:
        record = self._record
        if key == "parent":
            return self._parents.get(str(record.get("parent_id")), "")
        if key == "language":
            return LANGUAGE_NAMES.get(str(record.get("language")), "")
        if key in ("start", "end"):
            day = record.get(key)
            open_ended = key == "end" and bool(record.get("open_ended"))
            return _("continuous") if open_ended else format_date(day) if hasattr(day, "year") else ""  # type: ignore[arg-type]  # a date
        if key in ("organisation", "programme", "domain", "person"):
            return str(getattr(row, key) or "") if row is not None else ""
        value = record.get(key)
        if value is None:
            return label(InitiativeKind.INITIATIVE) if key == "kind" else ""
        members = {"status": Status, "health": Health, "kind": InitiativeKind}.get(key)
        return label(members(str(value))) if members else str(value)

    def _line(self, key: str, text: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setCursorPosition(0)
        field.textEdited.connect(self.changed)
        field.editingFinished.connect(lambda: self.judge(key))
        self.fields[key] = field
        return field

    def _choice(self, key: str, words: Sequence[str], text: str) -> QComboBox:
        if key in FREE or key in ("parent", "programme"):
            box, line = word_box(words)
            box.setCurrentIndex(-1)
            box.setEditText(text)
            line.setCursorPosition(0)
            line.textEdited.connect(self.changed)
            line.editingFinished.connect(lambda: self.judge(key))
        else:
            box = QComboBox()
            box.addItems(list(words))
            at = box.findText(text)
            box.setCurrentIndex(at if at >= 0 else box.count() - 1)
        box.currentIndexChanged.connect(self.changed)
        self.fields[key] = box
        return box

    def _text(self, key: str, height: int) -> QPlainTextEdit:
        field = QPlainTextEdit(str(self._record.get(key) or ""))
        field.setFixedHeight(height)
        field.setTabChangesFocus(True)
        field.textChanged.connect(self.changed)
        self.fields[key] = field
        return field

    def text(self, key: str) -> str:
        """What stands in a field now."""
        field = self.fields[key]
        if isinstance(field, QComboBox):
            return field.currentText()
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()

    def judge(self, key: str) -> None:
        """Say whether what stands in a field can stand there."""
        try:
            self._value(key, None)
            self.problems.pop(key, None)
        except Refused as refused:
            self.problems[key] = f"{_title(key)}: {refused}"
        field = self.fields[key]
        field.setProperty("problem", key in self.problems)
        field.style().polish(field)
        self.problem.setText("\n".join(self.problems.values()))

    def values(self, names: Known) -> dict[str, Value]:
        """All fields as they are wanted; names that are new are made in ``names``.

        Raises:
            Refused: a text means nothing.
        """
        found: dict[str, Value] = {"confidential": self.confidential.isChecked()}
        for key in self.fields:
            try:
                found.update(self._value(key, names))
            except Refused as refused:
                self.judge(key)
                raise Refused(f"{_title(key)}: {refused}") from refused
        return found

    def _value(self, key: str, names: Known | None) -> Fields:
        text = self.text(key)
        if key in _TEXTS:
            return {key: read_text(text)}
        if key in ("description", "note"):
            return {key: text.strip() or None}
        if key == "parent":
            return {"parent_id": self._parent(text)}
        if key == "language":
            return {key: next((code for code, name in LANGUAGE_NAMES.items() if name == text), None)}
        if names is None and key in ("organisation", "domain", "person", "programme"):
            return {}
        assert names is not None or key not in FREE
        return self._known(key, text, names)

    def _known(self, key: str, text: str, names: Known | None) -> Fields:
        if key == "programme" and names is not None:
            name = read_name(text)
            return {"programme_id": names.of("programme").id(name)}
        if key == "person" and names is not None and not self._edited("person"):
            return {}
        return editing.fields_of(key, text, names) if names is not None else editing.plain_fields(key, text)

    def _edited(self, key: str) -> bool:
        field = self.fields[key]
        return self.text(key).strip() != str(field.property("at_first") or "")

    def _parent(self, text: str) -> str | None:
        if not text.strip():
            return None
        for id_, title in self._parents.items():
            if title.casefold() == text.strip().casefold():
                return id_
        raise Refused(_("There is no initiative of this title."))

    def remember(self) -> None:
        """Take what stands in the fields now as what was there at first."""
        for key, field in self.fields.items():
            field.setProperty("at_first", self.text(key).strip())
