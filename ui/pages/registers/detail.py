"""One register below the list: who keeps it, how it is read, its imports, what was wrong in its last file and what that
file has no more."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QScrollArea, QTabWidget, QWidget

from kpkportfolio.model.change import OperationKind
from kpkportfolio.model.rows import InitiativeRow, RegisterRow
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.store.imports import LastImport
from kpkportfolio.text import _, format_number, format_time, ngettext
from ui.pages.details.parts import Lines, heading, link, words
from ui.pages.registers import profile_words
from ui.pages.registers.form import RegisterForm
from ui.pages.registers.problems import LastProblems
from ui.pages.registers.reading import Detail
from ui.pages.registers.table import did_words
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.closed import close_to_changes
from ui.widgets.parts import button, scrolling

ABOUT, READ, IMPORTS, PROBLEMS, GONE = range(5)
_HEADING_WIDTH = 320


class RegisterDetail(QTabWidget):
    """Shows the register it is told to.

    Signals:
        read_otherwise: the wizard is wanted, to change how the register is read.
        forget: how it is read is to be forgotten.
        show_wanted(object): ids of initiatives to show in the portfolio.
        status_wanted(object, object): ids of initiatives and the status they are to have.
    """

    read_otherwise = Signal()
    forget = Signal()
    show_wanted = Signal(object)
    status_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("About the register"))
        self.tabBar().setAccessibleName(_("About the register"))
        self.setDocumentMode(True)
        self.form = RegisterForm()
        self.problems = LastProblems()
        titles = (_("About"), _("How it is read"), _("Imports"), _("Problems"), _("No more in the file"))
        self._areas = {tab: _area(title) for tab, title in enumerate(titles) if tab != PROBLEMS}
        for tab, title in enumerate(titles):
            self.addTab(self._areas.get(tab) or self.problems, title)
        self._areas[ABOUT].setWidget(self.form)
        self.shown: Detail | None = None
        self.frozen: str | None = None
        """Why nothing can be changed; None when everything can."""

    def show_detail(
        self, detail: Detail, did: LastImport | None, find: Callable[[str], InitiativeRow | None], note: str
    ) -> None:
        """Show what was read of a register; ``note`` says where its last file is."""
        self.shown = detail
        self._put(READ, self._reading(detail, note))
        self._put(IMPORTS, _imports(detail, did))
        self._put(GONE, self._gone(detail, find))
        self.problems.show_noted(detail.problems, bool(detail.imports))
        for tab, name, n in (
            (PROBLEMS, _("Problems"), detail.problems.n if detail.problems is not None else 0),
            (GONE, _("No more in the file"), len(detail.vanished)),
        ):
            self.setTabText(tab, f"{name} ({format_number(n)})" if n else name)

    def show_register(self, row: RegisterRow, organisations: Sequence[str]) -> None:
        """Who keeps it; the rest comes with :meth:`show_detail`."""
        self.form.show_register(row, organisations)

    def _put(self, tab: int, content: Lines) -> None:
        place = self._areas[tab].verticalScrollBar().value()
        content.column.setContentsMargins(SIZES.page_edge, SIZES.space_3, SIZES.page_edge, SIZES.space_4)
        content.column.addStretch(1)
        content.setProperty("ground", "base")
        self._areas[tab].setWidget(content)
        self._areas[tab].verticalScrollBar().setValue(place)

    def _reading(self, detail: Detail, note: str) -> Lines:
        result = Lines(SIZES.space_2)
        change = button(_("Change how it is read…"), "edit", slot=self.read_otherwise.emit)
        forget = button(_("Forget how it is read"), "close", slot=self.forget.emit)
        forget.setEnabled(detail.profile is not None)
        close_to_changes(self.frozen, change, forget)
        result.add(_row(change, forget))
        if note:
            result.add(words(note, "muted", FontRole.SMALL))
        found = profile_words.parts(detail.profile) if detail.profile is not None else []
        if not found:
            result.add(
                words(_("Nothing is remembered: the columns of the next file are recognised by their words."), "muted")
            )
        for part in found:
            result.head(heading(part.heading))
            if part.pairs:
                result.add(_pairs(part.pairs))
            if part.unused:
                told = _("Not used: {columns}").format(columns=", ".join(part.unused))
                result.add(words(told, "muted", FontRole.SMALL))
        return result

    def _gone(self, detail: Detail, find: Callable[[str], InitiativeRow | None]) -> Lines:
        result = Lines(SIZES.space_2)
        ids = [one.id for one in detail.vanished]
        if not ids:
            result.add(words(_("The last file had every initiative that comes from this register."), "muted"))
            return result
        n = len(ids)
        told = ngettext(
            "{n} initiative was not in the last file. It stays in the portfolio until somebody deletes it.",
            "{n} initiatives were not in the last file. They stay in the portfolio until somebody deletes them.",
            n,
        )
        result.add(words(told.format(n=format_number(n))))
        show = button(_("Show in the portfolio"), "portfolio", slot=partial(self.show_wanted.emit, ids))
        status = button(_("Set the status"), "edit")
        close_to_changes(self.frozen, status)
        menu = QMenu(status)
        for one in Status:
            menu.addAction(label(one), partial(self.status_wanted.emit, ids, one))
        status.setMenu(menu)
        result.add(_row(show, status))
        for gone in detail.vanished:
            row = find(gone.id)
            said = [gone.ref or "", label(row.status) if row is not None and row.status else ""]
            result.add(link(gone.title, partial(self.show_wanted.emit, [gone.id])))
            if any(said):
                result.add(words(" · ".join(part for part in said if part), "muted", FontRole.SMALL))
        return result


def _imports(detail: Detail, did: LastImport | None) -> Lines:
    result = Lines(SIZES.space_1)
    if not detail.imports:
        result.add(words(_("Nothing was imported into this portfolio from a file of this register."), "muted"))
        return result
    latest = True
    for entry in detail.imports:
        result.add(words(entry.name, role=FontRole.STRONG if latest else FontRole.BODY))
        n = entry.changes
        told = [format_time(entry.at), entry.by]
        if latest and did is not None and entry.kind is not OperationKind.UNDO and entry.at == did.at:
            told.append(did_words(did))
        else:
            told.append(ngettext("{n} row touched", "{n} rows touched", n).format(n=format_number(n)))
        result.add(words(" · ".join(told), "muted", FontRole.SMALL))
        latest = False
    return result


def _pairs(pairs: Sequence[tuple[str, str]]) -> QWidget:
    """What stands in the file, and at the right what it is here."""
    result = QWidget()
    grid = QGridLayout(result)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SIZES.space_4)
    grid.setVerticalSpacing(SIZES.space_1)
    for line, (there, here) in enumerate(pairs):
        left = words(there, "muted")
        left.setMaximumWidth(_HEADING_WIDTH)
        grid.addWidget(left, line, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(f"→ {here}"), line, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    return result


def _row(*widgets: QWidget) -> QWidget:
    result = QWidget()
    row = QHBoxLayout(result)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SIZES.space_2)
    for one in widgets:
        row.addWidget(one)
    row.addStretch(1)
    return result


def _area(name: str) -> QScrollArea:
    area = scrolling(QWidget(), name)
    area.viewport().setProperty("ground", "base")
    return area
