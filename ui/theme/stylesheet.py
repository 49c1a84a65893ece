"""The stylesheet that takes Fusion's bevels away, built from a palette.

Fonts are never set here: a font in a stylesheet loses the tabular figures of the application font.
Properties a page sets on its widgets (``setProperty``) choose the variants:

| widget | property | value |
| --- | --- | --- |
| QPushButton | kind | "primary", "danger", "link"; none is secondary |
| QPushButton | segment | "first", "middle", "last", "only" |
| QToolButton | kind | "framed" for one that looks like a button; none is flat |
| QLabel | tone | "muted", "danger", "warn", "ok", "accent" |
| QWidget | ground | "nav", "window", "base", "alt", "warn", "danger", "info", "ok" |
| QFrame | rule | "horizontal", "vertical" (a 1 px line) |
"""

from collections.abc import Mapping

from kpkportfolio.charts.palette import Palette, mix
from ui.theme.tokens import SIZES


def build(palette: Palette, images: Mapping[str, str]) -> str:
    """The application's stylesheet; ``images`` are paths with forward slashes, by name."""
    return "\n".join(
        (
            _grounds(palette),
            _buttons(palette),
            _fields(palette, images),
            _checks(palette, images),
            _views(palette),
            _frame(palette),
        )
    )


def _grounds(p: Palette) -> str:
    return f"""
QWidget[ground="nav"] {{ background: {p.nav}; }}
QWidget[ground="window"] {{ background: {p.window}; }}
QWidget[ground="base"] {{ background: {p.base}; }}
QWidget[ground="alt"] {{ background: {p.alt}; }}
QWidget[ground="warn"] {{ background: {p.warn_ground}; }}
QWidget[ground="danger"] {{ background: {p.danger_ground}; }}
QWidget[ground="ok"] {{ background: {p.ok_ground}; }}
QWidget[ground="info"] {{ background: {p.info_ground}; }}
QLabel[tone="muted"] {{ color: {p.muted}; }}
QLabel[tone="danger"] {{ color: {p.danger}; }}
QLabel[tone="warn"] {{ color: {p.warn}; }}
QLabel[tone="ok"] {{ color: {p.ok}; }}
QLabel[tone="accent"] {{ color: {p.accent}; }}
QFrame[rule="horizontal"] {{ background: {p.line}; border: 0; min-height: 1px; max-height: 1px; }}
QFrame[rule="vertical"] {{ background: {p.line}; border: 0; min-width: 1px; max-width: 1px; }}
"""


def _buttons(p: Palette) -> str:
    radius = SIZES.corner
    primary_hover = mix(p.text, p.accent, 0.15)
    return f"""
QPushButton {{ background: {p.base}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {radius}px;
    padding: 0 12px; min-height: 26px; }}
QPushButton:hover {{ background: {p.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background: {p.selection}; }}
QPushButton:checked {{ border-color: {p.accent}; }}
QPushButton:focus {{ border: 2px solid {p.accent}; padding: 0 11px; min-height: 24px; }}
QPushButton:disabled {{ color: {p.disabled}; border-color: {p.line_strong}; background: {p.window}; }}
QPushButton[kind="primary"] {{ background: {p.accent}; color: {p.on_accent}; border-color: {p.accent}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {primary_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {p.text}; }}
QPushButton[kind="primary"]:disabled {{ background: {p.line_strong}; color: {p.window};
    border-color: {p.line_strong}; }}
QPushButton[kind="danger"] {{ color: {p.danger}; border-color: {p.danger}; }}
QPushButton[kind="link"] {{ background: transparent; color: {p.accent}; border: 2px solid transparent;
    padding: 0 2px; min-height: 20px; text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {p.accent}; }}
QPushButton[kind="link"]:disabled {{ color: {p.disabled}; }}
QPushButton[segment="first"] {{ border-top-right-radius: 0; border-bottom-right-radius: 0; }}
QPushButton[segment="middle"] {{ border-radius: 0; border-left: 1px solid {p.line}; }}
QPushButton[segment="last"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0;
    border-left: 1px solid {p.line}; }}
QPushButton[segment="first"], QPushButton[segment="middle"] {{ border-right: 0; padding-right: 12px; }}
QPushButton[segment]:checked {{ border-color: {p.edge}; }}
QPushButton[segment="first"]:focus, QPushButton[segment="middle"]:focus, QPushButton[segment="last"]:focus,
    QPushButton[segment="only"]:focus {{ border: 2px solid {p.accent}; }}
QToolButton {{ background: transparent; color: {p.text}; border: 1px solid transparent;
    border-radius: {radius}px; padding: 3px; }}
QToolButton:hover {{ background: {p.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {p.selection}; }}
QToolButton:focus {{ border: 2px solid {p.accent}; padding: 2px; }}
QToolButton:disabled {{ color: {p.disabled}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[kind="framed"] {{ background: {p.base}; border: 1px solid {p.edge}; padding: 5px 9px; }}
QToolButton[kind="framed"]:hover {{ background: {p.hover}; }}
QToolButton[kind="framed"]:focus {{ border: 2px solid {p.accent}; padding: 4px 8px; }}
"""


