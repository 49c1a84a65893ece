"""The agendas of meetings, and what a merge that was decided on leads to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agenda_item",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("meeting_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("picture", sa.Text(), nullable=True),
        sa.Column("initiative_id", sa.String(length=36), nullable=True),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind = 'picture' OR kind = 'initiative' OR kind = 'text'", name=op.f("ck_agenda_item_kind")
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_agenda_item_position_not_negative")),
        sa.CheckConstraint(
            "kind = 'picture' AND picture IS NOT NULL AND initiative_id IS NULL"
            " OR kind = 'initiative' AND initiative_id IS NOT NULL AND picture IS NULL"
            " OR kind = 'text' AND heading IS NOT NULL AND picture IS NULL AND initiative_id IS NULL",
            name=op.f("ck_agenda_item_what"),
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_agenda_item_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meeting.id"],
            name=op.f("fk_agenda_item_meeting_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    op.create_index(op.f("ix_agenda_item_meeting_id"), "agenda_item", ["meeting_id"], unique=False)
    _index_where_known("agenda_item", "initiative_id")
    with op.batch_alter_table("decision") as decision:
        decision.add_column(sa.Column("into_id", sa.String(length=36), nullable=True))
        decision.add_column(sa.Column("into_title", sa.Text(), nullable=True))
        decision.create_foreign_key(
            op.f("fk_decision_into_id"), "initiative", ["into_id"], ["id"], initially="DEFERRED", deferrable=True
        )
    _index_where_known("decision", "into_id")


def _index_where_known(table: str, column: str) -> None:
    known = sa.text(f"{column} IS NOT NULL")
    op.create_index(
        op.f(f"ix_{table}_{column}"), table, [column], unique=False, sqlite_where=known, postgresql_where=known
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_decision_into_id"), table_name="decision")
    with op.batch_alter_table("decision") as decision:
        decision.drop_constraint(op.f("fk_decision_into_id"), type_="foreignkey")
        decision.drop_column("into_title")
        decision.drop_column("into_id")
    op.drop_table("agenda_item")
