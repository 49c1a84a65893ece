"""Judgements as registers write them: traffic lights, per cents of completion, priorities."""

import re
from collections.abc import Sequence
from functools import lru_cache

from kpkportfolio.model.vocabulary import Health
from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.unknown import is_unknown
from kpkportfolio.text import N_

NOT_A_HEALTH = Fault(
    N_("This is not a traffic light."), N_("green, yellow (amber) or red in any language, or G, A or R")
)
NOT_A_PROGRESS = Fault(N_("This is not a percentage of completion."), N_("a number from 0 to 100, such as 45 %"))
NOT_A_PRIORITY = Fault(N_("This is not a priority."), N_("a whole number such as 1, or high, medium or low"))

_LIGHTS = {
    **dict.fromkeys(
        "vihrea|vih|gron|gront|green|g|on track|suunnitelman mukaan|aikataulussa|enligt plan|ok".split("|"),
        Health.GREEN,
    ),
    **dict.fromkeys("keltainen|kelt|kel|oranssi|gul|gult|orange|amber|yellow|a|y|at risk".split("|"), Health.YELLOW),
    **dict.fromkeys("punainen|pun|rod|rott|red|r|off track|kriittinen|kritisk|critical".split("|"), Health.RED),
}
_SIGNS = {"🟢": Health.GREEN, "🟡": Health.YELLOW, "🟠": Health.YELLOW, "🔴": Health.RED}
_WORSE = [Health.GREEN, Health.YELLOW, Health.RED]
_LEVELS = {
    **dict.fromkeys("korkea suuri kiireellinen tarkea hog stor viktig high h critical kriittinen a".split(), 1),
    **dict.fromkeys("keski keskitaso keskisuuri normaali kohtalainen medel medium normal m b".split(), 2),
    **dict.fromkeys("matala pieni alhainen lag liten low l c".split(), 3),
}
_PERCENT = re.compile(r"(?:n\.?|noin|ca\.?|c\.|~|≈)?\s*(\d{1,3})(?:[.,](\d+))?\s*(?:%|prosenttia|procent|per ?cent)?")
_BARE = re.compile(r"\d{1,3}(?:[.,]\d+)?", re.ASCII)
_PRIORITY = re.compile(
    r"(?:p|prio(?:riteetti|ritet|rity)?|luokka|klass|class|nro|nr|no)?\.?\s*(\d{1,4})\.?(?:\s*[-–:(].*)?"
)


@lru_cache(maxsize=1024)
def read_health(text: str) -> Health | Fault | None:
    """A traffic light; of two colours (``Amber/Red``) the worse. None is unknown."""
    found = [light for sign, light in _SIGNS.items() if sign in text]
    if not found and is_unknown(text):
        return None
    if not found and len(text) <= 40:
        plain = fold(text)
        found = [_LIGHTS[plain]] if plain in _LIGHTS else []
        if not found:
            words = [fold(word) for word in re.split(r"[/\s,()–-]+", text) if word]
            lights = [_LIGHTS[word] for word in words if word in _LIGHTS and len(word) > 1]
            found = lights if lights and len(lights) >= len(words) - 1 else []
    return max(found, key=_WORSE.index) if found else NOT_A_HEALTH


def read_progress(cell: Cell, fractions: bool = False) -> int | Fault | None:
    """Per cent of completion, 0–100; with ``fractions`` numbers are shares of one, as Excel keeps percentages."""
    if isinstance(cell, bool):
        return NOT_A_PROGRESS
    if isinstance(cell, (int, float)):
        return _per_cent(cell, fractions)
    if not isinstance(cell, str):
        return NOT_A_PROGRESS
    if is_unknown(cell):
        return None
    match = _PERCENT.fullmatch(cell.strip().lower())
    if match is None:
        return NOT_A_PROGRESS
    value = float(f"{match[1]}.{match[2] or 0}")
    if _BARE.fullmatch(cell.strip()):
        return _per_cent(value, fractions)
    return round(value) if value <= 100 else NOT_A_PROGRESS


def _per_cent(number: float, fractions: bool) -> int | Fault:
    """A number without a unit; between nought and one among larger ones it is either a share or a per cent."""
    value = number * 100 if fractions else number
    return round(value) if 0 <= value <= 100 and (fractions or not 0 < value < 1) else NOT_A_PROGRESS


def read_priority(cell: Cell) -> int | Fault | None:
    """A priority, 1 is the first; high, medium and low, and A, B and C, are 1, 2 and 3."""
    if isinstance(cell, bool) or (isinstance(cell, float) and not cell.is_integer()):
        return NOT_A_PRIORITY
    if isinstance(cell, (int, float)):
        return int(cell) if 0 <= cell < 10_000 else NOT_A_PRIORITY
    if not isinstance(cell, str):
        return NOT_A_PRIORITY
    if is_unknown(cell):
        return None
    if (match := _PRIORITY.fullmatch(cell.strip().lower())) is not None:
        return int(match[1])
    words = fold(cell).split()
    return _LEVELS.get(words[0], NOT_A_PRIORITY) if len(words) in (1, 2) else NOT_A_PRIORITY


def are_fractions(cells: Sequence[Cell]) -> bool:
    """Whether a column's percentages are shares of one: no number above one, and one at least that is no whole one.
    Numbers of a text file are texts; one with a per cent sign says itself what it is."""
    numbers = [cell for cell in cells if isinstance(cell, (int, float)) and not isinstance(cell, bool)]
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    numbers += [float(text.replace(",", ".")) for text in texts if _BARE.fullmatch(text)]
    return bool(numbers) and max(numbers) <= 1 and any(0 < number < 1 for number in numbers)
