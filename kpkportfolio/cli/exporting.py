"""``export``."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kpkportfolio.cli.opening import opened, title_order
from kpkportfolio.cli.output import end_progress, progress
from kpkportfolio.cli.searching import reading_engine
from kpkportfolio.errors import UsageError
from kpkportfolio.model.rows import Contents
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

if TYPE_CHECKING:
    from kpkportfolio.exports.templates import Choice

_ACCEPTED = (".xlsx", ".csv", ".pptx", ".xml", ".json")


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
    with opened(options) as portfolio:
        if suffix == ".json":
            from kpkportfolio.exports.bundle import write_bundle

            written = write_bundle(portfolio, path)
        elif suffix == ".csv":
            from kpkportfolio.exports.csv_file import write_csv

            contents = portfolio.contents()
            shown = sorted(contents.initiatives, key=title_order)
            written = write_csv(contents, path, shown, _choice(options, contents))
        elif suffix == ".pptx":
            written = _deck(portfolio, path, options)
        elif suffix == ".xml":
            from kpkportfolio.exports.project_xml import write_project_xml

            contents = portfolio.contents()
            written = write_project_xml(contents, path, portfolio.name, sorted(contents.initiatives, key=title_order))
        else:
            written = _excel(portfolio, path, options)
    print(written)
    return 0


def _deck(portfolio: Portfolio, path: Path, options: Namespace) -> Path:
    from kpkportfolio.exports.deck import write_deck

    try:
        return write_deck(
            portfolio.contents(),
            path,
            portfolio.name,
            datetime.now().astimezone().date(),
            confidential=options.confidential,
            by=portfolio.by,
            progress=progress(path.name),
        )
    finally:
        end_progress()


def _excel(portfolio: Portfolio, path: Path, options: Namespace) -> Path:
    from kpkportfolio.exports.changes_sheet import since_latest
    from kpkportfolio.exports.excel import Cover, write_excel
    from kpkportfolio.overlap.item import portfolio_items
    from kpkportfolio.store.content import content_hash

    contents = portfolio.contents()
    choice = _choice(options, contents)
    report = progress(path.name)
    cover = Cover(
        portfolio=portfolio.name,
        today=datetime.now().astimezone().date(),
        content_hash=content_hash(portfolio.content()),
        by=portfolio.by,
    )
    try:
        findings = reading_engine(portfolio, portfolio_items(contents)).pairs()
        shown = sorted(contents.initiatives, key=title_order)
        return write_excel(contents, findings, path, cover, shown, report, choice, since_latest(portfolio))
    finally:
        end_progress()


def _choice(options: Namespace, contents: Contents) -> "Choice":
    """What was asked for: of a municipality's file the organisation by its name; nothing confidential unless said."""
    from kpkportfolio.exports.columns import initiative_columns
    from kpkportfolio.exports.templates import Choice, Template, organisation_named

    given = None if options.organisation is None else organisation_named(contents.organisations, options.organisation)
    default = Template.FULL if given is None else Template.MUNICIPALITY
    columns = None
    if options.columns is not None:
        known = list(dict.fromkeys(column.id for column in initiative_columns(contents)))
        columns = frozenset(name.strip() for name in options.columns.split(",")) - {""}
        if unknown := sorted(columns.difference(known)):
            raise UsageError(
                _("There is no column {names}. There are: {known}.").format(
                    names=", ".join(unknown), known=", ".join(known)
                )
            )
    return Choice(Template(options.template or default), options.confidential, given and given.id, columns)
