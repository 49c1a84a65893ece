"""``snapshot take | list | verify | compare``."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from kpkportfolio import snapshots
from kpkportfolio.cli.minuting import meeting_of
from kpkportfolio.cli.naming import TODAY, past_state
from kpkportfolio.cli.opening import opened
from kpkportfolio.cli.output import end_progress, plain, print_json, print_table, progress
from kpkportfolio.errors import UnacceptableInput, UsageError
from kpkportfolio.snapshots import Snapshot, State
from kpkportfolio.store.occasions import take_if_due
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_time, ngettext


def take_snapshot(options: Namespace) -> int:
    """Freeze the portfolio as it is now, or only if it is time."""
    if (options.name is None) == (options.every is None):
        raise UsageError(_("A snapshot has a name, or it is taken every so many days: give one of the two."))
    with opened(options) as portfolio:
        taken: Snapshot | None
        if options.every is not None:
            taken = take_if_due(portfolio, options.every)
        else:
            meeting = meeting_of(portfolio, options.meeting).id if options.meeting else None
            taken = snapshots.take(portfolio, options.name, options.note, meeting_id=meeting)
    if taken is None:
        print(_("No snapshot is due."))
        return 0
    print(_("Snapshot #{n} “{name}” was taken.").format(n=taken.number, name=taken.name))
    return 0


def list_snapshots(options: Namespace) -> int:
    """All snapshots, oldest first."""
    with opened(options) as portfolio:
        known = snapshots.listing(portfolio)
    if options.json:
        print_json([_as_json(snapshot) for snapshot in known])
        return 0
    if not known:
        print(_("There are no snapshots yet: “snapshot take NAME” takes one."))
        return 0
    print_table(
        ["#", _("Name"), _("Taken"), _("Who"), _("Note"), _("Fingerprint")],
        [[str(s.number), s.name, format_time(s.taken_at), s.by, s.note or "", s.hash[:12]] for s in known],
        right=(0,),
    )
    return 0


def _as_json(snapshot: Snapshot) -> dict[str, object]:
    fields = ("number", "name", "taken_at", "by", "automatic", "note", "previous", "hash")
    return {field: plain(getattr(snapshot, field)) for field in fields}


def verify_snapshots(options: Namespace) -> int:
    """Check that nothing in the snapshots was altered; a fault makes the exit status 3."""
    with opened(options) as portfolio:
        faults = snapshots.verify(portfolio, options.name)
        n = 1 if options.name else len(snapshots.listing(portfolio))
    if options.json:
        print_json({"checked": n, "faults": faults})
    else:
        for fault in faults:
            print(fault)
        if not faults:
            print(ngettext("{n} snapshot is as it was taken.", "{n} snapshots are as they were taken.", n).format(n=n))
    return UnacceptableInput.exit_status if faults else 0


def compare_snapshots(options: Namespace) -> int:
    """What changed from one state to another, or to today: as text, as JSON, or as a file whose ending tells which."""
    from kpkportfolio.exports.comparison import ENDINGS, Told, as_json, outgoing, write_comparison
    from kpkportfolio.snapshots.grouping import GroupBy, as_text

    path = None if options.out is None else Path(options.out).expanduser()
    if path is not None and path.suffix.lower() not in ENDINGS:
        raise UsageError(
            _("“{file}” cannot be written: the name must end in {accepted}.").format(
                file=path.name, accepted=", ".join(ENDINGS)
            )
        )
    with opened(options) as portfolio:
        said = [_state(portfolio, one) for one in (options.a, options.b or TODAY)]
        before, after = (snapshots.content_in(portfolio, state) for state in said)
        words = [_state_words(state, one) for state, one in zip(said, (options.a, options.b), strict=True)]
        told = Told(portfolio.name, words[0], words[1], datetime.now().astimezone().date(), portfolio.by)
    by = GroupBy(options.group)
    if path is not None:
        try:
            print(write_comparison(before, after, told, path, by, options.confidential, progress(path.name)))
        finally:
            end_progress()
        return 0
    # what is printed is for whoever may see all of it, as a list is
    found = outgoing(before, after, told, True, None)
    if options.json:
        print_json(as_json(found, by))
    else:
        print(as_text(found.comparison, told.title, by), end="")
    return 0


def _state_words(state: State, said: str) -> str:
    """A snapshot by its name, a day or moment, a bundle by its file's name."""
    match state:
        case None:
            return _("Today")
        case Snapshot():
            return state.name
        case datetime():
            return format_time(state)
        case _:
            return Path(said).name


def _state(portfolio: Portfolio, said: str) -> State:
    """As :func:`past_state`, or what a bundle's file holds."""
    try:
        return past_state(portfolio, said)
    except UsageError as error:
        file = Path(said).expanduser()
        if not file.is_file():
            # outside the f-string: what is inside one is not found for the translations
            nor_a_file = _("There is no bundle’s file of that name either.")
            raise UsageError(f"{error} {nor_a_file}") from error
    from kpkportfolio.exports.bundle import read_bundle

    return read_bundle(file)
