"""The form of an initiative: everything about it, saved as one operation that holds only what changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QTabWidget, QVBoxLayout, QWidget

from kpkportfolio.errors import PortfolioError
from kpkportfolio.model.change import Change, Fields, Operation, Value
from kpkportfolio.model.vocabulary import ComponentKind
from kpkportfolio.text import _
from ui.dialogs.initiative import fields as columns
from ui.dialogs.initiative import whole as wholes
from ui.dialogs.initiative.basics import Basics
from ui.dialogs.initiative.rows_editor import RowsEditor
from ui.dialogs.initiative.whole import Wanted, Whole
from ui.dialogs.message import Message
from ui.models.editing import Known
from ui.models.parsing import Refused
from ui.on_screen import resize_on_screen
from ui.session import Session
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.key_hint import HintButton
from ui.widgets.parts import button
from ui.widgets.parts import label as text_label


class InitiativeEditor(QDialog):
    """Tabs: basics, results, dependencies, money, impact, architecture and links, fields of one's own."""

    def __init__(self, session: Session, whole: Whole, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._whole = whole
        self._changed = False
        self.setWindowTitle(_("Add an initiative") if whole.new else str(whole.record["title"]))
        resize_on_screen(self, 880, 700)
        self._known = Known(session.portfolio)
        self._components = {id_: str(row["name"]) for id_, row in session.portfolio.records("component").items()}
        titles = _distinct(session, whole.id)
        self.basics = Basics(whole.record, session.by_id.get(whole.id), session.contents, titles)
        self.basics.remember()
        self._build_rows(titles)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Parts of the form"))
        self.tabs.tabBar().setAccessibleName(_("Parts of the form"))
        self.tabs.addTab(self.basics, _("Basics"))
        self.tabs.addTab(_page(self.deliverables, self.milestones), _("Deliverables"))
        self.tabs.addTab(
            _page(self.waits_for, self.awaited_by, heads=(_("Depends on"), _("Waited for by"))), _("Dependencies")
        )
        self.tabs.addTab(
            _page(self.money, note=_("Amounts in M€. Leave the year empty for what is not divided into years.")),
            _("Money"),
        )
        self.tabs.addTab(
            _page(
                self.impact,
                note=_("Amounts in M€; impact accrues year by year and is never netted against investment."),
            ),
            _("Impact"),
        )
        self.tabs.addTab(self._more(), _("Architecture and links"))
        self.tabs.addTab(
            _page(
                self.own_fields,
                note=_("What is kept under names of your own: columns of registers, and anything else worth a field."),
            ),
            _("Own fields"),
        )
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("a reason for the history, if you like"))
        self.why.setAccessibleName(_("Why"))
        self.problem = text_label("", FontRole.SMALL, "danger", wrap=True)
        self.save_button = HintButton(_("Save"), "Ctrl+Enter", "primary")
        self.save_button.clicked.connect(self.save)
        cancel = button(_("Cancel"), slot=self.reject)
        for one in (self.save_button, cancel):
            one.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(SIZES.space_2)
        foot.addWidget(text_label(_("Why"), FontRole.BODY, "muted"))
        foot.addWidget(self.why, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIZES.space_4, SIZES.space_3, SIZES.space_4, SIZES.space_3)
        layout.setSpacing(SIZES.space_3)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.problem)
        layout.addLayout(foot)
        self.problem.hide()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)
        self._watch()
        self.basics.title.setFocus()
        self.basics.title.deselect()

    # --- building -----------------------------------------------------------------------------------------------

    def _build_rows(self, titles: Mapping[str, str]) -> None:
        whole = self._whole
        self.deliverables = RowsEditor(_("Deliverables"), columns.deliverable_fields(), _("Add a deliverable"))
        self.deliverables.show_rows(dict(sorted(whole.part("deliverable").items(), key=lambda one: _position(one[1]))))
        self.milestones = RowsEditor(_("Milestones"), columns.milestone_fields(), _("Add a milestone"))
        self.milestones.show_rows(
            dict(sorted(whole.part("milestone").items(), key=lambda one: str(one[1]["due"] or "9")))
        )
        of = columns.dependency_fields(titles)
        self.waits_for = RowsEditor(_("Depends on"), of, _("Add what it depends on"))
        self.awaited_by = RowsEditor(_("Waited for by"), of, _("Add what waits for it"))
        for editor, mine, other in (
            (self.waits_for, "successor_id", "predecessor_id"),
            (self.awaited_by, "predecessor_id", "successor_id"),
        ):
            found = {i: row for i, row in whole.part("dependency").items() if row[mine] == whole.id}
            editor.show_rows({i: {**row, "other": row[other]} for i, row in found.items()})
        self.money = RowsEditor(_("Money"), columns.money_fields(), _("Add a year"))
        self.impact = RowsEditor(_("Impact"), columns.impact_fields(), _("Add a year"))
        for editor, entity in ((self.money, "money"), (self.impact, "impact")):
            editor.show_rows(dict(sorted(whole.part(entity).items(), key=lambda one: _kind_and_year(one[1]))))
        components = self._known.of("component")
        self.components = RowsEditor(
            _("Components"), columns.component_fields(self._components, components.id), _("Add a component")
        )
        self.components.show_rows(whole.part("initiative_component"))
        self.links = RowsEditor(_("Links"), columns.link_fields(), _("Add a link"))
        self.links.show_rows(whole.part("link"))
        names = sorted({row.name for row in self._session.contents.custom}, key=str.casefold)
        self.own_fields = RowsEditor(_("Own fields"), columns.custom_fields(names), _("Add a field"))
        self.own_fields.show_rows(
            dict(sorted(whole.part("custom_value").items(), key=lambda one: str(one[1]["name"]).casefold()))
        )

    def _more(self) -> QWidget:
        tags = self._session.portfolio.records("tag")
        mine = sorted(
            (str(tags[str(row["tag_id"])]["name"]) for row in self._whole.part("initiative_tag").values()),
            key=str.casefold,
        )
        self.tags = QLineEdit(", ".join(mine))
        self.tags.setAccessibleName(_("Tags"))
        self.tags.setPlaceholderText(_("separated by commas"))
        return _page(
            self.components, self.links, self.tags, heads=(_("Components it produces or uses"), _("Links"), _("Tags"))
        )

    @property
    def _rows(self) -> Sequence[RowsEditor]:
        return (
            self.deliverables,
            self.milestones,
            self.waits_for,
            self.awaited_by,
            self.money,
            self.impact,
            self.components,
            self.links,
            self.own_fields,
        )

    def _watch(self) -> None:
        self.basics.changed.connect(self._touch)
        for one in self._rows:
            one.changed.connect(self._touch)
        self.tags.textEdited.connect(self._touch)

    @Slot()
    def _touch(self) -> None:
        self._changed = True
        self.problem.hide()

    # --- saving -------------------------------------------------------------------------------------------------

    def operation(self) -> Operation | None:
        """What saving would do; None when nothing was changed.

        Raises:
            PortfolioError: something written means nothing, or a rule would be broken.
        """
        known = self._known
        mine = self.basics.values(known)
        id_ = self._whole.id
        own = {"initiative_id": id_}
        components = [(i, {**own, **row}) for i, row in self.components.rows()]
        parts: dict[str, Wanted] = {
            "deliverable": [
                (i, {**own, "position": place, **row}) for place, (i, row) in enumerate(self.deliverables.rows())
            ],
            "milestone": [(i, {**own, **row}) for i, row in self.milestones.rows()],
            "dependency": self._dependencies(),
            "money": [(i, {**own, **row}) for i, row in self.money.rows()],
            "impact": [(i, {**own, **row}) for i, row in self.impact.rows()],
            "initiative_component": components,
            "link": [(i, {**own, **row}) for i, row in self.links.rows()],
            "initiative_tag": self._tags(),
            "custom_value": self._own_fields(own),
        }
        made = [_whole_component(change) for change in known.changes]
        return wholes.operation(self._whole, mine, parts, made, self.why.text().strip() or None)

    def _dependencies(self) -> list[tuple[str | None, Fields]]:
        found: list[tuple[str | None, Fields]] = []
        for editor, mine, other in (
            (self.waits_for, "successor_id", "predecessor_id"),
            (self.awaited_by, "predecessor_id", "successor_id"),
        ):
            for id_, row in editor.rows():
                that: Value = row["other"]
                found.append(
                    (id_, {mine: self._whole.id, other: that, "kind": row["kind"], "lag_days": row["lag_days"]})
                )
        return found

    def _own_fields(self, own: Fields) -> list[tuple[str | None, Fields]]:
        rows = self.own_fields.rows()
        names = [str(row["name"]).casefold() for _id, row in rows]
        twice = next((str(row["name"]) for _id, row in rows if names.count(str(row["name"]).casefold()) > 1), None)
        if twice is not None:
            raise Refused(_("The own field “{name}” is there twice.").format(name=twice))
        return [(id_, {**own, **row}) for id_, row in rows]

    def _tags(self) -> list[tuple[str | None, Fields]]:
        names = self._known.of("tag")
        wanted = dict.fromkeys(names.id(name.strip()) for name in self.tags.text().split(",") if name.strip())
        here = {row["tag_id"]: id_ for id_, row in self._whole.part("initiative_tag").items()}
        return [(here.get(tag), {"initiative_id": self._whole.id, "tag_id": tag}) for tag in wanted]

    @Slot()
    def save(self) -> None:
        """Save and close; a refusal is told here and keeps everything as it was written."""
        focus = self.focusWidget()
        if focus is not None:
            # what is being written in a cell counts too
            self.save_button.setFocus()
        try:
            operation = self.operation()
            if operation is not None:
                self._session.commit_now(operation)
        except PortfolioError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return
        self._changed = False
        self.accept()

    @property
    def saved_id(self) -> str:
        """The id of what the form is about."""
        return self._whole.id

    def reject(self) -> None:
        """Leave; what was written is asked about first."""
        if self._changed and not Message.ask(
            self,
            _("Leave without saving?"),
            _("What you have written in the form is lost."),
            _("Leave"),
            danger=True,
        ):
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    @classmethod
    def ask(cls, session: Session, parent: QWidget | None = None, id: str | None = None) -> str | None:
        """The id of what was saved, or None when nothing was; without ``id`` a new initiative is made."""
        if session.refuses():
            return None
        dialog = cls(session, wholes.read(session.portfolio, id), parent)
        saved = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.saved_id if saved else None


