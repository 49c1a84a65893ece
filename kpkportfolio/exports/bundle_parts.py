"""Reading the zip that a bundle with its history is (see ``whole_bundle``), which anybody may have put together: every
part within limits and against its hash, every row with the columns and the kinds of values that its table has."""

import hashlib
import zlib
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

import orjson
from sqlalchemy import Table

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.exports.bundle_content import FORMAT, fitting
from kpkportfolio.files import refuse_in_use
from kpkportfolio.model.schema import UtcTime
from kpkportfolio.store.migrate import SCHEMA_VERSION
from kpkportfolio.text import _

VERSION: Final = 2
HEAD, CONTENT, JOURNAL, SNAPSHOTS = "bundle.json", "content.json", "journal.jsonl", "snapshots.jsonl"
_LARGEST: Final = 1 << 30
"""Bytes of one part; more than any portfolio seen, less than what fills a laptop's memory."""
_MOST_PARTS: Final = 100_000


class Parts:
    """The parts of a file that says it is a bundle, each against its hash; closed at the block's end.

    Attributes:
        head: what ``bundle.json`` says.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        refuse_in_use(path)
        try:
            self._archive = ZipFile(path)
        except (BadZipFile, EOFError, ValueError) as error:
            raise self.no_bundle() from error
        except OSError as error:
            raise UnacceptableInput(
                _("{file} cannot be read: {error}.").format(file=path, error=error.strerror or error)
            ) from error

    def __enter__(self) -> "Parts":
        try:
            self.head = self._head()
        except BaseException:
            self._archive.close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self._archive.close()

    def _head(self) -> dict[str, Any]:
        members = self._archive.infolist()
        if len(members) > _MOST_PARTS or any(one.file_size > _LARGEST for one in members):
            raise UnacceptableInput(_("{file}: the file is too large for a bundle.").format(file=self.path.name))
        if HEAD not in self._archive.namelist():
            raise self.no_bundle()
        head = self._json(self.part(HEAD))
        if not isinstance(head, dict) or head.get("format") != FORMAT or not isinstance(head.get("schema"), int):
            raise self.no_bundle()
        if head.get("version") != VERSION or head["schema"] > SCHEMA_VERSION:
            raise UnacceptableInput(
                _("{file}: written by a newer version of KPK Portfolio; install it to read this.").format(
                    file=self.path.name
                )
            )
        hashes = {name: hashlib.sha256(self.part(name)).hexdigest() for name in (CONTENT, JOURNAL, SNAPSHOTS)}
        if head.get("sha256") != hashes or not isinstance(head.get("portfolio"), dict):
            raise self.damaged()
        return head

    def part(self, name: str) -> bytes:
        """One part whole."""
        try:
            return self._archive.read(name)
        except (BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise self.damaged() from error

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The objects of a part that has one a line."""
        found = [self._json(line) for line in self.part(name).splitlines()]
        if not all(isinstance(line, dict) for line in found):
            raise self.damaged()
        return found

    def rows(
        self, table: Table, found: Iterable[dict[str, Any]], besides: Collection[str] = ()
    ) -> list[dict[str, Any]]:
        """Rows of a table with all its columns but those ``besides``, moments as moments."""
        fits = {name: fit for name, fit in fitting(table).items() if name not in besides}
        moments = [column.name for column in table.columns if isinstance(column.type, UtcTime)]
        made = []
        for line in found:
            row: dict[str, Any] = {name: line.get(name) for name in fits}
            try:
                row |= {name: datetime.fromisoformat(line[name]) for name in moments}
            except (KeyError, TypeError, ValueError) as error:
                raise self.damaged() from error
            if not line.keys() <= fits.keys() or not all(fit(row[name]) for name, fit in fits.items()):
                raise self.damaged()
            made.append(row)
        return made

    def _json(self, data: bytes) -> Any:
        try:
            return orjson.loads(data)
        except ValueError as error:
            raise self.damaged() from error

    def no_bundle(self) -> UnacceptableInput:
        """The words for a file that is something else."""
        return UnacceptableInput(_("{file}: a zip, but not a bundle of KPK Portfolio.").format(file=self.path.name))

    def damaged(self) -> UnacceptableInput:
        """The words for a bundle that is not as it was written."""
        return UnacceptableInput(
            _("{file}: the content does not match its hash; the file was changed or damaged.").format(
                file=self.path.name
            )
        )
