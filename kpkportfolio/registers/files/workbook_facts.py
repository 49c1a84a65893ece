"""What a workbook says of its sheets besides the values: what is hidden or outlined, what a formula came to nothing
in, which cells are coloured, and what lies outside the file.

calamine gives values only, so this is read from the workbook's own XML: by patterns over its bytes, which no document
type definition can reach (:mod:`~kpkportfolio.registers.files.archive` has refused those and capped the sizes before).
Nothing is followed and nothing is executed.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from io import BytesIO
from posixpath import basename, join, normpath
from urllib.parse import unquote
from zipfile import ZipFile

from kpkportfolio.text import _

Place = tuple[int, int]
"""Zero-based row and column."""

# no "<" stands inside a tag: a search for its end that would pass one never ends in a file made of beginnings
_TAG = r"<(?:\w+:)?"
_ROW = re.compile((_TAG + r"row\b([^<>]*)>").encode())
_COLUMN = re.compile((_TAG + r"col\b([^<>]*)>").encode())
_ERROR = re.compile(
    (
        _TAG + r"c\b([^<>]*\bt=[\"']e[\"'][^<>]*)>(?:" + _TAG + r"f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"
        r"(?:" + _TAG + r"v>([^<]*))?"
    ).encode()
)
_UNCOUNTED = re.compile(
    (
        _TAG + r"c\b([^<>/]*)>" + _TAG + r"f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)"
        r"(?:" + _TAG + r"v\s*/>|" + _TAG + r"v>\s*</(?:\w+:)?v>)?</(?:\w+:)?c>"
    ).encode()
)
_STYLED = re.compile((_TAG + r"c\b([^<>]*\bs=[\"'](\d+)[\"'][^<>]*)>").encode())
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*[\"']([^\"']*)[\"']")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SHEET = re.compile((_TAG + r"sheet\b([^<>]*)>").encode())
_RELATION = re.compile((_TAG + r"Relationship\b([^<>]*)>").encode())
_XF = re.compile((_TAG + r"xf\b([^<>]*)>").encode())
_FILL = re.compile((_TAG + r"fill>((?:[^<]|<(?!(?:\w+:)?fill>))*?)</(?:\w+:)?fill>").encode())
_FONT = re.compile((_TAG + r"font>((?:[^<]|<(?!(?:\w+:)?font>))*?)(</(?:\w+:)?font>)").encode())
_STRIKE = re.compile((_TAG + r"strike(?:\s*/>|\s+val=[\"'](?:1|true)[\"'])").encode())
_COLOUR = re.compile((_TAG + r"fgColor\b([^<>]*)>").encode())
_ODS_TAG = re.compile(rb"<table:(table|table-row|table-column)(?=[\s/>])([^<>]*)>|<(/?)table:table-row-group\b")
_ODS_LINK = re.compile(rb"'file:/+([^'#]+)'#")
_WHITE = frozenset(("FFFFFFFF", "00FFFFFF", "FFFFFF", "theme0", "indexed9", "indexed64", "indexed65"))
_MOST_REPEATED = 100_000


@dataclass(slots=True)
class SheetFacts:
    """Of one sheet; rows and columns are zero-based.

    Attributes:
        hidden_rows, hidden_columns: what its writer hid, or a filter.
        levels: outline level by row, of the rows that have one.
        errors: by cell the error value that stands there, such as ``#REF!``.
        uncounted: cells with a formula whose value was not stored.
        struck: cells whose text is struck through.
        painted: finds by row and column the colour of the coloured cells; asked only where colours may mean something.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    levels: dict[int, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    uncounted: set[Place] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    painted: Callable[[], Mapping[int, Mapping[int, str]]] = dict

    def turned(self) -> "SheetFacts":
        """With rows and columns exchanged; there is no outline then, and no colours."""
        return SheetFacts(
            self.hidden_columns,
            self.hidden_rows,
            errors={(column, row): text for (row, column), text in self.errors.items()},
            uncounted={(column, row) for row, column in self.uncounted},
        )


@dataclass(slots=True)
class WorkbookFacts:
    """Of a workbook: its sheets by name, and remarks on the whole in words."""

    sheets: dict[str, SheetFacts] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def facts_of(data: bytes) -> WorkbookFacts:
    """The facts of an xlsx or ods file that :func:`archive.check` has let pass; of an xls file only its macros."""
    facts = WorkbookFacts()
    if not data.startswith(b"PK"):
        if "_VBA_PROJECT".encode("utf-16-le") in data:
            facts.remarks.append(_has_macros())
        return facts
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
            facts.remarks.append(_has_macros())
        if "content.xml" in names:
            _read_ods(archive.read("content.xml"), facts)
        elif "xl/workbook.xml" in names:
            _read_xlsx(archive, frozenset(names), facts)
    return facts


def _has_macros() -> str:
    return _("The workbook has macros. They were neither run nor read.")


def _linked(names: list[str]) -> str:
    return _("The workbook refers to other workbooks, which were not opened: {names}.").format(
        names=", ".join(dict.fromkeys(names))
    )


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in _ATTRIBUTE.findall(tag)}


