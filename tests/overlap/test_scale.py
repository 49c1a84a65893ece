"""Large portfolios: template titles do not flood the list, and the answer comes in time."""

import csv
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap.engine import Engine
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.scanning import MOST_PER_ITEM
from tests.benchmarks import overlap_memory
from tests.benchmarks.overlap_texts import invented
from tests.overlap.examples import FORMS, FORMS_AGAIN

TEMPLATE = "Investointi ja kehittäminen"


def test_template_titles_do_not_flood_the_list() -> None:
    siblings = [
        Item(id=f"t{n}", title=TEMPLATE, organisation=f"Konepaja {n} Oy", register="rahasto", start=date(2010, 1, 1))
        for n in range(600)
    ]
    found = Engine([*siblings, FORMS, FORMS_AGAIN, *invented(50, 40)]).pairs()
    assert [(finding.a, finding.b) for finding in found] == [("forms", "forms-sv")]


def test_one_item_does_not_fill_the_list() -> None:
    copies = [
        Item(id=f"c{n}", title=FORMS.title, description=FORMS.description, organisation=f"Kunta {n}", register=f"r{n}")
        for n in range(12)
    ]
    found = Engine([*copies, *invented(200, 40)]).pairs(0.01)
    used = Counter(key for finding in found for key in (finding.a, finding.b))
    assert found
    assert max(used.values()) <= MOST_PER_ITEM


def test_a_planted_pair_is_found_among_ten_thousand() -> None:
    items = [*invented(10_000, 40), FORMS, FORMS_AGAIN]
    engine = Engine(items)
    found = engine.pairs()
    assert ("forms", "forms-sv") in {(finding.a, finding.b) for finding in found}
    assert len(found) < 50
    for item in items[::250]:
        assert engine.check(item.description or "")[0].b == item.id


def test_ten_thousand_items_take_little_memory() -> None:
    # what 300 MB leave beside a window with ten thousand initiatives open, of which numpy and scipy are some 35
    # and the texts' vectors some 15
    assert overlap_memory.in_a_process()["all_mb"] < 110


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d.%m.%Y").date() if text else None  # noqa: DTZ007 - a day has no time zone


@pytest.fixture(scope="module")
def funds(shared_data: Path) -> list[Item]:
    """The 19 940 projects of the structural funds: titles only, 5 270 of them the same."""
    with (shared_data / "real/fi_rakennerahasto_2007_2013.csv").open(encoding="utf-8", newline="") as stream:
        return [
            Item(
                id=f"{number:05}",
                title=row["Projektin nimi"],
                organisation=row["Toteuttajan nimi"],
                register="rakennerahasto",
                status=Status.COMPLETED if "päättynyt" in row["Toiminnan tila"] else Status.IMPLEMENTATION,
                start=_day(row["Aloituspvm"]),
                end=_day(row["Päättymispvm"]),
            )
            for number, row in enumerate(csv.DictReader(stream))
        ]


def test_a_real_register_of_twenty_thousand_gives_a_short_list(funds: list[Item]) -> None:
    titles = {item.id: item.title.strip() for item in funds}
    found = Engine(funds).pairs()
    assert 50 < len(found) < 3000
    same = Counter(titles[finding.a] for finding in found if titles[finding.a] == titles[finding.b])
    assert same[TEMPLATE] == 0
    assert max(same.values()) <= 20
