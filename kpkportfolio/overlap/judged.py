"""Found pairs as people have judged them: what a steering group is shown once the verdicts are in."""

from collections.abc import Iterable

from kpkportfolio.model.rows import Contents, VerdictRow
from kpkportfolio.model.vocabulary import OverlapKind, Status, Verdict
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import fingerprint, items


def as_judged(findings: Iterable[Finding], contents: Contents) -> list[Finding]:
    """The findings with the kind a person gave them, certain; those judged different are left out.

    A verdict holds until either text changes in substance (domain.md, Overlap); then the finding is as it was found.
    What a person has confirmed is there also when it has not been found, without reasons. The strongest come first.
    """
    verdicts = _standing(contents)
    result = []
    for finding in findings:
        verdict = verdicts.pop(frozenset((finding.a, finding.b)), None)
        if verdict is None:
            result.append(finding)
        elif verdict.verdict is not Verdict.DIFFERENT:
            result.append(Finding(finding.a, finding.b, _kind(verdict), 1.0, finding.reasons))
    completed = {row.id for row in contents.initiatives if row.status is Status.COMPLETED}
    for verdict in verdicts.values():
        if verdict.verdict is not Verdict.DIFFERENT:
            # of a reuse the finished one comes first
            turned = verdict.verdict is Verdict.REUSE and verdict.b_id in completed and verdict.a_id not in completed
            a, b = (verdict.b_id, verdict.a_id) if turned else (verdict.a_id, verdict.b_id)
            result.append(Finding(a, b, _kind(verdict), 1.0))
    return sorted(result, key=lambda one: -one.score)


def _kind(verdict: VerdictRow) -> OverlapKind:
    return OverlapKind(verdict.verdict.value)


def _standing(contents: Contents) -> dict[frozenset[str], VerdictRow]:
    """Verdicts whose two texts are still those that were judged."""
    wanted = {id_ for verdict in contents.verdicts for id_ in (verdict.a_id, verdict.b_id)}
    texts = {
        item.id: fingerprint(item)
        for item in items(contents.initiatives, contents.deliverables, contents.components, wanted)
    }
    return {
        frozenset((verdict.a_id, verdict.b_id)): verdict
        for verdict in contents.verdicts
        if texts.get(verdict.a_id) == verdict.a_text and texts.get(verdict.b_id) == verdict.b_text
    }
