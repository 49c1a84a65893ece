"""What a binary workbook (xls, and the sheets of an xlsb) claims, looked at before anything is made room for.

An xls file is a small file system with chains of sectors, and calamine follows a chain that bites its own tail until
the memory is full; and every cell says its row and column in numbers of which two suffice to claim thousands of
millions of cells.
"""

import struct
from collections import Counter
from collections.abc import Iterator

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files import limits, shared_texts
from kpkportfolio.text import _

SIGNATURE = b"\xd0\xcf\x11\xe0"
_FIRST_DIFAT = 109
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are marks, such as the end of a chain."""
_STREAM, _ROOT = 2, 5
_BOOKS = ("workbook", "book")
# what a newer workbook becomes when it has a password
_ENCRYPTED = "encryptedpackage"
_PASSWORD = 0x002F
_BOUND_SHEET, _END, _DIMENSIONS = 0x0085, 0x000A, 0x0200
_MOST_ROWS, _MOST_COLUMNS = 1 << 16, 1 << 8
# records that begin with the row and the column of a cell, of all versions; the last two are runs of cells
_CELLS = frozenset((0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406, 0x027E))
_SHARED_TEXT_CELL = 0x00FD
_TEXT_CELLS = frozenset((_SHARED_TEXT_CELL, 0x00D6))
_SHARED_TEXTS, _GOES_ON = 0x00FC, 0x003C
# the same of an xlsb workbook
_XLSB_SHARED_TEXT_CELL, _XLSB_SHARED_TEXT = 7, 19
_RUNS = {0x00BD: 6, 0x00BE: 2}


class _Broken(Exception):
    """The file contradicts itself."""


class _Protected(Exception):
    """The file is encrypted."""


def check(name: str, data: bytes) -> None:
    """Raises UnacceptableInput when the compound file is broken, encrypted, or claims more than a register holds."""
    try:
        for stream in _books(data):
            _check_book(name, stream)
    except _Protected as error:
        raise limits.locked(name) from error
    except (_Broken, struct.error, IndexError) as error:
        raise UnacceptableInput(
            _("{file} cannot be read as a workbook: {reason}").format(file=name, reason=_("it is broken"))
        ) from error


class Parts:
    """The parts of an xlsb workbook, whose records have lengths of their own kind, looked at one after the other."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lengths: list[int] = []
        self._cells: Counter[int] = Counter()

    def sheet(self, part: bytes) -> None:
        """Takes a sheet. Raises UnacceptableInput when it claims more than a register holds."""
        row = rows = columns = 0
        for kind, body in _short_records(part):
            if kind == 0 and len(body) >= 4:
                row = int.from_bytes(body[:4], "little")
            elif 1 <= kind <= 11 and len(body) >= 4:
                rows = max(rows, row + 1)
                columns = max(columns, int.from_bytes(body[:4], "little") + 1)
                if kind == _XLSB_SHARED_TEXT_CELL:
                    self._cells[int.from_bytes(body[8:12], "little")] += 1
        limits.check_extent(self._name, rows, columns)

    def texts(self, part: bytes) -> None:
        """Takes the shared texts."""
        self._lengths = [
            int.from_bytes(body[1:5], "little") for kind, body in _short_records(part) if kind == _XLSB_SHARED_TEXT
        ]

    def check(self) -> None:
        """Raises UnacceptableInput when all texts written out are more than a register holds."""
        if shared_texts.too_much(self._lengths, self._cells):
            raise limits.unfolds_to_too_much(self._name)


