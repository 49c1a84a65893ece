"""What the slides of a meeting tell: read by workers, painted in the language spoken when they are looked at."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from kpkportfolio.charts.catalogue import title_of
from kpkportfolio.exports.minutes import decision_words
from kpkportfolio.snapshots.wording import counts_words, deed_word
from kpkportfolio.store import decisions as deciding
from kpkportfolio.store.decisions import DecisionRow, MeetingRow
from kpkportfolio.text import _, ngettext
from ui.presenting import item_slide, lists, material
from ui.presenting.brush import Brush
from ui.presenting.deck import Kind, Slide
from ui.presenting.material import Past, Since
from ui.presenting.sheet import Painting
from ui.session import Session

_CHANGES = 60


class Content(QObject):
    """What is known of one meeting.

    Attributes:
        made: the meeting's decisions, in the order they were made.
        since: what has changed; None while it is compared.

    Signals:
        come: something that was read is there.
    """

    come = Signal()

    def __init__(self, session: Session, meeting: MeetingRow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._meeting = session, meeting
        self.made: list[DecisionRow] = []
        self.since: Since | None = None
        self._pasts: dict[str, Past] = {}

    def forget(self) -> None:
        """The portfolio is another one: what has happened to the items is read again."""
        self._pasts.clear()

    def read(self) -> None:
        """Read what was decided and what has changed; ``come`` tells when each is there."""
        portfolio, meeting = self._session.portfolio, self._meeting
        run = self._session.tasks.run
        run(self, lambda _p: deciding.decisions(portfolio, meeting_id=meeting.id), self._take_made)
        run(self, lambda progress: material.read_since(portfolio, meeting, progress), self._take_since)

    def _take_made(self, made: list[DecisionRow]) -> None:
        self.made = made
        self.come.emit()

    def _take_since(self, since: Since) -> None:
        self.since = since
        self.come.emit()

    def _read_past(self, id_: str) -> None:
        portfolio = self._session.portfolio

        def done(past: Past) -> None:
            self._pasts[id_] = past
            self.come.emit()

        self._session.tasks.run(self, lambda _progress: material.read_past(portfolio, id_), done)

    def made_on(self, id_: str) -> list[DecisionRow]:
        """What this meeting has decided on an initiative."""
        return [one for one in self.made if one.initiative_id == id_]

    def name_of(self, slide: Slide) -> str:
        """What a slide is called in the language spoken now."""
        match slide.kind:
            case Kind.CHANGES:
                return _("What has changed")
            case Kind.PICTURE:
                return title_of(slide.key)
            case Kind.DECISIONS:
                return _("Decisions")
            case Kind.TEXT:
                return slide.key
        row = self._session.by_id.get(slide.key)
        return row.name if row else ""

    def painting(self, slide: Slide, numbers: Mapping[str, int]) -> Painting:
        """How a slide that is no picture is painted; ``numbers`` of the agenda by the initiatives' ids."""
        if slide.kind is Kind.CHANGES:
            return self._paint_changes
        if slide.kind is Kind.DECISIONS:
            return partial(self._paint_decisions, numbers)
        if slide.kind is Kind.TEXT:
            title = f"{slide.number}. {slide.key}"
            return lambda b, width, height: lists.paint_text(b, width, height, title, slide.note)
        row = self._session.by_id.get(slide.key)
        if row is None:
            words = _("This initiative is not in the portfolio any more")
            return lambda b, width, height: lists.paint(b, width, height, words, "", [])
        if slide.key not in self._pasts:
            self._read_past(slide.key)
        facts = material.facts(self._session, row, self._pasts.get(slide.key), slide.note)
        return lambda b, width, height: item_slide.paint(b, width, height, facts)

    def _paint_changes(self, b: Brush, width: float, height: float) -> float:
        since = self.since
        if since is None:
            return lists.paint(b, width, height, _("What has changed"), _("Comparing …"), [])
        if since.comparison is None:
            told = _("There is no snapshot to compare with. Take one when the meeting ends.")
            return lists.paint(b, width, height, _("What has changed"), told, [])
        found = since.comparison.differences
        lines = [
            lists.Line(deed_word(one.deed), material.marked(self._session, one.id, one.title), one.sentence)
            for one in found[:_CHANGES]
        ]
        left = len(found) - len(lines)
        note = ngettext("and {n} more", "and {n} more", left).format(n=left) if left else ""
        title = _("What has changed since {name}").format(name=since.name)
        return lists.paint(b, width, height, title, counts_words(since.comparison), lines, note)

    def _paint_decisions(self, numbers: Mapping[str, int], b: Brush, width: float, height: float) -> float:
        rows = self._session.by_id
        lines = []
        for one in sorted(self.made, key=lambda one: (numbers.get(one.initiative_id, 10**6), one.id)):
            if one.initiative_id in rows:
                told = " · ".join(part for part in (decision_words(one), one.reason, one.by) if part)
                lines.append(
                    lists.Line(
                        str(numbers.get(one.initiative_id, "–")),
                        material.marked(self._session, one.initiative_id, rows[one.initiative_id].title),
                        told,
                    )
                )
        n = len(lines)
        told = ngettext("{n} decision", "{n} decisions", n).format(n=n) if n else _("Nothing has been decided yet")
        return lists.paint(b, width, height, _("Decisions"), told, lines)

    def targets(self, id_: str) -> list[tuple[str, str]]:
        """What an item can be merged into: what it overlaps, then everything by name."""
        rows = self._session.by_id
        likely = [other for other, _finding in material.pairs_of(self._session, id_)]
        first = {id_, *likely}
        rest = sorted((row.title.casefold(), row.id) for row in rows.values() if row.id not in first)
        return [(one, rows[one].title) for one in (*likely, *(one for _title, one in rest))]
