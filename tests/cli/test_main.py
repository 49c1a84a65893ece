"""The command line itself: exit statuses, languages, streams, and what is loaded when."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kpkportfolio.cli import initiatives, main, output
from kpkportfolio.errors import Conflict
from kpkportfolio.store import engine
from tests.cli.conftest import Kpk

HEAVY = ("PySide6", "alembic", "matplotlib", "numpy", "pandas", "python_calamine", "rapidfuzz", "scipy", "xlsxwriter")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "kpkportfolio", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["list", "--nonsense"],
        ["import"],
        ["verdict", "A"],
        ["overlaps", "--limit", "0"],
        ["overlaps", "--limit", "many"],
        ["overlaps", "--min-score", "2"],
        ["overlaps", "--min-score", "x"],
        ["overlaps", "--kind", "same"],
        ["db"],
        ["--lang", "xx", "list"],
        ["--db", "mysql://localhost/x", "list"],
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(kpk: Kpk, arguments: list[str]) -> None:
    said = kpk(*arguments)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert not kpk.database.exists()


def test_a_database_that_is_not_there_is_the_environments_fault(kpk: Kpk) -> None:
    for command in (["list"], ["undo"], ["db", "status"], ["overlaps"], ["snapshot", "list"], ["history"]):
        said = kpk(*command)
        assert (said.status, said.out) == (4, "")
        assert str(kpk.database) in said.err
    assert not kpk.database.exists()


def test_a_locked_database_is_the_environments_fault(filled: Kpk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_BUSY_MILLISECONDS", 50)
    holder = sqlite3.connect(filled.database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    said = filled("undo")
    holder.close()
    assert said.status == 4
    assert "another program" in said.err
    assert len(filled("list", "--json").json) == 3


def test_help_and_version_are_no_errors(kpk: Kpk) -> None:
    assert kpk("--help").status == 0
    assert "snapshot" in kpk("--help").out
    assert "--accept-good-rows" in kpk("import", "--help").out
    assert kpk("--version").out.startswith("KPK Portfolio ")


@pytest.mark.parametrize(
    ("language", "word", "usage"),
    [
        ("fi", "Vastuullinen taho", "käyttö: "),
        ("sv", "Ansvarig part", "användning: "),
        ("en", "Responsible party", "usage: "),
    ],
)
def test_it_speaks_the_language_asked_for(
    filled: Kpk, capsys: pytest.CaptureFixture[str], language: str, word: str, usage: str
) -> None:
    assert main(["--db", str(filled.database), "--lang", language, "list"]) == 0
    assert word in capsys.readouterr().out
    assert main([f"--lang={language}", "--help"]) == 0
    assert capsys.readouterr().out.startswith(usage)


def test_options_may_follow_the_command(filled: Kpk, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--db", str(filled.database), "--lang", "fi"]) == 0
    assert "Vastuullinen taho" in capsys.readouterr().out
    assert main(["undo", "--db", str(filled.database), "--lang", "en", "--by", "Liisa"]) == 0


def test_the_environment_names_the_database(
    filled: Kpk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KPKPORTFOLIO_DB", str(filled.database))
    assert main(["list", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 3


def test_without_a_name_the_users_own_file_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KPKPORTFOLIO_DB", raising=False)
    monkeypatch.setattr("kpkportfolio.paths.user_data", lambda: tmp_path)
    assert main(["demo"]) == 0
    assert (tmp_path / "salkku.sqlite").exists()
    assert capsys.readouterr().err == ""


def test_a_conflict_is_status_5(filled: Kpk, monkeypatch: pytest.MonkeyPatch) -> None:
    def collide(_options: object) -> int:
        raise Conflict("Somebody else was here.")

    monkeypatch.setattr(initiatives, "list_initiatives", collide)
    said = filled("list")
    assert (said.status, said.err) == (5, "Somebody else was here.\n")


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (RuntimeError("broken"), 4, "RuntimeError: broken"),
        (MemoryError(), 4, "memory"),
        (PermissionError(13, "Permission denied", "a.xlsx"), 4, "a.xlsx cannot be used: Permission denied."),
        (KeyboardInterrupt(), 130, "Stopped"),
    ],
)
def test_whatever_happens_is_said_in_words(
    filled: Kpk, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, words: str
) -> None:
    def fail(_options: object) -> int:
        raise error

    monkeypatch.setattr(initiatives, "list_initiatives", fail)
    said = filled("list")
    assert said.status == status
    assert words in said.err
    assert "Traceback" not in said.err
    if not isinstance(error, MemoryError):
        assert "Traceback" in filled("--debug", "list").err


def test_without_a_command_the_window_opens(kpk: Kpk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str | None, str | None, str | None]] = []
    window = ModuleType("ui.application")

    def run_window(db: str | None, language: str | None, by: str | None) -> int:
        opened.append((db, language, by))
        return 7

    window.run = run_window  # type: ignore[attr-defined]  # a module made here
    monkeypatch.setitem(sys.modules, "ui.application", window)
    assert kpk().status == 7
    assert main([]) == 7
    assert opened == [(str(kpk.database), "en", "Liisa"), (None, None, None)]


def test_without_qt_the_commands_are_named_instead(kpk: Kpk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ui.application", None)
    said = kpk()
    assert said.status == 4
    assert "kpkportfolio --help" in said.err


def test_the_selftest_does_the_main_things(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--selftest", "--lang", "en"]) == 0
    assert capsys.readouterr().out == "ok\n"


def test_a_failing_selftest_says_where(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_options: object) -> int:
        return 3

    monkeypatch.setattr(initiatives, "list_initiatives", fail)
    assert main(["--selftest", "--lang", "en"]) == 4
    assert "“list --json”" in capsys.readouterr().err


def test_listing_loads_nothing_heavy(filled: Kpk) -> None:
    script = (
        "import sys; from kpkportfolio.cli import main; status = main(sys.argv[1:]); "
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--db", str(filled.database), "list"],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr.decode().strip()) == (0, "[]")


def test_a_reader_that_has_enough_is_no_error(kpk: Kpk) -> None:
    kpk("demo")
    with subprocess.Popen(
        [sys.executable, "-m", "kpkportfolio", "--db", str(kpk.database), "history", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
        assert (process.wait(60), complaint) == (0, b"")


def test_an_encoding_without_our_letters_stops_nothing(filled: Kpk) -> None:
    database = str(filled.database)
    shown = run("--db", database, "--lang", "fi", "list", PYTHONIOENCODING="ascii")
    assert shown.returncode == 0
    assert b"Luvanhaku verkossa" in shown.stdout
    told = run("--db", database, "list", "--json", PYTHONIOENCODING="ascii")
    assert told.stdout.isascii()
    assert json.loads(told.stdout) == filled("list", "--json").json
    utf8 = run("--db", database, "list", "--json", PYTHONIOENCODING="utf-8")
    assert "Valtiovarainministeriö".encode() in utf8.stdout


def test_a_process_ends_with_the_status(tmp_path: Path) -> None:
    done = run("--db", str(tmp_path / "ei.sqlite"), "--lang", "en", "list")
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"Traceback" not in done.stderr


# --- printing --------------------------------------------------------------------------------------------


class _Terminal:
    """A stream that says it is a terminal."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written.append(text)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    @property
    def text(self) -> str:
        return "".join(self.written)


