"""Columns of fields of one's own, under the names they have in the portfolio; there are as many as people made."""

from collections.abc import Mapping
from functools import lru_cache

from kpkportfolio.model.rows import Contents, InitiativeRow
from ui.models.column import NONE, Column, Surroundings

_OWN = "own:"
Values = Mapping[str, Mapping[str, str]]
"""By name in small letters, then by initiative; several values of one name stand together."""


def is_own(key: str) -> bool:
    """Whether a column's key is of a field of one's own."""
    return key.startswith(_OWN) and len(key) > len(_OWN)


@lru_cache
def own_column(key: str) -> Column:
    """The column of a field of one's own, whether the open portfolio has it or not."""
    name = key.removeprefix(_OWN)
    folded = name.casefold()

    def text(row: InitiativeRow, around: Surroundings) -> str:
        return around.own.get(folded, {}).get(row.id, "")

    def value(row: InitiativeRow, around: Surroundings) -> str | None:
        return text(row, around) or None

    return Column(key, name, text, value, unknown=NONE, width=140, least=90, own=True, worked_out=True)


def own_columns(contents: Contents) -> list[Column]:
    """Those of a portfolio, the ones that most initiatives have first."""
    names: dict[str, str] = {}
    count: dict[str, int] = {}
    for row in contents.custom:
        name = names.setdefault(row.name.casefold(), row.name)
        count[name] = count.get(name, 0) + 1
    ordered = sorted(count, key=lambda name: (-count[name], name.casefold()))
    return [own_column(f"{_OWN}{name}") for name in ordered]


def own_values(contents: Contents) -> Values:
    """What they say."""
    found: dict[str, dict[str, str]] = {}
    for row in contents.custom:
        told = found.setdefault(row.name.casefold(), {})
        told[row.initiative_id] = f"{told[row.initiative_id]}; {row.value}" if row.initiative_id in told else row.value
    return found
