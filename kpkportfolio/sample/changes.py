"""From the sample's document to the changes that add its rows, those referred to before those that refer."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from kpkportfolio.model.change import Change, Value
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.vocabulary import ComponentRole, ImpactKind, InitiativeKind, MoneyKind
from kpkportfolio.sample.document import Document
from kpkportfolio.store.agenda import USUAL, Agenda

_NAMESPACE = UUID("5f0c7d0e-2c1b-4f53-9b0e-6a3f0a2d7c44")
_CENTS = 100


def row_id(entity: str, *key: object) -> str:
    """The id of a row of the sample, the same each time; ``key`` is what names it inside its entity."""
    return str(uuid5(_NAMESPACE, "/".join((entity, *map(str, key)))))


def sample_changes(document: Document) -> list[Change]:
    """One added row a change, for every row of the sample."""
    return [
        *_people_and_lists(document),
        *_initiatives(document),
        *_services(document),
        *_meetings(document),
    ]


def _add(entity: str, *key: object, **fields: Value) -> Change:
    blank: dict[str, Value] = {c.name: None for c in ENTITIES[entity].columns if c.name not in ("id", "version")}
    unknown = fields.keys() - blank.keys()
    if unknown:
        raise KeyError(f"{entity} has no {', '.join(sorted(unknown))}")
    return Change(entity, row_id(entity, *key), None, blank | fields)


def _reference(entity: str, key: object) -> str | None:
    return None if key is None else row_id(entity, key)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _cents(euros: int | None) -> int | None:
    return None if euros is None else euros * _CENTS


def _people_and_lists(document: Document) -> Iterator[Change]:
    for o in document["organisations"]:
        yield _add(
            "organisation",
            o["key"],
            name=o["name"],
            name_sv=o["name_sv"],
            short_name=o["short_name"],
            kind=o["kind"],
            population=o["population"],
            owner_customer=o["owner_customer"],
            parent_id=_reference("organisation", o["parent"]),
        )
    employer = {
        row["person"]: row["organisation"]
        for row in reversed([*document["initiatives"], *document["projects"]])
        if row["person"]
    }
    for name, organisation in sorted(employer.items()):
        yield _add("person", name, name=name, organisation_id=row_id("organisation", organisation))
    for r in document["registers"]:
        yield _add(
            "register",
            r["key"],
            name=r["name"],
            organisation_id=row_id("organisation", r["organisation"]),
            contact=r["contact"],
            own=r["own"],
            note=document["about"]["note"],
        )
    for p in document["programmes"]:
        yield _add("programme", p["number"], **p)
    for name, entity in (("domains", "domain"), ("components", "component")):
        for row in document[name]:  # type: ignore[literal-required]  # both are lists of such rows
            yield _add(entity, row["key"], **{field: value for field, value in row.items() if field != "key"})
    for phase in document["phases"]:
        names = {field: phase[field] for field in ("name", "name_sv", "name_en")}
        yield _add("phase", phase["key"], **names, start=_day(phase["start"]), end=_day(phase["end"]))
    for tag in sorted({tag for row in document["initiatives"] for tag in row["tags"]}):
        yield _add("tag", tag, name=tag)


def _initiatives(document: Document) -> Iterator[Change]:
    about, registers = document["about"], {r["key"]: r for r in document["registers"]}
    belongs_to = {row["key"]: row for row in document["initiatives"]}
    for row in document["initiatives"]:
        yield _initiative(row, row, None, about["initiative_note"])
    for row in document["projects"]:
        # a project is in its parent's programme, domain, wave and language
        yield _initiative(row, belongs_to[row["parent"]], row["parent"], about["initiative_note"])
    for row in document["initiatives"]:
        yield from _sources(row, registers)
        yield from _baseline(row)
        yield from _components(row)
        yield from _figures(row, about["price_year"])
        for tag in row["tags"]:
            yield _add("initiative_tag", row["key"], tag, initiative_id=_of(row), tag_id=row_id("tag", tag))
    for row in (*document["initiatives"], *document["projects"]):
        yield from _deliverables_and_milestones(row)
    for d in document["dependencies"]:
        yield _add(
            "dependency",
            d["predecessor"],
            d["successor"],
            predecessor_id=row_id("initiative", d["predecessor"]),
            successor_id=row_id("initiative", d["successor"]),
            kind=d["kind"],
            lag_days=d["lag_days"],
            note=d["note"],
        )


def _of(row: dict[str, Any]) -> str:
    return row_id("initiative", row["key"])


def _initiative(row: dict[str, Any], family: dict[str, Any], parent: str | None, note: str) -> Change:
    return _add(
        "initiative",
        row["key"],
        kind=row.get("kind", InitiativeKind.INITIATIVE.value),
        parent_id=_reference("initiative", parent),
        title=row["title"],
        short_name=row["short_name"],
        description=row["description"],
        language=family["language"],
        organisation_id=row_id("organisation", row["organisation"]),
        person_id=_reference("person", row["person"]),
        programme_id=row_id("programme", family["programme"]),
        domain_id=row_id("domain", family["domain"]),
        status=row["status"],
        status_reason=row.get("status_reason"),
        health=row["health"],
        health_reason=row["health_reason"],
        start=_day(row["start"]),
        end=_day(row["end"]),
        open_ended=row.get("open_ended", False),
        progress=row["progress"],
        priority=row.get("priority"),
        wave=family["wave"],
        municipalities=row["municipalities"],
        confidential=False,
        note=note,
    )


def _sources(row: dict[str, Any], registers: dict[str, dict[str, Any]]) -> Iterator[Change]:
    for source in row["sources"]:
        register = registers[source["register"]]
        yield _add(
            "source",
            source["register"],
            source["ref"],
            initiative_id=_of(row),
            register_id=row_id("register", source["register"]),
            key=source["ref"],
            ref=source["ref"],
            file=register["file"],
            sheet=register["sheet"],
            row=source.get("row"),
            read_on=_day(source["read_on"]),
        )


def _baseline(row: dict[str, Any]) -> Iterator[Change]:
    baseline = row.get("baseline")
    if baseline:
        yield _add(
            "baseline",
            row["key"],
            baseline["name"],
            initiative_id=_of(row),
            name=baseline["name"],
            approved_on=_day(baseline["approved_on"]),
            start=_day(baseline["start"]),
            end=_day(baseline["end"]),
            investment_min=_cents(baseline["investment"]),
            investment_max=_cents(baseline["investment"]),
        )


def _components(row: dict[str, Any]) -> Iterator[Change]:
    for role in ComponentRole:
        for component in row["components"][role.value]:
            yield _add(
                "initiative_component",
                row["key"],
                component,
                role.value,
                initiative_id=_of(row),
                component_id=row_id("component", component),
                role=role.value,
            )


def _figures(row: dict[str, Any], price_year: int) -> Iterator[Change]:
    """Money and impact by year. A planned ICT investment is one figure, so that its least and most are the same."""

    def add(entity: str, kind: str, year: str, figures: Iterable[int], **more: Value) -> Change:
        least, likely, most = map(_cents, figures)
        return _add(
            entity,
            row["key"],
            kind,
            year,
            initiative_id=_of(row),
            kind=kind,
            year=int(year),
            min=least,
            likely=likely,
            max=most,
            price_year=price_year,
            **more,
        )

    for kind in MoneyKind:
        for year, figures in row["money"].get(kind.value, {}).items():
            if kind is MoneyKind.ICT_INVESTMENT:
                yield add("money", kind.value, year, [figures["planned"]] * 3, actual=_cents(figures["actual"]))
            else:
                yield add("money", kind.value, year, figures)
    for impact in ImpactKind:
        for year, figures in (row["impact"] or {}).get(impact.value, {}).items():
            yield add("impact", impact.value, year, figures)


def _deliverables_and_milestones(row: dict[str, Any]) -> Iterator[Change]:
    for position, d in enumerate(row["deliverables"]):
        yield _add(
            "deliverable",
            row["key"],
            position,
            initiative_id=_of(row),
            position=position,
            title=d["title"],
            due=_day(d["due"]),
            state=d["state"],
        )
    for position, m in enumerate(row["milestones"]):
        yield _add(
            "milestone",
            row["key"],
            position,
            initiative_id=_of(row),
            title=m["title"],
            due=_day(m["due"]),
            reached_on=_day(m["reached_on"]),
        )


def _services(document: Document) -> Iterator[Change]:
    for s in document["services"]:
        yield _add(
            "service",
            s["key"],
            name=s["name"],
            name_sv=s["name_sv"],
            name_en=s["name_en"],
            kind=s["kind"],
            description=s["description"],
            published_on=_day(s["published_on"]),
            organisation_id=row_id("organisation", s["organisation"]),
        )
        for key in s["initiatives"]:
            yield _add(
                "service_initiative",
                s["key"],
                key,
                service_id=row_id("service", s["key"]),
                initiative_id=row_id("initiative", key),
            )


def _meetings(document: Document) -> Iterator[Change]:
    group = document["steering_group"]
    group_id = row_id("steering_group", group["name"])
    yield _add("steering_group", group["name"], name=group["name"], reference_group=False)
    for m in group["meetings"]:
        meeting_id = row_id("meeting", m["name"])
        held_on = _day(m["held_on"])
        yield _add("meeting", m["name"], steering_group_id=group_id, name=m["name"], held_on=held_on, notes=m["notes"])
        decided = dict.fromkeys(row_id("initiative", d["initiative"]) for d in m["decisions"])
        agenda = Agenda().with_pictures(USUAL).with_items(decided).placed()
        for one in agenda.entries:
            yield _add("agenda_item", m["name"], one.position, **one.fields(meeting_id))
        for d in m["decisions"]:
            yield _add(
                "decision",
                m["name"],
                d["initiative"],
                meeting_id=meeting_id,
                initiative_id=row_id("initiative", d["initiative"]),
                kind=d["kind"],
                reason=d["reason"],
                priority=d["priority"],
                decided_by=group["name"],
                decided_on=held_on,
            )
