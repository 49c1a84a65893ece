"""A person's verdict on a pair as one undoable operation: recorded, or put in the place of an earlier one."""

from collections.abc import Mapping
from datetime import UTC, datetime

from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Operation, OperationKind, Value, new_id
from kpkportfolio.model.vocabulary import Verdict
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _


def judging(
    portfolio: Portfolio, a: str, b: str, verdict: Verdict, why: str | None, fingerprints: Mapping[str, str]
) -> Operation:
    """The operation that records a verdict on two initiatives.

    Args:
        a, b: ids of the two, in any order; the pair is kept once.
        why: the person's reason; it stands in the verdict and in the journal.
        fingerprints: by id what the two texts say in substance (``overlap.item.fingerprint``); the verdict holds
            until one of them changes.

    Raises:
        UsageError: one of the two is not there, or they are the same.
    """
    first, second = sorted((a, b))
    titles = {id_: str(row["title"]) for id_, row in portfolio.records("initiative", id=[first, second]).items()}
    if len(titles) < 2:
        raise UsageError(_("Two different initiatives are needed for a verdict."))
    after: dict[str, Value] = {
        "a_id": first,
        "b_id": second,
        "verdict": verdict.value,
        "reason": why,
        "judged_by": portfolio.by,
        "judged_at": datetime.now(UTC),
        "a_text": fingerprints[first],
        "b_text": fingerprints[second],
    }
    earlier = portfolio.records("overlap_verdict", a_id=first, b_id=second)
    if earlier:
        [(id_, row)] = earlier.items()
        changed = {name: value for name, value in after.items() if row[name] != value}
        change = Change("overlap_verdict", id_, {name: row[name] for name in changed}, changed)
    else:
        change = Change("overlap_verdict", new_id(), None, after)
    return Operation(OperationKind.VERDICT, f"{titles[first]} ↔ {titles[second]}", [change], why)
