from collections import Counter

import pytest

from kpkportfolio.overlap import words
from kpkportfolio.overlap.glossary import FIELDS, LANGUAGES, Glossary, glossary, lines, names
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import Lexicon


def concepts_of(text: str, language: str) -> set[str]:
    lexicon = Lexicon()
    parsed = lexicon.parse(Item(id="", title=text, language=language))
    single = {glossary().names[concept] for word in parsed.title for concept in lexicon.concepts[word]}
    return single | {glossary().names[concept] for concept in parsed.phrases}


@pytest.mark.parametrize("name", ["terms", *FIELDS])
def test_every_entry_has_its_own_name_and_a_term_in_each_language(name: str) -> None:
    entries = lines(f"{name}.tsv")
    assert len({entry[0] for entry in entries}) == len(entries) > 20
    for entry in entries:
        assert len(entry) == 4, entry
        for cell in entry[1:]:
            terms = cell.split("; ")
            assert all(term.strip("* ") == term.strip("*") != "" for term in terms), entry
            assert len(set(terms)) == len(terms), entry


def test_a_concept_is_in_one_field_and_no_term_is_in_two() -> None:
    entries = [entry for field in FIELDS for entry in lines(f"{field}.tsv")]
    assert len({entry[0] for entry in entries}) == len(entries)
    for place, language in enumerate(LANGUAGES, 1):
        terms = Counter(term.casefold() for entry in entries for term in entry[place].split("; "))
        assert [term for term, times in terms.items() if times > 1] == [], language


@pytest.mark.parametrize("field", FIELDS)
def test_every_term_of_a_field_is_found(field: str) -> None:
    lost = [
        (concept, term)
        for concept, *cells in lines(f"{field}.tsv")
        for language, cell in zip(LANGUAGES, cells, strict=True)
        for term in cell.split("; ")
        if concept not in concepts_of(term.replace("*", "").replace("=", ""), language)
    ]
    assert lost == []


def test_the_beginning_of_a_field_s_term_is_long_enough_to_be_told_from_other_words() -> None:
    short = [
        (concept, term)
        for field in FIELDS
        for concept, *cells in lines(f"{field}.tsv")
        for cell in cells
        for term in cell.split("; ")
        if term.endswith("*") and " " not in term and "-" not in term and len(term) <= 5
    ]
    assert short == []


def test_entries_of_one_name_are_one_concept() -> None:
    terms = Glossary(
        [["road", "tie", "väg", "road"], ["sea", "meri", "hav", "sea"], ["road", "katu", "gata", "street"]]
    )
    assert terms.names == ["road", "sea"]
    assert terms.labels[0] == ("tie", "väg", "road")
    assert terms.concepts("street", "street") == terms.concepts("road", "road") == {0}


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
        ("Turvapuhelimien uusiminen", "fi", "safety_phone"),
        ("Trygghetstelefonerna förnyas", "sv", "safety_phone"),
        ("Katuvalaistuksen ohjaus", "fi", "street_lighting"),
        ("smart street lighting", "en", "street_lighting"),
        ("oppilashallintojärjestelmään", "fi", "student_admin"),
        ("Avoimen lähdekoodin ratkaisut", "fi", "open_source"),
        ("Suomi.fi-valtuuksien käyttöönotto", "fi", "mandates"),
        ("Tiedot Suomi.fi:hin", "fi", "service_catalogue"),
        ("sähköinen lähete", "fi", "referral"),
        ("lähetteiden käsittely", "fi", "referral"),
        ("one-stop shop", "en", "customer_service"),
        ("In-house-bolag", "sv", "sourcing"),
        ("in-house company", "en", "sourcing"),
        ("accessibility of web pages", "en", "accessibility"),
        ("Parking in the centre", "en", "parking"),
        ("lärarnas arbetsbord", "sv", "school"),
        ("kuntarakenteen muutos", "fi", "municipal_merger"),
        ("asiakirjahallintajärjestelmän", "fi", "document_management"),
        ("viranomaisasiakirjahallinta", "fi", "document_management"),
        ("perusopetuksen oppilashallintojärjestelmä", "fi", "student_admin"),
        ("mobiiliajanvarausta", "fi", "appointment_booking"),
        ("perusturvalautakunnan", "fi", "elected_officials"),
        ("bildningsnämnden", "sv", "elected_officials"),
        ("yleiskirjastojen", "fi", "library"),
        ("stadsbiblioteket", "sv", "library"),
        ("mötesprotokoll", "sv", "meeting_management"),
    ],
)
def test_terms_are_found_inflected_and_in_compounds(text: str, language: str, concept: str) -> None:
    assert concept in concepts_of(text, language)


