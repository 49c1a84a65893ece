"""Writing an export; in a worker, without Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpkportfolio.exports.templates import Choice
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.model.vocabulary import InitiativeKind
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.store.content import content_hash
from kpkportfolio.store.portfolio import Portfolio
from ui.models.collation import Collation
from ui.tasks import Progress


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be written.

    Attributes:
        path: the file; its ending says which form.
        ids: only these initiatives; None for all.
        filter_text: what they were narrowed by, in words.
        overlaps: whether found overlaps go into the workbook.
        findings: the pairs if they have been looked for already.
        confidential: whether what is flagged so goes into a presentation.
        choice: whom a workbook or a CSV file is for; None is everybody, without what is confidential.
    """

    path: Path
    today: date
    ids: Sequence[str] | None = None
    filter_text: str = ""
    overlaps: bool = False
    findings: Sequence[Finding] | None = None
    confidential: bool = False
    choice: Choice | None = None


def write(portfolio: Portfolio, request: Request, progress: Progress) -> Path:
    """Write the file, whole or not at all.

    Raises:
        EnvironmentFailed: it cannot be written.
        Cancelled: the person thought better of it.
    """
    progress(0, 0)
    if request.path.suffix.lower() == ".json":
        from kpkportfolio.exports.bundle import write_bundle

        return write_bundle(portfolio, request.path)
    if request.path.suffix.lower() == ".zip":
        from kpkportfolio.exports.whole_bundle import write_whole_bundle

        return write_whole_bundle(portfolio, request.path, progress)
    contents = portfolio.contents()
    shown = _in_order(contents.initiatives, request.ids)
    progress(0, 0)
    if request.path.suffix.lower() == ".pptx":
        from kpkportfolio.exports.deck import write_deck
        from kpkportfolio.snapshots.over_time import past

        narrowed = None if request.ids is None else shown
        return write_deck(
            contents,
            request.path,
            portfolio.name,
            request.today,
            narrowed,
            request.filter_text,
            request.confidential,
            portfolio.by,
            progress,
            past(portfolio, request.today, progress),
        )
    if request.path.suffix.lower() == ".csv":
        from kpkportfolio.exports.csv_file import write_csv

        return write_csv(contents, request.path, shown, request.choice, request.today)
    if request.path.suffix.lower() == ".xml":
        from kpkportfolio.exports.project_xml import write_project_xml

        return write_project_xml(contents, request.path, portfolio.name, shown)
    from kpkportfolio.exports.changes_sheet import since_latest
    from kpkportfolio.exports.excel import Cover, write_excel

    findings = _findings(contents, request, progress)
    progress(0, 0)
    cover = Cover(
        portfolio=portfolio.name,
        today=request.today,
        content_hash=content_hash(portfolio.content()),
        filter_text=request.filter_text,
        by=portfolio.by,
    )
    return write_excel(
        contents, findings, request.path, cover, shown, progress, request.choice, since_latest(portfolio)
    )


def _in_order(rows: Sequence[InitiativeRow], ids: Sequence[str] | None) -> list[InitiativeRow]:
    wanted = None if ids is None else set(ids)
    kept = [row for row in rows if wanted is None or row.id in wanted]
    ranks = Collation().ranks(row.title for row in kept)
    return sorted(kept, key=lambda row: (ranks[row.title], row.id))


def _findings(contents: Contents, request: Request, progress: Progress) -> Sequence[Finding]:
    if not request.overlaps:
        return []
    if request.findings is not None:
        return request.findings
    from kpkportfolio.overlap.engine import Engine
    from kpkportfolio.overlap.item import items

    # as everywhere in the window: projects are left out, and so is an initiative beside its own part
    initiatives = [row for row in contents.initiatives if row.kind is InitiativeKind.INITIATIVE]
    parts = {frozenset((row.id, row.parent_id)) for row in contents.initiatives if row.parent_id}
    engine = Engine(items(initiatives, contents.deliverables, contents.components), progress)
    return [pair for pair in engine.pairs(progress=progress) if frozenset((pair.a, pair.b)) not in parts]
