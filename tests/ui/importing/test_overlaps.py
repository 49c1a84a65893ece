"""New rows that may be there already: found before anything is written, and chosen for as part of the import."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.overlap.item import fingerprint, items
from kpkportfolio.store.journal import Entry
from kpkportfolio.text import set_language
from tests.ui.importing.parts import bring_in, column, id_of, settle, titles
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing import mirror
from ui.dialogs.importing.file import File
from ui.dialogs.importing.mirror import Match
from ui.dialogs.importing.overlap_choices import Choices
from ui.dialogs.importing.overlaps import Overlaps
from ui.dialogs.importing.tabs import NEW, OVERLAPS
from ui.session import Session

Opener = Callable[..., ImportDialog]
Writer = Callable[..., Path]

_CASES = (
    "Kunnat hankkivat yhteisen asianhallinnan, jossa vireille tulevat asiat kirjataan, käsitellään ja päätetään "
    "yhdenmukaisin työnkuluin."
)
OLD = (
    ("V-1", "Asianhallinta kuntien yhteiseksi palveluksi", _CASES, "Kuopion kaupunki", "toteutus", "2011", "2012",
     "400", "Määrittely"),
    ("V-2", "Karttapalvelun uudistus", "Kartat verkkoon.", "Vantaan kaupunki", "valmis", "2009", "2010", "", "Kartta"),
)  # fmt: skip
SAME = ("U-1", "Kuntien yhteinen asianhallinta", _CASES, "Kuopion kaupunki", "toteutus", "2011", "2012", "500",
        "Määrittely; Käyttöönotto")  # fmt: skip
ALONE = ("U-2", "Uimahallin kassajärjestelmä", "", "Oulun kaupunki", "idea", "2012", "2013", "50", "")


@pytest.fixture
def dialog(open_dialog: Opener, write: Writer, session: Session, qtbot: QtBot) -> ImportDialog:
    """A new register of two rows, one of which an earlier register brought already."""
    bring_in(open_dialog(write("vanha.xlsx", OLD)), qtbot)
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 2)
    one = open_dialog(write("uusi.xlsx", (SAME, ALONE)))
    qtbot.waitUntil(lambda: bool(one.mirror.matches) and not one.mirror.working, timeout=20_000)
    return one


def _page(dialog: ImportDialog) -> Overlaps:
    page = dialog.panel.tabs.overlaps
    dialog.panel.tabs.setCurrentIndex(OVERLAPS)
    return page


def _press(dialog: ImportDialog, key: str, qtbot: QtBot) -> None:
    qtbot.keyClicks(_page(dialog).table, key)
    settle(dialog, qtbot)


def _sources(session: Session, id_: str) -> list[object]:
    return sorted(str(row["ref"]) for row in session.portfolio.records("source", initiative_id=id_).values())


def test_a_new_row_is_shown_beside_what_it_repeats(dialog: ImportDialog) -> None:
    page = _page(dialog)
    assert column(dialog, OVERLAPS, 0) == [SAME[1]]
    assert column(dialog, OVERLAPS, 3) == [OLD[0][1]]
    assert column(dialog, OVERLAPS, 6) == ["in the portfolio"]
    assert column(dialog, OVERLAPS, 4) == ["Imported apart"]
    assert int(column(dialog, OVERLAPS, 2)[0]) >= 50
    assert dialog.panel.tabs.tabText(OVERLAPS) == "Overlaps 1"
    assert "1 new row probably repeats or overlaps" in dialog.plan.text()
    told = [one.text() for one in page.pane.reasons if one.isVisible()]
    assert any("Kuopion kaupunki" in words for words in told)
    # only this row: the other one is like nothing
    assert column(dialog, NEW, 3) == [SAME[1], ALONE[1]]


def test_nothing_chosen_imports_apart_and_records_nothing(dialog: ImportDialog, session: Session, qtbot: QtBot) -> None:
    bring_in(dialog, qtbot)
    assert len(titles(session)) == 4
    assert not session.portfolio.records("overlap_verdict")


def _done(session: Session) -> list[Entry]:
    """What was done, without the snapshots that take themselves before it."""
    return [one for one in session.portfolio.operations() if one.kind is not OperationKind.SNAPSHOT]


def test_a_merged_row_is_another_source_in_the_same_operation(
    dialog: ImportDialog, open_dialog: Opener, write: Writer, session: Session, qtbot: QtBot
) -> None:
    _press(dialog, "1", qtbot)
    assert column(dialog, OVERLAPS, 4) == ["Merged into it"]
    assert "1 new, 1 to be merged" in dialog.plan.text()
    before = len(_done(session))
    bring_in(dialog, qtbot)
    assert titles(session) == sorted((OLD[0][1], OLD[1][1], ALONE[1]))
    kept = id_of(session, OLD[0][1])
    assert _sources(session, kept) == ["U-1", "V-1"]
    outputs = session.portfolio.records("deliverable", initiative_id=kept).values()
    assert sorted(str(row["title"]) for row in outputs) == ["Käyttöönotto", "Määrittely"]
    [money] = session.portfolio.records("money", initiative_id=kept).values()
    assert money["max"] == 40_000_000, "two registers' figures are never added together"
    assert len(_done(session)) == before + 1
    # the register says the same again, and nothing is done
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 3)
    again = open_dialog(write("uusi.xlsx", (SAME, ALONE)))
    assert not again.go.isEnabled()
    session.undo()
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 2)
    assert _sources(session, kept) == ["V-1"]
    assert [row["title"] for row in session.portfolio.records("deliverable", initiative_id=kept).values()] == [
        "Määrittely"
    ]


@pytest.mark.parametrize(("key", "verdict"), [("2", "overlap"), ("3", "reuse"), ("4", "related"), ("5", "different")])
def test_a_link_is_judged_with_the_import(
    dialog: ImportDialog, session: Session, qtbot: QtBot, key: str, verdict: str
) -> None:
    _press(dialog, key, qtbot)
    bring_in(dialog, qtbot)
    [row] = session.portfolio.records("overlap_verdict").values()
    pair = {id_of(session, SAME[1]), id_of(session, OLD[0][1])}
    assert {row["a_id"], row["b_id"]} == pair
    assert (row["verdict"], row["judged_by"]) == (verdict, "Liisa")
    # it holds: the fingerprints are those the search makes of the texts
    contents = session.portfolio.contents()
    prints = {
        one.id: fingerprint(one) for one in items(contents.initiatives, contents.deliverables, contents.components)
    }
    assert (row["a_text"], row["b_text"]) == (prints[str(row["a_id"])], prints[str(row["b_id"])])
    session.undo()
    qtbot.waitUntil(lambda: len(session.portfolio.initiatives()) == 2)
    assert not session.portfolio.records("overlap_verdict")


def test_a_choice_can_be_taken_back_by_mouse(dialog: ImportDialog, session: Session, qtbot: QtBot) -> None:
    page = _page(dialog)
    for verdict, told in ((Verdict.DUPLICATE, "Merged into it"), (Verdict.REUSE, "Reuse"), (None, "Imported apart")):
        qtbot.mouseClick(page.bar.buttons[verdict], Qt.MouseButton.LeftButton)
        settle(dialog, qtbot)
        assert column(dialog, OVERLAPS, 4) == [told]
        assert page.bar.buttons[verdict].isChecked()
    assert not dialog.importer.files[0].choices
    assert "1 to be merged" not in dialog.plan.text()


def test_what_it_would_be_merged_with_went_meanwhile(dialog: ImportDialog, session: Session, qtbot: QtBot) -> None:
    from kpkportfolio.store import edits

    _press(dialog, "1", qtbot)
    session.portfolio.commit(edits.deleting(session.portfolio, [id_of(session, OLD[0][1])]))
    bring_in(dialog, qtbot)
    assert "uusi.xlsx was not imported: the portfolio was changed meanwhile" in dialog.banner.text
    assert titles(session) == [OLD[1][1]]
    assert "2 new" in dialog.plan.text()


def test_a_row_is_merged_once(open_dialog: Opener, write: Writer, session: Session, qtbot: QtBot) -> None:
    twin = ("V-3", "Kuntien yhteisen asianhallinnan palvelu", *OLD[0][2:])
    bring_in(open_dialog(write("vanha.xlsx", (*OLD, twin))), qtbot)
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 3)
    dialog = open_dialog(write("uusi.xlsx", (SAME, ALONE)))
    qtbot.waitUntil(lambda: bool(dialog.mirror.matches) and not dialog.mirror.working, timeout=20_000)
    page = _page(dialog)
    assert page.model.rowCount() == 2
    _press(dialog, "1", qtbot)
    assert column(dialog, OVERLAPS, 4) == ["Merged into it", "Merged into another"]
    page.table.selectRow(1)
    _press(dialog, "1", qtbot)
    assert column(dialog, OVERLAPS, 4) == ["Merged into another", "Merged into it"]
    page.table.selectRow(0)
    _press(dialog, "2", qtbot)
    assert column(dialog, OVERLAPS, 4) == ["Overlap", "Merged into it"]
    into, other = column(dialog, OVERLAPS, 3)[1], column(dialog, OVERLAPS, 3)[0]
    bring_in(dialog, qtbot)
    assert _sources(session, id_of(session, into)) == sorted(["U-1", "V-1" if into == OLD[0][1] else "V-3"])
    [verdict] = session.portfolio.records("overlap_verdict").values()
    # what was said of the row is said of what it was merged into
    assert {verdict["a_id"], verdict["b_id"]} == {id_of(session, into), id_of(session, other)}


def test_rows_of_files_imported_together_are_merged_too(
    open_dialog: Opener, write: Writer, session: Session, qtbot: QtBot
) -> None:
    dialog = open_dialog(write("vanha.xlsx", OLD), write("uusi.xlsx", (SAME, ALONE)))
    qtbot.waitUntil(lambda: bool(dialog.mirror.matches) and not dialog.mirror.working, timeout=20_000)
    _first, second = dialog.importer.files
    # told once, at the file that comes later
    assert list(dialog.mirror.matches) == [second]
    dialog.list.choose(second)
    assert column(dialog, OVERLAPS, 6) == ["vanha.xlsx"]
    _press(dialog, "1", qtbot)
    bring_in(dialog, qtbot)
    assert titles(session) == sorted((OLD[0][1], OLD[1][1], ALONE[1]))
    assert _sources(session, id_of(session, OLD[0][1])) == ["U-1", "V-1"]


def test_two_rows_of_one_file_are_merged(open_dialog: Opener, write: Writer, session: Session, qtbot: QtBot) -> None:
    dialog = open_dialog(write("uusi.xlsx", (*OLD, SAME)))
    qtbot.waitUntil(lambda: bool(dialog.mirror.matches) and not dialog.mirror.working, timeout=20_000)
    assert column(dialog, OVERLAPS, 0) == [SAME[1]]
    _press(dialog, "1", qtbot)
    bring_in(dialog, qtbot)
    assert titles(session) == sorted((OLD[0][1], OLD[1][1]))
    assert _sources(session, id_of(session, OLD[0][1])) == ["U-1", "V-1"]


def test_a_row_that_was_corrected_is_chosen_for_anew(dialog: ImportDialog, write: Writer, qtbot: QtBot) -> None:
    _press(dialog, "1", qtbot)
    write("uusi.xlsx", (ALONE, SAME))
    dialog.panel.again.click()
    settle(dialog, qtbot)
    assert not dialog.importer.files[0].choices
    assert "to be merged" not in dialog.plan.text()


def test_where_it_is_narrow_the_choices_stand_in_two_rows(qtbot: QtBot) -> None:
    set_language("fi")
    window = QWidget()
    qtbot.addWidget(window)
    bar = Choices()
    bar.setParent(window)
    window.show()
    bar.show()
    buttons = list(bar.buttons.values())
    for width, rows in ((1000, 1), (bar.minimumSizeHint().width(), 2), (1000, 1)):
        bar.resize(width, bar.sizeHint().height())
        qtbot.waitUntil(lambda rows=rows: len({one.y() for one in buttons}) == rows)
        assert all(one.width() >= one.sizeHint().width() for one in buttons)
        assert max(one.geometry().right() for one in buttons) < bar.width()


def test_a_long_comparison_is_shown_and_can_be_stopped(
    open_dialog: Opener, write: Writer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.ui.importing.parts import Gate

    gate = Gate()
    monkeypatch.setattr(mirror, "_compared", lambda _portfolio, _sides, progress: gate(progress))
    dialog = open_dialog(write("uusi.xlsx", (SAME, ALONE)))
    page = dialog.panel.tabs.overlaps
    qtbot.waitUntil(lambda: dialog.panel.tabs.isTabVisible(OVERLAPS))
    dialog.panel.tabs.setCurrentIndex(OVERLAPS)
    assert page._looking.isVisible()
    # nobody has to wait for it
    assert dialog.go.isEnabled()
    page.stop_wanted.emit()
    qtbot.waitUntil(lambda: not page._looking.isVisible())
    assert page.told.text().startswith("Not everything was compared")


def test_too_many_rows_are_left_to_the_overlaps_page(
    open_dialog: Opener, write: Writer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mirror, "MOST_ITEMS", 1)
    dialog = open_dialog(write("uusi.xlsx", (SAME, ALONE)))
    qtbot.waitUntil(lambda: dialog.panel.tabs.isTabVisible(OVERLAPS))
    assert dialog.mirror.stopped
    assert not dialog.mirror.matches


@pytest.mark.parametrize("few", [0, 100])
def test_many_rows_are_told_first_by_their_words(
    dialog: ImportDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(mirror, "_READ_AT_ONCE", 0)
    monkeypatch.setattr(mirror, "_FEW", few)
    seen: list[dict[File, list[Match]]] = []
    dialog.mirror.found.connect(lambda: seen.append(dict(dialog.mirror.matches)))
    dialog.mirror.show([])
    dialog.mirror.show(dialog.importer.files)
    qtbot.waitUntil(lambda: dialog.mirror.working, timeout=5000)
    qtbot.waitUntil(lambda: not dialog.mirror.working, timeout=20_000)
    [[match]] = seen[-1].values()
    assert (match.new.title, match.against.title) == (SAME[1], OLD[0][1])
    assert match.finding.a == match.new.id


def test_the_choices_are_told_in_finnish(open_dialog: Opener, write: Writer, session: Session, qtbot: QtBot) -> None:
    set_language("fi")
    bring_in(open_dialog(write("vanha.xlsx", OLD)), qtbot)
    qtbot.waitUntil(lambda: len(session.contents.initiatives) == 2)
    dialog = open_dialog(write("uusi.xlsx", (SAME, ALONE)))
    qtbot.waitUntil(lambda: bool(dialog.mirror.matches), timeout=20_000)
    _press(dialog, "1", qtbot)
    assert column(dialog, OVERLAPS, 4) == ["Yhdistetään siihen"]
    assert "1 uutta, 1 yhdistettävä" in dialog.plan.text() or "1 uusi, 1 yhdistettävä" in dialog.plan.text()
