"""Bringing registers in: what is shown before anything is written, what is written, and what is not."""

import csv
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kpkportfolio.exports.bundle import write_bundle
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.store.portfolio import Portfolio
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing import importer as importing
from ui.dialogs.importing.importer import State
from ui.dialogs.importing.names import suggested_name
from ui.dialogs.importing.tabs import CHANGED, NEW, OVERLAPS, PROBLEMS, SKIPPED, UNCHANGED, VANISHED
from ui.session import Session
from ui.tasks import Progress, Tasks

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


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    tasks = Tasks()
    one = Session(Portfolio.create(tmp_path / "salkku.sqlite", by="Liisa"), tasks)
    one.load()
    qtbot.waitUntil(lambda: one.complete)
    yield one
    tasks.stop()
    one.close()
    one.deleteLater()
    tasks.deleteLater()


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook as registers arrive: a title and an empty row above the header, a totals row below."""

    def write_(name: str = "julkit.xlsx", rows: Sequence[Sequence[str]] = ROWS) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet("Hankkeet")
            sheet.write(0, 0, "Hankeluettelo, tilanne syksyllä")
            for at, row in enumerate((HEADINGS, *rows)):
                for column, text in enumerate(row):
                    sheet.write_string(at + 2, column, text)
            sheet.write_string(len(rows) + 3, 0, "Yhteensä")
            sheet.write_number(len(rows) + 3, 7, 2350)
        return path

    return write_


@pytest.fixture
def open_dialog(session: Session, qtbot: QtBot) -> Iterator[Callable[..., ImportDialog]]:
    """Opens the dialog with files and waits until they are compared."""
    opened: list[ImportDialog] = []

    def open_(*paths: Path, wait: bool = True) -> ImportDialog:
        dialog = ImportDialog(session)
        opened.append(dialog)
        dialog.show()
        dialog.take(paths)
        if wait:
            settle(dialog, qtbot)
        return dialog

    yield open_
    for dialog in opened:
        dialog.importer.cancel()
        dialog.mirror.stop()
        dialog.hide()
        dialog.deleteLater()


def settle(dialog: ImportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.importer.settled, timeout=10_000)


def bring_in(dialog: ImportDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.importer.ended, timeout=10_000):
        dialog.import_()
    settle(dialog, qtbot)


def column(dialog: ImportDialog, tab: int, number: int) -> list[str]:
    model = (dialog.panel.tabs.problems.table if tab == PROBLEMS else dialog.panel.tabs.pages[tab].table).model()
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


# --- before anything is written ----------------------------------------------------------------------------------


def test_without_files_it_says_what_may_be_chosen(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_dialog()
    assert dialog.empty.isVisible()
    assert not dialog.go.isVisible()
    path = write()
    asked: list[str] = []

    def choose(_parent: object, _title: str, _folder: str, kinds: str) -> tuple[list[str], str]:
        asked.append(kinds)
        return [str(path)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    assert dialog.focusWidget() is not None
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    settle(dialog, qtbot)
    assert "*.ods" in asked[0]
    assert not dialog.empty.isVisible()
    assert dialog.go.text() == "Import 3 initiatives"


def test_the_preview_tells_what_was_understood_and_writes_nothing(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session
) -> None:
    dialog = open_dialog(write())
    assert counts(dialog) == [3, 0, 0, 0, 0]
    assert [column(dialog, NEW, number)[0] for number in range(9)] == [
        "4",
        "Hankkeet",
        "H-1",
        "Asiointitili",
        "Valtiovarainministeriö",
        "Implementation",
        "01/01/2010–31/12/2011",
        "2",
        "Tili; Ohje",
    ]
    assert column(dialog, NEW, 7)[2] == "not known"
    assert column(dialog, NEW, 6)[1] == "01/01/2011–not known"
    assert column(dialog, SKIPPED, 1) == ["7"]
    assert dialog.panel.name.currentText() == "julkit"
    assert dialog.panel.name_note.text() == "A new register"
    assert dialog.plan.text() == "From 1 file: 3 new."
    assert session.portfolio.operations() == []


def test_importing_is_one_operation_that_undo_takes_back(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    bring_in(dialog, qtbot)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 3)
    assert [entry.name for entry in session.portfolio.operations()] == ["Import julkit.xlsx"]
    session.undo()
    qtbot.waitUntil(lambda: not session.contents.initiatives)
    assert session.portfolio.records("register") == {}
    assert session.portfolio.records("organisation") == {}


def test_a_second_import_of_the_same_file_has_nothing_to_do(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    path = write()
    bring_in(open_dialog(path), qtbot)
    qtbot.waitUntil(lambda: bool(session.contents.registers))
    again = open_dialog(path)
    assert counts(again) == [0, 0, 3, 0, 0]
    assert column(again, UNCHANGED, 2) == ["H-1", "H-2", "H-3"]
    assert again.panel.name_note.text().endswith("3 initiatives")
    assert not again.go.isEnabled()
    assert "nothing to import" in again.plan.text()
    again.import_()
    assert not again.importer.importing
    assert len(session.portfolio.operations()) == 1


# --- changed and vanished ------------------------------------------------------------------------------------------


@pytest.fixture
def imported(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> Session:
    bring_in(open_dialog(write()), qtbot)
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 3)
    return session


def _id(session: Session, title: str) -> str:
    return next(row.id for row in session.portfolio.initiatives() if row.title == title)


def test_changes_are_shown_field_by_field_and_own_corrections_stay(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    own = _id(imported, "Luvanhaku verkossa")
    assert imported.edit([own], {"title": "Luvat verkossa"})
    rows = list(changed(0, Vaihe="käyttöönotto", Päättyy="2012"))
    rows[1] = ("H-2", "Luvanhaku verkossa, vaihe 2", *ROWS[1][2:])
    dialog = open_dialog(write("julkit_2012.xlsx", rows))
    assert dialog.importer.files[0].name == "julkit"
    assert counts(dialog) == [0, 2, 1, 0, 0]
    model = dialog.panel.tabs.changes
    lines = [tuple(model.index(row, at).data() for at in range(4)) for row in range(model.rowCount())]
    assert lines == [
        ("Asiointitili", None, None, None),
        ("Status", "Implementation", "Rollout", "Will be changed"),
        ("End", "31/12/2011", "31/12/2012", "Will be changed"),
        ("Luvat verkossa", None, None, None),
        ("Title", "Luvat verkossa", "Luvanhaku verkossa, vaihe 2", "Yours stays; take the register's"),
    ]
    assert dialog.go.text() == "Update 1 initiative"
    bring_in(dialog, qtbot)
    assert titles(imported) == ["Asiointitili", "Karttapalvelu", "Luvat verkossa"]


def test_the_registers_value_is_taken_when_the_box_is_ticked(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    imported.edit([_id(imported, "Asiointitili")], {"title": "Oma nimi"})
    dialog = open_dialog(write("julkit.xlsx", changed(0, **{"Hankkeen nimi": "Asiointitili 2"})))
    tabs = dialog.panel.tabs
    table = tabs.pages[CHANGED].table
    assert not dialog.go.isEnabled() or dialog.go.text() == "Import the changes"
    table.setCurrentIndex(tabs.changes.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settle(dialog, qtbot)
    box = tabs.changes.index(1, 3)
    assert box.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
    assert box.data() == "Take the register's"
    assert dialog.go.text() == "Update 1 initiative"
    qtbot.keyClick(table, Qt.Key.Key_Space)
    settle(dialog, qtbot)
    assert tabs.changes.index(1, 3).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked.value
    tabs.changes.toggle(1)
    settle(dialog, qtbot)
    bring_in(dialog, qtbot)
    assert "Asiointitili 2" in titles(imported)


def test_what_the_register_has_no_more_is_told_and_kept(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path]
) -> None:
    dialog = open_dialog(write("julkit.xlsx", ROWS[:2]))
    assert counts(dialog)[3] == 1
    assert column(dialog, VANISHED, 1) == ["Karttapalvelu"]
    assert len(titles(imported)) == 3


def test_another_register_name_makes_another_register(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    assert counts(dialog)[NEW] == 0
    line = dialog.panel.name.lineEdit()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "KuntaIT")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not dialog.importer.importing, "Enter in the name takes the name and does not import"
    settle(dialog, qtbot)
    assert dialog.importer.files[0].name == "KuntaIT"
    assert counts(dialog)[NEW] == 3


@pytest.mark.parametrize(
    ("stem", "known", "name"),
    [
        ("julkit", [], "julkit"),
        ("JULKIT", ["JulkIT"], "JulkIT"),
        ("julkit_2011-11", ["JulkIT", "JIP"], "JulkIT"),
        ("julkit (2)", ["JulkIT"], "JulkIT"),
        ("Julkit 2011 final", ["JulkIT"], "JulkIT"),
        ("julkit v2", ["julkit 2010"], "julkit 2010"),
        ("julkitus", ["JulkIT"], "julkitus"),
        ("2011", ["JulkIT"], "2011"),
        ("", ["JulkIT"], ""),
    ],
)
def test_a_file_is_taken_for_the_register_it_is_named_after(stem: str, known: list[str], name: str) -> None:
    assert suggested_name(stem, known) == name


# --- problems ------------------------------------------------------------------------------------------------------


def test_bad_rows_hold_the_file_back_until_they_are_left_out(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write(rows=(*ROWS, BAD_DATE, NO_NAME)))
    assert not dialog.go.isEnabled()
    assert dialog.panel.tabs.currentIndex() == PROBLEMS
    assert dialog.panel.bar_words.text().startswith("2 rows cannot be taken in.")
    assert dialog.panel.good_rows.text() == "Import the good rows (3), leave 2 out"
    assert dialog.plan.text() == "1 file is held back for its bad rows."
    dialog.panel.good_rows.click()
    settle(dialog, qtbot)
    assert dialog.go.text() == "Import 3 initiatives"
    bring_in(dialog, qtbot)
    assert titles(session) == ["Asiointitili", "Karttapalvelu", "Luvanhaku verkossa"]


def test_every_problem_can_be_found_read_whole_and_copied(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    strange = ("H-6", "Arkisto", "", "Oulun kaupunki", "häilyvä", "2011", "2012", "=1+1", "")
    dialog = open_dialog(write(rows=(*ROWS, strange, BAD_DATE)))
    problems = dialog.panel.tabs.problems
    consequences = column(dialog, PROBLEMS, 0)
    assert consequences[0] == "Row is left out", "the fatal ones come first"
    assert set(consequences[1:]) == {"Left unknown"}
    assert "32.13.2011" in problems.whole.text()
    assert "Accepted:" in problems.whole.text()
    qtbot.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert problems.search.hasFocus()
    problems.search.insert("häilyvä")
    qtbot.waitUntil(lambda: problems.model.rowCount() == 1)
    assert column(dialog, PROBLEMS, 4) == ["häilyvä"]
    problems.copy.click()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 2
    assert "häilyvä" in lines[1]
    qtbot.keyClick(problems.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: problems.model.rowCount() == len(consequences))
    problems.table.selectAll()
    qtbot.keyClick(problems.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = [cell for line in QGuiApplication.clipboard().text().split("\n") for cell in line.split("\t")]
    assert "'=1+1" in copied, "a spreadsheet must not calculate what is pasted"


def test_a_file_that_is_no_register_says_so_and_the_others_go_on(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    session: Session,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    broken, plan, gone = tmp_path / "rikki.xlsx", tmp_path / "plan.xml", tmp_path / "poissa.csv"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    plan.write_text("<Project/>", "utf-8")
    dialog = open_dialog(broken, write(), plan, gone)
    assert [file.state for file in dialog.importer.files] == [State.REFUSED, State.READY, State.REFUSED, State.REFUSED]
    assert all(file.path.name in file.error for file in dialog.importer.files if file.state is State.REFUSED)
    assert dialog.panel.body.currentWidget() is dialog.panel.message
    assert dialog.go.text() == "Import 3 initiatives"
    bring_in(dialog, qtbot)
    assert dialog.isVisible(), "what was not imported is still to be looked at"
    assert "Imported julkit: 3 new." in dialog.banner.text
    assert len(titles(session)) == 3


def test_a_corrected_file_is_read_again(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write(rows=(*ROWS, BAD_DATE)))
    assert not dialog.go.isEnabled()
    write(rows=(*ROWS, (*BAD_DATE[:5], "31.12.2011", *BAD_DATE[6:])))
    dialog.panel.again.click()
    settle(dialog, qtbot)
    assert dialog.go.text() == "Import 4 initiatives"


# --- several files -------------------------------------------------------------------------------------------------


def test_the_second_file_is_compared_with_what_the_first_would_leave(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    other = [("K-1", "Kuntalaistili", "", "ESPOON  KAUPUNKI", "idea", "2011", "2012", "", "")]
    dialog = open_dialog(write(), write("kuntait.xlsx", other))
    assert dialog.go.text() == "Import 4 initiatives"
    bring_in(dialog, qtbot)
    assert [entry.name for entry in session.portfolio.operations()] == ["Import kuntait.xlsx", "Import julkit.xlsx"]
    names = [str(row["name"]) for row in session.portfolio.records("organisation").values()]
    assert sorted(names) == ["Espoon kaupunki", "Valtiovarainministeriö", "Vantaan kaupunki"]


def test_leaving_the_first_file_out_compares_the_second_anew(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    first, second = write("a.xlsx"), write("b.xlsx", changed(0, Vaihe="käyttöönotto"))
    dialog = open_dialog(first, second)
    dialog.importer.rename(dialog.importer.files[1], "a")
    settle(dialog, qtbot)
    preview = dialog.importer.files[1].preview
    assert preview is not None
    assert (len(preview.new), len(preview.changed)) == (0, 1)
    dialog.list.choose(dialog.importer.files[0])
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    settle(dialog, qtbot)
    assert [file.path for file in dialog.importer.files] == [second]
    assert counts(dialog)[:2] == [3, 0]


def test_two_files_of_one_register_are_imported_as_they_were_shown(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write("a.xlsx"), write("b.xlsx", changed(0, Vaihe="käyttöönotto")), wait=False)
    dialog.importer.rename(dialog.importer.files[1], "a")
    settle(dialog, qtbot)
    bring_in(dialog, qtbot)
    assert not dialog.isVisible()
    assert sorted(str(row.status) for row in session.portfolio.initiatives()) == ["completed", "idea", "rollout"]


# --- what happens meanwhile ------------------------------------------------------------------------------------------


def test_a_portfolio_changed_meanwhile_stops_the_import(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    dialog = open_dialog(write("julkit.xlsx", changed(0, **{"Hankkeen nimi": "Asiointitili 2"})))
    assert dialog.go.text() == "Update 1 initiative"
    id_ = _id(imported, "Asiointitili")
    elsewhere = Change("initiative", id_, {"title": "Asiointitili"}, {"title": "Toisen nimi"})
    imported.portfolio.commit(Operation(OperationKind.EDIT, "x", [elsewhere]))
    bring_in(dialog, qtbot)
    assert dialog.isVisible()
    assert "was not imported" in dialog.banner.text
    assert "Toisen nimi" in titles(imported)
    assert column(dialog, CHANGED, 3)[1] == "Yours stays; take the register's"


def test_a_file_written_since_it_was_read_is_read_again_first(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    write(rows=ROWS[:1])
    bring_in(dialog, qtbot)
    assert "was changed since it was read" in dialog.banner.text
    assert titles(session) == []
    assert dialog.go.text() == "Import 1 initiative"


class Gate:
    """Holds a worker until it is let through or cancelled."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self, progress: Progress) -> None:
        self.reached.set()
        while not self.open.wait(0.01):
            progress(1, 3)


