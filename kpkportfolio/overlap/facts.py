"""What is known of the items beside their words, as columns: parties, times, stages, registers, components."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap import identifiers, parties, wordings, words
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import Lexicon, Parsed

Column = NDArray[Any]
_UNKNOWN = -1
_FEW_MENTIONS = 5
# starts so near each other are as good as the same
SAME_DAYS = 3
# shared, because most items name nobody and have no components
_NONE: frozenset[int] = frozenset()


class Numbers:
    """Gives each distinct value a number, the same for the portfolio and for what is mirrored against it."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, value: str) -> int:
        """The value's number; an empty value is unknown and has −1."""
        return self._known.setdefault(value, len(self._known)) if value else _UNKNOWN

    def every(self) -> Iterable[tuple[str, int]]:
        """The values known so far with their numbers."""
        return self._known.items()


class Known:
    """The numbers given to organisations, persons, registers, components and titles."""

    def __init__(self) -> None:
        self.organisations = Numbers()
        self.persons = Numbers()
        self.registers = Numbers()
        self.components = Numbers()
        self.templates = Numbers()
        self.numbering = Numbers()
        self.mentions = Numbers()
        self.families = Numbers()
        self.template_counts: Counter[int] = Counter()
        self.starts: Column = np.empty(0)
        self.everyday: frozenset[int] = _NONE
        self.acronyms: dict[str, str] = {}
        self.identifiers = Numbers()
        self.common: frozenset[int] = _NONE


@dataclass(slots=True)
class Facts:
    """One entry an item. Unknown numbers are −1, unknown days NaN; an open end is infinity.

    ``start_rarity`` is in nats: minus the logarithm of how large a share of the portfolio starts within days of it.
    """

    organisation: Column
    other_name: Column
    person: Column
    person_short: Column
    register: Column
    language: Column
    start: Column
    start_rarity: Column
    end: Column
    completed: Column
    stopped: Column
    nearly: Column
    planned: Column
    rollout: Column
    rollout_title: Column
    seeks: Column
    offers: Column
    template: Column
    template_count: Column
    phases: Column
    years: Column
    places: list[frozenset[int]]
    mentioned: list[frozenset[int]]
    called: list[frozenset[int]]
    produces: list[frozenset[int]]
    uses: list[frozenset[int]]
    family: Column
    identifiers: list[frozenset[int]]
    reference: list[frozenset[int]]

    def replaced(self, places: Column, rows: "Facts") -> "Facts":
        """The same with other rows at some places, of which those beyond the end are added."""
        columns: dict[str, Any] = {}
        there = places < len(self.family)
        for field in fields(self):
            column, new = getattr(self, field.name), getattr(rows, field.name)
            if isinstance(column, list):
                column = list(column)
                for place, value in zip(places.tolist(), new, strict=True):
                    column[place : place + 1] = [value]
            else:
                column = np.concatenate((column, new[~there]))
                column[places[there]] = new[there]
            columns[field.name] = column
        return Facts(**columns)

    def recounted(self, there: Column) -> tuple["Facts", Column]:
        """The same with titles counted among the items that are there, and the places where the count is another."""
        counts = np.bincount(self.template[there] + 1, minlength=int(self.template.max(initial=_UNKNOWN)) + 2)
        count = counts[self.template + 1].astype(np.float32)
        return replace(self, template_count=count), np.flatnonzero(count != self.template_count)


