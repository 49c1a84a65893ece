"""What is asked of every method: score these pairs of these items. Truth and folds lie beside the question.

Three shapes. A labelled portfolio: all its pairs. Candidate pairs that others have labelled: those pairs. A retrieval:
every text of one language against every text of another, where each has exactly one answer.
"""

import csv
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpkportfolio.overlap.item import Item
from tests.benchmarks.overlap_registers import SHARED_DATA
from tests.evaluation import sets
from tests.evaluation.sets import LabelledSet

Numbers = NDArray[Any]
SAMPLE = 1500
SEED = 20100
FOLDS = 5
LANGUAGES = ("fi", "sv", "en")
_VALUE = re.compile(r"COL (\w+) VAL (.*?)(?=COL \w+ VAL |$)")


class Task(NamedTuple):
    """Pairs ``(items[i[n]], items[j[n]])`` to be scored, with ``truth`` 1 or 0.

    ``labelled`` is the portfolio the pairs come from, ``kind`` the true pairs' places in :data:`sets.POSITIVE`.
    ``unseen`` says that nothing is ever fitted on its labels.
    ``queries`` is how many texts a retrieval starts from: the scores then fill a table of as many rows, whose
    right answers are on the diagonal; 0 when the task is none. ``group`` says which pairs belong to one fold.
    """

    name: str
    items: list[Item]
    i: Numbers
    j: Numbers
    truth: Numbers
    group: Numbers
    queries: int = 0
    labelled: LabelledSet | None = None
    kind: Numbers | None = None
    unseen: bool = False

    @property
    def positives(self) -> int:
        """How many pairs are true."""
        return int(self.truth.sum())


class Missing(NamedTuple):
    """A data set whose file is not there."""

    name: str
    path: Path


def tasks(shared: Path = SHARED_DATA, folder: Path = sets.DOMAINS) -> Iterator[Task | Missing]:
    """Every data set, or word that it is missing, the labelled portfolios first."""
    if (shared / "registers" / "truth.json").is_file():
        yield from_labels(sets.registers(shared / "registers"))
    else:
        yield Missing(sets.REGISTERS, shared / "registers")
    domains = sets.domains(folder)
    yield from map(from_labels, domains)
    if not domains:
        yield Missing("domains", folder)
    yield from (from_labels(data)._replace(unseen=True) for data in sets.domains(folder / "unseen"))
    language = shared / "language"
    for path, readers in _FILES.items():
        for name, reader in readers.items():
            yield reader(name, language / path) if (language / path).is_file() else Missing(name, language / path)


def from_labels(data: LabelledSet) -> Task:
    """All pairs of a labelled portfolio but the related ones."""
    asked = sets.ranking(data)
    group = sets.groups(data)
    # both items of a true pair are of one group; a false pair goes with its first item
    return Task(data.name, data.items, asked.i, asked.j, asked.truth, group[asked.i], 0, data, asked.kind)


def folds(task: Task, count: int = FOLDS) -> Iterator[tuple[Numbers, Numbers]]:
    """Which pairs to learn from and which to be asked, ``count`` times; every pair is asked once.

    In a labelled portfolio what is learned from has none of the items of the true pairs asked.
    """
    order = np.unique(task.group)
    np.random.default_rng(SEED).shuffle(order)
    for fold in np.array_split(order, count):
        asked = np.isin(task.group, fold)
        held_out = asked
        if task.labelled is not None:
            group = sets.groups(task.labelled)
            held_out = np.isin(group[task.i], fold) | np.isin(group[task.j], fold)
        yield ~held_out, asked


def _turku(true: str, false: str) -> Callable[[str, Path], Task]:
    def read(name: str, path: Path) -> Task:
        rows = json.loads(path.read_text(encoding="utf-8"))
        # the flags after the digit say in which respects a paraphrase is looser; the digit is the judgement
        rows = [row for row in rows if row["label"][0] in true + false]
        rows = random.Random(SEED).sample(rows, SAMPLE)
        items = [
            Item(id=f"{side}{n}", title=row[f"txt{side}"], register=f"txt{side}", language="fi")
            for side in (1, 2)
            for n, row in enumerate(rows)
        ]
        truth = np.array([row["label"][0] in true for row in rows], dtype=int)
        place = np.arange(len(rows), dtype=np.int32)
        return Task(name, items, place, place + len(rows), truth, place)

    return read


