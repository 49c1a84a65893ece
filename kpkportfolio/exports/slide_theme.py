"""What all slides have in common, set once in the theme, the master and the layout: a deck takes on a house's own look
when its theme is changed, for every text, table and line asks the theme for its colours and typeface."""

from enum import Enum
from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from kpkportfolio.charts.palette import PRINT
from kpkportfolio.exports import arial

WIDTH, HEIGHT = 960.0, 540.0
"""Of a slide, in points: 13⅓ × 7½ inches."""
MARGIN = 30.0
TOP = 66.0
BOTTOM = HEIGHT - 34.0
TITLE, FOOT = 22.0, 9.0


class Ink(Enum):
    """What letters and lines are coloured as, by what the theme calls it."""

    TEXT = MSO_THEME_COLOR.TEXT_1
    MUTED = MSO_THEME_COLOR.TEXT_2
    ACCENT = MSO_THEME_COLOR.ACCENT_1


_SCHEME = {
    "dk1": PRINT.text,
    "lt1": PRINT.base,
    "dk2": PRINT.muted,
    "lt2": PRINT.alt,
    "accent1": PRINT.accent,
    **{f"accent{number}": PRINT.programmes[number - 2] for number in range(2, 7)},
    "hlink": PRINT.accent,
    "folHlink": PRINT.muted,
}


def dress(deck: Any) -> Any:
    """Give a new presentation its size, colours, typeface and places; the layout for its slides."""
    wide, tall = Pt(WIDTH), Pt(HEIGHT)
    across, down = wide / deck.slide_width, tall / deck.slide_height
    deck.slide_width, deck.slide_height = wide, tall
    master, layout = deck.slide_master, deck.slide_layouts[5]
    for holder in (master, *deck.slide_layouts):
        for shape in holder.placeholders:
            # the template is 4:3; whoever adds a slide finds its places where they belong
            shape.left, shape.width = int(shape.left * across), int(shape.width * across)
            shape.top, shape.height = int(shape.top * down), int(shape.height * down)
    _theme(master)
    _titles(master)
    for shape in layout.placeholders:
        kind = shape.element.ph.get("type")
        if kind == "title":
            _put(shape, MARGIN, 20, WIDTH - 2 * MARGIN, 38)
            frame = shape.text_frame
            frame.margin_left = frame.margin_right = 0
            frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        elif kind == "ftr":
            _put(shape, MARGIN, BOTTOM + 4, WIDTH - 2 * MARGIN - 60, 26)
        elif kind == "sldNum":
            _put(shape, WIDTH - MARGIN - 60, BOTTOM + 4, 60, 26)
    return layout


def _put(shape: Any, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(left), Pt(top), Pt(width), Pt(height)


def _theme(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(part.blob)
    for name, colour in _SCHEME.items():
        place = root.find(f".//{qn('a:clrScheme')}/{qn(f'a:{name}')}")
        for old in list(place):
            place.remove(old)
        place.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour.lstrip("#")}"/>'))
    for latin in root.iterfind(f".//{qn('a:fontScheme')}/*/{qn('a:latin')}"):
        latin.set("typeface", arial.NAME)
    part._blob = serialize_part_xml(root)


def _titles(master: Any) -> None:
    """Titles are bold and to the left, in every layout."""
    level = master.element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    level.set("algn", "l")
    letters = level.find(qn("a:defRPr"))
    letters.set("sz", str(int(TITLE * 100)))
    letters.set("b", "1")
