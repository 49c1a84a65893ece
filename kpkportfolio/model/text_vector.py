"""Vectors that a language model made of texts: a cache, no part of a portfolio's content.

No entity: no Change touches it, the journal, snapshots and bundles know nothing of it, and it may be emptied at any
time without loss. ``text_key`` is a hash of the text in 32 characters, so a changed text has another row.
"""

from sqlalchemy import Column, LargeBinary, String, Table, Text

from kpkportfolio.model.schema import metadata

# read and written by the whole key only, so SQLite needs no numbers of rows and no index beside the table
text_vector = Table(
    "text_vector",
    metadata,
    Column("model", Text, primary_key=True),
    Column("text_key", String(32), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
