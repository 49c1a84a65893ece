"""``history``, ``undo`` and ``redo``."""

from argparse import Namespace
from typing import Any

from kpkportfolio.cli.opening import find, opened
from kpkportfolio.cli.output import plain, print_json, print_table
from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Fields
from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.store import reading
from kpkportfolio.store.journal import HistoryLine
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_time

_LATEST = 50
"""Operations that a table shows; JSON gives every change of the latest 500 lines."""


def show_history(options: Namespace) -> int:
    """The whole portfolio's operations, or everything that happened to one initiative."""
    with opened(options) as portfolio:
        id_ = None if options.id is None else _id(portfolio, options.id)
        if options.json:
            print_json([_as_json(line) for line in portfolio.history(id_)])
            return 0
        if id_ is None:
            entries = portfolio.operations(_LATEST)
            print_table(
                [_("When"), _("Who"), _("What"), _("Rows"), _("Why")],
                [[format_time(e.at), e.by, e.name, str(e.changes), e.why or ""] for e in entries],
                right=(3,),
                wide=(2,),
            )
            return 0
        lines = portfolio.history(id_)
    print_table(
        [_("When"), _("Who"), _("What"), _("Change")],
        [[format_time(x.entry.at), x.entry.by, x.entry.name, change_text(x.change)] for x in lines],
        wide=(3,),
    )
    return 0


def _id(portfolio: Portfolio, named: str) -> str:
    """The id of an initiative; one that was deleted is found by its whole id."""
    with portfolio.read() as connection:
        rows, sources = reading.initiatives(connection), reading.sources(connection)
    try:
        return find(rows, sources, named).id
    except UsageError:
        if portfolio.history(named, limit=1):
            return named
        raise


def _as_json(line: HistoryLine) -> dict[str, Any]:
    entry, change = line.entry, line.change
    return {
        "seq": entry.seq,
        "at": plain(entry.at),
        "by": entry.by,
        "operation": entry.kind.value,
        "what": entry.what,
        "why": entry.why,
        "entity": change.entity,
        "id": change.id,
        "before": None if change.before is None else {name: plain(value) for name, value in change.before.items()},
        "after": None if change.after is None else {name: plain(value) for name, value in change.after.items()},
    }


def change_text(change: Change) -> str:
    """One row's change on one line: ``Status: Approved → Rollout``."""
    entity = entity_words(change.entity)
    if change.before is None:
        after = change.after or {}
        return _("{entity} added: {what}").format(entity=entity, what=after.get("title") or after.get("name") or "")
    if change.after is None:
        what = change.before.get("title") or change.before.get("name") or ""
        return _("{entity} deleted: {what}").format(entity=entity, what=what)
    said = [
        f"{field_words(name)}: {_word(change, name, change.before)} → {_word(change, name, change.after)}"
        for name in change.after
        if name != "read_values"
    ]
    return "; ".join(said) if change.entity == "initiative" else f"{entity}: {'; '.join(said)}"


def _word(change: Change, name: str, side: Fields) -> str:
    return value_words(change.entity, name, side.get(name)) or "–"


def undo(options: Namespace) -> int:
    """Take this person's latest operation back."""
    with opened(options) as portfolio:
        print(portfolio.undo(whole_journal=True).entry.name)
    return 0


def redo(options: Namespace) -> int:
    """Carry out again what was last taken back."""
    with opened(options) as portfolio:
        print(portfolio.redo(whole_journal=True).entry.name)
    return 0
