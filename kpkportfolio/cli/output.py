"""What commands print: tables for people, JSON for machines, progress and complaints on stderr."""

import json
import shutil
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

_GAP = "  "
_LEAST_WIDTH = 11


def settle_streams() -> None:
    """Texts that the terminal's encoding does not have are shown as ``?`` instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and stream.errors == "strict":
            reconfigure(errors="replace")


def print_json(value: object) -> None:
    """JSON on stdout; with ``\\u`` escapes where the stream is not UTF-8, so that it is valid everywhere."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    print(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2))


def say_error(sentence: str) -> None:
    """A plain sentence on stderr."""
    print(sentence, file=sys.stderr)


def progress(what: str) -> Callable[[int, int], None] | None:
    """A reporter that writes ``what 40 %`` over itself; None unless stderr is a terminal."""
    if not sys.stderr.isatty():
        return None
    shown = -1

    def report(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // total if total else 100
        if percent != shown:
            shown = percent
            end = "\r\x1b[K" if percent >= 100 else ""
            print(f"\r\x1b[K{what} {percent} %", end=end, file=sys.stderr, flush=True)

    return report


def end_progress() -> None:
    """Takes the progress line away."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def print_table(
    headings: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (), wide: Sequence[int] = (0,)
) -> None:
    """An aligned table. On a terminal the widest columns are cut to its width; into a file nothing is cut.

    Args:
        right: columns set flush right, for numbers.
        wide: columns that keep more room than others when there is too little.
    """
    lines = [[_one_line(cell) for cell in row] for row in rows]
    widths = [max(_width(cell) for cell in column) for column in zip(headings, *lines, strict=True)]
    if sys.stdout.isatty():
        _narrow(widths, shutil.get_terminal_size().columns, wide)
    for line in (list(headings), ["─" * width for width in widths], *lines):
        print(
            _GAP.join(
                _fit(cell, width, at in right) for at, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
        )


def print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Named values, one a line, the names aligned; several lines of a value are aligned under each other."""
    widest = max((_width(name) for name, value in facts if value), default=0)
    for name, value in facts:
        if value:
            first, *others = value.split("\n")
            print(f"{_fit(name, widest, False)}{_GAP}{first}".rstrip())
            for other in others:
                print(f"{' ' * widest}{_GAP}{other}".rstrip())


def _one_line(cell: str) -> str:
    # control characters would move the cursor; a register's text is data, never a command to the terminal
    return "".join(" " if c in "\n\t" else c for c in cell if c in "\n\t" or unicodedata.category(c) != "Cc")


def _width(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _narrow(widths: list[int], available: int, wide: Sequence[int]) -> None:
    """Takes from the widest column, counting a wide one as a third of what it is, until the table fits."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > available:
        shrinkable = [at for at, width in enumerate(widths) if width > _LEAST_WIDTH]
        if not shrinkable:
            return
        widths[max(shrinkable, key=lambda at: widths[at] / (3 if at in wide else 1))] -= 1


def _fit(cell: str, width: int, right: bool) -> str:
    if _width(cell) > width:
        while cell and _width(cell) > width - 1:
            cell = cell[:-1]
        cell = f"{cell}…"
    blank = " " * (width - _width(cell))
    return blank + cell if right else cell + blank


def plain(value: Any) -> Any:
    """A value for JSON: dates and moments ISO."""
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat is not None else list(value) if isinstance(value, tuple) else value
