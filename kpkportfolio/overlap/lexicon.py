"""Every distinct word is looked at once: its stem, its letter n-grams, its concepts, how much it can prove."""

from array import array
from dataclasses import dataclass, field
from zlib import crc32

from kpkportfolio.overlap import words
from kpkportfolio.overlap.glossary import Glossary, glossary, names
from kpkportfolio.overlap.item import Item

GRAM_SIZES = (4, 5)
GRAM_BITS = 18
# what a word may prove beside its rarity: template words little, names of places and bodies nearly nothing
ORDINARY, COMMON, NAME, NOTHING = 1.0, 0.4, 0.1, 0.0
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}

_PHASES = frozenset("vaihe vaiheen osa osio etap etappen fas fasen skede del phase part stage".split())

_YEARS = range(1990, 2050)


def _ints() -> "array[int]":
    return array("i")


@dataclass(slots=True)
class Parsed:
    """One item's text as numbers of the lexicon.

    ``phases`` and ``years`` are the numbers of its title, ``places`` the names of places and bodies there, and
    ``template`` is the title without all of these.
    """

    language: str
    title: "array[int]" = field(default_factory=_ints)
    description: "array[int]" = field(default_factory=_ints)
    deliverables: "array[int]" = field(default_factory=_ints)
    phrases: "array[int]" = field(default_factory=_ints)
    phases: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    places: frozenset[int] = frozenset()
    template: str = ""


class Lexicon:
    """Words by number. Grows as texts are parsed; one is shared by everything that is compared.

    Args:
        own_names: words that are only names in this portfolio, such as the first words of its parties.
        terms: the concepts to find; those that ship with the application unless given.
    """

    def __init__(self, own_names: frozenset[str] = frozenset(), terms: Glossary | None = None) -> None:
        self.terms = terms or glossary()
        self._numbers: dict[tuple[str, str], int] = {}
        self._stem_numbers: dict[str, int] = {}
        self._own_names = own_names
        self._own_stems = {
            language: frozenset(words.stem(name, language) for name in own_names) for language in ("fi", "sv", "en")
        }
        self.words: list[str] = []
        self.stem_text: list[str] = []
        self.stem = _ints()
        self.weight = array("f")
        self.name: list[int | None] = []
        self.concepts: list[tuple[int, ...]] = []
        self._heads: list[tuple[int, ...]] = []

    @property
    def stems(self) -> int:
        """How many distinct stems there are."""
        return len(self.stem_text)

    def number(self, word: str, language: str) -> int:
        """The number of a lower-case word, learnt if it is new."""
        key = (word, language)
        known = self._numbers.get(key)
        if known is not None:
            return known
        number = self._numbers[key] = len(self.words)
        root = words.stem(word, language)
        self.words.append(word)
        self.stem.append(self._stem_numbers.setdefault(root, len(self._stem_numbers)))
        if len(self._stem_numbers) > len(self.stem_text):
            self.stem_text.append(root)
        name = names().word(word)
        self.name.append(name)
        self.weight.append(self._proves(word, root, language, name))
        heavy = self.weight[number] > NAME
        self.concepts.append(tuple(sorted(self.terms.concepts(word, root))) if heavy else ())
        self._heads.append(tuple(self.terms.heads(word, root)) if heavy else ())
        return number

    def _proves(self, word: str, root: str, language: str, name: int | None) -> float:
        if word in words.STOP_WORDS[language] or word.isdigit() or len(word) < 2:
            return NOTHING
        if name is not None or word in self._own_names or root in self._own_stems[language]:
            return NAME
        return COMMON if word in words.COMMON_WORDS or root in words.common_stems(language) else ORDINARY

    def numbers(self, text: list[str], language: str) -> "array[int]":
        """The numbers of several words, in their order."""
        return array("i", [self.number(word, language) for word in text])

    def grams(self, number: int) -> list[int]:
        """Hashes of the word's letter n-grams; a word that proves nothing has none."""
        if self.weight[number] <= NAME:
            return []
        padded = f" {self.words[number]} "
        mask = (1 << GRAM_BITS) - 1
        return [
            crc32(padded[start : start + size].encode()) & mask
            for size in GRAM_SIZES
            for start in range(len(padded) - size + 1)
        ]

    def parse(self, item: Item) -> Parsed:
        """The item's text in numbers."""
        title = words.split(item.title)
        description = words.split(item.description or "")
        language = words.language_of(title + description, item.language)
        parsed = Parsed(language)
        parsed.title.extend(self.numbers(title, language))
        parsed.description.extend(self.numbers(description, language))
        for deliverable in item.deliverables:
            parsed.deliverables.extend(self.numbers(words.split(deliverable), language))
        for text in (parsed.title, parsed.description, parsed.deliverables):
            parsed.phrases.extend(concept for concept, _first, _last in self.phrases(text))
        numbers = numbers_in(item.title)
        parsed.years = tuple(number for number in numbers if number in _YEARS)
        parsed.phases = tuple(number for number in numbers if number not in _YEARS)
        parsed.places = frozenset(name for word in parsed.title if (name := self.name[word]) is not None)
        parsed.template = " ".join(
            self.stem_text[self.stem[word]]
            for word in parsed.title
            if self.weight[word] > NAME and not self.words[word].isdigit() and self.words[word] not in _ROMAN
        )
        return parsed

    def phrases(self, text: "array[int]") -> list[tuple[int, int, int]]:
        """Concepts of several words, as ``(concept, first word, last word)`` of the text."""
        result = []
        for first, word in enumerate(text):
            for head in self._heads[word]:
                length = self.terms.length(head)
                following = text[first + 1 : first + length]
                pairs = [(self.words[n], self.stem_text[self.stem[n]]) for n in following]
                concept = self.terms.phrase(head, pairs)
                if concept is not None:
                    result.append((concept, first, first + length - 1))
        return result


def numbers_in(title: str) -> tuple[int, ...]:
    """The numbers of a title, Arabic or Roman, in order: ``Hanke X, II vaihe 2012`` gives ``(2, 2012)``.

    A Roman number is in capitals; a single letter is one only beside a word such as phase.
    """
    result = []
    written = [title[start:end] for start, end in words.places(title)]
    folded = [words.normal(word) for word in written]
    for place, (word, low) in enumerate(zip(written, folded, strict=True)):
        beside = {*folded[max(0, place - 1) : place], *folded[place + 1 : place + 2]}
        if low.isdecimal():
            result.append(int(low))
        elif low in _ROMAN and word.isupper() and (len(low) > 1 or beside & _PHASES):
            result.append(_ROMAN[low])
    return tuple(result)
