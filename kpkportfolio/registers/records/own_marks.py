"""What the hidden sheet of a workbook of our own tells: which lists it has, which words, and what every cell held
(:mod:`kpkportfolio.model.workbook_marks`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.model.workbook_marks import FORMAT, LIST, PRINTS, WORDS, YES, fingerprint, plain
from kpkportfolio.text import _

_HEADER_WITHIN = 20
"""Rows at a sheet's top among which its headings are looked for."""
INITIATIVE = "initiative"
_WORDS = {"open_ended": YES}
"""Columns whose words go by another name than the column's."""

Rows = list[list[Any]]


class OwnList(NamedTuple):
    """A list that was written: its sheet's title ("" where that was not told) and the ids of its columns by their
    headings, in the order of the fingerprints."""

    entity: str
    sheet: str
    columns: Mapping[str, str]


class Columns:
    """The columns of one list as they lie in a sheet that came back."""

    def __init__(self, headings: Sequence[str], one: OwnList) -> None:
        self.names = {at: one.columns[heading] for at, heading in enumerate(headings) if heading in one.columns}
        self.at = {name: at for at, name in self.names.items()}
        places = {heading: place for place, heading in enumerate(one.columns)}
        self._told = [(at, places[headings[at]]) for at in self.names]

    def edited(self, row: Sequence[Any], prints: Sequence[str]) -> set[str]:
        """Columns whose cell is another than was written."""
        return {
            self.names[at] for at, place in self._told if place < len(prints) and prints[place] != fingerprint(row[at])
        }

    def written(self, prints: Sequence[str], words: Mapping[tuple[str, str], str]) -> dict[str, str]:
        """The fingerprint of what was written to each column, of a word (which, as in the file) that of its code."""
        codes = {(which, fingerprint(word)): fingerprint(code) for (which, word), code in words.items()}
        return {
            (name := self.names[at]): codes.get((_WORDS.get(name, name), prints[place]), prints[place])
            for at, place in self._told
            if place < len(prints)
        }


@dataclass(frozen=True, slots=True)
class OwnMarks:
    """What the hidden sheet tells.

    Attributes:
        prints: the fingerprints of each row, by the entity and its key.
        words: ``(which, word in the file)`` → value.
    """

    lists: Sequence[OwnList]
    prints: Mapping[str, Mapping[str, Sequence[str]]]
    words: Mapping[tuple[str, str], str]

    def list_on(self, title: str, rows: Rows) -> tuple[OwnList, int] | None:
        """The list that stands on a sheet, with the place of its headings; None where none does.

        A sheet may have got another title since: its rows' keys tell what they are.
        """
        found: list[tuple[bool, bool, OwnList, int]] = []
        for one in self.lists:
            if (at := _header(rows, one)) is not None:
                key = Columns([plain(cell) for cell in rows[at]], one).at["key"]
                known = self.prints.get(one.entity, {})
                keys = any(plain(row[key]).lower() in known for row in rows[at + 1 :])
                if keys or one.sheet in (title, ""):
                    found.append((keys, one.sheet == title, one, at))
        return max(found, key=lambda one: one[:2])[2:] if found else None


def _header(rows: Rows, one: OwnList) -> int | None:
    """The row of headings, which has those of the key and of what tells people whose row it is."""
    wanted = {heading for heading, name in one.columns.items() if name == "key"}
    wanted.add(next(iter(one.columns)))
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        if wanted <= {plain(cell) for cell in row}:
            return at
    return None


def read_marks(path: Path, rows: Rows) -> OwnMarks:
    """Read the hidden sheet.

    Raises:
        UnacceptableInput: it was written by a newer version, or is broken.
    """
    try:
        version = int(rows[0][1])
        if version > FORMAT:
            raise UnacceptableInput(
                _("{file}: written by a newer version of KPK Portfolio; install it to read this.").format(
                    file=path.name
                )
            )
        if version == 1:
            ids, headings = ([str(cell) for cell in row if cell != ""] for row in rows[1:3])
            lists = [OwnList(INITIATIVE, "", dict(zip(map(plain, headings), ids, strict=True)))]
            rows = rows[3:]
            packed = {INITIATIVE: [str(row[0]) for row in rows if row[0] not in (*WORDS, "")]}
        else:
            lists = [_list(row) for row in rows if row[0] == LIST]
            packed = {one.entity: [] for one in lists}
            for row in rows:
                if row[0] == PRINTS:
                    packed[str(row[1])].append(str(row[2]))
        words = {(str(row[0]), plain(row[1])): str(row[2]) for row in rows if row[0] in WORDS}
        prints = {
            entity: {key: told for key, *told in (row.split(",") for cell in cells for row in cell.split(";"))}
            for entity, cells in packed.items()
        }
        return OwnMarks(lists, prints, words)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise UnacceptableInput(
            _("{file} cannot be read as a workbook: {reason}").format(file=path.name, reason=error)
        ) from error


def _list(row: Sequence[Any]) -> OwnList:
    entity, sheet, *columns = (str(cell) for cell in row[1:])
    pairs = [(plain(heading), id_) for id_, heading in zip(columns[::2], columns[1::2], strict=True) if id_]
    return OwnList(entity, sheet, dict(pairs))
