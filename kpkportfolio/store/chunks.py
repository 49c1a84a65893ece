"""Ids in lists short enough for a query."""

from collections.abc import Collection, Iterator
from typing import Final, TypeVar

_Id = TypeVar("_Id")
_MOST: Final = 500
"""Values in one IN list: under both databases' limits of bound values."""


def chunks(ids: Collection[_Id]) -> Iterator[list[_Id]]:
    """All of them in their order, some hundreds at a time."""
    every = list(ids)
    return (every[at : at + _MOST] for at in range(0, len(every), _MOST))
