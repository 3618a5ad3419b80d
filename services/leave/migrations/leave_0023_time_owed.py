"""What was said of the self-development time that a placement is to have, whether any is scheduled or not (R38)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0023"
down_revision = "leave_0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "time_owed",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("looked_on", sa.Date),
    )


def downgrade() -> None:
    op.drop_table("time_owed")
