"""The found pairs as rows of a list: a heading for each group of three or more, and the pairs below it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.model.vocabulary import label
from kpkportfolio.overlap.clusters import Cluster
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_date, format_number, ngettext
from ui.models.roles import Role
from ui.overlap_pairs import Pair, pair_of

Index = QModelIndex | QPersistentModelIndex
_Rank = tuple[float, bool, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster of three or more with its name; ``key`` is what it is remembered by: its members in order."""

    key: str
    cluster: Cluster
    name: str

    @classmethod
    def of(cls, cluster: Cluster, name: str) -> "Group":
        """A cluster as a group."""
        return cls(" ".join(sorted(cluster.members)), cluster, name)

    @property
    def rank(self) -> _Rank:
        """Where it stands in the list, before a pair of the same strength."""
        strongest = self.cluster.findings[0]
        return -strongest.score, False, (strongest.a, strongest.b)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The heading of a group; so many ``pairs`` of it follow, or would if it were open."""

    group: Group
    pairs: int
    folded: bool = False

    @property
    def key(self) -> str:
        """The group's key."""
        return self.group.key

    @property
    def words(self) -> str:
        """The heading in words."""
        return _("Group: {name}").format(name=self.group.name)

    @property
    def count(self) -> str:
        """How many initiatives it has."""
        n = len(self.group.cluster.members)
        return ngettext("{n} initiative", "{n} initiatives", n).format(n=n)

    @property
    def told(self) -> str:
        """The line as it is read out."""
        state = _("folded") if self.folded else _("unfolded")
        return f"{self.words}, {self.count}, {pair_count(self.pairs)}, {state}"


def pair_count(n: int) -> str:
    """``3 pairs``."""
    return ngettext("{n} pair", "{n} pairs", n).format(n=format_number(n))


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair: ``pair`` are the two ids as verdicts keep them, ``verdict`` is the one it has, if any."""

    pair: Pair
    finding: Finding
    a: InitiativeRow
    b: InitiativeRow
    languages: tuple[str, str]
    verdict: VerdictRow | None = None

    @classmethod
    def of(
        cls,
        finding: Finding,
        a: InitiativeRow,
        b: InitiativeRow,
        languages: tuple[str, str],
        verdict: VerdictRow | None = None,
    ) -> "PairLine":
        """The line of a finding about two initiatives."""
        return cls(pair_of(finding.a, finding.b), finding, a, b, languages, verdict)

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


def groups_by_pair(groups: Sequence[Group]) -> dict[Pair, Group]:
    """The group each found pair belongs to."""
    return {pair_of(one.a, one.b): group for group in groups for one in group.cluster.findings}


def lines(pairs: Sequence[PairLine], groups: Mapping[Pair, Group]) -> list[Line]:
    """The pairs as lines, those of a group together below its heading; without groups as they are.

    A group stands where its strongest pair would, shown or not: judging that one leaves the rest in their place.

    Args:
        pairs: those to show, strongest first.
    """
    if not groups:
        return list(pairs)
    blocks: dict[str | Pair, tuple[_Rank, list[Line]]] = {}
    for one in pairs:
        group = groups.get(one.pair)
        if group is None:
            blocks[one.pair] = ((-one.finding.score, True, ()), [one])
        else:
            _rank, block = blocks.setdefault(group.key, (group.rank, [GroupLine(group, 0)]))
            block.append(one)
    result: list[Line] = []
    for _rank, block in sorted(blocks.values(), key=lambda ranked: ranked[0]):
        head = block[0]
        if isinstance(head, GroupLine):
            block[0] = replace(head, pairs=len(block) - 1)
        result += block
    return result


class PairModel(QAbstractListModel):
    """Lines, replaced as a whole; ``Role.ROW`` gives the line itself. A folded group shows its heading alone.

    ``Role.GROUP_LEVEL`` is 1 for a pair below a heading, else 0.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._all: list[Line] = []
        self._order: list[Pair] = []
        self._numbers: dict[Pair, int] = {}
        self._places: dict[Pair | str, int] = {}
        self._groups: dict[Pair, str] = {}
        self._folded: frozenset[str] = frozenset()

    def show(self, shown: Sequence[Line]) -> None:
        """Show these lines, the pairs of a group behind its heading; the closed groups stay closed."""
        self.beginResetModel()
        self._all = list(shown)
        self._order, self._groups = [], {}
        group, left = "", 0
        for line in self._all:
            if isinstance(line, GroupLine):
                group, left = line.key, line.pairs
                continue
            self._order.append(line.pair)
            if left:
                self._groups[line.pair] = group
                left -= 1
        self._numbers = {pair: n for n, pair in enumerate(self._order)}
        self._fill()
        self.endResetModel()

    def fold(self, folded: Collection[str]) -> None:
        """Close the groups with these keys and open the others."""
        self.beginResetModel()
        self._folded = frozenset(folded)
        self._fill()
        self.endResetModel()

    def _fill(self) -> None:
        self.lines = [
            replace(line, folded=line.key in self._folded) if isinstance(line, GroupLine) else line
            for line in self._all
            if isinstance(line, GroupLine) or self.group_of(line.pair) not in self._folded
        ]
        self._places = {
            line.pair if isinstance(line, PairLine) else line.key: place for place, line in enumerate(self.lines)
        }

    @property
    def folded(self) -> frozenset[str]:
        """The keys of the closed groups, also of those not shown now."""
        return self._folded

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Role.ROW:
            return line
        if role == Role.GROUP_LEVEL:
            return int(isinstance(line, PairLine) and bool(self.group_of(line.pair)))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.told
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.a.title}\n{line.b.title}" if isinstance(line, PairLine) else line.words
        return None

    def place(self, of: Pair | str) -> int | None:
        """The row of a pair or of the heading of a group with that key, None when it is not shown."""
        return self._places.get(of)

    def group_of(self, pair: Pair) -> str:
        """The key of the group a pair stands in, shown or folded away; empty for one in none."""
        return self._groups.get(pair, "")

    def number(self, pair: Pair) -> int:
        """Which pair of the list it is, from 1, those folded away counted too."""
        return self._numbers[pair] + 1

    def pairs(self) -> list[Pair]:
        """All the pairs in their order, those folded away too."""
        return list(self._order)

    def at_or_after(self, row: int) -> Pair | None:
        """The first pair shown at a row or below it."""
        return next((line.pair for line in self.lines[max(0, row) :] if isinstance(line, PairLine)), None)

    def after(self, pair: Pair, step: int = 1) -> Pair | None:
        """The shown pair that follows (or precedes, with −1) in the list; None at its end."""
        number = self._numbers.get(pair)
        if number is None:
            return None
        number += step
        while 0 <= number < len(self._order):
            if self._order[number] in self._places:
                return self._order[number]
            number += step
        return None
