"""Opportunities as they were published and closed (O-E1)."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0003"
down_revision = "reporting_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opportunity",
        sa.Column("opportunity_id", sa.Uuid, primary_key=True),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("family", sa.Text, nullable=False),
        sa.Column("published_on", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date),
        sa.Column("co_produced", sa.Boolean, nullable=False),
        sa.Column("closed_on", sa.Date),
    )


def downgrade() -> None:
    op.drop_table("opportunity")
