"""The overlap map in the window: its own tab, walked by keys, and the way from a group to its pair."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kpkportfolio import text
from kpkportfolio.charts.overlap_map import build_overlap_map
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.overlap.judged import as_judged
from tests.charts.factories import findings, portfolio
from tests.charts.test_figures import contents
from tests.ui.overlap_parts import PERMITS
from ui.dialogs import export_picture
from ui.dialogs.export_picture import Kind
from ui.overlap_findings import COMPUTING, READY
from ui.pages.overlaps import map_place
from ui.pages.overlaps_page import OverlapsPage
from ui.session import Session
from ui.widgets.overlap.map_canvas import MapCanvas
from ui.widgets.overlap.map_view import MapView
from ui.widgets.overlap.nothing import MAP, OPEN


@pytest.fixture
def page(alike: Session, qtbot: QtBot) -> OverlapsPage:
    made = OverlapsPage(alike)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    made.header.set_tab(MAP)
    return made


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView()
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    made.show_map(build_overlap_map(findings(), contents(portfolio())))
    return made


def test_the_map_has_the_groups_of_the_portfolio(page: OverlapsPage) -> None:
    assert page.map.isVisible()
    chart = page.map.view.chart
    assert chart is not None
    together = [{member.row.id for member in group.members} for group in chart.groups]
    assert any(set(PERMITS) <= ids for ids in together)
    assert page.told_counts() == (f"{len(chart.groups)} groups, {chart.members} initiatives", "")


def test_a_verdict_is_on_the_map_as_soon_as_it_is_read(page: OverlapsPage, qtbot: QtBot) -> None:
    def together() -> bool:
        groups = page.map.view.chart.groups if page.map.view.chart else ()
        return any(set(PERMITS) <= {member.row.id for member in group.members} for group in groups)

    assert together()
    assert page.session.findings.judge(*PERMITS, Verdict.DIFFERENT, "eri kohteet")
    qtbot.waitUntil(lambda: not together())


def test_the_map_of_a_large_portfolio_is_made_beside_the_work(
    alike: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_place, "_AT_ONCE", 1)
    made = OverlapsPage(alike)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.map.built):
        made.header.set_tab(MAP)
        assert made.map.view.chart is None
    assert made.map.view.isVisible()
    assert made.told_counts()[0] == "2 groups, 6 initiatives"


def test_nothing_found_is_no_last_word_while_meanings_are_read(
    alike: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = map_place.MapPlace(alike)
    qtbot.addWidget(place)
    monkeypatch.setattr(alike.findings, "meaning", COMPUTING)
    place._show_place()
    assert place.empty.findChildren(QLabel)[0].text() == "No overlaps by words alone"
    monkeypatch.setattr(alike.findings, "meaning", READY)
    place._show_place()
    assert place.empty.findChildren(QLabel)[0].text() == "No initiatives have been found to overlap."


def test_no_pair_is_judged_by_a_key_on_the_map(page: OverlapsPage) -> None:
    before = len(page.session.findings.unjudged)
    page.map.view.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        QTest.keyClick(page.map.view, key)
    page.judging.save()
    page.judging.merge()
    assert len(page.session.findings.unjudged) == before
    assert page.list.current is None


def test_enter_opens_the_strongest_pair_of_the_group(page: OverlapsPage) -> None:
    group = page.map.view.group
    assert group is not None
    page.map.view.setFocus()
    QTest.keyClick(page.map.view, Qt.Key.Key_Return)
    assert page.header.tab == OPEN
    line = page.list.current
    assert line is not None
    assert set(line.pair) == set(group.pair)


def test_the_tab_is_there_again_after_a_restart(page: OverlapsPage, alike: Session, qtbot: QtBot) -> None:
    again = OverlapsPage(alike)
    qtbot.addWidget(again)
    again.restore(page.state())
    again.show()
    assert again.header.tab == MAP
    assert again.map.isVisible()


def test_keys_walk_the_groups_and_keep_them_in_sight(view: MapView) -> None:
    view.setFocus()
    assert view.chart is not None
    last = len(view.chart.groups) - 1
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == 3
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current == 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current == last
    assert view.verticalScrollBar().value() > 0
    name = view.chart.groups[last].name
    assert name[1:] in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current == last
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert (view.current, view.verticalScrollBar().value()) == (0, 0)


def test_a_click_on_a_mark_opens_its_pair_and_beside_it_only_the_group(view: MapView, qtbot: QtBot) -> None:
    assert view._drawing is not None
    scale = view._canvas.scale
    view.verticalScrollBar().setValue(int(view._tops[1] * scale) - 40)
    tie, (x, y) = view._drawing.marks(view._blocks[1], view._tops[1])[-1]
    members = view._blocks[1].group.members
    spot = QPointF(x * scale, y * scale - view.verticalScrollBar().value()).toPoint()
    with qtbot.waitSignal(view.opened) as told:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == [members[tie.a].row.id, members[tie.b].row.id]
    assert view.current == 1
    with qtbot.assertNotEmitted(view.opened):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot + QPointF(400, 0).toPoint())


def test_the_current_group_stays_current_when_the_map_is_made_anew(view: MapView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    group = view.group
    assert group is not None
    everything = contents(portfolio())
    without_first = [one for one in findings() if {one.a, one.b} != {"i14", "i15"}]
    view.show_map(build_overlap_map(as_judged(without_first, everything), everything))
    assert view.group is not None
    assert view.group.pair == group.pair


@pytest.mark.parametrize("width", [300, 640, 1900])
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_width_is_laid_out_and_painted(view: MapView, width: int, language: str) -> None:
    text.set_language(language)
    view.resize(width, 500)
    assert view.chart is not None
    view.show_map(view.chart)
    image = view.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 8
    drawing = view._drawing
    assert drawing is not None
    at = drawing.columns
    assert at.node < at.name[0] < at.name[1] < at.all < at.others < at.years <= at.right
    # what does not fit is scrolled to, never squeezed
    assert (view.horizontalScrollBar().maximum() > 0) is (width < 650)


def test_letters_are_as_wide_as_they_are_measured() -> None:
    canvas = MapCanvas()
    lines = canvas.wrap("Kuntien ja kuntayhtymien yhteinen asianhallinta ja arkistointi", 90, 9.0)
    assert len(lines) > 1
    assert all(canvas.width(line, 9.0) <= 90 for line in lines)
    assert " ".join(lines) == "Kuntien ja kuntayhtymien yhteinen asianhallinta ja arkistointi"


def test_the_map_is_saved_as_a_picture_of_everything(
    page: OverlapsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kartta.svg"
    monkeypatch.setattr(export_picture, "ask_path", lambda *_args: file)
    told: list[str] = []
    assert export_picture.export_picture(page.session, "overlap", {}, page, Kind.SVG, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told == ["Saved kartta.svg."]
    assert file.stat().st_size > 20_000
