"""What was begun of decisions and is not recorded: kept from the moment it is written, so that no crash costs it."""

from dataclasses import asdict, dataclass
from typing import Any

from ui.drafts import DraftFile


@dataclass(slots=True)
class Draft:
    """What is written of a decision that is not recorded yet."""

    kind: str = ""
    reason: str = ""
    by: str = ""
    priority: int = 1
    into: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, plain: object) -> "Draft":
        """The draft that was kept, with defaults where nothing usable was."""
        result = cls()
        for name, value in plain.items() if isinstance(plain, dict) else ():
            if name in cls.__slots__ and type(value) is type(getattr(result, name)):
                setattr(result, name, value)
        return result


class Drafts:
    """The drafts of one meeting, by the initiatives' ids, in a file of the person's own."""

    def __init__(self, meeting_id: str, target: str) -> None:
        self._file = DraftFile(f"decisions-{meeting_id}", target)
        self._kept = {id_: Draft.of(one) for id_, one in self._file.read().items()}

    def of(self, id_: str) -> Draft | None:
        """What was begun of an initiative's decision."""
        return self._kept.get(id_)

    def keep(self, id_: str, draft: Draft) -> None:
        """Keep what is written; a draft that says nothing is none."""
        if draft.kind or draft.reason:
            self._kept[id_] = draft
        else:
            self._kept.pop(id_, None)
        self._write()

    def drop(self, id_: str) -> None:
        """It has been recorded."""
        self._kept.pop(id_, None)
        self._write()

    def _write(self) -> None:
        if self._kept:
            self._file.keep({id_: one.plain for id_, one in self._kept.items()})
        else:
            self._file.clear()
