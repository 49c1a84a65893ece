"""Qt's own words are in the language of the window."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from ui.application import Shell


def said() -> tuple[str, str]:
    return QCoreApplication.translate("QFileDialog", "&Open"), QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_qt_speaks_the_language_of_the_window(open_shell: Callable[..., Shell]) -> None:
    shell = open_shell(None, "fi")
    assert said() == ("&Avaa", "Peru")
    # names of keys are as in the program's own texts
    assert QKeySequence("Ctrl+Shift+E").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Shift+E"
    shell.set_language("sv")
    assert said() == ("&Öppna", "Avbryt")
    shell.set_language("en")
    assert said() == ("&Open", "Cancel")
    shell.set_language("fi")
    assert said()[0] == "&Avaa"