def test_closing_while_reading_stops_it_and_writes_nothing(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate, read = Gate(), importing.read_source

    def slow(path: Path, progress: Progress) -> object:
        gate(progress)
        return read(path, progress)

    monkeypatch.setattr(importing, "read_source", slow)
    dialog = open_dialog(write(), wait=False)
    qtbot.waitUntil(gate.reached.is_set)
    assert dialog.progress.isVisible()
    assert "Reading" in dialog.plan.text()
    qtbot.waitUntil(lambda: dialog.progress.maximum() == 3)
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: not session.tasks.running)
    assert session.portfolio.operations() == []


def test_a_file_taken_away_while_it_is_read_lets_the_next_one_in(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, read = Gate(), importing.read_source

    def slow(path: Path, progress: Progress) -> object:
        if path.name == "a.xlsx":
            gate(progress)
        return read(path, progress)

    monkeypatch.setattr(importing, "read_source", slow)
    dialog = open_dialog(write("a.xlsx"), write("b.xlsx"), wait=False)
    qtbot.waitUntil(gate.reached.is_set)
    dialog.remove.click()
    settle(dialog, qtbot)
    assert [file.path.name for file in dialog.importer.files] == ["b.xlsx"]
    assert dialog.go.isEnabled()


def test_stopping_between_two_files_keeps_the_first_and_says_so(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_dialog(write("a.xlsx"), write("b.xlsx"))
    gate, compare = Gate(), importing.compare

    def slow(*arguments: object) -> object:
        if arguments[2].path.name == "b.xlsx":
            gate(arguments[-1])
        return compare(*arguments)

    monkeypatch.setattr(importing, "compare", slow)
    dialog.import_()
    qtbot.waitUntil(gate.reached.is_set)
    assert dialog.leave.text() == "Stop"
    assert "Importing b.xlsx" in [job.title for job in session.tasks.running]
    with qtbot.waitSignal(dialog.importer.ended):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    gate.open.set()
    settle(dialog, qtbot)
    assert [file.state for file in dialog.importer.files] == [State.DONE, State.READY]
    assert dialog.banner.text.startswith("The import was stopped.")
    assert [entry.name for entry in session.portfolio.operations()] == ["Import a.xlsx"]
    assert dialog.leave.isEnabled()
    dialog.leave.click()
    assert not dialog.isVisible()


def test_a_file_the_portfolio_refuses_is_told_and_the_others_come_in(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    session: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from kpkportfolio.errors import EnvironmentFailed, InvalidValue

    dialog = open_dialog(write("a.xlsx"), write("b.xlsx"))
    commit = Portfolio.commit
    refusals: list[Exception] = [InvalidValue(["The rule says no."])]

    def refusing(portfolio: Portfolio, operation: Operation) -> object:
        if refusals:
            raise refusals.pop()
        return commit(portfolio, operation)

    monkeypatch.setattr(Portfolio, "commit", refusing)
    bring_in(dialog, qtbot)
    assert [file.state for file in dialog.importer.files] == [State.REFUSED, State.DONE]
    assert dialog.importer.files[0].error == "The rule says no."
    assert len(titles(session)) == 3
    refusals.append(EnvironmentFailed("The disk is full."))
    dialog.take([write("c.xlsx", [("C-1", "Yksi", "", "", "", "", "", "", "")])])
    settle(dialog, qtbot)
    bring_in(dialog, qtbot)
    assert "The disk is full." in dialog.banner.text
    assert dialog.go.isEnabled(), "one may try again"


# --- bundles, drops, keys ------------------------------------------------------------------------------------------


def test_a_bundle_of_another_portfolio_is_shown_in_the_same_way(
    imported: Session, open_dialog: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    bundle = write_bundle(imported.portfolio, tmp_path / "salkku.json")
    imported.edit([_id(imported, "Asiointitili")], {"title": "Toinen nimi"})
    dialog = open_dialog(bundle)
    assert not dialog.panel.name.isVisible()
    assert counts(dialog) == [0, 1, 2, 0, 0]
    assert column(dialog, CHANGED, 1)[1] == "Toinen nimi"
    bring_in(dialog, qtbot)
    assert "Asiointitili" in titles(imported)


def test_a_bundle_fills_an_empty_portfolio(
    imported: Session, open_dialog: Callable[..., ImportDialog], tmp_path: Path, qtbot: QtBot
) -> None:
    bundle = write_bundle(imported.portfolio, tmp_path / "salkku.json")
    imported.undo()
    qtbot.waitUntil(lambda: not imported.contents.initiatives)
    dialog = open_dialog(bundle)
    assert sorted(zip(column(dialog, NEW, 3), column(dialog, NEW, 7), strict=True)) == [
        ("Asiointitili", "2"),
        ("Karttapalvelu", "not known"),
        ("Luvanhaku verkossa", "0.35"),
    ]
    assert "other rows" in dialog.panel.tabs.pages[NEW].told.text()
    bring_in(dialog, qtbot)
    assert len(titles(imported)) == 3


def test_files_may_be_dropped_and_ctrl_enter_imports(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write())), QUrl.fromLocalFile(str(write("b.xlsx", ROWS[:1])))])
    dialog.dropEvent(
        QDropEvent(
            QPointF(QPoint(5, 5)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle(dialog, qtbot)
    assert dialog.list.isVisible()
    dialog.take([dialog.importer.files[0].path])
    assert len(dialog.importer.files) == 2, "the same file twice is one file"
    with qtbot.waitSignal(dialog.importer.ended):
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(titles(session)) == 4


def test_the_window_tells_what_came_in(
    open_shell: Callable[..., object], database: Path, write: Callable[..., Path], qtbot: QtBot
) -> None:
    window = open_shell(str(database)).window  # type: ignore[attr-defined]  # a Shell
    qtbot.waitUntil(lambda: window.session is not None and window.session.complete)
    window.files.drop([str(write())])
    [dialog] = window.findChildren(ImportDialog)
    settle(dialog, qtbot)
    with qtbot.waitSignal(dialog.finished):
        dialog.import_()
    assert window.banner.text == "Imported julkit: 3 new. Ctrl+Z takes it back."
    qtbot.waitUntil(lambda: len(window.session.contents.initiatives) == 8)
    qtbot.waitUntil(lambda: not window.findChildren(ImportDialog))


# --- real registers ------------------------------------------------------------------------------------------------


def test_six_registers_at_once_and_what_of_them_overlaps(
    shared_data: Path, open_dialog: Callable[..., ImportDialog], session: Session, qtbot: QtBot
) -> None:
    files = [path for path in sorted((shared_data / "registers").iterdir()) if path.suffix in (".csv", ".xlsx")]
    dialog = open_dialog(*files)
    assert dialog.go.text() == "Import 66 initiatives"
    qtbot.waitUntil(lambda: bool(dialog.mirror.matches), timeout=20_000)
    julkit = next(file for file in dialog.importer.files if file.path.stem == "julkit")
    dialog.list.choose(julkit)
    assert dialog.panel.tabs.isTabVisible(OVERLAPS)
    assert "Duplicate" in column(dialog, OVERLAPS, 1)
    bring_in(dialog, qtbot)
    assert not dialog.isVisible()
    assert len(titles(session)) == 66
    assert len(session.portfolio.operations()) == 6
    qtbot.waitUntil(lambda: len(session.contents.registers) == 6)
    again = open_dialog(*files)
    assert not again.go.isEnabled()
    assert all(len(file.preview.unchanged) == file.source.register.rows_seen for file in again.importer.files)


def test_a_csv_of_many_rows_is_shown_without_making_a_widget_a_row(
    open_dialog: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = tmp_path / "iso.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(HEADINGS)
        writer.writerows((f"H-{n}", f"Hanke {n}", "", "Espoo", "häilyvä", "2011", "2012", "", "") for n in range(3000))
    dialog = open_dialog(path)
    assert counts(dialog) == [3000, 0, 0, 0, 3000]
    assert len(dialog.panel.findChildren(object)) < 400
