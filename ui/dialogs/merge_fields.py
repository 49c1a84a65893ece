"""What two records to be merged both may say: the fields that are chosen between, and what comes of the rest."""

from collections.abc import Callable
from dataclasses import dataclass

from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind
from kpkportfolio.model.vocabulary import label as word
from kpkportfolio.text import _, format_millions, format_number, ngettext
from ui.widgets.overlap.facts import language_name, schedule_words

Rows = tuple[InitiativeRow, InitiativeRow]


@dataclass(frozen=True, slots=True)
class MergeField:
    """One thing both may say: its columns in the database or the kinds of figures it is the sum of, and its words out
    of a row, empty when the row does not know."""

    title: str
    columns: tuple[str, ...]
    words: Callable[[InitiativeRow], str]
    figures: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is chosen by."""
        return self.columns[0] if self.columns else self.figures[0]


def merge_fields() -> list[MergeField]:
    """What is chosen between, from the title down."""
    return [
        MergeField(_("Name"), ("title",), lambda row: row.title),
        MergeField(_("Short name"), ("short_name",), lambda row: row.short_name or ""),
        MergeField(_("Description"), ("description",), lambda row: row.description or ""),
        MergeField(_("Language"), ("language",), lambda row: language_name(row.language or "")),
        MergeField(_("Responsible party"), ("organisation_id",), lambda row: row.organisation or ""),
        MergeField(_("Responsible person"), ("person_id", "person_name"), lambda row: row.person or ""),
        MergeField(_("Programme"), ("programme_id",), lambda row: row.programme or ""),
        MergeField(_("Domain"), ("domain_id",), lambda row: row.domain or ""),
        MergeField(_("Status"), ("status", "status_reason"), lambda row: word(row.status) if row.status else ""),
        MergeField(
            _("Schedule"),
            ("start", "end", "open_ended"),
            lambda row: schedule_words(row)[0][0] if row.start or row.end or row.open_ended else "",
        ),
        MergeField(
            _("Investment"),
            (),
            lambda row: format_millions(row.investment_min, row.investment_max, unit=True),
            (MoneyKind.ICT_INVESTMENT.value,),
        ),
        MergeField(
            _("Change investment"),
            (),
            lambda row: format_millions(row.change_min, row.change_max, unit=True),
            (MoneyKind.CHANGE_INVESTMENT.value,),
        ),
        MergeField(
            _("Impact"),
            (),
            lambda row: format_millions(row.impact_min, row.impact_max, unit=True),
            tuple(kind.value for kind in ImpactKind),
        ),
        MergeField(_("Progress, %"), ("progress",), lambda row: "" if row.progress is None else str(row.progress)),
        MergeField(_("Priority"), ("priority",), lambda row: "" if row.priority is None else str(row.priority)),
        MergeField(
            _("Municipalities"),
            ("municipalities",),
            lambda row: "" if row.municipalities is None else format_number(row.municipalities),
        ),
    ]


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
