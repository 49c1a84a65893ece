"""Every distinct word is looked at once: its stem, its letter n-grams, its concepts, how much it can prove."""

import re
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

# the half of a phase: 2a and 2b are not the same work
_LETTERED = re.compile(r"(\d{1,2})([a-c])")

_YEARS = range(1990, 2050)


def _ints() -> "array[int]":
    return array("i")


# shared, because most items have none
_NO_PLACES: frozenset[int] = frozenset()


@dataclass(slots=True)
class Parsed:
    """One item's text as numbers of the lexicon.

    ``words`` are those of title, description and deliverables one after another, in one array because there are
    thousands of items. ``phases`` and ``years`` are the numbers of its title, ``places`` the names of places and
    bodies there, and ``template`` is the title without all of these.
    """

    language: str
    words: "array[int]" = field(default_factory=_ints)
    in_title: int = 0
    in_description: int = 0
    phrases: tuple[int, ...] = ()
    phases: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    places: frozenset[int] = _NO_PLACES
    template: str = ""

    @property
    def title(self) -> "array[int]":
        """The words of the title."""
        return self.words[: self.in_title]

    @property
    def description(self) -> "array[int]":
        """The words of the description."""
        return self.words[self.in_title : self.in_title + self.in_description]

    @property
    def deliverables(self) -> "array[int]":
        """The words of all the deliverables' titles."""
        return self.words[self.in_title + self.in_description :]


class Lexicon:
    """Words by number. Grows as texts are parsed; one is shared by everything that is compared.

    Args:
        own_names: words that are only names in this portfolio, such as the first words of its parties.
        terms: the concepts to find; those that ship with the application unless given.
    """

    def __init__(self, own_names: frozenset[str] = frozenset(), terms: Glossary | None = None) -> None:
        self.terms = terms or glossary()
        self._numbers: dict[str, dict[str, int]] = {language: {} for language in ("fi", "sv", "en")}
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
        numbers = self._numbers[language]
        known = numbers.get(word)
        if known is not None:
            return known
        number = numbers[word] = len(self.words)
        root = words.stem(word, language)
        if root == word:
            # one string for both
            root = word
        self.words.append(word)
        self.stem.append(self._stem_numbers.setdefault(root, len(self._stem_numbers)))
        if len(self._stem_numbers) > len(self.stem_text):
            self.stem_text.append(root)
        name = names().word(word)
        self.name.append(name)
        self.weight.append(self._proves(word, root, language, name))
        heavy = self.weight[number] > NAME
        self.concepts.append(tuple(sorted(self.terms.concepts(word, root))) if heavy else ())
        # a phrase may begin with a little word: one-stop, in-house
        self._heads.append(tuple(self.terms.heads(word, root)))
        return number

    def _proves(self, word: str, root: str, language: str, name: int | None) -> float:
        if word in words.STOP_WORDS[language] or word.isdigit() or len(word) < 2:
            return NOTHING
        if name is not None or word in self._own_names or root in self._own_stems[language]:
            return NAME
        return COMMON if word in words.COMMON_WORDS or root in words.common_stems(language) else ORDINARY

    def numbers(self, text: list[str], language: str) -> "array[int]":
        """The numbers of several words, in their order."""
        known = self._numbers[language]
        return array("i", [known[word] if word in known else self.number(word, language) for word in text])

    def numbers_of(self, word: str) -> list[int]:
        """The numbers that a lower-case word has, at most one a language; none if nobody has said it yet."""
        return [numbers[word] for numbers in self._numbers.values() if word in numbers]

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
        outputs = [word for deliverable in item.deliverables for word in words.split(deliverable)]
        parsed = Parsed(language, self.numbers(title + description + outputs, language), len(title), len(description))
        parsed.phrases = tuple(
            concept
            for text in (parsed.title, parsed.description, parsed.deliverables)
            for concept, _first, _last in self.phrases(text)
        )
        numbers = numbers_in(item.title)
        parsed.years = tuple(number for number in numbers if number in _YEARS)
        parsed.phases = tuple(number for number in numbers if number not in _YEARS)
        heading = parsed.title
        # the word for what is numbered goes with the number
        counted = _PHASES if parsed.phases else frozenset()
        parsed.places = frozenset(name for word in heading if (name := self.name[word]) is not None) or _NO_PLACES
        parsed.template = " ".join(
            self.stem_text[self.stem[word]]
            for word in heading
            if self.weight[word] > NAME and not _numbers(self.words[word]) and self.words[word] not in counted
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


def _numbers(word: str) -> bool:
    """Whether a word of a title may only number what the title names."""
    return word.isdigit() or word in _ROMAN or bool(_LETTERED.fullmatch(word))


def numbers_in(title: str) -> tuple[int, ...]:
    """The numbers of a title, Arabic or Roman, in order: ``Hanke X, II vaihe 2012`` gives ``(2, 2012)``.

    A Roman number is in capitals; a single letter is one only beside a word such as phase, and so is a number with a
    letter: ``Phase 2B`` gives ``(2, 2)``.
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
        elif beside & _PHASES and (lettered := _LETTERED.fullmatch(low)):
            result += [int(lettered[1]), ord(lettered[2]) - ord("a") + 1]
    return tuple(result)
