"""What a picture for others shows: as in every file, nothing that is confidential unless it is asked for."""

from collections.abc import Sequence
from datetime import date

from kpkportfolio.charts.data import ChartData
from kpkportfolio.exports.templates import Choice, extract
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
) -> ChartData:
    """The rows of a picture that is given to others.

    Args:
        shown: only these, narrowed by what ``filter_text`` says; None for all.
        confidential: whether what is flagged so is in it; else the source line says how many are left out.
    """
    given = extract(contents, shown, Choice(confidential=confidential))
    pairs = [one for one in findings if one.a not in given.hidden and one.b not in given.hidden]
    narrowed = None if shown is None else given.shown
    return ChartData.of(given.contents, today, portfolio, narrowed, filter_text, pairs, given.left_out)
