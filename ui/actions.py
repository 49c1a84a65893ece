"""Every action of the window in one table: its name, words, key and what it needs. Menus are lists of names.

The window gives each name its handler; the keys, the list of shortcuts and the tests read the same table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.text import LANGUAGE_NAMES, LANGUAGES, N_, _
from ui.pages import PAGES
from ui.theme import icons
from ui.theme.theme import Scheme


class Needs(Enum):
    """What must be there before an action can be chosen."""

    NOTHING = auto()
    PORTFOLIO = auto()
    FILE = auto()
    SELECTION = auto()
    ONE = auto()
    TWO = auto()
    UNDOABLE = auto()
    REDOABLE = auto()
    PAST = auto()


@dataclass(frozen=True, slots=True)
class Spec:
    """One action.

    Attributes:
        id: stable name.
        text: English source text with its mnemonic.
        key: shortcut in Qt's portable spelling; several are separated by ``; ``.
        needs: what must be there first.
        icon: name of an icon, or empty.
        hint: a key that is shown but belongs to whatever has the focus (cut, copy, paste).
        choice: the group of which one is ticked, or ``on`` for one that is on or off by itself.
        writes: whether it changes what is open, which cannot be done to the past.
    """

    id: str
    text: str
    key: str = ""
    needs: Needs = Needs.NOTHING
    icon: str = ""
    hint: str = ""
    choice: str = ""
    writes: bool = False


_SCHEMES = {Scheme.SYSTEM: N_("As in the &system"), Scheme.LIGHT: N_("&Light"), Scheme.DARK: N_("&Dark")}

_TABLE: tuple[Spec, ...] = (
    Spec("new", N_("&New portfolio…"), "Ctrl+Shift+N"),
    Spec("open", N_("&Open…"), "Ctrl+O", icon="folder"),
    Spec("open_shared", N_("Open &shared database…"), "Ctrl+Shift+O"),
    Spec("sample", N_("Open the sa&mple portfolio")),
    Spec("import", N_("&Import registers…"), "Ctrl+I", Needs.PORTFOLIO, "import", writes=True),
    Spec("export_excel", N_("&Excel snapshot…"), "Ctrl+E", Needs.PORTFOLIO, "export"),
    Spec("export_csv", N_("&CSV…"), "", Needs.PORTFOLIO),
    Spec("export_deck", N_("P&resentation…"), "", Needs.PORTFOLIO),
    Spec("export_plan", N_("MS &Project plan…"), "", Needs.PORTFOLIO),
    Spec("export_json", N_("&JSON bundle…"), "", Needs.PORTFOLIO),
    Spec("export_whole", N_("&Bundle with its history…"), "", Needs.PORTFOLIO),
    Spec("back_up", N_("&Back up now…"), "", Needs.FILE, "save", writes=True),
    Spec("restore", N_("&Restore from a backup…"), "", Needs.FILE, writes=True),
    Spec("close", N_("C&lose portfolio"), "Ctrl+W", Needs.PORTFOLIO),
    Spec("quit", N_("&Quit"), "Ctrl+Q"),
    Spec("undo", N_("&Undo"), "Ctrl+Z", Needs.UNDOABLE, "undo", writes=True),
    Spec("redo", N_("&Redo"), "Ctrl+Y; Ctrl+Shift+Z", Needs.REDOABLE, "redo", writes=True),
    Spec("cut", N_("Cu&t"), hint="Ctrl+X"),
    Spec("copy", N_("&Copy"), icon="copy", hint="Ctrl+C"),
    Spec("paste", N_("&Paste"), hint="Ctrl+V"),
    Spec("select_all", N_("Select &all"), hint="Ctrl+A"),
    Spec("find", N_("&Find…"), "Ctrl+F", Needs.PORTFOLIO, "search"),
    Spec("clear_filter", N_("Show &everything again"), "Ctrl+Shift+F", Needs.PORTFOLIO, "filter"),
    Spec("preferences", N_("Prefere&nces…"), "Ctrl+,", icon="settings"),
    Spec("details", N_("&Details panel"), "Ctrl+D", Needs.PORTFOLIO, choice="on"),
    Spec("go_to", N_("&Go to…"), "Ctrl+K", Needs.PORTFOLIO),
    Spec("next_pane", N_("Go to the &next pane"), "F6", Needs.PORTFOLIO),
    Spec("previous_pane", N_("Go to the pre&vious pane"), "Shift+F6", Needs.PORTFOLIO),
    Spec("refresh", N_("&Read again"), "F5", Needs.PORTFOLIO, "refresh"),
    Spec("full_screen", N_("&Full screen"), "F11", choice="on"),
    Spec("idea", N_("New &idea"), "Ctrl+N", Needs.PORTFOLIO, "idea", writes=True),
    Spec("add", N_("&Add an initiative…"), "Ctrl+Shift+A", Needs.PORTFOLIO, "plus", writes=True),
    Spec("open_details", N_("&Open the details"), "", Needs.ONE, hint="Enter"),
    Spec("edit", N_("&Edit everything…"), "", Needs.ONE, "edit", hint="Ctrl+Enter", writes=True),
    Spec("merge", N_("&Merge the selected two…"), "Ctrl+M", Needs.TWO, "merge", writes=True),
    Spec("delete", N_("&Delete…"), "Ctrl+Del", Needs.SELECTION, "delete", writes=True),
    Spec("history", N_("&History…"), "Ctrl+H", Needs.PORTFOLIO, "history"),
    Spec("look_back", N_("Show the portfolio as &of…"), "Ctrl+Shift+H", Needs.PORTFOLIO, "snapshots"),
    Spec("today", N_("Back to &today"), "Ctrl+Shift+T", Needs.PAST),
    Spec("check", N_("&Check the database"), "", Needs.FILE, "check", writes=True),
    Spec("shortcuts", N_("&Keyboard shortcuts"), "F1", icon="help"),
    Spec("about", N_("&About KPK Portfolio"), icon="info"),
)


def specs() -> tuple[Spec, ...]:
    """The whole table with the words in the language spoken now."""
    pages = (
        Spec(f"page.{page.key}", _(page.title), f"Ctrl+{number}", Needs.PORTFOLIO, page.icon, choice="page")
        for number, page in enumerate(PAGES, 1)
    )
    languages = (Spec(f"language.{code}", LANGUAGE_NAMES[code], choice="language") for code in LANGUAGES)
    schemes = (Spec(f"scheme.{scheme}", _(text), choice="scheme") for scheme, text in _SCHEMES.items())
    stages = (Spec(f"status.{status}", label(status), needs=Needs.SELECTION, writes=True) for status in Status)
    table = (replace(s, text=_(s.text)) for s in _TABLE)
    return (*table, *pages, *languages, *schemes, *stages)


SEPARATOR = "-"
_EXPORTS = ("export_excel", "export_csv", "export_deck", "export_plan", "export_json", "export_whole")

Entry = str | tuple[str, Sequence[str]]


def menus() -> tuple[tuple[str, Sequence[Entry]], ...]:
    """The menu bar: titles and entries; a submenu is a pair. ``recent`` is filled in by the window."""
    pages = [f"page.{page.key}" for page in PAGES]
    return (
        (
            _("&File"),
            (
                "new",
                "open",
                "open_shared",
                (_("Open re&cent"), ("recent",)),
                "sample",
                "close",
                SEPARATOR,
                "import",
                (_("&Export"), _EXPORTS),
                SEPARATOR,
                "back_up",
                "restore",
                SEPARATOR,
                "quit",
            ),
        ),
        (
            _("&Edit"),
            (
                "undo",
                "redo",
                SEPARATOR,
                "cut",
                "copy",
                "paste",
                "select_all",
                SEPARATOR,
                "find",
                "clear_filter",
                SEPARATOR,
                "preferences",
            ),
        ),
        (
            _("&View"),
            (
                *pages,
                "go_to",
                SEPARATOR,
                "details",
                "next_pane",
                "previous_pane",
                SEPARATOR,
                (_("&Language"), [f"language.{code}" for code in LANGUAGES]),
                (_("&Appearance"), [f"scheme.{scheme}" for scheme in Scheme]),
                "full_screen",
                SEPARATOR,
                "look_back",
                "today",
                "refresh",
            ),
        ),
        (
            _("&Initiative"),
            (
                "idea",
                "add",
                SEPARATOR,
                "open_details",
                "edit",
                (_("Set the &status"), [f"status.{status}" for status in Status]),
                "merge",
                SEPARATOR,
                "delete",
            ),
        ),
        (_("&Tools"), ("history", "check")),
        (_("&Help"), ("shortcuts", SEPARATOR, "about")),
    )


@dataclass(slots=True)
class Situation:
    """What there is now, by which actions are offered or not."""

    open: bool = False
    file: bool = False
    selected: int = 0
    undoable: str = ""
    redoable: str = ""
    frozen: str | None = None
    """Why nothing can be changed: the past is shown."""

    def offers(self, needs: Needs) -> bool:
        """Whether an action with these needs can be chosen."""
        return {
            Needs.NOTHING: True,
            Needs.PORTFOLIO: self.open,
            Needs.FILE: self.open and self.file,
            Needs.SELECTION: self.open and self.selected > 0,
            Needs.ONE: self.open and self.selected == 1,
            Needs.TWO: self.open and self.selected == 2,
            Needs.UNDOABLE: self.open and bool(self.undoable),
            Needs.REDOABLE: self.open and bool(self.redoable),
            Needs.PAST: self.open and self.frozen is not None,
        }[needs]


class Actions(QObject):
    """The window's actions, its menus and which of them can be chosen now.

    Attributes:
        recent: the submenu of recent databases, filled by the window.
    """

    def __init__(self, window: QMainWindow, handlers: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(window)
        self._specs = {spec.id: spec for spec in specs()}
        missing = self._specs.keys() ^ handlers.keys()
        if missing:
            raise LookupError(f"actions and handlers do not match: {', '.join(sorted(missing))}")
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {spec.id: self._action(window, spec, handlers[spec.id]) for spec in self._specs.values()}
        self.recent = QMenu(window)
        self._fill(window.menuBar())

    def __getitem__(self, id_: str) -> QAction:
        return self._actions[id_]

    def tick(self, id_: str, on: bool = True) -> None:
        """Show an action as chosen without doing it."""
        self._actions[id_].setChecked(on)

    def update(self, situation: Situation) -> None:
        """Offer what can be done now; undo and redo say what they would do."""
        for spec in self._specs.values():
            refused = spec.writes and situation.frozen is not None
            action = self._actions[spec.id]
            action.setEnabled(situation.offers(spec.needs) and not refused)
            action.setToolTip(situation.frozen if refused and situation.frozen else action.text())
        for id_, plain, named, name in (
            ("undo", _("&Undo"), _("&Undo: {name}"), situation.undoable),
            ("redo", _("&Redo"), _("&Redo: {name}"), situation.redoable),
        ):
            shown = name.replace("&", "&&")
            shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
            self._actions[id_].setText(named.format(name=shown) if name else plain)

    def _action(self, window: QMainWindow, spec: Spec, handler: Callable[[], object]) -> QAction:
        action = QAction(f"{spec.text}\t{_shown(spec.hint)}" if spec.hint else spec.text, window)
        action.setObjectName(spec.id)
        if spec.key:
            action.setShortcuts([QKeySequence(key) for key in spec.key.split("; ")])
        if spec.icon:
            action.setIcon(icons.icon(spec.icon))
        if spec.choice:
            action.setCheckable(True)
            if spec.choice != "on":
                group = self._groups.setdefault(spec.choice, QActionGroup(self))
                group.addAction(action)
        if spec.id == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        action.triggered.connect(lambda _on: handler())
        window.addAction(action)
        return action

    def _fill(self, bar: QMenuBar) -> None:
        for title, entries in menus():
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for entry in entries:
                if not isinstance(entry, str):
                    submenu_title, ids = entry
                    if "recent" in ids:
                        self.recent.setTitle(submenu_title)
                        menu.addMenu(self.recent)
                        continue
                    submenu = menu.addMenu(submenu_title)
                    submenu.addActions([self._actions[id_] for id_ in ids])
                elif entry == SEPARATOR:
                    menu.addSeparator()
                else:
                    menu.addAction(self._actions[entry])


def _shown(key: str) -> str:
    """A key as the person's own keyboard calls it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def shortcuts() -> list[tuple[str, str]]:
    """Every action that has a key, as (words, keys), in the order of the menus."""
    found = []
    for spec in specs():
        keys = spec.key or spec.hint
        if keys:
            found.append((spec.text.replace("&", ""), "  ".join(_shown(key) for key in keys.split("; "))))
    return found
