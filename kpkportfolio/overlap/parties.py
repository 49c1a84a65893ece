"""Who is meant: organisations and persons under the spellings that registers give them."""

import re
from collections.abc import Iterable

from kpkportfolio.overlap import words
from kpkportfolio.overlap.glossary import names

_FORM_WORDS = frozenset(
    """kaupunki kaupungin kunta kunnan kuntayhtymä kuntayhtymän ky oy oyj ab ltd ry rf stad stads staden kommun kommuns
    kommunen samkommun samkommunen city of town municipality the joint authority""".split()
)
_ASIDE = re.compile(r"\(([^)]*)\)")
_ACRONYM = re.compile(r"[A-ZÅÄÖ][A-Za-zåäö]?[A-ZÅÄÖ]{0,5}")


_LITTLE = frozenset("ja sekä och samt för i of and for the".split())


def organisation_keys(name: str | None) -> tuple[str, ...]:
    """What a responsible party is called, so that two spellings of one party share a key; first the main one.

    ``Vasa stad``, ``Vaasan kaupunki`` and ``City of Vaasa`` share a key, so do ``State Treasury (Valtiokonttori)``
    and ``Valtiokonttori``; a unit after a comma belongs to its party: ``KPK ICT, infrapalvelut``.
    """
    if not name:
        return ()
    asides = _ASIDE.findall(name)
    keys = [key for part in [*_main(name).split("/"), *asides] if (key := _key(part))]
    return tuple(dict.fromkeys(keys))


def _key(name: str) -> str:
    parts = words.split(name)
    parts = parts[1:] if parts[:1] == ["the"] else parts
    number = names().whole(" ".join(parts))
    if number is not None:
        return f"#{number}"
    kept = [part for part in parts if part not in _FORM_WORDS] or parts
    number = names().whole(" ".join(kept))
    if number is None and len(kept) == 1:
        number = names().word(kept[0])
    return f"#{number}" if number is not None else " ".join(kept)


def person_keys(name: str | None) -> tuple[str, str]:
    """A person's whole name and the name with the first names' first letter alone; "" for what is not told.

    ``Koivuharju, Leena`` is ``Leena Koivuharju``, and ``L. Koivuharju`` may be her: it has no whole name.
    """
    last, comma, first = (name or "").partition(",")
    given, family = words.split(first), words.split(last)
    if not comma:
        *given, family = [*words.split(last)[:-1], words.split(last)[-1:]]
    if not family:
        return "", ""
    called = " ".join([*family, *given])
    return called if not given or len(given[0]) > 1 else "", " ".join([*family, given[0][0] if given else ""])


def abbreviates(short: str, name: str) -> bool:
    """Whether an acronym may stand for a name: each word's first letter, others of its letters between, in order.

    ``HUS`` may be Helsingin ja Uudenmaan sairaanhoitopiiri, ``VM`` Valtiovarainministeriö.
    """
    letters, long = short.lower(), [word for word in words.split(name) if word not in _LITTLE]
    if not long or len(letters) < len(long) or sum(map(len, long)) < 3 * len(letters):
        return False
    place = 0
    for number, word in enumerate(long):
        if place == len(letters) or letters[place] != word[0]:
            return False
        place += 1
        rest, start = len(long) - number - 1, 1
        while len(letters) - place > rest:
            if rest and letters[place] == long[number + 1][0]:
                break
            found = word.find(letters[place], start)
            if found < 0:
                break
            place, start = place + 1, found + 1
    return place == len(letters)


def acronyms(names: Iterable[str]) -> dict[str, str]:
    """The parties of a portfolio that are called by an acronym of another, and the key of that other.

    An acronym that may stand for two parties stands for neither.
    """
    keys = {name: organisation_keys(name) for name in names}
    whole = {key: name for name, every in keys.items() for key in every[:1] if not _ACRONYM.fullmatch(_main(name))}
    result = {}
    for name, every in keys.items():
        short = _main(name)
        if every and _ACRONYM.fullmatch(short):
            meant = {key for key, long in whole.items() if abbreviates(short, _main(long))}
            # a known body is nobody else, whatever the initials
            if len(meant) == 1 and (not every[0].startswith("#") or every[0] in meant):
                result[every[0]] = meant.pop()
    return result


def _main(name: str) -> str:
    return _ASIDE.sub(" ", name).split(",")[0].strip()


def mentions(key: str) -> str:
    """The word by which a text would mention a party of this key, or nothing if there is none of its own.

    Names of places are no mention of their city: half of the titles name a place. Known bodies have their own word.
    """
    if key.startswith("#"):
        return names().mention.get(int(key[1:]), "")
    first = key.split(" ")[0]
    little = any(first in few for few in words.STOP_WORDS.values())
    return first if len(first) > 2 and not little and first not in words.COMMON_WORDS else ""
