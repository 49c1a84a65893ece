"""Writing the minutes: the same Markdown as a file, or set as a PDF on A4."""

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from kpkportfolio.errors import EnvironmentFailed
from kpkportfolio.files import written_whole
from kpkportfolio.text import _

_MARGIN_MM = 20
_POINTS = 10.5


def write_minutes(markdown: str, heading: str, path: Path) -> Path:
    """Write the minutes as the file's ending says: ``.pdf``, else Markdown. Whole or not at all.

    Raises:
        EnvironmentFailed: the file cannot be written.
    """
    with written_whole(path) as temporary:
        if path.suffix.lower() == ".pdf":
            _write_pdf(markdown, heading, temporary)
        else:
            temporary.write_text(markdown, "utf-8")
    return path


def _write_pdf(markdown: str, heading: str, path: Path) -> None:
    writer = QPdfWriter(str(path))
    writer.setTitle(heading)
    writer.setCreator("KPK Portfolio")
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDocumentMargin(0)
    face = QFont()
    face.setPointSizeF(_POINTS)
    document.setDefaultFont(face)
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    document.print_(writer)
    if not path.exists() or not path.stat().st_size:
        raise EnvironmentFailed(_("{file} could not be written. Nothing was changed.").format(file=path))
