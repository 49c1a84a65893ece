"""Preferences: language, appearance, and the name changes are signed with."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from kpkportfolio.text import LANGUAGE_NAMES, _, language
from ui.settings import Settings
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
        form = QFormLayout()
        form.setVerticalSpacing(SIZES.space_2)
        form.setHorizontalSpacing(SIZES.space_4)
        form.addRow(_("Language"), self.language)
        form.addRow(_("Appearance"), self.scheme)
        form.addRow(_("Your name"), self.by)
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
        )

    @classmethod
    def ask(cls, settings: Settings, parent: QWidget | None = None) -> Settings | None:
        """The settings as wanted, or None when nothing is to change."""
        dialog = cls(settings, parent)
        chosen = dialog.chosen() if dialog.exec() == QDialog.DialogCode.Accepted else None
        dialog.deleteLater()
        return chosen
