"""One file of an import, and what a person said about it; no Qt here."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kpkportfolio.model.change import Operation
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.registers.profile import Profile
from ui.dialogs.importing.choosing import Choice, Other, Place
from ui.dialogs.importing.preview import Preview
from ui.dialogs.importing.sources import BUNDLES, SourceFile


class State(StrEnum):
    """How far a file is."""

    WAITING = "waiting"
    READING = "reading"
    STALE = "stale"
    """Read, and to be compared (again)."""
    COMPARING = "comparing"
    READY = "ready"
    REFUSED = "refused"
    IMPORTING = "importing"
    DONE = "done"


UNDER_WAY = (State.READING, State.COMPARING, State.IMPORTING)


@dataclass(eq=False)
class File:
    """One file and what the person said about it.

    Attributes:
        name: the register's name; empty for a bundle.
        named: the name is settled: a person gave it, or the file turned out to be of no register that is known.
        ticked: what the person said of importing the good rows without the bad ones; None until something is.
        insist: ``(initiative id, field)`` where the register's value is to win over the person's own.
        choices: what is to become of new rows that may be there already; a row is merged into one at most.
        profile: how it is read, as was said here; None until something is: then as the register was read last time.
        source: the file as it was read; while it is read anew, as it was before.
        error: why it cannot be taken in.
    """

    path: Path
    name: str
    state: State = State.WAITING
    named: bool = False
    ticked: bool | None = None
    insist: set[tuple[str, str]] = field(default_factory=set)
    choices: dict[tuple[Place, Other], Verdict] = field(default_factory=dict)
    profile: Profile | None = None
    source: SourceFile | None = None
    preview: Preview | None = None
    error: str = ""

    @property
    def is_bundle(self) -> bool:
        return self.path.suffix.lower() in BUNDLES

    @property
    def said(self) -> Profile:
        """How it is to be read: what was said here, else what is remembered of the register."""
        if self.profile is not None:
            return self.profile
        remembered = self.source.profile if self.source is not None else None
        return remembered or Profile()

    @property
    def accepted(self) -> bool:
        """The good rows may be imported without the bad ones: as was said here, else as it was with the last file."""
        if self.ticked is not None:
            return self.ticked
        return self.preview is not None and self.preview.left_out_before

    @property
    def held_back(self) -> bool:
        """Nothing is imported for the sake of bad rows."""
        return self.preview is not None and self.preview.left_out > 0 and not self.accepted

    @property
    def chosen(self) -> tuple[Choice, ...]:
        """The choices in an order of their own."""
        return tuple(Choice(place, other, verdict) for (place, other), verdict in self.choices.items())

    @property
    def operation(self) -> Operation | None:
        """What the file will do, None when nothing."""
        settled = self.state in (State.READY, State.IMPORTING)
        return self.preview.operation if settled and self.preview and not self.held_back else None
