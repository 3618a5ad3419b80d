"""Shadowing slots and their bookings (M-E1)."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0004"
down_revision = "reporting_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shadowing_slot",
        sa.Column("slot_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("places", sa.Integer, nullable=False),
        sa.Column("cancelled", sa.Boolean, nullable=False),
    )
    op.create_table(
        "shadowing_booking",
        sa.Column("booking_id", sa.Uuid, primary_key=True),
        sa.Column("slot_id", sa.Uuid, nullable=False, index=True),
        sa.Column("ended_by", sa.Text),
    )


def downgrade() -> None:
    op.drop_table("shadowing_booking")
    op.drop_table("shadowing_slot")
