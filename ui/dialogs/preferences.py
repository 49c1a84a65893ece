"""Preferences: language, appearance, the name one signs with, snapshots, and what conditions are worked out by."""

from dataclasses import replace

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kpkportfolio.text import LANGUAGE_NAMES, _, language
from ui.settings import MOST_DAYS, MOST_MONTHS, MOST_PERCENT, Settings
from ui.theme.theme import Scheme
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label


class Preferences(QDialog):
    """Shows the settings a person chooses; the rest is remembered without asking."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Preferences"))
        self.setMinimumWidth(440)
        self._settings = settings
        self.language = QComboBox()
        for code, name in LANGUAGE_NAMES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(language()))
        self.scheme = QComboBox()
        for scheme, words in (
            (Scheme.SYSTEM, _("As in the system")),
            (Scheme.LIGHT, _("Light")),
            (Scheme.DARK, _("Dark")),
        ):
            self.scheme.addItem(words, scheme.value)
        self.scheme.setCurrentIndex(max(0, self.scheme.findData(settings.scheme)))
        self.by = QLineEdit(settings.by)
        self.by.setPlaceholderText(_("the computer's user name"))
        limits = settings.thresholds
        self.yellow_months = _number(1, limits.yellow_months, MOST_MONTHS, _("{n} months"))
        self.red_months = _number(1, limits.red_months, MOST_MONTHS, _("{n} months"))
        self.red_percent = _number(0, limits.red_percent, MOST_PERCENT, "{n} %")
        self.snapshot_days = _number(0, settings.days, MOST_DAYS, _("{n} days"))
        self.snapshot_days.setSpecialValueText(_("never"))
        self.snapshot_days.setToolTip(
            _("When the portfolio is opened or stays open and something has changed since the latest snapshot.")
        )
        # a decision is never needed before something is to be watched
        self.yellow_months.valueChanged.connect(self.red_months.setMinimum)
        self.red_months.setMinimum(limits.yellow_months)
        form = QFormLayout()
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        form.addRow(_("Language"), self.language)
        form.addRow(_("Appearance"), self.scheme)
        form.addRow(_("Your name"), self.by)
        form.addRow(_("Slip to be watched from"), self.yellow_months)
        form.addRow(_("Slip needs a decision above"), self.red_months)
        form.addRow(_("Overrun needs a decision above"), self.red_percent)
        form.addRow(_("A snapshot by itself every"), self.snapshot_days)
        buttons = QDialogButtonBox()
        save = buttons.addButton(_("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setProperty("kind", "primary")
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_5, SIZES.space_5, SIZES.space_5, SIZES.space_4)
        layout.setSpacing(SIZES.space_3)
        layout.addLayout(form)
        layout.addWidget(
            text_label(
                _("The history shows your name beside every change you make."), FontRole.SMALL, "muted", wrap=True
            )
        )
        layout.addSpacing(SIZES.space_2)
        layout.addWidget(buttons)

    def chosen(self) -> Settings:
        """The settings with what was chosen here."""
        return replace(
            self._settings,
            language=str(self.language.currentData()),
            scheme=str(self.scheme.currentData()),
            by=self.by.text().strip(),
            yellow_months=self.yellow_months.value(),
            red_months=self.red_months.value(),
            red_percent=self.red_percent.value(),
            snapshot_days=self.snapshot_days.value(),
        )

    @classmethod
    def ask(cls, settings: Settings, parent: QWidget | None = None) -> Settings | None:
        """The settings as wanted, or None when nothing is to change."""
        dialog = cls(settings, parent)
        chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen


def _number(least: int, value: int, most: int, unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(unit.removeprefix("{n}"))
    return box
