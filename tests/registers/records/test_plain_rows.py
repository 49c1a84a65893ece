"""Rows made many at a time are what they would be one by one."""

import csv
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.reading import read_register
from kpkportfolio.registers.record import ReadInitiative, ReadRegister
from kpkportfolio.registers.records.plain_rows import PlainRows

# what stands in most rows, and in each column what does not
COLUMNS = {
    "Nro": ("H-1", "H-22", "7", "1", "", "Nro"),
    "Hankkeen nimi": (
        "Asiointitili",
        "Kartta ja paikkatieto",
        "2012",
        "Yhteensä",
        "",
        "Päivitetty 3.4.2011",
        "Åbo stad",
    ),
    "Kuvaus": (
        "Palvelu kuntien käyttöön",
        "",
        "Två  blanka",
        "för kommunen och staten",
        "The register of all services",
    ),
    "Vastuutaho": ("Tampere", "Tampereen kaupunki / Matti Mäki", "123", "", "ei tiedossa", '"'),
    "Vaihe": ("toteutus", "määrittely", "", "jotain aivan muuta", "valmis"),
    "Alkaa": ("1.2.2011", "syksy 2010", "2011–2013", "", "31.2.2011", "2014", "jatkuva"),
    "Päättyy": ("12/2012", "2013", "", "toistaiseksi", "2009", "ehkä joskus"),
    "Kustannusarvio": ("100 t€", "1–2 M€", "10 000 €/v", "", "ei arvioitu", "paljon"),
    "Kustannus enintään": ("300 t€", "", "5 €", "30 000 €/v"),
    "Tuotokset": ("", "Ohje; Palvelu", "- Raportti"),
}
CELLS = [st.sampled_from(cells) | st.just(cells[0]) for cells in COLUMNS.values()]
ROWS = st.lists(st.tuples(*CELLS).map(list) | st.just(["Ryhmä"]) | st.just(["a", "b", "c"]), min_size=2, max_size=40)
WANTED = st.sets(st.sampled_from(list(COLUMNS)[2:]), min_size=2).map(
    lambda some: [0, 1, *(list(COLUMNS).index(one) for one in some)]
)


def read_as_text(rows: list[list[str]]) -> ReadRegister:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "hankkeet.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        return read_register(path)


def one_by_one(rows: list[list[str]]) -> ReadRegister:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlainRows, "read", lambda _self, first, last: [None] * (last - first))
        return read_as_text(rows)


def told(register: ReadRegister) -> tuple[object, ...]:
    return register.initiatives, register.problems, register.rows_seen, register.skipped


@settings(deadline=None)
@given(rows=ROWS, wanted=WANTED)
def test_plain_rows_say_the_same_as_when_each_is_looked_at(rows: list[list[str]], wanted: list[int]) -> None:
    table = [[row[at] for at in wanted if at < len(row)] for row in rows]
    # one row more, so that there is always a table
    table[:0] = [[list(COLUMNS)[at] for at in wanted], [list(COLUMNS.values())[at][0] for at in wanted]]
    try:
        read = read_as_text(table)
    except UnacceptableInput:
        reject()
    assert told(read) == told(one_by_one(table))


def test_most_rows_are_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ReadInitiative | None] = []
    read = PlainRows.read

    def noted(rows: PlainRows, first: int, last: int) -> Sequence[ReadInitiative | None]:
        made.extend(ready := read(rows, first, last))
        return ready

    monkeypatch.setattr(PlainRows, "read", noted)
    names = ["Nro", "Hankkeen nimi", "Vastuutaho", "Alkaa", "Päättyy", "Kustannusarvio", "Tuotokset"]
    rows = [[f"H-{n}", f"Hanke {n}", "Tampere", "1.2.2011", "12/2012", "100 t€", "Ohje; Palvelu"] for n in range(1300)]
    rows[7][3] = "31.2.2011"
    rows[900] = ["Yhteensä", "", "", "", "", "130 M€", ""]
    register = read_as_text([names, *rows])
    assert [at for at, one in enumerate(made) if one is None] == [7, 900]
    assert (register.rows_seen, len(register.initiatives)) == (1299, 1298)
    assert [(problem.row, problem.value) for problem in register.problems] == [(8, "31.2.2011")]


def test_the_name_of_a_group_is_the_programme_of_the_plain_rows_under_it() -> None:
    names = ["Hankkeen nimi", "Vastuutaho", "Alkaa", "Päättyy", "Tila"]
    rows = [[f"Hanke {letter}", "Tampere", "2011", "2012", "toteutus"] for letter in "abcd"]
    register = read_as_text([names, rows[0], ["Terveys", "", "", "", ""], *rows[1:]])
    assert [one.programme for one in register.initiatives] == [None, "Terveys", "Terveys", "Terveys"]
