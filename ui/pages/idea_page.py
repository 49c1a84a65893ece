"""A new idea, and beside it while one types what already exists: saved, linked, or dropped with a reason.

What is typed stays until it is saved, dropped or cleared, also over a restart or a crash.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from kpkportfolio.model.change import Operation
from kpkportfolio.model.rows import DeliverableRow
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item
from kpkportfolio.text import _, format_number
from ui.dialogs.drop_idea import Alike, DropIdea, Dropped
from ui.drafts import DraftFile
from ui.overlap_findings import READY
from ui.overlap_pairs import language_of
from ui.pages.page import Page
from ui.session import Session
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.closed import close_to_changes
from ui.widgets.messages import Message, Tone
from ui.widgets.overlap.facts import language_name
from ui.widgets.overlap.idea_draft import IdeaDraft, saving
from ui.widgets.overlap.idea_form import IdeaForm
from ui.widgets.overlap.near_list import NearList, Told, suggested
from ui.widgets.overlap.reusable import ready, ready_words
from ui.widgets.page_header import PageHeader
from ui.widgets.parts import button, rule
from ui.widgets.parts import label as text_label

_PAUSE_MS = 250
_FORM = 420
_KEEP_MS = 400
_LEAST_SCORE = 0.05
# from here on the idea and what exists are more likely one thing than not
_LIKELY = 0.5
_LEAST_WORDS = 2
_HEADER_ROOM = 760


class IdeaPage(Page):
    """Form at the left, nearest initiatives at the right."""

    key = "idea"
    details = False
    facets = False

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._links: dict[str, str] = {}
        self._language: str | None = None
        self._saved = ""
        self._written: IdeaDraft | None = None
        self._asked: Item | None = None
        self._answered: tuple[Item, list[Finding]] | None = None
        self._seen = False
        self._file = DraftFile("idea", session.portfolio.target)
        self.header = PageHeader(_("Development idea"))
        self._clear = button(_("Clear"), "close", slot=self.clear)
        self._drop = button(_("Drop…"), "delete", slot=self.drop)
        self._save = button(_("Save as a development idea"), "save", "primary", self.save)
        for one in (self._clear, self._drop, self._save):
            self.header.add_button(one)
        self.banner = Message()
        self.form = IdeaForm()
        self.near = NearList()
        right = QWidget()
        right.setProperty("ground", "base")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._heading = text_label(_("What exists already"), FontRole.SECTION)
        self._heading.setContentsMargins(SIZES.page_edge, SIZES.space_4, SIZES.page_edge, SIZES.space_2)
        self._by_words = text_label("", FontRole.SMALL, "muted", wrap=True)
        self._by_words.setContentsMargins(SIZES.page_edge, 0, SIZES.page_edge, SIZES.space_2)
        self._by_words.hide()
        column.addWidget(self._heading)
        column.addWidget(self._by_words)
        column.addWidget(rule())
        column.addWidget(self.near, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.form)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(1, 1)
        self._divided = False
        self._splitter.splitterMoved.connect(self._divide)
        self.form.setMinimumWidth(260)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banner)
        layout.addWidget(self._splitter, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP_MS)
        self._keeping.timeout.connect(self._keep)
        # an idea begins with its name: who gives the page the keyboard gives it there
        self.setFocusProxy(self.form.title)
        self.form.changed.connect(self._typed)
        self.near.opened.connect(self._open)
        self.near.linked.connect(self._linked)
        self._own = False
        self.session.committed.connect(self._something_written)
        self.banner.action_chosen.connect(lambda: self._open(self._saved))
        session.findings.changed.connect(self._searched)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.save)
        self._take(IdeaDraft.of(self._file.read()))
        self._typed()
        self.look()

    # --- looking --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.form.offer(self.session.contents)
        self._follow_undo()
        self.look()

    def _follow_undo(self) -> None:
        """An idea that undo took back stands in the form again, unless another one is being written."""
        if self._written is None:
            self._seen = False
        elif self._saved in self.session.by_id:
            if not self._seen and self.draft == self._written:
                # redo brought it into the portfolio again
                self.clear()
            self._seen = True
        elif self._seen:
            self._seen = False
            self.banner.hide()
            if self.draft.empty and not self._links:
                self._take(self._written)

    @Slot()
    def _something_written(self) -> None:
        """What the banner says of Ctrl+Z holds until something else is written: then that would be taken back."""
        if not self._own:
            self.banner.hide()
        self._own = False

    @property
    def draft(self) -> IdeaDraft:
        """What is being written, with what is ticked."""
        return replace(self.form.draft(), links=dict(self._links))

    @Slot()
    def _typed(self) -> None:
        draft = self.form.draft()
        self._save.setEnabled(bool(draft.title.strip()))
        self._drop.setEnabled(bool(draft.name))
        close_to_changes(self.session.frozen, self._save, self._drop)
        self._clear.setEnabled(not draft.empty or bool(self._links))
        self._pause.start()
        self._keeping.start()

    @Slot()
    def look(self) -> None:
        """Mirror what is written against the portfolio."""
        self._pause.stop()
        item = self.form.draft().item()
        text = f"{item.title} {item.description or ''}"
        if len(text.split()) < _LEAST_WORDS:
            self._asked = self._answered = None
            self._language = None
            self.session.findings.ideas.forget()
            self.header.set_note("")
            self.near.say(
                _(
                    "Write a title and a sentence or two. What the portfolio already holds on the same thing appears "
                    "here while you type, in any of the three languages, with the reasons."
                )
            )
            return
        self._language = language_of(item)
        self.header.set_note(_("Language: {name}").format(name=language_name(self._language)))
        self._asked = item
        if self._answered is None:
            self.near.say(_("Looking for similar initiatives …"))
        self.session.findings.ideas.check(item, partial(self._answer, item))

    def _answer(self, item: Item, found: list[Finding]) -> None:
        # the window may have been built anew, in another language, while the worker looked
        if not isValid(self) or item is not self._asked:
            return
        near = [one for one in found if one.score >= _LEAST_SCORE or one.b in self._links]
        self._answered = (item, near)
        self._tell_meaning()
        if near:
            self.near.show_findings(near, item, self.session.by_id, self._links, self._told(near, item))
        else:
            self.near.say(_("Nothing in the portfolio is like this idea."))

    def _told(self, near: Iterable[Finding], idea: Item) -> dict[str, Told]:
        """What the existing initiatives have ready, and why those that were cancelled were."""
        rows = {one.b: self.session.by_id[one.b] for one in near if one.b in self.session.by_id}
        outputs: dict[str, list[DeliverableRow]] = {}
        for output in self.session.contents.deliverables:
            if output.initiative_id in rows:
                outputs.setdefault(output.initiative_id, []).append(output)
        cancelled = [id_ for id_, row in rows.items() if row.status is Status.CANCELLED]
        records = self.session.portfolio.records("initiative", id=cancelled) if cancelled else {}
        told = {}
        for id_, row in rows.items():
            reason = records[id_]["status_reason"] if id_ in records else None
            why = _("Cancelled, because: {reason}").format(reason=reason) if reason else ""
            told[id_] = Told(ready_words(ready(row, outputs.get(id_, ()), idea)), why)
        return told

    def _tell_meaning(self) -> None:
        """Say when texts are compared by their words alone."""
        told = {
            "computing": _("Compared by words so far: what the texts mean is still being read."),
            "unavailable": _("Compared by words alone."),
        }
        words = told.get(self.session.findings.meaning, "")
        self._by_words.setText(words)
        self._by_words.setVisible(bool(words))

    @Slot()
    def _searched(self) -> None:
        if self.session.findings.state == READY and self._asked is not None and self.isVisible():
            self._pause.start()

    @Slot(str, str)
    def _linked(self, id_: str, verdict: str) -> None:
        if verdict:
            self._links[id_] = verdict
        else:
            self._links.pop(id_, None)
        self._clear.setEnabled(True)
        self._keeping.start()

    @Slot(str)
    def _open(self, id_: str) -> None:
        if id_ in self.session.by_id:
            # only what was asked for stands beside the idea, not what is selected elsewhere
            self.details = True
            self.session.select([id_])
            self.details_wanted.emit()

    # --- saving ---------------------------------------------------------------------------------------------------

    @Slot()
    def save(self) -> None:
        """Record the idea with its links as one operation."""
        if self._save.isEnabled() and self.form.judge():
            self._record(self.draft)

    @Slot()
    def drop(self) -> None:
        """Record the idea as cancelled, with the reason and what it was found alike with."""
        if self.session.refuses() or not self.form.judge():
            return
        found = {one.b: one for one in self._near() if one.score >= _LIKELY or one.b in self._links}
        alike = [Alike(id_, self._alike_words(one), True) for id_, one in found.items()]
        dropped = DropIdea.ask(self.form.draft().name, alike, self)
        if dropped is None:
            return
        links = {id_: self._links.get(id_) or suggested(found[id_].kind).value for id_ in dropped.alike}
        told = [f"– {self._alike_words(found[id_])}" for id_ in dropped.alike]
        note = "\n".join((_("Found alike when the idea was dropped:"), *told)) if told else None
        self._record(replace(self.draft, links=links), dropped, note)

    def _near(self) -> list[Finding]:
        """What was found and is still in the portfolio, strongest first."""
        found = self._answered[1] if self._answered is not None else []
        return [one for one in found if one.b in self.session.by_id]

    def _alike_words(self, finding: Finding) -> str:
        row = self.session.by_id[finding.b]
        title = f"{row.title} ({row.organisation})" if row.organisation else row.title
        return _("{kind} {probability}: {title}").format(
            kind=label(finding.kind), probability=format_number(finding.score, 2), title=title
        )

    def _record(self, draft: IdeaDraft, dropped: Dropped | None = None, note: str | None = None) -> None:
        session = self.session
        reason = dropped.reason if dropped is not None else None
        made: list[str] = []

        def operation() -> Operation:
            prints = {id_: session.findings.fingerprint(id_) for id_ in draft.links if id_ in session.by_id}
            one, id_ = saving(session.portfolio, draft, self._language, prints, session.today(), reason, note)
            made.append(id_)
            return one

        self._own = True
        if not session.commit(operation):
            self._own = False
            return
        self._saved, self._written, self._seen = made[0], self.draft, False
        self.clear()
        saved = _("“{title}” was saved as an idea. Ctrl+Z takes it back.")
        gone = _("“{title}” was dropped and is kept as cancelled. Ctrl+Z takes it back.")
        words = gone if dropped is not None else saved
        self.banner.show_message(Tone.OK, words.format(title=draft.name), action=_("Open details"))

    @Slot()
    def clear(self) -> None:
        """Empty the form."""
        self._links = {}
        self.form.show_draft(IdeaDraft())
        self._keep()
        self.look()
        self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- state ----------------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        # the draft has a file of its own: what is saved at the end would come back after a crash, long done with
        self._keep()
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Take up a draft that an earlier version kept with the settings."""
        if self.draft.empty:
            self._take(IdeaDraft.of(state))

    def _take(self, draft: IdeaDraft) -> None:
        self._links = dict(draft.links)
        self.form.show_draft(draft)

    @Slot()
    def _keep(self) -> None:
        """Put what is written where no crash takes it."""
        self._keeping.stop()
        draft = self.draft
        if draft.empty and not draft.links:
            self._file.clear()
        else:
            self._file.keep(draft.plain())

    @Slot()
    def _divide(self) -> None:
        """The person chose how wide the form is."""
        self._divided = True

    def showEvent(self, event: QShowEvent) -> None:
        self.details = False
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._save.setText(_("Save as a development idea") if self.width() >= _HEADER_ROOM else _("Save"))
        # a page that comes beside open details is wider once they have gone
        if not self._divided:
            form = min(_FORM, self.width() * 2 // 5)
            self._splitter.setSizes([form, self.width() - form])
