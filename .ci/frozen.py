"""Builds the frozen application and lives a short life with it: what works here works without Python installed.

    .venv/bin/python .ci/frozen.py          builds into build/frozen and runs it; 0 when everything worked
    .venv/bin/python .ci/frozen.py --keep   the same, and says where the application is

Run in surroundings of its own: an empty home, no Python path, no environment.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build/frozen"
WINDOW_SECONDS = 8


class Failure(Exception):
    """The frozen application did something else than the installed one."""


def build() -> Path:
    """The frozen command line, freshly built."""
    subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR",
            "--distpath", str(BUILD / "dist"), "--workpath", str(BUILD / "work"), "kpkportfolio.spec",
        ],
        cwd=ROOT,
        check=True,
    )  # fmt: skip
    suffix = ".exe" if sys.platform == "win32" else ""
    return BUILD / f"dist/kpkportfolio/kpkportfolio{suffix}"


class Life:
    """Calls of the frozen application, each with the same database, in an otherwise empty home."""

    def __init__(self, application: Path, home: Path) -> None:
        self.application, self.home = application, home
        keep = ("PATH", "SYSTEMROOT", "TEMP", "LD_LIBRARY_PATH")
        self.environment = {
            **{name: os.environ[name] for name in keep if name in os.environ},
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
            "KPKPORTFOLIO_DB": str(home / "salkku.sqlite"),
        }

    def call(self, *arguments: str) -> str:
        """What the command prints; a Failure with its complaint when it does not end with 0."""
        run = subprocess.run(
            [str(self.application), *arguments],
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        if run.returncode or "Traceback" in run.stderr:
            raise Failure(
                f"kpkportfolio {' '.join(arguments)} ended with {run.returncode}:\n{run.stderr or run.stdout}"
            )
        return run.stdout

    def file(self, name: str, *arguments: str) -> None:
        """A command that makes a file; a Failure when there is nothing in it."""
        self.call(*arguments, name)
        if not (self.home / name).stat().st_size:
            raise Failure(f"kpkportfolio {' '.join(arguments)} {name} made an empty file")

    def window(self) -> None:
        """Opens the window and closes it after a while; a Failure when it went by itself or complained."""
        with tempfile.TemporaryFile("w+", encoding="utf-8") as complaints:
            process = subprocess.Popen(
                [str(self.application)], cwd=self.home, env=self.environment, stdout=complaints, stderr=complaints
            )
            time.sleep(WINDOW_SECONDS)
            ended = process.poll()
            process.kill()
            process.wait()
            complaints.seek(0)
            said = complaints.read()
        if ended is not None or "Traceback" in said:
            raise Failure(f"the window did not stay open (ended with {ended}):\n{said}")


def live(life: Life) -> None:
    """A short life: fill, read, import, find, draw, hand out, freeze, take back, look."""
    version = life.call("--version").split()[-1]
    if f'version = "{version}"' not in (ROOT / "pyproject.toml").read_text("utf-8"):
        raise Failure(f"the frozen application calls itself version {version}")
    life.call("--selftest")
    life.call("demo")
    initiatives = json.loads(life.call("list", "--json"))
    if len(initiatives) < 32:
        raise Failure(f"the sample portfolio has {len(initiatives)} initiatives instead of at least 32")
    headers = {language: life.call("--lang", language, "list").splitlines()[0] for language in ("fi", "sv", "en")}
    if len(set(headers.values())) < len(headers):
        raise Failure(f"the frozen application does not speak all three languages: {headers}")
    (life.home / "naapuri.csv").write_text(
        "Hankkeen nimi;Vastuutaho;Alkaa\nSähköinen ajanvaraus terveysasemille;Naapurikunta;syksy 2010\n", "utf-8"
    )
    life.call("import", "naapuri.csv", "--json")
    if len(json.loads(life.call("list", "--json"))) != len(initiatives) + 1:
        raise Failure("the imported register's row is not in the list")
    json.loads(life.call("overlaps", "--json", "--limit", "5"))
    life.file("gantt.pdf", "chart", "gantt")
    life.file("bubbles.svg", "chart", "bubble")
    life.file("bubbles.png", "chart", "bubble")
    life.file("salkku.xlsx", "export")
    life.file("salkku.json", "export")
    life.call("snapshot", "take", "Ohjausryhmä 1")
    life.call("snapshot", "compare", "Ohjausryhmä 1", "--json")
    life.call("undo")
    life.call("db", "check")
    life.window()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Builds the frozen application and tries it out.")
    parser.add_argument("--keep", action="store_true", help="keep what was built and say where it is")
    wanted = parser.parse_args()
    started = time.monotonic()
    try:
        application = build()
        built = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="kpkportfolio-frozen-") as home:
            live(Life(application, Path(home)))
    except Failure as failure:
        print(f"frozen: {failure}", file=sys.stderr)
        return 1
    print(f"frozen: built in {built - started:.0f} s, tried out in {time.monotonic() - built:.0f} s")
    if wanted.keep:
        print(f"frozen: {application}")
    else:
        shutil.rmtree(BUILD)
    return 0


if __name__ == "__main__":
    sys.exit(main())
