"""What an import shows before anything is written: new, changed, unchanged, vanished and wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.registers.difference.facts import FIELDS
from kpkportfolio.registers.difference.reconciling import ChangedRecord
from kpkportfolio.registers.difference.three_way import FieldChange
from kpkportfolio.text import set_language
from tests.ui.importing.parts import (
    BAD_DATE,
    NO_NAME,
    ROWS,
    bring_in,
    changed,
    column,
    counts,
    id_of,
    settle,
    titles,
)
from ui.dialogs import file_dialog
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing.changes import ChangesModel
from ui.dialogs.importing.file import State
from ui.dialogs.importing.names import suggested_name
from ui.dialogs.importing.preview import Line
from ui.dialogs.importing.tabs import CHANGED, NEW, PROBLEMS, SKIPPED, UNCHANGED, VANISHED
from ui.session import Session

# --- before anything is written ----------------------------------------------------------------------------------


def test_without_files_it_says_what_may_be_chosen(
    open_dialog: Callable[..., ImportDialog],
    write: Callable[..., Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_dialog()
    assert dialog.room.empty.isVisible()
    assert not dialog.go.isVisible()
    path = write()
    asked: list[str] = []

    def choose(_parent: object, _title: str, _folder: str, kinds: str) -> tuple[list[str], str]:
        asked.append(kinds)
        return [str(path)], ""

    monkeypatch.setattr(file_dialog, "open_names", choose)
    assert dialog.focusWidget() is not None
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    settle(dialog, qtbot)
    assert "*.ods" in asked[0]
    assert not dialog.room.empty.isVisible()
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
    # nothing would be cancelled
    assert again.leave.text() == "Close"
    assert not again.importer.importing
    assert len(session.portfolio.operations()) == 1


# --- changed and vanished ------------------------------------------------------------------------------------------


def test_changes_are_shown_field_by_field_and_own_corrections_stay(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    own = id_of(imported, "Luvanhaku verkossa")
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


def test_every_compared_fact_is_called_by_its_name_in_the_language_spoken() -> None:
    record = ChangedRecord("Asiointitili", "I1", (), ())
    changes = ChangesModel()
    for code in ("fi", "sv"):
        set_language(code)
        changes.show([Line(record, change=FieldChange(field, None, None)) for field in FIELDS])
        names = [str(changes.index(at, 0).data()) for at in range(changes.rowCount())]
        # a word with a capital, not the name of a column
        assert [name for name in names if name[:1].islower() or "_" in name] == []
        assert len(set(names)) == len(names)


def test_the_registers_value_is_taken_when_the_box_is_ticked(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    imported.edit([id_of(imported, "Asiointitili")], {"title": "Oma nimi"})
    dialog = open_dialog(write("julkit.xlsx", changed(0, **{"Hankkeen nimi": "Asiointitili 2"})))
    tabs = dialog.panel.tabs
    table = tabs.pages[CHANGED].table
    assert not dialog.go.isEnabled() or dialog.go.text() == "Note as read"
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


def test_a_list_of_another_year_with_no_row_of_the_last_is_a_register_of_its_own(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path]
) -> None:
    rows = [("N-1", "Aivan toinen palvelu", "", "Rauman kaupunki", "idea", "2012", "2013", "", "")]
    dialog = open_dialog(write("julkit_2012.xlsx", rows))
    assert dialog.importer.files[0].name == "julkit_2012"
    assert counts(dialog) == [1, 0, 0, 0, 0]
    # with a row of the last one it is the same list, and the others have vanished
    dialog = open_dialog(write("julkit_2013.xlsx", [*rows, ROWS[0]]))
    assert dialog.importer.files[0].name == "julkit"
    assert counts(dialog)[NEW] == 1
    assert counts(dialog)[VANISHED] == 2


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


def test_files_wait_until_it_is_known_which_registers_there_are(
    imported: Session, write: Callable[..., Path], qtbot: QtBot
) -> None:
    early = Session(imported.portfolio, imported.tasks)
    dialog = ImportDialog(early)
    dialog.take([write("julkit_2012.xlsx")])
    assert dialog.importer.files == []
    early.load()
    qtbot.waitUntil(lambda: bool(dialog.importer.files))
    settle(dialog, qtbot)
    assert dialog.importer.files[0].name == "julkit"
    assert counts(dialog)[:3] == [0, 0, 3]
    early._housekeeping.stop()
    dialog.deleteLater()
    early.deleteLater()


def test_a_long_text_that_changes_can_be_read_whole(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path]
) -> None:
    long = "Viestien välitys kansalaisille ja yrityksille " * 20
    dialog = open_dialog(write("julkit.xlsx", changed(0, Kuvaus=long)))
    assert long.strip() in dialog.panel.tabs.whole.toPlainText()
    assert "Viestien välitys\n" in dialog.panel.tabs.whole.toPlainText()


# --- problems ------------------------------------------------------------------------------------------------------


def test_bad_rows_hold_the_file_back_until_they_are_left_out(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write(rows=(*ROWS, BAD_DATE, NO_NAME)))
    assert not dialog.go.isEnabled()
    assert dialog.panel.tabs.currentIndex() == PROBLEMS
    assert dialog.panel.bad_rows.words.text().startswith("2 rows cannot be taken in.")
    assert dialog.panel.bad_rows.box.text() == "Import the good rows (3), leave 2 out"
    assert dialog.plan.text() == "1 file is held back for its bad rows."
    dialog.panel.bad_rows.box.click()
    settle(dialog, qtbot)
    assert dialog.go.text() == "Import 3 initiatives"
    bring_in(dialog, qtbot)
    assert titles(session) == ["Asiointitili", "Karttapalvelu", "Luvanhaku verkossa"]


def test_rows_that_were_left_out_last_time_are_left_out_again_unless_there_are_others(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write(rows=(*ROWS, NO_NAME)))
    assert not dialog.go.isEnabled()
    dialog.panel.bad_rows.box.click()
    bring_in(dialog, qtbot)
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 3)
    again = open_dialog(write(rows=(*changed(0, Vaihe="käyttöönotto"), ("H-9", "Uusi", *ROWS[0][2:]), NO_NAME)))
    assert again.panel.bad_rows.words.text() == "1 row cannot be taken in. It was left out last time too."
    assert again.panel.bad_rows.box.isChecked()
    assert again.go.isEnabled()
    again.panel.bad_rows.box.click()
    assert not again.go.isEnabled()
    other = open_dialog(write(rows=(*ROWS, NO_NAME, BAD_DATE)))
    assert other.panel.bad_rows.words.text().startswith("2 rows cannot be taken in. Nothing")
    assert not other.go.isEnabled()


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


def test_a_problem_says_how_many_others_are_like_it(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path]
) -> None:
    strange = [(f"H-{n}", f"Arkisto {n}", "", "Oulun kaupunki", f"häilyvä {n}", "2011", "2012", "", "") for n in (6, 7)]
    dialog = open_dialog(write(rows=(*ROWS, BAD_DATE, *strange)))
    problems = dialog.panel.tabs.problems
    assert "The same" not in problems.whole.text()
    alike = column(dialog, PROBLEMS, 4).index("häilyvä 6")
    problems.table.setCurrentIndex(problems.model.index(alike, 0))
    assert problems.whole.text().endswith("The same is told of 1 other place.")


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
