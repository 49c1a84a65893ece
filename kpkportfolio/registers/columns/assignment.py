"""Which column of a table holds what: the headers' words, checked against what the values look like."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.columns import further
from kpkportfolio.registers.columns.by_values import by_values
from kpkportfolio.registers.columns.checking import agreement, checked
from kpkportfolio.registers.columns.confidence import BY_YEAR, by_header, by_likeness
from kpkportfolio.registers.columns.evidence import Evidence, weigh
from kpkportfolio.registers.columns.further_words import further_named
from kpkportfolio.registers.columns.headings import Heading, heading_scores, year_of
from kpkportfolio.registers.columns.months import find_months
from kpkportfolio.registers.columns.settling import (
    settle_currency,
    settle_lights,
    settle_people,
    settle_schedule,
)
from kpkportfolio.registers.columns.ticks import find_ticks
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.columns.years import TOTALS, find_years
from kpkportfolio.registers.files.cells import Cell, by_column
from kpkportfolio.registers.profile import Use
from kpkportfolio.registers.values.units import unit_of

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
        years: year → column number, when money is given by year.
        unsummed: columns of years that never add up to the total beside them, and are left out.
        empty_euros: a column of euros that holds only zeros beside one of another currency.
        foreign: the chosen money column's other currency.
        both: the column of the responsible party holds the responsible person too.
        custom: column number → the name of the field of one's own that it holds.
        said: the columns that a person has spoken of.
        spare: columns that were said to be a field which another column is already.
        more: column number → which of the fields that only some registers have.
        ticks: column number → the status that holds where it is ticked.
        months: start or end → the column of its months, when its own column holds the years alone.
        loose_months: columns of months of which it is not sure enough to which years they belong.
        confidence: column number → 0–1 that it holds what it was taken for; 1 where it was said.
    """

    at: Mapping[Field, int]
    deliverables: tuple[int, ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)
    empty_euros: int | None = None
    foreign: str | None = None
    both: bool = False
    custom: Mapping[int, str] = field(default_factory=dict)
    said: frozenset[int] = frozenset()
    spare: Mapping[int, Field] = field(default_factory=dict)
    more: Mapping[int, Field] = field(default_factory=dict)
    confidence: Mapping[int, float] = field(default_factory=dict)
    ticks: Mapping[int, Status] = field(default_factory=dict)
    months: Mapping[Field, int] = field(default_factory=dict)
    loose_months: frozenset[int] = frozenset()
    unsummed: frozenset[int] = frozenset()

    @property
    def strength(self) -> int:
        """How many fields that only a register has were found (title, reference and texts do not count)."""
        telling = {Field.ORGANISATION, Field.PERSON, Field.STATUS, Field.START, Field.END, Field.SCHEDULE}
        money = {Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX}
        several = (bool(money & set(self.at) or self.years), bool(self.deliverables), bool(self.ticks))
        return len(telling & set(self.at)) + sum(several)

    @property
    def uses(self) -> dict[int, Field]:
        """Column number → what it is taken for."""
        found = {column: what for what, column in self.at.items()}
        found |= dict.fromkeys(self.deliverables, Field.DELIVERABLES)
        found |= dict.fromkeys(self.years.values(), Field.MONEY) | dict.fromkeys(self.ticks, Field.STATUS)
        return found | {column: what for what, column in self.months.items()} | dict(self.more)

    def without(self, columns: Collection[int]) -> "Columns":
        """The same with these columns taken for nothing."""
        return replace(
            self,
            at={what: column for what, column in self.at.items() if column not in columns},
            deliverables=tuple(column for column in self.deliverables if column not in columns),
            years={year: column for year, column in self.years.items() if column not in columns},
            more={column: what for column, what in self.more.items() if column not in columns},
            ticks={column: what for column, what in self.ticks.items() if column not in columns},
            months={
                what: column
                for what, column in self.months.items()
                if column not in columns and self.at[what] not in columns
            },
            foreign=None if self.at.get(Field.MONEY) in columns else self.foreign,
            both=self.both and self.at.get(Field.ORGANISATION) not in columns,
        )


