"""The checklist of people at the desk: evidence, checks, vouches, two who approve, notices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.storage.database import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SIGNED = ("safeguarding", "agreement")
ONE_LOOKED = ("identity", "seen", "licence")


def upgrade() -> None:
    """Go one version up. Whoever one person vouched for needs a second one from now on."""
    with op.batch_alter_table("caseworker_verifications") as batch:
        for name in ONE_LOOKED:
            batch.drop_column(name)
    with op.batch_alter_table("standing_ends") as batch:
        batch.add_column(sa.Column("how", sa.String(), nullable=False, server_default="left"))
    with op.batch_alter_table("standing_ends") as batch:
        batch.alter_column("how", server_default=None)
    _evidence_and_checks()
    _agencies()
    _duty()
    op.create_table(
        "vouches",
        sa.Column("caseworker_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("by_agency_ref", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vouches")),
    )
    op.create_index(op.f("ix_vouches_caseworker_ref"), "vouches", ["caseworker_ref"])
    op.create_index(op.f("ix_vouches_by_ref"), "vouches", ["by_ref"])
    op.create_table(
        "loans",
        sa.Column("caseworker_ref", sa.String(), nullable=False),
        sa.Column("from_agency_ref", sa.String(), nullable=False),
        sa.Column("to_agency_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("agreed_by_ref", sa.String(), nullable=True),
        sa.Column("agreed_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loans")),
    )
    op.create_index(op.f("ix_loans_caseworker_ref"), "loans", ["caseworker_ref"])
    op.create_index(op.f("ix_loans_until"), "loans", ["until"])
    op.create_table(
        "standing_notices",
        sa.Column("caseworker_ref", sa.String(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_notices")),
        sa.UniqueConstraint(
            "caseworker_ref",
            "until",
            "days_before",
            name=op.f("uq_standing_notices_caseworker_ref_until_days_before"),
        ),
    )
    op.create_index(
        op.f("ix_standing_notices_caseworker_ref"), "standing_notices", ["caseworker_ref"]
    )


def _evidence_and_checks() -> None:
    op.create_table(
        "standing_evidence",
        sa.Column("caseworker_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_evidence")),
    )
    op.create_index(
        op.f("ix_standing_evidence_caseworker_ref"), "standing_evidence", ["caseworker_ref"]
    )
    op.create_table(
        "standing_checks",
        sa.Column("caseworker_ref", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_checks")),
    )
    op.create_index(
        op.f("ix_standing_checks_caseworker_ref"), "standing_checks", ["caseworker_ref"]
    )


def _agencies() -> None:
    """Whoever one person let in needs a second one, and is announced once that one agreed."""
    with op.batch_alter_table("agency_verifications") as batch:
        for name in SIGNED:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("role", sa.String(), nullable=False, server_default="processor"))
        batch.add_column(sa.Column("agreed_by_ref", sa.String(), nullable=True))
        batch.add_column(sa.Column("agreed_at", UtcTime(), nullable=True))
    with op.batch_alter_table("agency_verifications") as batch:
        for name in (*SIGNED, "role"):
            batch.alter_column(name, server_default=None)
    op.create_table(
        "agency_announcements",
        sa.Column("agency_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("reached_ref", sa.String(), nullable=True),
        sa.Column("told_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_announcements")),
        sa.UniqueConstraint("agency_ref", name=op.f("uq_agency_announcements_agency_ref")),
    )


def _duty() -> None:
    op.create_table(
        "duty_turns",
        sa.Column("who_ref", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_turns")),
    )
    op.create_index(op.f("ix_duty_turns_who_ref"), "duty_turns", ["who_ref"])
    op.create_index(op.f("ix_duty_turns_ends_at"), "duty_turns", ["ends_at"])
    op.create_table(
        "hand_overs",
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
    )
    op.create_index(op.f("ix_hand_overs_at"), "hand_overs", ["at"])
    op.create_table(
        "duty_rings",
        sa.Column("who_ref", sa.String(), nullable=False),
        sa.Column("hand_over_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_rings")),
    )
    op.create_index(op.f("ix_duty_rings_hand_over_ref"), "duty_rings", ["hand_over_ref"])
    for table, more in (("duty_answers", ()), ("hand_over_ends", ("outcome",))):
        op.create_table(
            table,
            sa.Column("hand_over_ref", sa.String(), nullable=False),
            sa.Column("by_ref", sa.String(), nullable=False),
            *(sa.Column(name, sa.String(), nullable=False) for name in more),
            sa.Column("at", UtcTime(), nullable=False),
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("hand_over_ref", name=op.f(f"uq_{table}_hand_over_ref")),
        )


def downgrade() -> None:
    """Go one version down."""
    for table in ("hand_over_ends", "duty_answers", "duty_rings", "hand_overs", "duty_turns"):
        op.drop_table(table)
    for table in ("standing_notices", "loans", "vouches", "standing_checks", "standing_evidence"):
        op.drop_table(table)
    op.drop_table("agency_announcements")
    with op.batch_alter_table("agency_verifications") as batch:
        for name in (*SIGNED, "role", "agreed_by_ref", "agreed_at"):
            batch.drop_column(name)
    with op.batch_alter_table("standing_ends") as batch:
        batch.drop_column("how")
    with op.batch_alter_table("caseworker_verifications") as batch:
        for name in ONE_LOOKED:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default="other"))
