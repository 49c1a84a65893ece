"""What the list of pairs can be narrowed by: words, and the facets beside the navigation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from kpkportfolio.model.filtering import search_text
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import OverlapKind, label
from kpkportfolio.text import _, format_number
from ui.widgets.facets import Facet, FacetValue
from ui.widgets.overlap.facts import language_name
from ui.widgets.overlap.pair_model import PairLine

Ticked = Mapping[str, frozenset[str]]
_ORDER = ("fi", "sv", "en")
_STEPS = (90, 80, 65, 50, 0)
"""The lower ends of the steps of probability, per cent."""
_MOST_PARTIES = 30
"""Responsible parties that can be ticked, those with the most pairs; the others are found by typing."""


def _tongues(line: PairLine) -> list[str]:
    known = sorted((code for code in line.languages if code in _ORDER), key=_ORDER.index)
    return ["–".join(known)] if len(known) == 2 else []


def _of_either(of: Callable[[InitiativeRow], str | None]) -> Callable[[PairLine], list[str]]:
    return lambda line: sorted({value for row in (line.a, line.b) if (value := of(row))})


def _step(line: PairLine) -> list[str]:
    # the same rounding as the score beside it
    score = round(100 * line.finding.score)
    return [str(next(step for step in _STEPS if score >= step))]


def _step_words(step: int) -> str:
    place = _STEPS.index(step)
    above = _STEPS[place - 1]
    if place == 0:
        return _("{n}% or more").format(n=format_number(step))
    if step == 0:
        return _("under {n}%").format(n=format_number(above))
    return _("{low}–{high}%").format(low=format_number(step), high=format_number(above - 1))


_VALUES: Mapping[str, Callable[[PairLine], list[str]]] = {
    "kind": lambda line: [line.finding.kind.value],
    "probability": _step,
    "programme": _of_either(lambda row: row.programme),
    "organisation": _of_either(lambda row: row.organisation),
    "languages": _tongues,
    "register": _of_either(lambda row: row.register),
}


class Words:
    """Which pairs have all the typed words, in either of the two; what was looked in is kept for the next letter."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[InitiativeRow, str]] = {}

    def passing(self, lines: Iterable[PairLine], typed: str) -> list[PairLine]:
        """The pairs in whose two records together every typed word occurs, in any case."""
        words = typed.casefold().split()
        if not words:
            return list(lines)
        return [line for line in lines if all(word in self._of(line.a) or word in self._of(line.b) for word in words)]

    def _of(self, row: InitiativeRow) -> str:
        known = self._known.get(row.id)
        if known is None or known[0] is not row:
            known = self._known[row.id] = (row, search_text(row))
        return known[1]


def passing(lines: Iterable[PairLine], ticked: Ticked) -> list[PairLine]:
    """The pairs that have a ticked value of every facet with any; of the two records of a pair either is enough."""
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
    steps = [FacetValue(str(step), _step_words(step), counts["probability"][str(step)]) for step in _STEPS]
    numbers = {row.programme: row.programme_number for line in lines for row in (line.a, line.b)}
    programmes = [
        FacetValue(name, name, count, f"programme:{number}" if (number := numbers[name]) else None)
        for name, count in sorted(counts["programme"].items(), key=lambda one: (numbers[one[0]] or 99, one[0]))
    ]
    tongues = [
        FacetValue(value, "–".join(language_name(code) for code in value.split("–")), count)
        for value, count in counts["languages"].most_common()
    ]
    told = [
        Facet("kind", _("Suggested kind"), kinds),
        Facet("probability", _("Probability"), steps),
        Facet("programme", _("Programme"), programmes),
        Facet("organisation", _("Responsible party"), _plain(counts["organisation"])[:_MOST_PARTIES]),
        Facet("languages", _("Languages"), tongues),
        Facet("register", _("Source register"), _plain(counts["register"])),
    ]
    return [facet for facet in told if facet.values]


def _plain(counts: Counter[str]) -> list[FacetValue]:
    return [FacetValue(value, value, n) for value, n in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]
