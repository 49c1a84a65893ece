"""Differences by programme and by kind of change, with their totals."""

from kpkportfolio.model.figures import Extent
from kpkportfolio.snapshots.grouping import GroupBy, by_word, grouped, sums_of, totals_words
from kpkportfolio.snapshots.sentences import SUMS
from kpkportfolio.snapshots.wording import Deed, Difference, Topic
from kpkportfolio.text import NBSP, set_language

MILLION = 100_000_000
NOTHING: tuple[Extent, Extent] = ((None, None), (None, None))


def difference(id_: str, *topics: Topic, **more: object) -> Difference:
    return Difference(id_, Deed.CHANGED, id_, "", (), topics=frozenset(topics), **more)  # type: ignore[arg-type]


def sums(invested: tuple[Extent, Extent], running: tuple[Extent, Extent] = NOTHING) -> dict[str, tuple[Extent, Extent]]:
    return {one.name: NOTHING for one in SUMS} | {"investment": invested, "running_cost": running}


MOVED = difference("a", Topic.SCHEDULE, programme=(2, "Perustiedot"), slip=92)
DEARER = difference(
    "b",
    Topic.MONEY,
    Topic.SCHEDULE,
    programme=(1, "Asiointi"),
    slip=-30,
    sums=sums(((100 * MILLION, 200 * MILLION), (100 * MILLION, 250 * MILLION))),
)
HOMELESS = difference("c", Topic.OTHER, slip=10)
SHARED = Difference("o", Deed.CHANGED, "Organisation: Espoo", "", (), False)
ALL = (MOVED, DEARER, HOMELESS, SHARED)


def test_by_programme_in_their_order_with_the_homeless_and_the_shared_last() -> None:
    found = grouped(ALL, GroupBy.PROGRAMME)
    assert [(one.title, [row.id for row in one.differences]) for one in found] == [
        ("Asiointi", ["b"]),
        ("Perustiedot", ["a"]),
        ("Programme not known", ["c"]),
        ("What initiatives share", ["o"]),
    ]
    assert [one.totals for one in found] == [
        "1 moved earlier, 30 d in all; investment €100–200m → €100–250m",
        "1 moved later, 92 d in all",
        "1 moved later, 10 d in all",
        "",
    ]


def test_by_kind_of_change_an_initiative_is_wherever_it_belongs() -> None:
    found = grouped(ALL, GroupBy.TOPIC)
    assert [(one.title, [row.id for row in one.differences]) for one in found] == [
        ("Schedule", ["a", "b"]),
        ("Money", ["b"]),
        ("Other facts", ["c"]),
        ("What initiatives share", ["o"]),
    ]
    assert found[0].totals.startswith("1 moved later, 92 d in all; 1 moved earlier, 30 d in all")


def test_without_groups_all_are_one() -> None:
    (one,) = grouped(ALL, GroupBy.NOTHING)
    assert (one.title, one.differences) == ("", ALL)
    assert grouped((), GroupBy.NOTHING) == []
    assert by_word(GroupBy.TOPIC) == "kind of change"


def test_what_is_not_known_adds_nothing() -> None:
    new = difference("d", Topic.ADDED, sums=sums(((None, None), (MILLION, None))))
    assert totals_words([new]) == "investment not known → €1.0m"
    assert totals_words([difference("e", Topic.OTHER)]) == ""


def test_every_kind_of_money_is_in_the_totals_and_no_rounding_enlarges_a_change() -> None:
    set_language("fi")
    k = 1000_00
    one = difference("f", Topic.MONEY, sums=sums(((430 * k, 620 * k), (430 * k, 650 * k)), ((k, k), (k, k + 200_00))))
    assert totals_words([one]) == (
        f"investointi 0,43–0,62{NBSP}M€ → 0,43–0,65{NBSP}M€; "
        f"käyttökustannus 1{NBSP}000{NBSP}€ → 1{NBSP}000{NBSP}€–1{NBSP}200{NBSP}€"
    )


def test_the_most_of_a_total_is_not_below_its_least() -> None:
    some = [
        difference(id_, Topic.ADDED, sums=sums((extent, extent)))
        for id_, extent in (("g", (110, None)), ("h", (10, 20)))
    ]
    assert sums_of(some)[0] == ((120, 130), (120, 130))
