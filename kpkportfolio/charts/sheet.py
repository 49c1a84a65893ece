"""What every one-sheet picture has around it: its title above; what it leaves out, its prices and its source below."""

from collections.abc import Iterable

from kpkportfolio.charts.gantt_figure import Size
from kpkportfolio.charts.palette import Palette
from kpkportfolio.charts.paper import Drawing, Paper, text_width, wrap
from kpkportfolio.charts.sizes import BODY, SECTION, SMALL, TITLE
from kpkportfolio.model.rows import ImpactRow, MoneyRow
from kpkportfolio.model.vocabulary import MoneyKind
from kpkportfolio.text import _, format_number, ngettext

MARGIN = 28.0
_LINE = 12.5


class Sheet:
    """A paper whose title and foot are set; the picture goes between ``top`` and ``bottom``, ``left`` and ``right``."""

    def __init__(
        self, size: Size, palette: Palette, title: str, notes: Iterable[str], source_line: str, page: str = ""
    ) -> None:
        self.palette = palette
        self.paper = Paper(*size, palette)
        self.left, self.right = MARGIN, size[0] - MARGIN
        self.top = MARGIN
        room = self.right - self.left
        if title:
            self.paper.text(MARGIN, MARGIN + TITLE / 2, title, TITLE, bold=True)
            self.top += TITLE + 14
        if page and title:
            self.paper.text(self.right, MARGIN + TITLE / 2, page, SMALL, palette.muted, align="right")
        said = " ".join(note for note in notes if note)
        foot = [*(wrap(said, room, SMALL) if said else ()), *(wrap(source_line, room, SMALL) if source_line else ())]
        for number, line in enumerate(reversed(foot)):
            self.paper.text(MARGIN, size[1] - MARGIN - 6 - _LINE * number, line, SMALL, palette.muted)
        self.bottom = size[1] - MARGIN - _LINE * len(foot) - 6

    def nothing(self, message: str, more: str = "") -> Drawing:
        """A sheet with nothing on it says so in its middle, and in smaller words what would be needed."""
        middle, centre = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        room = (self.right - self.left) * 0.7
        lines = wrap(message, room, SECTION)
        y = centre - (len(lines) + 1) * SECTION * 0.7
        for line in lines:
            self.paper.text(middle, y, line, SECTION, align="center")
            y += SECTION * 1.4
        for line in wrap(more, room, BODY) if more else ():
            self.paper.text(middle, y, line, BODY, self.palette.muted, align="center")
            y += BODY * 1.4
        return self.paper.finish()


def shortened(text: str, width: float, size: float, lines: int, bold: bool = False) -> list[str]:
    """The text in at most so many lines; what is longer than that ends in an ellipsis."""
    whole = wrap(text, width, size, bold)
    if len(whole) <= lines:
        return whole
    kept = whole[:lines]
    last = kept[-1]
    while last and text_width(f"{last}…", size, bold) > width:
        last = last[:-1]
    return [*kept[:-1], f"{last.rstrip(' -,')}…"]


def price_words(rows: Iterable[MoneyRow | ImpactRow]) -> str:
    """In whose prices the figures are: ``Vuoden 2010 hinnoin.``; running costs aside. Empty without figures."""
    bases = {
        row.price_year
        for row in rows
        if row.kind is not MoneyKind.RUNNING_COST and (row.min, row.likely, row.max) != (None, None, None)
    }
    return base_words(bases)


def base_words(bases: Iterable[int | None]) -> str:
    """The same from the price years met; None among them is each year's own prices."""
    found = set(bases)
    years = sorted(base for base in found if base is not None)
    if not years:
        return _("At each year's own prices.") if found else ""
    if len(years) == 1 and None not in found:
        return _("Prices of {year}.").format(year=years[0])
    words = [str(year) for year in years]
    if None in found:
        words.append(_("each year's own"))
    return _("Prices of several years, not converted: {years}.").format(years=", ".join(words))


def more_words(count: int) -> str:
    """``… ja 12 muuta``."""
    return ngettext("… and {n} more", "… and {n} more", count).format(n=format_number(count))
