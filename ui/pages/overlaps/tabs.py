"""Which pairs each tab of the overlaps page holds."""

from kpkportfolio.model.rows import VerdictRow
from kpkportfolio.overlap.finding import Finding
from ui.overlap_findings import OverlapFindings, Pair, pair_of
from ui.session import Session
from ui.widgets.overlap.nothing import OPEN, RESOLVED, REVISED
from ui.widgets.overlap.pair_model import PairLine


def lines_of(tab: str, session: Session) -> list[PairLine]:
    """The pairs of a tab: open ones strongest first, judged ones the latest first."""
    found, by_id = session.findings, session.by_id
    pairs: list[tuple[Finding, VerdictRow | None]]
    if tab == OPEN:
        pairs = [(one, None) for one in found.unjudged]
    else:
        pairs = [(one.finding, one.verdict) for one in (found.resolved if tab == RESOLVED else found.revised)]
    return [
        PairLine(one, by_id[one.a], by_id[one.b], (found.language(one.a), found.language(one.b)), verdict)
        for one, verdict in pairs
        if one.a in by_id and one.b in by_id
    ]


def tab_of(pair: Pair, found: OverlapFindings) -> str:
    """The tab in which a pair is."""
    for tab, judged in ((RESOLVED, found.resolved), (REVISED, found.revised)):
        if any(pair_of(one.finding.a, one.finding.b) == pair for one in judged):
            return tab
    return OPEN
