"""What kept a promise to one doctor, and what they say was not kept."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0007"
down_revision = "reporting_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_promise",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("placement_id", sa.Uuid),
        sa.Column("day", sa.Date),
        sa.Column("kept_on", sa.Date, nullable=False),
    )
    op.create_table(
        "promise_dispute",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("disputed_on", sa.Date, nullable=False),
    )
    op.add_column("champion", sa.Column("event_id", sa.Uuid))
    op.create_index("placement_of_doctor", "placement", ["doctor_id"])


def downgrade() -> None:
    op.drop_index("placement_of_doctor", "placement")
    op.drop_column("champion", "event_id")
    op.drop_table("promise_dispute")
    op.drop_table("kept_promise")
