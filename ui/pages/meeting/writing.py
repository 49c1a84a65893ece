"""Writing the minutes: as a file of words, or the same Markdown set as a PDF on A4."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, QMarginsF
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
)

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.exports import minutes_file
from kpkportfolio.exports.minutes import Minutes, column_shares, markdown
from kpkportfolio.files import written_whole
from kpkportfolio.text import _

_POINTS, _SMALL = 10.5, 9.5


def write_minutes(told: Minutes, path: Path) -> Path:
    """Write the minutes as the file's ending says: ``.pdf``, ``.docx``, else Markdown. Whole or not at all.

    In any thread: the text and the writer are of its own making.

    Raises:
        EnvironmentFailed: the file cannot be written.
    """
    if path.suffix.lower() != ".pdf":
        return minutes_file.write(told, path)
    with written_whole(path) as temporary:
        _write_pdf(told, temporary)
    return path


def _write_pdf(told: Minutes, path: Path) -> None:
    # a document sets timers, for which a worker has nothing to keep them until it has had an event loop
    QEventLoop()
    writer = QPdfWriter(str(path))
    writer.setTitle(told.heading)
    writer.setCreator("KPK Portfolio")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    # a document that is not paginated yet gets margins of two centimetres and page numbers when it is printed
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDocumentMargin(0)
    face = QFont()
    face.setPointSizeF(_POINTS)
    document.setDefaultFont(face)
    document.setMarkdown(markdown(told), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    _space_headings(document)
    _set_table(document, told)
    document.print_(writer)
    if not path.exists() or not path.stat().st_size:
        raise EnvironmentFailed(_("{file} could not be written. Nothing was changed.").format(file=path))


def _space_headings(document: QTextDocument) -> None:
    """Room above headings, which Markdown does not tell of."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level > 1:
            wanted = block.blockFormat()
            wanted.setTopMargin({2: 22.0}.get(level, 12.0))
            wanted.setBottomMargin(4.0)
            QTextCursor(block).setBlockFormat(wanted)
        block = block.next()


def _set_table(document: QTextDocument, told: Minutes) -> None:
    """The table of decisions as wide as the page, its words a little smaller, its headings on every page."""
    for frame in document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        wanted = frame.format().toTableFormat()
        percent = QTextLength.Type.PercentageLength
        wanted.setWidth(QTextLength(percent, 100))
        wanted.setColumnWidthConstraints([QTextLength(percent, 100 * share) for share in column_shares(told)])
        wanted.setCellPadding(3)
        wanted.setHeaderRowCount(1)
        frame.setFormat(wanted)
        small = QTextCharFormat()
        small.setFontPointSize(_SMALL)
        cursor = QTextCursor(document)
        cursor.setPosition(frame.firstPosition())
        cursor.setPosition(frame.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(small)
