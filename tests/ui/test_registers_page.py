"""The registers page: how old each is, who keeps it, importing it again, and what its file has no more."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.filtering import Facet
from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.store.portfolio import Portfolio
from tests.ui.snapshot_parts import opened_copy, opened_empty
from ui import register_memory
from ui.dialogs import file_dialog
from ui.dialogs.import_dialog import ImportDialog
from ui.models.staleness import age_words, stale_words
from ui.pages.registers import detail
from ui.pages.registers_page import RegistersPage
from ui.session import Session
from ui.theme.theme import Scheme, install

TODAY = date(2011, 11, 24)
HEAD = "Tunnus;Hankkeen nimi;Vastuutaho;Tila;Seuranta-avain\n"
FIRST = HEAD + "A-1;Asiointitili;Turun kaupunki;idea;x\nA-2;Arkisto;Oulun kaupunki;idea;y\n"
SECOND = HEAD + "A-1;Asiointitili kunnille;Turun kaupunki;idea;x\nA-3;Ajanvaraus;Oulun kaupunki;mullin mallin;z\n"


def _bring(portfolio: Portfolio, folder: Path, text: str, name: str, day: date) -> None:
    path = folder / name
    path.write_text(text, "utf-8")
    operation = reconcile(portfolio, read_register(path), day, source_name="Kaupungit").operation
    assert operation is not None
    portfolio.commit(operation)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("registers")
    portfolio = Portfolio.create(folder / "made.sqlite", by="Liisa Aalto")
    _bring(portfolio, folder, FIRST, "kaupungit 2010.csv", TODAY - timedelta(60))
    _bring(portfolio, folder, SECOND, "kaupungit 2011.csv", TODAY)
    portfolio.close()
    return folder / "made.sqlite"


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, tmp_path: Path, made: Path) -> Iterator[Session]:
    install(qapp, Scheme.LIGHT)
    with opened_copy(made, tmp_path, qtbot) as opened:
        opened.today = lambda: TODAY
        yield opened


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> RegistersPage:
    made = RegistersPage(session)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.detail.shown is not None and bool(made._last))
    return made


def cells(page: RegistersPage, row: int = 0) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def words(page: RegistersPage, tab: int) -> str:
    from PySide6.QtWidgets import QLabel, QPushButton

    inside = page.detail._areas[tab].widget()
    assert inside is not None
    found: list[QLabel | QPushButton] = [*inside.findChildren(QLabel), *inside.findChildren(QPushButton)]
    return "\n".join(one.text() for one in found if not one.isHidden())


def test_a_register_tells_its_age_and_what_its_last_import_did(page: RegistersPage) -> None:
    name, _who, _contact, count, _day, age, did, problems = cells(page)
    assert (name, count, age) == ("Kaupungit", "3", "up to date")
    assert (did, problems) == ("1 came new, 1 was changed, 1 vanished", "1")


def test_how_old_is_stale_is_said_here_and_kept(page: RegistersPage, qtbot: QtBot) -> None:
    page.session.today = lambda: TODAY + timedelta(365)
    page.refresh()
    assert "stale" in cells(page)[5]
    assert "1 of them stale" in page.header._note.text()
    with qtbot.waitSignal(page.session.changed):
        page._months_chosen(24)
    assert register_memory.stale_after() == 24
    assert cells(page)[5] == "up to date"


def test_words_of_age() -> None:
    today = date(2012, 3, 31)
    assert stale_words(date(2011, 9, 30), today, 6).startswith("Stale: last read")
    assert stale_words(date(2011, 9, 30), today, 6).endswith("more than 6 months ago")
    assert stale_words(date(2011, 10, 1), today, 6) == ""
    assert stale_words(None, today, 6) == ""
    assert age_words(date(2011, 8, 1), today, 6) == "stale, 7 months old"
    assert age_words(date(2009, 8, 1), today, 6) == "stale, 2 years old"
    assert age_words(None, today, 6) == "never read from a file"


def test_what_is_written_is_saved_as_one_operation_that_can_be_undone(page: RegistersPage, qtbot: QtBot) -> None:
    form = page.detail.form
    form.name.setText("Kaupunkien hankkeet")
    form.organisation_line.setText("Kuntaliitto")
    form.contact.setText("Maija, 09 1234")
    with qtbot.waitSignal(page.session.changed):
        QTest.keyClick(form.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (row,) = page.session.contents.registers
    assert (row.name, row.organisation, row.contact) == ("Kaupunkien hankkeet", "Kuntaliitto", "Maija, 09 1234")
    assert not form.dirty
    with qtbot.waitSignal(page.session.changed):
        page.session.undo()
    (row,) = page.session.contents.registers
    assert (row.name, row.organisation, row.contact) == ("Kaupungit", None, None)
    assert form.name.text() == "Kaupungit"


def test_what_is_half_written_stays_while_the_portfolio_changes(page: RegistersPage, qtbot: QtBot) -> None:
    page.detail.form.contact.setText("Maija")
    with qtbot.waitSignal(page.session.changed):
        page.session.edit([page.session.contents.initiatives[0].id], {"priority": 1})
    assert page.detail.form.contact.text() == "Maija"


def test_the_profile_is_told_in_words_and_can_be_forgotten(page: RegistersPage, qtbot: QtBot) -> None:
    said = words(page, detail.READ)
    assert "Hankkeen nimi" in said
    assert "→ Title" in said or "→ Name" in said
    assert "Not used: Seuranta-avain" in said or "own field Seuranta-avain" in said
    with qtbot.waitSignal(page.session.changed):
        page.forget()
    qtbot.waitUntil(lambda: page.detail.shown is not None and page.detail.shown.profile is None)
    assert "Nothing is remembered" in words(page, detail.READ)


def test_the_problems_of_the_last_file_are_told_and_go_with_its_import(page: RegistersPage, qtbot: QtBot) -> None:
    problems = page.detail.problems
    assert page.detail.tabText(detail.PROBLEMS) == "Problems (1)"
    (problem,) = problems.list.model.rows
    assert (problem.row, problem.column, problem.value) == (2, "Tila", "mullin mallin")
    page.forget()
    qtbot.waitUntil(lambda: page.detail.shown is not None and page.detail.shown.profile is None)
    assert page.detail.tabText(detail.PROBLEMS) == "Problems (1)"
    page.session.portfolio.undo(whole_journal=True)
    page.session.portfolio.undo(whole_journal=True)
    qtbot.waitUntil(lambda: page.detail.tabText(detail.PROBLEMS) == "Problems")
    assert problems.told.text() == "Everything in the last file was understood."
    assert problems.currentWidget() is problems.told


def test_problems_that_were_never_noted_are_not_said_to_be_none(page: RegistersPage, qtbot: QtBot) -> None:
    (row,) = page.session.portfolio.records("register").items()
    bare = Change("register", row[0], {"profile": row[1]["profile"]}, {"profile": None})
    page.session.commit_now(Operation(OperationKind.EDIT, "Kaupungit", [bare]))
    qtbot.waitUntil(lambda: page.detail.shown is not None and page.detail.shown.problems is None)
    assert page.detail.problems.told.text() == "The problems of the last file were not noted."


def test_after_an_import_one_stands_on_its_register(page: RegistersPage, qtbot: QtBot, tmp_path: Path) -> None:
    def bring(name: str, text: str) -> None:
        path = tmp_path / f"{name}.csv"
        path.write_text(text, "utf-8")
        operation = reconcile(page.session.portfolio, read_register(path), TODAY).operation
        assert operation is not None
        page.session.commit_now(operation)

    bring("aamu", FIRST.replace("A-", "B-"))
    qtbot.waitUntil(lambda: page.detail.form.row is not None and page.detail.form.row.name == "aamu")
    page.table.selectRow(1)
    assert page.detail.form.row is not None
    assert page.detail.form.row.name == "Kaupungit"
    page.session.edit([page.session.contents.initiatives[0].id], {"priority": 1})
    page.refresh()
    page._go_to_newest()
    assert page.detail.form.row.name == "Kaupungit"
    page.detail.form.contact.setText("Maija")
    bring("ilta", FIRST.replace("A-", "C-"))
    qtbot.waitUntil(lambda: len(page._last) == 3)
    assert page.detail.form.row.name == "Kaupungit"


def test_imports_are_listed_latest_first(page: RegistersPage) -> None:
    assert page.detail.shown is not None
    first, second = page.detail.shown.imports
    assert first.seq > second.seq
    assert "1 came new, 1 was changed, 1 vanished" in words(page, detail.IMPORTS)


def test_what_the_file_has_no_more_can_be_shown_and_given_a_status(page: RegistersPage, qtbot: QtBot) -> None:
    said = words(page, detail.GONE)
    assert "1 initiative was not in the last file" in said
    assert "Arkisto" in said
    assert page.detail.tabText(detail.GONE).endswith("(1)")
    (gone,) = [row for row in page.session.contents.initiatives if row.title == "Arkisto"]
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.detail.show_wanted.emit([gone.id])
    assert wanted.args == ["portfolio"]
    assert page.session.selection == (gone.id,)
    assert gone in page.session.shown
    with qtbot.waitSignal(page.session.changed):
        page.detail.status_wanted.emit([gone.id], "cancelled")
    assert page.session.by_id[gone.id].status == "cancelled"


def test_its_initiatives_are_shown_in_the_portfolio(page: RegistersPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.page_wanted):
        page.show_initiatives()
    assert page.session.filter.facets == {Facet.REGISTER: frozenset({"Kaupungit"})}


def test_a_register_with_initiatives_stays_and_one_without_goes(page: RegistersPage, qtbot: QtBot) -> None:
    assert not page.remove_button.isEnabled()
    from kpkportfolio.model.change import Change, Operation, OperationKind

    new = Change("register", "r-2", None, {"name": "Aaltola", "own": False})
    with qtbot.waitSignal(page.session.changed):
        page.session.commit(Operation(OperationKind.ADD, "Aaltola", [new]))
    page.table.selectRow(0)
    assert page.table.current is not None
    assert page.table.current.name == "Aaltola"
    assert page.remove_button.isEnabled()
    with qtbot.waitSignal(page.session.changed):
        page.remove()
    assert [row.name for row in page.session.contents.registers] == ["Kaupungit"]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[Path], str, bool]]:
    """Import dialogs that would have been shown."""
    found: list[tuple[list[Path], str, bool]] = []

    def ask(
        _cls: object,
        _session: Session,
        _parent: object,
        paths: object = (),
        register: str = "",
        to_columns: bool = False,
    ) -> None:
        found.append((list(paths), register, to_columns))  # type: ignore[call-overload]  # paths

    monkeypatch.setattr(ImportDialog, "ask", classmethod(ask))
    return found


def test_the_last_file_is_imported_again_where_it_was(
    page: RegistersPage, tmp_path: Path, asked: list[tuple[list[Path], str, bool]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kaupungit 2011.csv"
    path.write_text(SECOND, "utf-8")
    target = page.session.portfolio.target
    register_memory.remember_file(target, page.session.contents.registers[0].id, path)
    page.import_again()
    page.read_otherwise()
    assert asked == [([path], "Kaupungit", False), ([path], "Kaupungit", True)]
    path.unlink()
    other = tmp_path / "toinen.csv"
    monkeypatch.setattr(file_dialog, "open_name", lambda *_more: (str(other), ""))
    page.import_again()
    assert asked[-1] == ([other], "Kaupungit", False)
    monkeypatch.setattr(file_dialog, "open_name", lambda *_more: ("", ""))
    page.import_again()
    assert len(asked) == 3


def test_importing_in_the_window_remembers_where_the_file_was(
    page: RegistersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "uusi nimi.csv"
    path.write_text(SECOND + "A-4;Avoin data;Espoon kaupunki;idea;u\n", "utf-8")
    dialog = ImportDialog.ask(page.session, page, [path], register="Kaupungit")
    qtbot.waitUntil(lambda: dialog.importer.settled and dialog.go.isEnabled(), timeout=10_000)
    with qtbot.waitSignal(page.session.changed, timeout=10_000):
        dialog.import_()
    (row,) = page.session.contents.registers
    assert register_memory.last_file(page.session.portfolio.target, row.id) == path
    assert row.initiatives == 4


def test_an_empty_portfolio_says_what_a_register_is(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    install(qapp, Scheme.LIGHT)
    with opened_empty(tmp_path, qtbot) as session:
        page = RegistersPage(session)
        qtbot.addWidget(page)
        page.show()
        assert page.empty.isVisible()
        assert not page.import_button.isVisible()


def test_enter_goes_to_the_form(page: RegistersPage) -> None:
    page.detail.setCurrentIndex(detail.READ)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.currentIndex() == detail.ABOUT
    assert page.focusWidget() is page.detail.form.name


def test_what_is_stale_is_shown_in_the_portfolio(page: RegistersPage, qtbot: QtBot) -> None:
    assert not page.stale_button.isVisible()
    page.session.today = lambda: TODAY + timedelta(365)
    page.refresh()
    assert page.stale_button.isVisible()
    with qtbot.waitSignal(page.page_wanted):
        page.stale_button.click()
    assert page.session.filter.facets == {Facet.REGISTER: frozenset({"Kaupungit"})}
