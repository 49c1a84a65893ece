"""The portfolio as a command shows it: as of which moment, by which limits, narrowed to what."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from kpkportfolio.cli.naming import past_state
from kpkportfolio.cli.opening import opened, title_order
from kpkportfolio.cli.output import end_progress, progress
from kpkportfolio.errors import UsageError
from kpkportfolio.model.facts import Facts
from kpkportfolio.model.filter_words import KINDS, filter_words
from kpkportfolio.model.filtering import UNKNOWN, Facet, Filter, counts
from kpkportfolio.model.health_rules import Thresholds, use_thresholds
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.staleness import use_months
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

_UNKNOWN = "unknown"
_MOST_TOLD = 60
"""Values of a facet that a refusal names: ids are thousands."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at.

    Attributes:
        today: the day of the figures: this one, or that of the moment that is looked at.
        shown: what passes the filter, by title.
    """

    portfolio: Portfolio
    contents: Contents
    today: date
    facts: Facts
    filter: Filter
    shown: list[InitiativeRow]

    @property
    def narrowed(self) -> list[InitiativeRow] | None:
        """What passes the filter; None when there is none."""
        return None if self.filter.empty else self.shown

    @property
    def filter_words(self) -> str:
        """In words, what it is narrowed by."""
        return filter_words(self.filter)


@contextmanager
def looked_at(options: Namespace) -> Iterator[Looked]:
    """Open what the options name, as of the moment they name, and narrow it down as they say.

    Raises:
        UsageError: there is no such state, facet or value, or the limits make no sense.
    """
    _use_limits(options)
    with opened(options) as portfolio, _moment(portfolio, options.as_of) as (there, today):
        contents = there.contents()
        facts = Facts(contents, today)
        wanted = Filter(getattr(options, "where", ""), _facets(getattr(options, "only", ()), contents, facts))
        shown = sorted(wanted.apply(contents.initiatives, facts=facts), key=title_order)
        yield Looked(there, contents, today, facts, wanted, shown)


@contextmanager
def _moment(portfolio: Portfolio, said: str | None) -> Iterator[tuple[Portfolio, date]]:
    state = None if said is None else past_state(portfolio, said)
    if state is None:
        yield portfolio, datetime.now().astimezone().date()
        return
    from kpkportfolio.snapshots.past import open_past

    try:
        past = open_past(portfolio, state, progress(_("Looking back")))
    finally:
        end_progress()
    try:
        yield past, past.moment.astimezone().date()
    finally:
        past.close()


def _use_limits(options: Namespace) -> None:
    limits = Thresholds(options.yellow_months, options.red_months, options.red_percent)
    if limits.red_months < limits.yellow_months:
        raise UsageError(
            _("A decision cannot be needed ({red} months) before something is to be watched ({yellow} months).").format(
                red=limits.red_months, yellow=limits.yellow_months
            )
        )
    use_thresholds(limits)
    use_months(options.stale_months)


def _facets(asked: Sequence[str], contents: Contents, facts: Facts) -> dict[Facet, frozenset[str]]:
    """Ticked values by facet; one may be named several times, and a value whole or with others and commas between."""
    found: dict[Facet, frozenset[str]] = {}
    for one in asked:
        name, equals, values = one.partition("=")
        if not equals or name.strip() not in list(Facet):
            raise UsageError(
                _("“{asked}” is not a facet and its values, such as status=idea. Facets: {facets}.").format(
                    asked=one, facets=", ".join(facet.value for facet in Facet)
                )
            )
        facet = Facet(name.strip())
        found[facet] = found.get(facet, frozenset()) | _values(facet, values.strip(), contents, facts)
    return found


def _values(facet: Facet, said: str, contents: Contents, facts: Facts) -> frozenset[str]:
    kind = KINDS.get(facet)
    there = counts(facet, contents.initiatives, facts)
    known = [member.value for member in kind] if kind is not None else sorted(set(there) - {UNKNOWN})
    words = {value.casefold(): value for value in known} | {_UNKNOWN: UNKNOWN}
    parts = [said] if said.casefold() in words else [part.strip() for part in said.split(",")]
    unknown = [part for part in parts if part.casefold() not in words]
    if unknown:
        told = [*known[:_MOST_TOLD], *(["…"] if len(known) > _MOST_TOLD else []), _UNKNOWN]
        raise UsageError(
            _("There is no {facet} “{value}”. There are: {known}.").format(
                facet=facet.value,
                value=unknown[0],
                known=", ".join(told),
            )
        )
    return frozenset(words[part.casefold()] for part in parts)
