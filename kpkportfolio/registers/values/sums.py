"""Amounts of several years put together, and whether they are the total that is told beside them."""

from collections.abc import Collection

from kpkportfolio.registers.values.money import Money

_ALIKE = 0.005
"""Of the total; sums are rounded for print."""
_MOST = 0.05
"""More of the total than this is no rounding, however coarse the unit."""


def together(amounts: Collection[Money]) -> Money:
    """The amounts together; an end that is open in one of them is not known in all."""
    lows = [amount.low for amount in amounts if amount.low is not None]
    highs = [amount.high for amount in amounts if amount.high is not None]
    return Money(sum(lows) if len(lows) == len(amounts) else None, sum(highs) if len(highs) == len(amounts) else None)


def adds_up(amounts: Collection[Money], total: Money, unit: int = 1) -> bool:
    """Whether amounts may be the total: their ranges meet, within what rounding each of them can make.

    Args:
        amounts, total: in cents.
        unit: the multiple of a euro that they are counted in. Amounts with a fraction of it are rounded to a tenth.
    """
    known = [end for one in (*amounts, total) for end in (one.low, one.high) if end is not None]
    step = unit * 100 if all(end % (unit * 100) == 0 for end in known) else unit * 10
    largest = max((abs(end) for end in (total.low, total.high) if end is not None), default=0)
    slack = max(_ALIKE * largest, min(_MOST * largest, (len(amounts) + 1) / 2 * step))
    whole = together(amounts)
    below = whole.high is not None and total.low is not None and whole.high + slack < total.low
    above = whole.low is not None and total.high is not None and whole.low - slack > total.high
    return not below and not above
