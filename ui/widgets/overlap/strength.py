"""How sure a finding is, in a word."""

from enum import StrEnum

from kpkportfolio.text import _


class Strength(StrEnum):
    """Strong from 0.8, moderate from 0.5: bands of the score, which reads as a probability."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"

    @classmethod
    def of(cls, score: float) -> "Strength":
        """The band a score of 0…1 is in."""
        return cls.STRONG if score >= 0.8 else cls.MODERATE if score >= 0.5 else cls.WEAK

    @property
    def word(self) -> str:
        """The word in the language spoken now, in the middle of a sentence."""
        return {Strength.STRONG: _("strong"), Strength.MODERATE: _("moderate"), Strength.WEAK: _("weak")}[self]
