"""Why: what the evidence of one pair says in plain sentences, and where in the texts to see it."""

from datetime import date
from math import exp

from kpkportfolio.model.vocabulary import OverlapKind, Status, label
from kpkportfolio.overlap import words
from kpkportfolio.overlap.finding import Reason, Span
from kpkportfolio.overlap.idea_reasons import of_idea
from kpkportfolio.overlap.identifiers import identifiers, reference
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.marks import Shared, quoted
from kpkportfolio.overlap.scoring import KINDS, Evidence
from kpkportfolio.text import _, format_month, ngettext

# what moves the odds by less is not worth a sentence
SMALLEST = 0.05
_STOPPED = (Status.CANCELLED, Status.SUSPENDED)
_TITLE = frozenset({"title"})
_TEXT = frozenset({"title", "description"})


def reasons(found: Evidence, n: int, a: Item, b: Item, shared: Shared, idea: bool = False) -> tuple[Reason, ...]:
    """The reasons of the n-th pair of ``found``, which is about ``a`` and ``b``, the weightiest first.

    An ``idea`` mirrored against the portfolio is ``a``, and is spoken of as one.
    """
    kind = KINDS[found.kind[n]]
    result = []
    for factor, column in found.parts.items():
        weight = round(float(column[n]), 3)
        if abs(weight) < SMALLEST:
            continue
        if idea and (told := of_idea(factor, weight, a, b, shared)):
            result.append(told)
        elif factor in _WORDED:
            detail, spans_a, spans_b = _WORDED[factor](shared, a, b)
            result.append(Reason(factor, weight, detail, spans_a, spans_b))
        else:
            result.append(Reason(factor, weight, _fact(factor, weight, kind, a, b)))
    if a.organisation and b.organisation and kind is not OverlapKind.DUPLICATE:
        same = any(reason.factor == "same_organisation" for reason in result)
        if not same and words.normal(a.organisation) != words.normal(b.organisation):
            differ = _("The responsible parties differ: {a} and {b}.").format(a=a.organisation, b=b.organisation)
            result.append(Reason("different_organisation", 0.0, differ))
    return tuple(sorted(result, key=lambda reason: (-abs(reason.weight), reason.factor)))


_Worded = tuple[str, tuple[Span, ...], tuple[Span, ...]]


def _title_words(shared: Shared, a: Item, b: Item) -> _Worded:
    spans_a, spans_b = shared.words(_TITLE, _TITLE)
    if not spans_a:
        return _("The titles are worded alike."), (), ()
    return _("The titles share the words: {words}.").format(words=quoted(a, spans_a)), spans_a, spans_b


def _description(shared: Shared, a: Item, b: Item) -> _Worded:
    spans_a, spans_b = shared.words(_TEXT, _TEXT)
    if not spans_a:
        return _("The texts are worded alike."), (), ()
    return _("The texts share the words: {words}.").format(words=quoted(a, spans_a)), spans_a, spans_b


def _shared_terms(shared: Shared, a: Item, b: Item) -> _Worded:
    spans_a, spans_b = shared.concept_words()
    terms = ", ".join(shared.concept_names())
    return _("Both are about: {terms}.").format(terms=terms), spans_a, spans_b


def _deliverables(shared: Shared, a: Item, b: Item) -> _Worded:
    one, other = max(
        ((x, y) for x in a.deliverables for y in b.deliverables), key=lambda pair: _alike(pair[0], pair[1])
    )
    return _("The deliverables are alike: {a} and {b}.").format(a=one, b=other), (), ()


def _identifier(shared: Shared, a: Item, b: Item) -> _Worded:
    in_a, in_b = _named(a), _named(b)
    common = (in_a.keys() | {reference(a.ref)}) & (in_b.keys() | {reference(b.ref)}) & (in_a.keys() | in_b.keys())
    spans = [tuple(span for name in sorted(common) for span in named.get(name, ())) for named in (in_a, in_b)]
    return _("Both name the same identifier: {names}.").format(names=", ".join(sorted(common))), spans[0], spans[1]


