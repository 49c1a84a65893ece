"""Slides of a presentation: 16:9, titles that outlines know, tables to edit, pictures that say what they are."""

from collections.abc import Collection, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from kpkportfolio.charts.paper import printable
from kpkportfolio.exports.arial import line_count, text_width
from kpkportfolio.exports.slide_theme import FOOT, MARGIN, TITLE, WIDTH, Ink, dress
from kpkportfolio.text import language

_INSET, _APART = 4.0, 20.0
_LEADING = 1.2
_LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The table style without grid and grounds that every Office knows ("No Style, No Grid")."""


class Deck:
    """A presentation under way; :meth:`save` writes it."""

    def __init__(self, title: str, author: str) -> None:
        self._deck: Any = Presentation()
        self._layout = dress(self._deck)
        properties = self._deck.core_properties
        properties.title, properties.author, properties.language = title, author, _LANGUAGES[language()]

    @property
    def count(self) -> int:
        return len(self._deck.slides)

    def save(self, path: str) -> None:
        self._deck.save(path)

    def slide(self, title: str, foot: str = "", notes: str = "") -> "Slide":
        """A new last slide; ``notes`` are for whoever presents it."""
        made = self._deck.slides.add_slide(self._layout)
        size = TITLE
        while size > 14 and text_width(printable(title), size, bold=True) > WIDTH - 2 * MARGIN:
            size -= 1
        _write(made.shapes.title.text_frame, [title], None if size == TITLE else size)
        for shape in self._layout.placeholders:
            kind = shape.element.ph.get("type")
            if kind == "sldNum" or (kind == "ftr" and foot):
                _copied(made, shape, foot if kind == "ftr" else None)
        if notes:
            made.notes_slide.notes_text_frame.text = printable(notes.replace("\n", "\r")).replace("\r", "\n")
        return Slide(made)


def _copied(slide: Any, place: Any, text: str | None) -> None:
    """The layout's place for a foot or a number on a slide, where the library leaves both out."""
    element = deepcopy(place.element)
    slide.shapes._spTree.append(element)
    # where it is and how large is the layout's to say
    for properties in element.findall(qn("p:spPr")):
        for child in list(properties):
            properties.remove(child)
    shape = slide.shapes[-1]
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.TOP
    _write(frame, [text or ""], FOOT, Ink.MUTED)
    if text is None:
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        (run,) = paragraph.runs
        look = deepcopy(run._r.rPr)
        # a field keeps the number right when slides are moved
        field = parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            "<a:t>‹#›</a:t></a:fld>"
        )
        field.insert(0, look)
        run._r.addprevious(field)
        paragraph._p.remove(run._r)


