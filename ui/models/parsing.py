"""What a person types or pastes into a cell, as the fields it means.

Lenient in the same way as the import of registers: dates, money and status words are understood in Finnish, Swedish
and English. What is not understood is refused with what would be; nothing is guessed. An empty text means not known.
"""

from datetime import date

from kpkportfolio.errors import InvalidValue
from kpkportfolio.model.change import Value
from kpkportfolio.model.vocabulary import Health, InitiativeKind, Status, label
from kpkportfolio.text import LANGUAGES, _, language, set_language
from ui.models.column import NONE, NOT_ESTIMATED, NOT_JUDGED, NOT_SET, UNKNOWN


class Refused(InvalidValue):
    """A text that does not mean a value of its field."""

    def __init__(self, reason: str) -> None:
        super().__init__([reason])


def read_text(text: str) -> str | None:
    """One line of text, or None when it says nothing."""
    return " ".join(text.split()) or None


def read_name(text: str) -> str | None:
    """The name of a party, person or programme; the word the table writes for an unknown one is none."""
    name = read_text(text)
    return None if name is not None and name.casefold() in _own_unknown() else name


def read_title(text: str) -> str:
    """A title, which cannot be unknown."""
    title = read_text(text)
    if title is None:
        raise Refused(_("The title must not be empty."))
    return title


def read_start(text: str) -> date | None:
    """The first day of what is named: ``syksy 2010`` starts on 1 July."""
    from kpkportfolio.registers.values.dates import read_moment
    from kpkportfolio.registers.values.fault import Fault

    found = read_moment(text.strip(), day_first=True)
    if isinstance(found, Fault):
        raise Refused(f"{_(found.message)} {_('Accepted: {what}.').format(what=_(found.accepted))}")
    return None if found is None else found.first


def read_end(text: str) -> tuple[date | None, bool]:
    """The last day of what is named, and whether the work is continuous."""
    from kpkportfolio.registers.values.dates import read_moment
    from kpkportfolio.registers.values.fault import Fault

    found = read_moment(text.strip(), day_first=True)
    if isinstance(found, Fault):
        raise Refused(f"{_(found.message)} {_('Accepted: {what}.').format(what=_(found.accepted))}")
    return (None, False) if found is None else (found.last, found.open)


def read_number(text: str, low: int, high: int) -> int | None:
    """A whole number; a percent sign and thousands' spaces are no matter."""
    bare = "".join(text.replace("%", "").split()).replace("\u00a0", "")
    if not bare or _says_unknown(text):
        return None
    if not bare.lstrip("-−").isdecimal() or not low <= (value := int(bare.replace("−", "-"))) <= high:
        raise Refused(_("A whole number between {low} and {high} is expected.").format(low=low, high=high))
    return value


def read_millions(text: str) -> dict[str, Value] | None:
    """A range of money, in M€ unless it says otherwise: ``2–3``, ``1,25``, ``350 t€``, ``alle 100 000 €``."""
    from kpkportfolio.registers.values.fault import Fault
    from kpkportfolio.registers.values.money import read_money

    found = read_money(text.strip(), unit=1_000_000, comma=None if "," in text else False)
    if isinstance(found, Fault):
        raise Refused(f"{_(found.message)} {_('Accepted: {what}.').format(what=_(found.accepted))}")
    if found is None:
        return None
    likely = found.low if found.low == found.high else None
    return {"min": found.low, "likely": likely, "max": found.high}


def read_status(text: str) -> str | None:
    """A status by its word in any of the languages, or by another register's word for it."""
    own = _by_word(Status, text)
    if own is not None or _says_unknown(text):
        return own
    from kpkportfolio.registers.values.fault import Fault
    from kpkportfolio.registers.values.statuses import read_status as read_foreign

    found = read_foreign(text.strip())
    if isinstance(found, Fault):
        raise Refused(f"{_(found.message)} {_('Accepted: {what}.').format(what=words(Status))}")
    return None if found is None else found.value


def read_health(text: str) -> str | None:
    """A judgement by its word in any of the languages."""
    own = _by_word(Health, text)
    if own is None and not _says_unknown(text):
        raise Refused(_("Accepted: {what}.").format(what=words(Health)))
    return own


def read_kind(text: str) -> str:
    """A kind by its word in any of the languages."""
    own = _by_word(InitiativeKind, text)
    if own is None:
        raise Refused(_("Accepted: {what}.").format(what=words(InitiativeKind)))
    return own


def words(members: type[Status] | type[Health] | type[InitiativeKind]) -> str:
    """The words of a closed list, in the language spoken now."""
    return ", ".join(label(member) for member in members)


def _by_word(members: type[Status] | type[Health] | type[InitiativeKind], text: str) -> str | None:
    wanted = " ".join(text.split()).casefold()
    spoken = language()
    try:
        for code in (spoken, *LANGUAGES):
            set_language(code)
            for member in members:
                if wanted in (label(member).casefold(), member.value):
                    return member.value
    finally:
        set_language(spoken)
    return None


def _says_unknown(text: str) -> bool:
    from kpkportfolio.registers.values.unknown import is_unknown

    return is_unknown(text.strip()) or text.strip().casefold() in _own_unknown()


def _own_unknown() -> set[str]:
    """The words this window writes for what is not known."""
    return {_(word).casefold() for word in (UNKNOWN, NOT_ESTIMATED, NOT_JUDGED, NOT_SET, NONE)}
