"""The key under a printed Gantt: only what the page really shows, each mark beside its word."""

from collections.abc import Callable, Sequence
from functools import partial

from kpkportfolio.charts.bars import Arrow, GanttRow
from kpkportfolio.charts.gantt_bars import draw_arrow, draw_deliverable, draw_milestone
from kpkportfolio.charts.paper import Paper, text_width
from kpkportfolio.charts.sizes import SMALL
from kpkportfolio.text import _

_MARK = 24.0
_GAP = 16.0
LINE = 15.0

Item = tuple[str, Callable[[Paper, float, float], None]]


def legend_items(
    rows: Sequence[GanttRow], arrows: Sequence[Arrow], phases: Sequence[tuple[int, str]] = (), ghosts: str = ""
) -> list[Item]:
    """What the rows and arrows make necessary to explain, in a fixed order.

    ``phases`` are the number and name of those whose band is too narrow for the name; ``ghosts`` says what they are of
    when that is not the latest baseline.
    """
    work = [row for row in rows if not row.is_group]
    items: list[Item] = []
    if any(row.progress and not row.halted for row in work):
        items.append((_("done and left"), _done))
    if any(row.undecided for row in work):
        items.append((_("idea or proposal"), _planned))
    if any(row.halted for row in work):
        items.append((_("suspended or cancelled"), _halted))
    if any(row.open_ended for row in work):
        items.append((_("continuous"), _continuous))
    if any((row.start is None) != (row.end is None) and not row.open_ended for row in work):
        items.append((_("only one date known"), _lone))
    if any(row.off_baseline for row in work):
        items.append((ghosts or _("baseline"), _baseline))
    if any(mark.reached for row in work for mark in row.milestones):
        items.append((_("milestone reached"), lambda paper, x, y: draw_milestone(paper, x + 12, y, True)))
    if any(not mark.reached for row in work for mark in row.milestones):
        items.append((_("milestone to come"), lambda paper, x, y: draw_milestone(paper, x + 12, y, False)))
    if any(mark.reached for row in work for mark in row.deliverables):
        items.append((_("deliverable done"), lambda paper, x, y: draw_deliverable(paper, x + 12, y, True)))
    if any(not mark.reached for row in work for mark in row.deliverables):
        items.append((_("deliverable due"), lambda paper, x, y: draw_deliverable(paper, x + 12, y, False)))
    if any(not arrow.broken for arrow in arrows):
        items.append((_("dependency"), lambda paper, x, y: draw_arrow(paper, [(x + 2, y), (x + 22, y)], False)))
    if any(arrow.broken for arrow in arrows):
        items.append(
            (_("dependency broken by dates"), lambda paper, x, y: draw_arrow(paper, [(x + 2, y), (x + 22, y)], True))
        )
    items += [(name, partial(_phase, number)) for number, name in phases]
    return items


def legend_lines(items: Sequence[Item], width: float) -> list[list[Item]]:
    """The items broken into lines of at most ``width`` points."""
    lines: list[list[Item]] = []
    used = width + 1
    for item in items:
        need = _MARK + 5 + text_width(item[0], SMALL) + _GAP
        if used + need - _GAP > width:
            lines.append([])
            used = 0.0
        lines[-1].append(item)
        used += need
    return lines


def draw_legend(paper: Paper, lines: Sequence[Sequence[Item]], left: float, top: float) -> None:
    for number, line in enumerate(lines):
        x, y = left, top + LINE * (number + 0.5)
        for word, draw in line:
            draw(paper, x, y)
            paper.text(x + _MARK + 5, y, word, SMALL, paper.palette.muted)
            x += _MARK + 5 + text_width(word, SMALL) + _GAP


def _phase(number: int, paper: Paper, x: float, y: float) -> None:
    palette = paper.palette
    paper.rect(x + 8, y - 6, x + 24, y + 6, palette.phase_header, palette.line_strong, 0.6)
    paper.text(x + 16, y, f"{number}", SMALL, palette.muted, align="center")


def _done(paper: Paper, x: float, y: float) -> None:
    palette = paper.palette
    paper.rect(x, y - 4, x + 24, y + 4, palette.tint(palette.muted), palette.muted)
    paper.rect(x, y - 4, x + 13, y + 4, palette.muted, palette.muted)


def _planned(paper: Paper, x: float, y: float) -> None:
    paper.rect(x, y - 4, x + 24, y + 4, paper.palette.tint(paper.palette.muted), paper.palette.muted)


def _halted(paper: Paper, x: float, y: float) -> None:
    box = [(x, y - 4), (x + 24, y - 4), (x + 24, y + 4), (x, y + 4), (x, y - 4)]
    paper.line(box, paper.palette.muted, 0.9, dash=(3, 2))


def _continuous(paper: Paper, x: float, y: float) -> None:
    palette = paper.palette
    paper.shape(
        [(x, y - 4), (x + 19, y - 4), (x + 24, y), (x + 19, y + 4), (x, y + 4)],
        palette.tint(palette.muted),
        palette.muted,
    )


def _lone(paper: Paper, x: float, y: float) -> None:
    paper.line([(x + 3, y - 4), (x + 3, y + 4)], paper.palette.muted, 1.5)
    paper.line([(x + 3, y), (x + 21, y)], paper.palette.muted, 1.1, dash=(2.2, 2.2))


def _baseline(paper: Paper, x: float, y: float) -> None:
    paper.line([(x, y), (x + 24, y)], paper.palette.edge, 1.7)
    paper.line([(x + 24, y - 2.2), (x + 24, y + 2.2)], paper.palette.edge, 0.9)
