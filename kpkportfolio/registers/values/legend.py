"""A legend that says what codes of statuses mean: ``1 = käynnissä, 2 = valmis``."""

import re
from collections.abc import Iterable, Mapping, Sequence

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.files.cells import Cell, text_of
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.statuses import read_status
from kpkportfolio.registers.values.unknown import is_unknown

_CODE = r"(?:\d{1,2}|[^\W\d_]{1,3})"
_PAIR = re.compile(rf"(?<![\w.,])({_CODE})\s*=\s*([^=,;|()\[\]]{{2,60}}?)\s*(?=[,;|)\].]|\s{_CODE}\s*=|$)")
_LONGEST_CODE = 3
_LONGEST = 600
_FEWEST = 2
_AGREE = 0.8


def legend(texts: Iterable[str]) -> dict[str, Status | None]:
    """Folded code → status, None where it says that the status is not known; none unless two codes are statuses, when
    most of what the texts explain is something else, or when they explain a code in two ways.

    Args:
        texts: that may explain signs. Those that explain no status at all speak of another column.
    """
    found: dict[str, Status | None] = {}
    others = 0
    for text in texts:
        if "=" not in text or len(text) > _LONGEST:
            continue
        pairs = [(fold(code), read_status(meaning.strip())) for code, meaning in _PAIR.findall(text)]
        known = {code: status for code, status in pairs if not isinstance(status, Fault)}
        if not any(isinstance(status, Status) for status in known.values()):
            continue
        others += len(pairs) - len(known)
        if len({code for code, _status in pairs}) < len(pairs):
            return {}
        if any(found.get(code, status) is not status for code, status in known.items()):
            return {}
        found |= known
    statuses = sum(isinstance(status, Status) for status in found.values())
    return found if statuses >= _FEWEST and statuses > others else {}


def in_two_cells(row: Sequence[Cell]) -> str | None:
    """What a row that holds nothing but a code and its meaning says, as ``code = meaning``."""
    told = [text_of(cell) for cell in row if cell != ""]
    return " = ".join(told) if len(told) == 2 and len(told[0]) <= _LONGEST_CODE < len(told[1]) else None


def may_be_codes(cells: Sequence[Cell]) -> bool:
    """Whether any value of a column of statuses is as short as a code: the quick way past legends."""
    texts = set(map(text_of, cells))
    return any(text and len(fold(text)) <= _LONGEST_CODE and not is_unknown(text) for text in texts)


def decoded(cells: Sequence[Cell], texts: Iterable[str]) -> Mapping[str, Status | None]:
    """What the codes of a column of statuses mean; nothing when its values are words, or codes that no text explains.

    Args:
        cells: of the column.
        texts: of the sheet, among which a legend may be.
    """
    known = [fold(text) for cell in cells if (text := text_of(cell)) and not is_unknown(text)]
    if sum(len(text) <= _LONGEST_CODE for text in known) < max(1, _AGREE * len(known)):
        return {}
    codes = legend(texts)
    return codes if sum(text in codes for text in known) >= _AGREE * len(known) else {}
