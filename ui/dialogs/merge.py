"""Merging two records of one undertaking: which one stays, whose word holds field by field, and what comes of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.change import Operation, Value
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _
from ui.dialogs.merge_fields import MergeField, merge_fields, parts_words
from ui.on_screen import resize_on_screen
from ui.session import Session
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, rule, scrolling
from ui.widgets.parts import label as text_label

if TYPE_CHECKING:
    from kpkportfolio.store.portfolio import Portfolio

_SHOWN_LETTERS = 260
_SIDES = (0, 1)
_TOP = Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class MergeAnswer:
    """What the person wants.

    Attributes:
        merge: False when the pair is only to be recorded as a duplicate, with both records left.
        keep, drop: ids of the record that stays and of the one whose facts move into it.
        choices: fields of the record that stays which take the other's value.
        why: the reason, if one was given.
        figures: the kinds of money and impact that are the other's.
    """

    merge: bool
    keep: str
    drop: str
    choices: dict[str, Value] = field(default_factory=dict)
    why: str | None = None
    figures: frozenset[str] = frozenset()

    def operation(self, portfolio: "Portfolio") -> Operation:
        """The merge as one undoable operation."""
        from kpkportfolio.store import edits

        return edits.merging(portfolio, self.keep, self.drop, self.choices, self.why, self.figures)


class _Choice(QWidget):
    """A radio button whose words wrap; a click on them chooses too. What is not chosen is muted."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radio = QRadioButton()
        self.radio.setAccessibleName(words)
        self._told = _shortened(words)
        self._told.setContentsMargins(0, 3, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.space_1)
        row.addWidget(self.radio, 0, _TOP)
        row.addWidget(self._told, 1, _TOP)
        self.radio.toggled.connect(self._tone)
        self._tone(False)

    def _tone(self, on: bool) -> None:
        self._told.setProperty("tone", "" if on else "muted")
        # a dynamic property takes effect only when the style looks again
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.radio.click()


