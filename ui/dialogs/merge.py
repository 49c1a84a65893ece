"""Merging two records of one undertaking: which one stays, whose word holds field by field, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.change import Value
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import label as word
from kpkportfolio.text import _, format_millions, format_number, ngettext
from ui.session import Session
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.overlap.facts import language_name, schedule_words
from ui.widgets.parts import button, rule
from ui.widgets.parts import label as text_label

_SHOWN_LETTERS = 260
_SIDES = (0, 1)


@dataclass(frozen=True, slots=True)
class MergeAnswer:
    """What the person wants.

    Attributes:
        merge: False when the pair is only to be recorded as a duplicate, with both records left.
        keep, drop: ids of the record that stays and of the one whose facts move into it.
        choices: fields of the record that stays which take the other's value.
        why: the reason, if one was given.
    """

    merge: bool
    keep: str
    drop: str
    choices: dict[str, Value] = field(default_factory=dict)
    why: str | None = None


@dataclass(frozen=True, slots=True)
class MergeField:
    """One thing both may say: its columns in the database, and its words out of a row."""

    title: str
    columns: tuple[str, ...]
    words: Callable[[InitiativeRow], str]


def merge_fields() -> list[MergeField]:
    """What is chosen between, from the title down."""
    return [
        MergeField(_("Name"), ("title",), lambda row: row.title),
        MergeField(_("Short name"), ("short_name",), lambda row: row.short_name or ""),
        MergeField(_("Description"), ("description",), lambda row: row.description or ""),
        MergeField(_("Language"), ("language",), lambda row: language_name(row.language or "")),
        MergeField(_("Responsible party"), ("organisation_id",), lambda row: row.organisation or ""),
        MergeField(_("Responsible person"), ("person_id", "person_name"), lambda row: row.person or ""),
        MergeField(_("Programme"), ("programme_id",), lambda row: row.programme or ""),
        MergeField(_("Domain"), ("domain_id",), lambda row: row.domain or ""),
        MergeField(_("Status"), ("status", "status_reason"), lambda row: word(row.status) if row.status else ""),
        MergeField(
            _("Schedule"),
            ("start", "end", "open_ended"),
            lambda row: schedule_words(row)[0][0] if row.start or row.end or row.open_ended else "",
        ),
        MergeField(_("Progress, %"), ("progress",), lambda row: "" if row.progress is None else str(row.progress)),
        MergeField(_("Priority"), ("priority",), lambda row: "" if row.priority is None else str(row.priority)),
        MergeField(
            _("Municipalities"),
            ("municipalities",),
            lambda row: "" if row.municipalities is None else format_number(row.municipalities),
        ),
    ]


class _Choice(QWidget):
    """A radio button whose words wrap; a click on them chooses too."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.radio = QRadioButton()
        self.radio.setAccessibleName(words)
        shown = words if len(words) <= _SHOWN_LETTERS else words[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " …"
        told = text_label(shown, wrap=True)
        told.setToolTip(words if shown != words else "")
        told.setContentsMargins(0, 3, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SIZES.space_1)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.radio.setChecked(True)


class MergeDialog(QDialog):
    """Both records side by side; where they differ one is chosen, what only one says is kept by itself."""

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
        self._contents = session.contents
        self._fields = merge_fields()
        self._groups: dict[str, QButtonGroup] = {}
        self._own: set[str] = set()
        self._merge = True
        self.setWindowTitle(_("Merge two records"))
        self.setMinimumSize(640, 420)
        self.resize(_fitting(860, 720, parent))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(text_label(_("Which record stays, and whose word holds where they differ?"), FontRole.SECTION))
        self._keep = QButtonGroup(self)
        layout.addWidget(self._choices(), 1)
        layout.addWidget(rule())
        layout.addWidget(text_label(_("The result"), FontRole.STRONG))
        self.result_title = text_label("", FontRole.SECTION, wrap=True)
        self.result_facts: QLabel = text_label("", wrap=True)
        self.result_parts: QLabel = text_label("", FontRole.SMALL, "muted", wrap=True)
        for told in (self.result_title, self.result_facts, self.result_parts):
            layout.addWidget(told)
        self.why = QLineEdit(why or "")
        self.why.setPlaceholderText(_("Reason"))
        self.why.setAccessibleName(_("Reason for the merge"))
        layout.addWidget(self.why)
        layout.addLayout(self._buttons())
        self._keep.idToggled.connect(self._kept)
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
            grid.addLayout(head, 0, 1 + side)
        line = 1
        for one in self._fields:
            words = [one.words(row) for row in self._rows]
            if not any(words):
                continue
            grid.addWidget(rule(), line, 0, 1, 3)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(text_label(one.title, FontRole.SMALL, "muted", wrap=True), line + 1, 0, top)
            if words[0] == words[1]:
                grid.addWidget(self._told(words[0]), line + 1, 1, 1, 2)
            elif not all(words):
                known = 0 if words[0] else 1
                grid.addWidget(self._told(words[known]), line + 1, 1 + known, top)
                grid.addWidget(text_label(_("not known"), tone="muted"), line + 1, 2 - known, top)
            else:
                group = QButtonGroup(self)
                for side in _SIDES:
                    choice = _Choice(words[side])
                    group.addButton(choice.radio, side)
                    grid.addWidget(choice, line + 1, 1 + side, top)
                group.button(0).setChecked(True)
                group.idClicked.connect(lambda _side, key=one.columns[0]: self._own.add(key))
                group.idToggled.connect(self._preview)
                self._groups[one.columns[0]] = group
            line += 2
        grid.setRowStretch(line, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(body)
        scroll.setMinimumHeight(220)
        return scroll

    @staticmethod
    def _told(words: str) -> QLabel:
        shown = words if len(words) <= _SHOWN_LETTERS else words[:_SHOWN_LETTERS].rsplit(" ", 1)[0] + " …"
        return text_label(shown, wrap=True)

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

    def choose(self, column: str, side: int) -> None:
        """Take a field from the first (0) or the second (1) record."""
        self._own.add(column)
        self._groups[column].button(side).setChecked(True)

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
        choices = {
            column: self._records[drop.id][column]
            for one in self._fields
            if (group := self._groups.get(one.columns[0])) is not None and group.checkedId() != kept
            for column in one.columns
        }
        return MergeAnswer(self._merge, keep.id, drop.id, choices, self.why.text().strip() or None)

    def _of(self, one: MergeField) -> str:
        """The words of a field in the result."""
        words = [one.words(row) for row in self._rows]
        group = self._groups.get(one.columns[0])
        return words[group.checkedId()] if group is not None else words[self.kept] or words[1 - self.kept]

    @Slot()
    def _preview(self) -> None:
        told = {one.columns[0]: self._of(one) for one in self._fields}
        self.result_title.setText(told["title"])
        facts = (told["organisation_id"], told["status"], told["start"], told["programme_id"])
        self.result_facts.setText(" · ".join(fact for fact in facts if fact))
        self.result_parts.setText(_parts(self._contents, self._rows, self.kept))

    @Slot()
    def _only_record(self) -> None:
        self._merge = False
        self.accept()

    @classmethod
    def ask(
        cls, session: Session, a: InitiativeRow, b: InitiativeRow, why: str | None, parent: QWidget | None = None
    ) -> MergeAnswer | None:
        """What to do with the two records, or None when it was thought better of."""
        dialog = cls(session, a, b, why, parent)
        answer = dialog.answer() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return answer


def _fitting(width: int, height: int, parent: QWidget | None) -> QSize:
    """A size that leaves some of the window around it to be seen."""
    room = parent.window().size() if parent is not None else QSize(width, height)
    return QSize(min(width, room.width() - 40), min(height, room.height() - 60))


def _parts(contents: Contents, rows: tuple[InitiativeRow, InitiativeRow], kept: int) -> str:
    """What belongs to the merged one: both sources, deliverables said once, one set of figures."""
    ids = {row.id for row in rows}
    sources = sum(row.sources for row in rows)
    deliverables = len({one.title.casefold().strip() for one in contents.deliverables if one.initiative_id in ids})
    milestones = len(
        {(one.title.casefold().strip(), one.due) for one in contents.milestones if one.initiative_id in ids}
    )
    told = [
        ngettext("{n} source", "{n} sources", sources).format(n=sources),
        ngettext("{n} deliverable", "{n} deliverables", deliverables).format(n=deliverables),
        ngettext("{n} milestone", "{n} milestones", milestones).format(n=milestones),
    ]
    keep, drop = rows[kept], rows[1 - kept]
    money = keep if keep.investment_min is not None or keep.investment_max is not None else drop
    if money.investment_min is not None or money.investment_max is not None:
        told.append(
            _("investment {range}").format(range=format_millions(money.investment_min, money.investment_max, unit=True))
        )
    return "{}. {}".format(
        ", ".join(told), _("Figures of one kind are never added together. You can take the merge back with Ctrl+Z.")
    )
