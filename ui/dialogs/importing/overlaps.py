"""New rows that may be in the portfolio already: each beside what is there, why, and what becomes of it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.model.vocabulary import OverlapKind, Verdict, label
from kpkportfolio.text import _, format_number
from ui.dialogs.importing import words
from ui.dialogs.importing.choosing import Other, Place
from ui.dialogs.importing.mirror import Match
from ui.dialogs.importing.overlap_choices import KEYS, Choices
from ui.dialogs.importing.overlap_pane import OverlapPane
from ui.dialogs.importing.tables import Column, ListModel, PreviewTable
from ui.models.roles import CellKind
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label


class Line(NamedTuple):
    """One pair and what was chosen for it; ``elsewhere`` when its row is merged into another initiative."""

    match: Match
    verdict: Verdict | None
    elsewhere: bool = False

    @property
    def outcome(self) -> str:
        """What becomes of the row, in a few words."""
        if self.verdict is Verdict.DUPLICATE:
            return _("Merged into it")
        if self.verdict is not None:
            return label(self.verdict)
        return _("Merged into another") if self.elsewhere else _("Imported apart")


class Overlaps(QWidget):
    """The pairs, the reasons of the one looked at, and the choices by mouse or number key.

    Signals:
        chosen(object, object, object): the new row's place, the other one, and the verdict or None.
        stop_wanted(): the comparison is to be stopped.
    """

    chosen = Signal(object, object, object)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._enabled = True
        self.told = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.told.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(160)
        self._progress.setAccessibleName(_("Looking for overlaps"))
        self._looking = self._make_looking()
        self.model = ListModel(_columns(), self)
        self.table = _Table(self.model, _("Overlaps"), 0)
        # both titles are read side by side; whose the other is and where it stands give way first
        self.table.give({_OTHER: 230, _PARTY: 140, _WHERE: 112}, least=180)
        self.pane = OverlapPane()
        self.bar = Choices()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.told)
        layout.addWidget(self._looking)
        layout.addWidget(self.table, 3)
        layout.addWidget(self.pane, 2)
        layout.addWidget(self.bar)
        # keeps the words at the top while there is nothing to list
        layout.addStretch(0)
        self.table.pressed_key.connect(self._key)
        self.table.selectionModel().currentRowChanged.connect(self._show_line)
        self.bar.chosen.connect(self._choose)
        self.show_matches([], {}, True, False)
        self.show_progress(False, 0, 0)

    def _make_looking(self) -> QWidget:
        looking = QWidget()
        row = QHBoxLayout(looking)
        row.setContentsMargins(SIZES.space_3, 0, SIZES.space_3, SIZES.space_2)
        row.setSpacing(SIZES.space_2)
        stop = button(_("Stop comparing"), slot=self.stop_wanted.emit)
        stop.setAutoDefault(False)
        row.addWidget(text_label(_("Looking for overlaps"), FontRole.SMALL, "muted"))
        row.addWidget(self._progress)
        row.addWidget(stop)
        row.addStretch(1)
        return looking

    # --- showing --------------------------------------------------------------------------------------------------

    def show_matches(
        self,
        matches: Sequence[Match],
        choices: Mapping[tuple[Place, Other], Verdict],
        enabled: bool,
        stopped: bool,
    ) -> None:
        """Show these pairs; ``stopped`` when not everything was compared."""
        self._enabled = enabled
        before = self.current
        place = self.table.verticalScrollBar().value()
        merged = {place for (place, _other), verdict in choices.items() if verdict is Verdict.DUPLICATE}
        chosen = [choices.get((match.place, match.other)) for match in matches]
        lines = [Line(match, verdict, match.place in merged) for match, verdict in zip(matches, chosen, strict=True)]
        if lines != self.model.rows:
            self.model.show(lines)
            self.table.fill()
        told = []
        if lines:
            told.append(
                _(
                    "These new rows are probably in the portfolio already, or overlap with it. Choose what becomes of "
                    "each; what is not chosen is imported apart and waits on the Overlaps page."
                )
            )
        if stopped:
            told.append(_("Not everything was compared: the Overlaps page does that after the import."))
        self.told.setText(" ".join(told))
        self.told.setVisible(bool(told))
        for widget in (self.table, self.pane, self.bar):
            widget.setVisible(bool(lines))
        if lines:
            same = next((n for n, line in enumerate(lines) if before and _pair(line) == _pair(before)), 0)
            self.table.setCurrentIndex(self.model.index(same, 0))
            self.table.verticalScrollBar().setValue(place)
            self._show_line()

    def show_progress(self, looking: bool, done: int, total: int) -> None:
        """How far the comparison is."""
        self._looking.setVisible(looking)
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    @property
    def current(self) -> Line | None:
        """The pair that is looked at."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    @Slot()
    @Slot(QModelIndex, QModelIndex)
    def _show_line(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        line = self.current
        if line is not None:
            self.pane.show_match(line.match)
            self.bar.show_choice(line.verdict, self._enabled)

    # --- choosing -------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_key(event):
            self._key(event.text())
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _key(self, key: str) -> None:
        self._choose(dict(KEYS)[key])

    @Slot(object)
    def _choose(self, verdict: Verdict | None) -> None:
        line = self.current
        if line is not None and self._enabled:
            self.chosen.emit(line.match.place, line.match.other, verdict)


def _pair(line: Line) -> tuple[Place, Other]:
    return line.match.place, line.match.other


_OTHER, _PARTY, _WHERE = 3, 5, 6


def _columns() -> list[Column]:
    def where(line: Line) -> str:
        return line.match.other.file or _("in the portfolio")

    return [
        Column(_("New initiative"), lambda line: line.match.new.title, 160, CellKind.TITLE),
        Column(_("Finding"), lambda line: label(OverlapKind(line.match.finding.kind)), 124),
        Column(
            _("Probability"), lambda line: format_number(line.match.finding.score * 100), 84, CellKind.NUMBER, unit="%"
        ),
        Column(_("Other initiative"), lambda line: line.match.against.title, 230, CellKind.TITLE),
        Column(
            _("What becomes of it"),
            lambda line: line.outcome,
            150,
            muted=_("Imported apart"),
            mark=lambda line: ("check", "ok") if line.verdict is not None else None,
        ),
        Column(_("Responsible party"), lambda line: line.match.against.organisation or words.unknown(), 140),
        Column(_("Where"), where, 112),
    ]


def _is_key(event: QKeyEvent) -> bool:
    return event.text() in dict(KEYS) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


class _Table(PreviewTable):
    """Number keys choose for the current line.

    Signals:
        pressed_key(str): one of the choices' keys.
    """

    pressed_key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_key(event):
            self.pressed_key.emit(event.text())
        else:
            super().keyPressEvent(event)
