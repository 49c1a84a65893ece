"""The first step: the tables of a file as they lie in it, and what their columns are taken for."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from kpkportfolio.registers.columns.words import Field
from kpkportfolio.registers.difference.field_names import field_name
from kpkportfolio.registers.profile import Profile, Use
from kpkportfolio.registers.record import ReadRegister, TableSeen
from kpkportfolio.text import _
from ui.dialogs.importing import needs, saying
from ui.dialogs.importing.chooser import Chooser, Entry
from ui.dialogs.importing.field_list import FieldList
from ui.dialogs.importing.fields import columns_of, doubtful, fields
from ui.dialogs.importing.file import File, State
from ui.dialogs.importing.grid import Grid
from ui.dialogs.importing.inspecting import about_cell
from ui.dialogs.importing.reading_tools import ReadingTools
from ui.dialogs.importing.table_list import TableList
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.messages import Message, Tone
from ui.widgets.parts import label as text_label

_FIELDS_FROM = 660
"""Under this width of the step the list of fields gives its room to the grid; the header's menu has them too."""
_TWO_LINES_FROM = 420
"""From this height of the step two lines tell of the current cell."""
_MOST_NEEDS = 2


class _Own(str):
    """The name of a field of one's own, as an entry stands for it."""


class FoundStep(QWidget):
    """Shows one file's tables; everything that is said of them makes another profile.

    Signals:
        said(Profile): how the file is to be read from now on.
    """

    said = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: File | None = None
        self._register: ReadRegister | None = None
        self._shown: object = None
        self._at: dict[File, int] = {}
        self.hint = Message()
        self.remarks = text_label("", FontRole.SMALL, "muted", wrap=True)
        self.remarks.setContentsMargins(SIZES.space_3, 0, SIZES.space_3, SIZES.space_1)
        self.tools = ReadingTools()
        self.tables = TableList()
        self.grid = Grid()
        self.fields = FieldList()
        self.about = text_label("", FontRole.SMALL, wrap=True, selectable=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setAccessibleName(_("The current cell"))
        self._split = QSplitter()
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for widget in (self.tables, self.grid, self.fields):
            self._split.addWidget(widget)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([176, 600, 208])
        self.tables.setMinimumWidth(132)
        self.grid.setMinimumWidth(220)
        foot = QHBoxLayout()
        foot.setContentsMargins(SIZES.space_3, SIZES.space_1, SIZES.space_3, SIZES.space_1)
        foot.addWidget(self.about)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.hint)
        layout.addWidget(self.tools)
        layout.addWidget(self.remarks)
        layout.addWidget(self._split, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.grid)
        self.tables.chosen.connect(self._table_chosen)
        self.tables.taken.connect(lambda at, taken: self._say(saying.take(self.profile, self._seen, at, taken)))
        self.grid.use_wanted.connect(self.choose_use)
        self.grid.unused.connect(lambda column: self._use(column, None, None))
        self.grid.header_wanted.connect(self._set_header)
        self.grid.dropped.connect(self._dropped)
        self.grid.menu_wanted.connect(self._menu)
        self.grid.selectionModel().currentChanged.connect(self._tell)
        self.grid.grid.modelReset.connect(lambda: self.about.setText(""))
        self.fields.wanted.connect(lambda field: self._use(self.grid.column, field, None))
        self.tools.header_chosen.connect(self._header_chosen)
        self.tools.turned.connect(lambda over: self._say(saying.turn(self.profile, self._seen, self.at, over)))
        self.tools.said.connect(self.said.emit)
        self.hint.action_chosen.connect(self._confirm)

    # --- showing ----------------------------------------------------------------------------------------------------

    @property
    def profile(self) -> Profile:
        """What has been said of the file so far."""
        return self._file.said if self._file is not None else Profile()

    @property
    def _seen(self) -> Sequence[TableSeen]:
        return self._register.tables if self._register is not None else ()

    @property
    def at(self) -> int:
        """The number of the table that is looked at."""
        at = self._at.get(self._file, -1) if self._file is not None else -1
        if 0 <= at < len(self._seen):
            return at
        # the first one that is taken, else the first
        return next((number for number, table in enumerate(self._seen) if table.taken), 0)

    def shown_tables(self) -> list[TableSeen]:
        """The tables with everything that was said of them, read again or not."""
        return [saying.shown(self.profile, self._seen, at) for at in range(len(self._seen))]

    def show_file(self, file: File) -> None:
        """Show what was found in a file."""
        register = file.source.register if file.source is not None else None
        shown = (file, file.said, file.state in (State.DONE, State.IMPORTING), file.error)
        if register is self._register and shown == self._shown:
            return
        self._shown, self._file, self._register = shown, file, register
        tables = self.shown_tables()
        told = needs.of_tables(tables)
        if file.state is State.REFUSED:
            self.hint.show_message(Tone.DANGER, file.error)
        elif told:
            more = ["…"] if len(told) > _MOST_NEEDS else []
            unsure = any(doubtful(column) for table in tables if table.taken for column in table.columns)
            right = _("That is right") if unsure else ""
            self.hint.show_message(Tone.WARN, "\n".join([*told[:_MOST_NEEDS], *more]), action=right)
        else:
            self.hint.hide()
        remarks = self._register.remarks if self._register is not None else ()
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))
        self.tables.setVisible(len(tables) > 1)
        self.tables.show_tables(tables, self.at)
        self._enable(not shown[2])
        self._show_table(tables)

    def _enable(self, on: bool) -> None:
        for widget in (self.tools, self.tables, self.fields):
            widget.setEnabled(on)

    def _show_table(self, tables: Sequence[TableSeen]) -> None:
        table = tables[self.at] if tables else None
        self.grid.show_table(table)
        columns = table.columns if table is not None else ()
        self.fields.show_fields([Entry(field, field_name(field), columns_of(field, columns)) for field in fields()])
        if self._register is not None:
            self.tools.show_table(
                self._register, table, self.profile, saying.said_of(self.profile, tables, self.at) if tables else None
            )
        self._tell()

    @Slot()
    def _tell(self, *_indexes: object) -> None:
        told = about_cell(self.grid, self._register)
        self.about.setText(told)
        self.about.setToolTip(told)

    # --- what the person says ------------------------------------------------------------------------------------

    def _say(self, profile: Profile) -> None:
        if self._file is not None and self._file.state not in (State.DONE, State.IMPORTING) and profile != self.profile:
            self.said.emit(profile)

    @Slot(int)
    def _table_chosen(self, at: int) -> None:
        if self._file is not None:
            self._at[self._file] = at
            self._show_table(self.shown_tables())

    def _heading(self, column: int) -> str | None:
        found = self.grid.grid.column(column)
        return None if found is None else found.heading

    def _use(self, column: int, what: Field | None, custom: str | None) -> None:
        heading = self._heading(column)
        if heading is not None:
            self._say(saying.use(self.profile, self._seen, self.at, Use(heading, what, custom)))

    @Slot()
    def _confirm(self) -> None:
        """What was recognised without certainty is right."""
        profile = self.profile
        for at in range(len(self._seen)):
            table = saying.shown(profile, self._seen, at)
            for column in table.columns if table.taken else ():
                if doubtful(column):
                    profile = saying.use(profile, self._seen, at, Use(column.heading, column.what, column.custom))
        self._say(profile)

    @Slot(int, int)
    def _dropped(self, entry: int, column: int) -> None:
        self.grid.go_to(column)
        self._use(column, fields()[entry], None)

    @Slot(int, int)
    def _set_header(self, first: int, last: int) -> None:
        if self._seen:
            self._say(saying.set_header(self.profile, self._seen, self.at, (first, last)))

    @Slot(object)
    def _header_chosen(self, header: tuple[int, int] | str | None) -> None:
        if header == ReadingTools.SELECTED:
            chosen = self.grid.chosen_records()
            if chosen is not None:
                self._set_header(*chosen)
        elif self._seen and not isinstance(header, str):
            self._say(saying.set_header(self.profile, self._seen, self.at, header))

    @Slot(int)
    def choose_use(self, column: int) -> None:
        """Ask what a column is taken for, under its header."""
        found = self.grid.grid.column(column)
        if found is None or not self.tools.isEnabled():
            return
        self.grid.go_to(column)
        heading = found.heading
        columns = self.grid.grid.table.columns
        entries = [
            Entry(None, _("Not used")),
            *(Entry(field, field_name(field), columns_of(field, columns)) for field in fields()),
            Entry(_Own(heading), _("Own field “{name}”").format(name=heading)),
        ]
        if found.said:
            entries.append(Entry(_RECOGNISE, _("As the application recognises it")))

        def own(text: str) -> Sequence[Entry]:
            return [Entry(_Own(text), _("Own field “{name}”").format(name=text))] if text and text != heading else ()

        current = _Own(found.custom) if found.custom is not None else found.what
        chooser = Chooser(_("What is “{column}”?").format(column=heading), entries, current, own, self)
        chooser.chosen.connect(lambda value: self._chosen(column, value))
        chooser.popup(self.grid.place_of(column))
        self.chooser = chooser

    def _chosen(self, column: int, value: object) -> None:
        heading = self._heading(column)
        if heading is None:
            return
        if value is _RECOGNISE:
            self._say(saying.recognise(self.profile, self._seen, self.at, heading))
        elif isinstance(value, _Own):
            self._use(column, None, str(value))
        else:
            self._use(column, value if isinstance(value, Field) else None, None)

    @Slot(object)
    def _menu(self, at: QPoint) -> None:
        chosen, column = self.grid.chosen_records(), self.grid.column
        if chosen is None or not self.tools.isEnabled():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = self._heading(column)

        def add(text: str, keys: str, slot: object) -> QAction:
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.triggered.connect(slot)
            return action

        if heading is not None:
            add(_("Take “{column}” for …").format(column=heading), _("Enter"), lambda: self.choose_use(column))
            add(_("Do not use “{column}”").format(column=heading), _("Delete"), lambda: self._use(column, None, None))
            menu.addSeparator()
        add(_("The header is here"), "H", lambda: self._set_header(*chosen))
        menu.popup(at)

    # --- room ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fields.setVisible(event.size().width() >= _FIELDS_FROM)
        lines = 2 if event.size().height() >= _TWO_LINES_FROM else 1
        self.about.setFixedHeight(lines * self.about.fontMetrics().lineSpacing() + SIZES.space_1)

    def panes(self) -> list[QWidget]:
        """Where F6 goes in turn."""
        return [one for one in (self.tools, self.tables, self.grid, self.fields) if one.isVisible()]


_RECOGNISE = object()
