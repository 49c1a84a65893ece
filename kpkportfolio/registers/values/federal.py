"""Financial years of the federal government of the United States: FY2024 is October 2023 to September 2024.

31 U.S.C. § 1102. Only a list that shows whose it is is read so; to a Finnish public body FY2024 is the calendar year.
"""

import re
from collections.abc import Iterable

from kpkportfolio.registers.files.cells import Cell

_LONGEST = 120
_FY = r"(?:FY|fiscal year)\s?'?((?:19|20)?\d\d)"
_TELLS = re.compile(
    r"\b(?:U\.S\.|United States|unique investment identifier|OMB|NASA|GSA|Health and Human Services|"
    r"Housing and Urban Development|Homeland Security|(?:Department|Dept\.?) of (?:the )?(?:Treasury|Interior|Defense|"
    r"State|Labor|Veterans Affairs)|Federal (?:IT|agency|government|CIO))(?!\w)",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"{_FY}(?:\s?(?:[–/-]|to)\s?{_FY})?", re.IGNORECASE)
_QUARTER = re.compile(rf"(?:Q\s?([1-4])(?:\sof)?[\s/,-]?{_FY}|{_FY}[\s/,-]?Q\s?([1-4]))", re.IGNORECASE)


def tells_federal(texts: Iterable[str]) -> bool:
    """Whether headings, notes or cells show a list of the federal government of the United States."""
    return any(len(text) <= _LONGEST and _TELLS.search(text) for text in texts)


def as_federal(cell: Cell) -> Cell:
    """A financial year, or a quarter of one, as the months it is: ``FY2024`` as ``10/2023–9/2024``; anything else as it
    is."""
    if not isinstance(cell, str):
        return cell
    if years := _YEARS.fullmatch(cell.strip()):
        return f"10/{_year(years[1]) - 1}–9/{_year(years[2] or years[1])}"
    if quarter := _QUARTER.fullmatch(cell.strip()):
        year, number = _year(quarter[2] or quarter[3]), int(quarter[1] or quarter[4])
        first = 10 if number == 1 else 3 * number - 5
        year -= number == 1
        return f"{first}/{year}–{first + 2}/{year}"
    return cell


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
