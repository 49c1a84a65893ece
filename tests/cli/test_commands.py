"""Every command on a small portfolio: what people see, what machines get, and how it ends."""

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kpkportfolio.store.edits import deleting, editing
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import euros
from tests.cli.conftest import ROWS, Kpk

Write = Callable[..., Path]


def edit(kpk: Kpk, ref: str, by: str = "Liisa", **fields: object) -> None:
    """Somebody edits an initiative in the window."""
    id_ = kpk.ids()[ref]
    portfolio = Portfolio.open(kpk.database, by=by)
    portfolio.commit(editing(portfolio, [id_], fields))  # type: ignore[arg-type]  # values of a test
    portfolio.close()


# --- list and show ---------------------------------------------------------------------------------------


def test_the_table_is_aligned_and_formatted(filled: Kpk) -> None:
    lines = filled("list").out.splitlines()
    assert lines[0].split() == [
        "Initiative", "Responsible", "party", "Status", "Schedule", "Investment,", "M€", "Source", "Id",
    ]  # fmt: skip
    assert [line.split("  ")[0] for line in lines[2:5]] == ROWS_BY_TITLE
    assert "1/2010–12/2011" in lines[2]
    assert "1/2011–?" in lines[4]
    at = lines[0].index("Status")
    assert [line[at:].split()[0] for line in lines[2:5]] == ["Implementation", "Completed", "Proposed"]
    assert lines[5] == "3 initiatives"


ROWS_BY_TITLE = ["Asiointitili", "Kuntalaisen asiointitili", "Luvanhaku verkossa"]


def test_words_narrow_the_list(filled: Kpk) -> None:
    said = filled("list", "--where", "ASIOINTITILI oulun", "--json").json
    assert [row["ref"] for row in said] == ["H-3"]
    assert filled("list", "--where", "olematon", "--json").json == []
    assert filled("list", "--where", "asiointitili").out.splitlines()[-1] == "2 of 3 initiatives"


@pytest.mark.parametrize(("cents", "said"), [(None, None), (0, 0), (100, 1), (150, 1.5), (-100, -1), (1, 0.01)])
def test_euros_are_whole_numbers_when_they_can_be(cents: int | None, said: float | None) -> None:
    assert euros(cents) == said
    assert type(euros(cents)) is type(said)


def test_one_initiative_is_found_by_id_part_of_it_and_reference(filled: Kpk) -> None:
    id_ = filled.ids()["H-1"]
    for named in (id_, id_.upper(), id_[-8:], "h-1", "oma:H-1"):
        assert filled("show", named, "--json").json["id"] == id_
    shown = filled("show", "H-1").out
    for text in ("Asiointitili", "Valtiovarainministeriö", "01/01/2010–31/12/2011", "€2,000,000", "Ohje (planned)"):
        assert text in shown
    assert "oma, H-1, oma.csv, row 1, read " in shown


def test_show_tells_machines_everything_list_does_and_the_sources(filled: Kpk) -> None:
    [listed] = filled("list", "--where", "luvanhaku", "--json").json
    shown = filled("show", "H-2", "--json").json
    assert {key: shown[key] for key in listed} == listed
    assert [(s["source"], s["ref"], s["row"]) for s in shown["sources"]] == [("oma", "H-2", 2)]


def test_what_is_named_must_be_one_thing(filled: Kpk, write_register: Write) -> None:
    filled("import", write_register(ROWS, "toinen.csv"))
    said = filled("show", "H-1")
    assert said.status == 2
    assert "2 initiatives" in said.err
    assert filled("show", "toinen:H-1").status == 0
    unknown = filled("show", "H-99")
    assert (unknown.status, unknown.err) == (2, "There is no initiative “H-99”.\n")
    # three characters of an id are a slip of the hand
    assert filled("show", filled("list", "--json").json[0]["id"][:3]).status == 2


# --- overlaps, check, verdict ----------------------------------------------------------------------------


