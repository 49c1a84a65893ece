"""Delimited text as records of fields: which mark divides them, and what to make of marks that went astray."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.registers.files import archive
from kpkportfolio.registers.files.encoding import read_text
from kpkportfolio.registers.files.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from kpkportfolio.text import _, format_number

LONGEST_FIELD = 1_000_000
DELIMITERS = ";\t,|"
"""Those found by evidence; a person may say any other character."""

# what a lone carriage return becomes while lines are told apart
_INSIDE = "\u2028"
_DIRT = 0.01
# empty ones and those inside fields counted
_MOST_LINES = 10 * MOST_ROWS


class Delimited(NamedTuple):
    """A text file taken apart.

    Attributes:
        records: the fields of each record, as they stand in the file but for carriage returns before line feeds.
        encoding, delimiter: how it was read.
        evidence, certain: what speaks for the encoding, and whether that leaves no doubt.
    """

    records: list[list[str]]
    encoding: str
    delimiter: str
    evidence: str
    certain: bool


def read(name: str, data: bytes, encoding: str | None = None, delimiter: str | None = None) -> Delimited:
    """The records of a text file.

    Args:
        name: the file's, for what is said of it.
        encoding, delimiter: where a person has said them; None is by evidence.

    Raises:
        UnacceptableInput: it is no text, or more than a register holds; or an encoding or a delimiter that is none.
    """
    if len(data) > MOST_TEXT:
        raise _too_large(name)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n\0' or delimiter == _INSIDE):
        raise UnacceptableInput(
            _("A delimiter is one character, such as ; or a tab; “{it}” is none.").format(it=delimiter)
        )
    decoded = read_text(data, encoding)
    text = decoded.text
    # a few zero bytes are dirt, many are another kind of file
    if "\0" in text and text.count("\0") > _DIRT * len(text):
        raise archive.not_a_register(name)
    text = text.removeprefix("\ufeff")
    # a lone carriage return is a line end of its own only in a file that has no other
    text = text.replace("\r\n", "\n")
    restore = "\r" in text and "\n" in text and _INSIDE not in text
    if "\r" in text:
        text = text.replace("\r", _INSIDE if "\n" in text else "\n")
    if text.count("\n") > _MOST_LINES:
        raise _too_large(name)
    text = _without_common_tail(text)
    if text[:4].lower() == "sep=" and len(text) > 5 and text[4] not in '"\n':
        delimiter, text = delimiter or text[4], text[5:].lstrip("\n")
    delimiter = delimiter or find_delimiter(text)
    try:
        records = parse(text, delimiter)
    except csv.Error as error:
        raise UnacceptableInput(
            _("{file} has a field of more than {n} characters; this is no table.").format(
                file=name, n=format_number(LONGEST_FIELD)
            )
        ) from error
    except _TooMany as error:
        raise _too_large(name) from error
    if restore:
        records = [[value.replace(_INSIDE, "\r") for value in record] for record in records]
    return Delimited(records, decoded.encoding, delimiter, decoded.evidence, decoded.certain)


class _TooMany(Exception):
    """More records or fields than a register has."""


def _too_large(name: str) -> UnacceptableInput:
    return UnacceptableInput(
        _(
            "{file} is too large to be a register: at most {size} MB of text, {rows} rows and {columns} columns "
            "are read."
        ).format(
            file=name,
            size=format_number(MOST_TEXT // 1024 // 1024),
            rows=format_number(MOST_ROWS),
            columns=format_number(MOST_COLUMNS),
        )
    )


def _without_common_tail(text: str) -> str:
    """Without the marks that end every line, such as ``,,;`` left by an export."""
    lines = [line for line in text[:50_000].split("\n")[:-1] if line.strip()][1:60]
    if len(lines) < 3:
        return text
    tails = {line[len(line.rstrip(",;| \t")) :].replace(" ", "") for line in lines}
    tail = tails.pop()
    if not tails and len(set(tail)) > 1:
        marks = re.compile(" *".join(map(re.escape, tail)) + " *$", re.MULTILINE)
        return marks.sub("", text)
    return text


def parse(text: str, delimiter: str) -> list[list[str]]:
    """The fields of each record; records without anything in them are left out.

    When a stray quotation mark swallows lines, the text is read again with quotation marks as plain characters.

    Raises:
        csv.Error: a field longer than any text a register holds.
    """
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = _taken(csv.reader(_lines(text, "\n"), delimiter=delimiter))
    except csv.Error:
        return _as_plain(text, delimiter)
    if not rows or ('"' in text and _swallowed(rows, delimiter)):
        return _as_plain(text, delimiter)
    width = Counter(map(len, rows)).most_common(1)[0][0]
    return [_unwrapped(row, delimiter, width) if len(row) <= 2 < width else row for row in rows]


def _lines(text: str, end: str = "") -> Iterator[str]:
    """The lines one after the other: all at once they would take as much memory again as the text."""
    start = 0
    while (stop := text.find("\n", start)) >= 0:
        yield text[start:stop] + end
        start = stop + 1
    yield text[start:] + end


def _taken(rows: Iterable[list[str]]) -> list[list[str]]:
    taken: list[list[str]] = []
    fields = 0
    for row in rows:
        if row:
            fields += len(row)
            if len(taken) >= MOST_ROWS or fields > MOST_CELLS or len(row) > MOST_COLUMNS:
                raise _TooMany
            taken.append(row)
    return taken


def _as_plain(text: str, delimiter: str) -> list[list[str]]:
    plain = csv.reader(_lines(text), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return [[value.strip('"') for value in row] for row in _taken(plain)]


def _unwrapped(row: list[str], delimiter: str, width: int) -> list[str]:
    """A whole record that an export put in quotation marks once more, taken apart again."""
    if row[0].count(delimiter) >= width - 1 and "\n" not in row[0]:
        inner = next(csv.reader([row[0]], delimiter=delimiter))
        if len(inner) == width:
            return inner
    return row


def _swallowed(rows: list[list[str]], delimiter: str) -> bool:
    """Whether a cell holds whole records of the others' width."""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    return width >= 3 and any(
        "\n" in value and sum(line.count(delimiter) >= width - 1 for line in value.split("\n")) >= 2
        for row in rows
        for value in row
    )


def find_delimiter(text: str) -> str:
    """The delimiter by which most records fall into the same number of fields, more than one."""
    sample = text[:200_000]
    lines = sample.split("\n")[: -1 if len(text) > len(sample) else None][:400]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader((line + "\n" for line in lines), delimiter=delimiter) if row]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1] * min(item[0], 12), item[0]))
        score = count / len(rows) * min(width, 12) ** 0.5
        if score > best_score * 1.05:
            best, best_score = delimiter, score
    return best
