"""Clusters of found pairs: several records of one undertaking, and never the whole portfolio."""

import random
import time
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.rows import Contents, InitiativeRow, MoneyRow
from kpkportfolio.model.vocabulary import InitiativeKind, MoneyKind, OverlapKind
from kpkportfolio.overlap.clusters import Cluster, YearMoney, cluster_name, clusters, stakes
from kpkportfolio.overlap.finding import Finding, Reason

EMPTY = Contents(*([] for _ in Contents._fields))


def pair(a: str, b: str, score: float = 0.9, kind: OverlapKind = OverlapKind.OVERLAP) -> Finding:
    return Finding(a, b, kind, score)


def row(id_: str, **values: object) -> InitiativeRow:
    fields = dict.fromkeys(InitiativeRow._fields) | {"id": id_, "title": id_, "kind": InitiativeKind.INITIATIVE}
    return InitiativeRow(**(fields | values))  # type: ignore[arg-type]  # what is not told is not known


def euros(id_: str, year: int | None, low: int | None, high: int | None) -> MoneyRow:
    return MoneyRow("", id_, MoneyKind.ICT_INVESTMENT, year, low, None, high, None, None)


def members(found: Sequence[Cluster]) -> list[set[str]]:
    return [set(one.members) for one in found]


PAIRS = st.lists(
    st.builds(
        lambda ends, score: pair(min(ends), max(ends), score),
        st.sets(st.sampled_from("abcdefghij"), min_size=2, max_size=2),
        st.floats(0.2, 1.0),
    ),
    max_size=30,
    unique_by=lambda one: (one.a, one.b),
)


def test_alike_records_of_three_registers_are_one_cluster() -> None:
    [found] = clusters([pair("a", "c", 0.7), pair("a", "b", 0.9), pair("b", "c", 0.8)])
    assert found.members == ("a", "b", "c")
    assert [one.score for one in found.findings] == [0.9, 0.8, 0.7]
    assert found.score == 0.9


def test_kinds_are_counted_the_most_frequent_first() -> None:
    [found] = clusters(
        [
            pair("a", "b", 0.9, OverlapKind.DUPLICATE),
            pair("b", "c", 0.8, OverlapKind.REUSE),
            pair("a", "c", 0.7, OverlapKind.REUSE),
        ]
    )
    assert list(found.kinds.items()) == [(OverlapKind.REUSE, 2), (OverlapKind.DUPLICATE, 1)]


def test_a_chain_breaks_instead_of_gluing_everything_together() -> None:
    chain = [pair(f"{n:02}", f"{n + 1:02}", 0.95 - n / 100) for n in range(60)]
    assert max(len(one.members) for one in clusters(chain)) == 3


def test_two_tight_clusters_with_a_weak_bridge_stay_two() -> None:
    triangles = [pair(x, y, 0.9) for group in ("abc", "xyz") for x in group for y in group if x < y]
    bridges = [pair(x, y, 0.4) for x, y in zip("abc", "xyz", strict=True)]
    assert members(clusters([*triangles, *bridges])) == [{"a", "b", "c"}, {"x", "y", "z"}]


