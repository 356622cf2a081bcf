"""Letters name what they are about, small pictures may go before the large ones, and holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.storage.database import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OF_HOLDS = {
    "hold_signatures": sa.Column("until", UtcTime(), nullable=False),
    "hold_ends": sa.Column("is_signed", sa.Boolean(), nullable=False),
}


def upgrade() -> None:
    """Go one version up."""
    op.add_column("messages", sa.Column("about_ref", sa.String(), nullable=True))
    op.create_index(op.f("ix_messages_about_ref"), "messages", ["about_ref"])
    with op.batch_alter_table("photos") as photos:
        photos.alter_column("small", existing_type=sa.String(), nullable=True)
    op.create_table(
        "holds",
        sa.Column("subject_ref", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_subject_ref"), "holds", ["subject_ref"])
    for table, column in OF_HOLDS.items():
        op.create_table(
            table,
            sa.Column("hold_ref", sa.String(), nullable=False),
            sa.Column("subject_ref", sa.String(), nullable=False),
            sa.Column("by_ref", sa.String(), nullable=False),
            sa.Column("at", UtcTime(), nullable=False),
            column.copy(),
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("hold_ref", name=op.f(f"uq_{table}_hold_ref")),
        )
        op.create_index(op.f(f"ix_{table}_subject_ref"), table, ["subject_ref"])


def downgrade() -> None:
    """Go one version down; a photo without a small picture shows the large one in its place."""
    for table in (*OF_HOLDS, "holds"):
        op.drop_table(table)
    op.execute("UPDATE photos SET small = large WHERE small IS NULL")
    with op.batch_alter_table("photos") as photos:
        photos.alter_column("small", existing_type=sa.String(), nullable=False)
    op.drop_index(op.f("ix_messages_about_ref"), table_name="messages")
    op.drop_column("messages", "about_ref")
