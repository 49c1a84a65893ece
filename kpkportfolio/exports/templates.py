"""Who a file is for, and what they are given of the portfolio.

What is flagged confidential is left out of every file unless it is asked for in so many words, and with it all that
belongs to it: its parts, money, deliverables, overlaps, and its name wherever another row would tell it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Value
from kpkportfolio.model.rows import Contents, InitiativeRow, OrganisationRow, ServiceRow
from kpkportfolio.store.content import Content
from kpkportfolio.text import N_, _, format_number, ngettext


class Template(StrEnum):
    """Who a file is for."""

    FULL = "full"
    STEERING_GROUP = "steering-group"
    MUNICIPALITY = "municipality"


_WORDS = {
    Template.FULL: N_("Full, for one's own use"),
    Template.STEERING_GROUP: N_("Steering group"),
    Template.MUNICIPALITY: N_("Municipality"),
}
_NOT_GIVEN: Mapping[Template, frozenset[str]] = {
    Template.FULL: frozenset(),
    Template.STEERING_GROUP: frozenset({"own", "read_on"}),
    Template.MUNICIPALITY: frozenset({"own", "read_on", "register", "ref", "health_reason"}),
}
"""Columns that are the portfolio manager's own working notes."""
_INTO = "→ "


def template_words(template: Template) -> str:
    """``Ohjausryhmä``, in the language spoken now."""
    return _(_WORDS[template])


