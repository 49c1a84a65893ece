"""The facts that registers tell of an initiative: one table of how each is read, compared and shown.

A compared value is plain JSON: dates are ISO, money is in cents, a fact of several entries (milestones, money by
year …) is a list of lists. Unknown is not there. :mod:`kpkportfolio.registers.difference.owned` says which rows
keep the entries.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind, label
from kpkportfolio.model.words import field_words
from kpkportfolio.registers.record import Figure, ReadInitiative
from kpkportfolio.text import N_, _, format_date, format_euros

Entry = Sequence[Any]
Titles = Callable[[str], str]
"""The title of an initiative by its id."""
ICT = MoneyKind.ICT_INVESTMENT.value


def _as_it_is(value: Any) -> Any:
    return value


class Fact(NamedTuple):
    """How one fact is dealt with.

    Attributes:
        column: of the initiative, which holds it; empty where rows of its own do.
        plain: what was read → what is compared.
        shown: what is compared → what people are shown: a date, cents, a word; entries as a tuple of texts.
        key: what tells one entry from another; None where the fact is one value.
        words: its name where the initiative has no column of that name.
    """

    column: str = ""
    plain: Callable[[Any], Any] = _as_it_is
    shown: Callable[[Any, Titles], object] = lambda value, _titles: value
    key: Callable[[Entry], Hashable] | None = None
    words: str = ""


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None, _titles: Titles) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _entries(words: Callable[[Entry, Titles], str]) -> Callable[[Any, Titles], object]:
    return lambda value, titles: tuple(words(entry, titles) for entry in value or ())


def _figures(read: Iterable[Figure]) -> list[Entry]:
    """Figures of one kind and year are one figure."""
    sums: dict[tuple[str, int | None], list[int | None]] = {}
    for kind, year, *amounts in read:
        known = sums.setdefault((kind.value, year), [None, None, None])
        for at, amount in enumerate(amounts):
            if amount is not None:
                known[at] = amount + (known[at] or 0)
    return [
        [kind, year, *_ascending(least, most), actual]
        for (kind, year), (least, most, actual) in sorted(sums.items(), key=lambda item: (item[0][0], item[0][1] or 0))
        if (least, most, actual) != (None, None, None)
    ]


def _ascending(first: Any, second: Any) -> tuple[Any, Any]:
    """A range told the wrong way round is the same range."""
    return (second, first) if first is not None and second is not None and first > second else (first, second)


def _figure_words(figure: Entry, _titles: Titles) -> str:
    kind, year, least, most, actual = figure
    known = label(MoneyKind(kind) if kind in list(MoneyKind) else ImpactKind(kind))
    amounts = dict.fromkeys(format_euros(amount) for amount in (least, most) if amount is not None)
    told = [f"{known} {year}" if year else known, "–".join(amounts)]
    if actual is not None:
        told.append(_("actual {amount}").format(amount=format_euros(actual)))
    return " ".join(part for part in told if part)


def _milestone_words(milestone: Entry, _titles: Titles) -> str:
    title, due, reached = milestone
    days = [format_date(date.fromisoformat(due))] if due else []
    if reached:
        days.append(_("reached {day}").format(day=format_date(date.fromisoformat(reached))))
    return f"{title} ({', '.join(days)})" if days else str(title)


def _baseline_words(baseline: Entry, _titles: Titles) -> str:
    name, *days = baseline
    start, end = (format_date(date.fromisoformat(day)) if day else "" for day in days)
    return f"{name} ({start}–{end})" if start or end else str(name)


def _baseline(baseline: Any) -> list[Entry]:
    days = _ascending(_iso(baseline.start), _iso(baseline.end))
    return [[baseline.name, *days]] if baseline.name.strip() else []


def _custom(values: Iterable[tuple[str, str]]) -> list[Entry]:
    """Several values under one name are one."""
    found: dict[str, tuple[str, list[str]]] = {}
    for name, value in values:
        if name.strip() and value.strip():
            told = found.setdefault(name.casefold(), (name, []))[1]
            if value not in told:
                told.append(value)
    return [[name, "; ".join(told)] for name, told in found.values()]


def _by_text(entry: Entry) -> Hashable:
    return str(entry[0]).casefold()


FACTS: Mapping[str, Fact] = {
    "title": Fact("title"),
    "description": Fact("description"),
    "organisation": Fact("organisation_id"),
    "person": Fact("person_name"),
    "programme": Fact("programme_id"),
    "domain": Fact("domain_id"),
    "status": Fact("status"),
    "start": Fact("start", _iso, _day),
    "end": Fact("end", _iso, _day),
    "open_ended": Fact("open_ended", shown=lambda value, _titles: bool(value)),
    "investment_min": Fact(),
    "investment_max": Fact(),
    "deliverables": Fact(plain=list, shown=lambda value, _titles: tuple(value or ()), words=N_("Deliverables")),
    "figures": Fact(
        "", _figures, _entries(_figure_words), lambda figure: (figure[0], figure[1]), N_("Money and impact")
    ),
    "status_reason": Fact("status_reason"),
    "health": Fact("health"),
    "progress": Fact("progress"),
    "priority": Fact("priority"),
    "note": Fact("note"),
    "milestones": Fact(
        "",
        lambda read: [[m.title, _iso(m.due), _iso(m.reached)] for m in read if m.title.strip()],
        _entries(_milestone_words),
        _by_text,
        N_("Milestones"),
    ),
    "parent": Fact("parent_id", shown=lambda value, titles: None if value is None else titles(value)),
    "predecessors": Fact(
        "",
        lambda read: [[link.ref, link.kind.value, link.lag_days] for link in read],
        _entries(lambda link, titles: titles(link[0])),
        lambda link: (link[0], link[1]),
        N_("Depends on"),
    ),
    "baseline": Fact("", _baseline, _entries(_baseline_words), _by_text, N_("Baseline")),
    "links": Fact(
        "",
        lambda read: [[url] for url in dict.fromkeys(read) if url.strip()],
        _entries(lambda link, _titles: str(link[0])),
        lambda link: link[0],
        N_("Links"),
    ),
    "custom": Fact("", _custom, _entries(lambda own, _titles: f"{own[0]}: {own[1]}"), _by_text, N_("Own fields")),
}

FIELDS = tuple(FACTS)
"""What a register says of an initiative; what is kept of a reading is spelled in this order."""

ENTRIES = tuple(name for name, fact in FACTS.items() if fact.key is not None)

COLUMNS = (
    *((field,) for field in FIELDS if field not in ("end", "open_ended", "investment_min", "investment_max")),
    ("end", "open_ended"),
    ("investment_min", "investment_max"),
)
"""Fields that come out of one column, or of columns that make sense together only."""

_AT = {name: at for at, name in enumerate(ReadInitiative._fields)}
_BLANK = {name: False if name == "open_ended" else ReadInitiative._field_defaults.get(name) for name in FIELDS}
_BLANK["deliverables"] = ()


def field_title(field: str) -> str:
    """A fact's name for people, such as ``Vastuullinen taho``."""
    fact = FACTS.get(field)
    if fact is None:
        return field_words(field)
    return _(fact.words) if fact.words else field_words(fact.column or field)


