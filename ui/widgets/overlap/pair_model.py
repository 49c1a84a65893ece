"""The found pairs as rows of a list: a heading for each group of three or more, and the pairs below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.models.roles import Role
from ui.overlap_findings import Pair, pair_of
from ui.widgets.overlap.clusters import LEAST, Cluster, cluster_name

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The heading of a group."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair. ``verdict`` is the one it has, if any; ``grouped`` when it stands below a heading."""

    finding: Finding
    a: InitiativeRow
    b: InitiativeRow
    languages: tuple[str, str]
    verdict: VerdictRow | None = None
    grouped: bool = False

    @property
    def pair(self) -> Pair:
        """The two ids, as verdicts keep them."""
        return pair_of(self.finding.a, self.finding.b)

    @property
    def told(self) -> str:
        """The line as it is read out."""
        kind = label(self.verdict.verdict if self.verdict else self.finding.kind)
        return f"{format_number(self.finding.score, 2)}, {kind}: {self.a.title} – {self.b.title}"

    @property
    def tail(self) -> str:
        """What stands at the right of the last line: the languages, or when it was judged."""
        if self.verdict is not None:
            return format_date(self.verdict.at.astimezone().date())
        return "–".join(self.languages)

    @property
    def long_tail(self) -> str:
        """The same with who judged, for where there is room."""
        return f"{self.verdict.by} {self.tail}" if self.verdict is not None else self.tail


Line = GroupLine | PairLine


def lines(
    pairs: Sequence[PairLine],
    rows: Mapping[str, InitiativeRow],
    made: Mapping[str, set[str]],
    found: Sequence[Cluster] = (),
) -> list[Line]:
    """The pairs as lines, those of a cluster together below its heading.

    Args:
        pairs: those to show, in their order.
        made: the components each initiative produces.
        found: the clusters of all found pairs, shown or not: judging one of a group leaves the rest in its place.
            Without them the pairs are listed as they are.
    """
    if not found:
        return list(pairs)
    left = {id(one.finding): one for one in pairs}
    result: list[Line] = []
    for cluster in found:
        shown = [left.pop(id(finding)) for finding in cluster.findings if id(finding) in left]
        if shown and len(cluster.members) >= LEAST:
            result.append(GroupLine(cluster_name(cluster, rows, made), len(cluster.members)))
            shown = [replace(one, grouped=True) for one in shown]
        result += shown
    return [*result, *left.values()]


class PairModel(QAbstractListModel):
    """Lines, replaced as a whole; ``Role.ROW`` gives the line itself."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._places: dict[Pair, int] = {}

    def show(self, shown: Sequence[Line]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = list(shown)
        self._places = {line.pair: place for place, line in enumerate(self.lines) if isinstance(line, PairLine)}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Role.ROW:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.told if isinstance(line, PairLine) else group_words(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, PairLine):
            return f"{line.a.title}\n{line.b.title}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], GroupLine):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place(self, pair: Pair) -> int | None:
        """The row of a pair, None when it is not shown."""
        return self._places.get(pair)

    def pairs(self) -> list[Pair]:
        """The shown pairs in their order."""
        return list(self._places)

    def after(self, pair: Pair, step: int = 1) -> Pair | None:
        """The pair that follows (or precedes, with −1) in the list; None at its end."""
        order = self.pairs()
        if pair not in self._places:
            return None
        place = order.index(pair) + step
        return order[place] if 0 <= place < len(order) else None


def group_words(line: GroupLine) -> str:
    """The heading of a group."""
    return _("Group: {name}").format(name=line.name)


def group_count(line: GroupLine) -> str:
    """How many initiatives a group has."""
    return ngettext("{n} initiative", "{n} initiatives", line.count).format(n=line.count)