def test_overlaps_come_strongest_first_with_their_reasons(filled: Kpk) -> None:
    found = filled("overlaps", "--min-score", "0", "--json").json
    assert found
    assert [pair["score"] for pair in found] == sorted((pair["score"] for pair in found), reverse=True)
    for pair in found:
        assert set(pair) == {"a", "b", "kind", "score", "reasons", "verdict"}
        assert pair["kind"] in ("duplicate", "overlap", "reuse")
        assert 0 <= pair["score"] <= 1
        assert all(set(reason) == {"factor", "weight", "detail"} for reason in pair["reasons"])
        assert pair["verdict"] is None
    ids = filled.ids()
    assert {found[0]["a"], found[0]["b"]} == {ids["H-1"], ids["H-3"]}


def test_overlaps_can_be_narrowed(kpk: Kpk) -> None:
    kpk("demo")
    everything = kpk("overlaps", "--min-score", "0.2", "--json").json
    assert len(everything) > 3
    assert kpk("overlaps", "--min-score", "0.2", "--limit", "2", "--json").json == everything[:2]
    reuse = kpk("overlaps", "--min-score", "0.2", "--kind", "reuse", "--json").json
    assert reuse == [pair for pair in everything if pair["kind"] == "reuse"]
    assert kpk("overlaps", "--min-score", "0.2", "--kind", "reuse", "--limit", "1", "--json").json == reuse[:1]
    assert all(pair["score"] >= 0.9 for pair in kpk("overlaps", "--min-score", "0.9", "--json").json)
    assert "Other initiative" in kpk("overlaps", "--limit", "1").out


def test_an_idea_is_mirrored_against_the_portfolio(filled: Kpk) -> None:
    found = filled("check", "Asiointitili kuntalaisen viesteille", "--json").json
    assert all(set(pair) == {"id", "kind", "score", "reasons"} for pair in found)
    assert [pair["score"] for pair in found] == sorted((pair["score"] for pair in found), reverse=True)
    ids = filled.ids()
    assert found[0]["id"] in (ids["H-1"], ids["H-3"])
    assert len(filled("check", "Asiointitili", "--limit", "1", "--json").json) == 1
    assert "Kuntalaisen asiointitili" in filled("check", "Kuntalaisen asiointitili").out


def test_a_verdict_is_remembered_until_a_text_changes(filled: Kpk) -> None:
    said = filled("verdict", "H-3", "H-1", "different", "--why", "Eri palvelut")
    assert said.status == 0
    ids = filled.ids()

    def verdict() -> dict[str, str] | None:
        pairs = filled("overlaps", "--min-score", "0", "--json").json
        [found] = [p["verdict"] for p in pairs if {p["a"], p["b"]} == {ids["H-1"], ids["H-3"]}]
        return found  # type: ignore[no-any-return]  # what the JSON holds

    first = verdict()
    assert first is not None
    assert {key: first[key] for key in ("verdict", "why", "by")} == {
        "verdict": "different",
        "why": "Eri palvelut",
        "by": "Liisa",
    }
    # another judgement takes the first one's place, and undo brings it back
    filled("verdict", "H-1", "H-3", "related")
    second = verdict()
    assert second is not None
    assert (second["verdict"], second["why"]) == ("related", None)
    filled("undo")
    assert verdict() == first
    edit(filled, "H-3", status="cancelled")
    assert verdict() == first
    edit(filled, "H-3", description="Aivan toinen asia")
    assert verdict() is None


def test_a_verdict_needs_two_initiatives(filled: Kpk) -> None:
    assert filled("verdict", "H-1", "H-1", "duplicate").status == 2
    assert filled("verdict", "H-1", "H-77", "duplicate").status == 2
    assert filled("verdict", "H-1", "H-2", "perhaps").status == 2
    assert len(filled("history").out.splitlines()) == 3


