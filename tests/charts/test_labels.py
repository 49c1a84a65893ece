"""Names beside bubbles: nothing collides, and nothing is lost without being told."""

from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.charts.labels import CLEARANCE, Box, Disc, place_labels

AREA = Box(0, 0, 400, 300)


def measure(text: str) -> tuple[float, float]:
    return 6.5 * len(text), 14.0


def distance(disc: Disc, box: Box) -> float:
    """From the disc's edge to the box; negative when they overlap."""
    x, y = min(max(disc.x, box.left), box.right), min(max(disc.y, box.top), box.bottom)
    return hypot(disc.x - x, disc.y - y) - disc.r


def overlap(one: Box, other: Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


discs = st.lists(st.builds(Disc, st.floats(0, 400), st.floats(0, 300), st.floats(6, 28)), max_size=40)
boxes = st.lists(
    st.tuples(st.floats(0, 300), st.floats(0, 280)).map(lambda at: Box(at[0], at[1], at[0] + 90, at[1] + 20)),
    max_size=4,
)


@given(discs, boxes, st.data())
def test_no_label_meets_a_bubble_a_label_or_a_reserved_box(
    found: list[Disc], reserved: list[Box], data: st.DataObject
) -> None:
    texts = [data.draw(st.text("abc", min_size=1, max_size=20)) for _ in found]
    placed, homeless = place_labels(found, texts, range(len(found)), measure, AREA, reserved)
    assert sorted([spot.bubble for spot in placed] + homeless) == list(range(len(found)))
    for number, spot in enumerate(placed):
        box = spot.box
        width, height = measure(texts[spot.bubble])
        assert abs(box.right - box.left - width) < 1e-6
        assert abs(box.bottom - box.top - height) < 1e-6
        assert AREA.left <= box.left
        assert box.right <= AREA.right
        assert AREA.top <= box.top
        assert box.bottom <= AREA.bottom
        for index, disc in enumerate(found):
            if index != spot.bubble:
                assert distance(disc, box) >= CLEARANCE - 1e-6
        own = distance(found[spot.bubble], box)
        assert own >= 5 - 1e-6
        assert own <= (9.01 if spot.leader is None else 66.01)
        assert not any(overlap(box, other) for other in reserved)
        assert not any(overlap(box, other.box) for other in placed[:number])


def test_a_lone_bubble_is_named_at_its_right() -> None:
    (spot,), homeless = place_labels([Disc(100, 100, 10)], ["nimi"], [0], measure, AREA)
    assert homeless == []
    assert spot.leader is None
    assert spot.box == Box(115, 93, 141, 107)


def test_touching_comes_before_a_leader_line_and_a_leader_before_giving_up() -> None:
    # a wall of bubbles round the one to be named leaves only places farther out
    wall = [Disc(200 + 45 * x, 150 + 32 * y, 14) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0)]
    (spot,), homeless = place_labels([Disc(200, 150, 10), *wall], ["nimi"] * 9, [0], measure, AREA)
    assert homeless == []
    assert spot.leader is not None
    x0, y0, x1, y1 = spot.leader
    assert hypot(x0 - 200, y0 - 150) < 10.01
    assert hypot(x1 - x0, y1 - y0) <= 66
    _placed, homeless = place_labels([Disc(200, 150, 10)], ["x" * 70], [0], measure, AREA)
    assert homeless == [0]


def test_the_first_in_order_gets_the_room() -> None:
    # two bubbles in one place, with room for one name at their right and for none elsewhere
    pair = [Disc(100, 20, 6), Disc(100, 20, 6)]
    for order in ([0, 1], [1, 0]):
        placed, homeless = place_labels(pair, ["nimi", "nimi"], order, measure, Box(90, 0, 150, 40))
        assert [spot.bubble for spot in placed] == order[:1]
        assert homeless == order[1:]
