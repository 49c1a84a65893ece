"""The bundle without history: what the portfolio holds as JSON, for other portfolios and other programs.

With its journal and its snapshots it is a zip: see ``whole_bundle``.

Version 1: ``{"format": "kpkportfolio-bundle", "version": 1, "schema": n, "name", "exported_at", "hash", "content"}``;
``content`` maps entity → id → fields, dates ISO, money in cents, ``hash`` is SHA-256 of its canonical spelling.
"""

import json
from datetime import UTC, datetime
from pathlib import Path

from kpkportfolio.errors import UnacceptableInput
from kpkportfolio.exports.bundle_content import FORMAT, checked
from kpkportfolio.exports.whole_bundle import ENDING, read_whole_bundle
from kpkportfolio.files import refuse_in_use, written_whole
from kpkportfolio.model.change import Operation, OperationKind
from kpkportfolio.store.codec import plain
from kpkportfolio.store.content import Content, content_hash, difference
from kpkportfolio.store.migrate import SCHEMA_VERSION
from kpkportfolio.store.portfolio import Portfolio
from kpkportfolio.text import _

VERSION = 1
_LARGEST = 1 << 30
"""Bytes; more than any portfolio seen, less than what fills a laptop's memory."""


def write_bundle(portfolio: Portfolio, path: Path) -> Path:
    """Write every row of every entity.

    Raises:
        EnvironmentFailed: the file cannot be written.
    """
    content = portfolio.content()
    document = {
        "format": FORMAT,
        "version": VERSION,
        "schema": SCHEMA_VERSION,
        "name": portfolio.name,
        "exported_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "hash": content_hash(content),
        "content": content,
    }
    with written_whole(path) as temporary:
        temporary.write_text(
            json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, default=plain), encoding="utf-8"
        )
    return path


def read_bundle(path: Path) -> Content:
    """The content of a bundle file, with its history or without, checked against its hash.

    Raises:
        UnacceptableInput: it is no bundle, of a newer version, or damaged; the message says which and where.
    """
    if path.suffix.lower() == ENDING:
        return read_whole_bundle(path).content
    refuse_in_use(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise UnacceptableInput(_("{file}: the file is too large for a bundle.").format(file=path.name))
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:  # a number of more digits than Python takes is the former too
        raise UnacceptableInput(
            _("{file} is no bundle: a bundle is a .json or .zip file that KPK Portfolio has written.").format(
                file=path.name
            )
        ) from error
    except OSError as error:
        raise UnacceptableInput(
            _("{file} cannot be read: {error}.").format(file=path, error=error.strerror or error)
        ) from error
    if (
        not isinstance(document, dict)
        or document.get("format") != FORMAT
        or not isinstance(document.get("schema"), (int, type(None)))
    ):
        raise UnacceptableInput(_("{file}: JSON, but not a bundle of KPK Portfolio.").format(file=path.name))
    if document.get("version") != VERSION or (document.get("schema") or 0) > SCHEMA_VERSION:
        raise UnacceptableInput(
            _("{file}: written by a newer version of KPK Portfolio; install it to read this.").format(file=path.name)
        )
    content = checked(document.get("content"), path)
    try:
        whole = content_hash(content) == document.get("hash")
    except TypeError:  # half a character or a number of many digits, which JSON can spell and no portfolio holds
        whole = False
    if not whole:
        raise UnacceptableInput(
            _("{file}: the content does not match its hash; the file was changed or damaged.").format(file=path.name)
        )
    return content


def bundle_operation(portfolio: Portfolio, content: Content, what: str) -> Operation:
    """The operation that takes a bundle in: its rows are added or put in place of those with the same id; rows that
    the bundle does not have stay."""
    now = portfolio.content()
    changes = [change for change in difference(now, content) if change.after is not None]
    return Operation(OperationKind.IMPORT, what, changes)
