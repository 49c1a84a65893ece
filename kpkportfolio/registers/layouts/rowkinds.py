"""What a row under a header is: an initiative, or a total, a note, a group's name, the header again."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.files.repair import fold

_TOTAL = re.compile(
    r"(?:kaikki|koko|hankkeet|hankkeita|projektit|salkku|ohjelma|kaikkiaan|portfolio|all|overall|"
    r"grand|sub|hela|hela portfoljen|alla|projekt)?\s?"
    r"(?:yhteensa|yht|summa|loppusumma|valisumma|kokonaissumma|kokonaismaara|total|totals|totalt|"
    r"totalsumma|sum|subtotal|grandtotal|delsumma|slutsumma|sammanlagt|summa totalt|kaikkiaan|"
    r"lukumaara|keskiarvo|medeltal|average|siirretaan|transport)\b.*"
    r"|(?:varav|darav|josta|joista|siita|of which|thereof)\b.*"
    r"|.*\b(?:yhteensa|yht|sammanlagt|totalt|in total|subtotal|valisumma|delsumma)(?: \d+.*)?"
)
_NOTE = re.compile(
    r"(?:huom|huomio|huomautus|huomautuksia|hox|nb|n b|lahde|lahteet|selite|selitteet|selitykset|anm|"
    r"anmarkning|obs|kalla|kallor|forklaring\w*|note|notes|source|sources|remark|remarks|legend|"
    r"disclaimer"
    r"|paivitetty|paivitys|tilanne|tulostettu|laadittu|laatija|laatinut|luonnos|sivu|page|sida|"
    r"uppdaterad|uppdaterat|utskriven|lage per|laget|situation|status per|updated|last updated|as of|"
    r"printed|draft|utkast|prepared by"
    r"|lisatietoja|lisatiedot|yhteystiedot|ytterligare|mer information|further information|more "
    r"information|luvut|siffrorna|figures|summat|beloppen|amounts|investoinnit|taulukko|tabellen|"
    r"tabell|table|jatkuu|fortsatter|continues|continued|rahoitus paatetaan|\* ?)\b.*"
)
_MARKED = re.compile(r"^(?:[*†‡¹²³]|\d\)|\(\d\)|\*\))")
_DITTO = re.compile(
    r"^(?:[\"”“″〃´`'’‘„‟»«]{1,2}|,,|[-–—_]+\s*[\"”“″〃'’„,]+\s*[-–—_]+|[\"”„]\s*[\"”„]|[-–—]+ii[-–—]+)$"
)
_DITTO_WORDS = frozenset(
    fold(word)
    for word in (
        "sama|sama kuin yllä|sama kuin edellä|sama kuin edellinen|kuten yllä|kuten edellä|ks. edellä|"
        "ks. yllä|ed.|samma|samma som ovan|som ovan|d:o|d.o|do|do.|dito|ditto|same|same as above|as "
        "above|id.|idem|ibid|samoin|edellinen|kuten edellinen|kuten yläpuolella|ks. ylempi|samma som föregående|"
        "se ovan|see above|as previous"
    ).split("|")
)
LONGEST_DITTO = 20
"""Characters; a longer cell means itself."""
_DITTO_MARKS = frozenset("\"”“″〃´`'’‘„‟»«,-–—_")
_DITTO_LETTERS = frozenset(letter for word in _DITTO_WORDS for letter in (word[0], word[0].upper()))
_MAY_BE_TOTAL = re.compile(
    "yht|summa|total|sum\\b|samman|kaikkiaan|lukum|keskiarvo|medeltal|average|siirret|transport|"
    "varav|d.rav|josta|joista|siit.|of which|thereof",
    re.IGNORECASE,
)


def is_total(text: str) -> bool:
    """Whether a row's first text announces a sum in any of the three languages."""
    return len(text) < 80 and _MAY_BE_TOTAL.search(text) is not None and _TOTAL.fullmatch(fold(text)) is not None


@lru_cache(maxsize=2048)
def is_note(text: str) -> bool:
    """Whether a text standing alone is a remark rather than the name of a group."""
    if _MARKED.match(text) or len(text) > 110:
        return True
    if _NOTE.fullmatch(fold(text)):
        return True
    return text.endswith(".") and len(text.split()) > 4


def is_ditto(text: str) -> bool:
    """Whether a cell means the same as the cell above it."""
    if len(text) > LONGEST_DITTO:
        return False
    if text[0] in _DITTO_MARKS:
        return _DITTO.match(text) is not None
    return text[0] in _DITTO_LETTERS and fold(text) in _DITTO_WORDS


def is_column_numbers(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3 … or (1), (2), (3) …"""
    numbers = [str(cell).strip("(). ") for cell in cells]
    return len(numbers) >= 3 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


def filled(row: Sequence[Cell]) -> list[int]:
    """The numbers of the columns that hold something."""
    return [column for column, cell in enumerate(row) if cell != ""]
