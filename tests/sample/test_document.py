"""The sample's content: the plan's figures, and what makes it worth looking at."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from kpkportfolio.model.vocabulary import (
    ComponentKind,
    ComponentRole,
    DecisionKind,
    DeliverableState,
    DependencyKind,
    Health,
    ImpactKind,
    InitiativeKind,
    MoneyKind,
    OrganisationKind,
    ServiceKind,
    Status,
)
from kpkportfolio.sample import Document, read_document

MEUR = 1_000_000

# what is the same, overlaps or can be reused, as the sample's authors meant it
DUPLICATES = [
    ("rakennusluvat", "bygglov"),
    ("asiakastieto", "customerstore"),
]
OVERLAPS = [
    ("asianhallinta", "asiankasittely"),
    ("asianhallinta", "diarieforing"),
    ("asiankasittely", "diarieforing"),
    ("kotihoito", "homecare"),
    ("varhaiskasvatus", "dagvard"),
    ("ostolaskut", "laskuautomaatti"),
]
# the first is finished and its deliverables serve the second
REUSES = [
    ("tiedonohjaus", "sailytys"),
    ("viitemalli", "kayttovaltuus"),
]


@pytest.fixture(scope="module")
def document() -> Document:
    return read_document()


@pytest.fixture(scope="module")
def initiatives(document: Document) -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in document["initiatives"]}


def invested(row: dict[str, Any]) -> int:
    return sum(year["planned"] for year in row["money"].get("ict_investment", {}).values())


def test_32_initiatives_under_seven_programmes(document: Document) -> None:
    assert len(document["initiatives"]) == 32
    assert [p["number"] for p in document["programmes"]] == [1, 2, 3, 4, 5, 6, 7]
    under = Counter(row["programme"] for row in document["initiatives"])
    assert under == {1: 6, 2: 5, 3: 6, 4: 4, 5: 3, 6: 4, 7: 4}


def test_investment_need_is_44_6_million_euros(document: Document) -> None:
    assert sum(map(invested, document["initiatives"])) == 44_600_000
    per_programme: Counter[int] = Counter()
    for row in document["initiatives"]:
        per_programme[row["programme"]] += invested(row)
    assert per_programme == {
        1: 7_600_000,
        2: 6_100_000,
        3: 14_200_000,
        4: 5_300_000,
        5: 5_500_000,
        6: 3_700_000,
        7: 2_200_000,
    }


def test_all_start_in_2010_or_2011(document: Document) -> None:
    starts = [date.fromisoformat(row["start"]) for row in document["initiatives"]]
    assert {start.year for start in starts} == {2010, 2011}
    assert min(starts) == date(2010, 1, 1)
    assert max(starts) == date(2011, 12, 1)


def test_the_four_things_the_plan_names_are_known_of_every_initiative(document: Document) -> None:
    for row in document["initiatives"]:
        assert row["organisation"], row["key"]
        assert row["status"] in set(Status), row["key"]
        assert row["start"], row["key"]
        assert row["end"] or row.get("open_ended"), row["key"]
        assert len(row["deliverables"]) >= 2, row["key"]


def test_statuses_are_spread_over_the_whole_path(document: Document) -> None:
    assert Counter(row["status"] for row in document["initiatives"]) == {
        "idea": 1,
        "proposed": 3,
        "approved": 3,
        "definition": 9,
        "implementation": 8,
        "rollout": 3,
        "completed": 3,
        "suspended": 1,
        "cancelled": 1,
    }


def test_texts_are_whole(document: Document) -> None:
    for row in (*document["initiatives"], *document["projects"]):
        assert 0 < len(row["short_name"]) <= 32, row["key"]
        sentences = re.findall(r"[.!?](?:\s|$)", row["description"])
        assert 2 <= len(sentences) <= 4, row["key"]
        assert bool(row["health"]) == bool(row["health_reason"]), row["key"]
    stopped = [row for row in document["initiatives"] if row["status"] in ("suspended", "cancelled")]
    assert all(row["status_reason"] for row in stopped)
    for rows in (document["initiatives"], document["projects"]):
        assert len({row["title"] for row in rows}) == len(rows)
        assert len({row["short_name"] for row in rows}) == len(rows)


def test_three_languages_and_six_registers(document: Document) -> None:
    assert Counter(row["language"] for row in document["initiatives"]) == {"fi": 27, "sv": 3, "en": 2}
    first = Counter(row["sources"][0]["register"] for row in document["initiatives"])
    assert first == {"omat": 13, "kuntait": 7, "julkit": 4, "jip": 3, "svenska": 3, "baltic": 2}
    refs = [(s["register"], s["ref"]) for row in document["initiatives"] for s in row["sources"]]
    assert len(set(refs)) == len(refs) == 33


def test_closed_words(document: Document) -> None:
    both = [*document["initiatives"], *document["projects"]]
    for words, allowed in (
        ([row["kind"] for row in document["organisations"]], OrganisationKind),
        ([row["kind"] for row in document["components"]], ComponentKind),
        ([row["kind"] for row in document["services"]], ServiceKind),
        ([row["kind"] for row in document["dependencies"]], DependencyKind),
        ([row["kind"] for row in document["projects"]], InitiativeKind),
        ([row["health"] for row in both if row["health"]], Health),
        ([d["state"] for row in both for d in row["deliverables"]], DeliverableState),
        ([role for row in document["initiatives"] for role in row["components"]], ComponentRole),
        ([kind for row in document["initiatives"] for kind in row["money"]], MoneyKind),
        ([kind for row in document["initiatives"] for kind in row["impact"] or ()], ImpactKind),
        ([d["kind"] for m in document["steering_group"]["meetings"] for d in m["decisions"]], DecisionKind),
    ):
        assert words
        assert set(words) <= {word.value for word in allowed}


def test_ranges_go_from_least_to_most_within_the_plans_years(document: Document) -> None:
    for row in document["initiatives"]:
        for kind, years in row["money"].items():
            assert {int(year) for year in years} <= set(range(2010, 2015)), row["key"]
            if kind != "ict_investment":
                assert all(least <= likely <= most for least, likely, most in years.values()), row["key"]
        for years in (row["impact"] or {}).values():
            assert {int(year) for year in years} <= set(range(2011, 2016)), row["key"]
            assert all(0 <= least <= likely <= most for least, likely, most in years.values()), row["key"]


def test_change_investment_is_about_twice_the_ict_investment(document: Document) -> None:
    total = [
        sum(
            figures[place]
            for row in document["initiatives"]
            for figures in row["money"].get("change_investment", {}).values()
        )
        for place in range(3)
    ]
    # the plan: 80–120 M€, assumed about 2 × the ICT investment
    assert 80 * MEUR <= total[0] <= total[1] <= total[2] <= 120 * MEUR
    assert total[1] == pytest.approx(2 * 44.6 * MEUR, rel=0.05)


def test_impact_splits_75_to_25_year_by_year(document: Document) -> None:
    for row in document["initiatives"]:
        if row["impact"] is None:
            continue
        process, saving = row["impact"]["process_benefit"], row["impact"]["ict_saving"]
        assert process.keys() == saving.keys(), row["key"]
        for year in process:
            for benefit, saved in zip(process[year], saving[year], strict=True):
                assert benefit == 3 * saved, (row["key"], year)


def test_impact_is_the_plans_to_the_end_of_2015(document: Document) -> None:
    def likely(rows: list[dict[str, Any]]) -> int:
        return sum(f[1] for row in rows for years in (row["impact"] or {}).values() for f in years.values())

    first_wave = [row for row in document["initiatives"] if row["wave"] == 1]
    assert likely(first_wave) == 500 * MEUR
    assert likely([row for row in first_wave if "kärkipalvelu" in row["tags"]]) == 250 * MEUR
    unknown = [row["key"] for row in document["initiatives"] if row["impact"] is None]
    assert unknown == ["bygglov", "elamankaari", "customerstore"]
    assert [row["key"] for row in document["initiatives"] if not invested(row)] == ["bygglov", "customerstore"]


def test_what_is_done_and_spent_is_not_in_the_future(document: Document) -> None:
    today = document["about"]["today"]
    for row in (*document["initiatives"], *document["projects"]):
        assert all(m["reached_on"] <= today for m in row["milestones"] if m["reached_on"]), row["key"]
        assert all(d["due"] <= today for d in row["deliverables"] if d["state"] == "done"), row["key"]
        spent = row.get("money", {}).get("ict_investment", {})
        assert all(figures["actual"] is None for year, figures in spent.items() if year > today[:4]), row["key"]
        if row["status"] == "completed":
            assert row["progress"] == 100
            assert row["end"] <= today
            assert all(d["state"] == "done" for d in row["deliverables"]), row["key"]


def test_some_slipped_from_their_baseline(initiatives: dict[str, dict[str, Any]]) -> None:
    def months(row: dict[str, Any]) -> int:
        end, base = date.fromisoformat(row["end"]), date.fromisoformat(row["baseline"]["end"])
        return (end.year - base.year) * 12 + end.month - base.month

    late = {
        key: months(row)
        for key, row in initiatives.items()
        if row.get("baseline") and row["end"] and row["end"] != row["baseline"]["end"]
    }
    assert late == {
        "asiointitili": 6,
        "asianhallinta": 3,
        "potilasarkisto": 12,
        "homecare": 6,
        "sosiaalihuolto": 3,
        "oppilastiedot": 6,
    }
    assert all(initiatives[key]["health"] in ("yellow", "red") for key in late)


def test_one_dependency_is_broken_by_its_dates(document: Document) -> None:
    rows = {row["key"]: row for row in (*document["initiatives"], *document["projects"])}
    ends = {"finish_start": ("end", "start"), "start_start": ("start", "start"), "finish_finish": ("end", "end")}
    broken = []
    for d in document["dependencies"]:
        of_first, of_second = ends[d["kind"]]
        earliest = date.fromisoformat(rows[d["predecessor"]][of_first]).toordinal() + d["lag_days"]
        if date.fromisoformat(rows[d["successor"]][of_second]).toordinal() < earliest:
            broken.append((d["predecessor"], d["successor"]))
    assert broken == [("ajanvaraus", "omahoito")]


def test_projects_of_three_kinds_have_a_parent_and_no_investment_of_their_own(
    document: Document, initiatives: dict[str, dict[str, Any]]
) -> None:
    assert Counter(row["kind"] for row in document["projects"]) == {
        "specification_project": 5,
        "implementation_project": 3,
        "rollout_project": 7,
    }
    for row in document["projects"]:
        assert row["parent"] in initiatives
        assert "money" not in row


def test_28_services_published_in_2010_and_2011(document: Document) -> None:
    kinds = Counter(row["kind"] for row in document["services"])
    assert kinds == {"expert": 6, "application": 18, "infrastructure": 4}
    assert {row["published_on"][:4] for row in document["services"]} == {"2010", "2011"}


def test_phases_follow_each_other_without_a_gap(document: Document) -> None:
    phases = document["phases"]
    assert [phase["key"] for phase in phases] == ["kaynnistys", "sisaanotto", "jarjestaytyminen", "rationalisointi"]
    assert (phases[0]["start"], phases[-1]["end"]) == ("2010-01-01", "2014-12-31")
    for earlier, later in pairwise(phases):
        gap = date.fromisoformat(later["start"]) - date.fromisoformat(earlier["end"])
        assert gap.days == 1


def test_three_meetings_with_decisions(document: Document) -> None:
    meetings = document["steering_group"]["meetings"]
    assert [(m["name"], m["held_on"]) for m in meetings] == [
        ("1/2011", "2011-03-16"),
        ("2/2011", "2011-06-08"),
        ("3/2011", "2011-08-24"),
    ]
    assert all(len(m["decisions"]) >= 3 for m in meetings)


def test_marked_as_illustrative(document: Document) -> None:
    assert "havainnollistava" in document["about"]["note"].casefold()
    assert "havainnollistava" in document["about"]["initiative_note"].casefold()


@pytest.mark.parametrize(("a", "b"), DUPLICATES)
def test_duplicates_are_one_undertaking_in_two_registers_and_languages(
    initiatives: dict[str, dict[str, Any]], a: str, b: str
) -> None:
    first, second = initiatives[a], initiatives[b]
    assert first["organisation"] == second["organisation"]
    assert first["sources"][0]["register"] != second["sources"][0]["register"]
    assert first["language"] != second["language"]
    # only one record has the money, so that a total counts it once
    assert (invested(first) > 0, invested(second) > 0) == (True, False)


@pytest.mark.parametrize(("a", "b"), OVERLAPS)
def test_overlaps_build_the_same_component_at_the_same_time(
    initiatives: dict[str, dict[str, Any]], a: str, b: str
) -> None:
    first, second = initiatives[a], initiatives[b]
    assert first["organisation"] != second["organisation"]
    assert set(first["components"]["produces"]) & set(second["components"]["produces"])
    assert max(first["start"], second["start"]) < min(first["end"], second["end"])


@pytest.mark.parametrize(("a", "b"), REUSES)
def test_reuse_is_of_what_is_finished(initiatives: dict[str, dict[str, Any]], a: str, b: str) -> None:
    first, second = initiatives[a], initiatives[b]
    assert first["status"] == "completed"
    assert first["end"] < second["start"]
    assert set(first["components"]["produces"]) & set(second["components"]["uses"])
