"""Several rows as the one initiative that they are: their years, phases, amounts and deliverables together.

What the rows agree on stands. Where rows are of different years the newest speaks for today; what else they
contradict each other in is left unknown and told. Amounts are added up only where it is sure that each row has its own.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from kpkportfolio.model.vocabulary import MoneyKind
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.record import Figure, Problem, ReadInitiative, ReadMilestone
from kpkportfolio.text import N_, _

_ONE_VALUE = (
    *("ref", "organisation", "person", "programme", "domain", "status_reason", "health"),
    *("progress", "priority", "parent", "baseline", "status"),
)
_TEXTS = ("description", "note")
_LISTS = ("deliverables", "milestones", "predecessors", "links", "custom")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[/–-]\s?(?:\d\d)?\d\d)?(?!\d)")
_YEAR_HEADINGS = frozenset(
    "vuosi tilivuosi budjettivuosi talousarviovuosi varainhoitovuosi kalenterivuosi ar budgetar rakenskapsar "
    "verksamhetsar year fy fiscalyear financialyear budgetyear".split()
)
_WHOLE = re.compile(r"kokonais|yhteensä|koko hank|total|whole|in all|sammanlag|hela proj", re.IGNORECASE)
_OF_A_YEAR = re.compile(
    r"määrära|vuosi|vuoden|talousarvio|budjet|budget|toteuma|anslag|årlig|appropriation|annual", re.IGNORECASE
)
_BETWEEN = " / "
_NOTHING = "–"
_UNKNOWN = (None, None)
_DIFFER = N_("The rows of this initiative say different things; it is left unknown.")
_NOT_ALL = N_("Not every row of this initiative tells its amount; what is known is the least that it may cost.")
_NOT_SURE = N_("It is not sure whether these amounts of the rows of one initiative are parts or one and the same.")


class Headings(NamedTuple):
    """The headings of the columns, of all tables of a file, that tell the status and the amounts."""

    status: frozenset[str]
    money: frozenset[str]


def sheet_year(record: ReadInitiative) -> int | None:
    """The year that a sheet's name tells, if it tells one."""
    years = set(_YEAR.findall(record.sheet or ""))
    return int(years.pop()) if len(years) == 1 else None


def without_years(name: str) -> str:
    """A sheet's name without the year it tells: of yearly sheets it is one name."""
    return fold(_YEAR.sub(" ", name))


def own_programme(record: ReadInitiative) -> str | None:
    """Its programme; a yearly sheet's name is of a year, and is none."""
    return None if record.programme == record.sheet and sheet_year(record) is not None else record.programme


def headed_year(record: ReadInitiative) -> int | None:
    """The year that a column of years tells."""
    for heading, text in record.raw.items():
        if fold(heading).replace(" ", "") in _YEAR_HEADINGS and (found := _YEAR.fullmatch(text.strip())):
            return int(found[1])
    return None


def row_year(record: ReadInitiative) -> int | None:
    """The year that a row is of: by a column of years, or because its schedule is just one (financial) year."""
    if (year := headed_year(record)) is None and record.start is not None and _is_one_year(record):
        return record.start.year
    return year


def gathered(records: Sequence[ReadInitiative], headings: Headings) -> tuple[ReadInitiative, list[Problem]]:
    """One record of several of one initiative, and what of it could not be told.

    Args:
        records: as they stand in the file; the first gives its place.
        headings: see :class:`Headings`.
    """
    return _Gathering(records, headings).one()


