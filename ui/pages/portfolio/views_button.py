"""``Näkymä: Ohjausryhmän perusnäkymä ▾``: the views that come with the program and the person's own."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kpkportfolio.text import _
from ui.models.views import BUILT_IN, View
from ui.widgets.choices import ChoiceButton


class ViewsButton(ChoiceButton):
    """Chooses, saves and deletes views.

    Signals:
        wanted: a view to look at the table in, also the same again to put it right.
    """

    wanted = Signal(object)

    def __init__(self, look: Callable[[], View], parent: QWidget | None = None) -> None:
        """``look`` tells how the table is looked at now."""
        super().__init__(_("View"), [(view.name, view.title) for view in BUILT_IN], BUILT_IN[0].name, parent)
        self._look = look
        self.own: list[View] = []
        self._changed = False
        self.changed.connect(self._go)
        self._offer()

    @property
    def current(self) -> View:
        """The view chosen last; the table may have been changed since."""
        return next((view for view in (*self.own, *BUILT_IN) if view.name == self.value), BUILT_IN[0])

    def set_own(self, views: Sequence[View]) -> None:
        """Have these views besides the built-in ones."""
        self.own = [view for view in views if view.own]
        self._refill(self.current.name)

    def set_current(self, name: str) -> None:
        """Show a view as chosen without going there; an unknown name changes nothing."""
        self.set_value(name)

    def mark(self, look: View) -> None:
        """Say whether the table is still looked at as the chosen view says."""
        view = self.current
        changed = not view.same_look(look if view.filter is not None else _without_filter(look))
        if changed != self._changed:
            self._changed = changed
            self._refill(view.name)

    def save_as(self) -> None:
        """Ask for a name and keep the present look under it."""
        from ui.dialogs.ask_name import AskName

        suggestion = self.current.name if self.current.own else ""
        name = AskName.ask(
            _("Save the view"),
            _("Name of the view; it keeps columns, grouping, order and what is filtered"),
            suggestion,
            [view.name for view in self.own],
            self.window(),
        )
        if name is not None:
            self.keep(name)

    def keep(self, name: str) -> None:
        """Keep the present look under a name, in place of what has it."""
        view = self._look().named(name)
        self.own = sorted([*(one for one in self.own if one.name != name), view], key=lambda one: one.name.casefold())
        self._changed = False
        self._refill(name)

    def delete(self) -> None:
        """Take the chosen view off the person's own; the table stays as it is."""
        self.own = [view for view in self.own if view.name != self.value]
        self._refill(BUILT_IN[0].name)
        self.mark(self._look())

    def _refill(self, name: str) -> None:
        views = (*BUILT_IN, *self.own)
        mark = " " + _("(changed)")
        self.set_choices(
            [(view.name, view.title + (mark if self._changed and view.name == name else "")) for view in views]
        )
        self.set_value(name)
        self._offer()

    def _offer(self) -> None:
        menu = self.menu()
        menu.addSeparator()
        if self._changed:
            menu.addAction(_("Back to the view as saved"), lambda: self._go(self.value))
        menu.addAction(_("Save as a view of my own…"), self.save_as)
        if self.current.own:
            menu.addAction(_("Delete this view"), self.delete)

    def _go(self, _name: object) -> None:
        self._changed = False
        self._refill(self.current.name)
        self.wanted.emit(self.current)


def _without_filter(look: View) -> View:
    return View(look.name, look.columns, look.grouping, look.sort, None, look.widths, look.own)
