"""The presentation of a meeting: full screen on the chosen display, large letters, everything by keyboard."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kpkportfolio.model.change import OperationKind
from kpkportfolio.store.agenda import Agenda
from kpkportfolio.store.decisions import MeetingRow
from kpkportfolio.store.portfolio import Committed
from kpkportfolio.text import format_date, language, set_language
from ui.presenting import keys, look, pictures
from ui.presenting.bars import BottomBar, Spotlight, TopBar, hints
from ui.presenting.content import Content
from ui.presenting.deciding import DecidingPanel
from ui.presenting.deck import Kind, Slide, deck
from ui.presenting.picture_slide import PictureSlide
from ui.presenting.recording import Recording
from ui.presenting.sheet import Painting, Sheet
from ui.session import Session


class Presentation(QWidget):
    """One meeting, presented. It belongs to nobody: whoever opens it keeps it until ``closed``.

    Attributes:
        slides: what there is, in order; ``place`` is the one that is on.
        zoom: how much larger the letters are than usual.
        content: what the slides tell.

    Signals:
        closed: the person has left.
    """

    closed = Signal()

    def __init__(self, session: Session, meeting: MeetingRow, agenda: Agenda) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.session, self.meeting, self.agenda = session, meeting, agenda
        self._language = language()
        self.slides = deck(agenda, session.by_id)
        self.place = 0
        self.zoom = 1.0
        self.content = Content(session, meeting, self)
        self._build()
        session.changed.connect(self._changed)
        session.committed.connect(self._committed)
        session.failed.connect(self.recording.refuse)
        session.findings.changed.connect(self._found)
        self.content.come.connect(self._come)
        self.content.read()

    def _build(self) -> None:
        self.setObjectName("presentation")
        self.setProperty("role", "ground")
        self.top, self.bottom = TopBar(), BottomBar()
        self.sheet, self.panel = Sheet(), DecidingPanel()
        self.pictures = pictures.Pictures(self.session, self.agenda.items, self)
        self.pictures.drawn.connect(self._redraw)
        self.picture = PictureSlide(self.pictures, self.sheet)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sheet, 1)
        middle.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(middle, 1)
        column.addWidget(self.bottom)
        self.spotlight = Spotlight(self)
        self.top.spoken.connect(self.speak)
        self.bottom.back.connect(partial(self.step, -1))
        self.bottom.on.connect(partial(self.step, 1))
        self.recording = Recording(self.session, self.meeting, self.content, self.panel, self)
        self.recording.recorded.connect(self._recorded)
        self.panel.left.connect(self.sheet.setFocus)
        self.sheet.pointed.connect(self.spotlight.point_at)
        self.sheet.resized.connect(self._relay_soon)
        for one in self.findChildren(QPushButton):
            one.installEventFilter(self)
        self._relay_timer = QTimer(self)
        self._relay_timer.setSingleShot(True)
        self._relay_timer.setInterval(0)
        self._relay_timer.timeout.connect(self._relay)

    # --- being shown ------------------------------------------------------------------------------------------------

    def present(self, screen: QScreen) -> None:
        """Fill a display."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()
        self.activateWindow()
        self.sheet.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self._relay_soon, Qt.ConnectionType.UniqueConnection)
        self._relay()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._relay_soon()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.spotlight.resize(self.size())
        self._relay_soon()

    def _relay_soon(self, *_what: object) -> None:
        # several events tell of one change of screens; an earlier one may come before the new size
        if hasattr(self, "_relay_timer"):
            self._relay_timer.start()

    @property
    def unit(self) -> float:
        """Pixels of one px of the design, by what the display has room for."""
        return max(0.5, min(self.width() / look.WIDTH, self.height() / look.HEIGHT))

    def _relay(self) -> None:
        unit = self.unit
        self.setStyleSheet(look.stylesheet(unit * min(self.zoom, 1.3)))
        self.setWindowTitle(f"{self.meeting.group} {self.meeting.name}")
        for bar, tall in ((self.top, look.HEADER), (self.bottom, look.FOOTER)):
            bar.setFixedHeight(round(tall * unit))
            bar.set_unit(unit, self.zoom)
        self.panel.setFixedWidth(round(look.PANEL * unit * min(self.zoom, 1.3)))
        self.panel.set_unit(unit, min(self.zoom, 1.3))
        self.panel.speak()
        self._show(again=True)

    # --- slides -----------------------------------------------------------------------------------------------------

    @property
    def slide(self) -> Slide:
        return self.slides[self.place]

    def step(self, by: int) -> None:
        """On to another slide; it stops at the ends."""
        self.go(self.place + by)

    def go(self, place: int) -> None:
        """To slide ``place``, from 0."""
        place = min(max(place, 0), len(self.slides) - 1)
        if place != self.place:
            self.recording.keep()
            self.place = place
            self.picture.number = 0
            self.sheet.setFocus()
            self._show()

    def _show(self, again: bool = False) -> None:
        slide, unit = self.slide, self.unit
        item = slide.kind is Kind.ITEM and slide.key in self.session.by_id
        self.recording.show_item(slide.key if item else "")
        day = format_date(self.meeting.held_on)
        self.top.tell(f"{self.meeting.group} {self.meeting.name}", day, self.place + 1, len(self.slides))
        before = self.content.name_of(self.slides[self.place - 1]) if self.place else ""
        after = self.content.name_of(self.slides[self.place + 1]) if self.place + 1 < len(self.slides) else ""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        spread = pictures.enlargement(self.zoom) if slide.kind is Kind.PICTURE else 1.0
        self.sheet.show_slide(self._painting(slide), unit, self.zoom, self.content.name_of(slide), again, spread)
        self.bottom.tell(before, after, hints(slide.kind, self.sheet.taller))

    def _painting(self, slide: Slide) -> Painting:
        if slide.kind is Kind.PICTURE:
            self.picture.zoom = self.zoom
            return partial(self.picture.paint, slide)
        numbers = {one.key: one.number for one in self.slides if one.kind is Kind.ITEM and one.number is not None}
        return self.content.painting(slide, numbers)

    def turn_sheet(self, by: int) -> None:
        """Another sheet of a picture."""
        if self.slide.kind is Kind.PICTURE and self.picture.turn(by):
            self._show()

    def _redraw(self) -> None:
        if self.slide.kind is Kind.PICTURE:
            self.picture.settle(self.slide)
            self._show(again=True)

    # --- what changes -----------------------------------------------------------------------------------------------

    def _come(self) -> None:
        self._show(again=True)

    def _changed(self, _ids: object = None) -> None:
        key = self.slide.key if self.slide.kind is Kind.ITEM else ""
        self.pictures.forget()
        self.content.forget()
        self.content.read()
        if key and key not in self.session.by_id:
            self.slides = deck(self.agenda, self.session.by_id)
            self.place = min(self.place, len(self.slides) - 1)
        self._show(again=True)

    def _committed(self, committed: Committed) -> None:
        """A decision taken back is seen to be: its slide comes on, unless all decisions are on already."""
        if committed.entry.kind is OperationKind.UNDO and self.slide.kind is not Kind.DECISIONS:
            gone = committed.ids.get("decision", frozenset())
            items = {one.initiative_id for one in self.content.made if one.id in gone}
            places = (place for place, one in enumerate(self.slides) if one.kind is Kind.ITEM and one.key in items)
            self.go(next(places, self.place))

    def _found(self) -> None:
        if self.slide.kind is Kind.ITEM:
            self._show(again=True)
        elif self.slide == Slide(Kind.PICTURE, "overlap"):
            self.pictures.forget()
            self._show(again=True)

    def _recorded(self) -> None:
        self._show(again=True)
        self.sheet.setFocus()

    # --- language, size, spotlight ----------------------------------------------------------------------------------

    def speak(self, code: str) -> None:
        """Go on in another language at once."""
        if code == language():
            return
        set_language(code)
        # said in the language of before
        self.panel.refusal.hide()
        self.content.since = None
        self.pictures.forget()
        self.session.findings.speak()
        self.content.read()
        self._relay()

    def resize_letters(self, by: int) -> None:
        """Letters of the next larger or smaller size; 0 for the usual one."""
        if not by:
            self.zoom = 1.0
            self._relay()
            return
        nearest = min(range(len(look.ZOOMS)), key=lambda place: abs(look.ZOOMS[place] - self.zoom))
        self.zoom = look.ZOOMS[min(max(nearest + by, 0), len(look.ZOOMS) - 1)]
        self._relay()

    # --- keys -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.press(self, event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a button with the focus keeps what presses it and what goes on to the next; the rest is the presentation's
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QPushButton):
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and plain:
                watched.click()
                return True
            if not (event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and plain):
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.recording.keep()
        self._relay_timer.stop()
        self.pictures.forget()
        for signal, slot in (
            (self.session.changed, self._changed),
            (self.session.committed, self._committed),
            (self.session.failed, self.recording.refuse),
            (self.session.findings.changed, self._found),
        ):
            signal.disconnect(slot)
        if language() != self._language:
            set_language(self._language)
            self.session.findings.speak()
            # pages that were shown anew meanwhile spoke the presentation's language
            self.session.changed.emit(None)
        super().closeEvent(event)
        self.closed.emit()