def _retrieval(one: str, other: str, columns: tuple[str, str]) -> Callable[[str, Path], Task]:
    def read(name: str, path: Path) -> Task:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        # only texts that are there once in each language have one right answer, and the same rows serve each direction
        texts = sorted(rows[0].keys() - {"source"})
        for column in texts:
            counted: dict[str, int] = {}
            for row in rows:
                row[column] = " ".join(row[column].split())
                counted[row[column].casefold()] = counted.get(row[column].casefold(), 0) + 1
            rows = [row for row in rows if counted[row[column].casefold()] == 1]
        # labels of a word or two say too little to be told apart: the rows whose shortest text is longest
        rows = sorted(rows, key=lambda row: -min(len(row[column]) for column in texts))[:SAMPLE]
        items = [
            Item(id=f"{language}{n}", title=row[column], register=language, language=language)
            for language, column in zip((one, other), columns, strict=True)
            for n, row in enumerate(rows)
        ]
        count = len(rows)
        i, j = np.divmod(np.arange(count * count, dtype=np.int32), count)
        return Task(name, items, i, j + count, (i == j).astype(int), i, queries=count)

    return read


def _products(name: str, path: Path) -> Task:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    places: dict[tuple[str, str], int] = {}
    items: list[Item] = []
    for line in lines:
        for side, text in zip(("left", "right"), line, strict=False):
            if (side, text) not in places:
                places[side, text] = len(items)
                items.append(product(f"{side}{len(items)}", side, text))
    i = np.array([places["left", line[0]] for line in lines], dtype=np.int32)
    j = np.array([places["right", line[1]] for line in lines], dtype=np.int32)
    return Task(name, items, i, j, np.array([int(line[2]) for line in lines]), i)


def product(id_: str, register: str, text: str) -> Item:
    """One side of a line of a record-linkage file, ``COL name VAL value COL …``; the price stays in the text."""
    values = {column: value.strip() for column, value in _VALUE.findall(text)}
    said = [values.get("description", ""), values.get("price", "")]
    return Item(
        id=id_,
        title=values.get("title") or values["name"],
        description=" ".join(part for part in said if part) or None,
        organisation=values.get("manufacturer") or None,
        register=register,
        language="en",
    )


Reader = Callable[[str, Path], Task]
_STRINGS = "avoindata_ui_fi_sv_en_half.csv"
_FILES: dict[str, dict[str, Reader]] = {
    "turku_paraphrase_fi_opus-pb-dev.json": {
        "Turku, 4 v. 1–3": _turku("4", "123"),
        "Turku, 4 v. 1–2": _turku("4", "12"),
        "Turku, 3–4 v. 1–2": _turku("34", "12"),
    },
    _STRINGS: {
        f"strings {one}–{other}": _retrieval(one, other, (one, other))
        for one, other in (("fi", "sv"), ("fi", "en"), ("sv", "en"))
    },
    "tatoeba_fin_eng.csv": {"tatoeba fi–en": _retrieval("fi", "en", ("fin", "eng"))},
    "tatoeba_swe_eng.csv": {"tatoeba sv–en": _retrieval("sv", "en", ("swe", "eng"))},
    "Textual_Abt-Buy_valid.txt": {"Abt-Buy": _products},
    "Structured_Amazon-Google_valid.txt": {"Amazon-Google": _products},
}


def text(item: Item) -> str:
    """What the item says, for methods that know one text only: title, description and deliverables."""
    return " ".join([item.title, item.description or "", *item.deliverables])


def columns(items: Sequence[Item], places: Numbers) -> tuple[list[Item], Numbers]:
    """The items that ``places`` name, each once, and where each place is among them."""
    used, inverse = np.unique(places, return_inverse=True)
    return [items[place] for place in used.tolist()], inverse
