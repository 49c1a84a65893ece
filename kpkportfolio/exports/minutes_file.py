"""Minutes as a file, in the form that its ending says. A PDF is set by the window, which has what sets pages."""

from pathlib import Path

from kpkportfolio.exports.minutes import Minutes, markdown
from kpkportfolio.exports.minutes_docx import write_docx
from kpkportfolio.files import written_whole

FORMS = (".docx", ".md")


def write(told: Minutes, path: Path) -> Path:
    """Write the minutes, whole or not at all; what ends in nothing of :data:`FORMS` is Markdown.

    Raises:
        EnvironmentFailed: the file cannot be written.
    """
    with written_whole(path) as temporary:
        if path.suffix.lower() == ".docx":
            write_docx(told, temporary)
        else:
            temporary.write_text(markdown(told), "utf-8")
    return path
