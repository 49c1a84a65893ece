"""What is seen when no portfolio is open: make one, open one, look at the sample, or go on with a recent one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.text import _
from ui.theme.state import colour
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.parts import button, icon_button, rule
from ui.widgets.parts import label as text_label

_WIDTH = 760
_CHOICE_WIDTH = 200
_PLACE_WIDTH = 340


class StartPage(QScrollArea):
    """The first thing one sees.

    Signals:
        wanted(str): the id of an action: ``new``, ``open``, ``open_shared``, ``sample``.
        recent_wanted(str): a database of the list.
        forget_wanted(str): take it off the list.
    """

    wanted = Signal(str)
    recent_wanted = Signal(str)
    forget_wanted = Signal(str)

    def __init__(self, recent: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._inner.setProperty("ground", "base")
        self._inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self._inner)
        outer.addStretch(1)
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        outer.addWidget(column)
        outer.addStretch(1)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 64, 0, SIZES.space_6)
        layout.setSpacing(SIZES.space_2)
        layout.addWidget(text_label("KPK Portfolio", FontRole.PROJECTOR_TITLE))
        layout.addWidget(
            text_label(
                _(
                    "One true portfolio of the public sector's ICT initiatives: what is under way, "
                    "what overlaps, what it gains."
                ),
                FontRole.BODY,
                "muted",
                wrap=True,
            )
        )
        layout.addSpacing(SIZES.space_6)
        layout.addLayout(self._choices())
        layout.addSpacing(SIZES.space_4)
        shared = button(_("Open a shared database…"), kind="link", slot=lambda: self.wanted.emit("open_shared"))
        layout.addWidget(shared, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(text_label(_("Or drop a database file or a register on the window."), FontRole.SMALL, "muted"))
        layout.addSpacing(SIZES.space_5)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        layout.addLayout(self._recent)
        layout.addStretch(1)
        self.setWidget(self._inner)
        self.show_recent(recent)

    def show_recent(self, recent: list[str]) -> None:
        """List the recent databases; files that are not there now are greyed."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if not recent:
            return
        self._recent.addWidget(text_label(_("Recent portfolios"), FontRole.SMALL_STRONG))
        self._recent.addSpacing(SIZES.space_2)
        self._recent.addWidget(rule())
        for target in recent:
            line = RecentLine(target)
            line.opened.connect(self.recent_wanted)
            line.forgotten.connect(self.forget_wanted)
            self._recent.addWidget(line)

    def lines(self) -> list["RecentLine"]:
        """The recent databases as shown."""
        items = (self._recent.itemAt(n) for n in range(self._recent.count()))
        return [widget for item in items if item is not None and isinstance(widget := item.widget(), RecentLine)]

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SIZES.space_5)
        for id_, text, icon, about in (
            (
                "sample",
                _("Look at the sample portfolio"),
                "portfolio",
                _("32 illustrative initiatives in a copy of your own: try everything."),
            ),
            ("new", _("Create a portfolio"), "plus", _("An empty file on this computer; then bring registers in.")),
            ("open", _("Open a portfolio"), "folder", _("A file made earlier, or one you were given.")),
        ):
            column = QVBoxLayout()
            column.setSpacing(SIZES.space_2)
            kind = "primary" if id_ == "sample" else None
            choose = button(text, icon, kind, partial(self.wanted.emit, id_))
            choose.setObjectName(id_)
            choose.setAccessibleDescription(about)
            choose.setMinimumWidth(_CHOICE_WIDTH)
            column.addWidget(choose)
            column.addWidget(text_label(about, FontRole.SMALL, "muted", wrap=True))
            column.addStretch(1)
            row.addLayout(column, 1)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colour("base"))
        painter.end()


class RecentLine(QWidget):
    """One recent database: its name, where it is, and a way to take it off the list.

    Signals:
        opened(str), forgotten(str): its target.
    """

    opened = Signal(str)
    forgotten = Signal(str)

    def __init__(self, target: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = target
        shared = "://" in target
        path = Path(target)
        self.missing = not shared and not path.exists()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SIZES.space_1, 0, SIZES.space_1)
        row.setSpacing(SIZES.space_3)
        name = target.rpartition("/")[2].partition("?")[0] if shared else path.name
        self.link = button(name, kind="link", slot=lambda: self.opened.emit(target))
        self.link.setEnabled(not self.missing)
        row.addWidget(self.link)
        place = _("missing: {place}").format(place=path.parent) if self.missing else target if shared else path.parent
        where = text_label("", FontRole.SMALL, "muted")
        where.setText(where.fontMetrics().elidedText(str(place), Qt.TextElideMode.ElideMiddle, _PLACE_WIDTH))
        where.setToolTip(target)
        row.addWidget(where, 1)
        words = _("Take {name} off the list").format(name=name)
        self.forget = icon_button("close", words, lambda: self.forgotten.emit(target))
        row.addWidget(self.forget)
