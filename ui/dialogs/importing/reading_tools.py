"""How the table that is looked at is read: header, orientation, order of dates, and a text file's encoding and
delimiter. Each says first what was found, and can be said otherwise."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.encoding import NAMES
from kpkportfolio.registers.profile import Profile, TableProfile
from kpkportfolio.registers.record import ReadRegister, TableSeen
from kpkportfolio.text import _
from ui.dialogs.importing import saying
from ui.dialogs.importing.flow import Flow
from ui.dialogs.importing.layout import header_words, place
from ui.theme.tokens import SIZES
from ui.widgets.choices import ChoiceButton
from ui.widgets.parts import button

_ROWS = 25
"""Rows that are offered as the header one by one; further down they are chosen in the grid."""
_DELIMITERS = (";", ",", "\t", "|")
_DATES = (Field.START, Field.END, Field.SCHEDULE)


def encoding_name(encoding: str) -> str:
    """An encoding as people know it."""
    return NAMES.get(encoding, encoding)


def delimiter_name(delimiter: str) -> str:
    """A delimiter in words."""
    names = {";": _("semicolon"), ",": _("comma"), "\t": _("tab"), "|": _("vertical bar")}
    return names.get(delimiter, f"“{delimiter}”" if delimiter else "–")


class ReadingTools(QWidget):
    """Shows how a table is read and says otherwise.

    Signals:
        header_chosen(object): a header's first and last row, None to find it, or ``SELECTED``.
        turned(bool): each initiative stands in a column of its own, or in a row.
        said(Profile): encoding, delimiter or the order of dates; or nothing any more.
    """

    header_chosen = Signal(object)
    turned = Signal(bool)
    said = Signal(object)
    SELECTED = "selected"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._profile = Profile()
        self._header_said: saying.Header | None = None
        self.header = ChoiceButton(_("Header"), [(None, "–")])
        self.lying = ChoiceButton(_("Initiatives"), [(False, _("in rows")), (True, _("in columns"))])
        self.encoding = ChoiceButton(_("Characters"), [(None, "–")])
        self.delimiter = ChoiceButton(_("Delimiter"), [(None, "–")])
        self.dates = ChoiceButton(
            _("Dates such as 3/4/2012"),
            [(None, _("by evidence")), (True, _("day first")), (False, _("month first"))],
        )
        self.forget = button(_("Forget what I chose"), kind="link", slot=lambda: self.said.emit(Profile()))
        self.forget.setAutoDefault(False)
        layout = Flow(SIZES.space_2, self)
        layout.setContentsMargins(SIZES.space_3, SIZES.space_2, SIZES.space_3, SIZES.space_2)
        for widget in (self.header, self.lying, self.encoding, self.delimiter, self.dates, self.forget):
            if isinstance(widget, ChoiceButton):
                widget.setAutoDefault(False)
            layout.addWidget(widget)
        self.header.changed.connect(self._header)
        self.lying.changed.connect(self.turned.emit)
        self.encoding.changed.connect(lambda value: self._say(replace(self._profile, encoding=value)))
        self.delimiter.changed.connect(lambda value: self._say(replace(self._profile, delimiter=value)))
        self.dates.changed.connect(lambda value: self._say(saying.day_first(self._profile, value)))

    def show_table(
        self, register: ReadRegister, table: TableSeen | None, profile: Profile, said: TableProfile | None
    ) -> None:
        """Show how a table is read, and what of it was said."""
        self._profile = profile
        for widget in (self.header, self.lying):
            widget.setVisible(table is not None)
        if table is not None:
            self._show_header(table, None if said is None else said.header)
            self.lying.set_value(table.transposed if said is None else said.transposed)
        text = register.encoding is not None or all(one.sheet is None for one in register.tables)
        self.encoding.setVisible(text)
        self.delimiter.setVisible(text)
        if text:
            self._show_text(register, profile)
        dated = table is not None and any(column.what in _DATES for column in table.columns)
        self.dates.setVisible(dated)
        self.dates.set_value(profile.day_first.get(""))
        self.forget.setVisible(profile != Profile())

    def _show_header(self, table: TableSeen, said: saying.Header | None) -> None:
        self._header_said = said
        form = _("column {n}") if table.transposed else _("row {n}")
        count = max((len(row) for row in table.grid), default=0) if table.transposed else len(table.grid)
        found = header_words(table) if said is None else _("as it is found")
        choices: list[tuple[object, str]] = [(None, found)]
        if said is not None and said[0] != said[1]:
            choices.append((said, header_words(replace(table, header=said))))
        rows = range(min(_ROWS, count))
        choices += [((at, at), form.format(n=place(at, table.transposed))) for at in rows]
        words = _("the columns chosen in the grid (H)") if table.transposed else _("the rows chosen in the grid (H)")
        choices.append((self.SELECTED, words))
        self.header.set_choices(choices)
        self.header.set_value(said)

    def _show_text(self, register: ReadRegister, profile: Profile) -> None:
        encodings = dict.fromkeys((*NAMES, *([profile.encoding] if profile.encoding else ())))
        found = encoding_name(register.encoding or "–") if profile.encoding is None else _("by evidence")
        self.encoding.set_choices([(None, found), *((one, encoding_name(one)) for one in encodings)])
        self.encoding.set_value(profile.encoding)
        delimiters = dict.fromkeys((*_DELIMITERS, *([profile.delimiter] if profile.delimiter else ())))
        found = delimiter_name(register.delimiter or "") if profile.delimiter is None else _("by evidence")
        self.delimiter.set_choices([(None, found), *((one, delimiter_name(one)) for one in delimiters)])
        self.delimiter.set_value(profile.delimiter)

    @Slot(object)
    def _header(self, value: object) -> None:
        if value == self.SELECTED:
            # it stands for the rows, which come back as the header
            self.header.set_value(self._header_said)
        self.header_chosen.emit(value)

    def _say(self, profile: Profile) -> None:
        self.said.emit(profile)
