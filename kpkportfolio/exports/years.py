"""Money and impact summed by year and kind, as tables of figures for sheets."""

from collections.abc import Collection

import pandas as pd

from kpkportfolio.model.rows import Contents, ImpactRow, MoneyRow
from kpkportfolio.model.vocabulary import MoneyKind

Sums = dict[tuple[int, str], tuple[int | None, int | None]]
"""(year, kind) → (least, most) in cents."""


def by_year(contents: Contents, ids: Collection[str]) -> Sums:
    """The least and the most of each year and kind over the given initiatives; running costs and figures that are
    not allocated to a year are left out. A figure known by one end counts as both."""
    rows: list[MoneyRow | ImpactRow] = [*contents.money, *contents.impact]
    figures = pd.DataFrame(
        [
            (row.year, row.kind.value, row.min, row.likely, row.max)
            for row in rows
            if row.year is not None and row.initiative_id in ids and row.kind is not MoneyKind.RUNNING_COST
        ],
        columns=["year", "kind", "min", "likely", "max"],
    ).astype({"min": "Int64", "likely": "Int64", "max": "Int64"})
    ends = figures[["min", "likely", "max"]]
    figures["least"] = ends.min(axis=1)
    figures["most"] = ends.max(axis=1)
    summed = figures.groupby(["year", "kind"])[["least", "most"]].sum(min_count=1)
    return {
        (int(year), str(kind)): (_cents(least), _cents(most))
        for (year, kind), least, most in zip(summed.index, summed["least"], summed["most"], strict=True)
    }


def _cents(value: object) -> int | None:
    return None if value is pd.NA else int(value)  # type: ignore[call-overload]  # a cell of an Int64 column
