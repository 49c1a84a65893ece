"""Edited cells as one operation: texts by initiative and column in, validated changes out.

Everything that is typed, pasted or set in bulk goes through here, so it means the same wherever it is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpkportfolio.errors import PortfolioError, UsageError
from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, Value, new_id
from kpkportfolio.model.rows import Contents, InitiativeRow, MoneyRow
from kpkportfolio.model.rules import broken_rules
from kpkportfolio.model.vocabulary import MoneyKind
from kpkportfolio.registers.difference.names import Names
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, ngettext
from ui.models import parsing
from ui.models.parsing import Refused

if TYPE_CHECKING:
    from ui.session import Session

Texts = Mapping[str, Mapping[str, str]]
"""What was typed: initiative id → column key → text."""

_AT_ONCE = 200

LIMITS = {"progress": (0, 100), "priority": (1, 9999), "wave": (1, 2), "municipalities": (0, 10_000)}
"""Least and greatest value of whole numbers."""


@dataclass(slots=True)
class Known:
    """Names to ids, read once an operation."""

    portfolio: Portfolio
    found: dict[str, Names] = field(default_factory=dict)

    def of(self, entity: str) -> Names:
        if entity not in self.found:
            self.found[entity] = Names(entity, self.portfolio.records(entity))
        return self.found[entity]

    @property
    def changes(self) -> list[Change]:
        """The named things that had to be made."""
        return [change for names in self.found.values() for change in names.changes]


Invested = Mapping[str, Sequence[MoneyRow]]
"""Rows of ICT investment by initiative."""


def invested(contents: Contents) -> Invested:
    """The rows of ICT investment of every initiative that has any."""
    found: dict[str, list[MoneyRow]] = {}
    for row in contents.money:
        if row.kind is MoneyKind.ICT_INVESTMENT:
            found.setdefault(row.initiative_id, []).append(row)
    return found


def single_figure(invested: Invested, id_: str) -> MoneyRow | None:
    """The one unallocated figure an investment consists of, None when there is none at all.

    Raises:
        Refused: it is divided into years, and a single figure would throw that away.
    """
    found = invested.get(id_)
    if not found:
        return None
    if len(found) > 1 or found[0].year is not None:
        raise Refused(_("The investment is divided into years; change it in the details (Edit, Money)."))
    return found[0]


def check(row: InitiativeRow, key: str, text: str, contents: Contents, figures: Invested | None = None) -> None:
    """Whether a text can stand in a cell, without writing anything. ``figures`` saves counting them again.

    Raises:
        Refused: it cannot; says why.
    """
    fields = dict(plain_fields(key, text))
    if key == "investment":
        single_figure(invested(contents) if figures is None else figures, row.id)
        parsing.read_millions(text)
    if key == "programme" and (name := parsing.read_name(text)) is not None:
        names = {programme.name.casefold() for programme in contents.programmes}
        numbers = {str(programme.number) for programme in contents.programmes}
        if name.casefold() not in names and name not in numbers:
            raise Refused(_("There is no programme “{name}”.").format(name=name))
    whole: dict[str, Value] = {
        name: getattr(row, name) for name in ("id", "title", "status", "health", "start", "end", "open_ended")
    }
    problems = broken_rules("initiative", {**whole, **fields})
    if problems:
        raise Refused(" ".join(problems))


def operation(portfolio: Portfolio, contents: Contents, texts: Texts, why: str | None = None) -> Operation | None:
    """One operation for everything that was typed; what stays as it is, is left out. None when nothing would change.

    Raises:
        Refused: a text does not mean a value; nothing is to be written then.
        UsageError: an initiative is not there any more.
    """
    records = portfolio.records("initiative", id=list(texts))
    names = Known(portfolio)
    figures = invested(contents)
    changes: list[Change] = []
    for id_, cells in texts.items():
        record = records.get(id_)
        if record is None:
            raise UsageError(_("There is no initiative with the id {id}.").format(id=id_))
        fields: dict[str, Value] = {}
        for key, text in cells.items():
            if key == "investment":
                changes += _money(figures, id_, text)
            else:
                fields.update(fields_of(key, text, names))
        changed = {name: value for name, value in fields.items() if record[name] != value}
        problems = broken_rules("initiative", {**record, "id": id_, **changed}) if changed else []
        if problems:
            raise Refused(f"{record['title']}: {' '.join(problems)}")
        if changed:
            changes.append(Change("initiative", id_, {name: record[name] for name in changed}, changed))
    if not changes:
        return None
    return Operation(OperationKind.EDIT, what(records), [*names.changes, *changes], why)


def write(session: "Session", texts: Texts, why: str | None = None) -> bool:
    """Write what was typed, pasted or set as one undoable operation; False when it was refused, which the session
    has told then. Many are written off the UI thread, with progress."""
    portfolio, contents = session.portfolio, session.contents
    if len(texts) > _AT_ONCE:

        def make(_progress: object) -> Operation:
            found = operation(portfolio, contents, texts, why)
            if found is None:
                raise Refused(_("All of them are so already."))
            return found

        session.commit_later(make, _("Saving changes"))
        return True
    try:
        found = operation(portfolio, contents, texts, why)
    except PortfolioError as error:
        session.failed.emit(error)
        return False
    return True if found is None else session.commit(found)


def what(records: Mapping[str, Fields]) -> str:
    """What an operation on these is called: a title, or how many they are."""
    titles = [str(record["title"]) for record in records.values()]
    if len(titles) == 1:
        return titles[0]
    return ngettext("{n} initiative", "{n} initiatives", len(titles)).format(n=len(titles))


def plain_fields(key: str, text: str) -> Fields:
    """Fields that need nothing but the text."""
    if key == "title":
        return {"title": parsing.read_title(text)}
    if key == "status":
        return {"status": parsing.read_status(text)}
    if key == "health":
        return {"health": parsing.read_health(text)}
    if key == "kind":
        return {"kind": parsing.read_kind(text)}
    if key == "start":
        return {"start": parsing.read_start(text)}
    if key == "end":
        end, open_ended = parsing.read_end(text)
        return {"end": end, "open_ended": open_ended}
    if key in LIMITS:
        return {key: parsing.read_number(text, *LIMITS[key])}
    return {}


def fields_of(key: str, text: str, names: Known) -> Fields:
    """The fields a column's text means; names that do not exist yet are made in ``names``.

    Raises:
        Refused: it means none.
    """
    if key in ("organisation", "domain"):
        return {f"{key}_id": names.of(key).id(parsing.read_name(text))}
    if key == "programme":
        return {"programme_id": _programme(parsing.read_name(text), names)}
    if key == "person":
        return _person(parsing.read_name(text), names)
    fields = plain_fields(key, text)
    if not fields:
        raise Refused(_("This column cannot be changed here."))
    return fields


def _programme(name: str | None, names: Known) -> str | None:
    if name is None:
        return None
    records = names.portfolio.records("programme")
    for id_, record in records.items():
        if name.casefold() in (str(record["name"]).casefold(), str(record["number"])):
            return id_
    raise Refused(_("There is no programme “{name}”.").format(name=name))


def _person(name: str | None, names: Known) -> Fields:
    """The register of persons knows a name, or it is kept as it was written."""
    if name is not None:
        found = list(names.portfolio.records("person", name=name))
        if len(found) == 1:
            return {"person_id": found[0], "person_name": None}
    return {"person_id": None, "person_name": name}


def _money(figures: Invested, id_: str, text: str) -> list[Change]:
    now = single_figure(figures, id_)
    wanted = parsing.read_millions(text)
    if now is None:
        if wanted is None:
            return []
        whole = {"initiative_id": id_, "kind": MoneyKind.ICT_INVESTMENT.value, "year": None, **wanted}
        return [Change("money", new_id(), None, whole)]
    if wanted is None:
        before = {
            "initiative_id": id_,
            "kind": now.kind.value,
            "year": None,
            "min": now.min,
            "likely": now.likely,
            "max": now.max,
            "actual": now.actual,
            "price_year": now.price_year,
        }
        return [Change("money", now.id, before, None)]
    changed = {name: value for name, value in wanted.items() if getattr(now, name) != value}
    return [Change("money", now.id, {name: getattr(now, name) for name in changed}, changed)] if changed else []


def refusals(
    rows: Mapping[str, InitiativeRow], texts: Texts, contents: Contents, titles: Mapping[str, str]
) -> Sequence[str]:
    """One line for each text that cannot stand where it would be put; ``titles`` names the columns."""
    found: list[str] = []
    figures = invested(contents)
    for id_, cells in texts.items():
        for key, text in cells.items():
            try:
                check(rows[id_], key, text, contents, figures)
            except Refused as refused:
                found.append(f"{rows[id_].title}, {titles[key]}: “{text}”. {refused}")
    return found