def _place(reference: str | None) -> Place | None:
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


# --- xlsx -------------------------------------------------------------------------------------------------


def _read_xlsx(archive: ZipFile, names: frozenset[str], facts: WorkbookFacts) -> None:
    targets = _relations(archive, names, "xl/workbook.xml")
    styles = archive.read("xl/styles.xml") if "xl/styles.xml" in names else b""
    colours, struck = _colours(styles), _struck(styles)
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        sheet = _attributes(tag)
        part = targets.get(next((value for name, value in sheet.items() if name.endswith(":id")), ""), "")
        if part in names and "name" in sheet:
            facts.sheets[sheet["name"]] = _of_sheet(archive.read(part), colours, struck)
    links = [name for name in names if re.fullmatch(r"xl/externalLinks/[^/]+\.xml", name)]
    linked = [
        basename(unquote(path)) for name in sorted(links) for path in _relations(archive, names, name, True).values()
    ]
    if linked:
        facts.remarks.append(_linked(linked))


def _relations(archive: ZipFile, names: frozenset[str], part: str, outside: bool = False) -> dict[str, str]:
    """Id → the part it refers to, or the path outside the file."""
    folder, _slash, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    found: dict[str, str] = {}
    for tag in _RELATION.findall(archive.read(relations)) if relations in names else ():
        told = _attributes(tag)
        target = told.get("Target", "")
        if outside:
            found[told.get("Id", "")] = target.replace("\\", "/")
        else:
            found[told.get("Id", "")] = target[1:] if target.startswith("/") else normpath(join(folder, target))
    return found


def _of_sheet(content: bytes, colours: Mapping[int, str], struck: frozenset[int]) -> SheetFacts:
    facts = SheetFacts()
    if b"hidden=" in content or b"outlineLevel=" in content:
        _hidden_and_outlined(content, facts)
    if b't="e"' in content or b"t='e'" in content:
        for tag, value in _ERROR.findall(content):
            place = _place(_attributes(tag).get("r"))
            if place:
                facts.errors[place] = unescape(value.decode("utf-8", "replace")) or "#"
    if b"<f" in content or b":f" in content:
        for tag in _UNCOUNTED.findall(content):
            told = _attributes(tag)
            place = _place(told.get("r"))
            if place and told.get("t") != "str":  # a text may well be an empty one
                facts.uncounted.add(place)
    if struck:
        cells = (tag for tag, style in _STYLED.findall(content) if int(style) in struck)
        facts.struck.update(place for tag in cells if (place := _place(_attributes(tag).get("r"))))
    if colours:
        facts.painted = partial(_painted, content, colours)
    return facts


