"""Columns and facets of what is worked out of the facts, and columns of fields of one's own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.model.change import Change, Operation, OperationKind, new_id
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.filtering import Facet, Filter
from kpkportfolio.model.health_rules import Thresholds, use_thresholds
from kpkportfolio.model.rows import BaselineRow, Contents, CustomRow, InitiativeRow
from kpkportfolio.model.vocabulary import Health
from kpkportfolio.store.edits import editing
from tests.charts.factories import initiative
from tests.ui.portfolio_parts import opened, sample_file
from ui.models.grouping import Grouping
from ui.models.own_columns import own_columns
from ui.models.portfolio_model import PortfolioModel
from ui.models.roles import HealthMark, Role
from ui.models.views import View
from ui.pages.portfolio.surroundings import surroundings
from ui.pages.portfolio_page import PortfolioPage
from ui.session import Session
from ui.side_panel import SidePanel, counted
from ui.theme.theme import Scheme, install

__all__ = ["sample_file"]

TODAY = date(2011, 11, 15)
END = date(2011, 12, 31)
ROWS = (
    initiative("a", "a", end=END, health=Health.GREEN),
    initiative("b", "b", end=date(2012, 5, 31), health=Health.GREEN, health_reason="Kaikki hyvin"),
    initiative("c", "c", end=date(2012, 2, 15), read_on=date(2011, 2, 1)),
    initiative("d", "d"),
)


def contents(*rows: InitiativeRow) -> Contents:
    baselines = [BaselineRow(f"b{row.id}", row.id, "Päätös", None, None, END, None, None) for row in rows]
    custom = [
        CustomRow("1", "a", "Kunnan nro", "K-10"),
        CustomRow("2", "b", "Kunnan nro", "K-9"),
        CustomRow("3", "b", "KUNNAN NRO", "K-7"),
        CustomRow("4", "c", "Status", "vanha"),
    ]
    return Contents(list(rows), [], [], [], [], [], [], [], [], [], [], [], [], custom, baselines)


@pytest.fixture(autouse=True)
def _default_limits() -> Iterator[None]:
    yield
    use_thresholds(Thresholds())


@pytest.fixture
def model(qapp: QApplication) -> PortfolioModel:
    made = PortfolioModel()
    made.set_grouping(Grouping.NONE)
    show(made, contents(*ROWS))
    return made


def show(model: PortfolioModel, given: Contents) -> None:
    model.show_rows(given.initiatives, surroundings(given, Facts(given, TODAY)), given.initiatives)


def cells(model: PortfolioModel, key: str, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
    at = model.column_of(key)
    return [model.index(n, at).data(role) for n in range(model.rowCount())]


def order(model: PortfolioModel) -> str:
    return "".join(str(model.index(n, 0).data(Role.ID)) for n in range(model.rowCount()))


def test_the_facts_have_columns_that_sort_and_say_why(model: PortfolioModel) -> None:
    model.set_columns(["title", "health", "computed", "flags", "slip", "overrun", "read_on"])
    assert cells(model, "computed", Role.HEALTH) == [
        HealthMark(Health.GREEN),
        HealthMark(Health.RED),
        HealthMark(Health.YELLOW),
        HealthMark(None),
    ]
    assert cells(model, "health", Role.HEALTH)[:2] == [HealthMark(Health.GREEN), HealthMark(Health.GREEN, Health.RED)]
    told = str(cells(model, "health", Qt.ItemDataRole.ToolTipRole)[1])
    assert "Kaikki hyvin" in told
    assert "Judged better than the facts" in told
    assert "152 days later" in str(cells(model, "computed", Qt.ItemDataRole.ToolTipRole)[1])
    assert cells(model, "flags") == ["none", "Too good a judgement", "Stale source", "none"]
    assert cells(model, "slip") == ["0", "+152", "+46", "not known"]
    assert cells(model, "overrun") == ["not known"] * 4
    model.set_sort("computed")
    assert order(model) == "bcad"
    model.set_sort("slip", descending=True)
    assert order(model) == "bcad"
    at = model.index(0, model.column_of("slip"))
    model.edit = lambda *_given: True
    assert not model.flags(at) & Qt.ItemFlag.ItemIsEditable


def test_other_limits_show_other_conditions_in_place(model: PortfolioModel, qtbot: QtBot) -> None:
    model.set_columns(["title", "computed"])
    model.set_sort("computed")
    use_thresholds(Thresholds(6, 12, 10))
    with qtbot.waitSignal(model.dataChanged):
        show(model, contents(*ROWS))
    marks = cells(model, "computed", Role.HEALTH)
    assert marks == [HealthMark(Health.GREEN)] * 3 + [HealthMark(None)]
    assert order(model) == "abcd"


def test_fields_of_ones_own_are_columns_under_their_own_names(model: PortfolioModel) -> None:
    own = own_columns(contents(*ROWS))
    assert [column.heading for column in own] == ["Kunnan nro", "Status"]
    model.set_columns(["title", *(column.key for column in own)])
    assert cells(model, own[0].key) == ["K-10", "K-9; K-7", "none", "none"]
    model.set_sort(own[0].key)
    assert order(model) == "bacd"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Kunnan nro"


def test_a_view_with_them_is_remembered() -> None:
    view = View(
        "Oma", ("title", "own:Kunnan nro", "slip"), sort=("own:Kunnan nro", True), widths={"own:Kunnan nro": 200}
    )
    assert View.from_plain(view.plain()) == view
    assert View.from_plain({"name": "x", "columns": ["own:", "title", "gone"]}) == View("x", ("title",))


@pytest.fixture
def session(qtbot: QtBot, qapp: QApplication, tmp_path: Path, sample_file: Path) -> Iterator[Session]:
    install(qapp, Scheme.LIGHT)
    copy = tmp_path / "salkku.sqlite"
    copy.write_bytes(sample_file.read_bytes())
    with opened(copy, qtbot) as made:
        yield made


def test_the_page_offers_the_portfolios_own_fields(session: Session, qtbot: QtBot) -> None:
    page = PortfolioPage(session)
    qtbot.addWidget(page)
    page.show()
    before = len(page.columns.menu().actions())
    row = session.shown[0]
    field = {"initiative_id": row.id, "name": "Diaarinumero", "value": "KPK/12"}
    session.commit(Operation(OperationKind.EDIT, row.title, [Change("custom_value", new_id(), None, field)]))
    qtbot.waitUntil(lambda: len(page.columns.menu().actions()) == before + 1)
    page._columns_ticked(frozenset({"status", "own:Diaarinumero"}))
    assert [column.heading for column in page.model.columns] == ["Initiative", "Status", "Diaarinumero"]
    at = page.model.index(page.model.place(row.id), 2)
    assert at.data() == "KPK/12"
    assert page.state()["looks"]["development"]["columns"] == ["title", "status", "own:Diaarinumero"]


def test_facets_of_the_facts_count_and_narrow(session: Session, qtbot: QtBot) -> None:
    panel = SidePanel()
    qtbot.addWidget(panel)
    rows = session.contents.initiatives
    panel.show_counted(counted(rows, session.facts), {})
    keys = list(panel.facets._sections)
    assert keys.index("computed") == keys.index("health") + 1
    told = {one.value: one for one in panel.facets._sections["computed"]._values}
    assert told["red"].glyph == "health:red"
    assert told["red"].count == sum(session.facts.health(row) is Health.RED for row in rows) > 0
    session.set_filter(Filter(facets={Facet.COMPUTED: frozenset({"red"})}))
    assert len(session.shown) == told["red"].count
    # an edit is worked out at once, and what it has nothing to do with is not worked out again
    row = next(row for row in session.shown if session.facts.slip(row))
    other = next(one for one in rows if one.id != row.id)
    baseline = next(one for one in session.contents.baselines if one.initiative_id == row.id)
    known, end = session.facts.of(other), date(2040, 1, 1)
    assert baseline.end is not None
    slip = (end - baseline.end).days
    session.commit(editing(session.portfolio, [row.id], {"end": end}))
    qtbot.waitUntil(lambda: session.facts.slip(session.by_id[row.id]) == slip)
    assert session.facts.of(other) is known