def _books(data: bytes) -> Iterator[bytes]:
    """The streams that hold a workbook, every chain of sectors checked on the way."""
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise _Broken
    size = 1 << shift
    sectors = (len(data) - 1) // size + 1  # one more than there are: the last may be cut short
    fat_count, directory_start = struct.unpack_from("<II", data, 44)
    cutoff, small_fat_start, _small_fat_count, difat_start, _difat_count = struct.unpack_from("<IIIII", data, 56)

    def sector(number: int) -> bytes:
        start = (number + 1) * size
        if start >= len(data):
            raise _Broken
        return data[start : start + size]

    listed = list(struct.unpack_from(f"<{_FIRST_DIFAT}I", data, 76))
    seen = 0
    while difat_start < _LAST:
        numbers = _numbers(sector(difat_start))
        listed += numbers[:-1]
        difat_start = numbers[-1]
        seen += 1
        if seen > sectors:
            raise _Broken
    places = [number for number in listed if number < _LAST]
    if len(places) > sectors or fat_count > sectors:
        raise _Broken
    fat = [number for place in places for number in _numbers(sector(place))]
    directory = b"".join(sector(number) for number in _chain(directory_start, fat, sectors))
    small_fat = [number for place in _chain(small_fat_start, fat, sectors) for number in _numbers(sector(place))]
    small = b""
    for entry in (directory[at : at + 128] for at in range(0, len(directory) - 127, 128)):
        kind, start = entry[66], int.from_bytes(entry[116:120], "little")
        length = int.from_bytes(entry[120:124], "little")
        if kind == _ROOT:
            small = b"".join(sector(number) for number in _chain(start, fat, sectors))
        if kind != _STREAM:
            continue
        title = entry[: max(int.from_bytes(entry[64:66], "little") - 2, 0)].decode("utf-16-le", errors="replace")
        if title.casefold() == _ENCRYPTED:
            raise _Protected
        if length < cutoff:
            numbers = _chain(start, small_fat, len(small_fat))
            content = b"".join(small[number << 6 : (number + 1) << 6] for number in numbers)
        else:
            content = b"".join(sector(number) for number in _chain(start, fat, sectors))
        if title.casefold() in _BOOKS:
            yield content[:length]


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack_from(f"<{len(sector) // 4}I", sector))


def _chain(start: int, table: list[int], most: int) -> list[int]:
    """The sectors of a chain; one that is longer than the file has met itself."""
    chain: list[int] = []
    while start < _LAST:
        if start >= len(table) or len(chain) > most:
            raise _Broken
        chain.append(start)
        start = table[start]
    return chain


def _check_book(name: str, stream: bytes) -> None:
    starts = {0}
    texts: list[bytes] = []
    within_texts = False
    for kind, body in _records(stream, 0):
        within_texts = kind == _SHARED_TEXTS or (within_texts and kind == _GOES_ON)
        if within_texts:
            texts.append(body)
        if kind == _BOUND_SHEET and len(body) >= 4:
            starts.add(int.from_bytes(body[:4], "little"))
        elif kind == _PASSWORD:
            raise _Protected
        elif kind == _END:
            break
    cells: Counter[int] = Counter()
    for start in sorted(starts):
        _check_sheet(name, stream, start, cells)
    if cells and texts and shared_texts.too_much(shared_texts.lengths_in_records(texts), cells):
        raise limits.unfolds_to_too_much(name)


def _check_sheet(name: str, stream: bytes, start: int, shared: Counter[int]) -> None:
    """Looks at one sheet's cells, and counts in ``shared`` those that point to each of the shared texts."""
    rows = columns = 0
    for kind, body in _records(stream, start):
        if kind == _END:
            break
        if kind == _DIMENSIONS and len(body) >= 10:
            # rows are two bytes wide in old files and four in others
            end = struct.unpack_from("<I", body, 4)[0] if len(body) >= 14 else struct.unpack_from("<H", body, 2)[0]
            wide = struct.unpack_from("<H", body, 10 if len(body) >= 14 else 6)[0]
            # more than such a sheet can have; what it claims within that it need not hold
            if end > _MOST_ROWS or wide > _MOST_COLUMNS:
                raise _Broken
        elif kind in _CELLS or kind in _TEXT_CELLS or kind in _RUNS:
            if len(body) < 4:
                raise _Broken
            row, column = struct.unpack_from("<HH", body)
            if kind in _RUNS:
                column += max((len(body) - 6) // _RUNS[kind] - 1, 0)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == _SHARED_TEXT_CELL:
                shared[int.from_bytes(body[6:10], "little")] += 1
    limits.check_extent(name, rows, columns)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _short_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(part):
        kind = part[at]
        at += 1
        if kind & 0x80 and at < len(part):
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < len(part) and shift < 28:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, part[at : at + length]
        at += length
