"""The first slide of the presentation: whose portfolio, of which day, and what it comes to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kpkportfolio.charts.bars import root_rows
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.years import counted_once
from kpkportfolio.exports.slide_theme import BOTTOM, MARGIN, WIDTH, Ink
from kpkportfolio.exports.slides import Deck
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.figures import total
from kpkportfolio.model.vocabulary import Health, label
from kpkportfolio.text import _, format_date, format_millions, format_number, ngettext

_TITLE_TOP, _TITLE_SIZE = 120.0, 36.0
_FIGURES = 300.0
_GAP = 24.0
_TO_LOOK_AT = (Health.RED, Health.YELLOW, Health.GREEN)


class _Figure(NamedTuple):
    """A figure, what it is of, and what is to be known of it."""

    value: str
    name: str
    more: str = ""


def cover(deck: Deck, data: ChartData, facts: Facts, by: str) -> None:
    """Add the slide; investment and impact stand beside each other."""
    slide = deck.slide(data.source.portfolio)
    slide.enlarge_title(_TITLE_TOP, _TITLE_SIZE)
    slide.rule(MARGIN, _TITLE_TOP - 10, 72)
    lines = [", ".join(part for part in (format_date(data.today), by) if part)]
    if data.source.filter:
        lines.append(_("Filter: {filter}.").format(filter=data.source.filter))
    if data.confidential_note:
        lines.append(data.confidential_note)
    across = WIDTH - 2 * MARGIN
    slide.text(lines, MARGIN, _TITLE_TOP + 62, across, 90, 16, Ink.MUTED)
    if not data.initiatives:
        slide.text([_("Nothing to show with this filter.")], MARGIN, _FIGURES, across, 30, 14)
        return
    figures = _figures(data, facts)
    wide = (across - _GAP * (len(figures) - 1)) / len(figures)
    for number, one in enumerate(figures):
        left = MARGIN + number * (wide + _GAP)
        slide.rule(left, _FIGURES, wide, Ink.MUTED, 0.75)
        slide.text([one.value], left, _FIGURES + 6, wide, 44, 28, Ink.ACCENT, bold=True)
        slide.text([one.name], left, _FIGURES + 50, wide, 24, 13, bold=True)
        if one.more:
            slide.text([one.more], left, _FIGURES + 74, wide, BOTTOM - _FIGURES - 80, 11, Ink.MUTED)


def _figures(data: ChartData, facts: Facts) -> list[_Figure]:
    n, projects = data.source.shown, data.source.projects_shown
    found = []
    if n:
        more = ngettext("{n} project", "{n} projects", projects).format(n=format_number(projects)) if projects else ""
        found.append(_Figure(format_number(n), _("Initiatives"), more))
    else:
        found.append(_Figure(format_number(projects), _("Projects")))
    known = [(low, high) for _row, low, high in root_rows(data.initiatives)]
    dark = sum(low is None and high is None for low, high in known)
    found.append(_Figure(_sum(known), _("ICT investment, M€"), _not_known(dark)))
    impact = [(row.min, row.likely, row.max) for row in counted_once(data.impact, data.initiatives)]
    chosen = data.without_projects().initiatives
    told = {row.initiative_id for row in data.impact}
    dark = sum(row.id not in told for row in chosen)
    found.append(_Figure(_sum(impact), _("Impact, M€"), _not_known(dark)))
    counts = Counter(facts.health(row) for row in chosen)
    worst, *others = (health for health in _TO_LOOK_AT if counts[health] or health is Health.GREEN)
    words = [f"{format_number(counts[health])} {label(health).lower()}" for health in others]
    words.append(_not_known(counts[None]))
    found.append(_Figure(format_number(counts[worst]), label(worst), ", ".join(filter(None, words))))
    return found


def _sum(figures: Iterable[Sequence[int | None]]) -> str:
    """Millions; what is not known is counted beside them."""
    return format_millions(*total(figures)) or _("not known")


def _not_known(count: int) -> str:
    return ngettext("{n} not known", "{n} not known", count).format(n=format_number(count)) if count else ""
