"""Judging the current pair by keys and by the verdict bar: verdicts and merges are recorded, and the list goes on.

1–5 choose a verdict, Ctrl+R goes to the reason, Enter saves and goes to the next pair, Ctrl+M merges, Ctrl+↓ and
Ctrl+↑ walk, Space reads on. No letter alone does anything: letters are looked for.
"""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kpkportfolio.model.vocabulary import Verdict, label
from kpkportfolio.text import _
from ui.focus import holds_focus
from ui.overlap_pairs import Pair
from ui.pages.overlaps.drafts import Drafts
from ui.pages.overlaps.listing import Listing
from ui.session import Session
from ui.widgets.overlap.pair_model import PairLine
from ui.widgets.overlap.pair_view import PairView
from ui.widgets.overlap.verdict_bar import VERDICTS

MERGE_KEY = QKeySequence("Ctrl+M")
_MOST = 1000
_LETTERS = 40
"""Of a name in the line that tells what was judged last."""


class Judging(QObject):
    """What a person decides about the pair that is current in the list."""

    def __init__(self, session: Session, listing: Listing, view: PairView, drafts: Drafts, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._findings = session.findings
        self._listing = listing
        self._list = listing.list
        self._view = view
        self._drafts = drafts
        self._page = page
        self._judged: dict[Pair, bool] = {}
        bar = view.verdict
        if session.frozen is not None:
            bar.setEnabled(False)
            bar.setToolTip(session.frozen)
        bar.saved.connect(self.save)
        bar.skipped.connect(self.skip)
        bar.merged.connect(self.merge)
        bar.reopened.connect(self._reopen)
        bar.edited.connect(self._edited)
        keys: dict[str, Callable[[], object]] = {
            **{str(n): partial(self._choose, verdict) for n, verdict in enumerate(VERDICTS, 1)},
            **{"Ctrl+R": self._to_reason, "Ctrl+Return": self.save, "Ctrl+Enter": self.save},
            **{"Ctrl+Down": self.skip, "Ctrl+Up": partial(self._walk, -1)},
            **{"Space": partial(view.read_on, 1), "Shift+Space": partial(view.read_on, -1)},
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def press(self, event: QKeyEvent) -> bool:
        """A key that nothing inside the page took; False when it means nothing here either."""
        if QKeySequence(event.keyCombination()) == MERGE_KEY:
            self.merge()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._list.current is not None:
            self.save()
        elif event.key() == Qt.Key.Key_Escape and holds_focus(self._view):
            self._to_list()
        else:
            return False
        return True

    # --- what waits -----------------------------------------------------------------------------------------------

    def _choose(self, verdict: Verdict) -> None:
        if self._list.current is not None and not self._session.refuses():
            self._view.verdict.choose(verdict)
            self._edited()

    @Slot()
    def _edited(self) -> None:
        line, bar = self._list.current, self._view.verdict
        if line is not None and bar.verdict is not None:
            self._drafts.keep(line.pair, bar.verdict, bar.reason.text())

    def _to_reason(self) -> None:
        if self._list.current is not None:
            self._view.verdict.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._view.verdict.reason.selectAll()

    # --- deciding -------------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Record the verdict on the current pair and go to the next one; a duplicate is merged first."""
        verdict = self._view.verdict.verdict
        if verdict is not None:
            self._decide(verdict, self._merge if verdict is Verdict.DUPLICATE else partial(self._record, verdict))

    @Slot()
    def merge(self) -> None:
        """Merge the two of the current pair, whatever verdict is chosen."""
        self._decide(Verdict.DUPLICATE, self._merge)

    def _decide(self, verdict: Verdict, carry_out: Callable[[PairLine, str | None], bool]) -> None:
        line = self._list.current
        if line is None or not self._page.isVisible() or self._session.refuses():
            return
        why = self._view.verdict.reason.text().strip() or None
        following = self._list.pairs.after(line.pair) or self._list.pairs.after(line.pair, -1)
        self._listing.wanted = following
        if not carry_out(line, why):
            self._listing.wanted = None
            return
        self._drafts.drop(line.pair)
        if line.verdict is None and self._list.pairs.place(line.pair) is not None:
            # a merged pair goes only once the portfolio has been read again
            self._list.go(following)
        told = _("{verdict}: {a} – {b}. Ctrl+Z takes it back.")
        self._listing.tell_last(told.format(verdict=label(verdict), a=_short(line.a.name), b=_short(line.b.name)))
        self._to_list()

    def _record(self, verdict: Verdict, line: PairLine, why: str | None) -> bool:
        """Keep a verdict; False when it was refused, which the session tells."""
        return self._done(line, self._findings.judge(line.a.id, line.b.id, verdict, why), gone=True)

    def _merge(self, line: PairLine, why: str | None) -> bool:
        """Ask how to merge the two, and do it in the background; False when it was thought better of."""
        from ui.dialogs.merge import MergeDialog

        answer = MergeDialog.ask(self._session, line.a, line.b, why, self._page)
        if answer is None:
            return False
        if not answer.merge:
            return self._record(Verdict.DUPLICATE, line, answer.why)
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

    @Slot()
    def _reopen(self) -> None:
        line = self._list.current
        if line is not None:
            self._findings.reopen(*line.pair)

    # --- what was decided, and where to go on ---------------------------------------------------------------------

    def returned(self, there: Collection[Pair]) -> Pair | None:
        """The judged pair that had gone from the list and is there again, because its verdict was taken back."""
        back = None
        for pair, gone in list(self._judged.items()):
            if pair in there and gone:
                back = pair
                del self._judged[pair]
            else:
                self._judged[pair] = pair not in there
        if back is not None:
            self._listing.tell_last("")
        return back

    def forget(self) -> None:
        """Another list is shown now: what is missing from it was not judged away."""
        self._judged.clear()

    @Slot()
    def skip(self) -> None:
        """Go to the next pair; what is chosen and typed here waits."""
        self._walk(1)

    def _walk(self, step: int) -> None:
        line = self._list.current
        following = self._list.pairs.after(line.pair, step) if line is not None else None
        if following is not None:
            self._list.go(following)
            self._to_list()
        elif line is None:
            self.into_group()

    @Slot()
    def into_group(self) -> None:
        """From a heading to the first pair below it."""
        if (line := self._list.heading) is not None:
            self._list.fold(line.key, False)
            self._list.go(self._list.pairs.at_or_after(self._list.currentIndex().row()))
            self._to_list()

    def _to_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
