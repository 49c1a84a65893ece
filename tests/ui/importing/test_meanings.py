"""What the register's own words mean: certain proposals are taken, doubtful ones asked about, a person's word holds."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.profile import Profile
from tests.ui.importing.parts import bring_in, settle
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing.meanings import meanings, open_words
from ui.dialogs.importing.needs import WORDS
from ui.dialogs.importing.unknowns import Guess, Unknown, Unknowns
from ui.session import Session

CERTAIN = Unknown("organisation", "Tampere", 3, (Guess("Tampereen kaupunki", 0.97, "the same name"),))
LIKE = Unknown("organisation", "VM", 1, (Guess("Valtiovarainministeriö", 0.6, "may be its acronym"),))
FRESH = Unknown("programme", "Aivan uusi", 2)
ODD = Unknown("status", "häilyvä", 1)
ALL = Unknowns((ODD, CERTAIN, LIKE, FRESH), {"organisation": ("Tampereen kaupunki", "Valtiovarainministeriö")})


def test_what_is_certain_is_taken_and_what_is_like_something_is_asked() -> None:
    lines = meanings(ALL, Profile())
    # what needs a look comes first
    assert [line.unknown.word for line in lines] == ["häilyvä", "VM", "Tampere", "Aivan uusi"]
    assert [line.meaning for line in lines] == [None, None, "Tampereen kaupunki", None]
    assert [line.open for line in lines] == [True, True, False, False]
    assert open_words(ALL, Profile()) == ["häilyvä", "VM"]


def test_what_a_person_said_holds_against_what_is_certain() -> None:
    said = Profile(statuses={"häilyvä": None}, names={"organisation": {"Tampere": "Tampere", "VM": "VM"}})
    lines = meanings(ALL, said)
    assert [line.meaning for line in lines] == [None, "Tampere", "VM", None]
    assert open_words(ALL, said) == []
    assert meanings(ALL, Profile(statuses={"häilyvä": Status.IDEA}))[0].meaning is Status.IDEA


def test_a_city_under_its_bare_name_is_the_city_unless_it_is_said_to_be_new(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    other = (("X-1", "Uusi palvelu", "", "Vantaa", "idea", "2011", "2012", "", ""),)
    dialog = open_dialog(write("muu.xlsx", other))
    assert dialog.panel.steps.buttons[WORDS].needs == 0
    dialog.panel.go_to(WORDS)
    values = dialog.panel.values
    assert [values.model.index(0, column).data() for column in (1, 3)] == ["Vantaa", "Vantaan kaupunki"]
    assert values.model.index(0, 4).data()
    qtbot.keyClick(values.table, Qt.Key.Key_Return)
    qtbot.keyClicks(values.chooser.field, "new")
    qtbot.keyClick(values.chooser.field, Qt.Key.Key_Return)
    settle(dialog, qtbot)
    assert values.model.index(0, 3).data() == "Vantaa"
    qtbot.keyClick(values.table, Qt.Key.Key_Delete)
    settle(dialog, qtbot)
    bring_in(dialog, qtbot)
    [row] = [row for row in imported.portfolio.initiatives() if row.ref == "X-1"]
    assert row.organisation == "Vantaan kaupunki"


def test_in_a_narrow_dialog_every_column_is_seen_and_what_is_cut_is_told_below(
    imported: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    long = "Pohjois-Savon ja Etelä-Savon sairaanhoitopiirien yhteinen hankintatoimisto"
    rows = (
        ("X-1", "Uusi palvelu", "", long, "idea", "2011", "2012", "", ""),
        ("X-2", "Toinen palvelu", "", "Vantaa", "häilyvä", "2011", "2012", "", ""),
    )
    dialog = open_dialog(write("muu.xlsx", rows))
    dialog.resize(720, 400)
    dialog.panel.go_to(WORDS)
    table = dialog.panel.values.table
    qtbot.waitUntil(lambda: table.viewport().width() <= 720)
    widths = [table.columnWidth(at) for at in range(5)]
    assert sum(widths) <= table.viewport().width()
    assert min(widths[1], widths[3], widths[4]) >= 100
    [row] = [at for at in range(table.model().rowCount()) if table.model().index(at, 1).data() == long]
    table.setCurrentIndex(table.model().index(row, 0))
    assert long in dialog.panel.values.whole.text()
    dialog.resize(1180, 600)
    qtbot.waitUntil(lambda: table.viewport().width() > 1000)
    assert sum(table.columnWidth(at) for at in range(5)) == table.viewport().width()


def test_spellings_of_something_new_are_one_and_it_may_be_called_what_one_types(
    session: Session, open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], qtbot: QtBot
) -> None:
    rows = [
        (f"X-{at}", f"Palvelu {at}", "", name, "idea", "2011", "2012", "", "")
        for at, name in enumerate(("Vallila", "VALLILA", "22. Vallila", "Tre kaup."))
    ]
    dialog = open_dialog(write("muu.xlsx", rows))
    dialog.panel.go_to(WORDS)
    values = dialog.panel.values

    def told() -> list[list[str]]:
        return [[values.model.index(row, at).data() for at in (1, 2, 3)] for row in range(values.model.rowCount())]

    def say(word: str, typed: str, down: int = 0) -> None:
        row = next(row for row, line in enumerate(told()) if line[0] == word)
        values.table.setCurrentIndex(values.model.index(row, 0))
        qtbot.keyClick(values.table, Qt.Key.Key_Return)
        qtbot.keyClicks(values.chooser.field, typed)
        for _step in range(down):
            qtbot.keyClick(values.chooser.field, Qt.Key.Key_Down)
        qtbot.keyClick(values.chooser.field, Qt.Key.Key_Return)
        settle(dialog, qtbot)

    assert [line[:2] for line in told()] == [["22. Vallila", "1"], ["Tre kaup.", "1"], ["Vallila", "2"]]
    say("22. Vallila", "vallila", down=1)
    say("Tre kaup.", "Tampereen kaupunki")
    bring_in(dialog, qtbot)
    parties = {row.ref: row.organisation for row in session.portfolio.initiatives()}
    assert parties == {"X-0": "Vallila", "X-1": "Vallila", "X-2": "Vallila", "X-3": "Tampereen kaupunki"}
