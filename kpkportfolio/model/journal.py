"""The journal and the snapshots: what happened and what was. Written by the store alone, never by Changes."""

from sqlalchemy import BigInteger, Column, ForeignKey, Identity, Index, Integer, LargeBinary, String, Table, Text

from kpkportfolio.model.schema import UtcTime, metadata

# a SQLite INTEGER PRIMARY KEY is 64 bits already, and only that spelling counts by itself
_Sequence = BigInteger().with_variant(Integer, "sqlite")

# ``undoes`` names the operation whose inverse this one is (kinds undo and redo), ``session`` the opening it was made
# in; ``link`` is the hash that chains it to the operation before it (``store.sealing``)
operation = Table(
    "operation",
    metadata,
    Column("seq", _Sequence, Identity(always=False), primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text),
    Column("by", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("session", String(36), nullable=False),
    Column("undoes", String(36)),
    Column("changes", Integer, nullable=False),
    Column("link", String(64)),
    sqlite_autoincrement=True,
)

# ``initiative_id`` and ``second_id`` are the initiatives that the row belongs to or speaks of, as far as this change
# names them: what an initiative's history is found by
operation_change = Table(
    "operation_change",
    metadata,
    Column("operation_seq", _Sequence, ForeignKey("operation.seq"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("entity", String(40), nullable=False),
    Column("entity_id", String(36), nullable=False),
    Column("initiative_id", String(36)),
    Column("second_id", String(36)),
    Column("before", Text),
    Column("after", Text),
    Index(None, "entity_id"),
)
for column in (operation_change.c.initiative_id, operation_change.c.second_id):
    Index(None, column, sqlite_where=column.is_not(None), postgresql_where=column.is_not(None))

# ``content`` is compressed canonical JSON of every entity; ``hash`` covers it and the previous snapshot's hash
snapshot = Table(
    "snapshot",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("taken_at", UtcTime, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text),
    Column("meeting_id", String(36)),
    Column("operation_seq", _Sequence),
    Column("previous", String(64)),
    Column("hash", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# what this database is: its own id, told apart from a copy's when two meet
portfolio_info = Table(
    "portfolio_info",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)
