"""Found pairs as people have judged them: what a steering group is shown once the verdicts are in."""

from collections.abc import Iterable

from kpkportfolio.model.rows import Contents, VerdictRow
from kpkportfolio.model.vocabulary import OverlapKind, Verdict
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import fingerprint, items


def as_judged(findings: Iterable[Finding], contents: Contents) -> list[Finding]:
    """The findings with the kind a person gave them, certain; those judged different are left out.

    A verdict holds until either text changes in substance (domain.md, Overlap); then the finding is as it was found.
    The strongest come first. A reuse that was found the other way round keeps its direction.
    """
    verdicts = _standing(contents)
    result = []
    for finding in findings:
        verdict = verdicts.get(frozenset((finding.a, finding.b)))
        if verdict is None:
            result.append(finding)
        elif verdict.verdict is not Verdict.DIFFERENT:
            kind = OverlapKind(verdict.verdict.value)
            result.append(Finding(finding.a, finding.b, kind, 1.0, finding.reasons))
    return sorted(result, key=lambda one: -one.score)


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
