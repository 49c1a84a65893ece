"""The agendas of the meetings, kept on this machine from the moment they are changed.

An agenda is the preparation of whoever presents; what comes of it, the decisions, is in the portfolio.
"""

from typing import Any

from kpkportfolio.store.agenda import PICTURES, Agenda
from ui.drafts import DraftFile


class Agendas:
    """By the meetings' ids, in one file a portfolio."""

    def __init__(self, target: str) -> None:
        self._file = DraftFile("agendas", target)
        self._plain: dict[str, Any] = self._file.read()

    def of(self, meeting_id: str) -> Agenda | None:
        """The agenda that was made for a meeting; None when nobody has made one."""
        plain = self._plain.get(meeting_id)
        if not isinstance(plain, dict):
            return None
        pictures, items = (_texts(plain.get(name)) for name in ("pictures", "items"))
        return Agenda(tuple(one for one in PICTURES if one in pictures), tuple(dict.fromkeys(items)))

    def keep(self, meeting_id: str, agenda: Agenda) -> None:
        """The agenda of a meeting from now on."""
        self._plain[meeting_id] = {"pictures": list(agenda.pictures), "items": list(agenda.items)}
        self._file.keep(self._plain)


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