def _painted(content: bytes, colours: Mapping[int, str]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    for tag, style in _STYLED.findall(content):
        colour = colours.get(int(style))
        if colour and (place := _place(_attributes(tag).get("r"))):
            found.setdefault(place[0], {})[place[1]] = colour
    return found


def _hidden_and_outlined(content: bytes, facts: SheetFacts) -> None:
    row = -1
    for tag in _ROW.findall(content):
        told = _attributes(tag)
        row = int(told["r"]) - 1 if told.get("r", "").isdecimal() else row + 1
        if told.get("hidden") in ("1", "true"):
            facts.hidden_rows.add(row)
        if told.get("outlineLevel", "0") not in ("0", ""):
            facts.levels[row] = int(told["outlineLevel"])
    for tag in _COLUMN.findall(content):
        told = _attributes(tag)
        if told.get("hidden") in ("1", "true") and told.get("min", "").isdecimal() and told.get("max", "").isdecimal():
            facts.hidden_columns.update(range(int(told["min"]) - 1, min(int(told["max"]), 16_384)))


def _colours(styles: bytes) -> dict[int, str]:
    """The colour of the cells of each style; styles without one, or with white, are left out."""
    start, end = styles.find(b"<cellXfs"), styles.find(b"</cellXfs>")
    fills = [_colour(fill) for fill in _FILL.findall(styles)]
    if start < 0 or not any(fills):
        return {}
    found: dict[int, str] = {}
    for number, tag in enumerate(_XF.findall(styles[start:end])):
        fill = _attributes(tag).get("fillId", "0")
        colour = fills[int(fill)] if fill.isdecimal() and int(fill) < len(fills) else None
        if colour:
            found[number] = colour
    return found


def _struck(styles: bytes) -> frozenset[int]:
    """The styles whose text is struck through."""
    fonts = [font for font, _end in _FONT.findall(styles)]
    struck = {str(number) for number, font in enumerate(fonts) if _STRIKE.search(font)}
    start, end = styles.find(b"<cellXfs"), styles.find(b"</cellXfs>")
    if not struck or start < 0:
        return frozenset()
    xfs = _XF.findall(styles[start:end])
    return frozenset(number for number, tag in enumerate(xfs) if _attributes(tag).get("fontId", "0") in struck)


def _colour(fill: bytes) -> str | None:
    if b'patternType="solid"' not in fill:
        return None
    match = _COLOUR.search(fill)
    told = _attributes(match[1]) if match else {}
    colour = told.get("rgb", "").upper() or next(
        (f"{name}{told[name]}" for name in ("theme", "indexed") if name in told), "solid"
    )
    colour += told.get("tint", "")
    return None if colour in _WHITE else colour


# --- ods --------------------------------------------------------------------------------------------------


def _read_ods(content: bytes, facts: WorkbookFacts) -> None:
    if b"table:visibility=" in content or b"table:table-row-group" in content:
        for sheet, kind, first, times, visible, level in _ods_rows(content):
            one = facts.sheets.setdefault(sheet, SheetFacts())
            if not visible and kind == "row":
                one.hidden_rows.update(range(first, first + times))
            elif not visible:
                one.hidden_columns.update(range(first, first + times))
            if level and kind == "row":
                one.levels.update(dict.fromkeys(range(first, first + times), level))
    linked = [basename(unquote(path.decode("utf-8", "replace"))) for path in _ODS_LINK.findall(content)]
    if linked:
        facts.remarks.append(_linked(linked))


def _ods_rows(content: bytes) -> Iterator[tuple[str, str, int, int, bool, int]]:
    """Sheet, ``row`` or ``column``, first number, how many, whether visible, outline level."""
    sheet, row, column, level = "", 0, 0, 0
    for kind, tag, closing in _ODS_TAG.findall(content):
        if not kind:
            level = max(0, level - 1) if closing else level + 1
            continue
        told = _attributes(tag)
        if kind == b"table":
            sheet, row, column, level = told.get("table:name", ""), 0, 0, 0
            continue
        name = "row" if kind == b"table-row" else "column"
        repeated = told.get(f"table:number-{name}s-repeated", "1")
        times = min(int(repeated) if repeated.isdecimal() else 1, _MOST_REPEATED)
        visible = told.get("table:visibility", "visible") == "visible"
        yield sheet, name, row if name == "row" else column, times, visible, level if name == "row" else 0
        if name == "row":
            row += times
        else:
            column += times
