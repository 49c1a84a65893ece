"""What somebody began to write and has not saved: kept in a file of the person's own, so that no crash costs it.

One file a portfolio, in the folder of the window's settings and readable by the person alone. Losing it is the worst
that a full or read-only disk does here: writing goes on.
"""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.files import written_whole
from ui.settings import folder, without_secret

_MOST_BYTES = 1_000_000


class DraftFile:
    """The draft of one kind of thing in one portfolio.

    Args:
        kind: what is being written, a word fit for a file's name.
        target: the portfolio's file or address; a password in it is left out.
    """

    def __init__(self, kind: str, target: str) -> None:
        known = hashlib.blake2b(without_secret(target).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        self.path: Path = folder() / "drafts" / f"{kind}-{known}.json"

    def read(self) -> dict[str, Any]:
        """What was kept; nothing when there is none or the file is damaged."""
        try:
            with self.path.open("rb") as stream:
                plain = json.loads(stream.read(_MOST_BYTES))
        except (OSError, ValueError, RecursionError):
            return {}
        return plain if isinstance(plain, dict) else {}

    def keep(self, plain: Mapping[str, Any]) -> None:
        """Put this in the place of what was kept."""
        with suppress(OSError, EnvironmentFailed):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(self.path) as temporary:
                temporary.chmod(0o600)
                temporary.write_text(json.dumps(plain, ensure_ascii=True), "ascii")

    def clear(self) -> None:
        """Nothing is being written any more."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
