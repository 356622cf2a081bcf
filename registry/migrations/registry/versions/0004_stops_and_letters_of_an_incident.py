"""Ages by which rows are cleared, stops of all disclosure, and letters about an incident."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.storage.database import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

AGES = {
    "posts": "at",
    "web_sessions": "started_at",
    "messages": "queued_at",
    "address_links": "sent_at",
}


def upgrade() -> None:
    """Go one version up."""
    for table, column in AGES.items():
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    op.create_table(
        "freezes",
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freezes")),
    )
    op.create_table(
        "freeze_lifts",
        sa.Column("freeze_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze_lifts")),
        sa.UniqueConstraint("freeze_ref", "by_ref", name=op.f("uq_freeze_lifts_freeze_ref_by_ref")),
    )
    op.create_index(op.f("ix_freeze_lifts_freeze_ref"), "freeze_lifts", ["freeze_ref"])
    op.create_table(
        "incident_letters",
        sa.Column("since", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("actor_ref", sa.String(), nullable=True),
        sa.Column("asked_by_ref", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("agreed_by_ref", sa.String(), nullable=True),
        sa.Column("agreed_at", UtcTime(), nullable=True),
        sa.Column("sent_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_letters")),
    )


def downgrade() -> None:
    """Go one version down."""
    op.drop_table("incident_letters")
    op.drop_table("freeze_lifts")
    op.drop_table("freezes")
    for table, column in AGES.items():
        op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
