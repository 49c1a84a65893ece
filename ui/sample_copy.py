"""The person's own copy of the sample portfolio, made on the first visit; never on the UI thread."""

from pathlib import Path

from kpkportfolio.sample import sample_operation
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _


def open_copy(path: Path, by: str | None) -> Portfolio:
    """Open the copy, made anew where there is none."""
    return Portfolio.open(path, by) if path.exists() else _made(path, by)


def _made(path: Path, by: str | None) -> Portfolio:
    """A copy of the sample, whole or not there at all."""
    portfolio = Portfolio.create(path, _("Sample portfolio (illustrative)"), by)
    try:
        portfolio.commit(sample_operation())
    except BaseException:
        portfolio.close()
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        raise
    portfolio.close()
    # opened anew: undo must not be able to empty the sample
    return Portfolio.open(path, by)
