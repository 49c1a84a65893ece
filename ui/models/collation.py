"""Texts in the order people expect: Finnish alphabet, case and accents second, numbers by their size."""

from collections.abc import Iterable

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale, Qt

_KEYS: dict[str, QCollatorSortKey] = {}
"""Keys of texts, which every collator here makes alike: a worker prepares them, the UI thread sorts by them."""


class Collation:
    """Ranks texts; what was once ranked is remembered, because making ten thousand keys takes time.

    A collator is one thread's own, the keys are shared.

    Finnish in every language of the window: the names are Finnish and Swedish, which agree on å, ä and ö.
    """

    def __init__(self) -> None:
        self._collator = QCollator(QLocale(QLocale.Language.Finnish, QLocale.Country.Finland))
        self._collator.setNumericMode(True)
        self._collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def prepare(self, texts: Iterable[str]) -> None:
        """Make the keys of these texts, in a worker before they are ranked."""
        for text in texts:
            if text not in _KEYS:
                _KEYS[text] = self._collator.sortKey(text)

    def ranks(self, texts: Iterable[str]) -> dict[str, int]:
        """The place of each text among all of them."""
        distinct = set(texts)
        self.prepare(distinct)
        # what is equal to the collator is put in order by spelling, so that the order never wavers
        return {text: rank for rank, text in enumerate(sorted(sorted(distinct), key=_KEYS.__getitem__))}

    def sorted(self, texts: Iterable[str]) -> list[str]:
        """The distinct texts in order."""
        ranks = self.ranks(texts)
        return sorted(ranks, key=ranks.__getitem__)
