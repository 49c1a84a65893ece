"""Undo where the keyboard is in a field: the field's own typing first, then what was done to the portfolio."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.overlap_parts import INITIATIVES
from ui.pages.idea_page import IdeaPage
from ui.session import Session
from ui.widgets.undoing import UndoPassesOn


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_a_field_takes_back_its_typing_and_then_lets_undo_out(
    kind: type[QLineEdit] | type[QPlainTextEdit], qtbot: QtBot
) -> None:
    window, field = QWidget(), kind()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(field)
    UndoPassesOn(field, parent=window)
    undone: list[None] = []
    QShortcut(QKeySequence("Ctrl+Z"), window).activated.connect(lambda: undone.append(None))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert (text, undone) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [None]


def test_an_idea_taken_back_stands_in_the_form_again(alike: Session, qtbot: QtBot) -> None:
    page = IdeaPage(alike)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.form.title.setText("Asianhallinta kuntien yhteiseksi palveluksi")
    page.form.description.setPlainText("Kunnat saavat yhteisen asianhallinnan.")
    qtbot.waitUntil(lambda: page.near.shown > 0)
    page.near.cards[0].link.click()
    written = page.draft
    assert written.links
    page.save()
    qtbot.waitUntil(lambda: len(alike.by_id) > len(INITIATIVES))
    assert page.draft.empty
    assert page.banner.isVisible()
    alike.undo()
    qtbot.waitUntil(lambda: page.draft == written)
    assert not page.banner.isVisible()
    alike.redo()
    qtbot.waitUntil(lambda: page.draft.empty and len(alike.by_id) > len(INITIATIVES))


def test_another_idea_in_the_form_is_not_written_over(alike: Session, qtbot: QtBot) -> None:
    page = IdeaPage(alike)
    qtbot.addWidget(page)
    page.show()
    page.form.title.setText("Asianhallinta kuntien yhteiseksi palveluksi")
    page.save()
    qtbot.waitUntil(lambda: len(alike.by_id) > len(INITIATIVES))
    page.form.title.setText("Rakennusluvan haku")
    alike.undo()
    qtbot.waitUntil(lambda: len(alike.by_id) == len(INITIATIVES))
    assert page.form.title.text() == "Rakennusluvan haku"


def test_a_numbers_phrase_has_its_sentence(alike: Session, qtbot: QtBot) -> None:
    page = IdeaPage(alike)
    qtbot.addWidget(page)
    page.resize(1100, 800)
    page.show()
    page.form.title.setText("Yhteinen asianhallintapalvelu omistajakunnille")
    page.form.description.setPlainText(
        "Kunnat saavat yhteisen asianhallinnan, jossa vireille tulevat asiat kirjataan ja päätetään."
    )
    qtbot.waitUntil(lambda: page.near.shown > 0)
    for card in page.near.cards:
        standing = {numbers[0] for part in (card.title, card.text) for _phrase, numbers in part.marked}
        told = {reason.text().split()[0] for reason in card.reasons if reason.isVisible()}
        assert {str(number) for number in standing} == told - {"•"}
