"""Who is meant: organisations and persons under the spellings that registers give them."""

import re

from kpkportfolio.overlap import words
from kpkportfolio.overlap.glossary import names

_FORM_WORDS = frozenset(
    """kaupunki kaupungin kunta kunnan kuntayhtymä kuntayhtymän ky oy oyj ab ltd ry rf stad stads staden kommun kommuns
    kommunen samkommun samkommunen city of town municipality the joint authority""".split()
)
_ASIDE = re.compile(r"\(([^)]*)\)")


def organisation_keys(name: str | None) -> tuple[str, ...]:
    """What a responsible party is called, so that two spellings of one party share a key; first the main one.

    ``Vasa stad``, ``Vaasan kaupunki`` and ``City of Vaasa`` share a key, so do ``State Treasury (Valtiokonttori)``
    and ``Valtiokonttori``; a unit after a comma belongs to its party: ``KPK ICT, infrapalvelut``.
    """
    if not name:
        return ()
    asides = _ASIDE.findall(name)
    main = _ASIDE.sub(" ", name).split(",")[0]
    keys = [key for part in [main, *asides] if (key := _key(part))]
    return tuple(dict.fromkeys(keys))


def _key(name: str) -> str:
    parts = words.split(name)
    number = names().whole(" ".join(parts))
    if number is not None:
        return f"#{number}"
    kept = [part for part in parts if part not in _FORM_WORDS] or parts
    number = names().whole(" ".join(kept))
    if number is None and len(kept) == 1:
        number = names().word(kept[0])
    return f"#{number}" if number is not None else " ".join(kept)


def person_key(name: str | None) -> str:
    """A person's name with its words in alphabetical order: ``Koivuharju, Leena`` is ``Leena Koivuharju``."""
    return " ".join(sorted(words.split(name or "")))


def mentions(key: str) -> str:
    """The word by which a text would mention a party of this key, or nothing if there is none of its own.

    Names of places are no mention of their city: half of the titles name a place.
    """
    if key.startswith("#"):
        return ""
    first = key.split(" ")[0]
    little = any(first in few for few in words.STOP_WORDS.values())
    return first if len(first) > 2 and not little and first not in words.COMMON_WORDS else ""
