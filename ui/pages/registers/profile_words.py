"""How a register's files are read, in words; no Qt here."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpkportfolio.model.vocabulary import label
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.field_names import field_name
from kpkportfolio.registers.profile import Profile
from kpkportfolio.text import N_, _

_NAMES = {
    "organisation": N_("Responsible parties under other names"),
    "programme": N_("Programmes under other names"),
    "domain": N_("Domains under other names"),
}
_FIELDS = {field.value: field for field in Field}


class Part(NamedTuple):
    """Lines under one heading: what stands in the file, and what it is here.

    Attributes:
        unused: columns of which nothing is taken.
    """

    heading: str
    pairs: Sequence[tuple[str, str]]
    unused: Sequence[str] = ()


def parts(profile: Profile) -> list[Part]:
    """Everything that is remembered, columns first."""
    found = [_columns(sheet, columns) for sheet, columns in _uses(profile).items()]
    if profile.statuses:
        words = [
            (word, label(status) if status else _("says nothing of the status"))
            for word, status in profile.statuses.items()
        ]
        found.append(Part(_("Statuses"), words))
    found += [Part(_(_NAMES[what]), list(names.items())) for what, names in profile.names.items() if names]
    how: list[tuple[str, str]] = []
    for heading, first in profile.day_first.items():
        how.append((heading or _("Dates such as 3/4/2012"), _("day first") if first else _("month first")))
    for table in profile.tables:
        name = table.sheet or _("The table")
        if not table.taken:
            how.append((name, _("not read")))
        elif table.transposed:
            how.append((name, _("an initiative in each column")))
        if table.taken and table.header is not None:
            first_line, last_line = (n + 1 for n in table.header)
            rows = str(first_line) if first_line == last_line else f"{first_line}–{last_line}"
            how.append((name, _("headings on {rows}").format(rows=rows)))
    if profile.encoding:
        how.append((_("Character encoding"), profile.encoding))
    if profile.delimiter:
        how.append((_("Separator"), _("tab") if profile.delimiter == "\t" else profile.delimiter))
    if how:
        found.append(Part(_("Otherwise"), how))
    return found


def _uses(profile: Profile) -> Mapping[str, Mapping[str, str | None]]:
    """What was seen last time, and over it what a person has said."""
    found: dict[str, dict[str, str | None]] = {sheet: dict(columns) for sheet, columns in profile.seen.items()}
    for table in profile.tables:
        if table.taken and table.uses:
            columns = found.setdefault(table.sheet or "", {})
            columns |= {use.heading: use.custom or (use.what and use.what.value) for use in table.uses}
    return found


def _columns(sheet: str, columns: Mapping[str, str | None]) -> Part:
    heading = _("Columns of {sheet}").format(sheet=sheet) if sheet else _("Columns")
    used = [(one, _use(what)) for one, what in columns.items() if what is not None and what != Field.OTHER.value]
    return Part(heading, used, [one for one, what in columns.items() if what is None or what == Field.OTHER.value])


def _use(what: str) -> str:
    field = _FIELDS.get(what)
    return _("own field {name}").format(name=what) if field is None else field_name(field)
