"""What read-outs and screen readers say of a bar."""

from collections.abc import Container
from datetime import date

from kpkportfolio.charts.bars import Arrow, GanttRow, Mark, slip_text, slip_tone
from kpkportfolio.model.vocabulary import label
from kpkportfolio.text import _, format_date, format_percent
from ui.widgets.gantt.card import Piece
from ui.widgets.gantt.drag import Grip
from ui.widgets.gantt.table import group_text

Lines = list[list[Piece]]


def period(start: date | None, end: date | None, open_ended: bool = False) -> str:
    """``1.10.2010–31.3.2013``; what is not known is said."""
    if start is None and end is None:
        return _("no schedule")
    first = format_date(start) or _("not known")
    last = _("continuous") if open_ended and end is None else format_date(end) or _("not known")
    return f"{first} – {last}" if open_ended or start is None or end is None else f"{first}–{last}"


def slip_piece(row: GanttRow, past: bool) -> Piece:
    """``+92 pv perustasosta`` in the colour of its weight, or from the snapshot when ``past``; empty without a slip."""
    text = slip_text(row)
    words = _("{slip} from the snapshot") if past else _("{slip} from the baseline")
    return Piece(words.format(slip=text) if text else "", slip_tone(row), True)


def read_out(row: GanttRow, grip: Grip, past: bool = False) -> Lines:
    """New dates and slip while a bar is moved or made longer."""
    if grip is Grip.START and row.start is not None:
        head = _("Start {date}").format(date=format_date(row.start))
    elif grip is Grip.END and row.end is not None:
        head = _("End {date}").format(date=format_date(row.end))
    else:
        head = period(row.start, row.end, row.open_ended)
    hint = _("Drag or Alt+→ moves, Esc cancels")
    return [[Piece(head, strong=True), slip_piece(row, past)], [Piece(hint, "muted")]]


def card(row: GanttRow, title: str, past: bool = False) -> Lines:
    """Title, dates, status and slip of a bar."""
    lines = [[Piece(title, strong=True)], [Piece(period(row.start, row.end, row.open_ended)), slip_piece(row, past)]]
    facts = [label(row.status) if row.status else _("status not known")]
    if row.progress is not None:
        facts.append(_("{percent} done").format(percent=format_percent(row.progress)))
    if row.is_group:
        return [*lines[:2], [Piece(group_text(row), "muted")]]
    return [*lines, [Piece(" · ".join(facts), "muted")]]


def mark_card(mark: Mark, milestone: bool) -> Lines:
    """What a diamond or a flag stands for."""
    if milestone:
        state = _("milestone reached") if mark.reached else _("milestone to come")
    else:
        state = _("deliverable done") if mark.reached else _("deliverable due")
    return [[Piece(mark.title, strong=True)], [Piece(format_date(mark.date)), Piece(state, "muted")]]


def arrow_card(arrow: Arrow, before: GanttRow, after: GanttRow) -> Lines:
    """What an arrow joins, and whether the dates keep it."""
    lines = [[Piece(f"{before.title} → {after.title}", strong=True)], [Piece(label(arrow.kind), "muted")]]
    if arrow.broken:
        lines[1].append(Piece(_("dependency broken by dates"), "danger"))
    return lines


def summary(row: GanttRow, collapsed: Container[str], past: bool = False) -> str:
    """A row in one sentence, for a screen reader."""
    if row.is_group:
        state = _("collapsed") if row.id in collapsed else _("expanded")
        return ", ".join((row.title, group_text(row), period(row.start, row.end, row.open_ended), state))
    parts = [row.title, label(row.status) if row.status else _("status not known")]
    if row.progress is not None:
        parts.append(_("{percent} done").format(percent=format_percent(row.progress)))
    parts.append(period(row.start, row.end, row.open_ended))
    slip = slip_piece(row, past).text
    return ", ".join([*parts, slip] if slip else parts)
