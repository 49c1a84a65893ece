"""The concepts of public-sector ICT in three languages, and the names that are the same in all of them.

``resources/glossary/terms.tsv`` has a line a concept: its name and its terms in Finnish, Swedish and English. The
files of :data:`FIELDS` do the same for one field of a municipality's or an agency's work each; a concept that is in
several files has the terms of all of them. A term is found in its inflected forms and as the beginning of a compound,
because it is compared by stem: ``asianhallinta`` finds ``asianhallinnan`` and ``asianhallintajärjestelmä``. ``word*``
is a beginning as it stands, ``*word*`` a part of a word anywhere, and a term in capitals is an acronym, found only as
it is; so is ``=word``, whose stem is that of other words too: ``=parking`` is not found in parks.
"""

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from kpkportfolio import paths
from kpkportfolio.overlap import words

LANGUAGES = ("fi", "sv", "en")
# apart from terms.tsv, so that either can be measured without the other
FIELDS = ("administration", "care", "culture", "data", "education", "environment", "ict", "society")
# where words.py parts words: it keeps the e- of e-services
_BETWEEN = re.compile(r"(?<!\be)-|[.:/'’]", re.IGNORECASE)
_SHORTEST_BEGINNING = 3
_PART = 4
# one inflected stem as the beginning of a compound: shorter ones begin too many other words
_COMPOUND_STEM = {"fi": 6, "sv": 6}
_SHORTEST_NAME = 5
# what a name may end in: the Finnish cases, Swedish -s; "salonki" is not Salo and "luotot" not Luoto
_NAME_ENDING = re.compile(
    r"(?:[aei]?(?:n|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|n[aä]|tt[aä])|[aäeiouyö]n|h[aeiouyäö]n|seen|t?[aä]|s)"
)
_LONGEST_ENDING = 4


class Forms(NamedTuple):
    """What a word looks like where one word of a term occurs."""

    exact: tuple[str, ...]
    beginning: str
    part: str
    alone: str = ""

    def fit(self, word: str, stem: str) -> bool:
        """Whether a word, given with its stem, is this one."""
        if word in self.exact or stem in self.exact or word == self.alone:
            return True
        return bool(self.beginning and word.startswith(self.beginning)) or bool(self.part and self.part in word)


def forms(pattern: str, language: str) -> Forms:
    """The forms of one word of a term; see the module for how it is written."""
    core = words.normal(pattern.strip("*="))
    if pattern.startswith("*"):
        return Forms((), "", core)
    if pattern.endswith("*"):
        return Forms((), core, "")
    if pattern.startswith("="):
        return Forms((), "", "", core)
    if pattern.isupper() or len(core) < _SHORTEST_BEGINNING:
        return Forms((core,), "", "")
    stem = words.stem(core, language)
    root = stem
    # kpt gradation: the stem of the nominative ends in what the genitive has lost
    if language == "fi" and len(root) > 7 and root[-1] in "kpt":
        root = root[:-1]
    return Forms(tuple({core, stem}), root if len(root) >= _COMPOUND_STEM.get(language, 99) else "", "")


class Patterns:
    """Which entries a word belongs to, by exact form, by beginning or by a part within."""

    def __init__(self) -> None:
        # tuples, because nearly all of the thousands have one entry
        self._exact: dict[str, tuple[int, ...]] = {}
        self._alone: dict[str, tuple[int, ...]] = {}
        self._beginnings: dict[str, tuple[int, ...]] = {}
        self._parts: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._longest = 0

    def add(self, pattern: str, entry: int, language: str) -> None:
        """Learn one word of a term; see the module for how it is written."""
        found = forms(pattern, language)
        for form in found.exact:
            self._exact[form] = (*self._exact.get(form, ()), entry)
        if found.alone:
            self._alone[found.alone] = (*self._alone.get(found.alone, ()), entry)
        if found.beginning:
            self._beginnings[found.beginning] = (*self._beginnings.get(found.beginning, ()), entry)
            self._longest = max(self._longest, len(found.beginning))
        if found.part:
            self._parts[found.part[:_PART]].append((found.part, entry))

    def find(self, word: str, stem: str) -> set[int]:
        """The entries that a word, given with its stem, belongs to."""
        result = {*self._exact.get(word, ()), *self._exact.get(stem, ()), *self._alone.get(word, ())}
        for length in range(_SHORTEST_BEGINNING, min(len(word), self._longest) + 1):
            entries = self._beginnings.get(word[:length])
            if entries:
                result.update(entries)
        for start in range(len(word) - _PART + 1):
            for core, entry in self._parts.get(word[start : start + _PART], ()):
                if word.startswith(core, start):
                    result.add(entry)
        return result


