"""Opening the portfolio a command works on, and finding in it what a person named."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kpkportfolio.cli.output import say_error
from kpkportfolio.cli.parser import database
from kpkportfolio.errors import EnvironmentFailed, UsageError
from kpkportfolio.model.rows import InitiativeRow, SourceRow
from kpkportfolio.store import safekeeping
from kpkportfolio.store.engine import is_postgres
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, ngettext

_LEAST_PART = 4
"""Characters of an id that must be given: fewer are a slip of the hand rather than an id."""


@contextmanager
def opened(options: Namespace, create: bool = False) -> Iterator[Portfolio]:
    """The portfolio named by the options, closed afterwards. A file that is not there is made when ``create``."""
    target = str(database(options))
    if create and not is_postgres(target) and not has_content(Path(target).expanduser()):
        portfolio = Portfolio.create(target, by=options.by)
    else:
        portfolio = Portfolio.open(target, by=options.by)
    if portfolio.backup is not None:
        say_error(_("The database was upgraded; the one before is kept in {path}.").format(path=portfolio.backup))
    if portfolio.warning is not None:
        say_error(portfolio.warning)
    if portfolio.path is not None:
        try:
            safekeeping.back_up_if_due(portfolio.path)
        except EnvironmentFailed as error:
            # what was asked for needs no backup: a portfolio that can only be read can still be read
            say_error(str(error))
    try:
        yield portfolio
    finally:
        portfolio.close()


def has_content(path: Path) -> bool:
    """Whether there is a file with something in it."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def find(rows: Sequence[InitiativeRow], sources: Sequence[SourceRow], named: str) -> InitiativeRow:
    """The initiative a person means: by id, by its beginning or end, or by its reference in a register.

    ``register:reference`` tells apart references that several registers use.

    Raises:
        UsageError: there is none, or several.
    """
    wanted = named.strip().casefold()
    by_id = {row.id: row for row in rows}
    if wanted in by_id:
        return by_id[wanted]
    ids = {
        source.initiative_id
        for source in sources
        if source.ref and wanted in (source.ref.casefold(), f"{source.register}:{source.ref}".casefold())
    }
    if not ids and len(wanted) >= _LEAST_PART:
        ids = {row.id for row in rows if row.id.startswith(wanted) or row.id.endswith(wanted)}
    found = [by_id[id_] for id_ in ids if id_ in by_id]
    if not found:
        raise UsageError(_("There is no initiative “{named}”.").format(named=named))
    if len(found) > 1:
        listed = ", ".join(sorted(f"{short_id(row)} ({row.register or '–'})" for row in found[:5]))
        raise UsageError(
            ngettext(
                "“{named}” is the name of {n} initiative: {listed}.",
                "“{named}” may be any of {n} initiatives: {listed}.",
                len(found),
            ).format(named=named, n=len(found), listed=listed)
        )
    return found[0]


def short_id(row: InitiativeRow) -> str:
    """The end of an id, which tells initiatives apart: ids made together begin alike."""
    return row.id[-8:]


def title_order(row: InitiativeRow) -> tuple[str, str]:
    """By title, then id."""
    return row.title.casefold(), row.id