def test_weak_pairs_tie_nothing_when_more_is_asked() -> None:
    found = [pair("a", "b", 0.9), pair("b", "c", 0.4), pair("a", "c", 0.4), pair("x", "y", 0.3)]
    assert members(clusters(found, least=0.5)) == [{"a", "b"}]
    assert members(clusters(found, least=0.2)) == [{"a", "b", "c"}, {"x", "y"}]


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(found: list[Finding], chance: random.Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert clusters(shuffled) == clusters(found)


@given(PAIRS)
def test_each_member_is_in_one_cluster_and_tied_to_half_of_the_others(found: list[Finding]) -> None:
    result = clusters(found)
    everyone = [id_ for one in result for id_ in one.members]
    assert len(set(everyone)) == len(everyone)
    for one in result:
        assert {id_ for pair_ in one.findings for id_ in (pair_.a, pair_.b)} == set(one.members)
        inside = [pair_ for pair_ in found if {pair_.a, pair_.b} <= set(one.members)]
        assert sorted(one.findings, key=id) == sorted(inside, key=id)
        for id_ in one.members:
            tied = sum(id_ in (pair_.a, pair_.b) for pair_ in one.findings)
            assert 2 * tied >= len(one.members) - 1


def test_ten_thousand_findings_are_clustered_faster_than_a_person_notices() -> None:
    chance = random.Random(4)
    ids = [f"{n:05}" for n in range(5000)]
    ends = {tuple(sorted(chance.sample(ids[n // 5 * 5 : n // 5 * 5 + 40], 2))) for n in range(4900) for _ in range(3)}
    found = [pair(a, b, chance.random()) for a, b in sorted(ends)][:10_000]
    assert len(found) == 10_000
    times = []
    for _round in range(5):
        began = time.perf_counter()
        clusters(found)
        times.append(time.perf_counter() - began)
    # it takes about 0.03 s where nothing else runs; the least of some rounds is the machine's own
    assert min(times) < 0.25


# --- what is at stake ---------------------------------------------------------------------------------------------

TRIANGLE = clusters([pair("a", "b", 0.9), pair("b", "c", 0.8), pair("a", "c", 0.7)])


def test_the_members_investments_are_added_by_year_and_the_unknown_is_counted() -> None:
    contents = EMPTY._replace(
        initiatives=[row("a"), row("b"), row("c")],
        money=[
            euros("a", 2011, 100, 200),
            euros("a", 2012, None, 50),
            euros("b", 2011, 10, None),
            euros("b", None, 5, 7),
            euros("c", 2011, None, None),
            euros("a", 2011, 1, 1)._replace(kind=MoneyKind.RUNNING_COST),
        ],
    )
    [stake] = stakes(TRIANGLE, contents)
    assert stake.years == (YearMoney(2011, 110, 210, 2), YearMoney(2012, 50, 50, 1), YearMoney(None, 5, 7, 1))
    assert stake.investment == (165, 267)
    assert stake.unknown == 1


def test_nothing_known_is_unknown_and_not_nothing() -> None:
    [stake] = stakes(TRIANGLE, EMPTY._replace(initiatives=[row("a"), row("b"), row("c")]))
    assert (stake.investment, stake.years, stake.unknown) == (None, (), 3)


def test_projects_count_only_where_the_initiatives_own_investment_is_unknown() -> None:
    contents = EMPTY._replace(
        initiatives=[row("a"), row("b"), row("c"), row("a1", parent_id="a"), row("b1", parent_id="b")],
        money=[euros("a1", 2011, 4, 4), euros("b", 2011, 10, 10), euros("b1", 2011, 7, 7)],
    )
    [stake] = stakes(TRIANGLE, contents)
    assert stake.years == (YearMoney(2011, 14, 14, 2),)
    assert stake.unknown == 1


def test_a_member_that_is_a_part_of_another_is_covered_by_its_figure() -> None:
    rows = [row("a"), row("between", parent_id="a"), row("b", parent_id="between"), row("c")]
    money = [euros("a", 2011, 10, 10), euros("b", 2011, 4, 4), euros("c", 2011, 1, 1)]
    [stake] = stakes(TRIANGLE, EMPTY._replace(initiatives=rows, money=money))
    assert (stake.investment, stake.unknown) == ((11, 11), 0)


def test_a_ring_of_parents_ends() -> None:
    rows = [row("a", parent_id="b"), row("b", parent_id="a"), row("c")]
    [stake] = stakes(TRIANGLE, EMPTY._replace(initiatives=rows, money=[euros("c", 2011, 3, 3)]))
    assert (stake.investment, stake.unknown) == ((3, 3), 2)


def test_parties_and_programmes_are_told_the_most_frequent_first() -> None:
    rows = [
        row("a", organisation="Oulu", programme="Asiointi"),
        row("b", organisation="Espoo"),
        row("c", organisation="Espoo", programme="Asiointi"),
    ]
    [stake] = stakes(TRIANGLE, EMPTY._replace(initiatives=rows))
    assert stake.organisations == ("Espoo", "Oulu")
    assert stake.programmes == ("Asiointi",)


def test_a_member_that_has_left_the_portfolio_is_left_out() -> None:
    [stake] = stakes(TRIANGLE, EMPTY._replace(initiatives=[row("a", organisation="Oulu")]))
    assert (stake.organisations, stake.unknown) == (("Oulu",), 1)


# --- names --------------------------------------------------------------------------------------------------------


def test_a_component_that_most_produce_names_the_cluster() -> None:
    rows = {id_: row(id_) for id_ in "abc"}
    made = {"a": {"Asianhallinta"}, "b": {"Asianhallinta"}, "c": {"Arkisto"}}
    assert cluster_name(TRIANGLE[0], rows, made) == "asianhallinta"


def test_else_the_word_that_the_titles_share_does() -> None:
    rows = {
        "a": row("a", title="Asianhallinta kuntiin"),
        "b": row("b", title="Yhteinen asianhallintapalvelu"),
        "c": row("c", title="Arkisto"),
    }
    why = (Reason("title_words", 1.0, "", (("title", 0, 13),), (("title", 9, 29),)),)
    found = Cluster(("a", "b", "c"), (Finding("a", "b", OverlapKind.OVERLAP, 0.9, why),))
    assert cluster_name(found, rows, {}) == "asianhallinta"


def test_else_its_strongest_member_does() -> None:
    rows = {"a": row("a", title="Yksi", short_name="Y"), "b": row("b"), "c": row("c")}
    assert cluster_name(TRIANGLE[0], rows, {}) == "Y"
