"""What another place of a bubble makes of its initiative, without a window."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.charts.bubble_axes import AXES
from kpkportfolio.model.rows import Contents, ImpactRow, MoneyRow
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind
from tests.charts.factories import initiative
from ui.widgets.bubbles.values import Held, changed, fixed, hold, operation

MILLION = 100_000_000
EMPTY = Contents([], [], [], [], [], [], [], [], [], [], [], [], [])
MONTHLY, DAILY = 1 / 12 / 20, 1 / 12 / 100
"""Years that a pixel is worth where months are seen, and where days are."""


def money(low: int | None, likely: int | None, high: int | None, year: int | None = None, id_: str = "m") -> MoneyRow:
    return MoneyRow(id_, "i1", MoneyKind.ICT_INVESTMENT, year, low, likely, high, None, 2010)


def invested(*figures: MoneyRow) -> Held:
    lows = [low for one in figures if (low := one.likely if one.min is None else one.min) is not None]
    highs = [high for one in figures if (high := one.likely if one.max is None else one.max) is not None]
    row = initiative(
        "i1", "Asiointitili", investment_min=sum(lows) if lows else None, investment_max=sum(highs) if highs else None
    )
    return hold(row, EMPTY._replace(money=list(figures)), complete=True)


def planned(start: date | None, end: date | None, **more: object) -> Held:
    return hold(initiative("i1", "Asiointitili", start=start, end=end, **more), EMPTY, complete=True)


def test_only_one_undivided_figure_can_be_changed() -> None:
    axis = AXES["investment"]
    assert fixed(axis, invested(money(1, 2, 3))) == ""
    assert fixed(axis, invested(money(1, 2, 3, 2010))) == "divided into years"
    assert fixed(axis, invested(money(1, 2, 3), money(1, 2, 3, 2011, "n"))) == "divided into years"
    impact = [ImpactRow(kind.value, "i1", kind, None, 1, None, 2, None) for kind in ImpactKind]
    both = hold(
        initiative("i1", "Asiointitili", impact_min=2, impact_max=4), EMPTY._replace(impact=impact), complete=True
    )
    assert fixed(AXES["impact"], both) == "consists of several figures"
    row = initiative("i1", "Asiointitili", investment_min=1, investment_max=2)
    assert fixed(axis, hold(row, EMPTY, complete=False)) == "not read yet"


def test_what_belongs_to_others_is_not_held() -> None:
    other = money(1, 2, 3)._replace(initiative_id="i2")
    running = money(1, 2, 3)._replace(kind=MoneyKind.RUNNING_COST)
    held = hold(initiative("i1", "Asiointitili"), EMPTY._replace(money=[other, running]), complete=True)
    assert held.figures["investment"] == held.figures["change"] == ()


def test_a_single_amount_becomes_another_one() -> None:
    before = invested(money(3 * MILLION, 3 * MILLION, 3 * MILLION))
    after = changed(before, AXES["investment"], 4.07, per_px=0.01)
    assert after.row.investment_min == after.row.investment_max == 410_000_000
    made = operation([(before, after)])
    assert made is not None
    (change,) = made.changes
    assert (change.entity, change.id) == ("money", "m")
    assert change.before == {"min": 3 * MILLION, "likely": 3 * MILLION, "max": 3 * MILLION}
    assert change.after == dict.fromkeys(("min", "likely", "max"), 410_000_000)


def test_what_is_unknown_stays_unknown() -> None:
    before = invested(money(None, 3 * MILLION, None))
    after = changed(before, AXES["investment"], 4, per_px=0.01)
    (figure,) = after.figures["investment"]
    assert (figure.min, figure.likely, figure.max) == (None, 4 * MILLION, None)


def test_a_range_keeps_its_proportions_around_its_new_middle() -> None:
    before = invested(money(24 * MILLION, 30 * MILLION, 38 * MILLION))
    (figure,) = changed(before, AXES["investment"], 62, per_px=0.1).figures["investment"]
    assert (figure.min, figure.likely, figure.max) == (48 * MILLION, 60 * MILLION, 76 * MILLION)


cents = st.integers(0, 10**12)


@given(st.tuples(cents, cents, cents), st.booleans(), st.floats(0.001, 1e4), st.floats(1e-5, 100))
def test_a_range_stays_one_and_its_middle_is_where_it_was_put(
    parts: tuple[int, int, int], likely_known: bool, value: float, per_px: float
) -> None:
    low, likely, high = sorted(parts)
    before = invested(money(low, likely if likely_known else None, high))
    (figure,) = changed(before, AXES["investment"], value, per_px).figures["investment"]
    assert figure.min is not None
    assert figure.max is not None
    assert 0 <= figure.min <= figure.max
    assert (figure.likely is not None) == likely_known
    assert figure.min <= (figure.min if figure.likely is None else figure.likely) <= figure.max
    middle = (figure.min + figure.max) / 2
    assert middle > 0
    assert abs(middle - value * MILLION) <= 100 * per_px * MILLION + 200_000


def test_a_start_takes_the_whole_schedule_along() -> None:
    before = planned(date(2010, 1, 15), date(2011, 6, 30))
    after = changed(before, AXES["start"], 2010.5, MONTHLY).row
    assert (after.start, after.end) == (date(2010, 7, 15), date(2011, 12, 31))
    after = changed(before, AXES["start"], 2010 + 20 / 365, DAILY).row
    assert (after.start, after.end) == (date(2010, 1, 21), date(2011, 7, 6))
    open_ended = planned(date(2010, 1, 1), None, open_ended=True)
    after = changed(open_ended, AXES["start"], 2011, MONTHLY).row
    assert (after.start, after.end, after.open_ended) == (date(2011, 1, 1), None, True)


def test_a_duration_moves_the_end_but_never_before_the_start() -> None:
    before = planned(date(2010, 1, 1), date(2010, 12, 31))
    after = changed(before, AXES["duration"], 18, per_px=0.1)
    assert (after.row.start, after.row.end) == (date(2010, 1, 1), date(2011, 6, 30))
    assert changed(before, AXES["duration"], -20, per_px=0.1).row.end == date(2010, 1, 1)
    made = operation([(before, after)])
    assert made is not None
    assert made.changes[0].after == {"end": date(2011, 6, 30)}


def test_an_end_is_moved_alone() -> None:
    after = changed(planned(None, date(2010, 12, 31)), AXES["end"], 2012.0, MONTHLY).row
    assert (after.start, after.end) == (None, date(2011, 12, 31))


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("progress", 43, 45),
        ("progress", 130, 100),
        ("priority", -3, 1),
        ("priority", 7.4, 7),
        ("municipalities", -1, 0),
    ],
)
def test_whole_numbers_stay_within_their_limits(key: str, value: float, expected: int) -> None:
    before = hold(initiative("i1", "Asiointitili", **{key: 12}), EMPTY, complete=True)
    after = changed(before, AXES[key], value, per_px=0.1)
    assert getattr(after.row, key) == expected
    made = operation([(before, after)])
    assert made is not None
    assert made.changes[0].after == {key: expected}


def test_nothing_changed_is_no_operation() -> None:
    before = planned(date(2010, 1, 15), date(2011, 6, 30))
    assert operation([(before, changed(before, AXES["start"], 2010.04, MONTHLY))]) is None
