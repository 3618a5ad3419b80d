"""Who stands in for whom (R89)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0005"
down_revision = "leave_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delegation",
        sa.Column("delegation_id", sa.Uuid, primary_key=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("by", sa.Uuid, nullable=False, index=True),
        sa.Column("to", sa.Uuid, nullable=False, index=True),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )


def downgrade() -> None:
    op.drop_table("delegation")
