"""The bubble chart: two quantities against each other, never subtracted, through time and with what has moved."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.charts.bubble_axes import AXES
from kpkportfolio.charts.bubbles import BubbleChart, ColourBy
from kpkportfolio.model.filtering import Facet, Filter
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.dialogs.export_picture import export_button, portfolio_name
from ui.pages.page import Page
from ui.session import Session
from ui.widgets.bubbles import chosen_facts, motion
from ui.widgets.bubbles.building import (
    Built,
    Options,
    build,
    narrowed_to,
    nothing_words,
    only_ids,
    places,
    without_projects,
)
from ui.widgets.bubbles.homeless import homeless
from ui.widgets.bubbles.legend import Key
from ui.widgets.bubbles.moving import MOST, Moving
from ui.widgets.bubbles.past import Past, Rows
from ui.widgets.bubbles.side import SidePanel
from ui.widgets.bubbles.tools import Tools
from ui.widgets.bubbles.values import Held, hold, operation
from ui.widgets.bubbles.view import BubbleView
from ui.widgets.choices import ChoiceButton
from ui.widgets.empty import EmptyPage
from ui.widgets.messages import Message, Tone
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button, rule
from ui.widgets.time_slider import TimeSlider

_AT_ONCE = 1500
"""Up to this many initiatives the chart is made at once (20 ms)."""
_NARROW = 900
_LOW = 520


class BubblesPage(Page):
    """Axes above, the chart with its keys at the right, the slider through time below.

    Attributes:
        view: the painted chart.
        side: keys, facts and lists.
        slider: which moment is looked at.
        rings: of which snapshot rings show where the bubbles stood.
    """

    key = "bubbles"
    through_time = True
    details_asked = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._built: Built | None = None
        self._turn = 0
        self._snapshot = ""
        self._earlier: Rows = {}
        self._less_motion = False
        self._last: tuple[object, Mapping[str, InitiativeRow]] = (None, {})
        self._narrow = False
        self._initiatives: tuple[object, list[InitiativeRow]] = (None, [])
        self.past = Past(session, self)
        self.past.listed.connect(self._offer_rings)
        self.moving = Moving(self)
        self._build()
        self._connect()
        session.tasks.run(self, lambda _progress: motion.less_motion(), self._ask_motion)

    # --- building -----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader(_("Bubble chart"))
        self.message = Message()
        self.export_button = export_button(
            self.session, "bubble", self._picture, self, lambda text: self.message.show_message(Tone.OK, text)
        )
        self.header.add_button(self.export_button)
        self.idea_button = button(_("New idea"), "plus", "primary", lambda: self._window_action("idea"))
        self.header.add_button(self.idea_button)
        self.open_to_changes(self.idea_button)
        self.tools = Tools()
        self.search = self.tools.search
        self.view = BubbleView(self.session.tasks, lambda id_: self.session.by_id.get(id_), self)
        self.view.setAccessibleName(_("Bubble chart"))
        self.side = SidePanel()
        self.slider = TimeSlider(self.session)
        self.rings = ChoiceButton(_("Rings"), [("", _("none"))], "")
        self.slider.add(self.rings)
        self.empty = EmptyPage("", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._stack, 1)
        left.addWidget(self.slider)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(left, 1)
        self._edge = rule(vertical=True)
        across.addWidget(self._edge)
        across.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.tools, self.message):
            column.addWidget(widget)
        column.addLayout(across, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        session, view = self.session, self.view
        self.tools.changed.connect(self._options_changed)
        self.tools.names_changed.connect(view.set_names)
        self.tools.keys_changed.connect(self._place_side)
        self.search.searched.connect(lambda text: session.set_filter(Filter(text, session.filter.facets)))
        view.selection_wanted.connect(session.select)
        view.opened.connect(self.details_wanted)
        view.named.connect(self._show_unnamed)
        view.hold = self._hold
        view.change_wanted.connect(self._change)
        session.selection_changed.connect(self._selected)
        self.side.key_chosen.connect(self._key_chosen)
        self.side.estimate_wanted.connect(self._estimate)
        self.side.show_wanted.connect(lambda id_: session.select((id_,)))
        self.side.only_wanted.connect(self._narrow_to_selected)
        self.rings.changed.connect(self._rings_chosen)
        self.slider.snapshots_wanted.connect(lambda: self._window_action("page.snapshots"))
        self.moving.moved.connect(view.set_moving)
        self.moving.ended.connect(lambda: view.set_moving(None))

    def _window_action(self, name: str) -> None:
        action = self.window().findChild(QAction, name)
        if action is not None and action.isEnabled():
            action.trigger()

    # --- showing ------------------------------------------------------------------------------------------------

    def rows(self) -> list[InitiativeRow]:
        """The development initiatives: projects have no bubbles of their own."""
        everything = self.session.contents.initiatives
        if self._initiatives[0] is not everything:
            self._initiatives = (everything, without_projects(everything))
        return self._initiatives[1]

    def refresh(self) -> None:
        """Make the chart of what passes the filter; thousands of rows are worked on off the UI thread."""
        session = self.session
        self.moving.stop()
        if self.search.text().strip() != session.filter.text.strip():
            self.search.setText(session.filter.text)
        shown, everything = without_projects(session.shown), self.rows()
        narrowed, programmes, options = session.filter, session.contents.programmes, self.tools.options
        facts, changeable = session.facts, session.frozen is None
        self.view.frozen = session.frozen
        self._turn += 1
        turn = self._turn
        if len(shown) <= _AT_ONCE:
            self._show(turn, build(shown, everything, narrowed, programmes, options, facts, changeable))
        else:
            session.tasks.run(
                self,
                lambda _progress: build(shown, everything, narrowed, programmes, options, facts, changeable),
                lambda built: self._show(turn, built),
            )

    def _show(self, turn: int, built: Built) -> None:
        # the filter or the axes may have changed meanwhile
        if turn != self._turn:
            return
        self._built = built
        chart = built.chart
        self._show_note()
        self.view.setAccessibleName(self._chart_words(built))
        self.side.show_chart(chart)
        self.side.show_colours(self.tools.options.colour, built.keys, built.chosen)
        self.side.show_unplaced(built.unplaced, len(chart.bubbles) + len(chart.unplaced))
        self.view.set_chart(built.spread)
        self.view.set_selected(self.session.selection)
        self._show_empty(built)
        self._show_rings()
        self._show_facts()
        self._glide(chart)

    def _glide(self, chart: BubbleChart) -> None:
        """From one moment to another the bubbles move, where that can be followed; otherwise they are just there."""
        moment, before = self._last
        self._last = (self.session.then, self.session.by_id)
        if moment is not self.session.then and len(chart.bubbles) <= MOST and not self._less_motion:
            self.moving.play([places(chart, before), places(chart, self.session.by_id)])

    def _show_note(self) -> None:
        """The plan's own rule beside the title, where it has room."""
        options = self.tools.options
        both = {options.x, options.y} == {"investment", "impact"} and not self._narrow
        self.header.set_note(_("Impact and investment: neither is subtracted from the other") if both else "")

    def _chart_words(self, built: Built) -> str:
        chart, n = built.chart, len(built.chart.bubbles)
        title = _("{y} and {x}").format(y=chart.y.axis.label, x=chart.x.axis.label.lower())
        count = ngettext("{n} initiative", "{n} initiatives", n).format(n=format_number(n))
        return f"{_('Bubble chart')}: {title}, {count}"

    def _show_empty(self, built: Built) -> None:
        if not built.chart.bubbles:
            self.empty.set_words(*nothing_words(built, bool(self.session.contents.initiatives)))
        self._stack.setCurrentWidget(self.view if built.chart.bubbles else self.empty)

    @Slot()
    def _show_unnamed(self) -> None:
        frame = self.view.frame
        if frame is None:
            return
        entries, count = homeless(frame, self.tools.options.colour) if self.tools.names else ([], 0)
        self.side.show_unnamed(entries, count, len(frame.seen))

    def _source(self) -> str:
        session, built = self.session, self._built
        head = _("Source: {portfolio}, {date}").format(
            portfolio=portfolio_name(session), date=format_date(session.today())
        )
        total = len(self.rows())
        placed = len(built.chart.bubbles) if built is not None else 0
        count = ngettext("{shown} / {n} initiative", "{shown} / {n} initiatives", total)
        return f"{head}, {count.format(shown=format_number(placed), n=format_number(total))}"

    # --- selection ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _selected(self, ids: tuple[str, ...]) -> None:
        if self.isVisible():
            self.view.set_selected(ids)
            self._show_facts()

    # --- changing -----------------------------------------------------------------------------------------------

    def _hold(self, ids: Sequence[str]) -> Sequence[Held]:
        """The initiatives whose bubbles are to be moved; none where nothing can be changed."""
        session = self.session
        if session.frozen is not None:
            return ()
        contents, wanted = session.contents, frozenset(ids)
        # looked through once, not for each
        contents = contents._replace(
            money=[one for one in contents.money if one.initiative_id in wanted],
            impact=[one for one in contents.impact if one.initiative_id in wanted],
        )
        rows = [row for id_ in ids if (row := session.by_id.get(id_)) is not None]
        return [hold(row, contents, session.complete) for row in rows] if len(rows) == len(ids) else ()

    @Slot(object)
    def _change(self, moved: Sequence[tuple[Held, Held]]) -> None:
        wanted = operation(moved)
        if wanted is None or not self.session.commit(wanted):
            self.view.put_back()

    def _show_facts(self) -> None:
        if self._built is None:
            return
        rows = [row for id_ in self.session.selection if (row := self.session.by_id.get(id_)) is not None]
        since = next((name for id_, name, _day in self.past.snapshots if id_ == self._snapshot), "")
        name, facts = chosen_facts.told(self._built.chart, rows, since, self._earlier)
        self.side.show_selected(name, facts)
        chosen = self.session.filter.facets.get(Facet.ID, frozenset())
        self.side.show_narrowing(bool(rows) and {row.id for row in rows} != chosen, bool(chosen))

    @Slot(object, bool)
    def _key_chosen(self, key: Key, adding: bool) -> None:
        if key.value is not None:
            self.session.set_filter(narrowed_to(self.session.filter, self.tools.options.colour, key.value, adding))

    @Slot(bool)
    def _narrow_to_selected(self, only: bool) -> None:
        """Every page shows only what is selected, or all that passes the rest of the filter again."""
        wanted = frozenset(self.session.selection) if only else frozenset[str]()
        self.session.set_filter(only_ids(self.session.filter, wanted))
        # the link that was pressed is gone
        self.view.setFocus()

    @Slot(str)
    def _estimate(self, id_: str) -> None:
        row = self.session.by_id.get(id_)
        entry = next((one for one in self._built.unplaced if one.id == id_), None) if self._built else None
        if row is None or entry is None:
            return
        self.session.select((id_,))
        if entry.link == _("Estimate"):
            from ui.dialogs.initiative_editor import InitiativeEditor

            InitiativeEditor.ask(self.session, self.window(), id_)
        else:
            self.details_wanted.emit()

    # --- rings ----------------------------------------------------------------------------------------------------

    @Slot()
    def _offer_rings(self) -> None:
        known = self.past.snapshots
        choices = [(id_, name) for id_, name, _day in known]
        self.rings.set_choices([("", _("none")), *reversed(choices)])
        self.rings.setVisible(bool(known))
        self.rings.set_value(self._snapshot if self._snapshot in dict(choices) else "")
        self._rings_chosen(self.rings.value)

    @Slot(object)
    def _rings_chosen(self, wanted: object) -> None:
        self._snapshot = str(wanted)
        if not self._snapshot:
            self._earlier = {}
            self._show_rings()
            self._show_facts()
            return

        def take(found: list[Rows]) -> None:
            if wanted == self._snapshot:
                self._earlier = found[0]
                self._show_rings()
                self._show_facts()

        self.past.with_rows([self._snapshot], take)

    def _show_rings(self) -> None:
        built = self._built
        self.view.set_earlier(places(built.chart, self._earlier) if built is not None and self._earlier else {})
        self.rings.setToolTip(_("Rings show where the bubbles stood in a snapshot") if not self._earlier else "")
        self.slider.tell(self._source())

    def _ask_motion(self, less: bool) -> None:
        self._less_motion = less

    # --- options, width, state ----------------------------------------------------------------------------------

    @Slot()
    def _options_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _picture(self) -> dict[str, Any]:
        options = self.tools.options
        return {
            "x": options.x,
            "y": options.y,
            "size_by": options.size,
            "colour_by": options.colour,
            "log": options.log,
        }

    @Slot()
    def _place_side(self) -> None:
        shown = self.tools.keys_shown if self._narrow else True
        self.side.setVisible(shown)
        self._edge.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow = self.width() < _NARROW
        self.tools.fold(self._narrow)
        self._show_note()
        self.slider.set_narrow(self._narrow)
        self.slider.set_low(self.height() < _LOW)
        self._place_side()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.set_selected(self.session.selection)
        self._show_facts()
        self.past.look()
        self.session.travel.look()

    def state(self) -> dict[str, Any]:
        options = self.tools.options
        return {
            "x": options.x,
            "y": options.y,
            "size": options.size,
            "colour": options.colour,
            "log": options.log,
            "names": self.tools.names,
            "snapshot": self._snapshot,
        }

    def restore(self, state: dict[str, Any]) -> None:
        before = self.tools.options
        x, y = state.get("x"), state.get("y")
        size, colour = state.get("size", before.size), state.get("colour")
        self.tools.set_options(
            Options(
                x if x in AXES else before.x,
                y if y in AXES else before.y,
                size if size in AXES or size is None else before.size,
                cast("ColourBy", colour) if colour in self.tools.colours else before.colour,
                bool(state.get("log", before.log)),
            ),
            bool(state.get("names", True)),
        )
        self.view.set_names(self.tools.names)
        snapshot = state.get("snapshot")
        self._snapshot = snapshot if isinstance(snapshot, str) else ""
