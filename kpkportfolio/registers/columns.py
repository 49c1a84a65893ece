"""Which column of a table holds what: the headers' words, checked against what the values look like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpkportfolio.registers.cells import Cell
from kpkportfolio.registers.evidence import Evidence, weigh
from kpkportfolio.registers.headings import Heading, heading_scores, year_of
from kpkportfolio.registers.units import unit_of
from kpkportfolio.registers.words import Field

# a header word weaker than this names nothing by itself
ENOUGH = 40.0
_SINGLE = (
    Field.REF,
    Field.TITLE,
    Field.DESCRIPTION,
    Field.ORGANISATION,
    Field.PERSON,
    Field.PROGRAMME,
    Field.DOMAIN,
    Field.STATUS,
    Field.START,
    Field.END,
    Field.SCHEDULE,
    Field.MONEY,
    Field.MONEY_MIN,
    Field.MONEY_MAX,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands.

    Attributes:
        at: field → column number; deliverables may stand in several (``deliverables``).
        years: year → column number, when money is given by year and nowhere in all.
        empty_euros: a column of euros that holds only zeros beside one of another currency.
        foreign: the chosen money column's other currency.
        both: the column of the responsible party holds the responsible person too.
    """

    at: Mapping[Field, int]
    deliverables: tuple[int, ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)
    empty_euros: int | None = None
    foreign: str | None = None
    both: bool = False

    @property
    def strength(self) -> int:
        """How many fields that only a register has were found (title, reference and texts do not count)."""
        telling = {Field.ORGANISATION, Field.PERSON, Field.STATUS, Field.START, Field.END, Field.SCHEDULE}
        money = {Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX}
        return len(telling & set(self.at)) + bool(money & set(self.at) or self.years) + bool(self.deliverables)


def _checked(what: Field, score: float, seen: Evidence) -> float:
    """A header's score for a field after a look at the values."""
    if not seen.known:
        return score * 0.6
    match what:
        case Field.START | Field.END:
            share = seen.moments
            return score * 0.2 if share < 0.3 else score + 10 * share
        case Field.SCHEDULE:
            return score * 0.2 if max(seen.schedules, seen.moments) < 0.3 else score + 10 * seen.schedules
        case Field.MONEY | Field.MONEY_MIN | Field.MONEY_MAX:
            return score * 0.2 if seen.money < 0.3 else score + 5 * seen.money
        case Field.STATUS:
            return score * 0.45 if seen.statuses < 0.2 else score + 10 * seen.statuses
        case Field.TITLE:
            if seen.numbers > 0.5 or seen.length < 4:
                return score * 0.2
            # a column of names that repeat is a grouping rather than the initiatives themselves
            return score * (0.6 if seen.distinct < 0.3 and seen.known > 8 else 1.0)
        case Field.REF:
            return score * (0.3 if seen.length > 30 else 1.0) + 8 * seen.distinct
        case Field.PERSON:
            if seen.bodies > 0.5 and seen.people < 0.3:
                return score * 0.4
            return score + 15 * (seen.people - seen.bodies)
        case Field.ORGANISATION:
            if seen.people > 0.6 and seen.bodies < 0.3:
                return score * 0.85
            return score * (0.3 if seen.numbers > 0.7 else 1.0) + 8 * seen.bodies
        case Field.DESCRIPTION:
            return score * (0.3 if seen.numbers > 0.5 else 1.0)
        case _:
            return score


def assign(headings: Sequence[Heading], body: Sequence[Sequence[Cell]]) -> Columns:
    """The fields of a table's columns from its headings and its rows."""
    width = len(headings)
    values = [[row[column] for row in body if column < len(row)] for column in range(width)]
    seen = [weigh(column) for column in values]
    bids: list[tuple[float, int, Field]] = []
    other: set[int] = set()
    for column, heading in enumerate(headings):
        scores = dict(heading_scores(heading))
        best = max(scores, key=lambda what: scores[what], default=None)
        if best is Field.OTHER:
            other.add(column)
        unit = unit_of(heading.whole)
        for what, score in scores.items():
            if what is Field.OTHER:
                continue
            if best is Field.OTHER:
                score *= 0.8
            if what in (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX) and unit.currency:
                score += 8 if unit.currency == "EUR" else -8
            bids.append((_checked(what, score, seen[column]), -column, what))
    bids.sort(reverse=True)
    at: dict[Field, int] = {}
    deliverables: list[int] = []
    taken: set[int] = set()
    for score, minus_column, what in bids:
        column = -minus_column
        if score < ENOUGH or column in taken or (column in other and score < 50):
            continue
        if what is Field.DELIVERABLES:
            if deliverables and not _numbered(headings[column], headings[deliverables[0]]):
                continue
            deliverables.append(column)
            taken.add(column)
        elif what in _SINGLE and what not in at:
            at[what] = column
            taken.add(column)
    _settle_schedule(at, seen, taken)
    _settle_people(at, seen)
    _by_values(at, deliverables, seen, headings, taken | other)
    empty_euros, foreign = _settle_currency(at, headings, values)
    both = Field.PERSON not in at and _names_both(at, headings)
    return Columns(at, tuple(sorted(deliverables)), _years(at, headings, seen, taken), empty_euros, foreign, both)


def _names_both(at: Mapping[Field, int], headings: Sequence[Heading]) -> bool:
    """Whether the responsible party's header names a person as well: ``Vastuutaho / yhteyshenkilö``."""
    column = at.get(Field.ORGANISATION)
    if column is None:
        return False
    scores = dict(heading_scores(headings[column]))
    return scores.get(Field.PERSON, 0) >= 90 and scores.get(Field.ORGANISATION, 0) >= 70


