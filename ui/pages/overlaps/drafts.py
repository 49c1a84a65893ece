"""Verdicts chosen and reasons typed but not saved: they wait, also over a restart."""

from typing import NamedTuple

from kpkportfolio.model.vocabulary import Verdict
from ui.overlap_pairs import Pair

_MOST = 200


class Draft(NamedTuple):
    """A verdict and a reason of a pair."""

    verdict: Verdict
    reason: str


class Drafts:
    """By pair, the latest last; the oldest give way when there are many."""

    def __init__(self) -> None:
        self._kept: dict[Pair, Draft] = {}

    def of(self, pair: Pair) -> Draft | None:
        """What waits for a pair."""
        return self._kept.get(pair)

    def keep(self, pair: Pair, verdict: Verdict, reason: str) -> None:
        """Let it wait."""
        self._kept.pop(pair, None)
        self._kept[pair] = Draft(verdict, reason)

    def drop(self, pair: Pair) -> None:
        """It has been saved."""
        self._kept.pop(pair, None)

    def state(self) -> list[list[str]]:
        """Plain values to keep for next time."""
        return [[*pair, draft.verdict.value, draft.reason] for pair, draft in list(self._kept.items())[-_MOST:]]

    def restore(self, state: object) -> None:
        """Take up what :meth:`state` gave; whatever else it is, is left alone."""
        for one in state if isinstance(state, list) else ():
            if isinstance(one, list) and len(one) == 4 and one[2] in set(Verdict):
                self.keep((str(one[0]), str(one[1])), Verdict(one[2]), str(one[3]))
