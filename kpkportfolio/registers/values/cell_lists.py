"""Cells that hold several things: milestones with their dates, links, and other initiatives by their references."""

import re
from functools import lru_cache

from kpkportfolio.model.vocabulary import DependencyKind
from kpkportfolio.registers.record import ReadLink, ReadMilestone
from kpkportfolio.registers.values.dates import read_moment
from kpkportfolio.registers.values.deliverables import split_deliverables
from kpkportfolio.registers.values.moments import Moment
from kpkportfolio.registers.values.unknown import is_unknown

_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s;|<>\"]+", re.IGNORECASE)
_DATED = re.compile(r"\d")
_LONGEST_DATE = 4
"""Words of a date: ``spring of the 2012``."""
# a reference may itself have a dash and a number, so days of lag are only those after a kind
_LINKED = re.compile(
    r"(?P<ref>.+?)(?:(?<=\d)|\s+)(?P<kind>FS|SS|FF|SF)\s*(?P<lag>[+-]\s?\d{1,4})?\s*(?:pv|vrk|d|dagar|days?|päivää)?",
    re.IGNORECASE,
)
_KINDS = {
    "FS": DependencyKind.FINISH_START,
    "SS": DependencyKind.START_START,
    "FF": DependencyKind.FINISH_FINISH,
    "SF": DependencyKind.START_FINISH,
}


@lru_cache(maxsize=2048)
def split_links(text: str) -> tuple[str, ...]:
    """The addresses in a text, each once, without the mark that ends the sentence."""
    return tuple(dict.fromkeys(found.rstrip(".,)]") for found in _URL.findall(text)))


@lru_cache(maxsize=4096)
def split_milestones(text: str, day_first: bool = True) -> tuple[ReadMilestone, ...]:
    """The milestones of a cell, divided as deliverables are: ``Pilotti 3/2011; Käyttöönotto: syksy 2012``.

    Of a month, quarter or season the last day is the due one. A lone year is a date only after a colon or in brackets.
    """
    parts = split_deliverables(text)
    if len(parts) == 1:
        # commas divide them only where each part has a date of its own
        between = [_milestone(part.strip(), day_first) for part in parts[0].split(", ")]
        if all(one.due is not None for one in between):
            return tuple(between)
    return tuple(_milestone(part, day_first) for part in parts)


def _milestone(text: str, day_first: bool) -> ReadMilestone:
    for pattern in (r"(?P<title>.+?)\s*[(\[](?P<date>[^)\]]+)[)\]]", r"(?P<title>.+?)\s*(?::|–|\s-)\s+(?P<date>.+)"):
        match = re.fullmatch(pattern, text)
        if match and (due := _due(match["date"], day_first)) is not None:
            return ReadMilestone(match["title"].strip(), due.last)
    words = text.split()
    for count in range(min(_LONGEST_DATE, len(words) - 1), 0, -1):
        for date, title in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            said = " ".join(date)
            if re.fullmatch(r"\d{4}", said) is None and (due := _due(said, day_first)) is not None:
                return ReadMilestone(" ".join(title).strip(" :–-,"), due.last)
    return ReadMilestone(text)


def _due(text: str, day_first: bool) -> Moment | None:
    if not _DATED.search(text):
        return None
    moment = read_moment(text, day_first)
    return moment if isinstance(moment, Moment) and moment.last is not None else None


@lru_cache(maxsize=4096)
def split_references(text: str) -> tuple[ReadLink, ...]:
    """Other initiatives by reference or name, with the kind of the link and its lag: ``H-3; H-7SS+5``."""
    if is_unknown(text):
        return ()
    parts = [part.strip() for part in re.split(r"[;\n]|,\s+", text)]
    return tuple(_reference(part) for part in parts if part and not is_unknown(part))


def _reference(text: str) -> ReadLink:
    match = _LINKED.fullmatch(text)
    if match is None:
        return ReadLink(text)
    lag = int(match["lag"].replace(" ", "")) if match["lag"] else 0
    return ReadLink(match["ref"], _KINDS[match["kind"].upper()], lag)