class Glossary:
    """Concepts by number; ``names[n]`` is the concept's own name, ``labels[n]`` its Finnish, Swedish, English terms.

    Args:
        entries: a name and three cells of terms each; entries of one name are one concept, labelled by the first.
    """

    def __init__(self, entries: list[list[str]]) -> None:
        self.names: list[str] = []
        self.labels: list[tuple[str, str, str]] = []
        numbers: dict[str, int] = {}
        # the words of phrases repeat: sähköi*, elektronisk
        self._words: dict[tuple[str, str], Forms] = {}
        self._single = Patterns()
        self._heads = Patterns()
        # a term of several words: the words after its first, found one after another
        self._phrases: list[tuple[int, tuple[Forms, ...]]] = []
        for concept, *cells in entries:
            terms = [[term.strip() for term in cell.split(";")] for cell in cells]
            number = numbers.setdefault(concept, len(self.names))
            if number == len(self.names):
                self.names.append(concept)
                finnish, swedish, english = (own[0].strip("*=") for own in terms)
                self.labels.append((finnish, swedish, english))
            for language, alternatives in zip(LANGUAGES, terms, strict=True):
                for term in alternatives:
                    self._learn(term, number, language)

    def _learn(self, term: str, number: int, language: str) -> None:
        parts = _BETWEEN.sub(" ", term).split()
        # a beginning with a hyphen in it, such as "KA-*", is left with its own asterisk
        parts = [part for part in parts if part.strip("*")]
        if len(parts) == 1:
            self._single.add(parts[0], number, language)
            return
        self._heads.add(parts[0], len(self._phrases), language)
        self._phrases.append((number, tuple(self._word(part, language) for part in parts[1:])))

    def _word(self, part: str, language: str) -> Forms:
        known = self._words.get((part, language))
        if known is None:
            known = self._words[part, language] = forms(part, language)
        return known

    def concepts(self, word: str, stem: str) -> set[int]:
        """The concepts that a single word stands for."""
        return self._single.find(word, stem)

    def heads(self, word: str, stem: str) -> set[int]:
        """The phrases that this word may begin, for :meth:`phrase`."""
        return self._heads.find(word, stem)

    def phrase(self, head: int, following: list[tuple[str, str]]) -> int | None:
        """The concept of a phrase whose first word was found, if the ``(word, stem)`` pairs after it fit."""
        number, rest = self._phrases[head]
        if len(following) < len(rest):
            return None
        fits = all(form.fit(*pair) for form, pair in zip(rest, following, strict=False))
        return number if fits else None

    def length(self, head: int) -> int:
        """How many words the phrase has."""
        return 1 + len(self._phrases[head][1])


class Names:
    """Names of places and bodies; each has one number whatever the language.

    Args:
        entries: three cells of forms each, and a fourth with the word by which texts mention the body, if there is one.
    """

    def __init__(self, entries: list[list[str]]) -> None:
        # as the whole name of a party; as a word of a text; with an ending
        self._whole: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._beginnings: dict[str, int] = {}
        self.mention: dict[int, str] = {}
        for number, cells in enumerate(entries):
            if len(cells) > len(LANGUAGES):
                self.mention[number] = words.normal(cells[-1])
            for cell in cells[: len(LANGUAGES)]:
                for form in (part.strip() for part in cell.split(";")):
                    self._learn(form, number)

    def _learn(self, form: str, number: int) -> None:
        name = " ".join(words.split(form.strip("*=")))
        self._whole[name] = number
        if " " in name or form.startswith("="):
            return
        self._words[name] = number
        if len(name) >= _SHORTEST_NAME:
            self._beginnings[name] = number

    def whole(self, name: str) -> int | None:
        """The number of a name given in full, in any language: ``Vasa`` and ``Vaasan`` are one."""
        return self._whole.get(name)

    def word(self, word: str) -> int | None:
        """The number of the name that one word of a text is, or is with a case ending."""
        if word in self._words:
            return self._words[word]
        for ending in range(1, min(_LONGEST_ENDING, len(word) - _SHORTEST_NAME) + 1):
            number = self._beginnings.get(word[:-ending])
            if number is not None and _NAME_ENDING.fullmatch(word, len(word) - ending):
                return number
        return None


def lines(name: str) -> list[list[str]]:
    """The cells of each entry of ``terms.tsv``, a field's file or ``names.tsv``."""
    text = paths.bundled("resources", "glossary", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def glossary() -> Glossary:
    """The concepts that ship with the application, read once."""
    return Glossary([entry for name in ("terms", *FIELDS) for entry in lines(f"{name}.tsv")])


@cache
def names() -> Names:
    """The names that ship with the application, read once."""
    return Names(lines("names.tsv"))
