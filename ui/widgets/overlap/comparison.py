"""Two initiatives side by side, fact by fact, with a word for how each fact compares."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from kpkportfolio.text import _
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.one_line import OneLine
from ui.widgets.overlap.answers import Answers, lettered
from ui.widgets.overlap.facts import Likeness, Side, facts
from ui.widgets.overlap.marked_text import MarkedText
from ui.widgets.overlap.phrases import Marks, NumberedReason
from ui.widgets.overlap.schedules import ScheduleCell
from ui.widgets.parts import label, rule

ROW_KEYS = (
    "title",
    "description",
    "organisation",
    "status",
    "schedule",
    "investment",
    "deliverables",
    "component",
)
_LABEL = 132
_STACKED = 600
_HEAD = 32
_PAD = 5
_LOWER = 4


def row_words() -> dict[str, str]:
    """What the compared facts are called."""
    return {
        "title": _("Name"),
        "description": _("Description"),
        "organisation": _("Responsible party"),
        "status": _("Status"),
        "schedule": _("Schedule"),
        "investment": _("Investment"),
        "deliverables": _("Deliverables"),
        "component": _("Component"),
    }


class Comparison(QWidget):
    """Built once; :meth:`show_pair` fills it in.

    Signals:
        pointed(int): a phrase of that number was clicked.
    """

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, 0)
        self._grid.setHorizontalSpacing(SIZES.space_6)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self.sources = (OneLine(FontRole.SMALL, "muted"), OneLine(FontRole.SMALL, "muted"))
        head = label(_("Comparison"), FontRole.SMALL, "muted")
        for widget in (*self.sources, head):
            widget.setFixedHeight(_HEAD)
        self._names: dict[str, QLabel] = {}
        self.cells: dict[str, tuple[MarkedText | ScheduleCell, MarkedText | ScheduleCell]] = {}
        self.words: dict[str, QLabel] = {}
        self.likenesses: dict[str, Likeness] = {}
        self._holders: list[tuple[int, list[QWidget]]] = []
        self._stacked = False
        self._head = head
        self._grid.addWidget(rule(), 1, 0, 1, 4)
        for place, key in enumerate(ROW_KEYS):
            self._add_row(key, 2 + 3 * place)
        self._place()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _add_row(self, key: str, line: int) -> None:
        name = self._names[key] = label(row_words()[key], FontRole.SMALL, "muted", wrap=True)
        role = FontRole.SECTION if key == "title" else FontRole.BODY
        cells: tuple[MarkedText | ScheduleCell, MarkedText | ScheduleCell]
        if key == "schedule":
            cells = ScheduleCell(), ScheduleCell()
        else:
            texts = MarkedText(role), MarkedText(role)
            for text in texts:
                text.pointed.connect(self.pointed)
                text.answer_pointed.connect(self.point_answer)
            cells = texts
        word = self.words[key] = label("", FontRole.SMALL)
        self.cells[key] = cells
        top = Qt.AlignmentFlag.AlignTop
        holders = []
        for column, widget in enumerate((name, cells[0], cells[1], word)):
            holder = QWidget()
            inside = QGridLayout(holder)
            # small words sit on the same line as the body text beside them
            lower = _LOWER if column in (0, 3) else 0
            inside.setContentsMargins(0, _PAD + lower, 0, _PAD)
            sides = {0: top | Qt.AlignmentFlag.AlignLeft, 3: top | Qt.AlignmentFlag.AlignRight}
            alignment = sides.get(column, Qt.AlignmentFlag(0))
            inside.addWidget(widget, 0, 0, alignment)
            if column in (1, 2):
                inside.setRowStretch(1, 1)
            holders.append(holder)
        self._holders.append((line, holders))
        self._grid.addWidget(rule(), line + 2, 0, 1, 4)

    def _place(self) -> None:
        """Name and word of a fact beside the texts, or where it is narrow above them."""
        for line, holders in self._holders:
            for column, holder in enumerate(holders):
                self._grid.removeWidget(holder)
                inside = holder.layout()
                assert inside is not None
                above = self._stacked and column in (0, 3)
                lower = _LOWER if column in (0, 3) else 0
                inside.setContentsMargins(0, _PAD + lower, 0, 0 if above else _PAD)
                if self._stacked:
                    self._grid.addWidget(holder, line + (not above), 0 if column < 2 else 2, 1, 2)
                else:
                    self._grid.addWidget(holder, line + 1, column)
        for widget in (*self.sources, self._head):
            self._grid.removeWidget(widget)
        for side, told in enumerate(self.sources):
            if self._stacked:
                self._grid.addWidget(told, 0, 2 * side, 1, 2)
            else:
                self._grid.addWidget(told, 0, 1 + side)
        self._head.setVisible(not self._stacked)
        self._grid.addWidget(self._head, 0, 3, Qt.AlignmentFlag.AlignRight)

    def show_pair(self, a: Side, b: Side, reasons: list[NumberedReason], marks_a: Marks, marks_b: Marks) -> None:
        """Fill in what the two say."""
        for told, one in zip(self.sources, (a, b), strict=True):
            told.setText(one.source)
            told.setToolTip(one.source)
        for fact in facts(a, b, reasons, marks_a, marks_b):
            self.likenesses[fact.key] = fact.likeness
            first, second = self.cells[fact.key]
            if isinstance(first, ScheduleCell) and isinstance(second, ScheduleCell):
                first.show_schedule(a.row, b.row)
                second.show_schedule(b.row, a.row)
            elif isinstance(first, MarkedText) and isinstance(second, MarkedText):
                first.show_text(fact.a, marks_a.get(fact.key, ()), fact.glyphs[0])
                second.show_text(fact.b, marks_b.get(fact.key, ()), fact.glyphs[1])
            self._tell(fact.key, fact.likeness, fact.word)

    def tell_stale(self, ages: Sequence[str], reasons: Sequence[str]) -> None:
        """Say of each of the two before its register that what was read is old, and in the tool tip why; empty is
        not."""
        for told, age, why in zip(self.sources, ages, reasons, strict=True):
            source = told.toolTip()
            told.setText(f"{age} · {source}" if age else source)
            told.setToolTip("\n".join(part for part in (source, why) if part))
            told.setProperty("tone", "warn" if age else "muted")

    def _tell(self, key: str, likeness: Likeness, words: str) -> None:
        """How the two compare in one fact: a sign and a word, so that they are told apart without the colour."""
        word = self.words[key]
        word.setText(f"{likeness.sign} {words}".strip())
        word.setProperty("tone", likeness.tone)
        # a dynamic property takes effect only when the style looks again
        word.style().unpolish(word)
        word.style().polish(word)
        word.setFont(font(FontRole.SMALL if likeness is Likeness.UNKNOWN else FontRole.SMALL_STRONG))
        word.setAccessibleName(f"{self._names[key].text()}: {words}")

    def show_answers(self, answers: Answers) -> None:
        """Mark the phrases that answer one another, of the pair that is shown."""
        sides = lettered(answers)
        for key, cells in self.cells.items():
            for cell, marks in zip(cells, sides, strict=True):
                if isinstance(cell, MarkedText):
                    cell.show_answers(marks.get(key, ()))
        for key in sides[0]:
            if self.likenesses[key] is not Likeness.SAME:
                self._tell(key, Likeness.LIKE, Likeness.LIKE.word)

    @Slot(object)
    def point_answer(self, number: int | None) -> None:
        """Show the two phrases of one pair of answers as pointed at."""
        for cells in self.cells.values():
            for cell in cells:
                if isinstance(cell, MarkedText):
                    cell.point_answer(number)

    def point(self, number: int | None) -> None:
        """Show the phrases of one number as pointed at, in both texts."""
        for cells in self.cells.values():
            for cell in cells:
                if isinstance(cell, MarkedText):
                    cell.point(number)

    def set_narrow(self, width: int) -> None:
        """Fit the names and words of the facts to the room there is."""
        stacked = width < _STACKED
        for name in self._names.values():
            name.setFixedWidth(_LABEL - SIZES.space_6)
        self._grid.setHorizontalSpacing(SIZES.space_3 if stacked else SIZES.space_6)
        if stacked != self._stacked:
            self._stacked = stacked
            self._place()
