"""The schedule page over a real portfolio: what is dragged is written, undone and shown; pictures are saved."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

from kpkportfolio.model.filtering import Filter
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.store.portfolio import Portfolio
from tests.ui import gantt_parts as parts
from ui.dialogs import export_picture, file_dialog
from ui.dialogs.export_picture import Kind
from ui.pages.gantt_page import GanttPage
from ui.theme.theme import Scheme, install
from ui.widgets.messages import Tone

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[GanttPage]:
    install(qapp, Scheme.LIGHT)
    with parts.open_page(tmp_path, qtbot) as made:
        yield made


def _row(page: GanttPage, id_: str) -> InitiativeRow:
    return page.session.by_id[id_]


def _operations(page: GanttPage) -> int:
    return len(page.session.portfolio.operations())


def test_a_drag_is_one_operation_and_undo_takes_it_back(page: GanttPage, qtbot: QtBot) -> None:
    before = _operations(page)
    start = parts.spot(page.view, "i2", date(2012, 2, 15))
    parts.drag(page.view, start, start + QPoint(24, 0))
    qtbot.waitUntil(lambda: _row(page, "i2").start == date(2011, 10, 1))
    assert _row(page, "i2").end == date(2013, 2, 28)
    assert _operations(page) == before + 1
    page.session.undo()
    qtbot.waitUntil(lambda: _row(page, "i2").start == date(2011, 8, 1))
    assert _row(page, "i2").end == date(2012, 12, 31)
    assert page.view.row(page.view.rows.place["i2"]).start == date(2011, 8, 1)


def test_several_bars_are_one_operation(page: GanttPage, qtbot: QtBot) -> None:
    before = _operations(page)
    page.session.select(["i1", "i2", "i3"])
    QTest.keyClick(page.view, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: _row(page, "i1").start == date(2010, 4, 1))
    assert _row(page, "i2").start == date(2011, 9, 1)
    assert _row(page, "i3").start == date(2011, 2, 1)
    assert (_row(page, "i3").end, _row(page, "i3").open_ended) == (None, True)
    assert _operations(page) == before + 1


def test_quick_strokes_add_up(page: GanttPage, qtbot: QtBot) -> None:
    page.session.select(["i1", "i2"])
    for _stroke in range(3):
        QTest.keyClick(page.view, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: _row(page, "i1").start == date(2010, 6, 1))
    assert _row(page, "i2").end == date(2013, 3, 31)


def test_a_milestone_is_moved(page: GanttPage, qtbot: QtBot) -> None:
    start = parts.spot(page.view, "i2", date(2012, 6, 30), True)
    parts.drag(page.view, start, start - QPoint(24, 0))
    qtbot.waitUntil(lambda: page.session.contents.milestones[0].due == date(2012, 4, 30))
    page.session.undo()
    qtbot.waitUntil(lambda: page.session.contents.milestones[0].due == date(2012, 6, 30))


def test_a_dependency_is_added_once_never_in_a_circle_and_removed(page: GanttPage, qtbot: QtBot) -> None:
    refused: list[Exception] = []
    session = page.session
    session.failed.connect(refused.append)
    page.view.link_wanted.emit("i1", "i2")
    qtbot.waitUntil(lambda: len(session.contents.dependencies) == 1)
    page.view.link_wanted.emit("i2", "i3")
    qtbot.waitUntil(lambda: len(session.contents.dependencies) == 2)
    page.view.link_wanted.emit("i1", "i2")
    page.view.link_wanted.emit("i3", "i1")
    assert len(refused) == 2
    assert "circle" in str(refused[1])
    page.view.unlink_wanted.emit(session.contents.dependencies[0].id)
    qtbot.waitUntil(lambda: len(session.contents.dependencies) == 1)
    session.undo()
    qtbot.waitUntil(lambda: len(session.contents.dependencies) == 2)


def test_what_is_refused_is_shown_as_it_was(page: GanttPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page.session, "edit", lambda *_what: False)
    start = parts.spot(page.view, "i2", date(2012, 2, 15))
    parts.drag(page.view, start, start + QPoint(24, 0))
    assert page.view.row(page.view.rows.place["i2"]).start == date(2011, 8, 1)


def test_painting_never_asks_the_database(page: GanttPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(Portfolio, "read", fail)
    page.view.zoom(36)
    page.view.viewport().repaint()
    page.view.caret.go(3)
    page.grab()
    assert page.view.painted > 3


def test_rows_stand_by_name_however_they_were_read(page: GanttPage) -> None:
    def order() -> list[str]:
        return [row.id for row in page.view.rows.rows]

    before = order()
    page.session.shown = page.session.shown[::-1]
    page.refresh()
    assert order() == before


def test_selection_goes_both_ways(page: GanttPage) -> None:
    page.session.select(["i3"])
    assert page.view.caret.selected == {"i3"}
    page.view.caret.go(page.view.rows.place["i1"])
    assert page.session.selection == ("i1",)


def test_typing_filters_and_an_empty_result_says_so(page: GanttPage, qtbot: QtBot) -> None:
    page.search.setText("luvan")
    qtbot.waitUntil(lambda: [row.id for row in page.view.rows.rows if not row.is_group] == ["i2"])
    assert page.legend.isVisible()
    page.session.set_filter(Filter("ei mitään sellaista"))
    assert not page.view.isVisible()
    assert page.search.text() == "ei mitään sellaista"
    page.session.set_filter(Filter())
    assert page.view.isVisible()


def test_grouping_zoom_and_layers_are_kept_for_next_time(page: GanttPage, qtbot: QtBot) -> None:
    page.grouping.set_value("status")
    page._regroup("status")
    page.view.zoom(100)
    page.view.fold(["status:idea"], True)
    page.view.set_table_width(333)
    page.layers.set_values(["deliverables"])
    page.comparing.want("first")
    state = page.state()
    other = GanttPage(page.session)
    qtbot.addWidget(other)
    other.resize(1200, 600)
    other.restore(state)
    other.show()
    other.refresh()
    assert other.state() == state
    assert other.view.scale == page.view.scale
    assert "i4" not in other.view.rows.place
    assert other.zooms.value == 120


def test_a_state_of_another_version_does_no_harm(page: GanttPage) -> None:
    before = page.state()
    page.restore({"zoom": "x", "left": -4, "group_by": "moon", "layers": 3, "table": None, "collapsed": {}})
    assert page.state() == before


def test_zoom_buttons_and_one_letter_keys(page: GanttPage, qtbot: QtBot) -> None:
    month = next(button for button in page.zooms.findChildren(QPushButton) if button.text() == "Month")
    month.click()
    assert page.view.scale.per_month == 120
    page.view.show_day(date(2030, 1, 1))
    QTest.keyClick(page.grouping, Qt.Key.Key_T)
    assert 0 < page.view.scale.x(parts.TODAY) < page.view.timeline_width
    page.search.setFocus()
    QTest.keyClicks(page.search, "t+")
    assert page.search.text() == "t+"
    assert page.view.scale.per_month == 120


def test_a_narrow_header_folds_instead_of_cutting(page: GanttPage, qtbot: QtBot) -> None:
    parts_of_it = (page.zooms, page.zoom_button, page.today_button, page.export_button, page.idea_button)

    def whole(width: int) -> bool:
        return page.width() == width and all(
            not one.isVisible() or one.width() >= one.sizeHint().width() for one in parts_of_it
        )

    for width in (1200, 840, 700):
        page.resize(width, 600)
        qtbot.waitUntil(lambda width=width: whole(width))
    assert page.zoom_button.isVisible()
    page.zoom_button.changed.emit(36)
    assert page.view.scale.per_month == 36
    assert page.zooms.value == 36


@pytest.mark.parametrize("kind", list(Kind))
def test_the_picture_is_drawn_in_the_background(
    page: GanttPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    wanted = tmp_path / "aikataulu"
    monkeypatch.setattr(file_dialog, "save_name", lambda *_what: (str(wanted), ""))
    actions = page.export_button.menu().actions()
    actions[list(Kind).index(kind)].trigger()
    qtbot.waitUntil(page.message.isVisible, timeout=20_000)
    file = tmp_path / f"aikataulu.{kind}"
    assert file.stat().st_size > 1000
    assert file.name in page.message.text


def test_no_file_chosen_draws_nothing(page: GanttPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_dialog, "save_name", lambda *_what: ("", ""))
    assert not export_picture.export_picture(page.session, "gantt", {}, page)
    assert not any(job.title for job in page.session.tasks.running)


def test_the_pages_are_told_before_and_the_paper_is_remembered(
    page: GanttPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = export_picture.ask_paper(page.session, {"group_by": "status"}, page)
    assert dialog.options["group_by"] == "status"
    qtbot.waitUntil(lambda: dialog.pages.text()[:1].isdigit(), timeout=20_000)
    dialog.bounded.setChecked(True)
    dialog.first.setDate(dialog.last.date().addDays(1))
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()
    dialog.first.setDate(dialog.last.date())
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()
    assert dialog.options["first"] == dialog.options["last"]
    dialog.paper.setCurrentIndex(dialog.paper.findData("a4"))
    dialog.margin.setCurrentIndex(dialog.margin.findData("wide"))
    dialog.columns["done"].setChecked(False)
    dialog.columns["start"].setChecked(True)
    # no file is chosen in the end
    monkeypatch.setattr(file_dialog, "save_name", lambda *_what: ("", ""))
    dialog.accept()
    again = export_picture.ask_paper(page.session, {}, page)
    assert again.options["size"] == (842.0, 595.0)
    assert again.options["columns"] == ("status", "start", "end")
    assert again.options["margin"] == pytest.approx(20 / 25.4 * 72)
    again.reject()


def test_the_picture_is_copied(page: GanttPage, qtbot: QtBot) -> None:
    export_picture.copy_picture(page.session, "gantt", {}, page, lambda text: page.message.show_message(Tone.OK, text))
    qtbot.waitUntil(page.message.isVisible, timeout=20_000)
    assert QGuiApplication.clipboard().image().width() > 1000


def test_the_overview_stays_hidden_and_is_there_after_an_earlier_version(page: GanttPage, qtbot: QtBot) -> None:
    page.layers.set_values(["phases"])
    state = page.state()
    other = GanttPage(page.session)
    qtbot.addWidget(other)
    other.restore(state)
    assert other.layers.values == {"phases"}
    del state["overview"]
    other.restore(state)
    assert other.layers.values == {"phases", "overview"}
