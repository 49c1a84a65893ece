"""What two records to be merged both may say: the fields that are chosen between, and what comes of the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind
from kpkportfolio.model.vocabulary import label as word
from kpkportfolio.text import _, format_number, ngettext
from ui.widgets.overlap.facts import MoneyRange, language_name, money_apart, schedules_apart

Rows = tuple[InitiativeRow, InitiativeRow]


@dataclass(frozen=True, slots=True)
class MergeField:
    """One thing both may say: its columns in the database or the kinds of figures it is the sum of, and the words of
    either record, empty when it does not know; what differs reads differently."""

    title: str
    columns: tuple[str, ...]
    words: tuple[str, str]
    figures: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is chosen by."""
        return self.columns[0] if self.columns else self.figures[0]


def merge_fields(rows: Rows) -> list[MergeField]:
    """What is chosen between, from the title down."""
    a, b = rows

    def field(title: str, columns: tuple[str, ...], words: Callable[[InitiativeRow], str | None]) -> MergeField:
        return MergeField(title, columns, (words(a) or "", words(b) or ""))

    def figures(title: str, ends: Callable[[InitiativeRow], MoneyRange], *kinds: str) -> MergeField:
        return MergeField(title, (), money_apart(ends(a), ends(b)), kinds)

    return [
        field(_("Name"), ("title",), lambda row: row.title),
        field(_("Short name"), ("short_name",), lambda row: row.short_name),
        field(_("Description"), ("description",), lambda row: row.description),
        field(_("Language"), ("language",), lambda row: language_name(row.language or "")),
        field(_("Responsible party"), ("organisation_id",), lambda row: row.organisation),
        field(_("Responsible person"), ("person_id", "person_name"), lambda row: row.person),
        field(_("Programme"), ("programme_id",), lambda row: row.programme),
        field(_("Domain"), ("domain_id",), lambda row: row.domain),
        field(_("Status"), ("status", "status_reason"), lambda row: word(row.status) if row.status else ""),
        MergeField(_("Schedule"), ("start", "end", "open_ended"), schedules_apart(a, b)),
        figures(_("Investment"), lambda row: (row.investment_min, row.investment_max), MoneyKind.ICT_INVESTMENT.value),
        figures(
            _("Change investment"), lambda row: (row.change_min, row.change_max), MoneyKind.CHANGE_INVESTMENT.value
        ),
        figures(_("Impact"), lambda row: (row.impact_min, row.impact_max), *(kind.value for kind in ImpactKind)),
        field(_("Progress, %"), ("progress",), lambda row: _number(row.progress)),
        field(_("Priority"), ("priority",), lambda row: _number(row.priority)),
        field(_("Municipalities"), ("municipalities",), lambda row: _number(row.municipalities)),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else format_number(value)


def parts_words(contents: Contents, rows: Rows) -> str:
    """What belongs to the merged one: both sources, deliverables and milestones said once."""
    ids = {row.id for row in rows}
    sources = sum(row.sources for row in rows)
    deliverables = len({one.title.casefold().strip() for one in contents.deliverables if one.initiative_id in ids})
    milestones = len(
        {(one.title.casefold().strip(), one.due) for one in contents.milestones if one.initiative_id in ids}
    )
    told = [
        ngettext("{n} source", "{n} sources", sources).format(n=sources),
        ngettext("{n} deliverable", "{n} deliverables", deliverables).format(n=deliverables),
        ngettext("{n} milestone", "{n} milestones", milestones).format(n=milestones),
    ]
    return "{}. {}".format(
        ", ".join(told), _("Figures are never added together. You can take the merge back with Ctrl+Z.")
    )
