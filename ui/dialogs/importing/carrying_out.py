"""Writing what a preview promised, off the UI thread; no Qt here."""

from collections.abc import Collection
from datetime import date

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.store.portfolio import Committed, Portfolio
from kpkportfolio.text import _
from ui.dialogs.importing.choosing import Choice
from ui.dialogs.importing.preview import Preview, compare
from ui.dialogs.importing.sources import SourceFile, stamp
from ui.tasks import Progress


class Outdated(UnacceptableInput):
    """The file was written since it was read."""


def carried_out(
    portfolio: Portfolio,
    shown: Preview,
    source: SourceFile,
    today: date,
    name: str,
    insist: Collection[tuple[str, str]],
    choices: Collection[Choice],
    progress: Progress,
) -> tuple[Preview, Committed | None]:
    """Import a file if that still does what was shown; else nothing, and what it would do now.

    A bundle with its history makes an empty portfolio the one that it is of.

    Raises:
        Outdated: the file is another one than was read.
    """
    if stamp(source.path) != source.stamp:
        raise Outdated(_("{file} was changed since it was read.").format(file=source.path.name))
    now = compare(portfolio, portfolio, source, today, name, insist, choices, progress)
    if now.operation is None or not shown.promises(now):
        return now, None
    progress(0, 0)
    if source.whole is not None:
        from kpkportfolio.exports.whole_bundle import is_empty, take_in

        if is_empty(portfolio):
            return now, take_in(portfolio, source.whole, progress)
    return now, portfolio.commit(now.operation)
