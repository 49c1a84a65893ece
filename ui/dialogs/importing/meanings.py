"""What the words of a register that the portfolio does not know mean, as far as it was said; no Qt here."""

from typing import NamedTuple

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.profile import Profile
from ui.dialogs.importing.unknowns import STATUS, Unknown, Unknowns


class Meaning(NamedTuple):
    """One word and what it means so far.

    Attributes:
        said: a person said so; else it is what the word certainly means, if anything.
    """

    unknown: Unknown
    said: bool
    meaning: str | Status | None

    @property
    def open(self) -> bool:
        """Whether a person should say what it means: a status nobody knows, or a name that is like one here."""
        return not self.said and self.meaning is None and self.doubtful

    @property
    def doubtful(self) -> bool:
        """Whether it needs a look or needed one before it was said."""
        return self.unknown.kind == STATUS or (bool(self.unknown.guesses) and self.unknown.certain is None)

    @property
    def why(self) -> str:
        """Why it means that, or may mean what is like it."""
        return "" if self.said or not self.unknown.guesses else self.unknown.guesses[0].why


def meanings(unknowns: Unknowns, profile: Profile) -> list[Meaning]:
    """Every word with what was said of it; first what needs a look: nobody finds it among thousands."""
    lines = []
    for one in unknowns.words:
        said = profile.statuses if one.kind == STATUS else profile.names.get(one.kind, {})
        certain = None if one.kind == STATUS or one.word in said else one.certain
        lines.append(Meaning(one, one.word in said, certain.meaning if certain else said.get(one.word)))
    # what is said meanwhile stays where it was
    return sorted(lines, key=lambda line: not (line.doubtful or line.said))


def open_words(unknowns: Unknowns, profile: Profile) -> list[str]:
    """The words that a person should give a meaning."""
    wanted = Unknowns(tuple(one for one in unknowns.words if one.kind == STATUS or one.guesses))
    return [line.unknown.word for line in meanings(wanted, profile) if line.open]