# --- chart and export ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "magic"), [("kuva.png", b"\x89PNG"), ("kuva.svg", b"<?xml"), ("kuva.pdf", b"%PDF")])
def test_pictures_are_drawn(filled: Kpk, tmp_path: Path, name: str, magic: bytes) -> None:
    said = filled("chart", "gantt", tmp_path / name)
    assert (said.status, said.out) == (0, f"{tmp_path / name}\n")
    assert (tmp_path / name).read_bytes().startswith(magic)


def test_a_schedule_is_held_against_a_snapshot_a_baseline_or_nothing(filled: Kpk, tmp_path: Path) -> None:
    assert filled("snapshot", "take", "3/2011").status == 0
    drawn = {}
    for said in ("latest", "first", "none", "3/2011"):
        assert filled("chart", "gantt", tmp_path / "a.svg", "--against", said).status == 0
        drawn[said] = (tmp_path / "a.svg").read_bytes()
    assert drawn["3/2011"] not in (drawn["latest"], drawn["none"])
    unknown = filled("chart", "gantt", tmp_path / "b.svg", "--against", "4/2099")
    assert unknown.status == 2
    assert "4/2099" in unknown.err
    assert not (tmp_path / "b.svg").exists()


@pytest.mark.parametrize("picture", ["bubble", "impact", "overlap", "years", "roadmap", "parties", "upcoming"])
def test_the_other_pictures_are_drawn(kpk: Kpk, tmp_path: Path, picture: str) -> None:
    kpk("demo")
    assert kpk("chart", picture, tmp_path / "kuva.svg").status == 0
    assert (tmp_path / "kuva.svg").stat().st_size > 1000


def test_unknown_pictures_and_endings_are_named(filled: Kpk, tmp_path: Path) -> None:
    said = filled("chart", "torta", tmp_path / "a.png")
    assert said.status == 2
    assert "gantt" in said.err
    assert filled("chart", "gantt", tmp_path / "a.bmp").status == 2
    said = filled("chart", "gantt", tmp_path / "a.png", "--columns", "status,torta")
    assert said.status == 2
    assert "status, done, start, end" in said.err
    said = filled("export", tmp_path / "a.docx")
    assert said.status == 2
    assert ".xlsx, .csv, .pptx, .xml, .json" in said.err
    assert list(tmp_path.glob("a.*")) == []


def test_a_deck_compares_with_what_is_asked_for(filled: Kpk, tmp_path: Path) -> None:
    said = filled("export", tmp_path / "a.csv", "--against", "none")
    assert (said.status, said.err.count(".pptx")) == (2, 1)
    said = filled("export", tmp_path / "a.pptx", "--against", "ei sellaista")
    assert said.status == 2
    assert "ei sellaista" in said.err
    assert list(tmp_path.glob("a.*")) == []
    assert filled("export", tmp_path / "a.pptx", "--against", "none").status == 0


def test_a_file_that_cannot_be_written_is_the_environments_fault(filled: Kpk, tmp_path: Path) -> None:
    for command in (["export", str(tmp_path / "ei" / "a.csv")], ["chart", "gantt", str(tmp_path / "ei" / "a.png")]):
        said = filled(*command)
        assert said.status == 4
        assert said.err.count("\n") == 1


def test_a_plan_goes_out_and_comes_back(filled: Kpk, tmp_path: Path) -> None:
    path = tmp_path / "suunnitelma.xml"
    said = filled("export", path)
    assert (said.status, said.out) == (0, f"{path}\n")
    report = filled("import", path, "--dry-run", "--json").json["files"][0]
    assert (report["read"], report["problems"]) == (3, [])


def test_exports_hold_the_portfolio(filled: Kpk, tmp_path: Path) -> None:
    import openpyxl

    for name in ("a.xlsx", "a.csv", "a.json"):
        said = filled("export", tmp_path / name)
        assert (said.status, said.out) == (0, f"{tmp_path / name}\n")
    assert "Luvanhaku verkossa" in (tmp_path / "a.csv").read_text("utf-8-sig")
    assert json.loads((tmp_path / "a.json").read_text("utf-8"))["content"]["initiative"]
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    texts = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"Asiointitili", "Luvanhaku verkossa", "Kuntalaisen asiointitili"} <= texts


