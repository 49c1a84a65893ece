"""Ways of writing a date that say the same thing, made one before the date is read: footnote marks, times of day,
weekdays, words for a week, years cut short. Nothing here decides what a date means.
"""

import re

_FOOTNOTE_MARKS = str.maketrans(dict.fromkeys("¹²³⁰⁴⁵⁶⁷⁸⁹⁽⁾†‡§*"))
_FOOTNOTE = re.compile(r"(?<=[\w.])\s+\d\)$")
_CLOCK = re.compile(
    r"(?<=\d)\s{1,2}(?:klo|kello|kl\.?)\s?\d{1,2}(?:[.:]\d\d)?\s?[–-]\s?\d{1,2}(?:[.:]\d\d)?(?![\d.])|"
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
_YEAR_AND_MONTH = re.compile(r"(?:19|20)\d\d[\s./-][^\W\d_]{3,9}$")
_GLUED = re.compile(r"\b(vt|ht|fy|cy|tae?|ts|[1-4]q|[12]h)\s?'?(\d\d)(?!\d)(?!\.)", re.IGNORECASE)
# "24Q3": the year stands first
_YEAR_FIRST = re.compile(r"(?<![\d/–-])(\d\d)\s?-?(q[1-4]|h[12])\b(?!\s?[/-]?\s?\d)", re.IGNORECASE)
_CALENDAR_WORD = re.compile(r"\b(?:cy\s?(?=\d)|calendar\s(?=q))", re.IGNORECASE)
# the second month of "Jan 24" may be a day; a season and a Finnish month have none after them
_SHORT_YEAR_OF_SEASON = re.compile(
    r"\b(keväällä|kevät|kesällä|kesä|syksyllä|syksy|alkuvuosi|loppuvuosi|våren|vår|hösten|höst|[a-zä]{3,7}kuu|"
    r"(?:tammi|helmi|maalis|huhti|touko|heinä|elo|syys|loka|marras|joulu))[\s/](\d\d)(?=\s?(?:$|[-–—]))",
    re.IGNORECASE,
)
_WEEK_WORD = re.compile(
    r"\b(?:viik[ok]\w{0,5}|vko(?::?[a-z]{1,3})?|vk|veck(?:a|an|or|orna)|weeks?|wk|uke|uge|uger|uker)\.?\s?(?=\d)",
    re.IGNORECASE,
)
_MONTHS_WORD = re.compile(r"^(?:kk:?t?|kuukaudet|kuut|months|månaderna|månader)\.?\s(?=\d)", re.IGNORECASE)
_WEEK_SHORT_YEAR = re.compile(r"\b(vko \d{1,2}(?:\s?[-–]\s?\d{1,2})?)\s?/\s?'?(\d\d)(?!\d)")
# what stands for a hyphen in texts of word processors
_HYPHENS = str.maketrans("‐‑‒―", "--––")
# a comma or a blank hit in the place of a point, or the point twice
_MISTYPED = re.compile(r"(\d{1,2})(?:[.,]\s?|\s)(\d{1,2})(?:,\s?|\.\.|\s)((?:19|20)\d\d)")
_CALENDAR_YEAR = re.compile(r"\bfy[\s-]?((?:19|20)\d\d)(?!\d|\s?[/-]\s?\d)", re.IGNORECASE)
_FINANCIAL_YEAR = re.compile(r"(?<![\d/.])(\d\d)[/–-](\d\d)(?![\d/.])")
_NAMES_TWO_YEARS = re.compile(
    r"\bq\s?[1-4]\b|\bfy|talv|vint|winter|vaih|skift|turn of|lukuv|läsår|academic|school|\blv\b", re.IGNORECASE
)
_ORDINAL_END = re.compile(r"(?<=\d):(?:e|a|an|en|s|n)\b")
_RUN_TOGETHER = re.compile(
    r"(?<=[^\W\d_]{3})(?=(?:19|20)\d\d(?!\d))|(?<=\b(?:TA|TS|HT|VT|ht|vt|lv|LV))(?=20\d\d(?!\d))|(?<=\b[QqHh][1-4])(?=20\d\d(?!\d))"
)
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
    if match[1] in "-–" and (not _BEFORE_CUT_YEAR.search(before[-12:]) or _YEAR_AND_MONTH.search(before)):
        return match[0]
    year = int(match[2])
    return f" {2000 + year if year < 70 else 1900 + year}" if not before.endswith((".", "/")) else f"{2000 + year}"


def _financial(match: re.Match[str]) -> str:
    follows = int(match[2]) == (int(match[1]) + 1) % 100
    return f"20{match[1]}/{match[2]}" if follows else match[0]


def plain(text: str) -> str:
    """The text of one cell, at most some hundred characters, in the spelling that the readers of dates know."""
    text = _FOOTNOTE.sub("", text.translate(_FOOTNOTE_MARKS).strip()).translate(_HYPHENS)
    text = _REMARK.sub("", _DOUBT.sub("", _ROUGHLY.sub("", text)))
    text = _WEEKDAY.sub("", _CLOCK.sub("", text))
    if mistyped := _MISTYPED.fullmatch(text):
        return ".".join(mistyped.groups())
    text = _MONTHS_WORD.sub("", _WEEK_WORD.sub("vko ", text))
    text = _WEEK_SHORT_YEAR.sub(r"\1/20\2", _SHORT_YEAR_OF_SEASON.sub(r"\1 20\2", text))
    text = _CUT_YEAR.sub(_in_full, text)
    text = _YEARS_THEN_FY.sub(r"FY \1", _RUN_TOGETHER.sub(" ", text))
    text = _CALENDAR_WORD.sub("", _YEAR_FIRST.sub(r"\2 20\1", _GLUED.sub(r"\1 20\2", text)))
    if _NAMES_TWO_YEARS.search(text):
        text = _FINANCIAL_YEAR.sub(_financial, text)
    text = _ORDINAL_END.sub("", _CALENDAR_YEAR.sub(r"\1", text))
    return _NOT_BEFORE.sub("aikaisintaan", text).strip()
