"""The minutes of a meeting as a document for a word processor: headings, a table of the decisions, page numbers.

Calm as the pictures and slides are: one typeface, tables with a line below each row, grounds for headings alone.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpkportfolio.charts.palette import PRINT
from kpkportfolio.exports.minutes import Item, Minutes, column_shares, decision_headings, minuted_on, since_heading
from kpkportfolio.text import _, language, ngettext

if TYPE_CHECKING:
    from docx.document import Document

_MARGIN, _WIDTH = 2.0, 17.0
"""Centimetres: around the text, and across it on A4."""
_POINTS, _SMALL = 10.5, 9.5
_INK, _MUTED, _LINE, _GROUND = (one.lstrip("#") for one in (PRINT.text, PRINT.muted, PRINT.line_strong, PRINT.alt))
_TYPEFACE = "Arial"
_NAMES = 3.2
"""Centimetres for the names of an item's facts."""
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
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    styles: Any = document.styles
    normal = styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(_POINTS), RGBColor.from_string(_INK)
    normal.paragraph_format.space_after = Pt(4)
    for name, size, above in (("Heading 1", 18, 0), ("Heading 2", 13, 16), ("Heading 3", 11, 10)):
        style = styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(_INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(above), Pt(3)
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _TYPEFACE)
    for spoken in styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _LOCALES[language()])
    properties = document.core_properties
    properties.title, properties.author, properties.comments = _clean(told.heading)[:255], "KPK Portfolio", ""
    properties.language = _LOCALES[language()]
    foot = section.footer.paragraphs[0]
    foot.style.font.size, foot.style.font.color.rgb = Pt(_SMALL - 1), RGBColor.from_string(_MUTED)
    foot.style.paragraph_format.tab_stops.clear_all()
    foot.style.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    foot.text = f"{_clean(told.heading)}\t"
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

    table = _table(document, [_WIDTH * share for share in column_shares(told)], [decision_headings(), *told.rows])
    for cell in table.rows[0].cells:
        _edge(cell, "shd", val="clear", color="auto", fill=_GROUND)
        for run in cell.paragraphs[0].runs:
            run.bold = True
    # the headings are on every page
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _table(
    document: "Document",
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
    lined: bool = True,
    together: bool = False,
) -> Any:
    """A table of columns so many centimetres wide, a line below each row if ``lined``; no row is broken between pages,
    and all stay on one when they are ``together`` with what follows."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    # rows are added by a method that is not typed
    table: Any = document.add_table(len(rows), len(widths))
    table.autofit = False
    # so that the texts begin where those around the table do
    inset = OxmlElement("w:tblInd")
    inset.set(qn("w:w"), "0")
    inset.set(qn("w:type"), "dxa")
    # the order of the schema
    table._tbl.tblPr.find(qn("w:tblW")).addnext(inset)
    for column, width in zip(table.columns, widths, strict=True):
        # word processors go by the grid, others by the cells
        column.width = Cm(width)
    for line, words in zip(table.rows, rows, strict=True):
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(line.cells, words, widths, strict=True):
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            paragraph.paragraph_format.keep_with_next = together
            paragraph.add_run(_clean(text or "–")).font.size = Pt(_SMALL)
            if lined:
                _edge(cell, "bottom", val="single", sz="4", space="0", color=_LINE)
    return table


def _edge(cell: Any, name: str, **values: str) -> None:
    """A cell's ground (``shd``) or one of its borders."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    properties = cell._tc.get_or_add_tcPr()
    if name == "shd":
        properties.append(made)
        return
    borders = OxmlElement("w:tcBorders")
    borders.append(made)
    # the order of the schema: borders come before the ground
    properties.append(borders)


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
    from docx.shared import Pt

    document.add_heading(_("Items"), 2)
    decided = _("Decision")
    for item in told.items:
        document.add_heading(f"{item.number}. {_clean(item.title)}", 3)
        _paragraphs(document, item.note)
        _facts(document, item)
        for one in item.resolutions:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(4)
            paragraph.add_run(f"{decided}: {_clean(one.decision)}").bold = True
            by = f" ({_clean(one.by)})" if one.by else ""
            paragraph.add_run(f"{by}. {_clean(one.reason)}".rstrip())


def _facts(document: "Document", item: Item) -> None:
    """The facts of an item below each other, on the page of its heading."""
    from docx.shared import RGBColor

    if not item.facts:
        return
    table = _table(document, [_NAMES, _WIDTH - _NAMES], item.facts, lined=False, together=bool(item.resolutions))
    for line in table.rows:
        line.cells[0].paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(_MUTED)


def _paragraphs(document: "Document", text: str) -> None:
    for line in _clean(text).splitlines():
        if line.strip():
            document.add_paragraph(line.strip())


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)
