"""What a register calls otherwise under the names it has in the portfolio: as a person said, or as is certain."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from kpkportfolio.registers.difference.names import folded
from kpkportfolio.registers.profile import NAMED, Profile
from kpkportfolio.registers.record import ReadInitiative, ReadRegister

Said = Mapping[str, Mapping[str, str]]
"""``organisation``, ``programme`` or ``domain`` → names of the register → names in the portfolio."""


def renamed(initiatives: Sequence[ReadInitiative], said: Said) -> list[ReadInitiative]:
    """The initiatives with their names as was said, whatever the case and the spaces."""
    known = {what: {folded(theirs): ours for theirs, ours in said[what].items()} for what in NAMED if said.get(what)}
    return [_renamed(one, known) for one in initiatives] if known else list(initiatives)


def spelled_alike(initiatives: Sequence[ReadInitiative]) -> list[ReadInitiative]:
    """The initiatives with each name as the register spells it most often: names that differ in case or spaces are
    one."""
    told = list(initiatives)
    for what in NAMED:
        names = list(map(attrgetter(what), told))
        usual: dict[str, str] = {}
        # few names differ, and most registers have the same ones again and again; of equals the first is kept
        other = {
            name: spelled
            for name, _times in Counter(names).most_common()
            if name is not None and (spelled := usual.setdefault(folded(name), name)) != name
        }
        if other:
            told = [
                one if name not in other else _with(one, {what: other[name]})
                for one, name in zip(told, names, strict=True)
            ]
    return told


def with_names(register: ReadRegister, certain: Said) -> ReadRegister:
    """The register with its profile told what its names certainly are, where nobody has said otherwise; its
    initiatives are as they will be read the next time, so that an unchanged file changes nothing."""
    profile = register.profile or Profile()
    told = {what: {**certain.get(what, {}), **profile.names.get(what, {})} for what in NAMED}
    told = {what: names for what, names in told.items() if names}
    if told == profile.names:
        return register
    return replace(register, initiatives=renamed(register.initiatives, told), profile=replace(profile, names=told))


def _with(one: ReadInitiative, names: dict[str, Any]) -> ReadInitiative:
    return one._replace(**names)


def _renamed(one: ReadInitiative, known: Said) -> ReadInitiative:
    ours = {
        what: there
        for what, names in known.items()
        if (name := getattr(one, what)) is not None and (there := names.get(folded(name), name)) != name
    }
    return one._replace(**ours) if ours else one
