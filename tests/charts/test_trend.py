"""Conditions over time: worked out at each moment's own day, added up by group, and drawn without collisions."""

from datetime import date

import pytest

from kpkportfolio import text
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_figure import A3, A4
from kpkportfolio.charts.over_time import Moment, Past
from kpkportfolio.charts.registry import ChartOptions, draw
from kpkportfolio.charts.trend import build_trend
from kpkportfolio.charts.trend_figure import most_panels
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.rows import BaselineRow, Contents, InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind, Status
from tests.charts.factories import TODAY, initiative, many
from tests.charts.test_figures import colliding, contents, outside, words

END = date(2011, 12, 31)
M = 100_000_000


def of(rows: list[InitiativeRow], day: date) -> Facts:
    baselines = [
        BaselineRow(f"b{row.id}", row.id, "Päätös", date(2011, 1, 1), None, END, M, M) for row in rows if row.id != "u"
    ]
    empty: list[object] = []
    made = Contents(rows, *[empty] * 12, [], baselines)  # type: ignore[arg-type]  # the rest is empty
    return Facts(made, day)


def row(id_: str, programme: str | None, end: date | None, money: int | None = M, **more: object) -> InitiativeRow:
    number = None if programme is None else int(programme[1:])
    return initiative(
        id_,
        id_,
        end=end,
        investment_min=money,
        investment_max=money,
        programme_id=programme,
        programme=programme,
        programme_number=number,
        organisation_id=f"o{id_}",
        organisation=f"Taho {id_}",
        **more,
    )


def test_each_moment_is_judged_by_its_own_day_and_groups_add_up() -> None:
    before = [
        row("a", "p1", END, status=Status.IMPLEMENTATION),
        row("b", "p1", END),
        row("c", "p2", END),
        row("gone", None, END),
        row("project", "p2", END, kind=InitiativeKind.ROLLOUT),
    ]
    now = [
        row("a", "p1", date(2012, 3, 1), 2 * M),
        row("b", "p1", date(2012, 12, 31), M // 2),
        row("c", "p2", END),
        row("u", "p2", END, None),
    ]
    then = date(2011, 6, 1)
    past = Past((Moment("1/2011", then, before, of(before, then)), Moment("rikki", then, before)), 9)
    chart = build_trend(past, now, of(now, TODAY), 12)
    assert chart.columns == (("1/2011", then), ("Today", TODAY))
    assert [(panel.name, panel.number) for panel in chart.panels] == [
        ("Whole portfolio", None),
        ("p1", 1),
        ("p2", 2),
        ("No programme", None),
    ]
    whole, first, second, none = ([point.counts for point in panel.points] for panel in chart.panels)
    assert whole == [(4, 0, 0, 0), (1, 0, 2, 1)]
    assert [tuple(map(sum, zip(*at, strict=True))) for at in zip(first, second, none, strict=True)] == whole
    assert first == [(2, 0, 0, 0), (0, 0, 2, 0)]
    slips = [point.slip for point in chart.panels[1].points]
    assert slips == [0, ((date(2012, 3, 1) - END).days + (date(2012, 12, 31) - END).days) / 2]
    # in all: 2 + 0.5 M€ against 2 M€
    assert [point.overrun for point in chart.panels[1].points] == [0, 25]
    assert chart.panels[3].points[1] == ((0, 0, 0, 0), None, None)


def test_what_there_is_no_room_for_is_put_together_without_loss() -> None:
    rows = [row(f"r{n}", f"p{n}", END) for n in range(1, 21)] + [row("r21", "p1", END)]
    chart = build_trend(Past(), rows, of(rows, TODAY), 6, "organisation")
    assert len(chart.panels) == 6
    assert chart.panels[-1].merged == 17
    assert sum(panel.points[0].total for panel in chart.panels[1:]) == chart.panels[0].points[0].total == 21
    assert [panel.number for panel in build_trend(Past(), rows, of(rows, TODAY), 6).panels[1:-1]] == [1, 2, 3, 4]


@pytest.mark.parametrize("size", [A4, A3, (760.0, 428.0)])
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_a_dozen_moments_of_many_parties_fit(size: tuple[float, float], language: str) -> None:
    text.set_language(language)
    rows = many(300)
    baselines = [BaselineRow(f"b{one.id}", one.id, "P", None, one.start, one.end, M, M) for one in rows[::2]]
    given = contents(rows)._replace(baselines=baselines)
    moments = []
    for n in range(1, 13):
        then = given._replace(initiatives=rows[: n * 20])
        moments.append(Moment(f"{n}/2010", date(2010, n, 28), then.initiatives, Facts(then, date(2010, n, 28))))
    data = ChartData.of(given, TODAY, "salkku", past=Past(tuple(moments), 40))
    for group_by in ("programme", "organisation"):
        figure = next(draw("trend", data, ChartOptions(size=size, group_by=group_by)))
        assert outside(figure) == []
        assert colliding(figure) == []
        assert any("40" in said for said in words(figure))
    assert most_panels(size) >= 4


def test_without_anything_to_judge_by_it_says_what_it_takes() -> None:
    rows = [row("u", "p1", END)]
    data = ChartData.of(contents(rows), TODAY, "salkku")
    assert any("It takes a baseline" in said for said in words(next(draw("trend", data))))
