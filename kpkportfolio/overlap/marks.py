"""Where in two texts the same thing is said: the phrases to highlight."""

from collections.abc import Iterable

from kpkportfolio.overlap import words
from kpkportfolio.overlap.finding import Span
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import NAME, Lexicon

# words this long that begin alike are seen as one even when their stems differ: Finnish compounds
_ALIKE = 7


class Shared:
    """The phrases that two items share and the concepts they have in common."""

    def __init__(self, lexicon: Lexicon, a: Item, b: Item) -> None:
        self._a, self._b = Marks(lexicon, a), Marks(lexicon, b)
        self.concepts = sorted(self._a.concepts.keys() & self._b.concepts.keys())

    def words(self, fields: frozenset[str]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The words of the fields with a stem, or a long beginning, in common."""
        return self._a.alike(self._b, fields), self._b.alike(self._a, fields)

    def terms(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The words that stand for the common concepts."""
        return self._a.about(self.concepts), self._b.about(self.concepts)


class Marks:
    """The words of one item's title and description, and the concepts of all its text."""

    def __init__(self, lexicon: Lexicon, item: Item) -> None:
        self.concepts: dict[int, list[Span]] = {}
        self._words: list[tuple[str, str, Span]] = []
        title, description = words.found(item.title), words.found(item.description or "")
        tongue = words.language_of([word for word, _start, _end in title + description], item.language)
        for name, places in (("title", title), ("description", description)):
            numbers = lexicon.numbers([word for word, _start, _end in places], tongue)
            for number, (word, start, end) in zip(numbers, places, strict=True):
                span = (name, start, end)
                for concept in lexicon.concepts[number]:
                    self.concepts.setdefault(concept, []).append(span)
                if lexicon.weight[number] > NAME:
                    self._words.append((lexicon.stem_text[lexicon.stem[number]], word, span))
            for concept, first, last in lexicon.phrases(numbers):
                self.concepts.setdefault(concept, []).append((name, places[first][1], places[last][2]))
        for deliverable in item.deliverables:
            for number in lexicon.numbers(words.split(deliverable), tongue):
                for concept in lexicon.concepts[number]:
                    self.concepts.setdefault(concept, [])

    def alike(self, other: "Marks", fields: frozenset[str]) -> tuple[Span, ...]:
        """This item's words in the fields that the other item has in them too."""
        theirs = [(stem, word) for stem, word, span in other._words if span[0] in fields]
        stems = {stem for stem, _word in theirs}
        beginnings = {word[:_ALIKE] for _stem, word in theirs if len(word) >= _ALIKE}
        return tuple(
            span
            for stem, word, span in self._words
            if span[0] in fields and (stem in stems or (len(word) >= _ALIKE and word[:_ALIKE] in beginnings))
        )

    def about(self, concepts: Iterable[int]) -> tuple[Span, ...]:
        """Where this item speaks of the concepts."""
        return tuple(sorted({span for concept in concepts for span in self.concepts[concept]}))