def test_what_is_confidential_goes_out_only_when_it_is_asked_for(filled: Kpk, tmp_path: Path) -> None:
    edit(filled, "H-2", confidential=True)
    for name in ("a.xlsx", "a.csv"):
        path = tmp_path / name
        for options, there in (((), False), (("--template", "steering-group"), False), (("--confidential",), True)):
            assert filled("export", path, *options).status == 0
            assert ("Luvanhaku verkossa" in texts_of(path)) is there
    assert filled("export", tmp_path / "b.xlsx", "--confidential", "--template", "steering-group").status == 2
    assert filled("export", tmp_path / "b.xlsx", "--template", "municipality").status == 2
    assert filled("export", tmp_path / "b.xml", "--confidential").status == 2
    said = filled("export", tmp_path / "b.xlsx", "--organisation", "Ei ole")
    assert (said.status, list(tmp_path.glob("b.*"))) == (2, [])
    said = filled("export", tmp_path / "b.csv", "--columns", "title,nothing")
    assert said.status == 2
    assert "investment_max" in said.err


def texts_of(path: Path) -> str:
    from zipfile import ZipFile

    if path.suffix == ".csv":
        return path.read_text("utf-8-sig")
    with ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


# --- snapshot --------------------------------------------------------------------------------------------


def test_snapshots_are_taken_listed_verified_and_compared(filled: Kpk, write_register: Write) -> None:
    assert filled("snapshot", "take", "Kokous 1", "--note", "ensimmäinen").status == 0
    said = filled("snapshot", "compare", "Kokous 1")
    assert (said.status, said.out) == (0, "Changes: Kokous 1 → Today\n\nNothing has changed.\n")
    ids = filled.ids()
    edit(filled, "H-2", status="rollout")
    portfolio = Portfolio.open(filled.database)
    portfolio.commit(deleting(portfolio, [ids["H-1"]]))
    portfolio.close()
    filled("import", write_register([["U-1", "Uusi", "", "Sitra", "idea", "2012", "2013", "1000", "A; B"]], "uusi.csv"))
    found = filled("snapshot", "compare", "Kokous 1", "--json").json
    assert found["counts"] == {"changed": 1, "added": 1, "removed": 1, "shared": 2}
    assert (found["investment_after_eur"], found["grouped_by"]) == ([351000.5, 351000.5], "programme")
    assert [(row["title"], row["deliverables"], row["investment_max_eur"]) for row in found["added"]] == [
        ("Uusi", ["A", "B"], 1000)
    ]
    assert [row["id"] for row in found["removed"]] == [ids["H-1"]]
    assert found["changed"] == [
        {
            "id": ids["H-2"],
            "title": "Luvanhaku verkossa",
            "field": "status",
            "before": "proposed",
            "after": "rollout",
        }
    ]
    told = filled("snapshot", "compare", "Kokous 1", "--group", "topic").out
    assert told.startswith("Changes: Kokous 1 → Today\n\n1 changed, 1 added, 1 removed, ")
    assert "Added: Uusi\n" in told
    assert "  – Status: Proposed → Rollout\n" in told.split("Altered: Luvanhaku verkossa")[1]
    assert told.index("Status and condition (1)") < told.index("Added (1)") < told.index("Removed: Asiointitili")
    written = filled.database.with_name("m.json")
    filled("snapshot", "compare", "Kokous 1", "--out", written)
    assert json.loads(written.read_text("utf-8")) == found
    filled("snapshot", "take", "Kokous 2")
    later = filled("snapshot", "compare", "Kokous 1", "Kokous 2", "--json").json
    assert later == {**found, "after": "Kokous 2"}
    listed = filled("snapshot", "list", "--json").json
    assert [(s["number"], s["name"], s["by"], s["note"]) for s in listed] == [
        (1, "Kokous 1", "Liisa", "ensimmäinen"),
        (2, "Kokous 2", "Liisa", None),
    ]
    assert "Kokous 2" in filled("snapshot", "list").out
    assert filled("snapshot", "verify", "--json").json == {"checked": 2, "faults": []}
    assert filled("snapshot", "verify", "Kokous 1").out == "1 snapshot is as it was taken.\n"


