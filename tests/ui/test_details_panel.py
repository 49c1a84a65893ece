"""The details: every fact of an initiative, unknown written out, and everything in it can be gone to."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.vocabulary import OverlapKind, Verdict
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.store.judging import judging
from kpkportfolio.text import set_language
from tests.ui.portfolio_parts import KEY, Found, id_of, sample_file, session
from ui.dialogs.initiative_history import InitiativeHistory
from ui.pages.details import facts, money, relations
from ui.pages.details.belongings import Belongings
from ui.pages.details.parts import Description
from ui.pages.details.reading import read
from ui.pages.details_panel import DetailsPanel
from ui.session import Session
from ui.theme.theme import Scheme, install
from ui.theme.tokens import SIZES
from ui.widgets.bars import YearBars
from ui.widgets.callout import Callout

__all__ = ["sample_file", "session"]


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> DetailsPanel:
    session.today = lambda: date(2011, 11, 15)  # type: ignore[assignment]  # the day of the sample's story
    panel = DetailsPanel(session, None, Found())  # type: ignore[arg-type]  # findings without a search
    qtbot.addWidget(panel)
    panel.resize(348, 900)
    panel.show()
    return panel


def show(panel: DetailsPanel, qtbot: QtBot, *ids: str) -> None:
    panel.session.select(ids)
    qtbot.waitUntil(lambda: panel._shown == ids)
    if len(ids) == 1:
        qtbot.waitUntil(lambda: panel._reading is not None and panel._reading.id == ids[0])


def said(widget: QWidget) -> str:
    """Every word in it, in order."""
    found = [one for one in widget.findChildren(QWidget) if isinstance(one, QLabel | QPushButton)]
    return "\n".join(one.accessibleName() or one.text() for one in found)


def test_the_four_facts_of_the_plan_are_there(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    show(panel, qtbot, id_of(session, KEY))
    text = said(panel)
    for words in (
        "K-13   Asianhallinta ja arkistointi",
        "Yhteinen asianhallintapalvelu omistajakunnille",
        "KPK ICT, sovelluspalvelut",
        "Ilkka Haavisto",
        "Implementation",
        "40% done",
        "To be watched end +90 d",
        "01/10/2010–31/03/2013",
        "baseline 31/12/2012",
        "Vaatimusmäärittely  6/2011",
        "€3.6m",
        "€37–60m",
        "Impact to the end of 2015",
    ):
        assert words in text, words


def test_what_is_read_beside_comes_too(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    show(panel, qtbot, id_of(session, KEY))
    text = said(panel)
    for words in (
        "Omat · K-13",
        "jip-hankesalkku-9-2011.csv, row 17",
        "Asianhallintapalvelu",
        "Produces",
        "Process benefit",
    ):
        assert words in text, words
    assert "All 1" in text


def test_bars_and_totals_are_side_by_side_and_never_netted(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    show(panel, qtbot, id_of(session, KEY))
    bars = panel.findChild(YearBars)
    assert bars is not None
    assert bars.accessibleDescription().startswith("2010: €0.2m; 2011: €0.9m")
    text = said(panel)
    assert "33" not in text.partition("Impact to the end")[2][:30]


def test_unknown_is_written_out(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    id_ = new_id()
    fields = {"kind": "initiative", "title": "Tyhjä", "open_ended": False, "confidential": False}
    session.commit(Operation(OperationKind.ADD, "Tyhjä", [Change("initiative", id_, None, fields)]))
    qtbot.waitUntil(lambda: id_ in session.by_id)
    show(panel, qtbot, id_)
    text = said(panel)
    for words in ("programme not known", "not known", "responsible person not known", "Not judged", "not estimated"):
        assert words in text, words
    assert "€0" not in text


def test_the_narrowest_panel_cuts_nothing_off(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    set_language("fi")
    panel.resize(SIZES.details_least, 900)
    for row in session.contents.initiatives:
        show(panel, qtbot, row.id)
        content = panel.area.widget()
        assert content.minimumSizeHint().width() <= panel.area.viewport().width(), row.title


def test_ties_can_be_gone_to(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    show(panel, qtbot, id_of(session, KEY))
    link = next(
        b for b in panel.findChildren(QPushButton) if b.accessibleName() == "Kuntasovellusten integraatioalusta"
    )
    link.click()
    assert session.selection == (id_of(session, "Kuntasovellusten integraatioalusta"),)


def test_overlaps_are_told_and_compared(session: Session, qtbot: QtBot) -> None:
    one, other = id_of(session, KEY), id_of(session, "Itäsuomalaisten")
    found = Found([Finding(one, other, OverlapKind.OVERLAP, 0.86)])
    panel = DetailsPanel(session, None, found)  # type: ignore[arg-type]  # findings without a search
    qtbot.addWidget(panel)
    panel.show()
    show(panel, qtbot, one)
    assert "Possible overlap 1" in said(panel)
    callout = panel.findChild(Callout)
    assert callout is not None
    with qtbot.waitSignal(panel.compare) as sent:
        callout.link_chosen.emit()
    assert sent.args == [one, other]
    with qtbot.waitSignal(panel.compare) as sent:
        callout.row_chosen.emit(other)
    assert sent.args == [one, other]
    found.open = []
    found.changed.emit()
    qtbot.waitUntil(lambda: not any(one.isVisible() for one in panel.findChildren(Callout)))


def test_judged_pairs_are_told_and_compared(session: Session, qtbot: QtBot) -> None:
    one, other, third = id_of(session, KEY), id_of(session, "Itäsuomalaisten"), id_of(session, "Kuntasovellusten")
    prints = {one: "x", other: "y", third: "z"}
    for that, verdict in ((other, Verdict.REUSE), (third, Verdict.DIFFERENT)):
        session.portfolio.commit(judging(session.portfolio, one, that, verdict, "Sama ratkaisu", prints))
    qtbot.waitUntil(lambda: len(session.contents.verdicts) == 2)
    panel = DetailsPanel(session, None, Found())  # type: ignore[arg-type]  # findings without a search
    qtbot.addWidget(panel)
    panel.show()
    show(panel, qtbot, one)
    told = said(panel)
    assert "Judged overlaps" in told
    assert "Reuse · Liisa Aalto · " in told
    assert "Sama ratkaisu" in told
    title, unrelated = session.by_id[other].title, session.by_id[third].title
    links = [b for b in panel.findChildren(QPushButton) if b.accessibleName() == title]
    with qtbot.waitSignal(panel.compare) as sent:
        links[0].click()
    assert sent.args == [one, other]
    assert "Different" not in told
    assert [b.accessibleName() for b in panel.findChildren(QPushButton)].count(unrelated) == told.count(unrelated)


def test_a_change_is_shown_with_its_history(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    id_ = id_of(session, KEY)
    show(panel, qtbot, id_)
    session.edit([id_], {"end": date(2013, 6, 30), "status": "rollout"}, "Päätös 3/2011")
    qtbot.waitUntil(lambda: "30/06/2013" in said(panel) and "All 2" in said(panel))
    text = said(panel)
    assert "31/03/2013</s> → 30/06/2013" in text
    assert "Päätös 3/2011 · Liisa Aalto" in text
    assert "Rollout since" in text


def test_several_are_summed_up(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    show(panel, qtbot, id_of(session, KEY), id_of(session, "Kotihoidon"), id_of(session, "Elektroniska"))
    text = said(panel)
    for words in ("3 selected", "€6.0m", "not known: 1", "Implementation  3", "Set fields of the selected"):
        assert words in text, words


def test_nothing_selected_says_what_to_do(panel: DetailsPanel) -> None:
    assert "Select an initiative" in said(panel)


def test_a_window_of_its_own_stays_with_its_initiative(panel: DetailsPanel, session: Session, qtbot: QtBot) -> None:
    id_ = id_of(session, KEY)
    show(panel, qtbot, id_)
    own = panel.open_window()
    assert own is not None
    session.select([id_of(session, "Kotihoidon")])
    assert own.ids == (id_,)
    assert own.windowTitle().startswith(KEY)
    own.destroyed.connect(lambda: closed.append(True))
    closed: list[bool] = []
    qtbot.keyClick(own, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: closed == [True])


def test_it_follows_the_theme(panel: DetailsPanel, session: Session, qtbot: QtBot, qapp: object) -> None:
    theme = install(qapp)  # type: ignore[arg-type]  # the application
    show(panel, qtbot, id_of(session, KEY))
    light = panel.grab().toImage()
    theme.set_scheme(Scheme.DARK)
    try:
        qtbot.wait(80)
        assert panel.grab().toImage() != light
    finally:
        theme.set_scheme(Scheme.LIGHT)


def test_the_whole_history_is_read_beside_the_window(session: Session, qtbot: QtBot) -> None:
    id_ = id_of(session, KEY)
    session.edit([id_], {"priority": 5})
    dialog = InitiativeHistory(session, id_, lambda text: text)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.note.text() == "2 operations")
    assert "Priority" in said(dialog)


@pytest.mark.parametrize(
    ("end", "baseline", "words", "tone"),
    [
        (date(2013, 3, 31), date(2012, 12, 31), "loppu +90 pv", "warn"),
        (date(2013, 6, 30), date(2012, 12, 31), "loppu +181 pv", "danger"),
        (date(2012, 10, 31), date(2012, 12, 31), "loppu −61 pv", "muted"),
        (date(2012, 12, 31), date(2012, 12, 31), "", "muted"),
        (None, date(2012, 12, 31), "", "muted"),
        (date(2012, 12, 31), None, "", "muted"),
    ],
)
def test_a_slip_in_words(session: Session, end: date | None, baseline: date | None, words: str, tone: str) -> None:
    set_language("fi")
    row = session.contents.initiatives[0]._replace(end=end, baseline_end=baseline)
    assert (facts.slip_words(row), facts.slip_tone(row)) == (words, tone)


def test_what_belongs_together_is_found_together(session: Session) -> None:
    contents = session.contents
    mine = Belongings(contents)
    assert sum(map(len, mine.money.values())) == len(contents.money)
    assert sum(map(len, mine.deliverables.values())) == len(contents.deliverables)
    assert sum(map(len, mine.before.values())) == sum(map(len, mine.after.values())) == len(contents.dependencies)


def test_reading_finds_all_there_is(session: Session) -> None:
    reading = read(session.portfolio, id_of(session, KEY))
    assert reading.record["title"] == "Yhteinen asianhallintapalvelu omistajakunnille"
    assert [one["register"] for one in reading.sources]
    assert reading.status_since is None
    assert reading.operations == 1
    assert read(session.portfolio, "nobody").record == {}


def test_impact_and_other_money_by_year(session: Session, qtbot: QtBot) -> None:
    mine = Belongings(session.contents)
    id_ = id_of(session, KEY)
    table = money.impact_by_year(mine.impact[id_])
    assert table is not None
    qtbot.addWidget(table)
    assert "2015" in said(table)
    assert money.impact_by_year([]) is None
    assert [name for name, _text in money.other_money(mine.money[id_])] == [
        "Municipalities' change investment",
        "Running cost",
    ]
    assert money.investment_bars([], 1) is None


def test_a_long_description_opens(qtbot: QtBot) -> None:
    text = "sana " * 100
    description = Description(text)
    qtbot.addWidget(description)
    assert description.text.endswith("…")
    description.open()
    assert description.text == text.strip()


@pytest.mark.parametrize(("score", "word"), [(0.9, "strong"), (0.7, "fair"), (0.2, "weak")])
def test_scores_have_words(score: float, word: str) -> None:
    assert relations.strength(score) == word
