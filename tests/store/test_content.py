"""The one spelling of a content, which hashes are taken of and snapshots of older versions were hashed by."""

import json
from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.store.codec import plain
from kpkportfolio.store.content import Content, canonical, content_hash, packed, unpack

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    _TEXTS,
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)
_CONTENTS = st.dictionaries(_TEXTS, st.dictionaries(_TEXTS, st.dictionaries(_TEXTS, _VALUES, max_size=4), max_size=3))


@given(_CONTENTS)
def test_the_spelling_is_that_of_pythons_own_json(content: dict[str, dict[str, dict[str, object]]]) -> None:
    spelt = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain).encode()
    assert canonical(content) == spelt  # type: ignore[arg-type]  # any entities


def test_what_is_packed_is_unpacked_and_hashed_as_its_content() -> None:
    content: Content = {"initiative": {"a": {"title": "Hanke", "start": date(2011, 2, 28), "end": None}}}
    data, hash_ = packed(content, "0f")
    assert unpack(data) == content
    assert hash_ == content_hash(content, "0f") != content_hash(content)


@pytest.mark.parametrize("value", ["\ud800", 2**64])
def test_what_no_portfolio_holds_has_no_spelling(value: str | int) -> None:
    with pytest.raises(TypeError):
        canonical({"initiative": {"a": {"title": value}}})
