import pytest

from kpkportfolio.overlap import words
from kpkportfolio.overlap.glossary import Glossary, glossary, lines, names
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import Lexicon


def concepts_of(text: str, language: str) -> set[str]:
    lexicon = Lexicon()
    parsed = lexicon.parse(Item(id="", title=text, language=language))
    single = {glossary().names[concept] for word in parsed.title for concept in lexicon.concepts[word]}
    return single | {glossary().names[concept] for concept in parsed.phrases}


def test_every_entry_has_its_own_name_and_a_term_in_each_language() -> None:
    entries = lines("terms.tsv")
    assert len({entry[0] for entry in entries}) == len(entries) > 240
    for entry in entries:
        assert len(entry) == 4, entry
        for cell in entry[1:]:
            assert all(term.strip("* ") for term in cell.split("; ")), entry


def test_the_preferred_terms_stand_for_their_own_concept_in_every_language() -> None:
    missing = [
        (name, label)
        for name, labels in zip(glossary().names, glossary().labels, strict=True)
        for label, language in zip(labels, ("fi", "sv", "en"), strict=True)
        if name not in concepts_of(label, language)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("asianhallinnan", "fi", "case_management"),
        ("Asianhallintajärjestelmän", "fi", "case_management"),
        ("verkkolomakkeista", "fi", "e_forms"),
        ("ärendehanteringssystemet", "sv", "case_management"),
        ("dagvårdsansökningar", "sv", "day_care_application"),
        ("case management systems", "en", "case_management"),
        ("building permits", "en", "building_permit"),
        ("XBRL", "fi", "xml_xbrl"),
    ],
)
def test_terms_are_found_inflected_and_in_compounds(text: str, language: str, concept: str) -> None:
    assert concept in concepts_of(text, language)


def test_an_acronym_is_found_only_as_it_is() -> None:
    terms = Glossary([["soa", "SOA", "SOA", "SOA"]])
    assert terms.concepts("soa", "soa") == {0}
    assert terms.concepts("soar", words.stem("soar", "en")) == set()


def test_a_phrase_needs_all_its_words() -> None:
    assert "open_data" in concepts_of("open data for all", "en")
    assert "open_data" not in concepts_of("open the data", "en")


def test_a_name_is_one_in_all_languages_and_cases() -> None:
    assert names().whole("vaasa") == names().whole("vasa")
    assert names().word("vaasassa") == names().whole("vasa")
    assert names().whole("statskontoret") == names().whole("valtiokonttori") == names().whole("state treasury")
    assert names().word("lomake") is None
