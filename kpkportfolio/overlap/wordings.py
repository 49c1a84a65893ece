"""Turns of phrase that tell what kind of work a text is about, in three languages."""

import re

# "looks for a ready one", "is published for free use": together they make a case for reuse
_SEEKS = re.compile(
    r"""valmis\w*\s+(?:\w+\s+){0,2}(?:ratkaisu|malli|työkalu|tuote|järjestelm)|jo\s+tehty|muualla\s+tehty|etsitään|haetaan\s+valmis
    |hyödynnetään\s+(?:jo|muiden|valmi)|ei\s+haluta\s+hankkia|färdig\w*\s+(?:\w+\s+){0,1}(?:modell|lösning|produkt|verktyg)
    |redan\s+(?:prövat|finns|utvecklad)|undvika\s+eget|existing\s+(?:solution|model|tool)|ready-made|looks?\s+for\s+a\s+ready
    |off-the-shelf|reus(?:e|ing)\s+(?:an?|the)\s+existing""",
    re.VERBOSE,
)
_OFFERS = re.compile(
    r"""vapaa\w*\s+(?:\w+\s+)?(?:käyttö|hyödynnett)|on\s+julkaistu|on\s+valmis|ovat\s+valmiit|otettavissa|tuotannossa
    |muiden\s+(?:kuntien\s+)?käyttöön|avattiin|fritt?\s+att\s+använda|fri\s+användning|är\s+färdig|har\s+publicerats
    |free\s+to\s+(?:re)?use|open\s+licen[cs]e|are\s+finished|is\s+finished|(?:is|are|been)\s+published|freely\s+available""",
    re.VERBOSE,
)
_ROLLOUT = re.compile(
    r"\b(?:käyttöönot|jalkaut|införande|ibruktag|utrullning|roll-?out|deployment|adoption\s+of)",
)


def seeks(text: str) -> bool:
    """The text says that something ready is looked for rather than built."""
    return _SEEKS.search(text.lower()) is not None


def offers(text: str) -> bool:
    """The text says that the results are finished or free to be used."""
    return _OFFERS.search(text.lower()) is not None


def rollout(title: str) -> bool:
    """The title speaks of taking something into use rather than of making it."""
    return _ROLLOUT.search(title.lower()) is not None
