"""What one header cell may mean: every field it may name, with a score."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kpkportfolio.registers.columns.words import (
    ACTUAL,
    COMPOUND_STARTS,
    EITHER,
    GENERIC,
    HEADER_WORDS,
    LEAST,
    MOST,
    QUALIFIERS,
    TOTAL,
    Field,
)
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.units import unit_of

Scores = dict[Field, float]

_BRACKETS = re.compile(r"[\(\[][^)\]]*[\)\]]")
_UNIT_TAIL = re.compile(
    (
        r"(?:\s|,)+(?:1\s?000\s?(?:€|eur)|[mtk]?€|m?eur|[tk]eur|te|milj\.?\s?(?:e(?:uroa)?|€)?|mn\s?(?:€|"
        r"eur)?|euroa?|tuhatta euroa|tusen euro|miljoner euro|miljoonaa euroa|sek|kr|tkr)\.?$"
    ),
    re.IGNORECASE,
)
# a year alone, or with what a budget calls it: tilinpäätös, talousarvio(esitys), taloussuunnitelma, bokslut …
_YEAR = re.compile(
    r"(?:(?:v\.?|vuosi|vuonna|år|year|fy|tp|tpe|ta|tae|ts|tse|ks|bs|bg|bu|bf|ep|budjetti|budget|bokslut|toteuma|utfall"
    r"|ennuste|prognos|talousarvio|tilinpäätös|actual|forecast|plan|planering|suunnitelma|suunn|arvio|estimate|kust"
    r"|kustannus|kustannukset|investointi|investoinnit|investering|investeringar|määräraha|anslag|rahoitus"
    r"|rahoitustarve|tarve|costs?|funding)[ .]*)?((?:19|20)\d\d)",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(r"[/|\n]| tai | eller | or | ja | och | and ")
_ABBREVIATED = re.compile(r"hlö\b|henk\.")
_MONEY_FIELDS = (Field.MONEY, Field.MONEY_MIN, Field.MONEY_MAX)
WEAK = 0.72
_ESTIMATE = frozenset(("arvio", "estimate", "uppskattning", "kalkyl"))


class Heading(NamedTuple):
    """A column's header: its own words, and those of a wider heading above it."""

    text: str
    above: str = ""

    @property
    def whole(self) -> str:
        return f"{self.above} {self.text}".strip()


def _keep(scores: Scores, field: Field, score: float) -> None:
    if score > scores.get(field, 0):
        scores[field] = score


def _named(phrase: str, score: float, scores: Scores) -> None:
    if phrase in EITHER:
        _keep(scores, Field.ORGANISATION, score * 0.8)
        _keep(scores, Field.PERSON, score * 0.78)
    found = HEADER_WORDS.get(phrase)
    if found:
        _keep(scores, found[0], score * (WEAK if found[1] else 1))


def _without_qualifiers(tokens: list[str]) -> list[str]:
    left = list(tokens)
    while len(left) > 1 and left[0] in QUALIFIERS:
        left = left[1:]
    if len(left) == 1:
        for start in COMPOUND_STARTS:
            rest = left[0].removeprefix(start)
            if rest != left[0] and len(rest) >= 2 and rest in HEADER_WORDS:
                return [rest]
    return left


