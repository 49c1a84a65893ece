"""Fuzzes one target for as long as asked, in this one process.

    python -m tests.fuzz xlsx --seconds 600 [--seeds FOLDER] [--out FOLDER]

With atheris installed the fuzzing is guided by what of our code is reached, otherwise by dice alone. Every input that
breaks a rule is written to ``--out``, once for each place that raises; a line of JSON at the end says how many inputs
were run. A finding that has been mended goes, as small as it gets, into ``corpus/<target>/``, where a test replays it.
"""

import argparse
import contextlib
import hashlib
import json
import random
import resource
import signal
import sys
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz import CORPUS
from tests.memory import peak_megabytes

LONGEST_SECONDS = 10
MOST_MEGABYTES = 500
# an allocation beyond this ends the process instead of the machine
_ADDRESS_SPACE = 3 << 30


class Hang(BaseException):
    """An input took longer than anybody waits."""


def _hang(_signal: int, _frame: FrameType | None) -> None:
    raise Hang


class Run:
    """One run: what is tried, and what came of it."""

    def __init__(self, target: str, out: Path, seconds: float) -> None:
        from tests.fuzz.targets import TARGETS

        self.target = TARGETS[target]
        self.name = target
        self.out = out
        self.until = time.monotonic() + seconds
        self.executions = 0
        self.slowest = 0.0
        self.found: set[str] = set()
        self.out.mkdir(parents=True, exist_ok=True)
        self._last = self.out / f"{target}-last"
        signal.signal(signal.SIGPROF, _hang)

    def one(self, data: bytes) -> None:
        """Tries one input; keeps it when it breaks a rule in a place not yet known."""
        self.executions += 1
        # native code may end the process: what it was given lies here then
        self._last.write_bytes(data)
        started, before = time.process_time(), peak_megabytes()
        # of the process's own time: fuzzing gives way to everything else on the machine
        signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)
        try:
            self.target(data)
        except Exception as error:
            self._keep(data, error)
        except Hang as error:
            self._keep(data, error)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self.slowest = max(self.slowest, time.process_time() - started)
        if peak_megabytes() - before > MOST_MEGABYTES / 2 or before < MOST_MEGABYTES <= peak_megabytes():
            self._keep(data, MemoryError(f"{peak_megabytes():.0f} MB"))

    def _keep(self, data: bytes, error: BaseException) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames if "kpkportfolio" in frame.filename]
        where = f"{type(error).__name__} {ours[-1] if ours else error}"
        if where in self.found:
            return
        self.found.add(where)
        name = f"{self.name}-{hashlib.sha256(data).hexdigest()[:12]}"
        (self.out / name).write_bytes(data)
        (self.out / f"{name}.txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        print(f"FOUND {name}: {where}: {error}", flush=True)

    @property
    def over(self) -> bool:
        return time.monotonic() > self.until

    def say(self, guided: bool) -> None:
        print(
            json.dumps(
                {
                    "target": self.name,
                    "executions": self.executions,
                    "guided": guided,
                    "found": sorted(self.found),
                    "slowest": round(self.slowest, 2),
                    "peak_mb": round(peak_megabytes()),
                }
            ),
            flush=True,
        )


def _seeds(target: str, folder: Path | None) -> list[bytes]:
    places = [CORPUS / target, *([folder] if folder else [])]
    files = [file for place in places if place.is_dir() for file in sorted(place.iterdir()) if file.is_file()]
    return [data for file in files if len(data := file.read_bytes()) < 100_000]


def _guided(run: Run, seeds: list[bytes], atheris: Any) -> None:
    from tests.fuzz.mutation import mutated

    dice = random.Random(time.time_ns())

    def mutator(data: bytes, most: int, seed: int) -> bytes:
        try:
            return mutated(data, random.Random(seed), lambda piece: atheris.Mutate(piece, len(piece) + 64))[:most]
        except ValueError:
            return data[:most]

    def one(data: bytes) -> None:
        # libFuzzer begins with nothing and is slow to find what a file of this kind looks like
        if not data and seeds:
            data = dice.choice(seeds)
        run.one(data)
        if run.over:
            run.say(True)
            sys.stdout.flush()
            import os

            os._exit(0)

    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds):
            (Path(folder) / str(number)).write_bytes(seed)
        options = ["-timeout=60", "-rss_limit_mb=0", "-max_len=200000", "-verbosity=0", "-print_final_stats=0"]
        atheris.Setup([sys.argv[0], *options, folder], one, custom_mutator=mutator)
        atheris.Fuzz()


def _by_dice(run: Run, seeds: list[bytes]) -> None:
    from tests.fuzz.mutation import mutated

    dice = random.Random(time.time_ns())
    pool = list(seeds) or [b""]
    while not run.over:
        data = mutated(dice.choice(pool), dice)
        run.one(data)
        if dice.random() < 0.02 and len(pool) < 500 + len(seeds):
            pool.append(data)
    run.say(False)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seeds", type=Path, help="more files to begin with")
    parser.add_argument("--out", type=Path, default=Path("fuzz-findings"))
    chosen = parser.parse_args()
    try:
        import atheris
    except ImportError:
        atheris = None
    instrumented = atheris.instrument_imports(include=["kpkportfolio"]) if atheris else contextlib.nullcontext()
    with instrumented:
        run = Run(chosen.target, chosen.out, chosen.seconds)
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    seeds = _seeds(chosen.target, chosen.seeds)
    for seed in seeds:
        run.one(seed)
    if atheris:
        _guided(run, seeds, atheris)
    else:
        _by_dice(run, seeds)


if __name__ == "__main__":
    main()
