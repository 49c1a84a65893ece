"""The minutes of a meeting as a document for a word processor: headings, a table of the decisions, page numbers."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpkportfolio.exports.minutes import Minutes, column_shares, decision_headings, minuted_on, since_heading
from kpkportfolio.text import _, language, ngettext

if TYPE_CHECKING:
    from docx.document import Document

_MARGIN, _WIDTH = 2.0, 17.0
"""Centimetres: around the text, and across it on A4."""
_POINTS, _SMALL = 10.5, 9.5
_INK = "14181F"
_LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
# what XML cannot hold, which is nothing a person reads
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_docx(told: Minutes, path: Path) -> None:
    """Write the minutes in the language spoken now; the file is the caller's to put in its place whole."""
    from docx import Document

    document = Document()
    _set_up(document, told)
    document.add_heading(_clean(told.heading), 1)
    document.add_paragraph(minuted_on(told))
    _paragraphs(document, told.notes)
    if told.confidential:
        document.add_paragraph(told.confidential)
    if told.pictures:
        document.add_paragraph(_("Looked at: {pictures}").format(pictures=", ".join(told.pictures)))
    document.add_heading(_("Decisions"), 2)
    if told.rows:
        _decisions(document, told)
    else:
        document.add_paragraph(_("No initiative was on the agenda."))
    if told.since:
        _changes(document, told)
    if told.items:
        _items(document, told)
    document.save(str(path))


def _set_up(document: "Document", told: Minutes) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    styles: Any = document.styles
    normal = styles["Normal"]
    normal.font.size = Pt(_POINTS)
    normal.paragraph_format.space_after = Pt(4)
    for name, size, above in (("Heading 1", 18, 0), ("Heading 2", 13, 16), ("Heading 3", 11, 10)):
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(_INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(3)
    for style in styles.element.iter(qn("w:lang")):
        style.set(qn("w:val"), _LOCALES[language()])
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _clean(told.heading)[:255], "KPK Portfolio", ""
    properties.language = _LOCALES[language()]
    foot = section.footer.paragraphs[0]
    foot.text = f"{_clean(told.heading)}\t\t"
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")


def _field(paragraph: Any, code: str) -> None:
    """A number that the word processor counts."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def _decisions(document: "Document", told: Minutes) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    headings = decision_headings()
    # rows are added by a method that is not typed
    table: Any = document.add_table(1, len(headings), "Table Grid")
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, headings, strict=True):
        _write(cell, words, bold=True)
    for row in told.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            _write(cell, words or "–")
    for column, share in zip(table.columns, column_shares(told), strict=True):
        for cell in column.cells:
            cell.width = Cm(_WIDTH * share)
    # the headings are on every page, and no row is broken between two
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _write(cell: Any, words: str, bold: bool = False) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(_clean(words))
    run.bold, run.font.size = bold, Pt(_SMALL)


def _changes(document: "Document", told: Minutes) -> None:
    document.add_heading(since_heading(told), 2)
    document.add_paragraph(told.summary)
    for deed, title, sentence in told.changes:
        paragraph = document.add_paragraph(f"{deed}: ", "List Bullet")
        paragraph.add_run(_clean(title)).bold = True
        paragraph.add_run(f". {_clean(sentence)}")
    if told.left_out:
        more = ngettext("and {n} more", "and {n} more", told.left_out).format(n=told.left_out)
        document.add_paragraph(more, "List Bullet")


def _items(document: "Document", told: Minutes) -> None:
    document.add_heading(_("Items"), 2)
    decided = _("Decision")
    for item in told.items:
        document.add_heading(f"{item.number}. {_clean(item.title)}", 3)
        _paragraphs(document, item.note)
        for name, value in item.facts:
            document.add_paragraph(f"{name}: {_clean(value)}", "List Bullet")
        for one in item.resolutions:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(f"{decided}: {_clean(one.decision)}").bold = True
            by = f" ({_clean(one.by)})" if one.by else ""
            paragraph.add_run(f"{by}. {_clean(one.reason)}".rstrip())


def _paragraphs(document: "Document", text: str) -> None:
    for line in _clean(text).splitlines():
        if line.strip():
            document.add_paragraph(line.strip())


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
