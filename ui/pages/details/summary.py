"""Several initiatives at once: how many, what they come to, and how far they are."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.text import _, format_millions, format_number, ngettext
from ui.models.column import NOT_ESTIMATED, UNKNOWN
from ui.models.grouping import sums
from ui.pages.details.parts import Facts, Lines, heading, line, link, marked, words
from ui.theme import glyphs
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label

_LISTED = 12


def summary(
    rows: Sequence[InitiativeRow],
    select: Callable[[str], object],
    edit: Callable[[], object],
    ratio: float,
) -> QWidget:
    """What the selected ones come to; ``select`` goes to one of them, ``edit`` sets fields of all."""
    result = Lines(SIZES.space_3)
    n = len(rows)
    title = ngettext("{n} selected", "{n} selected", n).format(n=format_number(n))
    result.add(text_label(title, FontRole.TITLE))
    total = sums(rows)
    facts = Facts()
    for name, known, unknown, nothing in (
        (_("Investment"), total.investment, total.investment_unknown, UNKNOWN),
        (_("Impact"), total.impact, total.impact_unknown, NOT_ESTIMATED),
    ):
        lines: list[QWidget] = [words(format_millions(*known, unit=True) if known else _(nothing))]
        if unknown and known:
            lines.append(words(f"{_(nothing)}: {format_number(unknown)}", "muted"))
        facts.add(name, *lines)
    counted = {status: sum(row.status is status for row in rows) for status in Status}
    lines = [
        marked(glyphs.status_pixmap(status, ratio), label(status), right=format_number(count))
        for status, count in counted.items()
        if count
    ]
    without = sum(row.status is None for row in rows)
    if without:
        lines.append(words(f"{_(UNKNOWN)}: {without}", "muted"))
    facts.add(_("Status"), *lines)
    result.add(facts)
    result.add(button(_("Set fields of the selected…"), "edit", slot=edit))
    result.add(line())
    result.add(heading(_("Initiatives")))
    listed = Lines(2)
    for row in rows[:_LISTED]:
        listed.add(link(row.title, partial(select, row.id)))
    if n > _LISTED:
        listed.add(words(ngettext("and {n} more", "and {n} more", n - _LISTED).format(n=n - _LISTED), "muted"))
    result.add(listed)
    return result
