"""``export``."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpkportfolio.cli.looking import Looked, looked_at
from kpkportfolio.cli.output import end_progress, progress
from kpkportfolio.cli.searching import reading_engine
from kpkportfolio.errors import UsageError
from kpkportfolio.model.rows import Contents
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

if TYPE_CHECKING:
    from kpkportfolio.exports.columns import Column
    from kpkportfolio.exports.templates import Choice

_ACCEPTED = (".xlsx", ".csv", ".pptx", ".xml", ".json", ".zip")


def export(options: Namespace) -> int:
    """Write a snapshot for others; the ending of the file's name tells which."""
    path = Path(options.out).expanduser()
    suffix = path.suffix.lower()
    if suffix not in _ACCEPTED:
        raise UsageError(
            _("“{file}” cannot be written: the name must end in {accepted}.").format(
                file=path.name, accepted=", ".join(_ACCEPTED)
            )
        )
    if suffix not in (".xlsx", ".csv"):
        for name in ("template", "organisation", "columns"):
            if getattr(options, name):
                raise UsageError(_("--{option} is for .xlsx and .csv alone.").format(option=name))
        if options.confidential and suffix != ".pptx":
            raise UsageError(_("--confidential is for .xlsx, .csv and .pptx alone."))
    if options.against and suffix != ".pptx":
        raise UsageError(_("--against is for .pptx alone."))
    with looked_at(options) as looked:
        if suffix in (".json", ".zip"):
            if not looked.filter.empty:
                raise UsageError(_("A bundle always holds everything: --where and --only are not for it."))
            written = _bundle(looked.portfolio, path)
        elif suffix == ".csv":
            from kpkportfolio.exports.csv_file import write_csv

            choice = _choice(options, looked.contents)
            written = write_csv(looked.contents, path, looked.shown, choice, looked.today)
        elif suffix == ".pptx":
            written = _deck(looked, path, options)
        elif suffix == ".xml":
            from kpkportfolio.exports.project_xml import write_project_xml

            written = write_project_xml(looked.contents, path, looked.portfolio.name, looked.shown)
        else:
            written = _excel(looked, path, options)
    print(written)
    return 0


def _bundle(portfolio: Portfolio, path: Path) -> Path:
    """With its history in a zip, else what there is now alone."""
    if path.suffix.lower() == ".json":
        from kpkportfolio.exports.bundle import write_bundle

        return write_bundle(portfolio, path)
    from kpkportfolio.exports.whole_bundle import write_whole_bundle

    try:
        return write_whole_bundle(portfolio, path, progress(path.name))
    finally:
        end_progress()


def _deck(looked: Looked, path: Path, options: Namespace) -> Path:
    from kpkportfolio.cli.pictures import comparison
    from kpkportfolio.exports.deck import write_deck
    from kpkportfolio.snapshots.over_time import past

    try:
        return write_deck(
            looked.contents,
            path,
            looked.portfolio.name,
            looked.today,
            looked.narrowed,
            looked.filter_words,
            confidential=options.confidential,
            by=looked.portfolio.by,
            progress=progress(path.name),
            past=past(looked.portfolio, looked.today, progress(_("Reading earlier states"))),
            against=comparison(looked, options.against or "latest"),
        )
    finally:
        end_progress()


def _excel(looked: Looked, path: Path, options: Namespace) -> Path:
    from kpkportfolio.exports.changes_sheet import since_latest
    from kpkportfolio.exports.excel import Cover, write_excel
    from kpkportfolio.overlap.item import portfolio_items
    from kpkportfolio.store.content import content_hash

    portfolio, contents = looked.portfolio, looked.contents
    choice = _choice(options, contents)
    report = progress(path.name)
    cover = Cover(
        portfolio=portfolio.name,
        today=looked.today,
        content_hash=content_hash(portfolio.content()),
        filter_text=looked.filter_words,
        by=portfolio.by,
    )
    try:
        findings = reading_engine(portfolio, portfolio_items(contents)).pairs()
        return write_excel(contents, findings, path, cover, looked.shown, report, choice, since_latest(portfolio))
    finally:
        end_progress()


def _choice(options: Namespace, contents: Contents) -> "Choice":
    """What was asked for: of a municipality's file the organisation by its name; nothing confidential unless said."""
    from kpkportfolio.exports.columns import initiative_columns
    from kpkportfolio.exports.templates import Choice, Template, organisation_named

    given = None if options.organisation is None else organisation_named(contents.organisations, options.organisation)
    default = Template.FULL if given is None else Template.MUNICIPALITY
    named = None if options.columns is None else frozenset(column_names(options.columns, initiative_columns(contents)))
    return Choice(Template(options.template or default), options.confidential, given and given.id, named)


def column_names(said: str, columns: "Sequence[Column]") -> list[str]:
    """The columns named, in the order they are named.

    Raises:
        UsageError: there is none of such a name; names those there are.
    """
    known = list(dict.fromkeys(column.id for column in columns))
    names = [name for part in said.split(",") if (name := part.strip())]
    if unknown := sorted(set(names).difference(known)):
        raise UsageError(
            _("There is no column {names}. There are: {known}.").format(
                names=", ".join(unknown), known=", ".join(known)
            )
        )
    return list(dict.fromkeys(names))