def test_one_is_taken_only_when_it_is_due(filled: Kpk) -> None:
    said = filled("snapshot", "take", "--every", "7")
    assert (said.status, said.out) == (0, "No snapshot is due.\n")
    assert filled("snapshot", "list", "--json").json == []
    connection = sqlite3.connect(filled.database)
    connection.execute("UPDATE operation SET at = datetime(at, '-8 days')")
    connection.commit()
    connection.close()
    assert "by itself” was taken" in filled("snapshot", "take", "--every", "7").out
    assert filled("snapshot", "take", "--every", "7").out == "No snapshot is due.\n"
    (listed,) = filled("snapshot", "list", "--json").json
    assert listed["automatic"] is True
    for wrong in (("Kokous", "--every", "7"), ("--every", "0"), ()):
        assert filled("snapshot", "take", *wrong).status == 2


def test_any_two_states_are_compared(filled: Kpk, tmp_path: Path) -> None:
    filled("snapshot", "take", "Kokous")
    bundle = tmp_path / "salkku.json"
    filled("export", str(bundle))
    filled("undo")
    after = filled("snapshot", "compare", "Kokous", "--json").json
    assert after["removed"]
    for state in (str(bundle), "#1", "1"):
        again = filled("snapshot", "compare", state, "today", "--json").json
        assert {**again, "before": "Kokous"} == after
    assert filled("snapshot", "compare", str(bundle), "Kokous").out.endswith("\n\nNothing has changed.\n")
    # the journal began today: before that nothing was, and at the end of today all is as it is now
    assert filled("snapshot", "compare", "2011-08-24", "Kokous", "--json").json["added"] == after["removed"]
    assert filled("snapshot", "compare", "2011-08-24T12:00", "2011-08-25T12:00Z").out.endswith(
        "\n\nNothing has changed.\n"
    )
    # a minute is meant whole, as people read it off the history
    now = datetime.now().astimezone()
    for minute in (f"{now:%d.%m.%Y %H:%M}", f"{now:%Y-%m-%dT%H:%M}"):
        assert filled("snapshot", "compare", minute, "today").out.endswith("\n\nNothing has changed.\n")
    assert "added" in filled("snapshot", "compare", "Yesterday", "kokous").out
    day = datetime.now().astimezone().date().isoformat()
    assert filled("snapshot", "compare", day, "today").out.endswith("\n\nNothing has changed.\n")
    for ending, start in ((".pdf", b"%PDF"), (".xlsx", b"PK"), (".json", b"{")):
        out = tmp_path / f"muutokset{ending}"
        assert filled("snapshot", "compare", "Kokous", "--out", out, "--group", "topic").out == f"{out}\n"
        assert out.read_bytes().startswith(start)
    told = json.loads((tmp_path / "muutokset.json").read_text(encoding="utf-8"))
    assert (told["before"], told["after"], told["grouped_by"]) == ("Kokous", "Today", "topic")
    gone = [one for group in told["groups"] for one in group["differences"] if one["change"] == "removed"]
    assert {one["id"] for one in gone if one["initiative"]} == {one["id"] for one in after["removed"]}
    assert filled("snapshot", "compare", "Kokous", "--out", tmp_path / "m.txt").status == 2
    said = filled("snapshot", "compare", "Kokos")
    assert said.status == 2
    assert "(#1 Kokous)" in said.err


def test_an_altered_snapshot_is_found(filled: Kpk) -> None:
    filled("snapshot", "take", "Kokous")
    connection = sqlite3.connect(filled.database)
    connection.execute("UPDATE snapshot SET content = x'00'")
    connection.commit()
    connection.close()
    said = filled("snapshot", "verify")
    assert said.status == 3
    assert "Kokous" in said.out


