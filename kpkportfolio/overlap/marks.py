"""Where in two texts the same thing is said: the phrases to highlight."""

from collections.abc import Iterable

from kpkportfolio.overlap import words
from kpkportfolio.overlap.finding import Span
from kpkportfolio.overlap.glossary import LANGUAGES, Glossary
from kpkportfolio.overlap.item import Item
from kpkportfolio.overlap.lexicon import NAME, Lexicon, Parsed
from kpkportfolio.overlap.matrices import Floats
from kpkportfolio.text import language

# words this long that begin alike are seen as one even when their stems differ: Finnish compounds
_ALIKE = 7
# what a reason counts up
MOST_WORDS = 5


class Shared:
    """The phrases that two items share and the concepts they have in common."""

    def __init__(self, a: "Marks", b: "Marks", terms: Glossary, rarity: Floats) -> None:
        self._a, self._b, self._terms = a, b, terms
        self.concepts = sorted(
            a.concepts.keys() & b.concepts.keys(), key=lambda concept: (-float(rarity[concept]), concept)
        )

    def words(self, of_a: frozenset[str], of_b: frozenset[str]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The words of the fields of either that have a stem, or a long beginning, in common."""
        return self._a.alike(self._b, of_a, of_b), self._b.alike(self._a, of_b, of_a)

    def concept_names(self) -> list[str]:
        """What the rarest of the common concepts are called in the language spoken now."""
        tongue = LANGUAGES.index(language())
        return [self._terms.labels[concept][tongue] for concept in self.concepts[:MOST_WORDS]]

    def concept_words(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """The words that stand for the common concepts."""
        return self._a.about(self.concepts), self._b.about(self.concepts)


class Marks:
    """The words of one item's title and description, and the concepts of all its text."""

    def __init__(self, lexicon: Lexicon, item: Item, parsed: Parsed) -> None:
        self.concepts: dict[int, list[Span]] = {}
        self._words: list[tuple[str, str, Span]] = []
        fields = (("title", item.title, parsed.title), ("description", item.description or "", parsed.description))
        for name, text, numbers in fields:
            places = words.places(text)
            for number, (start, end) in zip(numbers, places, strict=True):
                span = (name, start, end)
                for concept in lexicon.concepts[number]:
                    self.concepts.setdefault(concept, []).append(span)
                if lexicon.weight[number] > NAME:
                    self._words.append((lexicon.stem_text[lexicon.stem[number]], lexicon.words[number], span))
            for concept, first, last in lexicon.phrases(numbers):
                self.concepts.setdefault(concept, []).append((name, places[first][0], places[last][1]))
        for number in parsed.deliverables:
            for concept in lexicon.concepts[number]:
                self.concepts.setdefault(concept, [])
        for concept, _first, _last in lexicon.phrases(parsed.deliverables):
            self.concepts.setdefault(concept, [])

    def alike(self, other: "Marks", fields: frozenset[str], others: frozenset[str]) -> tuple[Span, ...]:
        """This item's words in its ``fields`` that the other item has in its fields ``others`` too."""
        theirs = [(stem, word) for stem, word, span in other._words if span[0] in others]
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


def quoted(item: Item, spans: tuple[Span, ...]) -> str:
    """The longest distinct words, in the order of the text: the telling ones are long in all three languages."""
    texts = {"title": item.title, "description": item.description or ""}
    found = dict.fromkeys(words.normal(texts[name][start:end]) for name, start, end in spans)
    longest = sorted(found, key=len, reverse=True)[:MOST_WORDS]
    return ", ".join(word for word in found if word in longest)
