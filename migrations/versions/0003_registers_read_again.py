"""How a register's files are read, when that was last done, texts before repair, and fields of one's own."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "custom_value",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("initiative_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_custom_value_name_not_blank")),
        sa.CheckConstraint("length(trim(value)) > 0", name=op.f("ck_custom_value_value_not_blank")),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_custom_value_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_value")),
        sa.UniqueConstraint("initiative_id", "name", name=op.f("uq_custom_value_initiative_id_name")),
    )
    op.add_column("register", sa.Column("file", sa.Text(), nullable=True))
    op.add_column("register", sa.Column("read_on", sa.Date(), nullable=True))
    op.add_column("register", sa.Column("profile", sa.Text(), nullable=True))
    op.add_column("source", sa.Column("originals", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("source", "originals")
    op.drop_column("register", "profile")
    op.drop_column("register", "read_on")
    op.drop_column("register", "file")
    op.drop_table("custom_value")
