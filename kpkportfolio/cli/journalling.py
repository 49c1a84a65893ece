"""``history``, ``undo``, ``redo`` and ``restore``."""

from argparse import Namespace
from typing import Any

from kpkportfolio.cli.opening import find, opened
from kpkportfolio.cli.output import plain, print_json, print_table
from kpkportfolio.errors import UsageError
from kpkportfolio.model.change import Change, Fields, OperationKind
from kpkportfolio.model.tables import ENTITIES
from kpkportfolio.model.words import entity_words, field_words, value_words
from kpkportfolio.store.journal import Entry, HistoryLine
from kpkportfolio.store.looking_back import Sought, find_lines, find_operations, people
from kpkportfolio.store.older import Deleted, Reversal, carry_out, deleted_initiatives, restoring, undoing
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.store.reading import shared
from kpkportfolio.store.reading.initiatives import read_initiatives
from kpkportfolio.text import _, format_time, ngettext

_LATEST = 50
"""Operations that a table shows unless told otherwise."""
_LINES = 500
"""Rows' changes that JSON and an initiative's history give unless told otherwise."""


def show_history(options: Namespace) -> int:
    """The whole portfolio's operations, or everything that happened to one initiative; as far as it is looked for."""
    with opened(options) as portfolio:
        sought = _sought(portfolio, options)
        if not options.json and sought.initiative_id is None:
            _print_operations(find_operations(portfolio, sought, options.limit or _LATEST))
            return 0
        lines = find_lines(portfolio, sought, options.limit or _LINES)
    if options.json:
        print_json([_as_json(line) for line in lines])
        return 0
    print_table(
        [_("No."), _("When"), _("Who"), _("What"), _("Change"), _("Why")],
        [
            [
                str(x.entry.seq),
                format_time(x.entry.at),
                x.entry.by,
                x.entry.name,
                change_text(x),
                x.entry.reason,
            ]
            for x in lines
        ],
        right=(0,),
        wide=(4,),
    )
    return 0


def _print_operations(entries: list[Entry]) -> None:
    print_table(
        [_("No."), _("When"), _("Who"), _("What"), _("Rows"), _("Why")],
        [[str(e.seq), format_time(e.at), e.by, e.name, str(e.changes), e.reason] for e in entries],
        right=(0, 4),
        wide=(3,),
    )


def _sought(portfolio: Portfolio, options: Namespace) -> Sought:
    by: list[str] = []
    if options.who is not None:
        by = [name for name in people(portfolio) if options.who.casefold() in name.casefold()]
        if not by:
            raise UsageError(_("Nobody called “{name}” has done anything here.").format(name=options.who))
    if options.field is not None and all(options.field not in table.columns for table in ENTITIES.values()):
        raise UsageError(_("There is no field “{field}”.").format(field=options.field))
    return Sought(
        frozenset(by),
        options.first,
        options.last,
        frozenset() if options.kind is None else frozenset([OperationKind(options.kind)]),
        options.search,
        None if options.id is None else _id(portfolio, options.id),
        options.field,
    )


def _id(portfolio: Portfolio, named: str) -> str:
    """The id of an initiative; one that was deleted is found by its whole id."""
    with portfolio.read() as connection:
        rows, sources = read_initiatives(connection), shared.sources(connection)
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


def change_text(line: HistoryLine) -> str:
    """One row's change on one line: ``Status: Approved → Rollout``."""
    change, entity = line.change, entity_words(line.change.entity)
    if change.before is None:
        return _("{entity} added: {what}").format(entity=entity, what=line.row)
    if change.after is None:
        return _("{entity} deleted: {what}").format(entity=entity, what=line.row)
    said = "; ".join(
        f"{field_words(name)}: {_word(change, name, change.before)} → {_word(change, name, change.after)}"
        for name in change.after
        if name != "read_values"
    )
    if change.entity == "initiative":
        return said
    return f"{entity} ({line.row}): {said}" if line.row else f"{entity}: {said}"


