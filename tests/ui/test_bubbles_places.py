"""Where bubbles lie and how one goes from one to the next: no windows, only places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QApplication

from kpkportfolio.charts.bubbles import build_bubbles, label_order
from kpkportfolio.charts.labels import Box, Disc
from kpkportfolio.model.filtering import Facet, Filter
from tests.charts.factories import initiative
from ui.widgets.bubbles import motion
from ui.widgets.bubbles.building import Options, build, narrowed_to, places
from ui.widgets.bubbles.frame import Spread, Type, make_frame, naming
from ui.widgets.bubbles.moving import between
from ui.widgets.bubbles.nearest import Direction, Places, step
from ui.widgets.bubbles.window import WHOLE, Window

CROSS = [Disc(100, 100, 6), Disc(150, 104, 6), Disc(50, 98, 6), Disc(101, 40, 6), Disc(99, 180, 6)]


@pytest.mark.parametrize(
    ("direction", "found"),
    [(Direction.RIGHT, 1), (Direction.LEFT, 2), (Direction.UP, 3), (Direction.DOWN, 4)],
)
def test_arrows_go_to_the_bubble_that_way(direction: Direction, found: int) -> None:
    assert step(CROSS, 0, direction) == found


def test_there_is_nothing_beyond_the_last_one() -> None:
    assert step(CROSS, 1, Direction.RIGHT) is None


def test_straight_ahead_goes_before_nearer_but_aside() -> None:
    discs = [Disc(0, 0, 6), Disc(40, 30, 6), Disc(70, 0, 6)]
    assert step(discs, 0, Direction.RIGHT) == 2


def test_bubbles_in_one_place_are_gone_through_one_after_another() -> None:
    pile = [Disc(10, 10, 6)] * 3
    assert step(pile, 0, Direction.RIGHT) == 1
    assert step(pile, 1, Direction.RIGHT) == 2
    assert step(pile, 2, Direction.RIGHT) is None
    assert step(pile, 2, Direction.LEFT) == 1


def test_what_is_out_of_sight_is_not_gone_to() -> None:
    assert step(CROSS, 0, Direction.RIGHT, Box(0, 0, 120, 200)) is None


def test_the_upper_bubble_is_found_and_small_ones_have_a_hit_area() -> None:
    found = Places([Disc(100, 100, 28), Disc(105, 100, 6), Disc(300, 100, 3)])
    assert found.at(104, 100) == 1
    assert found.at(85, 100) == 0
    assert found.at(300, 111) == 2
    assert found.at(300, 113) is None
    assert found.inside(Box(90, 90, 110, 110)) == [0, 1]


@given(
    st.lists(st.tuples(st.floats(0.5, 3), st.floats(0, 1), st.floats(0, 1), st.floats(-1, 1)), max_size=12),
)
def test_a_window_never_leaves_the_axes(steps: list[tuple[float, float, float, float]]) -> None:
    window = WHOLE
    for factor, x, y, by in steps:
        window = window.zoomed(factor, x, y).moved(by, -by)
        assert -1e-9 <= window.left < window.right <= 1 + 1e-9
        assert -1e-9 <= window.bottom < window.top <= 1 + 1e-9
        assert window.right - window.left >= 1 / 41


def test_zooming_keeps_the_point_under_the_mouse() -> None:
    window = WHOLE.zoomed(2, 0.25, 0.5)
    assert window == Window(0.125, 0.625, 0.25, 0.75)
    assert window.left + (window.right - window.left) * 0.25 == pytest.approx(0.25)


def test_names_collide_with_nothing(qapp: QApplication) -> None:
    rows = [
        initiative(
            f"i{n}",
            f"Hanke numero {n}",
            investment_min=10**7 * (1 + n % 7),
            investment_max=10**7 * (1 + n % 7),
            impact_min=10**8 * (1 + n % 11),
            impact_max=10**8 * (1 + n % 11),
            municipalities=n,
        )
        for n in range(60)
    ]
    chart = build_bubbles(rows)
    frame = make_frame(Spread.of(chart), QSizeF(900, 600), WHOLE, Type())
    named = naming(frame, Type(), label_order(frame.chart.bubbles)).placed()
    assert named.spots
    assert set(named.spots) | set(named.homeless) == set(range(60))
    boxes = [spot.box for spot in named.spots.values()] + [words.box for words in named.quadrants]
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert (
                one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
            )
    for index, spot in named.spots.items():
        for other, disc in enumerate(named.discs):
            if other != index:
                x = min(max(disc.x, spot.box.left), spot.box.right)
                y = min(max(disc.y, spot.box.top), spot.box.bottom)
                assert (x - disc.x) ** 2 + (y - disc.y) ** 2 >= disc.r**2


def test_zoomed_in_the_axes_say_what_is_seen(qapp: QApplication) -> None:
    rows = [
        initiative(f"i{n}", "Hanke", investment_min=10**n, investment_max=10**n, impact_min=10**n, impact_max=10**n)
        for n in range(6, 11)
    ]
    chart = build_bubbles(rows)
    whole = make_frame(Spread.of(chart), QSizeF(900, 600), WHOLE, Type())
    close = make_frame(Spread.of(chart), QSizeF(900, 600), Window(0.4, 0.6, 0.4, 0.6), Type())
    assert len(whole.seen) == 5
    assert len(close.seen) == 1
    middle = close.discs[close.seen[0]]
    assert close.value_x(chart.bubbles[close.seen[0]].x) == pytest.approx(middle.x)
    assert all(close.box.left - 1 <= close.value_x(tick.value) <= close.box.right + 1 for tick in close.x.ticks)


def test_a_colour_clicked_narrows_down_and_a_second_time_takes_it_back() -> None:
    plain = Filter("kunta", {Facet.STATUS: frozenset({"idea"})})
    once = narrowed_to(plain, "programme", "Asiointi", adding=False)
    assert once == Filter("kunta", {Facet.STATUS: frozenset({"idea"}), Facet.PROGRAMME: frozenset({"Asiointi"})})
    both = narrowed_to(once, "programme", "Talous", adding=True)
    assert both.facets[Facet.PROGRAMME] == {"Asiointi", "Talous"}
    assert narrowed_to(both, "programme", "Talous", adding=False).facets[Facet.PROGRAMME] == {"Talous"}
    assert narrowed_to(once, "programme", "Asiointi", adding=False) == plain
    assert narrowed_to(Filter(), "organisation", "Espoo", adding=False).text == "Espoo"


def test_the_legend_keeps_the_colours_that_were_left_out() -> None:
    known = {"investment_min": 1, "investment_max": 10**8, "impact_min": 1, "impact_max": 10**9}
    rows = [
        initiative("a", "Asia", programme_id="p1", programme="Asiointi", programme_number=1, **known),
        initiative("b", "Asia", programme_id="p2", programme="Talous", programme_number=2, **known),
    ]
    narrowed = Filter("", {Facet.PROGRAMME: frozenset({"Talous"})})
    built = build(narrowed.apply(rows), rows, narrowed, (), Options())
    assert [bubble.id for bubble in built.chart.bubbles] == ["b"]
    assert [(key.text, key.count) for key in built.keys] == [("Asiointi", 1), ("Talous", 1)]
    assert built.chosen == {"Talous"}


def test_what_had_no_place_then_has_no_ring() -> None:
    known = {"investment_min": 10**8, "investment_max": 10**8, "impact_min": 10**9, "impact_max": 10**9}
    now = [initiative(id_, "Asia", **known) for id_ in ("a", "b", "c", "d")]
    chart = build_bubbles(now)
    then = {
        "a": initiative("a", "Asia", **{**known, "impact_min": 10**8, "impact_max": 10**8}),
        "b": initiative("b", "Asia", **{**known, "investment_min": None, "investment_max": None}),
        "c": initiative("c", "Asia", **{**known, "impact_min": 0, "impact_max": 0}),
    }
    found = places(chart, then)
    assert set(found) == {"a"}
    assert found["a"][1] < chart.y.fraction(10.0)
    assert found["a"][0] == pytest.approx(chart.x.fraction(1.0))


def test_on_the_way_only_what_is_at_both_ends() -> None:
    assert between({"a": (0.0, 0.0), "b": (1.0, 1.0)}, {"a": (1.0, 0.5)}, 0.5) == {"a": (0.5, 0.25)}


@pytest.mark.parametrize(("answer", "code", "less"), [("false\n", 0, True), ("true\n", 0, False), ("", 1, False)])
def test_the_system_is_asked_for_less_motion(
    monkeypatch: pytest.MonkeyPatch, answer: str, code: int, less: bool
) -> None:
    class Run:
        returncode = code
        stdout = answer

    monkeypatch.setattr(motion.sys, "platform", "linux")
    monkeypatch.setattr(motion.subprocess, "run", lambda *_a, **_k: Run())
    assert motion.less_motion() is less


def test_a_system_that_cannot_be_asked_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object, **_named: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr(motion.sys, "platform", "linux")
    monkeypatch.setattr(motion.subprocess, "run", missing)
    assert motion.less_motion() is False
