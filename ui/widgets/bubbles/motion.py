"""Whether the person has asked their system for less motion: Qt 6.11 does not tell, so the system itself is asked."""

import ctypes
import subprocess
import sys

_SECONDS = 2.0
_SPI_GETCLIENTAREAANIMATION = 0x1042
# the settings themselves, and what they answer when motion is not wanted
_GNOME = (["gsettings", "get", "org.gnome.desktop.interface", "enable-animations"], "false")
_MACOS = (["defaults", "read", "com.apple.universalaccess", "reduceMotion"], "1")


def less_motion() -> bool:
    """Asked of the system; False where it cannot tell. May take a moment: not for the UI thread."""
    if sys.platform == "win32":
        wanted = ctypes.c_int(1)
        asked = ctypes.windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(wanted), 0)
        return bool(asked) and not wanted.value
    command, answer = _MACOS if sys.platform == "darwin" else _GNOME
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0 and run.stdout.strip() == answer
