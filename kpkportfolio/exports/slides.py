"""Slides of a presentation: 16:9, titles that outlines know, tables to edit, pictures that say what they are."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from kpkportfolio.charts.palette import PRINT
from kpkportfolio.charts.paper import printable, text_width, wrap
from kpkportfolio.text import language

WIDTH, HEIGHT = 960.0, 540.0
"""Of a slide, in points: 13⅓ × 7½ inches."""
MARGIN = 30.0
TOP = 66.0
BOTTOM = HEIGHT - 34.0
# on every Windows and Mac, and measured as wide as elsewhere
_FONT = "Arial"
_TITLE, _FOOT = 22.0, 9.0
_INSET = 4.0
_LEADING = 1.2
_LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


class Deck:
    """A presentation under way; :meth:`save` writes it."""

    def __init__(self, title: str, author: str) -> None:
        self._deck: Any = Presentation()
        wide, old = Pt(WIDTH), self._deck.slide_width
        self._deck.slide_width, self._deck.slide_height = wide, Pt(HEIGHT)
        old_height = 6858000
        for holder in (self._deck.slide_master, *self._deck.slide_layouts):
            for shape in holder.placeholders:
                # the template is 4:3; whoever adds a slide finds its places where they belong
                shape.left, shape.width = int(shape.left * wide / old), int(shape.width * wide / old)
                shape.top, shape.height = (
                    int(shape.top * Pt(HEIGHT) / old_height),
                    int(shape.height * Pt(HEIGHT) / old_height),
                )
        self._deck.core_properties.title = title
        self._deck.core_properties.author = author

    @property
    def count(self) -> int:
        return len(self._deck.slides)

    def save(self, path: str) -> None:
        self._deck.save(path)

    def slide(self, title: str, foot: str = "") -> "Slide":
        """A new last slide."""
        made = self._deck.slides.add_slide(self._deck.slide_layouts[5])
        place = made.shapes.title
        place.left, place.top, place.width, place.height = Pt(MARGIN), Pt(20), Pt(WIDTH - 2 * MARGIN), Pt(38)
        size = _TITLE
        while size > 14 and text_width(title, size, bold=True) > WIDTH - 2 * MARGIN - 12:
            size -= 1
        _write(place.text_frame, [title], size, PRINT.text, bold=True)
        place.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        slide = Slide(made)
        if foot:
            slide.text([foot], MARGIN, BOTTOM + 4, WIDTH - 2 * MARGIN - 60, 26, _FOOT, PRINT.muted)
        slide.number()
        return slide


class Slide:
    """One slide; places and sizes are in points from its upper left corner."""

    def __init__(self, made: Any) -> None:
        self._made = made

    def text(
        self,
        lines: Sequence[str],
        left: float,
        top: float,
        width: float,
        height: float,
        size: float,
        colour: str = PRINT.text,
        bold: bool = False,
    ) -> None:
        """Paragraphs that wrap inside the box."""
        box = self._made.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
        _write(box.text_frame, lines, size, colour, bold)

    def number(self) -> None:
        """The slide's number in its corner, kept right when slides are moved."""
        box = self._made.shapes.add_textbox(Pt(WIDTH - MARGIN - 60), Pt(BOTTOM + 4), Pt(60), Pt(20))
        _write(box.text_frame, [""], _FOOT, PRINT.muted)
        paragraph = box.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = parse_xml(
            f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
            f'<a:rPr lang="{_LANGUAGES[language()]}" sz="{int(_FOOT * 100)}"/><a:t>‹#›</a:t></a:fld>'
        )
        for run in list(paragraph._p.r_lst):
            paragraph._p.remove(run)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, field)

    def picture(self, png: bytes, left: float, top: float, width: float, height: float, said: str) -> None:
        """A picture in the middle of the box, as large as it fits; ``said`` is what a screen reader says of it."""
        shape = self._made.shapes.add_picture(BytesIO(png), Pt(left), Pt(top))
        scale = min(Pt(width) / shape.width, Pt(height) / shape.height)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        shape.left = Pt(left) + (Pt(width) - shape.width) // 2
        shape._element.nvPicPr.cNvPr.set("descr", said)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], top: float, size: float
    ) -> None:
        """A table of its own to edit, as wide as ``widths`` together; the last column's figures stand right."""
        heights = [row_height(line, widths, size, bold=number == 0) for number, line in enumerate([heads, *rows])]
        frame = self._made.shapes.add_table(
            len(rows) + 1, len(heads), Pt(MARGIN), Pt(top), Pt(sum(widths)), Pt(sum(heights))
        )
        table = frame.table
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        for number, line in enumerate([heads, *rows]):
            table.rows[number].height = Pt(heights[number])
            for place, text in enumerate(line):
                self._cell(table.cell(number, place), text, size, number, place == len(heads) - 1)

    @staticmethod
    def _cell(cell: Any, text: str, size: float, number: int, right: bool) -> None:
        head = number == 0
        cell.margin_left = cell.margin_right = Pt(_INSET)
        cell.margin_top = cell.margin_bottom = Pt(2.5)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.fill.solid()
        ground = PRINT.accent if head else PRINT.alt if number % 2 == 0 else PRINT.base
        cell.fill.fore_color.rgb = _rgb(ground)
        _write(cell.text_frame, [text], size, PRINT.on_accent if head else PRINT.text, head)
        if right:
            cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def row_height(line: Sequence[str], widths: Sequence[float], size: float, bold: bool = False) -> float:
    """How high a table's row becomes when its texts wrap."""
    most = max(len(wrap(text, width - 2 * _INSET, size, bold)) for text, width in zip(line, widths, strict=True))
    return most * size * _LEADING + 7


def column_widths(lines: Sequence[Sequence[str]], shares: Sequence[float], size: float) -> list[float] | None:
    """Widths that fill a slide, about in these shares; None when some word is too long for its column.

    A word is never broken: what a column must widen for it is taken from those that have room to spare.
    """
    room = WIDTH - 2 * MARGIN
    needs = [
        max((text_width(word, size, bold=True) for line in lines for word in line[place].split(" ")), default=0.0)
        + 2 * _INSET
        + 3
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


def _write(frame: Any, lines: Sequence[str], size: float, colour: str, bold: bool = False) -> None:
    frame.word_wrap = True
    for number, text in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        # control characters have no place in XML
        run.text = printable(text)
        run.font.name, run.font.size, run.font.bold = _FONT, Pt(size), bold
        run.font.color.rgb = _rgb(colour)
        run._r.get_or_add_rPr().set("lang", _LANGUAGES[language()])


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.lstrip("#")))  # type: ignore[no-untyped-call]  # the library has no types
