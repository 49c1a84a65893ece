"""``import --mapping`` and what a dry run tells of how a file is read."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import ROWS as REGISTER
from tests.cli.conftest import Kpk

Write = Callable[..., Path]
ROWS = (
    ["Mikä tämä on", "Luokka 9", "Sisältö", "Tila"],
    ["Asiointitili", "A", "Viestien välitys", "toteutus"],
    ["Luvanhaku verkossa", "B", "Luvat", "määrittely"],
)


def odd_register(folder: Path) -> Path:
    path = folder / "outo.csv"
    path.write_text("\n".join(";".join(row) for row in ROWS), encoding="utf-8")
    return path


def test_a_dry_run_tells_how_a_file_is_read(kpk: Kpk, write_register: Write) -> None:
    [file] = kpk("import", write_register(), "--dry-run", "--json").json["files"]
    assert file["delimiter"] == ";"
    [table] = file["tables"]
    assert (table["header"], table["transposed"], table["records"]) == ([0, 0], False, 3)
    columns = {column["heading"]: column for column in table["columns"]}
    assert columns["Hankkeen nimi"]["field"] == "title"
    assert columns["Hankkeen nimi"]["confidence"] > 0.9
    assert file["known_as"] is None
    assert not kpk.database.exists()
    said = kpk("import", write_register(), "--dry-run").out
    assert "Hankkeen nimi → Title (100%)" in said


def test_a_mapping_says_what_a_column_is(kpk: Kpk, tmp_path: Path) -> None:
    path = odd_register(tmp_path)
    mapping = tmp_path / "luku.json"
    columns = {
        "Mikä tämä on": {"field": "title", "custom": None},
        "Luokka 9": {"field": None, "custom": "Luokka"},
        "Sisältö": {"field": None, "custom": None},
    }
    mapping.write_text(json.dumps({"version": 1, "tables": [{"sheet": None, "columns": columns}]}), encoding="utf-8")
    assert kpk("import", path, "--mapping", mapping).status == 0
    rows = kpk("list", "--json").json
    assert [(row["title"], row["description"], row["status"]) for row in rows] == [
        ("Asiointitili", None, "implementation"),
        ("Luvanhaku verkossa", None, "definition"),
    ]
    # remembered with the register: said once, and by its name for another file
    assert kpk("import", path, "--json").json["files"][0]["unchanged"] == 2
    other = path.rename(tmp_path / "toinen.csv")
    assert kpk("import", other, "--mapping", "outo").status == 0
    assert len(kpk("list", "--json").json) == 4


def test_what_a_dry_run_tells_can_be_given_back(kpk: Kpk, write_register: Write, tmp_path: Path) -> None:
    path = write_register()
    [file] = kpk("import", path, "--dry-run", "--json").json["files"]
    mapping = tmp_path / "luku.json"
    mapping.write_text(json.dumps(file["mapping"]), encoding="utf-8")
    again = kpk("import", path, "--dry-run", "--json", "--mapping", mapping).json["files"][0]
    assert again["tables"] == file["tables"]


def test_a_file_of_a_known_register_by_another_name_is_told(kpk: Kpk, write_register: Write) -> None:
    assert kpk("import", write_register()).status == 0
    [file] = kpk("import", write_register(name="Oma 2012-05.csv"), "--dry-run", "--json").json["files"]
    assert file["known_as"] == "oma"


def test_the_list_of_another_year_is_another_register(kpk: Kpk, write_register: Write) -> None:
    assert kpk("import", write_register()).status == 0
    others = [[f"V-{number}", f"Aivan toinen hanke {number}", *row[2:]] for number, row in enumerate(REGISTER)]
    [file] = kpk("import", write_register(others, "Oma 2012-05.csv"), "--dry-run", "--json").json["files"]
    assert file["new"] == len(others)
    assert file["known_as"] is None


def test_a_mapping_that_is_none_is_told(kpk: Kpk, write_register: Write, tmp_path: Path) -> None:
    said = kpk("import", write_register(), "--mapping", "ei ole")
    assert (said.status, kpk.database.exists()) == (2, False)
    assert "ei ole" in said.err
    broken = tmp_path / "rikki.json"
    broken.write_text("[1, 2")
    said = kpk("import", write_register(), "--mapping", broken)
    assert (said.status, kpk.database.exists()) == (2, False)
    assert "rikki.json" in said.err
