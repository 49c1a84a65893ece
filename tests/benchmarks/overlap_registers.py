"""The six fictitious registers of the shared data as items, with the labelled pairs beside them."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from kpkportfolio.model.vocabulary import OverlapKind, Status
from kpkportfolio.overlap.item import Item

SHARED_DATA = Path(__file__).resolve().parents[2] / "../shared/data"
# where a register's description stands, counted from 0
_COLUMN = {"julkit": 2, "jip": 2, "kuntait": 3, "omat": 2, "svenska": 1, "english": 2}
_ENCODING = {"jip": "cp1252", "omat": "utf-8-sig", "english": "utf-8"}


class Labelled(NamedTuple):
    """The items, the pairs that are something with their kind, and the pairs that only look alike."""

    items: list[Item]
    pairs: dict[tuple[str, str], OverlapKind]
    negatives: list[tuple[str, str]]
    languages: dict[str, str]


def labelled(folder: Path = SHARED_DATA / "registers") -> Labelled:
    """Read the registers and their truth. Descriptions come from the files, all else from the truth."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    rows = {name: _read(folder, name) for name in _COLUMN}
    items = [_item(entry, rows) for entry in truth["initiatives"]]
    languages = {item.id: {"svenska": "sv", "english": "en"}.get(item.register or "", "fi") for item in items}
    return Labelled(
        items,
        {(pair["a"], pair["b"]): OverlapKind(pair["label"]) for pair in truth["pairs"]},
        [(pair["a"], pair["b"]) for pair in truth["hard_negatives"]],
        languages,
    )


def _item(entry: dict[str, Any], rows: dict[str, dict[tuple[str | None, int], list[str]]]) -> Item:
    register = entry["file"].split(".")[0]
    cells = rows[register][entry["sheet"], entry["row"]]
    most = entry["investment_max_eur"]
    return Item(
        id=entry["key"],
        title=entry["title"],
        description=" ".join(_repaired(cells[_COLUMN[register]]).split()),
        organisation=entry["organisation"],
        person=entry["person"],
        register=register,
        ref=entry["ref"],
        status=Status(entry["status"]),
        start=entry["start"] and date.fromisoformat(entry["start"]),
        end=entry["end"] and date.fromisoformat(entry["end"]),
        open_ended=entry["end"] is None,
        investment_max=None if most is None else round(most * 100),
        deliverables=tuple(entry["deliverables"]),
    )


def _repaired(text: str) -> str:
    return text.replace("ª", "ä").replace("º", "ö").replace("ú", "€")


def _read(folder: Path, name: str) -> dict[tuple[str | None, int], list[str]]:
    if name in _ENCODING:
        text = (folder / f"{name}.csv").read_text(encoding=_ENCODING[name])
        reader = csv.reader(io.StringIO(text), delimiter=";" if name == "jip" else ",")
        return {(None, number): row for number, row in enumerate(reader)}
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(folder / f"{name}.xlsx")
    return {
        (sheet, number): [str(cell) for cell in row]
        for sheet in book.sheet_names
        for number, row in enumerate(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False), start=1)
    }
