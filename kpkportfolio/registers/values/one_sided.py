"""Texts that say one end only: ``1.2.2011 alkaen``, ``päättyy 2026``, ``ennen kesää 2012``, ``2025 or later``."""

import re
from collections.abc import Callable
from datetime import timedelta

from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.values.moments import Moment, says_end

One = Callable[[str, bool], Moment]

_AFTER = re.compile(
    r"\b(alkaen|alk|lahtien|lukien|fr o m|fran och med|fran|from|since|sedan|onwards|onward|fom|starting|vuodesta|"
    r"eteenpain|vuoden \d{4} alusta|keva\w{1,3}sta|syksysta|kesasta|\w{4,7}kuusta|\w{4,6}vuodesta)\b"
)
_NO_SOONER = re.compile(
    r"\b(aikaisintaan|tidigast|earliest|no sooner|alkaa|alkoi|alkanut|kaynnistyy|kaynnistyi|kaynnistynyt|aloitettu|"
    r"aloitus|aloitetaan|startar|startade|startat|borjar|borjade|paborjas|paborjad|paborjat|inleds|starts|started|"
    r"begins|began)\b"
)
_BEFORE = re.compile(
    r"\b(mennessa|asti|saakka|viimeistaan|viim|senast|tills|t o m|till och med|tom|by|until|latest|no later than|"
    r"loppuun|\w{4,6}vuoteen|vuoteen|\w{4,7}kuuhun|paattyy|paattyi|paattynyt|valmistuu|valmistui|valmistunut|valmis|"
    r"loppuu|slutar|slutade|avslutas|avslutad|avslutat|klart?|fardigt?|slutfors|slutfort|ends|ended|finishes|"
    r"finished|complete|completed|completion|due)\b"
)
_SOONER = re.compile(r"(?:ennen|före|innan|before|prior to)\s(?:den\s|the\s)?(.{2,60})", re.IGNORECASE)
_LATER = re.compile(r"(.{2,60}?)\själkeen(\s\d{4})?|(?:efter|after)\s(?:den\s|the\s)?(.{2,60})", re.IGNORECASE)
_OR_LATER = re.compile(r"(.{2,60}?),?\s(?:tai myöhemmin|or later|or after|eller senare)", re.IGNORECASE)
_WEEK_OF = re.compile(r"(?:w/c|week (?:commencing|beginning|starting|of))\s(.{4,40})", re.IGNORECASE)


def beside(text: str, day_first: bool, one: One) -> Moment | None:
    """What ends before, or begins after, what is named; None for a text that says neither.

    Raises:
        Strange: what is named is no moment.
        Impossible: it is a date that no calendar has.
    """
    if match := _SOONER.fullmatch(text):
        that = one(match[1], day_first)
        if that.first is None or says_end(fold(match[1]).split()):  # "before the end of 2012" is by its end
            return that
        return Moment(None, that.first - timedelta(days=1))
    if match := _LATER.fullmatch(text):
        that = one(match[3] or match[1] + (match[2] or ""), day_first)
        return that if that.last is None else Moment(that.last + timedelta(days=1), None)
    if match := _OR_LATER.fullmatch(text):
        return Moment(one(match[1], day_first).first, None)
    if (match := _WEEK_OF.fullmatch(text)) and (first := one(match[1], day_first).first):
        return Moment(first, first + timedelta(days=6))
    return None


def one_sided(moment: Moment, folded: str) -> Moment:
    """``1.2.2011 alkaen`` has a start only, ``31.12.2011 mennessä`` an end only, a single day is a start."""
    if moment.first is None:
        return moment
    if _NO_SOONER.search(folded):
        return Moment(moment.first, None)
    if _BEFORE.search(folded):
        return Moment(None, moment.last)
    if _AFTER.search(folded):
        return Moment(moment.first, None, open=True)
    if moment.first == moment.last:
        return Moment(moment.first, None)
    return moment
