"""What the values of a column look like, whatever its header says."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.dates import read_moment, read_schedule
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.money import NOT_EUROS, Money, read_money
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.registers.values.unknown import is_unknown

_SAMPLE = 40

_BODY = re.compile(
    r"kaupun|kunta|kunnan|kuntien|liitto|virasto|minister|laitos|keskus|yliopisto|korkeakoulu|"
    r"hallinto|hallinno|valtio|konttori|palvelu|piiri|sairaal|toimi\b|"
    r"yksikko|osasto|lautakunta|maakun|saatio|yhdisty|seura\b|opisto|museo|neuvosto|seutu|"
    r"\bstad\b|\bstaden\b|stads\b|kommun|verket|verk\b|styrelse|forbund|region|institut|universitet|"
    r"hogskola|myndighet|landsting|lansstyrelse|center|centralen|"
    r"city|town|treasury|ministry|agency|department|office|hospital|council|university|board|"
    r"municipal|authority|commission|service|institute|association|government|"
    r"\b(?:oy|oyj|ab|ky|ry|rf|ltd|inc|plc|gmbh|ict|it|vm|stm|okm|tem|lvm)\b"
)
_NAME_PART = re.compile(
    r"(?:[A-ZÅÄÖÉÜŠŽÁ][a-zåäöéüšžáíó]+(?:[-’'][A-ZÅÄÖ]?[a-zåäö]+)*|[A-ZÅÄÖ]\.|von|af|de|der|van|la)(?:,)?"
)

_PARTED = re.compile(r"\s*[\n/;,()]\s*|\s+[–-]\s+")
_BESIDE = re.compile(r"[\n/;(]|\s[–-]\s")
# how to reach a person is no party
_CONTACT = re.compile(r"@|\d{3}")


class Evidence(NamedTuple):
    """Shares (0–1) of a column's known values that are of a kind; ``known`` counts the values looked at."""

    known: int
    moments: float
    schedules: float
    money: float
    statuses: float
    numbers: float
    people: float
    bodies: float
    distinct: float
    length: float
    lists: float
    priced: float


NOTHING = Evidence(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


@lru_cache(maxsize=4096)
def is_body(text: str) -> bool:
    """Whether a text is recognisably an organisation."""
    return bool(_BODY.search(fold(text[:80]))) or bool(re.fullmatch(r"[A-ZÅÄÖ]{2,}[\w-]*", text))


@lru_cache(maxsize=4096)
def is_person(text: str) -> bool:
    """Whether a text looks like a person's name: two to four capitalised words, none of them an organisation's."""
    if len(text) > 80:
        return False
    first = re.split(r"[\n;/(]|, (?=\S+ \S)| ja | och | and ", text)[0].strip()
    words = first.split()
    return 2 <= len(words) <= 4 and all(_NAME_PART.fullmatch(word) for word in words) and not is_body(first)


def party_and_person(text: str) -> tuple[str | None, str | None]:
    """``Vaasan kaupunki / Karin Nygård`` as the party and the person; what is no person's name is the party."""
    parts = [part for part in _PARTED.split(text) if part]
    people = [part for part in parts if is_person(part)]
    if len(people) != 1:
        return text, None
    rest = ", ".join(part for part in parts if part != people[0] and not _CONTACT.search(part))
    return rest or None, people[0]


def holds_both(values: Sequence[Cell]) -> bool:
    """Whether most values of a column are a party and a person: ``Matti Mäki / tietohallinto``."""
    texts = [value for value in values if isinstance(value, str) and not is_unknown(value)]
    texts = texts[:: max(1, len(texts) // _SAMPLE)]
    # a comma alone parts the halves of too many names
    both = [_BESIDE.search(text) is not None and None not in party_and_person(text) for text in texts]
    return len(both) > 1 and sum(both) > 0.6 * len(both)


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def weigh(values: Sequence[Cell]) -> Evidence:
    """The evidence of a column's values; a sample spread over the whole column speaks for it."""
    known = [value for value in values if value != ""] if "" in values else values
    sample: list[Cell] = []
    for value in known[:: max(1, len(known) // (2 * _SAMPLE))]:
        if len(sample) < 2 * _SAMPLE and not (isinstance(value, str) and is_unknown(value)):
            sample.append(value)
    if not sample:
        return NOTHING
    moments, schedules, money, numbers = [], [], [], []
    texts = [value for value in sample if isinstance(value, str)]
    for value in sample:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        moments.append(isinstance(value, date) or _is_moment(value))
        schedules.append(
            isinstance(value, date) or (isinstance(value, str) and isinstance(read_schedule(value), Moment))
        )
        figure = read_money(value)
        money.append(isinstance(figure, Money) or figure is NOT_EUROS)
        numbers.append(is_number or (isinstance(value, str) and bool(re.fullmatch(r"[\d\s.,€%-]+", value))))
    return Evidence(
        known=len(known),
        moments=_share(moments),
        schedules=_share(schedules),
        money=_share(money),
        statuses=sum(isinstance(read_status(text), Status) for text in texts if len(text) < 60) / len(sample),
        numbers=_share(numbers),
        people=sum(is_person(text) for text in texts) / len(sample),
        bodies=sum(is_body(text) for text in texts) / len(sample),
        distinct=len(set(map(str, sample))) / len(sample),
        length=sum(len(str(value)) for value in sample) / len(sample),
        priced=sum(
            "€" in text or "eur" in text.lower() for text, good in zip(map(str, sample), money, strict=True) if good
        )
        / len(sample),
        lists=sum("\n" in text or ";" in text for text in texts) / len(sample),
    )


def _is_moment(value: Cell) -> bool:
    if isinstance(value, (int, float)):
        return not isinstance(value, bool) and 1990 <= value <= 2060 and float(value).is_integer()
    moment = read_moment(value)
    return isinstance(moment, Moment) or (isinstance(moment, Fault) and moment.fatal)
