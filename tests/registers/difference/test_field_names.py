"""Every field that a column may be taken for has a word, in every language; no raw code is ever shown."""

from collections.abc import Iterator

import pytest

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.facts import FACTS, field_title
from kpkportfolio.registers.difference.field_names import field_name
from kpkportfolio.text import language, set_language


@pytest.fixture(autouse=True)
def _language_afterwards() -> Iterator[None]:
    before = language()
    yield
    set_language(before)


@pytest.mark.parametrize("spoken", ["en", "fi", "sv"])
def test_every_field_has_a_word_of_its_own(spoken: str) -> None:
    set_language(spoken)
    names = {field: field_name(field) for field in Field}
    assert len(set(names.values())) == len(names)
    assert not [name for field, name in names.items() if name == field.value or "_" in name or name == name.lower()]


@pytest.mark.parametrize("spoken", ["fi", "sv"])
def test_every_word_is_translated(spoken: str) -> None:
    set_language("en")
    english = {field: field_name(field) for field in Field}
    set_language(spoken)
    same = {field for field in Field if field_name(field) == english[field]}
    # some words are the same
    assert same <= ({Field.STATUS, Field.START, Field.PERSON} if spoken == "sv" else {Field.STATUS})


def test_a_fact_and_a_field_of_one_name_are_called_the_same() -> None:
    both = [field for field in Field if field.value in FACTS]
    assert len(both) > 10
    assert all(field_name(field) == field_title(field.value) for field in both)
