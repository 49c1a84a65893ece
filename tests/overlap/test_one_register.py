"""A register of one payer: who shares an undertaking has one timetable, and a short title is many parties' own work."""

from datetime import date, timedelta

import numpy as np
import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap import scoring
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.item import Item
from tests.overlap.examples import OTHERS

RARE, COMMON = date(2011, 5, 17), date(2010, 1, 1)
SHORT = "Markkinaselvitys"
LONG = "Kuumavalssattujen ultralujien rakenneterästen hitsausliitosten väsymiskestävyyden tutkimus"


def grant(id_: str, title: str, organisation: str | None, start: date | None, days: int = 500) -> Item:
    return Item(
        id=id_,
        title=title,
        organisation=organisation,
        register="tuet",
        status=Status.COMPLETED,
        start=start,
        end=start and start + timedelta(days=days),
    )


FILLERS = [
    grant(f"{item.id}-{year}", f"{item.title} {year}", item.organisation, date(year, 1, 1))
    for item in OTHERS
    for year in range(2007, 2013)
]


def parts(one: Item, other: Item) -> dict[str, float]:
    engine = Engine([one, other, *FILLERS])
    return {factor: float(column[0]) for factor, column in engine.evidence(np.array([0]), np.array([1])).parts.items()}


def read(found: dict[str, float]) -> float:
    return sum(found[factor] for factor in ("title_words", "description", "shared_terms"))


def test_a_short_title_of_two_companies_proves_less_than_of_one_company() -> None:
    first = grant("a", SHORT, "Puu Oy", RARE)
    later = RARE + timedelta(days=200)
    same = parts(first, grant("b", SHORT, "Puu Oy", later))
    other = parts(first, grant("b", SHORT, "Kivi Oy", later))
    assert 0 < read(other) < read(same) / 2


def test_who_may_be_one_party_is_not_taken_for_two() -> None:
    first = grant("a", SHORT, "Puu Oy", RARE)
    later = RARE + timedelta(days=200)
    unknown = parts(first, grant("b", SHORT, None, later))
    same = parts(first, grant("b", SHORT, "Puu Oy", later))
    assert read(unknown) == pytest.approx(read(same), rel=0.1)


def test_a_title_that_says_much_proves_what_it_says_whoever_is_responsible() -> None:
    first = grant("a", LONG, "Oulun yliopisto", RARE)
    later = RARE + timedelta(days=200)
    same = parts(first, grant("b", LONG, "Oulun yliopisto", later))
    other = parts(first, grant("b", LONG, "Lapin yliopisto", later))
    little = read(parts(first, grant("b", SHORT, "Lapin yliopisto", later)))
    assert little < read(other)
    assert read(other) > read(same) * 0.5


@pytest.mark.parametrize("days", [0, 3])
def test_two_parties_with_one_timetable_share_one_undertaking(days: int) -> None:
    first = grant("a", SHORT, "Puu Oy", RARE)
    together = parts(first, grant("b", SHORT, "Kivi Oy", RARE + timedelta(days=days)))
    apart = parts(first, grant("b", SHORT, "Kivi Oy", RARE + timedelta(days=200)))
    assert read(together) > read(apart) * 2
    assert together["schedule"] > apart["schedule"] * 2


def test_a_day_on_which_much_begins_proves_less_than_a_rare_one() -> None:
    rare = parts(grant("a", LONG, "Puu Oy", RARE), grant("b", LONG, "Kivi Oy", RARE))
    common = parts(grant("a", LONG, "Puu Oy", COMMON), grant("b", LONG, "Kivi Oy", COMMON))
    assert rare["schedule"] > common["schedule"] > 0


def test_a_common_start_proves_less_where_the_ends_differ() -> None:
    first = grant("a", LONG, "Puu Oy", RARE)
    both = parts(first, grant("b", LONG, "Kivi Oy", RARE))
    start = parts(first, grant("b", LONG, "Kivi Oy", RARE, days=900))
    neither = parts(first, grant("b", LONG, "Kivi Oy", RARE + timedelta(days=200), days=900))
    assert both["schedule"] > start["schedule"] > neither["schedule"] > 0


def test_a_common_day_never_proves_less_than_running_at_one_time() -> None:
    crowd = [grant(f"c{n}", f"Hanke {n}", f"Yritys {n} Oy", COMMON) for n in range(300)]
    engine = Engine([grant("a", LONG, "Puu Oy", COMMON), grant("b", LONG, "Kivi Oy", COMMON), *crowd])
    schedule = float(engine.evidence(np.array([0]), np.array([1])).parts["schedule"][0])
    assert schedule == pytest.approx(scoring.AT_ONE_TIME)


def test_who_starts_on_an_unknown_day_has_no_timetable() -> None:
    found = parts(grant("a", LONG, "Puu Oy", None), grant("b", LONG, "Kivi Oy", None))
    assert found["schedule"] == 0
