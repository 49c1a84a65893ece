"""Table and timeline are painted over the same rows: to the pixel, at any zoom, scale, scroll and width of table."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.charts.palette import LIGHT
from tests.ui import gantt_parts as parts
from ui.theme.theme import Scheme, install
from ui.widgets.gantt import paint
from ui.widgets.gantt.scale import TimeScale
from ui.widgets.gantt.view import GanttView

ROWS = 60
# each row has the colour of its own: a bar that slid to another row would be seen
LONG = [
    parts.DONE._replace(
        id=f"i{number}",
        level=0,
        title=f"Hanke {number}",
        programme_number=number % 7 + 1,
        start=date(1950, 1, 1),
        end=date(2100, 12, 31),
        progress=100,
        baseline_end=None,
        baseline_start=None,
        slip_days=None,
        milestones=(),
        deliverables=(),
    )
    for number in range(ROWS)
]


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> GanttView:
    install(qapp, Scheme.LIGHT)
    return parts.make_view(qtbot, LONG, phases=False)


def painted(view: GanttView, ratio: float) -> QImage:
    """The view as a screen of this scale shows it."""
    size = view.viewport().size()
    image = QImage(round(size.width() * ratio), round(size.height() * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    viewport = view.viewport()
    viewport.__dict__["devicePixelRatioF"] = lambda: ratio
    paint.paint(view, painter, view.viewport().rect())
    del viewport.__dict__["devicePixelRatioF"]
    painter.end()
    return image


def column(image: QImage, x: int, top: int) -> list[str]:
    """The colours of one column of device pixels below the header."""
    return [image.pixelColor(x, y).name().upper() for y in range(top, image.height())]


def runs(colours: list[str], wanted: str) -> list[tuple[int, int]]:
    """From where to where a colour goes on, the first and last pixel."""
    found: list[tuple[int, int]] = []
    for y, colour in enumerate(colours):
        if colour != wanted:
            continue
        if found and found[-1][1] == y - 1:
            found[-1] = found[-1][0], y
        else:
            found.append((y, y))
    return found


def nearly(one: str, other: str) -> bool:
    """Whether two colours differ by no more than the smoothing of an edge that lies on a pixel makes of them."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return all(abs(a - b) <= 6 for a, b in pairs)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    ratio=st.sampled_from((1.0, 1.25, 1.5, 1.75, 2.0, 3.0)),
    scrolled=st.integers(0, 1200),
    per_month=st.floats(3, 900),
    days=st.floats(-4000, 4000),
    table=st.integers(200, 700),
    chosen=st.integers(0, ROWS - 1),
)
def test_a_row_and_its_bar_never_differ_by_a_pixel(
    view: GanttView, ratio: float, scrolled: int, per_month: float, days: float, table: int, chosen: int
) -> None:
    view.set_table_width(table)
    view.set_scale(TimeScale(date(2010, 1, 1).toordinal() + days, per_month))
    view.verticalScrollBar().setValue(scrolled)
    view.caret.select({f"i{chosen}"})
    image = painted(view, ratio)
    top = round(view.header * ratio)
    # left of every word, and in the timeline where no line of the grid goes down
    left = column(image, round(8 * ratio), top)
    edge = round(view.table_width * ratio)
    right = next(
        one
        for x in range(edge + round(40 * ratio), image.width() - 4)
        if (one := column(image, x, top)).count(LIGHT.line) == left.count(LIGHT.line)
    )
    lines = runs(left, LIGHT.line)
    assert lines == runs(right, LIGHT.line)
    assert {last - first + 1 for first, last in lines[:-1]} == {max(1, round(ratio))}
    assert len({lower[0] - upper[0] for upper, lower in pairwise(lines)}) == 1
    places = set()
    for index, ((_first, above), (below, _last)) in enumerate(
        pairwise(lines), view.verticalScrollBar().value() // view.row_height + 1
    ):
        # the chosen row is told by its ground, on both sides of the border
        assert (left[above + 1] == LIGHT.selection) == (right[above + 1] == LIGHT.selection) == (index == chosen)
        if index != chosen:
            colour = LIGHT.programme_colour(LONG[index].programme_number)
            bar = [y for y in range(above + 1, below) if nearly(right[y], colour)]
            places.add((bar[0] - above, bar[-1] - above, below - bar[-1]))
    assert len(places) == 1
