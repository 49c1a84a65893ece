"""What a picture is made of: the rows of one moment, and where they come from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpkportfolio.charts.over_time import NO_PAST, Past
from kpkportfolio.model.rows import (
    Contents,
    DeliverableRow,
    DependencyRow,
    ImpactRow,
    InitiativeRow,
    MilestoneRow,
    MoneyRow,
    PhaseRow,
    ProgrammeRow,
)
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.text import _, format_date, format_number, ngettext


@dataclass(frozen=True, slots=True)
class Source:
    """Where a picture's figures come from: the portfolio's name, what it was narrowed by, how many of how many."""

    portfolio: str
    shown: int
    total: int
    projects_shown: int = 0
    projects_total: int = 0
    filter: str = ""
    left_out: int = 0
    """How many are left out as confidential."""


@dataclass(frozen=True, slots=True)
class ChartData:
    """The rows of one moment, narrowed to what the picture shows; ``contents`` is not narrowed.

    ``today`` draws the today line. ``findings`` are overlaps of the whole portfolio; ``past`` is narrowed
    too, to those that the picture shows today. ``compared`` names what the schedule is held against where that is not
    the latest baselines; empty when it is nothing.
    """

    initiatives: Sequence[InitiativeRow]
    milestones: Sequence[MilestoneRow]
    deliverables: Sequence[DeliverableRow]
    dependencies: Sequence[DependencyRow]
    programmes: Sequence[ProgrammeRow]
    phases: Sequence[PhaseRow]
    money: Sequence[MoneyRow]
    impact: Sequence[ImpactRow]
    today: date
    source: Source
    contents: Contents
    findings: Sequence[Finding] = ()
    past: Past = NO_PAST
    compared: str | None = None

    @classmethod
    def of(
        cls,
        contents: Contents,
        today: date,
        portfolio: str,
        shown: Sequence[InitiativeRow] | None = None,
        filter_text: str = "",
        findings: Sequence[Finding] = (),
        left_out: int = 0,
        past: Past = NO_PAST,
    ) -> "ChartData":
        """The whole contents, or only the initiatives ``shown`` with what belongs to them.

        Args:
            portfolio: the portfolio's name for the source line.
            filter_text: in words, what ``shown`` was narrowed by.
            findings: the found overlaps, as they were found; only the overlap map needs them.
            past: the portfolio at earlier moments; only the picture over time needs them.
            left_out: how many initiatives and projects are not among these because they are confidential.
        """
        chosen = contents.initiatives if shown is None else shown
        ids = {row.id for row in chosen}
        return cls(
            initiatives=chosen,
            milestones=[row for row in contents.milestones if row.initiative_id in ids],
            deliverables=[row for row in contents.deliverables if row.initiative_id in ids],
            dependencies=contents.dependencies,
            programmes=contents.programmes,
            phases=contents.phases,
            money=[row for row in contents.money if row.initiative_id in ids],
            impact=[row for row in contents.impact if row.initiative_id in ids],
            today=today,
            source=Source(
                portfolio,
                shown=_count(chosen, projects=False),
                total=_count(contents.initiatives, projects=False),
                projects_shown=_count(chosen, projects=True),
                projects_total=_count(contents.initiatives, projects=True),
                filter=filter_text,
                left_out=left_out,
            ),
            contents=contents,
            findings=findings,
            past=past if shown is None else past.of_those(ids),
        )

    def without_projects(self) -> "ChartData":
        """Only the development initiatives; unchanged when there are none, as when projects alone are looked at."""
        chosen = [row for row in self.initiatives if row.kind is InitiativeKind.INITIATIVE]
        if not chosen:
            return self
        return replace(self, initiatives=chosen, source=replace(self.source, projects_shown=0))

    @property
    def confidential_note(self) -> str:
        """``2 luottamuksellista hanketta on jätetty pois.``, or that there are such here; empty when neither."""
        left_out = self.source.left_out
        if left_out:
            text = ngettext(
                "{n} confidential initiative is left out.", "{n} confidential initiatives are left out.", left_out
            )
            return text.format(n=format_number(left_out))
        if any(row.confidential for row in self.initiatives):
            return _("Holds confidential initiatives: not to be handed on.")
        return ""

    @property
    def source_line(self) -> str:
        """``Lähde: salkku 15.11.2011, perustaso Ohjausryhmä 3/2011. Rajaus: asiointi. 5 / 32 hanketta.``"""
        source = self.source
        baselines = {row.baseline_name for row in self.initiatives if row.baseline_name}
        head = _("Source: {portfolio}, {date}").format(portfolio=source.portfolio, date=format_date(self.today))
        if self.compared is not None:
            head += f", {self.compared}" if self.compared else ""
        elif len(baselines) == 1:
            head += ", " + _("baseline {name}").format(name=baselines.pop())
        elif baselines:
            head += ", " + ngettext("{n} baseline", "{n} baselines", len(baselines)).format(n=len(baselines))
        parts = [head + "."]
        if source.filter:
            parts.append(_("Filter: {filter}.").format(filter=source.filter))
        counts = []
        if source.shown or not source.projects_shown:
            text = ngettext("{shown} / {n} initiative", "{shown} / {n} initiatives", source.total)
            counts.append(text.format(shown=format_number(source.shown), n=format_number(source.total)))
        if source.projects_shown:
            text = ngettext("{shown} / {n} project", "{shown} / {n} projects", source.projects_total)
            counts.append(
                text.format(shown=format_number(source.projects_shown), n=format_number(source.projects_total))
            )
        parts.append(", ".join(counts) + ".")
        parts.append(self.confidential_note)
        return " ".join(filter(None, parts))


def _count(rows: Sequence[InitiativeRow], projects: bool) -> int:
    return sum((row.kind is not InitiativeKind.INITIATIVE) == projects for row in rows)
