"""The deliverables of one cell."""

import re
from functools import lru_cache

from kpkportfolio.registers.values.unknown import is_unknown

_BULLET = re.compile(r"^\s*(?:[•·▪■●◦*‣–—-]|o )\s*(?=\S)")
_NUMBERED = re.compile(r"^\s*\(?(\d{1,2})[.)]\s+")


@lru_cache(maxsize=16384)
def split_deliverables(text: str) -> tuple[str, ...]:
    """Split at line ends, semicolons and bullets, never at commas; bullets and running numbers go."""
    if not text or is_unknown(text):
        return ()
    parts = [part.strip() for part in re.split(r"[\n;•▪■●]", text)]
    parts = [_BULLET.sub("", part).strip() for part in parts]
    parts = [part for part in parts if part and not is_unknown(part)]
    numbers = [match[1] if (match := _NUMBERED.match(part)) else None for part in parts]
    if numbers == [str(n) for n in range(1, len(parts) + 1)]:
        parts = [_NUMBERED.sub("", part).strip() for part in parts]
    return tuple(parts)
