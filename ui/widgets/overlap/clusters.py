"""Three or more initiatives about the same thing: their pairs are looked at together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.overlap.finding import Finding

LEAST = 3
_LEAST_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Cluster:
    """Initiatives that belong together by their findings, and those findings strongest first."""

    members: frozenset[str]
    findings: tuple[Finding, ...]


def clusters(findings: Sequence[Finding]) -> list[Cluster]:
    """The findings as clusters of one or more pairs, by their strongest one.

    Strongest first, two groups become one when at least half of the pairs across them are found: chains of pairs that
    only touch, of which a large portfolio is full, stay apart.
    """
    found = {frozenset((one.a, one.b)) for one in findings}
    group: dict[str, set[str]] = {}
    for one in findings:
        mine, theirs = group.get(one.a, {one.a}), group.get(one.b, {one.b})
        if mine is theirs:
            continue
        across = sum(frozenset((x, y)) in found for x in mine for y in theirs)
        if 2 * across >= len(mine) * len(theirs):
            whole = mine | theirs
            for id_ in whole:
                group[id_] = whole
    members: dict[int, tuple[set[str], list[Finding]]] = {}
    result: list[tuple[frozenset[str], list[Finding]]] = []
    for one in findings:
        mine = group.get(one.a, {one.a})
        if mine is not group.get(one.b) or len(mine) < LEAST:
            result.append((frozenset((one.a, one.b)), [one]))
        elif id(mine) in members:
            members[id(mine)][1].append(one)
        else:
            members[id(mine)] = (mine, [one])
            result.append((frozenset(mine), members[id(mine)][1]))
    return [Cluster(ids, tuple(some)) for ids, some in result]


def cluster_name(cluster: Cluster, rows: Mapping[str, InitiativeRow], made: Mapping[str, set[str]]) -> str:
    """The component that most of them produce, else the word most titles have, else the strongest one's name."""
    components = Counter(name for id_ in cluster.members for name in made.get(id_, ()))
    if components:
        name, count = min(components.items(), key=lambda one: (-one[1], one[0]))
        if 2 * count > len(cluster.members):
            return name if name[:2].isupper() else name[:1].lower() + name[1:]
    titles = {id_: rows[id_].title.casefold() for id_ in cluster.members if id_ in rows}
    counted: Counter[str] = Counter()
    for id_, title in titles.items():
        marked = {
            title[start:end].strip()
            for finding in cluster.findings
            for reason in finding.reasons
            if reason.factor in ("shared_terms", "title_words")
            for spans, whose in ((reason.spans_a, finding.a), (reason.spans_b, finding.b))
            if whose == id_
            for field, start, end in spans
            if field == "title"
        }
        counted.update(marked)
    words = [word for word in counted if len(word) >= _LEAST_LETTERS]
    # a word counts for every title it begins in too: asianhallinta in asianhallintapalvelu
    best = max(words, key=lambda word: (sum(word in title for title in titles.values()), -len(word)), default="")
    if sum(best in title for title in titles.values()) > 1 and best:
        return best
    return next((rows[id_].name for one in cluster.findings for id_ in (one.a, one.b) if id_ in rows), "")
