"""The overlap map: which groups, whose money counts, and that nothing unknown becomes a zero."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from kpkportfolio import text
from kpkportfolio.charts import overlap_map_drawing
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.gantt_figure import A3, Size
from kpkportfolio.charts.impact import Range
from kpkportfolio.charts.overlap_map import LEAST, OverlapMap, YearSum, build_overlap_map
from kpkportfolio.charts.overlap_map_columns import money as told
from kpkportfolio.charts.overlap_map_columns import note, schedule
from kpkportfolio.charts.overlap_map_figure import overlap_map_sheets
from kpkportfolio.charts.palette import PRINT
from kpkportfolio.charts.registry import ChartOptions, draw
from kpkportfolio.model.rows import ComponentRow, Contents, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import ComponentKind, ComponentRole, InitiativeKind, MoneyKind, OverlapKind, Status
from kpkportfolio.overlap.clusters import clusters, stakes
from kpkportfolio.overlap.finding import Finding
from tests.charts.factories import TODAY, M, findings, initiative, money, portfolio
from tests.charts.test_figures import colliding, contents, outside, words

EMPTY = Contents(*([] for _ in Contents._fields))


def pair(a: str, b: str, score: float = 0.9, kind: OverlapKind = OverlapKind.OVERLAP) -> Finding:
    return Finding(a, b, kind, score)


def euros(id_: str, year: int | None, low: int | None, high: int | None, prices: int | None = 2010) -> MoneyRow:
    return MoneyRow("", id_, MoneyKind.ICT_INVESTMENT, year, low, None, high, None, prices)


def chart(rows: Sequence[InitiativeRow], figures: Sequence[MoneyRow], pairs: Sequence[Finding]) -> OverlapMap:
    return build_overlap_map(pairs, EMPTY._replace(initiatives=list(rows), money=list(figures)))


def rows(**statuses: Status | None) -> list[InitiativeRow]:
    return [initiative(id_, id_.upper(), status=status) for id_, status in statuses.items()]


TWO = rows(a=Status.DEFINITION, b=Status.DEFINITION)


def test_the_one_that_invests_most_remains_and_the_others_are_summed_by_year() -> None:
    figures = [euros("a", 2011, 5, 6), euros("a", 2012, 5, 5), euros("b", 2011, 1, 3), euros("b", 2013, 2, 2)]
    made = chart(TWO, figures, [pair("a", "b")])
    [group] = made.groups
    assert [(one.row.id, one.investment, one.remains) for one in group.members] == [
        ("a", Range(10, 11), True),
        ("b", Range(3, 5), False),
    ]
    assert group.years == (
        YearSum(2011, Range(6, 9), Range(1, 3)),
        YearSum(2012, Range(5, 5), None),
        YearSum(2013, Range(2, 2), Range(2, 2)),
    )
    assert (group.all, group.others, group.unknown) == (Range(13, 16), Range(3, 5), 0)
    assert (made.all, made.others, made.years, made.undated) == (Range(13, 16), Range(3, 5), (2011, 2012, 2013), False)


def test_a_completed_one_remains_however_little_it_cost() -> None:
    [group] = chart(
        rows(a=Status.DEFINITION, b=Status.COMPLETED),
        [euros("a", 2012, 9, 9), euros("b", 2010, 1, 1)],
        [pair("a", "b")],
    ).groups
    assert [one.remains for one in group.members] == [False, True]
    assert group.others == Range(9, 9)
    # of two completed ones nothing can be spared any more
    [group] = chart(
        rows(a=Status.COMPLETED, b=Status.COMPLETED), [euros("a", 2012, 9, 9), euros("b", 2010, 1, 1)], [pair("a", "b")]
    ).groups
    assert (group.all, group.others) == (Range(10, 10), Range(0, 0))


def test_a_cancelled_one_invests_no_more_and_never_remains() -> None:
    figures = [euros("a", 2012, 9, 9), euros("b", 2012, 2, 2), euros("c", 2012, 1, 1)]
    pairs = [pair("a", "b"), pair("b", "c"), pair("a", "c")]
    [group] = chart(rows(a=Status.CANCELLED, b=Status.APPROVED, c=None), figures, pairs).groups
    assert [one.row.id for one in group.members if one.remains] == ["b"]
    assert (group.all, group.others) == (Range(12, 12), Range(1, 1))
    [group] = chart(rows(a=Status.CANCELLED, b=Status.APPROVED), figures[:2], pairs[:1]).groups
    assert group.others == Range(0, 0)


def test_the_unknown_is_counted_and_never_nought() -> None:
    three = rows(a=None, b=None, c=None)
    pairs = [pair("a", "b"), pair("b", "c"), pair("a", "c")]
    made = chart(three, [euros("a", 2011, 4, 4)], pairs)
    assert (made.all, made.others, made.unknown, made.unknown_others) == (Range(4, 4), None, 2, 2)
    assert told(made.all, made.unknown) != told(Range(4, 4))
    assert told(made.others, made.unknown_others) == "?"
    assert "2 initiatives have no figure (?); they are in no sum." in note(made)
    made = chart(three, [], pairs)
    assert (made.all, made.others, made.unknown, made.columns) == (None, None, 3, ())


def test_money_without_a_year_stands_apart_from_the_years() -> None:
    made = chart(TWO, [euros("a", None, 4, 5), euros("b", 2011, 1, 1), euros("b", 2013, 1, 1)], [pair("a", "b")])
    assert made.columns == (2011, 2012, 2013, None)
    assert [(one.year, one.all) for one in made.sums] == [
        (2011, Range(1, 1)),
        (2013, Range(1, 1)),
        (None, Range(4, 5)),
    ]
    assert "Money without a year" in note(made)
    assert made.all == Range(6, 7)


def test_what_has_no_year_is_a_figure_alone_and_flattens_no_year(monkeypatch: pytest.MonkeyPatch) -> None:
    def bars(undated: int) -> list[float]:
        """The heights of the bars of the sheet."""
        heights: list[float] = []

        def draw_bar(_canvas: object, _x0: float, _x1: float, floor: float, *tops: float) -> None:
            heights.append(round(floor - min(tops), 3))

        monkeypatch.setattr(overlap_map_drawing, "draw_bar", draw_bar)
        figures = [euros("a", 2011, 2 * M, 2 * M), euros("b", 2012, M, M)]
        figures += [euros("a", None, undated * M, undated * M)] if undated else []
        sheets_of(chart(TWO, figures, [pair("a", "b")]))
        return heights

    assert bars(200) == bars(0)


def test_price_bases_are_told_and_not_converted() -> None:
    figures = [euros("a", 2011, 4, 4, None), euros("b", 2011, 1, 1, 2010)]
    assert "not converted: 2010, each year's own." in note(chart(TWO, figures, [pair("a", "b")]))
    assert "Prices of 2010." in note(chart(TWO, figures[1:], [pair("a", "b")]))
    assert "Each year's own prices." in note(chart(TWO, figures[:1], [pair("a", "b")]))


def test_weak_pairs_and_those_between_groups_are_counted_and_related_ones_tie_nothing() -> None:
    five = rows(a=None, b=None, c=None, d=None, e=None)
    weak = pair("d", "e", LEAST - 0.01)
    chain = [pair("a", "b", 0.9), pair("b", "c", 0.8), pair("c", "d", 0.7)]
    made = chart(five, [], [*chain, weak, pair("a", "e", 0.9, OverlapKind.RELATED)])
    tied = [{one.row.id for one in group.members} for group in made.groups]
    assert (tied, made.unlikely, made.loose, made.members) == ([{"a", "b", "c"}], 1, 1, 3)
    assert "1 less likely pair is left out." in note(made)
    assert "1 pair ties two groups" in note(made)


def test_what_is_not_shown_is_in_no_group_and_projects_never_are() -> None:
    everything = EMPTY._replace(
        initiatives=[
            *TWO,
            *rows(c=None),
            initiative("p", "Projekti", kind=InitiativeKind.ROLLOUT, parent_id="a"),
        ],
        money=[euros("p", 2011, 7, 7), euros("b", 2011, 1, 1)],
    )
    pairs = [pair("a", "b"), pair("b", "c"), pair("a", "c"), pair("b", "p", 0.99)]
    [group] = build_overlap_map(pairs, everything, everything.initiatives[:2]).groups
    assert {one.row.id for one in group.members} == {"a", "b"}
    # the project is not shown, but its money is its initiative's
    assert group.all == Range(8, 8)


def test_a_part_of_another_member_is_in_that_one_s_figure() -> None:
    three = [*rows(a=None, b=None), initiative("c", "C", parent_id="a")]
    figures = [euros("a", 2011, 5, 5), euros("b", 2011, 9, 9), euros("c", 2011, 4, 4)]
    made = chart(three, figures, [pair("a", "b"), pair("b", "c")])
    [group] = made.groups
    assert (group.all, group.others, group.unknown) == (Range(14, 14), Range(5, 5), 0)
    assert [(one.row.id, one.remains, one.counted, one.part) for one in group.members] == [
        ("a", False, True, False),
        ("b", True, False, False),
        ("c", False, False, True),
    ]
    # unknown itself, it is worth what its parts are
    [group] = chart(three, figures[1:], [pair("a", "b"), pair("b", "c")]).groups
    assert (group.all, group.unknown) == (Range(13, 13), 0)


def test_the_largest_sum_comes_first_and_the_unknown_last() -> None:
    six = rows(a=None, b=None, c=None, d=None, e=None, f=None)
    figures = [euros("c", 2011, 5, 5), euros("a", 2011, 1, 9)]
    made = chart(six, figures, [pair("e", "f", 0.99), pair("c", "d"), pair("a", "b", 0.8)])
    assert [group.pair for group in made.groups] == [("a", "b"), ("c", "d"), ("e", "f")]


def test_the_component_names_the_group() -> None:
    made = [
        ComponentRow(id_, id_, "k", "Asianhallinta", ComponentKind.OTHER, ComponentRole.PRODUCES) for id_ in ("a", "b")
    ]
    [group] = build_overlap_map([pair("a", "b")], EMPTY._replace(initiatives=TWO, components=made)).groups
    assert group.name == "asianhallinta"


def test_the_sums_are_those_of_the_group_on_the_overlaps_page() -> None:
    everything = contents(portfolio())
    likely = [one for one in findings() if one.score >= LEAST]
    page = stakes(clusters(likely), everything)
    made = build_overlap_map(findings(), everything)
    assert sorted(one.investment for one in page if one.investment) == sorted(one.all for one in made.groups if one.all)
    assert made.unknown == sum(one.unknown for one in page)


MONEY = st.lists(
    st.builds(
        lambda id_, year, low, more: euros(id_, year, low, low + more),
        st.sampled_from("abcdef"),
        st.sampled_from([2010, 2011, 2012, None]),
        st.integers(0, 10**9),
        st.integers(0, 10**9),
    ),
    max_size=20,
)
STATUSES = st.lists(st.sampled_from([*Status, None]), min_size=6, max_size=6)


@given(MONEY, STATUSES)
def test_the_others_are_never_more_than_all_and_years_add_up(figures: list[MoneyRow], statuses: list[Status]) -> None:
    six = rows(**dict(zip("abcdef", statuses, strict=True)))
    made = chart(six, figures, [pair("a", "b"), pair("b", "c"), pair("a", "c"), pair("d", "e")])
    told_by_year = [(one.all, one.others, one.years) for one in made.groups]
    for whole, others, years in [*told_by_year, (made.all, made.others, made.sums)]:
        low, high = (sum(year.all[end] for year in years) for end in (0, 1))
        assert (whole or Range(0, 0)) == Range(low, high)
        if whole is not None and others is not None:
            assert others.low <= whole.low
            assert others.high <= whole.high
    for group in made.groups:
        assert sum(member.remains for member in group.members) == 1


# --- the picture ----------------------------------------------------------------------------------------------------


def many_groups(count: int) -> OverlapMap:
    names = [f"n{n}" for n in range(2 * count)]
    made = [initiative(id_, f"Hanke {id_}", organisation="Kuntayhtymä") for id_ in names]
    figures = [euros(id_, 2010 + n % 5, n * 10**7, n * 2 * 10**7) for n, id_ in enumerate(names)]
    return chart(made, figures, [pair(names[n], names[n + 1]) for n in range(0, 2 * count, 2)])


def sheets_of(made: OverlapMap, source: str = "Lähde", size: Size = A3, paged: bool = True) -> list[Figure]:
    return list(overlap_map_sheets(made, PRINT, "Kartta", source, size, paged))


def test_what_finds_no_room_is_counted_and_summed_and_the_totals_hold_it() -> None:
    made = many_groups(40)
    (figure,) = sheets_of(made, paged=False)
    said = words(figure)
    shown = sum(f"Hanke n{n}" in said for n in range(0, 80, 2))
    assert 8 <= shown <= 12
    [more] = [word for word in said if "more groups" in word]
    assert more.startswith(f"And {40 - shown} more groups: ")
    rest = made.groups[shown:]
    assert told(Range(sum(g.all.low for g in rest if g.all), sum(g.all.high for g in rest if g.all))) in more
    assert told(made.all) in said
    assert "80 initiatives" in " ".join(said)


def test_a_low_sheet_lists_the_groups_and_goes_on_with_their_members() -> None:
    made = [initiative(f"i{n}", f"Osa {n}", organisation="Taho") for n in range(20)]
    pairs = [
        pair(f"i{5 * group + a}", f"i{5 * group + b}") for group in range(4) for a in range(5) for b in range(a + 1, 5)
    ]
    figures = [euros(f"i{n}", 2011, n * M, n * M) for n in range(20)]
    low = chart(made, figures, pairs)
    sheets = sheets_of(low, size=(760.0, 300.0))
    told = [words(figure) for figure in sheets]
    assert [f"{n} / {len(sheets)}" in said for n, said in enumerate(told, 1)] == [True] * len(sheets)
    assert "Taho" not in told[0]
    for n in range(20):
        assert sum(said.count(f"Osa {n}") for said in told[1:]) == 1
    (only,) = sheets_of(low, size=(760.0, 300.0), paged=False)
    assert words(only) == [word for word in told[0] if word != f"1 / {len(sheets)}"]


def test_sheets_hold_every_group_once_and_end_after_ten() -> None:
    sheets = [words(figure) for figure in sheets_of(many_groups(40))]
    assert 3 <= len(sheets) <= 5
    for n in range(80):
        assert sum(sheet.count(f"Hanke n{n}") for sheet in sheets) == 1
    assert not any("more group" in word for sheet in sheets for word in sheet)
    assert all("Lähde" in sheet for sheet in sheets)
    assert [sheet.count("Kartta (continued)") for sheet in sheets] == [0] + [1] * (len(sheets) - 1)
    sheets = [words(figure) for figure in sheets_of(many_groups(150))]
    assert len(sheets) == 10
    assert any("more groups" in word for word in sheets[-1])


@pytest.mark.parametrize("language", text.LANGUAGES)
@pytest.mark.parametrize("width", [700.0, 960.0, 1600.0])
def test_long_names_many_years_and_large_sums_are_neither_cut_nor_covered(language: str, width: float) -> None:
    text.set_language(language)
    long = "Sosiaali- ja terveydenhuollon valtakunnallisen asiakastietojärjestelmäarkkitehtuurin kokonaisuudistus"
    made = [
        initiative(f"i{n}", f"{long} {n}", organisation=long if n % 2 else None, status=Status.IDEA, open_ended=True)
        for n in range(9)
    ]
    figures = [euros(f"i{n}", year, n * M * 7, n * M * 90) for n in range(1, 9) for year in (*range(2004, 2024), None)]
    pairs = [pair(f"i{a}", f"i{b}") for a in range(9) for b in range(a + 1, 9)]
    source = ChartData.of(EMPTY._replace(initiatives=made), TODAY, "Salkku").source_line
    sheets = sheets_of(chart(made, figures, pairs), source, (width, 842))
    for figure in sheets:
        assert outside(figure) == []
        assert colliding(figure) == []
    said = [word for figure in sheets for word in words(figure)]
    assert any(word.startswith("ja ") and word.endswith(" muuta") for word in said) or language != "fi"


def test_groups_of_whose_money_nothing_is_known_are_drawn_without_years() -> None:
    (figure,) = sheets_of(chart(TWO, [], [pair("a", "b")]))
    said = words(figure)
    assert "A" in said
    assert said.count("?") >= 6
    assert not any(word.startswith("20") for word in said)


def test_the_rule_is_said_on_the_picture() -> None:
    everything = contents(portfolio())
    (figure,) = draw("overlap", ChartData.of(everything, TODAY, "s", findings=findings()), ChartOptions(paged=False))
    said = " ".join(words(figure))
    assert "All: what every initiative of the group invests in ICT." in said
    assert "not a promised saving" in said
    assert "Prices of 2010." in said
    assert "Source: s, 15/11/2011, baseline Ohjausryhmä 3/2011. 32 / 32 initiatives." in said
    for word in ("Duplicate", "Overlap", "Reuse", "remaining, completed or cancelled", "at most"):
        assert word in words(figure)


def test_schedules_say_what_is_not_known() -> None:
    day = date(2011, 3, 1)
    assert schedule(initiative("a", "A", start=day, end=date(2012, 12, 31))) == "3/2011–12/2012"
    assert schedule(initiative("a", "A", start=day, open_ended=True)) == "3/2011–continuous"
    assert schedule(initiative("a", "A", end=day)) == "?–3/2011"
    assert schedule(initiative("a", "A", start=day)) == "3/2011–?"
    assert schedule(initiative("a", "A")) == "not known"


def test_the_factory_s_money_has_a_single_price_basis() -> None:
    assert {row.price_year for row in money()} == {2010}
