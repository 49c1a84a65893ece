"""Kills and faults, told in docs/RELIABILITY.md.

    python -m tests.store.reliability [--kills 200] [--seed N] [--machine-steps N]

A loss raises and nothing is written; so the document says what this has seen.
"""

import argparse
import json
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.store.faults import FAULTS, NotHere
from tests.store.killing import KINDS, Killed, kill

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "RELIABILITY.md"
_FOUND = {
    "edits": "the two rows of every edit are alike, and the journal counts every edit",
    "imports": "every import is whole or not there, in the rows and in the journal",
    "snapshots": "the chain of snapshots verifies",
    "backups": "every backup opens and is sound",
    "migrations": "every file opens with the content it had, its backup of the old schema beside it",
}


def main() -> None:
    """Run everything and write the document."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.reliability")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20111115)
    parser.add_argument("--machine-steps", type=int, default=0, help="steps of tests.store.machine; 0: as told before")
    options = parser.parse_args()
    started = time.monotonic()
    killed = []
    for what in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            killed.append(kill(what, options.kills // len(KINDS), Path(folder), random.Random(options.seed)))
        print(killed[-1], file=sys.stderr)  # noqa: T201
    said = {}
    for name, fault in FAULTS.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                said[name] = fault(Path(folder)) or "done as ever"
            except NotHere as reason:
                said[name] = f"not tried here: {reason}"
        print(name, said[name], file=sys.stderr)  # noqa: T201
    DOCUMENT.write_text(_document(killed, said, _machine(options), time.monotonic() - started), "utf-8")


def _machine(options: argparse.Namespace) -> dict[str, object]:
    if not options.machine_steps:
        return _told_before()
    command = [sys.executable, "-m", "tests.store.machine", "--steps", str(options.machine_steps)]
    said = subprocess.run(
        [*command, "--seed", str(options.seed)], stdout=subprocess.PIPE, text=True, check=True, cwd=DOCUMENT.parents[1]
    ).stdout
    return dict(json.loads(said.splitlines()[-1]))


def _told_before() -> dict[str, object]:
    """What the document says of the machine already."""
    lines = DOCUMENT.read_text("utf-8").splitlines() if DOCUMENT.exists() else []
    return next((dict(json.loads(line)) for line in lines if line.startswith('{"steps"')), {})


def _document(killed: list[Killed], said: dict[str, str], machine: dict[str, object], seconds: float) -> str:
    kills = "\n".join(f"| {one.what} | {one.kills} | {one.promised} | 0 | {_FOUND[one.what]} |" for one in killed)
    faults = "\n".join(f"| {name} | {words} | nothing |" for name, words in said.items())
    walked = f"```\n{json.dumps(machine)}\n```" if machine else "Not run yet: `--machine-steps 10000`."
    return f"""# What has been tried to make it lose something

Written by `python -m tests.store.reliability`, which fails instead of writing if anything is lost. {_here()}
The kills and faults took {round(seconds)} s.

## kill -9

A process works until it is killed at a random moment, within twice the time that its first piece of work took. Then the
database is checked (every page, every reference, the whole journal, in edits, imports and snapshots all that *Verify*
checks) and everything it had told as done is looked for. Ten of each run in every CI.

| killed in | kills | pieces of work told as done | lost | what is found each time |
| --- | ---: | ---: | ---: | --- |
{kills}

## Surroundings that fail

| what fails | what is said | lost |
| --- | --- | --- |
{faults}

A full disk is a real one of four megabytes, a read-only folder is mounted so, where the machine allows it. With room
again a backup is made, and once the other program has ended the same edit stands. While another program writes,
reading and backing up go on. After a clock was set back, undo, redo, the journal carried out from nothing, every
earlier moment and every snapshot are as they were, and thinning has removed no backup of the future.

On Linux and macOS any look into the open database's files by the same process drops SQLite's locks, and another program
may then take the -wal away. No file dialog opens a file, and each transaction looks first whether the -wal is still the
one that was opened: if not, nothing is written, it is not copied into the database, and what others wrote is kept
(`tests/store/test_side_file.py`, `tests/ui/test_file_dialog.py`).

## A machine of states

`python -m tests.store.machine --steps 10000` adds, edits, edits many, imports registers, merges, deletes, undoes,
redoes, undoes what is older, takes snapshots, returns to them, backs up, restores and restarts in random order. After
every step the journal carried out from nothing gives the database, every snapshot verifies, and the difference between
any frozen content and today's, applied to it, gives today's; undoing everything of an opening gives its start, and
redoing it its end. The last run:

{walked}

## Backups

When they are made, and which are kept: `kpkportfolio/store/safekeeping.py`. Each is made by SQLite's online backup,
opened and checked like the database above before it gets its name; `db backups` lists them, `db restore --dry-run`
tells what one would change, and what a restored one replaces is kept, a damaged database too.
"""


def _here() -> str:
    return f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.system()}."


if __name__ == "__main__":
    main()
