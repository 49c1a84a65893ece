"""Qt's own words – file dialogs, menus of text fields, the printer's dialog – in the language spoken now."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

_KEYS = "QShortcut"


class QtWords(QTranslator):
    """Qt's words in one language at a time; names of keys stay as this program's own texts write them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def speak(self, code: str) -> None:
        """From now on in this language, ``fi`` or ``sv``; Qt speaks English without."""
        # taken out first: a translator is asked anew only when it is installed
        QCoreApplication.removeTranslator(self)
        if self.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(self)

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        # None leaves Qt its English; an empty text would be shown as one
        return None if context == _KEYS else super().translate(context, text, disambiguation, n) or None
