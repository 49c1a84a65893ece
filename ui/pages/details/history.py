"""The latest changes of an initiative, each in a line: when, what from what to what, and why and who."""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.store.journal import Entry, HistoryLine
from kpkportfolio.text import _, format_date, ngettext
from ui.theme.state import colour
from ui.theme.theme import font
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import label as text_label

_OPERATIONS = 5
_FIELDS = 3
_LONGEST = 60


def latest(lines: Sequence[HistoryLine], named: Callable[[str], str], most: int = _OPERATIONS) -> QWidget:
    """The latest operations; ``named`` gives the name of an id."""
    result = QWidget()
    grid = QGridLayout(result)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SIZES.space_3)
    grid.setVerticalSpacing(SIZES.space_2)
    grid.setColumnStretch(1, 1)
    operations = [list(found) for _seq, found in groupby(lines, key=lambda line: line.entry.seq)]
    for row, found in enumerate(operations[:most]):
        entry = found[0].entry
        date = text_label(format_date(entry.at.astimezone().date()), FontRole.BODY, "muted")
        grid.addWidget(date, row, 0, Qt.AlignmentFlag.AlignTop)
        told = QLabel(operation_html(found, entry, named))
        told.setTextFormat(Qt.TextFormat.RichText)
        told.setWordWrap(True)
        told.setFont(font(FontRole.BODY))
        grid.addWidget(told, row, 1)
    return result


def operation_html(lines: Sequence[HistoryLine], entry: Entry, named: Callable[[str], str]) -> str:
    """One operation as rich text: the old value struck through, the reason and the name muted below."""
    muted = colour("muted").name()
    parts = [part for line in lines for part in _parts(line, named, muted)]
    more = len(parts) - _FIELDS
    shown = parts[:_FIELDS]
    if more > 0:
        shown.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    below = " · ".join(escape(text) for text in (entry.reason, entry.by) if text)
    size = font(FontRole.SMALL).pixelSize()
    style = f"color:{muted}" + (f";font-size:{size}px" if size > 0 else "")
    return "<br>".join([*shown, f"<span style='{style}'>{below}</span>"])


def _parts(line: HistoryLine, named: Callable[[str], str], muted: str) -> list[str]:
    change, what = line.change, entity_words(line.change.entity)
    if change.before is None or change.after is None:
        deed = _("added") if change.before is None else _("deleted")
        return [escape(f"{what} {deed}: {_short(line.row)}" if line.row else f"{what} {deed}")]
    if line.row:
        what = f"{what} ({_short(line.row)})"
    found: list[str] = []
    for field in change.after:
        old, new = (named(value_words(change.entity, field, side.get(field))) for side in (change.before, change.after))
        name = field_words(field) if change.entity == "initiative" else f"{what}, {field_words(field).casefold()}"
        before = f"<s style='color:{muted}'>{escape(_short(old))}</s> " if old else ""
        found.append(f"{escape(name)} {before}→ {escape(_short(new) or _('not known'))}")
    return found


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
