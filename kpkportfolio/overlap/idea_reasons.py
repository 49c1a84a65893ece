"""The reasons of an idea that is mirrored against the portfolio: of the idea only what it says is claimed."""

from kpkportfolio.model.vocabulary import Status
from kpkportfolio.overlap.finding import Reason
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.marks import Shared, quoted
from kpkportfolio.text import _

_TITLE, _DESCRIPTION = frozenset({"title"}), frozenset({"description"})
_TEXT = _TITLE | _DESCRIPTION


def of_idea(factor: str, weight: float, idea: Item, existing: Item, shared: Shared) -> Reason | None:
    """The reason in words that fit an idea, or None where those for two initiatives fit as well.

    An item that is finished, or being rolled out, is a reason of its own, ``reusable``: unlike ``stage`` it compares
    no times.
    """
    match factor:
        case "title_words" | "description":
            return _words(factor, weight, idea, shared)
        case "shared_terms":
            terms = ", ".join(shared.concept_names())
            about = _("The idea and the initiative are both about: {terms}.").format(terms=terms)
            return Reason(factor, weight, about, *shared.concept_words())
        case "meaning" if weight > 0:
            detail = _("By its meaning the idea is nearer to this initiative than to nearly all others.")
            return Reason(factor, weight, detail)
        case "stage" if weight > 0 and idea.status is not Status.COMPLETED:
            return _reusable(weight, existing)
        case "ready_made":
            return Reason(factor, weight, _("The idea looks for something ready-made, and the initiative has made it."))
        case "source_reference" if not idea.organisation and not idea.register:
            return Reason(factor, weight, _("The idea names the organisation or the register of the initiative."))
        case "follow_up":
            detail = _("The numbers in the idea and in the title differ: parts of one series, not the same work.")
            return Reason(factor, weight, detail)
        case "rollouts":
            return Reason(factor, weight, _("The idea takes the same product into use, but elsewhere."))
    return None


def _words(factor: str, weight: float, idea: Item, shared: Shared) -> Reason:
    field = _TITLE if factor == "title_words" else _DESCRIPTION
    spans_a, spans_b = shared.words(_TEXT, field)
    if not spans_a and factor == "title_words":
        detail = _("The idea is worded much like the title.")
    elif not spans_a:
        detail = _("The idea is worded much like the description.")
    elif factor == "title_words":
        detail = _("The idea and the title share the words: {words}.").format(words=quoted(idea, spans_a))
    else:
        detail = _("The idea and the description share the words: {words}.").format(words=quoted(idea, spans_a))
    return Reason(factor, weight, detail, spans_a, spans_b)


def _reusable(weight: float, existing: Item) -> Reason | None:
    if existing.status is Status.COMPLETED:
        detail = _("“{title}” is finished: what it made can be used.")
    elif existing.status is Status.ROLLOUT:
        detail = _("“{title}” is being rolled out: what it made can soon be used.")
    else:
        return None
    return Reason("reusable", weight, detail.format(title=existing.title))
