"""The command line as a person calls it, and a portfolio to call it on."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kpkportfolio.cli import main

HEADINGS = (
    "Tunnus",
    "Hankkeen nimi",
    "Kuvaus",
    "Vastuutaho",
    "Status",
    "Alkaa",
    "Päättyy",
    "Budjetti (€)",
    "Tuotokset",
)
ROWS = [
    line.split("|")
    for line in (
        "H-1|Asiointitili|Viestien välitys|Valtiovarainministeriö|toteutus|1.1.2010|31.12.2011|2000000|Tili; Ohje",
        "H-2|Luvanhaku verkossa|Rakennusluvat|Oulun kaupunki|suunnitteilla|kevät 2011||350000,50|",
        "H-3|Kuntalaisen asiointitili|Viestit kuntalaisille|Oulun kaupunki|päättynyt|2009|2010||Tili",
    )
]


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Kpk:
    """Runs commands on one database."""

    def __init__(self, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = database
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Said:
        self._capsys.readouterr()
        status = main(["--db", str(self.database), "--lang", "en", "--by", "Liisa", *map(str, arguments)])
        out, err = self._capsys.readouterr()
        return Said(status, out, err)

    def ids(self) -> dict[str, str]:
        """The initiatives' ids by reference."""
        return {row["ref"]: row["id"] for row in self("list", "--json").json}


@pytest.fixture
def kpk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kpk:
    """The command line on a database that is not there yet."""
    monkeypatch.delenv("KPKPORTFOLIO_DB", raising=False)
    return Kpk(tmp_path / "salkku.sqlite", capsys)


@pytest.fixture
def write_register(tmp_path: Path) -> Callable[..., Path]:
    """Makes a register's file of rows."""

    def write(rows: Sequence[Sequence[str]] = ROWS, name: str = "oma.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([HEADINGS, *rows])
        return path

    return write


@pytest.fixture
def filled(kpk: Kpk, write_register: Callable[..., Path]) -> Kpk:
    """A database with three imported initiatives."""
    assert kpk("import", write_register()).status == 0
    return kpk
