"""What the list of pairs can be narrowed by: words, and the facets beside the navigation."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kpkportfolio.model.filtering import search_text
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import OverlapKind, label
from kpkportfolio.text import _, format_number
from ui.overlap_pairs import Pair
from ui.widgets.facets import Facet, FacetValue
from ui.widgets.overlap.facts import language_name
from ui.widgets.overlap.pair_model import PairLine

Ticked = Mapping[str, frozenset[str]]
Values = tuple[list[str], ...]
_NOTHING: Ticked = {}
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


_GETTERS: Mapping[str, Callable[[PairLine], list[str]]] = {
    "kind": lambda line: [line.finding.kind.value],
    "probability": _step,
    "programme": _of_either(lambda row: row.programme),
    "organisation": _of_either(lambda row: row.organisation),
    "languages": _tongues,
    "register": _of_either(lambda row: row.register),
}


class Narrowing:
    """What was typed and ticked, and what each pair can be found by, kept for the next letter and the next verdict:
    there may be thousands.

    Attributes:
        typed: the words that are looked for.
        ticked: by facet, the values of which a pair has one.
    """

    def __init__(self, typed: str = "", ticked: Ticked = _NOTHING) -> None:
        self.typed, self.ticked = typed, ticked
        self._texts: dict[str, tuple[InitiativeRow, str]] = {}
        self._values: dict[Pair, tuple[PairLine, Values]] = {}

    def passing(self, lines: Iterable[PairLine]) -> list[PairLine]:
        """The pairs in whose two records together every typed word occurs, in any case, and that have a ticked value
        of every facet with any; of the two records either is enough."""
        shown = list(lines)
        for word in self.typed.casefold().split():
            shown = [line for line in shown if word in self._text(line.a) or word in self._text(line.b)]
        for place, key in enumerate(_GETTERS):
            if wanted := self.ticked.get(key):
                shown = [line for line in shown if not wanted.isdisjoint(self._of(line)[place])]
        return shown

    def facets(self, lines: Sequence[PairLine]) -> list[Facet]:
        """The facets with how many pairs each value has."""
        counted: list[Counter[str]] = [Counter() for _key in _GETTERS]
        for line in lines:
            for counter, values in zip(counted, self._of(line), strict=True):
                for value in values:
                    counter[value] += 1
        counts = dict(zip(_GETTERS, counted, strict=True))
        kinds = [
            FacetValue(kind.value, label(kind), counts["kind"][kind.value], f"overlap:{kind}") for kind in OverlapKind
        ]
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
            Facet("organisation", _("Responsible party"), _plain(counts["organisation"], _MOST_PARTIES)),
            Facet("languages", _("Languages"), tongues),
            Facet("register", _("Source register"), _plain(counts["register"])),
        ]
        return [facet for facet in told if facet.values]

    def state(self) -> dict[str, Any]:
        """Plain values to keep for next time."""
        return {"typed": self.typed, "ticked": {key: sorted(values) for key, values in self.ticked.items()}}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what :meth:`state` gave; whatever else it is, is left alone."""
        self.typed = str(state.get("typed") or "")
        if isinstance(ticked := state.get("ticked"), dict):
            self.ticked = {str(key): frozenset(map(str, values)) for key, values in ticked.items()}

    def _of(self, line: PairLine) -> Values:
        known = self._values.get(line.pair)
        if known is None or known[0] is not line:
            known = self._values[line.pair] = (line, tuple(getter(line) for getter in _GETTERS.values()))
        return known[1]

    def _text(self, row: InitiativeRow) -> str:
        known = self._texts.get(row.id)
        if known is None or known[0] is not row:
            known = self._texts[row.id] = (row, search_text(row))
        return known[1]


def _plain(counts: Counter[str], most: int | None = None) -> list[FacetValue]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [FacetValue(value, value, n) for value, n in ordered[:most]]