def _page(*widgets: QWidget, heads: Sequence[str] = (), note: str = "") -> QWidget:
    result = QWidget()
    column = QVBoxLayout(result)
    column.setContentsMargins(0, SIZES.space_3, 0, 0)
    column.setSpacing(SIZES.space_2)
    if note:
        column.addWidget(text_label(note, FontRole.SMALL, "muted", wrap=True))
    for number, widget in enumerate(widgets):
        if heads:
            column.addWidget(text_label(heads[number], FontRole.SMALL_STRONG))
        column.addWidget(widget, 1 if isinstance(widget, RowsEditor) else 0)
    return result


def _distinct(session: Session, without: str) -> dict[str, str]:
    """Titles by id, in order; two of the same title are told apart by reference."""
    rows = [row for row in session.contents.initiatives if row.id != without]
    counted: dict[str, int] = {}
    for row in rows:
        counted[row.title.casefold()] = counted.get(row.title.casefold(), 0) + 1
    named = {
        row.id: row.title if counted[row.title.casefold()] == 1 else f"{row.title} ({row.ref or row.id[-6:]})"
        for row in rows
    }
    return dict(sorted(named.items(), key=lambda one: one[1].casefold()))


def _whole_component(change: Change) -> Change:
    """A new component needs a kind as well; which one is for the architect to say later."""
    if change.entity != "component" or change.after is None:
        return change
    return Change(change.entity, change.id, None, {**change.after, "kind": ComponentKind.OTHER.value})


def _position(row: Fields) -> int:
    position = row["position"]
    return position if isinstance(position, int) else 0


def _kind_and_year(row: Fields) -> tuple[str, int]:
    year = row["year"]
    return str(row["kind"]), year if isinstance(year, int) else 9999
