"""Ways of writing a date that say the same thing, made one before the date is read: footnote marks, times of "
"day, weekdays,
years cut short. Nothing here decides what a date means.
"""

import re

_FOOTNOTE_MARKS = str.maketrans(dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾†‡§*"))
_FOOTNOTE = re.compile(r"(?<=[\w.])\s+\d\)$")
_CLOCK = re.compile(
    r"(?<=\d)(?:T|\s{1,2}(?:klo|kello|kl\.?|at)?\s?)\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?"
    r"(?:\s?[ap]\.?m\.?)?(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?(?!\d)|"
    r"(?<=\d)\s{1,2}(?:klo|kello|kl\.?)\s?\d{1,2}(?:\.\d\d)?(?!\d)|(?<=\d-\d\d)Z",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(?:^|(?<=[–-]\s)|(?<=[–-]))(?:maanantai|tiistai|keskiviikko|torstai|perjantai|lauantai|sunnuntai|ma|ti|ke|"
    r"pe|la|su|"
    r"måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag|mån|tis|ons|tors|fre|lör|sön|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)"
    r"(?:na|sta|en)?[.,]?\s+(?=\w)",
    re.IGNORECASE,
)
# "Q3 -11", "kevät '11", "9/-10", "31.3.-13": the mark says that a century is left out
_CUT_YEAR = re.compile(r"(['’´`]|[-–])(\d\d)(?=\s*(?:$|[-–—→,;)\n]|\s(?:ja|och|and|to|till)\s))")
_BEFORE_CUT_YEAR = re.compile(r"(?:[^\W\d_]\.?|/|\d\.|\b[qh]\s?[1-4]|\d\s?/\s?\d{1,2}|\bkv\s?[1-4])$", re.IGNORECASE)
_GLUED = re.compile(r"\b(vt|ht|fy|[1-4]q|[12]h)\s?'?(\d\d)(?!\d)(?!\.)", re.IGNORECASE)
_CALENDAR_YEAR = re.compile(r"\bfy[\s-]?((?:19|20)\d\d)(?!\d|\s?[/-]\s?\d)", re.IGNORECASE)
_FINANCIAL_YEAR = re.compile(r"(?<![\d/.])(\d\d)/(\d\d)(?![\d/.])")
_ORDINAL_END = re.compile(r"(?<=\d):(?:e|a|an|en|s|n)\b")
_RUN_TOGETHER = re.compile(r"(?<=[^\W\d_]{3})(?=(?:19|20)\d\d(?!\d))|(?<=\b[QqHh][1-4])(?=20\d\d(?!\d))")
_YEARS_THEN_FY = re.compile(r"(\d{4}\s?[/-]\s?(?:\d{4}|\d\d))\s(?:FY|financial year|fiscal year)", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"\b(?:ei ennen|not before|no earlier than|inte före|ej före)\b", re.IGNORECASE)


_ROUGHLY = re.compile(
    r"^(?:(?:n|ca|c|approx|est|arvio)[.:]\s{0,2}|(?:n|noin|ca|circa|about|arviolta|ungefär|arvio)\s{1,2}|[~≈]\s?)(?=\w)",
    re.IGNORECASE,
)
_DOUBT = re.compile(r"(?<=\w)\.?\s?\?{1,3}$")
_REMARK = re.compile(
    r"(?<=\w)\.?\s?[,;]?\s(?:arvio|arviolta|alustava|alustavasti|tavoite|estimate|prel\.?|preliminärt|tentative|tbc|tarkentuu|"
    r"vahvistamatta|under review)\.?$",
    re.IGNORECASE,
)


def _in_full(match: re.Match[str]) -> str:
    before = match.string[: match.start()].rstrip()
    if match[1] in "-–" and not _BEFORE_CUT_YEAR.search(before[-12:]):
        return match[0]
    year = int(match[2])
    return f" {2000 + year if year < 70 else 1900 + year}" if not before.endswith((".", "/")) else f"{2000 + year}"


def _financial(match: re.Match[str]) -> str:
    follows = int(match[2]) == (int(match[1]) + 1) % 100
    return f"20{match[1]}/{match[2]}" if follows else match[0]


def plain(text: str) -> str:
    """The text of one cell, at most some hundred characters, in the spelling that the readers of dates know."""
    text = _FOOTNOTE.sub("", text.translate(_FOOTNOTE_MARKS).strip())
    text = _REMARK.sub("", _DOUBT.sub("", _ROUGHLY.sub("", text)))
    text = _WEEKDAY.sub("", _CLOCK.sub("", text))
    text = _CUT_YEAR.sub(_in_full, text)
    text = _YEARS_THEN_FY.sub(r"FY \1", _RUN_TOGETHER.sub(" ", text))
    text = _GLUED.sub(r"\1 20\2", text)
    if re.search(r"\bq\s?[1-4]\b", text, re.IGNORECASE):
        text = _FINANCIAL_YEAR.sub(_financial, text)
    text = _ORDINAL_END.sub("", _CALENDAR_YEAR.sub(r"\1", text))
    return _NOT_BEFORE.sub("aikaisintaan", text).strip()
