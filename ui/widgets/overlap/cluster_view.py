"""A group of records that may be one undertaking: who they are, what ties them, and what they invest year by year."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import label as word
from kpkportfolio.overlap.clusters import Stake
from kpkportfolio.text import _, format_millions, format_number, ngettext
from ui.theme.tokens import SIZES, FontRole
from ui.widgets.key_hint import HintButton
from ui.widgets.overlap.facts import schedule_words
from ui.widgets.overlap.pair_model import GroupLine, pair_count
from ui.widgets.overlap.strength import Strength
from ui.widgets.parts import label, rule

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class ClusterView(QWidget):
    """Members below each other, then the money.

    Signals:
        opened(): the first pair of the group is wanted.
    """

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "base")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title: QLabel = label("", FontRole.SECTION, wrap=True)
        self.summary: QLabel = label("", FontRole.BODY, "muted", wrap=True)
        self._open = HintButton(_("Judge its pairs"), "→", "primary")
        self._open.clicked.connect(lambda: self.opened.emit())
        head = QVBoxLayout()
        head.setSpacing(SIZES.space_1)
        head.addWidget(self.title)
        head.addWidget(self.summary)
        top = QHBoxLayout()
        top.setContentsMargins(SIZES.page_edge, SIZES.space_4, SIZES.page_edge, SIZES.space_4)
        top.setSpacing(SIZES.space_4)
        top.addLayout(head, 1)
        top.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(rule())
        layout.addWidget(self._scroll, 1)

    def minimumSizeHint(self) -> QSize:
        # Qt would take the width of words that could as well wrap
        return QSize(320, super().minimumSizeHint().height())

    def show_group(self, line: GroupLine, members: Sequence[InitiativeRow], stake: Stake) -> None:
        """Show a group of these members, of whom ``stake`` tells the money."""
        self.title.setText(line.words)
        cluster = line.group.cluster
        kinds = ", ".join(f"{word(kind).lower()} {format_number(n)}" for kind, n in cluster.kinds.items())
        registers = len({row.register for row in members if row.register})
        told = [
            line.count,
            ngettext("{n} register", "{n} registers", registers).format(n=registers) if registers else "",
            f"{pair_count(len(cluster.findings))}: {kinds}",
            _("strongest {score}, {strength}").format(
                score=format_number(cluster.score, 2), strength=Strength.of(cluster.score).word
            ),
        ]
        self.summary.setText(" · ".join(part for part in told if part))
        body = QWidget()
        body.setProperty("ground", "base")
        column = QVBoxLayout(body)
        column.setContentsMargins(SIZES.page_edge, SIZES.space_2, SIZES.page_edge, SIZES.space_4)
        column.setSpacing(SIZES.space_2)
        column.addLayout(_members(members))
        column.addSpacing(SIZES.space_2)
        column.addLayout(_money(stake, len(members)))
        column.addStretch(1)
        self._scroll.setWidget(body)


def _members(rows: Sequence[InitiativeRow]) -> QGridLayout:
    """Name and source at the left, schedule and investment at the right, each with a muted line below."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SIZES.space_6)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for number, row in enumerate(rows):
        line = 5 * number
        source = " · ".join(part for part in (row.register, row.ref) if part)
        party = " ".join(part for part in (row.organisation, row.person) if part)
        below = " · ".join(part for part in (source, party) if part)
        [(when, tone)] = schedule_words(row)
        known = row.investment_min is not None or row.investment_max is not None
        money = format_millions(row.investment_min, row.investment_max, unit=True) if known else _("not estimated")
        grid.addWidget(label(row.title, FontRole.STRONG, wrap=True), line, 0)
        grid.addWidget(label(below, FontRole.SMALL, "muted", wrap=True), line + 1, 0)
        grid.addWidget(label(when, tone=None if tone == "text" else tone), line, 1, _RIGHT)
        grid.addWidget(label(word(row.status) if row.status else "", FontRole.SMALL, "muted"), line + 1, 1, _RIGHT)
        grid.addWidget(label(money, tone=None if known else "muted"), line, 2, _RIGHT)
        # the rule stands apart from the words above and below it
        grid.setRowMinimumHeight(line + 2, SIZES.space_1)
        grid.addWidget(rule(), line + 3, 0, 1, 3)
        grid.setRowMinimumHeight(line + 4, SIZES.space_1)
    return grid


def _money(stake: Stake, members: int) -> QGridLayout:
    """The investment year by year and together, and how many members it leaves out."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SIZES.space_6)
    grid.setVerticalSpacing(SIZES.space_1)
    grid.setColumnStretch(2, 1)
    grid.addWidget(label(_("Investment of the group, M€"), FontRole.STRONG), 0, 0, 1, 3)
    line = 1
    for year in stake.years:
        name = _("without a year") if year.year is None else str(year.year)
        grid.addWidget(label(name, tone="muted"), line, 0)
        grid.addWidget(label(format_millions(year.min, year.max)), line, 1, _RIGHT)
        line += 1
    if stake.investment is not None:
        grid.addWidget(label(_("Together"), FontRole.STRONG), line, 0)
        grid.addWidget(label(format_millions(*stake.investment), FontRole.STRONG), line, 1, _RIGHT)
        line += 1
    if stake.unknown:
        told = (
            _("Nobody's investment is known.")
            if stake.unknown == members
            else ngettext(
                "The investment of {n} initiative is not known and not in the sum.",
                "The investments of {n} initiatives are not known and not in the sum.",
                stake.unknown,
            ).format(n=stake.unknown)
        )
        grid.addWidget(label(told, FontRole.SMALL, "muted", wrap=True), line, 0, 1, 3)
    return grid