def withheld(template: Template) -> frozenset[str]:
    """Ids of the columns (``Column.id``) that nobody is given whom the template is for."""
    return _NOT_GIVEN[template]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person has chosen to give out.

    Attributes:
        confidential: whether what is flagged confidential goes along; only into a full file.
        organisation_id: whose file it is; of a municipality's alone.
        columns: ids of the columns of initiatives (``Column.id``) that are written; None is all of the template. The
            title and the key are always there, or the file could not be imported back.

    Raises:
        UsageError: these do not go together.
    """

    template: Template = Template.FULL
    confidential: bool = False
    organisation_id: str | None = None
    columns: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if self.confidential and self.template is not Template.FULL:
            raise UsageError(_("What is confidential goes only into a full file, which is for one's own use."))
        if (self.template is Template.MUNICIPALITY) is (self.organisation_id is None):
            raise UsageError(_("A municipality's file, and no other, needs the organisation it is for."))

    def takes(self, column: str) -> bool:
        """Whether a column of this id is written."""
        if column in ("title", "key"):
            return True
        return column not in _NOT_GIVEN[self.template] and (self.columns is None or column in self.columns)


@dataclass(frozen=True, slots=True)
class Extract:
    """What is given out.

    Attributes:
        contents: the portfolio without all that is not given to anybody.
        shown: the initiatives and projects of the file, in order.
        confidential: how many confidential ones are in the file.
        left_out: how many were left out as confidential.
        hidden: ids of all that is left out as confidential, shown or not.
        organisation: the name of whom it is for.
    """

    contents: Contents
    shown: list[InitiativeRow]
    confidential: int = 0
    left_out: int = 0
    hidden: frozenset[str] = frozenset()
    organisation: str | None = None
    choice: Choice = field(default_factory=Choice)

    @property
    def services(self) -> list[ServiceRow]:
        """Those that go out: to a municipality the ones that came from what it is given."""
        if self.choice.template is not Template.MUNICIPALITY:
            return self.contents.services
        ids = {row.id for row in self.shown}
        return [row for row in self.contents.services if ids.intersection(row.initiative_ids)]


def extract(contents: Contents, shown: Sequence[InitiativeRow] | None = None, choice: Choice | None = None) -> Extract:
    """What is given out of a portfolio.

    Args:
        shown: of these initiatives and projects, in this order; None is all.

    Raises:
        UsageError: there is no such organisation.
    """
    choice = choice or Choice()
    rows = list(contents.initiatives if shown is None else shown)
    organisation = None
    if choice.organisation_id is not None:
        known = next((one for one in contents.organisations if one.id == choice.organisation_id), None)
        if known is None:
            raise UsageError(_("There is no such organisation in the portfolio."))
        organisation = known.name
        own = concerned(contents, known.id)
        rows = [row for row in rows if row.id in own]
    if choice.confidential:
        return Extract(
            contents, rows, sum(row.confidential for row in rows), 0, organisation=organisation, choice=choice
        )
    hidden = confidential_ids(contents.initiatives)
    kept = [row for row in rows if not row.confidential and row.id not in hidden]
    return Extract(without(contents, hidden), kept, 0, len(rows) - len(kept), hidden, organisation, choice)


def confidential_ids(rows: Iterable[InitiativeRow]) -> frozenset[str]:
    """Those flagged confidential and all their parts, which tell of the whole."""
    rows = list(rows)
    return with_parts((row.id for row in rows if row.confidential), ((row.id, row.parent_id) for row in rows))


def confidential_words(inside: int, left_out: int) -> str:
    """How many confidential ones are in a file, or were left out of it, never which; empty when neither."""
    if inside:
        return ngettext(
            "This file is for one's own use: {n} confidential initiative is in it.",
            "This file is for one's own use: {n} confidential initiatives are in it.",
            inside,
        ).format(n=format_number(inside))
    if left_out:
        return ngettext(
            "{n} initiative was left out as confidential.", "{n} initiatives were left out as confidential.", left_out
        ).format(n=format_number(left_out))
    return ""


def with_parts(ids: Iterable[str], parents: Iterable[tuple[str, str | None]]) -> frozenset[str]:
    """These and all that stands under them. Args: ``parents`` are ``(id, id of what it is a part of)``."""
    parts: dict[str | None, list[str]] = defaultdict(list)
    for id_, parent in parents:
        parts[parent].append(id_)
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += parts.get(id_, ())
    return frozenset(found)


def without(contents: Contents, ids: Collection[str]) -> Contents:
    """The contents without these initiatives and without all that belongs to them or names them."""
    if not ids:
        return contents
    titles = {row.id: row.title for row in contents.initiatives if row.id not in ids}
    kept: dict[str, list[Any]] = {
        name: [row for row in getattr(contents, name) if row.initiative_id not in ids]
        for name in ("deliverables", "milestones", "money", "impact", "components", "custom")
    }
    return contents._replace(
        initiatives=[row for row in contents.initiatives if row.id not in ids],
        dependencies=[
            row for row in contents.dependencies if row.predecessor_id not in ids and row.successor_id not in ids
        ],
        verdicts=[row for row in contents.verdicts if row.a_id not in ids and row.b_id not in ids],
        services=[
            row._replace(
                initiatives="; ".join(sorted(titles[id_] for id_ in row.initiative_ids if id_ in titles)),
                initiative_ids=tuple(id_ for id_ in row.initiative_ids if id_ in titles),
            )
            for row in contents.services
        ],
        **kept,
    )


def concerned(contents: Contents, organisation_id: str) -> frozenset[str]:
    """What an organisation owns or takes into use: what it or a part of it answers for, with all its parts, and the
    initiatives whose results it takes into use in projects of its own."""
    organisations = with_parts([organisation_id], ((one.id, one.parent_id) for one in contents.organisations))
    rows = {row.id: row for row in contents.initiatives}
    own = [row.id for row in contents.initiatives if row.organisation_id in organisations]
    found = set(with_parts(own, ((row.id, row.parent_id) for row in contents.initiatives)))
    for id_ in own:
        above = rows[id_].parent_id
        while above in rows and above not in found:
            found.add(above)
            above = rows[above].parent_id
    return frozenset(found)


def content_without(content: Content, ids: Collection[str]) -> Content:
    """A frozen content without these initiatives and without every row that belongs to them or names them."""
    kept = {
        entity: {
            id_: row
            for id_, row in rows.items()
            if id_ not in ids and not any(isinstance(value, str) and value in ids for value in row.values())
        }
        for entity, rows in content.items()
    }
    titles = {str(row.get("title")) for row in kept.get("initiative", {}).values()}
    # what a merge was decided into and is there no more may have been confidential; its title alone does not tell
    for id_, row in kept.get("decision", {}).items():
        into = row.get("into_title") if row.get("into_id") else None
        kept["decision"][id_] = {**row, "into_title": into, "reason": openly(row.get("reason"), titles)}
    for id_, row in kept.get("initiative", {}).items():
        if row.get("status_reason"):
            kept["initiative"][id_] = {**row, "status_reason": openly(row["status_reason"], titles)}
    return kept


def openly(reason: Value, titles: Collection[str]) -> str | None:
    """A reason as it goes out. Earlier versions began that of a merge with what it was decided into (``→ Title.
    Reason``): where that is none of the titles that go out nothing is told, for a title may hold a full stop too."""
    if not isinstance(reason, str) or not reason.startswith(_INTO):
        return reason if isinstance(reason, str) else None
    said = reason.removeprefix(_INTO)
    return reason if any(said == title or said.startswith(f"{title}. ") for title in titles) else None


def hidden_in(content: Content) -> frozenset[str]:
    """Confidential initiatives of a frozen content, and their parts."""
    rows = content.get("initiative", {})
    flagged = [id_ for id_, row in rows.items() if row.get("confidential")]
    parents = ((id_, None if row.get("parent_id") is None else str(row["parent_id"])) for id_, row in rows.items())
    return with_parts(flagged, parents)


def organisation_named(rows: Sequence[OrganisationRow], name: str) -> OrganisationRow:
    """The organisation of a name, however it is spelled in capitals.

    Raises:
        UsageError: there is none; the message lists names that are near.
    """
    from difflib import get_close_matches

    wanted = " ".join(name.split()).casefold()
    for row in rows:
        if row.name.casefold() == wanted or row.id == name:
            return row
    by_fold = {row.name.casefold(): row.name for row in rows}
    near = [by_fold[one] for one in get_close_matches(wanted, by_fold, 5, 0.5)]
    text = _("There is no organisation “{name}” in the portfolio.").format(name=name)
    if near:
        text += " " + _("There are: {names}.").format(names=", ".join(near))
    raise UsageError(text)
