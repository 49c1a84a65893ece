"""The palette's promises are calculated again, and the window follows its scheme."""

import sys
from collections.abc import Iterator
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QImage, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kpkportfolio import paths
from kpkportfolio.charts.palette import DARK, LIGHT, PRINT, Palette, hatched, mix
from kpkportfolio.model.vocabulary import Health, Status, Verdict
from ui.theme import glyphs, icons
from ui.theme.state import colour, current
from ui.theme.theme import FontRole, Scheme, Theme, font, install, row_pixels, tabular
from ui.theme.tokens import LEAST_TEXT, row_height

GROUNDS = ("base", "alt", "window", "nav", "hover", "selection", "selection_inactive")
ICONS = sorted(file.stem for file in paths.bundled("resources", "icons").glob("*.svg"))


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    worn = install(qapp, Scheme.LIGHT)
    yield worn
    worn.set_scheme(Scheme.LIGHT)


def _linear(value: str) -> tuple[float, float, float]:
    channels = (int(value[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def _contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    lights = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (_linear(one), _linear(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


# Machado, Oliveira & Fernandes 2009, full severity, applied to linear light
BLINDNESS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
}


def _lab(value: str, kind: str) -> tuple[float, float, float]:
    seen = [min(1.0, max(0.0, sum(k * c for k, c in zip(row, _linear(value), strict=True)))) for row in BLINDNESS[kind]]
    to_xyz = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (sum(k * c for k, c in zip(row, seen, strict=True)) / w for row, w in zip(to_xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _difference(one: str, other: str, kind: str) -> float:
    """CIEDE2000 (Sharma, Wu & Dalal 2005)."""
    l1, a1, b1 = _lab(one, kind)
    l2, a2, b2 = _lab(other, kind)
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + stretch), a2 * (1 + stretch)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    chroma = (c1 + c2) / 2
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light = (l1 + l2) / 2
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    sl = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    twist = -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    dl, dc = (l2 - l1) / sl, (c2 - c1) / sc
    dh = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / sh
    return sqrt(dl**2 + dc**2 + dh**2 + twist * dc * dh)


def test_difference_agrees_with_a_published_pair() -> None:
    # black against white is 100 by the definition of lightness
    assert _difference("#000000", "#FFFFFF", "normal") == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("palette", [LIGHT, DARK, PRINT], ids=lambda palette: palette.name)
def test_every_text_can_be_read_on_every_ground(palette: Palette) -> None:
    for ground in GROUNDS:
        for ink in ("text", "muted", "accent"):
            assert _contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5, (ink, ground)
        assert _contrast(palette.edge, getattr(palette, ground)) >= 3.0, ground
    assert _contrast(palette.on_accent, palette.accent) >= 8.95
    for tone in ("warn", "danger", "ok"):
        ground = getattr(palette, f"{tone}_ground")
        assert _contrast(palette.text, ground) >= 5.7
        assert _contrast(getattr(palette, tone), ground) >= 5.7, tone


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_statuses_and_programmes_stand_out(palette: Palette) -> None:
    for status in Status:
        for ground in GROUNDS:
            assert _contrast(palette.status_colour(status), getattr(palette, ground)) >= 3.05, (status, ground)
    for number in range(1, 8):
        fill = palette.programme_colour(number)
        assert _contrast(palette.on_programme(number), fill) >= 4.5
        assert _contrast(fill, palette.base) >= 3.25
        assert _contrast(palette.text, palette.tint(fill)) >= 4.5


@pytest.mark.parametrize(
    ("palette", "kind", "least"),
    [
        (LIGHT, "normal", 20.0),
        (LIGHT, "deuteranopia", 14.0),
        (LIGHT, "protanopia", 13.0),
        (DARK, "normal", 19.2),
        (DARK, "deuteranopia", 13.3),
        (DARK, "protanopia", 14.5),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_programmes_can_be_told_apart(palette: Palette, kind: str, least: float) -> None:
    closest = min(_difference(one, other, kind) for one, other in combinations(palette.programmes, 2))
    assert closest >= least - 0.1
    healths = [value for _health, value in palette.healths]
    assert min(_difference(one, other, kind) for one, other in combinations(healths, 2)) >= 12.9


def test_an_eighth_programme_is_hatched() -> None:
    assert LIGHT.programme_colour(8) == LIGHT.programme_colour(1)
    assert [hatched(number) for number in (None, 1, 7, 8)] == [False, False, False, True]
    assert LIGHT.programme_colour(None) == LIGHT.text
    assert mix("#000000", "#FFFFFF", 0.2) == "#CCCCCC"


def test_the_window_turns_dark_and_back(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Vie")
    qtbot.addWidget(button)
    before = button.grab().toImage()
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Scheme.DARK)
    assert current() is DARK
    assert colour("base") == QColor(DARK.base)
    assert qapp.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Base) == QColor(DARK.base)
    assert DARK.accent in qapp.styleSheet()
    assert LIGHT.accent not in qapp.styleSheet()
    assert button.grab().toImage() != before
    theme.set_scheme(Scheme.LIGHT)
    assert button.grab().toImage() == before


def test_the_system_is_followed_live(theme: Theme, qapp: QApplication) -> None:
    theme.set_scheme(Scheme.SYSTEM)
    # what Qt says when the user changes the system's appearance; off-screen there is no system to change
    seen = []
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        seen.append(current().name)
    assert seen == ["dark", "light", "dark"]
    theme.set_scheme(Scheme.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert current() is LIGHT


def test_a_second_installation_is_the_same_theme(theme: Theme, qapp: QApplication) -> None:
    assert install(qapp, Scheme.LIGHT) is theme


def test_the_stylesheet_names_only_pictures_that_exist(theme: Theme, qapp: QApplication) -> None:
    pictures = {part.split('"')[0] for part in qapp.styleSheet().split('url("')[1:]}
    assert len(pictures) >= 6
    for picture in pictures:
        assert not QPixmap(picture).isNull(), picture


def test_fonts_are_tabular_and_never_too_small(qapp: QApplication) -> None:
    base = tabular(qapp.font())
    base.setPixelSize(13)
    metrics = QFontMetricsF(font(FontRole.BODY, base))
    assert metrics.horizontalAdvance("111,1") == metrics.horizontalAdvance("888,8")
    assert font(FontRole.TITLE, base).pixelSize() == 18
    assert font(FontRole.HINT, base).pixelSize() == LEAST_TEXT
    base.setPointSizeF(4)
    assert font(FontRole.SMALL, base).pointSizeF() * 96 / 72 >= LEAST_TEXT - 0.01


@pytest.mark.parametrize(("height", "lines", "expected"), [(16, 1, 28), (16, 2, 44), (15.2, 1, 28), (21, 1, 36)])
def test_rows_grow_with_the_font(height: float, lines: int, expected: int) -> None:
    assert row_height(height, lines) == expected


def test_rows_are_never_lower_than_the_design(qapp: QApplication) -> None:
    assert row_pixels() >= 28
    assert row_pixels(2) > row_pixels()


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_a_plain_drawing_in_one_colour(name: str) -> None:
    text = icons.svg(name, "#123456").decode()
    assert "currentColor" not in text
    assert "#123456" in text
    root = ElementTree.fromstring(text)
    assert root.get("viewBox") == "0 0 16 16"
    kinds = {element.tag.partition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "path", "circle", "ellipse"}


def _ink(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_follows_theme_scale_and_state(theme: Theme) -> None:
    icon = icons.icon("columns")
    assert LIGHT.muted in _ink(icon.pixmap(32).toImage())
    assert LIGHT.disabled in _ink(icon.pixmap(32, QIcon.Mode.Disabled).toImage())
    assert LIGHT.accent in _ink(icon.pixmap(32, QIcon.Mode.Normal, QIcon.State.On).toImage())
    theme.set_scheme(Scheme.DARK)
    assert DARK.muted in _ink(icon.pixmap(32).toImage())
    assert icons.pixmap("columns", ratio=1.5).size().width() == 24
    copy = QIcon(icon)
    copy.addPixmap(QPixmap(8, 8))
    assert not copy.pixmap(16).isNull()


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")


def _shape(picture: QPixmap) -> bytes:
    """The silhouette alone: what is left when colour says nothing."""
    mask = picture.toImage().convertToFormat(QImage.Format.Format_Alpha8)
    return bytes(mask.constBits())


def test_every_state_has_a_shape_of_its_own(theme: Theme) -> None:
    for shapes in (
        [_shape(glyphs.status_pixmap(status, 2)) for status in Status],
        [_shape(glyphs.health_pixmap(health, 2)) for health in (*Health, None)],
        [_shape(glyphs.overlap_pixmap(verdict, ratio=2)) for verdict in Verdict],
    ):
        assert len(set(shapes)) == len(shapes)


def test_glyphs_are_found_by_name_and_change_with_the_theme(theme: Theme) -> None:
    light = glyphs.named_pixmap("status:rollout", 2).toImage()
    assert LIGHT.status_colour(Status.ROLLOUT) in _ink(light)
    theme.set_scheme(Scheme.DARK)
    assert DARK.status_colour(Status.ROLLOUT) in _ink(glyphs.named_pixmap("status:rollout", 2).toImage())
    assert not glyphs.named_pixmap("health:").isNull()
    assert not glyphs.named_pixmap("programme:9").isNull()
    with pytest.raises(ValueError, match="smell"):
        glyphs.named_pixmap("smell:sweet")


@pytest.mark.parametrize(("reached", "token"), [(True, "text"), (False, "base")])
def test_a_milestone_is_filled_when_reached(theme: Theme, reached: bool, token: str) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(LIGHT.warn_ground))
    painter = QPainter(image)
    glyphs.milestone(painter, QRectF(0, 0, 20, 20), reached)
    painter.end()
    assert image.pixelColor(10, 10) == colour(token)
    assert image.pixelColor(1, 1) == QColor(LIGHT.warn_ground)


def test_qt_calls_cost_no_references_to_none() -> None:
    """PySide6 6.12.0 loses one a call, which ends a process on Python 3.11 after some thousand; hence the pin."""
    before = sys.getrefcount(None)
    thing = QObject()
    for _round in range(1000):
        thing.setObjectName("same")
    assert before - sys.getrefcount(None) < 500
