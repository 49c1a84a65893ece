"""The count of open overlaps in the status bar: quiet before the first search, a press shows them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.text import set_language
from ui.overlap_findings import OverlapFindings
from ui.session import Session
from ui.status_bar import OverlapCount, StatusBar


@pytest.fixture
def status(alike: Session, qtbot: QtBot) -> StatusBar:
    bar = StatusBar(alike.tasks)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def _button(count: OverlapCount) -> QPushButton:
    found = count.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def test_the_count_follows_the_findings(alike: Session, status: StatusBar) -> None:
    findings = alike.findings
    assert not status.overlaps.words()
    status.overlaps.follow(findings)
    n = len(findings.unjudged)
    assert n > 1
    assert status.overlaps.words() == [f"{n} open overlaps"]
    assert f"{n} open overlaps" in status.words()
    first = findings.unjudged[0]
    findings.judge(first.a, first.b, Verdict.OVERLAP, None)
    assert len(findings.unjudged) == n - 1
    assert status.overlaps.words()[0].startswith(f"{n - 1} open")
    status.show_nothing()
    assert not status.overlaps.isVisible()


def test_a_press_by_mouse_or_key_asks_for_them(alike: Session, status: StatusBar, qtbot: QtBot) -> None:
    status.overlaps.follow(alike.findings)
    button = _button(status.overlaps)
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert button.accessibleName() == button.text()
    assert button.accessibleDescription().startswith("Show them on the Overlaps page")
    for press in (lambda: qtbot.mouseClick(button, Qt.MouseButton.LeftButton), lambda: qtbot.keyClick(button, " ")):
        with qtbot.waitSignal(status.overlaps.pressed):
            press()


def test_it_is_quiet_until_the_first_search_is_over(alike: Session, status: StatusBar) -> None:
    fresh = OverlapFindings(alike)
    status.overlaps.follow(fresh)
    assert not status.overlaps.isVisible()
    # what is found later shows itself
    fresh.unjudged = list(alike.findings.unjudged)
    fresh.meaning = "computing"
    fresh.changed.emit()
    assert status.overlaps.isVisible()
    assert "Compared by their words so far" in _button(status.overlaps).toolTip()
    fresh.stop()


def test_a_closed_portfolios_count_gives_way(alike: Session, status: StatusBar) -> None:
    gone = OverlapFindings(alike)
    status.overlaps.follow(gone)
    gone.stop()
    delete(gone)
    status.overlaps.follow(alike.findings)
    assert status.overlaps.isVisible()


def test_the_count_is_told_in_finnish(alike: Session, status: StatusBar) -> None:
    set_language("fi")
    status.overlaps.follow(alike.findings)
    assert status.overlaps.words()[0].endswith("avointa päällekkäisyyttä")
