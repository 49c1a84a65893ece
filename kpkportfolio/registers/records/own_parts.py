"""What was edited in the sheets of deliverables, milestones, money and impact by year of a workbook of our own."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpkportfolio.model.vocabulary import ImpactKind, MoneyKind
from kpkportfolio.model.workbook_marks import KIND, STATE, plain
from kpkportfolio.registers.record import Problem, ReadPart
from kpkportfolio.registers.records import own_cells
from kpkportfolio.registers.records.own_marks import Columns, OwnList, OwnMarks, Rows
from kpkportfolio.registers.values.fault import Fault
from kpkportfolio.text import N_, _

_AMOUNTS = ("min", "likely", "max", "actual")
_READ_BACK: Mapping[str, tuple[str, ...]] = {
    "deliverable": ("title", "due", "state"),
    "milestone": ("title", "due", "reached_on"),
    "money": ("kind", "year", *_AMOUNTS),
    "impact": ("kind", "year", "min", "likely", "max"),
}
"""What is read of each kind of part; the rest of its columns stands there for people to see."""
_KINDS = {"money": frozenset(MoneyKind), "impact": frozenset(ImpactKind)}


def divided(marks: OwnMarks, tables: Iterable[tuple[Rows, OwnList, int]]) -> frozenset[str]:
    """The initiatives whose ICT investment is told by year, by the titles the file has for them."""
    found: set[str] = set()
    words = {word for (which, word), value in marks.words.items() if (which, value) == (KIND, MoneyKind.ICT_INVESTMENT)}
    for rows, one, at in tables:
        columns = Columns([plain(cell) for cell in rows[at]], one).at
        if {"initiative", "kind", "year"} <= columns.keys():
            found |= {
                plain(row[columns["initiative"]])
                for row in rows[at + 1 :]
                if plain(row[columns["kind"]]) in words and plain(row[columns["year"]])
            }
    return frozenset(found)


class PartReader:
    """Reads the rows of one such sheet."""

    def __init__(
        self,
        sheet: str,
        headings: Sequence[str],
        one: OwnList,
        marks: OwnMarks,
        problems: list[Problem],
        parts: list[ReadPart],
    ) -> None:
        self._sheet, self._headings, self._entity = sheet, headings, one.entity
        self._marks, self._problems, self._parts = marks, problems, parts
        self._columns = Columns(headings, one)
        self._prints = marks.prints.get(one.entity, {})
        self._at = self._columns.at
        self._seen: set[str] = set()

    def read(self, number: int, row: Sequence[Any]) -> None:
        """Take in what a row says anew; ``number`` is Excel's."""
        key = plain(row[self._at["key"]]).lower()
        prints = self._prints.get(key, ())
        if not any(plain(cell) for at, cell in enumerate(row) if at in self._columns.names):
            return
        if key and (key in self._seen or not prints):
            if key in self._seen:
                words = _("This key stands on an earlier row too; without a key the row becomes a new one.")
            else:
                words = _("No row of this key was in the file when it was written.")
            self._tell(number, "key", row, words, _("an empty cell"))
            return
        self._seen.add(key)
        edited = self._columns.edited(row, prints) if key else {name for name in self._at if plain(row[self._at[name]])}
        if key:
            for name in sorted(edited - {*_READ_BACK[self._entity], "key"}):
                words = _("This column is not read back; edit it in the application.")
                self._tell(number, name, row, words, _("what was written there"))
        values: dict[str, Any] = {}
        for name in _READ_BACK[self._entity]:
            if name not in edited:
                continue
            found = self._value(name, row[self._at[name]])
            if isinstance(found, Fault):
                self._tell(number, name, row, _(found.message), _(found.accepted))
                if not key:
                    # half of a new row would be another row
                    return
            else:
                values[name] = found
        if values:
            owner = plain(row[self._at["initiative"]])
            written = self._columns.written(prints, self._marks.words)
            self._parts.append(ReadPart(self._sheet, number, self._entity, key or None, owner, values, written))

    def _value(self, name: str, cell: Any) -> Any:
        text = plain(cell)
        if not text:
            return None
        if name == "title":
            return text
        if name in ("due", "reached_on"):
            return own_cells.day(cell)
        if name == "year":
            return own_cells.year(cell)
        if name in _AMOUNTS:
            return own_cells.amount(cell)
        which = KIND if name == "kind" else STATE
        words = {
            word: value
            for (of, word), value in self._marks.words.items()
            if of == which and (which == STATE or value in _KINDS[self._entity])
        }
        return words.get(text) or Fault(N_("This is not known."), ", ".join(words))

    def _tell(self, number: int, name: str, row: Sequence[Any], message: str, accepted: str) -> None:
        at = self._at[name]
        value = plain(row[at]) or None
        self._problems.append(Problem(self._sheet, number, self._headings[at], value, message, accepted, fatal=False))
