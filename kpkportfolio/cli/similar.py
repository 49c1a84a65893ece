"""What ``import --dry-run`` tells of new rows that are probably in the portfolio already."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kpkportfolio.cli.output import plain
from kpkportfolio.model.change import Fields, Operation
from kpkportfolio.model.vocabulary import Status, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item, portfolio_items
from kpkportfolio.registers.difference.reconciling import Reconciliation
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_percent

LIKELY = 0.5
MOST_NEW, MOST_ITEMS = 100, 5000
"""More rows, or a larger portfolio, take longer than somebody waits for a dry run; ``overlaps`` finds them later."""
_NEAREST = 3


class Similar(NamedTuple):
    """A new row and an initiative it probably repeats, overlaps or reuses."""

    new: Item
    other: Item
    finding: Finding


def similar(portfolio: Portfolio, found: Reconciliation) -> list[Similar] | None:
    """The new rows that are probably there already, strongest first; None when there are too many to look at."""
    if found.operation is None or not found.new:
        return []
    contents = portfolio.contents()
    known = {one.id: one for one in portfolio_items(contents)}
    if not known:
        return []
    if len(found.new) > MOST_NEW or len(known) > MOST_ITEMS:
        return None
    new = _new_items(found, found.operation)
    result = [
        Similar(item, known[finding.b], finding)
        for item, findings in zip(new, _checked(portfolio, list(known.values()), new), strict=True)
        for finding in findings
        if finding.score >= LIKELY and finding.b in known
    ]
    return sorted(result, key=lambda one: -one.finding.score)


def _checked(portfolio: Portfolio, known: Sequence[Item], new: Sequence[Item]) -> list[list[Finding]]:
    from kpkportfolio.overlap.engine import Engine
    from kpkportfolio.overlap.language_model import MODEL, LanguageModel, available, packed, text_key
    from kpkportfolio.overlap.meaning import text

    vectors = portfolio.vectors(MODEL) if available() else {}
    if vectors:
        # nothing is written by a dry run, so these are not kept; a portfolio none of whose texts was read is
        # compared by its words
        texts = {text_key(said): said for item in new for said in [text(item)] if said.strip()}
        fresh = {key: said for key, said in texts.items() if key not in vectors}
        if fresh:
            vectors |= zip(fresh, packed(LanguageModel().vectors(list(fresh.values()))), strict=True)
    engine = Engine([*known, *new], vectors=vectors or None)
    return [engine.check(item, _NEAREST) for item in new]


def _new_items(found: Reconciliation, operation: Operation) -> list[Item]:
    """The new rows as the search sees them."""
    rows: dict[str, Fields] = {}
    outputs: dict[str, list[str]] = {}
    for change in operation.changes:
        if change.before is not None or change.after is None:
            continue
        if change.entity == "initiative":
            rows[change.id] = change.after
        elif change.entity == "deliverable":
            outputs.setdefault(str(change.after["initiative_id"]), []).append(str(change.after["title"]))
    return [
        _item(rows[one.id], one.id, one.organisation, found.register, one.ref, tuple(outputs.get(one.id, ())))
        for one in found.new
    ]


def _item(
    row: Any, id_: str, organisation: str | None, register: str, ref: str | None, deliverables: tuple[str, ...]
) -> Item:
    return Item(
        id=id_,
        title=row["title"],
        description=row["description"],
        organisation=organisation,
        person=row["person_name"],
        register=register,
        ref=ref,
        language=row["language"],
        status=None if row["status"] is None else Status(row["status"]),
        start=row["start"],
        end=row["end"],
        open_ended=row["open_ended"],
        deliverables=deliverables,
    )


def as_json(found: Sequence[Similar]) -> list[dict[str, Any]]:
    """The key ``similar`` of a file's report; ``ref`` and ``title`` are the new row's."""
    return [
        {
            "ref": one.new.ref,
            "title": one.new.title,
            "other": one.other.id,
            "other_title": one.other.title,
            "kind": one.finding.kind.value,
            "score": plain(round(one.finding.score, 4)),
            "reasons": [reason.detail for reason in one.finding.reasons],
        }
        for one in found
    ]


def lines(found: Sequence[Similar]) -> list[str]:
    """A line each for people."""
    return [
        _("{title} – {kind}, {percent}: {other}").format(
            title=one.new.title,
            kind=label(one.finding.kind),
            percent=format_percent(one.finding.score * 100),
            other=" · ".join(part for part in (one.other.title, one.other.organisation) if part),
        )
        for one in found
    ]
