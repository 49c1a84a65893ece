"""What a bubble chart shows: places, sizes, quadrants, scales, colours, and what cannot be placed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio import text
from kpkportfolio.charts.bubble_axes import AXES, make_scale
from kpkportfolio.charts.bubbles import build_bubbles, label_order, radius
from kpkportfolio.model.vocabulary import Health, Status
from tests.charts.factories import PROGRAMMES, M, initiative, many, portfolio


def test_the_plan_s_portfolio_falls_into_four_named_quadrants() -> None:
    text.set_language("fi")
    chart = build_bubbles(portfolio(), programmes=PROGRAMMES)
    assert (chart.x.line, chart.y.line) == (1.0, 8.0)
    assert [(quadrant.name, quadrant.summary) for quadrant in chart.quadrants] == [
        ("Nopeat hyödyt", "5 hanketta · 2,8\u00a0M€"),
        ("Strategiset panostukset", "8 hanketta · 27,6\u00a0M€"),
        ("Täydentävät hankkeet", "9 hanketta · 2,2\u00a0M€"),
        ("Arvioitava uudelleen", "7 hanketta · 11,9\u00a0M€"),
    ]
    assert chart.note == "Logaritmiset asteikot. Jakolinjat: investointi 1\u00a0M€, vaikuttavuus 8\u00a0M€."
    assert [tick.text for tick in chart.x.ticks] == ["0,1", "0,2", "0,5", "1", "2", "5"]
    assert [entry.title for entry in chart.legend] == [programme.name for programme in PROGRAMMES]
    assert [size for size, _radius in chart.size_examples] == [10, 50, 200]


def test_names_turn_with_the_axes() -> None:
    chart = build_bubbles(portfolio(), "impact", "investment")
    assert [quadrant.name for quadrant in chart.quadrants] == [
        "To be reassessed",
        "Strategic investments",
        "Supplementary initiatives",
        "Quick wins",
    ]
    assert {quadrant.name for quadrant in build_bubbles(portfolio(), "start").quadrants} == {""}


def test_what_is_unknown_is_listed_with_the_reason_and_never_placed() -> None:
    text.set_language("fi")
    chart = build_bubbles(portfolio())
    assert [(item.name, item.reason) for item in chart.unplaced] == [
        ("Asioinnin viitearkkitehtuuri", "Investointi ei tiedossa, vaikuttavuutta ei arvioitu"),
        ("Kuntien yhteinen runkoverkko", "Investointi ei tiedossa, vaikuttavuutta ei arvioitu"),
        ("Avoimet toimisto-ohjelmat", "Vaikuttavuutta ei arvioitu"),
    ]
    assert chart.unplaced[0].missing == ("investment", "impact")
    assert len(chart.bubbles) + len(chart.unplaced) == 32


def test_zero_has_a_place_on_a_linear_scale_only() -> None:
    rows = [initiative("a", "A", investment_min=0, investment_max=0, impact_min=M)]
    assert build_bubbles(rows, log=True).unplaced[0].missing == ("investment",)
    assert "logarithmic" in build_bubbles(rows, log=True).unplaced[0].reason
    assert build_bubbles(rows, log=False).bubbles[0].x == 0.0


def test_area_tells_the_size_and_an_unknown_size_is_the_smallest() -> None:
    assert radius(200, 200) == 28
    assert radius(50, 200) == 14
    assert radius(1, 200) == radius(None, 200) == 6
    rows = [
        initiative("a", "A", investment_min=M, impact_min=M, municipalities=100),
        initiative("b", "B", investment_min=M, impact_min=M),
    ]
    large, small = build_bubbles(rows).bubbles
    assert (large.id, large.radius, small.size, small.radius) == ("a", 28, None, 6)
    assert {bubble.radius for bubble in build_bubbles(rows, size=None).bubbles} == {10}


def test_crowds_shrink_but_stay_in_proportion() -> None:
    radii = [bubble.radius for bubble in build_bubbles(many(2000)).bubbles]
    assert 3 <= min(radii) < 6
    assert 10 <= max(radii) < 28
    assert radii == sorted(radii, reverse=True)


def test_a_range_stands_at_its_middle_and_keeps_its_ends() -> None:
    (bubble,) = build_bubbles([initiative("a", "A", investment_max=3 * M, impact_min=M, impact_max=2 * M)]).bubbles
    assert (bubble.x, bubble.x_range, bubble.y, bubble.y_range) == (3.0, (3.0, 3.0), 1.5, (1.0, 2.0))


def test_names_go_by_impact_and_unknown_impact_last() -> None:
    chart = build_bubbles(portfolio(), "start", "municipalities")
    order = label_order(chart.bubbles)
    impacts = [chart.bubbles[index].impact for index in order]
    known = [impact for impact in impacts if impact is not None]
    assert known == sorted(known, reverse=True)
    assert impacts[len(known) :] == [None] * (len(impacts) - len(known))
    assert len(known) < len(impacts)


def test_colours_by_state_and_by_organisation() -> None:
    by_status = build_bubbles(portfolio(), colour_by="status").legend
    assert [entry.status for entry in by_status][:2] == [Status.PROPOSED, Status.APPROVED]
    by_health = build_bubbles(portfolio(), colour_by="health").legend
    assert [entry.health for entry in by_health] == [Health.GREEN, Health.YELLOW, Health.RED, None]
    rows = [
        initiative(f"{town}{n}", "X", organisation=f"Kunta {town}", investment_min=M, impact_min=M)
        for town in range(9)
        for n in range(9 - town)
    ]
    by_town = build_bubbles(rows, colour_by="organisation").legend
    assert [(entry.title, entry.number, entry.placed) for entry in by_town][-2:] == [
        ("Kunta 6", 7, 3),
        ("Others", None, 3),
    ]


@pytest.mark.parametrize("key", AXES)
def test_every_axis_places_what_it_knows(key: str) -> None:
    chart = build_bubbles(portfolio(), key, "impact")
    for bubble in chart.bubbles:
        assert 0 < chart.x.fraction(bubble.x) < 1
        assert 0 < chart.y.fraction(bubble.y) < 1
    if key == "priority":
        assert not chart.bubbles
    else:
        assert chart.bubbles
        assert chart.x.ticks


def test_values_are_written_with_as_few_decimals_as_tell_them() -> None:
    axis = AXES["investment"]
    values = (0.0005, 0.12, 0.5, 2.0, 2.5, 1 / 3, 77 / 3, 1e5 / 3, 0.0)
    assert [axis.text(value) for value in values] == ["0.0005", "0.12", "0.5", "2", "2.5", "0.33", "26", "33,333", "0"]


def test_years_are_read_within_the_year() -> None:
    half = initiative("a", "A")._replace(start=portfolio()[2].start)
    extent = AXES["start"].range(half)
    assert extent is not None
    assert abs(extent[0] - (2010 + 181 / 365)) < 1e-9
    assert AXES["start"].text(2011.0) == "2011"
    assert AXES["start"].text(2011.5) == "7/2011"


@given(
    st.lists(st.floats(1e-4, 1e6), min_size=1, max_size=30), st.booleans(), st.sampled_from(["investment", "duration"])
)
def test_a_scale_holds_its_values_and_its_ticks(values: list[float], log: bool, key: str) -> None:
    scale = make_scale(AXES[key], values, log)
    assert scale.log == (log and key == "investment")
    for value in values:
        assert 0 <= scale.fraction(value) <= 1
    assert len(scale.ticks) <= 16
    assert len(scale.ticks) >= 1
    places = [scale.fraction(tick.value) for tick in scale.ticks]
    assert places == sorted(places)
    assert all(-1e-9 <= place <= 1 + 1e-9 for place in places)
    assert len({tick.text for tick in scale.ticks}) == len(scale.ticks)
