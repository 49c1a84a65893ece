"""Working in the portfolio's table: editing in place, many at once, the clipboard; each is one operation."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.store.portfolio import Portfolio
from tests.ui.portfolio_parts import KEY, Found, at, editor, id_of, opened, page, sample_file, session, titles
from ui.dialogs.bulk_edit import BulkEdit
from ui.models.grouping import Group
from ui.pages.portfolio_page import PortfolioPage
from ui.session import Session

__all__ = ["page", "sample_file", "session"]


# --- editing in place -------------------------------------------------------------------------------------------------


def test_a_title_is_written_in_place_as_one_operation(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    wanted = id_of(session, KEY)
    session.select([wanted])
    at(page, wanted)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    field = editor(page)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Asianhallinta kaikille")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.by_id[wanted].title == "Asianhallinta kaikille")
    assert len(session.portfolio.operations()) == 2
    assert page.table.selected_ids() == [wanted]
    session.undo()
    qtbot.waitUntil(lambda: session.by_id[wanted].title.startswith(KEY))


def test_a_refused_text_stays_with_its_reason_and_esc_gives_it_up(
    page: PortfolioPage, session: Session, qtbot: QtBot
) -> None:
    wanted = id_of(session, KEY)
    at(page, wanted, "end")
    page.table.edit(page.table.currentIndex())
    field = editor(page)
    assert isinstance(field, QLineEdit)
    assert field.text() == "31/03/2013"
    field.setText("joskus")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.table.busy
    assert field.text() == "joskus"
    assert "not understood" in page.table.editing.reason
    field.setText("1.1.2009")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "after the end" in page.table.editing.reason
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.table.busy)
    assert session.by_id[wanted].end == date(2013, 3, 31)
    assert len(session.portfolio.operations()) == 1


def test_a_status_is_chosen(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    wanted = id_of(session, KEY)
    at(page, wanted, "status")
    page.table.edit(page.table.currentIndex())
    box = editor(page)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Implementation"
    number = box.findText("Rollout")
    box.setCurrentIndex(number)
    box.activated.emit(number)
    qtbot.waitUntil(lambda: session.by_id[wanted].status is Status.ROLLOUT)


def test_a_new_party_is_written(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    wanted = id_of(session, KEY)
    at(page, wanted, "organisation")
    page.table.edit(page.table.currentIndex())
    box = editor(page)
    assert isinstance(box, QComboBox)
    box.setEditText("Kuusamon kaupunki")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.by_id[wanted].organisation == "Kuusamon kaupunki")
    assert len(session.portfolio.operations()) == 2


def test_what_others_change_does_not_close_an_editor(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    wanted, other = id_of(session, KEY), id_of(session, "Kansalaisen asiointitilin")
    at(page, wanted)
    page.table.edit(page.table.currentIndex())
    field = editor(page)
    assert isinstance(field, QLineEdit)
    field.setText("Kesken")
    session.edit([other], {"title": "Aaa"})
    qtbot.waitUntil(lambda: session.by_id[other].title == "Aaa")
    assert page.table.busy
    assert field.text() == "Kesken"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Aaa" in titles(page))


def test_a_change_keeps_place_folds_and_selection(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    page.table.fold(0)
    page.table.scrollToBottom()
    bottom = page.table.verticalScrollBar().value()
    wanted = id_of(session, "Kotihoidon")
    session.select([wanted])
    page.table.scrollToBottom()
    session.edit([wanted], {"title": "Zzz"})
    qtbot.waitUntil(lambda: "Zzz" in titles(page))
    assert abs(page.table.verticalScrollBar().value() - bottom) < 60
    assert page.table.selected_ids() == [wanted]
    assert titles(page)[:2] == ["Sähköinen asiointi", "Asianhallinta ja arkistointi"]


# --- many at once -----------------------------------------------------------------------------------------------------


def test_bulk_edit_sets_what_is_ticked_with_a_reason(
    page: PortfolioPage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [id_of(session, KEY), id_of(session, "Kotihoidon")]
    session.select(ids)
    monkeypatch.setattr(
        BulkEdit, "ask", classmethod(lambda _c, _s, rows, _p: ({"priority": "7", "health": "red"}, f"{len(rows)} kpl"))
    )
    page.working.edit_selected()
    qtbot.waitUntil(lambda: all(session.by_id[id_].priority == 7 for id_ in ids))
    entry = session.portfolio.operations()[0]
    assert (entry.why, entry.changes, len(session.portfolio.operations())) == ("2 kpl", 2, 2)


def test_the_bulk_form_sets_only_what_is_touched(session: Session, qtbot: QtBot) -> None:
    dialog = BulkEdit(session, session.contents.initiatives[:3])
    qtbot.addWidget(dialog)
    assert not dialog._set.isEnabled()
    field = dialog.fields["progress"]
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "140")
    assert not dialog._set.isEnabled()
    assert "0 and 100" in dialog.problem.text()
    field.clear()
    qtbot.keyClicks(field, "40")
    assert dialog._set.isEnabled()
    assert dialog.texts() == {"progress": "40"}


def test_copied_rows_are_text_and_table(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    wanted = id_of(session, KEY)
    session.select([wanted])
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[:3] == ["Initiative", "Responsible party", "Status"]
    assert lines[1].split("\t")[:3] == [session.by_id[wanted].title, "KPK ICT, sovelluspalvelut", "Implementation"]
    assert "31/03/2013" in lines[1]
    assert "<td" in data.html()
    assert "1 row" in page.banner.text


def test_a_block_from_a_spreadsheet_is_one_operation(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    first, second = page.model.entry(1), page.model.entry(2)
    assert not isinstance(first, Group)
    assert not isinstance(second, Group)
    at(page, first.id, "organisation")
    QGuiApplication.clipboard().setText("Oulun kaupunki\tValmis\nSipoon kunta\tIdea\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.by_id[second.id].organisation == "Sipoon kunta")
    assert session.by_id[first.id].status is Status.COMPLETED
    assert session.by_id[second.id].status is Status.IDEA
    assert len(session.portfolio.operations()) == 2


def test_a_bad_cell_of_a_block_writes_nothing_and_says_which(
    page: PortfolioPage, session: Session, qtbot: QtBot
) -> None:
    first = page.model.entry(1)
    assert not isinstance(first, Group)
    at(page, first.id, "end")
    QGuiApplication.clipboard().setText("31.12.2014\njoskus\n")
    page.working.paste()
    assert "Nothing was pasted" in page.banner.text
    assert "joskus" in page.banner.text
    assert len(session.portfolio.operations()) == 1


def test_one_copied_cell_fills_the_selection(page: PortfolioPage, session: Session, qtbot: QtBot) -> None:
    ids = [id_of(session, KEY), id_of(session, "Kotihoidon")]
    session.select(ids)
    at(page, ids[0], "status")
    session.select(ids)
    QGuiApplication.clipboard().setText("Keskeytetty")
    page.working.paste()
    qtbot.waitUntil(lambda: all(session.by_id[id_].status is Status.SUSPENDED for id_ in ids))


def test_the_menu_offers_what_can_be_done(page: PortfolioPage, session: Session) -> None:
    session.select([id_of(session, KEY)])
    menu = page.working.menu(page)
    words = [action.text().partition("\t")[0] for action in menu.actions() if not action.isSeparator()]
    assert words == [
        "Edit everything…",
        "Edit this cell",
        "Set fields of the selected…",
        "Set the status",
        "Copy as a table",
        "Paste",
    ]
    menu.deleteLater()


def test_many_are_written_off_the_ui_thread_as_one_operation(tmp_path: Path, qtbot: QtBot) -> None:
    from kpkportfolio.model.change import Change, Operation, OperationKind

    path = tmp_path / "many.sqlite"
    portfolio = Portfolio.create(path)
    plain = {"kind": "initiative", "open_ended": False, "confidential": False}
    changes = [Change("initiative", f"i{n}", None, {**plain, "title": f"Hanke {n}"}) for n in range(300)]
    portfolio.commit(Operation(OperationKind.ADD, "300", changes))
    portfolio.close()
    with opened(path, qtbot) as session:
        page = PortfolioPage(session, None, Found())  # type: ignore[arg-type]  # findings without a search
        qtbot.addWidget(page)
        page.show()
        page.working.write({row.id: {"priority": "3"} for row in session.contents.initiatives})
        qtbot.waitUntil(lambda: all(row.priority == 3 for row in session.contents.initiatives))
        assert session.portfolio.operations()[0].changes == 300
