"""What a picture for others shows: as in every file, nothing that is confidential unless it is asked for."""

from collections.abc import Collection, Sequence
from datetime import date

from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.over_time import NO_PAST, Past
from kpkportfolio.exports.templates import Choice, confidential_ids, extract
from kpkportfolio.model.rows import Contents, InitiativeRow
from kpkportfolio.overlap.finding import Finding


def picture_data(
    contents: Contents,
    today: date,
    portfolio: str,
    shown: Sequence[InitiativeRow] | None = None,
    filter_text: str = "",
    findings: Sequence[Finding] = (),
    confidential: bool = False,
    past: Past = NO_PAST,
) -> ChartData:
    """The rows of a picture that is given to others.

    Args:
        shown: only these, narrowed by what ``filter_text`` says; None for all.
        confidential: whether what is flagged so is in it; else the source line says how many are left out.
        past: the portfolio at earlier moments; what was confidential then is not in them either.
    """
    given = extract(contents, shown, Choice(confidential=confidential))
    pairs = [one for one in findings if one.a not in given.hidden and one.b not in given.hidden]
    if not confidential:
        moments = [one._replace(initiatives=_open(one.initiatives, given.hidden)) for one in past.moments]
        past = past._replace(moments=tuple(moments))
    narrowed = None if shown is None else given.shown
    return ChartData.of(given.contents, today, portfolio, narrowed, filter_text, pairs, given.left_out, past)


def _open(rows: Sequence[InitiativeRow], hidden: Collection[str]) -> list[InitiativeRow]:
    closed = confidential_ids(rows)
    return [row for row in rows if row.id not in closed and row.id not in hidden]
