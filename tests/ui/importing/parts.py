"""A small register, how it is written, and how the import dialog is asked; fixtures are in conftest.py."""

import threading
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from pytestqt.qtbot import QtBot

from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing.tabs import CHANGED, NEW, OVERLAPS, PROBLEMS, UNCHANGED, VANISHED
from ui.session import Session
from ui.tasks import Progress

HEADINGS = (
    "Tunnus",
    "Hankkeen nimi",
    "Kuvaus",
    "Vastuutaho",
    "Vaihe",
    "Alkaa",
    "Päättyy",
    "Budjetti (1000 €)",
    "Tuotokset",
)
ROWS = (
    (
        "H-1",
        "Asiointitili",
        "Viestien välitys",
        "Valtiovarainministeriö",
        "toteutus",
        "2010",
        "2011",
        "2000",
        "Tili; Ohje",
    ),
    ("H-2", "Luvanhaku verkossa", "", "Espoon kaupunki", "idea", "1.1.2011", "", "350", ""),
    ("H-3", "Karttapalvelu", "", "Vantaan kaupunki", "valmis", "2009", "2010", "", "Kartta"),
)
BAD_DATE = ("H-4", "Ajanvaraus", "", "Oulun kaupunki", "idea", "32.13.2011", "2012", "", "")
NO_NAME = ("H-5", "", "Nimetön", "Oulun kaupunki", "idea", "2011", "2012", "", "")


def write_register(path: Path, rows: Sequence[Sequence[str]] = ROWS) -> Path:
    """A workbook with a title and an empty row above the header and a totals row below."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Hankkeet")
        sheet.write(0, 0, "Hankeluettelo, tilanne syksyllä")
        for at, row in enumerate((HEADINGS, *rows)):
            for number, text in enumerate(row):
                sheet.write_string(at + 2, number, text)
        sheet.write_string(len(rows) + 3, 0, "Yhteensä")
        sheet.write_number(len(rows) + 3, 7, 2350)
    return path


def settle(dialog: ImportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.importer.settled, timeout=10_000)


def bring_in(dialog: ImportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.importer.ended, timeout=10_000):
        dialog.import_()
    settle(dialog, qtbot)


def column(dialog: ImportDialog, tab: int, number: int) -> list[str]:
    tabs = dialog.panel.tabs
    other = {PROBLEMS: tabs.problems, OVERLAPS: tabs.overlaps}
    model = (other[tab] if tab in other else tabs.pages[tab]).table.model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def counts(dialog: ImportDialog) -> list[int]:
    return [
        int(dialog.panel.tabs.tabText(tab).rsplit(" ", 1)[1].replace(",", ""))
        for tab in (NEW, CHANGED, UNCHANGED, VANISHED, PROBLEMS)
    ]


def titles(session: Session) -> list[str]:
    return sorted(row.title for row in session.portfolio.initiatives())


def changed(number: int, **fields: str) -> tuple[tuple[str, ...], ...]:
    """The rows with fields of one row changed, by heading."""
    rows = [list(row) for row in ROWS]
    for heading, text in fields.items():
        rows[number][HEADINGS.index(heading)] = text
    return tuple(tuple(row) for row in rows)


def id_of(session: Session, title: str) -> str:
    return next(row.id for row in session.portfolio.initiatives() if row.title == title)


class Gate:
    """Holds a worker until it is let through or cancelled."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, progress: Progress) -> None:
        self.reached.set()
        while not self.open.wait(0.01):
            progress(1, 3)
