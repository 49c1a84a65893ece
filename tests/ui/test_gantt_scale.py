"""Days and pixels there and back, units, and what drags make of dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.charts.bars import GanttRow
from ui.widgets.gantt.drag import Grip, dragged, drawn, end_moved, mark_dragged, moved_dates
from ui.widgets.gantt.scale import (
    LEAST_ZOOM,
    MOST_ZOOM,
    TimeScale,
    Unit,
    nearest_evening,
    nearest_morning,
    shifted,
    unit_of,
)

days = st.dates(date(1985, 1, 1), date(2050, 12, 31))
zooms = st.floats(LEAST_ZOOM, MOST_ZOOM)
lefts = st.floats(date(1980, 1, 1).toordinal(), date(2050, 1, 1).toordinal())
ROW = GanttRow("a", 0, False, "A", start=date(2010, 10, 1), end=date(2013, 3, 31))


@given(days, lefts, zooms)
def test_a_day_is_found_again_where_it_was_drawn(day: date, left: float, zoom: float) -> None:
    scale = TimeScale(left, zoom)
    assert scale.day(scale.x(day)) == day
    assert scale.day(scale.x(day) + scale.per_day / 2) == day
    assert scale.day(scale.x(day, evening=True)) == day + timedelta(days=1)


@given(lefts, zooms, zooms, st.floats(0, 2000))
def test_zooming_keeps_the_day_under_the_mouse(left: float, before: float, after: float, x: float) -> None:
    scale = TimeScale(left, before)
    assert scale.zoomed(after, x).ordinal(x) == pytest.approx(scale.ordinal(x), abs=1e-6)


def test_the_zoom_stays_within_its_bounds() -> None:
    scale = TimeScale(734000.0, 12.0)
    assert scale.zoomed(0.01, 100).per_month == LEAST_ZOOM
    assert scale.zoomed(9999, 100).per_month == MOST_ZOOM


@given(days, st.integers(-60, 60))
def test_months_go_there_and_back_from_both_ends_of_a_month(day: date, steps: int) -> None:
    first = day.replace(day=1)
    last = first.replace(day=28) + timedelta(days=4)
    last = last - timedelta(days=last.day)
    assert shifted(shifted(first, Unit.MONTH, steps), Unit.MONTH, -steps) == first
    assert shifted(shifted(last, Unit.MONTH, steps), Unit.MONTH, -steps) == last
    assert shifted(day, Unit.MONTH, steps).month == (day.month - 1 + steps) % 12 + 1


@given(days)
def test_snapping_finds_the_nearest_beginning_and_end(day: date) -> None:
    morning = nearest_morning(day.toordinal(), Unit.MONTH)
    assert morning.day == 1
    assert abs((morning - day).days) <= 16
    assert (nearest_evening(day.toordinal(), Unit.MONTH) + timedelta(days=1)).day == 1
    assert nearest_morning(day.toordinal(), Unit.DAY) == day
    assert nearest_evening(day.toordinal() + 1, Unit.DAY) == day


def test_wide_zooms_move_by_months_and_near_ones_by_days() -> None:
    assert [unit_of(zoom) for zoom in (3, 12, 36, 120, 280)] == [Unit.MONTH] * 3 + [Unit.DAY] * 2


@given(st.integers(-4000, 4000), st.sampled_from(Unit))
def test_a_moved_schedule_keeps_its_length(pixels: int, unit: Unit) -> None:
    start, end = dragged(ROW, Grip.MOVE, pixels, unit)
    assert start is not None
    assert end is not None
    if unit is Unit.DAY:
        assert (start - date(2010, 10, 1)).days == (end - date(2013, 3, 31)).days == pixels
    else:
        assert (end.year - start.year) * 12 + end.month - start.month == 29
        assert start.day == 1
        assert (end + timedelta(days=1)).day == 1


@given(st.integers(-4000, 4000), st.sampled_from(Unit))
def test_edges_never_pass_each_other(pixels: int, unit: Unit) -> None:
    for grip in (Grip.START, Grip.END):
        start, end = dragged(ROW, grip, pixels, unit)
        assert start is not None
        assert end is not None
        assert start <= end
        assert (start == ROW.start) if grip is Grip.END else (end == ROW.end)


def test_an_open_end_is_never_closed() -> None:
    row = ROW._replace(end=None, open_ended=True)
    assert moved_dates(row, 3, Unit.MONTH) == (date(2011, 1, 1), None)
    assert end_moved(row, 3, Unit.MONTH) == (row.start, None)
    for grip in Grip:
        assert dragged(row, grip, 500, Unit.MONTH)[1] is None


def test_an_unknown_start_stays_unknown() -> None:
    row = ROW._replace(start=None)
    assert moved_dates(row, 1, Unit.MONTH) == (None, date(2013, 4, 30))


@given(st.floats(0, 800), st.floats(0, 800))
def test_a_drawn_schedule_is_whole_months_either_way(x0: float, x1: float) -> None:
    scale = TimeScale(float(date(2010, 1, 1).toordinal()), 12.0)
    start, end = drawn(scale, x0, x1, Unit.MONTH)
    assert start is not None
    assert end is not None
    assert start < end
    assert (start.day, (end + timedelta(days=1)).day) == (1, 1)
    assert drawn(scale, x1, x0, Unit.MONTH) == (start, end)


def test_a_milestone_goes_to_ends_of_months_or_to_days() -> None:
    assert mark_dragged(date(2012, 1, 31), 27, Unit.MONTH) == date(2012, 2, 29)
    assert mark_dragged(date(2012, 1, 31), 3, Unit.DAY) == date(2012, 2, 3)
