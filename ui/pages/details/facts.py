"""Who, how far, when, and what comes of it: the facts the plan asks of every initiative."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from kpkportfolio.charts.bars import days_text, days_tone
from kpkportfolio.model.rows import DeliverableRow, InitiativeRow, MilestoneRow
from kpkportfolio.model.vocabulary import DeliverableState, Status, label
from kpkportfolio.text import _, format_date, format_month, format_percent
from ui.models.column import NOT_JUDGED, UNKNOWN
from ui.models.columns import schedule_words
from ui.pages.details.parts import Facts, Lines, marked, words
from ui.pages.details.reading import Reading
from ui.pages.details.trend import Trend
from ui.theme import glyphs
from ui.theme.tokens import SIZES

STATE_GLYPHS = {
    DeliverableState.PLANNED: Status.PROPOSED,
    DeliverableState.UNDER_WAY: Status.IMPLEMENTATION,
    DeliverableState.DONE: Status.COMPLETED,
}
"""A deliverable is as far as an initiative of this status, and has its shape."""


def slip_words(row: InitiativeRow) -> str:
    """``loppu +92 pv``: from the latest approved baseline, in days as on the schedule; empty without a slip."""
    slip = days_text(_slip_days(row))
    return _("end {slip}").format(slip=slip) if slip else ""


def slip_tone(row: InitiativeRow) -> str:
    """The colour of the slip's words, as on the schedule; what is earlier is nothing to be noticed."""
    days = _slip_days(row) or 0
    return "muted" if days <= 0 else days_tone(days)


def _slip_days(row: InitiativeRow) -> int | None:
    return None if row.end is None or row.baseline_end is None else (row.end - row.baseline_end).days


def facts(row: InitiativeRow, reading: Reading | None, ratio: float) -> Facts:
    """Responsible party, status, schedule."""
    result = Facts()
    party = words(row.organisation or _(UNKNOWN), None if row.organisation else "muted")
    person = words(row.person or _("responsible person not known"), "muted")
    result.add(_("Responsible party"), party, person)
    since = reading.status_since if reading is not None else None
    done = _("{share} done").format(share=format_percent(row.progress)) if row.progress is not None else ""
    told = _("since {date}").format(date=format_date(since.astimezone().date())) if since else ""
    beside = ", ".join(part for part in (told, done) if part)
    lines: list[QWidget] = []
    if row.status:
        lines.append(marked(glyphs.status_pixmap(row.status, ratio), label(row.status), beside))
    else:
        lines.append(words(_(UNKNOWN), "muted"))
    reason = reading.record.get("status_reason") if reading is not None else None
    if reason:
        lines.append(words(str(reason), "muted"))
    health = label(row.health) if row.health else _(NOT_JUDGED).capitalize()
    lines.append(marked(glyphs.health_pixmap(row.health, ratio), health, slip_words(row), tone=slip_tone(row)))
    if row.health_reason:
        lines.append(words(row.health_reason, "muted"))
    result.add(_("Status"), *lines)
    schedule = _schedule(row)
    moved = reading.ends if reading is not None else ()
    if len({one.end for one in moved}) > 1:
        schedule.append(Trend(moved, slip_tone(row)))
    result.add(_("Schedule"), *schedule)
    return result


def _schedule(row: InitiativeRow) -> list[QWidget]:
    known = row.start or row.end or row.open_ended
    found: list[QWidget] = [words(schedule_words(row), None if known else "muted")]
    if row.baseline_end is not None or row.baseline_start is not None:
        if (row.baseline_start, row.baseline_end) == (row.start, row.end):
            found.append(words(_("as in the baseline"), "muted"))
        else:
            found.append(words(_("baseline {dates}").format(dates=_baseline(row)), "muted"))
    return found


def _baseline(row: InitiativeRow) -> str:
    if row.baseline_start == row.start or row.baseline_start is None:
        return format_date(row.baseline_end)
    return f"{format_date(row.baseline_start)}–{format_date(row.baseline_end) or _(UNKNOWN)}"


def deliverables(rows: list[DeliverableRow], ratio: float) -> Lines:
    """Each with its state's shape and when it is due."""
    result = Lines(4)
    for row in rows:
        picture = glyphs.status_pixmap(STATE_GLYPHS[row.state], ratio)
        line = marked(picture, row.title, right=format_month(row.due) or _(UNKNOWN))
        line.setToolTip(f"{label(row.state)} · {format_date(row.due) or _(UNKNOWN)}")
        result.add(line)
    return result


def milestones(rows: list[MilestoneRow], today: date, ratio: float) -> Lines:
    """Diamonds, filled when reached; what should have been reached says so."""
    result = Lines(4)
    for row in rows:
        late = row.reached_on is None and row.due is not None and row.due < today
        day = format_month(row.reached_on or row.due) or _(UNKNOWN)
        second = _("late") if late else ""
        line = marked(milestone_picture(row.reached_on is not None, ratio), row.title, second, day, "danger")
        reached = (
            _("reached {date}").format(date=format_date(row.reached_on)) if row.reached_on else _("not reached yet")
        )
        line.setToolTip(f"{reached} · {format_date(row.due) or _(UNKNOWN)}")
        result.add(line)
    return result


def milestone_picture(reached: bool, ratio: float) -> QPixmap:
    """The Gantt's diamond."""
    picture = QPixmap(round(SIZES.glyph * ratio), round(SIZES.glyph * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    glyphs.milestone(painter, QRectF(0, 0, SIZES.glyph, SIZES.glyph), reached)
    painter.end()
    return picture