def test_an_acronym_is_found_only_as_it_is() -> None:
    terms = Glossary([["soa", "SOA", "SOA", "SOA"]])
    assert terms.concepts("soa", "soa") == {0}
    assert terms.concepts("soar", words.stem("soar", "en")) == set()


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("perinteinen toimintatapa", "fi", "dunning"),
        ("tullaan toimeen", "fi", "border_customs"),
        ("poliisin passiivinen", "fi", "digital_identity_wallet"),
        ("projektets mål", "sv", "classroom_av"),
        ("our customers", "en", "border_customs"),
        ("team work", "en", "collaboration"),
        ("lähettää tiedot", "fi", "referral"),
        ("lähetetään kirjeitä", "fi", "referral"),
        ("remote access", "en", "accessibility"),
        ("handlingar är tillgängliga", "sv", "accessibility"),
        ("trees of the park", "en", "parking"),
        ("parks", "en", "parking"),
        ("the final report", "en", "reporting"),
        ("integrity of people", "en", "integration"),
        ("integration of immigrants", "en", "integration"),
        ("integration av invandrare", "sv", "integration"),
        ("digital city", "en", "digitisation"),
        ("our customers", "en", "customs_police"),
        ("medical doctors", "en", "medication"),
        ("en källa att lära av", "sv", "school"),
        ("skriva avtal", "sv", "printing"),
        ("kuntarahoitus", "fi", "municipal_merger"),
        ("kuntaraja", "fi", "municipal_merger"),
        ("ovan nämnda", "sv", "elected_officials"),
        ("company in the house", "en", "sourcing"),
    ],
)
def test_words_that_only_look_like_a_term_are_left(text: str, language: str, concept: str) -> None:
    assert concept not in concepts_of(text, language)


def test_a_label_is_written_as_people_write_it() -> None:
    assert [label for labels in glossary().labels for label in labels if set(label) & set("*=")] == []


def test_a_phrase_needs_all_its_words() -> None:
    assert "open_data" in concepts_of("open data for all", "en")
    assert "open_data" not in concepts_of("open the data", "en")


def test_a_name_is_one_in_all_languages_and_cases() -> None:
    assert names().whole("vaasa") == names().whole("vasa")
    assert names().word("vaasassa") == names().whole("vasa")
    assert names().whole("statskontoret") == names().whole("valtiokonttori") == names().whole("state treasury")
    assert names().word("lomake") is None


def test_every_name_is_of_one_place_or_body() -> None:
    owners: dict[str, str] = {}
    for entry in lines("names.tsv"):
        assert len(entry) in (3, 4), entry
        for form in "; ".join(entry[:3]).split("; "):
            name = " ".join(words.split(form.strip("*=")))
            assert owners.setdefault(name, entry[0]) == entry[0], form


@pytest.mark.parametrize(
    "word", ["om", "ingå", "hus", "syke", "kolari", "maksamaan", "varhain", "luotot", "salonki", "vrk"]
)
def test_an_ordinary_word_is_no_name_within_a_text(word: str) -> None:
    assert names().word(word) is None


@pytest.mark.parametrize(
    ("word", "name"),
    [("seinäjoella", "seinäjoki"), ("kauniaisissa", "grankulla"), ("tammerfors", "tampere"), ("turussa", "åbo")],
)
def test_a_name_is_found_in_its_cases(word: str, name: str) -> None:
    assert names().word(word) == names().whole(name) is not None
