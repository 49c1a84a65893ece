"""The form of an initiative: saved as one operation that holds only what changed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from kpkportfolio.errors import InvalidValue, PortfolioError
from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.vocabulary import InitiativeKind, Status
from tests.ui.portfolio_parts import KEY, id_of, sample_file, session
from ui.dialogs.initiative import fields, whole
from ui.dialogs.initiative_editor import InitiativeEditor
from ui.dialogs.message import Message
from ui.models.parsing import Refused
from ui.session import Session

__all__ = ["sample_file", "session"]


@pytest.fixture(autouse=True)
def _leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are left without being asked when a test is over."""
    monkeypatch.setattr(Message, "ask", classmethod(lambda *_a, **_n: True))


@pytest.fixture
def form(session: Session, qtbot: QtBot) -> InitiativeEditor:
    form = InitiativeEditor(session, whole.read(session.portfolio, id_of(session, KEY)))
    qtbot.addWidget(form)
    form.show()
    form._touch()
    form._changed = False
    return form


def write(form: InitiativeEditor, key: str, text: str) -> None:
    field = form.basics.fields[key]
    if isinstance(field, QComboBox):
        field.setEditText(text) if field.isEditable() else field.setCurrentIndex(field.findText(text))
    elif isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)


def test_an_untouched_form_changes_nothing(form: InitiativeEditor) -> None:
    assert form.operation() is None


@pytest.mark.parametrize("title", ["Kansalaisen asiointitilin", "Elektroniska", "Kunnan palvelut", "Asianhallinnan"])
def test_no_form_changes_anything_by_itself(session: Session, qtbot: QtBot, title: str) -> None:
    form = InitiativeEditor(session, whole.read(session.portfolio, id_of(session, title)))
    qtbot.addWidget(form)
    assert form.operation() is None


def test_only_what_changed_is_in_the_operation(form: InitiativeEditor) -> None:
    write(form, "title", "Asianhallinta kaikille")
    write(form, "status", "Rollout")
    write(form, "end", "jatkuva")
    form.why.setText("Ohjausryhmä 4/2011")
    operation = form.operation()
    assert operation is not None
    assert (operation.kind, operation.why, len(operation.changes)) == (OperationKind.EDIT, "Ohjausryhmä 4/2011", 1)
    assert operation.changes[0].after == {
        "title": "Asianhallinta kaikille",
        "status": "rollout",
        "end": None,
        "open_ended": True,
    }
    assert operation.changes[0].before is not None
    assert operation.changes[0].before["end"] == date(2013, 3, 31)


def test_rows_are_added_changed_and_taken_out(form: InitiativeEditor, session: Session, qtbot: QtBot) -> None:
    id_ = form.saved_id
    form.deliverables.set_text(0, "title", "Vaatimukset")
    form.deliverables.add()
    last = form.deliverables.table.rowCount() - 1
    form.deliverables.set_text(last, "title", "Käyttöönotto")
    form.deliverables.set_text(last, "due", "6/2013")
    form.milestones.table.setCurrentCell(0, 0)
    form.milestones.remove()
    first = next(n for n in range(20) if form.money.table.item(n, 0).text() == "ICT investment")
    form.money.set_text(first, "max", "0,5")
    form.save()
    assert form.result() == QDialog.DialogCode.Accepted
    assert len(session.portfolio.operations()) == 2
    contents = session.portfolio.contents()
    mine = [d for d in contents.deliverables if d.initiative_id == id_]
    assert [d.title for d in mine] == ["Vaatimukset", "Asianhallinta-alusta", "Vakioidut työnkulut", "Käyttöönotto"]
    assert mine[-1].due == date(2013, 6, 30)
    assert len([m for m in contents.milestones if m.initiative_id == id_]) == 2
    row = next(row for row in contents.initiatives if row.id == id_)
    assert (row.investment_min, row.investment_max) == (360_000_000, 390_000_000)
    session.portfolio.undo()
    first = next(d for d in session.portfolio.contents().deliverables if d.initiative_id == id_)
    assert first.title == "Vaatimusmäärittely"


def test_dependencies_components_tags_and_links(form: InitiativeEditor, session: Session) -> None:
    id_ = form.saved_id
    form.waits_for.add()
    last = form.waits_for.table.rowCount() - 1
    form.waits_for.set_text(last, "other", "Kansalaisen asiointitilin toteutus ja liittymät kuntiin")
    form.waits_for.set_text(last, "lag_days", "30")
    form.components.add()
    form.components.set_text(form.components.table.rowCount() - 1, "component_id", "Uusi alusta")
    form.links.add()
    form.links.set_text(0, "url", "https://example.org/hanke")
    form.tags.setText("pilvi, Kärki")
    form.save()
    assert form.problem.text() == ""
    again = whole.read(session.portfolio, id_)
    assert {row["predecessor_id"] for row in again.part("dependency").values() if row["lag_days"] == 30} == {
        id_of(session, "Kansalaisen asiointitilin")
    }
    names = {c.component for c in session.portfolio.contents().components if c.initiative_id == id_}
    assert "Uusi alusta" in names
    assert [row["url"] for row in again.part("link").values()] == ["https://example.org/hanke"]
    assert len(again.part("initiative_tag")) == 2
    assert {row["name"] for row in session.portfolio.records("tag").values()} >= {"pilvi", "Kärki"}


