"""What was said of a register is known the next time."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.profile import Profile, Use
from tests.ui.importing.parts import ROWS, bring_in, counts, settle
from tests.ui.importing.test_steps import ODD, say
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing import saying
from ui.dialogs.importing.needs import WHAT_HAPPENS
from ui.session import Session


def test_the_second_import_is_two_clicks(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    path = write(rows=(*ROWS, ODD))
    dialog = open_dialog(path)
    file = dialog.importer.files[0]
    said = saying.mean(file.said, "häilyvä", Status.SUSPENDED)
    assert file.source is not None
    assert file.source.register is not None
    said = saying.use(said, file.source.register.tables, 0, Use("Kuvaus", None, "Selitys"))
    say(dialog, qtbot, said)
    bring_in(dialog, qtbot)
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 4)
    newer = write(
        "julkit_2012.xlsx", (*ROWS, ODD, ("H-10", "Uusi", "Sana", "Oulun kaupunki", "häilyvä", "", "", "", ""))
    )
    again = open_dialog(newer)
    assert again.panel.steps.current == WHAT_HAPPENS
    assert [one.needs for one in again.panel.steps.buttons] == [0, 0, 0]
    assert again.panel.name_note.text().startswith("Read as last time.")
    assert counts(again)[:3] == [1, 0, 4]
    assert again.go.isEnabled()
    preview = again.importer.files[0].preview
    assert preview is not None
    assert (preview.new[0].status, preview.new[0].custom) == (Status.SUSPENDED, (("Selitys", "Sana"),))
    again.go.click()
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 5)


def test_what_was_said_is_of_the_register_it_was_said_of(
    open_dialog: Callable[..., ImportDialog], write: Callable[..., Path], session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write())
    file = dialog.importer.files[0]
    assert file.source is not None
    assert file.source.register is not None
    say(dialog, qtbot, saying.use(file.said, file.source.register.tables, 0, Use("Kuvaus", None)))
    bring_in(dialog, qtbot)
    qtbot.waitUntil(lambda: bool(session.contents.registers))
    other = open_dialog(write("muu.xlsx"))
    file = other.importer.files[0]
    assert file.said == Profile()
    other.importer.rename(file, "julkit")
    settle(other, qtbot)
    assert file.source.remembered
    assert other.panel.name_note.text().startswith("Read as last time.")
    other.importer.rename(file, "Aivan muu")
    settle(other, qtbot)
    assert not file.source.remembered
    assert file.said == Profile()
