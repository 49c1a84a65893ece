"""One initiative on one screen: facts, schedule, money and impact side by side, overlaps with reasons, history."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QRectF

from kpkportfolio.charts.bars import GanttRow
from kpkportfolio.charts.time_axis import Phase
from kpkportfolio.model.rows import ImpactRow, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import OverlapKind, label
from kpkportfolio.model.words import field_words
from kpkportfolio.text import _, format_month, format_percent
from ui.presenting import figures, timeline
from ui.presenting.brush import Brush
from ui.presenting.look import BODY, FACT, NOTE, TITLE
from ui.theme import glyphs

EDGE = 28
_GAP = 12
_LINES, _FEWEST = 6, 3


@dataclass(frozen=True, slots=True)
class Overlap:
    """A found pair seen from the item: what the other is, how likely (0…1), and the reason that weighs most."""

    kind: OverlapKind
    score: float
    title: str
    organisation: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """Everything a slide of one initiative shows.

    Attributes:
        done, deliverables: how many deliverables are done, of how many.
        bars: its own bar, then those of what it overlaps.
        history: (day, what happened) in words, the latest first; None while it is read.
        note: what the agenda says of it.
        confidential: it, or what it is a part of, is; the slide says so.
        looking: overlaps are still being looked for.
    """

    row: InitiativeRow
    done: int
    deliverables: int
    bars: Sequence[GanttRow]
    organisations: Sequence[str]
    phases: Sequence[Phase]
    money: Sequence[MoneyRow]
    impact: Sequence[ImpactRow]
    overlaps: Sequence[Overlap]
    today: date
    source: str = ""
    note: str = ""
    confidential: bool = False
    looking: bool = False
    history: Sequence[tuple[str, str]] | None = field(default=None)


def paint(b: Brush, width: float, height: float, facts: ItemFacts) -> float:
    """Paint the slide; the height it needs, which may be more than there is."""
    left, right = b.px(EDGE), width - b.px(EDGE)
    y = _head(b, left, right, facts)
    y = _facts(b, left, right, y, facts)
    y = timeline.paint(b, left, right, y + b.px(6), facts.bars, facts.organisations, facts.phases, facts.today)
    b.rule(left, y, right)
    least = b.px(150) * max(1.0, b.zoom)
    # where that makes all of it fit without squeezing the figures, the lists are shorter
    free = height - y - b.line_height(NOTE) - b.px(20) - b.px(_GAP)
    lines = next((n for n in range(_LINES, _FEWEST - 1, -1) if free - _lists_height(b, n) >= least), _LINES)
    room = max(least, free - _lists_height(b, lines))
    y += b.px(8)
    middle = (left + right) / 2
    figures.investment(
        b, QRectF(left, y, middle - b.px(24) - left, room - b.px(8)), facts.row, facts.money, facts.today
    )
    figures.impact(b, QRectF(middle + b.px(24), y, right - middle - b.px(24), room - b.px(8)), facts.row, facts.impact)
    y += room
    b.rule(left, y, right)
    y += b.px(8)
    _overlaps(b, left, middle - b.px(24), y, facts, lines)
    _history(b, middle + b.px(24), right, y, facts, lines)
    y += _lists_height(b, lines) + b.px(4)
    b.text(left, y, facts.source, NOTE, b.palette.muted, most=right - left)
    return y + b.line_height(NOTE) + b.px(8)


def _head(b: Brush, left: float, right: float, facts: ItemFacts) -> float:
    row, y, side = facts.row, b.px(14), b.px(22) * b.zoom
    middle = y + b.line_height(BODY) / 2
    if b.painter is not None:
        glyphs.programme(b.painter, QRectF(left, middle - side / 2, side, side), row.programme_number)
    told = "   ".join(one for one in (row.programme or _("No programme"), row.ref) if one)
    used = b.text(left + side + b.px(10), y, told, BODY, b.palette.muted, most=(right - left) * 0.6)
    if facts.confidential:
        at = left + side + b.px(26) + used
        used += b.px(16) + b.text(at, y, field_words("confidential"), BODY, bold=True, most=(right - left) * 0.3)
    if row.health is not None:
        words = label(row.health)
        reason = f"  {row.health_reason}" if row.health_reason else ""
        room = right - left - side - used - b.px(60)
        wide = min(b.width(words, BODY, True) + b.width(reason, BODY), room - side)
        x = right - wide
        if b.painter is not None:
            glyphs.health(b.painter, QRectF(x - side - b.px(6), middle - side / 2, side, side), row.health, side / 14)
        x += b.text(x, y, words, BODY, bold=True, most=wide)
        b.text(x, y, reason, BODY, b.palette.muted, most=max(0.0, right - x))
    y += b.line_height(BODY)
    y += b.paragraph(left, y, right - left, row.title, TITLE, bold=True, most=2 if b.zoom < 1.4 else 4)
    if facts.note:
        y += b.paragraph(left, y, right - left, " ".join(facts.note.split()), BODY, b.palette.muted, most=2)
    return y + b.px(4)


def _facts(b: Brush, left: float, right: float, y: float, facts: ItemFacts) -> float:
    row = facts.row
    end = _("open-ended") if row.open_ended else format_month(row.end)
    schedule = f"{format_month(row.start) or '…'}–{end or '…'}" if row.start or end else _("not known")
    done = _("{n} / {all} done").format(n=facts.done, all=facts.deliverables) if facts.deliverables else _("none")
    told = (
        (_("Responsible"), row.organisation or _("not known"), 0.36),
        (_("Status"), label(row.status) if row.status else _("not known"), 0.22),
        (_("Schedule"), schedule, 0.23),
        (_("Deliverables"), done, 0.19),
    )
    b.rule(left, y, right)
    y += b.px(6)
    side = b.px(20) * b.zoom + b.px(6)
    whole = right - left
    # with large letters two beside each other: neither a date nor a word is ever broken
    longest = [max(b.width(word, FACT, True) for word in value.split()) for _name, value, _share in told]
    narrow = any(wide + side > share * whole for wide, (_n, _v, share) in zip(longest, told, strict=True))
    rows = (told[:2], told[2:]) if narrow else (told,)
    for row_ in rows:
        x, lines = left, 1
        for name, value, share in row_:
            wide = (whole / 2 if narrow else whole * share) - b.px(12)
            b.text(x, y, name, NOTE, b.palette.muted, most=wide)
            glyph = row.status is not None and name == told[1][0]
            if glyph and b.painter is not None and row.status is not None:
                high = side - b.px(6)
                at = QRectF(x, y + b.line_height(NOTE) + b.line_height(FACT) / 2 - high / 2, high, high)
                glyphs.status(b.painter, at, row.status, high / 14)
            inset = side if glyph else 0.0
            taken = b.paragraph(x + inset, y + b.line_height(NOTE), wide - inset, value, FACT, bold=True, most=2)
            lines = max(lines, round(taken / b.line_height(FACT)))
            x += wide + b.px(12)
        y += b.line_height(NOTE) + lines * b.line_height(FACT) + b.px(6)
    b.rule(left, y, right)
    return y


def _lists_height(b: Brush, lines: int) -> float:
    return b.line_height(BODY) + lines * b.line_height(NOTE) + b.px(6)


def _overlaps(b: Brush, left: float, right: float, y: float, facts: ItemFacts, lines: int) -> None:
    b.text(left, y, _("Overlaps"), BODY, bold=True)
    y += b.line_height(BODY) + b.px(2)
    if not facts.overlaps:
        words = _("Looking for overlaps …") if facts.looking else _("Nothing found that overlaps with it")
        b.text(left, y, words, NOTE, b.palette.muted, most=right - left)
        return
    side = b.px(18) * b.zoom
    inset, room, left_over = side + b.px(8), right - left, lines
    for one in facts.overlaps:
        if left_over < 2:
            break
        if b.painter is not None:
            at = QRectF(left, y + b.line_height(NOTE) / 2 - side / 2, side, side)
            glyphs.overlap(b.painter, at, one.kind, scale=side / 14)
        head = f"{label(one.kind)} {format_percent(one.score * 100)}: {one.title}"
        b.text(left + inset, y, head, NOTE, bold=True, most=room - inset)
        y += b.line_height(NOTE)
        told = " · ".join(part for part in (one.reason, one.organisation) if part)
        taken = b.paragraph(left + inset, y, room - inset, told, NOTE, b.palette.muted, most=min(2, left_over - 1))
        y += taken
        left_over -= 1 + round(taken / b.line_height(NOTE))


def _history(b: Brush, left: float, right: float, y: float, facts: ItemFacts, lines: int) -> None:
    b.text(left, y, _("Decisions and history"), BODY, bold=True)
    y += b.line_height(BODY) + b.px(2)
    if not facts.history:
        words = "…" if facts.history is None else _("Nothing has happened to it yet")
        b.text(left, y, words, NOTE, b.palette.muted, most=right - left)
        return
    column = max(b.width(day, NOTE) for day, _told in facts.history[:lines]) + b.px(12)
    left_over = lines
    for day, told in facts.history:
        if left_over < 1:
            break
        b.text(left, y, day, NOTE, b.palette.muted)
        taken = b.paragraph(left + column, y, right - left - column, told, NOTE, most=min(2, left_over))
        y += taken
        left_over -= max(1, round(taken / b.line_height(NOTE)))
