"""What doctors did of their own accord, and who confirms it."""

import sqlalchemy as sa
from alembic import op

revision = "opportunities_0005"
down_revision = "opportunities_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("activity_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("trust", sa.Text, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("lead_id", sa.Uuid, nullable=False, index=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("words", sa.Text),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("activity_of_doctor", "activity", ["doctor_id", "recorded_at", "activity_id"])


def downgrade() -> None:
    op.drop_table("activity")