def _phrase_scores(phrase: str) -> Scores:
    scores: Scores = {}
    tokens = [token for token in phrase.split() if not token.isdigit()]
    if not tokens:
        return scores
    phrase = " ".join(tokens)
    _named(phrase, 100, scores)
    _named("".join(tokens), 96, scores)
    bare = _without_qualifiers(tokens)
    _named(" ".join(bare), 95, scores)
    if scores:
        return scores
    if len(tokens) > 1 and tokens[-1] in ("nimi", "namn", "name"):
        # "hankepäällikön nimi" is about the manager, whatever the ending
        _nearest(" ".join(bare[:-1]) or tokens[0], scores)
        if scores:
            return {what: score + 35 for what, score in scores.items()}
    for size in range(min(4, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            part = " ".join(tokens[start : start + size])
            if len(part) > 2 or len(tokens) == 1:
                ends = start + size == len(tokens)
                _named(part, 55 + 25 * size / len(tokens) + (6 if ends else 0), scores)
    # the end of a compound says what it is: "toteutusaikataulu", "kokonaiskustannusarvio"
    for token in tokens:
        for cut in range(2, len(token) - 4):
            if (tail := token[cut:]) in HEADER_WORDS:
                _named(tail, 58, scores)
                break
        # and its beginning what it is about: "aikatauluarvio"
        for cut in range(len(token) - 2, 5, -1):
            if (head := token[:cut]) in HEADER_WORDS:
                _named(head, 52, scores)
                break
    if not scores and len(phrase) >= 5:
        _nearest(phrase, scores)
    return scores


def _nearest(phrase: str, scores: Scores) -> None:
    """Spelling slips: the nearest known header word, if it is near enough."""
    from rapidfuzz import fuzz, process

    for word, ratio, _index in process.extract(
        phrase, HEADER_WORDS.keys(), scorer=fuzz.ratio, score_cutoff=84, limit=2
    ):
        _named(word, 45 + (ratio - 84), scores)


@lru_cache(maxsize=4096)
def _text_scores(text: str) -> tuple[tuple[Field, float], ...]:
    scores: Scores = {}
    if not text or len(text) > 90 or not re.search(r"[^\W\d_]", text):
        if text.strip() in ("#", "€") or re.fullmatch(r"n[:.]o", text.lower()):
            scores[Field.REF if text.strip() == "#" else Field.MONEY] = 70
        return tuple(scores.items())
    bare = _BRACKETS.sub(" ", text).replace("_", " ").strip(" .:;*") or text
    unit = unit_of(text)
    bare = _UNIT_TAIL.sub("", bare).strip(" ,.:;") or bare
    bare = _ABBREVIATED.sub("henkilö", bare)
    if _ALTERNATIVES.search(bare):
        for alternative in _ALTERNATIVES.split(bare):
            for field, score in _phrase_scores(fold(alternative)).items():
                _keep(scores, field, score * 0.97)
    for field, score in _phrase_scores(fold(bare)).items():
        _keep(scores, field, score)
    # bracketed words only help when nothing else does: "Kesto (alku–loppu)"
    if not scores:
        for field, score in _phrase_scores(fold(re.sub(r"[()\[\]]", " ", text))).items():
            _keep(scores, field, score * 0.8)
    for inside in _BRACKETS.findall(text):
        # "Aikataulu (alku)", "Vastuu (henkilö)": the brackets say which
        found = HEADER_WORDS.get(fold(inside))
        if found and found[0] in (Field.START, Field.END, Field.PERSON, Field.ORGANISATION):
            scores = {found[0]: 98.0}
    _judge_money(text, unit.currency is not None or unit.multiple is not None, scores)
    return tuple(scores.items())


def _judge_money(text: str, has_unit: bool, scores: Scores) -> None:
    tokens = set(fold(re.sub(r"[()\[\]]", " ", text)).split())
    money = max((scores.get(field, 0) for field in _MONEY_FIELDS), default=0)
    if has_unit and not scores:
        money = 60
    least, most = tokens & LEAST, tokens & MOST
    if (least or most) and not (least and most) and (money or has_unit or len(tokens) == 1 or tokens & _ESTIMATE):
        field = Field.MONEY_MIN if least else Field.MONEY_MAX
        if (
            money
            or has_unit
            or tokens & _ESTIMATE
            or tokens & {"min", "max", "minimi", "maksimi", "minimum", "maximum", "alaraja", "ylaraja"}
        ):
            scores[field] = max(money, 70) + 5
            scores.pop(Field.MONEY, None)
            return
    if money:
        if tokens & ACTUAL:
            money *= 0.4
        elif tokens & TOTAL:
            money += 12
        if has_unit:
            money += 4
        scores[Field.MONEY] = money


@lru_cache(maxsize=4096)
def heading_scores(heading: Heading) -> tuple[tuple[Field, float], ...]:
    """Every field that a heading may name, with a score up to about 115; none when it says nothing."""
    text, above = heading
    if not above:
        return _text_scores(text)
    if not text or fold(_BRACKETS.sub(" ", text)) in GENERIC or fold(text) in GENERIC:
        merged = dict(_text_scores(f"{above} {text}".strip()))
        for field, score in _text_scores(above):
            _keep(merged, field, score)
        return tuple(merged.items())
    scores: Scores = dict(_text_scores(text))
    combined = dict(_text_scores(f"{above} {text}"))
    for field, score in combined.items():
        if field in _MONEY_FIELDS or not scores:
            _keep(scores, field, score)
    if Field.MONEY in dict(_text_scores(above)):
        # under "Kustannukset" a "min" or "alkaen" is money, not a date
        _judge_money(f"{above} {text}", True, scores)
    return tuple(scores.items())


def best(heading: Heading) -> tuple[Field | None, float]:
    """The field that a heading names best, and with what score."""
    scores = heading_scores(heading)
    return max(scores, key=lambda pair: pair[1], default=(None, 0.0))


def year_of(text: str) -> int | None:
    """The year when a header is nothing but one: money by year."""
    match = _YEAR.fullmatch(_UNIT_TAIL.sub("", _BRACKETS.sub("", text)).strip())
    return int(match[1]) if match else None


def unique_names(headings: Sequence[Heading]) -> list[str]:
    """The headers as column names for people, each different; a nameless column has its letter."""
    names: list[str] = []
    for column, heading in enumerate(headings):
        text = heading.text
        if heading.above and heading.above not in text:
            text = f"{heading.above} {text}".strip()
        name = text or _letter(column)
        count = 2
        while name in names:
            name, count = f"{text or _letter(column)} ({count})", count + 1
        names.append(name)
    return names


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
