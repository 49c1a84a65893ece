"""Texts as their writer meant them: blanks, soft hyphens and characters broken on the way.

Broken characters are mended only where the text itself gives evidence (domain.md, what registers look like): an
``ª`` inside a Finnish word is an ``ä``, but in ``Mª José`` or ``2ª planta`` it stands as written.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice

from kpkportfolio.registers.files.mojibake import SIGNS, read_back

# anything that may need work; most cells match nothing and are returned as they are
_ODD_CHARACTERS = (
    "\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u0300-\u036f\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ufb00-\ufb06\ufeff\uff01-\uff5e\uffa0ªºúŠš„†”™"
) + SIGNS
_SUSPECT = re.compile(f"[{_ODD_CHARACTERS}]|  |^[ \n]|[ \n]$| \n|\n ")
# the same of many texts, one on each line: a set of characters alone is searched for several times as fast
_ODD = re.compile(f"[{_ODD_CHARACTERS}]")
_ODD_BLANKS = ("  ", " \n", "\n ", "\n\n")
_PLAIN = bytes(code for code in range(128) if not _ODD.match(chr(code)))
_AT_ONCE = 200
# marks of direction among them: they can make a text look as it does not read
_INVISIBLE = re.compile("[\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# ligatures (ﬁ, ﬂ) and full-width letters, digits and blanks as what they stand for
_JOINED_OR_WIDE = {
    number: unicodedata.normalize("NFKC", chr(number)) for number in (*range(0xFB00, 0xFB07), *range(0xFF01, 0xFF5F))
} | {0xFFA0: " "}
# the C1 line end is one only when it is no part of a letter that UTF-8 broke
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c]")
_BLANKS = re.compile("[^\\S\n]+")
_AROUND_LINE_ENDS = re.compile(" *\n *")

_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿ"
# a letter run of two or more before it, or a small letter after it: then it stands for a letter of a word
_INSIDE_WORD = r"(?:(?<=[{0}ªº]{{2}}){1}|(?<![\d.{0}]){1}(?=[a-zäöåªº]{{2}})|(?<=(?<![{0}])[{0}]){1}(?=[a-zäöåªº]))"
_BROKEN_A = re.compile(_INSIDE_WORD.format(_LETTERS, "ª"))
_BROKEN_O = re.compile(_INSIDE_WORD.format(_LETTERS, "º"))
_BROKEN_EURO = re.compile(r"(\d[ \xa0]*(?:[MmkKt]|milj\.?|mn|meur)?[ \xa0]*)ú(?![a-zäöåA-ZÄÖÅ])")
# a unit of its own: "Investointi ú", "(1000 ú)", "(Mú)"; "tú" is Spanish unless it stands in brackets
_EURO_ALONE = re.compile(r"((?:^|(?<=[\s(\[]))[MmkK]?|(?<=[(\[])t)ú(?=[\s)\],;]|$)")
# capital S with caron between small letters: Macintosh text read as Windows text
_MACINTOSH = re.compile("(?<=[a-zŠš])Š+(?=[a-zŠš]|\\b)")
_DOS = re.compile("(?<=[a-zA-Z„”†])[„†](?=[a-z„”†])|(?<=[a-z„”†])”(?=[a-z„”†])")
_MACINTOSH_LETTERS = str.maketrans("ŠšŒ", "äöå")
_DOS_LETTERS = str.maketrans("„”†Ž™", "äöåÄÖ")


def _as(letter: str) -> Callable[[re.Match[str]], str]:
    """The letter, a capital one inside a word of capitals."""

    def fitting(match: re.Match[str]) -> str:
        before, after = match.string[: match.start()][-2:], match.string[match.end() : match.end() + 1]
        capitals = [c for c in before + after if c.isalpha() and c not in "ªº"]
        return letter.upper() if len(capitals) >= 2 and all(c.isupper() for c in capitals) else letter

    return fitting


def _mend(text: str) -> str:
    """The text with letters that an old PDF or another kind of computer broke mended where there is evidence."""
    if "ª" in text or "º" in text:
        text = _BROKEN_O.sub(_as("ö"), _BROKEN_A.sub(_as("ä"), text))
    if "ú" in text:
        text = _EURO_ALONE.sub(r"\1€", _BROKEN_EURO.sub(r"\1€", text))
    if "Š" in text and _MACINTOSH.search(text):
        text = text.translate(_MACINTOSH_LETTERS)
    if ("„" in text or "†" in text) and _DOS.search(text):
        text = text.translate(_DOS_LETTERS)
    return text


_HUMPS = re.compile("(?<=[a-zåäö])(?=[A-ZÅÄÖ][a-zåäö])")
_NO_WORD = re.compile(r"[^\w€%]|_")
_PLAIN_LETTERS = str.maketrans("äöåÄÖÅéÉüÜ–—−’”“€", "aoaAOAeEuU      €")


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> str:
    text = read_back(_LINE_ENDS.sub("\n", text)).replace("\x85", "\n")
    text = _mend(unicodedata.normalize("NFC", _INVISIBLE.sub("", text.translate(_JOINED_OR_WIDE))))
    return _AROUND_LINE_ENDS.sub("\n", _BLANKS.sub(" ", text)).strip()


def clean(text: str) -> str:
    """The text of one cell: NFC, no-break blanks as blanks, runs of them as one, ends trimmed, mended.

    Soft hyphens and what is never seen go; ligatures and full-width letters become plain letters. Line ends inside
    the cell stay, as one line feed each.
    """
    if not _SUSPECT.search(text):
        return text
    return _cleaned(text)


def mended(texts: Iterable[str]) -> dict[str, str]:
    """Those of many texts that :func:`clean` changes, with what it makes of them."""
    found: dict[str, str] = {}
    rest = iter(texts)
    while some := list(islice(rest, _AT_ONCE)):
        together = "\n".join(["", *some, ""])
        if _ODD.search(_without_plain_signs(together)) or any(blanks in together for blanks in _ODD_BLANKS):
            found.update((text, fresh) for text in some if (fresh := clean(text)) != text)
    return found


def _without_plain_signs(text: str) -> str:
    """What is left when ASCII that is never odd goes: a twentieth of most texts, and searched that much faster."""
    return text.encode(errors="surrogatepass").translate(None, _PLAIN).decode(errors="surrogatepass")


def one_line(text: str) -> str:
    """A cleaned text on one line."""
    return " ".join(text.split()) if "\n" in text else text


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """What is left when case, accents and punctuation go: ``Päättymis-pvm.`` is ``paattymis pvm``.

    The euro and per cent signs stay. Words run together with capitals (``projectName``) are taken apart.
    """
    text = _HUMPS.sub(" ", text)
    if not text.isascii():
        text = text.translate(_PLAIN_LETTERS)
        if not text.isascii():
            text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_NO_WORD.sub(" ", text.casefold()).split())
