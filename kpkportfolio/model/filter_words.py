"""What a filter is called, and what its values are: for people, and as the command line takes them."""

from collections.abc import Mapping
from enum import StrEnum

from kpkportfolio.model.facts import Flag, flag_label
from kpkportfolio.model.filtering import UNKNOWN, Facet, Filter
from kpkportfolio.model.vocabulary import Health, InitiativeKind, OrganisationKind, Status, label
from kpkportfolio.text import _, format_number

KINDS: Mapping[Facet, type[StrEnum]] = {
    Facet.STATUS: Status,
    Facet.HEALTH: Health,
    Facet.COMPUTED: Health,
    Facet.FLAG: Flag,
    Facet.ORGANISATION_KIND: OrganisationKind,
    Facet.KIND: InitiativeKind,
}
"""Facets whose values are closed lists; those of the others are names."""


def facet_title(facet: Facet) -> str:
    """What a facet is called."""
    return {
        Facet.STATUS: _("Status"),
        Facet.HEALTH: _("Health"),
        Facet.COMPUTED: _("From the facts"),
        Facet.FLAG: _("To be noticed"),
        Facet.ORGANISATION_KIND: _("Responsible party"),
        Facet.REGISTER: _("Source register"),
        Facet.PROGRAMME: _("Programme"),
        Facet.DOMAIN: _("Domain"),
        Facet.KIND: _("Kind"),
        Facet.ID: _("Chosen one by one"),
    }[facet]


def value_label(facet: Facet, value: str) -> str:
    """What a facet's value is called."""
    if value == UNKNOWN:
        return _("not judged") if facet is Facet.HEALTH else _("not known")
    kind = KINDS.get(facet)
    if kind is None or value not in list(kind):
        return value
    return flag_label(Flag(value)) if kind is Flag else label(kind(value))


def filter_words(wanted: Filter) -> str:
    """In words, what is shown: ``Sanat: ”asiointi”; Status: Toteutus, Käyttöönotto``."""
    parts = []
    if wanted.text.strip():
        parts.append(_("Words: “{words}”").format(words=" ".join(wanted.text.split())))
    for facet in Facet:
        values = wanted.facets.get(facet)
        if values:
            named = sorted(value_label(facet, value) for value in values)
            # an id tells nobody anything; how many they are does
            said = format_number(len(values)) if facet is Facet.ID else ", ".join(named)
            parts.append(f"{facet_title(facet)}: {said}")
    return "; ".join(parts)