def facts(lexicon: Lexicon, items: Sequence[Item], parsed: Sequence[Parsed], known: Known, count: bool) -> Facts:
    """The columns of some items; with ``count`` their titles are counted as the portfolio's own."""
    if count:
        known.acronyms = parties.acronyms({item.organisation for item in items if item.organisation})

    @cache
    def keys_of(name: str | None) -> tuple[str, ...]:
        every = parties.organisation_keys(name)
        return tuple(dict.fromkeys(known.acronyms.get(key, key) for key in every))

    persons = [parties.person_keys(item.person) for item in items]
    organisations = [keys_of(item.organisation) for item in items]
    templates = [known.templates.of(row.template) for row in parsed]
    if count:
        known.template_counts = Counter(templates)

    @cache
    def called_by(keys: tuple[str, ...], register: str) -> frozenset[int]:
        every = (*keys, words.normal(register))
        return frozenset(known.mentions.of(name) for key in every if (name := parties.mentions(key))) or _NONE

    called = [called_by(keys, item.register or "") for item, keys in zip(items, organisations, strict=True)]
    spoken = {word: name for said, name in known.mentions.every() for word in lexicon.numbers_of(said)}
    mentioned = [_mentioned(row, spoken) for row in parsed]
    if count:
        # a party called Research is not meant by every text with that word in it
        counts = Counter(name for every in mentioned for name in every)
        most = max(_FEW_MENTIONS, len(items) // 100)
        known.everyday = frozenset(name for name, number in counts.items() if number > most)
    named = [_numbers((one.name for one in identifiers.identifiers(_text(item))), known) for item in items]
    if count:
        counts = Counter(number for every in named for number in every)
        most = max(_FEW_MENTIONS, len(items) // 1000)
        known.common = frozenset(number for number, times in counts.items() if times > most)
    start = _days(item.start for item in items)
    if count:
        known.starts = np.sort(start[~np.isnan(start)])
    rollout_title = np.array([wordings.rollout(item.title) for item in items], dtype=bool)
    return Facts(
        organisation=_column(known.organisations.of(keys[0]) if keys else _UNKNOWN for keys in organisations),
        other_name=_column(known.organisations.of(keys[1]) if len(keys) > 1 else -2 for keys in organisations),
        person=_column(known.persons.of(whole) for whole, _short in persons),
        person_short=_column(known.persons.of(short) for _whole, short in persons),
        register=_column(known.registers.of(item.register or "") for item in items),
        language=_column(("fi", "sv", "en").index(row.language) for row in parsed),
        start=start,
        start_rarity=_rarity(start, known.starts),
        end=np.where([item.open_ended for item in items], np.inf, _days(item.end for item in items)),
        completed=_has(items, Status.COMPLETED),
        stopped=_has(items, Status.CANCELLED, Status.SUSPENDED),
        nearly=_has(items, Status.ROLLOUT),
        planned=_has(items, Status.IDEA, Status.PROPOSED),
        rollout=rollout_title | _has(items, Status.ROLLOUT),
        rollout_title=rollout_title,
        seeks=np.array([wordings.seeks(_text(item)) for item in items], dtype=bool),
        offers=np.array([wordings.offers(_text(item)) for item in items], dtype=bool),
        template=_column(templates),
        template_count=np.array([known.template_counts[number] for number in templates], dtype=np.float32),
        phases=_column(known.numbering.of(" ".join(map(str, row.phases))) for row in parsed),
        years=_column(known.numbering.of(" ".join(map(str, row.years))) for row in parsed),
        places=[row.places for row in parsed],
        mentioned=[every - known.everyday or _NONE for every in mentioned],
        called=called,
        produces=[_components(item.produces, known) for item in items],
        uses=[_components(item.uses, known) for item in items],
        family=_column(known.families.of(item.family or "") for item in items),
        identifiers=[every - known.common or _NONE for every in named],
        reference=[_numbers([identifiers.reference(item.ref)], known) for item in items],
    )


def _numbers(names: Iterable[str], known: Known) -> frozenset[int]:
    return frozenset(known.identifiers.of(name) for name in names) - {_UNKNOWN} or _NONE


def _text(item: Item) -> str:
    return f"{item.title} {item.description or ''}"


def _has(items: Sequence[Item], *statuses: Status) -> Column:
    return np.array([item.status in statuses for item in items], dtype=bool)


def _column(values: Iterable[int]) -> Column:
    return np.fromiter(values, dtype=np.int32)


def _days(values: Iterable[date | None]) -> Column:
    return np.fromiter((np.nan if day is None else day.toordinal() for day in values), dtype=np.float64)


def _rarity(days: Column, every: Column) -> Column:
    near = [np.searchsorted(every, days + (SAME_DAYS + 0.5) * side) for side in (-1, 1)]
    rarity: Column = -np.log(np.maximum(near[1] - near[0], 1) / max(len(every), 1))
    return rarity


def _mentioned(row: Parsed, spoken: Mapping[int, int]) -> frozenset[int]:
    """The parties that a text names, of those whose words are ``spoken``."""
    every = spoken.keys() & set(row.words[: row.in_title + row.in_description])
    return frozenset(spoken[word] for word in every) or _NONE


def _components(components: Iterable[str], known: Known) -> frozenset[int]:
    return (
        frozenset(known.components.of(words.normal(component).strip()) for component in components) - {_UNKNOWN}
        or _NONE
    )