def test_a_table_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    output.print_table(["Nimi", "€"], [["x" * 100, "1"], ["漢字" * 20, "22"], ["e\u0301" * 3, "333"]], right=(1,))
    lines = terminal.text.splitlines()
    assert max(output._width(line) for line in lines) == 40
    assert lines[2].endswith("…    1")
    assert lines[4].endswith(" 333")


def test_a_table_never_becomes_narrower_than_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "5")
    output.print_table(["A"], [["y" * 30]])
    assert terminal.text.splitlines()[2] == "y" * 10 + "…"


def test_registers_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_table(["A"], [["punainen \x1b[31m\a teksti\nrivi"]])
    assert capsys.readouterr().out.splitlines()[2] == "punainen [31m teksti rivi"


def test_facts_are_aligned_and_unknown_ones_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_facts([("Nimi", "A"), ("Tuotokset", "B\nC"), ("Muu", "")])
    assert capsys.readouterr().out == "Nimi       A\nTuotokset  B\n           C\n"


def test_progress_goes_to_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert output.progress("Tuonti") is None
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    report = output.progress("Tuonti")
    assert report is not None
    for done in (0, 1, 1, 2):
        report(done, 2)
    output.end_progress()
    shown = [part.strip("\r") for part in terminal.text.split("\x1b[K") if part.strip("\r")]
    assert shown == ["Tuonti 0 %", "Tuonti 50 %", "Tuonti 100 %"]


def test_an_idea_without_words_is_wrong_usage(kpk: Kpk) -> None:
    assert kpk("demo").status == 0
    assert kpk("check", " ").status == 2
