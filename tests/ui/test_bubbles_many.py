"""Thousands of bubbles: painted bit by bit, with what was there before in sight until they are whole."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.charts.bubbles import build_bubbles
from tests.charts.factories import initiative
from ui.tasks import Tasks
from ui.theme.theme import Scheme, install
from ui.widgets.bubbles.frame import Spread
from ui.widgets.bubbles.view import BubbleView

COUNT = 700


def spread(shift: int) -> Spread:
    """A chart whose bubbles stand elsewhere for another ``shift``."""
    rows = [
        initiative(
            f"i{n}",
            f"Hanke {n}",
            investment_min=10**6 * (1 + n * 7 % 97),
            investment_max=10**6 * (1 + n * 7 % 97),
            impact_min=10**7 * (1 + (n + shift) * 11 % 89),
            impact_max=10**7 * (1 + (n + shift) * 11 % 89),
            municipalities=n % 200,
        )
        for n in range(COUNT)
    ]
    return Spread.of(build_bubbles(rows))


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[BubbleView]:
    install(qapp, Scheme.LIGHT)
    tasks = Tasks()
    made = BubbleView(tasks, lambda _id: None)
    made.set_names(False)
    qtbot.addWidget(made)
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    tasks.stop()


def picture(view: BubbleView) -> QImage:
    return view.grab().toImage()


def painted(view: BubbleView, qtbot: QtBot) -> QImage:
    qtbot.waitUntil(lambda: not view._layers.begun)
    return picture(view)


def test_the_chart_before_is_seen_until_the_new_one_is_whole(view: BubbleView, qtbot: QtBot) -> None:
    view.set_chart(spread(0))
    first = painted(view, qtbot)
    view.set_chart(spread(30))
    assert picture(view) == first
    assert painted(view, qtbot) != first


def test_the_latest_chart_wins_and_is_as_painted_at_once(view: BubbleView, qtbot: QtBot) -> None:
    view.set_chart(spread(0))
    view.set_chart(spread(30))
    view.set_earlier({"i1": (0.2, 0.2)})
    bit_by_bit = painted(view, qtbot)
    view._layers.forget()
    assert picture(view) == bit_by_bit


def test_another_size_while_painting_is_taken_up(view: BubbleView, qtbot: QtBot) -> None:
    view.set_chart(spread(0))
    view.resize(900, 500)
    qtbot.waitUntil(lambda: view.frame is not None and view.frame.size == view.size().toSizeF())
    assert painted(view, qtbot).size() == view.size()
