"""A place to keep the vectors that a language model makes of texts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_vector",
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("text_key", sa.String(length=32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "text_key", name=op.f("pk_text_vector")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("text_vector")
