"""Registers: where the portfolio's initiatives come from, whom to ask, how old each is, and importing it again."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from kpkportfolio.errors import PortfolioError
from kpkportfolio.model.filtering import Facet, Filter
from kpkportfolio.model.rows import RegisterRow
from kpkportfolio.model.vocabulary import Status
from kpkportfolio.registers.difference.keeping import stale
from kpkportfolio.text import _, format_number, ngettext
from ui import register_memory
from ui.dialogs import file_dialog, folders
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.importing.asking import ENDINGS
from ui.dialogs.message import tell_error
from ui.pages.page import Page
from ui.pages.registers import operations, reading
from ui.pages.registers.detail import ABOUT, RegisterDetail
from ui.pages.registers.reading import Detail, LastTime
from ui.pages.registers.table import RegisterTable
from ui.session import Session
from ui.theme.tokens import SIZES
from ui.widgets.choices import ChoiceButton
from ui.widgets.closed import close_to_changes
from ui.widgets.empty import EmptyPage
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button
from ui.widgets.tool_row import ToolRow

_MOST_SHARE = 45
_LEAST_DETAIL = 140
"""Per cent of the page that the list takes by itself."""


class RegistersPage(Page):
    """The list above, one register below.

    Attributes:
        table: the registers.
        detail: the one that is chosen.
    """

    key = "registers"
    details = False
    facets = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._current = ""
        self._seen = ""
        self._last: Mapping[str, LastTime] = {}
        self._build()

    def _build(self) -> None:
        self.header = PageHeader(_("Registers"))
        self.months = ChoiceButton(_("Stale after"), self._months(), register_memory.stale_after())
        self.months.changed.connect(self._months_chosen)
        self.import_button = button(_("Import registers…"), "import", "primary", self.import_more)
        self.stale_button = button(_("Show what is stale"), "history", slot=self.show_stale)
        self.header.add_button(self.stale_button)
        self.header.add_button(self.months)
        self.header.add_button(self.import_button)
        self.table = RegisterTable()
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._edit)
        self.tools = ToolRow()
        self.again = button(_("Import again…"), "refresh", slot=self.import_again)
        self.show_button = button(_("Show its initiatives"), "portfolio", slot=self.show_initiatives)
        self.remove_button = button(_("Remove the register"), "delete", slot=self.remove)
        self.tools.add(self.again)
        self.tools.add(self.show_button)
        self.tools.stretch()
        self.tools.add(self.remove_button)
        self.detail = RegisterDetail()
        self.detail.form.saved.connect(self.save)
        self.detail.read_otherwise.connect(self.read_otherwise)
        self.detail.forget.connect(self.forget)
        self.detail.show_wanted.connect(self._show_ids)
        self.detail.status_wanted.connect(self._set_status)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.detail, 1)
        # its tabs scroll: in a low window the table keeps its rows
        below.setMinimumHeight(_LEAST_DETAIL)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self._divided = False
        self.splitter.splitterMoved.connect(self._was_divided)
        self.table.setMinimumHeight(3 * SIZES.row + SIZES.table_header)
        self.empty = EmptyPage(
            _("No registers yet"),
            _(
                "A register is a list of initiatives that somebody keeps and sends: an Excel workbook, a CSV file, a "
                "project plan. Import the first one; here you then see whom to ask about it, how old it is and what "
                "changed in it."
            ),
            [(_("Import registers…"), "import", self.import_more)],
        )
        self.lay_out((self.header,), self.splitter, self.empty)
        frozen = self.detail.frozen = self.session.frozen
        close_to_changes(frozen, self.import_button, self.again, self.remove_button, self.detail.form)

    # --- showing ------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """List the registers, and read off the UI thread what their last imports did."""
        registers = sorted(self.session.contents.registers, key=lambda one: one.name.casefold())
        self.show_content(bool(registers))
        # what one comes for is the list, not the choice that stands first on the page
        self.setFocusProxy(self.table if registers else self.empty)
        self.import_button.setVisible(bool(registers))
        self.months.setVisible(bool(registers))
        self.stale_button.setVisible(any(one.initiatives for one in self._aged()))
        if not registers:
            self.header.set_note("")
            return
        self._say_how_many(registers)
        self.table.show_registers(registers, self.session.today(), register_memory.stale_after(), self._current)
        self._divide()
        portfolio = self.session.portfolio
        self.session.tasks.run(
            self, lambda _progress: reading.last_times(portfolio), self._take_last, partial(tell_error, self)
        )
        self._show_current()

    def _divide(self) -> None:
        """A few registers leave the room to the one below, until the person has divided the page otherwise."""
        if not self._divided:
            whole = self.splitter.height()
            wanted = SIZES.table_header + (self.table.model().rowCount() + 1) * SIZES.row
            share = min(whole * _MOST_SHARE // 100, wanted)
            self.splitter.setSizes([share, whole - share])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._divide()

    @Slot(int, int)
    def _was_divided(self, _at: int, _handle: int) -> None:
        self._divided = True

    def _say_how_many(self, registers: list[RegisterRow]) -> None:
        n = len(registers)
        told = [ngettext("{n} register", "{n} registers", n).format(n=format_number(n))]
        if old := len(self._aged()):
            told.append(ngettext("{n} of them stale", "{n} of them stale", old).format(n=format_number(old)))
        self.header.set_note(", ".join(told))

    def _aged(self) -> list[RegisterRow]:
        today, months = self.session.today(), register_memory.stale_after()
        return [one for one in self.session.contents.registers if stale(one.read_on, today, months)]

    def _take_last(self, last: Mapping[str, LastTime]) -> None:
        self._last = last
        self.table.show_last(last)
        self._go_to_newest()
        if self.detail.shown is not None and self.detail.shown.id == self._current:
            self._take_detail(self.detail.shown)

    def _go_to_newest(self) -> None:
        """Who comes here after an import wants to see that register."""
        imports = {id_: one.did.at for id_, one in self._last.items() if one.did is not None}
        if not imports:
            return
        newest = max(imports, key=imports.__getitem__)
        before, self._seen = self._seen, imports[newest].isoformat()
        if self._seen > before and not self.detail.form.dirty:
            self.table.go_to(newest)

    @Slot(str)
    def _choose(self, id_: str) -> None:
        if id_ != self._current:
            self._current = id_
            self._show_current()

    def _show_current(self) -> None:
        row = self.table.current
        if row is None:
            return
        self._current = row.id
        self.detail.show_register(row, [one.name for one in self.session.contents.organisations])
        self.show_button.setEnabled(row.initiatives > 0)
        if self.session.frozen is None:
            self.remove_button.setEnabled(row.initiatives == 0)
            self.remove_button.setToolTip(
                _("Initiatives come from this register; it stays as long as they do.") if row.initiatives else ""
            )
        portfolio, id_ = self.session.portfolio, row.id
        # a register that was just removed has nothing to tell
        self.session.tasks.run(
            self, lambda _progress: reading.read(portfolio, id_), self._take_detail, lambda _error: None
        )

    def _take_detail(self, detail: Detail) -> None:
        if detail.id == self._current:
            last = self._last.get(detail.id)
            did = None if last is None else last.did
            self.detail.show_detail(detail, did, self.session.by_id.get, self._last_file_words())

    def _last_file_words(self) -> str:
        path = self._last_file()
        if path is not None:
            return _("The last file on this computer: {path}").format(path=path)
        row = self.table.current
        return _("The last file: {file}").format(file=row.file) if row is not None and row.file else ""

    # --- how old is stale ---------------------------------------------------------------------------------------

    def _months(self) -> list[tuple[object, str]]:
        found = sorted({*register_memory.CHOICES, register_memory.stale_after()})
        return [(n, ngettext("{n} month", "{n} months", n).format(n=format_number(n))) for n in found]

    @Slot(object)
    def _months_chosen(self, months: object) -> None:
        register_memory.set_stale_after(int(str(months)))
        # the marks stand on other pages too
        self.session.changed.emit(frozenset())

    # --- what one does to a register ----------------------------------------------------------------------------

    @Slot()
    def _edit(self) -> None:
        self.detail.setCurrentIndex(ABOUT)
        self.detail.form.name.setFocus()

    @Slot()
    def save(self) -> None:
        """Keep what is written in the form, or say there why not."""
        form, portfolio = self.detail.form, self.session.portfolio
        if form.row is None:
            return
        try:
            wanted = operations.edited(portfolio, form.row.id, form.fields(), form.keeper)
            if wanted is not None:
                self.session.commit_now(wanted)
        except PortfolioError as error:
            form.refuse(str(error))
            return
        kept = form.fields()
        form.saved_as(
            form.row._replace(
                name=str(kept["name"]),
                contact=None if kept["contact"] is None else str(kept["contact"]),
                note=None if kept["note"] is None else str(kept["note"]),
                own=bool(kept["own"]),
                organisation=form.keeper,
            )
        )

    @Slot()
    def forget(self) -> None:
        """Forget how it is read; undoable."""
        if self._current:
            self.session.commit(partial(operations.forgotten, self.session.portfolio, self._current))

    @Slot()
    def remove(self) -> None:
        """Take a register away that has no initiatives; undoable."""
        if self._current:
            self.session.commit(partial(operations.removed, self.session.portfolio, self._current))

    @Slot()
    def show_initiatives(self) -> None:
        """Show in the portfolio what comes from this register, and nothing else."""
        row = self.table.current
        if row is not None:
            self.session.set_filter(Filter("", {Facet.REGISTER: frozenset((row.name,))}))
            self.page_wanted.emit("portfolio")

    @Slot()
    def show_stale(self) -> None:
        """Show in the portfolio what comes from stale registers, and nothing else."""
        self.session.set_filter(Filter("", {Facet.REGISTER: frozenset(one.name for one in self._aged())}))
        self.page_wanted.emit("portfolio")

    @Slot(object)
    def _show_ids(self, ids: list[str]) -> None:
        row = self.table.current
        facets = {} if row is None else {Facet.REGISTER: frozenset((row.name,))}
        wanted = Filter("", facets)
        here = [self.session.by_id[id_] for id_ in ids if id_ in self.session.by_id]
        # what was merged into another register's initiative is not found under this one's name
        self.session.set_filter(wanted if len(wanted.apply(here)) == len(here) else Filter())
        self.page_wanted.emit("portfolio")
        self.session.select(one.id for one in here)

    @Slot(object, object)
    def _set_status(self, ids: list[str], status: Status) -> None:
        self.session.edit(ids, {"status": Status(status).value}, _("No more in the register's file"))

    # --- importing ----------------------------------------------------------------------------------------------

    def _last_file(self) -> Path | None:
        return register_memory.last_file(self.session.portfolio.target, self._current) if self._current else None

    @Slot()
    def import_more(self) -> None:
        """The import dialog, as from the menu."""
        ImportDialog.ask(self.session, self.window())

    @Slot()
    def import_again(self) -> None:
        """Read the register's last file again, or another one that is asked for; changes are shown first."""
        self._import(to_columns=False)

    @Slot()
    def read_otherwise(self) -> None:
        """The same, opened where one says what the columns are."""
        self._import(to_columns=True)

    def _import(self, to_columns: bool) -> None:
        row = self.table.current
        if row is None:
            return
        path = self._last_file()
        if path is None or not path.is_file():
            path = self._ask_file(row, path)
        if path is not None:
            ImportDialog.ask(self.session, self.window(), [path], register=row.name, to_columns=to_columns)

    def _ask_file(self, row: RegisterRow, missing: Path | None) -> Path | None:
        kinds = " ".join(f"*{ending}" for ending in ENDINGS)
        begin = missing.parent if missing is not None and missing.parent.is_dir() else None
        name, _kind = file_dialog.open_name(
            self,
            _("The new file of {register}").format(register=row.name),
            str(begin or folders.last("import", self.session)),
            f"{_('Registers')} ({kinds});;{_('All files')} (*)",
        )
        return Path(name) if name else None

    # --- state --------------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        return {"register": self._current, "tab": self.detail.currentIndex(), "seen": self._seen}

    def restore(self, state: dict[str, Any]) -> None:
        current, tab, seen = state.get("register"), state.get("tab"), state.get("seen")
        if isinstance(current, str):
            self._current = current
        if isinstance(seen, str):
            self._seen = seen
        if isinstance(tab, int) and 0 <= tab < self.detail.count():
            self.detail.setCurrentIndex(tab)
