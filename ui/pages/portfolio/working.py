"""What a person does to rows of the table: edit cells, edit many, copy, paste."""

from PySide6.QtCore import QMimeData, QModelIndex, QObject
from PySide6.QtGui import QAction, QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QWidget

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.text import _, format_number, ngettext
from ui.models import clipboard, editing
from ui.models.parsing import Refused
from ui.models.portfolio_model import PortfolioModel
from ui.pages.portfolio.table import PortfolioTable
from ui.session import Session
from ui.theme.glyphs import status_pixmap
from ui.widgets.messages import Message, Tone

_TOLD = 3


class Working(QObject):
    """The table's commands; each writes one undoable operation, and nothing when anything in it is refused."""

    def __init__(self, session: Session, table: PortfolioTable, banner: Message) -> None:
        super().__init__(table)
        self._session = session
        self._table = table
        self._banner = banner

    @property
    def _model(self) -> PortfolioModel:
        model = self._table.model()
        assert isinstance(model, PortfolioModel)
        return model

    # --- one cell -----------------------------------------------------------------------------------------------

    def refusal(self, index: QModelIndex, text: str) -> str:
        """Why a text cannot stand in a cell; empty when it can."""
        row = self._model.initiative(index)
        if row is None:
            return ""
        try:
            editing.check(row, self._model.columns[index.column()].key, text, self._session.contents)
        except Refused as refused:
            return str(refused)
        return ""

    def edit(self, row: InitiativeRow, key: str, text: str) -> bool:
        """Write one cell."""
        return self.write({row.id: {key: text}})

    def write(self, texts: editing.Texts, why: str | None = None) -> bool:
        """Write what was typed, pasted or set as one operation; False when it was refused."""
        return editing.write(self._session, texts, why)

    # --- many ---------------------------------------------------------------------------------------------------

    def selected(self) -> list[InitiativeRow]:
        """The selected rows, in the order they are shown."""
        ids = self._table.selected_ids() or list(self._session.selection)
        return [self._session.by_id[id_] for id_ in ids if id_ in self._session.by_id]

    def edit_selected(self) -> None:
        """Ask what to set in all selected ones, and set it."""
        from ui.dialogs.bulk_edit import BulkEdit

        rows = self.selected()
        if not rows:
            return
        wanted = BulkEdit.ask(self._session, rows, self._table.window())
        if wanted is not None and wanted[0]:
            self.write({row.id: wanted[0] for row in rows}, wanted[1])

    def edit_details(self) -> None:
        """Open the form of the current initiative; of several, what can be set in all."""
        from ui.dialogs.initiative_editor import InitiativeEditor

        rows = self.selected()
        if len(rows) > 1:
            self.edit_selected()
        elif rows:
            InitiativeEditor.ask(self._session, self._table.window(), rows[0].id)

    # --- clipboard ----------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Copy the selected rows with the columns shown, as text and as a table."""
        rows = self.selected()
        if not rows:
            return
        model = self._model
        columns = model.columns
        titles = clipboard.headings(columns, model.around)
        lines = [clipboard.cells(row, columns, model.around) for row in rows]
        data = QMimeData()
        data.setText(clipboard.tabbed(titles, lines))
        data.setHtml(clipboard.table(titles, lines))
        QGuiApplication.clipboard().setMimeData(data)
        n = len(rows)
        words = ngettext("{n} row is on the clipboard.", "{n} rows are on the clipboard.", n)
        self._banner.show_message(Tone.INFO, words.format(n=format_number(n)))

    def paste(self) -> None:
        """Write what a spreadsheet put on the clipboard into the cells from the current one on."""
        grid = clipboard.pasted(QGuiApplication.clipboard().text())
        texts = self._placed(grid)
        if not texts or self._session.refuses():
            return
        rows = self._session.by_id
        titles = {column.key: column.heading for column in self._model.columns}
        refused = editing.refusals(rows, texts, self._session.contents, titles)
        if refused:
            told = "\n".join(refused[:_TOLD])
            more = len(refused) - _TOLD
            if more > 0:
                told += "\n" + ngettext("and {n} more", "and {n} more", more).format(n=more)
            self._banner.show_message(Tone.DANGER, _("Nothing was pasted.") + "\n" + told, details="\n".join(refused))
            return
        self._banner.hide()
        self.write(texts)

    def _placed(self, grid: list[list[str]]) -> dict[str, dict[str, str]]:
        """Which text goes into which cell. One cell fills every selected row; a block goes down from the current
        cell over the rows shown, to the right over the columns shown."""
        model, current = self._model, self._table.currentIndex()
        if not grid or not current.isValid():
            return {}
        header = self._table.header
        columns = [
            model.columns[section].key
            for place in range(header.visualIndex(current.column()), header.count())
            if not header.isSectionHidden(section := header.logicalIndex(place))
        ]
        if len(grid) == 1:
            rows = self.selected()
            return {row.id: dict(zip(columns, grid[0], strict=False)) for row in rows}
        below = [
            entry for n in range(current.row(), model.rowCount()) if isinstance(entry := model.entry(n), InitiativeRow)
        ]
        return {row.id: dict(zip(columns, line, strict=False)) for row, line in zip(below, grid, strict=False)}

    # --- the context menu ---------------------------------------------------------------------------------------

    def menu(self, window: QWidget) -> QMenu:
        """What can be done with the selected rows; the window's own actions under their own names and keys."""
        menu = QMenu(self._table)
        many = len(self.selected()) > 1
        changing = self._session.frozen is None
        self._borrow(menu, window, "open_details")
        menu.addAction(_("Edit everything…") + "\tCtrl+Enter", self.edit_details).setEnabled(changing and not many)
        index = self._table.currentIndex()
        cell = menu.addAction(_("Edit this cell") + "\tF2", lambda: self._table.edit(index))
        cell.setEnabled(bool(self._model.flags(index) & self._model.flags(index).ItemIsEditable))
        menu.addAction(_("Set fields of the selected…") + "\tCtrl+Shift+E", self.edit_selected).setEnabled(changing)
        status = menu.addMenu(_("Set the status"))
        status.setEnabled(changing)
        for one in Status:
            action = status.addAction(QIcon(status_pixmap(one, self._table.devicePixelRatioF())), label(one))
            action.triggered.connect(lambda _on, one=one: self._set_status(one))
        menu.addSeparator()
        menu.addAction(_("Copy as a table") + "\tCtrl+C", self.copy)
        menu.addAction(_("Paste") + "\tCtrl+V", self.paste).setEnabled(changing)
        menu.addSeparator()
        self._borrow(menu, window, "merge")
        self._borrow(menu, window, "delete")
        return menu

    def _set_status(self, status: Status) -> None:
        self._session.edit([row.id for row in self.selected()], {"status": status.value})

    @staticmethod
    def _borrow(menu: QMenu, window: QWidget, name: str) -> None:
        action = window.findChild(QAction, name)
        if action is not None:
            menu.addAction(action)
