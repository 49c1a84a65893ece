"""The picture over time: layers that add up at every moment, a past that is narrowed as today is, nothing cut."""

from datetime import date

import pytest

from kpkportfolio import text
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_figure import A3, A4
from kpkportfolio.charts.over_time import Moment, Past, build_over_time, end_words
from kpkportfolio.charts.registry import ChartOptions, draw
from kpkportfolio.model.vocabulary import InitiativeKind, Status
from tests.charts.factories import TODAY, initiative, many
from tests.charts.test_figures import colliding, contents, outside, words

THEN = date(2011, 6, 1)


def test_layers_add_up_and_what_is_gone_is_in_the_past() -> None:
    gone = initiative(
        "g", "Poistettu", status=Status.IDEA, programme_id="p", programme="Vanha nimi", programme_number=1
    )
    here = initiative("h", "Hanke", status=None, programme_id="p", programme="Uusi nimi", programme_number=1)
    project = initiative("q", "Projekti", kind=InitiativeKind.ROLLOUT, status=Status.ROLLOUT)
    chart = build_over_time(Past((Moment("1/2011", THEN, [gone, here, project]),), 1), [here, project], TODAY)
    assert chart.totals == (2, 1)
    assert [(one.status, one.counts) for one in chart.statuses] == [(Status.IDEA, (1, 0)), (None, (1, 1))]
    # another name does not make another programme
    assert [(one.name, one.number, one.counts) for one in chart.programmes] == [("Uusi nimi", 1, (2, 1))]


def test_many_programmes_are_put_together_without_loss() -> None:
    rows = [
        initiative(f"{n}", f"H{n}", programme_id=f"p{n % 20}", programme=f"O{n % 20}", programme_number=n % 20 + 1)
        for n in range(110)
    ]
    chart = build_over_time(Past(), rows, TODAY)
    assert len(chart.programmes) == 8
    assert chart.programmes[-1].merged == 13
    assert sum(one.counts[0] for one in chart.programmes) == chart.totals[0] == 110


def test_projects_are_counted_where_there_is_nothing_else() -> None:
    project = initiative("q", "Projekti", kind=InitiativeKind.ROLLOUT, status=Status.ROLLOUT)
    assert build_over_time(Past(), [project], TODAY).totals == (1,)
    assert build_over_time(Past(), [], TODAY).totals == (0,)


@pytest.mark.parametrize("size", [A4, A3, (760.0, 428.0)])
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_dozen_moments_fit_with_their_names(size: tuple[float, float], language: str) -> None:
    text.set_language(language)
    rows = many(400)
    past = Past(tuple(Moment(f"Ohjausryhmä {n}/2010", date(2010, n, 28), rows[: n * 30]) for n in range(1, 13)), 40)
    figure = next(draw("states", ChartData.of(contents(rows), TODAY, "salkku", past=past), ChartOptions(size=size)))
    assert outside(figure) == []
    assert colliding(figure) == []
    assert any("40" in said for said in words(figure))


def test_a_narrowed_picture_narrows_the_past_too_and_says_so() -> None:
    text.set_language("en")
    rows = many(20)
    past = Past((Moment("1/2011", THEN, rows),), 1)
    data = ChartData.of(contents(rows), TODAY, "salkku", rows[:5], "asiointi", past=past)
    assert [len(one.initiatives) for one in data.past.moments] == [5]
    said = " ".join(words(next(draw("states", data))))
    assert "Those that are shown today, as they were then." in said


def test_moments_of_one_day_are_told_apart_by_their_names() -> None:
    day, later = date(2011, 11, 24), date(2011, 12, 1)
    assert end_words([("S1", day), ("", later)]) == ("24/11/2011", "01/12/2011")
    assert end_words([("S1", day), ("S2", day)]) == ("S1", "S2")
    assert end_words([("S1", day), ("", day)]) == ("S1", "24/11/2011")