def test_snapshots_that_are_not_there_are_wrong_usage(filled: Kpk) -> None:
    assert filled("snapshot", "compare", "ei").status == 2
    assert filled("snapshot", "verify", "ei").status == 2
    filled("snapshot", "take", "A")
    assert filled("snapshot", "take", "A").status == 2
    assert filled("snapshot").status == 2


# --- history, undo, redo ---------------------------------------------------------------------------------


def test_history_tells_who_did_what(filled: Kpk) -> None:
    edit(filled, "H-2", status="rollout")
    table = filled("history").out
    assert "Edit Luvanhaku verkossa" in table
    assert "Import oma.csv" in table
    lines = filled("history", "H-2", "--json").json
    assert {key: lines[0][key] for key in ("by", "operation", "entity", "before", "after")} == {
        "by": "Liisa",
        "operation": "edit",
        "entity": "initiative",
        "before": {"status": "proposed"},
        "after": {"status": "rollout"},
    }
    assert {line["entity"] for line in lines} == {"initiative", "source", "money"}
    assert "Status: Proposed → Rollout" in filled("history", "H-2").out


def test_the_history_of_a_deleted_initiative_is_kept(filled: Kpk) -> None:
    id_ = filled.ids()["H-2"]
    portfolio = Portfolio.open(filled.database)
    portfolio.commit(deleting(portfolio, [id_]))
    portfolio.close()
    assert "Initiative deleted: Luvanhaku verkossa" in filled("history", id_).out
    assert filled("history", "H-2").status == 2


def test_undo_and_redo_go_back_and_forth(filled: Kpk) -> None:
    before = filled("list", "--json").json
    edit(filled, "H-2", status="rollout")
    after = filled("list", "--json").json
    assert filled("undo").status == 0
    assert filled("list", "--json").json == before
    assert filled("redo").status == 0
    assert filled("list", "--json").json == after
    assert filled("redo").status == 2
    filled("undo")
    filled("undo")
    assert filled("list", "--json").json == []
    said = filled("undo")
    assert (said.status, said.err) == (2, "There is nothing to undo.\n")


def test_undo_never_overwrites_somebody_elses_later_change(filled: Kpk) -> None:
    edit(filled, "H-2", status="rollout")
    edit(filled, "H-2", by="Pekka", status="completed")
    said = filled("undo")
    assert said.status == 5
    assert "Traceback" not in said.err
    assert [row["status"] for row in filled("list", "--where", "luvanhaku", "--json").json] == ["completed"]


# --- db --------------------------------------------------------------------------------------------------


def test_the_database_tells_of_itself(filled: Kpk) -> None:
    facts = filled("db", "status", "--json").json
    assert (facts["database"], facts["initiatives"], facts["operations"]) == (str(filled.database), 3, 1)
    assert facts["schema"] == facts["current_schema"]
    assert str(filled.database) in filled("db", "status").out
    said = filled("db", "check")
    assert said.status == 0
    assert "is whole" in said.out
    assert filled("db", "upgrade").status == 0


def test_backups_are_made_and_put_back(filled: Kpk, tmp_path: Path) -> None:
    out = tmp_path / "kopio.sqlite"
    assert filled("db", "backup", out).status == 0
    assert filled("db", "backup", out).status == 2
    edit(filled, "H-2", status="rollout")
    assert filled("db", "restore", out).status == 0
    assert [row["status"] for row in filled("list", "--where", "luvanhaku", "--json").json] == ["proposed"]
    assert "backups" in filled("db", "backup").out
    assert filled("db", "restore", tmp_path / "ei.sqlite").status == 4


