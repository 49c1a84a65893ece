"""What the values of columns say against, or beside, what their headers say: second thoughts on an assignment."""

from collections.abc import Mapping, Sequence

from kpkportfolio.model.vocabulary import Health
from kpkportfolio.registers.columns.evidence import Evidence, holds_both
from kpkportfolio.registers.columns.headings import Heading, heading_scores
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.profile import Use
from kpkportfolio.registers.values.judging import read_health
from kpkportfolio.registers.values.units import unit_of
from kpkportfolio.registers.values.unknown import is_unknown


def _names_both(at: Mapping[Field, int], headings: Sequence[Heading]) -> bool:
    """Whether the responsible party's header names a person as well: ``Vastuutaho / yhteyshenkilö``."""
    column = at.get(Field.ORGANISATION)
    if column is None:
        return False
    scores = dict(heading_scores(headings[column]))
    return scores.get(Field.PERSON, 0) >= 90 and scores.get(Field.ORGANISATION, 0) >= 70


def settle_schedule(at: dict[Field, int], seen: Sequence[Evidence], taken: set[int], said: Mapping[int, Use]) -> None:
    """A schedule column only serves when there is no start and end of their own."""
    if Field.SCHEDULE in at and Field.START in at and Field.END in at and at[Field.SCHEDULE] not in said:
        taken.discard(at.pop(Field.SCHEDULE))
    for what in (Field.START, Field.END):
        column = at.get(what)
        pair = Field.END if what is Field.START else Field.START
        if column is None or pair in at or Field.SCHEDULE in at or column in said:
            continue
        # a lone "Alkaa" that holds ranges is a schedule
        if seen[column].schedules > seen[column].moments + 0.3:
            at[Field.SCHEDULE] = at.pop(what)


def settle_lights(
    at: dict[Field, int], values: Sequence[Sequence[Cell]], seen: Sequence[Evidence], said: Mapping[int, Use]
) -> int | None:
    """A status, or a person (``SRO assessment``), whose values are traffic lights is none; returns its column."""
    for what, most in ((Field.STATUS, 0.8), (Field.PERSON, 0.4)):
        column = at.get(what)
        if column is None or column in said or max(seen[column].statuses, seen[column].people) > 0.1:
            continue
        texts = [text for text in values[column] if isinstance(text, str) and not is_unknown(text)]
        lights = sum(isinstance(read_health(text), Health) for text in texts)
        if texts and lights > most * len(texts):
            return at.pop(what)
    return None


def settle_people(
    at: dict[Field, int],
    headings: Sequence[Heading],
    values: Sequence[Sequence[Cell]],
    seen: Sequence[Evidence],
    said: Mapping[int, Use],
) -> bool:
    """A responsible party whose values are all names of people is the responsible person, if there is no other.

    Returns:
        whether the responsible party's column holds the responsible person too.
    """
    column = at.get(Field.ORGANISATION)
    if column is not None and Field.PERSON not in at and column not in said and holds_both(values[column]):
        return True
    if column is not None and column not in said and Field.PERSON not in at and _are_people(seen[column]):
        at[Field.PERSON] = at.pop(Field.ORGANISATION)
    column = at.get(Field.PERSON)
    if column is not None and column not in said and Field.ORGANISATION not in at and _are_bodies(seen[column]):
        at[Field.ORGANISATION] = at.pop(Field.PERSON)
    return Field.PERSON not in at and _names_both(at, headings)


def _are_people(seen: Evidence) -> bool:
    return seen.people > 0.8 and seen.bodies < 0.1


def _are_bodies(seen: Evidence) -> bool:
    return seen.bodies > 0.6 and seen.people < 0.2


def settle_currency(
    at: dict[Field, int],
    headings: Sequence[Heading],
    values: Sequence[Sequence[Cell]],
    said: Mapping[int, Use],
) -> tuple[int | None, str | None]:
    """A euro column of nothing but zeros beside a filled column of another currency holds no amounts."""
    column = at.get(Field.MONEY)
    if column is None:
        return None, None
    currency = unit_of(headings[column].whole).currency
    if currency not in (None, "EUR"):
        return None, currency
    known = [value for value in values[column] if value != ""]
    if column not in said and known and all(str(value).strip("0., €") == "" for value in known):
        for other, heading in enumerate(headings):
            named = Field.MONEY in dict(heading_scores(heading)) and other != column
            if named and any(str(value).strip("0., €") for value in values[other]):
                del at[Field.MONEY]
                return column, None
    return None, None
