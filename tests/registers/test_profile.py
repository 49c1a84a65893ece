"""A register read as a person said: tables, headers, columns, words, names, days, encoding, delimiter."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpkportfolio.model.vocabulary import Health, MoneyKind, Status
from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.noted_problems import with_problems
from kpkportfolio.registers.profile import NAMED, Profile, TableProfile, Use
from kpkportfolio.registers.reading import NoHeader, read_register
from kpkportfolio.registers.record import Figure, ReadRegister
from tests.registers.layout_factory import workbook

HEADER = ["Tunnus", "Hanke", "Selite", "Taho", "Tila", "Alkaa", "Päättyy", "Hinta (1000 €)", "Salkku", "Muuta"]
# fmt: off
ROWS = [
    ["H-1", "Yhteinen arkisto", "Asiakirjat yhteen paikkaan", "Tampereen kaupunki", "kypsyy",
     "3/4/2012", "2013", 150, "A", "x"],
    ["H-2", "Seudun kartta", "Kartat verkkoon kaikille", "Oulun kaupunki", "toteutus",
     "5/6/2012", "2014", 90, "B", "y"],
    ["H-3", "Asiakkaan tunnistus", "Kirjautuminen kerralla kuntoon", "Turun kaupunki", "idea",
     "7/8/2012", "2015", 20, "A", ""],
]
# fmt: on


def one_sheet(tmp_path: Path, rows: list[list[Any]] | None = None, name: str = "Hankkeet") -> Path:
    return workbook(tmp_path / "hankkeet.xlsx", {name: rows or [HEADER, *ROWS]})


def of_sheet(*uses: Use, **said: Any) -> Profile:
    return Profile((TableProfile("Hankkeet", uses=uses, **said),))


def seen(register: ReadRegister, heading: str) -> tuple[Field | None, str | None, bool]:
    (column,) = [one for table in register.tables for one in table.columns if one.heading == heading]
    return column.what, column.custom, column.said


def test_a_column_is_what_was_said(tmp_path: Path) -> None:
    path = one_sheet(tmp_path)
    plain = read_register(path)
    assert plain.initiatives[0].description == "Asiakirjat yhteen paikkaan"
    read = read_register(
        path,
        profile=of_sheet(
            Use("Selite", Field.NOTE), Use("Salkku", custom="Oma salkku"), Use("Taho"), Use("Muuta", Field.OTHER)
        ),
    )
    first = read.initiatives[0]
    assert (first.note, first.description, first.organisation) == ("Asiakirjat yhteen paikkaan", None, None)
    assert first.custom == (("Oma salkku", "A"),)
    assert seen(read, "Selite") == (Field.NOTE, None, True)
    assert seen(read, "Salkku") == (None, "Oma salkku", True)
    assert seen(read, "Taho") == (None, None, True)
    assert seen(read, "Hanke") == (Field.TITLE, None, False)
    assert all(column.confidence == 1 for table in read.tables for column in table.columns if column.said)
    assert not read.remarks


def test_the_title_may_be_any_column(tmp_path: Path) -> None:
    read = read_register(
        one_sheet(tmp_path), profile=of_sheet(Use("Selite", Field.TITLE), Use("Hanke", Field.DESCRIPTION))
    )
    assert [one.title for one in read.initiatives] == [row[2] for row in ROWS]
    assert [one.description for one in read.initiatives] == [row[1] for row in ROWS]


def test_words_and_names_are_what_was_said(tmp_path: Path) -> None:
    path = one_sheet(tmp_path)
    assert [one.value for one in read_register(path).problems] == ["kypsyy"]
    names = {"organisation": {"TAMPEREEN  kaupunki": "Tampere"}, "programme": {"A": "Arki sujuvaksi"}}
    profile = Profile(
        (TableProfile("Hankkeet", uses=(Use("Salkku", Field.PROGRAMME),)),),
        statuses={"Kypsyy": Status.PROPOSED, "idea": None},
        names=names,
    )
    read = read_register(path, profile=profile)
    assert [one.status for one in read.initiatives] == [Status.PROPOSED, Status.IMPLEMENTATION, None]
    assert [one.organisation for one in read.initiatives] == ["Tampere", "Oulun kaupunki", "Turun kaupunki"]
    assert [one.programme for one in read.initiatives] == ["Arki sujuvaksi", "B", "Arki sujuvaksi"]
    assert not read.problems


def test_the_order_of_day_and_month_is_said_for_all_columns_or_one(tmp_path: Path) -> None:
    path = one_sheet(tmp_path)
    starts = {
        first: [one.start for one in read_register(path, profile=Profile(day_first=first_said)).initiatives]
        for first, first_said in (("all", {"": False}), ("one", {"Alkaa": False}), ("both", {"": False, "Alkaa": True}))
    }
    assert starts["all"] == starts["one"] == [date(2012, 3, 4), date(2012, 5, 6), date(2012, 7, 8)]
    assert starts["both"] == [date(2012, 4, 3), date(2012, 6, 5), date(2012, 8, 7)]
    read = read_register(path, profile=Profile(day_first={"Alkaa": False}))
    assert [one.interpretation for one in read.tables[0].columns if one.heading == "Alkaa"] == ["month before day"]


def test_what_is_no_longer_there_is_told(tmp_path: Path) -> None:
    profile = Profile(
        (TableProfile("Hankkeet", uses=(Use("Vanha sarake", Field.NOTE),)), TableProfile("Poistettu")),
        day_first={"Kadonnut": True},
    )
    read = read_register(one_sheet(tmp_path), profile=profile)
    assert len(read.initiatives) == 3
    told = "\n".join(read.remarks)
    assert all(name in told for name in ("Vanha sarake", "Poistettu", "Kadonnut"))


def test_a_sheet_with_another_name_is_known_when_it_is_the_only_one(tmp_path: Path) -> None:
    profile = Profile((TableProfile("Hankkeet 2011", uses=(Use("Selite", Field.NOTE),)),))
    read = read_register(one_sheet(tmp_path, name="Hankkeet 2012"), profile=profile)
    assert read.initiatives[0].note == "Asiakirjat yhteen paikkaan"
    assert len(read.remarks) == 1
    assert "Hankkeet 2011" in read.remarks[0]


def test_two_columns_cannot_both_be_the_title(tmp_path: Path) -> None:
    read = read_register(one_sheet(tmp_path), profile=of_sheet(Use("Hanke", Field.TITLE), Use("Selite", Field.TITLE)))
    assert [one.title for one in read.initiatives] == [row[1] for row in ROWS]
    assert len(read.remarks) == 1
    assert "Selite" in read.remarks[0]


def test_a_table_is_left_out_or_taken(tmp_path: Path) -> None:
    codes = [["Koodi", "Nimi"], ["K1", "kiireellinen"], ["K2", "tavallinen"]]
    path = workbook(tmp_path / "kaksi.xlsx", {"Hankkeet": [HEADER, *ROWS], "Koodit": codes})
    assert [table.taken for table in read_register(path).tables] == [True, False]
    read = read_register(path, profile=Profile((TableProfile("Hankkeet", taken=False), TableProfile("Koodit"))))
    assert [one.title for one in read.initiatives] == ["kiireellinen", "tavallinen"]
    assert [(table.taken, table.records) for table in read.tables] == [(False, 0), (True, 2)]
    assert [sheet for sheet, row, _why in read.skipped if row == 0] == ["Hankkeet"]
    nothing = read_register(path, profile=Profile((TableProfile("Hankkeet", taken=False),)))
    assert not nothing.initiatives
    assert len(nothing.tables) == 2


def test_a_header_is_where_it_was_said_to_be(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Hankesalkku"],
        ["Hanke", "Taho", "Tila"],
        ["mikä", "kuka", "missä"],
        *[[*row[1:2], *row[3:5]] for row in ROWS],
    ]
    path = one_sheet(tmp_path, rows)
    assert len(read_register(path).initiatives) == 4
    read = read_register(path, profile=of_sheet(header=(1, 2)))
    assert [one.title for one in read.initiatives] == [row[1] for row in ROWS]
    assert read.tables[0].header == (1, 2)
    assert read.tables[0].fates[1:4] == ("header", "header", "record")
    wrong = read_register(path, profile=of_sheet(header=(70, 71)))
    assert len(wrong.initiatives) == 4
    assert len(wrong.remarks) == 1


def test_of_two_tables_on_a_sheet_one_may_be_spoken_of(tmp_path: Path) -> None:
    second = [["Projekti", "Organisaatio", "Vaihe", "Huomio"], ["Uusi verkko", "Vaasan kaupunki", "idea", "heti"]]
    path = one_sheet(tmp_path, [HEADER, *ROWS, [], *second])
    plain = read_register(path)
    assert [table.header for table in plain.tables] == [(0, 0), (5, 5)]
    read = read_register(path, profile=of_sheet(Use("Huomio", custom="Kiire"), header=(5, 5)))
    assert [one.title for one in read.initiatives] == [one.title for one in plain.initiatives]
    assert read.initiatives[-1].custom == (("Kiire", "heti"),)
    left = read_register(path, profile=of_sheet(header=(5, 5), taken=False))
    assert [one.title for one in left.initiatives] == [row[1] for row in ROWS]


def test_a_header_no_program_would_find(tmp_path: Path) -> None:
    rows = [["Q", "W", "E"], ["Yhteinen arkisto", "Tampereen kaupunki", "idea"], ["Kartta", "Oulun kaupunki", "idea"]]
    path = one_sheet(tmp_path, rows)
    with pytest.raises(NoHeader) as told:
        read_register(path)
    assert told.value.tables[0].grid[1] == ("Yhteinen arkisto", "Tampereen kaupunki", "idea")
    uses = (Use("Q", Field.TITLE), Use("W", Field.ORGANISATION), Use("E", Field.STATUS))
    for profile in (of_sheet(*uses), of_sheet(*uses, header=(0, 0))):
        read = read_register(path, profile=profile)
        assert [one.title for one in read.initiatives] == ["Yhteinen arkisto", "Kartta"]
        assert read.initiatives[0].organisation == "Tampereen kaupunki"


def test_a_table_is_turned_as_said(tmp_path: Path) -> None:
    rows = [["Q", "W"], *[[row[1], row[3]] for row in ROWS]]
    path = one_sheet(tmp_path, [list(column) for column in zip(*rows, strict=True)])
    profile = of_sheet(Use("Q", Field.TITLE), Use("W", Field.ORGANISATION), header=(0, 0), transposed=True)
    read = read_register(path, profile=profile)
    assert [one.title for one in read.initiatives] == [row[1] for row in ROWS]
    (table,) = read.tables
    assert (table.transposed, table.header, len(table.grid)) == (True, (0, 0), 2)
    assert table.fates == ("header", "record", "record", "record")


def test_an_encoding_and_a_delimiter_are_believed(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes("Hanke^Taho^Tila\nÄlykäs työ^Åbo stad^idea\nToinen^Oulu^idea\n".encode("cp850"))
    read = read_register(path, profile=Profile(encoding="cp850", delimiter="^"))
    assert read.initiatives[0].title == "Älykäs työ"
    assert (read.encoding, read.delimiter) == ("cp850", "^")


def test_money_by_year_may_be_said(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Hanke", "Taho", "Tila", "2012", "2013", "Kulut"],
        ["Arkisto", "Oulun kaupunki", "idea", 10, 20, 5],
    ]
    uses = Use("2012", Field.MONEY), Use("2013", Field.MONEY), Use("Kulut", Field.RUNNING_COST)
    read = read_register(one_sheet(tmp_path, rows), profile=of_sheet(*uses)).initiatives[0]
    assert (read.investment_min, read.investment_max) == (3000, 3000)
    assert read.figures == (
        Figure(MoneyKind.ICT_INVESTMENT, 2012, 1000, 1000),
        Figure(MoneyKind.ICT_INVESTMENT, 2013, 2000, 2000),
        Figure(MoneyKind.RUNNING_COST, None, 500, 500),
    )


def test_a_said_column_whose_values_do_not_fit_is_a_problem_of_each_value(tmp_path: Path) -> None:
    read = read_register(one_sheet(tmp_path), profile=of_sheet(Use("Salkku", Field.HEALTH)))
    assert [one.health for one in read.initiatives] == [Health.YELLOW, None, Health.YELLOW]
    assert [(one.row, one.column, one.value, one.fatal) for one in read.problems if one.column == "Salkku"] == [
        (3, "Salkku", "B", False)
    ]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_profile_read_back_from_its_text_reads_the_same(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    headings = st.sampled_from([*HEADER, "Tuntematon"])
    uses = st.lists(
        st.builds(Use, headings, st.one_of(st.none(), st.sampled_from(Field)))
        | st.builds(Use, headings, st.none(), st.sampled_from(["Oma", "Toinen"])),
        max_size=5,
        unique_by=lambda use: use.heading,
    )
    headers = st.none() | st.sampled_from([(0, 0), (0, 1), (1, 1), (9, 9)])
    table = st.builds(
        TableProfile, st.sampled_from(["Hankkeet", "Toinen"]), headers, st.booleans(), st.booleans(), uses.map(tuple)
    )
    profile = data.draw(
        st.builds(
            Profile,
            st.lists(table, max_size=2).map(tuple),
            st.dictionaries(st.sampled_from(["kypsyy", "idea", "toteutus"]), st.none() | st.sampled_from(Status)),
            st.dictionaries(
                st.sampled_from(NAMED),
                st.dictionaries(st.sampled_from(["A", "Oulun kaupunki"]), st.just("X"), min_size=1),
            ),
            st.dictionaries(st.sampled_from(["", "Alkaa"]), st.booleans()),
        )
    )
    path = one_sheet(tmp_path_factory.mktemp("profile"))
    again = Profile.loads(profile.dumps())
    assert again.dumps() == profile.dumps()
    read, as_said = (read_register(path, profile=one) for one in (again, profile))
    assert replace(read, profile=None) == replace(as_said, profile=None)


def test_columns_that_were_seen_keep_the_order_of_the_file() -> None:
    columns = {"Tila": "status", "Hanke": "title", "Alkaa": "start"}
    kept = Profile.loads(with_problems(Profile(seen={"": columns}).dumps(), ()))
    assert list(kept.seen[""]) == ["Tila", "Hanke", "Alkaa"]