def _fields(p: Palette, images: Mapping[str, str]) -> str:
    radius = SIZES.corner
    fields = "QLineEdit, QComboBox, QAbstractSpinBox"
    texts = "QPlainTextEdit, QTextEdit"
    focused = ", ".join(
        f"{name}:focus" for name in ("QLineEdit", "QComboBox", "QAbstractSpinBox", "QPlainTextEdit", "QTextEdit")
    )
    disabled = ", ".join(
        f"{name}:disabled" for name in ("QLineEdit", "QComboBox", "QAbstractSpinBox", "QPlainTextEdit")
    )
    return f"""
{fields} {{ background: {p.base}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {radius}px;
    padding: 0 7px; min-height: 26px; }}
QLineEdit, QAbstractSpinBox {{ selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
QComboBox {{ selection-background-color: {p.selection}; selection-color: {p.text}; }}
{texts} {{ background: {p.base}; color: {p.text}; border: 1px solid {p.edge}; border-radius: {radius}px;
    padding: 4px 4px; selection-background-color: {p.accent}; selection-color: {p.on_accent}; }}
{focused} {{ border: 2px solid {p.accent}; }}
QLineEdit:focus, QComboBox:focus {{ padding: 0 6px; min-height: 24px; }}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: 3px 3px; }}
{disabled} {{ color: {p.disabled}; border-color: {p.line_strong}; background: {p.window}; }}
QLineEdit[problem="true"], QAbstractSpinBox[problem="true"] {{ border: 2px solid {p.danger};
    padding: 0 6px; }}
QLineEdit[problem="true"] {{ min-height: 24px; }}
QAbstractItemView QLineEdit, QAbstractItemView QComboBox, QAbstractItemView QAbstractSpinBox {{
    border: 2px solid {p.accent}; border-radius: 0; padding: 0 5px; min-height: 0; }}
QComboBox {{ padding-right: 24px; }}
QComboBox:focus {{ padding-right: 23px; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox::down-arrow {{ image: url("{images["arrow"]}"); width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{ background: {p.base}; color: {p.text}; border: 1px solid {p.line_strong};
    selection-background-color: {p.selection}; selection-color: {p.text}; outline: 0; padding: 4px 0; }}
QComboBox QAbstractItemView::item {{ padding: 5px 8px; }}
QComboBox QAbstractItemView::item:selected {{ background: {p.selection}; color: {p.text}; }}
QAbstractSpinBox {{ min-height: 23px; }}
QAbstractSpinBox:focus {{ min-height: 21px; }}
QSpinBox, QDoubleSpinBox {{ qproperty-alignment: "AlignRight | AlignVCenter"; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: 0; width: 18px;
    subcontrol-origin: border; background: transparent; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin: 2px 2px 0 0; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin: 0 2px 2px 0; }}
QAbstractSpinBox::up-arrow {{ image: url("{images["up"]}"); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url("{images["arrow"]}"); width: 12px; height: 12px; }}
QDateTimeEdit[calendarPopup="true"]::drop-down {{ border: 0; width: 24px; subcontrol-origin: border;
    subcontrol-position: right center; }}
QDateTimeEdit[calendarPopup="true"]::down-arrow {{ image: url("{images["calendar"]}"); width: 16px; height: 16px; }}
QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {p.alt}; }}
QToolButton#qt_calendar_prevmonth {{ qproperty-icon: url("{images["left"]}"); }}
QToolButton#qt_calendar_nextmonth {{ qproperty-icon: url("{images["right"]}"); }}
QSlider:horizontal {{ min-height: 20px; }}
QSlider::groove:horizontal {{ background: {p.line_strong}; height: 4px; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {p.accent}; height: 4px; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {p.base}; border: 2px solid {p.accent}; width: 12px; height: 12px;
    margin: -6px 0; border-radius: 8px; }}
QSlider::handle:horizontal:focus {{ background: {p.accent}; }}
QSlider::sub-page:horizontal:disabled {{ background: {p.line_strong}; }}
QSlider::handle:horizontal:disabled {{ border-color: {p.line_strong}; }}
QProgressBar {{ background: {p.line}; border: 0; border-radius: 2px; min-height: 4px; max-height: 4px;
    text-align: right; color: transparent; }}
QProgressBar::chunk {{ background: {p.accent}; border-radius: 2px; }}
"""