def assign(
    headings: Sequence[Heading], body: Sequence[Sequence[Cell]], said: Mapping[int, Use] | None = None
) -> Columns:
    """The fields of a table's columns from its headings and its rows.

    Args:
        headings, body: the table.
        said: column number → what a person has said of it; the others are recognised.
    """
    said = said or {}
    width = len(headings)
    values = by_column(body, width)[:width]
    seen = [weigh(column) for column in values]
    ticks = find_ticks(headings, values, said)
    months = find_months(headings, values, said)
    apart = {*ticks, *(month for _year, month in months.pairs.values())}
    at, deliverables, more, spare = _as_said({at: use for at, use in said.items() if at not in apart}, headings)
    at |= {side: year for side, (year, _month) in months.pairs.items()}
    bids, other = _bids(headings, seen)
    taken = {*said, *apart, *at.values()}
    settled = set(at) | ({Field.DELIVERABLES} if deliverables else set()) | ({Field.STATUS} if ticks else set())
    confidence: dict[int, float] = dict(months.confidence)
    for score, minus_column, what, named in bids:
        column = -minus_column
        if score < ENOUGH or column in taken or what in settled or (column in other and score < 50):
            continue
        if what is Field.DELIVERABLES:
            if deliverables and not _numbered(headings[column], headings[deliverables[0]]):
                continue
            deliverables.append(column)
        elif what in _SINGLE and what not in at:
            at[what] = column
        else:
            continue
        taken.add(column)
        confidence[column] = by_header(named, agreement(what, seen[column]), score - _rival(bids, column, what, taken))
    settle_schedule(at, seen, taken, said)
    both = settle_people(at, headings, values, seen, said)
    lights = settle_lights(at, values, seen, said)
    if lights is not None and Field.HEALTH not in more.values():
        more[lights] = Field.HEALTH
        taken.add(lights)
        confidence[lights] = by_likeness(1.0, 0.8)
    by_values(at, deliverables, seen, headings, taken | other, confidence, status=not ticks)
    empty_euros, foreign = settle_currency(at, headings, values, said)
    years, unsummed = find_years(at, headings, values, seen, taken, said)
    confidence |= dict.fromkeys(years.values(), BY_YEAR)
    confidence |= dict.fromkeys(ticks, by_likeness(1.0, 0.8))
    used = {*at.values(), *deliverables, *years.values(), *said, *more, *apart}
    free = [column for column in range(width) if column not in used]
    found, sure = further.recognise(headings, values, seen, at, free, set(more.values()))
    return Columns(
        at,
        tuple(sorted(deliverables)),
        years,
        empty_euros,
        foreign,
        both,
        custom={column: use.custom for column, use in said.items() if use.custom is not None},
        said=frozenset(said),
        spare=spare,
        more=more | found,
        confidence=confidence | sure | dict.fromkeys(said, 1.0),
        ticks=ticks,
        months={side: month for side, (_year, month) in months.pairs.items()},
        loose_months=months.loose,
        unsummed=unsummed,
    )


def _as_said(
    said: Mapping[int, Use], headings: Sequence[Heading]
) -> tuple[dict[Field, int], list[int], dict[int, Field], dict[int, Field]]:
    """The fields that a person has given columns, the columns of deliverables, the columns of further fields, and
    those that came too late."""
    at: dict[Field, int] = {}
    deliverables: list[int] = []
    more: dict[int, Field] = {}
    spare: dict[int, Field] = {}
    by_year = [column for column in said if said[column].what is Field.MONEY and year_of(headings[column].text)]
    for column, use in sorted(said.items()):
        if use.what is None or use.what is Field.OTHER or use.custom is not None:
            continue
        if use.what is Field.DELIVERABLES:
            deliverables.append(column)
        elif use.what is Field.MONEY and column in by_year and len(by_year) > 1:
            continue  # see find_years
        elif further.is_further(use.what) and not (use.what in further.ONE_COLUMN and use.what in more.values()):
            more[column] = use.what
        elif use.what in at or use.what in more.values():
            spare[column] = use.what
        else:
            at[use.what] = column
    return at, deliverables, more, spare


class Bid(NamedTuple):
    """What a column may hold: with what score, and how well its header alone names it. ``minus_column`` is the column's
    number with a minus, for of equals the first is the better one."""

    score: float
    minus_column: int
    what: Field
    named: float


def _bids(headings: Sequence[Heading], seen: Sequence[Evidence]) -> tuple[list[Bid], set[int]]:
    """What each column may hold, best first, and the columns that are best named as none of the fields."""
    bids: list[Bid] = []
    other: set[int] = set()
    years = Counter(heading.above for heading in headings if year_of(heading.text) is not None)
    for column, heading in enumerate(headings):
        scores = dict(heading_scores(heading))
        best = max(scores, key=lambda what: scores[what], default=None)
        if best is Field.OTHER or (best is not None and _is_further(heading, scores[best])):
            best = Field.OTHER
            other.add(column)
        unit = unit_of(heading.whole)
        for what, score in scores.items():
            if what is Field.OTHER or (
                # one year of several is not the whole, and a share is no amount
                what in TOTALS
                and ((years[heading.above] > 1 and year_of(heading.text) is not None) or "%" in heading.whole)
            ):
                continue
            if best is Field.OTHER:
                score *= 0.8
            if what in TOTALS and unit.currency:
                score += 8 if unit.currency == "EUR" else -8
            bids.append(Bid(checked(what, score, seen[column]), -column, what, score))
    bids.sort(reverse=True)
    return bids, other


def _is_further(heading: Heading, score: float) -> bool:
    """Whether a heading is a word of one of the further fields, and only resembles one of the others."""
    return score < 90 and further_named(heading) is not None


def _rival(bids: Sequence[Bid], column: int, what: Field, taken: set[int]) -> float:
    """The best score of something else for the column, or of a free column that is called so better than anything
    else."""
    rival = 0.0
    met = set(taken) - {column}
    for bid in bids:
        if bid.minus_column == -column:
            rival = max(rival, 0.0 if bid.what is what else bid.score)
        elif -bid.minus_column not in met:
            met.add(-bid.minus_column)
            rival = max(rival, bid.score if bid.what is what else 0.0)
    return rival


def _numbered(heading: Heading, first: Heading) -> bool:
    """``Tuotos 2`` beside ``Tuotos 1``."""
    return heading.text.rstrip("0123456789. ") == first.text.rstrip("0123456789. ")