def shown(field: str, value: Any, titles: Titles = str) -> object:
    """A compared value as previews show it."""
    return FACTS[field].shown(value, titles)


def values_of(record: ReadInitiative) -> dict[str, Any]:
    """A record as it is compared and kept; what is unknown is left out."""
    return all_values([record])[0]


def all_values(records: Sequence[ReadInitiative]) -> list[dict[str, Any]]:
    """Records as they are compared and kept. A fact that no record speaks of costs nothing."""
    columns = list(zip(*records, strict=True))
    said = [name for name in FIELDS if columns and columns[_AT[name]].count(_BLANK[name]) < len(records)]
    kept = []
    for name in said:
        column, blank, plain = columns[_AT[name]], _BLANK[name], FACTS[name].plain
        if plain is not _as_it_is:
            column = tuple(None if value == blank else plain(value) or None for value in column)
        kept.append(column)
    found = [
        {name: value for name, value in zip(said, row, strict=True) if value is not None and value is not False}
        for row in zip(*kept, strict=True)
    ]
    if "figures" in said:
        found = [told if "figures" not in told else by_year_wins(told) for told in found]
    return found


def by_year_wins(values: dict[str, Any]) -> dict[str, Any]:
    """An investment told both as a whole and by year is told by year; one figure for all years is the whole."""
    figures, whole = [], {}
    for kind, year, least, most, actual in values["figures"]:
        if kind != ICT or year is not None:
            figures.append([kind, year, least, most, actual])
            continue
        whole = {
            name: amount for name, amount in (("investment_min", least), ("investment_max", most)) if amount is not None
        }
        if actual is not None:
            figures.append([kind, None, None, None, actual])
    told = {**whole, **values, "figures": figures}
    if any(
        kind == ICT and year is not None and (least, most) != (None, None) for kind, year, least, most, _a in figures
    ):
        told = {name: value for name, value in told.items() if not name.startswith("investment")}
    return {name: told[name] for name in FIELDS if told.get(name) not in (None, [])}
