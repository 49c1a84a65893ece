"""Writing an idea: what exists appears beside it, and whatever becomes of it is one operation that undo takes back."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.errors import InvalidValue
from kpkportfolio.model.change import Change, Operation, OperationKind
from kpkportfolio.model.vocabulary import Status, Verdict
from kpkportfolio.text import set_language
from tests.ui.overlap_parts import INITIATIVES
from ui.dialogs.drop_idea import Alike, DropIdea, Dropped
from ui.drafts import DraftFile
from ui.pages.idea_page import IdeaPage
from ui.session import Session
from ui.widgets.overlap.idea_draft import IdeaDraft, saving

TITLE = "Asianhallinta kuntien yhteiseksi palveluksi"
TEXT = "Kunnat saavat yhteisen asianhallinnan, jossa vireille tulevat asiat kirjataan ja päätetään."


@pytest.fixture
def page(alike: Session, qtbot: QtBot) -> IdeaPage:
    one = IdeaPage(alike)
    qtbot.addWidget(one)
    one.resize(1100, 800)
    one.show()
    return one


def _write(page: IdeaPage, qtbot: QtBot, title: str = TITLE, text: str = TEXT) -> None:
    page.form.title.setText(title)
    page.form.description.setPlainText(text)
    qtbot.waitUntil(lambda: page.near.shown > 0)


def _ideas(session: Session) -> list[str]:
    return [id_ for id_ in session.by_id if id_ not in INITIATIVES]


def test_what_exists_appears_while_typing(page: IdeaPage, qtbot: QtBot) -> None:
    assert page.near.note.text().startswith("Write a title")
    _write(page, qtbot)
    best = page.near.cards[0]
    assert best.id.startswith("cases-")
    assert best.strength.text() in ("strong", "moderate")
    assert best.text.marked
    assert any(reason.text().startswith("1 ") for reason in best.reasons)
    assert [card.score.text() for card in page.near.cards] == sorted(
        (card.score.text() for card in page.near.cards), reverse=True
    )


def test_the_list_follows_what_is_written(page: IdeaPage, qtbot: QtBot) -> None:
    _write(page, qtbot)
    _write(page, qtbot, "Rakennusluvan haku", "Rakentaja hakee rakennusluvan verkossa.")
    qtbot.waitUntil(lambda: page.near.cards[0].id.startswith("permits-"))
    page.form.title.setText("Koira")
    page.form.description.setPlainText("")
    qtbot.waitUntil(lambda: not page.near.shown)
    page.form.title.setText("Koirien uimahalli Xyzzyssä")
    qtbot.waitUntil(lambda: page.near.note.text() == "Nothing in the portfolio is like this idea.")


def test_the_language_is_guessed_and_saved(alike: Session, page: IdeaPage, qtbot: QtBot) -> None:
    page.form.title.setText("Gemensam ärendehantering")
    page.form.description.setPlainText("Det är ett system för ärendehantering som städerna skaffar.")
    qtbot.waitUntil(lambda: page.near.shown > 0)
    page.save()
    qtbot.waitUntil(lambda: bool(_ideas(alike)))
    assert alike.by_id[_ideas(alike)[0]].language == "sv"


def test_an_idea_is_saved_whole_as_one_operation(alike: Session, page: IdeaPage, qtbot: QtBot) -> None:
    _write(page, qtbot)
    form = page.form
    form.organisation.setEditText("kpk ict")
    form.programme.setEditText("Uusi ohjelma")
    form.start.setText("3/2012")
    form.end.setText("12/2013")
    form.investment.setText("0,3–0,5")
    form.deliverables.setPlainText("Määrittely\n\nPalvelu")
    card = next(one for one in page.near.cards if one.id == "cases-1")
    card.link.click()
    page.save()
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    [id_] = _ideas(alike)
    row = alike.by_id[id_]
    assert (row.title, row.description, row.status) == (TITLE, TEXT, Status.IDEA)
    assert (row.organisation, row.programme, row.register) == ("KPK ICT", "Uusi ohjelma", "OMAT")
    assert (row.start, row.end) == (date(2012, 3, 1), date(2013, 12, 31))
    assert (row.investment_min, row.investment_max) == (30_000_000, 50_000_000)
    assert [one.title for one in alike.contents.deliverables if one.initiative_id == id_] == ["Määrittely", "Palvelu"]
    [link] = alike.contents.verdicts
    assert {link.a_id, link.b_id} == {id_, "cases-1"}
    assert link.verdict is Verdict.OVERLAP
    qtbot.waitUntil(lambda: bool(alike.findings.resolved))
    assert not alike.findings.revised
    assert page.draft.empty
    alike.undo()
    qtbot.waitUntil(lambda: not _ideas(alike) and not alike.contents.verdicts)
    assert not alike.contents.programmes


def _drop(page: IdeaPage, monkeypatch: pytest.MonkeyPatch, answer: Dropped | None) -> list[Alike]:
    """Drop the idea with this answer; what the dialog would have offered."""
    offered: list[Alike] = []

    def ask(_class: object, _title: str, alike: list[Alike], _parent: object) -> Dropped | None:
        offered.extend(alike)
        return answer

    monkeypatch.setattr(DropIdea, "ask", classmethod(ask))
    page.drop()
    return offered


def test_a_dropped_idea_is_kept_with_its_reason_and_what_it_is_alike_with(
    alike: Session, page: IdeaPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(page, qtbot)
    assert _drop(page, monkeypatch, None)
    assert page.form.title.text() == TITLE
    offered = _drop(page, monkeypatch, Dropped("Kuopio tekee jo saman", ("cases-2",)))
    told = {one.id: one for one in offered}
    assert told["cases-2"].ticked
    assert "Yhteinen asianhallintapalvelu omistajakunnille (KPK ICT)" in told["cases-2"].words
    assert "permits-1" not in told
    qtbot.waitUntil(lambda: bool(alike.contents.verdicts))
    [id_] = _ideas(alike)
    assert alike.by_id[id_].status is Status.CANCELLED
    record = alike.portfolio.records("initiative", id=id_)[id_]
    assert record["status_reason"] == "Kuopio tekee jo saman"
    assert record["description"] == TEXT
    assert str(record["note"]).splitlines() == ["Found alike when the idea was dropped:", f"– {told['cases-2'].words}"]
    [verdict] = alike.contents.verdicts
    assert {verdict.a_id, verdict.b_id} == {id_, "cases-2"}
    assert (verdict.reason, verdict.by) == ("Kuopio tekee jo saman", alike.portfolio.by)
    [operation] = alike.portfolio.operations(1)
    assert operation.why == "Kuopio tekee jo saman"
    assert page.draft.empty
    alike.undo()
    qtbot.waitUntil(lambda: not _ideas(alike) and not alike.contents.verdicts)


def test_a_later_idea_meets_the_dropped_one_with_its_reason(
    alike: Session, page: IdeaPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(page, qtbot)
    _drop(page, monkeypatch, Dropped("Kuopio tekee jo saman", ()))
    qtbot.waitUntil(lambda: bool(_ideas(alike)) and _ideas(alike)[0] in alike.findings.known.items, timeout=10_000)
    [id_] = _ideas(alike)
    assert alike.portfolio.records("initiative", id=id_)[id_]["note"] is None
    _write(page, qtbot, "Asianhallinta kuntien yhteisenä palveluna")
    card = next(one for one in page.near.cards if one.id == id_)
    assert card.why_cancelled.text() == "Cancelled, because: Kuopio tekee jo saman"
    assert card.why_cancelled.isVisible()
    assert not next(one for one in page.near.cards if one.id != id_).why_cancelled.isVisible()


def test_what_a_finished_initiative_has_made_is_offered(alike: Session, page: IdeaPage, qtbot: QtBot) -> None:
    rows = [
        ("Käyttöönoton ohje", "planned"),
        ("Asianhallinnan vaatimusmäärittely", "done"),
        ("Sopimus", "done"),
        ("Koulutus", "done"),
    ]
    changes = [
        Change("deliverable", f"d{n}", None, {"initiative_id": "cases-2", "position": n, "title": t, "state": state})
        for n, (t, state) in enumerate(rows)
    ]
    alike.portfolio.commit(Operation(OperationKind.EDIT, "tuotokset", changes))
    qtbot.waitUntil(lambda: [one.id for one in alike.contents.deliverables].count("d3") == 1)
    _write(page, qtbot)

    def told() -> str:
        return next(one.ready.text() for one in page.near.cards if one.id == "cases-2")

    # of what is under way only what is done; what speaks of the same thing first
    qtbot.waitUntil(lambda: told() == "Ready to be used: Asianhallinnan vaatimusmäärittely; Sopimus; Koulutus")
    alike.edit(["cases-2"], {"status": "completed"})
    page.look()
    qtbot.waitUntil(lambda: told().endswith("vaatimusmäärittely; Käyttöönoton ohje; Sopimus and 1 other"))
    other = next(one for one in page.near.cards if one.id == "cases-1")
    assert not other.ready.isVisible()


def test_dates_that_are_not_understood_keep_everything(alike: Session, page: IdeaPage, qtbot: QtBot) -> None:
    _write(page, qtbot)
    page.form.start.setText("joskus kai")
    page.save()
    assert page.form.title.text() == TITLE
    assert page.form.start.property("problem")
    assert not _ideas(alike)
    page.form.start.setText("kevät 2012")
    page.save()
    qtbot.waitUntil(lambda: bool(_ideas(alike)))


def test_a_refused_operation_keeps_everything(
    alike: Session, page: IdeaPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(page, qtbot)

    def refuse(_operation: object, **_patience: object) -> None:
        raise InvalidValue(["ei käy"])

    monkeypatch.setattr(alike.portfolio, "commit", refuse)
    with qtbot.waitSignal(alike.failed):
        page.save()
    assert page.form.title.text() == TITLE
    assert page.form.description.toPlainText() == TEXT


def test_a_draft_survives_a_restart_with_its_ticks(alike: Session, page: IdeaPage, qtbot: QtBot) -> None:
    _write(page, qtbot)
    page.form.investment.setText("keskeneräi")
    page.near.cards[0].link.click()
    linked = page.near.cards[0].id
    assert page.state() == {}
    set_language("fi")
    later = IdeaPage(alike)
    qtbot.addWidget(later)
    later.restore({"title": "Vanha"})
    later.show()
    assert later.draft == page.draft
    qtbot.waitUntil(lambda: later.near.shown > 0)
    assert next(card for card in later.near.cards if card.id == linked).link.isChecked()


@pytest.mark.parametrize("state", [{}, {"title": 3, "links": [1]}, {"links": {"a": "nonsense"}, "more": None}])
def test_a_strange_state_is_an_empty_draft(state: dict[str, Any]) -> None:
    assert IdeaDraft.of(state).empty
    assert not IdeaDraft.of(state).links


def test_clearing_empties_everything(page: IdeaPage, qtbot: QtBot) -> None:
    _write(page, qtbot)
    page.near.cards[0].link.click()
    page.clear()
    assert page.draft == IdeaDraft()
    assert page.near.shown == 0


def test_a_card_opens_the_details_of_what_exists(alike: Session, page: IdeaPage, qtbot: QtBot) -> None:
    _write(page, qtbot)
    assert not page.details
    card = page.near.cards[0]
    with qtbot.waitSignal(page.details_wanted):
        card.opened.emit(card.id)
    assert alike.selection == (card.id,)
    assert page.details


def test_nothing_to_save_without_a_title(page: IdeaPage) -> None:
    page.form.description.setPlainText(TEXT)
    assert not page._save.isEnabled()
    assert page._drop.isEnabled()


def test_an_own_register_is_made_when_there_is_none(alike: Session) -> None:
    draft = IdeaDraft(title="Uusi")
    existing, _id = saving(alike.portfolio, draft, "fi", {}, date(2011, 11, 24))
    assert [change.entity for change in existing.changes] == ["initiative", "source"]
    alike.portfolio.commit(existing)
    for id_, row in alike.portfolio.records("register").items():
        if row["own"]:
            change = Change("register", id_, {"own": True}, {"own": False})
            alike.portfolio.commit(Operation(OperationKind.EDIT, "rekisteri", [change]))
    made, _id = saving(alike.portfolio, draft, "fi", {}, date(2011, 11, 24))
    assert [change.after for change in made.changes if change.entity == "register"] == [{"name": "Own", "own": True}]


def test_the_name_of_an_idea_without_a_title_is_its_beginning() -> None:
    assert IdeaDraft(description="Lyhyt ajatus.").name == "Lyhyt ajatus."
    long = IdeaDraft(description="sana " * 40).name
    assert long.endswith("sana …")
    assert len(long) <= 82


def test_a_draft_survives_a_crash(alike: Session, page: IdeaPage, qtbot: QtBot) -> None:
    page.form.title.setText(TITLE)
    file = DraftFile("idea", alike.portfolio.target)
    # nobody closes anything: it is written by itself, soon after the typing
    qtbot.waitUntil(file.path.exists)
    assert file.path.stat().st_mode & 0o077 == 0
    assert file.read()["title"] == TITLE
    after = IdeaPage(alike)
    qtbot.addWidget(after)
    assert after.draft.title == TITLE
    page.save()
    qtbot.waitUntil(lambda: bool(_ideas(alike)))
    assert not file.path.exists()
    again = IdeaPage(alike)
    qtbot.addWidget(again)
    assert again.draft == IdeaDraft()


def test_a_draft_of_an_earlier_version_is_taken_up(alike: Session, qtbot: QtBot) -> None:
    page = IdeaPage(alike)
    qtbot.addWidget(page)
    page.restore({"title": "Vanha", "links": {"cases-1": "related"}})
    assert page.draft.title == "Vanha"
    assert page.draft.links == {"cases-1": "related"}


def test_dropping_wants_a_reason(qtbot: QtBot) -> None:
    dialog = DropIdea("Uusi")
    qtbot.addWidget(dialog)
    assert not dialog._drop.isEnabled()
    dialog.reason.setPlainText("  ")
    assert not dialog._drop.isEnabled()
    dialog.reason.setPlainText("Tehty jo")
    assert dialog._drop.isEnabled()


def test_what_is_alike_is_recorded_unless_it_is_unticked(qtbot: QtBot) -> None:
    dialog = DropIdea("Uusi", [Alike("a", "Overlap 0.91: A & B", True), Alike("b", "Reuse 0.60: C", True)])
    qtbot.addWidget(dialog)
    dialog.reason.setPlainText(" Tehty jo ")
    assert dialog.boxes["a"].accessibleName() == "Overlap 0.91: A & B"
    dialog.boxes["b"].click()
    assert dialog.answer == Dropped("Tehty jo", ("a",))


def test_asking_for_the_reason(qtbot: QtBot) -> None:
    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DropIdea)
        dialog.reason.setPlainText("Tehty jo\n")
        dialog._drop.click()

    QTimer.singleShot(0, answer)
    assert DropIdea.ask("Uusi", []) == Dropped("Tehty jo", ())


def test_a_dropped_idea_waits_for_nobody(
    alike: Session, page: IdeaPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = alike.findings
    before = {(one.a, one.b) for one in found.unjudged}
    _write(page, qtbot)
    _drop(page, monkeypatch, Dropped("Kuopio tekee jo saman", ("cases-2",)))
    qtbot.waitUntil(lambda: bool(_ideas(alike)) and _ideas(alike)[0] in found.known.items, timeout=10_000)
    [id_] = _ideas(alike)
    qtbot.waitUntil(lambda: found.state == "ready" and len(found.resolved) == 1, timeout=10_000)
    assert {(one.a, one.b) for one in found.unjudged} == before
    # had it been kept, it would wait beside the others that are alike
    alike.edit([id_], {"status": "idea"})
    qtbot.waitUntil(lambda: any(id_ in (one.a, one.b) for one in found.unjudged), timeout=10_000)


def test_what_a_register_says_was_cancelled_is_still_an_overlap(alike: Session, qtbot: QtBot) -> None:
    [source] = alike.portfolio.records("source", initiative_id="permits-1")
    from_file = Change("source", source, {"file": None}, {"file": "jip.xlsx"})
    alike.portfolio.commit(Operation(OperationKind.EDIT, "rekisteri", [from_file]))
    qtbot.waitUntil(lambda: alike.by_id["permits-1"].file == "jip.xlsx")
    alike.edit(["permits-1"], {"status": "cancelled"})
    qtbot.waitUntil(lambda: alike.by_id["permits-1"].status is Status.CANCELLED)
    qtbot.wait(600)
    qtbot.waitUntil(lambda: alike.findings.state == "ready", timeout=10_000)
    assert any({one.a, one.b} == {"permits-1", "permits-2"} for one in alike.findings.unjudged)


def test_what_ctrl_z_takes_back_is_said_only_until_something_else_is_written(
    alike: Session, page: IdeaPage, qtbot: QtBot
) -> None:
    _write(page, qtbot)
    page.save()
    qtbot.waitUntil(lambda: bool(_ideas(alike)))
    qtbot.wait(50)
    assert not page.banner.isHidden()
    alike.edit(["buses"], {"title": "Linja-autot"})
    qtbot.waitUntil(lambda: page.banner.isHidden())
