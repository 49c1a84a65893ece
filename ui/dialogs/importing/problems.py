"""The problems of a file: every one of them, fatal ones first, to be narrowed down, read whole and copied."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from kpkportfolio.registers.record import Problem
from kpkportfolio.text import _, format_number, ngettext
from ui.dialogs.importing.tables import Column, ListModel, PreviewTable
from ui.models.roles import CellKind
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label
from ui.widgets.tool_row import SearchField

_SHEET, _ROW, _MESSAGE = 1, 2, 5
_GIVING = {3: 200, 4: 200, 6: 420}
"""The most that the column, the value and what is accepted want, px."""
_MESSAGE_WIDTH = 260
"""What the words on what is wrong keep, px, where there is little room."""
_LONGEST = 80
"""Characters of a text that are measured."""
_WHOLE_HEIGHT = 52
"""The least for the chosen problem, px."""
_QUOTED = 240
"""Characters of a value that are quoted: what stands there may be a whole row."""
_LOOKED_AT = 400
"""First and last problems whose texts decide the columns' widths."""


def severity(problem: Problem) -> str:
    """In a word, what becomes of the row."""
    if problem.fatal:
        return _("Row is left out")
    # what is said of a whole column says itself what became of it: it may well have been taken
    return _("Left unknown") if problem.row is not None else _("To be checked")


class Problems(QWidget):
    """The list, a field to narrow it, and the chosen problem in whole sentences below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Problem] = []
        self._texts: list[str] = []
        self._alike: Counter[tuple[str | None, ...]] = Counter()
        self.model = ListModel(
            [
                Column(
                    _("Consequence"),
                    severity,
                    150,
                    mark=lambda one: ("error", "danger") if one.fatal else ("warning", "warn"),
                ),
                Column(_("Sheet"), lambda one: one.sheet or "", 100),
                Column(_("Row"), lambda one: "" if one.row is None else str(one.row), 56, CellKind.NUMBER),
                Column(_("Column"), lambda one: one.column or "", 110),
                Column(_("Value"), lambda one: one.value or "", 130),
                Column(_("What is wrong"), lambda one: one.message, 220),
                Column(_("What is accepted"), lambda one: one.accepted, 180),
            ],
            self,
        )
        self.table = PreviewTable(self.model, _("Problems"), _MESSAGE)
        self.search = SearchField(_("Filter the problems"), parent=self)
        self.search.setAcceptDrops(False)
        self.note = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.count = text_label("", FontRole.SMALL, "muted")
        self.copy = button(_("Copy all"), "copy", slot=self.table.copy)
        top = QHBoxLayout()
        top.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        top.setSpacing(SIZES.space_3)
        top.addWidget(self.search, 3)
        top.addWidget(self.count)
        top.addWidget(self.note, 6)
        top.addStretch(1)
        top.addWidget(self.copy)
        self.note.hide()
        self.whole = text_label("", wrap=True, selectable=True)
        self.whole.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        self.whole.setMinimumHeight(_WHOLE_HEIGHT)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.whole.setAccessibleName(_("The chosen problem"))
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.whole)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([1000, 60])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(splitter, 1)
        self.search.searched.connect(self._narrow)
        self.table.selectionModel().currentChanged.connect(self._tell)

    def say(self, what: str) -> None:
        """Say beside the field what the list is."""
        self.note.setText(what)
        self.note.setVisible(bool(what))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show another file's problems."""
        self._all = problems
        self._texts = []
        self._alike = Counter(_kind(problem) for problem in problems)
        sheets = {problem.sheet for problem in problems}
        self.table.setColumnHidden(_SHEET, sheets <= {None})
        some = (*problems[:_LOOKED_AT], *problems[-_LOOKED_AT:])
        for column in (0, _SHEET, _ROW):
            self.table.widen(column, sorted({self.model.columns[column].text(one) for one in some}, key=len)[-3:])
        if problems:
            self.table.setColumnWidth(0, self.table.columnWidth(0) + 28)
        wanted = {}
        for at, most in _GIVING.items():
            texts = sorted({self.model.columns[at].text(one)[:_LONGEST] for one in some}, key=len)[-3:]
            wanted[at] = min(most, self.table.width_for(at, texts))
        self.table.give(wanted, _MESSAGE_WIDTH)
        self.table.fill()
        self._narrow(self.search.text().strip())

    @Slot(str)
    def _narrow(self, text: str) -> None:
        words = text.casefold().split()
        shown = self._all
        if words:
            if not self._texts:
                self._texts = [_searched(problem) for problem in self._all]
            shown = [
                problem
                for problem, said in zip(self._all, self._texts, strict=True)
                if all(word in said for word in words)
            ]
        self.model.show(shown)
        n = len(self._all)
        said = ngettext("{shown} / {n} problem", "{shown} / {n} problems", n)
        self.count.setText(said.format(shown=format_number(len(shown)), n=format_number(n)) if words else "")
        self.copy.setEnabled(bool(shown))
        self.copy.setText(_("Copy these") if words else _("Copy all"))
        if shown:
            self.table.go_to(0)
        self._tell()

    @Slot()
    def _tell(self, *_indexes: object) -> None:
        current = self.table.currentIndex()
        if not current.isValid():
            self.whole.setText("")
            return
        problem: Problem = self.model.rows[current.row()]
        accepted = _("Accepted: {accepted}.").format(accepted=problem.accepted) if problem.accepted else ""
        others = self._alike[_kind(problem)] - 1
        said = ngettext("The same is told of {n} other place.", "The same is told of {n} other places.", others)
        alike = said.format(n=format_number(others)) if others else ""
        told = " ".join(part for part in (problem.message, accepted, alike) if part)
        self.whole.setText(f"{place(problem)}: {told}".strip(" :"))
        self._give_whole_room()

    def _give_whole_room(self) -> None:
        """The sentences are read to their end, as far as the list keeps half of the room."""
        needed = self.whole.heightForWidth(self.whole.width())
        self.whole.setMinimumHeight(max(_WHOLE_HEIGHT, min(needed, self.height() // 2)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_whole_room()


def place(problem: Problem) -> str:
    """Sheet, row, column and what stands there."""
    parts = [problem.sheet] if problem.sheet else []
    if problem.row is not None:
        parts.append(_("row {n}").format(n=problem.row))
    if problem.column:
        parts.append(problem.column)
    told = ", ".join(parts)
    if not problem.value:
        return told
    value = problem.value if len(problem.value) <= _QUOTED else problem.value[: _QUOTED - 1] + "…"
    return _("{place} “{value}”").format(place=told, value=value).strip()


def _kind(problem: Problem) -> tuple[str | None, ...]:
    """What problems have in common that are mended alike; their rows and values differ."""
    return problem.sheet, problem.column, problem.message


def _searched(problem: Problem) -> str:
    parts = (problem.sheet, problem.column, problem.value, problem.message, problem.accepted, severity(problem))
    return " ".join([str(problem.row or ""), *(part for part in parts if part)]).casefold()
