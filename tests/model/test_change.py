"""Ids of rows: universal, alone or by the thousand."""

from itertools import islice
from uuid import RFC_4122, UUID

from kpkportfolio.model.change import new_id, new_ids


def test_an_id_is_a_time_ordered_uuid_as_text() -> None:
    for text in (new_id(), next(new_ids())):
        id_ = UUID(text)
        assert str(id_) == text
        assert (id_.version, id_.variant) == (7, RFC_4122)


def test_ids_made_together_are_different_and_in_order() -> None:
    # over the edge of what shares one moment
    ids = list(islice(new_ids(), 10_000))
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    assert all((id_.version, id_.variant) == (7, RFC_4122) for id_ in map(UUID, ids))


def test_two_sequences_of_one_moment_share_nothing() -> None:
    assert not set(islice(new_ids(), 3000)) & set(islice(new_ids(), 3000))


def test_ids_made_together_speak_of_now() -> None:
    before = UUID(new_id()).int >> 80
    first = UUID(next(new_ids())).int >> 80
    assert before <= first <= before + 60_000
