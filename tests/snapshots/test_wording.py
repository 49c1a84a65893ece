"""What changed between two states, in a person's words."""

from datetime import date

import pytest

from kpkportfolio import snapshots, text
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.sample import sample_operation
from kpkportfolio.snapshots.grouping import as_text
from kpkportfolio.snapshots.wording import Comparison, Deed, Difference, Topic, compare_contents, counts_words
from kpkportfolio.store.content import Content
from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio

NB = "\u00a0"


def contents(**after: dict[str, dict[str, Value]]) -> tuple[Content, Content]:
    """A content with one initiative of everything, and the same with rows replaced."""
    before: Content = {
        "organisation": {"o1": {"name": "Espoon kaupunki"}, "o2": {"name": "Vantaan kaupunki"}},
        "initiative": {
            "a": {
                "kind": "initiative",
                "title": "Asiointitili",
                "status": "definition",
                "organisation_id": "o1",
                "start": date(2011, 1, 1),
                "end": date(2011, 12, 31),
                "open_ended": False,
                "description": None,
            }
        },
        "money": {
            "m1": {
                "initiative_id": "a",
                "kind": "ict_investment",
                "year": 2012,
                "min": 300_000_00,
                "likely": None,
                "max": 500_000_00,
                "actual": None,
                "price_year": None,
            }
        },
        "deliverable": {
            "d1": {"initiative_id": "a", "title": "Määrittely", "due": date(2011, 6, 30), "state": "planned"}
        },
    }
    new = {entity: {id_: dict(row) for id_, row in rows.items()} for entity, rows in before.items()}
    for entity, rows in after.items():
        for id_, fields in rows.items():
            new.setdefault(entity, {}).setdefault(id_, {}).update(fields)
    return before, new


def only(before: Content, after: Content) -> Difference:
    (one,) = compare_contents(before, after).differences
    return one


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The end moved 92 days later; investment +€0.4m"),
        ("fi", f"Loppu siirtyi 92 päivää myöhemmäksi; investointi +0,4{NB}M€"),
        ("sv", f"Slutet senarelades 92 dagar; investering +0,4{NB}M€"),
    ],
)
def test_one_sentence_for_an_initiative(language: str, sentence: str) -> None:
    text.set_language(language)
    one = only(
        *contents(initiative={"a": {"end": date(2012, 4, 1)}}, money={"m1": {"min": 700_000_00, "max": 900_000_00}})
    )
    assert one.sentence == sentence
    assert one.title == "Asiointitili"


def test_fields_are_told_in_words_with_names_dates_and_slips() -> None:
    one = only(
        *contents(initiative={"a": {"end": date(2011, 10, 1), "organisation_id": "o2", "status": "implementation"}})
    )
    lines = {line.field: (line.before, line.after) for line in one.lines}
    assert lines["End"] == ("31/12/2011", "01/10/2011 (−91 d)")
    assert lines["Responsible party"] == ("Espoon kaupunki", "Vantaan kaupunki")
    assert lines["Status"] == ("Definition", "Implementation")
    assert one.sentence.startswith("The end moved 91 days earlier; status Definition → Implementation")


def test_unknown_is_said_and_never_zero() -> None:
    one = only(
        *contents(
            initiative={"a": {"end": None, "start": None, "status": None}},
            money={"m1": {"min": None, "max": None}},
        )
    )
    assert "The end is no longer known; the start is no longer known" in one.sentence
    assert "€0.3–0.5m → not known" in one.sentence
    assert "status Definition → not known" in one.sentence
    back = only(*contents(initiative={"a": {"end": None, "open_ended": True}}))
    assert back.sentence == "The end is now open"


def test_a_range_whose_ends_moved_apart_is_told_as_ranges() -> None:
    one = only(*contents(money={"m1": {"max": 900_000_00}}))
    assert one.sentence == "Investment €0.3–0.5m → €0.3–0.9m"
    assert (one.lines[0].field, one.lines[0].before, one.lines[0].after) == (
        "ICT investment, 2012",
        "€300,000–€500,000",
        "€300,000–€900,000",
    )


def test_a_change_too_small_for_millions_is_in_the_lines() -> None:
    one = only(*contents(money={"m1": {"max": 500_000_01}}))
    assert one.lines[0].after == "€300,000–€500,000.01"


def test_what_it_owns_is_told_under_the_initiative() -> None:
    one = only(
        *contents(
            deliverable={
                "d1": {"state": "done"},
                "d2": {"initiative_id": "a", "title": "Ohje", "due": None, "state": "planned"},
            },
            link={"l1": {"initiative_id": "a", "url": "https://example.fi", "title": None}},
        )
    )
    assert one.sentence == "1 deliverable done; added: deliverable, link"
    lines = [(line.field, line.before, line.after) for line in one.lines]
    assert ("Deliverable “Määrittely”: state", "Planned", "Done") in lines
    assert ("Deliverable", "", "Ohje") in lines
    assert ("Link", "", "https://example.fi") in lines


def test_a_judgement_is_told_on_both_sides() -> None:
    before, after = contents(initiative={"b": {"kind": "initiative", "title": "Asiointipalvelu"}})
    before["initiative"]["b"] = dict(after["initiative"]["b"])
    after["overlap_verdict"] = {
        "v": {"a_id": "a", "b_id": "b", "verdict": "overlap", "judged_by": "Liisa", "a_text": "1", "b_text": "2"}
    }
    found = compare_contents(before, after).differences
    assert {one.title for one in found} == {"Asiointitili", "Asiointipalvelu"}
    assert {line.field for one in found for line in one.lines} == {
        "Verdict on an overlap “Asiointitili”",
        "Verdict on an overlap “Asiointipalvelu”",
    }


