"""Versions of the root key: when each was made, left and retired; and the day of each data key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import registry.storage.database

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENTS = ("made_at", "left_at", "retired_at")


def upgrade() -> None:
    """Go one version up. Wrapped keys stay as they are: their length tells their form."""
    with op.batch_alter_table("root_checks") as table:
        for name in MOMENTS:
            table.add_column(sa.Column(name, registry.storage.database.UtcTime(), nullable=True))
    with op.batch_alter_table("data_keys") as table:
        table.add_column(sa.Column("made_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Go one version back."""
    with op.batch_alter_table("data_keys") as table:
        table.drop_column("made_on")
    with op.batch_alter_table("root_checks") as table:
        for name in MOMENTS:
            table.drop_column(name)
