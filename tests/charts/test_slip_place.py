"""The words of a slip inside a bar: clear of marks, over one part of the bar."""

from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.charts.slip_place import inside_bar

PLACES = st.floats(0, 400, allow_nan=False)


def test_words_stand_at_the_end_of_a_bar_without_marks() -> None:
    assert inside_bar(0, 100, 30, []) == 100
    assert inside_bar(80, 100, 30, []) is None


def test_words_stand_over_one_part_of_the_bar() -> None:
    assert inside_bar(0, 100, 30, [], done=90) == 88
    assert inside_bar(0, 100, 30, [], done=60) == 100


def test_across_both_parts_only_where_there_is_no_other_room() -> None:
    assert inside_bar(60, 100, 35, [], done=90) == 100


@given(st.lists(st.tuples(PLACES, st.floats(1, 9)), max_size=6), PLACES, st.floats(5, 60), st.none() | PLACES)
def test_no_mark_is_covered(marks: list[tuple[float, float]], end: float, width: float, done: float | None) -> None:
    found = inside_bar(0, end, width, marks, done)
    if found is not None:
        assert found - width >= 0
        assert found <= end
        assert all(not found - width - half < x < found + half for x, half in marks)