class MergeDialog(QDialog):
    """Both records side by side: first where they differ, to be chosen between; then what only one says, which is
    kept by itself; last what is the same.
    """

    def __init__(
        self,
        session: Session,
        a: InitiativeRow,
        b: InitiativeRow,
        why: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = (a, b)
        self._records = session.portfolio.records("initiative", id=[a.id, b.id])
        self._fields = merge_fields(self._rows)
        self._groups: dict[str, QButtonGroup] = {}
        self._own: set[str] = set()
        self._merge = True
        self.setWindowTitle(_("Merge two records"))
        self.setMinimumSize(600, 380)
        resize_on_screen(self, 860, 720)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        heading = _("Both sources are kept. Choose which record stays and, where the two differ, which of them holds.")
        layout.addWidget(text_label(heading, FontRole.STRONG, wrap=True))
        self._keep = QButtonGroup(self)
        layout.addWidget(self._choices(), 1)
        layout.addWidget(rule())
        self.result_title = text_label("", FontRole.SECTION, wrap=True)
        self.result_facts: QLabel = text_label("", wrap=True)
        self.result_parts: QLabel = text_label(parts_words(session.contents, self._rows), FontRole.SMALL, "muted", True)
        for told in (self.result_title, self.result_facts, self.result_parts):
            layout.addWidget(told)
        self.why = QLineEdit(why or "")
        self.why.setPlaceholderText(_("Reason"))
        self.why.setAccessibleName(_("Reason for the merge"))
        layout.addWidget(self.why)
        layout.addLayout(self._buttons())
        self._keep.idToggled.connect(self._kept)
        self._keep.button(0).setFocus(Qt.FocusReason.OtherFocusReason)
        self._preview()

    # --- building -------------------------------------------------------------------------------------------------

    def _choices(self) -> QWidget:
        body = QWidget()
        body.setProperty("ground", "base")
        grid = QGridLayout(body)
        grid.setContentsMargins(SIZES.space_4, SIZES.space_3, SIZES.space_4, SIZES.space_3)
        grid.setHorizontalSpacing(SIZES.space_5)
        grid.setVerticalSpacing(SIZES.space_2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for side in _SIDES:
            grid.addLayout(self._head(side), 0, 1 + side)
        line = 1
        differing, single, same = self._sorted()
        for one in (*differing, *single):
            grid.addWidget(rule(), line, 0, 1, 3)
            grid.addWidget(text_label(one.title, FontRole.SMALL, "muted", wrap=True), line + 1, 0, _TOP)
            cells = self._two_choices(one) if one in differing else self._one_known(one)
            for side in _SIDES:
                grid.addWidget(cells[side], line + 1, 1 + side, _TOP)
            line += 2
        if same:
            told = "; ".join(f"{one.title}: {one.words[0]}" for one in same)
            grid.addWidget(rule(), line, 0, 1, 3)
            grid.addWidget(text_label(_("Same in both"), FontRole.SMALL, "muted", wrap=True), line + 1, 0, _TOP)
            grid.addWidget(_shortened(told), line + 1, 1, 1, 2)
            line += 2
        grid.setRowStretch(line, 1)
        scroll = scrolling(body)
        scroll.setMinimumHeight(100)
        return scroll

    def _sorted(self) -> tuple[list[MergeField], list[MergeField], list[MergeField]]:
        """The fields that differ, those only one knows, and those that are the same."""
        sorted_: tuple[list[MergeField], list[MergeField], list[MergeField]] = ([], [], [])
        for one in self._fields:
            if any(one.words):
                sorted_[2 if one.words[0] == one.words[1] else 0 if all(one.words) else 1].append(one)
        return sorted_

    def _head(self, side: int) -> QVBoxLayout:
        row = self._rows[side]
        source = " · ".join(part for part in (row.register, row.ref) if part) or row.name
        stays = QRadioButton(_("This one stays"))
        stays.setAccessibleDescription(source)
        stays.setChecked(side == 0)
        self._keep.addButton(stays, side)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(text_label(source, FontRole.SMALL, "muted", wrap=True))
        head.addWidget(stays)
        return head

    def _two_choices(self, one: MergeField) -> list[QWidget]:
        group = QButtonGroup(self)
        cells: list[QWidget] = []
        for side in _SIDES:
            choice = _Choice(one.words[side])
            choice.radio.setAccessibleName(f"{one.title}: {one.words[side]}")
            group.addButton(choice.radio, side)
            cells.append(choice)
        group.button(0).setChecked(True)
        group.idClicked.connect(lambda _side, key=one.key: self._own.add(key))
        group.idToggled.connect(self._preview)
        self._groups[one.key] = group
        return cells

    def _one_known(self, one: MergeField) -> list[QWidget]:
        return [_shortened(told) if told else text_label(_("not known"), tone="muted") for told in one.words]

    def _buttons(self) -> QHBoxLayout:
        buttons = QDialogButtonBox()
        merge = buttons.addButton(_("Merge"), QDialogButtonBox.ButtonRole.AcceptRole)
        merge.setProperty("kind", "primary")
        merge.setDefault(True)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        only = button(_("Only record as a duplicate"), slot=self._only_record)
        only.setAutoDefault(False)
        only.setToolTip(_("Both records stay; the pair is kept as a duplicate among the verdicts."))
        line = QHBoxLayout()
        line.addWidget(only)
        line.addStretch(1)
        line.addWidget(buttons)
        return line

    # --- choosing -------------------------------------------------------------------------------------------------

    @property
    def kept(self) -> int:
        """0 when the first record stays, 1 when the second."""
        return self._keep.checkedId()

    def keep(self, side: int) -> None:
        """Let the first (0) or the second (1) record stay; fields not chosen by hand follow."""
        self._keep.button(side).setChecked(True)

    def choose(self, key: str, side: int) -> None:
        """Take a field from the first (0) or the second (1) record."""
        self._own.add(key)
        self._groups[key].button(side).setChecked(True)

    @Slot(int, bool)
    def _kept(self, side: int, on: bool) -> None:
        if on:
            for key, group in self._groups.items():
                if key not in self._own:
                    group.button(side).setChecked(True)
            self._preview()

    def answer(self) -> MergeAnswer:
        """What has been chosen."""
        kept = self.kept
        keep, drop = self._rows[kept], self._rows[1 - kept]
        taken = [one for one in self._fields if (group := self._groups.get(one.key)) and group.checkedId() != kept]
        choices = {column: self._records[drop.id][column] for one in taken for column in one.columns}
        figures = frozenset(kind for one in taken for kind in one.figures)
        return MergeAnswer(self._merge, keep.id, drop.id, choices, self.why.text().strip() or None, figures)

    def _of(self, one: MergeField) -> str:
        """The words of a field in the result."""
        words, group = one.words, self._groups.get(one.key)
        return words[group.checkedId()] if group is not None else words[self.kept] or words[1 - self.kept]

    @Slot()
    def _preview(self) -> None:
        told = {one.key: self._of(one) for one in self._fields}
        self.result_title.setText(_("Result: {title}").format(title=told["title"]))
        facts = [told[key] for key in ("organisation_id", "status", "start", "programme_id", "ict_investment")]
        self.result_facts.setText(" · ".join(fact for fact in facts if fact))

    @Slot()
    def _only_record(self) -> None:
        self._merge = False
        self.accept()

    @classmethod
    def ask(
        cls, session: Session, a: InitiativeRow, b: InitiativeRow, why: str | None, parent: QWidget | None = None
    ) -> MergeAnswer | None:
        """What to do with the two records, or None when it was thought better of."""
        if session.refuses():
            return None
        dialog = cls(session, a, b, why, parent)
        answer = dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return answer


def _shortened(words: str) -> QLabel:
    """Words that wrap; long ones are cut, and their tool tip has them whole."""
    shown = words if len(words) <= _SHOWN_LETTERS else words[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " …"
    told = text_label(shown, wrap=True)
    told.setToolTip(words if shown != words else "")
    return told
