"""Everything about what is selected: beside the page, in its place, or in a window of its own."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.text import _, format_number, ngettext
from ui.models.column import UNKNOWN
from ui.models.staleness import stale_words
from ui.on_screen import resize_on_screen
from ui.overlap_findings import OverlapFindings
from ui.pages.details import facts, health, history, money, relations
from ui.pages.details.belongings import Belongings
from ui.pages.details.origins import Origins
from ui.pages.details.parts import Description, Lines, heading, line, marked, words
from ui.pages.details.reading import Reading, read
from ui.pages.details.summary import summary
from ui.register_memory import stale_after
from ui.session import Session
from ui.theme import glyphs, icons
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.callout import Callout
from ui.widgets.parts import button, icon_button
from ui.widgets.parts import label as text_label

_PAUSE_MS = 30
"""While one goes through the table by keyboard, only what one stops at is built."""


class DetailsPanel(QWidget):
    """Follows the session's selection, or shows one initiative for good.

    Signals:
        closed: the close button.
        compare: two ids to look at side by side.
    """

    closed = Signal()
    compare = Signal(str, str)

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        findings: OverlapFindings | None = None,
        pinned: str | None = None,
    ) -> None:
        """``findings`` tells of overlaps, the session's own unless others are given; ``pinned`` is shown whatever is
        selected."""
        super().__init__(parent)
        self.session = session
        self._findings = findings or session.findings
        self._pinned = pinned
        self._belongings: Belongings | None = None
        self._reading: Reading | None = None
        self._shown: tuple[str, ...] = ()
        self._dressed = False
        self.setProperty("ground", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Details"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._show)
        self._build()
        session.selection_changed.connect(self._later)
        session.changed.connect(self._contents_changed)
        self._findings.changed.connect(self._later)
        self._show()

    def _build(self) -> None:
        self._swatch = QLabel()
        self._swatch.setFixedSize(SIZES.swatch, SIZES.swatch)
        self._where = text_label("", FontRole.SMALL, "muted")
        self.edit_button = icon_button("edit", _("Edit everything (Ctrl+Enter)"), self.edit)
        self.window_button = icon_button("open-external", _("Open in a window of its own"), self.open_window)
        self.close_button = icon_button("close", _("Close"), self.closed.emit)
        head = QHBoxLayout()
        head.setContentsMargins(SIZES.page_edge, SIZES.space_3 - 2, SIZES.space_3, 0)
        head.setSpacing(SIZES.space_2)
        head.addWidget(self._swatch)
        head.addWidget(self._where, 1)
        for one in (self.edit_button, self.window_button, self.close_button):
            head.addWidget(one)
        self.close_button.setVisible(self._pinned is None)
        self.window_button.setVisible(self._pinned is None)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setProperty("ground", "base")
        self.area.setAccessibleName(_("Details"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.space_1)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.edit).setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # --- when ---------------------------------------------------------------------------------------------------

    @property
    def ids(self) -> tuple[str, ...]:
        """What is shown."""
        return (self._pinned,) if self._pinned is not None else self.session.selection

    @Slot()
    @Slot(object)
    def _later(self, _what: object = None) -> None:
        self._pause.start()

    @Slot(object)
    def _contents_changed(self, ids: frozenset[str] | None) -> None:
        self._belongings = None
        if self._pinned is not None and self._pinned not in self.session.by_id:
            if self.session.then is None:
                self.window().close()
            return
        if self._reading is not None and (ids is None or self._reading.id in ids):
            self._reading = None
        self._later()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # colours and pictures inside texts are those of the theme that was
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._dressed:
            self._later()

    # --- what ---------------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        rows = [self.session.by_id[id_] for id_ in self.ids if id_ in self.session.by_id]
        same = tuple(row.id for row in rows) == self._shown
        self._shown = tuple(row.id for row in rows)
        place = self.area.verticalScrollBar().value() if same else 0
        one = rows[0] if len(rows) == 1 else None
        self._show_head(one)
        if one is not None:
            content: QWidget = self._content(one)
            self._read(one.id)
        elif rows:
            content = summary(rows, self._select, self._edit_many, self.devicePixelRatioF())
        else:
            content = words(_("Select an initiative to see everything about it."), "muted")
        content.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, SIZES.space_5)
        content.setProperty("ground", "base")
        holder = Lines(0)
        holder.setProperty("ground", "base")
        holder.add(content)
        holder.column.addStretch(1)
        self.area.setWidget(holder)
        self.area.verticalScrollBar().setValue(place)
        self._dressed = True

    def _show_head(self, row: InitiativeRow | None) -> None:
        self.edit_button.setVisible(row is not None)
        frozen = self.session.frozen
        self.edit_button.setEnabled(frozen is None)
        if frozen is not None:
            self.edit_button.setToolTip(frozen)
        self.window_button.setVisible(row is not None and self._pinned is None)
        self._swatch.setVisible(row is not None)
        if row is None:
            self._where.setText("")
            return
        self._swatch.setPixmap(glyphs.programme_pixmap(row.programme_number, self.devicePixelRatioF()))
        self._swatch.setVisible(row.programme_id is not None)
        parts = [row.ref or "", row.programme or _("programme not known")]
        self._where.setText("   ".join(part for part in parts if part))

    def _content(self, row: InitiativeRow) -> Lines:
        if self._belongings is None or self._belongings.contents is not self.session.contents:
            self._belongings = Belongings(self.session.contents)
        mine = self._belongings
        reading = self._reading
        if reading is not None and (reading.id != row.id or self.session.then is not None):
            reading = None
        ratio = self.devicePixelRatioF()
        result = Lines(SIZES.space_3)
        title = words(row.title, role=FontRole.TITLE)
        top = Lines(SIZES.space_1)
        top.add(title)
        if row.description:
            top.add(Description(row.description))
        result.add(top)
        result.add(line())
        told = facts.facts(row, reading, ratio)
        told.add(_("From the facts"), *health.lines(row, self.session.facts.of(row), ratio))
        outcomes = facts.deliverables(mine.deliverables.get(row.id, []), ratio)
        told.add(_("Deliverables"), words(_(UNKNOWN), "muted") if outcomes.empty else outcomes)
        reached = facts.milestones(mine.milestones.get(row.id, []), self.session.today(), ratio)
        if not reached.empty:
            told.add(_("Milestones"), reached)
        result.add(told)
        self._add_overlaps(result, row)
        result.add(line())
        self._add_money(result, row, mine)
        self._add_relations(result, row, mine, reading)
        return result

    def _placing(self, row: InitiativeRow) -> list[str]:
        """Where it belongs and how it is weighed, a line each."""
        found = [row.domain or _("domain not known")]
        if row.priority is not None:
            found.append(_("priority {n}").format(n=format_number(row.priority)))
        if row.wave is not None:
            found.append(_("wave {n}").format(n=format_number(row.wave)))
        if row.municipalities is not None:
            n = row.municipalities
            found.append(ngettext("{n} municipality", "{n} municipalities", n).format(n=format_number(n)))
        if row.confidential:
            found.append(_("confidential"))
        return found

    def _add_money(self, result: Lines, row: InitiativeRow, mine: Belongings) -> None:
        invested = mine.money.get(row.id, [])
        bars = money.investment_bars(invested, row.programme_number)
        if bars is not None:
            result.add(bars)
        impact = mine.impact.get(row.id, [])
        result.add(money.totals(row, impact))
        others = money.other_money(invested)
        if others:
            told = Lines(2)
            for name, text in others:
                told.add(words(f"{name}: {text}", "muted", FontRole.SMALL))
            result.add(told)

    def _add_overlaps(self, result: Lines, row: InitiativeRow) -> None:
        found = self._findings.open_of(row.id)
        callout = Callout(_("Compare"), parent=result)
        result.add(callout)
        relations.overlaps(row, found, self.session.by_id, callout)
        callout.row_chosen.connect(partial(self.compare.emit, row.id))
        if found:
            strongest = found[0].b if found[0].a == row.id else found[0].a
            callout.link_chosen.connect(partial(self.compare.emit, row.id, strongest))
        compare = partial(self.compare.emit, row.id)
        judged = relations.judged(row, self.session.contents.verdicts, self.session.by_id, compare)
        if not judged.empty:
            _section(result, judged)

    def _add_relations(self, result: Lines, row: InitiativeRow, mine: Belongings, reading: Reading | None) -> None:
        yearly = money.impact_by_year(mine.impact.get(row.id, []))
        if yearly is not None:
            _section(result, heading(_("Impact by year, M€")), yearly)
        _section(result, heading(_("Placing")), words(" · ".join(self._placing(row))))
        ties = relations.ties(row, mine, self.session.by_id, self._select)
        if not ties.empty:
            _section(result, ties)
        services = reading.services if reading is not None else ()
        built = relations.components(mine.components.get(row.id, []), services)
        if not built.empty:
            _section(result, built)
        if reading is None:
            there = _("History and sources are shown with everything as of then.")
            result.add(words(_("Reading history …") if self.session.then is None else there, "muted"))
            return
        if reading.sources:
            _section(result, heading(_("Sources")), relations.sources(reading.sources))
        stale = stale_words(row.read_on, self.session.today(), stale_after())
        if stale:
            picture = icons.pixmap("history", "warn", SIZES.icon, self.devicePixelRatioF())
            result.add(marked(picture, stale))
        origins = Origins(reading.origins, partial(self._take, row.id))
        if not origins.empty:
            _section(result, origins)
        if reading.custom:
            own = Lines(4)
            own.add(heading(_("Own fields")))
            for name, value in reading.custom:
                own.add(words(f"{name}: {value}"))
            _section(result, own)
        if reading.decisions:
            _section(result, heading(_("Decisions")), relations.decisions(reading.decisions))
        extra = relations.more(reading)
        if extra:
            _section(result, *extra)
        if reading.history:
            every = _("All {n}").format(n=format_number(reading.operations))
            every_button = button(every, kind="link", slot=self.open_history)
            every_button.setAccessibleName(f"{_('History')}: {every}")
            _section(result, heading(_("History"), every_button), history.latest(reading.history, self._named))

    # --- reading ------------------------------------------------------------------------------------------------

    def _read(self, id_: str) -> None:
        if self.session.then is not None or (self._reading is not None and self._reading.id == id_):
            return
        portfolio = self.session.portfolio

        def done(reading: Reading) -> None:
            if self._shown == (reading.id,):
                self._reading = reading
                self._show()

        self.session.tasks.run(self, lambda _progress: read(portfolio, id_), done, lambda _error: None)

    def _named(self, text: str) -> str:
        """A name in place of an id, where it is the id of something there is."""
        if len(text) != 36:
            return text
        row = self.session.by_id.get(text)
        if row is not None:
            return row.title
        contents = self.session.contents
        for rows in (contents.organisations, contents.programmes, contents.registers, contents.services):
            for one in rows:
                if one.id == text:
                    return one.name
        return text

    # --- what one does here -------------------------------------------------------------------------------------

    def _take(self, id_: str, field: str) -> None:
        from kpkportfolio.registers.difference.provenance import taking

        self.session.commit(lambda: taking(self.session.portfolio, id_, field))

    def _select(self, id_: str) -> None:
        if self._pinned is not None:
            self._pinned = id_
            self._show()
        else:
            self.session.select([id_])

    @Slot()
    def edit(self) -> None:
        """Open the form of what is shown; what is past has none."""
        if self.session.frozen is not None:
            return
        from ui.dialogs.initiative_editor import InitiativeEditor

        if len(self._shown) == 1:
            InitiativeEditor.ask(self.session, self.window(), self._shown[0])
        elif self._shown:
            self._edit_many()

    def _edit_many(self) -> None:
        from ui.dialogs.bulk_edit import BulkEdit
        from ui.models import editing

        rows = [self.session.by_id[id_] for id_ in self._shown]
        wanted = BulkEdit.ask(self.session, rows, self.window())
        if wanted is not None and wanted[0]:
            editing.write(self.session, {row.id: wanted[0] for row in rows}, wanted[1])

    def open_history(self) -> None:
        """Show the whole history in its own window."""
        from ui.dialogs.initiative_history import InitiativeHistory

        if len(self._shown) == 1:
            InitiativeHistory.show_for(self.session, self._shown[0], self._named, self.window())

    def open_window(self) -> "DetailsPanel | None":
        """Show this initiative in a window of its own, to look at it beside another."""
        if len(self._shown) != 1:
            return None
        panel = DetailsPanel(self.session, self.window(), self._findings, self._shown[0])
        panel.setWindowFlags(Qt.WindowType.Window)
        panel.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        panel.setWindowTitle(self.session.by_id[self._shown[0]].title)
        resize_on_screen(panel, SIZES.details + 80, 820)
        panel.compare.connect(self.compare)
        panel.show()
        return panel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pinned is not None and event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _section(result: Lines, *widgets: QWidget) -> None:
    result.add(line())
    block = Lines(SIZES.space_2)
    for widget in widgets:
        block.add(widget)
    result.add(block)
