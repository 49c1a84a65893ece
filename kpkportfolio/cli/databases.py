"""``db status | upgrade | backup | backups | restore | check``."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from kpkportfolio.cli.opening import opened
from kpkportfolio.cli.output import end_progress, plain, print_facts, print_json, print_table, progress
from kpkportfolio.cli.parser import database
from kpkportfolio.errors import Damaged, EnvironmentFailed, UsageError
from kpkportfolio.snapshots.backups import held_by, held_by_backup, restoring
from kpkportfolio.snapshots.grouping import as_text
from kpkportfolio.store import backup, safekeeping
from kpkportfolio.store.damage import readable_words
from kpkportfolio.store.engine import check_is_ours, database_url, is_postgres
from kpkportfolio.store.migrate import SCHEMA_VERSION, file_version, refuse_newer
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _, format_number, format_time, ngettext


def show_status(options: Namespace) -> int:
    """Where the database is and what is in it; an old one is only looked at, not upgraded."""
    target = str(database(options))
    if not is_postgres(target):
        path = _file(target)
        check_is_ours(path)
        version = file_version(path)
        refuse_newer(version, str(path))
        if version < SCHEMA_VERSION:
            facts = _as_facts(path, version)
            print_json(facts) if options.json else print_facts(_shown(facts))
            return 0
    with opened(options) as portfolio:
        entries = portfolio.operations(1)
        facts = _as_facts(portfolio.path, SCHEMA_VERSION) | {
            "database": portfolio.target,
            "name": portfolio.name,
            "initiatives": len(portfolio.initiatives()),
            "operations": portfolio.opened_at,
            "last_change": plain(entries[0].at) if entries else None,
        }
        last = format_time(entries[0].at) if entries else ""
    if options.json:
        print_json(facts)
    else:
        print_facts(_shown(facts | {"last_change": last}))
    return 0


def _as_facts(path: Path | None, version: int) -> dict[str, Any]:
    return {
        "database": str(path),
        "name": None,
        "schema": version,
        "current_schema": SCHEMA_VERSION,
        "bytes": path.stat().st_size if path else None,
        "initiatives": None,
        "operations": None,
        "last_change": None,
    }


def _shown(facts: dict[str, Any]) -> list[tuple[str, str]]:
    names = {
        "database": _("Database"),
        "name": _("Name"),
        "schema": _("Schema"),
        "bytes": _("Size"),
        "initiatives": _("Initiatives"),
        "operations": _("Operations"),
        "last_change": _("Last change"),
    }
    shown = {key: "" if facts[key] is None else str(facts[key]) for key in names}
    if facts["bytes"] is not None:
        shown["bytes"] = f"{format_number(facts['bytes'] / 1e6, 1)} MB"
    if facts["schema"] < facts["current_schema"]:
        shown["schema"] += " " + _("(old; “db upgrade” brings it to {version})").format(version=facts["current_schema"])
    return [(name, shown[key]) for key, name in names.items()]


def upgrade(options: Namespace) -> int:
    """Bring the schema up to date; an administrator creates the schema of a shared database so."""
    target = str(database(options))
    if is_postgres(target):
        with_schema = Portfolio.create(target, by=options.by)
        kept = None
    else:
        with_schema = Portfolio.open(target, by=options.by)
        kept = with_schema.backup
    with_schema.close()
    print(_("{database} has schema {version}.").format(database=with_schema.target, version=SCHEMA_VERSION))
    if kept is not None:
        print(_("The database before the upgrade is kept in {path}.").format(path=kept))
    return 0


def back_up(options: Namespace) -> int:
    """A verified copy, beside the database unless another place is named."""
    path = _own_file(options)
    out = Path(options.out).expanduser() if options.out else backup.backup_path(path, "manual")
    if options.out and out.exists():
        raise UsageError(_("{path} exists already.").format(path=out))
    report = progress(out.name)
    try:
        made = backup.back_up(path, out, report)
    finally:
        end_progress()
    print(_("Backup: {path}").format(path=made))
    return 0


def list_backups(options: Namespace) -> int:
    """The backups beside the database, newest first: when, why, how large and how many initiatives."""
    found = safekeeping.listing(_own_file(options))
    if options.json:
        print_json(
            [
                {
                    "file": str(one.path),
                    "at": plain(one.at),
                    "reason": one.reason,
                    "bytes": one.bytes,
                    "initiatives": one.initiatives,
                }
                for one in found
            ]
        )
        return 0
    if not found:
        print(_("There are no backups yet: “db backup” makes one."))
        return 0
    print_table(
        [_("When"), _("Why"), _("Initiatives"), _("Size"), _("File")],
        [
            [
                format_time(one.at),
                one.why,
                "–" if one.initiatives is None else format_number(one.initiatives),
                f"{format_number(one.bytes / 1e6, 1)} MB",
                one.path.name,
            ]
            for one in found
        ],
        right=(2, 3),
        wide=(1, 4),
    )
    return 0


def backups_of(options: Namespace) -> list[safekeeping.Backup]:
    """The backups that can take the place of the database that the options name; none of a shared one."""
    target = str(database(options))
    return [] if is_postgres(target) else safekeeping.remedies(_file(target))


def restore(options: Namespace) -> int:
    """Put a backup in the database's place, or only tell what that would change."""
    path = _own_file(options)
    file = Path(options.file).expanduser()
    if not file.exists() and (path.parent / "backups" / file.name).exists():
        # by its name, as “db backups” lists it
        file = path.parent / "backups" / file.name
    if options.dry_run:
        _foretell(options, file)
        print(_("Nothing was written: this only shows what would change."))
        return 0
    report = progress(file.name)
    try:
        kept = backup.restore(file, path, report)
    except Damaged as error:
        raise _no_backup(error, file, path) from error
    finally:
        end_progress()
    print(_("{file} was restored.").format(file=file))
    if kept is not None:
        print(_("The replaced database is kept in {path}.").format(path=kept))
    return 0