def _word(change: Change, name: str, side: Fields) -> str:
    return value_words(change.entity, name, side.get(name)) or "–"


def undo(options: Namespace) -> int:
    """Take this person's latest operation back, or any older one by its number."""
    if options.operation is None and (options.dry_run or options.partly or options.why):
        raise UsageError(_("--dry-run, --partly and --why need --operation N: which older operation is meant."))
    with opened(options) as portfolio:
        if options.operation is not None:
            return _take_back(portfolio, undoing(portfolio, options.operation), options, options.partly)
        entry = portfolio.undo(whole_journal=True).entry
    if options.json:
        print_json(_done_as_json(entry))
    else:
        print(entry.name)
    return 0


def restore(options: Namespace) -> int:
    """Bring a deleted initiative back with all that was its own; without an id, list what can be."""
    with opened(options) as portfolio:
        gone = deleted_initiatives(portfolio)
        if options.id is None:
            _print_deleted(gone, options.json)
            return 0
        # what is gone for good elsewhere, such as the other end of a dependency, must not keep the initiative away
        reversal = restoring(portfolio, _deleted(gone, options.id).id)
        return _take_back(portfolio, reversal, options, options.partly or reversal.brings_back)


def _deleted(gone: list[Deleted], named: str) -> Deleted:
    wanted = named.strip().casefold()
    found = [one for one in gone if one.id == wanted]
    found = found or [one for one in gone if wanted == one.title.casefold()]
    found = found or [one for one in gone if one.id.startswith(wanted) or one.id.endswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(_("There is no deleted initiative “{named}”.").format(named=named))
    listed = ", ".join(one.id[-8:] for one in found)
    raise UsageError(_("“{named}” may be any of several deleted ones: {listed}.").format(named=named, listed=listed))


def _print_deleted(gone: list[Deleted], json: bool) -> None:
    if json:
        print_json(
            [
                {"id": x.id, "title": x.title, "seq": x.entry.seq, "at": plain(x.entry.at), "by": x.entry.by}
                for x in gone
            ]
        )
        return
    if not gone:
        print(_("No initiative has been deleted: there is nothing to restore."))
        return
    print_table(
        [_("Id"), _("Title"), _("When"), _("Who"), _("What")],
        [[x.id[-8:], x.title, format_time(x.entry.at), x.entry.by, x.entry.name] for x in gone],
        wide=(1,),
    )


def _take_back(portfolio: Portfolio, reversal: Reversal, options: Namespace, partly: bool) -> int:
    done = None if options.dry_run else carry_out(portfolio, reversal, partly, options.why).entry
    if options.json:
        print_json({**({} if done is None else _done_as_json(done)), **_plan_as_json(reversal)})
        return 0
    if done is not None:
        print(done.name)
    n = len(reversal.changes)
    said = ngettext("{n} row can be taken back", "{n} rows can be taken back", n).format(n=n)
    if done is None:
        print(f"{reversal.entry.name}: {said}.")
    for one in reversal.obstacles:
        print(one.words)
    return 0


def _done_as_json(entry: Entry) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": plain(entry.at),
        "by": entry.by,
        "operation": entry.kind.value,
        "what": entry.what,
        "why": entry.why,
        "changes": entry.changes,
    }


def _plan_as_json(reversal: Reversal) -> dict[str, Any]:
    return {
        "undoes": reversal.entry.seq,
        "can_be_taken_back": len(reversal.changes),
        "left": reversal.left,
        "obstacles": [
            {
                "because": one.because.value,
                "entity": one.change.entity,
                "id": one.change.id,
                "field": one.field,
                "now": plain(one.now),
                "later_seq": None if one.later is None else one.later.seq,
                "later_by": None if one.later is None else one.later.by,
                "later_at": None if one.later is None else plain(one.later.at),
                "words": one.words,
            }
            for one in reversal.obstacles
        ],
    }


def redo(options: Namespace) -> int:
    """Carry out again what was last taken back."""
    with opened(options) as portfolio:
        print(portfolio.redo(whole_journal=True).entry.name)
    return 0
