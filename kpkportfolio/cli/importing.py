"""``demo`` and ``import``."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpkportfolio.cli import mapping
from kpkportfolio.cli.opening import has_content, opened
from kpkportfolio.cli.output import end_progress, plain, print_json, progress, say_error
from kpkportfolio.cli.parser import database
from kpkportfolio.errors import UnacceptableInput, UsageError
from kpkportfolio.model.words import value_words
from kpkportfolio.registers.difference.facts import field_title
from kpkportfolio.registers.difference.proposing import Proposal, with_certain
from kpkportfolio.registers.difference.reconciling import ChangedRecord, Reconciliation, reconcile
from kpkportfolio.registers.difference.remembering import profile_of
from kpkportfolio.registers.difference.together import Together
from kpkportfolio.registers.profile import Profile
from kpkportfolio.registers.record import Problem, ReadRegister, places
from kpkportfolio.store.engine import is_postgres
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import N_, _, format_number, ngettext

if TYPE_CHECKING:
    from kpkportfolio.exports.whole_bundle import WholeBundle

_MOST_TITLES = 20
"""New, changed and vanished titles shown of a file; problems are shown all."""
_KEPT_SINCE = N_(
    "{field}: changed to “{mine}” since the workbook was written, which is kept; the workbook says “{theirs}”"
)


def demo(options: Namespace) -> int:
    """Fill an empty database with the sample portfolio."""
    from kpkportfolio.sample import sample_operation

    with opened(options, create=True) as portfolio:
        if portfolio.initiatives():
            raise UsageError(
                _("{database} already holds a portfolio; the sample goes into an empty one only.").format(
                    database=portfolio.target
                )
            )
        portfolio.commit(sample_operation())
        n = len(portfolio.initiatives())
        print(_("The sample portfolio is in {database}: {n} initiatives.").format(database=portfolio.target, n=n))
    return 0


def import_files(options: Namespace) -> int:
    """Read registers, show the differences and carry all of them out as one operation.

    A file that cannot be taken in is left out whole and makes the exit status 3; the others are imported.
    """
    today = datetime.now().astimezone().date()
    reports: list[dict[str, Any]] = []
    read: list[tuple[ReadRegister, Reconciliation, list[Proposal], dict[str, Any]]] = []
    with _maybe_new(options) as portfolio:
        together = Together(portfolio)
        profile = mapping.asked_for(portfolio, options.mapping)
        for file in options.files:
            try:
                if Path(file).suffix.lower() in (".json", ".zip"):
                    reports.append(_bundle(portfolio, together, Path(file), options))
                    continue
                register, found, names = _reconciled(together, Path(file), profile, options, today)
            except UnacceptableInput as error:
                say_error(str(error))
                reports.append(_refused(Path(file), options.source, str(error)))
                continue
            if found.operation is not None:
                together.add(found.operation)
            reports.append(_as_json(found, options.accept_good_rows) | _names_as_json(names))
            read.append((register, found, names, reports[-1]))
        operation = together.operation()
        if operation is not None and not options.dry_run:
            portfolio.commit(operation)
        # told only now: a reader that has had enough (… | head) must not undo what was asked for
        for register, found, names, report in read:
            if options.dry_run:
                _tell_recognised(portfolio, register, report, options)
            if not options.json:
                _print_report(found, names)
            if options.dry_run:
                _tell_similar(portfolio, found, report, options.json)
            if found.fatal and not options.accept_good_rows:
                say_error(_held_back(found))
    if options.json:
        print_json({"files": [{key: value for key, value in report.items() if key != "refused"} for report in reports]})
    elif options.dry_run:
        print(_("Nothing was written: this only shows what would change."))
    return UnacceptableInput.exit_status if any(report["refused"] for report in reports) else 0


@contextmanager
def _maybe_new(options: Namespace) -> Iterator[Portfolio]:
    """The portfolio; a file made for this import is taken away again if nothing came into it."""
    target = str(database(options))
    path = None if is_postgres(target) else Path(target).expanduser()
    made = path is not None and not has_content(path)
    # until it has been opened there is nothing that could be lost; whatever happens later, what came in stays
    empty = True
    try:
        with opened(options, create=True) as portfolio:
            try:
                yield portfolio
            finally:
                empty = not portfolio.operations(1)
    finally:
        if made and empty and path is not None:
            for suffix in ("", "-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)


def _reconciled(
    together: Together, path: Path, profile: Profile | None, options: Namespace, today: date
) -> tuple[ReadRegister, Reconciliation, list[Proposal]]:
    """The register, what it changes, and its names that were taken for known ones because nobody is asked."""
    from kpkportfolio.registers.reading import read_register

    report = progress(path.name)
    try:
        register = read_register(path, report, profile or profile_of(together, options.source or path.stem))
        register, names = with_certain(register, together)
        found = reconcile(together, register, today, options.source, options.accept_good_rows, report)
        return register, found, names
    finally:
        end_progress()


def _bundle(portfolio: Portfolio, together: Together, path: Path, options: Namespace) -> dict[str, Any]:
    """Another portfolio's bundle: its rows are added, or put in the place of those with the same ids.

    One with its history, if nothing else is imported with it, makes an empty portfolio the one that it is of.
    """
    from kpkportfolio.exports.bundle import bundle_operation, read_bundle
    from kpkportfolio.exports.whole_bundle import ENDING, is_empty, read_whole_bundle, take_in

    whole = read_whole_bundle(path) if path.suffix.lower() == ENDING else None
    content = read_bundle(path) if whole is None else whole.content
    operation = bundle_operation(portfolio, content, path.name)
    taken = whole is not None and len(options.files) == 1 and is_empty(portfolio)
    if whole is not None and taken and not options.dry_run:
        try:
            take_in(portfolio, whole, progress(path.name))
        finally:
            end_progress()
    elif operation.changes and not taken:
        together.add(operation)
    initiatives = [change for change in operation.changes if change.entity == "initiative"]
    read = len(content.get("initiative", {}))
    new = sum(change.before is None for change in initiatives)
    report: dict[str, Any] = {
        "file": path.name,
        "source": options.source or path.stem,
        "read": read,
        "new": new,
        "changed": len(initiatives) - new,
        "unchanged": read - len(initiatives),
        "problems": [],
        "refused": False,
    }
    if whole is not None:
        history = (whole.operations, whole.snapshots) if taken else (0, 0)
        report |= dict(zip(("operations", "snapshots"), history, strict=True))
    if not options.json:
        print(
            _("{file}: {read} read, {new} new, {changed} changed, {unchanged} unchanged").format(
                file=path.name, **{key: format_number(report[key]) for key in ("read", "new", "changed", "unchanged")}
            )
        )
        if whole is not None:
            print("  " + _history_words(whole, taken))
    return report


def _history_words(whole: "WholeBundle", taken: bool) -> str:
    if not taken:
        return _("Its history is not taken in: that is possible into an empty portfolio only.")
    operations = ngettext("{n} operation of its journal", "{n} operations of its journal", whole.operations)
    taken_with = ngettext("{n} snapshot", "{n} snapshots", whole.snapshots)
    return _("With its history: {operations}, {snapshots}.").format(
        operations=operations.format(n=format_number(whole.operations)),
        snapshots=taken_with.format(n=format_number(whole.snapshots)),
    )


def _as_json(found: Reconciliation, accepted: bool) -> dict[str, Any]:
    return {
        "file": found.file,
        "source": found.register,
        "read": found.read,
        "new": len(found.new),
        "changed": sum(bool(record.fields) for record in found.changed),
        "unchanged": found.unchanged + sum(not record.fields for record in found.changed),
        "problems": [_problem(problem) for problem in found.problems],
        "refused": bool(found.fatal) and not accepted,
    }


def _names_as_json(names: Sequence[Proposal]) -> dict[str, Any]:
    """Only where something was taken: most registers call everything as it is called here."""
    told = [{"name": one.name, "taken_for": one.candidate, "id": one.candidate_id, "why": one.why} for one in names]
    return {"names": told} if told else {}


def _tell_recognised(portfolio: Portfolio, register: ReadRegister, report: dict[str, Any], options: Namespace) -> None:
    """How the file is read, and whether it seems to be of a register that goes by another name."""
    report |= mapping.as_json(register)
    report["known_as"] = known_as = mapping.known_as(portfolio, options.source, register)
    if options.json:
        return
    print(_("{file} is read so:").format(file=register.path.name))
    for line in mapping.lines(register):
        print(f"  {line}")
    if known_as is not None:
        print(
            "  " + _("The file seems to be of the register {name}: --source “{name}” updates it.").format(name=known_as)
        )


def _tell_similar(portfolio: Portfolio, found: Reconciliation, report: dict[str, Any], as_json: bool) -> None:
    """What of the new is probably there already; many rows are not looked at, and that is said."""
    from kpkportfolio.cli import similar

    rows = similar.similar(portfolio, found)
    report["similar"] = None if rows is None else similar.as_json(rows)
    if as_json:
        return
    if rows is None:
        print("  " + _("Too many rows to look for what is there already; the command overlaps finds it later."))
    else:
        _print_titles(_("Probably there already"), similar.lines(rows))


def _problem(problem: Problem) -> dict[str, Any]:
    fields = ("sheet", "row", "column", "value", "message", "accepted")
    return {field: plain(getattr(problem, field)) for field in fields}


def _refused(path: Path, source: str | None, message: str) -> dict[str, Any]:
    """The report of a file that is no register at all."""
    problem = dict.fromkeys(("sheet", "row", "column", "value"), None) | {"message": message, "accepted": None}
    counts = dict.fromkeys(("read", "new", "changed", "unchanged"), 0)
    return {"file": path.name, "source": source or path.stem, **counts, "problems": [problem], "refused": True}


def _print_report(found: Reconciliation, names: Sequence[Proposal]) -> None:
    counts = _as_json(found, accepted=True)
    print(
        _("{file} → register {register}: {read} read, {new} new, {changed} changed, {unchanged} unchanged").format(
            file=found.file,
            register=found.register,
            **{key: format_number(counts[key]) for key in ("read", "new", "changed", "unchanged")},
        )
    )
    _print_titles(_("Taken for a known name"), [f"{one.name} → {one.candidate} ({one.why})" for one in names])
    _print_titles(
        _("New"),
        [" · ".join(p for p in (new.ref, new.title, new.organisation, _from_rows(new.rows)) if p) for new in found.new],
    )
    _print_titles(_("Changed"), [_changed(record) for record in found.changed])
    _print_titles(_("No longer in the file (kept)"), [record.title for record in found.vanished])
    for problem in found.problems:
        print(f"  ! {_problem_line(problem)}")


def _print_titles(heading: str, titles: Sequence[str]) -> None:
    if not titles:
        return
    print(f"  {heading}:")
    for title in titles[:_MOST_TITLES]:
        print(f"    {title}")
    left = len(titles) - _MOST_TITLES
    if left > 0:
        print("    " + ngettext("… and {n} more", "… and {n} more", left).format(n=format_number(left)))


def _from_rows(rows: Sequence[tuple[str | None, int]]) -> str:
    """The rows that an initiative was gathered from, where there are several."""
    return _("from rows {rows}").format(rows=places(rows)) if rows else ""


def _changed(record: ChangedRecord) -> str:
    lines = [" · ".join(p for p in (record.title, _from_rows(record.rows)) if p)]
    lines += [f"      {field_title(f)}: {_shown(f, before)} → {_shown(f, after)}" for f, before, after in record.fields]
    lines += [
        "      "
        + (_(_KEPT_SINCE) if since else _("{field}: yours “{mine}” is kept, the register now says “{theirs}”")).format(
            field=field_title(f), mine=_shown(f, mine), theirs=_shown(f, theirs)
        )
        for f, mine, theirs, since in record.kept
    ]
    return "\n".join(lines)


def _shown(field: str, value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value) or "–"
    return value_words("initiative", field, value) or "–"  # type: ignore[arg-type]  # a compared field's value


def _problem_line(problem: Problem) -> str:
    place = [problem.sheet] if problem.sheet else []
    if problem.row is not None:
        place.append(_("row {n}").format(n=problem.row))
    if problem.column:
        place.append(problem.column)
    value = f" “{problem.value}”" if problem.value else ""
    line = f"{', '.join(place)}{value}: {problem.message}" if place or value else problem.message
    return f"{line} {_('Accepted: {accepted}.').format(accepted=problem.accepted)}" if problem.accepted else line


def _held_back(found: Reconciliation) -> str:
    n = len({(problem.sheet, problem.row) for problem in found.fatal})
    return ngettext(
        "Nothing of {file} was written: {n} row cannot be taken in. "
        "Correct it, or take the good rows in with --accept-good-rows.",
        "Nothing of {file} was written: {n} rows cannot be taken in. "
        "Correct them, or take the good rows in with --accept-good-rows.",
        n,
    ).format(file=found.file, n=format_number(n))
