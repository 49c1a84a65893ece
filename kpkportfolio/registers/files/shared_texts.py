"""The shared texts of a binary workbook: how long each is, and how much they are when every cell that points to one has
it written out, as the reader does.

An xls file keeps them in one record that goes on in others. A text's letters may go on in the next record, which then
begins with a byte that says anew how wide they are; its marks of style go on without one.
Source: Microsoft, [MS-XLS] 2.4.265 SST, 2.5.293 XLUnicodeRichExtendedString; [MS-XLSB] 2.4.695 BrtSSTItem.
"""

import struct
from collections import Counter
from collections.abc import Iterable, Iterator

from kpkportfolio.registers.files.limits import MOST_WRITTEN_OUT

_WIDE, _WITH_MORE, _WITH_STYLES = 1, 4, 8


def lengths_in_records(bodies: Iterable[bytes]) -> list[int]:
    """How many letters each shared text of an xls file has.

    Args:
        bodies: the SST record's body and those of the records it goes on in.

    Raises struct.error or IndexError when the records end within a text.
    """
    reader = _Reader(bodies)
    count = struct.unpack_from("<I", reader.take(8), 4)[0]
    lengths: list[int] = []
    # what a count claims that is not there is left out, as everything that reads such files does
    while len(lengths) < count and reader.more():
        letters, flags = struct.unpack("<HB", reader.take(3))
        styles = struct.unpack("<H", reader.take(2))[0] if flags & _WITH_STYLES else 0
        more = struct.unpack("<I", reader.take(4))[0] if flags & _WITH_MORE else 0
        reader.skip_letters(letters, bool(flags & _WIDE))
        reader.skip(styles * 4 + more)
        lengths.append(letters)
    return lengths


class _Reader:
    """Goes through bytes that are cut into records."""

    def __init__(self, bodies: Iterable[bytes]) -> None:
        self._bodies: Iterator[bytes] = iter(bodies)
        self._body = next(self._bodies, b"")
        self._at = 0

    def more(self) -> bool:
        """Whether anything is left; goes on to the next record at the end of one."""
        while self._at >= len(self._body):
            following = next(self._bodies, None)
            if following is None:
                return False
            self._body, self._at = following, 0
        return True

    def take(self, size: int) -> bytes:
        """So many bytes, which a record boundary may not divide."""
        self.more()
        self._at += size
        return self._body[self._at - size : self._at]

    def skip(self, size: int) -> None:
        """Passes over so many bytes, wherever they are divided."""
        while size:
            if not self.more():
                raise IndexError
            step = min(size, len(self._body) - self._at)
            self._at += step
            size -= step

    def skip_letters(self, letters: int, wide: bool) -> None:
        """Passes over so many letters; in each further record they begin with how wide they are there."""
        while letters:
            if self._at >= len(self._body):
                if not self.more():
                    raise IndexError
                wide = bool(self._body[0] & _WIDE)
                self._at = 1
            width = 2 if wide else 1
            step = min(letters, (len(self._body) - self._at) // width)
            if not step:  # half a letter: what is left of the record says nothing
                self._at = len(self._body)
                continue
            self._at += step * width
            letters -= step


def too_much(lengths: list[int], cells: Counter[int]) -> bool:
    """Whether the texts are more than a register holds, each counted as often as a cell points to it."""
    return sum(lengths[text] * times for text, times in cells.items() if text < len(lengths)) > MOST_WRITTEN_OUT
