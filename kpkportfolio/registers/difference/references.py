"""Records of a register that refer to one another: parts to what they are part of, work to what it waits for."""

import re
from collections.abc import Iterable, Mapping, Sequence

from kpkportfolio.model.change import Fields
from kpkportfolio.model.vocabulary import InitiativeKind, Status
from kpkportfolio.registers.difference.standing import decoded
from kpkportfolio.registers.files.repair import fold
from kpkportfolio.registers.record import Problem, ReadInitiative
from kpkportfolio.text import _

_KINDS = (
    (
        InitiativeKind.ROLLOUT,
        re.compile(r"kayttoonot|jalkaut|levity|tuotantoonsiir|inforand|ibruktag|driftsatt|roll ?out|deploy"),
    ),
    (
        InitiativeKind.SPECIFICATION,
        re.compile(r"maarittel|esiselvity|vaatimu|suunnittelu|specifi|forstud|definition|kravst|requirement|planering"),
    ),
)
_STATUSES = {Status.DEFINITION: InitiativeKind.SPECIFICATION, Status.ROLLOUT: InitiativeKind.ROLLOUT}


def part_kind(record: ReadInitiative) -> InitiativeKind:
    """What kind of project a part of an initiative is, by its title, else its status; implementation otherwise."""
    folded = fold(record.title)
    for kind, pattern in _KINDS:
        if pattern.search(folded):
            return kind
    found = None if record.status is None else _STATUSES.get(record.status)
    return found or InitiativeKind.IMPLEMENTATION


def called(record: ReadInitiative) -> str:
    """What other records of the file refer to a record by."""
    return record.ref or record.title


def last_called(sources: Iterable[Fields]) -> dict[str, str]:
    """What records of last time were referred to by, with their initiatives' ids."""
    found: dict[str, str] = {}
    for source in sources:
        if name := source["ref"] or decoded(source["read_values"]).get("title"):
            found[str(name)] = str(source["initiative_id"])
    return found


class References:
    """Initiatives by the references that one register has for them; compared by their ids.

    Args:
        known: of records of last time, by the name that others refer to them by.
        records, ids: of the file, in the same order.
    """

    def __init__(self, known: Mapping[str, str], records: Sequence[ReadInitiative], ids: Sequence[str]) -> None:
        self._ids = {ref.casefold(): id_ for ref, id_ in known.items()}
        # a reference is surer than a title that is the same
        for record, id_ in sorted(zip(records, ids, strict=True), key=lambda pair: bool(pair[0].ref)):
            self._ids[called(record).casefold()] = id_
        self._loops: set[str] = set()

    def name(self, id_: str | None) -> str | None:
        """What an id is compared as."""
        return id_

    def canonical(self, ref: str | None) -> str | None:
        """The id of the record; None when there is none of that reference."""
        return None if ref is None else self._ids.get(ref.casefold())

    def id(self, name: str | None) -> str | None:
        """The id itself."""
        return name

    def may_be_part(self, id_: str, of: str) -> bool:
        """Whether a record may be a part of another: of no record that is a part of itself."""
        return id_ != of and id_ not in self._loops

    def problems(self, records: Sequence[ReadInitiative], ids: Sequence[str]) -> list[Problem]:
        """References that lead nowhere, and records that are parts of themselves; each is left out."""
        found: list[Problem] = []
        if not any(record.parent or record.predecessors for record in records):
            return found
        parents = {id_: up for one, id_ in zip(records, ids, strict=True) if (up := self.canonical(one.parent))}
        self._loops = _loops(parents)
        for record, id_ in zip(records, ids, strict=True):
            for ref in [record.parent, *(link.ref for link in record.predecessors)]:
                if ref is not None and self.canonical(ref) is None:
                    message = _("It refers to a record that the register does not have; that was left out.")
                    found.append(_problem(record, ref, message))
            if id_ in self._loops:
                message = _("It would be a part of itself; that was left out.")
                found.append(_problem(record, record.parent, message))
        return found


def _problem(record: ReadInitiative, value: str | None, message: str) -> Problem:
    return Problem(record.sheet, record.row, None, value, message, _("the reference of another record"), fatal=False)


def _loops(parents: Mapping[str, str]) -> set[str]:
    found: set[str] = set()
    done: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is not None and at in path:
            way = list(path)
            found.update(way[way.index(at) :])
        done.update(path)
    return found