class _Gathering:
    def __init__(self, records: Sequence[ReadInitiative], headings: Headings) -> None:
        by_sheet, by_row = ([year_of(one) for one in records] for year_of in (sheet_year, row_year))
        self.sheets = _tell_apart(by_sheet)
        self.rows = _tell_apart(by_row)
        self.years = by_sheet if self.sheets else by_row if self.rows else [None] * len(records)
        order = sorted(range(len(records)), key=lambda at: (self.years[at] or 0, at))
        self.records = [records[at] for at in order]
        self.years = [self.years[at] for at in order]
        self.first = records[0]
        self.headings = headings
        self.problems: list[Problem] = []
        self.untold: tuple[tuple[str, str], ...] = ()

    def one(self) -> tuple[ReadInitiative, list[Problem]]:
        start, end, open_ended = self._schedule()
        low, high, figures = self._money()
        told: dict[str, Any] = {name: self._value(name) for name in _ONE_VALUE}
        told |= {name: self._text(name) for name in _TEXTS}
        told |= {name: tuple(dict.fromkeys(self._entries(name))) for name in _LISTS}
        told["custom"] += self.untold
        told["milestones"] += tuple(phase for phase in self._phases() if phase not in told["milestones"])
        one = self.first._replace(
            **told,
            start=start,
            end=end,
            open_ended=open_ended,
            investment_min=low,
            investment_max=high,
            figures=figures,
            language=self._text("language", joined=False),
            raw=_together([one.raw for one in self.records]),
            originals=_together([one.originals for one in self.records]),
            rows=tuple((one.sheet, one.row) for one in self.records),
        )
        return one, self.problems

    def _entries(self, name: str) -> list[Any]:
        return [entry for one in self.records for entry in getattr(one, name)]

    def _text(self, name: str, joined: bool = True) -> str | None:
        texts = list(dict.fromkeys(text for one in self.records if (text := getattr(one, name))))
        # a yearly sheet tells it all anew
        return ("\n".join(texts) if joined and not self.sheets else texts[-1]) if texts else None

    def _value(self, name: str) -> Any:
        if name == "programme" and self.sheets:
            known = [told for one in self.records if (told := own_programme(one)) is not None]
        else:
            known = [value for one in self.records if (value := getattr(one, name)) is not None]
        different = {fold(value) if isinstance(value, str) else value for value in known}
        if len(different) < 2 or self.sheets or self.rows:
            return known[-1] if known else None
        self._tell(
            name, _BETWEEN.join(dict.fromkeys(self._said(name, known))), _(_DIFFER), _("one value on all the rows")
        )
        return None

    def _said(self, name: str, known: Sequence[Any]) -> list[str]:
        """The values as they stand in the file."""
        if name == "status":
            return [text for one in self.records if (text := self._cell(one, self.headings.status))]
        return [str(value) for value in known]

    def _cell(self, record: ReadInitiative, headings: frozenset[str]) -> str | None:
        return next((text for heading, text in record.raw.items() if heading in headings), None)

    def _schedule(self) -> tuple[date | None, date | None, bool]:
        """From the first beginning to the last end; where whole schedules stand on rows of years, the newest one."""
        told = [one for one in self.records if one.start or one.end or one.open_ended]
        if not told:
            return None, None, False
        start = min((one.start for one in told if one.start), default=None)
        if (self.sheets or self.rows) and not all(map(_is_one_year, told)):
            return told[-1].start or start, told[-1].end, told[-1].open_ended
        if any(one.open_ended for one in told):
            return start, None, True
        return start, max((one.end for one in told if one.end), default=None), False

    def _phases(self) -> list[ReadMilestone]:
        """Phases, each with a status of its own, as milestones of the day they end."""
        if self.sheets or self.rows or len({one.status for one in self.records} - {None}) < 2:
            return []
        named = [(self._cell(one, self.headings.status), one.end) for one in self.records]
        return [ReadMilestone(text, end) for text, end in named if text and end]

    def _money(self) -> tuple[int | None, int | None, tuple[Figure, ...]]:
        figures = self._figures()
        told = [
            (one, year)
            for one, year in zip(self.records, self.years, strict=True)
            if _ends(one) != _UNKNOWN
            and not any(figure.kind is MoneyKind.ICT_INVESTMENT and figure.year for figure in one.figures)
        ]
        if not told:
            return self._sum_of_figures(figures)
        amounts = {_ends(one) for one, _year in told}
        heading = next((name for one, _year in told for name in one.raw if name in self.headings.money), "")
        whole, of_a_year = _WHOLE.search(heading), _OF_A_YEAR.search(heading)
        apart = self.rows or self.sheets or _one_after_another([one for one, _year in told])
        several = len(told) > 1
        unknown = not whole and any(_ends(one) == _UNKNOWN for one in self.records)
        # what stands beside the whole of it, such as phases within its time, needs no amount of its own
        unknown = unknown and (self.rows or self.sheets or _one_after_another(self.records))
        if (
            not (several or unknown)
            or (len(amounts) == 1 and (whole or not apart))
            or (whole and (self.sheets or self.rows))
        ):
            newest = told[-1][0]
            return newest.investment_min, newest.investment_max, figures
        repeated = len(amounts) == 1 and not of_a_year
        if several and (whole or not apart or repeated or (self.sheets and not of_a_year)):
            texts = [text for one, _year in told if (text := one.raw.get(heading))]
            self._tell(heading, _BETWEEN.join(texts), _(_NOT_SURE), _("a heading that says so, such as “total cost”"))
            return None, None, figures
        if unknown:
            texts = [one.raw.get(heading, _NOTHING) for one in self.records]
            self._tell(heading, _BETWEEN.join(texts), _(_NOT_ALL), _("an amount on each of the rows"))
            # figures by year would be added up as if the others were nothing
            self.untold = tuple(
                (f"{heading} {year}", one.raw[heading]) for one, year in told if year and heading in one.raw
            )
            return _sum([_ends(one) for one, _year in told])[0], None, figures
        if self.rows or self.sheets:
            return self._sum_of_figures((*figures, *_of_years(told)))
        return *_sum([_ends(one) for one, _year in told]), figures

    def _figures(self) -> tuple[Figure, ...]:
        """Each figure once; two amounts of one year are told, but of yearly sheets the newest stands."""
        found: dict[tuple[Any, int | None], Figure] = {}
        unsure: set[tuple[Any, int | None]] = set()
        for one in self.records:
            for figure in one.figures:
                key = (figure.kind, figure.year)
                if key in found and found[key] != figure and not self.sheets:
                    unsure.add(key)
                found[key] = figure
        for key in sorted(unsure, key=str):
            amounts = [f.most for one in self.records for f in one.figures if (f.kind, f.year) == key]
            text = _BETWEEN.join(f"{amount / 100:.0f}" for amount in amounts if amount is not None)
            self._tell(self._of_year(key[1]), text, _(_NOT_SURE), _("one amount for each year"))
        return tuple(figure for key, figure in found.items() if key not in unsure)

    def _of_year(self, year: int | None) -> str | None:
        """The heading of a year's amounts."""
        headings = (heading for one in self.records for heading in one.raw)
        return next((heading for heading in headings if year is not None and str(year) in heading), None)

    @staticmethod
    def _sum_of_figures(figures: Sequence[Figure]) -> tuple[int | None, int | None, tuple[Figure, ...]]:
        ict = [one for one in figures if one.kind is MoneyKind.ICT_INVESTMENT]
        return *_sum([(one.least, one.most) for one in ict]), tuple(figures)

    def _tell(self, column: str | None, value: str, message: str, accepted: str) -> None:
        if column in ReadInitiative._fields:
            said = value.split(_BETWEEN)[0]
            headings = (heading for one in self.records for heading, text in one.raw.items() if text == said)
            column = next(headings, None)
        self.problems.append(Problem(self.first.sheet, self.first.row, column, value, message, accepted, fatal=False))


