"""How the presentation looks, whatever the window's own theme: the projector's palette, and sizes by the screen."""

from collections.abc import Iterator
from contextlib import contextmanager

from kpkportfolio.charts.palette import PROJECTOR
from ui.theme import state

# the design is drawn at this size, logical px; everything grows and shrinks with the screen
WIDTH, HEIGHT = 1440, 900
NOTE, BODY, FACT, TITLE = 16, 18, 20, 36
"""Type sizes of the projector at the size of the design, px (design tokens, Type)."""
HEADER, FOOTER, PANEL = 56, 52, 404
ZOOMS = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


@contextmanager
def projected() -> Iterator[None]:
    """Glyphs painted meanwhile have the projector's colours."""
    before = state.current()
    state.show(PROJECTOR)
    try:
        yield
    finally:
        state.show(before)


def stylesheet(unit: float) -> str:
    """What the presentation's own widgets look like; ``unit`` is the length of one px of the design."""
    p = PROJECTOR

    def px(value: float) -> str:
        return f"{max(1, round(value * unit))}px"

    return f"""
    QWidget {{ color: {p.text}; font-size: {px(BODY)}; }}
    QWidget[role="ground"], QScrollArea, QWidget[role="sheet"] {{ background: {p.base}; border: none; }}
    QWidget[role="bar"], QWidget[role="panel"], QScrollArea[role="panel"] {{ background: {p.window}; border: none; }}
    QLabel {{ background: transparent; }}
    QLabel[role="section"] {{ font-size: {px(FACT)}; font-weight: 600; }}
    QLabel[role="muted"] {{ color: {p.muted}; font-size: {px(NOTE)}; }}
    QLabel[role="danger"] {{ color: {p.danger}; font-size: {px(NOTE)}; }}
    QPushButton {{ background: {p.base}; border: 1px solid {p.edge}; border-radius: {px(4)};
        padding: {px(7)} {px(12)}; text-align: left; min-height: 0; }}
    QPushButton:checked {{ background: {p.selection}; border: 2px solid {p.accent}; font-weight: 600; }}
    QPushButton:focus {{ border: 2px solid {p.accent}; }}
    QPushButton:disabled {{ color: {p.disabled}; }}
    QPushButton[kind="primary"] {{ background: {p.accent}; color: {p.on_accent}; border: 1px solid {p.accent};
        font-weight: 600; text-align: center; padding: {px(10)}; }}
    QPushButton[kind="primary"]:focus {{ border: 2px solid {p.text}; }}
    QPushButton[kind="language"] {{ padding: 0 {px(12)}; }}
    QPlainTextEdit, QLineEdit, QSpinBox, QComboBox {{ background: {p.base}; color: {p.text};
        border: 1px solid {p.edge}; border-radius: {px(4)}; padding: {px(6)}; min-height: 0;
        selection-background-color: {p.selection}; selection-color: {p.text}; }}
    QPlainTextEdit:focus, QLineEdit:focus, QSpinBox:focus, QComboBox:focus {{ border: 2px solid {p.accent}; }}
    QAbstractItemView {{ background: {p.base}; color: {p.text}; font-size: {px(NOTE)}; border: 1px solid {p.edge};
        selection-background-color: {p.selection}; selection-color: {p.text}; }}
    QScrollBar:vertical {{ background: {p.base}; border: none; width: {px(12)}; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {p.edge}; border-radius: {px(4)}; margin: {px(2)};
        min-height: {px(40)}; }}
    QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
    QScrollBar:horizontal {{ background: {p.base}; border: none; height: {px(12)}; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {p.edge}; border-radius: {px(4)}; margin: {px(2)};
        min-width: {px(40)}; }}
    QScrollBar::add-line:horizontal, QScrollBar::sub-line:horizontal {{ width: 0; }}
    QAbstractItemView::item {{ padding: {px(4)} {px(6)}; }}
    """
