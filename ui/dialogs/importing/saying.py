"""What a person says of how a file is read: each time another profile of it; no Qt here."""

from collections.abc import Sequence
from dataclasses import replace

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.profile import Profile, TableProfile, Use
from kpkportfolio.registers.record import ColumnSeen, TableSeen

_ONE_COLUMN = frozenset(
    (
        Field.REF,
        Field.TITLE,
        Field.ORGANISATION,
        Field.PERSON,
        Field.PROGRAMME,
        Field.DOMAIN,
        Field.STATUS,
        Field.START,
        Field.END,
        Field.SCHEDULE,
    )
)
"""Fields of which a table has one column: saying another moves them."""

Header = tuple[int, int]


def said_of(profile: Profile, tables: Sequence[TableSeen], at: int) -> TableProfile | None:
    """What was said of the table with number ``at``; None is nothing."""
    number = _number(profile, tables, at)
    return None if number is None else profile.tables[number]


def _number(profile: Profile, tables: Sequence[TableSeen], at: int) -> int | None:
    table = tables[at]
    alone = _alone(tables, at)
    for number, one in enumerate(profile.tables):
        if one.sheet == table.sheet and (alone or one.header is None or one.header == table.header):
            return number
    return None


def _alone(tables: Sequence[TableSeen], at: int) -> bool:
    return sum(one.sheet == tables[at].sheet for one in tables) == 1


def _with(profile: Profile, tables: Sequence[TableSeen], at: int, said: TableProfile) -> Profile:
    number = _number(profile, tables, at)
    if number is None:
        return replace(profile, tables=(*profile.tables, said))
    return replace(profile, tables=(*profile.tables[:number], said, *profile.tables[number + 1 :]))


def _so_far(profile: Profile, tables: Sequence[TableSeen], at: int) -> TableProfile:
    """What was said of a table, or what was recognised of it, to be said otherwise.

    The header is left to be found again unless another table of the sheet would be found in its place: next time
    there may be one line more in the title.
    """
    said = said_of(profile, tables, at)
    if said is not None:
        return said
    table = tables[at]
    return TableProfile(table.sheet, None if _alone(tables, at) else table.header, table.transposed, table.taken)


def take(profile: Profile, tables: Sequence[TableSeen], at: int, taken: bool) -> Profile:
    """Read a table, or leave it."""
    return _with(profile, tables, at, replace(_so_far(profile, tables, at), taken=taken))


def set_header(profile: Profile, tables: Sequence[TableSeen], at: int, header: Header | None) -> Profile:
    """The header is in these rows (of a transposed table: columns), or wherever it is found. The table is taken."""
    return _with(profile, tables, at, replace(_so_far(profile, tables, at), header=header, taken=True))


def turn(profile: Profile, tables: Sequence[TableSeen], at: int, transposed: bool) -> Profile:
    """Each initiative stands in a column of its own, or in a row; what was said of the columns is no longer of them."""
    said = replace(_so_far(profile, tables, at), transposed=transposed, header=None, uses=(), taken=True)
    return _with(profile, tables, at, said)


def use(profile: Profile, tables: Sequence[TableSeen], at: int, column: Use) -> Profile:
    """Take a column for something; a field that a table has once is taken from the column that had it."""
    said = _so_far(profile, tables, at)
    others = [one for one in said.uses if one.heading != column.heading]
    if column.what in _ONE_COLUMN:
        had = {one.heading for one in shown(profile, tables, at).columns if one.what is column.what}
        others = [one for one in others if one.heading not in had]
        others += [Use(heading) for heading in sorted(had - {column.heading})]
    return _with(profile, tables, at, replace(said, uses=(*others, column), taken=True))


def recognise(profile: Profile, tables: Sequence[TableSeen], at: int, heading: str) -> Profile:
    """Take back what was said of a column."""
    said = said_of(profile, tables, at)
    if said is None:
        return profile
    return _with(profile, tables, at, replace(said, uses=tuple(one for one in said.uses if one.heading != heading)))


def shown(profile: Profile, tables: Sequence[TableSeen], at: int) -> TableSeen:
    """A table as it will be read with what was said since, before it is."""
    table, said = tables[at], said_of(profile, tables, at)
    if said is None:
        return replace(table, columns=tuple(_found(column) for column in table.columns))
    uses = {one.heading: one for one in said.uses}
    columns = tuple(_taken_for(column, uses.get(column.heading)) for column in table.columns)
    return replace(table, taken=said.taken, columns=columns)


def _taken_for(column: ColumnSeen, said: Use | None) -> ColumnSeen:
    if said is None:
        return _found(column)
    what = None if said.what is Field.OTHER else said.what
    if column.said and (column.what, column.custom) == (what, said.custom):
        return column
    return ColumnSeen(column.heading, what, said.custom, 1.0, True)


def _found(column: ColumnSeen) -> ColumnSeen:
    return replace(column, what=None) if column.what is Field.OTHER else column


def call(profile: Profile, kind: str, word: str, name: str | None) -> Profile:
    """A register's name of an organisation, programme or domain is this one in the portfolio; None: one of its own."""
    names = {what: dict(one) for what, one in profile.names.items()}
    of_kind = names.setdefault(kind, {})
    if name is None:
        of_kind.pop(word, None)
    else:
        of_kind[word] = name
    return replace(profile, names={what: one for what, one in names.items() if one})


def mean(profile: Profile, word: str, status: Status | None) -> Profile:
    """A register's word is this status; None: it says nothing of the status."""
    return replace(profile, statuses={**profile.statuses, word: status})


def unsay(profile: Profile, word: str) -> Profile:
    """Nothing is said any more of a word for a status."""
    return replace(profile, statuses={one: status for one, status in profile.statuses.items() if one != word})


def day_first(profile: Profile, first: bool | None) -> Profile:
    """Whether ``3/4/2012`` is the third of April in every column; None: by evidence."""
    return replace(profile, day_first={} if first is None else {"": first})


def same_rows(one: Profile, other: Profile) -> bool:
    """Whether two profiles find the same rows in a file, so that what was said of a row by its place still holds."""

    def rows(profile: Profile) -> object:
        tables = {(table.sheet, table.header, table.transposed) for table in profile.tables}
        places = {place for place in tables if place[1] is not None or place[2]}
        return places, profile.encoding, profile.delimiter

    return rows(one) == rows(other)
