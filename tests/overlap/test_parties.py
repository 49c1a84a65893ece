import pytest

from kpkportfolio.overlap.parties import abbreviates, acronyms, mentions, organisation_keys, person_keys


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
        ("PIRHA", "Pirkanmaan hyvinvointialue"),
        ("The Wellbeing Services County of Pirkanmaa", "Birkalands välfärdsområde"),
        ("Varha", "Egentliga Finlands välfärdsområde"),
        ("Ingå kommun", "Inkoon kunta"),
        ("Maksamaan kunta", "Maxmo kommun"),
        ("Korsholms kommun", "Mustasaaren kunta"),
        ("Staden S:t Karins", "Kaarinan kaupunki"),
        ("Väestörekisterikeskus", "DVV"),
        ("FPA", "Kansaneläkelaitos"),
        ("Trafikledsverket", "Väylävirasto"),
        ("Prime Minister's Office", "Valtioneuvoston kanslia"),
        ("UM", "Ulkoministeriö"),
        ("Kuntien Tiera Oy", "Tiera"),
        ("Åbo universitet", "Turun yliopisto"),
    ],
)
def test_one_party_under_two_spellings(one: str, other: str) -> None:
    assert organisation_keys(one)[0] == organisation_keys(other)[0]


def test_a_name_in_brackets_is_another_name_of_the_party() -> None:
    assert set(organisation_keys("State Treasury (Valtiokonttori)")) == set(organisation_keys("Valtiokonttori"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oulun kaupunki", "Oulun yliopisto"),
        ("Hansel Oy", "KuntaIT"),
        ("Turun kaupunki", "Tampereen kaupunki"),
        ("Pirkanmaan liitto", "Pirkanmaan hyvinvointialue"),
        ("Pirkanmaan sairaanhoitopiiri", "Pirkanmaan hyvinvointialue"),
        ("Vaasan yliopisto", "Vasa yrkeshögskola"),
    ],
)
def test_two_parties_stay_two(one: str, other: str) -> None:
    assert not set(organisation_keys(one)) & set(organisation_keys(other))


def test_nobody_is_no_party() -> None:
    assert organisation_keys(None) == organisation_keys("") == ()
    assert person_keys(None) == person_keys(" ") == ("", "")


def test_a_person_is_the_same_with_the_surname_first() -> None:
    assert person_keys("Koivuharju, Leena") == person_keys("leena Koivuharju") == ("koivuharju leena", "koivuharju l")


def test_a_first_letter_may_be_the_whole_name_and_is_none_itself() -> None:
    assert person_keys("L. Koivuharju") == ("", "koivuharju l")
    assert person_keys("Häggblom, G-B")[1] == person_keys("Gun-Britt Häggblom")[1]


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("HUS", "Helsingin ja Uudenmaan sairaanhoitopiiri"),
        ("VM", "Valtiovarainministeriö"),
        ("VSHP", "Vaasan sairaanhoitopiiri"),
        ("STM", "Sosiaali- ja terveysministeriö"),
        ("ÅA", "Åbo Akademi"),
    ],
)
def test_an_acronym_stands_for_a_name_with_its_initials(short: str, name: str) -> None:
    assert abbreviates(short, name)
    assert acronyms([short, name]) == {organisation_keys(short)[0]: organisation_keys(name)[0]} or short == "VM"


@pytest.mark.parametrize(("short", "name"), [("CSC", "Opetushallitus"), ("HUS", "Helsinki"), ("VM", "Oulun kaupunki")])
def test_an_acronym_with_other_letters_does_not(short: str, name: str) -> None:
    assert not abbreviates(short, name)
    assert acronyms([short, name]) == {}


def test_a_known_body_is_not_another_party_of_its_initials() -> None:
    assert acronyms(["VTT", "Vantaan tekninen toimiala"]) == {}


def test_an_acronym_of_two_parties_stands_for_neither() -> None:
    assert acronyms(["PKS", "Pohjois-Karjalan sairaanhoitopiiri", "Pirkanmaan koulutussäätiö"]) == {}


def test_a_known_body_is_mentioned_by_its_short_name() -> None:
    assert mentions(organisation_keys("Institutet för hälsa och välfärd")[0]) == "thl"
    assert mentions(organisation_keys("Pirkanmaan hyvinvointialue")[0]) == "pirha"
    assert mentions(organisation_keys("Wellbeing Services County of Kainuu")[0]) == ""


def test_a_city_or_a_common_word_is_no_mention_of_a_party() -> None:
    assert mentions(organisation_keys("KuntaIT")[0]) == "kuntait"
    assert mentions(organisation_keys("Oulun kaupunki")[0]) == ""
    assert mentions("omat") == mentions("kunta") == ""
