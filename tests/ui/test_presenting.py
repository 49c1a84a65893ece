"""Presenting a meeting: keys, languages, decisions recorded and undone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio import text
from kpkportfolio.model.vocabulary import DecisionKind, Status
from kpkportfolio.store import decisions
from kpkportfolio.store.agenda import Agenda
from tests.ui.snapshot_parts import MOVED, file_with_snapshots, opened_copy
from ui.presenting import material
from ui.presenting.brush import Brush
from ui.presenting.deck import Kind
from ui.presenting.draft import Drafts
from ui.presenting.figures import ceiling
from ui.presenting.window import Presentation
from ui.theme.theme import Scheme, install

__all__ = ["file_with_snapshots"]


@pytest.fixture
def shown(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, file_with_snapshots: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Presentation]:
    install(qapp, Scheme.DARK)
    spoken = text.language()
    text.set_language("en")
    with opened_copy(file_with_snapshots, tmp_path, qtbot) as session:
        # the engine of overlaps is tested elsewhere and takes a second
        monkeypatch.setattr(session.findings, "_scan", lambda: None)
        portfolio = session.portfolio
        portfolio.commit(decisions.calling(portfolio, "4/2011", date(2011, 11, 24), "Ohjausryhmä"))
        meeting = decisions.meetings(portfolio)[0]
        first = next(row for row in session.contents.initiatives if row.title.startswith(MOVED))
        proposed = next(row for row in session.contents.initiatives if row.status is Status.PROPOSED)
        window = Presentation(
            session, meeting, Agenda().with_pictures(["impact"]).with_items([first.id, proposed.id, "gone"])
        )
        window.resize(1366, 768)
        with qtbot.waitExposed(window):
            window.show()
        window.sheet.setFocus()
        qtbot.waitUntil(lambda: window.content.since is not None)
        yield window
        window.close()
        qtbot.waitUntil(lambda: not session.tasks.running, timeout=30_000)
        window.deleteLater()
    text.set_language(spoken)
    install(qapp, Scheme.LIGHT)


def press(qtbot: QtBot, window: Presentation, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(window, key)


def test_slides_come_in_the_order_of_the_agenda_and_keys_walk_them(qtbot: QtBot, shown: Presentation) -> None:
    kinds = [slide.kind for slide in shown.slides]
    assert kinds == [Kind.CHANGES, Kind.PICTURE, Kind.ITEM, Kind.ITEM, Kind.DECISIONS]
    places = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right):
        press(qtbot, shown, key)
        places.append(shown.place)
    assert places == [1, 2, 1, 4, 4]
    press(qtbot, shown, Qt.Key.Key_Home, Qt.Key.Key_PageUp)
    assert shown.place == 0
    assert not shown.panel.isVisible()
    press(qtbot, shown, Qt.Key.Key_P)
    assert shown.slide.kind is Kind.DECISIONS


def test_the_first_slide_tells_what_has_changed(shown: Presentation) -> None:
    assert shown.content.since is not None
    assert shown.content.since.name == "3/2011"
    assert shown.content.since.comparison is not None
    assert [one.title.startswith(MOVED) for one in shown.content.since.comparison.differences] == [True]


def test_the_language_switches_on_the_spot_and_back_at_the_end(qtbot: QtBot, shown: Presentation) -> None:
    press(qtbot, shown, Qt.Key.Key_Right, Qt.Key.Key_Right)
    words = []
    for key in (Qt.Key.Key_F, Qt.Key.Key_S, Qt.Key.Key_E):
        press(qtbot, shown, key)
        words.append(shown.panel.title.text())
        qtbot.waitUntil(lambda: shown.content.since is not None)
    assert words == ["Päätös", "Beslut", "Decision"]
    press(qtbot, shown, Qt.Key.Key_F)
    assert text.language() == "fi"
    shown.close()
    assert text.language() == "en"


def test_a_decision_is_recorded_by_keys_and_undone(qtbot: QtBot, shown: Presentation) -> None:
    shown.go(3)
    id_ = shown.slide.key
    press(qtbot, shown, Qt.Key.Key_1)
    assert shown.panel.kind is DecisionKind.APPROVE
    assert shown.panel.reason.hasFocus()
    QTest.keyClicks(shown.panel.reason, "Sopii")
    assert shown.place == 3
    shown.panel.by.setText("Ilkka")
    QTest.keyClick(shown.panel.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(shown.content.made) == 1 and shown.session.by_id[id_].status is Status.APPROVED)
    one = shown.content.made[0]
    assert (one.initiative_id, one.kind, one.reason, one.by) == (id_, DecisionKind.APPROVE, "Sopii", "Ilkka")
    assert "Approve" in shown.panel.made.text()
    assert shown.panel.draft.reason == ""
    shown.go(2)
    assert shown.panel.by.text() == "Ilkka"
    QTest.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not shown.content.made and shown.session.by_id[id_].status is Status.PROPOSED)
    # what has been taken back is seen
    assert shown.slide.key == id_


def test_what_is_missing_is_told_and_nothing_is_lost(qtbot: QtBot, shown: Presentation) -> None:
    shown.go(2)
    shown.panel.record.click()
    assert "1 to 6" in shown.panel.refusal.text()
    press(qtbot, shown, Qt.Key.Key_6)
    shown.panel.record.click()
    assert "condition" in shown.panel.refusal.text()
    shown.speak("fi")
    assert shown.panel.refusal.isHidden()
    shown.speak("en")
    QTest.keyClicks(shown.panel.reason, "kunhan")
    shown.go(3)
    assert shown.panel.draft.reason == ""
    shown.go(2)
    assert (shown.panel.draft.reason, shown.panel.kind) == ("kunhan", DecisionKind.CONDITION)
    shown.close()
    again = Presentation(shown.session, shown.meeting, shown.agenda)
    again.go(2)
    assert again.panel.draft.reason == "kunhan"
    again.close()
    again.deleteLater()


def test_letters_after_a_priority_are_its_reason(qtbot: QtBot, shown: Presentation) -> None:
    shown.go(2)
    press(qtbot, shown, Qt.Key.Key_5)
    panel = shown.panel
    assert panel.priority.hasFocus()
    QTest.keyClicks(panel.priority, "12")
    QTest.keyClicks(panel.priority, "k")
    assert panel.reason.hasFocus()
    QTest.keyClicks(panel.reason, "oska 2 kuntaa")
    assert (panel.draft.priority, panel.draft.reason) == (12, "koska 2 kuntaa")


def test_a_merge_offers_every_other_initiative(qtbot: QtBot, shown: Presentation) -> None:
    shown.go(2)
    shown.panel.choose(DecisionKind.MERGE)
    assert set(shown.panel.targets) == set(shown.session.by_id) - {shown.slide.key}
    shown.panel.into.setCurrentIndex(3)
    target = shown.panel.into.currentText()
    shown.panel.record.click()
    qtbot.waitUntil(lambda: len(shown.content.made) == 1)
    assert (shown.content.made[0].into_title, shown.content.made[0].reason) == (target, None)


def test_letters_grow_and_the_slide_is_laid_out_again(qtbot: QtBot, shown: Presentation) -> None:
    shown.go(2)
    ground = shown.sheet.widget()
    assert ground is not None
    assert ground.height() <= shown.sheet.place.height()
    for _n in range(9):
        press(qtbot, shown, Qt.Key.Key_Plus)
    assert shown.zoom == 2.0
    assert ground.height() > shown.sheet.place.height()
    press(qtbot, shown, Qt.Key.Key_Down)
    assert shown.sheet.verticalScrollBar().value() > 0
    press(qtbot, shown, Qt.Key.Key_0)
    assert shown.zoom == 1.0
    unit = shown.unit
    shown.resize(1920, 1080)
    qtbot.waitUntil(lambda: shown.top.unit > unit)
    assert shown.panel.width() > 480


def test_the_spotlight_moves_by_keys_and_esc_puts_it_out_first(qtbot: QtBot, shown: Presentation) -> None:
    press(qtbot, shown, Qt.Key.Key_V)
    assert shown.spotlight.isVisible()
    before = shown.spotlight.x_
    press(qtbot, shown, Qt.Key.Key_Right)
    assert (shown.spotlight.x_ > before, shown.place) == (True, 0)
    press(qtbot, shown, Qt.Key.Key_Escape)
    assert (shown.spotlight.isVisible(), shown.isVisible()) == (False, True)
    with qtbot.waitSignal(shown.closed):
        press(qtbot, shown, Qt.Key.Key_Escape)


def test_a_picture_is_drawn_for_the_place_it_has(qtbot: QtBot, shown: Presentation) -> None:
    shown.go(1)
    size, ratio = shown.sheet.place, shown.devicePixelRatioF()
    qtbot.waitUntil(lambda: shown.pictures.sheet("impact", 0, size, ratio, 1.0) is not None, timeout=20_000)
    image = shown.pictures.sheet("impact", 0, size, ratio, 1.0)
    assert image is not None
    drawn = image.deviceIndependentSize().toSize()
    assert abs(drawn.width() - size.width()) <= 2
    assert abs(drawn.height() - size.height()) <= 2
    press(qtbot, shown, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shown.pictures.ends("impact", 1, size, ratio, 1.0), timeout=20_000)
    qtbot.waitUntil(lambda: shown.picture.number == 0)
    assert QSize(size).isValid()


def test_larger_letters_enlarge_a_picture_as_a_whole_and_arrows_pan_it(qtbot: QtBot, shown: Presentation) -> None:
    shown.go(1)
    size, ratio = shown.sheet.place, shown.devicePixelRatioF()
    for zoom in (1.0, 2.0):
        qtbot.waitUntil(lambda z=zoom: shown.pictures.sheet("impact", 0, size, ratio, z) is not None, timeout=20_000)
    usual, large = (shown.pictures.sheet("impact", 0, size, ratio, zoom) for zoom in (1.0, 2.0))
    assert usual is not None
    assert large is not None
    # the very same picture: nothing is laid out with less room
    assert abs(large.width() - 2 * usual.width()) <= 2
    small = large.scaled(usual.size(), mode=Qt.TransformationMode.SmoothTransformation)
    points = [(x, y) for x in range(0, usual.width(), 7) for y in range(0, usual.height(), 7)]
    unlike = sum(abs(small.pixelColor(*at).lightness() - usual.pixelColor(*at).lightness()) > 100 for at in points)
    assert unlike < len(points) / 200
    for _n in range(5):
        press(qtbot, shown, Qt.Key.Key_Plus)
    assert shown.zoom == 2.0
    ground = shown.sheet.widget()
    assert ground is not None
    assert abs(ground.width() - 2 * size.width()) <= 2
    across, along = shown.sheet.horizontalScrollBar(), shown.sheet.verticalScrollBar()
    press(qtbot, shown, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert (across.value() > 0, along.value() > 0, shown.place, shown.picture.number) == (True, True, 1, 0)
    for _n in range(6):
        press(qtbot, shown, Qt.Key.Key_Right)
    assert shown.place > 1
    press(qtbot, shown, Qt.Key.Key_Home, Qt.Key.Key_PageDown)
    assert (shown.place, across.value(), along.value()) == (1, 0, 0)


def test_every_slide_paints_nothing_outside_what_it_measures(shown: Presentation) -> None:
    for slide in shown.slides:
        if slide.kind is Kind.PICTURE:
            continue
        painting = shown._painting(slide)
        for zoom in (0.8, 1.0, 2.0):
            tall = painting(Brush(None, shown.unit, zoom), 900, 600)
            assert tall > 0
            assert painting(Brush(None, shown.unit, zoom), 900, tall) <= tall + 1


def test_the_axis_ends_at_a_round_number() -> None:
    assert [ceiling(n) for n in (1, 2, 3, 170_000_000, 6_000_000_000)] == [1, 1, 2, 100_000_000, 5_000_000_000]


def test_what_is_confidential_is_shown_and_marked(qtbot: QtBot, shown: Presentation) -> None:
    id_ = shown.slides[2].key
    before = shown.session.by_id[id_]
    assert not material.facts(shown.session, before, None).confidential
    assert shown.session.edit((id_,), {"confidential": True})
    qtbot.waitUntil(lambda: shown.session.by_id[id_].confidential)
    assert material.facts(shown.session, shown.session.by_id[id_], None).confidential
    assert material.marked(shown.session, id_, "Hanke") == "Hanke (confidential)"
    assert material.marked(shown.session, shown.slides[3].key, "Hanke") == "Hanke"


def test_closing_cancels_what_is_being_drawn(shown: Presentation) -> None:
    shown.go(1)
    jobs = list(shown.pictures._under_way.values())
    assert len(jobs) == 1
    shown.close()
    assert jobs[0].progress.cancelled


def test_what_is_written_is_kept_while_it_is_written(qtbot: QtBot, shown: Presentation) -> None:
    shown.recording._pause.setInterval(0)
    shown.go(2)
    press(qtbot, shown, Qt.Key.Key_6)
    QTest.keyClicks(shown.panel.reason, "kunhan")
    target = shown.session.portfolio.target
    qtbot.waitUntil(
        lambda: bool(kept := Drafts(shown.meeting.id, target).of(shown.slide.key)) and kept.reason == "kunhan"
    )
    shown.panel.record.click()
    qtbot.waitUntil(lambda: len(shown.content.made) == 1)
    assert Drafts(shown.meeting.id, target).of(shown.slide.key) is None
