"""The tabs of the overlaps page: which pairs each holds, and how many."""

from collections.abc import Mapping

from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_number, ngettext
from ui.overlap_findings import OverlapFindings
from ui.overlap_pairs import Pair, pair_of
from ui.session import Session
from ui.widgets.overlap.nothing import MAP, OPEN, RESOLVED, REVISED
from ui.widgets.overlap.pair_list import PairList
from ui.widgets.overlap.pair_model import Group, PairLine
from ui.widgets.page_header import PageHeader

_MOST = 1000


class Lines:
    """The pairs as lines. One about which nothing has changed is the same line as before, so that it costs nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[Pair, PairLine] = {}
        self._rows: dict[str, tuple[InitiativeRow, InitiativeRow]] = {}

    def of(self, tab: str) -> list[PairLine]:
        """Those of a tab: open ones strongest first, judged ones the latest first; the map lists none."""
        found = self._session.findings
        pairs: list[tuple[Finding, VerdictRow | None]]
        if tab == OPEN:
            pairs = [(one, None) for one in found.unjudged]
        else:
            judged = {RESOLVED: found.resolved, REVISED: found.revised}.get(tab, [])
            pairs = [(one.finding, one.verdict) for one in judged]
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
                tongues = (found.known.language(finding.a), found.known.language(finding.b))
                line = known[pair] = PairLine.of(finding, a, b, tongues, verdict)
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


def add_tabs(header: PageHeader) -> None:
    """The tabs of the page: three lists of pairs, and the map."""
    header.add_tab(OPEN, _("To be judged"))
    header.add_tab(RESOLVED, _("Resolved"))
    header.add_tab(REVISED, _("Text changed"))
    header.add_tab(MAP, _("Map"))


def count_tabs(header: PageHeader, found: OverlapFindings) -> None:
    """How many pairs each list has, once that is known."""
    for tab, pairs in ((OPEN, found.unjudged), (RESOLVED, found.resolved), (REVISED, found.revised)):
        header.set_count(tab, len(pairs) if found.looked else None)


def told_counts(found: OverlapFindings, listed_: PairList, passing: int) -> tuple[str, str]:
    """What the status bar says of the list: how many of how many pairs it shows, and which one is current; nothing
    before that is known."""
    if not found.looked:
        return "", ""
    every = len(found.unjudged) + len(found.resolved) + len(found.revised)
    shown = ngettext("{shown} / {n} pair shown", "{shown} / {n} pairs shown", every).format(
        shown=format_number(len(listed_.pairs.pairs())), n=format_number(every)
    )
    if (line := listed_.current) is None:
        return shown, ""
    place = format_number(listed_.pairs.number(line.pair))
    return shown, _("Pair {place} / {n}").format(place=place, n=format_number(passing))
