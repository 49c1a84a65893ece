"""The one spelling of a content, which hashes are taken of and snapshots of older versions were hashed by."""

import json
import zlib
from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.sample import sample_operation
from kpkportfolio.store.codec import plain
from kpkportfolio.store.content import Content, canonical, content_hash, difference, hash_of, read_content, spelled
from kpkportfolio.store.edits import editing
from kpkportfolio.store.freezing import Frozen, packed, unpacked
from kpkportfolio.store.judging import judging
from kpkportfolio.store.portfolio import Portfolio

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


def test_what_is_packed_is_unpacked_and_hashed_as_it_is() -> None:
    content: Content = {"initiative": {"a": {"title": "Hanke", "start": date(2011, 2, 28), "end": None}}}
    frozen = Frozen(canonical(content), {"journal": "0f", "name": "1/2011", "note": None})
    assert unpacked(packed(frozen)) == frozen
    assert frozen.content == content
    # before the journal was sealed a snapshot was its content alone
    old = Frozen(canonical(content), None)
    assert unpacked(packed(old)) == old
    assert hash_of(old.whole, "0f") == content_hash(content, "0f") != hash_of(frozen.whole, "0f")
    for damaged in (b"", b"{}\n{}", b'{"journal"\n{}'):
        with pytest.raises(ValueError, match="."):  # noqa: RUF043
            unpacked(zlib.compress(damaged)).content  # noqa: B018  # empty is damaged only when it is read


def test_what_the_database_spells_is_spelt_the_same(portfolio: Portfolio) -> None:
    """Dates, moments, flags, what is not known and every character that JSON escapes: byte by byte."""
    with portfolio.read() as connection:
        assert spelled(connection) == canonical(read_content(connection))
    portfolio.commit(sample_operation())
    a, b = list(portfolio.records("initiative"))[:2]
    portfolio.commit(
        judging(portfolio, a, b, Verdict.OVERLAP, "sama \u2028 \t\\\x1f\x7f \U0001f600 asia", {a: "x", b: "y"})
    )
    portfolio.commit(editing(portfolio, [a], {"start": date(987, 1, 2), "confidential": True, "progress": None}))
    with portfolio.read() as connection:
        assert spelled(connection) == canonical(read_content(connection)) == canonical(portfolio.content())


@pytest.mark.parametrize("value", ["\ud800", 2**64])
def test_what_no_portfolio_holds_has_no_spelling(value: str | int) -> None:
    with pytest.raises(TypeError):
        canonical({"initiative": {"a": {"title": value}}})


def test_a_column_that_was_not_there_yet_is_no_difference() -> None:
    before: Content = {"decision": {"d": {"kind": "approve"}}}
    assert difference(before, {"decision": {"d": {"kind": "approve", "into_id": None}}}) == []
    [change] = difference(before, {"decision": {"d": {"kind": "merge", "into_id": None}}})
    assert (change.before, change.after) == ({"kind": "approve"}, {"kind": "merge"})
