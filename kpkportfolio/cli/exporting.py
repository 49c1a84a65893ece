"""``export``."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from kpkportfolio.cli.opening import opened, title_order
from kpkportfolio.cli.output import end_progress, progress
from kpkportfolio.cli.searching import reading_engine
from kpkportfolio.errors import UsageError
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

_ACCEPTED = (".xlsx", ".csv", ".xml", ".json")


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
    with opened(options) as portfolio:
        if suffix == ".json":
            from kpkportfolio.exports.bundle import write_bundle

            written = write_bundle(portfolio, path)
        elif suffix == ".csv":
            from kpkportfolio.exports.csv_file import write_csv

            contents = portfolio.contents()
            written = write_csv(contents, path, sorted(contents.initiatives, key=title_order))
        elif suffix == ".xml":
            from kpkportfolio.exports.project_xml import write_project_xml

            contents = portfolio.contents()
            written = write_project_xml(contents, path, portfolio.name, sorted(contents.initiatives, key=title_order))
        else:
            written = _excel(portfolio, path)
    print(written)
    return 0


def _excel(portfolio: Portfolio, path: Path) -> Path:
    from kpkportfolio.exports.excel import Cover, write_excel
    from kpkportfolio.overlap.item import portfolio_items
    from kpkportfolio.store.content import content_hash

    contents = portfolio.contents()
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
        return write_excel(contents, findings, path, cover, shown, report)
    finally:
        end_progress()