def _named(item: Item) -> dict[str, list[Span]]:
    """Where the item's text has which identifier."""
    result: dict[str, list[Span]] = {}
    for field, said in (("title", item.title), ("description", item.description or "")):
        for one in identifiers(said):
            result.setdefault(one.name, []).append((field, one.start, one.end))
    return result


_WORDED = {
    "title_words": _title_words,
    "description": _description,
    "shared_terms": _shared_terms,
    "deliverables": _deliverables,
    "identifier": _identifier,
}


def _fact(factor: str, weight: float, kind: OverlapKind, a: Item, b: Item) -> str:
    match factor:
        case "same_organisation":
            return _("The responsible party is the same: {name}.").format(name=a.organisation)
        case "same_person":
            return _("The responsible person is the same: {name}.").format(name=a.person)
        case "same_register":
            return _("Both are in the register {name}, and a register seldom lists a thing twice.").format(
                name=a.register
            )
        case "meaning" if weight > 0:
            return _("By their meaning these texts are nearer to each other than to nearly all others.")
        case "meaning":
            return _("By their meaning the texts are about different things.")
        case "schedule":
            return _schedule(weight, a, b)
        case "stage":
            return _stage(kind, a, b)
        case "ready_made":
            return _("One looks for something ready-made, and the other has finished it.")
        case "component":
            return _component(a, b)
        case "source_reference":
            return _("The text of one names the organisation or the register of the other.")
        case "follow_up":
            return _("The titles differ in their numbers: parts of one series, not the same work.")
        case "rollouts":
            return _("Both take a product into use, each in its own organisation.")
        case "template_title":
            others = round(exp(-weight)) + 1
            return ngettext(
                "{n} initiative has this title, so the title tells little.",
                "{n} initiatives have this title, so the title tells little.",
                others,
            ).format(n=others)
    raise ValueError(f"no words for the factor {factor!r}")


def _schedule(weight: float, a: Item, b: Item) -> str:
    period_a, period_b = _period(a), _period(b)
    if weight < 0:
        return _("They run at different times: {a} and {b}.").format(a=period_a, b=period_b)
    months = _months_together(a, b)
    if months is None:
        return _("They run at the same time: {a} and {b}.").format(a=period_a, b=period_b)
    return ngettext(
        "They run at the same time for {n} month: {a} and {b}.",
        "They run at the same time for {n} months: {a} and {b}.",
        months,
    ).format(n=months, a=period_a, b=period_b)


def _months_together(a: Item, b: Item) -> int | None:
    """Whole months from the later start to the earlier end, both included; None without an end."""
    ends = [item.end for item in (a, b) if item.end and not item.open_ended]
    if not ends or a.start is None or b.start is None:
        return None
    first, last = max(a.start, b.start), min(ends)
    return max(1, round(((last - first).days + 1) / 30.44))


def _period(item: Item) -> str:
    start, end = format_month(item.start), "" if item.open_ended else format_month(item.end)
    return f"{start}–{end}"


def _stage(kind: OverlapKind, a: Item, b: Item) -> str:
    stopped = next((item for item in (a, b) if item.status in _STOPPED), None)
    if stopped is not None and stopped.status is not None:
        return _("“{title}” has the status {status}.").format(title=stopped.title, status=label(stopped.status).lower())
    finished = a if a.status is Status.COMPLETED or _before(a.end, b.start) else b
    return _("“{title}” is finished before the other: what it made can be used.").format(title=finished.title)


def _before(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end < start


def _component(a: Item, b: Item) -> str:
    made_a, made_b = _folded(a.produces), _folded(b.produces)
    for name in made_a:
        if name in made_b:
            return _("Both produce the same component: {name}.").format(name=made_a[name])
    for made, used in ((made_a, _folded(b.uses)), (made_b, _folded(a.uses))):
        for name in made:
            if name in used:
                return _("One produces a component that the other uses: {name}.").format(name=made[name])
    raise ValueError("the items have no component in common")


def _folded(components: tuple[str, ...]) -> dict[str, str]:
    return {words.normal(name).strip(): name.strip() for name in components}


def _alike(one: str, other: str) -> int:
    stems = [{word[:6] for word in words.split(text)} for text in (one, other)]
    return len(stems[0] & stems[1])
