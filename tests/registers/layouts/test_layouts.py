"""Registers in shapes of their own: two-row headers, groups, totals, ditto marks, merged cells, other words."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import Truth, compare, workbook

S = Status


def test_two_row_header_with_wide_headings_and_units_above(tmp_path: Path) -> None:
    rows = [
        ["Kaupungin ICT-hankesalkku 2011", "", "", "", "", "", "", "", ""],
        ["", "", "", "", "", "", "", "", ""],
        ["Hanke", "", "Vastuut", "", "Vaihe", "Aikataulu", "", "Kustannukset (1000 €)", ""],
        ["Nro", "Nimi", "Yksikkö", "Henkilö", "", "Alku", "Loppu", "Min", "Max"],
        [
            1,
            "Potilaskertomuksen uusiminen",
            "Sosiaali- ja terveystoimi",
            "Aino Virta",
            "Toteutus",
            "1/2010",
            "12/2012",
            450,
            600,
        ],
        [
            2,
            "Koulujen verkkolevyt",
            "Opetustoimi",
            "Kalle Meri",
            "Suunnitteilla",
            "syksy 2011",
            "v. 2012 loppu",
            "80",
            "ei tiedossa",
        ],
        ["", "Yhteensä", "", "", "", "", "", 530, 600],
    ]
    merges = {"Salkku": [(0, 0, 0, 8), (2, 0, 2, 1), (2, 2, 2, 3), (2, 5, 2, 6), (2, 7, 2, 8), (2, 4, 3, 4)]}
    read = read_register(workbook(tmp_path / "salkku.xlsx", {"Salkku": rows}, merges))
    compare(
        read,
        [
            Truth(
                "Potilaskertomuksen uusiminen",
                "Sosiaali- ja terveystoimi",
                "Aino Virta",
                S.IMPLEMENTATION,
                date(2010, 1, 1),
                date(2012, 12, 31),
                450_000,
                600_000,
                (),
            ),
            Truth(
                "Koulujen verkkolevyt",
                "Opetustoimi",
                "Kalle Meri",
                S.PROPOSED,
                date(2011, 7, 1),
                date(2012, 12, 31),
                80_000,
                None,
                (),
            ),
        ],
    )
    assert [skip[1] for skip in read.skipped] == [7]
    assert not read.problems


def test_groups_name_the_programme_and_subtotals_are_no_initiatives(tmp_path: Path) -> None:
    rows = [
        ["Koodi", "Hankkeen nimi", "Toteuttaja", "Tila", "Toteutusaika", "Budjetti, t€", "Tulokset"],
        ["Sähköinen asiointi", "", "", "", "", "", ""],
        ["A1", "Ajanvaraus verkkoon", "Espoon kaupunki", "käynnissä", "1.3.2010–31.12.2011", "150", "Ajanvaraus\nOhje"],
        ["A2", "Luvat verkkoon", '"', "päättynyt", "2009–2010", "n. 90", "- Lupapalvelu\n- Koulutus"],
        ["Välisumma", "", "", "", "", "240", ""],
        ["Perustekniikka", "", "", "", "", "", ""],
        ["B1", "Runkoverkon nosto", "Vantaan kaupunki", "hyväksytty", "4/2011–", "1 200–1 500", "Runkoverkko"],
        ["Kaikki yhteensä", "", "", "", "", "1 440", ""],
        ["* luvut ilman arvonlisäveroa", "", "", "", "", "", ""],
    ]
    read = read_register(workbook(tmp_path / "ryhmat.xlsx", {"Hankkeet": rows}))
    compare(
        read,
        [
            Truth(
                "Ajanvaraus verkkoon",
                "Espoon kaupunki",
                None,
                S.IMPLEMENTATION,
                date(2010, 3, 1),
                date(2011, 12, 31),
                150_000,
                150_000,
                ("Ajanvaraus", "Ohje"),
            ),
            Truth(
                "Luvat verkkoon",
                "Espoon kaupunki",
                None,
                S.COMPLETED,
                date(2009, 1, 1),
                date(2010, 12, 31),
                90_000,
                90_000,
                ("Lupapalvelu", "Koulutus"),
            ),
            Truth(
                "Runkoverkon nosto",
                "Vantaan kaupunki",
                None,
                S.APPROVED,
                date(2011, 4, 1),
                None,
                1_200_000,
                1_500_000,
                ("Runkoverkko",),
            ),
        ],
    )
    assert [read.programme for read in read.initiatives] == ["Sähköinen asiointi"] * 2 + ["Perustekniikka"]
    assert read.initiatives[2].open_ended
    assert read.rows_seen == 3
    assert len(read.skipped) == 5


def test_swedish_text_file_with_tabs_and_other_words(tmp_path: Path) -> None:
    text = (
        "Projektförteckning 2012\t\t\t\t\t\t\t\n"
        "Belopp i tusen euro\t\t\t\t\t\t\t\n"
        "\n"
        "Diarienr\tBenämning\tHuvudman\tProjektledare\tSkede\tPåbörjas\tFärdigt\tBeräknad kostnad\tLeveranser\n"
        "12/2010\tGemensamt bibliotekssystem\tBorgå stad\tEva Lind\tgenomförs\tvåren "
        "2011\t31.12.2012\t240\tSystem; Utbildning\n"
        "13/2010\tE-arkiv för nämnder\tEkenäs stad\tokänd\tförstudie\thösten 2011\ttills vidare\tca "
        "55,5\tKravspecifikation\n"
        "14/2010\tFibernät i skärgården\tPargas stad\tOle Berg\tvilande\t2/2010\tslutet av 2013\tej fastställd\t\n"
        "Totalt\t\t\t\t\t\t\t295,5\t\n"
    )
    path = tmp_path / "projekt.txt"
    path.write_bytes(text.encode("cp1252"))
    compare(
        read_register(path),
        [
            Truth(
                "Gemensamt bibliotekssystem",
                "Borgå stad",
                "Eva Lind",
                S.IMPLEMENTATION,
                date(2011, 1, 1),
                date(2012, 12, 31),
                240_000,
                240_000,
                ("System", "Utbildning"),
            ),
            Truth(
                "E-arkiv för nämnder",
                "Ekenäs stad",
                None,
                S.DEFINITION,
                date(2011, 7, 1),
                None,
                55_500,
                55_500,
                ("Kravspecifikation",),
            ),
            Truth(
                "Fibernät i skärgården",
                "Pargas stad",
                "Ole Berg",
                S.SUSPENDED,
                date(2010, 2, 1),
                date(2013, 12, 31),
                None,
                None,
                (),
            ),
        ],
    )


def test_english_pipes_with_american_order_told_by_the_column(tmp_path: Path) -> None:
    text = (
        "No.|Initiative|Lead organisation|Responsible person|Stage|Starts|Ends|Total cost (EUR million)|"
        "Expected outputs\n"
        "1|Shared payroll hub|State Treasury|John Smith|in progress|03/04/2011|12/31/2012|1.25|Payroll hub; Guide\n"
        "2|Open map data|City of Turku|Mary Hill|planned|Q2 2012|TBD|0.4 - 0.6|Data set\n"
        "3|Old mail archive|City of Lahti|n/a|cancelled|11/02/2010|05/30/2011|n/a|\n"
    )
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-16")
    compare(
        read_register(path),
        [
            Truth(
                "Shared payroll hub",
                "State Treasury",
                "John Smith",
                S.IMPLEMENTATION,
                date(2011, 3, 4),
                date(2012, 12, 31),
                1_250_000,
                1_250_000,
                ("Payroll hub", "Guide"),
            ),
            Truth(
                "Open map data",
                "City of Turku",
                "Mary Hill",
                S.PROPOSED,
                date(2012, 4, 1),
                None,
                400_000,
                600_000,
                ("Data set",),
            ),
            Truth(
                "Old mail archive",
                "City of Lahti",
                None,
                S.CANCELLED,
                date(2010, 11, 2),
                date(2011, 5, 30),
                None,
                None,
                (),
            ),
        ],
    )


def test_readme_and_code_lists_beside_the_register(tmp_path: Path) -> None:
    sheets = {
        "Lue ensin": [["Tämä tiedosto on laadittu ohjausryhmän käyttöön."], ["Täytä Hankkeet-välilehti."]],
        "Hankkeet": [
            [
                "Projekti",
                "Omistajataho",
                "Projektipäällikkö",
                "Tilanne",
                "Käynnistys",
                "Valmistuminen",
                "Hinta-arvio",
                "Lopputulos",
            ],
            [
                "Kirjaston itsepalvelu",
                "Lohjan kaupunki",
                "Oona Salo",
                "Valmis",
                date(2009, 2, 2),
                date(2010, 11, 30),
                74500,
                "Itsepalveluautomaatit",
            ],
            ["Vesilaskut verkkoon", "Lohjan kaupunki", "-", "Peruttu", "2010", "kesäkuu 2011", "alle 50 000 €", ""],
        ],
        "Tyhjä": [],
        "Valikot": [["Tila", "Toimiala"], ["Valmis", "Sivistys"], ["Peruttu", "Tekninen"]],
        "Yhteystiedot": [["Nimi", "Organisaatio", "Puhelin"], ["Oona Salo", "Lohjan kaupunki", "019 123"]],
    }
    read = read_register(workbook(tmp_path / "moni.xlsx", sheets))
    compare(
        read,
        [
            Truth(
                "Kirjaston itsepalvelu",
                "Lohjan kaupunki",
                "Oona Salo",
                S.COMPLETED,
                date(2009, 2, 2),
                date(2010, 11, 30),
                74_500,
                74_500,
                ("Itsepalveluautomaatit",),
            ),
            Truth(
                "Vesilaskut verkkoon",
                "Lohjan kaupunki",
                None,
                S.CANCELLED,
                date(2010, 1, 1),
                date(2011, 6, 30),
                None,
                50_000,
                (),
            ),
        ],
    )
    assert {skip[0] for skip in read.skipped} == {"Lue ensin", "Tyhjä", "Valikot", "Yhteystiedot"}


def test_merged_cells_fill_down_and_a_merged_title_is_one_initiative(tmp_path: Path) -> None:
    rows = [
        ["Kehittämisohjelma", "Kehityshanke", "Vetovastuu", "Status", "Alkamisaika", "Päättymisaika", "Tuotos"],
        ["Hyvinvointi", "Omahoito verkossa", "Kuopion kaupunki", "Määrittely", "2011", "2013", "Omahoitopolut"],
        ["", "", "", "", "", "", "Terveystaltio"],
        ["", "Kotihoidon mobiili", "", "Idea", "2012", "", "Sovellus"],
    ]
    merges = {"T": [(1, 0, 3, 0), (1, 1, 2, 1), (1, 2, 3, 2), (1, 3, 2, 3)]}
    read = read_register(workbook(tmp_path / "m.xlsx", {"T": rows}, merges))
    compare(
        read,
        [
            Truth(
                "Omahoito verkossa",
                "Kuopion kaupunki",
                None,
                S.DEFINITION,
                date(2011, 1, 1),
                date(2013, 12, 31),
                None,
                None,
                ("Omahoitopolut", "Terveystaltio"),
            ),
            Truth(
                "Kotihoidon mobiili",
                "Kuopion kaupunki",
                None,
                S.IDEA,
                date(2012, 1, 1),
                None,
                None,
                None,
                ("Sovellus",),
            ),
        ],
    )
    assert {initiative.programme for initiative in read.initiatives} == {"Hyvinvointi"}


def test_repeated_and_changed_headers_in_one_sheet(tmp_path: Path) -> None:
    rows = [
        ["Hankkeen nimi", "Vastuutaho", "Tila", "Alkaa", "Päättyy"],
        ["Yksi", "Oulun kaupunki", "Toteutus", "2010", "2011"],
        ["Hankkeen nimi", "Vastuutaho", "Tila", "Alkaa", "Päättyy"],
        ["Kaksi", "Turun kaupunki", "Idea", "2011", "2012"],
        ["", "", "", "", ""],
        ["Vastuutaho", "Hankkeen nimi", "Vaihe", "Kustannusarvio (M€)", "Aikataulu"],
        ["Porin kaupunki", "Kolme", "Käyttöönotto", 0.2, "kevät 2010 – syksy 2011"],
    ]
    read = read_register(workbook(tmp_path / "h.xlsx", {"Taul1": rows}))
    compare(
        read,
        [
            Truth(
                "Yksi", "Oulun kaupunki", None, S.IMPLEMENTATION, date(2010, 1, 1), date(2011, 12, 31), None, None, ()
            ),
            Truth("Kaksi", "Turun kaupunki", None, S.IDEA, date(2011, 1, 1), date(2012, 12, 31), None, None, ()),
            Truth(
                "Kolme", "Porin kaupunki", None, S.ROLLOUT, date(2010, 1, 1), date(2011, 12, 31), 200_000, 200_000, ()
            ),
        ],
    )


def test_columns_without_telling_headers_are_known_by_their_values(tmp_path: Path) -> None:
    text = (
        "Hanke;Kuka vastaa;Missä mennään;Lähtö;Maali;Rahat\n"
        "Nuorten työpajat verkkoon;Salon kaupunki;toteutus;1.2.2010;31.5.2011;20000\n"
        "Kartta-aineistot;Liedon kunta;valmis;1.3.2009;30.4.2010;15000\n"
        "Vikailmoitukset;Paimion kaupunki;idea;1.1.2012;31.12.2012;8000\n"
    )
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    read = read_register(path)
    first = read.initiatives[0]
    assert (first.title, first.status, first.start, first.end) == (
        "Nuorten työpajat verkkoon",
        S.IMPLEMENTATION,
        date(2010, 2, 1),
        date(2011, 5, 31),
    )


def test_money_by_year_is_added_up(tmp_path: Path) -> None:
    rows = [
        ["Hanke", "Organisaatio", "Status", "2010", "2011", "2012"],
        ["Tunnistus", "VRK", "Toteutus", 100000, 250000, ""],
        ["Maksaminen", "Valtiokonttori", "Idea", "", "", 40000],
    ]
    read = read_register(workbook(tmp_path / "v.xlsx", {"Rahat": rows}))
    assert [(i.investment_min, i.investment_max) for i in read.initiatives] == [
        (35_000_000, 35_000_000),
        (4_000_000, 4_000_000),
    ]


def test_row_numbers_and_provenance(tmp_path: Path) -> None:
    rows = [["Otsikko"], [], ["Tunnus", "Nimi", "Taho", "Tila"], [], ["X-9", "Yhteinen arkisto", "Kuntaliitto", "Idea"]]
    read = read_register(workbook(tmp_path / "p.xlsx", {"S": rows}))
    only = read.initiatives[0]
    assert (only.sheet, only.row, only.ref) == ("S", 5, "X-9")
    assert only.raw == {"Tunnus": "X-9", "Nimi": "Yhteinen arkisto", "Taho": "Kuntaliitto", "Tila": "Idea"}
    assert read.name == "p"


@pytest.mark.parametrize("heading", ["Vastuussa", "Omistaja", "Ansvarig", "Owner"])
def test_a_column_whose_values_are_a_person_and_a_party(tmp_path: Path, heading: str) -> None:
    rows = [
        ["Hanke", heading, "Tila"],
        ["Arkisto", "Matti M./tietohallinto", "idea"],
        ["Kartat", "tekninen toimi (Liisa Laine)", "toteutus"],
        ["Varaus", "Konsernipalvelut", "toteutus"],
        ["Maksut", "Talous – Pekka Puro, p. 040 123 4567", "toteutus"],
    ]
    read = read_register(workbook(tmp_path / "both.xlsx", {"A": rows}))
    assert [(one.organisation, one.person) for one in read.initiatives] == [
        ("tietohallinto", "Matti M."),
        ("tekninen toimi", "Liisa Laine"),
        ("Konsernipalvelut", None),
        ("Talous", "Pekka Puro"),
    ]


def test_headers_hyphenated_in_their_cells_and_a_column_for_party_and_person(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [
            "",
            "Hanke-\nnumero",
            "Hankkeen\nnimi",
            "Vastuutaho /\nyhteyshenkilö",
            "Kustannus-\narvio (t€)",
            "Tuotos 1",
            "Tuotos 2",
        ],
        ["", 7, "Sähköinen arkisto", "Vaasan kaupunki / Karin Nygård", 250, "Arkisto", "Ohje"],
        ["", 8, "Kuntaportaali", "Kuntaliitto", "n. 1 200", "Portaali", "-"],
    ]
    read = read_register(workbook(tmp_path / "b.xlsx", {"Lista": rows}))
    compare(
        read,
        [
            Truth(
                "Sähköinen arkisto",
                "Vaasan kaupunki",
                "Karin Nygård",
                None,
                None,
                None,
                250_000,
                250_000,
                ("Arkisto", "Ohje"),
            ),
            Truth("Kuntaportaali", "Kuntaliitto", None, None, None, None, 1_200_000, 1_200_000, ("Portaali",)),
        ],
    )
    assert [initiative.ref for initiative in read.initiatives] == ["7", "8"]


def test_broken_characters_in_headers_too(tmp_path: Path) -> None:
    text = (
        "Nimi;Vastuuorganisaatio;Tila;Alkaa;Pªªttyy;Investointi (Mú)\n"
        "KEHITTªMISOHJELMAN TYº;VM;mªªrittely;kevªt 2011;loppuvuosi 2012;0,4–0,6\n"
        "Sªhkºinen lasku;Valtiokonttori;kªynnissª;2010;2011;1,5\n"
    )
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    compare(
        read_register(path),
        [
            Truth(
                "KEHITTÄMISOHJELMAN TYÖ",
                "VM",
                None,
                S.DEFINITION,
                date(2011, 1, 1),
                date(2012, 12, 31),
                400_000,
                600_000,
                (),
            ),
            Truth(
                "Sähköinen lasku",
                "Valtiokonttori",
                None,
                S.IMPLEMENTATION,
                date(2010, 1, 1),
                date(2011, 12, 31),
                1_500_000,
                1_500_000,
                (),
            ),
        ],
    )


def test_lowest_and_highest_estimate(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Kaikki summat tuhansina euroina"],
        ["Hanke", "Toteuttaja", "Alin arvio", "Ylin arvio", "Alkaa (kk/vvvv)", "Päättyy (kk/vvvv)"],
        ["Väyläratkaisu", "Kuopion kaupunki", 100, 150, "09/2010", "12/2011"],
        ["Tietovarasto", "Kuopion kaupunki", 80, "", "01/2011", "ei tiedossa"],
    ]
    compare(
        read_register(workbook(tmp_path / "a.xlsx", {"A": rows})),
        [
            Truth(
                "Väyläratkaisu",
                "Kuopion kaupunki",
                None,
                None,
                date(2010, 9, 1),
                date(2011, 12, 31),
                100_000,
                150_000,
                (),
            ),
            Truth("Tietovarasto", "Kuopion kaupunki", None, None, date(2011, 1, 1), None, 80_000, None, ()),
        ],
    )


def test_a_footnote_tells_the_unit_and_columns_are_numbered(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nr", "Projekt", "Huvudman", "Kostnadskalkyl"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Karttjänst", "Vasa stad", 0.25],
        [2, "Passagesystem", "Vasa stad", "0,4–0,5"],
        ["", "* Beloppen i miljoner euro", "", ""],
    ]
    compare(
        read_register(workbook(tmp_path / "f.xlsx", {"A": rows})),
        [
            Truth("Karttjänst", "Vasa stad", None, None, None, None, 250_000, 250_000, ()),
            Truth("Passagesystem", "Vasa stad", None, None, None, None, 400_000, 500_000, ()),
        ],
    )


@pytest.mark.parametrize("rows", ["1;Asiointi;31.2.2011", "1;Asiointi;1.2.2011", "1;Alku;1.2.2011\n2;Loppu;1.3.2011"])
def test_a_short_first_row_is_no_second_header(tmp_path: Path, rows: str) -> None:
    file = tmp_path / "lyhyt.csv"
    file.write_text(f"id;title;start\n{rows}\n", encoding="utf-8")
    assert read_register(file).rows_seen == rows.count("\n") + 1


def test_many_columns_of_ones_own_hide_no_header(tmp_path: Path) -> None:
    own = [f"Mittari {chr(65 + n)} toteutus" for n in range(20)] + [f"Ryhmän {n} kuittaus" for n in range(20)]
    header = ["Hankkeen nimi", "Vastuutaho", "Alkaa", *own]
    path = tmp_path / "leveä.csv"
    rows = [header, *(["Asiointitili", "Oulun kaupunki", "1.3.2012", *["x"] * 40] for _ in range(4))]
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    assert [one.organisation for one in read_register(path).initiatives] == ["Oulun kaupunki"] * 4


def test_one_of_several_phases_is_not_the_schedule(tmp_path: Path) -> None:
    rows = [
        ["Hanke", "Esiselvitys", "Hankinta", "Toteutus", "Käyttöönotto", "Vastuuhenkilö"],
        ["Arkisto", "1-3/2025", "4-6/2025", "7-12/2025", "1/2026", "Maija Mäki"],
        ["Robotiikka", "x", "", "", "", "Pekka Puro"],
        ["Varaus", "valmis", "valmis", "käynnissä", "", "Liisa Laine"],
    ]
    read = read_register(workbook(tmp_path / "phases.xlsx", {"A": rows}))
    assert [(one.start, one.end) for one in read.initiatives] == [(None, None)] * 3
    assert read.initiatives[0].raw["Käyttöönotto"] == "1/2026"


def test_a_second_table_below_with_other_headings_is_a_table_of_its_own(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Nro", "Nimi", "Alku", "Loppu", "Vastuu"],
        ["1", "Arkisto", "1/2025", "12/2026", "Tietohallinto"],
        ["2", "Kartat", "1/2025", "12/2026", "Tekninen toimi"],
        ["", "", "", "", ""],
        ["Päättyneet hankkeet", "", "", "", ""],
        ["Nro", "Nimi", "Päättynyt", "Toteuma t€", "Vastuu"],
        ["9", "Vanha järjestelmä", "31.12.2024", 88, "Sivistystoimi"],
        ["10", "Toinen vanha", "6/2024", "n. 12", "Sivistystoimi"],
    ]
    read = read_register(workbook(tmp_path / "two.xlsx", {"A": rows}))
    assert [(one.title, one.end) for one in read.initiatives] == [
        ("Arkisto", date(2026, 12, 31)),
        ("Kartat", date(2026, 12, 31)),
        ("Vanha järjestelmä", date(2024, 12, 31)),
        ("Toinen vanha", date(2024, 6, 30)),
    ]
    assert [[figure.actual for figure in one.figures] for one in read.initiatives[2:]] == [[88_000_00], [12_000_00]]


def test_traffic_lights_under_the_name_of_the_status_and_a_part_of_the_sum(tmp_path: Path) -> None:
    rows = [
        ["ID", "Projektnamn", "Budget, k€", "Läge"],
        ["P1", "E-tjänster", "1.200", "grön"],
        ["P2", "Plattform", "1.500,50", "gul"],
        ["", "varav konsulter", "200", ""],
        ["P3", "Nät", "0,5 M€ + 100 k€/år", ""],
    ]
    read = read_register(workbook(tmp_path / "lights.xlsx", {"A": rows}))
    assert [(one.title, one.status, one.health, one.investment_min) for one in read.initiatives] == [
        ("E-tjänster", None, "green", 1_200_000_00),
        ("Plattform", None, "yellow", 1_500_500_00),
        ("Nät", None, None, None),  # what is paid once and what a year costs make no sum
    ]
    assert [problem.value for problem in read.problems] == ["0,5 M€ + 100 k€/år"]
