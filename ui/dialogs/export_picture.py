"""Saving a chart as a picture file: asks where, draws it off the UI thread, says what was written."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from kpkportfolio.charts.catalogue import OVER_TIME, PICTURES, title_of
from kpkportfolio.charts.data import ChartData
from kpkportfolio.charts.over_time import NO_PAST
from kpkportfolio.exports.pictures import picture_data
from kpkportfolio.model.filter_words import filter_words
from kpkportfolio.overlap.finding import Finding
from kpkportfolio.snapshots.over_time import past
from kpkportfolio.text import _
from ui.dialogs import file_dialog, folders
from ui.dialogs.message import tell_error
from ui.dialogs.paper_dialog import PaperDialog
from ui.session import Session
from ui.tasks import Progress
from ui.theme.theme import font
from ui.theme.tokens import FontRole
from ui.widgets.parts import button


class Kind(StrEnum):
    """What a picture can be saved as; the value is the file's ending."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


Told = Callable[[str], object]
Options = Mapping[str, Any]


def kind_text(kind: Kind) -> str:
    """A kind of file as menus and the file dialog name it."""
    return {
        Kind.PNG: _("PNG picture"),
        Kind.SVG: _("SVG drawing"),
        Kind.PDF: _("PDF, sheets to print"),
    }[kind]


def export_picture(
    session: Session,
    chart_name: str,
    options: Options,
    parent: QWidget,
    kind: Kind = Kind.PNG,
    told: Told | None = None,
    confidential: bool = False,
) -> bool:
    """Save what passes the filter as the picture ``chart_name`` of ``kpkportfolio.charts.registry``.

    The overlap map is of everything.

    Args:
        options: fields of ``registry.ChartOptions`` that differ from its defaults.
        told: is given a sentence that says which files were written.
        confidential: whether what is flagged so is in the picture.

    Returns:
        Whether a file was chosen; the picture itself is drawn in the background.
    """
    path = ask_path(session, chart_name, parent, kind)
    if path is None:
        return False
    data = _data(session, chart_name)

    def draw(progress: Progress) -> list[Path]:
        # matplotlib takes a second to load, and is needed only here
        from kpkportfolio.charts import registry

        made = data(confidential)
        chosen = registry.ChartOptions(**{"paged": kind is Kind.PDF, **options})
        pages = registry.page_count(chart_name, made, chosen) if chosen.paged else None
        return registry.draw_to(chart_name, made, path, chosen, lambda drawn: progress(drawn, pages or 0))

    def done(files: list[Path]) -> None:
        if told is not None:
            told(_("Saved {files}.").format(files=", ".join(file.name for file in files)))

    session.tasks.run(parent, draw, done, partial(tell_error, parent), _("Drawing the picture"))
    return True


def _data(session: Session, chart_name: str) -> Callable[[bool], ChartData]:
    """What is shown now, with or without what is confidential.

    The rows are sorted out only when asked for, which may be in a worker.
    """
    contents, shown, today = session.contents, list(session.shown), session.today()
    name, words = portfolio_name(session), filter_words(session.filter)
    narrowed = None if session.filter.empty else shown
    found: list[Finding] = []
    if chart_name == "overlap":
        # as the page of overlaps, which the filter of initiatives does not narrow
        found, narrowed, words = list(session.findings.findings), None, ""
    portfolio, over_time = session.portfolio, chart_name in OVER_TIME

    def data(confidential: bool) -> ChartData:
        earlier = past(portfolio, today) if over_time else NO_PAST
        return picture_data(contents, today, name, narrowed, words, found, confidential, earlier)

    return data


def portfolio_name(session: Session) -> str:
    """What the source line calls the portfolio: its file, or the database's name at its address."""
    portfolio = session.portfolio
    return portfolio.path.stem if portfolio.path else portfolio.target.rpartition("/")[2].partition("?")[0]


