"""The lists beside a printed bubble chart name what they can, however low the sheet is."""

import re
from collections import Counter

import pytest

from kpkportfolio import text
from kpkportfolio.charts.bubble_figure import bubble_figure
from kpkportfolio.charts.bubbles import build_bubbles
from tests.charts.factories import PROGRAMMES, portfolio
from tests.charts.test_figures import colliding, outside, words

HEADS = ("Sijoittamatta", "Nimi ei mahtunut kuvaan")
NAMES = [row.name for row in portfolio()]


@pytest.mark.parametrize("height", [842.0, 595.0, 480.0, 440.0])
@pytest.mark.parametrize("axes", [("start", "duration"), ("start", "end"), ("investment", "impact")])
def test_a_list_never_says_only_how_many_there_are(height: float, axes: tuple[str, str]) -> None:
    text.set_language("fi")
    chart = build_bubbles(portfolio(), *axes, programmes=PROGRAMMES)
    figure = bubble_figure(chart, title="Kuplat", size=(960.0, height))
    assert outside(figure) == []
    assert colliding(figure) == []
    # numbers of programmes stand before the names, counts beside the headings
    said = [one for one in words(figure) if len(one) > 1 and " / " not in one]
    heads = [n for n, one in enumerate(said) if one in HEADS]
    assert any(one.startswith(HEADS[0]) for one in words(figure)) == bool(chart.unplaced)
    for n in heads:
        assert any(said[n + 1].startswith(name) for name in NAMES), said[n + 1]


@pytest.mark.parametrize("height", [842.0, 440.0, 370.0, 300.0])
def test_every_bubble_is_named_or_counted_and_every_letter_explained(height: float) -> None:
    text.set_language("fi")
    chart = build_bubbles(portfolio(), "start", "duration", programmes=PROGRAMMES)
    said = words(bubble_figure(chart, title="Kuplat", size=(760.0, height)))
    more = sum(int(found[1]) for one in said if (found := re.search(r"ja (\d+) muuta$", one)))
    every = " ".join(said)
    named = sum(all(word in every for word in bubble.name.split()) for bubble in chart.bubbles)
    assert named + more >= len(chart.bubbles)
    letters = Counter(one for one in said if len(one) == 1 and one.isalpha())
    # once at the bubble and once in the list
    assert set(letters.values()) <= {2}
    assert letters or height < 400
