"""Bubbles that are being moved to other values, by the mouse or by the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt

from kpkportfolio.charts.bubble_axes import Axis, Scale, extent_text, value_at
from kpkportfolio.charts.bubbles import Bubble
from kpkportfolio.charts.labels import Disc
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.widgets.bubbles.frame import Frame
from ui.widgets.bubbles.nearest import Direction
from ui.widgets.bubbles.values import Held, changed, fixed, step_of
from ui.widgets.gantt.card import Piece

_STICKS = 8.0
"""Px of the mouse along an axis below which the value on that axis stays what it is."""


class Drag:
    """Bubbles on their way to other values, all the same way; nothing is written here.

    Attributes:
        lead: the one that is held; what it comes to is told.
        all: every one of them, the lead first.
        keyed: whether the keyboard moves them.
        asked: whether they have been let go, and what was asked for is not back from the portfolio yet.
    """

    def __init__(self, moved: Sequence["Moved"], keyed: bool) -> None:
        self.all = moved
        self.lead = moved[0]
        self.keyed = keyed
        self.asked = False

    @property
    def movable(self) -> bool:
        """Whether any of them can be moved."""
        return any(one.movable for one in self.all)

    @property
    def changes(self) -> list[tuple[Held, Held]]:
        """Each initiative that would change, as it is and as it would be."""
        return [(one.before, one.after) for one in self.all if one.after != one.before]

    def to(self, at: QPointF) -> None:
        """The mouse is here."""
        for one in self.all:
            one.to(at)

    def nudge(self, direction: Direction) -> None:
        """One step that way by the keyboard."""
        for one in self.all:
            one.nudge(direction)

    def lines(self) -> list[list[Piece]]:
        """What is said while they move: of the lead each axis, and how many more move with it or stay."""
        found = self.lead.lines()
        others = self.all[1:]
        moving = sum(one.movable for one in others)
        if moving:
            words = ngettext("and {n} more, as far as it", "and {n} more, each as far as it", moving)
            found.append([Piece(words.format(n=format_number(moving)), "muted")])
        if staying := len(others) - moving:
            words = ngettext(
                "{n} stays: it is changed in the details", "{n} stay: they are changed in the details", staying
            )
            found.append([Piece(words.format(n=format_number(staying)), "warn")])
        if not self.movable:
            hint = _("These are changed in the details, not by dragging")
        else:
            hint = _("Release Alt to keep, Esc cancels") if self.keyed else _("Release to keep, Esc cancels")
        return [*found, [Piece(hint, "muted")]]


class Moved:
    """One bubble on its way.

    Attributes:
        index: the bubble's place in the chart.
        before, after: its initiative as it is and as it would be.
    """

    def __init__(self, frame: Frame, index: int, held: Held, at: QPointF | None = None) -> None:
        """``at`` is where the mouse took it; without it the keyboard moves it."""
        self._frame = frame
        self._from = at
        self.index = index
        self.before = self.after = held

    @property
    def _scales(self) -> tuple[Scale, ...]:
        """A start goes before what is counted from it; one quantity on both axes is one."""
        x, y = self._frame.chart.x, self._frame.chart.y
        if x.axis is y.axis:
            return (x,)
        return (y, x) if y.axis.key == "start" else (x, y)

    @property
    def movable(self) -> bool:
        """Whether the value on either axis can be changed."""
        return any(not fixed(scale.axis, self.before) for scale in self._scales)

    def to(self, at: QPointF) -> None:
        """The mouse is here: values follow it along the axes that can be changed and that it has gone along."""
        assert self._from is not None
        frame, disc, way = self._frame, self._frame.discs[self.index], at - self._from
        box = frame.box
        held = self.before
        for scale in self._scales:
            across = scale is frame.chart.x
            if fixed(scale.axis, held) or abs(way.x() if across else way.y()) < _STICKS:
                continue
            px = min(max(disc.x + way.x(), box.left), box.right) if across else 0.0
            px = px if across else min(max(disc.y + way.y(), box.top), box.bottom)
            value, per_px = self._read(scale, px)
            held = changed(held, scale.axis, value, per_px)
        self.after = held

    def nudge(self, direction: Direction) -> bool:
        """One step that way by the keyboard; False where the value on that axis cannot be changed."""
        right, down = direction.value
        scale = self._frame.chart.x if right else self._frame.chart.y
        now = scale.axis.range(self.after.row)
        if now is None or fixed(scale.axis, self.after):
            return False
        middle = sum(now) / 2
        place = self._frame.value_x(middle) if right else self._frame.value_y(middle)
        per_px = self._read(scale, place)[1]
        step = step_of(scale.axis, middle, per_px)
        self.after = changed(self.after, scale.axis, middle + (right - down) * step, per_px)
        return True

    def _read(self, scale: Scale, px: float) -> tuple[float, float]:
        """The value at a place along a scale, and what one pixel is worth there."""
        box, window = self._frame.box, self._frame.window
        if scale is self._frame.chart.x:
            share = (window.right - window.left) / (box.right - box.left)
            fraction = window.left + (px - box.left) * share
        else:
            share = (window.top - window.bottom) / (box.bottom - box.top)
            fraction = window.bottom + (box.bottom - px) * share
        value = value_at(scale, fraction)
        return value, abs(value_at(scale, fraction + share) - value)

    def shown(self) -> tuple[Bubble, Disc]:
        """The bubble with its new values, and where it lies."""
        frame = self._frame
        chart, bubble, disc = frame.chart, frame.chart.bubbles[self.index], frame.discs[self.index]
        x, y = (scale.axis.range(self.after.row) for scale in (chart.x, chart.y))
        if x is None or y is None or self.after is self.before:
            return bubble, disc
        bubble = bubble._replace(x=sum(x) / 2, y=sum(y) / 2, x_range=x, y_range=y)
        at_x = frame.value_x(bubble.x) if x != chart.x.axis.range(self.before.row) else disc.x
        at_y = frame.value_y(bubble.y) if y != chart.y.axis.range(self.before.row) else disc.y
        return bubble, Disc(at_x, at_y, disc.r)

    def lines(self) -> list[list[Piece]]:
        """What is said while it moves: each axis with its old and new value, or why it cannot be changed."""
        found = [[Piece(self.before.row.title, strong=True)]]
        chart = self._frame.chart
        for axis in dict.fromkeys((chart.y.axis, chart.x.axis)):
            why = fixed(axis, self.before)
            old, new = (told(axis, held) for held in (self.before, self.after))
            said = Piece(why, "warn") if why else Piece(old if old == new else f"{old} → {new}", strong=old != new)
            found.append([Piece(axis.label, "muted"), said])
        return found


def told(axis: Axis, held: Held) -> str:
    """The value on an axis in words: dates to the day, money to the thousand where it needs that."""
    row = held.row
    if axis.key in ("start", "end"):
        return format_date(row.start if axis.key == "start" else row.end)
    extent = axis.range(row)
    if extent is None:
        return _("not known")
    words = extent_text(axis, extent, unit=True)
    return f"{words} ({format_date(row.start)}–{format_date(row.end)})" if axis.key == "duration" else words


def hint(chart_axes: tuple[Axis, Axis], held: Held) -> list[list[Piece]]:
    """How the values of a selected bubble are changed, and which of them cannot be and why."""
    axes = tuple(dict.fromkeys(chart_axes))
    free = [axis.label.lower() for axis in axes if not fixed(axis, held)]
    found = [[Piece(_("Drag or Alt+arrows: {what}").format(what=", ".join(free)), "muted")]] if free else []
    stuck = [(axis.label, why) for axis in axes if (why := fixed(axis, held))]
    return found + [
        [Piece(_("{what} not by dragging: {why}").format(what=what, why=why), "muted")] for what, why in stuck
    ]


def cursor(x: Axis, y: Axis, held: Held) -> Qt.CursorShape:
    """Which ways a selected bubble can be dragged."""
    across, along = not fixed(x, held), not fixed(y, held)
    if across and along:
        return Qt.CursorShape.SizeAllCursor
    if across or along:
        return Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.SizeVerCursor
    return Qt.CursorShape.PointingHandCursor