class Slide:
    """One slide; places and sizes are in points from its upper left corner."""

    def __init__(self, made: Any) -> None:
        self._made = made

    def enlarge_title(self, top: float, size: float) -> None:
        """The title of a slide that is all title; as large as one line has room for."""
        place = self._made.shapes.title
        (run,) = place.text_frame.paragraphs[0].runs
        while size > TITLE and text_width(run.text, size, bold=True) > WIDTH - 2 * MARGIN:
            size -= 1
        run.font.size = Pt(size)
        place.left, place.top, place.width, place.height = Pt(MARGIN), Pt(top), Pt(WIDTH - 2 * MARGIN), Pt(size * 1.5)

    def text(
        self,
        lines: Sequence[str],
        left: float,
        top: float,
        width: float,
        height: float,
        size: float,
        ink: Ink = Ink.TEXT,
        bold: bool = False,
    ) -> None:
        """Paragraphs that wrap inside the box."""
        box = self._made.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
        frame = box.text_frame
        frame.margin_left = frame.margin_right = 0
        _write(frame, lines, size, ink, bold)

    def rule(self, left: float, top: float, width: float, ink: Ink = Ink.ACCENT, thick: float = 1.5) -> None:
        """A line across, for the eye alone."""
        line = self._made.shapes.add_connector(1, Pt(left), Pt(top), Pt(left + width), Pt(top))
        line.line.width = Pt(thick)
        line.line.color.theme_color = ink.value

    def picture(self, png: bytes, left: float, top: float, width: float, height: float, said: str) -> None:
        """A picture at the top of the box, as large as it fits; ``said`` is what a screen reader says of it."""
        shape = self._made.shapes.add_picture(BytesIO(png), Pt(left), Pt(top))
        scale = min(Pt(width) / shape.width, Pt(height) / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left = Pt(left) + (Pt(width) - shape.width) // 2
        shape._element.nvPicPr.cNvPr.set("descr", said)

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        top: float,
        size: float,
        right: Collection[int],
        said: str,
    ) -> None:
        """A table of its own to edit, as wide as ``widths`` together; figures of the columns ``right`` stand right."""
        heights = [row_height(line, widths, size, bold=number == 0) for number, line in enumerate([heads, *rows])]
        frame = self._made.shapes.add_table(
            len(rows) + 1, len(heads), Pt(MARGIN), Pt(top), Pt(sum(widths)), Pt(sum(heights))
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", said)
        table = frame.table
        table._tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
        table.horz_banding = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        for number, line in enumerate([heads, *rows]):
            table.rows[number].height = Pt(heights[number])
            for place, text in enumerate(line):
                # figures keep away from what stands left after them
                after = _APART if place in right and place < len(heads) - 1 else _INSET
                self._cell(table.cell(number, place), text, size, number == 0, place in right, after)

    @staticmethod
    def _cell(cell: Any, text: str, size: float, head: bool, right: bool, after: float) -> None:
        """Calm as the pictures are: no grid, a line below each row, and a ground for the headings alone."""
        cell.margin_left, cell.margin_right = Pt(_INSET), Pt(after)
        cell.margin_top = cell.margin_bottom = Pt(2.5)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        _write(cell.text_frame, [text], size, Ink.TEXT, head)
        if right:
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        properties = cell._tc.get_or_add_tcPr()
        width, share = (12700, 65_000) if head else (6350, 85_000)
        properties.append(
            parse_xml(
                f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:schemeClr val="bg1">'
                f'<a:lumMod val="{share}"/></a:schemeClr></a:solidFill></a:lnB>'
            )
        )
        if head:
            ground = f'<a:solidFill {nsdecls("a")}><a:schemeClr val="bg2"/></a:solidFill>'
            properties.append(parse_xml(ground))


def row_height(line: Sequence[str], widths: Sequence[float], size: float, bold: bool = False) -> float:
    """How high a table's row becomes when its texts wrap."""
    most = max(line_count(text, width - 2 * _INSET, size, bold) for text, width in zip(line, widths, strict=True))
    return most * size * _LEADING + 7


def column_widths(
    lines: Sequence[Sequence[str]], shares: Sequence[float], size: float, right: Collection[int] = ()
) -> list[float] | None:
    """Widths that fill a slide, about in these shares; None when some word is too long for its column.

    A word is never broken: what a column must widen for it is taken from those that have room to spare.
    """
    room = WIDTH - 2 * MARGIN
    needs = [
        max((text_width(word, size, bold=True) for line in lines for word in line[place].split(" ")), default=0.0)
        + 2 * _INSET
        + 3
        + (_APART - _INSET if place in right and place < len(shares) - 1 else 0.0)
        for place in range(len(shares))
    ]
    if sum(needs) > room:
        return None
    widths = [max(room * share / sum(shares), need) for share, need in zip(shares, needs, strict=True)]
    over = sum(widths) - room
    spare = [width - need for width, need in zip(widths, needs, strict=True)]
    if over > 0:
        widths = [width - over * give / sum(spare) for width, give in zip(widths, spare, strict=True)]
    return widths


def _write(frame: Any, lines: Sequence[str], size: float | None, ink: Ink | None = None, bold: bool = False) -> None:
    """Paragraphs in the theme's typeface; what is not given is the placeholder's own."""
    frame.word_wrap = True
    for number, text in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        if ink is not None:
            paragraph.alignment = PP_ALIGN.LEFT
        for old in [child for child in paragraph._p if child.tag in (qn("a:r"), qn("a:fld"))]:
            paragraph._p.remove(old)
        run = paragraph.add_run()
        # control characters have no place in XML
        run.text = printable(text)
        run._r.get_or_add_rPr().set("lang", _LANGUAGES[language()])
        if size is not None:
            run.font.size = Pt(size)
        if ink is not None:
            run.font.bold = bold
            run.font.color.theme_color = ink.value
