"""What columns are taken for, how surely, and which fields only some registers have."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.model.vocabulary import DependencyKind, Health, ImpactKind, MoneyKind
from kpkportfolio.registers.columns.assignment import assign
from kpkportfolio.registers.columns.confidence import SURE, by_header, by_likeness
from kpkportfolio.registers.columns.further_words import FURTHER
from kpkportfolio.registers.columns.headings import Heading
from kpkportfolio.registers.columns.words import HEADER_WORDS, Field
from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import Figure, ReadInitiative, ReadLink, ReadMilestone
from kpkportfolio.registers.values.cell_lists import split_links, split_milestones, split_references
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.registers.values.judging import are_fractions, read_health, read_priority, read_progress
from tests.registers.layout_factory import workbook
from tests.registers.test_generated import Case

WRITTEN = {"desc": "description", "org": "organisation", "out": "deliverables"}
BASE = [
    ["Tunnus", "Hanke", "Vastuutaho", "Tila"],
    ["H-1", "Yhteinen arkisto", "Turun kaupunki", "toteutus"],
    ["H-2", "Seudun kartta", "Oulun kaupunki", "idea"],
    ["H-3", "Lomakkeet verkkoon", "Vaasan kaupunki", "idea"],
]


def with_column(tmp_path: Path, *columns: list[Any]) -> list[ReadInitiative]:
    """The three initiatives as read with more columns, each a heading and three values."""
    rows = [[*row, *(column[number] for column in columns)] for number, row in enumerate(BASE)]
    read = read_register(workbook(tmp_path / "r.xlsx", {"T": rows}))
    assert [one.title for one in read.initiatives] == [row[1] for row in BASE[1:]]
    assert not any(problem.fatal for problem in read.problems)
    return read.initiatives


def test_what_is_sure_is_right_in_generated_registers() -> None:
    sure, right = 0, 0
    for seed in range(400):
        case = Case(seed)
        headings = [Heading(case.header[field]) for field in case.fields]
        columns = assign(headings, [case.row(record) for record in case.records])
        for column, what in columns.uses.items():
            if columns.confidence[column] >= SURE:
                sure += 1
                meant = WRITTEN.get(case.fields[column], case.fields[column])
                # one column of both days serves as the start, too
                right += what == meant or (what is Field.SCHEDULE and meant == "start")
    assert sure > 3000
    assert right >= 0.99 * sure


def test_every_column_in_use_has_a_confidence() -> None:
    for seed in range(100):
        case = Case(seed)
        columns = assign([Heading(case.header[field]) for field in case.fields], list(map(case.row, case.records)))
        assert set(columns.uses) == set(columns.confidence)
        assert all(0 <= confidence <= 1 for confidence in columns.confidence.values())


scores, shares = st.floats(0, 130), st.floats(0, 1)


@given(scores, scores, shares, shares, st.floats(-50, 130), st.floats(-50, 130))
def test_confidence_grows_with_words_values_and_margin(
    named: float, more: float, agreement: float, better: float, margin: float, wider: float
) -> None:
    less = by_header(min(named, more), min(agreement, better), min(margin, wider))
    assert 0 <= less <= by_header(max(named, more), max(agreement, better), max(margin, wider)) + 1e-9 <= 1 + 2e-9
    assert by_likeness(min(agreement, better), 0.5) <= by_likeness(max(agreement, better), 0.5) <= 1


def test_a_guess_is_left_out_and_told_unless_guesses_are_wanted(tmp_path: Path) -> None:
    rows = [
        [*row, cell] for row, cell in zip(BASE, ["Investoinnin suuruus", "5 t€", "7 t€", "ei tiedossa"], strict=True)
    ]
    path = workbook(tmp_path / "r.xlsx", {"T": rows})
    believed = read_register(path)
    (guess,) = [one for one in believed.tables[0].columns if one.heading == "Investoinnin suuruus"]
    assert guess.what is Field.MONEY
    assert SURE <= guess.confidence < 0.95
    assert [one.investment_max for one in believed.initiatives] == [500_000, 700_000, None]
    left = read_register(path, guess_from=0.95)
    assert [one.investment_max for one in left.initiatives] == [None] * 3
    (told,) = left.problems
    assert (told.row, told.column, told.value, told.fatal) == (None, guess.heading, "money", False)
    assert "mapping" in told.accepted
    # what it would have been taken for is still shown
    assert left.tables[0].columns == (*believed.tables[0].columns[:-1], left.tables[0].columns[-1])
    assert left.tables[0].columns[-1].what is Field.MONEY


def test_without_a_sure_title_nothing_is_read(tmp_path: Path) -> None:
    read = read_register(workbook(tmp_path / "r.xlsx", {"T": BASE}), guess_from=1.01)
    assert not read.initiatives
    assert [(one.column, one.value) for one in read.problems if one.fatal] == [("Hanke", "title")]
    assert [row for _sheet, row, _why in read.skipped] == [0]
    assert read.tables[0].columns[1].what is Field.TITLE


@pytest.mark.parametrize("heading", ["Liikennevalo", "Hankkeen terveys", "Trafikljus", "RAG status", "Colour rating"])
@pytest.mark.parametrize(
    ("words", "lights"),
    [
        (["vihreä", "Keltainen", "PUNAINEN"], "gyr"),
        (["grön", "gul", "röd"], "gyr"),
        (["Green", "Amber", "Red"], "gyr"),
        (["G", "A", "R"], "gyr"),
        (["Amber/Green", "Amber/Red", "🟢"], "yrg"),
        (["🔴", "ei tiedossa", "🟡"], "r-y"),
    ],
)
def test_traffic_lights(tmp_path: Path, heading: str, words: list[str], lights: str) -> None:
    meant = {"g": Health.GREEN, "y": Health.YELLOW, "r": Health.RED, "-": None}
    assert [one.health for one in with_column(tmp_path, [heading, *words])] == [meant[light] for light in lights]


def test_traffic_lights_in_the_column_of_the_status_stay_unknown_words() -> None:
    assert read_health("toteutus") == read_health("Red herring on the menu") == read_health("1")
    assert isinstance(read_health("1"), Fault)


def test_progress_in_every_spelling(tmp_path: Path) -> None:
    assert [one.progress for one in with_column(tmp_path, ["Valmiusaste, %", 45, 0, 100])] == [45, 0, 100]
    assert [one.progress for one in with_column(tmp_path, ["% complete", 0.45, 0, 1])] == [45, 0, 100]
    assert [one.progress for one in with_column(tmp_path, ["Färdiggrad", "45 %", "n. 12,5%", "-"])] == [45, 12, None]
    assert are_fractions([0, 0.5, 1])
    assert not are_fractions([0, 1])
    # a spreadsheet's shares as a text file has them, and beside per cents that say so
    assert [one.progress for one in with_column(tmp_path, ["Valmiusaste", "0,45", "1", "0"])] == [45, 100, 0]
    assert [one.progress for one in with_column(tmp_path, ["% complete", "45%", "0.8", "1"])] == [45, 80, 100]
    # among larger numbers it may be either
    assert isinstance(read_progress(0.8), Fault)
    assert isinstance(read_progress(140), Fault)
    assert isinstance(read_progress("140 %"), Fault)
    assert isinstance(read_progress(True), Fault)


def test_priorities(tmp_path: Path) -> None:
    assert [one.priority for one in with_column(tmp_path, ["Prioriteetti", 1, 3, ""])] == [1, 3, None]
    assert [one.priority for one in with_column(tmp_path, ["Prioritet", "hög", "medel", "låg"])] == [1, 2, 3]
    assert [one.priority for one in with_column(tmp_path, ["Priority", "P1", "2 (later)", "High"])] == [1, 2, 1]
    assert isinstance(read_priority("sometime"), Fault)


def test_notes_reasons_and_links(tmp_path: Path) -> None:
    read = with_column(
        tmp_path,
        ["Huomautukset", "Odottaa rahaa", "", "Etenee"],
        ["Kommentti", "Kysy Matilta", "", ""],
        ["Tilan peruste", "", "Ei resursseja", ""],
        ["Linkki", "https://turku.fi/arkisto", "www.ouka.fi, https://kartta.fi/a", ""],
    )
    assert [one.note for one in read] == ["Odottaa rahaa\nKysy Matilta", None, "Etenee"]
    assert [one.status_reason for one in read] == [None, "Ei resursseja", None]
    assert [one.links for one in read] == [("https://turku.fi/arkisto",), ("www.ouka.fi", "https://kartta.fi/a"), ()]
    assert all(one.description is None for one in read)


def test_milestones(tmp_path: Path) -> None:
    cell = "Pilotti 3/2011; Käyttöönotto: syksy 2012; Arviointi (31.1.2013)"
    read = with_column(tmp_path, ["Välitavoitteet", cell, "Ensimmäinen versio", ""])
    assert read[0].milestones == (
        ReadMilestone("Pilotti", date(2011, 3, 31)),
        ReadMilestone("Käyttöönotto", date(2012, 12, 31)),
        ReadMilestone("Arviointi", date(2013, 1, 31)),
    )
    assert read[1].milestones == (ReadMilestone("Ensimmäinen versio"),)
    assert split_milestones("Strategia 2030") == (ReadMilestone("Strategia 2030"),)
    assert split_milestones("Start 1/2012, slut 3/2012") == (
        ReadMilestone("Start", date(2012, 1, 31)),
        ReadMilestone("slut", date(2012, 3, 31)),
    )


def test_parts_and_predecessors_by_reference_or_name(tmp_path: Path) -> None:
    read = with_column(
        tmp_path, ["Ylähanke", "", "H-1", "Yhteinen arkisto"], ["Riippuvuudet", "", "H-1", "Yhteinen arkisto; H-2SS+5"]
    )
    assert [one.parent for one in read] == [None, "H-1", "H-1"]
    assert read[1].predecessors == (ReadLink("H-1"),)
    assert read[2].predecessors == (ReadLink("H-1"), ReadLink("H-2", DependencyKind.START_START, 5))
    assert split_references("H-1") == (ReadLink("H-1"),)
    assert split_links("see www.a.fi.") == ("www.a.fi",)


def test_records_without_references_refer_to_each_other_by_title(tmp_path: Path) -> None:
    rows = [
        ["Hanke", "Tila", "Ylähanke", "Riippuvuudet"],
        ["Arkisto", "idea", "", "Tunnistus"],
        ["Tunnistus", "idea", "Arkisto", ""],
        ["Maksut", "idea", "Arkisto", "Tunnistus; Maksut"],
    ]
    read = read_register(workbook(tmp_path / "r.xlsx", {"T": rows}))
    assert [(one.parent, [link.ref for link in one.predecessors]) for one in read.initiatives] == [
        (None, ["Tunnistus"]),
        ("Arkisto", []),
        ("Arkisto", ["Tunnistus"]),
    ]
    assert [(one.row, one.value) for one in read.problems] == [(4, "Maksut")]


def test_a_parent_that_is_not_there_is_told(tmp_path: Path) -> None:
    values = ["Ylähanke", "H-2", "H-1", "H-1", "H-1", "H-1", "Vanha hanke", "H-7"]
    rows = [*BASE, *([f"H-{n}", f"Hanke numero {n}", "Turun kaupunki", "idea"] for n in range(4, 8))]
    path = workbook(tmp_path / "r.xlsx", {"T": [[*row, value] for row, value in zip(rows, values, strict=True)]})
    read = read_register(path)
    assert [one.parent for one in read.initiatives] == ["H-2", "H-1", "H-1", "H-1", "H-1", None, None]
    told = [(one.row, one.column, one.value, one.fatal) for one in read.problems]
    # of itself nothing is a part
    assert told == [(7, "Ylähanke", "Vanha hanke", False), (8, "Ylähanke", "H-7", False)]


def test_money_of_other_kinds_and_by_year(tmp_path: Path) -> None:
    read = with_column(
        tmp_path,
        ["Kustannusarvio (1000 €)", 150, 20, 30],
        ["Toteuma 2011 (1000 €)", 20, "", 5],
        ["Käyttökustannukset (€)", 1000, 2000, ""],
        ["Muutosinvestointi", "2 M€", "", ""],
        ["Hyötyarvio, M€", 1, "", ""],
        ["Säästö (t€)", 5, "", ""],
    )
    assert (read[0].investment_min, read[0].investment_max) == (15_000_000, 15_000_000)
    assert set(read[0].figures) == {
        Figure(MoneyKind.ICT_INVESTMENT, 2011, None, None, 2_000_000),
        Figure(MoneyKind.RUNNING_COST, None, 100_000, 100_000),
        Figure(MoneyKind.CHANGE_INVESTMENT, None, 200_000_000, 200_000_000),
        Figure(ImpactKind.PROCESS_BENEFIT, None, 100_000_000, 100_000_000),
        Figure(ImpactKind.ICT_SAVING, None, 500_000, 500_000),
    }
    assert read[1].figures == (Figure(MoneyKind.RUNNING_COST, None, 200_000, 200_000),)


def test_money_by_year_is_kept_by_year_and_summed(tmp_path: Path) -> None:
    read = with_column(tmp_path, ["2012", 10, 20, ""], ["2013", 5, "", 7])
    assert read[0].figures == (
        Figure(MoneyKind.ICT_INVESTMENT, 2012, 1000, 1000),
        Figure(MoneyKind.ICT_INVESTMENT, 2013, 500, 500),
    )
    assert [one.investment_max for one in read] == [1500, 2000, 700]


def test_years_under_a_heading_of_other_money_are_no_investment(tmp_path: Path) -> None:
    top = ["", "", "", "", "Käyttökustannukset", ""]
    rows: list[list[Any]] = [top, [*BASE[0], "2012", "2013"], *([*row, 10, 20] for row in BASE[1:])]
    path = workbook(tmp_path / "r.xlsx", {"T": rows}, {"T": [(0, 4, 0, 5)]})
    for one in read_register(path).initiatives:
        assert one.investment_max is None
        assert one.figures == (
            Figure(MoneyKind.RUNNING_COST, 2012, 1000, 1000),
            Figure(MoneyKind.RUNNING_COST, 2013, 2000, 2000),
        )


def test_a_heading_alone_is_not_enough(tmp_path: Path) -> None:
    read = with_column(
        tmp_path,
        ["Liikennevalo", "Mannerheimintie", "Aleksi", "Bulevardi"],
        ["Hyödyt", "Nopeampi asiointi", "Parempi laatu", "Vähemmän paperia"],
        ["Linkki", "ks. intra", "", "kysy"],
        ["Riippuvuudet", "Väyläviraston hanke", "", "ei tiedetä vielä kaikkea"],
    )
    for one in read:
        assert (one.health, one.figures, one.links, one.predecessors) == (None, (), (), ())


def test_amounts_in_other_money_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [[*row, cell] for row, cell in zip(BASE, ["Driftskostnad (SEK)", 10, 20, 30], strict=True)]
    read = read_register(workbook(tmp_path / "r.xlsx", {"T": rows}))
    assert all(not one.figures for one in read.initiatives)
    assert [(one.column, one.value) for one in read.problems] == [("Driftskostnad (SEK)", "SEK")]


def test_every_field_has_words() -> None:
    known = {what for what, _weak in HEADER_WORDS.values()} | {Field.MONEY_MIN, Field.MONEY_MAX}
    assert set(FURTHER) == set(Field) - known


def test_where_a_word_names_two_fields_the_values_tell(tmp_path: Path) -> None:
    dated = with_column(tmp_path, ["Valmis", "31.12.2011", "2012", "2013"])
    assert [one.end for one in dated] == [date(2011, 12, 31), date(2012, 12, 31), date(2013, 12, 31)]
    assert all(one.progress is None for one in dated)
    assert [one.progress for one in with_column(tmp_path, ["Valmis", "10 %", "20 %", "100 %"])] == [10, 20, 100]


def test_amounts_without_a_currency_among_danish_texts_are_told(tmp_path: Path) -> None:
    text = "Formålet er at skabe vækst i virksomhederne og udvikle nye metoder"
    rows: list[list[Any]] = [["Projektitel", "Budget"], *([f"{text} {n}", f"{n}.414.794"] for n in range(1, 6))]
    read = read_register(workbook(tmp_path / "kroner.xlsx", {"1": rows}))
    assert read.initiatives[0].investment_max == 141479400
    assert [(one.column, "kroner" in one.message) for one in read.problems] == [("Budget", True)]
    rows[1][1] = "1.414.794 €"
    assert read_register(workbook(tmp_path / "euros.xlsx", {"1": rows})).problems == []