def ask_path(session: Session, chart_name: str, parent: QWidget, kind: Kind) -> Path | None:
    """Where to save; tests replace it."""
    stem = title_of(chart_name).lower().replace(" ", "-")
    start = folders.last("export", session) / f"{stem}-{session.today():%Y-%m-%d}.{kind}"
    pattern = f"{kind_text(kind)} (*.{kind})"
    name, _pattern = file_dialog.save_name(parent, _("Save as a picture"), str(start), pattern)
    if not name:
        return None
    path = folders.with_ending(name, f".{kind}", parent)
    if path is not None:
        folders.remember("export", path.parent)
    return path


def ask_paper(session: Session, options: Options, parent: QWidget, told: Told | None = None) -> PaperDialog:
    """Ask for the schedule's sheets, days and grouping and say how many pages that makes; then where to save it."""
    dialog = PaperDialog(session.tasks, _data(session, "gantt"), options, session.today(), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(
        lambda: export_picture(
            session, "gantt", {**options, **dialog.options}, parent, Kind.PDF, told, dialog.confidential.isChecked()
        )
    )
    dialog.open()
    return dialog


def copy_picture(
    session: Session,
    chart_name: str,
    options: Options,
    parent: QWidget,
    told: Told | None = None,
    confidential: bool = False,
) -> None:
    """Put the picture on the clipboard, as one sheet in twice the screen's resolution; drawn in the background."""

    def done(png: bytes) -> None:
        image = QImage.fromData(png)
        QGuiApplication.clipboard().setImage(image)
        if told is not None:
            told(_("The picture is on the clipboard."))

    chosen = {**options, "paged": False}
    data = _data(session, chart_name)

    def draw(_progress: Progress) -> bytes:
        from kpkportfolio.charts import registry
        from kpkportfolio.charts.saving import png_bytes

        return png_bytes(next(registry.draw(chart_name, data(confidential), registry.ChartOptions(**chosen))))

    session.tasks.run(parent, draw, done, partial(tell_error, parent), _("Drawing the picture"))


def _add_kinds(menu: QMenu, chosen: Callable[[Kind], object]) -> None:
    for kind in Kind:
        menu.addAction(kind_text(kind)).triggered.connect(lambda _on=False, kind=kind: chosen(kind))


def export_button(
    session: Session, chart_name: str, options: Callable[[], Options], parent: QWidget, told: Told | None = None
) -> QPushButton:
    """``Vie kuvaksi``: a button whose menu offers the kinds of file. ``options`` is asked when one is chosen."""
    made = button(_("Save as a picture"), "export")
    menu = QMenu(made)
    menu.setFont(font(FontRole.BODY))
    confidential = QAction(_("Include confidential initiatives"), menu, checkable=True)

    def asked() -> bool:
        """Whether it was ticked; it has to be ticked anew each time."""
        ticked = confidential.isChecked()
        confidential.setChecked(False)
        return ticked

    def export(name: str, kind: Kind) -> None:
        chosen = options() if name == chart_name else {}
        export_picture(session, name, chosen, parent, kind, told, asked())

    _add_kinds(menu, partial(export, chart_name))
    if chart_name == "gantt":
        menu.addAction(_("On paper…"), lambda: ask_paper(session, options(), parent, told))
    menu.addSeparator()
    copied = menu.addAction(
        _("Copy the picture"), lambda: copy_picture(session, chart_name, options(), parent, told, asked())
    )
    copied.setShortcut(QKeySequence("Ctrl+Shift+C"))
    # a key of the page, so that it works without the menu having been open
    copied.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    parent.addAction(copied)
    others = menu.addMenu(_("Other pictures"))
    for picture in PICTURES:
        if picture.name != chart_name:
            one = others.addMenu(picture.title)
            one.setToolTip(picture.needs)
            _add_kinds(one, partial(export, picture.name))
    menu.addSeparator()
    menu.addAction(confidential)
    made.setMenu(menu)
    return made
