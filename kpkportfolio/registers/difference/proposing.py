"""What a register's own names and status words probably mean here: proposals, each with how sure it is and why.

Nothing is equal by being alike only: what has the same name in another language, form or spelling is certain, the
rest is for a person to choose. A unit is not its city, and a joint authority is not the city it is named after.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from kpkportfolio.model.change import Fields
from kpkportfolio.model.vocabulary import OrganisationKind, Status, label
from kpkportfolio.overlap import words
from kpkportfolio.overlap.glossary import names as places
from kpkportfolio.overlap.parties import abbreviates, organisation_keys
from kpkportfolio.registers.difference.names import folded, guess_kind
from kpkportfolio.registers.difference.renaming import with_names
from kpkportfolio.registers.difference.standing import Records
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.profile import NAMED, Profile
from kpkportfolio.registers.record import ReadRegister
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.text import N_, _

CERTAIN = 0.9
"""Confidence from which a proposal is taken without asking anybody."""
_LEAST = 0.5
"""Confidence under which nothing is proposed."""
_SPELLINGS = 88
"""Likeness, 0–100, of names that may be one with a slip of the pen."""

_REMEMBERED = 4096
"""Names taken apart once: each is compared with each."""

_SAME_SPELLING = N_("the same name spelled otherwise")
_SAME_NAME = N_("the same name in another form or language")
_WRITTEN_SHORT = N_("the usual abbreviation")
_ACRONYM = N_("may be its acronym")
_UNIT = N_("a unit of it")
_ALIKE = N_("nearly the same name")
_MEANS = N_("the word in it means this")
_WORD_ALIKE = N_("nearly the same word")

_SHORT = {
    "hki": "helsinki",
    "tku": "turku",
    "tre": "tampere",
    "jkl": "jyväskylä",
    "lpr": "lappeenranta",
    "hml": "hämeenlinna",
    "jns": "joensuu",
    "kuo": "kuopio",
    "roi": "rovaniemi",
    "vsa": "vaasa",
    "hfors": "helsinki",
    "tfors": "tampere",
    "rma": "rauma",
    "kok": "kokkola",
    "kaj": "kajaani",
    "mli": "mikkeli",
    "sjk": "seinäjoki",
}
"""How people write the names of cities short; a word of the field, in no register of names."""
_CITY_WORDS = re.compile(
    r"\b(?:kaupunki|kaupungin|kunta|kunnan|stads?|staden|kommuns?|kommunen|city of|town of|municipality of|"
    r"municipality|city|town)\b"
)
_FORM = re.compile(r"\s+(?:oy|oyj|ab|abp|ltd|inc|ry|rf|as|a/s|aps|gmbh)\.?(?=\s|$)", re.IGNORECASE)
_UNIT_SIGN = re.compile(r"\s*[,;:/]\s*|\s+[-–—]\s+|\s*\(")
_PROGRAMME_WORDS = frozenset(
    "ohjelma ohjelman kehittämisohjelma kärkihanke strateginen strategiska program programmet programme the "
    "strategic hanke toimiala toimialan verksamhetsområde domain sector".split()
)
_NUMBER = re.compile(r"^\W*(?:(?:ohjelma|program(?:me)?|osio|teema|tema|theme)\s*)?\d{1,2}\s*[.:)–-]\s*", re.IGNORECASE)


_LITTLE = frozenset("vielä nyt jo juuri tällä hetkellä ännu nu redan just yet now still already currently".split())
_NOT = frozenset("ei eivät ilman inte ej icke utan not no never without".split())


class Proposal(NamedTuple):
    """What a name of a register may be here.

    Attributes:
        name: as the register has it.
        candidate_id, candidate: the thing here and its name.
        confidence: 0–1 that they are one and the same.
        why: the reason in the language spoken now.
    """

    name: str
    candidate_id: str
    candidate: str
    confidence: float
    why: str


class StatusProposal(NamedTuple):
    """What a status word that is not known may mean; ``confidence`` and ``why`` as of :class:`Proposal`."""

    word: str
    status: Status
    confidence: float
    why: str

    @property
    def candidate(self) -> str:
        """The status in the language spoken now."""
        return label(self.status)


Judgement = tuple[float, str] | None


def proposals(names: Iterable[str], entity: str, portfolio: Records) -> list[Proposal]:
    """For each name that is not known here the likeliest thing that is, the best first where several come near.

    Args:
        names: as the register has them.
        entity: ``organisation``, ``programme`` or ``domain``.
    """
    records = portfolio.records(entity)
    judge: Callable[[str, str], Judgement] = _organisations if entity == "organisation" else _things
    known = [(id_, called) for id_, record in records.items() for called in _called(record)]
    exact = {folded(called) for _id, called in known}
    found: list[Proposal] = []
    for name in dict.fromkeys(names):
        if folded(name) in exact:
            continue
        best: dict[str, tuple[float, str]] = {}
        for id_, called in known:
            judged = judge(name, called)
            if judged is not None and judged[0] >= _LEAST and judged > best.get(id_, (0.0, "")):
                best[id_] = judged
        # what may be two things for the same reason is surely neither
        rivals = sum(confidence >= CERTAIN for confidence, _why in best.values()) > 1
        ranked = [(min(sure, CERTAIN - 0.05) if rivals else sure, id_, why) for id_, (sure, why) in best.items()]
        ranked.sort(key=lambda one: (-one[0], str(records[one[1]]["name"]).casefold()))
        found += [Proposal(name, id_, str(records[id_]["name"]), sure, _(why)) for sure, id_, why in ranked]
    return found


def with_certain(register: ReadRegister, portfolio: Records) -> tuple[ReadRegister, list[Proposal]]:
    """The register with its profile told what its names certainly are, where nobody has said otherwise; and what was
    told, for a report. For an import that asks nobody."""
    said = (register.profile or Profile()).names
    certain: dict[str, dict[str, str]] = {}
    taken: list[Proposal] = []
    for entity in NAMED:
        spoken = {folded(name) for name in said.get(entity, {})}
        used = dict.fromkeys(name for one in register.initiatives if (name := getattr(one, entity)))
        for one in proposals([name for name in used if folded(name) not in spoken], entity, portfolio):
            if one.confidence >= CERTAIN and one.name not in certain.get(entity, {}):
                certain.setdefault(entity, {})[one.name] = one.candidate
                taken.append(one)
    return with_names(register, certain), taken


def status_proposals(status_words: Iterable[str]) -> list[StatusProposal]:
    """For each status word that is not understood what it probably means; none where its parts disagree."""
    unknown = (word for word in dict.fromkeys(status_words) if not isinstance(read_status(word), Status))
    return [found for word in unknown if (found := _status(word)) is not None]


def _status(word: str) -> StatusProposal | None:
    parts = [part for part in words.split(word) if part not in _LITTLE]
    if isinstance(whole := read_status(" ".join(parts)), Status):
        return StatusProposal(word, whole, 0.8, _(_MEANS))
    if not _NOT.isdisjoint(parts):
        # "not started" is no start
        return None
    runs = [" ".join(parts[at : at + n]) for n in (3, 2, 1) for at in range(len(parts) - n + 1)]
    read = [(run, status) for run in runs if len(run) > 3 and isinstance(status := read_status(run), Status)]
    if read:
        longest = max(run.count(" ") for run, _status in read)
        statuses = {status for run, status in read if run.count(" ") == longest}
        if len(statuses) == 1:
            return StatusProposal(word, statuses.pop(), 0.75 if len(parts) < 4 else 0.6, _(_MEANS))
        return None
    # an ending too many, or one too few: "toteuttaminen", "hyväksyttiin"
    for part in parts:
        for length in range(len(part) - 1, max(4, len(part) - 6), -1):
            status = read_status(part[:length])
            if isinstance(status, Status):
                return StatusProposal(word, status, 0.5, _(_WORD_ALIKE))
    return None


def _called(record: Fields) -> list[str]:
    fields = ("name", "name_sv", "name_en", "short_name")
    return [name for field in fields if isinstance(name := record.get(field), str) and name.strip()]


@lru_cache(maxsize=_REMEMBERED)
def _plain(name: str) -> str:
    return fold(name)


# --- organisations -----------------------------------------------------------------------------------------


class _Party(NamedTuple):
    """What a name says of an organisation.

    Attributes:
        main, unit: the name without and of its unit.
        key: what spellings of one party share.
        city: whether it is named a municipality, or bare a place that is one.
    """

    main: str
    unit: str
    key: str
    kind: OrganisationKind
    city: bool


@lru_cache(maxsize=_REMEMBERED)
def _party(name: str) -> _Party:
    main, *rest = _UNIT_SIGN.split(name, maxsplit=1)
    main = main.strip() or name
    unit = fold(rest[0]) if rest else ""
    folded = main.casefold()
    if not unit and (found := _CITY_WORDS.search(folded)) and found.end() < len(folded) and found.start() > 0:
        # "Tampereen kaupungin tietohallinto"
        main, unit = main[: found.end()].strip(), fold(main[found.end() :])
    bare = " ".join(_CITY_WORDS.sub(" ", main.casefold()).split())
    keys = organisation_keys(_SHORT.get(bare, main))
    key = keys[0] if keys else fold(main)
    if rest and key in organisation_keys(rest[0].strip(" )")):
        # the same body in another language: "Espoon kaupunki (Esbo stad)"
        unit = ""
    number = int(key[1:]) if key.startswith("#") else None
    place = number is not None and number not in places().mention
    kind = guess_kind(main)
    if _SHORT.get(bare):
        kind = OrganisationKind.MUNICIPALITY
    city = kind is OrganisationKind.MUNICIPALITY or (place and _listed(main))
    return _Party(main, unit, key, kind, city)


def _organisations(name: str, known: str) -> Judgement:
    if _plain(name) == _plain(known) != "":
        return 0.97, _SAME_SPELLING
    one, other = _party(name), _party(known)
    if one.key == other.key and _same_form(one, other):
        if one.unit == other.unit:
            bare = " ".join(_CITY_WORDS.sub(" ", one.main.casefold()).split())
            if one.kind is not other.kind and not one.city and not (_listed(one.main) and _listed(other.main)):
                # "Sansia Oy" is Sansia, but "Juhta Oy" is no advisory committee
                return 0.85, _SAME_NAME
            return (0.92, _WRITTEN_SHORT) if bare in _SHORT else (0.95, _SAME_NAME)
        if not other.unit:
            return 0.6, _UNIT
        return None
    if one.unit or other.unit:
        return None
    for short, long in ((one.main, other.main), (other.main, one.main)):
        if _acronym(short, long):
            return 0.75, _ACRONYM
    if one.city != other.city or one.kind is not other.kind or (one.key.startswith("#") and other.key.startswith("#")):
        # two known bodies are two, and another form is no slip of the pen
        return None
    return _alike(name, known)


def _acronym(short: str, long: str) -> bool:
    """Whether a name is probably an acronym of another. It is not made of capitals or a company's form, nor are two
    letters of a short word one: ``CO`` is neither CAPNOVA nor Cursor Oy, but ``VM`` is Valtiovarainministeriö."""
    name = _FORM.sub("", long)
    if not short.isupper() or len(short) > 6 or name.isupper():
        return False
    return abbreviates(short, name) and (" " in name.strip() or len(name) >= 5 * len(short))


def _listed(name: str) -> bool:
    """Whether the whole name is one of a known body, in whichever language."""
    return places().whole(" ".join(words.split(name))) is not None


def _same_form(one: _Party, other: _Party) -> bool:
    """Whether two names of one key name one kind of body: a joint authority is not the city it is called after."""
    if one.kind is other.kind:
        return True
    if one.city or other.city:
        return one.city and other.city
    # a bare name says no form
    bare = OrganisationKind.OTHER in (one.kind, other.kind)
    joint = OrganisationKind.JOINT_AUTHORITY in (one.kind, other.kind)
    return bare and (not joint or one.key.startswith("#"))


# --- programmes and domains --------------------------------------------------------------------------------


def _things(name: str, known: str) -> Judgement:
    one, other = (_plain(_NUMBER.sub("", text)) for text in (name, known))
    if one == other != "":
        return 0.97, _SAME_SPELLING
    stems = [_stems(text) for text in (name, known)]
    if stems[0] and stems[0] == stems[1]:
        return 0.92, _SAME_NAME
    if _numbers(name) != _numbers(known):
        return None
    if len(stems[0]) == len(stems[1]) and all(any(_inflected(a, b) for b in stems[1]) for a in stems[0]):
        return 0.85, _SAME_NAME
    return _alike(name, known)


@lru_cache(maxsize=_REMEMBERED)
def _stems(name: str) -> frozenset[str]:
    parts = words.split(_NUMBER.sub("", name))
    language = words.language_of(parts)
    kept = [part for part in parts if part not in _PROGRAMME_WORDS and part not in words.STOP_WORDS[language]]
    return frozenset(words.stem(part, language) for part in kept)


def _inflected(one: str, other: str) -> bool:
    """Whether two stems may be of one word: ``sähköis`` and ``sähköi``, ``asioin`` and ``asioint``."""
    same = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(one), len(other)) if same is None else same
    return one == other or same >= max(5, min(len(one), len(other)) - 2)


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", _NUMBER.sub("", name))


def _alike(name: str, known: str) -> Judgement:
    from rapidfuzz import fuzz

    likeness = fuzz.ratio(_plain(name), _plain(known), score_cutoff=_SPELLINGS)
    return None if likeness < _SPELLINGS else (likeness / 100 * 0.85, _ALIKE)


__all__ = ["CERTAIN", "Proposal", "StatusProposal", "proposals", "status_proposals", "with_certain"]