def _numbered(heading: Heading, first: Heading) -> bool:
    """``Tuotos 2`` beside ``Tuotos 1``."""
    return heading.text.rstrip("0123456789. ") == first.text.rstrip("0123456789. ")


def _settle_schedule(at: dict[Field, int], seen: Sequence[Evidence], taken: set[int]) -> None:
    """A schedule column only serves when there is no start and end of their own."""
    if Field.SCHEDULE in at and Field.START in at and Field.END in at:
        taken.discard(at.pop(Field.SCHEDULE))
    for what in (Field.START, Field.END):
        column = at.get(what)
        pair = Field.END if what is Field.START else Field.START
        if column is None or pair in at or Field.SCHEDULE in at:
            continue
        # a lone "Alkaa" that holds ranges is a schedule
        if seen[column].schedules > seen[column].moments + 0.3:
            at[Field.SCHEDULE] = at.pop(what)


def _settle_people(at: dict[Field, int], seen: Sequence[Evidence]) -> None:
    """A responsible party whose values are all names of people is the responsible person, if there is no other."""
    column = at.get(Field.ORGANISATION)
    if column is not None and Field.PERSON not in at and seen[column].people > 0.8 and seen[column].bodies < 0.1:
        at[Field.PERSON] = at.pop(Field.ORGANISATION)
    column = at.get(Field.PERSON)
    if column is not None and Field.ORGANISATION not in at and seen[column].bodies > 0.6 and seen[column].people < 0.2:
        at[Field.ORGANISATION] = at.pop(Field.PERSON)


def _by_values(
    at: dict[Field, int],
    deliverables: list[int],
    seen: Sequence[Evidence],
    headings: Sequence[Heading],
    taken: set[int],
) -> None:
    """Fields that no header named, from columns whose values leave no doubt."""
    free = [column for column in range(len(seen)) if column not in taken and seen[column].known]
    if Field.STATUS not in at:
        for column in free:
            if seen[column].statuses > 0.8 and (seen[column].distinct < 0.9 or seen[column].known < 10):
                at[Field.STATUS] = column
                free.remove(column)
                break
    if Field.START not in at and Field.SCHEDULE not in at:
        dated = [column for column in free if seen[column].moments > 0.8 and year_of(headings[column].text) is None]
        if Field.END not in at and len(dated) == 2:
            at[Field.START], at[Field.END] = dated
        elif Field.END not in at:
            spans = [column for column in free if seen[column].schedules > 0.8 > seen[column].numbers]
            if len(spans) == 1 and len(dated) <= 1:
                at[Field.SCHEDULE] = spans[0]
    _lone_date(at, seen, headings, free)
    likeness: dict[Field, list[float]] = {
        Field.ORGANISATION: [one.bodies - one.people for one in seen],
        Field.PERSON: [one.people - one.bodies for one in seen],
        Field.DELIVERABLES: [one.lists for one in seen],
    }
    for what, likely in likeness.items():
        if what in at or (what is Field.DELIVERABLES and deliverables):
            continue
        free = [column for column in free if column not in at.values()]
        fitting = [column for column in free if likely[column] > 0.6 and seen[column].length < 200]
        if len(fitting) == 1 and what is Field.DELIVERABLES:
            deliverables.extend(fitting)
        elif len(fitting) == 1:
            at[what] = fitting[0]
    if not {Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX} & set(at):
        amounts = [column for column in free if column not in at.values() and seen[column].priced > 0.6]
        if len(amounts) == 1:
            at[Field.MONEY] = amounts[0]
    if Field.TITLE not in at:
        texts = [
            column
            for column in free
            if seen[column].distinct > 0.9
            and 8 <= seen[column].length <= 120
            and seen[column].numbers < 0.1
            and seen[column].people < 0.3
            and seen[column].moments < 0.1
        ]
        if texts:
            at[Field.TITLE] = texts[0]


def _lone_date(at: dict[Field, int], seen: Sequence[Evidence], headings: Sequence[Heading], free: list[int]) -> None:
    """The only nameless column of dates beside a known start is the end, and the other way round."""
    if Field.SCHEDULE in at or (Field.START in at) == (Field.END in at):
        return
    missing, other = (Field.END, Field.START) if Field.START in at else (Field.START, Field.END)
    dated = [column for column in free if seen[column].moments > 0.6 and year_of(headings[column].text) is None]
    beside = [column for column in dated if (column > at[other]) == (missing is Field.END)]
    if len(dated) == 1 or len(beside) == 1:
        at[missing] = (beside or dated)[0]


def _settle_currency(
    at: dict[Field, int], headings: Sequence[Heading], values: Sequence[Sequence[Cell]]
) -> tuple[int | None, str | None]:
    """A euro column of nothing but zeros beside a filled column of another currency holds no amounts."""
    column = at.get(Field.MONEY)
    if column is None:
        return None, None
    currency = unit_of(headings[column].whole).currency
    if currency not in (None, "EUR"):
        return None, currency
    known = [value for value in values[column] if value != ""]
    if known and all(str(value).strip("0., €") == "" for value in known):
        for other, heading in enumerate(headings):
            named = Field.MONEY in dict(heading_scores(heading)) and other != column
            if named and any(str(value).strip("0., €") for value in values[other]):
                del at[Field.MONEY]
                return column, None
    return None, None


def _years(
    at: Mapping[Field, int], headings: Sequence[Heading], seen: Sequence[Evidence], taken: set[int]
) -> dict[int, int]:
    """Columns of money by year, when no column gives the whole."""
    if {Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX} & set(at):
        return {}
    years: dict[int, int] = {}
    for column, heading in enumerate(headings):
        year = year_of(heading.text)
        if year and column not in taken and seen[column].known and seen[column].numbers > 0.8:
            years.setdefault(year, column)
    return years if len(years) >= 2 else {}
