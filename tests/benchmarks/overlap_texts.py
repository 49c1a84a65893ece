"""Texts of invented words, as many as wanted: for speed, where the meaning does not matter."""

import random
from itertools import accumulate

from kpkportfolio.overlap.item import Item

SYLLABLES = "ka lo mi ra su te vo na pe ki hu jä möl tar ven sok lin pur ham nes".split()


def invented(count: int, words: int, seed: int = 1) -> list[Item]:
    """Items of invented words whose frequencies fall as those of a language do."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(20_000)]
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(vocabulary))))
    return [
        Item(
            id=f"{number:05}",
            title=" ".join(chance.choices(vocabulary, cum_weights=weights, k=6)),
            description=" ".join(chance.choices(vocabulary, cum_weights=weights, k=words - 6)),
            organisation=f"Taho {number % 200}",
            register=f"rekisteri {number % 5}",
        )
        for number in range(count)
    ]
