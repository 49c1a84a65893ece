"""What the list of pairs can be narrowed by: found kind, languages, strength, source register."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from kpkportfolio.model.vocabulary import OverlapKind, label
from kpkportfolio.text import _
from ui.widgets.facets import Facet, FacetValue
from ui.widgets.overlap.facts import language_name
from ui.widgets.overlap.pair_model import PairLine
from ui.widgets.overlap.strength import Strength

Ticked = Mapping[str, frozenset[str]]
_ORDER = ("fi", "sv", "en")


def _tongues(line: PairLine) -> list[str]:
    known = sorted((code for code in line.languages if code in _ORDER), key=_ORDER.index)
    return ["–".join(known)] if len(known) == 2 else []


def _registers(line: PairLine) -> list[str]:
    return sorted({row.register for row in (line.a, line.b) if row.register})


_VALUES: Mapping[str, Callable[[PairLine], list[str]]] = {
    "kind": lambda line: [line.finding.kind.value],
    "languages": _tongues,
    "strength": lambda line: [Strength.of(line.finding.score).value],
    "register": _registers,
}


def passing(lines: Iterable[PairLine], ticked: Ticked) -> list[PairLine]:
    """The pairs that have a ticked value of every facet with any; of a pair's two registers either is enough."""
    shown = list(lines)
    for key, values in ticked.items():
        getter = _VALUES.get(key)
        if getter is not None and values:
            shown = [line for line in shown if not values.isdisjoint(getter(line))]
    return shown


def facets(lines: Sequence[PairLine]) -> list[Facet]:
    """The facets with how many pairs each value has."""
    counts = {key: Counter(value for line in lines for value in getter(line)) for key, getter in _VALUES.items()}
    kinds = [FacetValue(kind.value, label(kind), counts["kind"][kind.value], f"overlap:{kind}") for kind in OverlapKind]
    strengths = [FacetValue(one.value, one.standing, counts["strength"][one.value]) for one in Strength]
    tongues = [
        FacetValue(value, "–".join(language_name(code) for code in value.split("–")), count)
        for value, count in counts["languages"].most_common()
    ]
    registers = [FacetValue(value, value, count) for value, count in counts["register"].most_common()]
    return [
        Facet("kind", _("Suggested kind"), kinds),
        *([Facet("languages", _("Languages"), tongues)] if tongues else []),
        Facet("strength", _("Strength"), strengths),
        *([Facet("register", _("Source register"), registers)] if registers else []),
    ]
