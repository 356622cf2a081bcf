"""Letters name what they are about, small pictures may go before the large ones, and holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.storage.database import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OF_HOLDS = {"hold_signatures": ("until", UtcTime), "hold_ends": ("is_signed", sa.Boolean)}


def upgrade() -> None:
    """Go one version up."""
    op.add_column("messages", sa.Column("about_ref", sa.String(), nullable=True))
    op.create_index(op.f("ix_messages_about_ref"), "messages", ["about_ref"])
    with op.batch_alter_table("photos") as photos:
        photos.alter_column("small", existing_type=sa.String(), nullable=True)
    for name in ("used_on", "told_on", "looked_on", "closed_on"):
        op.add_column("accounts", sa.Column(name, sa.Date(), nullable=True))
    # Nobody knows when they were used last: each is taken as used today.
    op.execute("UPDATE accounts SET used_on = CURRENT_DATE")
    with op.batch_alter_table("accounts") as accounts:
        accounts.alter_column("used_on", existing_type=sa.Date(), nullable=False)
    op.create_index(op.f("ix_accounts_used_on"), "accounts", ["used_on"])
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
    for table, (name, kind) in OF_HOLDS.items():
        op.create_table(
            table,
            sa.Column("hold_ref", sa.String(), nullable=False),
            sa.Column("subject_ref", sa.String(), nullable=False),
            sa.Column("by_ref", sa.String(), nullable=False),
            sa.Column("at", UtcTime(), nullable=False),
            sa.Column(name, kind(), nullable=False),
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("hold_ref", name=op.f(f"uq_{table}_hold_ref")),
        )
        op.create_index(op.f(f"ix_{table}_subject_ref"), table, ["subject_ref"])


def downgrade() -> None:
    """Go one version down; a photo without a small picture shows the large one in its place."""
    for table in (*OF_HOLDS, "holds"):
        op.drop_table(table)
    op.drop_index(op.f("ix_accounts_used_on"), table_name="accounts")
    for name in ("used_on", "told_on", "looked_on", "closed_on"):
        op.drop_column("accounts", name)
    op.execute("UPDATE photos SET small = large WHERE small IS NULL")
    with op.batch_alter_table("photos") as photos:
        photos.alter_column("small", existing_type=sa.String(), nullable=False)
    op.drop_index(op.f("ix_messages_about_ref"), table_name="messages")
    op.drop_column("messages", "about_ref")
