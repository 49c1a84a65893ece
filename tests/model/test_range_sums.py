"""Sums of ranges: what is not known of a part is not known of the whole, and no sum's most is below its least."""

import pytest

from kpkportfolio.model.figures import Extent, summed, total

Figure = tuple[int | None, int | None, int | None]


def figures(*given: Figure) -> list[dict[str, int | None]]:
    return [dict(zip(("min", "likely", "max"), one, strict=True)) for one in given]


@pytest.mark.parametrize(
    ("given", "sums"),
    [
        ([], (None, None)),
        ([(None, None, None)], (None, None)),
        ([(1, None, 3), (10, 20, 30)], (11, 33)),
        ([(1, 2, None), (None, 20, 30)], (21, 32)),
        ([(0, None, 0), (None, None, None)], (0, 0)),
        ([(100, None, None), (10, None, 20)], (110, None)),
        ([(None, None, 20), (10, None, 20)], (None, 40)),
        ([(100, None, None), (None, None, 20)], (None, None)),
    ],
)
def test_an_end_that_is_not_known_of_one_figure_is_not_known_of_the_sum(given: list[Figure], sums: Extent) -> None:
    assert summed(figures(*given)) == sums


def test_of_several_initiatives_one_known_end_counts_as_both() -> None:
    assert total([(110, None), (10, 20), (None, None)]) == (120, 130)
    assert total([(None, 5, None), (None, None, 20)]) == (25, 25)
    assert total([(None, None)]) == total([]) == (None, None)
