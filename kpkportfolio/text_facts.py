"""Sentences that outlive the language they were said in: kept as the source text and what was filled in, said again in
the language spoken then."""

from collections.abc import Mapping
from functools import lru_cache
from string import Formatter
from typing import NamedTuple

from kpkportfolio.text import LANGUAGES, _, _catalogue, language

_LEAST = 8
"""Letters outside the fields that a text has to have: ``{a}: {b}`` is anything."""


class Fact(NamedTuple):
    """A sentence: its source text, and what is filled in by field."""

    text: str
    values: Mapping[str, str]


class _Template(NamedTuple):
    source: str
    said: str
    parts: tuple[str, ...]
    """What stands between the fields, in order."""


def as_fact(said: str) -> Fact:
    """What was said in the language spoken now; a text of no catalogue is itself the source."""
    exact, templates = _known(language())
    if (source := exact.get(said)) is not None:
        return Fact(source, {})
    for template in templates:
        if all(part in said for part in template.parts) and (values := _filled_in(template, said)) is not None:
            return Fact(template.source, values)
    return Fact(said, {})


def say(fact: Fact) -> str:
    """The sentence in the language spoken now. Only texts of ours are filled in."""
    if not fact.values:
        return _(fact.text)
    try:
        return _(fact.text).format(**fact.values) if fact.text in _sources() else fact.text
    except (LookupError, ValueError, AttributeError):
        return fact.text


def _filled_in(template: _Template, said: str) -> dict[str, str] | None:
    """The fields of a template, each as short as the text after it allows; None when it does not say this."""
    values: dict[str, str] = {}
    name: str | None = None
    at = 0
    pieces = [(literal, field) for literal, field, _spec, _conversion in Formatter().parse(template.said)]
    for number, (literal, field) in enumerate(pieces):
        last = number == len(pieces) - 1 and field is None
        found = at if name is None else len(said) - len(literal) if last else said.find(literal, at)
        if found < at or not said.startswith(literal, found) or (name is not None and not literal):
            return None
        if name is not None and values.setdefault(name, said[at:found]) != said[at:found]:
            return None
        name, at = field, found + len(literal)
    if name is not None and values.setdefault(name, said[at:]) != said[at:]:
        return None
    return values if name is not None or at == len(said) else None


@lru_cache
def _sources() -> frozenset[str]:
    """Every text that has a translation."""
    found: set[str] = set()
    for one in LANGUAGES:
        found.update(key for key in getattr(_catalogue(one), "_catalog", {}) if isinstance(key, str) and key)
    return frozenset(found)


@lru_cache
def _known(spoken: str) -> tuple[Mapping[str, str], tuple[_Template, ...]]:
    """Of a language: said → source where nothing is filled in, and the others, those that say most first."""
    exact: dict[str, str] = {}
    templates: list[_Template] = []
    for source in sorted(_sources()):
        said = _catalogue(spoken).gettext(source)
        try:
            pieces = list(Formatter().parse(said))
        except ValueError:
            continue
        names = [name for _literal, name, _spec, _conversion in pieces if name is not None]
        parts = tuple(literal for literal, _name, _spec, _conversion in pieces if literal)
        if not names:
            exact.setdefault(said, source)
        elif all(name.isidentifier() for name in names) and sum(map(str.isalpha, "".join(parts))) >= _LEAST:
            templates.append(_Template(source, said, parts))
    templates.sort(key=lambda one: -sum(map(len, one.parts)))
    return exact, tuple(templates)
