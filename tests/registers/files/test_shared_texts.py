"""The shared texts of binary workbooks: how long they are, wherever the records divide them."""

import contextlib
import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files import binary_workbook
from kpkportfolio.registers.files.shared_texts import lengths_in_records

_WIDE, _WITH_MORE, _WITH_STYLES = 1, 4, 8
_TEXTS = st.lists(st.tuples(st.text("aäö€ñ", max_size=60), st.integers(0, 3), st.integers(0, 9)), max_size=12)


def records_of(texts: list[tuple[str, int, int]], cuts: list[int]) -> list[bytes]:
    """The bodies of the records of these texts with so many marks of style and bytes of more; ``cuts`` says after how
    many letters of a text the next record begins."""
    bodies = [bytearray(struct.pack("<II", len(texts), len(texts)))]
    for text, styles, more in texts:
        flags = (_WITH_STYLES if styles else 0) | (_WITH_MORE if more else 0)
        cut = cuts.pop() if cuts else 0
        pieces = [text[at:end] for at, end in pairwise(sorted({0, min(cut, len(text)), len(text)}))] or [""]
        head = struct.pack("<HB", len(text), flags | _wide(pieces[0]))
        bodies[-1] += head + (struct.pack("<H", styles) if styles else b"") + (struct.pack("<I", more) if more else b"")
        bodies[-1] += _letters(pieces[0])
        bodies += [bytearray([_wide(piece)]) + _letters(piece) for piece in pieces[1:]]
        bodies[-1] += bytes(styles * 4 + more)
    return [bytes(body) for body in bodies]


def _wide(text: str) -> int:
    return 0 if text.isascii() else _WIDE


def _letters(text: str) -> bytes:
    return text.encode("utf-16-le" if _wide(text) else "ascii")


@given(_TEXTS, st.lists(st.integers(1, 59)))
def test_texts_are_as_long_as_they_were_written(texts: list[tuple[str, int, int]], cuts: list[int]) -> None:
    assert lengths_in_records(records_of(texts, cuts)) == [len(text) for text, _styles, _more in texts]


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_whatever_the_bytes_reading_ends(bodies: list[bytes]) -> None:
    with contextlib.suppress(struct.error, IndexError):
        lengths_in_records(bodies)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def test_a_text_that_many_cells_of_an_xls_point_to_is_counted_for_each() -> None:
    texts, more = records_of([("x" * 9000, 0, 0)], [8000])
    cells = b"".join(record(0x00FD, struct.pack("<HHHI", row, 0, 0, 0)) for row in range(8000))
    book = record(0x00FC, texts) + record(0x003C, more) + record(0x000A, b"")
    sheet_at = len(book) + len(record(0x0085, bytes(8)))
    book = record(0x0085, struct.pack("<II", sheet_at, 0)) + book
    binary_workbook._check_book("ok.xls", book + cells[: len(cells) // 2] + record(0x000A, b""))
    with pytest.raises(UnacceptableInput, match=r"iso\.xls unfolds"):
        binary_workbook._check_book("iso.xls", book + cells + record(0x000A, b""))


def short_record(kind: int, body: bytes) -> bytes:
    length = bytes([len(body) & 0x7F | 0x80, len(body) >> 7])
    return (bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])) + length + body


def test_the_same_of_an_xlsb() -> None:
    texts = short_record(159, bytes(8)) + short_record(19, b"\0" + struct.pack("<I", 8000) + b"x" * 11)
    row = short_record(0, bytes(8)) + short_record(7, struct.pack("<III", 0, 0, 0)) * 600
    for rows, refused in ((10, False), (20, True)):
        parts = binary_workbook.Parts("iso.xlsb")
        parts.sheet(row * rows)
        parts.texts(texts)
        if refused:
            with pytest.raises(UnacceptableInput, match=r"iso\.xlsb unfolds"):
                parts.check()
        else:
            parts.check()