def _checks(p: Palette, images: Mapping[str, str]) -> str:
    box = "width: 14px; height: 14px; background: {ground}; border: 1px solid {edge};"
    free = box.format(ground=p.base, edge=p.edge)
    chosen = box.format(ground=p.accent, edge=p.accent)
    rules = []
    for owner in ("QCheckBox", "QGroupBox", "QAbstractItemView", "QMenu"):
        rules.append(f"{owner}::indicator {{ {free} border-radius: 2px; }}")
        rules.append(f'{owner}::indicator:checked {{ {chosen} border-radius: 2px; image: url("{images["tick"]}"); }}')
        rules.append(
            f'{owner}::indicator:indeterminate {{ {chosen} border-radius: 2px; image: url("{images["dash"]}"); }}'
        )
        rules.append(f"{owner}::indicator:disabled {{ border-color: {p.line_strong}; }}")
    rules += [
        "QMenu::indicator { left: 7px; }",
        "QCheckBox, QRadioButton { spacing: 8px; border: 2px solid transparent; border-radius: 4px; }",
        f"QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {p.accent}; }}",
        f"QCheckBox:disabled, QRadioButton:disabled {{ color: {p.disabled}; }}",
        f"QRadioButton::indicator {{ {free} border-radius: 8px; }}",
        f'QRadioButton::indicator:checked {{ {chosen} border-radius: 8px; image: url("{images["dot"]}"); }}',
    ]
    return "\n".join(rules)


def _views(p: Palette) -> str:
    return f"""
QAbstractItemView {{ background: {p.base}; alternate-background-color: {p.alt}; color: {p.text};
    border: 0; gridline-color: {p.line}; selection-background-color: {p.selection};
    selection-color: {p.text}; outline: 0; }}
QAbstractItemView:!active {{ selection-background-color: {p.selection_inactive}; }}
QListView::item {{ padding: 5px 8px; }}
QListView::item:selected {{ background: {p.selection}; color: {p.text}; }}
QListView::item:selected:!active {{ background: {p.selection_inactive}; }}
QHeaderView {{ background: {p.alt}; border: 0; }}
QHeaderView::section {{ background: {p.alt}; color: {p.text}; border: 0; padding: 4px 8px;
    border-bottom: 1px solid {p.line_strong}; }}
QTableCornerButton::section {{ background: {p.alt}; border: 0; border-bottom: 1px solid {p.line_strong}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {p.line_strong}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {p.edge}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{ background: transparent; color: {p.muted}; border: 0; border-bottom: 2px solid transparent;
    padding: 6px 12px 4px 12px; }}
QTabBar::tab:hover {{ color: {p.text}; }}
QTabBar::tab:selected {{ color: {p.text}; border-bottom: 2px solid {p.accent}; }}
QTabBar::tab:focus {{ background: {p.hover}; }}
QTabWidget::pane {{ border: 0; border-top: 1px solid {p.line}; }}
"""


def _frame(p: Palette) -> str:
    return f"""
QMenuBar {{ background: {p.window}; color: {p.text}; border-bottom: 1px solid {p.line}; padding: 2px 8px; }}
QMenuBar::item {{ background: transparent; padding: 4px 8px; border-radius: {SIZES.corner}px; }}
QMenuBar::item:selected {{ background: {p.selection}; }}
QMenu {{ background: {p.base}; color: {p.text}; border: 1px solid {p.line_strong}; padding: 4px 0; }}
QMenu::item {{ padding: 5px 24px 5px 16px; border: 0; }}
QMenu::item:selected {{ background: {p.selection}; }}
QMenu::item:disabled {{ color: {p.disabled}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::separator {{ height: 1px; background: {p.line}; margin: 4px 0; }}
QToolTip {{ background: {p.base}; color: {p.text}; border: 1px solid {p.line_strong}; padding: 5px 8px; }}
QStatusBar {{ background: {p.window}; color: {p.muted}; border-top: 1px solid {p.line}; }}
QStatusBar::item {{ border: 0; }}
QStatusBar QLabel {{ color: {p.muted}; }}
QSplitter::handle {{ background: {p.line}; }}
QSplitter::handle:hover, QSplitter::handle:focus {{ background: {p.accent}; }}
QGroupBox {{ border: 0; border-top: 1px solid {p.line}; margin-top: 12px; padding-top: 20px; }}
QGroupBox::title {{ subcontrol-origin: margin; subcontrol-position: top left; left: 0; top: 16px;
    padding: 0; }}
QDialog {{ background: {p.window}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QDialogButtonBox QPushButton {{ min-width: 56px; }}
QDialogButtonBox QPushButton:default {{ background: {p.accent}; color: {p.on_accent};
    border-color: {p.accent}; }}
QDialogButtonBox QPushButton:default:focus {{ border-color: {p.text}; }}
QDialogButtonBox QPushButton:default:disabled {{ background: {p.line_strong}; color: {p.window}; }}
QDockWidget::title {{ background: {p.window}; padding: 6px 16px; }}
"""
