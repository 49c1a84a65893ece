"""Agendas from before they were part of the portfolio: this machine kept them in a file; they come in once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kpkportfolio.store.agenda import Agenda, rearranging, taken_over
from kpkportfolio.store.decisions import MeetingRow
from ui.drafts import DraftFile
from ui.session import Session

_Kept = dict[str, tuple[Sequence[str], Sequence[str]]]


class KeptAgendas:
    """What the file has, by the meetings' ids: names of pictures and ids of initiatives."""

    def __init__(self, target: str) -> None:
        self._file = DraftFile("agendas", target)
        self._plain: dict[str, Any] = self._file.read()

    def bring_in(
        self, session: Session, meetings: Sequence[MeetingRow], there: Mapping[str, Agenda], known: Collection[str]
    ) -> None:
        """Put them on the agendas of the portfolio, each as one operation that can be undone.

        What cannot come in now (its meeting is not there, the portfolio may only be read) stays in the file.
        """
        kept: _Kept = {}
        for row in meetings:
            plain = self._plain.get(row.id)
            if isinstance(plain, dict):
                kept[row.id] = (_texts(plain.get("pictures")), _texts(plain.get("items")))
        if not kept or session.frozen is not None or not known:
            return
        wanted = taken_over(kept, there, known)
        for row in meetings:
            if row.id in wanted:
                operation = rearranging(row, there.get(row.id, Agenda()), wanted[row.id])
                if operation is not None and not session.commit(operation):
                    return
                del self._plain[row.id]
        if self._plain:
            self._file.keep(self._plain)
        else:
            self._file.clear()


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