def test_a_new_initiative_is_added_whole(session: Session, qtbot: QtBot) -> None:
    form = InitiativeEditor(session, whole.read(session.portfolio, None))
    qtbot.addWidget(form)
    form.save()
    assert "empty" in form.problem.text()
    write(form, "title", "Uusi hanke")
    write(form, "kind", "Specification project")
    write(form, "parent", "Yhteinen asianhallintapalvelu omistajakunnille")
    write(form, "organisation", "Inarin kunta")
    write(form, "start", "syksy 2011")
    form.money.add()
    form.money.set_text(0, "kind", "ICT investment")
    form.money.set_text(0, "min", "0,2")
    form.money.set_text(0, "max", "0,4")
    form.save()
    row = next(row for row in session.portfolio.initiatives() if row.id == form.saved_id)
    assert (row.title, row.kind, row.organisation) == ("Uusi hanke", InitiativeKind.SPECIFICATION, "Inarin kunta")
    assert (row.start, row.parent_id) == (date(2011, 7, 1), id_of(session, KEY))
    assert (row.investment_min, row.investment_max, row.status) == (20_000_000, 40_000_000, None)
    assert session.portfolio.operations()[0].kind is OperationKind.ADD


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("end", "joskus", "End"),
        ("progress", "140", "Done"),
        ("parent", "Ei sellaista", "Part of"),
        ("start", "1.1.2020", "after the end"),
        ("title", " ", "empty"),
    ],
)
def test_a_refusal_keeps_the_form_as_it_was_written(
    form: InitiativeEditor, session: Session, key: str, text: str, reason: str
) -> None:
    write(form, key, text)
    form.save()
    assert reason in form.problem.text()
    assert form.isVisible()
    assert form.basics.text(key) == text
    assert len(session.portfolio.operations()) == 1


def test_a_range_the_wrong_way_round_is_told_with_what_it_is_about(form: InitiativeEditor) -> None:
    form.money.set_text(0, "min", "99")
    with pytest.raises(InvalidValue, match="Money"):
        form.operation()


def test_a_row_without_what_it_needs_is_told_with_its_number(form: InitiativeEditor) -> None:
    form.deliverables.add()
    last = form.deliverables.table.rowCount() - 1
    form.deliverables.set_text(last, "due", "6/2013")
    with pytest.raises(PortfolioError, match=f"row {last + 1}"):
        form.operation()


def test_an_empty_new_row_is_left_out(form: InitiativeEditor) -> None:
    form.milestones.add()
    form.links.add()
    assert form.operation() is None


def test_leaving_asks_only_when_something_was_written(
    form: InitiativeEditor, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Message, "ask", classmethod(lambda _c, _p, title, *_a, **_n: bool(asked.append(title))))
    qtbot.keyClicks(form.basics.title, "x")
    form.reject()
    assert form.isVisible()
    assert len(asked) == 1
    form._changed = False
    form.reject()
    assert not form.isVisible()
    assert len(asked) == 1


def test_ctrl_enter_saves_what_is_being_written(form: InitiativeEditor, session: Session, qtbot: QtBot) -> None:
    form.basics.title.selectAll()
    qtbot.keyClicks(form.basics.title, "Kirjoitettu")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if form.isVisible():
        # without a window manager a shortcut may not reach a window that is not active
        form.save()
    assert any(row.title == "Kirjoitettu" for row in session.portfolio.initiatives())


def test_ask_gives_the_id_of_what_was_saved(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def accept(dialog: InitiativeEditor) -> int:
        write(dialog, "status", "Suspended")
        dialog.save()
        return int(dialog.result())

    id_ = id_of(session, KEY)
    monkeypatch.setattr(InitiativeEditor, "exec", accept)
    assert InitiativeEditor.ask(session, None, id_) == id_
    row = next(row for row in session.portfolio.initiatives() if row.id == id_)
    assert row.status is Status.SUSPENDED
    monkeypatch.setattr(InitiativeEditor, "exec", lambda _dialog: 0)
    assert InitiativeEditor.ask(session, None, id_) is None


def test_two_initiatives_of_one_title_can_be_told_apart(session: Session) -> None:
    from ui.dialogs.initiative_editor import _distinct

    first, second, *rest = session.contents.initiatives
    session.contents = session.contents._replace(initiatives=[first, second._replace(title=first.title), *rest])
    named = _distinct(session, "nobody")
    assert len(set(named.values())) == len(named)
    assert named[first.id] != first.title


cells = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(0, 3), min_size=1).map(
    lambda d: {name: d.get(name, 0) for name in ("a", "b", "c")}
)


@given(st.dictionaries(st.sampled_from("xyz"), cells), st.dictionaries(st.sampled_from("xyz"), cells), st.lists(cells))
def test_the_difference_leads_from_one_to_the_other(
    before: dict[str, dict[str, int]], kept: dict[str, dict[str, int]], new: list[dict[str, int]]
) -> None:
    wanted = [*((id_, row) for id_, row in kept.items() if id_ in before), *((None, row) for row in new)]
    now = {id_: dict(row) for id_, row in before.items()}
    for change in whole.difference("deliverable", before, wanted):
        if change.after is None:
            assert now.pop(change.id) == change.before
        elif change.before is None:
            now[change.id] = dict(change.after)  # type: ignore[arg-type]  # numbers
        else:
            assert all(now[change.id][name] == value for name, value in change.before.items())
            assert change.before != change.after
            now[change.id].update(change.after)  # type: ignore[arg-type]  # numbers
    assert sorted(map(str, now.values())) == sorted(str(row) for _id, row in wanted)


@pytest.mark.parametrize("text", ["2–3", "alle 1", "x y"])
def test_one_figure_is_no_range(text: str) -> None:
    with pytest.raises(Refused):
        fields.read_figure(text)
