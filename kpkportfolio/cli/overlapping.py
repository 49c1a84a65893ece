"""``overlaps``, ``check`` and ``verdict``."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from kpkportfolio.cli.opening import find, opened, short_id
from kpkportfolio.cli.output import end_progress, plain, print_json, print_table, progress
from kpkportfolio.cli.searching import reading_engine
from kpkportfolio.errors import UsageError
from kpkportfolio.model.rows import InitiativeRow, VerdictRow
from kpkportfolio.model.vocabulary import InitiativeKind, Verdict, label
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.overlap.item import Item, fingerprint, items
from kpkportfolio.store.judging import judging
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.store.reading import parts, shared
from kpkportfolio.store.reading.initiatives import read_initiatives
from kpkportfolio.text import _, format_percent


class _Searched:
    """What the commands look at: rows and items by id, verdicts that still hold by pair."""

    def __init__(self, portfolio: Portfolio) -> None:
        with portfolio.read() as connection:
            rows = read_initiatives(connection)
            found = items(rows, parts.deliverables(connection), shared.components(connection))
            self.sources = shared.sources(connection)
            self._verdicts = parts.verdicts(connection)
        self.rows: Mapping[str, InitiativeRow] = {row.id: row for row in rows}
        self.items: Mapping[str, Item] = {item.id: item for item in found}

    @property
    def initiatives(self) -> list[Item]:
        """What overlaps are looked for among: as in the window, projects are left out."""
        return [item for item in self.items.values() if self.rows[item.id].kind is InitiativeKind.INITIATIVE]

    def find(self, named: str) -> InitiativeRow:
        return find(list(self.rows.values()), self.sources, named)

    def verdicts(self) -> dict[tuple[str, str], VerdictRow]:
        """Verdicts by pair, smaller id first; one on a text that has changed in substance holds no more."""
        return {
            (verdict.a_id, verdict.b_id): verdict
            for verdict in self._verdicts
            if verdict.a_text == fingerprint(self.items[verdict.a_id])
            and verdict.b_text == fingerprint(self.items[verdict.b_id])
        }


def list_overlaps(options: Namespace) -> int:
    """Found pairs, strongest first."""
    from kpkportfolio.overlap.engine import MINIMUM

    minimum = MINIMUM if options.min_score is None else options.min_score
    # a limit counts the pairs of the kind that was asked for
    limit = None if options.kind else options.limit
    with opened(options) as portfolio:
        searched = _Searched(portfolio)
        engine = reading_engine(portfolio, searched.initiatives)
    try:
        findings = engine.pairs(minimum, limit, progress(_("Looking for overlaps")))
    finally:
        end_progress()
    findings = [finding for finding in findings if options.kind in (None, finding.kind.value)][: options.limit]
    verdicts = searched.verdicts()
    if options.json:
        print_json(
            [
                {"a": finding.a, "b": finding.b, **_as_json(finding), "verdict": _verdict(verdicts.get(_pair(finding)))}
                for finding in findings
            ]
        )
        return 0
    print_table(
        [_("Likely"), _("Kind"), _("Initiative"), _("Other initiative"), _("Why"), _("Verdict")],
        [
            [
                format_percent(finding.score * 100),
                label(finding.kind),
                _named(searched.rows[finding.a]),
                _named(searched.rows[finding.b]),
                finding.reasons[0].detail if finding.reasons else "",
                label(verdict.verdict) if (verdict := verdicts.get(_pair(finding))) else "",
            ]
            for finding in findings
        ],
        right=(0,),
        wide=(2, 3),
    )
    return 0


def _pair(finding: Finding) -> tuple[str, str]:
    return (finding.a, finding.b) if finding.a < finding.b else (finding.b, finding.a)


def _named(row: InitiativeRow) -> str:
    return f"{row.title} [{short_id(row)}]"


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "score": finding.score,
        "reasons": [
            {"factor": reason.factor, "weight": reason.weight, "detail": reason.detail} for reason in finding.reasons
        ],
    }


def _verdict(row: VerdictRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"verdict": row.verdict.value, "why": row.reason, "by": row.by, "at": plain(row.at)}


def check_idea(options: Namespace) -> int:
    """What in the portfolio is most like an idea."""
    if not options.text.strip():
        raise UsageError(_("An idea needs words to be looked for."))
    with opened(options) as portfolio:
        searched = _Searched(portfolio)
        engine = reading_engine(portfolio, searched.initiatives)
    findings = engine.check(options.text, options.limit)
    if options.json:
        print_json([{"id": finding.b, **_as_json(finding)} for finding in findings])
        return 0
    print_table(
        [_("Likely"), _("Kind"), _("Initiative"), _("Responsible party"), _("Status"), _("Why")],
        [
            [
                format_percent(finding.score * 100),
                label(finding.kind),
                _named(row),
                row.organisation or "",
                label(row.status) if row.status else "",
                finding.reasons[0].detail if finding.reasons else "",
            ]
            for finding in findings
            for row in [searched.rows[finding.b]]
        ],
        right=(0,),
        wide=(2,),
    )
    return 0


def give_verdict(options: Namespace) -> int:
    """Record a person's judgement of a pair."""
    with opened(options) as portfolio:
        searched = _Searched(portfolio)
        a, b = searched.find(options.a), searched.find(options.b)
        prints = {row.id: fingerprint(searched.items[row.id]) for row in (a, b)}
        operation = judging(portfolio, a.id, b.id, Verdict(options.verdict), options.why, prints)
        print(portfolio.commit(operation).entry.name)
    return 0
