"""Rows that go on from the row above without naming it again: a further phase, a further year of money."""

from collections.abc import Collection

from kpkportfolio.registers.columns.assignment import Columns
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.layouts.grouping import Grouping
from kpkportfolio.registers.layouts.rowkinds import filled

_TIMES = (Field.SCHEDULE, Field.START, Field.END)
_MONEY = (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)
_FURTHER = (Field.STATUS, Field.DESCRIPTION, Field.NOTE, Field.PERSON)
_OWN = (Field.DESCRIPTION, Field.NOTE, Field.PERSON)
_NAMED = (Field.TITLE, Field.REF, Field.ORGANISATION, Field.PROGRAMME, Field.DOMAIN)


def fill_going_on(
    rows: list[list[Cell]], columns: Columns, grouping: Grouping, continued: Collection[int]
) -> dict[int, bool]:
    """Gives such rows the name, the reference and the party of the row above, in place.

    A row without a name that has figures alone may be a sum, and one with texts alone tells more of the deliverables;
    neither is one of these. One that repeats the reference above is.

    Args:
        continued: rows whose name is merged with that of the row above.

    Returns:
        their indices, and whether each is surely one: by the reference, a merged name, or because it tells nothing that
        might be of another initiative, whose name is missing.
    """
    title, at = columns.at[Field.TITLE], columns.at
    if not continued and not any(title < len(row) and row[title] == "" for row in rows):
        return {}
    times = {at[what] for what in _TIMES if what in at}
    amounts = {*columns.years.values(), *(at[what] for what in _MONEY if what in at)}
    named = [at[what] for what in _NAMED if what in at]
    parts = {*columns.deliverables, *(column for column, what in columns.more.items() if what is Field.MILESTONES)}
    known = {*times, *amounts, *named, *parts, *(at[what] for what in _FURTHER if what in at)}
    ref = at.get(Field.REF)
    used = {*columns.uses, *columns.custom, *columns.years.values()}
    set_apart = {*grouping.groups, *grouping.totals}
    texts_of_its_own = {at[what] for what in _OWN if what in at}
    found: dict[int, bool] = {}
    for index, row in enumerate(rows):
        if index == 0 or index in set_apart or index - 1 in set_apart or title >= len(row):
            continue
        if index in continued:
            if any(column < len(row) and row[column] != "" for column in times | amounts):
                found[index] = True
            continue
        above = rows[index - 1]
        if row[title] != "" or title >= len(above) or above[title] == "":
            continue
        told = set(filled(row))
        same = ref in told and ref is not None and ref < len(above) and row[ref] == above[ref]
        dated, priced = told & times, told & amounts
        texts = told - times - amounts
        # beside a part of its own, such as a milestone, may stand what nothing is taken of
        if (
            not told <= known | (told - used if told & parts else set())
            or (texts & set(named)) - {ref}
            or (ref in told and not same)
        ):
            continue
        if len(told) > 1 and (same or dated or (priced and texts) or (told & parts and told - used)):
            for column in named:
                if column < len(above):
                    row[column] = above[column]
            found[index] = same or not told & texts_of_its_own
    return found
