"""A found pair: how likely, of which kind, and why."""

from dataclasses import dataclass

from kpkportfolio.model.vocabulary import OverlapKind

Span = tuple[str, int, int]
"""``("title" | "description", start, end)``: a phrase in the text as it is written."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that speaks for a finding (``weight`` above zero) or against it (below).

    Attributes:
        factor: a stable code such as ``title_words`` or ``same_organisation``, never translated.
        weight: how much the fact moves the score, in log-odds.
        detail: a plain sentence in the language spoken now.
        spans_a: where the matching phrases are in the first item's title and description.
        spans_b: the same for the second item.
    """

    factor: str
    weight: float
    detail: str
    spans_a: tuple[Span, ...] = ()
    spans_b: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Two items that may be the same, overlap, or serve one another.

    For reuse ``a`` is the finished item and ``b`` the one it serves; otherwise ``a < b``. When an idea is mirrored
    against the portfolio ``a`` is the idea (``""`` for plain text) and ``b`` the existing item, whatever the kind.
    ``score`` is 0…1 and reads as a probability. ``reasons`` are strongest first.
    """

    a: str
    b: str
    kind: OverlapKind
    score: float
    reasons: tuple[Reason, ...] = ()
