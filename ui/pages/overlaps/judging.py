"""Recording verdicts and merges, and knowing which pair an undo has brought back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.text import _
from ui.overlap_findings import OverlapFindings
from ui.overlap_pairs import Pair
from ui.session import Session
from ui.widgets.overlap.pair_model import PairLine

_MOST = 1000


class Judging:
    """What a person decided on this page, latest last."""

    def __init__(self, session: Session, findings: OverlapFindings, parent: QWidget) -> None:
        self._session = session
        self._findings = findings
        self._parent = parent
        self._judged: dict[Pair, bool] = {}

    def record(self, line: PairLine, verdict: Verdict, why: str | None) -> bool:
        """Keep a verdict; False when it was refused, which the session tells."""
        return self._done(line, self._findings.judge(line.a.id, line.b.id, verdict, why), gone=True)

    def merge(self, line: PairLine, why: str | None) -> bool:
        """Ask how to merge the two, and do it in the background; False when it was thought better of."""
        from ui.dialogs.merge import MergeDialog

        answer = MergeDialog.ask(self._session, line.a, line.b, why, self._parent)
        if answer is None:
            return False
        if not answer.merge:
            return self.record(line, Verdict.DUPLICATE, answer.why)
        portfolio = self._session.portfolio
        done = self._session.commit_later(lambda _progress: answer.operation(portfolio), _("Merging"))
        # a merged pair leaves the list only once the portfolio has been read again
        return self._done(line, done, gone=False)

    def _done(self, line: PairLine, done: bool, gone: bool) -> bool:
        if done:
            self._judged.pop(line.pair, None)
            self._judged[line.pair] = gone
            while len(self._judged) > _MOST:
                self._judged.pop(next(iter(self._judged)))
        return done

    def returned(self, there: Callable[[Pair], bool]) -> Pair | None:
        """The judged pair that had gone from the list and is there again, because its verdict was taken back."""
        back = None
        for pair, gone in list(self._judged.items()):
            if there(pair) and gone:
                back = pair
                del self._judged[pair]
            else:
                self._judged[pair] = not there(pair)
        return back

    def forget(self) -> None:
        """Another list is shown now: what is missing from it was not judged away."""
        self._judged.clear()
