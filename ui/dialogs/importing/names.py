"""Which register a file is of, by its name."""

import re
from collections.abc import Iterable

# dates, years, versions and "final" that senders put after the register's name
_TAIL = re.compile(
    r"([\s_.,()-]+(v?\d+|kopio|copy|kopia|final|lopullinen|uusi|ny|new))+[\s_.,()-]*$|[\s_-]*\d{4,}$", re.IGNORECASE
)


def suggested_name(stem: str, registers: Iterable[str]) -> str:
    """The known register that a file is most likely of, else the file's stem.

    ``julkit_2011-11`` is taken for ``JulkIT`` when there is such a register: a new register would make every
    initiative of it new once more.
    """
    plain, bare = _plain(stem), _plain(_TAIL.sub("", stem))
    known = {_plain(name): name for name in registers}
    without_tails = {_plain(_TAIL.sub("", name)): name for name in registers}
    for key in (plain, bare):
        if key and key in known:
            return known[key]
    return without_tails.get(bare, stem) if bare else stem


def _plain(text: str) -> str:
    return re.sub(r"[\s_.-]+", " ", text).strip().casefold()
