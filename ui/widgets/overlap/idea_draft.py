"""An idea as it is being written: plain words, what they mean, and the one operation that records it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

from kpkportfolio.model.change import Change, Fields, Operation, OperationKind, Value, new_id
from kpkportfolio.model.vocabulary import DeliverableState, InitiativeKind, MoneyKind, Status, Verdict
from kpkportfolio.overlap.item import Item, fingerprint
from kpkportfolio.registers.difference.names import Names
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _
from ui.models.parsing import Refused, read_end, read_millions, read_start, read_text

_TITLE_LETTERS = 80


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """What stands in the form, as it was typed. ``links`` are verdict values by the id of an existing initiative."""

    title: str = ""
    description: str = ""
    organisation: str = ""
    programme: str = ""
    start: str = ""
    end: str = ""
    investment: str = ""
    deliverables: str = ""
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Nothing has been written."""
        return not any(value.strip() for value in asdict(self).values() if isinstance(value, str))

    @property
    def name(self) -> str:
        """The title, or what the description begins with."""
        title = read_text(self.title)
        if title:
            return title
        text = read_text(self.description) or ""
        return text if len(text) <= _TITLE_LETTERS else text[:_TITLE_LETTERS].rsplit(" ", 1)[0] + " …"

    @property
    def outputs(self) -> list[str]:
        """The deliverables, one a line."""
        return [text for line in self.deliverables.splitlines() if (text := read_text(line))]

    def plain(self) -> dict[str, Any]:
        """The draft as plain values, for the settings."""
        return asdict(self) | {"links": dict(self.links)}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "IdeaDraft":
        """A draft out of plain values; what is unknown or of another type is left out."""
        texts = {one.name: plain[one.name] for one in fields(cls) if isinstance(plain.get(one.name), str)}
        links = plain.get("links")
        known = {str(id_): str(value) for id_, value in links.items()} if isinstance(links, Mapping) else {}
        return cls(**texts, links={id_: value for id_, value in known.items() if value in set(Verdict)})

    def item(self, language: str | None = None) -> Item:
        """What the search for overlap looks at; words that mean no date or money are not looked at yet."""
        try:
            start = read_start(self.start)
        except Refused:
            start = None
        try:
            end, open_ended = read_end(self.end)
        except Refused:
            end, open_ended = None, False
        return Item(
            id="",
            title=" ".join(self.title.split()),
            description=self.description.strip() or None,
            organisation=read_text(self.organisation),
            language=language,
            status=Status.IDEA,
            start=start,
            end=end,
            open_ended=open_ended,
            deliverables=tuple(self.outputs),
        )


def saving(
    portfolio: Portfolio,
    draft: IdeaDraft,
    language: str | None,
    prints: Mapping[str, str],
    today: date,
    dropped: str | None = None,
    note: str | None = None,
) -> tuple[Operation, str]:
    """The operation that records an idea with its source, deliverables, investment and links, and the idea's id.

    Args:
        language: what the text is written in.
        prints: fingerprints of the initiatives it is linked with.
        dropped: why the idea is dropped; it is then recorded as cancelled, so that the reason is kept.
        note: what is noted with it in words.

    Raises:
        Refused: dates or money are not understood.
    """
    id_ = new_id()
    open_end = read_end(draft.end)
    organisations = Names("organisation", portfolio.records("organisation"))
    programmes = Names("programme", portfolio.records("programme"))
    row: dict[str, Value] = {
        "kind": InitiativeKind.INITIATIVE.value,
        "title": draft.name,
        "description": draft.description.strip() or None,
        "language": language,
        "organisation_id": organisations.id(read_text(draft.organisation)),
        "programme_id": programmes.id(read_text(draft.programme)),
        "status": (Status.CANCELLED if dropped else Status.IDEA).value,
        "status_reason": dropped,
        "note": note,
        "start": read_start(draft.start),
        "end": open_end[0],
        "open_ended": open_end[1],
        "confidential": False,
    }
    changes = [*organisations.changes, *programmes.changes, Change("initiative", id_, None, row)]
    changes += _source(portfolio, id_, today)
    for position, title in enumerate(draft.outputs):
        output: dict[str, Value] = {
            "initiative_id": id_,
            "position": position,
            "title": title,
            "state": DeliverableState.PLANNED.value,
        }
        changes.append(Change("deliverable", new_id(), None, output))
    figure = read_millions(draft.investment)
    if figure is not None:
        money: dict[str, Value] = {"initiative_id": id_, "kind": MoneyKind.ICT_INVESTMENT.value, **figure}
        changes.append(Change("money", new_id(), None, money))
    mine = fingerprint(draft.item(language))
    for other, verdict in draft.links.items():
        if other in prints:
            changes.append(_link(id_, mine, other, prints[other], verdict, portfolio.by, dropped))
    return Operation(OperationKind.ADD, draft.name, changes, dropped), id_


def _source(portfolio: Portfolio, id_: str, today: date) -> list[Change]:
    """The idea's provenance: the portfolio's own register, made if there is none."""
    registers: Mapping[str, Fields] = portfolio.records("register")
    name = _("Own")
    found = next((key for key, row in registers.items() if row["own"]), None)
    found = found or next((key for key, row in registers.items() if row["name"] == name), None)
    changes = []
    if found is None:
        found = new_id()
        changes.append(Change("register", found, None, {"name": name, "own": True}))
    after: dict[str, Value] = {"initiative_id": id_, "register_id": found, "key": id_, "read_on": today}
    return [*changes, Change("source", new_id(), None, after)]


def _link(a: str, a_text: str, b: str, b_text: str, verdict: str, by: str, why: str | None) -> Change:
    if a > b:
        a, a_text, b, b_text = b, b_text, a, a_text
    after: dict[str, Value] = {
        "a_id": a,
        "b_id": b,
        "verdict": verdict,
        "reason": why,
        "judged_by": by,
        "judged_at": datetime.now(UTC),
        "a_text": a_text,
        "b_text": b_text,
    }
    return Change("overlap_verdict", new_id(), None, after)
