"""A handful of invented initiatives, and the ways in which registers of other organisations might write them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.record import ReadInitiative, ReadRegister


class Truth(NamedTuple):
    """What must be read; euros in whole."""

    title: str
    organisation: str | None
    person: str | None
    status: Status | None
    start: date | None
    end: date | None
    low: int | None
    high: int | None
    deliverables: tuple[str, ...]


def fields_of(read: ReadInitiative) -> Truth:
    """A read initiative in the same form."""
    low = None if read.investment_min is None else read.investment_min // 100
    high = None if read.investment_max is None else read.investment_max // 100
    return Truth(
        read.title, read.organisation, read.person, read.status, read.start, read.end, low, high, read.deliverables
    )


def compare(register: ReadRegister, expected: list[Truth]) -> None:
    """Every field of every initiative, in order; the message names the first that differs."""
    assert [read.title for read in register.initiatives] == [truth.title for truth in expected]
    for read, truth in zip(register.initiatives, expected, strict=True):
        assert fields_of(read) == truth


def workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    merges: Mapping[str, list[tuple[int, int, int, int]]] | None = None,
) -> Path:
    """Writes sheets of plain cells; dates become real dates. Merges are zero-based top, left, bottom, right."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "d.m.yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in ("", None):
                        sheet.write(number, column, value)
            for top, left, bottom, right in (merges or {}).get(name, ()):
                sheet.merge_range(top, left, bottom, right, rows[top][left])
    return path
