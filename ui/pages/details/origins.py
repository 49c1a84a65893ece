"""Where each field came from: what a person has corrected first, and everything else when it is asked for."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from kpkportfolio.model.vocabulary import Health, Status, label
from kpkportfolio.registers.difference.facts import field_title
from kpkportfolio.registers.difference.provenance import BETWEEN, Behind, Origin
from kpkportfolio.text import _, format_date, format_euros
from ui.pages.details.parts import Lines, heading, link, words
from ui.theme.tokens import FontRole
from ui.widgets.parts import button

Take = Callable[[str], object]
"""Takes the register's value of a field."""


class Origins(Lines):
    """Compact: the corrected fields; a button shows the rest."""

    def __init__(self, origins: Sequence[Origin], take: Take) -> None:
        super().__init__(4)
        self._rest = [one for one in origins if one.behind is Behind.REGISTER]
        corrected = [one for one in origins if one.behind is Behind.PERSON and one.register is not None]
        if not corrected and not self._rest:
            return
        self.more = button(_("Every field"), kind="link", slot=self.open)
        if not self._rest:
            # never shown before it has its place: it would be a window of its own for a moment
            self.more.hide()
        self.add(heading(_("Where it comes from"), self.more))
        for one in corrected:
            self.add(words(f"{field_title(one.field)}: {said_words(one.value, one.field)}"))
            self.add(words(corrected_words(one), "muted", FontRole.SMALL))
            if one.field not in BETWEEN:
                name = _("Take the register's value")
                taking = link(name, partial(take, one.field))
                taking.setToolTip(f"{field_title(one.field)}: {said_words(one.said, one.field)}")
                self.add(taking)
        if not corrected:
            self.add(words(_("Everything is as its register says."), "muted", FontRole.SMALL))

    def open(self) -> None:
        """Show the fields that are as a register says, too."""
        self.more.hide()
        for one in self._rest:
            self.add(words(f"{field_title(one.field)}: {said_words(one.value, one.field)}"))
            self.add(words(place_words(one), "muted", FontRole.SMALL))


def corrected_words(one: Origin) -> str:
    """``corrected by Liisa on 1.3.2011; JIP says Idea (row 5, Tila)``."""
    said = said_words(one.said, one.field)
    if one.by is not None and one.at is not None:
        told = _("corrected by {name} on {date}; the register says {value}").format(
            name=one.by, date=format_date(one.at.astimezone().date()), value=said
        )
    else:
        told = _("corrected here; the register says {value}").format(value=said)
    return f"{told} ({place_words(one)})"


def place_words(one: Origin) -> str:
    """Register, file, sheet, row, column, day, and what stood there before it was repaired."""
    parts = [one.register, one.file, one.sheet]
    if one.row is not None:
        parts.append(_("row {n}").format(n=one.row))
    if one.column:
        parts.append(_("column “{name}”").format(name=one.column))
    if one.read_on is not None:
        parts.append(_("read on {date}").format(date=format_date(one.read_on)))
    if one.original:
        parts.append(_("in the file: “{text}”").format(text=one.original))
    return ", ".join(part for part in parts if part)


def said_words(value: object, field: str) -> str:
    """A value in a few words."""
    if value is None or value == ():
        return _("nothing")
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return format_date(value)
    if field.startswith("investment_") and isinstance(value, int):
        return format_euros(value)
    if field == "status":
        return label(Status(str(value)))
    if field == "health":
        return label(Health(str(value)))
    text = " ".join(str(value).split())
    return text if len(text) <= 120 else f"{text[:119]}…"
