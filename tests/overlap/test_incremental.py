"""After a change only what has changed is compared again, and nothing that is gone is told of."""

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

import numpy as np
import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap import scanning
from kpkportfolio.overlap.engine import MINIMUM, Engine
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.language_model import DIMENSIONS, LanguageModel, available, packed, text_key
from kpkportfolio.overlap.meaning import text
from kpkportfolio.text import set_language
from tests.benchmarks.overlap_texts import invented
from tests.overlap.examples import FORMS, FORMS_AGAIN, OTHERS

ITEMS = 600


def vectors_of(items: Sequence[Item]) -> dict[str, bytes]:
    """Some vector for each text; items that are described alike have the same."""
    rows = np.stack(
        [np.random.default_rng(crc32(str(item.description).encode())).standard_normal(DIMENSIONS) for item in items]
    )
    units = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return dict(zip((text_key(text(item)) for item in items), packed(units), strict=True))


@pytest.fixture
def items() -> list[Item]:
    found = invented(ITEMS, 30)
    # a few that are found from the beginning
    return [
        *found,
        *(replace(found[n], id=f"copy-{n}", register="muu", title=f"{found[n].title} uusi") for n in range(5)),
    ]


@pytest.fixture
def engine(items: list[Item]) -> Engine:
    made = Engine(items, vectors=vectors_of(items))
    assert made.pairs()
    return made


def about(found: Sequence[Finding], id_: str) -> list[Finding]:
    return [one for one in found if id_ in (one.a, one.b)]


