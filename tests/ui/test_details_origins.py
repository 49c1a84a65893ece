"""Where each field came from, in the details: corrected values, taking the register's, own fields, staleness."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kpkportfolio.errors import UsageError
from kpkportfolio.registers.difference.provenance import Behind, provenance, taking
from kpkportfolio.registers.difference.reconciling import reconcile
from kpkportfolio.registers.reading import read_register
from kpkportfolio.store.edits import editing
from kpkportfolio.store.portfolio import Portfolio
from tests.ui.portfolio_parts import Found
from tests.ui.snapshot_parts import opened_copy
from ui.dialogs.initiative import whole
from ui.dialogs.initiative_editor import InitiativeEditor
from ui.models.parsing import Refused
from ui.pages.details.origins import Origins
from ui.pages.details_panel import DetailsPanel
from ui.session import Session
from ui.theme.theme import Scheme, install

TODAY = date(2011, 11, 24)
TEXT = "Tunnus;Hankkeen nimi;Vastuutaho;Tila;Alku;Loppu\nA-1;Asiointitili;Turun kaupunki;idea;1.1.2010;31.12.2012\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("origins")
    (folder / "kaupungit.csv").write_text(TEXT, "utf-8")
    portfolio = Portfolio.create(folder / "made.sqlite", by="Liisa Aalto")
    read = read_register(folder / "kaupungit.csv")
    operation = reconcile(portfolio, read, TODAY, source_name="Kaupungit").operation
    assert operation is not None
    portfolio.commit(operation)
    (row,) = portfolio.initiatives()
    portfolio.commit(editing(portfolio, [row.id], {"status": "implementation", "end": None, "open_ended": True}))
    portfolio.close()
    return folder / "made.sqlite"


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, tmp_path: Path, made: Path) -> Iterator[Session]:
    install(qapp, Scheme.LIGHT)
    with opened_copy(made, tmp_path, qtbot) as opened:
        opened.today = lambda: TODAY
        opened.select([opened.contents.initiatives[0].id])
        yield opened


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> DetailsPanel:
    panel = DetailsPanel(session, None, Found())  # type: ignore[arg-type]  # findings of its own
    qtbot.addWidget(panel)
    panel.resize(348, 800)
    panel.show()
    qtbot.waitUntil(lambda: panel._reading is not None)
    return panel


def said(panel: DetailsPanel) -> str:
    return "\n".join(one.text() for one in panel.findChildren(QLabel))


def test_a_corrected_field_says_by_whom_and_what_the_register_says(panel: DetailsPanel) -> None:
    told = said(panel)
    assert "Where it comes from" in told
    assert "Status: Implementation" in told
    assert "corrected by Liisa Aalto on" in told
    assert "the register says Idea (Kaupungit, kaupungit.csv" in told
    assert "column “Tila”" in told
    assert "Vastuutaho" not in told


def test_nothing_of_the_details_is_a_window_of_its_own_for_a_moment(
    panel: DetailsPanel, qapp: QApplication, session: Session, qtbot: QtBot
) -> None:
    class Windows(QObject):
        seen: ClassVar[list[QObject]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(watched)
            return False

    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        id_ = session.contents.initiatives[0].id
        assert session.edit([id_], {"title": "Toinen nimi"})
        qtbot.waitUntil(lambda: "Toinen nimi" in said(panel) and "Every field" in buttons(panel))
    finally:
        qapp.removeEventFilter(windows)
    assert windows.seen == []


def buttons(panel: DetailsPanel) -> list[str]:
    return [one.text() for one in panel.findChildren(QPushButton)]


def test_every_field_can_be_shown_with_its_place(panel: DetailsPanel) -> None:
    (origins,) = panel.findChildren(Origins)
    origins.more.click()
    told = said(panel)
    assert "Turku" in told or "Turun kaupunki" in told
    assert "column “Vastuutaho”" in told
    assert not origins.more.isVisible()


def test_the_registers_value_is_taken_and_that_is_undone(panel: DetailsPanel, qtbot: QtBot) -> None:
    session = panel.session
    id_ = session.selection[0]
    links = [one for one in panel.findChildren(QPushButton) if one.accessibleName() == "Take the register's value"]
    assert len(links) >= 2
    with qtbot.waitSignal(session.changed):
        links[0].click()
    assert session.by_id[id_].status == "idea"
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert session.by_id[id_].status == "implementation"


def test_an_end_is_taken_with_its_open_end(session: Session) -> None:
    id_, portfolio = session.selection[0], session.portfolio
    portfolio.commit(taking(portfolio, id_, "end"))
    row = portfolio.record("initiative", id_)
    assert (row["end"], row["open_ended"]) == (date(2012, 12, 31), False)
    assert {one.field for one in provenance(portfolio, id_) if one.behind is Behind.PERSON} == {"status"}


def test_what_no_register_speaks_of_cannot_be_taken(session: Session) -> None:
    for field in ("note", "parent"):
        with pytest.raises(UsageError):
            taking(session.portfolio, session.selection[0], field)
    with pytest.raises(UsageError):
        taking(session.portfolio, "nobody", "status")


def test_a_stale_register_is_told_in_the_details(panel: DetailsPanel, qtbot: QtBot) -> None:
    assert "Stale: last read" not in said(panel)
    panel.session.today = lambda: TODAY + timedelta(365)
    panel.session.changed.emit(frozenset())
    qtbot.waitUntil(lambda: "Stale: last read" in said(panel))


def test_own_fields_are_added_changed_and_removed_in_the_form(panel: DetailsPanel, qtbot: QtBot) -> None:
    session = panel.session
    id_ = session.selection[0]

    def form() -> InitiativeEditor:
        made = InitiativeEditor(session, whole.read(session.portfolio, id_))
        qtbot.addWidget(made)
        return made

    first = form()
    first.own_fields.add()
    first.own_fields.set_text(0, "name", "Diaarinumero")
    first.own_fields.set_text(0, "value", "VM/12/2011")
    with qtbot.waitSignal(session.changed):
        first.save()
    qtbot.waitUntil(lambda: "Diaarinumero: VM/12/2011" in said(panel))
    second = form()
    second.own_fields.add()
    second.own_fields.set_text(1, "name", "diaarinumero")
    second.own_fields.set_text(1, "value", "toinen")
    with pytest.raises(Refused, match="there twice"):
        second.operation()
    second.own_fields.table.setCurrentCell(1, 0)
    second.own_fields.remove()
    second.own_fields.set_text(0, "value", "VM/13/2011")
    with qtbot.waitSignal(session.changed):
        second.save()
    assert [row.value for row in session.contents.custom] == ["VM/13/2011"]
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert [row.value for row in session.contents.custom] == ["VM/12/2011"]
