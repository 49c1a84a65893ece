"""Which of Finnish, Swedish and English a text is in, by its small words and letters."""

import re
from collections import Counter
from collections.abc import Iterable

from kpkportfolio.registers.columns.headings import Heading
from kpkportfolio.registers.columns.words import HEADER_LANGUAGES
from kpkportfolio.registers.files.repair import fold

_SMALL_WORDS = {
    **dict.fromkeys(
        (
            "ja sekä on että jossa joka jotka myös ei tai kun jolla ovat voi niin kanssa mukaan välillä "
            "hankkeen hanke kehittäminen palvelu palvelun kunnan kuntien kaupungin käyttöönotto määrittely "
            "toteutus yhteinen"
        ).split(),
        "fi",
    ),
    **dict.fromkeys(
        (
            "och för av till med på som är ett den det inom från vid eller ska så att i en nätet stad "
            "kommun gemensam kommunal projekt projektet utveckling införande"
        ).split(),
        "sv",
    ),
    **dict.fromkeys(
        (
            "the of and for to in with by from an is are on that this project system service services "
            "development programme"
        ).split(),
        "en",
    ),
}
# double vowels with dots and the endings that only Finnish has
_FINNISH = re.compile(
    r"ää|öö|yö|uo|ii\b|aa\b|ään\b|ssa\b|ssä\b|sta\b|lla\b|inen\b|isen\b|kuu\b|uus\b|yys\b|minen\b|ukset\b"
)

# letters and small words that Danish and Norwegian have and Swedish, Finnish and English have not
_DANISH_OR_NORWEGIAN = re.compile(r"[æø]|\b(?:og|af|ikke|hvor|fra|som er|mellem|mellom)\b", re.IGNORECASE)
_SENTENCE = 20


def language_of(text: str) -> str | None:
    """``fi``, ``sv`` or ``en``; None when the text gives no clear sign."""
    text = text[:300]
    if not text.islower():
        text = text.lower()
    said = list(filter(None, map(_SMALL_WORDS.get, text.split())))
    if "å" in text:
        said.append("sv")
    elif said and said.count("fi") == len(said):
        return "fi"
    votes = {language: 2 * said.count(language) for language in dict.fromkeys(said)}
    if not votes:
        return "fi" if _FINNISH.search(text) else None
    if len(votes) != 1 or "fi" not in votes:
        signs = len(_FINNISH.findall(text))
        if signs:
            votes["fi"] = votes.get("fi", 0) + signs
    if len(votes) < 2:
        return next(iter(votes), None)
    ranked = sorted(votes.items(), key=lambda item: -item[1])
    return ranked[0][0] if ranked[0][1] > ranked[1][1] else None


def language_of_table(headings: Iterable[Heading], texts: Iterable[str]) -> str | None:
    """The language most of a table is in, by its headings first."""
    votes: Counter[str] = Counter()
    for heading in headings:
        for phrase in (fold(heading.text), *fold(heading.text).split()):
            if phrase and (language := HEADER_LANGUAGES.get(phrase)):
                votes[language] += 3
                break
    for text in texts:
        if language := language_of(text):
            votes[language] += 1
    return votes.most_common(1)[0][0] if votes else None


def is_danish_or_norwegian(texts: Iterable[str]) -> bool:
    """Whether most sentences are in Danish or Norwegian: of countries that do not pay in euros."""
    sentences = [text[:300] for text in texts if len(text) >= _SENTENCE]
    return sum(map(bool, map(_DANISH_OR_NORWEGIAN.search, sentences))) > len(sentences) / 2
