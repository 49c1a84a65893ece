"""Every operation's link to the one before it; those there are already are chained as they are now."""

import sqlalchemy as sa
from alembic import op

from kpkportfolio.store.sealing import link

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("operation", sa.Column("link", sa.String(length=64), nullable=True))
    # the very function that writes the links: were it to change, all of them would have to be written anew
    link(op.get_bind())


def downgrade() -> None:
    op.drop_column("operation", "link")
