"""What the words of a register that the portfolio does not know mean, as far as it was said; no Qt here."""

from typing import NamedTuple

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.profile import Profile
from ui.dialogs.importing.unknowns import STATUS, Unknown, Unknowns


class Meaning(NamedTuple):
    """One word and what it means so far."""

    unknown: Unknown
    said: bool
    meaning: str | Status | None

    @property
    def open(self) -> bool:
        """Whether a person should say what it means: a status nobody knows is left unknown."""
        return self.unknown.kind == STATUS and not self.said


def meanings(unknowns: Unknowns, profile: Profile) -> list[Meaning]:
    """Every word with what was said of it."""
    lines = []
    for one in unknowns.words:
        said = profile.statuses if one.kind == STATUS else profile.names.get(one.kind, {})
        lines.append(Meaning(one, one.word in said, said.get(one.word)))
    return lines


def open_words(unknowns: Unknowns, profile: Profile) -> list[str]:
    """The words that a person should give a meaning."""
    return [one.word for one in unknowns.words if one.kind == STATUS and one.word not in profile.statuses]
