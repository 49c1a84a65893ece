"""The look of the window: Fusion, a palette, a stylesheet and fonts, following the system live.

    theme = install(app)            # once, before the first window
    theme.set_scheme(Scheme.DARK)   # or SYSTEM, LIGHT; page authors never need it
    theme.changed.connect(redraw)   # only for what caches pictures; widgets repaint by themselves

While painting, ask :func:`current` (the palette) and :func:`colour`; never keep them.
"""

import shutil
import tempfile
import weakref
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette, QPixmapCache
from PySide6.QtWidgets import QApplication, QStyleFactory

from kpkportfolio.charts.palette import DARK, LIGHT, Palette
from ui.theme import stylesheet
from ui.theme.icons import svg
from ui.theme.state import colour, current, show
from ui.theme.tokens import LEAST_TEXT, SIZES, FontRole, row_height

__all__ = ["FontRole", "Scheme", "Theme", "colour", "current", "font", "install", "row_height", "tabular"]


class Scheme(StrEnum):
    """The user's choice of appearance."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


_ROLES: tuple[tuple[QPalette.ColorRole, str], ...] = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.Button, "window"),
    (QPalette.ColorRole.Base, "base"),
    (QPalette.ColorRole.Light, "base"),
    (QPalette.ColorRole.ToolTipBase, "base"),
    (QPalette.ColorRole.AlternateBase, "alt"),
    (QPalette.ColorRole.Highlight, "selection"),
    (QPalette.ColorRole.Midlight, "line"),
    (QPalette.ColorRole.Mid, "line_strong"),
    (QPalette.ColorRole.Dark, "edge"),
    (QPalette.ColorRole.Shadow, "edge"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "text"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.PlaceholderText, "muted"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"),
)

_TEXTS = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


def qt_palette(palette: Palette) -> QPalette:
    """The palette as Qt's roles, with the tables of the design for inactive and disabled."""
    result = QPalette()
    for role, name in _ROLES:
        result.setColor(role, QColor(getattr(palette, name)))
    result.setColor(QPalette.ColorGroup.Inactive, QPalette.ColorRole.Highlight, QColor(palette.selection_inactive))
    for role in _TEXTS:
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.disabled))
    return result


def tabular(base: QFont) -> QFont:
    """A copy of the font whose figures are all equally wide, so that columns of numbers line up."""
    result = QFont(base)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def font(role: FontRole, base: QFont | None = None) -> QFont:
    """The font of a role, scaled from the application's font (or ``base``), never under 11 px."""
    screen = QApplication.primaryScreen()
    dpi = screen.logicalDotsPerInchY() if screen else 96.0
    return QFont(_scaled(role, (base or QApplication.font()).key(), dpi))


@lru_cache(maxsize=256)
def _scaled(role: FontRole, base: str, dpi: float) -> QFont:
    """Kept by the base font's description: delegates ask for the same few thousands of times a second."""
    plain = QFont()
    plain.fromString(base)
    result = tabular(plain)
    if result.pixelSize() > 0:
        result.setPixelSize(max(LEAST_TEXT, round(result.pixelSize() * role.scale)))
    else:
        result.setPointSizeF(max(LEAST_TEXT * 72 / dpi, result.pointSizeF() * role.scale))
    result.setWeight(QFont.Weight.DemiBold if role.strong else QFont.Weight.Normal)
    return result


class Theme(QObject):
    """Keeps the application's look in step with the system's colour scheme or the user's choice."""

    changed = Signal()
    """The palette is another one now; emitted after the application has it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = Scheme.SYSTEM
        self._system = app.styleHints().colorScheme()
        self._folder = Path(tempfile.mkdtemp(prefix="kpkportfolio-theme-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(tabular(app.font()))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """The user's choice, not what came of it; that is :func:`current`."""
        return self._scheme

    def set_scheme(self, scheme: Scheme | str) -> None:
        """Follow the system, or stay light or dark; takes effect at once in every window."""
        self._scheme = Scheme(scheme)
        hints = self._app.styleHints()
        # tells the platform too, so that title bars and native dialogs follow
        if self._scheme is Scheme.SYSTEM:
            hints.unsetColorScheme()
            self._system = hints.colorScheme()
        else:
            dark = self._scheme is Scheme.DARK
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._follow()

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        self._follow()

    def _follow(self) -> None:
        # the platform may have told it already, and dressing every window twice is slow
        if self._wanted() is not current():
            self._apply()

    def _wanted(self) -> Palette:
        if self._scheme is not Scheme.SYSTEM:
            return DARK if self._scheme is Scheme.DARK else LIGHT
        return DARK if self._system == Qt.ColorScheme.Dark else LIGHT

    def _apply(self) -> None:
        palette = self._wanted()
        show(palette)
        QPixmapCache.clear()
        self._app.setPalette(qt_palette(palette))
        self._app.setStyleSheet(stylesheet.build(palette, self._images(palette)))
        self.changed.emit()

    def _images(self, palette: Palette) -> dict[str, str]:
        """Writes the few pictures a stylesheet can only take as files; one set a palette."""
        pictures = {
            "arrow": svg("chevron-down", palette.text),
            "up": svg("chevron-up", palette.text),
            "left": svg("chevron-left", palette.text),
            "right": svg("chevron-right", palette.text),
            "calendar": svg("calendar", palette.muted),
            "tick": svg("check", palette.on_accent),
            "dash": svg("minus", palette.on_accent),
            "dot": svg("dot", palette.on_accent),
        }
        paths = {}
        for name, text in pictures.items():
            file = self._folder / f"{name}-{palette.name}.svg"
            if not file.exists():
                file.write_bytes(text)
            paths[name] = file.as_posix()
        return paths


def install(app: QApplication, scheme: Scheme | str = Scheme.SYSTEM) -> Theme:
    """Dresses the application before its first window; asked again, gives the theme it has. The application owns it."""
    worn = next((child for child in app.children() if isinstance(child, Theme)), None)
    theme = worn or Theme(app)
    if theme.scheme is not Scheme(scheme):
        theme.set_scheme(scheme)
    return theme


def row_pixels(lines: int = 1) -> int:
    """Height of a table row with the application's font: 28 for one line of 13 px, 44 for two."""
    return max(SIZES.row, row_height(QFontMetricsF(QApplication.font()).height(), lines))
