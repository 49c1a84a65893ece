"""Rows with more fields than their header: read where they fit together in one way only, otherwise refused."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.files.cells import Cell
from kpkportfolio.registers.layouts.rejoining import rejoined
from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import ReadInitiative

DATA = Path(__file__).resolve().parents[3] / "../shared/data/real"

FIELDS = {0: Field.REF, 1: Field.TITLE, 2: Field.STATUS, 3: Field.ORGANISATION, 4: Field.START, 5: Field.MONEY}
ROWS = [
    [f"H{n}", f"Hanke {name}", status, party, f"{n + 1}.3.2025", str(1000 * n)]
    for n, (name, status, party) in enumerate(
        [
            ("asiointi", "Idea", "Turun kaupunki"),
            ("arkisto", "Toteutus", "Oulun kaupunki"),
            ("kartat", "Toteutus", "Kuopion kaupunki"),
            ("varaus", "Idea", "Espoon kaupunki"),
            ("luvat", "Idea", "Vantaan kaupunki"),
            ("palaute", "Toteutus", "Lahden kaupunki"),
            ("ohjaus", "Idea", "Porin kaupunki"),
            ("haku", "Toteutus", "Kemin kaupunki"),
        ]
    )
]


def joined(*rows: list[str]) -> list[list[Cell] | None]:
    """What each of the rows becomes; None is refused."""
    found = rejoined([*ROWS, *rows], 6, FIELDS, ",")
    assert all(number >= len(ROWS) for number in found)
    return [found[number].cells if number in found else None for number in range(len(ROWS), len(ROWS) + len(rows))]


def test_a_comma_in_a_name_or_in_two_of_them() -> None:
    row = ["H9", "Luvat", "valvonta", "Idea", "Sosiaali-", "terveys- ja turvallisuusvirasto", "1.3.2025", "500"]
    found = rejoined([*ROWS, row], 6, FIELDS, ",")[8]
    assert found.cells == [
        "H9",
        "Luvat, valvonta",
        "Idea",
        "Sosiaali-, terveys- ja turvallisuusvirasto",
        "1.3.2025",
        "500",
    ]
    assert found.spans == {1: range(1, 3), 3: range(4, 6)}
    assert found.moved({4: "Sosiaali\u00ad-"}, row, ",") == {
        3: "Sosiaali\u00ad-,terveys- ja turvallisuusvirasto",
    }


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["H9", "Luvat", "Idea", "Idea", "Turku", "1.3.2025", "5"], id="two words that are statuses"),
        pytest.param(["H9", "Luvat", "Idea", "Turku", "1.3.2025", "1", "234"], id="a mark inside an amount"),
        pytest.param(["H9", "Luvat", "Idea", "Turku", "1.3.2025", "7", "5"], id="a decimal mark"),
        pytest.param(["H9", "Luvat", "Idea", "Turku", "3", "1.3.2025", "500"], id="a number that might be a date"),
        pytest.param(["H9", "Luvat", "", "Idea", "Turku", "1.3.2025", "500"], id="nothing after the mark"),
        pytest.param(["H9", "Luvat", "valvonta", "Idea", "Turku", "keväällä", "500"], id="no date"),
        pytest.param(["H9", "Luvat", "valvonta", "Idea", "Turku", "1.3.2025", "paljon"], id="no amount"),
        pytest.param(["H9", "Luvat", "valvonta", "hm", "Turku", "1.3.2025", "500"], id="no status"),
        pytest.param(["Luvat", "valvonta", "H9", "Idea", "Turku", "1.3.2025", "500"], id="another order"),
        pytest.param(["H9", "Luvat", "Idea", "Turku", "1.3.2025"], id="too few"),
        pytest.param(["H9", *["Luvat"] * 40, "Idea", "Turku", "1.3.2025", "500"], id="no name has so many"),
    ],
)
def test_what_fits_in_no_way_or_in_several_is_refused(row: list[str]) -> None:
    assert joined(row) == [None]


def test_two_texts_side_by_side_are_not_told_apart() -> None:
    rows = [[*row[:2], row[3], row[2], *row[4:]] for row in ROWS]
    fields = {**FIELDS, 2: Field.ORGANISATION, 3: Field.STATUS}
    wide = ["H9", "Luvat", "valvonta", "Turun kaupunki", "Idea", "1.3.2025", "500"]
    assert rejoined([*rows, wide], 6, fields, ",") == {}


def test_a_list_of_words_may_be_meant() -> None:
    rows = [[row[0], ("EAKR", "ESR")[n % 2], row[1], *row[3:]] for n, row in enumerate(ROWS)]
    fields = {0: Field.REF, 2: Field.TITLE, 3: Field.ORGANISATION, 4: Field.START, 5: Field.MONEY}
    rows = [[*row[:3], row[4], row[3], row[5]] for row in rows]
    fields |= {3: Field.START, 4: Field.ORGANISATION}
    name = ["H9", "EAKR", "Luvat", "valvonta", "1.3.2025", "Turku", "500"]
    words = ["H9", "EAKR", "ESR", "valvonta", "1.3.2025", "Turku", "500"]
    assert list(rejoined([*rows, name, words], 6, fields, ",")) == [8]


def test_marks_that_a_program_left_at_the_end() -> None:
    row = ["H9", "Luvat", "valvonta", "Idea", "Turku", "1.3.2025", "500;"]
    assert rejoined([*ROWS, row], 6, FIELDS, ",") == {}
    assert rejoined([*ROWS, row], 6, FIELDS, ",", "Kustannus;")[8].cells[-1] == "500"
    padded = ["H9", "Luvat", "valvonta", "Idea", "Turku", "1.3.2025", "500", "", ";"]
    # the amount might be the empty field; of many rows none has an empty one
    assert rejoined([*ROWS, padded], 6, FIELDS, ",") == {}
    assert rejoined([*ROWS * 4, padded], 6, FIELDS, ",")[32].cells[1] == "Luvat, valvonta"


def test_few_rows_teach_nothing() -> None:
    row = ["H9", "Luvat", "valvonta", "Idea", "Turku", "1.3.2025", "500"]
    assert joined(row) != [None]
    assert rejoined([*ROWS[:7], row], 6, FIELDS, ",") == {}


def test_a_column_that_is_never_filled_teaches_nothing() -> None:
    rows = [[*row, ""] for row in ROWS]
    good = ["H9", "Luvat", "valvonta", "Idea", "Turku", "1.3.2025", "500", ""]
    odd = [*good[:-1], "mitä tämä on"]
    assert list(rejoined([*rows, good, odd], 7, FIELDS, ",")) == [8]


def test_the_reader_tells_what_it_joined(tmp_path: Path) -> None:
    header = "Tunnus,Hankkeen nimi,Tila,Vastuutaho,Alkaa,Kustannus"
    lines = [header, *map(",".join, ROWS), "H9,Luvat, valvonta,Idea,Turku,1.3.2025,500", "H10,a,b,Idea,Turku,?,5"]
    path = tmp_path / "r.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    read = read_register(path)
    last = read.initiatives[-1]
    assert (last.ref, last.title, last.organisation, last.investment_max) == ("H9", "Luvat, valvonta", "Turku", 50_000)
    assert last.raw["Hankkeen nimi"] == "Luvat, valvonta"
    told, refused = read.problems
    assert (told.row, told.column, told.value, told.fatal) == (9, "Hankkeen nimi", "Luvat, valvonta", False)
    assert "2 of them were read as one cell" in told.message
    assert "quotation marks" in told.accepted
    assert (refused.row, refused.fatal) == (10, True)


# --- never wrong -------------------------------------------------------------------------------------------

_NAMES = st.lists(
    st.sampled_from("Idea Toteutus ESR EAKR H7 2 12 500 3.2025 1.3.2025 Turku kaupunki ja hanke luvat 2025 –".split()),
    min_size=1,
    max_size=5,
).map(" ".join)
_PARTS = {
    Field.REF: st.integers(1, 99).map("H{}".format),
    Field.TITLE: _NAMES.map("Hanke {}".format),
    Field.DESCRIPTION: st.one_of(st.just(""), _NAMES),
    Field.ORGANISATION: st.one_of(st.just(""), _NAMES.map("Turku {}".format)),
    Field.PROGRAMME: st.sampled_from(["ESR", "EAKR", "ESR, EAKR"]),
    Field.STATUS: st.sampled_from(["Idea", "Toteutus", "Valmis"]),
    Field.START: st.dates().map(lambda day: f"{day.day}.{day.month}.20{day.year % 100:02}"),
    Field.MONEY: st.one_of(
        st.just(""), st.integers(0, 99_999).map(str), st.integers(0, 9_999_999).map(lambda n: f"{n:,}")
    ),
}


@given(st.data())
def test_a_broken_row_comes_back_equal_or_is_refused(data: st.DataObject) -> None:
    order = data.draw(st.permutations(list(_PARTS)))
    rows = data.draw(st.lists(st.tuples(*(_PARTS[what] for what in order)), min_size=8, max_size=16))
    name = data.draw(st.sampled_from([Field.TITLE, Field.DESCRIPTION, Field.ORGANISATION]))
    at = order.index(name)
    whole = list(rows[-1])
    places = [place for place, letter in enumerate(whole[at]) if letter == " "]
    if places:
        place = data.draw(st.sampled_from(places))
        whole[at] = f"{whole[at][:place]},{whole[at][place:]}"
    fields = [part.strip() for part in ",".join(whole).split(",")]
    good = [list(row) for row in rows[:-1]] * 2
    found = rejoined([*good, fields], len(order), dict(enumerate(order)), ",").get(len(good))
    if found is not None:
        assert _bare(found.cells) == _bare(whole)


def _bare(cells: Sequence[object]) -> list[str]:
    return ["".join(str(cell).split()) for cell in cells]


# --- the same register, separated well and badly -----------------------------------------------------------


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder is not beside the checkout")
@pytest.mark.parametrize(
    ("broken", "well", "read", "refused"),
    [
        ("fi_rakennerahasto_2014_2020_trailing_semicolons.csv", "fi_rakennerahasto_2014_2020.csv", 2871, 10),
        ("fi_rakennerahasto_2007_2013_old_8bit_first400.csv", "fi_rakennerahasto_2007_2013.csv", 352, 47),
    ],
)
def test_what_is_joined_is_what_the_well_separated_file_says(broken: str, well: str, read: int, refused: int) -> None:
    register = read_register(DATA / "quirks" / broken)
    assert len(register.initiatives) == read
    assert len({problem.row for problem in register.problems if problem.fatal}) == refused
    rows = {problem.row for problem in register.problems if "read as one cell" in problem.message}
    assert len(rows) > 300
    with (DATA / well).open(encoding="utf-8", newline="") as stream:
        truth = {row["Koodi"]: row for row in csv.DictReader(stream)}
    known = {one.ref: one for one in read_register(DATA / well).initiatives}
    for one in register.initiatives:
        if one.row in rows:
            assert one.ref is not None
            assert _facts(one) == _facts(known[one.ref])
            assert [_letters(text) for text in one.raw.values()] == [
                _letters(text) for text in truth[one.ref].values() if text.strip()
            ]


def _facts(one: ReadInitiative) -> list[object]:
    texts = [_letters(text or "") for text in (one.title, one.organisation, one.programme)]
    return [*texts, one.status, one.start, one.end, one.investment_min, one.investment_max]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
