"""Writing the minutes: as a file of words, or the same Markdown set as a PDF on A4."""

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextLength,
    QTextTable,
)

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.exports import minutes_file
from kpkportfolio.exports.minutes import Minutes, markdown
from kpkportfolio.files import written_whole
from kpkportfolio.text import _

_POINTS = 10.5
_COLUMNS = (5, 35, 18, 26, 16)
"""Shares of the columns of the table of decisions, per cent."""


def write_minutes(told: Minutes, path: Path) -> Path:
    """Write the minutes as the file's ending says: ``.pdf``, ``.docx``, else Markdown. Whole or not at all.

    Raises:
        EnvironmentFailed: the file cannot be written.
    """
    if path.suffix.lower() != ".pdf":
        return minutes_file.write(told, path)
    with written_whole(path) as temporary:
        _write_pdf(markdown(told), told.heading, temporary)
    return path


def _write_pdf(words: str, heading: str, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setTitle(heading)
    writer.setCreator("KPK Portfolio")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    # a document that is not paginated yet gets margins of two centimetres and page numbers when it is printed
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDocumentMargin(0)
    face = QFont()
    face.setPointSizeF(_POINTS)
    document.setDefaultFont(face)
    document.setMarkdown(words, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    _space_headings(document)
    _widen_tables(document)
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


def _widen_tables(document: QTextDocument) -> None:
    """Tables as wide as the page, with room for the words."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            wanted = frame.format().toTableFormat()
            wanted.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            if frame.columns() == len(_COLUMNS):
                shares = [QTextLength(QTextLength.Type.PercentageLength, share) for share in _COLUMNS]
                wanted.setColumnWidthConstraints(shares)
            wanted.setCellPadding(3)
            frame.setFormat(wanted)
