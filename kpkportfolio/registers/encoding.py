"""Which encoding a text file is in: byte order mark, UTF-8, else the 8-bit encoding its letters speak for."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("cp1252", "iso8859-15", "mac_roman", "cp850")
_SAMPLE = 400_000
# letters of the languages registers come in, then marks that office programs write
_LIKELY = set("äöåÄÖÅæøÆØéÉüÜ")
_MARKS_OF_TEXT = set("€–—’‘”“…•·´°§£½²³×»«\xa0\xad")
_HIGH = re.compile(r"(?<=(.))([^\x00-\x7f])(?=(.))", re.DOTALL)


def _evidence(text: str) -> float:
    """How much the non-ASCII characters of a decoded text look like Nordic office text."""
    score = 0.0
    for before, char, after in _HIGH.findall(f" {text[:_SAMPLE]} "):
        if char in _LIKELY:
            # a capital inside a small word is a sign of the wrong encoding
            score += 1.0 if before.isalpha() or after.isalpha() else 0.2
            if char.isupper() and before.islower():
                score -= 1.5
        elif char in _MARKS_OF_TEXT:
            inside_word = before.isalpha() and after.isalpha()
            score += -0.5 if inside_word and char not in "’–·\xad" else 0.4
        elif char.isalpha():
            score -= 0.5
        else:
            score -= 1.0
    return score


def _lenient(data: bytes, encoding: str) -> str:
    """Decodes; the few bytes an encoding leaves undefined are taken as Latin-1 control characters."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        table = bytes(range(256)).decode(encoding, errors="replace")
        return data.decode("latin-1").translate({i: c for i, c in enumerate(table) if c != "\ufffd" and c != chr(i)})


def _mostly_utf8(data: bytes) -> bool:
    """Whether broken bytes are a rarity among whole UTF-8 sequences (lines pasted from elsewhere)."""
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    whole = len(re.findall(rb"[\xc3\xc2\xc4\xc5\xe2][\x80-\xbf]", data))
    return whole >= 20 * broken


def decode(data: bytes) -> str:
    """The text of a file of unknown encoding.

    A mark or clean UTF-8 settles it. UTF-16 without a mark shows in its zero bytes. Otherwise the 8-bit
    encoding in which the letters make the best words wins, Windows-1252 when nothing speaks against it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:4096]
    if b"\0" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        return data.decode("utf-16-le" if odd >= even else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        lines = data.split(b"\n")
        return "\n".join(_decode_line(line) for line in lines)
    sample = data[:_SAMPLE]
    best = max(_CANDIDATES, key=lambda encoding: _evidence(_lenient(sample, encoding)))
    return _lenient(data, best)


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return _lenient(line, "cp1252")
