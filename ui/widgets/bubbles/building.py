"""From the rows of the window to a chart and its keys: plain work, done off the UI thread when there is much of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpkportfolio.charts.bubbles import BubbleChart, ColourBy, build_bubbles
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.filtering import Facet, Filter
from kpkportfolio.model.rows import InitiativeRow, ProgrammeRow
from kpkportfolio.model.vocabulary import InitiativeKind, Status
from kpkportfolio.text import _
from ui.widgets.bubbles.frame import Fractions, Spread
from ui.widgets.bubbles.legend import Key, keys_of
from ui.widgets.bubbles.unplaced import Entry

# what is over is looked at; it is not estimated any more
_OVER = (Status.COMPLETED, Status.CANCELLED)
_FACETS: dict[ColourBy, Facet] = {
    "programme": Facet.PROGRAMME,
    "status": Facet.STATUS,
    "health": Facet.HEALTH,
}


@dataclass(frozen=True, slots=True)
class Options:
    """What the person has chosen: keys of AXES, and how to colour."""

    x: str = "investment"
    y: str = "impact"
    size: str | None = "municipalities"
    colour: ColourBy = "programme"
    log: bool = True


@dataclass(frozen=True, slots=True)
class Built:
    """A chart, the rows of its colour legend, which of them are filtered by, and what has no place."""

    spread: Spread
    keys: list[Key]
    chosen: frozenset[str]
    unplaced: list[Entry]

    @property
    def chart(self) -> BubbleChart:
        """The chart itself."""
        return self.spread.chart


def without_projects(rows: Sequence[InitiativeRow]) -> list[InitiativeRow]:
    """Only the development initiatives; all rows when there are none."""
    chosen = [row for row in rows if row.kind is InitiativeKind.INITIATIVE]
    return chosen or list(rows)


def build(
    shown: Sequence[InitiativeRow],
    everything: Sequence[InitiativeRow],
    narrowed: Filter,
    programmes: Sequence[ProgrammeRow],
    options: Options,
    facts: Facts | None = None,
    changeable: bool = True,
) -> Built:
    """The chart of what is shown. Its legend keeps the colours that the filter by colour has left out, so that they
    can be chosen again. Where nothing can be ``changeable`` what is missing can be looked at, not estimated."""

    def make(rows: Sequence[InitiativeRow]) -> BubbleChart:
        return build_bubbles(rows, options.x, options.y, options.size, options.colour, options.log, programmes)

    chart = make(shown)
    facet = _FACETS.get(options.colour)
    chosen = frozenset(narrowed.facets.get(facet, frozenset())) if facet else frozenset({narrowed.text.strip()} - {""})
    legend = chart.legend
    if chosen and facet is not None:
        wider = replace(narrowed, facets={one: values for one, values in narrowed.facets.items() if one is not facet})
        legend = make(wider.apply(everything, facts=facts)).legend
    glyphs = {row.id: _glyph(row, options.colour) for row in shown} if chart.unplaced else {}
    over = {row.id for row in shown if row.status in _OVER or not changeable}
    unplaced = [
        Entry(one.id, glyphs[one.id], one.name, one.reason, _("Open") if one.id in over else _("Estimate"))
        for one in chart.unplaced
    ]
    return Built(Spread.of(chart), keys_of(legend, options.colour), chosen, unplaced)


def _glyph(row: InitiativeRow, by: ColourBy) -> str:
    if by == "status" and row.status is not None:
        return f"status:{row.status}"
    if by == "health":
        return f"health:{row.health or ''}"
    return f"programme:{row.programme_number if row.programme_number is not None else ''}"


def narrowed_to(before: Filter, by: ColourBy, value: str, adding: bool) -> Filter:
    """The filter after a colour's click: only that colour, or with ``adding`` it too; a second click takes it back."""
    facet = _FACETS.get(by)
    if facet is None:
        return replace(before, text="" if before.text.strip() == value else value)
    ticked = before.facets.get(facet, frozenset())
    alone = frozenset() if ticked == {value} else frozenset({value})
    wanted = ticked ^ {value} if adding else alone
    others = {one: values for one, values in before.facets.items() if one is not facet}
    return replace(before, facets={**others, **({facet: wanted} if wanted else {})})


def only_ids(before: Filter, ids: frozenset[str]) -> Filter:
    """The filter that lets only these pass besides; without ids what it was before them."""
    facets: dict[Facet, frozenset[str]] = {**before.facets, Facet.ID: ids}
    return replace(before, facets={one: values for one, values in facets.items() if values})


def places(chart: BubbleChart, rows: Mapping[str, InitiativeRow]) -> dict[str, Fractions]:
    """Where the chart's bubbles stood by other rows, in fractions of its scales; what had no place then is left out."""
    found = {}
    for bubble in chart.bubbles:
        row = rows.get(bubble.id)
        if row is None:
            continue
        x_range, y_range = chart.x.axis.range(row), chart.y.axis.range(row)
        if x_range is None or y_range is None:
            continue
        x, y = sum(x_range) / 2, sum(y_range) / 2
        if (chart.x.log and x <= 0) or (chart.y.log and y <= 0):
            continue
        found[bubble.id] = (chart.x.fraction(x), chart.y.fraction(y))
    return found


def nothing_words(built: Built, some: bool) -> tuple[str, str]:
    """Why there is no bubble, and what to do first; ``some`` tells whether the portfolio has initiatives at all."""
    if not some:
        return _("No initiatives yet"), _(
            "Here every initiative has its bubble. Import a register or write an idea first; "
            "then give it an investment and an impact."
        )
    if built.chart.unplaced:
        return (
            _("Nothing can be placed on these axes."),
            _("Choose other axes above, or estimate what is listed at the right."),
        )
    return (
        _("Nothing passes the filter"),
        _("Clear the words or the ticks beside the navigation, or press Ctrl+Shift+F to see everything."),
    )
