"""Groups named on their first row only: what is carried down, and above all what is not."""

from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.registers.reading import ReadRegister, read_register
from tests.registers.layout_factory import workbook

HEADER: list[Any] = ["Ohjelma", "Hanke", "Vastuutaho", "Tila"]


def _rows(*groups: tuple[str, list[str]], between: bool = False) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for name, titles in groups:
        if rows and between:
            rows.append(["", "", "", ""])
        rows += [["" if at else name, title, "Oulun kaupunki", "idea"] for at, title in enumerate(titles)]
    return rows


def _read(tmp_path: Path, rows: list[list[Any]], header: list[Any] = HEADER) -> ReadRegister:
    return read_register(workbook(tmp_path / "a.xlsx", {"A": [header, *rows]}), guess_from=0)


SORTED = [
    ("Asiointi", ["Portaali", "Arkisto"]),
    ("Hallinto", ["Talous", "Henkilöstö", "Palkat"]),
    ("Kartat", ["Paikkatieto", "Ilmakuvat"]),
    ("Äänestys", ["Vaalit", "Luettelo"]),
]


def test_names_in_order(tmp_path: Path) -> None:
    read = _read(tmp_path, _rows(*SORTED))
    assert [one.programme for one in read.initiatives] == [name for name, titles in SORTED for _title in titles]
    assert read.remarks == ("A: empty cells of “Ohjelma” were read as the cell above them (rows: 5).",)


def test_empty_rows_between_groups(tmp_path: Path) -> None:
    groups = [("Terveys", ["Portaali", "Arkisto"]), ("Asuminen", ["Kaavat", "Luvat", "Tontit"])]
    read = _read(tmp_path, _rows(*groups, between=True))
    assert [one.programme for one in read.initiatives] == ["Terveys"] * 2 + ["Asuminen"] * 3


def test_titles_in_order_within_groups(tmp_path: Path) -> None:
    groups = [("Terveys", ["Arkisto", "Luettelo", "Portaali"]), ("Asuminen", ["Kaavat", "Luvat", "Tontit"])]
    read = _read(tmp_path, _rows(*groups))
    assert [one.programme for one in read.initiatives] == ["Terveys"] * 3 + ["Asuminen"] * 3


@pytest.mark.parametrize(
    "groups",
    [
        [("Terveys", ["Portaali", "Arkisto"]), ("Asuminen", ["Luvat", "Kaavat"])],  # in no order
        [*SORTED[:2], ("Hallinto", ["Muu", "Johto"]), SORTED[3]],  # a name that comes again
        [("", ["Muu", "Johto"]), *SORTED],  # the first ones have none
        [("Ei tiedossa", ["Muu", "Johto"]), *SORTED[1:]],
        [(name, titles[:1]) for name, titles in SORTED] + [("", ["Muu"])],  # nearly every row says its own
    ],
)
def test_what_may_be_unknown_stays_unknown(tmp_path: Path, groups: list[tuple[str, list[str]]]) -> None:
    rows = _rows(*groups)
    read = _read(tmp_path, rows)
    assert [one.programme or "" for one in read.initiatives] == [
        "" if row[0] == "Ei tiedossa" else row[0] for row in rows
    ]
    assert read.remarks == ()


def test_a_long_last_group_and_what_follows_an_empty_row_are_left(tmp_path: Path) -> None:
    long = [*SORTED[:3], ("Äänestys", [f"Vaali {word}" for word in "fbdaecg"])]
    read = _read(tmp_path, _rows(*long))
    assert [one.programme for one in read.initiatives][7:] == ["Äänestys"] + [None] * 6
    rows = _rows(*SORTED)
    rows.insert(4, ["", "", "", ""])
    read = _read(tmp_path, rows)
    assert [one.programme for one in read.initiatives][2:6] == ["Hallinto", "Hallinto", None, "Kartat"]


def test_rows_that_name_groups_are_no_blanks(tmp_path: Path) -> None:
    rows = _rows(*SORTED)
    rows.insert(4, ["Muut hankkeet", "", "", ""])
    read = _read(tmp_path, rows)
    assert read.initiatives[4].programme == "Muut hankkeet"


def test_an_organisation_stops_where_a_wider_group_begins_without_one(tmp_path: Path) -> None:
    header: list[Any] = ["Ohjelma", "Vastuutaho", "Hanke", "Tila"]
    bodies = ["Espoon kaupunki", "", "", "", "Lahden kaupunki", "", "Oulun kaupunki", "", "Turun kaupunki", ""]
    starts = {0: "Asiointi", 2: "Hallinto", 4: "Kartat", 6: "Luvat", 8: "Vaalit"}
    rows = [[starts.get(at, ""), body, f"Hanke {'qwertyuiop'[at]}", "idea"] for at, body in enumerate(bodies)]
    read = _read(tmp_path, rows, header)
    assert [one.organisation for one in read.initiatives][:4] == ["Espoon kaupunki"] * 2 + [None] * 2
    assert [one.programme for one in read.initiatives][2:4] == ["Hallinto"] * 2
