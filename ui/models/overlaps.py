"""Which initiatives are marked in tables because they may overlap others."""

from collections.abc import Iterable

from kpkportfolio.overlap.finding import Finding


def strongest_kinds(findings: Iterable[Finding]) -> dict[str, str]:
    """The kind of the strongest finding each initiative takes part in."""
    best: dict[str, tuple[float, str]] = {}
    for finding in findings:
        for id_ in (finding.a, finding.b):
            if id_ and finding.score > best.get(id_, (0.0, ""))[0]:
                best[id_] = (finding.score, finding.kind.value)
    return {id_: kind for id_, (_score, kind) in best.items()}
