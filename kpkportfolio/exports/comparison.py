"""What has changed from one state of a portfolio to another, for others: a PDF, an Excel workbook or JSON.

By programme and by kind of change, with the totals of each group and a sentence for each initiative.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from kpkportfolio.exports.comparison_states import differences
from kpkportfolio.exports.templates import content_without, hidden_in
from kpkportfolio.files import written_whole
from kpkportfolio.model.figures import Extent
from kpkportfolio.snapshots.grouping import Group, GroupBy, grouped, summary, sums_of
from kpkportfolio.snapshots.sentences import SUMS
from kpkportfolio.snapshots.wording import DEEDS, Comparison, Difference, compare_contents
from kpkportfolio.store.content import Content
from kpkportfolio.text import _, euros, format_date, ngettext

Progress = Callable[[int, int], None]

ENDINGS: Final = (".pdf", ".xlsx", ".json")


@dataclass(frozen=True, slots=True)
class Told:
    """What the paper says of itself.

    Attributes:
        portfolio: its name.
        before, after: the two states in words, such as a snapshot's name.
        today: the day it is written.
        by: who writes it.
        hidden: confidential initiatives that are left out.
    """

    portfolio: str
    before: str
    after: str
    today: date
    by: str = ""
    hidden: int = 0

    @property
    def title(self) -> str:
        """``Muutokset: 2/2011 → tänään``."""
        return _("Changes: {before} → {after}").format(before=self.before, after=self.after)

    @property
    def note(self) -> str:
        """Of which portfolio and day, and what is not in it."""
        said = f"{self.portfolio}, {format_date(self.today)}"
        if not self.hidden:
            return said
        left = ngettext(
            "{n} confidential initiative is left out", "{n} confidential initiatives are left out", self.hidden
        )
        return f"{said}. {left.format(n=self.hidden)}."


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A comparison as it goes out: without what is confidential unless that was asked for."""

    told: Told
    comparison: Comparison
    before: Content
    after: Content

    def groups(self, by: GroupBy) -> list[Group]:
        """The differences put together."""
        return grouped(self.comparison.differences, by)

    @property
    def summary(self) -> str:
        """How many changed, and what it comes to."""
        return summary(self.comparison)


def outgoing(before: Content, after: Content, told: Told, confidential: bool, progress: Progress | None) -> Outgoing:
    """Compare what may go out: initiatives that are confidential in either state are in neither."""
    if not confidential:
        hidden = hidden_in(before) | hidden_in(after)
        before, after = content_without(before, hidden), content_without(after, hidden)
        told = Told(told.portfolio, told.before, told.after, told.today, told.by, len(hidden))
    return Outgoing(told, compare_contents(before, after, progress), before, after)


def write_comparison(
    before: Content,
    after: Content,
    told: Told,
    path: Path,
    by: GroupBy = GroupBy.PROGRAMME,
    confidential: bool = False,
    progress: Progress | None = None,
) -> Path:
    """Write it, whole or not at all; the ending of the file's name tells which of :data:`ENDINGS`.

    Args:
        by: what a PDF's chapters and JSON's groups are put together by; a workbook has all of them.

    Raises:
        EnvironmentFailed: it cannot be written.
    """
    given = outgoing(before, after, told, confidential, progress)
    match path.suffix.lower():
        case ".pdf":
            from kpkportfolio.exports.comparison_pdf import write_pdf

            with written_whole(path) as temporary:
                write_pdf(given, temporary, by, progress)
        case ".xlsx":
            from kpkportfolio.exports.comparison_sheets import write_sheets

            with written_whole(path) as temporary:
                write_sheets(given, temporary)
        case _:
            with written_whole(path) as temporary:
                text = json.dumps(as_json(given, by), ensure_ascii=False, indent=1)
                temporary.write_text(text + "\n", encoding="utf-8")
    return path


def as_json(given: Outgoing, by: GroupBy) -> dict[str, Any]:
    """The comparison for machines: codes beside the words of the language spoken now, euros, days; then whole what was
    added and removed, and field by field what changed, as ``list --json`` has initiatives."""
    told, told_of = given.told, given.comparison.differences
    return {
        "portfolio": told.portfolio,
        "before": told.before,
        "after": told.after,
        "date": told.today.isoformat(),
        "confidential_left_out": told.hidden,
        "counts": {deed.value: sum(one.initiative and one.deed is deed for one in told_of) for deed in DEEDS}
        | {"shared": sum(not one.initiative for one in told_of)},
        "summary": given.summary,
        **_money(sums_of(told_of)),
        "grouped_by": by.value,
        "groups": [
            {
                "title": group.title,
                "totals": group.totals,
                **_money(sums_of(group.differences)),
                "differences": [_difference(one) for one in group.differences],
            }
            for group in given.groups(by)
        ],
        **differences(given.before, given.after),
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "initiative": one.initiative,
        "change": one.deed.value,
        "programme": one.programme[1] or None,
        "kinds": sorted(topic.value for topic in one.topics),
        "sentence": one.sentence,
        "slip_days": one.slip,
        **(_money([one.sums[each.name] for each in SUMS]) if one.initiative else {}),
        "fields": [{"field": line.field, "before": line.before, "after": line.after} for line in one.lines],
    }


def _money(sums: Iterable[tuple[Extent, Extent]]) -> dict[str, list[int | float | None]]:
    """``{"investment_before_eur": [least, most], …}``."""
    return {
        f"{one.name}_{when}_eur": [euros(cents) for cents in extent]
        for one, sides in zip(SUMS, sums, strict=True)
        for when, extent in zip(("before", "after"), sides, strict=True)
    }
