"""Impact against investment as a native Excel bubble chart, with the figures it is drawn from."""

from collections import defaultdict
from collections.abc import Sequence

from xlsxwriter.utility import xl_range_formula

from kpkportfolio.charts.palette import PRINT
from kpkportfolio.exports.columns import Kind
from kpkportfolio.exports.native_charts import BubbleChart
from kpkportfolio.exports.workbook import A3, HEADER_ROW, Heading, Workbook
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.text import _

_INVESTMENT, _IMPACT, _SIZE = 2, 3, 4
_MOST = 400
"""Bubbles that a chart can show; the largest investments are drawn, and the title says so."""


def bubble_sheet(book: Workbook, note: str, rows: Sequence[InitiativeRow]) -> None:
    """Initiatives whose investment and impact are both known, the middle of each range; a series a programme.

    Impact and investment are each on an axis of their own: one is never subtracted from the other.
    """
    known = [
        (row, invested, gained)
        for row in rows
        if row.kind is InitiativeKind.INITIATIVE
        and (invested := _middle(row.investment_min, row.investment_max)) is not None
        and (gained := _middle(row.impact_min, row.impact_max)) is not None
    ]
    drawn = sorted(known, key=lambda one: -one[1])[:_MOST]
    headings = [
        Heading(_("Initiative"), Kind.LONG_TEXT, 48),
        Heading(_("Strategic programme"), Kind.TEXT, 34),
        Heading(_("ICT investment, middle of the range, €"), Kind.EUROS, 18),
        Heading(_("Impact, middle of the range, €"), Kind.EUROS, 18),
        Heading(_("Size of the bubble: municipalities, 1 when not known"), Kind.NUMBER, 20),
    ]
    sheet = book.sheet(_("Impact and investment"), note, headings, "KPK_ImpactAndInvestment")
    groups: dict[tuple[int, str], list[tuple[InitiativeRow, int, int]]] = defaultdict(list)
    for one in drawn:
        number = one[0].programme_number
        groups[99 if number is None else number, one[0].programme or _("Without a programme")].append(one)
    places = []
    for (number, programme), members in sorted(groups.items()):
        first = HEADER_ROW + 1 + sheet.rows
        for row, invested, gained in members:
            sheet.add([row.title, row.programme, invested, gained, max(row.municipalities or 1, 1)])
        places.append((number, programme, first, HEADER_ROW + sheet.rows))
    sheet.finish()
    if not places:
        return
    # with the chart beside the list
    sheet.sheet.set_paper(A3)
    chart = BubbleChart.added_to(book.book)
    name = sheet.sheet.get_name()
    for number, programme, first, last in places:
        colour = PRINT.programme_colour(number) if 1 <= number <= len(PRINT.programmes) else "#51555D"
        chart.sizes.append(xl_range_formula(name, first, _SIZE, last, _SIZE).lstrip("="))
        chart.add_series(
            {
                "name": programme,
                "categories": [name, first, _INVESTMENT, last, _INVESTMENT],
                "values": [name, first, _IMPACT, last, _IMPACT],
                "fill": {"color": colour, "transparency": 25},
                "border": {"color": "#FFFFFF"},
            }
        )
    title = _("Impact against ICT investment, €")
    if len(drawn) < len(known):
        title += "\n" + _("the {n} largest investments").format(n=len(drawn))
    grid = {"visible": True, "line": {"color": "#DFE3E8"}}
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_x_axis({"name": _("ICT investment, €"), "num_format": "#,##0", "major_gridlines": grid, "min": 0})
    chart.set_y_axis({"name": _("Impact, €"), "num_format": "#,##0", "major_gridlines": grid, "min": 0})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 940, "height": 560})
    told = _("Bubble chart: ICT investment across, impact upwards; one bubble an initiative, one colour a programme.")
    sheet.sheet.insert_chart(HEADER_ROW, len(headings) + 1, chart, {"description": told, "object_position": 3})


def _middle(least: int | None, most: int | None) -> int | None:
    if least is None or most is None:
        return least if most is None else most
    return (least + most) // 2
