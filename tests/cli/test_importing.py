"""``import`` and ``demo``, from real files to what ``list`` says."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import HEADINGS, ROWS, Kpk

Write = Callable[..., Path]
BAD_ROW = ("H-4", "Kartta", "", "Vantaan kaupunki", "toteutus", "32.13.2011", "2012", "", "")


def test_an_import_makes_the_database_and_tells_what_came_in(kpk: Kpk, write_register: Write) -> None:
    said = kpk("import", write_register(), "--json")
    assert said.status == 0
    assert said.json == {
        "files": [
            {"file": "oma.csv", "source": "oma", "read": 3, "new": 3, "changed": 0, "unchanged": 0, "problems": []}
        ]
    }
    assert kpk.database.exists()
    shown = kpk("list", "--json").json
    assert [row["title"] for row in shown] == ["Asiointitili", "Kuntalaisen asiointitili", "Luvanhaku verkossa"]
    told = {
        "id": shown[0]["id"],
        "source": "oma",
        "ref": "H-1",
        "file": "oma.csv",
        "sheet": None,
        "row": 1,
        "title": "Asiointitili",
        "description": "Viestien välitys",
        "organisation": "Valtiovarainministeriö",
        "person": None,
        "programme": None,
        "status": "implementation",
        "start": "2010-01-01",
        "end": "2011-12-31",
        "investment_min_eur": 2000000,
        "investment_max_eur": 2000000,
        "deliverables": ["Tili", "Ohje"],
    }
    assert {field: shown[0][field] for field in told} == told
    assert isinstance(shown[0]["investment_min_eur"], int)
    assert shown[2]["investment_max_eur"] == 350000.5
    assert (shown[2]["start"], shown[2]["end"]) == ("2011-01-01", None)


def test_a_reader_that_has_had_enough_undoes_no_import(kpk: Kpk, write_register: Write) -> None:
    command = [sys.executable, "-m", "kpkportfolio", "--db", str(kpk.database), "import", str(write_register())]
    # unbuffered, so that the first line meets the closed pipe
    surroundings = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.wait(60) == 0
    assert len(kpk("list", "--json").json) == 3


def test_the_same_file_again_changes_nothing(filled: Kpk, write_register: Write) -> None:
    before = filled("history", "--json").json
    said = filled("import", write_register(), "--json").json["files"][0]
    assert (said["new"], said["changed"], said["unchanged"]) == (0, 0, 3)
    assert filled("history", "--json").json == before


def test_a_changed_file_changes_only_what_changed(filled: Kpk, write_register: Write) -> None:
    before = filled("list", "--json").json
    rows = [list(row) for row in ROWS]
    rows[1][4] = "toteutus"
    said = filled("import", write_register(rows))
    assert "Luvanhaku verkossa" in said.out
    assert "Status: Proposed → Implementation" in said.out
    after = filled("list", "--json").json
    before[2]["status"] = "implementation"
    assert after == before


def test_a_dry_run_shows_and_writes_nothing(kpk: Kpk, write_register: Write) -> None:
    said = kpk("import", write_register(), "--dry-run")
    assert said.status == 0
    assert "3 new" in said.out
    assert "Nothing was written" in said.out
    assert not kpk.database.exists()


def test_a_dry_run_tells_what_is_probably_there_already(
    filled: Kpk, write_register: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = (("X-1", *ROWS[0][1:]), ("X-2", "Uimahallin kassa", "", "Oulun kaupunki", "idea", "2011", "2012", "", ""))
    file = write_register(again, "toinen.csv")
    first = next(row for row in filled("list", "--json").json if row["ref"] == "H-1")
    [report] = filled("import", file, "--dry-run", "--json").json["files"]
    found = [one for one in report["similar"] if one["ref"] == "X-1"]
    assert (found[0]["other"], found[0]["other_title"]) == (first["id"], first["title"])
    assert 0.5 <= found[0]["score"] <= 1
    assert found[0]["kind"] in ("duplicate", "overlap", "reuse", "related")
    assert found[0]["reasons"]
    assert not [one for one in report["similar"] if one["ref"] == "X-2"]
    said = filled("import", file, "--dry-run").out
    assert "Probably there already:" in said
    assert f": {first['title']} · {first['organisation']}" in said
    # an import itself is not kept waiting for it
    assert "similar" not in filled("import", file, "--json").json["files"][0]
    from kpkportfolio.cli import similar

    monkeypatch.setattr(similar, "MOST_NEW", 0)
    third = write_register(tuple(("Y" + row[0], *row[1:]) for row in again), "kolmas.csv")
    assert filled("import", third, "--dry-run", "--json").json["files"][0]["similar"] is None
    assert "Too many rows" in filled("import", third, "--dry-run").out


def test_a_dry_run_leaves_a_portfolio_as_it_was(filled: Kpk, write_register: Write) -> None:
    assert filled("import", write_register(ROWS[:1], "toinen.csv"), "--dry-run").status == 0
    assert len(filled("list", "--json").json) == 3


def test_a_register_with_bad_rows_is_left_out_whole(kpk: Kpk, write_register: Write) -> None:
    file = write_register([*ROWS, BAD_ROW])
    said = kpk("import", file, "--json")
    assert said.status == 3
    report = said.json["files"][0]
    assert (report["read"], report["new"]) == (4, 3)
    [problem] = report["problems"]
    assert {key: problem[key] for key in ("sheet", "row", "column", "value")} == {
        "sheet": None,
        "row": 4,
        "column": "Alkaa",
        "value": "32.13.2011",
    }
    assert set(problem) == {"sheet", "row", "column", "value", "message", "accepted"}
    assert problem["message"]
    assert problem["accepted"]
    assert "Nothing of oma.csv was written: 1 row" in said.err
    assert not kpk.database.exists()


def test_the_good_rows_come_in_when_asked(kpk: Kpk, write_register: Write) -> None:
    said = kpk("import", write_register([*ROWS, BAD_ROW]), "--accept-good-rows")
    assert said.status == 0
    assert "row 4, Alkaa “32.13.2011”" in said.out
    assert sorted(kpk.ids()) == ["H-1", "H-2", "H-3"]


def test_a_bad_file_does_not_keep_the_others_out(kpk: Kpk, write_register: Write, tmp_path: Path) -> None:
    bad = tmp_path / "kuva.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    said = kpk("import", bad, write_register(), "--json")
    assert said.status == 3
    reports = said.json["files"]
    assert [(r["file"], r["source"], r["read"], r["new"]) for r in reports] == [
        ("kuva.csv", "kuva", 0, 0),
        ("oma.csv", "oma", 3, 3),
    ]
    assert reports[0]["problems"][0]["message"] in said.err
    assert len(kpk("list", "--json").json) == 3


def test_all_files_of_a_call_are_one_operation(kpk: Kpk, write_register: Write) -> None:
    kpk("import", write_register(ROWS[:1], "a.csv"), write_register(ROWS[1:], "b.csv"))
    assert {row["source"] for row in kpk("list", "--json").json} == {"a", "b"}
    assert kpk("undo").out == "Undo: Import a.csv, b.csv\n"
    assert kpk("list", "--json").json == []
    assert kpk("redo").out == "Redo: Import a.csv, b.csv\n"
    assert len(kpk("list", "--json").json) == 3


def test_a_register_may_be_named(filled: Kpk, write_register: Write) -> None:
    said = filled("import", write_register(ROWS, "hankkeet-2012.csv"), "--source", "oma", "--json").json["files"][0]
    assert (said["source"], said["new"], said["unchanged"]) == ("oma", 0, 3)
    assert {row["file"] for row in filled("list", "--json").json} == {"hankkeet-2012.csv"}


def test_a_persons_correction_is_kept_and_shown(filled: Kpk, write_register: Write) -> None:
    from kpkportfolio.store.edits import editing
    from kpkportfolio.store.portfolio import Portfolio

    portfolio = Portfolio.open(filled.database)
    portfolio.commit(editing(portfolio, [filled.ids()["H-1"]], {"title": "Oma nimi"}))
    portfolio.close()
    rows = [list(row) for row in ROWS]
    rows[0][1] = "Rekisterin uusi nimi"
    said = filled("import", write_register(rows))
    assert "yours “Oma nimi” is kept, the register now says “Rekisterin uusi nimi”" in said.out
    assert "0 changed, 3 unchanged" in said.out


@pytest.mark.parametrize("name", ["suunnitelma.xml", "ei-ole.csv", "tyhja.csv", "rikki.json"])
def test_what_is_no_register_is_not_acceptable(kpk: Kpk, tmp_path: Path, name: str) -> None:
    if name != "ei-ole.csv":
        (tmp_path / name).write_text("" if name == "tyhja.csv" else "<Project/>", "utf-8")
    said = kpk("import", tmp_path / name)
    assert said.status == 3
    assert name in said.err
    assert said.err.count("\n") == 1
    assert not kpk.database.exists()


def test_the_sample_fills_an_empty_database_only(kpk: Kpk) -> None:
    said = kpk("demo")
    assert said.status == 0
    rows = kpk("list", "--json").json
    assert sum(row["title"] is not None for row in rows) >= 32
    again = kpk("demo")
    assert again.status == 2
    assert "already holds a portfolio" in again.err
    assert kpk("list", "--json").json == rows


def test_a_bundle_takes_a_whole_portfolio_over(kpk: Kpk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kpk("demo")
    bundle = tmp_path / "kaikki.json"
    assert kpk("export", bundle).status == 0
    other = Kpk(tmp_path / "toinen.sqlite", capsys)
    rows = kpk("list", "--json").json
    said = other("import", bundle, "--json")
    assert said.status == 0
    report = said.json["files"][0]
    assert (report["new"], report["changed"], report["problems"]) == (len(rows), 0, [])
    assert other("list", "--json").json == rows
    again = other("import", bundle, "--json").json["files"][0]
    assert (again["new"], again["unchanged"]) == (0, len(rows))


def test_a_bundle_with_its_history_makes_an_empty_portfolio_the_one_it_is_of(
    kpk: Kpk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kpk("demo")
    kpk("snapshot", "take", "1/2011")
    bundle, back = tmp_path / "kaikki.zip", tmp_path / "takaisin.zip"
    assert kpk("export", bundle).status == 0
    other = Kpk(tmp_path / "toinen.sqlite", capsys)
    assert other("import", bundle, "--dry-run").status == 0
    assert not (tmp_path / "toinen.sqlite").exists()
    report = other("import", bundle, "--json").json["files"][0]
    assert (report["new"], report["operations"], report["snapshots"]) == (len(kpk("list", "--json").json), 2, 1)
    assert other("history", "--json").json == kpk("history", "--json").json
    assert other("snapshot", "list", "--json").json == kpk("snapshot", "list", "--json").json
    assert other("export", back).status == 0
    assert back.read_bytes() == bundle.read_bytes()
    # where there is something already only what it holds is compared
    said = other("import", bundle)
    assert "Its history is not taken in" in said.out
    assert other("snapshot", "compare", bundle).out == "Changes: kaikki.zip → Today\n\nNothing has changed.\n"


def test_headings_in_another_order_say_the_same(filled: Kpk, tmp_path: Path) -> None:
    turned = tmp_path / "oma.csv"
    lines = [";".join(reversed([f'"{cell}"' for cell in row])) for row in (HEADINGS, *ROWS)]
    turned.write_text("\n".join(lines), "utf-8")
    said = filled("import", turned, "--json").json["files"][0]
    assert (said["new"], said["changed"], said["unchanged"]) == (0, 0, 3)


def test_all_example_registers_say_what_the_truth_says(kpk: Kpk, shared_data: Path) -> None:
    folder = shared_data / "registers"
    files = sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".xlsx"))
    assert kpk("import", *files).status == 0
    read = {(row["file"], row["sheet"], row["row"]): row for row in kpk("list", "--json").json}
    truth = json.loads((folder / "truth.json").read_text("utf-8"))["initiatives"]
    assert len(read) == len(truth)
    fields = [field for field in truth[0] if field not in ("key",)]
    wrong = [
        (entry["key"], field, entry[field], read[entry["file"], entry["sheet"], entry["row"]][field])
        for entry in truth
        for field in fields
        if read[entry["file"], entry["sheet"], entry["row"]][field] != entry[field]
    ]
    assert len(wrong) <= 0.01 * len(truth) * len(fields), wrong
    again = kpk("import", *files, "--json").json["files"]
    assert sum(report["unchanged"] for report in again) == len(truth)
    assert not any(report["new"] or report["changed"] for report in again)
    kpk("undo")
    assert kpk("list", "--json").json == []


def test_names_that_are_certainly_known_are_taken_and_told(kpk: Kpk, write_register: Write) -> None:
    assert kpk("import", write_register(ROWS[:2])).status == 0
    city = ("T-1", "Karttapalvelu", "", "Uleåborgs stad", "idea", "2012", "2013", "", "")
    unit = ("T-2", "Varausjärjestelmä", "", "Oulun kaupunki, tietohallinto", "idea", "2012", "2013", "", "")
    file = write_register([city, unit], "toinen.csv")
    for options in (("--dry-run",), ()):
        said = kpk("import", file, "--source", f"t{len(options)}", *options).out
        assert "Taken for a known name:" in said
        assert "Uleåborgs stad → Oulun kaupunki (the same name in another form or language)" in said
        assert "tietohallinto →" not in said
    parties = {row["ref"]: row["organisation"] for row in kpk("list", "--json").json}
    assert (parties["T-1"], parties["T-2"]) == ("Oulun kaupunki", "Oulun kaupunki, tietohallinto")
    # it is remembered: nothing is taken again, nothing changes
    before = kpk("history", "--json").json
    [again] = kpk("import", file, "--source", "t0", "--json").json["files"]
    assert "names" not in again
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)
    assert kpk("history", "--json").json == before


@pytest.mark.parametrize("options", [("--dry-run",), ()])
def test_names_that_were_taken_are_in_the_json(kpk: Kpk, write_register: Write, options: tuple[str, ...]) -> None:
    kpk("import", write_register(ROWS[:2]))
    known = write_register(ROWS[:1], "kolmas.csv")
    city = write_register([("T-1", "Kartta", "", "Uleåborgs stad", "idea", "2012", "2013", "", "")], "toinen.csv")
    first, second = kpk("import", city, known, "--json", *options).json["files"]
    [taken] = first["names"]
    assert (taken["name"], taken["taken_for"]) == ("Uleåborgs stad", "Oulun kaupunki")
    assert taken["id"]
    assert taken["why"] == "the same name in another form or language"
    assert "names" not in second
