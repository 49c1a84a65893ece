"""What the shown things can be narrowed by, painted: every value has a glyph that there is, or none."""

from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kpkportfolio.model.facts import Facts
from kpkportfolio.model.filter_words import facet_title
from kpkportfolio.model.filtering import Facet
from kpkportfolio.model.vocabulary import Health, Status
from tests.charts.factories import initiative
from tests.ui.test_worked_out_columns import contents
from ui.side_panel import SidePanel, counted
from ui.theme.theme import Scheme, install
from ui.widgets.facets import _FacetRow


def test_a_status_that_nobody_knows_is_painted_without_a_glyph(qtbot: QtBot, qapp: QApplication) -> None:
    install(qapp, Scheme.LIGHT)
    rows = (
        initiative("a", "a", status=Status.IDEA, health=Health.GREEN),
        initiative("b", "b", status=None, health=None),
    )
    panel = SidePanel()
    qtbot.addWidget(panel)
    panel.show_counted(counted(rows, Facts(contents(*rows), date(2011, 11, 15))), {})
    panel.resize(200, 600)
    panel.grab()
    told = {(row._title, row._told.text): row._told.glyph for row in panel.findChildren(_FacetRow) if row._told}
    assert told["Status", "Idea"] == "status:idea"
    assert told["Status", "not known"] is None
    assert None not in {glyph for (title, _text), glyph in told.items() if title == facet_title(Facet.HEALTH)}


def test_what_was_chosen_one_by_one_is_seen_and_can_be_taken_away(qtbot: QtBot, qapp: QApplication) -> None:
    install(qapp, Scheme.LIGHT)
    panel = SidePanel()
    qtbot.addWidget(panel)
    panel.resize(200, 600)
    panel.show()
    panel.show_counted([], {Facet.STATUS: frozenset({"idea"})})
    assert not panel._chosen.isVisible()
    panel.tick({Facet.ID: frozenset({"a", "b", "c"})})
    assert panel._chosen.isVisible()
    assert panel._chosen.text().endswith(": 3")
    with qtbot.waitSignal(panel.others_wanted):
        panel._chosen.click()
    panel.show_own([], {})
    assert not panel._chosen.isVisible(), "a page with facets of its own is not narrowed by it"
    panel.show_counted([], {})
    assert not panel._chosen.isVisible()
