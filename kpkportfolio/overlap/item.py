"""What the search for overlap knows of one initiative, and when its text has changed in substance."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kpkportfolio.model.rows import ComponentRow, Contents, DeliverableRow, InitiativeRow
from kpkportfolio.model.vocabulary import ComponentRole, InitiativeKind, Status

_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One initiative or project, or an idea that is not in the portfolio yet.

    ``register`` is the name of its first source, ``ref`` its reference there, ``language`` one of fi, sv, en
    when it is known. ``investment_max`` is cents. ``produces`` and ``uses`` name architecture components. ``family``
    is the id of the undertaking it is a part of, its own id if others are parts of it: an initiative and its projects
    have the same. Parts of one undertaking are no findings.
    """

    id: str
    title: str
    description: str | None = None
    organisation: str | None = None
    person: str | None = None
    register: str | None = None
    ref: str | None = None
    language: str | None = None
    status: Status | None = None
    start: date | None = None
    end: date | None = None
    open_ended: bool = False
    investment_max: int | None = None
    deliverables: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    family: str | None = None


def items(
    initiatives: Iterable[InitiativeRow],
    deliverables: Iterable[DeliverableRow],
    components: Iterable[ComponentRow],
    wanted: Collection[str] | None = None,
) -> list[Item]:
    """The portfolio's rows as items, in the order of ``initiatives``; only the ``wanted`` ones if these are told.

    A family goes by the topmost parent whose row, or at least whose id, is among ``initiatives``.
    """
    rows = list(initiatives)
    families = _families({row.id: row.parent_id for row in rows if row.parent_id})
    outputs: dict[str, list[DeliverableRow]] = defaultdict(list)
    for deliverable in deliverables:
        if wanted is not None and deliverable.initiative_id not in wanted:
            continue
        outputs[deliverable.initiative_id].append(deliverable)
    produces: dict[str, list[str]] = defaultdict(list)
    uses: dict[str, list[str]] = defaultdict(list)
    for component in components:
        if wanted is not None and component.initiative_id not in wanted:
            continue
        side = produces if component.role is ComponentRole.PRODUCES else uses
        side[component.initiative_id].append(component.component)
    return [
        Item(
            id=row.id,
            title=row.title,
            description=row.description,
            organisation=row.organisation,
            person=row.person,
            register=row.register,
            ref=row.ref,
            language=row.language,
            status=row.status,
            start=row.start,
            end=row.end,
            open_ended=row.open_ended,
            investment_max=row.investment_max,
            deliverables=tuple(
                output.title for output in sorted(outputs.get(row.id, ()), key=lambda output: output.position)
            ),
            produces=tuple(produces.get(row.id, ())),
            uses=tuple(uses.get(row.id, ())),
            family=families.get(row.id),
        )
        for row in rows
        if wanted is None or row.id in wanted
    ]


def portfolio_items(contents: Contents, wanted: Collection[str] | None = None) -> list[Item]:
    """What is looked for overlaps in a portfolio: its initiatives. Projects are parts of them, and are left out."""
    rows = [row for row in contents.initiatives if row.kind is InitiativeKind.INITIATIVE]
    return items(rows, contents.deliverables, contents.components, wanted)


def _families(parents: Mapping[str, str]) -> dict[str, str]:
    """The topmost ancestor of each id that has a parent, and of each that is one; a ring goes by its smallest id."""
    result: dict[str, str] = {}
    for id_ in parents:
        path: list[str] = []
        top = id_
        while top in parents and top not in result and top not in path:
            path.append(top)
            top = parents[top]
        root = min(path[path.index(top) :]) if top in path else result.get(top, top)
        result.update(dict.fromkeys([*path, top], root))
    return result


def fingerprint(item: Item) -> str:
    """What the item's text says in substance, as 32 hexadecimal digits.

    Title, description and deliverables count; capitals, spaces, punctuation, the order of the deliverables and
    the way an accented letter is encoded do not. A verdict holds until one of the two fingerprints changes.
    """
    fields = [
        _substance(item.title),
        _substance(item.description or ""),
        *sorted(map(_substance, item.deliverables)),
    ]
    return hashlib.blake2b("\x1f".join(fields).encode(), digest_size=16).hexdigest()


def _substance(text: str) -> str:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return _NOT_WORDS.sub("", folded)
