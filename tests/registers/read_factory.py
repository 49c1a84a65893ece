"""Registers as the reader would have read them, made of the few fields a test is about."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.record import Problem, ReadInitiative, ReadRegister

TODAY = date(2011, 11, 15)


def read(ref: str | None = "H-1", title: str = "Asiointitili", **fields: Any) -> ReadInitiative:
    """One row: an approved initiative of a ministry, unless the test says otherwise."""
    values: dict[str, Any] = {
        "sheet": "Hankkeet",
        "row": 5,
        "ref": ref,
        "title": title,
        "description": "Kansalaisen viestit viranomaisilta.",
        "organisation": "Valtiovarainministeriö",
        "person": "Leena Koivuharju",
        "programme": "Sähköinen asiointi",
        "domain": None,
        "status": Status.APPROVED,
        "start": date(2010, 1, 1),
        "end": date(2011, 12, 31),
        "open_ended": False,
        "investment_min": 200_000_000,
        "investment_max": 300_000_000,
        "deliverables": ("Asiointitili", "Liittymisohje"),
        "language": "fi",
        "raw": {},
    }
    return ReadInitiative(**{**values, **fields})


def register(*rows: ReadInitiative, file: str = "julkit.xlsx", problems: Sequence[Problem] = ()) -> ReadRegister:
    """A register of these rows; problems that are fatal stand for one row more."""
    fatal = sum(problem.fatal for problem in problems)
    return ReadRegister(
        Path(file), Path(file).stem, list(rows), list(problems), rows_seen=len(rows) + fatal, skipped=[]
    )


def problem(row: int = 9, fatal: bool = True) -> Problem:
    """A cell that was not understood."""
    return Problem("Hankkeet", row, "Alkaa", "32.1.2011", "There is no such date.", "a date", fatal)
