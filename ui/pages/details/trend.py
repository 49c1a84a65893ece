"""How the end of an initiative has moved from snapshot to snapshot: a small line, and the same in words."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kpkportfolio.model.change import Fields
from kpkportfolio.store.freezing import Snapshot
from kpkportfolio.store.journal import HistoryLine
from kpkportfolio.text import _, format_date
from ui.theme.state import colour

_SIZE = QSize(120, 26)
_EDGE = 4.0
_MOST_TOLD = 6


class End(NamedTuple):
    """The end as a snapshot has it; the present has no name."""

    name: str
    moment: datetime | None
    end: date


def ends(
    id_: str, record: Fields, history: Sequence[HistoryLine], snapshots: Sequence[Snapshot], oldest: bool = True
) -> tuple[End, ...]:
    """The end in each snapshot and now, oldest first; those in which it was not known, or not there, are left out.

    Args:
        history: of the initiative, newest first.
        snapshots: oldest first.
        oldest: whether the history goes back to the beginning; else what is before it is not known.
    """
    lines = [one for one in history if one.change.id == id_ and _tells(one)]
    value, there = record.get("end"), True
    found = [End("", None, value)] if isinstance(value, date) else []
    last = min((one.entry.seq for one in history), default=0)
    for snapshot in reversed(snapshots):
        seq = snapshot.operation_seq or 0
        if not oldest and seq < last:
            break
        while lines and lines[0].entry.seq > seq:
            before = lines.pop(0).change.before
            there = before is not None
            value = before.get("end") if before is not None else None
        if there and isinstance(value, date):
            found.append(End(snapshot.name, snapshot.taken_at, value))
    return tuple(reversed(found))


def _tells(line: HistoryLine) -> bool:
    before, after = line.change.before, line.change.after
    return before is None or after is None or "end" in after


class Trend(QWidget):
    """A line of the ends, later ones higher; the words are in its tool tip and its accessible name."""

    def __init__(self, found: Sequence[End], tone: str, parent: QWidget | None = None) -> None:
        """``tone`` is the colour's token of the last point."""
        super().__init__(parent)
        self._found, self._tone = found, tone
        self.setFixedSize(_SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        now = _("now")
        told = [f"{one.name or now} {format_date(one.end)}" for one in found[-_MOST_TOLD:]]
        words = _("The end by snapshot: {ends}").format(ends=", ".join(told))
        self.setToolTip(words)
        self.setAccessibleName(words)

    def points(self) -> list[QPointF]:
        """Where the ends lie, evenly across, the earliest at the bottom."""
        days = [one.end.toordinal() for one in self._found]
        low, span = min(days), max(max(days) - min(days), 1)
        width, height = self.width() - 2 * _EDGE, self.height() - 2 * _EDGE
        step = width / max(len(days) - 1, 1)
        return [QPointF(_EDGE + n * step, _EDGE + height * (1 - (day - low) / span)) for n, day in enumerate(days)]

    def paintEvent(self, event: QPaintEvent) -> None:
        points = self.points()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("edge"), 1.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("edge"))
        for point in points[:-1]:
            painter.drawEllipse(point, 1.8, 1.8)
        painter.setBrush(colour(self._tone))
        painter.drawEllipse(points[-1], 3.0, 3.0)
        painter.end()
