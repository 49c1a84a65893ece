"""What the keys of the presentation do; a presenter's remote control sends Page Up and Page Down."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.presenting.deciding import KINDS

if TYPE_CHECKING:
    from ui.presenting.window import Presentation

_Key = Qt.Key
_LANGUAGES: dict[int, str] = {_Key.Key_F: "fi", _Key.Key_S: "sv", _Key.Key_E: "en"}
_STEPS: dict[int, int] = {
    _Key.Key_Right: 1,
    _Key.Key_PageDown: 1,
    _Key.Key_Space: 1,
    _Key.Key_Left: -1,
    _Key.Key_PageUp: -1,
    _Key.Key_Backspace: -1,
}
_ARROWS: dict[int, tuple[int, int]] = {
    _Key.Key_Left: (-1, 0),
    _Key.Key_Right: (1, 0),
    _Key.Key_Up: (0, -1),
    _Key.Key_Down: (0, 1),
}
_SIZES: dict[int, int] = {
    _Key.Key_Plus: 1,
    _Key.Key_Equal: 1,
    _Key.Key_Minus: -1,
    _Key.Key_Underscore: -1,
    _Key.Key_0: 0,
}


def press(window: "Presentation", event: QKeyEvent) -> bool:
    """Do what a key says; whether it says anything."""
    key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    lit = window.spotlight.isVisible()
    if control:
        return _pressed_with_control(window, key)
    if key == _Key.Key_Escape:
        if lit:
            window.spotlight.turn()
        else:
            window.close()
    elif lit and key in _ARROWS:
        window.spotlight.step(*_ARROWS[key])
    elif key in _ARROWS and window.sheet.pan(*_ARROWS[key]):
        # on to another slide or sheet only from the edge of what is larger than the screen
        pass
    elif key in _STEPS:
        window.step(_STEPS[key])
    elif key in (_Key.Key_Down, _Key.Key_Up):
        window.turn_sheet(1 if key == _Key.Key_Down else -1)
    elif key == _Key.Key_Home:
        window.go(0)
    elif key in (_Key.Key_End, _Key.Key_P):
        window.go(len(window.slides) - 1)
    elif key in _LANGUAGES:
        window.speak(_LANGUAGES[key])
    elif key in _SIZES:
        window.resize_letters(_SIZES[key])
    elif key == _Key.Key_V:
        window.spotlight.turn()
    elif _Key.Key_1 <= key < _Key.Key_1 + len(KINDS) and window.panel.isVisible():
        window.panel.choose(KINDS[key - _Key.Key_1])
    else:
        return False
    return True


def _pressed_with_control(window: "Presentation", key: int) -> bool:
    if key == _Key.Key_Z:
        window.session.undo()
    elif key == _Key.Key_Y:
        window.session.redo()
    elif key in (_Key.Key_Return, _Key.Key_Enter):
        window.panel.record.click()
    elif key in (_Key.Key_Plus, _Key.Key_Equal, _Key.Key_Minus, _Key.Key_0):
        window.resize_letters(_SIZES[key])
    else:
        return False
    return True
