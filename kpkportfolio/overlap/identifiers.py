"""Identifiers and links in a text: what two texts share there, they hardly share by chance."""

import re
from typing import NamedTuple

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"'()\[\]]+", re.IGNORECASE)
# a code such as VM123:00, JI-03b or DMC-FZ50: letters first and digits somewhere, four signs or more
_CODE = re.compile(r"(?<![\w/:.-])[^\W\d_][\w/:.-]*\d[\w/:.-]*")
# a record's number in an archive, such as 1234/00.01.02/2012
_RECORD = re.compile(r"(?<![\w/:.-])\d+(?:/[\d.]+)+/\d{4}(?![\w/])")
# a quarter, half or season of a year, a version, an inflected year: said in the same way of many things
_TIME = re.compile(r"(?:q|h|kv|kvartal|v|ver|versio|version|osa|vaihe|fas|phase|part)[-. ]?\d", re.IGNORECASE)
# most texts have none, and one look tells
_HAS_ANY = re.compile(r"\d|www\.|://", re.IGNORECASE)
_ENDS = ".,;:!?)-/"
SHORTEST = 4


class Identifier(NamedTuple):
    """An identifier as it is compared, and where it stands in the text."""

    name: str
    start: int
    end: int


def identifiers(text: str) -> list[Identifier]:
    """Links, codes and record numbers of a text, in their order.

    A link is compared by host and path, without protocol, ``www.`` and what is asked; capitals do not count.
    """
    if not _HAS_ANY.search(text):
        return []
    found = []
    taken: list[tuple[int, int]] = []
    for pattern in (_LINK, _RECORD, _CODE):
        for match in pattern.finditer(text):
            written = match.group().rstrip(_ENDS)
            start, end = match.start(), match.start() + len(written)
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            name = _linked(written) if pattern is _LINK else written.casefold()
            if len(name) >= SHORTEST and not (pattern is _CODE and _TIME.match(name)):
                found.append(Identifier(name, start, end))
    return sorted(found, key=lambda one: one.start)


def reference(ref: str | None) -> str:
    """A register's own reference as a text would name it, or "" where it is too plain to be recognised."""
    whole = (ref or "").strip()
    [*every] = identifiers(whole)
    return every[0].name if len(every) == 1 and every[0].end - every[0].start == len(whole) else ""


def _linked(link: str) -> str:
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", link.casefold())
    return re.split(r"[?#]", plain)[0].rstrip("/")