def test_what_has_not_changed_is_told_again_and_not_looked_at_again(
    engine: Engine, items: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = engine.pairs()
    compared: list[int] = []
    real = scanning.likely
    monkeypatch.setattr(scanning, "likely", lambda now, i, j, least: compared.append(len(i)) or real(now, i, j, least))
    assert engine.pairs() == before
    assert not compared
    changed = replace(items[100], title=items[200].title, description=items[200].description, register="muu")
    engine.update([changed], [])
    after = engine.pairs()
    assert 0 < sum(compared) < 200
    assert about(after, changed.id)
    same = {(one.a, one.b): one for one in before if changed.id not in (one.a, one.b)}
    assert same
    assert all(one is same[one.a, one.b] for one in after if (one.a, one.b) in same)


def test_the_same_pairs_are_found_as_by_a_search_from_nothing(engine: Engine, items: list[Item]) -> None:
    twin = replace(items[300], id="twin", register="muu")
    edited = replace(items[301], title=items[302].title, description=items[302].description)
    vectors = vectors_of([*items, twin, edited])
    engine.learn(vectors)
    engine.update([twin, edited], [items[0].id])
    now = [edited if item.id == edited.id else item for item in items[1:]] + [twin]
    fresh = {(one.a, one.b): one for one in Engine(now, vectors=vectors).pairs()}
    found = {(one.a, one.b): one for one in engine.pairs()}
    # how rare a word is, and who stands near, was counted before the change: that moves a score a little
    for pair in found.keys() | fresh.keys():
        one, other = found.get(pair), fresh.get(pair)
        scores = [told.score if told else MINIMUM for told in (one, other)]
        assert scores[0] == pytest.approx(scores[1], abs=0.1)
        assert not one or not other or one.kind == other.kind
    assert len(found.keys() & fresh.keys()) > 5


@pytest.mark.parametrize("seed", range(4))
def test_after_a_batch_others_are_judged_as_by_a_search_from_nothing(items: list[Item], seed: int) -> None:
    chance = np.random.default_rng(seed)
    edited, copied, gone = np.split(chance.choice(ITEMS, 9, replace=False), 3)
    changed = [replace(items[n], description=items[m].description) for n, m in zip(edited, copied, strict=True)]
    # near-copies of one, in a register of their own
    changed += [replace(items[copied[0]], id=f"batch-{n}", register="tuonti") for n in range(4)]
    ids, removed = {item.id for item in changed}, [items[n].id for n in gone]
    now = [item for item in items if item.id not in ids and item.id not in removed] + changed
    vectors = vectors_of([*items, *changed])
    engine = Engine(items, vectors=vectors)
    engine.pairs(0.02)
    engine.update(changed, removed)
    ours, theirs = (
        {(one.a, one.b): one.score for one in made.pairs(0.02) if not ids & {one.a, one.b}}
        for made in (engine, Engine(now, vectors=vectors))
    )
    both = ours.keys() & theirs.keys()
    assert len(both) > 500
    # how rare a word is, and how a register writes, is as it was counted
    moved = np.array([abs(ours[pair] - theirs[pair]) for pair in both])
    assert moved.max() < 0.1
    assert moved.mean() < 0.005


@pytest.mark.parametrize("copies", [1, 2, 7])
def test_how_usual_a_title_is_is_counted_after_every_change(items: list[Item], copies: int) -> None:
    engine = Engine(items)
    more = [replace(items[7], id=f"same-{n}", register=f"tuonti {n}", organisation=f"Kunta {n}") for n in range(copies)]

    def usual(made: Engine) -> dict[str, float]:
        table = made._current(None).table
        place = made._current(None).position
        return {id_: float(table.facts.template_count[at]) for id_, at in place.items()}

    engine.update(more, [items[3].id])
    left = [item for item in items if item.id != items[3].id]
    assert usual(engine) == usual(Engine([*left, *more]))
    engine.update([items[3]], [one.id for one in more])
    assert usual(engine) == usual(Engine(items))


def test_an_edit_that_says_nothing_of_overlap_moves_no_score(items: list[Item]) -> None:
    engine = Engine(items, vectors=vectors_of(items))
    before = {(one.a, one.b): one.score for one in engine.pairs()}
    for at in (0, 1, 2, 3, 4):
        engine.update([replace(items[at], investment_max=1)], [])
    assert {(one.a, one.b): one.score for one in engine.pairs()} == pytest.approx(before)


def test_what_was_deleted_and_came_back_is_found_as_before(items: list[Item]) -> None:
    engine = Engine(items, vectors=vectors_of(items))
    before = {(one.a, one.b): one.score for one in engine.pairs()}
    engine.update([], [items[0].id])
    assert not about(engine.pairs(), items[0].id)
    engine.update([items[0]], [])
    assert {(one.a, one.b): one.score for one in engine.pairs()} == pytest.approx(before)
    # a merge that is undone: what went comes back beside what changed
    copy = next(item for item in items if item.id == "copy-0")
    engine.update([replace(items[0], investment_max=1)], [copy.id])
    engine.pairs()
    engine.update([items[0], copy], [])
    assert {(one.a, one.b): one.score for one in engine.pairs()} == pytest.approx(before)


def test_what_is_left_of_a_merge_is_not_judged_by_what_went_into_it(items: list[Item]) -> None:
    vectors = vectors_of(items)
    engine = Engine(items, vectors=vectors)
    merged = replace(items[0], investment_max=1)
    engine.update([merged], ["copy-0"])
    left = [merged, *(item for item in items[1:] if item.id != "copy-0")]
    # faint pairs too: among the found ones it has none left; who stands near the others was counted before
    fresh = Engine(left, vectors=vectors)
    ours, theirs = ({one.b: one.score for one in made.check(merged)} for made in (engine, fresh))
    both = ours.keys() & theirs.keys()
    assert len(both) > 5
    assert [ours[id_] for id_ in both] == pytest.approx([theirs[id_] for id_ in both], abs=0.05)


def test_in_a_small_portfolio_a_new_item_moves_no_other_pair() -> None:
    few = [*invented(40, 30), FORMS, FORMS_AGAIN]
    vectors = vectors_of(few)
    engine = Engine(few, vectors=vectors)
    before = {(one.a, one.b): one.score for one in engine.pairs(0.0)}
    new = replace(FORMS, id="idea", title="Lomakkeet verkkoon", register=None)
    engine.learn(vectors_of([new]))
    engine.update([new], [])
    after = {(one.a, one.b): one.score for one in engine.pairs(0.0)}
    assert any("idea" in pair for pair in after)
    kept = [pair for pair in before if pair in after]
    assert len(kept) > 20
    assert all(after[pair] == before[pair] for pair in kept)


def test_what_is_gone_is_found_no_more_and_may_come_back(engine: Engine, items: list[Item]) -> None:
    before = {(one.a, one.b) for one in about(engine.pairs(), "copy-1")}
    assert before
    engine.update([], ["copy-1"])
    assert not about(engine.pairs(), "copy-1")
    assert "copy-1" not in {finding.b for finding in engine.check(items[-4], 5)}
    assert len(engine) == len(items) - 1
    engine.update([items[-4]], [])
    assert {(one.a, one.b) for one in about(engine.pairs(), "copy-1")} == before


def test_after_many_changes_all_is_counted_anew(engine: Engine, items: list[Item]) -> None:
    again = [replace(item, title=f"{item.title} taas") for item in items[:250]] + items[250:]
    engine.update(again[:250], [])
    fresh = Engine(again, vectors=vectors_of(items)).pairs()
    assert [(one.a, one.b) for one in engine.pairs()] == [(one.a, one.b) for one in fresh]


def test_another_language_is_spoken_at_once(engine: Engine) -> None:
    before = engine.pairs()
    set_language("fi")
    assert [one.score for one in engine.pairs()] == [one.score for one in before]
    assert engine.pairs()[0].reasons[0].detail != before[0].reasons[0].detail


def test_texts_without_a_vector_are_named_and_learnt(items: list[Item]) -> None:
    words = Engine(items[:20])
    assert not words.by_meaning
    engine = Engine(items[:20], vectors={})
    assert engine.by_meaning
    assert engine.unread == {text_key(text(item)): text(item) for item in items[:20]}
    engine.learn(vectors_of(items[:20]))
    assert engine.unread == {}
    edited = replace(items[0], title="Aivan toinen otsikko")
    engine.update([edited], [])
    assert list(engine.unread.values()) == [text(edited)]


@pytest.mark.skipif(not available(), reason="the language model or what runs it is not installed")
def test_what_is_said_in_other_words_is_found_by_its_meaning() -> None:
    one = Item(id="a", title="Luottamushenkilöiden paperittomat kokoukset", organisation="Espoo", register="x")
    other = Item(id="b", title="Möteshandlingar på pekplatta för de förtroendevalda", register="y")
    everything = [one, other, FORMS, FORMS_AGAIN, *OTHERS]
    model = LanguageModel()
    engine = Engine(everything, vectors={}, embed=model.vectors)
    by_words = engine.explain("a", "b")
    unread = engine.unread
    engine.learn(dict(zip(unread, packed(model.vectors(list(unread.values()))), strict=True)))
    by_meaning = engine.explain("a", "b")
    assert by_words.score < 0.5 < by_meaning.score
    assert by_meaning.reasons[0].factor == "meaning"
    [nearest] = engine.check("paperless council meetings on tablets", 1)
    assert nearest.b in ("a", "b")


@pytest.mark.parametrize("status", [Status.IDEA, Status.CANCELLED])
def test_an_idea_that_is_written_after_something_takes_none_of_its_findings(status: Status) -> None:
    few = [*invented(40, 30), FORMS, FORMS_AGAIN]
    ideas = [replace(FORMS, id=f"idea-{n}", ref=None, register=None, status=status) for n in range(3)]
    vectors = vectors_of([*few, *ideas])
    before = Engine(few, vectors=vectors).explain(FORMS.id, FORMS_AGAIN.id)
    after = Engine([*few, *ideas], vectors=vectors).explain(FORMS.id, FORMS_AGAIN.id)
    assert after.score == pytest.approx(before.score, abs=0.1)
