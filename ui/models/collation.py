"""Texts in the order people expect: Finnish alphabet, case and accents second, numbers by their size."""

from collections.abc import Iterable

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale, Qt


class Collation:
    """Ranks texts; what was once ranked is remembered, because comparing ten thousand keys takes time.

    Finnish in every language of the window: the names are Finnish and Swedish, which agree on å, ä and ö.
    """

    def __init__(self) -> None:
        self._collator = QCollator(QLocale(QLocale.Language.Finnish, QLocale.Country.Finland))
        self._collator.setNumericMode(True)
        self._collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._keys: dict[str, QCollatorSortKey] = {}

    def ranks(self, texts: Iterable[str]) -> dict[str, int]:
        """The place of each text among all of them."""
        keys = self._keys
        distinct = set(texts)
        for text in distinct:
            if text not in keys:
                keys[text] = self._collator.sortKey(text)
        # what is equal to the collator is put in order by spelling, so that the order never wavers
        return {text: rank for rank, text in enumerate(sorted(sorted(distinct), key=keys.__getitem__))}

    def sorted(self, texts: Iterable[str]) -> list[str]:
        """The distinct texts in order."""
        ranks = self.ranks(texts)
        return sorted(ranks, key=ranks.__getitem__)
