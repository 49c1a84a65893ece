"""Words for people: every field of every table has some, and no two meanings share a look-up."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from kpkportfolio.model import vocabulary
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.text import set_language

CLASSES = [
    kind
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
]


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_every_member_has_a_word_of_its_own(kind: type[StrEnum]) -> None:
    words = [vocabulary.label(member) for member in kind]
    assert len(set(words)) == len(words)
    assert not set(words) & {member.value for member in kind}


def test_the_same_value_in_two_lists_is_two_words() -> None:
    assert vocabulary.label(vocabulary.OrganisationKind.OTHER) == "Other"
    assert vocabulary.label(vocabulary.ComponentKind.OTHER) == "Other component"
    assert vocabulary.label(vocabulary.Verdict.DUPLICATE) == vocabulary.label(vocabulary.OverlapKind.DUPLICATE)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_table_and_field_is_translated(language: str) -> None:
    same = {"status", "organisation", "person", "version", "start", "namn", "telefon"}
    english = {name: entity_words(name) for name in ENTITIES}
    fields = {column.name for table in ENTITIES.values() for column in table.columns} - {"id", "version"}
    english |= {name: field_words(name) for name in fields}
    assert [name for name, words in english.items() if words == name] == []
    set_language(language)
    spoken = {name: entity_words(name) if name in ENTITIES else field_words(name) for name in english}
    assert [n for n, words in spoken.items() if words == english[n] and words.casefold() not in same] == []


def test_values_read_as_a_person_writes_them() -> None:
    set_language("fi")
    assert value_words("initiative", "status", "idea") == vocabulary.label(vocabulary.Status.IDEA)
    assert value_words("initiative", "start", date(2011, 3, 1)) == "1.3.2011"
    assert value_words("money", "max", 125_050_000) == "1\u00a0250\u00a0500\u00a0€"
    assert value_words("money", "year", 2011) == "2011"
    assert value_words("initiative", "open_ended", True) == "kyllä"
    assert value_words("initiative", "end", None) == ""
    assert value_words("initiative", "language", "sv") == "Svenska"
    assert value_words("overlap_verdict", "judged_at", datetime(2011, 11, 15, 8, 5, tzinfo=UTC)) == "15.11.2011 10.05"
