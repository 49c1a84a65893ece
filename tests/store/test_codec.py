"""One spelling of field values, and back again without loss."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.change import Value
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.store.codec import decode, encode, plain

VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), VALUES))
def test_the_spelling_is_that_of_snapshots_and_bundles(fields: Mapping[str, Value]) -> None:
    """Texts that were written by another library are compared with these, so the spelling must be one."""
    assert encode(fields) == json.dumps(fields, ensure_ascii=False, separators=(",", ":"), default=plain)


def test_words_and_moments() -> None:
    helsinki = datetime(2011, 11, 15, 12, 30, tzinfo=timezone(timedelta(hours=2)))
    assert encode({"status": Status.IDEA, "judged_at": helsinki}) == (
        '{"status":"idea","judged_at":"2011-11-15T10:30:00+00:00"}'
    )
    assert encode(None) is None


def test_what_was_written_is_read_back() -> None:
    initiative: dict[str, Value] = {
        "title": "Ä\n“x”\t",
        "start": date(2011, 1, 31),
        "end": None,
        "open_ended": True,
        "progress": 7,
    }
    assert decode("initiative", encode(initiative)) == initiative
    verdict: dict[str, Value] = {"reason": "2011-01-01", "judged_at": datetime(2011, 1, 1, 23, 59, 59, 5, tzinfo=UTC)}
    assert decode("overlap_verdict", encode(verdict)) == verdict
    assert decode("initiative", None) is None


def test_what_is_no_field_value_is_an_error() -> None:
    with pytest.raises(TypeError):
        encode({"title": object()})  # type: ignore[dict-item]  # the wrong type is what is tried
