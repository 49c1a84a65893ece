"""The schedule page: table and timeline in one view, rescheduled by hand or keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, cast, get_args

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kpkportfolio.charts.bars import GanttRow, GroupBy, build_rows
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.time_axis import phases
from kpkportfolio.model.filtering import Filter
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.text import _
from ui.dialogs.export_picture import export_button, portfolio_name
from ui.models.collation import Collation
from ui.pages.page import Page
from ui.session import Session
from ui.theme.theme import font
from ui.theme.tokens import SIZES, ZOOMS, FontRole
from ui.widgets.choices import ChoiceButton, MultiChoiceButton, Segments
from ui.widgets.empty import EmptyPage
from ui.widgets.gantt import edits
from ui.widgets.gantt.comparing import Comparing
from ui.widgets.gantt.drag import Dates
from ui.widgets.gantt.finding import find
from ui.widgets.gantt.legend import Legend
from ui.widgets.gantt.rows import Shown
from ui.widgets.gantt.scale import LEAST_ZOOM, MOST_ZOOM, TimeScale
from ui.widgets.gantt.view import GanttView
from ui.widgets.key_hint import HintButton
from ui.widgets.messages import Message, Tone
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button
from ui.widgets.time_slider import TimeSlider
from ui.widgets.tool_row import ToolRow

_AT_ONCE = 2000
"""Up to this many initiatives the bars are made at once (20 ms)."""
_LAYERS = ("milestones", "deliverables", "dependencies", "phases", "overview")
_FIRST_LAYERS = frozenset({"milestones", "dependencies", "phases", "overview"})
_LEAST_WIDTH = 400


class GanttPage(Page):
    """Zoom, filter and grouping above; the view; the slider through time, the key and the source below.

    Attributes:
        view: the painted table and timeline.
        slider: which moment is looked at.
    """

    key = "gantt"
    through_time = True

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._group_by: GroupBy = "programme"
        self._left: float | None = None
        self._turn = self._shown_turn = self._wanted_step = 0
        self._source = ""
        self.view = GanttView(self)
        self.view.full_title = lambda id_: row.title if (row := session.by_id.get(id_)) else ""
        self.view.frozen = session.frozen
        self.view.selection_wanted.connect(session.select)
        self.view.details_wanted.connect(self.details_wanted)
        self.view.dates_wanted.connect(self._reschedule)
        self.view.mark_wanted.connect(self._move_mark)
        self.view.link_wanted.connect(self._link)
        self.view.unlink_wanted.connect(self._unlink)
        self.view.zoomed.connect(self._show_zoom)
        session.selection_changed.connect(self.view.caret.show_selected)
        session.failed.connect(self._refused)
        self.header = PageHeader(_("Schedule"))
        self._header()
        self.tools = ToolRow()
        self._tools()
        self.message = Message()
        self.slider = TimeSlider(session)
        self.slider.set_low(True)
        session.travel.changed.connect(self._show_slider)
        self._show_slider()
        self.legend = Legend()
        self._empty = EmptyPage("", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, self.tools, self.message):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.slider)
        column.addWidget(self.legend)
        self.setFocusProxy(self.view)

    def _header(self) -> None:
        zooms = (
            (ZOOMS.decade, _("Decade")),
            (ZOOMS.year, _("Year")),
            (ZOOMS.quarter, _("Quarter")),
            (ZOOMS.month, _("Month")),
            (ZOOMS.week, _("Week")),
        )
        self.zooms = Segments(_("Zoom"), zooms, ZOOMS.year)
        self.zooms.changed.connect(lambda value: self.view.zoom(float(value)))
        # where there is no room for the segments, the same choice folds into one button
        self.zoom_button = ChoiceButton(_("Zoom"), zooms, ZOOMS.year)
        self.zoom_button.changed.connect(lambda value: self.view.zoom(float(value)))
        self.zoom_button.hide()
        self.zooms.setToolTip(_("Ctrl and the wheel zoom around the mouse; + and − around today"))
        self.today_button = HintButton(_("Today"), "T")
        self.today_button.clicked.connect(lambda: self.view.show_day(self.view.today))
        for widget in (self.zooms, self.zoom_button, self.today_button):
            self.header.add_widget(widget)
        self.export_button = export_button(
            self.session,
            "gantt",
            lambda: {"group_by": self._group_by, "against": self.comparing.source()(self.session.contents)},
            self,
            lambda text: self.message.show_message(Tone.OK, text),
        )
        self.idea_button = button(_("New idea"), "plus", "primary", lambda: self._window_action("idea"))
        # it folds by itself, so it must not keep the window wide
        self.header.setMinimumWidth(_LEAST_WIDTH)
        self.header.add_button(self.export_button)
        self.header.add_button(self.idea_button)
        self.open_to_changes(self.idea_button)

    def _fit_header(self) -> None:
        """Room first goes to the zooms; the new idea has its key and its menu, and gives way."""
        room = self.width() - 2 * SIZES.page_edge - 4 * SIZES.space_2
        title = QFontMetricsF(font(FontRole.TITLE)).horizontalAdvance(_("Schedule"))
        buttons = (self.today_button, self.export_button)
        fixed = title + sum(one.sizeHint().width() + SIZES.space_2 for one in buttons)
        segments, folded = self.zooms.sizeHint().width(), self.zoom_button.sizeHint().width()
        whole = fixed + segments <= room
        self.zooms.setVisible(whole)
        self.zoom_button.setVisible(not whole)
        idea = self.idea_button.sizeHint().width() + SIZES.space_2
        self.idea_button.setVisible(fixed + (segments if whole else folded) + idea <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def _window_action(self, name: str) -> None:
        action = self.window().findChild(QAction, name)
        if action is not None and action.isEnabled():
            action.trigger()

    def _tools(self) -> None:
        self.search = self.tools.add_search()
        self.search.searched.connect(self._searched)
        self.search.entered.connect(self._find)
        groups = (
            ("programme", _("Programme")),
            ("organisation", _("Responsible party")),
            ("status", _("Status")),
            ("domain", _("Domain")),
            ("none", _("none")),
        )
        self.grouping = ChoiceButton(_("Group by"), groups, self._group_by)
        self.grouping.changed.connect(self._regroup)
        self.comparing = Comparing(self.session, self)
        self.comparing.changed.connect(self.refresh)
        layers = (
            ("milestones", _("milestones")),
            ("deliverables", _("deliverables")),
            ("dependencies", _("dependencies")),
            ("phases", _("phases")),
            ("overview", _("overview")),
        )
        self.layers = MultiChoiceButton(_("Show"), layers, _FIRST_LAYERS)
        self.layers.changed.connect(self._layers_changed)
        for widget in (self.grouping, self.comparing.button, self.layers):
            self.tools.add(widget)

    # --- showing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The rows that pass the filter, with what belongs to them."""
        session = self.session
        self.view.today = session.today()
        self.view.frozen = session.frozen
        if self.search.text().strip() != session.filter.text.strip():
            self.search.setText(session.filter.text)
        self.comparing.refresh()
        contents, shown, by, against = session.contents, session.shown, self._group_by, self.comparing.source()
        source = self._source_of(contents)
        self._turn += 1
        turn = self._turn

        def build(_progress: object = None) -> tuple[list[GanttRow], str]:
            marks = contents.milestones, contents.deliverables
            # by name, today and at any other moment alike: rows that stay keep their places
            names = {row.id: row.name for row in shown}
            ranks = Collation().ranks(names.values())
            ordered = sorted(shown, key=lambda row: (ranks[names[row.id]], row.id))
            return build_rows(ordered, *marks, contents.programmes, by, against(contents)), source()

        if len(shown) <= _AT_ONCE:
            self._show_rows(turn, contents, *build())
        else:
            session.tasks.run(self, build, lambda built: self._show_rows(turn, contents, *built))
        self._show_empty()

    def _show_rows(self, turn: int, contents: Contents, rows: list[GanttRow], source: str) -> None:
        # the filter, the grouping or the moment may have changed meanwhile
        if turn != self._turn:
            return
        session = self.session
        self._source = source
        self._tell_legend()
        self.view.shown = self._shown()
        self.view.set_rows(
            rows, contents.dependencies, phases(contents.phases), self._group_by != "none", session.complete
        )
        if self._left is not None and session.shown:
            self.view.set_scale(TimeScale(self._left, self.view.scale.per_month))
            self._left = None
        self.view.caret.show_selected(session.selection)
        self._shown_turn = turn
        if self._wanted_step:
            find(self.view, self._wanted_step)
            self._wanted_step = 0

    @Slot()
    def _show_slider(self) -> None:
        """Without anything to go back to, the bars have its room."""
        self.slider.setVisible(bool(self.session.travel.stops))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.session.travel.look()

    def _show_empty(self) -> None:
        empty = not self.session.shown
        if empty and self.session.contents.initiatives:
            self._empty.set_words(
                _("Nothing passes the filter"),
                _("Clear the words or the ticks beside the navigation, or press Ctrl+Shift+F to see everything."),
            )
        elif empty:
            self._empty.set_words(
                _("No initiatives yet"),
                _("Here every initiative has its bar. Import a register or write an idea first; then give it dates."),
            )
        self._stack.setCurrentWidget(self._empty if empty else self.view)
        self.legend.setVisible(not empty)

    def _source_of(self, contents: Contents) -> Callable[[], str]:
        """Short, as the status bar tells the counts: the portfolio, the day and the baseline. For another thread."""
        day, name, compared = self.session.today(), portfolio_name(self.session), self.comparing.words
        contents = contents._replace(milestones=[], deliverables=[], money=[], impact=[])

        def source() -> str:
            data = replace(ChartData.of(contents, day, name), compared=compared)
            return data.source_line.partition(". ")[0].rstrip(".")

        return source

    def _shown(self) -> Shown:
        on = cast("frozenset[str]", self.layers.values)
        comparing = self.comparing
        return Shown(**{name: name in on for name in _LAYERS}, baseline=comparing.any, past=comparing.past)

    @Slot(object)
    def _layers_changed(self, _value: object) -> None:
        self.view.set_shown(self._shown())
        self._tell_legend()

    def _tell_legend(self) -> None:
        self.legend.tell(self._shown(), self._source, self.comparing.words or "")

    @Slot(object)
    def _regroup(self, value: object) -> None:
        self._group_by = cast("GroupBy", value)
        self.refresh()

    @Slot(str)
    def _searched(self, text: str) -> None:
        self.session.set_filter(Filter(text, self.session.filter.facets))

    @Slot(int)
    def _find(self, step: int) -> None:
        """Go to the next match, once the rows that pass the filter are there."""
        if self._shown_turn == self._turn:
            find(self.view, step)
        else:
            self._wanted_step = step

    @Slot(float)
    def _show_zoom(self, per_month: float) -> None:
        values = [ZOOMS.decade, ZOOMS.year, ZOOMS.quarter, ZOOMS.month, ZOOMS.week]
        nearest = min(values, key=lambda value: abs(value / per_month - 1) + abs(per_month / value - 1))
        self.zooms.set_value(nearest)
        self.zoom_button.set_value(nearest)

    # --- changing -----------------------------------------------------------------------------------------------

    @Slot(object)
    def _reschedule(self, dates: dict[str, Dates]) -> None:
        session = self.session
        if len(dates) == 1:
            id_, wanted = next(iter(dates.items()))
            row = session.by_id.get(id_)
            fields = edits.dates_changed(row, wanted) if row is not None else {}
            fine = bool(fields) and session.edit([id_], fields)
        else:
            fine = session.commit(lambda: edits.rescheduling(session.portfolio, dates))
        if not fine:
            self.view.drop_wishes()

    @Slot(str, str, object)
    def _move_mark(self, kind: str, id_: str, day: date) -> None:
        session = self.session
        if not session.commit(lambda: edits.mark_moving(session.portfolio, kind, id_, day)):
            self.view.drop_wishes()

    @Slot(str, str)
    def _link(self, before: str, after: str) -> None:
        session = self.session
        session.commit(lambda: edits.linking(session.contents, session.by_id, before, after))

    @Slot(str)
    def _unlink(self, id_: str) -> None:
        session = self.session
        session.commit(lambda: edits.unlinking(session.portfolio, id_, session.contents, session.by_id))

    @Slot(object)
    def _refused(self, _error: Exception) -> None:
        self.view.drop_wishes()

    # --- keys and state -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T, + and − from wherever on the page; a text field keeps them to itself."""
        if not self.view.keys.anywhere(Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)

    def state(self) -> dict[str, Any]:
        view = self.view
        left = self._left if self._left is not None else view.scale.left
        return {
            "zoom": view.scale.per_month,
            "left": left if view.placed or self._left is not None else None,
            "group_by": self._group_by,
            "compare": self.comparing.wanted,
            "layers": sorted(cast("frozenset[str]", self.layers.values)),
            "overview": "overview" in self.layers.values,
            "table": view.wanted_table_width,
            "collapsed": sorted(view.rows.collapsed)[:500],
        }

    def restore(self, state: dict[str, Any]) -> None:
        zoom, left, table = state.get("zoom"), state.get("left"), state.get("table")
        if isinstance(zoom, int | float) and LEAST_ZOOM <= zoom <= MOST_ZOOM:
            self.view.scale = TimeScale(self.view.scale.left, float(zoom))
            self._show_zoom(float(zoom))
        if isinstance(left, int | float) and 0 < left < date.max.toordinal():
            self._left = float(left)
        if isinstance(table, int) and 100 <= table <= 4000:
            self.view.set_table_width(table)
        if state.get("group_by") in get_args(GroupBy):
            self._group_by = state["group_by"]
            self.grouping.set_value(self._group_by)
        if isinstance(compare := state.get("compare"), str):
            self.comparing.want(compare)
        if isinstance(layers := state.get("layers"), list):
            # what was kept before there was an overview says nothing of it
            known = {*layers, "overview"} if "overview" not in state else layers
            self.layers.set_values(frozenset(one for one in known if one in _LAYERS))
        if isinstance(collapsed := state.get("collapsed"), list):
            self.view.rows.collapsed = {id_ for id_ in collapsed if isinstance(id_, str)}
        self._stale = True

    def rows(self) -> list[InitiativeRow]:
        """All; the facets count them."""
        return self.session.contents.initiatives
