"""Meeting: what the steering group meets about, its presentation, its decisions and the minutes of it."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QWidget

from kpkportfolio.errors import PortfolioError
from kpkportfolio.snapshots import Snapshot
from kpkportfolio.store import decisions as deciding
from kpkportfolio.store.agenda import Agenda, proposed, rearranging, reasons
from kpkportfolio.store.decisions import DecisionRow, MeetingRow
from kpkportfolio.text import _, ngettext
from ui.dialogs.message import tell_error
from ui.dialogs.take_snapshot import ask_and_take
from ui.pages.meeting import minutes
from ui.pages.meeting.afterwards import Afterwards
from ui.pages.meeting.agenda_view import AgendaView
from ui.pages.meeting.beside import Beside
from ui.pages.meeting.carrying_out import carry_out
from ui.pages.meeting.choosing import ChooseItem
from ui.pages.meeting.displays import DisplayChoice
from ui.pages.meeting.form import MeetingForm, next_name
from ui.pages.meeting.kept_agendas import KeptAgendas
from ui.pages.meeting.meeting_list import MeetingList, NoMeetings
from ui.pages.meeting.reading import Reading, read
from ui.pages.page import Page
from ui.presenting.window import Presentation
from ui.session import Session
from ui.widgets.closed import close_to_changes
from ui.widgets.messages import Message, Tone
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button, icon_button


class MeetingPage(Page):
    """The meetings at the left, the agenda of the chosen one beside them.

    Attributes:
        reading: what is known of meetings; replaced as a whole.
        presentation: what is presented now, None when nothing is.
    """

    key = "meeting"
    facets = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.reading = Reading()
        self.presentation: Presentation | None = None
        self._kept = KeptAgendas(session.portfolio.target)
        self._wanted = ""
        self._called = False
        self._turn = 0
        self._build()
        session.selection_changed.connect(lambda ids: self.agenda.offer_selected(len(ids)))

    def _build(self) -> None:
        self.header = PageHeader(_("Meetings"))
        self.display = DisplayChoice()
        self.delete_button = icon_button("delete", _("Delete the meeting"), self.delete)
        self.new_button = button(_("New meeting"), "plus", slot=self.call)
        self.minutes_button = button(_("Minutes…"), "report", slot=self.ask_minutes)
        self.present_button = button(_("Present"), "play", "primary", self.present)
        for one in (self.display, self.delete_button, self.new_button, self.minutes_button, self.present_button):
            self.header.add_button(one)
        self.message = Message()
        self.list = MeetingList()
        self.list.currentItemChanged.connect(lambda *_items: self._show())
        self.form, self.agenda, self.afterwards = MeetingForm(), AgendaView(), Afterwards()
        self.message.action_chosen.connect(self.take_snapshot)
        self.afterwards.snapshot_wanted.connect(self.take_snapshot)
        self.afterwards.merge_wanted.connect(lambda merge: carry_out(self.session, merge, self))
        self.form.edited.connect(self._save)
        self.agenda.changed.connect(self._agenda_changed)
        self.agenda.add_wanted.connect(self._add)
        self.agenda.add_selected.connect(lambda: self.put_on(self.session.selection))
        self.agenda.propose_wanted.connect(self.propose)
        self.agenda.chosen.connect(lambda id_: self.session.select((id_,)))
        self.agenda.changeable = self.session.frozen is None
        deeds = (self.new_button, self.afterwards.take, self.afterwards.carry_out)
        changing = (self.agenda.add, self.agenda.pictures, self.agenda.propose)
        close_to_changes(self.session.frozen, self.form, *deeds, *changing)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(Beside(self.form, self.agenda, self.afterwards))
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([200, 600])
        self.empty = NoMeetings(self.call)
        self.lay_out((self.header, self.message), self.splitter, self.empty)
        self.setFocusProxy(self.list)

    # --- showing ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the meetings again off the UI thread."""
        portfolio, initiatives = self.session.portfolio, self.session.contents.initiatives
        self._turn += 1
        take = partial(self._take, self._turn)
        self.session.tasks.run(self, lambda _progress: read(portfolio, initiatives), take, partial(tell_error, self))
        self.display.offer(self.screen())

    def _take(self, turn: int, reading: Reading) -> None:
        if turn != self._turn:
            # from before the latest change, which is being read: what is on the screen is newer
            return
        self.reading = reading
        some = bool(reading.meetings)
        self.show_content(some)
        self.setFocusProxy(self.list if some else self.empty)
        for one in (self.delete_button, self.new_button, self.minutes_button, self.present_button):
            one.setVisible(some)
        wanted = self._wanted or self.list.chosen
        self.list.show_meetings(reading.meetings, wanted)
        self._wanted = ""
        self._show()
        if self._called:
            # its name is a guess
            self._called = False
            self.form.name.setFocus()
            self.form.name.selectAll()
        self._kept.bring_in(self.session, reading.meetings, reading.agendas, self.session.by_id)

    @property
    def meeting(self) -> MeetingRow | None:
        """The meeting that is chosen."""
        return next((row for row in self.reading.meetings if row.id == self.list.chosen), None)

    @property
    def _decided_before(self) -> list[DecisionRow]:
        """What other meetings have decided."""
        meeting = self.meeting
        return [one for one in self.reading.decisions if meeting is None or one.meeting_id != meeting.id]

    @property
    def made_agenda(self) -> Agenda:
        """The agenda of the chosen meeting."""
        return self.reading.agendas.get(self.list.chosen, Agenda())

    @property
    def dealt_with(self) -> Agenda:
        """The same with what was decided on besides."""
        return self.made_agenda.with_items(one.initiative_id for one in self.reading.made_in(self.list.chosen))

    def _show(self) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        self.form.show_meeting(meeting)
        made = self.reading.made_in(meeting.id)
        why = reasons(self.session.contents.initiatives, self._decided_before)
        self.agenda.show_agenda(self.made_agenda, self.session.by_id, made, len(self.session.selection), why)
        merges = self.reading.merges.get(meeting.id, ())
        self.afterwards.show_state(self.reading.taken_of(meeting.id), merges, self.session.by_id)
        # what a meeting has decided it is remembered for
        self.delete_button.setEnabled(not made and self.session.frozen is None)

    # --- meetings ---------------------------------------------------------------------------------------------------

    def call(self) -> None:
        """A new meeting of the latest one's group, today; its name counts on from the latest one's."""
        latest = self.reading.meetings[0] if self.reading.meetings else None
        today = self.session.today()
        try:
            operation = deciding.calling(
                self.session.portfolio,
                next_name(latest.name if latest else "", today),
                today,
                latest.group if latest else _("Steering group"),
            )
        except PortfolioError as error:
            tell_error(self, error)
            return
        if self.session.commit(operation):
            self._wanted = next(change.id for change in operation.changes if change.entity == "meeting")
            self._called = True
            self.refresh()

    def delete(self) -> None:
        """Delete the chosen meeting; undoing brings it back."""
        meeting = self.meeting
        if meeting is not None:
            self.session.commit(partial(deciding.cancelling, self.session.portfolio, meeting.id))

    def _save(self) -> None:
        meeting, form = self.meeting, self.form
        if meeting is None:
            return
        held_on = form.day.date().toPython()
        assert isinstance(held_on, date)
        try:
            operation = deciding.rewriting(
                self.session.portfolio,
                meeting.id,
                form.name.text(),
                held_on,
                form.group.text(),
                form.notes.toPlainText(),
            )
            if operation is not None:
                self.session.commit_now(operation)
        except PortfolioError as error:
            self.message.show_message(Tone.DANGER, str(error))

    # --- the agenda -------------------------------------------------------------------------------------------------

    def _agenda_changed(self, agenda: Agenda) -> None:
        meeting = self.meeting
        if meeting is None:
            return
        wanted = agenda.placed()
        operation = rearranging(meeting, self.made_agenda, wanted)
        if operation is not None:
            # a reading that began before this change would show the agenda as it was
            self._turn += 1
            if self.session.commit(operation):
                # the next key may come before it has been read again
                self.reading = replace(self.reading, agendas={**self.reading.agendas, meeting.id: wanted})
            else:
                self.refresh()
        self._show()

    def put_on(self, ids: tuple[str, ...]) -> None:
        """Put initiatives on the agenda."""
        self._agenda_changed(self.made_agenda.with_items(ids))

    def propose(self) -> None:
        """Put on what was postponed, what needs a decision and what is proposed, as much as one meeting manages."""
        found = proposed(self.session.contents.initiatives, self._decided_before)
        new = [id_ for id_ in found if id_ not in self.made_agenda.items]
        self.put_on(tuple(new))
        n = len(new)
        words = ngettext("{n} item was added to the agenda.", "{n} items were added to the agenda.", n).format(n=n)
        self.message.show_message(Tone.INFO, words if n else _("There is nothing more to propose."))

    def _add(self) -> None:
        target = ChooseItem.ask(self.session, self.window())
        if target is not None and target[0] == "initiative":
            self.put_on((target[1],))

    # --- presenting and minutes -------------------------------------------------------------------------------------

    def present(self) -> None:
        """Present the chosen meeting, full screen on the chosen display."""
        meeting = self.meeting
        if meeting is None or self.presentation is not None:
            return
        self.presentation = Presentation(self.session, meeting, self.dealt_with)
        self.presentation.closed.connect(self._presented)
        self.presentation.present(self.display.screen_chosen)

    def _presented(self) -> None:
        if self.presentation is not None:
            self.presentation.deleteLater()
            self.presentation = None
        meeting = self.meeting
        if meeting is not None and not self.reading.taken_of(meeting.id):
            words = _("When the meeting ends, take a snapshot: the next one begins with what has changed since.")
            self.message.show_message(Tone.INFO, words, action=_("Take a snapshot…"))
        self.refresh()

    # --- when it ends -----------------------------------------------------------------------------------------------

    def take_snapshot(self) -> None:
        """Ask for a name, then freeze the portfolio as the chosen meeting leaves it."""
        meeting = self.meeting
        if meeting is None:
            return

        def done(taken: Snapshot) -> None:
            self.message.show_message(Tone.OK, _("The snapshot {name} was taken.").format(name=taken.name))
            self.refresh()

        names = [one.name for one in self.reading.snapshots]
        ask_and_take(self.session, self, names, self.reading.meetings, done, meeting.id)

    def ask_minutes(self) -> None:
        """Ask where the minutes of the chosen meeting go, then write them."""
        meeting = self.meeting
        if meeting is not None:
            minutes.ask_and_write(self.session, meeting, self.dealt_with.items, self, self._minuted)

    def write_minutes(self, path: Path, confidential: bool = False) -> None:
        """Write the minutes of the chosen meeting in the language spoken now."""
        meeting = self.meeting
        if meeting is not None:
            minutes.write(self.session, meeting, path, self, self._minuted, confidential)

    def _minuted(self, path: Path) -> None:
        self.message.show_message(Tone.OK, _("The minutes are in {file}.").format(file=path.name))

    # --- state ------------------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        sizes = self.splitter.saveState().toBase64().toStdString()
        return {"meeting": self.meeting.id if self.meeting else "", "splitter": sizes}

    def restore(self, state: dict[str, Any]) -> None:
        if isinstance(state.get("meeting"), str):
            self._wanted = state["meeting"]
        if isinstance(state.get("splitter"), str):
            self.splitter.restoreState(QByteArray.fromBase64(state["splitter"].encode("ascii", "ignore")))
