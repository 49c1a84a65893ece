"""The database's own failures as sentences that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from kpkportfolio.errors import Busy, Damaged, EnvironmentFailed, NotGranted
from kpkportfolio.store.damage import damage_words
from kpkportfolio.store.engine import is_damage, without_password
from kpkportfolio.text import _

_NOT_GRANTED: Final = {"42501", "25006"}
"""PostgreSQL's insufficient_privilege and read_only_sql_transaction."""


@contextmanager
def environment(target: str) -> Iterator[None]:
    """Turns the database's own failures into sentences; anything else passes through."""
    try:
        yield
    except IntegrityError:
        raise
    except OperationalError as error:
        raise _operational(error, without_password(target)) from error
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.DatabaseError) and is_damage(error.orig):
            raise damaged(target, error.orig) from error
        if error.connection_invalidated:
            raise EnvironmentFailed(
                _("The connection to {name} was lost. What was saved before is kept; try again.").format(
                    name=without_password(target)
                )
            ) from error
        if getattr(error.orig, "sqlstate", None) in _NOT_GRANTED:
            told = _(
                "You may not do this in {name} ({detail}). Nothing was written; an administrator grants the rights."
            )
            raise NotGranted(told.format(name=without_password(target), detail=_detail(error))) from error
        raise
    except sqlite3.Error as error:
        if is_damage(error):
            raise damaged(target, error) from error
        raise EnvironmentFailed(
            _("{name} cannot be used: {error}.").format(name=without_password(target), error=error)
        ) from error
    except OSError as error:
        raise EnvironmentFailed(
            _("{name} cannot be written: {error}.").format(name=without_password(target), error=error.strerror or error)
        ) from error


def damaged(target: object, error: sqlite3.Error) -> Damaged:
    """The sentence about a broken file."""
    return Damaged(_("{path} is damaged: {detail}.").format(path=target, detail=damage_words(error)))


def _operational(error: OperationalError, name: str) -> EnvironmentFailed:
    detail = _detail(error)
    lowered = detail.casefold()
    if "locked" in lowered or "busy" in lowered or "lock timeout" in lowered:
        told = _("{name} is being written by another program. Nothing was written; try again in a moment.")
        return Busy(told.format(name=name))
    if "disk is full" in lowered or "no space" in lowered:
        return EnvironmentFailed(_("The disk is full. Nothing was written; make room and try again."))
    if "readonly" in lowered or "read-only" in lowered:
        return EnvironmentFailed(_("{name} is read-only. Nothing was written.").format(name=name))
    told = _("{name} cannot be reached: {detail}. Nothing was written.")
    return EnvironmentFailed(told.format(name=name, detail=detail))


def _detail(error: DBAPIError) -> str:
    """The first line of what the database says."""
    said = str(error.orig).strip()
    return said.splitlines()[0] if said else type(error.orig).__name__


def integrity_text(error: DBAPIError) -> str:
    """What the database refused, as a sentence."""
    detail = _detail(error)
    lowered = detail.casefold()
    if "foreign key" in lowered:
        return _("Something still refers to what would be deleted, or to what does not exist. Nothing was written.")
    if "unique" in lowered:
        return _("The same thing is there already ({detail}). Nothing was written.").format(detail=detail)
    return _("A rule of the portfolio would be broken ({detail}). Nothing was written.").format(detail=detail)
