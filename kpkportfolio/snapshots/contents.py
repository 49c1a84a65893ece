"""A frozen content as the rows that every page, picture and export reads: the portfolio as it was, without a database.

The same rules and the same order as the store's own flat reads (``store.reading``), to which a test holds them.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from kpkportfolio.model import rows
from kpkportfolio.model.vocabulary import (
    ComponentKind,
    ComponentRole,
    DeliverableState,
    DependencyKind,
    ImpactKind,
    MoneyKind,
    OrganisationKind,
    ServiceKind,
    Verdict,
)
from kpkportfolio.snapshots.figures import initiatives_of
from kpkportfolio.store.content import Content

Row = Mapping[str, Any]
_Made = TypeVar("_Made", bound=tuple[Any, ...])


def contents_of(content: Content) -> rows.Contents:
    """Everything that is read of a portfolio, from what was frozen of it."""
    return rows.Contents(
        initiatives=initiatives_of(content),
        deliverables=_made(
            content, "deliverable", rows.DeliverableRow, ("initiative_id", "position"), state=DeliverableState
        ),
        milestones=_made(content, "milestone", rows.MilestoneRow, ("initiative_id", "due")),
        dependencies=_made(content, "dependency", rows.DependencyRow, (), kind=DependencyKind),
        money=_made(content, "money", rows.MoneyRow, ("initiative_id", "kind", "year"), kind=MoneyKind),
        impact=_made(content, "impact", rows.ImpactRow, ("initiative_id", "kind", "year"), kind=ImpactKind),
        programmes=sorted(
            _made(content, "programme", rows.ProgrammeRow, ()), key=lambda p: (p.number is None, p.number or 0, p.name)
        ),
        organisations=_made(content, "organisation", rows.OrganisationRow, ("name",), kind=OrganisationKind),
        registers=_registers(content),
        services=_services(content),
        components=_components(content),
        verdicts=_verdicts(content),
        phases=_made(content, "phase", rows.PhaseRow, ("start",)),
        custom=_made(content, "custom_value", rows.CustomRow, ("initiative_id", "name")),
        baselines=_made(content, "baseline", rows.BaselineRow, ("initiative_id",)),
    )


def conditions_of(content: Content) -> rows.Contents:
    """Only what conditions are worked out of: initiatives, baselines and deliverables."""
    whole: Content = {entity: content.get(entity, {}) for entity in ("baseline", "deliverable")}
    return contents_of(whole)._replace(initiatives=initiatives_of(content))


def _made(
    content: Content, entity: str, make: type[_Made], order: tuple[str, ...], **words: Callable[[str], Any]
) -> list[_Made]:
    """The rows of an entity whose columns are called as the row's fields are, by these fields and by id."""
    names = tuple(name for name in make._fields if name != "id")  # type: ignore[attr-defined]  # a NamedTuple
    made = make._make  # type: ignore[attr-defined]
    known = {word: {member.value: member for member in kind} for word, kind in words.items()}  # type: ignore[attr-defined]
    found = []
    for id_, row in _sorted(content.get(entity, {}), order):
        found.append(made((id_, *(known[n][row[n]] if n in known else row.get(n) for n in names))))
    return found


def _sorted(rows_: Mapping[str, Row], order: tuple[str, ...]) -> Iterable[tuple[str, Row]]:
    """What is unknown comes first, as the database sorts it."""
    if not order:
        return sorted(rows_.items())
    return sorted(
        rows_.items(),
        key=lambda item: (*((item[1][name] is not None, item[1][name] or 0) for name in order), item[0]),
    )


def _registers(content: Content) -> list[rows.RegisterRow]:
    organisations = content.get("organisation", {})
    read: dict[str, set[str]] = {}
    gone: dict[str, set[str]] = {}
    days: dict[str, Any] = {}
    for source in content.get("source", {}).values():
        register, owner, day = str(source["register_id"]), str(source["initiative_id"]), source.get("read_on")
        read.setdefault(register, set()).add(owner)
        if source.get("read_values") is not None and source.get("row") is None:
            gone.setdefault(register, set()).add(owner)
        if day is not None and (register not in days or day > days[register]):
            days[register] = day
    found = []
    for id_, row in _sorted(content.get("register", {}), ("name",)):
        keeper = organisations.get(str(row.get("organisation_id")), {})
        found.append(
            rows.RegisterRow(
                id_,
                row["name"],
                row.get("contact"),
                len(read.get(id_, ())),
                row.get("read_on") or days.get(id_),
                row.get("organisation_id"),
                None if not keeper else str(keeper["name"]),
                row.get("file"),
                row.get("note"),
                bool(row.get("own")),
                len(gone.get(id_, ())),
            )
        )
    return found


def _services(content: Content) -> list[rows.ServiceRow]:
    initiatives = content.get("initiative", {})
    came: dict[str, list[tuple[str, str]]] = {}
    for link in content.get("service_initiative", {}).values():
        id_ = str(link["initiative_id"])
        came.setdefault(str(link["service_id"]), []).append((str(initiatives[id_]["title"]), id_))
    found = []
    for id_, row in _sorted(content.get("service", {}), ("kind", "name")):
        of = sorted(came.get(id_, ()))
        found.append(
            rows.ServiceRow(
                id_,
                row["name"],
                ServiceKind(row["kind"]),
                row.get("description"),
                row.get("published_on"),
                "; ".join(title for title, _id in of),
                tuple(one for _title, one in of),
            )
        )
    return found


def _components(content: Content) -> list[rows.ComponentRow]:
    known = content.get("component", {})
    found = []
    for id_, row in content.get("initiative_component", {}).items():
        of = known[str(row["component_id"])]
        role, kind = ComponentRole(str(row["role"])), ComponentKind(str(of["kind"]))
        owner, component = str(row["initiative_id"]), str(row["component_id"])
        found.append(rows.ComponentRow(id_, owner, component, str(of["name"]), kind, role))
    return sorted(found, key=lambda one: (one.initiative_id, one.component, one.id))


def _verdicts(content: Content) -> list[rows.VerdictRow]:
    found = []
    for id_, row in content.get("overlap_verdict", {}).items():
        at = row["judged_at"]
        assert isinstance(at, datetime)
        reason = row.get("reason")
        found.append(
            rows.VerdictRow(
                id_,
                str(row["a_id"]),
                str(row["b_id"]),
                Verdict(str(row["verdict"])),
                None if reason is None else str(reason),
                str(row["judged_by"]),
                at,
                str(row["a_text"]),
                str(row["b_text"]),
            )
        )
    return sorted(found, key=lambda one: (one.at, one.id))