def test_added_removed_and_shared_rows_have_their_kind_and_count(portfolio: Portfolio) -> None:
    portfolio.commit(sample_operation())
    taken = snapshots.take(portfolio, "ennen")
    rows = sorted(portfolio.initiatives(), key=lambda row: row.title)
    gone, kept = rows[0], rows[-1]
    portfolio.commit(deleting(portfolio, [gone.id]))
    portfolio.commit(editing(portfolio, [kept.id], {"note": "Uusi huomautus"}))
    new = new_id()
    organisation = portfolio.contents().organisations[0]
    portfolio.commit(
        Operation(
            OperationKind.ADD,
            "Luvat",
            [
                Change("initiative", new, None, {"kind": "initiative", "title": "Luvat", "status": "idea"}),
                Change("organisation", organisation.id, {"name": organisation.name}, {"name": "Uusi nimi"}),
            ],
        )
    )
    found = compare_contents(snapshots.content_of(portfolio, taken), portfolio.content())
    by_id = {one.id: one for one in found.differences}
    assert by_id[gone.id].deed is Deed.REMOVED
    assert by_id[gone.id].title == gone.title
    assert by_id[new].deed is Deed.ADDED
    assert by_id[new].sentence == "Idea"
    assert by_id[kept.id].deed is Deed.CHANGED
    assert by_id[kept.id].sentence == "Changed: note"
    shared = by_id[organisation.id]
    assert not shared.initiative
    assert (shared.title, shared.sentence) == ("Organisation: Uusi nimi", "Changed: name")
    assert found.count() == found.count(Deed.ADDED) + found.count(Deed.REMOVED) + found.count(Deed.CHANGED)
    written = as_text(found, "ennen → tänään")
    assert written.startswith("ennen → tänään\n\n")
    assert f"Removed: {gone.title}" in written
    assert "→ Uusi huomautus" in written


def test_nothing_changed_is_said() -> None:
    before, after = contents()
    found = compare_contents(before, after)
    assert found == Comparison(())
    assert counts_words(found) == "Nothing has changed."


def test_every_change_of_the_sample_can_be_told(portfolio: Portfolio) -> None:
    portfolio.commit(sample_operation())
    full = portfolio.content()
    for language in text.LANGUAGES:
        text.set_language(language)
        appeared = compare_contents({}, full)
        vanished = compare_contents(full, {})
        assert appeared.count(Deed.ADDED) == len(appeared.differences)
        assert vanished.count(Deed.REMOVED) == len(vanished.differences)
        assert all(one.sentence and one.title for one in (*appeared.differences, *vanished.differences))


def test_what_millions_would_round_away_is_told_in_euros() -> None:
    one = only(*contents(money={"m1": {"min": 301_000_00, "max": 501_000_00}}))
    assert one.sentence == "Investment +€1,000"
    apart = only(*contents(money={"m1": {"max": 500_000_01}}))
    assert apart.sentence == "Investment €300,000–€500,000 → €300,000–€500,000.01"


def test_figures_are_told_by_kind_and_year() -> None:
    before, after = contents()
    for year in (2014, 2013):
        after["money"][f"n{year}"] = {**after["money"]["m1"], "year": year}
    after["money"]["m1"] = {**after["money"]["m1"], "max": 400_000_00}
    (one,) = compare_contents(before, after).differences
    assert [line.field for line in one.lines] == [f"ICT investment, {year}" for year in (2012, 2013, 2014)]


def test_a_field_of_ones_own_is_told_with_its_value() -> None:
    before, after = contents()
    own: dict[str, Value] = {"initiative_id": "a", "name": "Diaarinumero", "value": "VM/1"}
    [added] = compare_contents(before, {**after, "custom_value": {"c": own}}).differences
    assert [(line.field, line.before, line.after) for line in added.lines] == [("Own field", "", "Diaarinumero: VM/1")]
    changed = compare_contents(
        {**before, "custom_value": {"c": own}}, {**after, "custom_value": {"c": own | {"value": "VM/2"}}}
    )
    [line] = changed.differences[0].lines
    assert (line.field, line.before, line.after) == ("Own field “Diaarinumero”: value", "VM/1", "VM/2")


def test_when_a_register_was_read_is_no_news() -> None:
    before, after = contents()
    register: dict[str, Value] = {"name": "JulkIT", "file": "a.xlsx", "read_on": date(2011, 1, 1), "profile": None}
    later = register | {"file": "b.xlsx", "read_on": date(2012, 1, 1), "profile": "{}"}
    found = compare_contents({**before, "register": {"r": register}}, {**after, "register": {"r": later}})
    assert found.differences == ()


def test_a_difference_knows_its_programme_topics_slip_and_investment() -> None:
    before, after = contents(
        initiative={"a": {"end": date(2012, 3, 31), "status": "rollout"}},
        money={"m1": {"max": 700_000_00}},
        deliverable={"d1": {"state": "done"}},
    )
    after["initiative"]["a"]["programme_id"] = "p"
    after["programme"] = {"p": {"number": 3, "name": "Perustiedot"}}
    one = next(one for one in compare_contents(before, after).differences if one.id == "a")
    assert one.programme == (3, "Perustiedot")
    assert one.topics == {Topic.SCHEDULE, Topic.STATUS, Topic.MONEY, Topic.OUTCOMES, Topic.OTHER}
    assert one.slip == 91
    assert one.sums["investment"] == ((300_000_00, 500_000_00), (300_000_00, 700_000_00))
    (gone,) = compare_contents(before, {}).differences[:1]
    assert gone.topics == {Topic.REMOVED}
