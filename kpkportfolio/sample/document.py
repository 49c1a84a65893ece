"""The sample as its JSON file has it: money in whole euros, dates as ISO text, references by ``key``."""

import json
from typing import Any, TypedDict

from kpkportfolio.paths import bundled

FILE = "portfolio.json"
"""The file's name in ``resources/sample``."""


class About(TypedDict):
    """What holds for the whole sample.

    ``today`` is the day of the story, ``price_year`` the year of all prices, ``initiative_note`` the mark that every
    initiative carries.
    """

    note: str
    today: str
    price_year: int
    currency: str
    initiative_note: str


class Document(TypedDict):
    """The file whole. Its lists are checked row by row by tests and by the store's own rules."""

    about: About
    organisations: list[dict[str, Any]]
    registers: list[dict[str, Any]]
    programmes: list[dict[str, Any]]
    domains: list[dict[str, Any]]
    phases: list[dict[str, Any]]
    components: list[dict[str, Any]]
    initiatives: list[dict[str, Any]]
    projects: list[dict[str, Any]]
    dependencies: list[dict[str, Any]]
    services: list[dict[str, Any]]
    steering_group: dict[str, Any]


def read_document() -> Document:
    """The sample that ships with the application."""
    text = bundled("resources", "sample", FILE).read_text(encoding="utf-8")
    document: Document = json.loads(text)
    return document