def test_backups_are_listed_and_what_one_would_change_is_shown_first(filled: Kpk) -> None:
    assert filled("db", "backups", "--json").json == []
    assert filled("db", "backup").status == 0
    edit(filled, "H-2", status="rollout")
    listed = filled("db", "backups", "--json").json
    assert [(one["reason"], one["initiatives"]) for one in listed] == [("manual", 3)]
    name = Path(listed[0]["file"]).name
    assert "asked for" in filled("db", "backups").out
    shown = filled("db", "restore", name, "--dry-run").out
    assert "luvanhaku" in shown.casefold()
    assert "Nothing was written" in shown
    assert [row["status"] for row in filled("list", "--where", "luvanhaku", "--json").json] == ["rollout"]
    assert filled("db", "restore", name).status == 0
    assert [row["status"] for row in filled("list", "--where", "luvanhaku", "--json").json] == ["proposed"]
    assert sorted(one["reason"] for one in filled("db", "backups", "--json").json) == ["manual", "replaced"]


def test_a_foreign_file_is_refused_everywhere(filled: Kpk) -> None:
    filled.database.write_bytes(b"this is no database at all" * 100)
    for command in (["list"], ["db", "status"], ["db", "check"], ["db", "backup"], ["demo"], ["undo"]):
        said = filled(*command)
        assert said.status == 4
        assert said.err.count("\n") == 1
    assert filled.database.read_bytes() == b"this is no database at all" * 100


def test_a_newer_database_is_refused_untouched(filled: Kpk) -> None:
    connection = sqlite3.connect(filled.database)
    connection.execute("PRAGMA user_version=999")
    connection.close()
    for command in (["list"], ["db", "status"], ["db", "upgrade"]):
        said = filled(*command)
        assert said.status == 4
        assert "newer" in said.err


@pytest.mark.postgres
def test_a_shared_database_is_made_by_upgrade_and_serves_the_same_commands(
    postgres: str, kpk: Kpk, write_register: Write
) -> None:
    from tests.databases import fresh_database

    with fresh_database(postgres) as address:
        assert kpk("--db", address, "list").status == 4
        assert kpk("--db", address, "db", "upgrade").status == 0
        assert kpk("--db", address, "import", write_register()).status == 0
        assert len(kpk("--db", address, "list", "--json").json) == 3
        assert kpk("--db", address, "db", "check").status == 0
        assert kpk("--db", address, "db", "status", "--json").json["bytes"] is None
        assert kpk("--db", address, "db", "backup").status == 4
        assert kpk("--db", address, "undo").status == 0
        assert kpk("--db", address, "list", "--json").json == []


def test_what_can_be_saved_of_a_damaged_database_or_backup_is_told_and_what_to_do_next(kpk: Kpk) -> None:
    assert kpk("demo").status == 0
    assert "There are no backups yet" in kpk("db", "backups").out
    assert kpk("db", "backup").status == 0
    (backup,) = (kpk.database.parent / "backups").iterdir()
    good = backup.read_bytes()
    # the last pages: the schema is still there, so that much can be read
    damaged = good[: len(good) // 3] + bytes(byte ^ 0xFF for byte in good[len(good) // 3 :])
    other = kpk.database.with_name("toinen.sqlite")
    other.write_bytes(damaged)
    said = kpk("db", "restore", other, "--dry-run")
    assert said.status == 4
    assert "malformed" not in said.err
    assert "Of it can still be read: " in said.err or "Nothing can be read of it" in said.err
    assert f"The newest other backup is {backup.name}" in said.err
    assert kpk("db", "restore", other).err == said.err
    for ending in ("-wal", "-shm"):
        kpk.database.with_name(kpk.database.name + ending).unlink(missing_ok=True)
    kpk.database.write_bytes(damaged)
    listed = kpk("list")
    assert listed.status == 4
    assert listed.err.splitlines()[1].startswith("“db backups” lists what can take its place")
    told = kpk("db", "restore", backup, "--dry-run").out
    assert f"The backup {backup.name} is whole, with 32 initiatives" in told
    assert "is kept in the folder “backups”" in told
    assert kpk.database.read_bytes() == damaged
    assert kpk("db", "restore", backup).status == 0
    assert len(kpk("list", "--json").json) == 47