def _tell_apart(years: Sequence[int | None]) -> bool:
    return None not in years and len(set(years)) == len(years)


def _is_one_year(record: ReadInitiative) -> bool:
    start, end = record.start, record.end
    if start is None or end is None:
        return False
    whole_months = start.day == 1 and end.day >= 28 and start.month == end.month % 12 + 1
    return whole_months and 363 < (end - start).days < 366


def _one_after_another(records: Sequence[ReadInitiative]) -> bool:
    """Whether their times do not overlap."""
    spans = sorted((one.start, one.end) for one in records if one.start is not None and one.end is not None)
    if len(spans) < len(records):
        return False
    return all(end < start for (_start, end), (start, _end) in pairwise(spans))


def _ends(record: ReadInitiative) -> tuple[int | None, int | None]:
    return record.investment_min, record.investment_max


def _of_years(told: Sequence[tuple[ReadInitiative, int | None]]) -> tuple[Figure, ...]:
    return tuple(Figure(MoneyKind.ICT_INVESTMENT, year, *_ends(one)) for one, year in told)


def _sum(ranges: Sequence[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    """The least is at least what is known of it; the most is known when that of each is."""
    least, most = (
        ([end for end in ends if end is not None] for ends in zip(*ranges, strict=True)) if ranges else ([], [])
    )
    return sum(least) if least else None, sum(most) if most and len(most) == len(ranges) else None


def _together(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The cells of all rows; what differs under one heading line by line."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for heading, text in row.items():
            if text not in (told := found.setdefault(heading, [])):
                told.append(text)
    return {heading: "\n".join(texts) for heading, texts in found.items()}
