"""What a workbook's archive may hold before anything opens it.

An xlsx or ods file is a zip of XML. One that unfolds to gigabytes, hides a document type definition, or scatters two
cells over the whole sheet would take the memory of the machine; each is refused by what it says of itself.
"""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files import binary_workbook, limits
from kpkportfolio.registers.files.repeated import SharedTexts, ods_too_much
from kpkportfolio.text import _

MOST_MEMBERS = 2_000
MOST_BYTES = 192 * 1024 * 1024
MOST_RATIO = 250
# below this much, any ratio is harmless
HARMLESS_BYTES = 20 * 1024 * 1024

_PARTS = re.compile(
    r"(?:xl/(?:workbook|sharedStrings|styles)\.xml|xl/worksheets/[^/]+\.xml|content\.xml|xl/.*\.rels)", re.IGNORECASE
)
_WIDE_REFERENCE = re.compile(rb"\br=[\"']([A-Za-z]{2,3})\d")
_FAR_REFERENCE = re.compile(rb"\br=[\"'][A-Za-z]{0,3}(\d{6,})[\"']")
# one of the two, found five times as fast because it begins with plain characters
_MAY_BE_AFAR = re.compile(rb"r=[\"'](?:[A-Za-z]{2,3}\d|[A-Za-z]{0,3}\d{6})")
_ROW_OR_CELL = re.compile(rb"<(?:[\w.-]+:)?(row|c)(?=[\s/>])([^<>]*)")
_PLACE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([A-Za-z]*)(\d*)")

_MANIFEST = "META-INF/manifest.xml"
"""What an OpenDocument file says of its parts, whether they are encrypted among it."""
_BINARY_SHARED_TEXTS = b"\x9f\x01"
"""The record with which the shared texts of an xlsb workbook begin."""


def check(name: str, data: bytes) -> None:
    """Raises UnacceptableInput when the zip archive is broken, unreasonable, or no workbook."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if "encrypted-package" in names:
                raise limits.locked(name)
            if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
                raise not_a_register(name)
            _check_sizes(name, members, len(data))
            left = MOST_BYTES
            shared, binary = SharedTexts(), binary_workbook.Parts(name)
            for member in members:
                with archive.open(member) as stream:
                    content = stream.read(min(left, member.file_size) + 1)
                left -= len(content)
                if left < 0:
                    raise limits.unfolds_to_too_much(name)
                if member.filename == _MANIFEST and b"encryption-data" in content:
                    raise limits.locked(name)
                # a workbook may keep a sheet under any name, so it is known by what it holds
                sheet = b"sheetData" in content and member.filename != "content.xml"
                if b"\x91\x01\x00" in content and member.filename.endswith(".bin"):
                    binary.sheet(content)
                if content.startswith(_BINARY_SHARED_TEXTS):
                    binary.texts(content)
                if sheet or _PARTS.fullmatch(member.filename):
                    _check_part(name, member.filename, content, sheet)
                if sheet:
                    shared.sheet(member.filename, content)
                elif b"</si>" in content or member.filename.lower() == "xl/sharedstrings.xml":
                    shared.texts(content)
            binary.check()
            if shared.too_much(archive.read):
                raise limits.unfolds_to_too_much(name)
    except (BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnacceptableInput(
            _("{file} cannot be read as a workbook: {reason}").format(file=name, reason=_("it is broken"))
        ) from error


def not_a_register(name: str) -> UnacceptableInput:
    """The refusal of a file of a type that no register has."""
    return UnacceptableInput(
        _("{file} is not a register. Registers are Excel (xlsx, xls), OpenDocument (ods) or text (csv) files.").format(
            file=name
        )
    )


def _check_sizes(name: str, members: list[ZipInfo], packed: int) -> None:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise limits.unfolds_to_too_much(name)
    if unpacked > HARMLESS_BYTES and unpacked > MOST_RATIO * max(packed, 1):
        raise limits.unfolds_to_too_much(name)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_part(name: str, part: str, content: bytes, sheet: bool) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnacceptableInput(
            _("{file} holds a document type definition, which no workbook needs; it was not opened.").format(file=name)
        )
    if sheet:
        if not _plainly_placed(content):
            limits.check_extent(name, *_walked(content))
            return
        if _MAY_BE_AFAR.search(content) is None:
            return
        far = max((int(number) for number in _FAR_REFERENCE.findall(content)), default=99_999)
        wide = max((_column(letters) for letters in set(_WIDE_REFERENCE.findall(content))), default=26)
        if wide > limits.MOST_COLUMNS or far > limits.MOST_ROWS or far * wide > limits.MOST_CELLS:
            limits.check_extent(name, *_extent(content))
    elif part == "content.xml" and ods_too_much(content):
        raise limits.unfolds_to_too_much(name)


def _plainly_placed(content: bytes) -> bool:
    """Whether every cell says its place the way all common programs write it; counted, for that is quick."""
    start, end = content.find(b"<sheetData"), content.rfind(b"</sheetData")
    if start < 0 or end < 0:
        return False
    placed = content.count(b'<c r="', start, end) + content.count(b"<c r='", start, end)
    return content.count(b"<c", start, end) == placed and content.count(b":c", start, end) == 0


def _walked(content: bytes) -> tuple[int, int]:
    """The last row and column, where a cell without a place stands after the one before it."""
    row = column = rows = columns = 0
    for what, attributes in _ROW_OR_CELL.findall(content):
        place = _PLACE.search(attributes)
        if what == b"row":
            row = int(place[2]) if place and place[2] else row + 1
            column = 0
            continue
        if place and place[2]:
            row = int(place[2])
        column = _column(place[1]) if place and place[1] else column + 1
        rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def _extent(content: bytes) -> tuple[int, int]:
    """Rows and columns of the rectangle that holds every cell, exactly."""
    cells = re.findall(rb"<c\b[^<>]*?\br=[\"']([A-Za-z]+)(\d+)[\"']", content)
    rows = max((int(row) for _letters, row in cells), default=0)
    return rows, max((_column(letters) for letters in {letters for letters, _row in cells}), default=0)
