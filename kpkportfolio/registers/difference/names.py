"""Organisations, programmes and domains by the names that registers use for them; the missing ones are made."""

import re
from collections.abc import Mapping
from functools import lru_cache

from kpkportfolio.model.change import Change, Fields, Value, new_id
from kpkportfolio.model.vocabulary import OrganisationKind

# in this order: "Kuntaliitto" is an association although it begins with kunta
_KINDS: tuple[tuple[OrganisationKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (OrganisationKind.COMPANY, r"\b(oyj?|ab|abp|ltd|inc|gmbh|osakeyhtiö|aktiebolag(et)?)\b"),
        (
            OrganisationKind.JOINT_AUTHORITY,
            r"kuntayhtymä|samkommun|sairaanhoitopiiri|sjukvårdsdistrikt|joint authority|\bky\b",
        ),
        (OrganisationKind.SERVICE_CENTRE, r"palvelukeskus|servicecentral|service cent(re|er)|\bkpk\b|\bkuntait\b"),
        (OrganisationKind.ASSOCIATION, r"liitto\b|yhdistys|\bry\b|förbund(et)?\b|förening|association|federation"),
        (
            OrganisationKind.MUNICIPALITY,
            r"(kaupunki|kaupungin|kunta|kunnan|stads?|kommuns?)\b|\btown of\b|\b(city|municipality)\b",
        ),
        (
            OrganisationKind.STATE,
            r"ministeriö|ministry|ministeriet|virasto|verket\b|styrelsen\b|\bvaltio|\bstatens?\b|hallitus\b|hallinto\b|laitos\b"
            r"|rekisterikeskus|\bely\b|\bavi\b|ely-keskus|\bstate\b|government|\bagency\b|kansaneläkelaitos|\bkela\b",
        ),
    )
)


def guess_kind(name: str) -> OrganisationKind:
    """What kind of organisation a name speaks of; ``other`` when it does not say."""
    folded = name.casefold()
    for kind, pattern in _KINDS:
        if pattern.search(folded):
            return kind
    return OrganisationKind.OTHER


class Names:
    """The named things of one entity: found by name whatever the case, by Swedish, English or short name too.

    Attributes:
        changes: the new ones, made so far.
    """

    def __init__(self, entity: str, records: Mapping[str, Fields]) -> None:
        self._entity = entity
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.changes: list[Change] = []
        numbers = [number for record in records.values() if isinstance(number := record.get("number"), int)]
        self._last = max(numbers, default=0)
        for id_, record in records.items():
            self._names[id_] = str(record["name"])
        # a proper name goes before another's abbreviation
        for field in ("name", "name_sv", "name_en", "short_name"):
            for id_, record in records.items():
                name = record.get(field)
                if isinstance(name, str) and name.strip():
                    self._ids.setdefault(folded(name), id_)

    def name(self, id_: str | None) -> str | None:
        """The name of an id."""
        return None if id_ is None else self._names.get(id_)

    def canonical(self, name: str | None) -> str | None:
        """The name under which this one is known here, itself when it is not."""
        if name is None:
            return None
        return self._names.get(self._ids.get(folded(name), ""), name)

    def id(self, name: str | None) -> str | None:
        """The id of a name; an unknown one is made."""
        if name is None:
            return None
        key = folded(name)
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = new_id()
            self._names[found] = name
            after: dict[str, Value] = {"name": name}
            if self._entity == "organisation":
                after["kind"] = guess_kind(name).value
            if self._entity == "programme":
                # its place in the portfolio's order, which also gives its colour; no fact of the register's
                self._last += 1
                after["number"] = self._last
            self.changes.append(Change(self._entity, found, None, after))
        return found


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """What spellings of one name share that differ in case and spaces only."""
    return " ".join(name.split()).casefold()
