"""Delimited text as records of fields: which mark divides them, and what to make of marks that went astray."""

import csv
import re
from collections import Counter
from typing import NamedTuple

from kpkportfolio.registers import archive
from kpkportfolio.registers.encoding import decode


class Delimited(NamedTuple):
    """A text file taken apart.

    Attributes:
        records: the fields of each record, as they stand in the file.
        encoding, delimiter: how it was read.
    """

    records: list[list[str]]
    encoding: str | None
    delimiter: str


def read(name: str, data: bytes, encoding: str | None = None, delimiter: str | None = None) -> Delimited:
    """The records of a text file.

    Args:
        name: the file's, for what is said of it.
        encoding, delimiter: where a person has said them; None is by evidence.

    Raises:
        UnacceptableInput: it is no text.
    """
    text = decode(data)
    if "\0" in text[:100_000]:
        raise archive.not_a_register(name)
    text = text.removeprefix("\ufeff")
    # a lone carriage return is a line end of its own only in a file that has no other
    text = text.replace("\r\n", "\n")
    text = text.replace("\r", "\u2028") if "\n" in text else text.replace("\r", "\n")
    text = _without_common_tail(text)
    if text[:4].lower() == "sep=" and len(text) > 5:
        delimiter, text = delimiter or text[4], text[5:].lstrip("\n")
    delimiter = delimiter or find_delimiter(text)
    return Delimited(parse(text, delimiter), encoding, delimiter)


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
    """
    csv.field_size_limit(1_000_000)
    lines = text.split("\n")
    try:
        rows = [row for row in csv.reader((line + "\n" for line in lines), delimiter=delimiter) if row]
    except csv.Error:
        return _as_plain(lines, delimiter)
    if _swallowed(rows, delimiter):
        return _as_plain(lines, delimiter)
    width = Counter(map(len, rows)).most_common(1)[0][0]
    return [_unwrapped(row, delimiter, width) if len(row) <= 2 < width else row for row in rows]


def _as_plain(lines: list[str], delimiter: str) -> list[list[str]]:
    plain = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return [[value.strip('"') for value in row] for row in plain if row]


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
    for delimiter in ";\t,|":
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
