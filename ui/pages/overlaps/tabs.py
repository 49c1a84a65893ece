"""Which pairs each tab of the overlaps page holds."""

from collections.abc import Mapping

from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.overlap.finding import Finding
from ui.overlap_findings import OverlapFindings, Pair, pair_of
from ui.session import Session
from ui.widgets.overlap.nothing import OPEN, RESOLVED, REVISED
from ui.widgets.overlap.pair_model import Group, PairLine

_MOST = 1000


class Lines:
    """The pairs as lines. One about which nothing has changed is the same line as before, so that it costs nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Pair, PairLine] = {}
        self._rows: dict[str, tuple[InitiativeRow, InitiativeRow]] = {}

    def of(self, tab: str) -> list[PairLine]:
        """Those of a tab: open ones strongest first, judged ones the latest first."""
        found = self._session.findings
        pairs: list[tuple[Finding, VerdictRow | None]]
        if tab == OPEN:
            pairs = [(one, None) for one in found.unjudged]
        else:
            pairs = [(one.finding, one.verdict) for one in (found.resolved if tab == RESOLVED else found.revised)]
        lines, known = [], self._known
        for finding, verdict in pairs:
            a, b = self._row(finding.a), self._row(finding.b)
            if a is None or b is None:
                continue
            pair = pair_of(finding.a, finding.b)
            line = known.get(pair)
            if (
                line is None
                or line.finding is not finding
                or line.a is not a
                or line.b is not b
                or line.verdict != verdict
            ):
                tongues = (found.language(finding.a), found.language(finding.b))
                line = known[pair] = PairLine(pair, finding, a, b, tongues, verdict)
            lines.append(line)
        return lines

    def _row(self, id_: str) -> InitiativeRow | None:
        """The row of an initiative, the same one as long as it says the same: every reading makes all rows anew."""
        row = self._session.by_id.get(id_)
        if row is None:
            return None
        read, kept = self._rows.get(id_, (row, row))
        if read is not row and kept == row:
            read = row
        elif read is not row:
            read = kept = row
        self._rows[id_] = (read, kept)
        return kept


def listed(passing: list[PairLine], wanted: Pair | str | None, groups: Mapping[Pair, Group]) -> list[PairLine]:
    """Those of the pairs that the list shows: the first thousand with the rest of their groups, and the wanted one.

    Nobody walks through thousands; what is narrowed down is looked for among all.
    """
    first, rest = passing[:_MOST], passing[_MOST:]
    begun = {group.key for line in first if rest and (group := groups.get(line.pair))}
    return first + [
        line
        for line in rest
        if line.pair == wanted or ((group := groups.get(line.pair)) is not None and group.key in begun)
    ]


def tab_of(pair: Pair, found: OverlapFindings) -> str:
    """The tab in which a pair is."""
    for tab, judged in ((RESOLVED, found.resolved), (REVISED, found.revised)):
        if any(pair_of(one.finding.a, one.finding.b) == pair for one in judged):
            return tab
    return OPEN
