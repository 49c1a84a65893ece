import pytest

from kpkportfolio.overlap.parties import mentions, organisation_keys, person_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vasa stad", "Vaasan kaupunki"),
        ("City of Vaasa", "Vaasan kaupunki"),
        ("Staden Jakobstad", "Pietarsaaren kaupunki"),
        ("KPK ICT", "KPK ICT, infrapalvelut"),
        ("Hansel", "HANSEL Oy"),
        ("Finansministeriet", "Valtiovarainministeriö"),
        ("Kainuun maakunta -kuntayhtymä", "Kainuun maakunta"),
    ],
)
def test_one_party_under_two_spellings(one: str, other: str) -> None:
    assert organisation_keys(one)[0] == organisation_keys(other)[0]


def test_a_name_in_brackets_is_another_name_of_the_party() -> None:
    assert set(organisation_keys("State Treasury (Valtiokonttori)")) == set(organisation_keys("Valtiokonttori"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Oulun kaupunki", "Oulun yliopisto"), ("Hansel Oy", "KuntaIT"), ("Turun kaupunki", "Tampereen kaupunki")],
)
def test_two_parties_stay_two(one: str, other: str) -> None:
    assert not set(organisation_keys(one)) & set(organisation_keys(other))


def test_nobody_is_no_party() -> None:
    assert organisation_keys(None) == organisation_keys("") == ()
    assert person_key(None) == ""


def test_a_person_is_the_same_with_the_surname_first() -> None:
    assert person_key("Koivuharju, Leena") == person_key("leena Koivuharju")


def test_a_city_or_a_common_word_is_no_mention_of_a_party() -> None:
    assert mentions(organisation_keys("KuntaIT")[0]) == "kuntait"
    assert mentions(organisation_keys("Oulun kaupunki")[0]) == ""
    assert mentions("omat") == mentions("kunta") == ""
