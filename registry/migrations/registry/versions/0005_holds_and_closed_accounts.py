"""Letters name what they are about, small pictures may go before the large ones, and holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    op.add_column("messages", sa.Column("about_ref", sa.String(), nullable=True))
    op.create_index(op.f("ix_messages_about_ref"), "messages", ["about_ref"])
    with op.batch_alter_table("photos") as photos:
        photos.alter_column("small", existing_type=sa.String(), nullable=True)


def downgrade() -> None:
    """Go one version down; a photo without a small picture shows the large one in its place."""
    op.execute("UPDATE photos SET small = large WHERE small IS NULL")
    with op.batch_alter_table("photos") as photos:
        photos.alter_column("small", existing_type=sa.String(), nullable=False)
    op.drop_index(op.f("ix_messages_about_ref"), table_name="messages")
    op.drop_column("messages", "about_ref")