def _foretell(options: Namespace, file: Path) -> None:
    """Tell what a backup would change in the database; of a damaged one, what is left of it and what to do."""
    path = _own_file(options)
    try:
        wanted = held_by_backup(file)
    except Damaged as error:
        raise _no_backup(error, file, path) from error
    try:
        with opened(options) as portfolio:
            found = restoring(held_by(portfolio), wanted)
    except Damaged as error:
        n = sum(row["kind"] == "initiative" for row in wanted.content["initiative"].values())
        whole = ngettext(
            "The backup {file} is whole, with {n} initiative: “db restore {file}” puts it in the database’s place.",
            "The backup {file} is whole, with {n} initiatives: “db restore {file}” puts it in the database’s place.",
            n,
        )
        for told in (
            str(error),
            readable_words(path),
            whole.format(file=file.name, n=format_number(n)),
            _("The damaged file is kept in the folder “backups” beside it, for whoever can save more of it."),
        ):
            print(told)
        return
    print(as_text(found.comparison, _("What restoring {file} would change").format(file=file.name)))
    for warning in found.warnings:
        print(warning)


def _no_backup(error: Damaged, file: Path, database: Path) -> Damaged:
    """The sentences for a backup that is damaged itself: what is left of it, and which other there is."""
    others = [one for one in safekeeping.remedies(database) if one.path.resolve() != file.resolve()]
    if others:
        text = _("It was not restored. The newest other backup is {file}, {time}: “db restore {file}”.")
        advice = text.format(file=others[0].path.name, time=format_time(others[0].at))
    else:
        advice = _("It was not restored, and there is no other backup beside the database.")
    return Damaged(" ".join([str(error), readable_words(file), advice]))


def check(options: Namespace) -> int:
    """Read all of the database and say whether it is whole."""
    target = str(database(options))
    if not is_postgres(target):
        path = _file(target)
        check_is_ours(path)
        backup.verify(path)
    with opened(options) as portfolio:
        n = sum(len(rows) for rows in portfolio.content().values())
        shown = portfolio.target
    print(_("{database} is whole: {n} rows.").format(database=shown, n=format_number(n)))
    return 0


def _file(target: str) -> Path:
    return Path(database_url(target).database or "")


def _own_file(options: Namespace) -> Path:
    target = str(database(options))
    if is_postgres(target):
        raise EnvironmentFailed(
            _("A shared database is backed up and restored on its server, with pg_dump and pg_restore.")
        )
    return _file(target)
