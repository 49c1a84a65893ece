"""A small portfolio in which some initiatives are alike, for tests of what finds and judges them."""

from datetime import date
from pathlib import Path

from kpkportfolio.model.change import Change, Operation, OperationKind, Value
from kpkportfolio.store.portfolio import Portfolio

_PLAIN: dict[str, Value] = {"kind": "initiative", "open_ended": False, "confidential": False}

_CASES = (
    "Kaupungit hankkivat yhteisen asianhallinnan, jossa vireille tulevat asiat kirjataan, käsitellään ja päätetään "
    "yhdenmukaisin työnkuluin."
)
_PERMITS = (
    "Rakentaja hakee rakennusluvan verkossa, liittää piirustukset hakemukseen ja seuraa rakennusvalvonnan päätöstä."
)

INITIATIVES: dict[str, dict[str, Value]] = {
    "cases-1": {
        "title": "Itä-Suomen kaupunkien asianhallinta",
        "description": _CASES,
        "organisation_id": "kuopio",
        "person_name": "Eeva",
        "status": "definition",
        "start": date(2010, 7, 1),
        "end": date(2012, 6, 30),
    },
    "cases-2": {
        "title": "Yhteinen asianhallintapalvelu omistajakunnille",
        "description": "Omistajakunnille hankitaan asianhallinta, jossa vireille tulleet asiat kirjataan ja päätetään "
        "vakioiduin työnkuluin.",
        "organisation_id": "kpk",
        "person_name": "Ilkka",
        "status": "implementation",
        "start": date(2011, 1, 1),
        "end": date(2013, 6, 30),
    },
    "cases-3": {
        "title": "Gemensam ärendehantering för Raseborg och Hangö",
        "description": "Städerna skaffar ett system för ärendehantering där inkomna ärenden diarieförs, bereds och "
        "avgörs i enhetliga arbetsflöden.",
        "organisation_id": "raseborg",
        "language": "sv",
        "status": "definition",
        "start": date(2011, 1, 1),
        "end": date(2012, 12, 31),
    },
    "permits-1": {
        "title": "Rakennuslupien haku verkossa",
        "description": _PERMITS,
        "organisation_id": "vaasa",
        "person_name": "Matti",
        "status": "implementation",
        "start": date(2010, 1, 1),
        "end": date(2011, 12, 31),
    },
    "permits-2": {
        "title": "Rakennusluvan haku verkossa",
        "description": _PERMITS,
        "organisation_id": "vaasa",
        "person_name": "Matti",
        "status": "implementation",
        "start": date(2010, 1, 1),
        "end": date(2011, 12, 31),
        "progress": 40,
    },
    "permits-part": {"title": "Rakennuslupien haku verkossa", "description": _PERMITS, "parent_id": "permits-1"},
    "buses": {"title": "Koulukuljetusten kilpailutus", "description": "Kuljetukset kilpailutetaan lukuvuosittain."},
    "archive": {"title": "Arkistotilojen peruskorjaus", "description": "Kellarin ilmanvaihto uusitaan."},
}
PERMITS = ("permits-1", "permits-2")
CASES = ("cases-1", "cases-2")


def make_portfolio(path: Path) -> Portfolio:
    """The portfolio, open."""
    portfolio = Portfolio.create(path, "Salkku", "Liisa")
    names = {"kuopio": "Kuopion kaupunki", "kpk": "KPK ICT", "raseborg": "Raseborgs stad", "vaasa": "Vaasan kaupunki"}
    changes = [Change("organisation", id_, None, {"name": name, "kind": "other"}) for id_, name in names.items()]
    changes += [Change("register", id_, None, {"name": id_.upper(), "own": id_ == "omat"}) for id_ in ("jip", "omat")]
    changes += [Change("initiative", id_, None, {**_PLAIN, **row}) for id_, row in INITIATIVES.items()]
    for number, id_ in enumerate(INITIATIVES):
        source: dict[str, Value] = {"initiative_id": id_, "register_id": "omat" if id_ == "permits-2" else "jip"}
        changes.append(Change("source", f"s-{id_}", None, {**source, "key": id_, "ref": f"R-{number}"}))
    for id_, title in (("permits-1", "Hakemuspalvelu"), ("permits-2", "hakemuspalvelu"), ("permits-2", "Ohje")):
        output: dict[str, Value] = {"initiative_id": id_, "title": title, "state": "planned", "position": 0}
        changes.append(Change("deliverable", f"d-{id_}-{title}", None, output))
    component: dict[str, Value] = {"name": "Asianhallinta", "kind": "service_environment"}
    changes.append(Change("component", "asianhallinta", None, component))
    for id_ in ("cases-1", "cases-2", "cases-3"):
        made: dict[str, Value] = {"initiative_id": id_, "component_id": "asianhallinta", "role": "produces"}
        changes.append(Change("initiative_component", f"c-{id_}", None, made))
    portfolio.commit(Operation(OperationKind.ADD, "esimerkki", changes))
    return portfolio
