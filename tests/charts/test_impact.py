"""Investment and impact accrued by year: ranges, unknown before the first figure, never netted."""

from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.charts.impact import IMPACTS, INVESTMENTS, Range, build_impact
from kpkportfolio.model.rows import ImpactRow, MoneyRow
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind


def cost(year: int | None, low: int | None, high: int | None, kind: MoneyKind = MoneyKind.ICT_INVESTMENT) -> MoneyRow:
    return MoneyRow("m", "a", kind, year, low, None, high, None, 2010)


def gain(year: int | None, low: int | None, likely: int | None, kind: ImpactKind) -> ImpactRow:
    return ImpactRow("i", "a", kind, year, low, likely, None, 2011)


def test_sums_accrue_over_the_years_that_have_figures_and_those_between() -> None:
    chart = build_impact([cost(2010, 10, 20), cost(2012, 1, 2)], [gain(2011, 5, 7, ImpactKind.PROCESS_BENEFIT)])
    assert chart.years == (2010, 2011, 2012)
    assert chart.cumulative[MoneyKind.ICT_INVESTMENT] == (Range(10, 20), Range(10, 20), Range(11, 22))
    assert chart.cumulative[ImpactKind.PROCESS_BENEFIT] == (None, Range(5, 7), Range(5, 7))
    assert chart.price_years == (2010, 2011)
    assert (chart.told_investment, chart.told_impact) == (1, 1)


def test_impact_keeps_its_whole_amount_beside_investment() -> None:
    chart = build_impact(
        [cost(2010, 40, 50), cost(2010, 80, 120, MoneyKind.CHANGE_INVESTMENT)],
        [gain(2010, 75, None, ImpactKind.PROCESS_BENEFIT), gain(2010, 25, None, ImpactKind.ICT_SAVING)],
    )
    assert chart.total(INVESTMENTS, 0) == Range(120, 170)
    assert chart.total(IMPACTS, 0) == Range(100, 100)


def test_what_no_year_is_given_for_stands_apart_and_the_unknown_counts_as_nothing() -> None:
    chart = build_impact(
        [cost(None, 3, 4), cost(None, 1, 1), cost(2010, None, None), cost(2010, 9, 9, MoneyKind.RUNNING_COST)], []
    )
    assert chart.years == ()
    assert chart.undated == {MoneyKind.ICT_INVESTMENT: Range(4, 5)}
    assert chart.total(IMPACTS, 0) is None
    assert chart.told_impact == 0


amounts = st.tuples(st.integers(2005, 2015), st.integers(0, 1000), st.integers(0, 1000))


@given(st.lists(amounts, min_size=1))
def test_the_last_year_holds_everything_and_no_year_loses(rows: list[tuple[int, int, int]]) -> None:
    chart = build_impact([cost(year, min(a, b), max(a, b)) for year, a, b in rows], [])
    series = chart.cumulative[MoneyKind.ICT_INVESTMENT]
    assert series[-1] == Range(sum(min(a, b) for _y, a, b in rows), sum(max(a, b) for _y, a, b in rows))
    assert series[0] is not None
    known = [amount for amount in series if amount is not None]
    assert known == sorted(known)
    assert len(known) == len(series)
