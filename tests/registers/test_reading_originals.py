"""Texts that were repaired are kept with the record as they stand in the file, under their column's heading."""

from pathlib import Path

from kpkportfolio.registers.reading import read_register
from tests.registers.layout_factory import workbook

BROKEN = "SÃ¤hkÃ¶inen arkisto"
MENDED = "Sähköinen arkisto"


def test_repaired_cells_are_kept_by_heading(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        f"Hanke;Vastuutaho;Tila\n{BROKEN};Turun kaupunki;idea\nKartta;JyvÃ¤skylÃ¤n kaupunki;idea\nMuu;Oulu;idea\n",
        encoding="utf-8",
    )
    first, second, third = read_register(path).initiatives
    assert (first.title, first.originals) == (MENDED, {"Hanke": BROKEN})
    assert (second.organisation, second.originals) == ("Jyväskylän kaupunki", {"Vastuutaho": "JyvÃ¤skylÃ¤n kaupunki"})
    assert not third.originals


def test_those_of_rows_that_go_on_are_kept_too(tmp_path: Path) -> None:
    rows = [
        ["Hankesalkku"],
        ["Hanke", "Vastuutaho", "Tila", "Tuotokset"],
        ["Kartta", "Turun kaupunki", "idea", "Ohje"],
        ["", "", "", BROKEN],
        ["Toinen", "Oulun kaupunki", "idea", ""],
    ]
    first, second = read_register(workbook(tmp_path / "r.xlsx", {"T": rows})).initiatives
    assert first.deliverables == ("Ohje", MENDED)
    assert first.originals == {"Tuotokset": BROKEN}
    assert not second.originals


def test_a_table_on_its_side_keeps_them_by_label(tmp_path: Path) -> None:
    columns = [["Hanke", "Vastuutaho", "Tila", "Alkaa"], [BROKEN, "Turun kaupunki", "idea", "2012"]]
    columns.append(["Kartta", "Oulun kaupunki", "idea", "2013"])
    rows = [list(row) for row in zip(*columns, strict=True)]
    first, second = read_register(workbook(tmp_path / "r.xlsx", {"T": rows})).initiatives
    assert (first.title, first.originals) == (MENDED, {"Hanke": BROKEN})
    assert not second.originals
