"""Which records one person at the desk opened on one day, and who may open more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.storage.database import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    op.create_table(
        "day_views",
        sa.Column("actor_ref", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("subject_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("actor_ref", "day", "subject_ref", name=op.f("pk_day_views")),
    )
    op.create_index(op.f("ix_day_views_at"), "day_views", ["at"], unique=False)
    op.create_table(
        "budget_raises",
        sa.Column("for_ref", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_raises")),
    )
    op.create_index(op.f("ix_budget_raises_for_ref"), "budget_raises", ["for_ref"], unique=False)
    op.create_table(
        "raise_signatures",
        sa.Column("raise_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raise_signatures")),
        sa.UniqueConstraint(
            "raise_ref", "by_ref", name=op.f("uq_raise_signatures_raise_ref_by_ref")
        ),
    )
    op.create_index(
        op.f("ix_raise_signatures_raise_ref"), "raise_signatures", ["raise_ref"], unique=False
    )


def downgrade() -> None:
    """Go one version down."""
    op.drop_table("raise_signatures")
    op.drop_table("budget_raises")
    op.drop_index(op.f("ix_day_views_at"), table_name="day_views")
    op.drop_table("day_views")
