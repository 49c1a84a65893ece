"""Saved views: which columns, under which headings, in which order, narrowed to what. Some come with the program."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kpkportfolio.model.filtering import Filter
from kpkportfolio.text import N_, _
from ui.models.columns import BASIC, exists, known
from ui.models.grouping import Grouping
from ui.settings import filter_from_plain, filter_to_plain


@dataclass(frozen=True)
class View:
    """How the table is looked at.

    Attributes:
        name: the person's own name for it; of a built-in one its English source text.
        filter: what is shown, None where the view leaves that alone.
        widths: columns' widths the person chose, px.
        own: whether the person made it.
    """

    name: str
    columns: tuple[str, ...] = BASIC
    grouping: Grouping = Grouping.PROGRAMME
    sort: tuple[str, bool] | None = None
    filter: Filter | None = None
    widths: Mapping[str, int] = field(default_factory=dict)
    own: bool = False

    @property
    def title(self) -> str:
        """The name as it is shown."""
        return self.name if self.own else _(self.name)

    def same_look(self, other: "View") -> bool:
        """Whether two views show the same in the same way, whatever they are called."""
        return (self.columns, self.grouping, self.sort, self.filter, dict(self.widths)) == (
            other.columns,
            other.grouping,
            other.sort,
            other.filter,
            dict(other.widths),
        )

    def plain(self) -> dict[str, Any]:
        """Plain values for the settings."""
        return {
            "name": self.name,
            "columns": list(self.columns),
            "grouping": self.grouping.value,
            "sort": None if self.sort is None else list(self.sort),
            "filter": None if self.filter is None else filter_to_plain(self.filter),
            "widths": dict(self.widths),
            "own": self.own,
        }

    @classmethod
    def from_plain(cls, plain: object) -> "View | None":
        """The view that :meth:`plain` wrote, perhaps in another version; None when it is none."""
        if not isinstance(plain, dict) or not isinstance(plain.get("name"), str) or not plain["name"].strip():
            return None
        grouping, sort, widths = plain.get("grouping"), plain.get("sort"), plain.get("widths")
        sorted_ = isinstance(sort, list) and len(sort) == 2 and isinstance(sort[0], str) and exists(sort[0])
        kept = plain.get("filter")
        return cls(
            plain["name"],
            known(plain.get("columns")),
            Grouping(grouping) if grouping in list(Grouping) else Grouping.PROGRAMME,
            (str(sort[0]), bool(sort[1])) if sorted_ and isinstance(sort, list) else None,
            filter_from_plain(kept) if isinstance(kept, dict) else None,
            {k: w for k, w in widths.items() if exists(k) and isinstance(w, int) and 0 < w < 2000}
            if isinstance(widths, dict)
            else {},
            bool(plain.get("own")),
        )

    def named(self, name: str) -> "View":
        """The same as a view of the person's own."""
        return replace(self, name=name, own=True)


BUILT_IN: tuple[View, ...] = (
    View(N_("Steering group's basic view")),
    View(
        N_("Follow-up by responsible party"),
        ("title", "person", "status", "start", "end", "progress", "health"),
        Grouping.ORGANISATION,
    ),
    View(
        N_("Investments and impact"),
        ("title", "programme", "wave", "municipalities", "investment", "change", "impact"),
        Grouping.NONE,
        ("impact", True),
    ),
    View(
        N_("By status"),
        ("title", "organisation", "programme", "schedule", "end", "health"),
        Grouping.STATUS,
        ("end", False),
    ),
    View(
        N_("Where it was read"),
        ("title", "organisation", "ref", "sources", "status", "domain"),
        Grouping.REGISTER,
        ("ref", False),
    ),
)

PROJECTS = View(
    N_("Projects"),
    ("title", "parent", "kind", "organisation", "status", "schedule", "end", "health"),
    Grouping.NONE,
)
"""How the projects' tab starts."""
