"""The rows of a table, one after the other."""

import csv
from pathlib import Path

from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import ReadRegister


def read(folder: Path, rows: list[list[str]]) -> ReadRegister:
    path = folder / "hankkeet.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return read_register(path)


def test_a_row_that_is_wrong_and_one_that_is_none_are_told_among_many(tmp_path: Path) -> None:
    names = ["Nro", "Hankkeen nimi", "Vastuutaho", "Alkaa", "Päättyy", "Kustannusarvio", "Tuotokset"]
    rows = [[f"H-{n}", f"Hanke {n}", "Tampere", "1.2.2011", "12/2012", "100 t€", "Ohje; Palvelu"] for n in range(1300)]
    rows[7][3] = "31.2.2011"
    rows[900] = ["Yhteensä", "", "", "", "", "130 M€", ""]
    register = read(tmp_path, [names, *rows, [""] * 7])
    assert (register.rows_seen, len(register.initiatives)) == (1299, 1298)
    assert [(problem.row, problem.value) for problem in register.problems] == [(8, "31.2.2011")]
    assert [row for _sheet, row, _why in register.skipped] == [901]


def test_how_far_it_is_is_told_as_rows_of_all(tmp_path: Path) -> None:
    path = tmp_path / "hankkeet.csv"
    path.write_text(
        "Nimi;Taho;Alkaa\n" + "".join(f"Hanke {n};Tampere;1.2.2011\n" for n in range(1200)), encoding="utf-8"
    )
    told: list[tuple[int, int]] = []
    read_register(path, lambda done, total: told.append((done, total)))
    assert told == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]


def test_the_name_of_a_group_is_the_programme_of_the_rows_under_it(tmp_path: Path) -> None:
    names = ["Hankkeen nimi", "Vastuutaho", "Alkaa", "Päättyy", "Tila"]
    rows = [[f"Hanke {letter}", "Tampere", "2011", "2012", "toteutus"] for letter in "abcd"]
    register = read(tmp_path, [names, rows[0], ["Terveys", "", "", "", ""], *rows[1:]])
    assert [one.programme for one in register.initiatives] == [None, "Terveys", "Terveys", "Terveys"]
