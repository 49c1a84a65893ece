"""The rows of a frozen content, as lists and charts read them: where every bubble stood when a snapshot was taken.

The same rules as the store's own flat reads (``store.reading``): sums as ``model.figures`` makes them, the latest
approved baseline is the one that is compared with.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from kpkportfolio.model.change import Value
from kpkportfolio.model.figures import Extent, summed
from kpkportfolio.model.rows import InitiativeRow
from kpkportfolio.model.vocabulary import Health, InitiativeKind, MoneyKind, OrganisationKind, Status
from kpkportfolio.store.content import Content

Row = Mapping[str, Any]
_Word = TypeVar("_Word", bound=StrEnum)
_NOTHING: Row = {}


def initiatives_of(content: Content) -> list[InitiativeRow]:
    """Every initiative and project of a content, with the sums that lists show; ``version`` is 0, for nothing
    frozen can be written."""
    organisations, persons = content.get("organisation", {}), content.get("person", {})
    programmes, domains = content.get("programme", {}), content.get("domain", {})
    registers = content.get("register", {})
    money = content.get("money", {})
    invested = _sums(row for row in money.values() if row["kind"] == MoneyKind.ICT_INVESTMENT)
    change = _sums(row for row in money.values() if row["kind"] == MoneyKind.CHANGE_INVESTMENT)
    gained = _sums(content.get("impact", {}).values())
    sources = _first_sources(content)
    baselines = _latest_baselines(content)
    own: dict[str, list[str]] = {}
    for _id, row in sorted(content.get("custom_value", {}).items()):
        own.setdefault(str(row["initiative_id"]), []).append(f"{row['name']}: {row['value']}")
    found = []
    for id_, row in content.get("initiative", {}).items():
        organisation = _named(organisations, row.get("organisation_id"))
        programme = _named(programmes, row.get("programme_id"))
        count, source = sources.get(id_, (0, _NOTHING))
        register = _named(registers, source.get("register_id"))
        baseline = baselines.get(id_, _NOTHING)
        person = row.get("person_name")
        found.append(
            InitiativeRow(
                id=id_,
                version=0,
                kind=InitiativeKind(str(row["kind"])),
                parent_id=_text(row, "parent_id"),
                title=str(row["title"]),
                short_name=_text(row, "short_name"),
                description=_text(row, "description"),
                language=_text(row, "language"),
                organisation_id=_text(row, "organisation_id"),
                organisation=organisation.get("name"),
                organisation_kind=_word(OrganisationKind, organisation.get("kind")),
                person=_named(persons, row.get("person_id")).get("name") if person is None else str(person),
                programme_id=_text(row, "programme_id"),
                programme=programme.get("name"),
                programme_number=programme.get("number"),
                domain=_named(domains, row.get("domain_id")).get("name"),
                register=register.get("name"),
                ref=source.get("ref"),
                file=source.get("file"),
                sheet=source.get("sheet"),
                row=source.get("row"),
                sources=count,
                status=_word(Status, row.get("status")),
                health=_word(Health, row.get("health")),
                health_reason=_text(row, "health_reason"),
                start=_day(row, "start"),
                end=_day(row, "end"),
                open_ended=bool(row.get("open_ended")),
                progress=_number(row, "progress"),
                priority=_number(row, "priority"),
                wave=_number(row, "wave"),
                municipalities=_number(row, "municipalities"),
                confidential=bool(row.get("confidential")),
                investment_min=invested.get(id_, (None, None))[0],
                investment_max=invested.get(id_, (None, None))[1],
                change_min=change.get(id_, (None, None))[0],
                change_max=change.get(id_, (None, None))[1],
                impact_min=gained.get(id_, (None, None))[0],
                impact_max=gained.get(id_, (None, None))[1],
                baseline_name=baseline.get("name"),
                baseline_start=baseline.get("start"),
                baseline_end=baseline.get("end"),
                read_on=register.get("read_on") or source.get("read_on"),
                own_values="; ".join(own[id_]) if id_ in own else None,
            )
        )
    return found


def _named(rows: Mapping[str, Row], id_: Value) -> Row:
    return rows.get(str(id_), _NOTHING) if id_ is not None else _NOTHING


def _text(row: Row, field: str) -> str | None:
    value = row.get(field)
    return None if value is None else str(value)


def _number(row: Row, field: str) -> int | None:
    value = row.get(field)
    return value if isinstance(value, int) else None


def _day(row: Row, field: str) -> date | None:
    value = row.get(field)
    return value if isinstance(value, date) else None


def _word(kind: type[_Word], value: Value) -> _Word | None:
    return None if value is None else kind(str(value))


def _sums(figures: Iterable[Row]) -> dict[str, Extent]:
    """Per initiative what its figures come to."""
    owned: dict[str, list[Row]] = defaultdict(list)
    for row in figures:
        owned[row["initiative_id"]].append(row)
    return {id_: summed(rows) for id_, rows in owned.items()}


def _first_sources(content: Content) -> dict[str, tuple[int, Row]]:
    """Per initiative how many sources it has, and the first: one's own register's, then the one with the least id."""
    registers = content.get("register", {})
    own = {id_ for id_, register in registers.items() if register.get("own")}
    found: dict[str, tuple[int, Row]] = {}
    sources = content.get("source", {}).items()
    for _id, row in sorted(sources, key=lambda item: (item[1]["register_id"] not in own, item[0])):
        id_ = str(row["initiative_id"])
        count, first = found.get(id_, (0, row))
        found[id_] = (count + 1, first)
    return found


def _latest_baselines(content: Content) -> dict[str, Row]:
    """Per initiative the baseline approved last; one with a date is later than one without."""
    found: dict[str, tuple[tuple[bool, date, str], Row]] = {}
    for id_, row in content.get("baseline", {}).items():
        day = _day(row, "approved_on")
        rank = (day is not None, day or date.min, id_)
        owner = str(row["initiative_id"])
        if owner not in found or rank > found[owner][0]:
            found[owner] = (rank, row)
    return {owner: row for owner, (_rank, row) in found.items()}
