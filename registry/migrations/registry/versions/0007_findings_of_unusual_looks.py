"""Findings of unusual looks, what an auditor made of them, and canary records."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.storage.database import UtcTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    op.create_table(
        "findings",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("actor_ref", sa.String(), nullable=False),
        sa.Column("about_ref", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("recorded_at", UtcTime(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint(
            "rule",
            "actor_ref",
            "about_ref",
            "day",
            name=op.f("uq_findings_rule_actor_ref_about_ref_day"),
        ),
    )
    op.create_index(op.f("ix_findings_recorded_at"), "findings", ["recorded_at"])
    op.create_table(
        "finding_entries",
        sa.Column("finding_ref", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_entries")),
        sa.UniqueConstraint("finding_ref", "seq", name=op.f("uq_finding_entries_finding_ref_seq")),
    )
    op.create_table(
        "finding_answers",
        sa.Column("finding_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_answers")),
        sa.UniqueConstraint("finding_ref", name=op.f("uq_finding_answers_finding_ref")),
    )
    op.create_table(
        "canary_orders",
        sa.Column("asked_by_ref", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.Column("agreed_by_ref", sa.String(), nullable=True),
        sa.Column("agreed_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canary_orders")),
    )
    op.create_table(
        "canary_marks",
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_canary_marks")),
        sa.UniqueConstraint("mark", name=op.f("uq_canary_marks_mark")),
    )


def downgrade() -> None:
    """Go one version down."""
    op.drop_table("canary_marks")
    op.drop_table("canary_orders")
    op.drop_table("finding_answers")
    op.drop_table("finding_entries")
    op.drop_table("findings")
