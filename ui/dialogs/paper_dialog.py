"""The schedule on paper: which sheets, which days, what the rows are grouped by, and how many pages that makes."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QDate, QSettings, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QWidget,
)

from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.sizes import POINTS_PER_MM, USUAL_COLUMNS
from kpkportfolio.text import NBSP, _, format_number, language, ngettext
from ui.dialogs.message import tell_error
from ui.tasks import Progress, Tasks
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label

_REMEMBERED = "paper"
_MARGIN, _COLUMNS = "margin", "columns"
_PAPERS = {"a4": (842.0, 595.0), "a3": (1191.0, 842.0)}
"""Landscape, in points, as the charts draw them."""
_MARGINS = {"narrow": 5, "usual": 10, "wide": 20}
"""In millimetres; printers leave some five of them white by themselves."""


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "kpkportfolio", "paper")


class PaperDialog(QDialog):
    """Asks how the schedule is laid on paper; ``options`` are fields of ``registry.ChartOptions``.

    ``data`` gives the rows, with or without what is confidential.
    """

    def __init__(
        self,
        tasks: Tasks,
        data: Callable[[bool], ChartData],
        options: Mapping[str, Any],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._data, self._given = tasks, data, options
        self._turn = 0
        self.setWindowTitle(_("The schedule on paper"))
        form = QFormLayout(self)
        form.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        form.setSpacing(SIZES.space_2)
        self.paper = QComboBox()
        for key, words in (("a4", _("A4, landscape")), ("a3", _("A3, landscape"))):
            self.paper.addItem(words, key)
        self.paper.setCurrentIndex(max(self.paper.findData(_store().value(_REMEMBERED, "a3")), 0))
        self.margin = QComboBox()
        for key, words in (("narrow", _("Narrow")), ("usual", _("Usual")), ("wide", _("Wide"))):
            self.margin.addItem(f"{words}, {_MARGINS[key]}{NBSP}mm", key)
        self.margin.setCurrentIndex(max(self.margin.findData(_store().value(_MARGIN, "usual")), 0))
        self.columns = {
            "status": QCheckBox(_("Status")),
            "done": QCheckBox(_("Done, %")),
            "start": QCheckBox(_("Start")),
            "end": QCheckBox(_("End")),
        }
        kept = str(_store().value(_COLUMNS, ",".join(USUAL_COLUMNS))).split(",")
        shown = QHBoxLayout()
        shown.setSpacing(SIZES.space_4)
        for key, box in self.columns.items():
            box.setChecked(key in kept)
            box.toggled.connect(self.count)
            shown.addWidget(box)
        shown.addStretch()
        self.grouping = QComboBox()
        for key, words in (
            ("programme", _("Programme")),
            ("organisation", _("Responsible party")),
            ("status", _("Status")),
            ("domain", _("Domain")),
            ("none", _("none")),
        ):
            self.grouping.addItem(words, key)
        self.grouping.setCurrentIndex(max(self.grouping.findData(options.get("group_by", "programme")), 0))
        self.bounded = QCheckBox(_("Only these days"))
        self.first, self.last = QDateEdit(QDate(today.year, 1, 1)), QDateEdit(QDate(today.year + 1, 12, 31))
        for edit in (self.first, self.last):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat({"fi": "d.M.yyyy", "sv": "yyyy-MM-dd"}.get(language(), "dd/MM/yyyy"))
            edit.setEnabled(False)
            edit.dateChanged.connect(self.count)
            self.bounded.toggled.connect(edit.setEnabled)
        self.confidential = QCheckBox(_("Include confidential initiatives"))
        self.pages = text_label("", FontRole.STRONG, wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText(_("Choose the file…"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        form.addRow(_("Paper"), self.paper)
        form.addRow(_("Margins"), self.margin)
        form.addRow(_("Group by"), self.grouping)
        form.addRow(_("Columns"), shown)
        form.addRow("", self.bounded)
        form.addRow(_("First day"), self.first)
        form.addRow(_("Last day"), self.last)
        form.addRow("", self.confidential)
        form.addRow(_("Pages"), self.pages)
        form.addRow(self.buttons)
        self.paper.currentIndexChanged.connect(self.count)
        self.grouping.currentIndexChanged.connect(self.count)
        self.margin.currentIndexChanged.connect(self.count)
        self.bounded.toggled.connect(self.count)
        self.confidential.toggled.connect(self.count)
        self.count()

    @property
    def options(self) -> dict[str, Any]:
        """What was chosen."""
        found: dict[str, Any] = {
            **self._given,
            "size": _PAPERS[self.paper.currentData()],
            "group_by": self.grouping.currentData(),
            "paged": True,
            "columns": self._chosen(),
            "margin": _MARGINS[self.margin.currentData()] * POINTS_PER_MM,
        }
        if self.bounded.isChecked():
            found["first"] = cast(date, self.first.date().toPython())
            found["last"] = cast(date, self.last.date().toPython())
        return found

    def _chosen(self) -> tuple[str, ...]:
        return tuple(key for key, box in self.columns.items() if box.isChecked())

    @Slot()
    def count(self) -> None:
        """Count the pages in the background; an answer to an earlier question is passed over."""
        self._turn += 1
        options, data, confidential = self.options, self._data, self.confidential.isChecked()
        wrong = "first" in options and options["first"] > options["last"]
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(not wrong)
        if wrong:
            self.pages.setText(_("The first day is after the last one."))
            return
        self.pages.setText(_("counting …"))

        def counted(_progress: Progress) -> int | None:
            from kpkportfolio.charts import registry

            return registry.page_count("gantt", data(confidential), registry.ChartOptions(**options))

        self._tasks.run(self, counted, partial(self._show, self._turn), partial(tell_error, self))

    def _show(self, turn: int, number: int | None) -> None:
        if turn == self._turn and number is not None:
            self.pages.setText(ngettext("{n} page", "{n} pages", number).format(n=format_number(number)))

    def accept(self) -> None:
        """Paper, margins and columns are the same the next time."""
        _store().setValue(_REMEMBERED, self.paper.currentData())
        _store().setValue(_MARGIN, self.margin.currentData())
        _store().setValue(_COLUMNS, ",".join(self._chosen()))
        super().accept()
